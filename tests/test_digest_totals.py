"""A recurring task's paper tells the figures of the period, and not those of its last month for them."""

from datetime import date

import pytest

from tasks_db.register import digest
from tasks_db.register.digest.facts import in_short
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.totals import Total, total
from tasks_db.register.values import Checkpoint
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of, paper_of

PERIOD = Period("2025年10月至11月", "本期", date(2025, 10, 1), date(2025, 11, 12))
DAYS = (date(2025, 10, 8), date(2025, 10, 24), date(2025, 11, 7))


def told(*texts: str, checkpoint: Checkpoint | None = None) -> Total | None:
    said = zip(texts, DAYS, strict=False)
    return total([(a_report(text=text, day=day, checkpoint=checkpoint), text) for text, day in said], PERIOD)


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        # a figure that falls is no running total, nor are those beside it
        (("巡诊34场，服务2100人次", "巡诊29场，服务2200人次", "巡诊31场，服务2300人次"), "巡诊94场，服务6600人次"),
        (("本月清运1.5吨", "本月清运2吨"), "清运3.5吨"),
        # it may be one where nothing falls: each stands for itself
        (("建成站点3处", "建成站点5处", "建成站点8处"), "建成站点3、5、8处"),
        # other things, or a fact without a figure: nothing is said of the whole
        (("巡诊34场", "服务老人2100人次"), None),
        (("巡诊34场，全部建档", "巡诊30场，全部建档"), None),
        (("巡诊34场",), None),
        # and a running total by its own words is what its last figure says
        (("累计巡查30次", "累计巡查52次"), None),
    ],
)  # fmt: skip
def test_figures_are_added_up_only_where_they_cannot_be_running_totals(
    texts: tuple[str, ...], whole: str | None
) -> None:
    found = told(*texts)
    assert (found.text if found else None) == whole


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        # of every month of the period, so they are the period's
        (("10月份巡堤12公里，排除险情3处", "11月份巡堤15公里，排除险情4处"), "巡堤27公里，排除险情7处"),
        # the second month is not there, is there twice, or the third is another period's
        (("9月份巡堤12公里", "11月份巡堤15公里"), None),
        (("10月份巡堤12公里", "10月份巡堤15公里"), None),
        (("9月份巡堤12公里", "10月份巡堤15公里", "11月份巡堤9公里"), None),
        # other things were counted, or the month is the day of something
        (("10月份巡堤12公里", "11月份巡堤15公里，排除险情4处"), None),
        (("10月底建成站点3处", "11月初建成站点5处"), None),
    ],
)
def test_figures_that_name_their_month_are_added_up_where_every_month_of_the_period_is_there(
    texts: tuple[str, ...], whole: str | None
) -> None:
    found = told(*texts)
    assert (found.text if found else None) == whole


def test_two_reports_of_one_round_are_never_added() -> None:
    asked = a_checkpoint(date(2025, 10, 25), CheckpointKind.ROUND)
    assert told("巡诊34场", "巡诊30场", checkpoint=asked) is None


def test_the_paper_tells_the_whole_with_its_days_and_the_annex_the_last_words_beside_it() -> None:
    words = ("探访1860人次，发现隐患18处，整改11处", "探访2050人次，发现隐患9处，整改9处")
    said = [
        a_report(AnswerKind.PROGRESS, day, text=text, status=ReportStatus.ACCEPTED, decided=day)
        for text, day in zip(words, DAYS[1:], strict=True)
    ]
    task = a_task(an_assignment("县民政局", reports=said), standing=True, seq="9")
    found = digest.compile(a_register(a_plan(task)), as_of=NOW, reviewed_only=True)
    text = body_of(found)
    assert "：本期2次反馈合计，探访3910人次，发现隐患27处，整改20处。" in text
    (row,) = paper_of(found).annexes[0].table.rows
    last = "县民政局：探访2050人次，发现隐患9处，整改9处（11月7日反馈"
    assert f"{last}；本期2次反馈（10月24日、11月7日）合计，探访3910人次，发现隐患27处，整改20处）" in row


def test_what_was_found_is_not_told_without_what_was_put_right() -> None:
    assert (
        in_short("探访独居老人2110人次，发现隐患14处，整改12处，慰问3户")
        == "探访独居老人2110人次，发现隐患14处，整改12处"
    )
