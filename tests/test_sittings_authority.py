"""Who may do what in a sitting, written by hand and tried by everybody, under rules that a document prints."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlmodel import Session, select

from config.clock import local_instant
from config.settings import Settings
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR, Caller
from tasks_db.register.meetings.rules import kept, read_off
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.store import meetings, models, people
from tasks_db.store.keys import key
from tasks_db.terms import BodyKind, Decided, ItemKind, Presence, Reply, SittingKind, SittingState
from tasks_db.work.acts import agendas, attending, bodies, founding, minutes, noticing, roster, seating, sittings
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.views import sittings as views
from tests.sitting_world import RULES

PEOPLE = "召副主人成联邻外生"
"""召集人, 副召集人, 办公室主任, 办公室人员; 成员 of the unit that proposed, 联络员 of a unit that is
called; 成员 of a unit that is not called; the convenor of another body; a stranger."""
WHEN = local_instant(date(2025, 11, 10), time(9, 30))
NAMES = {
    "召": "召一",
    "副": "副一",
    "主": "主一",
    "人": "文员",
    "成": "水成",
    "联": "财联",
    "邻": "教成",
    "外": "外召",
}
STARTS = "2025-11-10T10:00+08:00"

TABLE = """
                      召副主人成联邻外生
propose               ●●●·●●●··
approve               ●········
refuse                ●········
withdraw              ····●····
set the time          ··●●·····
set the chair         ●·●●·····
choose the units      ··●●·····
draft the agenda      ··●●·····
add to the agenda     ··●●·····
put it in order       ··●●·····
reword a matter       ··●●·····
undo that             ··●●·····
check the notice      ··●●·····
sign the notice       ●●●······
send the notice back  ●●●······
send the notice       ··●●·····
remind the silent     ··●●·····
tell them the change  ··●●·····
send them the pack    ··●●·····
call off              ●·●●·····
look at it            ●●●●●●···
answer                ·●●·●●···
answer for a unit     ··●●·····
sign in               ·●●·●●···
say it was held       ··●●·····
take that back        ··●●·····
mend the presence     ··●●·····
write down a matter   ··●●·····
tick it for 督办      ··●●·····
reword a decision     ··●●·····
submit the minutes    ··●●·····
take them back        ··●●·····
sign the minutes      ●········
send them back        ●········
issue the minutes     ··●●·····
print its papers      ··●●·····
change a rule         ··●●·····
"""


def told(_body: Body, _sitting: Sitting) -> NoticeText:
    return NoticeText("会议的事。")


@dataclass
class Stage:
    """A body with its people, and a sitting in every state, by the state's name."""

    desk: Desk
    ids: dict[str, int]

    def who(self, one: str) -> Caller:
        if one not in NAMES:
            return None
        with self.desk.door.read() as session:
            person = session.exec(select(models.Person).where(models.Person.name == NAMES[one])).one()
            return people.member_of_person(session, key(person.id), date(2025, 11, 10))


Try = Callable[[Any, Caller, dict[str, int]], object]
STEPS: dict[str, Try] = {
    "propose": lambda w, who, _: w.do(who, sittings.propose, SittingKind.AD_HOC, "路灯", told, told, meeting="1"),
    "approve": lambda w, who, ids: w.do(who, sittings.decide, ids["proposed"], told, accept=True),
    "refuse": lambda w, who, ids: w.do(who, sittings.decide, ids["proposed"], told, accept=False, reason="缓一缓"),
    "withdraw": lambda w, who, ids: w.do(who, sittings.withdraw, ids["proposed"], told),
    "set the time": lambda w, who, ids: w.do(
        who, sittings.set_time, ids["approved"], "11月20日9:30 三楼", told, told
    ),
    "set the chair": lambda w, who, ids: w.do(who, sittings.set_chair, ids["approved"], "副县长 召一"),
    "choose the units": lambda w, who, ids: w.do(who, sittings.set_units, ids["approved"], ["县水利局"]),
    "draft the agenda": lambda w, who, ids: w.do(who, agendas.draft, ids["approved"]),
    "add to the agenda": lambda w, who, ids: w.do(who, agendas.add_items, ids["approved"], [("路灯", "")]),
    "put it in order": lambda w, who, ids: w.do(who, agendas.arrange, ids["approved"], (1,)),
    "reword a matter": lambda w, who, ids: w.do(who, agendas.rewrite, ids["approved"], 1, "路灯"),
    "undo that": lambda w, who, ids: w.do(who, agendas.undo, ids["reworded"]),
    "remind the silent": lambda w, who, ids: w.do(who, noticing.remind, ids["awaited"], told),
    "tell them the change": lambda w, who, ids: w.do(who, noticing.supplement, ids["changed"], told, told),
    "send them the pack": lambda w, who, ids: w.do(who, noticing.send_pack, ids["called"], "材料.docx", b"", told),
    "reword a decision": lambda w, who, ids: w.do(who, minutes.rewrite, ids["resolution"], "由县水利局办理"),
    "take them back": lambda w, who, ids: w.do(who, minutes.recall, ids["submitted"], told),
    "check the notice": lambda w, who, ids: w.do(who, noticing.check, ids["written"], told),
    "sign the notice": lambda w, who, ids: w.do(who, noticing.sign, ids["checked"], told),
    "send the notice back": lambda w, who, ids: w.do(who, noticing.send_back, ids["ready"], "补议题", told),
    "send the notice": lambda w, who, ids: w.do(who, sittings.call, ids["ready"], told, told),
    "call off": lambda w, who, ids: w.do(who, sittings.cancel, ids["called"], "改期", told),
    "look at it": lambda w, who, ids: w.ask(who, views.sitting, ids["called"]),
    "answer": lambda w, who, ids: w.do(who, attending.reply, ids["called"], Reply.ATTEND),
    "answer for a unit": lambda w, who, ids: w.do(who, attending.reply, ids["called"], Reply.ATTEND, unit="县财政局"),
    "sign in": lambda w, who, ids: w.do(who, attending.sign_in, ids["called"]),
    "say it was held": lambda w, who, ids: w.do(who, attending.hold, ids["called"]),
    "take that back": lambda w, who, ids: w.do(who, attending.take_back_holding, ids["begun"]),
    "mend the presence": lambda w, who, ids: w.do(who, attending.set_presence, ids["held"], "县财政局 请假"),
    "write down a matter": lambda w, who, ids: w.do(who, minutes.resolve, ids["held"], "由县水利局办理"),
    "tick it for 督办": lambda w, who, ids: w.do(who, minutes.supervise, ids["resolution"], on=True),
    "submit the minutes": lambda w, who, ids: w.do(who, minutes.submit, ids["held"], told),
    "sign the minutes": lambda w, who, ids: w.do(who, minutes.sign, ids["submitted"], told, accept=True),
    "send them back": lambda w, who, ids: w.do(who, minutes.sign, ids["signed"], told, accept=False, reason="改"),
    "issue the minutes": lambda w, who, ids: w.do(who, minutes.issue, ids["signed"], told),
    "print its papers": lambda w, who, ids: w.ask(who, views.papers, ids["held"], pack=False),
    "change a rule": lambda w, who, _: w.do(who, bodies.set_rule, "seal_unit", "县水利局", "1"),
}


def rows() -> list[tuple[str, frozenset[str]]]:
    found = []
    for line in TABLE.strip("\n").splitlines()[1:]:
        step, marks = line[: -len(PEOPLE)].strip(), line[-len(PEOPLE) :]
        found.append((step, frozenset(who for who, mark in zip(PEOPLE, marks, strict=True) if mark == "●")))
    return found


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with closing(open_desk(Settings(data_dir=tmp_path_factory.mktemp("sitting"), clock=STARTS))) as desk:
        desk.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "县府办", "文员")
        table = [("县政府", "召集人", "召一"), ("县府办", "副召集人", "副一"), ("县府办", "办公室主任", "主一"),
                 ("县水利局", "成员", "水成"), ("县财政局", "成员", "财成"), ("县财政局", "联络员", "财联"),
                 ("县教育局", "成员", "教成")]  # fmt: skip
        lines = [TableRow(n, unit, (), (), role, name, "") for n, (unit, role, name) in enumerate(table, 1)]
        desk.do(OPERATOR, roster.load_table, lines)
        desk.do(OPERATOR, bodies.add_body, "防汛工作领导小组", BodyKind.LEADING_GROUP, "县水利局")
        desk.do(OPERATOR, roster.load_table, [TableRow(1, "县人武部", (), (), "组长", "外召", "")], "2")
        with desk.door.write() as session:
            ids = sittings_in_every_state(session)
            bound = [
                session.exec(select(models.Person.id).where(models.Person.name == n)).one() for n in ("召一", "水成")
            ]
        for person_id in bound:
            desk.do(OPERATOR, seating.bind_directly, person_id or 0, Address("local", str(900 + (person_id or 0))))
        yield Stage(desk, ids)


def sittings_in_every_state(session: Session) -> dict[str, int]:
    """A sitting in each state, all but the first with everybody called but 县教育局."""
    meeting = people.the_meeting(session)
    meeting.rules = kept(read_off(RULES, "方案1"))
    session.add(meeting)
    proposer = session.exec(select(models.Person.id).where(models.Person.name == "水成")).one()
    lead = session.exec(select(models.Unit.id).where(models.Unit.name == "县水利局")).one()
    ids: dict[str, int] = {}
    drafts = ("written", "checked", "ready")  # its notice stands, is checked, is signed
    later = {*drafts, "awaited", "changed"}
    for name in (
        "proposed",
        "approved",
        *drafts,
        "reworded",
        "awaited",
        "changed",
        "called",
        "begun",
        "held",
        "submitted",
        "signed",
    ):
        other = {"begun": SittingState.HELD, "reworded": SittingState.APPROVED}
        other |= dict.fromkeys(("awaited", "changed"), SittingState.CALLED)
        plain = other.get(name, SittingState.APPROVED if name in drafts else None)
        ids[name] = _sitting(session, plain or SittingState.of(name), proposer or 0, later=name in later)
        row = session.get_one(models.Sitting, ids[name])
        row.agenda_before = {"items": [], "dropped": []} if name == "reworded" else None
        row.notice = {**meetings.noticed(meetings.value(session, row)), "matters": []} if name == "changed" else None
        row.notice_checked_at = WHEN if name in drafts[1:] else None
        row.notice_signed_at = WHEN if name == "ready" else None
        session.add(row)
    resolution = models.Resolution(
        sitting_id=ids["held"], position=1, kind=Decided.AGREED, text="由县水利局办理", lead_id=lead,
        day=date(2025, 12, 26),
    )  # fmt: skip
    session.add(resolution)
    session.flush()
    ids["resolution"] = key(resolution.id)
    return ids


def _sitting(session: Session, state: SittingState, proposer: int, *, later: bool) -> int:
    row = models.Sitting(
        meeting_id=1, kind=SittingKind.AD_HOC, state=state, topic="管网经费", proposed_by=proposer,
        proposed_as="县水利局成员 水成", proposed_at=WHEN, chair="召集人召一", number=1, place="三楼",
        starts_at=local_instant(date(2025, 11, 20), time(9)) if later else WHEN, called_at=WHEN,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for one in meetings.roster(session, 1, date(2025, 11, 10)):
        unit, seat, person_id = session.get_one(models.Unit, one.unit_id), one.seat, one.person_id
        if seat is not None and unit.name != "县教育局":
            session.add(
                models.Attendee(
                    sitting_id=key(row.id), unit_id=key(unit.id), seat_id=key(seat.id), person_id=person_id,
                    presence=Presence.PRESENT if state is SittingState.HELD else None,
                )
            )  # fmt: skip
    session.add(models.AgendaItem(sitting_id=key(row.id), position=0, kind=ItemKind.ADDED, matter="管网经费"))
    session.flush()
    return key(row.id)


@pytest.mark.parametrize(("step", "allowed"), rows(), ids=[step for step, _ in rows()])
def test_everybody_may_do_in_a_sitting_what_the_table_says(stage: Stage, step: str, allowed: frozenset[str]) -> None:
    done, wrong = set(), []
    for one in PEOPLE:
        with stage.desk.whole(lambda _ctx: True) as whole:  # never committed: the next one finds it as it was
            try:
                STEPS[step](whole, stage.who(one), stage.ids)
                done.add(one)
            except Refusal as refusal:
                wrong.append(f"{one}: {refusal}")
    assert done == allowed, wrong


def test_every_step_of_the_table_is_tried() -> None:
    assert {step for step, _ in rows()} == set(STEPS)
    assert isinstance(WHEN, datetime)
