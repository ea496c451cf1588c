"""An approved extension moves what it was asked for, rounds included (R7), through the chat and the office's desk."""

from datetime import date
from pathlib import Path

from sqlmodel import select

from tasks_db.intake.draft import DraftTask, Recurrence
from tasks_db.store import models
from tasks_db.terms import CheckpointKind
from tests.small_world import CLERK, MONEY, STARTS, WATER, Office, a_draft_task, at_local, open_office, small_meeting

YEAR_END, COLLECTED, LATER = date(2025, 12, 31), date(2025, 12, 26), date(2026, 1, 20)


def quarterly(deadline: date | None = None) -> DraftTask:
    """县水利局 reports every quarter, with 县财政局 beside it."""
    task = a_draft_task("1", "检查水质", ["县水利局"], ["县财政局"], deadline)
    return task._replace(recurrences=(Recurrence("quarter", "报送检查情况"),), recurring=True)


def owed(office: Office) -> dict[str, list[date]]:
    """The days on which each unit owes its answer."""
    found: dict[str, list[date]] = {}
    with office.desk.door.read() as session:
        query = select(models.Assignment, models.Due).where(models.Due.assignment_id == models.Assignment.id)
        for assignment, due in session.exec(query).all():
            found.setdefault(assignment.printed, []).append(due.day)
    return {unit: sorted(days) for unit, days in found.items()}


async def granted(office: Office, user: int, words: str) -> str:
    """Somebody asks for more time and the office agrees; what they are told."""
    heard = await office.say(user, words)
    assert "申请延期" in heard.text
    await office.say(CLERK, "/review")
    await office.press(CLERK, "1", within="待审核")
    heard = await office.press(CLERK, "同意延期")
    assert "已通过" in heard.text
    # the other unit hears of it where the date is the whole task's
    assert ("一并改期的县财政局也已告知" in heard.text) == (user == WATER)
    return str((await office.last(user))["text"])


async def test_an_extension_of_a_round_asked_for_long_before_it_begins_moves_it_for_all(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, quarterly())
        await at_local(office, "2025-11-03T10:00")
        before = owed(office)
        assert before["县水利局"][0] == YEAR_END
        assert before["县财政局"][0] == COLLECTED
        assert "已同意延期至2026年1月20日" in await granted(office, WATER, "1 申请延期到2026年1月20日，设备推迟")
        assert (await office.last(MONEY))["text"] == (
            "“检查水质”的报送时间改为2026年1月20日（原2025年12月31日）。依据：县水利局申请延期，已同意"
        )
        after = owed(office)
        assert after["县水利局"] == [LATER, *before["县水利局"][1:]]
        assert after["县财政局"] == [date(2026, 1, 15), *before["县财政局"][1:]]

        # the daily work of the next weeks lays nothing out again where the round stood
        await at_local(office, "2026-01-16T10:00")
        assert LATER in owed(office)["县水利局"]
        assert YEAR_END not in owed(office)["县水利局"]
        heard = await office.say(WATER, "/mine")
        assert "1月20日（剩4天）·定期报送" in heard.text
        asked = "\n".join(await office.received(WATER))
        assert "2025年12月31日（今天到期）" not in asked
        assert "2026年1月20日（剩7天）（原2025年12月31日）" in asked


async def test_another_units_extension_moves_its_own_day_alone(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, quarterly())
        await at_local(office, "2025-11-03T10:00")
        before = owed(office)
        await granted(office, MONEY, "1 申请延期到2026年1月12日，拨款推迟")
        after = owed(office)
        assert after["县水利局"] == before["县水利局"]
        assert after["县财政局"] == [date(2026, 1, 12), *before["县财政局"][1:]]

        heard = await office.say(MONEY, "/task 1")
        assert "2025年12月31日（收集日2026年1月12日，剩70天）" in heard.text

        # the consolidating unit's own extension to an earlier day leaves it standing
        await granted(office, WATER, "1 申请延期到2026年1月9日，汇总需要时间")
        assert owed(office)["县水利局"][0] == date(2026, 1, 9)
        assert owed(office)["县财政局"][0] == date(2026, 1, 12)


async def test_what_else_was_said_is_named_while_the_day_is_asked_for(tmp_path: Path) -> None:
    """One message asks one question; what it leaves beside it is told, and not lost."""
    async with open_office(tmp_path, STARTS) as office:
        first, second = (
            a_draft_task(str(n), title, ["县水利局"], (), date(2025, 12, 20))
            for n, title in enumerate(("改造供水管网", "更换老旧水表"), 1)
        )
        await small_meeting(office, first, second)
        await at_local(office, "2025-11-03T09:30")
        asked = (await office.say(WATER, "1想延到元旦后，2不归我们")).text
        assert "改造供水管网" in asked
        assert "另有这些没有记录" in asked
        assert "不归我们" in asked


async def test_more_time_than_the_deadline_has_moves_the_deadline_and_no_round(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        monthly = quarterly(YEAR_END)._replace(recurrences=(Recurrence("month", "报送检查情况"),))
        await small_meeting(office, monthly)
        await at_local(office, "2025-11-03T10:00")
        before = owed(office)["县水利局"]
        assert before[0] == date(2025, 11, 30)
        await office.say(WATER, "1 申请延期到2026年2月28日，设备推迟")
        await office.say(CLERK, "/review")
        card = await office.press(CLERK, "1", within="待审核")
        assert "原时限2025年12月31日 → 申请2026年2月28日，定期报送不变" in card.text
        await office.press(CLERK, "同意，另定日期")
        assert "已通过" in (await office.say(CLERK, "2026年1月31日")).text
        assert "已同意延期至2026年1月31日" in str((await office.last(WATER))["text"])
        after = owed(office)["县水利局"]
        assert date(2025, 11, 30) in after
        assert date(2026, 1, 31) in after
        with office.desk.door.read() as session:
            days = [c.day for c in session.exec(select(models.Checkpoint)) if c.kind is CheckpointKind.DEADLINE]
        assert days == [date(2026, 1, 31)]


async def test_more_time_for_a_round_alone_says_that_the_deadline_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        monthly = quarterly(YEAR_END)._replace(recurrences=(Recurrence("month", "报送检查情况"),))
        await small_meeting(office, monthly)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 申请延期到2025年12月10日，设备推迟")
        await office.say(CLERK, "/review")
        card = await office.press(CLERK, "1", within="待审核")
        assert "原报送日2025年11月30日 → 申请2025年12月10日；任务时限仍是2025年12月31日" in card.text
