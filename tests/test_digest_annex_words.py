"""What a digest's annexes say in few words: why a report is late, what a unit expects, in its own words."""

from datetime import date
from typing import Any

import pytest

from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import a_checkpoint, a_group, a_report, a_task, an_assignment
from tests.digests import compiled, paper_of
from tests.test_digest_newest_word import cells, led, said

PAST = date(2025, 10, 31)


def rows(*reports: Any) -> list[str]:
    deadline = a_checkpoint(PAST)
    reports = tuple(given(deadline) for given in reports)
    task = a_task(an_assignment("县粮食局", reports=list(reports)), deadline=deadline, title="修缮粮仓", seq="3")
    return [cell for row in paper_of(compiled(task)).annexes[1].table.rows for cell in row]


def test_a_late_report_says_which_earlier_word_is_none_and_what_was_refused() -> None:
    printed = rows(
        lambda to: said("进度40%，修缮粮仓3座", date(2025, 7, 15), percent=40, checkpoint=to),
        lambda to: a_report(
            AnswerKind.EXTENSION, date(2025, 10, 27), text="申请延期到12月31日", new_date=date(2025, 12, 31),
            status=ReportStatus.RETURNED, decided=date(2025, 10, 28), checkpoint=to,
        ),
        lambda to: said("进度80%，修缮粮仓6座", date(2025, 11, 5), percent=80, checkpoint=to),
    )  # fmt: skip
    assert "迟报（11月5日报送；7月15日的反馈早于催报，不计；10月27日申请延期未获同意）" in printed


def test_a_late_report_without_anything_before_it_says_no_more_than_its_day() -> None:
    assert "迟报（11月5日报送）" in rows(lambda to: said("进度80%", date(2025, 11, 5), percent=80, checkpoint=to))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("进度50%，完成屋面，预计12月底完工", "预计12月底完工"),
        ("进度50%，完成屋面，下一步安装门窗，力争12月中旬验收", "下一步安装门窗，力争12月中旬验收"),
        ("进度50%，完成屋面", "预计2025年12月31日完成"),
    ],
)
def test_the_day_that_a_unit_expects_is_told_once_and_in_its_own_words(text: str, told: str) -> None:
    found = compiled(led(said(text, percent=50, expected=date(2025, 12, 31))))
    assert cells(found)["下一步"] == told


def test_of_a_group_it_is_said_who_expects_it_and_the_column_is_wide_enough() -> None:
    words = said("进度50%，完成屋面，预计12月底完工", percent=50, expected=date(2025, 12, 31))
    towns = [an_assignment("云乡", Role.RESPONSIBLE, reports=[words]), an_assignment("石乡", Role.RESPONSIBLE)]
    found = compiled(a_task(*a_group("各乡镇", towns), deadline=date(2025, 12, 31)))
    assert cells(found)["下一步"] == "云乡：预计12月底完工"
    (annex, *_) = paper_of(found).annexes
    assert annex.widths[annex.table.headers.index("下一步")] >= 18
