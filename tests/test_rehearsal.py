"""A rehearsed week visits the same moments as minute steps do."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.delivery.planner import tick
from tasks_db.register import reminders
from tasks_db.register.authority import SYSTEM
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.reading import Register
from tasks_db.register.reminders import Bundle
from tasks_db.register.values import Chase
from tasks_db.store import models, registers
from tasks_db.terms import AnswerKind, TenureKind
from tasks_db.work.post import chases, rehearsal
from tests.builders import a_plan, a_report, a_task, an_assignment, unit_id
from tests.ladders import CALENDAR, WINDOWS, a_holder, a_seat
from tests.small_world import (
    MONEY,
    Office,
    a_draft_task,
    assignment_and_due,
    at_local,
    local,
    open_office,
    small_meeting,
)

QUARTER = timedelta(minutes=15)
"""Every opening and closing of a send window falls on one."""

NEW_YEAR = "2025-12-29T08:00"
"""1–3 January 2026 are off, Sunday the 4th is worked."""

TASKS = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 31)),
    a_draft_task("2", "整治背街小巷", ["县城管局"], ["县水利局"], date(2026, 1, 6), [(date(2026, 1, 2), "完成一半")]),
    a_draft_task("3", "疏浚河道", ["县水利局"], ["县财政局", "县城管局"], date(2026, 1, 11)),
)

Sent = tuple[str, datetime, tuple[tuple[int, str, date, bool], ...]]


async def everything_sent(office: Office) -> list[Sent]:
    """Each notice by its person, the moment at which it went out and what it asked."""

    def work(session: Session) -> list[Sent]:
        found = session.exec(
            select(models.Notice, models.Person).where(models.Notice.person_id == models.Person.id)
        ).all()
        asks = session.exec(select(models.Ask)).all()
        return sorted(
            (
                person.name,
                notice.sent_at or notice.send_at,
                tuple(
                    sorted((a.due_id, a.rung, a.rung_date, a.merged) for a in asks if a.notice_id == notice.id),
                ),
            )
            for notice, person in found
        )

    return await office.read(work)


@asynccontextmanager
async def begun(folder: Path) -> AsyncIterator[Office]:
    """A meeting over New Year with three ladders, of which an answer, a request and a chase are a part."""
    await asyncio.to_thread(folder.mkdir)
    async with open_office(folder, f"{NEW_YEAR}+08:00") as office:
        await small_meeting(office, *TASKS)
        await at_local(office, "2025-12-29T10:00")
        await office.say(MONEY, "1 进度40%")
        _, due = await assignment_and_due(office, "县城管局", "3")
        await office.write(lambda s: chases.chase(s, due, 1, date(2026, 1, 4), office.desk.clock()))
        yield office


async def step_to(office: Office, until: datetime, step: timedelta = timedelta(minutes=1)) -> None:
    """Go there step by step, with a tick at each: what a move must be equal to."""
    while (now := await office.desk.now()) < until:
        to = min(now + step, until)
        await office.desk.doing(SYSTEM, rehearsal.move_clock, to)
        await tick(office.desk, office.sender)
        await office.sender.send_waiting()


async def outcome(folder: Path, until: str, step: timedelta | None) -> list[Sent]:
    async with begun(folder) as office:
        if step is None:
            await office.rehearsal.move(local(until))
        else:
            await step_to(office, local(until), step)
        return await everything_sent(office)


async def test_a_rehearsed_week_sends_what_small_steps_send(tmp_path: Path) -> None:
    """Half-hour steps, which meet every opening and closing of a window; minutes follow below."""
    moved = await outcome(tmp_path / "moved", "2026-01-05T18:00", None)
    stepped = await outcome(tmp_path / "stepped", "2026-01-05T18:00", timedelta(minutes=30))
    assert moved == stepped
    assert len(moved) >= 8


async def test_the_morning_after_a_holiday_sends_what_minute_steps_send(tmp_path: Path) -> None:
    """To the make-up Sunday in one move, then its morning by the minute."""
    moved = await outcome(tmp_path / "moved", "2026-01-04T10:00", None)
    async with begun(tmp_path / "stepped") as office:
        await at_local(office, "2026-01-04T08:20")
        await step_to(office, local("2026-01-04T10:00"))
        assert await everything_sent(office) == moved
    assert {at for _, at, _ in moved} >= {local("2026-01-04T09:00")}


def step_by_step(register: Register, since: datetime, until: datetime, step: timedelta) -> Iterator[Bundle]:
    """What a tick at each step would write, were nobody to answer."""
    moment = since
    while moment <= until:
        if WINDOWS.is_open(moment, CALENDAR):
            planned = reminders.bundles(register, CALENDAR, WINDOWS, moment)
            yield from planned
            register = reminders.record(register, planned)
        moment += step


def written(bundles: Iterator[Bundle]) -> list[tuple[object, ...]]:
    return [
        (
            bundle.send_at,
            bundle.holder.name,
            [(ask.line.due.id, ask.rung, ask.merged, ask.seat.id) for ask in bundle.asks],
        )
        for bundle in bundles
    ]


async def test_a_week_of_10080_minutes_plans_what_the_named_moments_plan(tmp_path: Path) -> None:
    since, until = local("2025-12-29T10:07"), local("2026-01-05T10:07")
    async with begun(tmp_path / "office") as office:
        register = await office.read(registers.load)
    planned = written(reminders.forecast(register, CALENDAR, WINDOWS, since, until))
    assert planned == written(step_by_step(register, since, until, timedelta(minutes=1)))
    assert planned


_DAYS = st.dates(date(2025, 9, 20), date(2025, 10, 20))


@st.composite
def _meetings(draw: st.DrawFn) -> Register:
    """Ladders, seats that change hands, people out of reach and chases around National Day 2025."""
    units = ["县教委", "县文旅委", "县卫健委"]
    tasks = [
        a_task(
            *(
                an_assignment(
                    unit,
                    consolidates=n == 0,
                    reports=[a_report(draw(st.sampled_from(AnswerKind)), draw(_DAYS))] if draw(st.booleans()) else [],
                )
                for n, unit in enumerate(draw(st.lists(st.sampled_from(units), min_size=1, max_size=3, unique=True)))
            ),
            deadline=draw(_DAYS),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    settings_ = PlanSettings(
        ladder=draw(st.sampled_from([(-30, -7, -1, 0, 3), (-3, 0), (-1,)])), repeat_days=draw(st.sampled_from([1, 7]))
    )
    plan = a_plan(*tasks, dispatched=draw(_DAYS.filter(lambda day: day < date(2025, 9, 27))), settings=settings_)
    seats = [
        a_seat(
            unit,
            *(
                a_holder(
                    f"{unit}{n}",
                    unit_id(unit) * 10 + n,
                    since=draw(_DAYS),
                    until=draw(st.none() | _DAYS),
                    reachable=draw(st.sampled_from([True, True, False])),
                    kind=draw(st.sampled_from(TenureKind)),
                )
                for n in range(draw(st.integers(0, 2)))
            ),
        )
        for unit in units
    ]
    dues = [due.id for task in plan.tasks for a in task.assignments for due in a.dues]
    working = _DAYS.filter(CALENDAR.is_working_day)
    chases = [
        Chase(draw(st.sampled_from(dues)), draw(working), local("2025-09-20T09:00"))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Register((plan,), seats=tuple(seats), chases=tuple(set(chases)))


@settings(max_examples=15, deadline=None)
@given(_meetings(), st.integers(0, 96))
def test_any_meeting_is_asked_at_the_named_moments_as_step_by_step(meeting: Register, quarters: int) -> None:
    since = local("2025-09-27T00:00") + quarters * QUARTER
    until = local("2025-10-13T00:00")
    planned = written(reminders.forecast(meeting, CALENDAR, WINDOWS, since, until))
    assert planned == written(step_by_step(meeting, since, until, QUARTER))
