"""What holds of every reply, however it is worded: polarity, whose task it is, buttons, one question."""

import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.run import play_script
from bot.sample.script import parse
from messages import asking
from tasks_db.language import Shown, understand
from tasks_db.language.values import LastSaid
from tasks_db.register import hearing
from tasks_db.register.answers import Line
from tasks_db.terms import AnswerKind
from tests.utterance_case import FIVE, FIVE_LEAD, ONE, ONE_LEAD, ONLY_THREE, TODAY
from tests.utterance_table import TABLE

_WORKS = st.sampled_from(["", "正常推进，", "进度45%，", "已完成3处，", "目前"])
_TAILS = st.sampled_from(["", "，正常推进", "，进度45%", "，预计12月20日完成", "。"])
_TROUBLES = st.sampled_from(
    ["困难", "问题", "资金困难", "阻力", "难点", "瓶颈", "资金方面的问题", "困难和问题", "卡点"]
)
_DENIED = st.one_of(
    st.tuples(
        st.sampled_from(
            [
                "没有",
                "无",
                "不存在",
                "暂无",
                "目前没有",
                "未遇到",
                "没什么",
                "没有什么大的",
                "不存在任何",
                "并没有",
                "没有遇到",
            ]
        ),
        _TROUBLES,
        st.sampled_from(["", "需要协调", "需要领导协调"]),
    ).map("".join),
    st.tuples(
        _TROUBLES,
        st.sampled_from(["已经解决", "都解决了", "不大", "已经克服", "没有", "已协调解决", "不多", "全部化解"]),
    ).map("".join),
    st.tuples(
        st.sampled_from(["如有", "若遇到", "如果出现"]), _TROUBLES, st.sampled_from(["会及时上报", "再报告"])
    ).map("".join),
    st.sampled_from(
        ["无需协调", "不需要协调", "不需要县里支持", "暂不需要帮助", "没有影响施工", "没有受阻", "不缺资金"]
    ),
)
_ASSERTED = st.one_of(
    st.tuples(st.sampled_from(["存在", "有", "遇到", "主要", "出现"]), _TROUBLES).map("".join),
    st.tuples(st.sampled_from(["不是没有", "并非没有"]), _TROUBLES).map("".join),
    st.sampled_from(
        ["资金未到位", "居民不同意", "推不动", "施工队停工了", "请县财政局尽快拨付", "手续还没批下来", "人手不够"]
    ),
)


@given(_WORKS, _DENIED, _TAILS)
def test_a_difficulty_that_is_denied_is_none(work: str, denied: str, tail: str) -> None:
    for answer in understand(work + denied + tail, ONE, TODAY).answers:
        assert answer.kind is not AnswerKind.BLOCKED
        assert (answer.problem, answer.needs) == (None, None)


@given(_WORKS, _ASSERTED, _TAILS)
def test_a_difficulty_that_is_told_is_kept(work: str, told: str, tail: str) -> None:
    (answer,) = understand(work + told + tail, ONE, TODAY).answers
    assert answer.kind is AnswerKind.BLOCKED
    assert answer.problem


@given(
    st.sampled_from(["并非", "不是", "不能说", "并不是"]),
    st.sampled_from(["无变化", "没有进展", "没有变化"]),
    st.sampled_from(["，我们清了23处", "，会开了两次", "，已完成3处", ""]),
)
def test_who_denies_that_nothing_changed_does_not_report_that_nothing_changed(a: str, b: str, c: str) -> None:
    assert all(answer.kind is not AnswerKind.NO_CHANGE for answer in understand(a + b + c, ONE, TODAY).answers)


_PIECES = st.sampled_from(
    [
        *"12345、，。；\n ",
        *(
            "已完成",
            "推进中",
            "办结",
            "无变化",
            "不归我们",
            "资金未到位",
            "其余",
            "另外两项",
            "都",
            "除了",
            "晚点报",
            "60%",
        ),
        *(
            "农村公路",
            "食堂",
            "养老",
            "清淤",
            "窗口",
            "第3项",
            "改成",
            "不是",
            "没有",
            "请财政局支持",
            "延到12月20日",
        ),
        *("一是", "二是", "说错了", "同上", "销号", "找教育局", "吗", "？", "预计", "3处"),
    ]
)
_TYPED = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map("".join))
_BESIDE = tuple(replace(one, listed=one.number <= 2) for one in FIVE_LEAD)
"""Five tasks of which the list last shown has two."""


@given(_TYPED)
@example("政窗请支持")  # a short form hints at a task, and hints are asked about
def test_a_task_that_was_not_shown_is_only_meant_by_its_name(text: str) -> None:
    for answer in understand(text, _BESIDE, TODAY).answers:
        if answer.number > 2:
            title = _BESIDE[answer.number - 1].title
            assert any(title[n : n + 2] in text for n in range(len(title) - 1))


@given(_TYPED, st.sampled_from([FIVE, FIVE_LEAD, ONE, ONE_LEAD, ONLY_THREE, _BESIDE]))
def test_no_closure_and_no_other_owner_is_recorded_without_a_button(text: str, shown: Sequence[Shown]) -> None:
    for answer in understand(text, shown, TODAY).answers:
        assert answer.confirm or answer.kind not in {AnswerKind.CLOSURE, AnswerKind.NOT_OURS}


@given(_TYPED, st.sampled_from([FIVE, ONE, ONLY_THREE]))
def test_what_is_kept_of_a_reply_are_its_own_words(text: str, shown: Sequence[Shown]) -> None:
    for answer in understand(text, shown, TODAY).answers:
        assert all(words in text for words in answer.text.split("；"))
        assert answer.problem is None or all(words in text for words in answer.problem.split("；"))


@given(_TYPED)
def test_what_was_said_today_is_not_swept_with_the_rest(text: str) -> None:
    shown = tuple(replace(one, answered=one.number == 4) for one in FIVE)
    heard = understand("其余" + text, shown, TODAY)
    swept = [answer for answer in heard.answers if answer.number == 4 and answer.text.startswith("其余")]
    assert not swept or "4" in text or any(piece in text for piece in ("清淤", "河道")) or heard.answers[0].confirm


_WEAK = st.sampled_from(
    [
        "",
        "施工那个",
        "公路这边",
        "第1项",
        "在改的",
        "改完的",
        "已经开工的",
        "那个50%",
        "明年6月底",
        "拆了的",
        "我们在报的",
    ]
)
_ASKING = st.sampled_from(
    [
        *("是哪个路段哦", "是要到好多", "是指啥", "好久报", "咋个算", "算不算完成", "是不是我们的", "谁在做"),
        *("完工了没", "要得不", "啥时候验收", "一共几个", "还报不", "行不行", "归哪家管", "弄完没得", "多久一回"),
        *("怎么填", "整多少了", "啷个搞", "是什么意思", "有么", "完成了吗", "到几号", "要不要盖章", "报给哪个在管"),
    ]
)


@given(
    _WEAK, _ASKING, st.sampled_from(["", "？", "?", " ", "啊", "，谢谢"]), st.sampled_from([ONE, ONLY_THREE, FIVE])
)
def test_nothing_is_recorded_unconfirmed_of_what_asks(
    weak: str, asking_: str, mark: str, shown: Sequence[Shown]
) -> None:
    assert all(answer.confirm for answer in understand(weak + asking_ + mark, shown, TODAY).answers)


@given(
    _ASKING,
    st.sampled_from(["，", "？", "。"]),
    st.sampled_from(["我们这有4个在改", "这边还在弄", "在改", "已经报了"]),
)
def test_what_stands_behind_a_question_back_is_confirmed(asking_: str, mark: str, told: str) -> None:
    assert all(answer.confirm for answer in understand(asking_ + mark + told, ONE, TODAY).answers)


@given(_ASKING, st.sampled_from(["已完成3处，", "进度45%，"]))
def test_what_is_recorded_beside_a_question_leaves_its_words_out(asking_: str, told: str) -> None:
    for answer in understand(f"{told}{asking_}？", ONE, TODAY).answers:
        assert answer.confirm or asking_ not in answer.text


@given(
    st.sampled_from(["其他", "其余", "别的", "剩下的"]),
    st.sampled_from(["没动静", "无变化", "都没变化"]),
    st.sampled_from(["窗口受理20 公路70", "清淤30 公路 40", "公路嘛 食堂70", "公路那个搞不懂，窗口40"]),
    st.sampled_from([" ", "，", "。"]),
)
def test_the_rest_leaves_out_what_the_message_names(rest: str, nothing: str, named: str, mark: str) -> None:
    for answer in understand(f"{named}{mark}{rest}{nothing}", FIVE, TODAY).answers:
        title = FIVE[answer.number - 1].title
        swept = answer.kind is AnswerKind.NO_CHANGE
        assert not swept or answer.confirm or not any(title[n : n + 2] in named for n in range(len(title) - 1))


@pytest.mark.parametrize(
    "text",
    [
        "公路要拖几天 几个镇的表没交上来 25号行不行",
        "公路可不可以晚点弄完",
        "能不能缓到12月20日",
        "人手不够 可以晚几天不",
    ],
)
def test_a_question_for_more_time_asks_for_more_time(text: str) -> None:
    (answer,) = understand(text, ONE, TODAY).answers
    assert answer.kind is AnswerKind.EXTENSION


def test_a_receipt_before_an_item_leaves_what_is_told_of_it_progress() -> None:
    answers = understand("收到。第2项正清查着，第1项在推进", FIVE, TODAY).answers
    assert [(answer.number, answer.kind, answer.confirm) for answer in answers] == [
        (1, AnswerKind.PROGRESS, False),
        (2, AnswerKind.PROGRESS, False),
    ]


@pytest.mark.parametrize("text", ["晓得了，马上落实到人头", "收到，我大队马上安排部署。", "要得", "好嘞，这就安排"])
def test_a_promise_beside_a_receipt_is_no_more_than_a_receipt(text: str) -> None:
    assert [answer.kind for answer in understand(text, ONE, TODAY).answers] == [AnswerKind.RECEIVED]


@pytest.mark.parametrize("text", ["我街道完工率到了40%，比上月提高8个百分点", "外墙搞完了在铺沥青，总体算下来40%"])
def test_the_share_of_all_the_work_needs_no_button(text: str) -> None:
    (answer,) = understand(text, ONE, TODAY).answers
    assert (answer.kind, answer.percent, answer.confirm) == (AnswerKind.PROGRESS, 40, False)


def test_as_before_tells_what_the_message_before_told() -> None:
    said = LastSaid(AnswerKind.NO_CHANGE)
    shown = tuple(replace(one, just_said=one.number == 1, last=said if one.number == 1 else None) for one in FIVE)
    (answer,) = understand("2也一样", shown, TODAY).answers
    assert (answer.number, answer.kind, answer.confirm) == (2, AnswerKind.NO_CHANGE, False)


@pytest.mark.parametrize(
    "text",
    [
        "公路有两个牵头单位，由谁汇总？",
        "公路改造的完工率，年底要求多少来着",
        "公路完成几个村了",
        "公路修了几个村了",
        "去年修了几个村",
        "公路有人报困难没有",
        "交通局说有困难，是什么困难",
        "公路今年要新修几多条",
        "俺们镇算几个村在改咧",
        "改完的3个算进去没",
        "改完的要写地址伐",
    ],
)
def test_a_question_with_words_of_work_is_not_recorded(text: str) -> None:
    assert all(answer.confirm for answer in understand(text, ONE, TODAY).answers)


@pytest.mark.parametrize("text", ["两户不让进场，能不能请住建局来个人", "资金没着落，哪个帮忙协调下嘛"])
def test_a_plea_that_is_put_as_a_question_needs_no_button(text: str) -> None:
    (answer,) = understand(text, ONE, TODAY).answers
    assert (answer.kind, answer.confirm) == (AnswerKind.BLOCKED, False)


def test_a_number_that_heads_two_lines_is_confirmed() -> None:
    assert all(answer.confirm for answer in understand("1、查了2次 1、受理3台", FIVE, TODAY).answers)


def _lines() -> list[Line]:
    return [
        Line(one.number, one.number * 10, one.number * 100, one.title, can_close=one.can_close, indicator=False)
        for one in FIVE_LEAD
    ]


@given(st.one_of(_TYPED, st.sampled_from([case.text for case in TABLE])))
def test_a_reply_leaves_at_most_one_question_and_says_what_it_leaves_out(text: str) -> None:
    heard = hearing.hear(text, _lines(), TODAY)
    if heard is None:
        return
    _, question = hearing.ask_back(text, _lines(), heard)
    assert (question is None) == (not heard.unsure and not heard.unclear)
    if question is not None:
        shown = asking.question("abc", question).text
        for words in question.left:
            assert words.strip()[:20] in shown


_SHORT = "江一帆: 1 进度60%，已更换管道3.2公里，资金未到位，需县财政局协调"
_PARAGRAPH = (
    "{n}号小区改造管线{n}.2公里，完成管道试压{n}次，二次开挖{n}处，居民阻工{n}户，已协调解决{n}户，完成投资{n}万元。"
)


def _report(length: int) -> str:
    body = "".join(f"（{'一二三四五六七八九'[n % 9]}）" + _PARAGRAPH.format(n=n) for n in range(1, 99))
    return f"江一帆: 县水利局关于老化管网更新改造进展情况的汇报\n  一、工作进展\n  {body}"[:length]


async def _calls(script: str, folder: Path) -> int:
    """Return how many functions are called while a script is played."""
    folder.mkdir()
    count = 0

    def profile(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        await play_script(parse(script), folder, folder)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return count


@pytest.mark.parametrize("length", [4000])
async def test_a_long_report_costs_at_most_twenty_short_replies(tmp_path: Path, length: int) -> None:
    morning = "@2025-11-03T09:00\n"
    await _calls(f"{morning}{_report(length)}\n", tmp_path / "first")  # what loads and compiles once is in no figure
    nothing = await _calls(morning, tmp_path / "nothing")
    short = await _calls(f"{morning}{_SHORT}\n", tmp_path / "short") - nothing
    long = await _calls(f"{morning}{_report(length)}\n", tmp_path / "long") - nothing
    assert long <= 20 * short
