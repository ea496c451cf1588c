"""A percent from before the period never stands alone where somebody has told more since, and has been heard."""

from datetime import date
from typing import Any

from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import NOW, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import PAST, body_of

BEFORE, EARLIER, LATELY = date(2025, 8, 20), date(2025, 10, 21), date(2025, 11, 5)
AHEAD = date(2025, 12, 15)


def said(text: str, day: date, **more: Any) -> Report:
    reviewed: dict[str, Any] = {"status": ReportStatus.ACCEPTED, "decided": day}
    return a_report(text=text, day=day, **(reviewed | more))


def read(task: Task) -> Digest:
    return digest.compile(a_register(a_plan(task)), as_of=NOW, reviewed_only=True)


def led(*helpers: Report, deadline: date = AHEAD, own: tuple[Report, ...] = ()) -> Task:
    figure = said("进度35%，调出旧肥300吨", BEFORE, percent=35)
    units = ("县农资公司", "县财政局", "县交通局")
    return a_task(
        an_assignment("县供销社", reports=[figure, *own]),
        *(an_assignment(u, Role.RESPONSIBLE, reports=[r]) for u, r in zip(units, helpers, strict=False)),
        deadline=deadline,
        title="更新储备化肥",
        content="更新储备化肥800吨",
        seq="3",
    )


TOLD = "县农资公司10月21日反馈累计调出旧肥800吨，调入新肥600吨，还有200吨在路上"


def test_newer_words_of_a_unit_that_counts_the_work_stand_beside_an_old_percent() -> None:
    moved = said("累计调出旧肥800吨，调入新肥600吨，还有200吨在路上", EARLIER)
    paid = said("拨付补贴12万元", LATELY)
    for deadline in (AHEAD, NOW.date(), PAST):
        text = body_of(read(led(moved, paid, deadline=deadline)))
        assert "8月20日反馈进度35%" in text
        assert TOLD in text


def test_words_of_the_period_alone_that_were_reviewed_count_as_newer() -> None:
    for helper in (
        said("调入新肥600吨", BEFORE),
        said("调入新肥600吨", LATELY, status=ReportStatus.SUBMITTED, decided=None),
    ):
        assert "新肥" not in body_of(read(led(helper)))
    fresh = said("进度60%", LATELY, percent=60)
    assert "新肥" not in body_of(read(led(said("调入新肥600吨", EARLIER), own=(fresh,)))), (
        "its percent is of the period"
    )


def test_newer_words_of_the_unit_itself_are_told_though_they_lack_nothing() -> None:
    own = said("累计调入新肥600吨", LATELY, kind=AnswerKind.PROGRESS)
    text = body_of(read(led(said("拨付补贴12万元", EARLIER), own=(own,))))
    assert "8月20日反馈进度35%，按时间应达" in text
    assert "11月5日反馈累计调入新肥600吨" in text
    assert "补贴" not in text
