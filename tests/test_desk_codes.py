"""Numbers one can say aloud (desk.md, fault 16; papers.md, faults 10 and 16): 1-5 is item 5 of plan 1."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.language import Shown, UnclearKind, understand
from tasks_db.terms import AnswerKind
from tests.playing import play
from tests.small_world import (
    CLERK,
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


async def test_a_code_means_one_task_where_two_plans_have_the_number(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, "/task 1")
        assert "（1-1）" in heard.text
        assert "（2-1）" in heard.text
        assert "加固河堤" in (await office.say(WATER, "/task 2-1")).text
        assert "改造供水管网" not in (await office.say(WATER, "/task 2-1")).text


async def test_an_answer_by_phone_names_its_plan_by_the_code(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(CLERK, "/phone 县水利局 1 进度40%，石料进场")
        assert "第1项可能是：1-1 改造供水管网、2-1 加固河堤。请按编号再写一遍。" in asked.text
        await office.say(CLERK, "/phone 县水利局 2-1 进度40%，石料进场")
        done = await office.press(CLERK, "确认代录")
        assert "加固河堤" in done.text


async def test_a_liaison_answers_by_the_code_that_the_message_prints(tmp_path: Path) -> None:
    """A secretary's trial: 2-1 was taken for item 2 of the list, though the message itself says 2-1."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, "2-1 进度60%，石料进场")
        assert "加固河堤" in heard.text
        assert "进度60%，石料进场" in heard.text
        heard = await office.say(WATER, "1-1 进度20%；2-1 进度65%")
        assert "改造供水管网：推进中：" in heard.text.replace(" ", "")
        assert [(row.percent) for row in await rows(office)] == [60, 20, 65]
        heard = await office.say(WATER, "1-2 无变化")  # both stand in the list: a range
        assert "改造供水管网" in heard.text
        assert "加固河堤" in heard.text


def _six_tasks_and_a_seventh_that_goes_by_two_six() -> list[Shown]:
    codes = ("1-2", "1-3", "2-2", "2-3", "2-5", "2-9")
    listed = [
        Shown(n, title, can_close=False, code=code)
        for n, (title, code) in enumerate(zip(_SIX, codes, strict=True), 1)
    ]
    return [*listed, Shown(7, "核查堤防", can_close=False, listed=False, code="2-6")]


_SIX = ("改造管网", "清理河道", "加固河堤", "排查水库", "巡查泵站", "安装闸门")


@pytest.mark.parametrize("said", ["2-6 已完成", "2-6已完成", "2—6：已完成", "已完成2-6"])
def test_a_code_that_can_as_well_be_a_range_of_the_list_is_asked_about(said: str) -> None:
    heard = understand(said, _six_tasks_and_a_seventh_that_goes_by_two_six(), date(2025, 11, 3))
    assert heard.answers == ()
    assert [(asked.kind, asked.numbers) for asked in heard.unclear] == [
        (UnclearKind.RANGE_OR_CODE, (7, 2, 3, 4, 5, 6))
    ]


@pytest.mark.parametrize("said", ["第2-6项已完成", "2-6项已完成", "2-6都已完成"])
def test_what_tells_of_several_is_the_range_whatever_goes_by_its_numbers(said: str) -> None:
    heard = understand(said, _six_tasks_and_a_seventh_that_goes_by_two_six(), date(2025, 11, 3))
    assert [answer.number for answer in heard.answers] == [2, 3, 4, 5, 6]
    assert heard.unclear == ()


def test_what_else_is_said_beside_such_a_code_is_kept() -> None:
    for said in ("6 无变化，2-6 已完成", "2-6已完成；1无变化"):
        heard = understand(said, _six_tasks_and_a_seventh_that_goes_by_two_six(), date(2025, 11, 3))
        assert [answer.kind for answer in heard.answers] == [AnswerKind.NO_CHANGE]
        assert [asked.kind for asked in heard.unclear] == [UnclearKind.RANGE_OR_CODE]


@pytest.mark.parametrize("said", ["1 无变化，2-6 已完成", "1、无变化；2-6已完成"])
def test_items_that_go_on_counting_tell_that_it_is_a_range(said: str) -> None:
    heard = understand(said, _six_tasks_and_a_seventh_that_goes_by_two_six(), date(2025, 11, 3))
    assert [answer.number for answer in heard.answers] == [1, 2, 3, 4, 5, 6]
    assert heard.unclear == ()


@pytest.mark.parametrize(
    ("pressed", "recorded"), [("1-2 加固河堤", ["加固河堤"]), ("第1至2项（2项）", ["改造供水管网", "加固河堤"])]
)
async def test_buttons_tell_the_task_of_a_code_from_the_items_of_a_range(
    tmp_path: Path, pressed: str, recorded: list[str]
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office, a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "加固河堤", ["县水利局"])
        )
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(WATER, "1-2 进度40%")
        assert "编号1-2这一项，还是清单里的第1至2项" in asked.text
        assert await rows(office) == []
        done = await office.press(WATER, pressed)
        assert [title for title in ("改造供水管网", "加固河堤") if title in done.text] == recorded
        assert [row.percent for row in await rows(office)] == [40] * len(recorded)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("梅若溪", "1-1 9个小区42栋楼，档案齐，完成"),
        ("程暮云", "1-3 制定资金管理办法 已经印发了"),
        ("程暮云", "1-3 配合拨付了两笔前期费"),
    ],
)
async def test_nothing_is_recorded_at_once_under_the_code_of_a_task_that_is_not_asked_of_its_writer(
    tmp_path: Path, who: str, said: str
) -> None:
    played, _ = await play(f"@2025-11-03T09:00\n{who}: {said}", tmp_path)
    assert played[-1].stored == ()
    assert "现在没有请您反馈" in played[-1].said[0].text


async def test_a_range_is_a_range_though_another_task_goes_by_its_numbers(tmp_path: Path) -> None:
    played, _ = await play("@2025-11-03T09:00\n程暮云: 1-3 无变化", tmp_path)
    assert [one.kind for one in played[-1].stored] == [AnswerKind.NO_CHANGE] * 3


WELLS = [
    Shown(number, title, can_close=True, code=f"1-{number + 10}")
    for number, title in enumerate(("排查饮水安全底数", "建设抗旱备用水源", "检测供水水质"), 1)
]


@pytest.mark.parametrize(
    ("said", "number", "kind"),
    [
        ("1-12 16口井打成11口，2口不出水要另选址，请县自然资源局帮忙", 2, AnswerKind.BLOCKED),
        ("2 挖了15孔，成了12孔，3孔塌了重挖", 2, AnswerKind.PROGRESS),
        ("1-12 本季度在4处水源地采样检测，全部达标", 2, AnswerKind.PROGRESS),
    ],
)
def test_what_stands_behind_a_number_or_a_code_is_of_that_task(said: str, number: int, kind: AnswerKind) -> None:
    heard = understand(said, WELLS, date(2025, 11, 3))
    assert [(one.number, one.kind) for one in heard.answers] == [(number, kind)]
    assert heard.unclear == ()


@pytest.mark.parametrize("said", ["走访完12个村，发现缺水村3个", "给困难用户装表46块"])
def test_who_is_in_need_is_no_difficulty_of_the_work(said: str) -> None:
    heard = understand(f"1 {said}", WELLS, date(2025, 11, 3))
    assert [(one.number, one.kind) for one in heard.answers] == [(1, AnswerKind.PROGRESS)]


def test_a_rate_that_is_told_of_a_task_is_progress_without_a_share() -> None:
    heard = understand("2 上半年开户率38%，报装受理率91%", WELLS, date(2025, 11, 3))
    assert [(one.number, one.kind, one.percent) for one in heard.answers] == [(2, AnswerKind.PROGRESS, None)]


def test_what_there_is_not_enough_of_is_a_difficulty_with_the_unit_that_is_to_help() -> None:
    heard = understand("2 东岸900米做了500米，石笼不够，请县林业局再调2000只", WELLS, date(2025, 11, 3))
    assert [(one.number, one.kind, one.needs) for one in heard.answers] == [(2, AnswerKind.BLOCKED, "县林业局")]


def test_codes_amid_a_text_leave_the_words_behind_them_whole() -> None:
    heard = understand("1-11 走访完4个村；1-12 打了2口井；1-13 无变化", WELLS, date(2025, 11, 3))
    assert [(one.number, one.text) for one in heard.answers] == [(1, "走访完4个村"), (2, "打了2口井"), (3, "无变化")]
