"""More time is asked for until the day that was meant; one that is not certain is asked about with likely ones."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.language.until import read_until
from tests.small_world import STARTS, WATER, Office, a_draft_task, open_office, rows, small_meeting

TODAY = date(2025, 11, 12)
WALL = a_draft_task("1", "修好东门防洪墙", ["县水利局"])


async def _asked(office: Office) -> None:
    await small_meeting(office, WALL)
    await office.until(date(2025, 11, 3))


async def _new_dates(office: Office) -> list[date | None]:
    return [report.new_date for report in await rows(office)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1延到12月20", date(2025, 12, 20)),
        ("延到12月 31 日，设备没到", date(2025, 12, 31)),
        ("申请延期到12月月底", date(2025, 12, 31)),
        ("延期至2026.1.15", date(2026, 1, 15)),
        ("申请由12月19日延期至1月10日", date(2026, 1, 10)),
        ("延期到1月10日（原12月19日）", date(2026, 1, 10)),
    ],
)
async def test_a_day_that_is_said_is_recorded_at_once(tmp_path: Path, text: str, day: date) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        heard = await office.say(WATER, text)
        assert f"延期至{day.year}年{day.month}月{day.day}日" in heard.text
        assert await _new_dates(office) == [day]


async def test_a_day_that_is_not_certain_is_asked_with_the_likely_days(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        heard = await office.say(WATER, "申请延期到1月中旬")
        assert heard.labels() == ["延到2026年1月15日", "延到2026年1月20日"]
        assert await _new_dates(office) == []
        await office.press(WATER, "延到2026年1月20日")
        heard = await office.say(WATER, "设备到货推迟")
        assert "延期至2026年1月20日" in heard.text
        assert await _new_dates(office) == [date(2026, 1, 20)]


async def test_an_answer_to_the_question_until_when_is_asked_again_with_the_likely_days(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        await office.say(WATER, "/task 1")
        await office.press(WATER, "申请延期")
        heard = await office.say(WATER, "元旦前，工期紧")
        assert heard.labels() == ["延到12月31日", "延到2026年1月1日"]
        heard = await office.say(WATER, "2026.1.15，工期紧")
        assert "延期至2026年1月15日" in heard.text


@pytest.mark.parametrize("unsure", ["大约在12月26日", "估计要到12月26日", "可能12月26日"])
async def test_a_day_that_is_not_sure_is_read_back_with_its_reason_before_more_time_is_asked_for(
    tmp_path: Path, unsure: str
) -> None:
    """R11: nothing is recorded before the unit has said that it is this day."""
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        await office.say(WATER, "/task 1")
        await office.press(WATER, "申请延期")
        heard = await office.say(WATER, f"{unsure}，等设备到货")
        assert "12月26日" in heard.text
        assert await _new_dates(office) == []
        heard = await office.press(WATER, "确认申请延期")
        assert "延期至2025年12月26日" in heard.text
        assert await _new_dates(office) == [date(2025, 12, 26)]


async def test_a_time_whose_day_nothing_tells_is_refused_with_an_example(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        await office.say(WATER, "/task 1")
        await office.press(WATER, "申请延期")
        heard = await office.say(WATER, "春节前，工期紧")
        assert "没有看懂延期到哪一天" in heard.text
        assert await _new_dates(office) == []


async def test_a_correction_typed_while_the_day_is_asked_for_corrects_and_is_no_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _asked(office)
        await office.say(WATER, "1 进度60%")
        await office.say(WATER, "/task 1")
        await office.press(WATER, "申请延期")
        heard = await office.say(WATER, "刚才60%报错了，应是50%")
        assert "50%" in heard.text
        assert "已记录" in heard.text
        assert set(await _new_dates(office)) == {None}


@pytest.mark.parametrize(
    ("text", "day", "likely"),
    [
        ("12月20日或25日", None, [date(2025, 12, 20), date(2025, 12, 25)]),
        ("12月20日还是12月30日", None, [date(2025, 12, 20), date(2025, 12, 30)]),
        ("11月5日", None, [date(2026, 11, 5)]),
        ("11月1日或12月1日", None, [date(2025, 12, 1), date(2026, 11, 1)]),
        ("12月前", None, [date(2025, 11, 30), date(2025, 12, 31)]),
        ("原定12月31日，延到1月10日", date(2026, 1, 10), []),
        ("从12月20日延到1月10日", date(2026, 1, 10), []),
        ("1月10日，因为12月20日设备才到", date(2026, 1, 10), []),
        ("12.20，设备没到", date(2025, 12, 20), []),
        ("12月20", date(2025, 12, 20), []),
        ("2月30日", None, []),
        ("30/4", None, []),
        ("下周四、五", None, [date(2025, 11, 20), date(2025, 11, 21)]),
        ("6月末7月初", None, [date(2026, 6, 30), date(2026, 7, 10)]),
        ("昨天", None, []),
        ("18号，不对，应该是21号", date(2025, 11, 21), []),
        ("周四，算了还是周五吧", date(2025, 11, 14), []),
        ("17日请局长看，28日能出来", None, [date(2025, 11, 17), date(2025, 11, 28)]),
        ("再等等", None, []),
    ],
)
def test_of_several_days_the_one_that_is_aimed_at_is_meant(text: str, day: date | None, likely: list[date]) -> None:
    said = read_until(text, TODAY)
    assert (said.day, list(said.likely)) == (day, likely)


@pytest.mark.parametrize(
    "told", ["进度20%，11月5日完成闸门招标", "剩下的3处11月4日修好，正在收尾", "11月3日召开了推进会，分两段施工"]
)
async def test_a_day_of_the_last_weeks_on_which_something_was_done_is_no_plan_for_next_year(
    tmp_path: Path, told: str
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, WALL)
        await office.until(date(2025, 11, 12))
        heard = await office.say(WATER, told)
        assert "已记录" in heard.text
        assert [report.expected for report in await rows(office)] == [None]
