"""What acts and daily work must never do, at the desk alone (R2, R3, R7–R9): loading, rounds, days that turn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from tasks_db.intake.draft import DraftTask, Recurrence
from tasks_db.register.answers import Held, Line
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import PlanError
from tasks_db.register.roster import TableRow
from tasks_db.register.updates import Update
from tasks_db.store import models
from tasks_db.terms import AnswerKind, CheckpointKind, NoticeState, ReportStatus, Role
from tasks_db.work.acts import (
    answering,
    changing,
    chasing,
    deputies,
    founding,
    handing_out,
    links,
    loading,
    putting_off,
    reviewing,
    roster,
    seating,
    settling,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import inbox, outbox, planning, reachability, rehearsal
from tasks_db.work.views.bundles import read_bundles
from tests.audited_office import CHANNEL, Audited, open_audited
from tests.small_world import STARTS, a_draft, a_draft_task, local

WATER = 101
TODAY = date(2025, 11, 3)
MONTHLY = (Recurrence("month", "报送进展"),)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Audited]:
    """Three units, of which 县水利局 has a liaison who is reached."""
    with open_audited(tmp_path, STARTS) as desk:
        found = Audited(desk)
        desk.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "清河县府办", "文员")
        named = [("县水利局", "水联"), ("县财政局", "财联"), ("县城管局", "城联")]
        desk.do(
            OPERATOR, roster.load_table, [TableRow(n, u, (), (), "联络员", p, "") for n, (u, p) in enumerate(named)]
        )
        person = found.row(models.Person, name="水联")
        desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(WATER)))
        yield found


def loaded(office: Audited, *tasks: DraftTask, **fields: object) -> int:
    return office.desk.do(OPERATOR, loading.load_plan, a_draft("供水方案", *tasks, **fields), Source("方案.txt", "a"))


def moved(office: Audited, moment: str) -> None:
    office.desk.do(SYSTEM, rehearsal.move_clock, local(moment))
    planning.plan(office.desk)


def owed(office: Audited, unit: str) -> dict[date, date]:
    """The task's own dates, each with the day on which a unit owes."""
    points = {c.id: c.day for c in office.rows(models.Checkpoint)}
    share = office.row(models.Assignment, printed=unit)
    return {points[d.checkpoint_id]: d.day for d in office.rows(models.Due, assignment_id=share.id)}


def test_a_date_before_today_is_asked_about_first_and_todays_is_not(office: Audited) -> None:
    """R8: what is to be settled before 交办, and with what it cannot be settled."""
    standing = a_draft_task("4", "巡查河道", ["县水利局"], (), None)._replace(recurring=True)
    plan = loaded(
        office,
        a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 11, 2)),
        a_draft_task("2", "检查水质", ["县水利局"], (), TODAY),
        a_draft_task("3", "修缮干渠", ["县水利局"], (), None),
        standing,
    )
    do = office.desk.do
    assert {task.seq: task.review for task in office.rows(models.Task) if task.review} == {"1": "past_due"}
    with pytest.raises(PlanError, match=r"1项任务已过期.*2项任务没有时限"):
        do(OPERATOR, handing_out.hand_out, plan)
    do(OPERATOR, settling.settle_all_past_due, plan, "done")
    with pytest.raises(PlanError, match="已经过去"):
        do(OPERATOR, settling.default_undated, plan, date(2025, 11, 2))
    assert do(OPERATOR, settling.default_undated, plan, date(2025, 12, 31)) == 1
    with pytest.raises(PlanError, match="还不能交办：1项任务没有时限"):
        do(OPERATOR, handing_out.hand_out, plan)
    assert do(OPERATOR, settling.default_undated, plan, "month") == 1
    do(OPERATOR, handing_out.hand_out, plan)
    asked = {checkpoint.day for checkpoint in office.rows(models.Checkpoint)}
    assert {TODAY, date(2025, 12, 31), date(2025, 11, 30)} <= asked
    first = office.row(models.Task, seq="1")
    assert first.closed_at is not None
    (point,) = office.rows(models.Checkpoint, task_id=first.id)
    assert office.rows(models.Due, checkpoint_id=point.id) == []  # what was done before is asked of nobody


def test_a_draft_that_is_submitted_counts_from_then_and_for_the_round_of_then(office: Audited) -> None:
    """R7: kept in November for the boss to see, said in December."""
    task = a_draft_task("1", "检查水质", ["县水利局"], (), None)._replace(recurrences=MONTHLY, recurring=True)
    plan = loaded(office, task)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-25T10:00")
    share, water = office.row(models.Assignment, printed="县水利局"), office.member(WATER)
    office.desk.do(water, answering.draft, share.id, Given(AnswerKind.PROGRESS, percent=40, text="在办"))
    (kept,) = office.rows(models.Report)
    moved(office, "2025-12-22T10:00")
    office.desk.do(office.member(WATER), answering.submit_draft, kept.id)
    (said,) = office.rows(models.Report)
    assert (said.status, said.at) == (ReportStatus.SUBMITTED, local("2025-12-22T10:00"))
    assert office.row(models.Checkpoint, id=said.checkpoint_id).day == date(2025, 12, 31)


def test_another_cycle_takes_back_what_nobody_was_asked_and_keeps_the_rest(office: Audited) -> None:
    """R2, R7: a round that was asked for or answered stays, with what was said of it."""
    task = a_draft_task("1", "检查水质", ["县水利局"], (), None)._replace(recurrences=MONTHLY, recurring=True)
    plan = loaded(office, task, period=(None, None))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-04T10:00")
    office.desk.do(OPERATOR, changing.set_cycle, office.row(models.Task, seq="1").id, "quarter")
    days = sorted(c.day for c in office.rows(models.Checkpoint, kind=CheckpointKind.ROUND))
    assert days[:4] == [date(2025, 11, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]


def test_when_another_unit_consolidates_days_to_come_turn_and_those_that_are_over_do_not(office: Audited) -> None:
    """R9: the one that consolidates now owes on the date itself, the one that did three working days before."""
    over, coming = date(2025, 11, 14), date(2025, 12, 31)
    plan = loaded(
        office, a_draft_task("1", "修缮干渠", ["县水利局", "县城管局"], ["县财政局"], coming, [(over, "开工")])
    )
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    collected = {over: date(2025, 11, 11), coming: date(2025, 12, 26)}
    assert owed(office, "县水利局") == {over: over, coming: coming}
    assert owed(office, "县城管局") == collected
    moved(office, "2025-11-20T10:00")
    office.desk.do(OPERATOR, changing.consolidate, office.row(models.Task, seq="1").id, "县城管局")
    assert owed(office, "县城管局") == {over: date(2025, 11, 11), coming: coming}
    assert owed(office, "县水利局") == {over: over, coming: date(2025, 12, 26)}
    assert owed(office, "县财政局") == collected


def test_when_another_unit_consolidates_after_the_collection_day_the_date_is_still_to_come_and_turns(
    office: Audited,
) -> None:
    """R9: whoever consolidates now owes on the date itself, though as one of the others it owed before today."""
    coming = date(2025, 12, 31)
    plan = loaded(office, a_draft_task("1", "修缮干渠", ["县水利局", "县城管局"], ["县财政局"], coming))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-12-29T10:00")
    office.desk.do(OPERATOR, changing.consolidate, office.row(models.Task, seq="1").id, "县城管局")
    assert owed(office, "县城管局") == {coming: coming}
    assert owed(office, "县水利局") == {coming: coming}  # its collection day is over: it keeps the date


def test_a_date_that_moves_twice_keeps_the_one_that_the_plan_prints(office: Audited) -> None:
    plan = loaded(office, a_draft_task("1", "修缮干渠", ["县水利局"]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    task = office.row(models.Task, seq="1")
    for day in (date(2025, 12, 26), date(2026, 1, 9)):
        office.desk.do(OPERATOR, changing.move_deadline, task.id, day)
    (point,) = office.rows(models.Checkpoint)
    assert (point.day, point.original_day) == (date(2026, 1, 9), date(2025, 12, 19))
    with pytest.raises(PlanError, match="已经过去"):
        office.desk.do(OPERATOR, changing.move_deadline, task.id, date(2025, 11, 2))


def test_a_correction_is_about_the_date_that_was_answered(office: Audited) -> None:
    """R7: 已完成 of the milestone, then 进度50% instead: the milestone again, and not the date after it."""
    task = a_draft_task("1", "修缮干渠", ["县水利局"], (), date(2025, 12, 19), [(date(2025, 11, 28), "开工")])
    plan = loaded(office, task)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    share = office.row(models.Assignment, printed="县水利局")
    days: dict[int, date] = {c.id: c.day for c in office.rows(models.Checkpoint)}
    dues = {days[due.checkpoint_id]: due.id for due in office.rows(models.Due)}
    line = Line(1, share.id, 0, "修缮干渠", can_close=False, indicator=False)

    def about(kind: AnswerKind, due_id: int, *, corrects: bool) -> date:
        held = Held(replace(line, due_id=due_id), Given(kind, percent=50 if kind is AnswerKind.PROGRESS else None))
        said = office.desk.do(office.member(WATER), answering.record_all, [held], corrects=corrects).said
        return days[said[0][1].report.checkpoint_id or 0]

    milestone, deadline = date(2025, 11, 28), date(2025, 12, 19)
    assert about(AnswerKind.DONE, dues[milestone], corrects=False) == milestone
    assert about(AnswerKind.PROGRESS, 0, corrects=True) == milestone
    assert about(AnswerKind.BLOCKED, dues[deadline], corrects=False) == deadline
    assert about(AnswerKind.PROGRESS, 0, corrects=True) == deadline
    assert [row.withdrawn_at is not None for row in office.rows(models.Report)] == [True, False, True, False]


def test_what_one_line_stands_for_is_written_beside_it_and_read_as_one(office: Audited) -> None:
    """R3, R7: after days in which nothing went out, the task stands once in the bundle."""
    task = a_draft_task("1", "修缮干渠", ["县水利局"], (), date(2025, 11, 14), [(date(2025, 11, 12), "开工")])
    plan = loaded(office, task)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-12T10:00")
    asks = office.rows(models.Ask)
    (line,) = [ask for ask in asks if not ask.merged]
    assert len(asks) > len({ask.due_id for ask in asks}) == 2
    with office.desk.door.read() as session:
        assert [ask.id for ask in outbox.asks_of(session, line.notice_id)] == [line.id]
        notice = session.get_one(models.Notice, line.notice_id)
        value = read_bundles(session, [notice], office.desk.clock(), office.desk.calendar)[line.notice_id]
    assert value is not None
    assert [item.task.title for item in value.items] == ["修缮干渠"]


def test_a_trial_leaves_nothing_and_what_was_asked_before_it_stays(office: Audited) -> None:
    """R8, R7: handed out and asked, taken back, tried out and stopped: the first round keeps its ask."""
    task = a_draft_task("1", "检查水质", ["县水利局"], (), None)._replace(recurrences=MONTHLY, recurring=True)
    plan = loaded(office, task, period=(None, None))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-04T10:00")
    (asked,) = office.rows(models.Ask, merged=False)
    with office.desk.door.write() as session:
        outbox.finish(session, session.get_one(models.Notice, asked.notice_id), NoticeState.SENT, office.desk.clock())
    office.desk.do(OPERATOR, handing_out.recall, plan)
    office.desk.do(OPERATOR, handing_out.try_out, plan)
    with pytest.raises(PlanError, match="先停止试运行"):
        office.desk.do(OPERATOR, settling.default_undated, plan, "month")
    moved(office, "2025-12-24T10:00")  # a rung of December's round in any plan that is handed out
    assert [ask.id for ask in office.rows(models.Ask, merged=False)] == [asked.id]
    office.desk.do(OPERATOR, handing_out.stop_trial, plan)
    assert asked.due_id in [due.id for due in office.rows(models.Due)]
    assert {due.checkpoint_id for due in office.rows(models.Due)} == {c.id for c in office.rows(models.Checkpoint)}
    assert len(office.rows(models.Checkpoint)) == 1


def test_whatever_may_let_somebody_be_asked_sooner_lets_the_planner_look(office: Audited) -> None:
    """R2: nothing was to be looked at any more; each act names the units whose dues are looked at after it."""
    water, money, streets = "县水利局", "县财政局", "县城管局"
    do = office.desk.do
    plan = loaded(office, a_draft_task("1", "改造供水管网", [water], [money]))
    do(OPERATOR, handing_out.hand_out, plan)
    task = office.row(models.Task, seq="1").id
    mine = office.row(models.Assignment, printed=water).id

    def looked(act: Callable[[], object]) -> set[str]:
        with office.desk.door.write() as session:
            session.execute(update(models.Due).values(look_on=None))
        act()
        shares = {a.id: a.printed for a in office.rows(models.Assignment)}
        return {shares[due.assignment_id] for due in office.rows(models.Due) if due.look_on is not None}

    def says(kind: AnswerKind, **given: Any) -> Callable[[], object]:
        return lambda: do(office.member(WATER), answering.record, mine, 0, Given(kind, **given))

    def decided(*, accept: bool) -> object:
        last = office.rows(models.Report)[-1].id
        return do(OPERATOR, reviewing.decide, last, NoticeText("审核好了。", ()), accept=accept, reason="请核实")

    code = do(OPERATOR, seating.invite, money).code
    today, both = office.desk.clock().date(), {water, money}
    more_time = says(AnswerKind.EXTENSION, text="雨季", new_date=date(2026, 1, 9))
    at = Address(CHANNEL, str(WATER))

    assert looked(lambda: do(None, seating.bind, code, Address(CHANNEL, "102"), "财联")) == {money}
    assert looked(lambda: do(OPERATOR, settling.set_ladder, plan, (-14, -1, 3))) == both
    assert looked(lambda: do(OPERATOR, settling.set_steps, plan, (2, 5, 9))) == both
    assert looked(lambda: do(OPERATOR, changing.move_deadline, task, date(2025, 12, 12))) == both
    assert looked(lambda: do(OPERATOR, changing.consolidate, task, money)) == both
    assert looked(lambda: do(OPERATOR, changing.consolidate, task, water)) == both
    assert looked(lambda: do(OPERATOR, chasing.chase, task, by="文员")) == {money}
    assert looked(says(AnswerKind.PROGRESS, percent=30)) == {water}
    assert looked(lambda: decided(accept=False)) == {water}
    assert looked(says(AnswerKind.PROGRESS, percent=40)) == {water}
    taken_back = office.rows(models.Report)[-1].id
    assert looked(lambda: do(office.member(WATER), answering.withdraw, taken_back)) == {water}
    assert looked(more_time) == both
    assert looked(lambda: decided(accept=True)) == both
    assert looked(lambda: do(OPERATOR, seating.hand_over, money, "新联")) == {money}
    assert looked(lambda: do(OPERATOR, deputies.deputise, water, "水代", today, today)) == {water}
    do(None, reachability.left, at)
    assert looked(lambda: do(None, reachability.returned, at)) == {water}
    line = Line(1, mine, 0, "改造供水管网", can_close=False, indicator=False)
    later = date(2025, 11, 10)
    do(OPERATOR, putting_off.put_off_for, [mine], later)
    assert looked(lambda: do(OPERATOR, putting_off.ask_again_for, [mine])) == {water}
    do(OPERATOR, putting_off.put_off_for, [mine], later)
    assert looked(lambda: do(office.member(WATER), putting_off.take_back, [line])) == {water}
    do(OPERATOR, changing.exempt, task, money, "另有安排")
    assert money in looked(lambda: do(OPERATOR, changing.end_exemption, task, money))
    do(OPERATOR, changing.cancel_task, task, "会议决定")
    assert looked(lambda: do(OPERATOR, changing.restore_task, task)) == both
    with office.desk.door.write() as session:
        session.execute(update(models.Task).values(closed_at=office.desk.clock()))
    assert looked(lambda: do(OPERATOR, changing.reopen, task, "回头看")) == both
    do(OPERATOR, handing_out.recall, plan)
    assert looked(lambda: do(OPERATOR, handing_out.hand_out, plan)) == both
    three = looked(lambda: do(OPERATOR, changing.set_units, task, Role.RESPONSIBLE, [money, streets]))
    assert three == {water, money, streets}
    links_of = LinkRules("https://lianxi.example")
    assert looked(lambda: do(OPERATOR, links.make, links_of, [streets])) == {streets}


def test_the_same_number_from_another_bot_or_channel_is_another_update(office: Audited) -> None:
    """R3: each bot counts for itself; what came in is stored once under the number of its own."""
    said = [Update("7", f"telegram:{n}", {"text": str(n)}) for n in (1,)]
    wall = datetime(2025, 11, 3, 1, tzinfo=UTC)

    def stored(channel: str, bot: str) -> int:
        return office.desk.do(SYSTEM, inbox.store, channel, bot, said, wall)

    assert [stored("telegram", "one"), stored("telegram", "one")] == [1, 0]
    assert [stored("telegram", "other"), stored("pager", "one")] == [1, 1]
    assert len(office.rows(models.Update)) == 3
