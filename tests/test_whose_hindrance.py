"""有困难 is a strong word: what others have yet to do, or nobody applied for, is no difficulty of the writer."""

from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
LIFTS = [Shown(1, "检查施工质量安全", can_close=False), Shown(2, "加装既有住宅电梯", can_close=False)]
HOMES = [Shown(1, "盘活闲置用房", can_close=False)]


def kinds(said: str, shown: list[Shown]) -> dict[int, AnswerKind]:
    """What would be stored without a question, by the number of the task."""
    return {each.number: each.kind for each in understand(said, shown, TODAY).answers if not each.confirm}


@pytest.mark.parametrize(
    "said",
    [
        "2 这个月还没人来报装",
        "2 目前没人申请",
        "2 安装告知随到随办，目前还没有来申请的",
        "2 收了3台的安装告知，办完两台，还有一台缺材料让他们补去了",
        "2 使用登记办了2台，还有1台材料不齐，退回补正了",
        "2 收了4份，2份缺手续，已经通知业主补正",
    ],
)
def test_what_nobody_applied_for_or_others_were_told_to_mend_is_no_difficulty(said: str) -> None:
    assert kinds(said, LIFTS) == {2: AnswerKind.PROGRESS}


@pytest.mark.parametrize("said", ["没人干活，开不了工", "缺材料，让厂家补发还没到货", "没人来施工"])
def test_what_is_lacking_for_the_work_itself_stays_a_difficulty(said: str) -> None:
    assert kinds(said, HOMES) == {1: AnswerKind.BLOCKED}


@pytest.mark.parametrize(
    "said",
    [
        "老粮站产权没理清，我们接不过来，请财政局抓紧定",
        "图纸没定下来，请住建局抓紧定",
        "两处房子权属还没弄清",
    ],
)
def test_what_is_not_cleared_up_and_who_is_to_decide_it_is_a_difficulty(said: str) -> None:
    assert kinds(said, HOMES) == {1: AnswerKind.BLOCKED}


def test_who_is_asked_to_decide_soon_is_asked_for_help() -> None:
    (answer,) = understand("图纸没定下来，请住建局抓紧定", HOMES, TODAY).answers
    assert answer.needs == "住建局"


@pytest.mark.parametrize("said", ["算完事儿了", "我们这块儿算完事儿了"])
def test_an_end_that_is_counted_as_one_is_asked_about(said: str) -> None:
    (answer,) = understand(said, HOMES, TODAY).answers
    assert answer.confirm
    assert AnswerKind.DONE in {answer.kind, *answer.options} or answer.kind is AnswerKind.CLOSURE


def test_a_wish_for_some_days_beside_a_bad_outlook_is_one_for_time() -> None:
    answers = understand("能不能给缓些日子，28号真够呛", HOMES, TODAY).answers
    assert [(each.kind, each.new_date) for each in answers] == [(AnswerKind.EXTENSION, None)]


@pytest.mark.parametrize("said", ["28号真够呛", "月底怕是够呛", "11月底有点悬"])
def test_a_day_that_will_not_do_without_a_reason_is_asked_about(said: str) -> None:
    (answer,) = understand(said, HOMES, TODAY).answers
    assert answer.confirm
    assert {answer.kind, *answer.options} >= {AnswerKind.BLOCKED, AnswerKind.EXTENSION}


@pytest.mark.parametrize(
    "said",
    [
        "装好3台了，还差2台，城北那台业主还在扯皮，预计12月20号前整完",
        "腾了4处，还剩2处，有一处租户不配合，预计11月底全部腾完",
    ],
)
def test_trouble_with_some_of_what_is_left_is_kept_beside_the_progress_with_its_day(said: str) -> None:
    (answer,) = understand(said, HOMES, TODAY).answers
    assert (answer.kind, answer.confirm) == (AnswerKind.PROGRESS, False)
    assert answer.problem
    assert answer.expected is not None


@pytest.mark.parametrize(
    "said",
    ["装好3台了，还差2台，业主扯皮，推不动", "还差2台，业主扯皮，预计12月20号前整完", "腾了4处，还剩2处，租户不配合"],
)
def test_trouble_without_a_day_ahead_or_without_anything_done_stays_a_difficulty(said: str) -> None:
    assert kinds(said, HOMES) == {1: AnswerKind.BLOCKED}


def test_news_that_run_on_behind_no_change_are_not_kept_for_none() -> None:
    assert kinds("没有变化样老服务站已经开工一处", HOMES) == {}
    assert kinds("没有变化，还是上次那3处", HOMES) == {1: AnswerKind.NO_CHANGE}
