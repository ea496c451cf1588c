"""Rules of which a break once went unnoticed: each is a sentence about what the office or a unit would see."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tasks_db.register import digest, handing_out
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import ReportStatus
from tasks_db.work.acts import handing_out as handing_out_act
from tasks_db.work.acts import reviewing, settling
from tasks_db.work.context import Context, view
from tasks_db.work.views.overview import overview
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_task, an_assignment
from tests.office_world import CLERK, CONVENOR
from tests.small_world import (
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    rows,
    small_meeting,
)


def test_units_stand_in_the_digest_in_the_order_of_the_table_whoever_has_closed_more() -> None:
    """R13: a digest ranks nobody."""
    closed = NOW - timedelta(days=1)
    tasks = [
        a_task(an_assignment("县水利局")),
        a_task(an_assignment("县财政局"), closed_at=closed),
        a_task(an_assignment("县城管局"), closed_at=closed),
        a_task(an_assignment("县教委")),
    ]
    found = digest.compile(a_register(a_plan(*tasks)), as_of=NOW)
    assert [tally.label for tally in found.by_unit] == ["县水利局", "县财政局", "县城管局", "县教委"]


def test_the_office_is_told_of_every_answer_that_the_dispatch_will_ask_for() -> None:
    """R10: two dates of one task are two answers of each of its units."""
    today = date(2025, 11, 12)
    task = a_task(
        an_assignment("县水利局"), deadline=date(2025, 12, 31), checkpoints=[a_checkpoint(date(2025, 11, 28))]
    )
    asked = handing_out.questions(a_plan(task, dispatched=None), {}, today)
    assert asked == {"县水利局": 2}


async def test_a_convenor_cannot_accept_what_is_the_offices_to_review(tmp_path: Path) -> None:
    """R14: he decides of requests alone, at the act itself and not only at the button."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"]))
        await at_local(office, "2025-11-04T10:00")
        await office.say(WATER, "1 进度40%")
        (said,) = await rows(office)
        with pytest.raises(AnswerRefused, match="由联席会议办公室审核"):
            await office.do_as(CONVENOR, reviewing.decide, key(said.id), NoticeText("通过"), accept=True)
        await office.say(CONVENOR, "/help")
        await office.forge(CONVENOR, f"ac:{said.id}")
        assert [report.status for report in await rows(office)] == [ReportStatus.SUBMITTED]
        await office.do_as(CLERK, reviewing.decide, key(said.id), NoticeText("通过"), accept=True)
        assert [report.status for report in await rows(office)] == [ReportStatus.ACCEPTED]


async def test_all_new_names_become_units_and_what_resembles_a_unit_waits_for_a_look(tmp_path: Path) -> None:
    """R11: a misprint never becomes a unit by itself."""
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局", "县市场监督管理局")
        draft = a_draft(
            "供水方案",
            a_draft_task("1", "改造供水管网", ["县水利局"], ["县市场监管理局"]),
            a_draft_task("2", "检查水质", ["县疾控中心"]),
        )
        plan_id = await add_plan(office, draft, hand_out=False)
        assert await office.do(settling.register_fresh_units, plan_id) == 1
        names = await office.read(lambda s: {unit.name for unit in s.exec(select(models.Unit)).all()})
        assert "县疾控中心" in names
        assert "县市场监管理局" not in names
        waiting = await office.ask(overview, plan_id)
        assert [name.match.printed for name in waiting.unknown] == ["县市场监管理局"]


@view(Right.DELIVER)
def local_today(ctx: Context) -> date:
    return ctx.today


@pytest.mark.parametrize(("hour", "day"), [(15, date(2025, 11, 3)), (16, date(2025, 11, 4)), (23, date(2025, 11, 4))])
async def test_a_day_begins_at_midnight_in_shanghai(tmp_path: Path, hour: int, day: date) -> None:
    """R16: whatever zone the moment is written in, the office's day is the one on its wall."""
    async with open_office(tmp_path, STARTS) as office:
        await office.until(datetime(2025, 11, 3, hour, tzinfo=UTC))
        assert await office.ask(local_today) == day


async def test_what_fell_due_while_the_paper_was_a_draft_is_asked_about_once_it_is_issued(tmp_path: Path) -> None:
    """R8: its date passed with nobody asked, so the office says first whether it is done or asked for after all."""
    draft = a_draft(
        "供水方案",
        a_draft_task("1", "改造供水管网", ["县水利局"], day=date(2025, 11, 5)),
        a_draft_task("2", "拨付改造资金", ["县财政局"]),
        status="draft",
    )
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局", "县财政局")
        plan_id = await add_plan(office, draft, hand_out=False)
        await at_local(office, "2025-11-12T10:00")
        await office.do(settling.mark_issued, plan_id)

        def reviews(session: Session) -> dict[str, bool]:
            return {task.seq: bool(task.review) for task in session.exec(select(models.Task)).all()}

        assert await office.read(reviews) == {"1": True, "2": False}


async def test_rounds_are_laid_out_as_the_year_goes_on(tmp_path: Path) -> None:
    """R2: the dispatch writes a year of rounds, and each day writes what has come within a year since."""
    paper = a_draft("供水方案", a_draft_task("1", "改造供水管网", ["县水利局"], day=None), period=(None, None))
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局")
        await office.seat("县水利局", "水联", WATER)
        plan_id = await add_plan(office, paper, hand_out=False)
        await office.do(settling.default_undated, plan_id, "quarter")
        await office.do(handing_out_act.hand_out, plan_id)

        def last_round(session: Session) -> date:
            return max(due.day for due in session.exec(select(models.Due)).all())

        assert await office.read(last_round) == date(2026, 9, 30)
        for day in (date(2025, 11, 4), date(2026, 1, 5)):
            await office.until(day)
        assert await office.read(last_round) == date(2026, 12, 31)
