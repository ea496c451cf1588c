"""The sample joint meeting of an invented county, with which ``lianxi run`` starts while there is no token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files

from sqlmodel import Session

from bot.sample.local_chat import LocalPerson
from config.clock import local_date, parse_instant
from messages.people_table import read_people
from tasks_db.intake import read_plan
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import SeatLine
from tasks_db.register.workdays import Calendar
from tasks_db.store import facts, models, people, plans
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import handing_out, loading, roster, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.views.overview import overview

STARTS = "2025-11-03T08:00+08:00"
SAMPLE_TOKEN = "1:local-chat"  # noqa: S105 - accepted by the local chat alone, on loopback
_FIRST_ADDRESS = 1001
_GROUPS = {
    SeatRole.CONVENOR: "召集人",
    SeatRole.DEPUTY_CONVENOR: "召集人",
    SeatRole.OFFICE_HEAD: "办公室",
    SeatRole.OFFICE_STAFF: "办公室",
    SeatRole.MEMBER: "成员",
    SeatRole.LIAISON: "联络员",
}


@dataclass(frozen=True, slots=True)
class _About:
    """What the sample's county and joint meeting are called."""

    area: str
    meeting: str
    office: str


ABOUT = _About("望澜县", "望澜县城镇老旧小区改造工作联席会议", "县住房城乡建设局")


def load_sample(session: Session, channel: str) -> list[LocalPerson]:
    """Put the sample's units and people into an empty database; return who one can be on ``channel``.

    Everybody with a name is bound, so that one can begin at once; a vacant liaison's seat comes with a code to try.
    """
    if facts.get(session, facts.SAMPLE) is None:
        _load(session, channel)
    now = facts.rehearsal_now(session) or parse_instant(STARTS)
    meeting = people.the_meeting(session)
    lines = people.seat_lines(session, key(meeting.id), local_date(now))
    return _bound(session, lines, channel) + _vacant(session, lines, now)


def _load(session: Session, channel: str) -> None:
    now = parse_instant(STARTS)
    facts.start_rehearsal(session, STARTS)
    meeting = seating.create_meeting(session, ABOUT.area, ABOUT.meeting, ABOUT.office)
    with as_file(files("bot.sample") / "people.csv") as table:
        roster.load_table(session, meeting, read_people(table), now, SYSTEM)
    lines = people.seat_lines(session, key(meeting.id), local_date(now))
    named = dict.fromkeys(line.person_id for line in lines if line.person_id is not None)
    for address, person_id in enumerate(named, _FIRST_ADDRESS):
        seating.bind_directly(session, person_id, channel, str(address), now)
    _hand_out_plan(session, meeting, now)
    facts.put(session, facts.SAMPLE, "1")


def _hand_out_plan(session: Session, meeting: models.JointMeeting, now: datetime) -> None:
    """Load the plan, settle it as a clerk would and hand it out: the first morning brings the first asks."""
    with as_file(files("bot.sample") / "plan.docx") as document:
        plan = loading.add(session, meeting, read_plan(document), Source.of(document), now, SYSTEM)
    for name in overview(session, plan, now).unknown:
        if name.match.alike:
            meant = session.get_one(models.Unit, name.match.alike[0].id)
            settling.identify(session, plan, name.match.printed, meant, now, SYSTEM)
        else:
            settling.register_new_unit(session, plan, name.match.printed, now, SYSTEM)
    for task in plans.tasks_of(session, key(plan.id)):
        if task.review is not None:
            settling.settle_past_due(session, task, "done", now, SYSTEM)
    for candidate in plans.tasks_of(session, key(plan.id), candidates=True):
        settling.take_candidate(session, candidate, now, SYSTEM, take=False)
    settling.consolidate_rest(session, plan, None, now, SYSTEM)
    if plan.period_end is not None:
        settling.default_undated(session, plan, plan.period_end, now, SYSTEM)
    settling.default_undated(session, plan, "quarter", now, SYSTEM)
    settling.set_supplier(session, plan, None, ABOUT.office, now, SYSTEM)
    handing_out.dispatch(session, plan, Calendar(), now, SYSTEM)


def _bound(session: Session, lines: Sequence[SeatLine], channel: str) -> list[LocalPerson]:
    cast: dict[int, LocalPerson] = {}
    for line in lines:
        if line.person_id is None or line.person is None:
            continue
        for account in people.accounts_of(session, line.person_id):
            if account.address.channel == channel:
                user = int(account.address.value)
                person = LocalPerson(user, line.person, f"{line.unit}{line.role.zh}", _GROUPS[line.role])
                cast.setdefault(user, person)
    return list(cast.values())


def _vacant(session: Session, lines: Sequence[SeatLine], now: datetime) -> list[LocalPerson]:
    """Somebody who is not bound yet, for each vacant liaison's seat, with the code that binds them."""
    seats = [line for line in lines if line.role is SeatRole.LIAISON and line.person is None]
    people_to_be = []
    for number, line in enumerate(seats, 1):
        code = seating.invite(session, session.get_one(models.Seat, line.seat_id), now, SYSTEM)
        people_to_be.append(
            LocalPerson(
                user_id=9000 + line.seat_id,
                name=f"新联络员{number}",
                post=line.unit,
                group="尚未绑定",
                started=False,
                hint=f"发送 /start {code} 绑定{line.unit}联络员",
            )
        )
    return people_to_be
