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
