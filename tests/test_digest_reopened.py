"""What the issue before told as closed and was opened again: a paper says so, and its counts follow those before."""

from dataclasses import replace
from datetime import date

from tasks_db.register import digest
from tasks_db.register.digest.values import Before, Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import WorkState
from tests.builders import NOW, a_closure, a_plan, a_register, a_task, an_assignment, at
from tests.digests import body_of
from tests.test_digest_newest_word import cells, said

ISSUED = date(2025, 9, 30)
WHY = "抽查20个站点，有5个没有通电"
AGAIN = "9月10日办结，10月9日重开（抽查20个站点，有5个没有通电）"


def _first() -> Report:
    return replace(
        a_closure(date(2025, 9, 8), approved=date(2025, 9, 10)), withdrawn_at=at(date(2025, 10, 9)), reason=WHY
    )


def _task(*reports: Report, deadline: date = date(2025, 10, 31)) -> Task:
    made = an_assignment("县林业局", reports=[_first(), *reports])
    return a_task(made, deadline=deadline, seq="6", title="布设巡护站点")


def _compiled(*tasks: Task, was: WorkState = WorkState.CLOSED) -> Digest:
    before = Before("2", ISSUED, tuple((t.id, was) for t in tasks), as_of=at(ISSUED, 17), year=2025)
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, before=before, reviewed_only=True)


def test_what_was_closed_again_says_so_and_is_no_new_closing() -> None:
    last = replace(a_closure(date(2025, 11, 4), approved=date(2025, 11, 5)), text="5个站点全部通电")
    found = _compiled(_task(last))
    text = body_of(found)
    assert "5个站点全部通电，11月5日再次办结（应于10月31日完成）；该项" + AGAIN + "。" in text
    assert "已办结1项（100.0%，本期1项；第6项上期已办结，重开后再次办结，计入本期）" in text
    assert "相比，第6项重开后再次办结" in text
    assert "新办结" not in text.replace("没有新办结", "")
    assert "9月10日办结，10月9日重开" in cells(found)["状态"]


def test_what_is_open_again_is_told_with_its_work_and_in_the_counts() -> None:
    found = _compiled(_task(said("3个站点通电", date(2025, 11, 4))))
    text = body_of(found)
    assert "3个站点通电，" + AGAIN in text
    assert "第6项上期已办结，本期重开" in text
    assert AGAIN in cells(found)["状态"]
    assert "（上期：\n已办结）" in cells(found)["状态"]


def test_what_the_office_had_closed_by_its_own_hand_keeps_no_day_but_that_it_was_closed() -> None:
    own = an_assignment("县林业局", reports=[said("进度20%，换杆3根", date(2025, 11, 4), percent=20)])
    found = _compiled(a_task(own, deadline=date(2025, 12, 15), seq="6"))
    assert "上期已办结，此后重开" in body_of(found)


def test_what_was_opened_again_before_the_last_issue_is_told_no_more_once_it_is_closed() -> None:
    last = replace(a_closure(date(2025, 11, 4), approved=date(2025, 11, 5)), text="5个站点全部通电")
    task = _task(last)
    before = Before("3", date(2025, 10, 20), ((task.id, WorkState.BEHIND),), as_of=at(date(2025, 10, 20), 17))
    found = digest.compile(a_register(a_plan(task)), as_of=NOW, before=before, reviewed_only=True)
    assert "重开" not in body_of(found)
    assert "新办结1项" in body_of(found)
