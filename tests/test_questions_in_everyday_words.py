"""Questions as people put them in passing, played on the sample county's first morning: what is told and what not."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sample.stage import Played
from tasks_db.terms import AnswerKind
from tests.playing import play

OPENING = """@2025-11-03T09:00
马致同: 进度60%，清除占道障碍46处
文静姝: 收到
"""


@dataclass(frozen=True)
class Asked:
    """What somebody typed, and what must stand in the answer or must not."""

    who: str
    words: str
    told: tuple[str, ...]
    never: tuple[str, ...] = ()


CASES = (
    Asked("沈怀瑾", "教委手头几项任务", ("任务共1项", "· 增设养老托育设施：2026年3月31日前")),
    Asked("沈怀瑾", "那发改局呢", ("任务共3项", "· 划定改造片区：12月5日前", "· 建设停车充电设施：2026年12月31日前")),
    Asked("沈怀瑾", "财政局一共几项任务", ("· 制定资金管理办法：已办结", "· 盘活闲置用房：12月31日前")),
    Asked("沈怀瑾", "住建局一共几项任务", ("（县住房城乡建设局）",), ("· ",)),
    Asked("沈怀瑾", "总共几项任务", ("任务共14项",), ("· ",)),
    Asked("叶小满", "卫健报没报", ("县卫生健康局", "增设养老托育设施")),
    Asked("叶小满", "消防交了没", ("60%", "县消防救援大队"), ("哪一个",)),
    Asked("潘知秋", "停车那个谁牵头", ("第10项 建设停车充电设施", "牵头：县发展改革局"), ("没有看懂",)),
    Asked("沈怀瑾", "第9项", ("盘活闲置用房",)),
    Asked("沈怀瑾", "都有哪些单位参加", ("第9项 盘活闲置用房", "责任：县住房城乡建设局、县民政局")),
    Asked("沈怀瑾", "现在总体怎么样", ("任务共14项",)),
    Asked("沈怀瑾", "都有哪些单位参加", ("还没开的会议",)),
    Asked("贺南枝", "上面问我们要做什么，给我看看", ("增设养老托育设施",), ("哪一个",)),
    Asked("贺南枝", "是3月26号还是3月31号", ("2026年3月26日", "任务2026年3月31日")),
    Asked("江一帆", "年底干完几个小区算达标？白局要知道", ("第5项 更新老化管网", "完成6个小区", "累计改造老旧小区")),
    Asked("顾言川", "沈县长明天想听电梯加装，来个简要情况", ("第6项 加装既有住宅电梯",), ("没有看懂",)),
    Asked("沈怀瑾", "水利局有几件事", ("· 更新老化管网：12月31日前",)),
    Asked("沈怀瑾", "这项谁牵头", ("第5项 更新老化管网", "牵头：县水利局")),
    Asked("叶小满", "谁签收了", ("已签收：县民政局、县消防救援大队",)),
    Asked("钟亦秋", "哪几个单位没得人催", ("县自然资源局", "县供水公司", "县大数据中心")),
    Asked("叶小满", "给水利局发过几条提醒", ("县水利局·更新老化管网：催过1次",), ("没有看懂",)),
    Asked("沈怀瑾", "各镇街都包括哪几个", ("各乡镇（街道）包括6个：枕溪街道、听松街道、青梧岭镇",)),
    Asked("叶小满", "集合单位名单", ("各乡镇（街道）包括6个",)),
    Asked("雷子牧", "上面问要我们公安具体做什么", ("整理空中线缆", "打通消防通道", "建设停车充电设施", "方案要求")),
    Asked("雷子牧", "线缆那项需要公安做些什么", ("第7项 整理空中线缆", "方案要求")),
    Asked("沈怀瑾", "哪些有风险", ("黄灯", "开展小区底数排查"), ("没有看懂",)),
    Asked("沈怀瑾", "城管那几项动了没", ("任务进展4项（县城市管理局）",), ("没有看懂",)),
    Asked("叶小满", "大数据中心咋办，没有联络员", ("县大数据中心：没有联络员",), ("没有叫",)),
    Asked("钟亦秋", "哪几项还没有人报过数", ("没有未按时报送的单位", "已提醒、还没回复的"), ("没有看懂",)),
    Asked("叶小满", "下次提醒何时发", ("将发出",), ("没有看懂",)),
    Asked("郝明月", "我手上哪项先办", ("推进小区改造施工",), ("您是在问",)),
    Asked("沈怀瑾", "听松街道牵头了什么", ("听松街道没有牵头的任务，是1项任务的责任单位", "推进小区改造施工")),
    Asked("贺南枝", "我们牵头了什么", ("贵单位没有牵头的任务，是1项任务的责任单位", "增设养老托育设施")),
    Asked("叶小满", "听松街道报了没有", ("听松街道还没有报过", "没有到期应报的")),
    Asked("邱映雪", "现场照片往哪发", ("直接发到这里",), ("您是在问",)),
    Asked("姚新禾", "数据报给民政还是报给你们", ("直接在这里回复就算报了",), ("没有看懂",)),
    Asked("钟亦秋", "没签收的单位催一下", ("催办", "县水利局"), ("还没有发过通知", "县消防救援大队：1-11")),
    Asked("程暮云", "小区改造施工是住建汇总还是我们汇总", ("县住房城乡建设局（汇总）、县发展改革局",)),
    Asked("丁默川", "三项分别几号到期", ("整理空中线缆", "更新老化管网"), ("下一件到期",)),
    Asked("沈怀瑾", "跟上周比有什么变化", ("收到反馈1条",), ("没有看懂",)),
    Asked("沈怀瑾", "现在有没有逾期的", ("没有逾期的任务",), ("：无",)),
    Asked("向晚晴", "我们局有没有逾期的", ("没有逾期的",), ("您是在问",)),
    Asked("沈怀瑾", "明天气温多少度", ("没有看懂", "可以问“逾期任务”")),
)
SCRIPT = OPENING + "".join(f"{one.who}: {one.words}\n" for one in CASES)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[Asked, Played]:
    played, _ = asyncio.run(play(SCRIPT, tmp_path_factory.mktemp("sample")))
    return dict(zip(CASES, played[-len(CASES) :], strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.words)
def test_a_question_in_passing_is_answered_and_stores_nothing(heard: dict[Asked, Played], case: Asked) -> None:
    line = heard[case]
    assert line.failed is None
    assert not line.stored
    text = "\n".join(said.text for said in line.said if said.to == case.who)
    assert [words for words in case.told if words not in text] == [], text
    assert [words for words in case.never if words in text] == [], text


def test_who_asks_for_something_unknown_has_what_is_asked_most_beside_the_refusal(heard: dict[Asked, Played]) -> None:
    line = next(one for case, one in heard.items() if case.words == "明天气温多少度")
    labels = [label for said in line.said if said.to == "沈怀瑾" for row in said.buttons for label in row]
    assert {"逾期任务", "未报送单位", "需协调事项"} <= set(labels)


def test_a_receipt_before_a_question_signs_for_all_that_was_sent(tmp_path: Path) -> None:
    (*_, last), _ = asyncio.run(play("@2025-11-03T09:00\n雷子牧: 都收到了。停车充电几号到期\n", tmp_path))
    assert [(one.kind, one.text) for one in last.stored] == [(AnswerKind.RECEIVED, "都收到了")] * 3
    assert any("第10项 建设停车充电设施" in said.text for said in last.said)
