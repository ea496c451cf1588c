"""What is said once more: the same answer, a date done twice, a request beside a request (R7)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tasks_db.register import progress
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_report, a_task, an_assignment

TODAY, YESTERDAY = date(2025, 11, 12), date(2025, 11, 11)
K = AnswerKind
FIRST, SECOND, LAST = (
    a_checkpoint(date(2025, 11, 14), CheckpointKind.MILESTONE),
    a_checkpoint(date(2025, 11, 21), CheckpointKind.MILESTONE),
    a_checkpoint(date(2025, 12, 31)),
)
EARLIER_TODAY = NOW - timedelta(hours=1)


def repeated(before: Report, given: Given, *, draft: bool = False) -> bool:
    """Whether words of now are the report that is there already; they are about the first date."""
    task = a_task(an_assignment(reports=[before]), deadline=LAST, checkpoints=[FIRST])
    (share,) = task.assignments
    return progress.repeated(task, share, share.dues[0].id, given, NOW, draft=draft) is not None


def half(**fields: Any) -> Report:
    known: dict[str, Any] = {"checkpoint": FIRST, "percent": 50, "text": "完成一半", "at": EARLIER_TODAY}
    return a_report(K.PROGRESS, **known | fields)


SAME = Given(K.PROGRESS, percent=50, text="完成一半")


@pytest.mark.parametrize(
    ("case", "before", "given", "same"),
    [
        ("words sent twice are one answer", half(), SAME, True),
        ("so they are once they are accepted", half(status=ReportStatus.ACCEPTED, decided=TODAY), SAME, True),
        ("the same words of another day are another", half(at=NOW - timedelta(days=1)), SAME, False),
        ("so are other words", half(), Given(K.PROGRESS, percent=50, text="完成一半，已验收"), False),
        ("another figure", half(), Given(K.PROGRESS, percent=60, text="完成一半"), False),
        ("the same words of another date", half(checkpoint=LAST), SAME, False),
        ("what was returned", half(status=ReportStatus.RETURNED, decided=TODAY), SAME, False),
        ("what was taken back", half(withdrawn=TODAY), SAME, False),
        ("a draft is no answer", half(status=ReportStatus.DRAFT), SAME, False),
        ("it is signed for once, whenever", a_report(K.RECEIVED, date(2025, 11, 3)), Given(K.RECEIVED), True),
        ("and an answer signs for nothing", half(), Given(K.RECEIVED), False),
    ],
)
def test_the_same_answer_again_is_one_answer(case: str, before: Report, given: Given, *, same: bool) -> None:
    assert repeated(before, given) == same, case


def test_a_date_that_is_done_is_done_once_and_the_next_is_not() -> None:
    """已完成 said again of a date never finishes the next one; other words go to what is owed now."""
    done = a_report(K.DONE, YESTERDAY, checkpoint=FIRST, percent=100)
    unit = an_assignment(role=Role.RESPONSIBLE, reports=[done])
    task = a_task(an_assignment("县财政局"), unit, deadline=LAST, checkpoints=[FIRST, SECOND])
    share = task.assignments[1]
    again = progress.apply(task, share, share.dues[0].id, Given(K.DONE, percent=100), NOW)
    assert again.checkpoint_id == FIRST.id
    more = progress.apply(task, share, share.dues[0].id, Given(K.PROGRESS, percent=60), NOW)
    assert more.checkpoint_id == SECOND.id
    assert progress.satisfied_by(task, share, share.dues[1], NOW) is None


@pytest.mark.parametrize(
    ("new", "taken"), [(YESTERDAY, False), (TODAY, False), (TODAY + timedelta(days=1), True), (None, False)]
)
def test_more_time_is_asked_for_until_a_day_that_is_to_come(new: date | None, *, taken: bool) -> None:
    """Also of a date that is over: a day between the two is past as well."""
    over = a_checkpoint(date(2025, 11, 7))
    task = a_task(deadline=over)
    given = Given(K.EXTENSION, text="雨季", new_date=new)
    if taken:
        assert progress.apply(task, task.assignments[0], None, given, NOW).checkpoint_id == over.id
    else:
        with pytest.raises(AnswerRefused, match=r"延期的日期要晚于现在的时限（2025-11-07）和今天"):
            progress.apply(task, task.assignments[0], None, given, NOW)


def test_of_two_requests_the_later_is_told_and_the_earlier_stops_the_ladder() -> None:
    first = a_report(K.EXTENSION, date(2025, 11, 3), checkpoint=LAST, new_date=date(2026, 1, 9))
    later = a_report(K.EXTENSION, date(2025, 11, 4), checkpoint=LAST, new_date=date(2026, 1, 20))
    for reports in ([first, later], [later, first]):
        task = a_task(an_assignment(reports=reports), deadline=LAST)
        (share,) = task.assignments
        told, stops = (
            progress.pending_request(share, NOW),
            progress.stopping_request(task, share, share.dues[0], NOW),
        )
        assert (told and told.id, stops and stops.id) == (later.id, first.id)
