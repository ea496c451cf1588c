"""Who is a member of the joint meeting: one list, for the question, for the plenary and for the page."""

import asyncio

import pytest

from tasks_db.language.member_words import MemberChange, member_change
from tests.playing import play

ASKED = """@2025-11-03T09:10
叶小满: 联席会议成员有哪些
沈怀瑾: 联席会议有哪些成员单位
叶小满: 提议召开全体会议，研究小区改造经费
沈怀瑾: 待办
沈怀瑾 # 会议1
沈怀瑾 # 同意召开
叶小满: /sittings 1
叶小满 # 定参会单位
叶小满: 县财政局
叶小满: 县大数据中心是成员单位
叶小满: 县水利局不是成员单位
叶小满: 成员单位有哪些
叶小满: 青梧岭镇不是成员单位
叶小满: /sittings 会议1
叶小满 # 定参会单位
叶小满: 全部
郝明月: 县财政局不是成员单位
叶小满: 成员单位：县财政局、县教育局
叶小满: 成员单位是哪几家
"""
_OF_THE_PLAN = "成员单位13个：县住房城乡建设局、县发展改革局、县教育局"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    played, _ = asyncio.run(play(ASKED, tmp_path_factory.mktemp("members")))
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
    return {line.source.split(": ")[-1]: "\n".join(one.text for one in line.said) for line in played}


def test_the_question_and_the_plenary_go_by_one_list(said: dict[str, str]) -> None:
    """The plan prints 13; the towns and the water company only have a task, and are not called."""
    assert _OF_THE_PLAN in said["联席会议成员有哪些"]
    assert "全体会议另请副召集人、办公室主任所在的县政府办公室。" in said["联席会议成员有哪些"]
    assert _OF_THE_PLAN in said["联席会议有哪些成员单位"], "the convenor asks in other words"
    card = said["/sittings 1"]
    assert "参会：县政府办公室、县住房城乡建设局" in card
    assert "等14个" in card
    assert "没有列入的8个单位（不是成员单位）：枕溪街道、听松街道、青梧岭镇" in card


def test_a_plenary_leaves_no_member_out_and_the_refusal_says_how_the_list_is_changed(said: dict[str, str]) -> None:
    refused = said["县财政局"]
    assert "全体会议通知全部成员单位13个，还缺县住房城乡建设局、县发展改革局" in refused
    assert "先写“县住房城乡建设局不是成员单位”" in refused
    assert "等22个" in said["全部"], "units beside the members are called when the office adds them"


def test_the_office_says_in_a_sentence_who_is_a_member(said: dict[str, str]) -> None:
    added, off = said["县大数据中心是成员单位"], said["县水利局不是成员单位"]
    assert added.startswith("成员单位加上县大数据中心，现在14个。还没有发通知的会议1也改按新名单通知。")
    assert "写错了，发“县大数据中心不是成员单位”" in added
    assert off.startswith("成员单位去掉县水利局，现在13个。")
    now = said["成员单位有哪些"]
    assert "成员单位13个" in now
    assert "县大数据中心" in now
    assert "县水利局" not in now
    assert "本来就不是成员单位，没有改动" in said["青梧岭镇不是成员单位"]
    assert "县大数据中心" not in said["/sittings 会议1"].split("没有列入")[1]
    assert "成员单位" not in said["县财政局不是成员单位"], "a unit does not say so"
    assert "现在2个" in said["成员单位：县财政局、县教育局"]
    assert "成员单位2个：县财政局、县教育局" in said["成员单位是哪几家"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("县税务局是成员单位", MemberChange(add=("县税务局",))),
        ("县税务局、县总工会也是成员单位。", MemberChange(add=("县税务局", "县总工会"))),
        ("成员单位加上县税务局、县总工会", MemberChange(add=("县税务局", "县总工会"))),
        ("把县税务局列为成员单位", MemberChange(add=("县税务局",))),
        ("增加县税务局为成员单位", MemberChange(add=("县税务局",))),
        ("县供水公司不再是联席会议成员单位了", MemberChange(drop=("县供水公司",))),
        ("把市财政局、市卫健委从成员单位里去掉", MemberChange(drop=("市财政局", "市卫健委"))),
        ("成员单位去掉市财政局", MemberChange(drop=("市财政局",))),
        ("联席会议成员单位为县税务局、县水利局", MemberChange(add=("县税务局", "县水利局"), whole=True)),
        ("县税务局是成员单位吗", None),
        ("县税务局是不是成员单位", None),
        ("成员单位有哪些", None),
        ("成员单位是13个", None),
        ("召集成员单位开会", None),
        ("成员单位都报了", None),
        ("县公安局成员换成赵新", None),
    ],
)
def test_words_that_say_who_is_a_member_are_told_from_questions(text: str, meant: MemberChange | None) -> None:
    assert member_change(text) == meant
