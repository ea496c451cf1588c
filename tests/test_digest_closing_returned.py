"""A closing that was returned, and what was wrong with it, is told while the task is late, and asked of nobody."""

from dataclasses import replace
from datetime import date

from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import a_closure, a_report, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import PAST, read, said

ASKED, BACK, LATELY = date(2025, 10, 30), date(2025, 11, 3), date(2025, 11, 5)
WHY = "复查柳湾站的闸门还是漏水"
FOUND = f"10月30日申请办结，11月3日退回（{WHY}）"


def returned() -> Report:
    report = a_report(AnswerKind.CLOSURE, ASKED, text="9座闸门全部换好", status=ReportStatus.RETURNED, decided=BACK)
    return replace(report, reason=WHY)


def told(*reports: Report) -> str:
    own = an_assignment("县水务局", reports=list(reports))
    return body_of(read(a_task(own, deadline=PAST, seq="6", title="更换闸门")))


def test_a_returned_closing_says_what_was_wrong_and_the_reason_is_asked_of_nobody() -> None:
    text = told(returned(), said("柳湾站的闸门换了止水", LATELY, kind=AnswerKind.PROGRESS))
    assert FOUND in text
    assert "逾期原因" not in text


def test_what_was_told_since_stands_behind_it_with_its_day_and_whole() -> None:
    words = "柳湾站的闸门换了止水，现在不漏了，东口站有1扇关不严"
    assert f"{FOUND}，11月5日反馈{words}" in told(returned(), said(words, LATELY, kind=AnswerKind.PROGRESS))


def test_without_a_returned_closing_the_reason_is_asked_for() -> None:
    assert "报送逾期原因" in told(said("柳湾站的闸门换了止水", LATELY, kind=AnswerKind.PROGRESS))


def test_a_closing_that_was_asked_for_again_takes_the_place_of_the_returned_one() -> None:
    again = replace(a_closure(LATELY), text="柳湾站的闸门不漏了")
    assert FOUND not in told(returned(), again)
