"""What is typed in one breath: the day of an end, a word that closes, several tasks with blanks between them."""

from collections.abc import Sequence
from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.language.values import Understanding
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
SURVEY = ("开展小区底数排查", "更新老化管网", "整理空中线缆")
HOMES = ("盘活闲置用房", "完善物业管理机制", "增设养老托育设施")
STATES = {
    AnswerKind.NO_CHANGE: "无变化",
    AnswerKind.PROGRESS: "推进中",
    AnswerKind.BLOCKED: "有困难",
    AnswerKind.RECEIVED: "签收",
}


def _heard(text: str, titles: Sequence[str] = ("打通消防通道",)) -> Understanding:
    tasks = [Shown(number, title, can_close=True) for number, title in enumerate(titles, 1)]
    return understand(text, tasks, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("还有两栋在收边 二十号能全收工", date(2025, 11, 20)),
        ("楼道清了三栋 废品拉了两车 十八号能收尾", date(2025, 11, 18)),
        ("外墙贴完了，不下雪的话12月18号前能扫尾", date(2025, 12, 18)),
    ],
)
def test_a_day_with_a_word_of_ending_is_when_it_is_expected(text: str, day: date) -> None:
    (answer,) = _heard(text).answers
    assert (answer.kind, answer.expected) == (AnswerKind.PROGRESS, day)


@pytest.mark.parametrize(
    "text",
    [
        "点位昨天都验过了，资料也齐，这项可以报办结了",
        "我们就出份名单 已经给他们了 我们这头可以销了吧",
        "能申请销号了",
    ],
)
def test_who_says_that_a_task_can_be_closed_is_asked_before_it_is(text: str) -> None:
    (answer,) = _heard(text).answers
    assert answer.kind is AnswerKind.CLOSURE
    assert answer.confirm


@pytest.mark.parametrize("text", ["还不能销了", "有3处可以销了", "月底可以申请办结"])
def test_what_cannot_be_closed_yet_or_is_a_part_closes_nothing(text: str) -> None:
    assert all(answer.kind is not AnswerKind.CLOSURE for answer in _heard(text).answers)


def test_what_is_done_and_handed_in_without_a_mark_between_may_be_all_of_it() -> None:
    (answer,) = _heard("1 查完了台账也报住建了", SURVEY).answers
    assert answer.confirm
    assert AnswerKind.CLOSURE in answer.options


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("1没动静 没人叫我们", "无变化"),
        ("上一任没交代，先签收", "签收"),
        ("前任没移交，我们进不了场，推不动", "有困难"),
    ],
)
def test_who_was_not_called_or_told_has_nothing_in_his_way_by_that_alone(text: str, state: str) -> None:
    answers = _heard(text, SURVEY if text[0] == "1" else SURVEY[:1]).answers
    assert [STATES[answer.kind] for answer in answers] == [state]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1和2没动静 养老看了三处院子，租金谈不下来", ["没动静", "没动静", "养老看了三处院子，租金谈不下来"]),
        ("1没变，物业换了两家", ["没变", "物业换了两家"]),
        ("1没变，2处房子的物业没签", ["没变，2处房子的物业没签"]),
    ],
)
def test_behind_numbers_without_news_the_name_of_another_task_begins_its_own_words(
    text: str, told: list[str]
) -> None:
    assert [answer.text for answer in _heard(text, HOMES).answers] == told


def test_a_difficulty_before_the_name_of_its_task_is_its_own_though_another_sentence_follows() -> None:
    heard = _heard("供电局不肯停电，跑了三趟没结果，线缆这项推不动。管网那边正常在换。", SURVEY)
    assert heard.unclear == ()
    assert [(answer.number, STATES[answer.kind]) for answer in heard.answers] == [(2, "推进中"), (3, "有困难")]
    assert "供电局不肯停电" in heard.answers[1].text
