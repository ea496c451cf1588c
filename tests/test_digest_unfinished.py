"""A late task that each member of a group does for itself names who has not finished, each with its own words."""

from datetime import date

from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, Role
from tests.builders import a_checkpoint, a_group, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import PAST, cells, read, said

EARLY, LATER, LATEST = date(2025, 10, 15), date(2025, 10, 29), date(2025, 11, 5)
DUE = a_checkpoint(PAST)


def mapped(**reports: list[Report]) -> Task:
    towns = [an_assignment(name, Role.RESPONSIBLE, reports=said_by) for name, said_by in reports.items()]
    return a_task(*a_group("各乡镇", towns), deadline=DUE, seq="4", title="登记灌溉机井")


def finished(words: str, day: date) -> Report:
    return said(words, day, kind=AnswerKind.DONE, checkpoint=DUE)


def late(last: list[Report]) -> Digest:
    before = said("机井登记表人手不够", EARLY, kind=AnswerKind.BLOCKED, problem="人手不够")
    return read(
        mapped(
            云溪乡=[before, finished("已完成，41眼全部挂牌", LATEST)],
            石梁镇=[finished("已完成，26眼挂牌", LATER)],
            柳湾乡=last,
        )
    )


def test_who_has_not_finished_is_named_with_its_promise_that_is_over_and_who_has_is_not() -> None:
    text = body_of(late([said("预计11月2日完成", EARLY)]))
    assert "未完成的有柳湾乡（10月15日反馈预计11月2日完成，所报时间已过）" in text
    assert "云溪乡11月5日" not in text
    assert "41眼" not in text


def test_a_promise_of_a_day_that_is_to_come_is_none_that_is_over() -> None:
    text = body_of(late([said("17眼已登记，预计11月28日完成", EARLY)]))
    assert "未完成的有柳湾乡（10月15日反馈17眼已登记，预计11月28日完成）" in text


def test_a_day_on_which_something_was_done_is_no_promise() -> None:
    assert "未完成的有柳湾乡（10月15日反馈10月9日已开始登记）" in body_of(late([said("10月9日已开始登记", EARLY)]))


def test_who_never_told_anything_is_named_as_such() -> None:
    assert "未完成的有柳湾乡（未反馈）" in body_of(late([]))


def test_a_trouble_of_a_member_that_has_finished_is_none_of_the_task() -> None:
    assert "人手" not in cells(late([said("预计11月2日完成", EARLY)]))["存在问题"]


def test_several_are_named_each_with_its_own_words() -> None:
    found = read(mapped(云溪乡=[said("41眼登记了30眼", LATEST)], 石梁镇=[], 柳湾乡=[finished("已完成", LATER)]))
    assert "未完成的有云溪乡（11月5日反馈41眼登记了30眼）、石梁镇（未反馈）" in body_of(found)
