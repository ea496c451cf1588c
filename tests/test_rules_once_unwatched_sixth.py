"""A sixth handful of rules whose break once went unnoticed: found by breaking the code line by line."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from tasks_db.register.answers import Line
from tasks_db.register.authority import OPERATOR
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, PlanError
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, BodyKind, NoticeKind, NoticeState, ReportStatus, SeatRole
from tasks_db.work.acts import (
    answering,
    bodies,
    changing,
    deputies,
    desk,
    handing_out,
    putting_off,
    reviewing,
    roster,
    seating,
    settling,
)
from tasks_db.work.post import conversation, outbox
from tests.audited_office import CHANNEL, Audited
from tests.small_world import CLERK, DEADLINE, STARTS, a_draft_task, at_local, open_office, rows, small_meeting
from tests.test_rules_at_the_desk import MONTHLY, WATER, loaded, moved, office, owed

__all__ = ["office"]
TODAY = date(2025, 11, 3)
WATER_UNIT = "县水利局"


def bound(office: Audited, name: str, address: str) -> None:
    person = office.row(models.Person, name=name)
    office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, address))


def bundled(office: Audited, day: date) -> list[str]:
    """Who has a bundle of a day."""
    names = {person.id: person.name for person in office.rows(models.Person)}
    return [names[one.person_id] for one in office.rows(models.Notice, kind=NoticeKind.BUNDLE, working_day=day)]


# R12


def test_while_somebody_stands_in_for_the_office_they_alone_hear_what_waits(office: Audited) -> None:
    """R12: whoever is away is told again from the day on which they are back."""
    seat = office.row(models.Seat, role=SeatRole.OFFICE_STAFF)
    office.desk.do(OPERATOR, deputies.deputise, "", "代文员", TODAY, TODAY, seat_id=seat.id)
    bound(office, "文员", "201")
    bound(office, "代文员", "202")
    office.desk.do(office.member(WATER), desk.give_opinion, "催报来得太早")
    moved(office, "2025-11-03T10:00")
    assert bundled(office, TODAY) == ["代文员"]
    moved(office, "2025-11-04T10:00")
    assert bundled(office, date(2025, 11, 4)) == ["文员"]


# R7, R8


def test_a_task_that_its_unit_had_closed_is_open_and_asked_again_once_it_is_reopened(office: Audited) -> None:
    """R7: what was approved holds up to the moment of 回头看 and no longer."""
    do = office.desk.do
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-04T10:00")
    share = office.row(models.Assignment, printed=WATER_UNIT)
    done = do(office.member(WATER), answering.record, share.id, 0, Given(AnswerKind.CLOSURE, text="全部完工"))
    do(OPERATOR, reviewing.decide, done.said[0][1].report.id, NoticeText("同意办结。", ()), accept=True)
    task = office.row(models.Task, seq="1").id
    with pytest.raises(AnswerRefused, match="已经办结"):
        do(office.member(WATER), answering.record, share.id, 0, Given(AnswerKind.NO_CHANGE))
    do(OPERATOR, changing.reopen, task, "回头看发现漏水")
    with pytest.raises(PlanError, match="没有办结"):
        do(OPERATOR, changing.reopen, task, "再开一次")
    asked = len(office.rows(models.Ask))
    moved(office, "2025-12-12T10:00")
    assert len(office.rows(models.Ask)) > asked
    do(office.member(WATER), answering.record, share.id, 0, Given(AnswerKind.NO_CHANGE))


def test_a_default_date_is_for_tasks_without_any_and_leaves_rounds_as_they_are(office: Audited) -> None:
    """R8: what reports in rounds has a cycle, and needs no date."""
    rounds = a_draft_task("1", "检查水质", [WATER_UNIT], (), None)._replace(recurrences=MONTHLY)
    plan = loaded(office, rounds, a_draft_task("2", "修缮干渠", [WATER_UNIT], (), None))
    assert office.desk.do(OPERATOR, settling.default_undated, plan, date(2025, 12, 31)) == 1
    dated = {office.row(models.Task, id=point.task_id).seq for point in office.rows(models.Checkpoint)}
    assert dated == {"2"}


def asked_for_more_time(office: Audited, day: date) -> int:
    """县水利局 asks for more time for the only date that it owes; returns the report."""
    share = office.row(models.Assignment, printed=WATER_UNIT)
    given = Given(AnswerKind.EXTENSION, text="雨季", new_date=day)
    said = office.desk.do(office.member(WATER), answering.record, share.id, 0, given)
    return said.said[0][1].report.id


def test_the_office_grants_no_day_that_is_not_later_than_the_one_in_force(office: Audited) -> None:
    """R7: more time is more time; nobody's date comes nearer by asking."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    report, granted = asked_for_more_time(office, date(2026, 1, 30)), NoticeText("同意延期。", ())
    for day in (date(2025, 12, 12), DEADLINE):
        with pytest.raises(AnswerRefused, match="要晚于现在的时限2025年12月19日"):
            office.desk.do(OPERATOR, reviewing.decide, report, granted, accept=True, day=day)
    office.desk.do(OPERATOR, reviewing.decide, report, granted, accept=True, day=date(2025, 12, 20))
    assert owed(office, WATER_UNIT) == {date(2025, 12, 20): date(2025, 12, 20)}


def test_a_date_that_is_moved_twice_still_names_the_one_that_was_printed(office: Audited) -> None:
    """R7, R15: the second extension does not make the first one the plan's own date."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    for day in (date(2026, 1, 9), date(2026, 1, 30)):
        report = asked_for_more_time(office, day)
        office.desk.do(OPERATOR, reviewing.decide, report, NoticeText("同意延期。", ()), accept=True)
    point = office.row(models.Checkpoint)
    assert (point.day, point.original_day) == (date(2026, 1, 30), DEADLINE)


def test_a_day_that_is_over_stays_the_day_on_which_a_unit_owed_though_it_consolidates_now(office: Audited) -> None:
    """R9: what was judged by one day is not judged by another one afterwards."""
    printed = date(2025, 11, 14)
    task = a_draft_task("1", "修缮干渠", [WATER_UNIT], ["县财政局"], printed, [(date(2025, 12, 31), "完工")])
    plan = loaded(office, task)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    assert owed(office, "县财政局") == {printed: date(2025, 11, 11), date(2025, 12, 31): date(2025, 12, 26)}
    moved(office, "2025-11-20T10:00")
    office.desk.do(OPERATOR, changing.consolidate, office.row(models.Task, seq="1").id, "县财政局")
    assert owed(office, "县财政局") == {printed: date(2025, 11, 11), date(2025, 12, 31): date(2025, 12, 31)}


# R12, R14


def test_a_plea_is_told_to_the_office_of_the_body_that_owns_its_plan_alone(office: Audited) -> None:
    """R12, R14: the office of another body has no part in it."""
    do = office.desk.do
    other = do(OPERATOR, bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县城管局")
    do(OPERATOR, roster.load_table, [TableRow(1, "县城管局", (), (), "办公室主任", "防汛主任", "")], str(other.id))
    bound(office, "文员", "201")
    bound(office, "防汛主任", "202")
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    do(OPERATOR, handing_out.hand_out, plan)
    share = office.row(models.Assignment, printed=WATER_UNIT)
    plea = Given(AnswerKind.BLOCKED, text="缺资金", problem="缺资金", needs="县财政局")
    do(office.member(WATER), answering.record, share.id, 0, plea)
    names = {person.id: person.name for person in office.rows(models.Person)}
    told = {names[one.person_id] for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE)}
    assert told == {"文员"}


# R17: a question that waits for typing


async def test_thanks_and_greetings_are_no_reason_that_is_written_to_a_unit(tmp_path: Path) -> None:
    """R17: the question lets go, and nothing is returned with 谢谢 as its reason."""
    async with open_office(tmp_path, STARTS) as world:
        await small_meeting(world)
        await at_local(world, "2025-11-03T09:30")
        await world.say(WATER, "1 进度30%，已换管3公里")
        clerk = await world.member(CLERK)
        (said,) = await rows(world)
        await world.desk.doing(clerk, conversation.wait_for, "return", {"report": said.id})
        await world.say(CLERK, "好的，谢谢")
        assert [row.status for row in await rows(world)] == [ReportStatus.SUBMITTED]
        assert await world.desk.asking(clerk, conversation.waiting) is None


async def test_a_reply_to_a_numbered_message_is_about_it_and_not_about_the_question_that_waits(
    tmp_path: Path,
) -> None:
    """R17: who answers another message has said something else."""
    async with open_office(tmp_path, STARTS) as world:
        await small_meeting(world)
        await at_local(world, "2025-11-03T09:30")
        asked = (await world.last(WATER))["id"]
        water = await world.member(WATER)
        await world.desk.doing(water, conversation.wait_for, "opinion", {})
        await world.say(WATER, "1 进度30%，已换管3公里", reply_to=asked)
        assert [row.percent for row in await rows(world)] == [30]


# R3, R4, R7, R8, R17: days between


def test_a_bundle_of_yesterday_that_may_have_arrived_is_shown_to_the_office_and_no_other_one_is(
    office: Audited,
) -> None:
    """R4: its asks join today's bundle either way; what surely never left is not told as lost."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    for day, doubts, left in (("03", 1, [NoticeState.UNKNOWN]), ("04", 0, [NoticeState.UNKNOWN])):
        moved(office, f"2025-11-{day}T10:00")
        with office.desk.door.write() as session:
            of_today = col(models.Notice.working_day) == date(2025, 11, int(day))
            session.execute(update(models.Notice).where(of_today).values(doubtful=doubts))
        moved(office, f"2025-11-{int(day) + 1:02}T08:00")
        with office.desk.door.write() as session:
            outbox.drop_stale(session, date(2025, 11, int(day) + 1))
        earlier = [n for n in office.rows(models.Notice) if n.working_day <= date(2025, 11, int(day))]
        assert [notice.state for notice in earlier] == left


def test_what_fell_due_while_a_plan_was_tried_out_is_owed_by_nobody_once_it_is_handed_out(office: Audited) -> None:
    """R8, R15: nobody was asked for it, so nobody is named for it."""
    task = a_draft_task("1", "修缮干渠", [WATER_UNIT], (), DEADLINE, [(date(2025, 11, 10), "开工")])
    plan = loaded(office, task)
    office.desk.do(OPERATOR, handing_out.try_out, plan)
    assert len(owed(office, WATER_UNIT)) == 2
    moved(office, "2025-11-17T10:00")
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    assert owed(office, WATER_UNIT) == {DEADLINE: DEADLINE}


def test_what_the_office_puts_off_is_none_of_the_units_own_two_times(office: Audited) -> None:
    """R7: nor does taking it back give the unit a third one."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    mine = office.row(models.Assignment, printed=WATER_UNIT).id
    line = Line(1, mine, 0, "改造供水管网", can_close=False, indicator=False)
    with office.desk.door.write() as session:
        session.execute(update(models.Due).values(put_offs=1))
    office.desk.do(OPERATOR, putting_off.put_off_for, [mine], date(2025, 11, 10))
    assert office.row(models.Due).put_offs == 1
    office.desk.do(office.member(WATER), putting_off.take_back, [line])
    assert office.row(models.Due).put_offs == 1


def test_only_who_was_sent_something_hears_that_a_task_is_cancelled(office: Audited) -> None:
    """R3, R17: of a bundle that still waits nothing has been told, so there is nothing to take back."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", [WATER_UNIT]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    assert office.rows(models.Ask)
    office.desk.do(OPERATOR, changing.cancel_task, office.row(models.Task, seq="1").id, "会议决定")
    assert office.rows(models.Notice, kind=NoticeKind.IMMEDIATE) == []


async def test_a_question_of_yesterday_takes_no_words_of_today(tmp_path: Path) -> None:
    """R17: nobody remembers overnight what was asked."""
    async with open_office(tmp_path, STARTS) as world:
        await small_meeting(world)
        await at_local(world, "2025-11-03T16:30")
        water = await world.member(WATER)
        await world.desk.doing(water, conversation.wait_for, "opinion", {})
        await at_local(world, "2025-11-04T09:30")
        await world.say(WATER, "1 进度30%，已换管3公里")
        assert [row.percent for row in await rows(world)] == [30]
