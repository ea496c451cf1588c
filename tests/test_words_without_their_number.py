"""A number that only says which task is meant stays out of what is kept and told; a figure's own digits never do."""

from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.register.digest.facts import fact_in

SHOWN = [Shown(1, "制定欺凌防治办法", can_close=False), Shown(2, "检查校车", can_close=False)]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1 看了稿子，没有不同意见", "看了稿子，没有不同意见"),
        ("第2项：对方说的是另一条路上的", "对方说的是另一条路上的"),
    ],
)
def test_what_is_asked_about_one_task_is_kept_without_its_number(said: str, kept: str) -> None:
    (asked,) = understand(said, SHOWN, date(2025, 11, 3)).unclear
    assert asked.text == kept


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("申请办结，5.62万人的体检结果都发给家长了", "5.62万人的体检结果都发给家长了"),
        ("2.4公里护栏全部装完", "2.4公里护栏全部装完"),
        ("3. 护栏全部装完，共2.4公里", "护栏全部装完，共2.4公里"),
    ],
)
def test_a_paper_tells_a_figure_whole_that_begins_a_clause(said: str, told: str) -> None:
    assert fact_in(said) == told
