"""What a convenor, the office and a liaison see when they ask and order in their own words: one screen, and right.

The sample county is played once: eight answers on the first morning, the questions a month later.
"""

import asyncio
from dataclasses import dataclass

import pytest

from bot.sample.stage import Played, Said
from messages import paging
from tests.playing import play

ANSWERS = """@2025-11-03T09:00
向晚晴: 下一页
向晚晴 > 1: 上一页
向晚晴: 1 进度40%，已走访18个小区
丁默川: 1 已完成，档案已送县住建局
马致同: 进度60%，清除占道障碍46处
江一帆: 进度45%，2个小区的管网已经换完
江一帆: 有困难，阀门没有到货，需县财政局协调拨付配套资金
雷子牧: 3 推进中，已摸排46处
文静姝: 3 申请延期到2026年4月30日，选址需要重新论证
@2025-12-03T08:30
"""
CONVENOR = (
    "逾期任务",
    "哪些单位还没报",
    "现在总体怎么样",
    "这个月到期的",
    "民政局进展",
    "罗清禾分管的事项进展",
    "消防通道弄完没",
    "需要我协调的事",
    "指标完成情况",
    "谁申请延期了",
)
"""Ten natural questions of a convenor."""
FURTHER = (
    "卫健委拖了几项",
    "第四季度完成了什么",
    "哪些单位没有联络员",
    "自然资源局怎么联系不上",
    "为什么没催自然资源局",
    "公安局催过没有",
    "县公安局收到过哪些催报",
    "发改局和财政局分别什么进度",
    "第6项为什么是黄灯",
    "下周有什么到期",
    "上次通报以来有什么变化",
    "交通局什么情况",
    "张桂芳分管的事项",
    "垃圾分类进展",
    "除了住建局还有谁没报",
    "消防进展",
    "谁最慢",
    "国庆还催吗",
    "谢谢",
    "本期通报",
)
FRAMES = ("县教育局进展", "那财政局呢", "年底前到期的", "下一页", "第2条", "逾期任务", "按单位", "导出来")
SCRIPT = (
    ANSWERS
    + "".join(f"沈怀瑾: {words}\n" for words in (*CONVENOR, *FURTHER))
    + "".join(f"沈怀瑾: {words}\n" for words in FRAMES)
    + """叶小满: 明天会催谁
叶小满: 待审核
叶小满: 导出台账
叶小满: 席位
叶小满: 给供水公司发邀请码
叶小满: 武长缨调走了，换成李卫东
叶小满 # 确认换人
叶小满: 第5项延到明年1月底
叶小满 # 确认改时限
叶小满: 丁默川今天报的第4项改成40%
叶小满: 县教育局电话说第8项进度60%
叶小满 # 确认代录
叶小满: 补录一条
叶小满: 县教委 8 进度70%，正在选址
叶小满 # 不用了
叶小满: 催一下公安局
叶小满 # 不用了
叶小满: 把没报的都催一遍
叶小满 # 确认催办
沈怀瑾: 催一下公安局
沈怀瑾 # 转告办公室
丁默川: 催一下公安局
丁默川: 住建局报了没有
丁默川: 我还有几件没报
丁默川: 第4项原文怎么写的
丁默川: 整理空中线缆什么时候到期
向晚晴: 下一件到期的是哪个
马致同: 公安局报了吗
雷子牧: 更新老化管网是哪个局牵头
雷子牧: 更新老化管网进展
沈怀瑾: 各乡镇进展
沈怀瑾: 第1-1项怎么回事
沈怀瑾: 全年还剩几项
沈怀瑾: 三年行动计划进展
沈怀瑾: 电梯装了几台
沈怀瑾: 改造小区数多少了
沈怀瑾: 上次延期批了几个
顾言川: 柳承恩负责哪项任务
顾言川: 责任单位有哪几家？
沈怀瑾: 联席会议成员单位一共几家
沈怀瑾: 谁还没签收
宋清越: 年底完工率要到多少才过关
石青岚: 我们镇要干些啥，没收到消息
文静姝: 公安局雷子牧的手机号有没有，发我一下
沈怀瑾: 财政局逾期的
沈怀瑾: 导出
沈怀瑾: 哪个单位的责任
沈怀瑾: 资金管理办法逾期了吗
贺南枝: 养老托育谁牵头，我找谁对接
江一帆: 收集日是啥意思
叶小满: 给还没签收的都提醒一遍
@2025-12-03T09:05
"""
)


@dataclass(frozen=True)
class Heard:
    """What one line brought to whoever typed it, and to others."""

    said: tuple[Said, ...]
    stored: int
    others: tuple[Said, ...]

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.said)

    @property
    def labels(self) -> list[str]:
        return [label for one in self.said for row in one.buttons for label in row]

    @property
    def rows(self) -> int:
        return sum(paging.phone_rows(line) for line in self.text.splitlines())


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Heard]:
    folder = tmp_path_factory.mktemp("sample")
    played, _ = asyncio.run(play(SCRIPT, folder))
    found: dict[str, Heard] = {}
    sources = [line for line in SCRIPT.splitlines() if line]
    for source, line in zip(sources, played, strict=True):
        assert line.failed is None, line.failed
        found[source] = _heard(source, line)
    return found


def _heard(source: str, line: Played) -> Heard:
    who = source.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    own = tuple(one for one in line.said if one.to == who)
    return Heard(own, len(line.stored), tuple(one for one in line.said if one.to != who))


def asked(heard: dict[str, Heard], words: str, who: str = "沈怀瑾") -> Heard:
    return heard[f"{who}: {words}"]


@pytest.mark.parametrize("words", CONVENOR)
def test_a_convenors_question_is_answered_on_one_screen_with_a_count_first_and_the_moment(
    heard: dict[str, Heard], words: str
) -> None:
    answer = asked(heard, words)
    assert len(answer.said) == 1
    assert answer.rows <= paging.PHONE_ROWS
    assert "截至2025年12月3日 08:30" in answer.text
    assert any(sign.isdigit() for sign in answer.text.splitlines()[0])
    assert answer.labels, "the next step"
    assert answer.stored == 0


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("逾期任务", "逾期任务2项；另有7条未按时报送，不算任务逾期"),
        ("哪些单位还没报", "未按时报送单位5个，共7条"),
        ("现在总体怎么样", "任务共14项：已办结1项，办结率7.1%"),
        ("这个月到期的", "到期8条（8项任务），未完成8条（12月1日至12月31日）"),
        ("民政局进展", "任务进展3项（县民政局）"),
        ("罗清禾分管的事项进展", "任务进展5项（罗清禾）"),
        ("消防通道弄完没", "第11项 打通消防通道"),
        ("需要我协调的事", "需协调事项1项"),
        ("指标完成情况", "指标10条，已达到0条"),
        ("谁申请延期了", "延期申请1条，待决定1条"),
        ("卫健委拖了几项", "没有逾期的任务（县卫生健康局），都在时限之内。"),
        ("第四季度完成了什么", "办结任务1项；各单位报已完成或申请办结1条（10月1日至12月31日）"),
        ("哪些单位没有联络员", "联系不上的单位3个，催不到，不算未报"),
        ("下周有什么到期", "没有到期的任务（12月8日至12月14日）。"),
        ("公安局催过没有", "已催1个单位、"),
        ("县公安局收到过哪些催报", "已催1个单位、"),
        ("除了住建局还有谁没报", "未按时报送单位4个，共5条（不含县住房城乡建设局）"),
    ],
)
def test_the_first_line_says_how_many(heard: dict[str, Heard], words: str, first: str) -> None:
    assert asked(heard, words).text.splitlines()[0].startswith(first)


def test_who_has_not_answered_is_of_what_was_due_and_units_out_of_reach_are_not_among_them(
    heard: dict[str, Heard],
) -> None:
    answer = asked(heard, "哪些单位还没报")
    assert "到期应报10条，已报3条" in answer.text
    for never_asked in ("自然资源局", "供水公司", "大数据中心"):
        assert never_asked not in answer.text
    assert {"请办公室催办", "逐条看", "导出表格"} <= set(answer.labels)


def test_a_task_says_its_light_and_why(heard: dict[str, Heard]) -> None:
    late = asked(heard, "消防通道弄完没").text
    assert "红灯：逾期，11月28日到期，已过5天没有完成，进度60%，时间已过100.0%" in late
    assert "最近（县消防救援大队，11月3日）：进度60%，清除占道障碍46处" in late
    assert "不亮灯：尚无反馈" in asked(heard, "第6项为什么是黄灯").text


def test_what_is_asked_of_others_is_not_cut(heard: dict[str, Heard]) -> None:
    assert "需协调：县财政局" in asked(heard, "需要我协调的事").text


def test_why_somebody_was_not_asked_is_said(heard: dict[str, Heard]) -> None:
    assert "县自然资源局·划定改造片区：没有催过，没有联络员" in asked(heard, "为什么没催自然资源局").text
    assert "县自然资源局：没有联络员，有2项任务" in asked(heard, "自然资源局怎么联系不上").text


def test_two_units_are_told_side_by_side(heard: dict[str, Heard]) -> None:
    text = asked(heard, "发改局和财政局分别什么进度").text
    assert "县发展改革局" in text
    assert "县财政局" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("交通局什么情况", "没有叫“交通局”的单位。"),
        ("张桂芳分管的事项", "没有叫“张桂芳”的责任领导或联络员。"),
        ("垃圾分类进展", "没有名称里有“垃圾分类”的任务。"),
    ],
)
def test_who_or_what_nobody_knows_is_said_to_be_unknown(heard: dict[str, Heard], words: str, told: str) -> None:
    answer = asked(heard, words)
    assert answer.text.startswith(told)
    assert answer.labels


def test_a_name_that_may_be_two_things_is_asked_about(heard: dict[str, Heard]) -> None:
    answer = asked(heard, "消防进展")
    assert (answer.text, answer.labels) == ("您问的是哪一个？", ["打通消防通道", "县消防救援大队"])


def test_whoever_asks_for_a_ranking_is_told_why_there_is_none_and_what_there_is(heard: dict[str, Heard]) -> None:
    answer = asked(heard, "谁最慢")
    assert "不排名" in answer.text
    assert {"逾期任务", "未报送单位", "需协调事项"} <= set(answer.labels)


def test_holidays_thanks_and_what_is_not_kept_have_their_sentence(heard: dict[str, Heard]) -> None:
    assert "节假日、周末和下班时间不发催报" in asked(heard, "国庆还催吗").text
    assert asked(heard, "谢谢").text == "不客气，有事随时问我。"
    assert asked(heard, "上次通报以来有什么变化").text.startswith("还没有印发过的通报可以比对。")
    assert "下载 Word 通报" in asked(heard, "本期通报").labels


def test_a_follow_up_goes_on_from_the_question_before(heard: dict[str, Heard]) -> None:
    assert asked(heard, "那财政局呢").text.startswith("任务进展3项（县财政局）")
    assert "第2/2页" in asked(heard, "下一页").text
    assert asked(heard, "第2条").text.startswith("推进小区改造施工")
    assert asked(heard, "按单位").text.startswith("逾期任务2项，涉及2个单位")
    assert asked(heard, "导出来").said[0].files == ("逾期任务2025-12-03.xlsx",)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("明天会催谁", "2025年12月4日将发出1条提醒，给1人："),
        ("待审核", "待审核"),
        ("席位", "席位25个"),
        ("给供水公司发邀请码", "县供水公司联络员的邀请码："),
        ("导出台账", "台账：1个方案、14项任务"),
        ("补录一条", "请写：单位 任务编号 答复"),
        ("丁默川今天报的第4项改成40%", "县城市管理局在这一项里没有任务。"),
    ],
)
def test_the_offices_plain_words_do_what_its_commands_do(heard: dict[str, Heard], words: str, told: str) -> None:
    assert asked(heard, words, "叶小满").text.startswith(told)


def test_an_order_is_read_back_in_numbers_and_then_done(heard: dict[str, Heard]) -> None:
    order = asked(heard, "第5项延到明年1月底", "叶小满")
    assert order.text == "改时限：第5项 更新老化管网\n2025年12月31日 → 2026年1月31日，涉及3个单位。"
    assert order.labels == ["确认改时限", "不用了"]
    assert heard["叶小满 # 确认改时限"].text == "已改：第5项 更新老化管网，时限2026年1月31日。"
    change = asked(heard, "武长缨调走了，换成李卫东", "叶小满")
    assert change.text.startswith("县应急管理局联络员：武长缨 → 李卫东，今天起。")
    assert heard["叶小满 # 确认换人"].text.startswith("县应急管理局联络员已改为李卫东")


def test_an_answer_by_phone_is_written_down_after_it_was_read_back(heard: dict[str, Heard]) -> None:
    order = asked(heard, "县教育局电话说第8项进度60%", "叶小满")
    assert order.stored == 0
    assert "1-8 增设养老托育设施\n　推进中 60%\n　“进度60%”" in order.text
    assert heard["叶小满 # 确认代录"].stored == 1
    named = asked(heard, "县教委 8 进度70%，正在选址", "叶小满")
    assert (named.stored, named.labels) == (0, ["确认代录", "不用了"])


def test_a_chase_says_whom_it_asks_and_can_be_left(heard: dict[str, Heard]) -> None:
    assert "催办1个单位、1条：\n· 县公安局：1-11 打通消防通道（" in asked(heard, "催一下公安局", "叶小满").text
    assert heard["叶小满 # 不用了"].text == "好的，没有改动。"
    everybody = asked(heard, "把没报的都催一遍", "叶小满")
    assert "联系不上，催不到：" in everybody.text
    assert heard["叶小满 # 确认催办"].text.startswith("已催办")


def test_a_convenors_order_is_passed_on_to_the_office(heard: dict[str, Heard]) -> None:
    assert asked(heard, "催一下公安局").labels == ["转告办公室", "不用了"]
    passed = heard["沈怀瑾 # 转告办公室"]
    assert passed.text == "已转告办公室：钟亦秋、叶小满。"
    told = [one for one in heard["@2025-12-03T09:05"].others if one.text.startswith("召集人沈怀瑾请办公室办理：")]
    assert {one.to for one in told} == {"钟亦秋", "叶小满"}
    assert all("县公安局" in one.text and one.buttons == (("催一催",),) for one in told)


def test_a_liaison_sees_no_further_than_the_own_unit_and_is_told_so(heard: dict[str, Heard]) -> None:
    answer = asked(heard, "住建局报了没有", "丁默川")
    assert answer.text.startswith("您看不到县住房城乡建设局的情况。") or "您能看到的是本单位的情况" in answer.text
    assert "都报了" not in answer.text


def test_a_liaisons_questions_are_answered_and_nothing_is_stored(heard: dict[str, Heard]) -> None:
    told = {
        "丁默川: 我还有几件没报": "我的任务4项",
        "丁默川: 第4项原文怎么写的": "原文",
        "丁默川: 整理空中线缆什么时候到期": "第7项 整理空中线缆",
        "向晚晴: 下一件到期的是哪个": "下一件到期：",
        "马致同: 公安局报了吗": "未按时报送单位1个，共1条（县公安局）",
    }
    for line, first in told.items():
        assert heard[line].text.startswith(first), heard[line].text
        assert heard[line].stored == 0
    assert "县公安局" in asked(heard, "催一下公安局", "丁默川").text or heard["丁默川: 催一下公安局"].labels


def test_what_the_issued_plan_says_is_told_to_all_its_units_and_the_progress_to_those_who_see_it(
    heard: dict[str, Heard],
) -> None:
    told = asked(heard, "更新老化管网是哪个局牵头", "雷子牧")
    assert "牵头：县水利局" in told.text
    assert "进展只有承担的单位能看" in told.text
    assert not told.labels
    progress = asked(heard, "更新老化管网进展", "雷子牧")
    assert not any(words in told.text + progress.text for words in ("45%", "阀门", "有困难"))


def test_a_question_goes_on_from_an_answer_that_held_one_task(heard: dict[str, Heard]) -> None:
    assert "责任：县教育局、县卫生健康局" in asked(heard, "责任单位有哪几家？", "顾言川").text


def test_what_the_plan_prints_of_the_body_its_figures_and_its_groups_is_told_to_whoever_sits_in_it(
    heard: dict[str, Heard],
) -> None:
    assert "成员单位13个" in asked(heard, "联席会议成员单位一共几家").text
    target = asked(heard, "年底完工率要到多少才过关", "宋清越")
    assert "2025年目标≥50%" in target.text
    assert "完成数只有供数单位能看" in target.text
    of_group = asked(heard, "我们镇要干些啥，没收到消息", "石青岚").text
    assert "增设养老托育设施" in of_group
    assert "没有单独催贵单位报" in of_group


def test_who_has_signed_is_counted_and_whoever_got_nothing_stands_apart(heard: dict[str, Heard]) -> None:
    told = asked(heard, "谁还没签收")
    assert told.text.startswith("已签收3个单位，没有签收的")
    assert "县财政局：没有签收0/2项" in told.text, "what was 办结 on handing out was asked of nobody"
    assert "不算未签收" in told.text


def test_what_was_over_when_it_was_handed_out_is_told_of_its_unit_and_nobody_is_late_with_it(
    heard: dict[str, Heard],
) -> None:
    of_unit = asked(heard, "财政局逾期的").text
    assert of_unit.endswith("交办时已过时限、按已办结登记，不算逾期：制定资金管理办法（2025年10月31日，33天前）")
    table = asked(heard, "导出")
    assert table.said[0].files == (), "an empty table helps nobody"
    assert table.text.startswith("没有可以导出的内容。\n没有逾期的任务（县财政局）")
    for words in ("哪个单位的责任", "资金管理办法逾期了吗"):
        told = asked(heard, words).text
        assert told.startswith("第3项 制定资金管理办法\n")
        assert "办结" in told
        assert "完成时限2025年10月31日（" in told
        assert "（逾期" not in told


def test_the_days_bundle_is_turned_in_words(heard: dict[str, Heard]) -> None:
    onward, back = asked(heard, "下一页", "向晚晴").text, heard["向晚晴 > 1: 上一页"].text
    assert "（第2页，共" in onward
    assert "\n7. " in onward
    assert "（第1页，共" in back


def test_whom_to_turn_to_is_the_liaison_of_the_unit_that_leads(heard: dict[str, Heard]) -> None:
    assert asked(heard, "养老托育谁牵头，我找谁对接", "贺南枝").text == "县民政局联络员：文静姝"


def test_the_words_of_a_reminder_are_explained(heard: dict[str, Heard]) -> None:
    assert asked(heard, "收集日是啥意思", "江一帆").text.startswith("收集日：各单位把情况报上来的日子")


def test_those_are_reminded_who_have_not_signed_and_nobody_else(heard: dict[str, Heard]) -> None:
    told = asked(heard, "给还没签收的都提醒一遍", "叶小满")
    assert "县住房城乡建设局：1-4 " in told.text
    assert not any(one in told.text for one in ("县住房城乡建设局：1-1 ", "县水利局：")), (
        "who has answered has signed"
    )
    assert told.labels == ["确认催办", "不用了"]


def test_numbers_that_are_not_kept_are_said_not_to_be(heard: dict[str, Heard]) -> None:
    assert "没有存电话" in asked(heard, "公安局雷子牧的手机号有没有，发我一下", "文静姝").text


def test_a_group_is_asked_for_with_the_members_that_the_plan_names_one_by_one(heard: dict[str, Heard]) -> None:
    told = asked(heard, "各乡镇进展").text
    assert "（各乡镇（街道））" in told
    assert "推进小区改造施工·枕溪街道" in told
    assert "推进小区改造施工·听松街道" in told


def test_a_code_is_one_task_whatever_list_was_shown(heard: dict[str, Heard]) -> None:
    assert asked(heard, "第1-1项怎么回事").text.startswith("第1项 开展小区底数排查")


def test_what_is_left_in_a_year_is_open_and_due_in_it(heard: dict[str, Heard]) -> None:
    left = asked(heard, "全年还剩几项").text
    assert "（共14项）（未办结，1月1日至12月31日）" in left
    assert "任务进展14项" not in left
    assert "制定资金管理办法" not in left
    assert "没有看懂" not in left


def test_the_one_plan_there_is_is_told_of_where_another_is_named(heard: dict[str, Heard]) -> None:
    told = asked(heard, "三年行动计划进展")
    assert told.text.startswith("没有名称里有“三年行动计划”的方案，只有《望澜县城镇老旧小区改造提升行动方案")
    assert "\n任务进展14项" in told.text


def test_a_count_is_told_with_the_figure_of_its_name_and_the_task(heard: dict[str, Heard]) -> None:
    told = asked(heard, "电梯装了几台").text
    assert told.startswith("指标：累计加装电梯·2025年目标≥8台")
    assert "第6项 加装既有住宅电梯" in told
    assert asked(heard, "改造小区数多少了").text.startswith("指标4条")
    assert "没有看懂" not in asked(heard, "上次延期批了几个").text


def test_no_question_of_anybody_stores_a_report(heard: dict[str, Heard]) -> None:
    questions = [line for line in heard if line.startswith("沈怀瑾: ")]
    assert all(heard[line].stored == 0 for line in questions)
