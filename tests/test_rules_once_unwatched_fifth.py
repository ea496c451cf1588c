"""A fifth handful of rules whose break once went unnoticed: seats for a time, days that turn, questions let go.

Each holds its kind: every way in which a seat changes hands, every number by which a table could be sorted.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import update

from bot.office.entries import COMMANDS, PROMPTS
from tasks_db.intake.draft import DraftTask, Recurrence
from tasks_db.register import digest
from tasks_db.register.authority import OPERATOR, may
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.reading import Register
from tasks_db.register.refusals import PlanError
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, NoticeState, Role
from tasks_db.work.acts import answering, changing, deputies, handing_out, reviewing, roster, seating, together
from tasks_db.work.acts.together import Amended
from tasks_db.work.post import conversation, reachability
from tests.audited_office import CHANNEL, Audited
from tests.builders import NOW, registers
from tests.small_world import CLERK, STARTS, WATER, a_draft_task, open_office, small_meeting
from tests.test_rules_at_the_desk import loaded, moved, office, owed

__all__ = ["office"]
TODAY = date(2025, 11, 3)
DEPUTY = 109
WATER_UNIT = "县水利局"


# R2, R3: seats that are held for a time, and seats that change hands


def _bound(office: Audited, person: str, user: int) -> None:
    office.desk.do(
        OPERATOR, seating.bind_directly, office.row(models.Person, name=person).id, Address(CHANNEL, str(user))
    )


def test_who_serves_in_a_seat_for_a_time_and_can_be_reached_again_is_asked_again(office: Audited) -> None:
    """R2: nobody was left to ask while the deputy had shut us out; the bound must not outlast that."""
    do = office.desk.do
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT], (), date(2025, 11, 5)))
    do(OPERATOR, deputies.deputise, WATER_UNIT, "水代", TODAY, date(2025, 11, 14))
    _bound(office, "水代", DEPUTY)
    at = Address(CHANNEL, str(DEPUTY))
    for shut in (at, Address(CHANNEL, "101")):
        do(None, reachability.left, shut)
    do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    assert office.rows(models.Ask) == []
    do(None, reachability.returned, at)
    moved(office, "2025-11-03T10:30")
    (ask,) = office.rows(models.Ask)
    notice = office.row(models.Notice, id=ask.notice_id)
    assert office.row(models.Person, id=notice.person_id).name == "水代"


def _handed_over(office: Audited) -> None:
    office.desk.do(OPERATOR, seating.hand_over, WATER_UNIT, "水新")


def _by_table(office: Audited) -> None:
    office.desk.do(
        OPERATOR, roster.load_table, [TableRow(1, WATER_UNIT, (), (), "联络员", "水新", "")], replaces=True
    )


def _deputised(office: Audited) -> None:
    office.desk.do(OPERATOR, deputies.deputise, WATER_UNIT, "水新", TODAY, date(2025, 11, 14))


def _deputy_ended(office: Audited) -> None:
    _deputised(office)
    office.desk.do(OPERATOR, deputies.end, WATER_UNIT)


@pytest.mark.parametrize("changed", [_handed_over, _by_table, _deputised, _deputy_ended])
def test_what_a_seat_was_sent_is_not_sent_again_to_whoever_serves_in_it_next(
    office: Audited, changed: Callable[[Audited], None]
) -> None:
    """R3: an ask is the seat's; only what has not left is taken from the one and given to the other."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    asked = [(ask.due_id, ask.rung, ask.seat_id, ask.notice_id) for ask in office.rows(models.Ask)]
    assert asked
    with office.desk.door.write() as session:
        session.execute(update(models.Notice).values(state=NoticeState.SENT, sent_at=office.desk.clock()))
    changed(office)
    if office.rows(models.Person, name="水新"):
        _bound(office, "水新", DEPUTY)
    moved(office, "2025-11-04T10:00")
    moved(office, "2025-11-05T10:00")
    assert [(ask.due_id, ask.rung, ask.seat_id, ask.notice_id) for ask in office.rows(models.Ask)] == asked


# R8: what is over when it is loaded


@pytest.mark.parametrize(
    "beside",
    [
        {},
        {"recurrences": (Recurrence("month", "报送进展"),)},
        {"recurrences": (Recurrence("week", "报送进展"),), "recurring": True},
        {"recurring": True},
        {"leaders": ("李县长",), "responsibles": ("县财政局",)},
    ],
)
def test_a_task_past_its_date_is_asked_about_whatever_else_it_asks_for(
    office: Audited, beside: dict[str, object]
) -> None:
    """R8: rounds to come do not make a date good that is over."""
    over: DraftTask = a_draft_task("1", "检查水质", [WATER_UNIT], (), date(2025, 10, 31))._replace(**beside)  # type: ignore[arg-type]
    plan = loaded(office, over)
    assert office.row(models.Task, seq="1").review == "past_due"
    with pytest.raises(PlanError, match="1项任务已过期"):
        office.desk.do(OPERATOR, handing_out.hand_out, plan)


# R9: whoever consolidates from now on


def _leads_set(office: Audited, task: int) -> None:
    office.desk.do(OPERATOR, changing.set_units, task, Role.LEAD, ["县城管局"])


def _amended(office: Audited, task: int) -> None:
    office.desk.do(OPERATOR, together.amend, task, Amended(leads=("县城管局",)))


def _given_away(office: Audited, task: int) -> None:
    """不属我单位 of the first lead, and the task is the second one's."""
    share = office.row(models.Assignment, task_id=task, printed=WATER_UNIT)
    not_ours = Given(AnswerKind.NOT_OURS, text="应由县城管局负责", needs="县城管局")
    office.desk.do(office.member(WATER), answering.record, share.id, 0, not_ours)
    (said,) = office.rows(models.Report)
    office.desk.do(OPERATOR, reviewing.reassign, said.id, ["县城管局"], NoticeText("改由县城管局牵头。", ()))


@pytest.mark.parametrize("changed", [_leads_set, _amended, _given_away])
def test_a_second_lead_that_is_left_alone_owes_on_the_date_itself_from_then_on(
    office: Audited, changed: Callable[[Audited, int], None]
) -> None:
    """R9: it consolidates now, however the first one went; the others stay three working days before."""
    coming = date(2025, 12, 31)
    plan = loaded(office, a_draft_task("1", "修缮干渠", [WATER_UNIT, "县城管局"], ["县财政局"], coming))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-10T10:00")
    assert owed(office, "县城管局") == {coming: date(2025, 12, 26)}
    changed(office, office.row(models.Task, seq="1").id)
    assert owed(office, "县城管局") == {coming: coming}
    assert owed(office, "县财政局") == {coming: date(2025, 12, 26)}


# R13: no list of a digest is a ranking


@settings(max_examples=60, deadline=None)
@given(registers())
def test_units_and_sections_stand_in_the_order_of_the_plans_whatever_is_counted_of_them(register: Register) -> None:
    """R13: neither by what is closed nor by what is late, nor by any other number."""
    found = digest.compile(register, as_of=NOW)
    places = {line.task.task_id: place for place, line in enumerate(found.tasks)}
    in_plans = [t.id for p in register.plans for t in p.tasks if t.id in places]
    assert list(places) == in_plans
    assert [tally.label for tally in found.by_unit] == list(dict.fromkeys(line.unit for line in found.tasks))
    sections = dict.fromkeys((line.task.plan_id, line.task.section) for line in found.tasks)
    assert [(tally.plan_id, tally.label) for tally in found.by_section] == list(sections)
    for listed in (found.reporting, found.blocked, found.coordination, found.unreported, found.undelivered):
        order = [places[item.task.task_id] for item in listed]
        assert order == sorted(order)


# R17: a question that waits for typing


async def test_every_command_lets_go_of_the_question_that_waited(tmp_path: Path) -> None:
    """R17: /help, those that the person may not give and unknown ones too; what comes after answers no older one."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        clerk = await office.member(CLERK)
        question = "exempt"
        assert question in PROMPTS
        held = []
        assert not all(may(clerk, command.right) for command in COMMANDS.values())
        for name in (*sorted(COMMANDS), "nonsense"):
            await office.desk.doing(clerk, conversation.wait_for, question, {"task": 1})
            await office.say(CLERK, f"/{name}")
            waits = await office.desk.asking(clerk, conversation.waiting)
            held += [name] if waits is not None and waits.kind == question else []
        assert held == []
        await office.desk.doing(clerk, conversation.wait_for, question, {"task": 1})
        await office.say(CLERK, "/help")
        said = await office.say(CLERK, f"{WATER_UNIT} 已并入县城管局")
        assert "豁免" not in said.text
