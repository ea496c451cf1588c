"""Words about sittings by tables: how one is proposed, how a list is changed, what is ordered."""

import pytest

from tasks_db.language import agenda_words, sitting_orders
from tasks_db.language.proposing_words import proposing

PROPOSED = {
    "我们县财政局提议召开专题会议，议题：资金缺口，理由：市级补助未到位，三个小区面临停工": (
        "专题会议", "资金缺口", "市级补助未到位，三个小区面临停工",
    ),
    "提议召开专题会，研究年底完工达到50%的问题": ("专题会议", "年底完工达到50%的问题", ""),
    "提议召开专题会议，研究资金缺口问题，理由是：市级补助未到位": ("专题会议", "资金缺口", "市级补助未到位"),
    "因市级补助未到位，提议召开专题会议研究资金缺口": ("专题会议", "资金缺口", "市级补助未到位"),
    "提议召开关于资金缺口的专题会议，理由：补助没到": ("专题会议", "资金缺口", "补助没到"),
    "提议召开专题会议，理由：补助没到，议题：资金缺口": ("专题会议", "资金缺口", "补助没到"),
    "提议召开专题会议\n议题：资金缺口\n理由：补助没到": ("专题会议", "资金缺口", "补助没到"),
    "我局提议召开冬季供暖保障专题会议": ("专题会议", "冬季供暖保障", ""),
    "提议召开校园周边交通安全专题会议，研究校门口停车": ("专题会议", "校门口停车", ""),
    "我们想提议召开一次专题会议": ("专题会议", "", ""),
    "提议召开全体会议研究全年安排": ("全体会议", "全年安排", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", PROPOSED)
def test_a_proposal_parts_kind_matter_and_grounds(text: str) -> None:
    said = proposing(text)
    assert said is not None
    assert said.sure
    assert (said.kind.zh, said.topic, said.grounds) == PROPOSED[text]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("提议召开校园周边交通安全专题会议，研究校门口停车", "校园周边交通安全"),
        ("我局提议召开冬季供暖保障专题会议", "冬季供暖保障"),
        ("提议召开专题会议，研究资金缺口", ""),
        ("提议召开清河县城乡建设联席会议专题会议，研究资金缺口", ""),
    ],
)
def test_a_sitting_on_one_topic_is_called_by_it(text: str, title: str) -> None:
    said = proposing(text)
    assert said is not None
    assert said.title == title


ARRANGED = {
    "把第2项挪到第1项前": (2, 1, 3),
    "调换次序：把第3项放到第1项": (3, 1, 2),
    "会议2议程第2项调到第1项": (2, 1, 3),
    "第1项和第2项调换次序": (2, 1, 3),
    "第1项放在第3项后面": (2, 3, 1),
    "最后一项提到第一项": (3, 1, 2),
    "第三项移到最前面": (3, 1, 2),
    "第2项上移": (2, 1, 3),
    "议程次序改为3、1、2": (3, 1, 2),
}


@pytest.mark.parametrize("text", ARRANGED)
def test_the_order_of_a_list_is_changed_in_words(text: str) -> None:
    said = agenda_words.change(text)
    assert said is not None
    assert said.arranged(3) == ARRANGED[text]


CHANGED = {
    "第3项改为：停车场用地，县自然资源局汇报": ("rewrite", 3, "停车场用地，县自然资源局汇报", False),
    "删掉第2项": ("drop", 2, "", False),
    "议程第2项不上了": ("drop", 2, "", True),
    "议程加一项：管线迁改": ("add", 0, "管线迁改", True),
    "第2项记错了，应为由县财政局办理": ("rewrite", 2, "由县财政局办理", False),
    "第2项提前": ("move", 2, "", False),
    "把第2项挪到第1项前": ("move", 2, "", True),
    "撤销": ("undo", 0, "", False),
}


@pytest.mark.parametrize("text", CHANGED)
def test_a_list_is_changed_in_words_and_an_agenda_meant_where_nothing_else_can_be(text: str) -> None:
    said = agenda_words.change(text)
    assert said is not None
    assert (said.change.value, said.number, said.text, said.plain) == CHANGED[text]


@pytest.mark.parametrize("text", ["第2项已完成", "2、3无变化", "第3项提到12月10日", "第3项调到12号", "5"])
def test_reports_and_days_change_no_list(text: str) -> None:
    assert agenda_words.change(text) is None


ORDERED = {
    "催一下没有回执的": ("remind", True),
    "会议回执谁还没回，催一下没回复的": ("remind", True),
    "催一催没回复会议通知的单位": ("remind", True),
    "催一下没回复的单位": ("remind", False),
    "撤回纪要": ("recall", True),
    "撤回纪要送审": ("recall", True),
    "纪要先不送审了": ("recall", True),
    "纪要有问题，先撤回": ("recall", True),
    "同意召开": ("approve", True),
    "会前材料打成一份给召集人": ("pack", True),
    "催会议1的回执": ("remind", True),
    "撤回会议1的纪要": ("recall", True),
    "会议1的议程": ("agenda", True),
}


@pytest.mark.parametrize("text", ORDERED)
def test_an_order_about_a_sitting_is_understood(text: str) -> None:
    said = sitting_orders.ordered(text)
    assert said is not None
    assert (said.order.value, said.sure) == ORDERED[text]


@pytest.mark.parametrize(
    "text", ["催一下没报的", "催一下县财政局", "没反馈的催一下", "谁没回复会议通知", "纪要送审", "撤销"]
)
def test_other_orders_are_no_orders_about_a_sitting(text: str) -> None:
    assert sitting_orders.ordered(text) is None
