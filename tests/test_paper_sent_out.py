"""An issued digest goes to units as the file of a notice, once asked; who is not reached is named alike."""

import pytest

from tasks_db.language.paper_sending import asks_to_send
from tasks_db.register.giving import asks_no_answer
from tests.test_desk_fourth import play

SCRIPT = """@2025-11-03T09:10
叶小满: 下发通报
叶小满: /outbox
叶小满: /preview
叶小满: /digest
叶小满 # 起草通报
叶小满 # 核稿
钟亦秋: /papers
钟亦秋 # 通报稿1
钟亦秋 # 签发
叶小满: /papers
叶小满 # 通报稿1
叶小满 # 印发
叶小满 # 确认印发
叶小满: 第1期通报怎么发给各单位
叶小满 # 2025年第1期
叶小满 # 确认发出
江一帆: 收到
叶小满: /notices
叶小满 # 1
叶小满 # 催签收（16）
叶小满: 通知县水利局：请报送值班表
叶小满 # 确认发出
叶小满: /burden
叶小满 # 11月其余单位
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("sent_out"))


def test_what_is_not_issued_is_not_sent_and_the_way_there_is_told(said: dict[str, str]) -> None:
    assert "还没有印发的通报" in said["叶小满: 下发通报"]


def test_an_issue_is_sent_as_a_file_once_asked_and_sent_again_with_it(said: dict[str, str]) -> None:
    assert "发给17人，请各自签收" in said["叶小满 # 2025年第1期"]
    sent = said["叶小满 # 确认发出"]
    assert "通知已发给" in sent
    assert "已再发给" in said["叶小满 # 催签收（16）"]


def test_a_notice_that_wants_no_answer_offers_none_and_asks_for_none(said: dict[str, str]) -> None:
    again = [one for one in said["叶小满 # 催签收（16）"].split("\n") if "[签收]" in one]
    assert again
    assert not any("[答复]" in one for one in again)
    assert "催答复" not in said["叶小满 # 1"]
    assert "[签收][答复]" in said["叶小满 # 确认发出"], "the later one asks for an answer"


def test_the_card_of_a_signed_digest_says_why_no_signer_is_printed(said: dict[str, str]) -> None:
    assert "签发：2025年11月3日 09:10 钟亦秋" in said["钟亦秋 # 签发"]
    assert "不印签发人" in said["钟亦秋 # 签发"]
    assert "不印签发人" not in said["叶小满 # 起草通报"]


def test_whom_nothing_can_be_sent_to_stands_in_both_lists_with_the_same_counts(said: dict[str, str]) -> None:
    for line in ("叶小满: /outbox", "叶小满: /preview"):
        assert "发不出去的3个单位" in said[line]
        assert "· 县自然资源局：没有联络员，2项" in said[line]
    assert "发不到的消息" not in said["叶小满: /outbox"]


def test_the_units_that_had_no_room_stand_on_the_next_page(said: dict[str, str]) -> None:
    assert "……另有7个单位" in said["叶小满: /burden"]
    rest = said["叶小满 # 11月其余单位"]
    assert rest.count("· ") == 7
    assert "第2/2页" in rest


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        ("把第2期通报下发给各乡镇", True),
        ("给各成员单位发通报", True),
        ("通报能不能发给单位", True),
        ("把通报发给我", False),
        ("通报", False),
        ("起草通报", False),
        ("把通报发到群里", False),
    ],
)
def test_words_that_send_a_digest_are_told_from_those_that_want_to_see_one(text: str, sends: bool) -> None:  # noqa: FBT001
    assert asks_to_send(text) is sends


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("培训材料见群，无需答复", True),
        ("知悉即可，不必回执。", True),
        ("不用电话回复，请于周五前报送名单", False),
        ("周五前报送总结", False),
        ("明天停水", False),
    ],
)
def test_a_notice_says_that_it_wants_no_answer(text: str, none: bool) -> None:  # noqa: FBT001
    assert asks_no_answer(text) is none
