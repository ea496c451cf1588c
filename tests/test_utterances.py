"""What a liaison types is understood as the table says, and otherwise asked back, never guessed."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_db.language import Answer, Intent, Shown, Unclear, UnclearKind, understand
from tasks_db.language.days import dates
from tasks_db.terms import AnswerKind
from tests.days_table import day_said
from tests.utterance_case import (
    CLOSURE,
    FIVE,
    FIVE_LEAD,
    ONE,
    ONE_LEAD,
    ONLY_THREE,
    SIXTEEN,
    TODAY,
    Asked,
    Case,
    Said,
)
from tests.utterance_kinds import ASKING, KINDS, PUT_APART, SHORTER
from tests.utterance_signs import SIGNS
from tests.utterance_table import TABLE


def _said(answer: Answer) -> Said:
    return Said(
        answer.number,
        answer.kind,
        percent=answer.percent,
        needs=answer.needs,
        expected=answer.expected,
        new_date=answer.new_date,
        problem=answer.problem is not None,
        confirm=answer.confirm,
    )


def _asked(unclear: Unclear) -> Asked:
    return Asked(unclear.kind, unclear.numbers)


def _as_case(case: Case) -> Case:
    heard = understand(case.text, case.shown, TODAY)
    return Case(
        case.text,
        case.shown,
        tuple(map(_said, heard.answers)),
        tuple(map(_asked, heard.unclear)),
        heard.intent,
        case.clear,
        heard.undone,
    )


def _name(case: Case) -> str:
    closing = "可办结" if any(each.can_close for each in case.shown) else ""
    return f"{case.text}|{len(case.shown)}项{closing}".replace("\n", "⏎")


@pytest.mark.parametrize("case", [*TABLE, *KINDS, *PUT_APART, *SHORTER, *ASKING, *SIGNS], ids=_name)
def test_the_utterance_is_read_as_the_table_says(case: Case) -> None:
    assert _as_case(case) == case


def first_try_share(cases: Iterable[Case]) -> float:
    """Of what a careful colleague understands without asking, the share read as expected with nothing asked back."""
    clear = [case for case in cases if case.clear]
    understood = [case for case in clear if _as_case(case) == case and not case.asked]
    return len(understood) / len(clear)


def test_nearly_all_that_a_careful_colleague_understands_is_understood_at_first_try(
    record_property: Callable[[str, object], None],
) -> None:
    share = first_try_share(TABLE)
    record_property("first_try_share", share)
    print(f"understood at first try: {share:.1%} of {sum(case.clear for case in TABLE)}")  # noqa: T201 (a report)
    assert share >= 0.95


def test_a_question_in_the_middle_does_not_lose_the_answer_before_it() -> None:
    heard = understand("3 已完成，5 什么时候要报？", FIVE, TODAY)
    assert [answer.number for answer in heard.answers] == [3]
    assert heard.unclear == (Unclear(UnclearKind.QUESTION, (5,), "什么时候要报？"),)


def test_the_words_are_kept_as_the_person_typed_them() -> None:
    heard = understand("５　进度６０％，资金未到位，需财政局协调。", FIVE, TODAY)
    (answer,) = heard.answers
    assert answer.text == "进度６０％，资金未到位，需财政局协调。"
    assert answer.problem == "资金未到位，需财政局协调"


def test_a_statement_without_a_number_speaks_of_the_task_whose_title_it_names() -> None:
    (answer,) = understand("河道清淤已完成", FIVE_LEAD, TODAY).answers
    assert (answer.number, answer.kind, answer.confirm) == (4, CLOSURE, True)


def test_words_that_two_titles_share_name_none_of_them() -> None:
    alike = (Shown(1, "东片区管网改造", can_close=False), Shown(2, "西片区管网改造", can_close=False))
    (asked,) = understand("管网已完成60%", alike, TODAY).unclear
    assert (asked.kind, asked.numbers) == (UnclearKind.NO_NUMBER, (1, 2))


def test_once_the_task_is_chosen_the_same_words_are_understood_for_it_alone() -> None:
    (asked,) = understand("完成了3个", FIVE_LEAD, TODAY).unclear
    (answer,) = understand(asked.text, FIVE_LEAD[1:2], TODAY).answers
    assert (answer.number, answer.kind, answer.text) == (2, AnswerKind.PROGRESS, "完成了3个")


def test_two_contradicting_statements_on_one_task_are_asked_back_with_both() -> None:
    heard = understand("3 已完成\n3 没有变化", FIVE, TODAY)
    assert heard.answers == ()
    assert heard.unclear == (
        Unclear(UnclearKind.AMBIGUOUS, (3,), "已完成；没有变化", (AnswerKind.DONE, AnswerKind.NO_CHANGE)),
    )


def test_a_number_nobody_was_shown_makes_the_rest_of_the_message_wait_for_a_button() -> None:
    heard = understand("1 推进中\n8 推进中", FIVE, TODAY)
    assert [(answer.number, answer.confirm) for answer in heard.answers] == [(1, True)]


def test_a_rest_of_which_nothing_is_left_is_asked_back() -> None:
    heard = understand("1-5已完成，其余推进中", FIVE, TODAY)
    assert len(heard.answers) == 5
    assert [unclear.kind for unclear in heard.unclear] == [UnclearKind.NO_NUMBER]


def test_nothing_is_answered_when_nothing_was_shown() -> None:
    assert understand("收到", (), TODAY).answers == ()
    assert understand("3 已完成", (), TODAY).unclear[0].kind is UnclearKind.UNKNOWN_NUMBER


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_PIECES = st.sampled_from(
    [
        *"1234567890359、，,。；:. \n-%％?？~③了都和项号月底没未还已在不",
        *(
            "已完成",
            "完成了",
            "推进中",
            "办结",
            "申请办结",
            "无变化",
            "资金未到位",
            "需财政局协调",
            "其余",
            "除了",
            "全部",
        ),
        *(
            "预计",
            "月底",
            "12月20日",
            "下周五",
            "百分之",
            "六成",
            "进度",
            "申请延期到",
            "第",
            "任务",
            "收到",
            "撤销",
            "同上",
        ),
        *("个", "家", "3月底", "明天", "不是我们的", "吗", "基本", "公里", "2025年", "见附件", "其他", "十", "三"),
    ]
)
_TYPED = st.one_of(st.text(), st.lists(_PIECES, max_size=12).map("".join))
_SHOWN = st.sampled_from([FIVE, FIVE_LEAD, SIXTEEN, ONE, ONE_LEAD, ONLY_THREE, ()])
_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(_TYPED, _SHOWN, _DAYS)
def test_whatever_is_typed_no_answer_lands_on_a_task_that_was_not_shown(
    text: str, shown: Sequence[Shown], today: date
) -> None:
    heard = understand(text, shown, today)
    numbers = [answer.number for answer in heard.answers]
    assert set(numbers) <= {each.number for each in shown}
    assert numbers == sorted(set(numbers))


@given(_TYPED, _SHOWN, _DAYS)
def test_whatever_is_typed_no_closure_is_asked_for_without_a_button(
    text: str, shown: Sequence[Shown], today: date
) -> None:
    can_close = {each.number for each in shown if each.can_close}
    for answer in understand(text, shown, today).answers:
        assert answer.kind is not AnswerKind.CLOSURE or answer.confirm
        assert answer.kind is not AnswerKind.DONE or answer.number not in can_close


@given(_TYPED, _SHOWN, _DAYS)
def test_whatever_is_typed_the_values_stay_within_their_bounds(
    text: str, shown: Sequence[Shown], today: date
) -> None:
    for answer in understand(text, shown, today).answers:
        assert answer.percent is None or 0 <= answer.percent <= 100
        assert answer.expected is None or answer.expected >= today
        assert answer.text == answer.text.strip()
        for part in answer.text.split("；"):
            assert part in text


@given(_TYPED, _SHOWN)
def test_every_message_is_answered_asked_back_or_a_courtesy(text: str, shown: Sequence[Shown]) -> None:
    heard = understand(text, shown, TODAY)
    assert heard.answers or heard.unclear or heard.intent


@given(_TYPED, _SHOWN)
def test_full_width_typing_is_read_as_half_width_typing(text: str, shown: Sequence[Shown]) -> None:
    half, full = (understand(each, shown, TODAY) for each in (text, text.translate(_WIDE)))
    assert [_said(answer) for answer in half.answers] == [_said(answer) for answer in full.answers]
    assert [_asked(unclear) for unclear in half.unclear] == [_asked(unclear) for unclear in full.unclear]
    assert (half.intent, half.undone) == (full.intent, full.undone)


_REPEATED = [
    *(
        "已经",
        "张三",
        "，",
        "的",
        "都",
        "一",
        "0",
        "10%",
        "第1项",
        "\n",
        "全部",
        "就",
        "前",
        "我",
        "现在都",
        "收到，已经",
    ),
    *("解决", "安排", "3月5日", "、", "这", "1、", "都已经", "我们", "困难"),
]
_TWO_MINUTES = 120
_READ_ALL = """
import itertools, json, sys
from tasks_db.language import understand
from tests.utterance_case import FIVE, TODAY
for before, piece in itertools.product(("", "3", "有困难"), json.loads(sys.argv[1])):
    heard = understand(before + piece * (1200 // len(piece)) + "12月20日前完", FIVE, TODAY)
    assert heard.answers or heard.unclear or heard.intent
"""


@pytest.mark.parametrize(
    "piece", ["嗯", "3 ", "3、", "都", "不", "其余都", "已完成", "需", "除了3", "1-", "完成3，", "(", "没"]
)
def test_the_longest_message_a_chat_allows_is_read(piece: str) -> None:
    text = piece * (4096 // len(piece))
    heard = understand(text, FIVE, TODAY)
    assert heard.answers or heard.unclear or heard.intent


def test_what_repeats_a_word_without_end_is_read_to_its_end() -> None:
    """In a process of its own: a pattern that tries every way of cutting what is repeated would never end."""
    subprocess.run([sys.executable, "-c", _READ_ALL, json.dumps(_REPEATED)], check=True, timeout=_TWO_MINUTES)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月20日", date(2025, 12, 20)),
        ("１２月２０日", date(2025, 12, 20)),
        ("十二月二十日前", date(2025, 12, 20)),
        ("2025-12-20", date(2025, 12, 20)),
        ("2025.12.20", date(2025, 12, 20)),
        ("12.20前", date(2025, 12, 20)),
        ("11月12日", TODAY),
        ("11月11日", None),
        ("11月8", None),
        ("12月20", date(2025, 12, 20)),
        ("明年1月5", date(2026, 1, 5)),
        ("12.20", date(2025, 12, 20)),
        ("12月月底", date(2025, 12, 31)),
        ("下个月月底", date(2025, 12, 31)),
        ("下下下周一", date(2025, 12, 1)),
        ("三月的第一天", date(2026, 3, 1)),
        ("12月前", None),
        ("明年3月", date(2026, 3, 31)),
        ("3月上旬", date(2026, 3, 10)),
        ("月底", date(2025, 11, 30)),
        ("下个月底", date(2025, 12, 31)),
        ("下月10号", date(2025, 12, 10)),
        ("20号", date(2025, 11, 20)),
        ("10号", date(2025, 12, 10)),
        ("周五", date(2025, 11, 14)),
        ("周一", date(2025, 11, 17)),
        ("下周五", date(2025, 11, 21)),
        ("下周", date(2025, 11, 23)),
        ("本周内", date(2025, 11, 16)),
        ("后天", date(2025, 11, 14)),
        ("两周内", date(2025, 11, 26)),
        ("10天后", date(2025, 11, 22)),
        ("年底", date(2025, 12, 31)),
        ("明年上半年", date(2026, 6, 30)),
        ("一季度", date(2026, 3, 31)),
        ("元旦前", date(2025, 12, 31)),
        ("2月30日", None),
        ("13月", None),
        ("5个工作日内", None),
        ("一个月", None),
        ("今年", None),
        ("12月1日到12月5日", None),
        ("尽快", None),
    ],
)
def test_a_day_is_read_as_people_say_it(text: str, day: date | None) -> None:
    assert day_said(text, TODAY) == day


def test_a_month_s_end_is_found_in_a_leap_february() -> None:
    assert day_said("2月底", date(2028, 1, 5)) == date(2028, 2, 29)


@given(_TYPED, _DAYS)
def test_no_text_breaks_the_reading_of_dates(text: str, today: date) -> None:
    found = dates(text, today)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_call_for_help_keeps_the_trouble_said_just_before_it() -> None:
    answer = understand("1 进度65%，场地未落实，需县财政局协调", FIVE, TODAY).answers[0]
    assert answer.problem == "场地未落实，需县财政局协调"
    achieved = understand("1 选址已完成，需县财政局协调", FIVE, TODAY).answers[0]
    assert achieved.problem == "需县财政局协调"


@pytest.mark.parametrize(
    "text", ["拆迁工作比较麻烦", "消防通道这块很麻烦", "愿意搬的住户少", "群众谢绝入户", "路面马上处理"]
)
def test_what_tells_of_the_work_is_no_kind_word_whatever_it_begins_with(text: str) -> None:
    assert understand(text, ONE, TODAY).intent is not Intent.SMALL_TALK
