"""Opinions stand on a list with who answered them and when; one that is answered is not asked about again."""

import pytest

from tests.test_desk_fourth import play

SCRIPT = """@2025-11-04T09:10
叶小满: 意见单子
卢雁声: 意见：早上一上班就来消息，能不能不要这么急着要。
程暮云: /opinion 希望能看到历史
叶小满 # 答复
叶小满: 历史在台账里
钟亦秋 # 答复
钟亦秋: 意见单子
钟亦秋: 已答复的意见
钟亦秋: 没答复的意见
钟亦秋: /opinion
钟亦秋: 取消
程暮云: 我提的意见
卢雁声: 我提的意见
文静姝: /opinion
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("opinions"))


ANSWERED = "程暮云（2025年11月4日 09:10）：希望能看到历史\n　已答复：叶小满 2025年11月4日 09:10：历史在台账里"


def test_the_office_has_a_list_with_who_answered_and_when(said: dict[str, str]) -> None:
    assert "没有意见" in said["叶小满: 意见单子"]
    for asked in ("钟亦秋: 意见单子", "钟亦秋: /opinion"):
        assert "待答复1条、已答复1条" in said[asked]
        assert ANSWERED in said[asked]
        assert "[答复1]" in said[asked]
        assert "[答复2]" not in said[asked]
    assert "希望能看到历史" not in said["钟亦秋: 没答复的意见"]
    assert "卢雁声" not in said["钟亦秋: 已答复的意见"]


def test_the_other_clerk_hears_of_an_answer_and_an_old_button_says_that_there_is_one(said: dict[str, str]) -> None:
    assert "钟亦秋：办公室 叶小满答复了程暮云的意见“希望能看到历史”：历史在台账里" in said["叶小满: 历史在台账里"]
    pressed = said["钟亦秋 # 答复"]
    assert f"这条意见已经答复过了。\n{ANSWERED}" in pressed
    assert "请回复答复的内容" not in pressed


def test_whoever_gave_an_opinion_sees_their_own(said: dict[str, str]) -> None:
    assert ANSWERED in said["程暮云: 我提的意见"]
    assert "程暮云" not in said["卢雁声: 我提的意见"].removeprefix("卢雁声")
    assert "对这个机器人有什么意见" in said["文静姝: /opinion"]
