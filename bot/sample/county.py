"""The sample joint meeting of an invented county, with which ``lianxi run`` starts while there is no token."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import as_file, files

from bot.channels.web.values import Part
from config.clock import parse_instant
from messages.people_table import read_people
from tasks_db.intake import PlanDraft, read_plan_apart
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address, SeatLine
from tasks_db.register.roster import TableRow
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, handing_out, loading, roster, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.views import installation
from tasks_db.work.views.overview import overview
from tasks_db.work.views.seats import address_of, seats

STARTS = "2025-11-03T08:00+08:00"
_PERSONS, _VACANT_SEATS = 1000, 9000
"""Where the addresses of persons begin, and those of the people who are to come for vacant seats."""
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


@dataclass(frozen=True, slots=True)
class _Files:
    """What the sample's files say."""

    people: list[TableRow]
    plan: PlanDraft
    source: Source


def load_sample(desk: Desk, channel: str) -> list[Part]:
    """Put the sample's units and people into an empty database; return who one can be on ``channel``.

    Everybody with a name is bound, so that one can begin at once; a vacant liaison's seat comes with a code to try.
    """
    if not desk.ask(SYSTEM, installation.is_sample):
        desk.do(SYSTEM, _load, _read())
    desk.do(SYSTEM, _bind_all, channel)
    return desk.do(SYSTEM, _cast, channel)


def _read() -> _Files:
    folder = files("bot.sample")
    with as_file(folder / "people.csv") as table, as_file(folder / "plan.docx") as document:
        return _Files(read_people(table), read_plan_apart(document), Source.of(document))


def _load(ctx: Context, sample: _Files) -> None:
    """Everything in one transaction, on the morning on which the rehearsal starts."""
    starts = parse_instant(STARTS)
    founding.begin_sample(ctx, starts)
    ctx = replace(ctx, now=starts)
    founding.found_meeting(ctx, ABOUT.area, ABOUT.meeting, ABOUT.office)
    roster.load_table(ctx, sample.people)
    _hand_out_plan(ctx, sample)


def _bind_all(ctx: Context, channel: str) -> None:
    """Let everybody with a name be reached on a channel: in a new sample, and in one that was played on another."""
    for person_id in dict.fromkeys(line.person_id for line in seats(ctx).lines if line.person_id is not None):
        if address_of(ctx, person_id, channel) is None:
            seating.bind_directly(ctx, person_id, Address(channel, str(_PERSONS + person_id)))


def _hand_out_plan(ctx: Context, sample: _Files) -> None:
    """Load the plan, settle it as a clerk would and hand it out: the first morning brings the first asks."""
    plan_id = loading.load_plan(ctx, sample.plan, sample.source)
    value = overview(ctx, plan_id)
    for name in value.unknown:
        if name.match.alike:
            settling.identify(ctx, plan_id, name.match.printed, name.match.alike[0].id)
        else:
            settling.register_new_unit(ctx, plan_id, name.match.printed)
    settling.settle_all_past_due(ctx, plan_id, "done")
    settling.take_all_candidates(ctx, plan_id, take=False)
    settling.consolidate_rest(ctx, plan_id, None)
    if value.plan.period[1] is not None:
        settling.default_undated(ctx, plan_id, settling.TO_THE_END)
    settling.default_undated(ctx, plan_id, "quarter")
    settling.set_supplier(ctx, plan_id, ABOUT.office)
    handing_out.hand_out(ctx, plan_id)


def _cast(ctx: Context, channel: str) -> list[Part]:
    """Who one can be: everybody who is bound here, and somebody new for each vacant liaison's seat."""
    ctx = replace(ctx, now=installation.rehearsal(ctx) or ctx.now)  # this desk may be older than the rehearsal
    lines = seats(ctx).lines
    return _bound(ctx, lines, channel) + _vacant(ctx, lines)


def _bound(ctx: Context, lines: Sequence[SeatLine], channel: str) -> list[Part]:
    cast: dict[str, Part] = {}
    for line in lines:
        if line.person_id is None or line.person is None:
            continue
        at = address_of(ctx, line.person_id, channel)
        if at is not None:
            cast.setdefault(at.value, Part(at.value, line.person, f"{line.unit}{line.role.zh}", _GROUPS[line.role]))
    return list(cast.values())


def _vacant(ctx: Context, lines: Sequence[SeatLine]) -> list[Part]:
    """Somebody who is not bound yet, for each vacant liaison's seat, with the code that binds them."""
    vacant = [line for line in lines if line.role is SeatRole.LIAISON and line.person is None]
    people_to_be = []
    for number, line in enumerate(vacant, 1):
        code = seating.invite(ctx, line.unit).code
        people_to_be.append(
            Part(
                address=str(_VACANT_SEATS + line.seat_id),
                name=f"新联络员{number}",
                post=line.unit,
                heading="尚未绑定",
                seat_id=line.seat_id,
                code=code,
            )
        )
    return people_to_be
