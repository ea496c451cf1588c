"""A closing that was returned, and what was wrong with it, is told while the task is late, and asked of nobody."""

from dataclasses import replace
from datetime import date

from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import a_closure, a_report, a_task, an_assignment, at
from tests.digests import body_of
from tests.test_digest_newest_word import PAST, cells, read, said

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


def _closed(*before: Report, deadline: date = PAST, words: str = "柳湾站的闸门换了止水，9座都不漏了") -> str:
    again = said(words, LATELY, kind=AnswerKind.CLOSURE)
    own = an_assignment("县水务局", reports=[*before, again])
    return body_of(read(a_task(own, deadline=deadline, seq="6", title="更换闸门")))


def test_of_work_closed_late_the_closing_that_was_returned_is_told_once_before_what_was_done_since() -> None:
    text = _closed(returned())
    assert f"：{FOUND}，11月5日反馈柳湾站的闸门换了止水，9座都不漏了，11月5日办结（应于10月31日完成）。" in text
    assert text.count("退回") == 1


def test_of_several_that_were_returned_the_last_is_told() -> None:
    first = replace(returned(), at=at(date(2025, 10, 20)), decided_at=at(date(2025, 10, 22)), reason="缺验收单")
    text = _closed(first, returned())
    assert FOUND in text
    assert "缺验收单" not in text


def test_of_work_closed_in_time_or_without_a_reason_nothing_of_it_is_told() -> None:
    assert "退回" not in _closed(returned(), deadline=date(2025, 12, 15))
    assert "退回" not in _closed(replace(returned(), reason=None))


def test_what_was_returned_before_a_reopening_is_told_with_that_alone() -> None:
    opened = said("9座闸门全部换好", date(2025, 11, 3), kind=AnswerKind.CLOSURE)
    opened = replace(opened, withdrawn_at=at(date(2025, 11, 4)), reason="抽查1座漏水")
    assert "退回" not in _closed(returned(), opened)


def _asked_after(before: str) -> Digest:
    own = an_assignment("县水务局", reports=[said(before, date(2025, 10, 8), kind=AnswerKind.PROGRESS), returned()])
    return read(a_task(own, deadline=PAST, seq="6", title="更换闸门"))


def test_what_was_told_with_a_returned_closing_takes_the_place_of_older_words() -> None:
    found = _asked_after("9座闸门换好5座，配件没有到货")
    told_then = f"10月30日反馈9座闸门全部换好、申请办结，11月3日退回（{WHY}）"
    text = body_of(found)
    assert told_then in text
    assert "换好5座" not in text
    assert "配件" not in text
    cell = cells(found)
    assert cell["进展情况"].startswith(f"县水务局：{told_then}\n")
    assert "（10月8日反馈）" in cell["进展情况"]
    assert cell["存在问题"] == "县水务局：配件未到货（10月8日反馈）"


def test_a_returned_closing_without_words_leaves_the_older_ones() -> None:
    bare = replace(returned(), text="申请办结")
    own = an_assignment(
        "县水务局", reports=[said("9座闸门换好5座", date(2025, 10, 8), kind=AnswerKind.PROGRESS), bare]
    )
    text = body_of(read(a_task(own, deadline=PAST, seq="6", title="更换闸门")))
    assert FOUND in text
    assert "换好5座" in text
