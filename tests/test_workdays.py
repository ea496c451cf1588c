"""Working days: as announced, by the office's own file, and by law for years that nobody has announced yet."""

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from tasks_db.language.festivals import LAST_YEAR, statutory_days_off
from tasks_db.register.workdays import Calendar, not_announced, parse_overrides
from tasks_db.work.post import upkeep
from tests.small_world import CLERK, STARTS, Office, at_local, open_office
from tests.terminal import lianxi

UNANNOUNCED = next(year for year in range(2026, 2060) if Calendar().unpublished(year))
"""The first year that the calendar's library does not know."""


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.fixture
def nothing_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the calendar's library will know by then, these years are not announced."""

    def unknown(_: date) -> bool:
        raise NotImplementedError

    monkeypatch.setattr(chinese_calendar, "is_workday", unknown)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_that_the_law_gives_is_off_in_the_announced_years(year: int) -> None:
    assert [day for day in statutory_days_off(year) if chinese_calendar.is_workday(day)] == []


def test_an_announced_year_is_taken_as_announced_with_its_make_up_days() -> None:
    assert all(Calendar().is_working_day(day) == chinese_calendar.is_workday(day) for day in days_of(2026))
    assert any(day.weekday() >= 5 and Calendar().is_working_day(day) for day in days_of(2026))


def test_a_year_not_announced_has_its_weekends_and_the_days_by_law_off(nothing_announced: None) -> None:
    del nothing_announced
    off = {day for day in days_of(2027) if not Calendar().is_working_day(day) and day.weekday() < 5}
    assert {f"{day:%m-%d}" for day in off} == {
        "01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01",
    }  # fmt: skip
    assert not any(day.weekday() >= 5 and Calendar().is_working_day(day) for day in days_of(2027))
    assert Calendar().unpublished(2027)


def test_beyond_the_years_known_by_the_moon_the_fixed_days_stay() -> None:
    assert statutory_days_off(LAST_YEAR + 1) == {
        date(LAST_YEAR + 1, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
    }


def test_the_offices_own_days_come_before_the_law(nothing_announced: None) -> None:
    del nothing_announced
    own = parse_overrides("# 2027\n2027-02-14 班\n2027-02-09 休 # 春节\n\n2026-10-01 班\n")
    calendar = Calendar(own)
    assert calendar.is_working_day(date(2027, 2, 14))
    assert not calendar.is_working_day(date(2027, 2, 9))
    assert calendar.is_working_day(date(2026, 10, 1))
    assert not calendar.unpublished(2027)
    assert calendar.unpublished(2028)


@pytest.mark.parametrize(
    "line", ["2027-02-30 休", "2027-02-09", "2027-02-09 放假", "二月九日 休", "2027-02-09 休 春节"]
)
def test_a_line_of_the_holidays_file_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "days.txt"
    file.write_text(f"2027-02-14 班\n{line}\n", "utf-8")
    refused = lianxi(tmp_path, "overdue", LIANXI_HOLIDAYS_FILE=str(file))
    assert refused.returncode == 1
    assert "节假日文件第2行看不懂" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_holidays_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    wide = tmp_path / "wide.txt"
    wide.write_text("2027-02-14 班\n", "utf-16")
    for file in (tmp_path / "none.txt", tmp_path, wide):
        refused = lianxi(tmp_path, "overdue", LIANXI_HOLIDAYS_FILE=str(file))
        assert refused.returncode == 1
        assert "打不开" in refused.stderr
        assert refused.stderr.count("\n") == 1


async def told(office: Office) -> list[str]:
    return [text for text in await office.received(CLERK) if "放假调休安排" in text]


async def test_the_office_is_told_once_each_december_of_a_year_that_is_not_known(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS.replace("2025-11-03", f"{UNANNOUNCED - 1}-11-30")) as office:
        assert await office.do(upkeep.warn_of_next_year) == 0
        await at_local(office, f"{UNANNOUNCED - 1}-12-01T03:00")  # at night
        assert await office.do(upkeep.warn_of_next_year) == 1
        await at_local(office, f"{UNANNOUNCED - 1}-12-01T08:59")
        assert await told(office) == []
        await at_local(office, f"{UNANNOUNCED - 1}-12-07T10:00")
        assert await told(office) == [not_announced(UNANNOUNCED)]
        for day in ("08", "09", "31"):
            await at_local(office, f"{UNANNOUNCED - 1}-12-{day}T10:00")
            assert await office.do(upkeep.warn_of_next_year) == 0
        assert len(await told(office)) == 1


async def test_an_office_whose_next_year_is_announced_hears_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS.replace("2025-11-03", "2024-12-02")) as office:
        assert await office.do(upkeep.warn_of_next_year) == 0


def test_the_sentence_can_be_followed_as_it_stands() -> None:
    lines = re.findall(r"“(\d{4}-\d\d-\d\d .)”", not_announced(2027))
    assert parse_overrides("\n".join(lines)) == {date(2027, 1, 4): True, date(2027, 2, 8): False}
