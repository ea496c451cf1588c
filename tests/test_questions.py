"""Questions and orders in plain Chinese; a report is never taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_db.language.questions import (
    Filters,
    Form,
    Order,
    Question,
    QuestionKind,
    Said,
    Sureness,
    UnknownKind,
    hear,
)
from tests.question_names import CIVIL, MONEY, NAMES, SCHOOLS
from tests.question_table import (
    PEOPLE,
    REPORTS,
    TABLE,
    TODAY,
    TWO_WAYS,
    UNKNOWN,
    Row,
    asks,
)
from tests.utterance_case import Case
from tests.utterance_table import TABLE as UTTERANCES

K = QuestionKind


@pytest.mark.parametrize("row", TABLE, ids=[f"{who} {words}" for who, words, _ in TABLE])
def test_a_question_or_an_order_is_understood(row: Row) -> None:
    who, words, wants = row
    heard = hear(words, NAMES, TODAY, speaks=PEOPLE[who])
    assert heard is not None
    assert (heard.best, heard.unknown, heard.sureness) == (wants, (), Sureness.SURE)


@pytest.mark.parametrize(("words", "kind", "text"), UNKNOWN, ids=[words for words, _, _ in UNKNOWN])
def test_what_no_word_explains_is_told(words: str, kind: UnknownKind, text: str) -> None:
    heard = hear(words, NAMES, TODAY)
    assert heard is not None
    assert [(one.kind, one.text) for one in heard.unknown] == [(kind, text)]


@pytest.mark.parametrize(("words", "meant"), TWO_WAYS)
def test_what_may_be_meant_in_two_ways_is_left_open(words: str, meant: frozenset[Filters]) -> None:
    heard = hear(words, NAMES, TODAY)
    assert heard is not None
    assert heard.best is None
    assert {one.wants.filters for one in heard.readings if isinstance(one.wants, Question)} == meant


@pytest.mark.parametrize("words", REPORTS)
def test_what_a_unit_reports_is_no_question(words: str) -> None:
    assert hear(words, NAMES, TODAY, speaks=True) is None


@pytest.mark.parametrize("case", [case for case in UTTERANCES if case.said], ids=lambda case: case.text)
def test_an_answer_is_never_taken_for_a_question(case: Case) -> None:
    assert hear(case.text, NAMES, TODAY, speaks=True) is None


def test_an_order_that_a_unit_may_mean_as_its_wish_is_left_open() -> None:
    heard = hear("第5项延到明年1月底", NAMES, TODAY, speaks=True)
    assert heard is not None
    assert heard.sureness is Sureness.OPEN


def test_a_reading_says_which_words_speak_for_it() -> None:
    heard = hear("民政局牵头的任务进展", NAMES, TODAY)
    assert heard is not None
    assert set(heard.readings[0].evidence) == {"民政局", "牵头的任务", "进展"}


FOLLOW_UPS = (
    (asks(K.PROGRESS, unit_ids=CIVIL), "那教育局呢", asks(K.PROGRESS, unit_ids=SCHOOLS)),
    (asks(K.OVERDUE), "财政局呢", asks(K.OVERDUE, unit_ids=MONEY)),
    (asks(K.DUE, unit_ids=CIVIL), "那下周呢", None),
    (asks(K.UNREPORTED), "按单位", asks(K.UNREPORTED, form=Form.BY_UNIT)),
    (asks(K.OVERDUE), "导出来", asks(K.OVERDUE, form=Form.FILE)),
    (asks(K.OVERDUE), "下一页", asks(K.OVERDUE, page=1)),
    (asks(K.OVERDUE, page=1), "上一页", asks(K.OVERDUE)),
    (asks(K.OVERDUE), "还有吗", asks(K.OVERDUE, page=1)),
    (asks(K.OVERDUE, unit_ids=CIVIL), "民政局进展", asks(K.PROGRESS, unit_ids=CIVIL)),
)


@pytest.mark.parametrize(("before", "words", "wants"), FOLLOW_UPS, ids=[words for _, words, _ in FOLLOW_UPS])
def test_a_follow_up_keeps_the_frame(before: Question, words: str, wants: Question | None) -> None:
    heard = hear(words, NAMES, TODAY, Said(before, listed=True))
    assert heard is not None
    if wants is not None:
        assert heard.best == wants
    else:  # the unit stays, the days are new
        best = heard.best
        assert isinstance(best, Question)
        assert (best.filters.unit_ids, best.filters.since is None) == (before.filters.unit_ids, False)


def test_without_a_question_before_it_a_follow_up_is_none() -> None:
    assert hear("下一页", NAMES, TODAY) is None


SIMPLE = "逾期进展任务教委财政局民政李志胜县我的谁没报指标3 ？已完成方案哪些除了催一下延到明年底的管网电梯"


@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from(SIMPLE), max_size=24), speaks=st.booleans())
def test_names_in_what_is_heard_are_always_names_of_the_vocabulary(text: str, *, speaks: bool) -> None:
    heard = hear(text, NAMES, TODAY, speaks=speaks)
    units, tasks = {unit.id for unit in NAMES.units}, {task.id for task in NAMES.tasks}
    for one in heard.readings if heard is not None else ():
        named = one.wants if isinstance(one.wants, Order) else one.wants.filters
        assert set(named.unit_ids) <= units
        assert set(named.task_ids) <= tasks


@settings(deadline=None)
@given(text=st.text(), speaks=st.booleans())
def test_no_text_breaks_the_grammar_of_questions(text: str, *, speaks: bool) -> None:
    hear(text, NAMES, TODAY, speaks=speaks)


@settings(deadline=None)
@given(st.sampled_from([row for row in TABLE if row[0] == "召"]), st.text("甲乙丙丁戊己庚辛", min_size=3, max_size=6))
def test_unknown_words_in_a_question_are_always_told(row: Row, strange: str) -> None:
    heard = hear(f"{strange}，{row[1]}", NAMES, TODAY)
    assert heard is None or strange in "".join(one.text for one in heard.unknown)


def test_every_kind_of_question_has_a_row() -> None:
    asked = {wants.kind for _, _, wants in TABLE if isinstance(wants, Question)}
    assert asked == set(K)
