"""催一催: whoever is chased hears of it in the next message that he gets, once (R3, R6)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.register import chasing as chases
from tasks_db.register import reminders
from tasks_db.register.values import OpenLine, Sent
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, CheckpointKind, Role
from tasks_db.work.acts import chasing
from tests.builders import a_checkpoint, a_report, a_task, an_assignment, at
from tests.ladders import CALENDAR, DEADLINE, MONDAY, WINDOWS, a_dispatched, asked_of_wang
from tests.sayings import Said, said
from tests.small_world import CLERK, MONEY, STARTS, WATER, a_draft_task, at_local, open_office, small_meeting

WANG_ID = 7
ROUND = CheckpointKind.ROUND
TUESDAY, FRIDAY, NEXT_MONDAY = date(2025, 11, 4), date(2025, 11, 7), date(2025, 11, 10)

CASES = [
    ("before today's message it joins that", MONDAY, 8, frozenset(), MONDAY),
    ("after today's message it joins tomorrow's", MONDAY, 10, frozenset({(WANG_ID, MONDAY)}), TUESDAY),
    ("the message of somebody else does not count", MONDAY, 10, frozenset({(WANG_ID + 1, MONDAY)}), MONDAY),
    ("after the last window it joins tomorrow's", MONDAY, 18, frozenset(), TUESDAY),
    ("on Friday after the message it joins Monday's", FRIDAY, 10, frozenset({(WANG_ID, FRIDAY)}), NEXT_MONDAY),
]


@pytest.mark.parametrize(("case", "day", "hour", "gone_out", "joins"), CASES, ids=[row[0] for row in CASES])
def test_the_message_that_a_chase_joins(
    case: str, day: date, hour: int, gone_out: frozenset[tuple[int, date]], joins: date
) -> None:
    del case
    plan = a_dispatched(a_task(an_assignment(), deadline=a_checkpoint(DEADLINE)))
    register = replace(asked_of_wang(plan), sent=Sent(bundles=gone_out))
    task = plan.tasks[0]
    line = OpenLine(plan, task, task.assignments[0], task.assignments[0].dues[0])
    assert reminders.chase_day(register, line, CALENDAR, WINDOWS, at(day, hour)) == joins


def test_a_chase_asks_whom_it_can_once_and_names_whom_it_cannot() -> None:
    """Pressed twice, or for two tasks of a unit, it is one message; whoever consolidates is not silent to itself."""
    units = [an_assignment("县教委", Role.RESPONSIBLE), an_assignment("县财政局", Role.RESPONSIBLE)]
    heard = an_assignment("县文旅委", Role.RESPONSIBLE, reports=[a_report(day=MONDAY)])
    plan = a_dispatched(a_task(an_assignment("县交通局"), *units, heard, deadline=DEADLINE))
    (task,) = plan.tasks
    register = asked_of_wang(plan)
    found = chases.chase(register, plan, task, CALENDAR, WINDOWS, at(MONDAY, 18))
    assert (found.days, found.unreachable) == (((TUESDAY, ("县教委",)),), ("县财政局",))
    assert found.silent == ("县教委", "县财政局")
    assert [(one.due_id, one.day) for one in found.new] == [(task.assignments[1].dues[0].id, TUESDAY)]
    again = chases.chase(replace(register, chases=found.new), plan, task, CALENDAR, WINDOWS, at(MONDAY, 19))
    assert (again.days, again.new) == (found.days, ())


AFTER = date(2025, 12, 22)
FIRST = date(2025, 12, 1)
SPOKE = (said(AnswerKind.PROGRESS, MONDAY),)
WAITS = (said(AnswerKind.EXTENSION, date(2025, 12, 18), new_date=date(2026, 1, 30)),)
OWING = [
    ("a day after its date a silent unit owes", (), AFTER, True),
    ("before its ladder begins nobody owes", (), MONDAY, False),
    ("whoever was asked and never answered owes", (), FIRST, True),
    ("whoever has said something does not owe before the date", SPOKE, FIRST, False),
    ("a request that waits is not chased", WAITS, AFTER, False),
    ("what is done is owed no more", (said(AnswerKind.DONE, MONDAY),), AFTER, False),
]


@pytest.mark.parametrize(("case", "given", "day", "owes"), OWING, ids=[row[0] for row in OWING])
def test_who_owes_something_by_now(case: str, given: tuple[Said, ...], day: date, *, owes: bool) -> None:
    del case
    point = a_checkpoint(DEADLINE)
    own = an_assignment(role=Role.RESPONSIBLE, reports=[give(point) for give in given])
    register = asked_of_wang(a_dispatched(a_task(an_assignment("县交通局"), own, deadline=point)))
    found = [line.assignment.unit for line in chases.owing(register, at(day))]
    assert ("县教委" in found) == owes


def test_a_chase_for_a_month_gone_by_names_its_day_beside_the_round_that_is_asked_now() -> None:
    months = [a_checkpoint(date(2025, 11, 28), ROUND), a_checkpoint(date(2025, 12, 26), ROUND)]
    silent, spoke = a_task(an_assignment(), checkpoints=months), [a_report(day=date(2025, 11, 27))]
    december = date(2025, 12, 2)
    for task, missed in (
        (silent, date(2025, 11, 28)),
        (a_task(an_assignment(reports=spoke), checkpoints=months), None),
    ):
        plan = a_dispatched(task)
        (own,) = plan.tasks[0].assignments
        line = OpenLine(plan, plan.tasks[0], own, own.dues[1])
        (chased,) = chases.chase_lines(asked_of_wang(plan), [line], CALENDAR, WINDOWS, at(december)).lines
        assert (chased.day, chased.missed) == (date(2025, 12, 26), missed)


async def test_who_was_asked_this_morning_is_chased_tomorrow_and_hears_of_it_then(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-12-16T10:00")
        await office.say(CLERK, "催一下县财政局")
        heard = await office.press(CLERK, "确认催办")
        assert "随2025年12月17日的消息发出：县财政局" in heard.text
        told = len(await office.received(MONEY))
        await at_local(office, "2025-12-16T18:00")
        assert len(await office.received(MONEY)) == told
        await at_local(office, "2025-12-17T18:00")
        assert len(await office.received(MONEY)) == told + 1
        assert "改造供水管网" in (await office.last(MONEY))["text"]


async def test_who_leads_a_task_chases_for_that_alone(tmp_path: Path) -> None:
    """R14: the act asks whose task it is, whatever the words and the button were."""
    tasks = [
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "整治背街小巷", ["县城管局"], ["县财政局"]),
    ]
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *tasks)
        await at_local(office, "2025-12-17T10:00")
        money = await office.read(
            lambda s: s.exec(select(models.Unit.id).where(models.Unit.name == "县财政局")).one()
        )
        chased = await office.do_as(WATER, chasing.chase_owing, [key(money)], [])
        assert chased.silent == ("县财政局",)
        asked = select(models.Assignment.task_id).where(
            models.Assignment.id == models.Due.assignment_id, models.Due.id == models.Chase.due_id
        )
        first = select(models.Task.id).where(models.Task.seq == "1")
        assert await office.read(lambda s: list(s.exec(asked))) == await office.read(lambda s: list(s.exec(first)))


async def test_a_chase_below_a_list_asks_whoever_stands_in_it_and_nobody_else(tmp_path: Path) -> None:
    """What is asked for and not late is left alone, and the unit sees that the office presses it."""
    tasks = [
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "整治背街小巷", ["县城管局"], ["县财政局"], day=date(2025, 12, 31)),
    ]
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *tasks)
        await at_local(office, "2025-12-22T08:00")
        for words in ("逾期任务", "谁还没报"):
            await office.say(CLERK, words)
            asked = (await office.press(CLERK, "催一催")).text
            assert asked.startswith(
                "催办2个单位、2条：\n· 县水利局：1-1 改造供水管网（2025年12月19日应报，已过3天）\n"
                "· 县财政局：1-1 改造供水管网（2025年12月16日应报，已过6天）\n今天就发：县水利局、县财政局\n"
            )
            assert "1-2" not in asked
        named = await office.say(CLERK, "催一下县财政局的1-2，今天就发")
        assert "催办1个单位、1条：\n· 县财政局：1-2 整治背街小巷（2025年12月26日应报，还有4天）" in named.text
        await office.say(CLERK, "催一下逾期的单位")
        await office.press(CLERK, "确认催办")
        await at_local(office, "2025-12-22T10:00")
        assert "责任，办公室催办　1-1" in (await office.last(MONEY))["text"]
