"""Errands of a clerk's day at the desk, played on the sample: what the office says in its own words is done whole."""

import asyncio

import pytest

from tests.playing import play

SCRIPT = """@2025-11-11T09:10
钟亦秋: 代录县公安局电话答复：打通消防通道，进度60%，20日前完成
钟亦秋: 代录县应急管理局电话答复：打通消防通道，进度40%，预计25日完成，已清障3处
钟亦秋 # 确认代录
钟亦秋: /phone 县公安局 1 进度60%，20日前完成
钟亦秋: 县公安局来电话：第11项，进度60%，20日前完成
钟亦秋: 雷子牧来电：1 已完成，2 无变化
钟亦秋: 代录 县水利局 1-5 已换管3公里
钟亦秋: /phone 县教育局 1-8 下周一再报
钟亦秋: 公安局打电话说正在巡查
丁默川: 你们发得太勤了，一天好几条，烦不烦
丁默川 # 转给办公室
姚新禾: 投诉：机器人发得太勤了，能不能少发点
钟亦秋: 县长在会上要求：县水利局牵头、县应急管理局配合，12月底前排查全部泵站
钟亦秋 # 确认交办
钟亦秋: 领导交办：县长在会上要求，县水利局12月底前排查全部泵站，县应急管理局配合
钟亦秋: 通知各乡镇（街道）：周五14:30开会，请准时参加
钟亦秋 # 确认发出
@2025-11-11T14:40
梅若溪 # 签收
钟亦秋: 谁签收了通知
钟亦秋: 打通消防通道重新打开，抽查发现还有堵点
钟亦秋: 催一下财政局，资金办法都过三天了
钟亦秋: 制定资金管理办法重新打开，抽查发现没有印发
钟亦秋 # 确认重开
江一帆 # 有困难
江一帆: 雨污合流段需县城市管理局出具占道开挖许可，至今没有办下来，请协调
程暮云: 3 有困难，场地一直没有定下来
钟亦秋: 待审核
钟亦秋 # 3
钟亦秋 # 通过
钟亦秋: 把县发展改革局第10项的困难转请县城市管理局协调
钟亦秋: 把县水利局2-1的困难转请县城市管理局协调
贺南枝 # 不属我单位
贺南枝: 这项工作由县财政局负责
钟亦秋: 待审核
钟亦秋 # 2
钟亦秋 # 同意，调整单位
钟亦秋: 待办
钟亦秋 # 待改单位
钟亦秋 # 改1
钟亦秋: 县财政局、县卫生健康局、各乡镇（街道）
钟亦秋: 县教育局联络员换成林知微（科员）
钟亦秋 # 确认换人
钟亦秋: 县教育局联络员林知微的职务改为副科长
钟亦秋: 县教育局联络员贺南枝的职务改为科员
钟亦秋: 把姚新禾的职务改为副局长
钟亦秋: 县教育局联络员的职务是什么
钟亦秋: /handover 县供水公司 卫长风
钟亦秋: /handover 县自然资源局 陆听澜
钟亦秋: /merge 县供水公司 县自然资源局
钟亦秋 # 确认合并
钟亦秋: /links
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each line brought, to whom, with its buttons and what was stored; of the same words the last time."""
    folder = tmp_path_factory.mktemp("errands")
    played, _ = asyncio.run(play(SCRIPT, folder))
    found = {}
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
        told = [f"{one.to}：{one.text}{''.join(f'[{b}]' for row in one.buttons for b in row)}" for one in line.said]
        kept = [f"记：{one.unit}｜{one.task}｜{one.kind.zh}｜{one.expected}｜{one.text}" for one in line.stored]
        found[line.source] = "\n".join([*told, *kept])
    return found


def test_a_call_is_read_as_the_units_own_words_and_shown_whole_before_it_is_kept(said: dict[str, str]) -> None:
    whole = "1-11 打通消防通道\n　推进中 60%，预计2025年11月20日\n　“"
    for words in (
        "代录县公安局电话答复：打通消防通道，进度60%，20日前完成",
        "/phone 县公安局 1 进度60%，20日前完成",
        "县公安局来电话：第11项，进度60%，20日前完成",
    ):
        heard = said[f"钟亦秋: {words}"]
        assert "代录（以县公安局联络员雷子牧的名义，注明代录）：" in heard
        assert whole in heard
        assert "[确认代录][不用了]" in heard
        assert "记：" not in heard
    assert "｜推进中｜2025-11-25｜" in said["钟亦秋 # 确认代录"]
    assert "已换管3公里" in said["钟亦秋: 代录 县水利局 1-5 已换管3公里"]
    both = said["钟亦秋: 雷子牧来电：1 已完成，2 无变化"]
    assert "1-11 打通消防通道\n　已完成" in both
    assert "1-7 整理空中线缆\n　无变化" in both


def test_a_call_that_says_no_progress_or_no_task_is_not_kept_and_says_what_to_write(said: dict[str, str]) -> None:
    assert "不是进展，没有代录" in said["钟亦秋: /phone 县教育局 1-8 下周一再报"]
    unclear = said["钟亦秋: 公安局打电话说正在巡查"]
    assert "它的任务：1-7 整理空中线缆、1-10 建设停车充电设施、1-11 打通消防通道。" in unclear


def test_a_complaint_in_plain_words_goes_to_the_office_and_is_no_progress(said: dict[str, str]) -> None:
    for line in ("丁默川: 你们发得太勤了，一天好几条，烦不烦", "姚新禾: 投诉：机器人发得太勤了，能不能少发点"):
        assert "[转给办公室][这是我的反馈]" in said[line]
        assert "记：" not in said[line]
    assert "意见：你们发得太勤了，一天好几条，烦不烦[答复]" in said["丁默川 # 转给办公室"]


def test_an_order_of_a_leader_in_plain_words_names_who_leads_and_who_helps(said: dict[str, str]) -> None:
    read = "排查全部泵站（县水利局、县应急管理局，2025年12月31日前，县长在会上要求）"
    assert read in said["钟亦秋: 县长在会上要求：县水利局牵头、县应急管理局配合，12月底前排查全部泵站"]
    assert read in said["钟亦秋: 领导交办：县长在会上要求，县水利局12月底前排查全部泵站，县应急管理局配合"]
    told = said["@2025-11-11T14:40"]
    assert "江一帆：2025年11月11日（周二）江一帆，您好。\n《领导交办事项》新交办1项" in told
    assert told.count("2-1　依据：县长在会上要求") == 2


def test_a_notice_keeps_its_words_when_it_is_signed_for_and_tells_who_did(said: dict[str, str]) -> None:
    assert "周五14:30开会，请准时参加\n\n已签收。" in said["梅若溪 # 签收"]
    told = said["钟亦秋: 谁签收了通知"]
    assert "签收1/5" in told
    assert "· 桑榆坪镇：送不到（没有联络员）" in told


def test_a_task_is_opened_again_in_words(said: dict[str, str]) -> None:
    assert "没有办结，不用重开" in said["钟亦秋: 打通消防通道重新打开，抽查发现还有堵点"]
    assert "已重开“制定资金管理办法”" in said["钟亦秋 # 确认重开"]


def test_a_task_that_is_closed_is_not_said_to_be_answered_when_somebody_is_to_be_chased(said: dict[str, str]) -> None:
    chased = said["钟亦秋: 催一下财政局，资金办法都过三天了"]
    assert "县财政局：第3项“制定资金管理办法”已经办结，没有可催的。" in chased


def test_a_plea_in_any_words_goes_to_the_unit_that_has_to_act(said: dict[str, str]) -> None:
    words = "雨污合流段需县城市管理局出具占道开挖许可，至今没有办下来，请协调"
    heard = said[f"江一帆: {words}"]
    assert f"请县城市管理局协调：{words}[转县城市管理局][转召集人][答复单位]" in heard
    assert "没有写需谁协调[转单位][转召集人][答复单位]" in said["钟亦秋 # 通过"]
    for line, task in (("县发展改革局第10项", "1-10 建设停车充电设施"), ("县水利局2-1", "2-1 排查全部泵站")):
        passed = said[f"钟亦秋: 把{line}的困难转请县城市管理局协调"]
        assert "钟亦秋：已转县城市管理局，并告知提出的单位。" in passed
        assert f"请贵单位协调（办公室转）：\n{task}" in passed
    assert "，已转县城市管理局，等答复" in said["钟亦秋: 待办"]


def test_a_task_that_is_not_the_units_waits_for_another_unit_until_it_has_one(said: dict[str, str]) -> None:
    agreed = said["钟亦秋 # 同意，调整单位"]
    assert "县教育局说应由县财政局负责。请改责任单位（现在是县教委、县卫生健康局、各乡镇（街道））" in agreed
    assert "[改责任单位][看任务]" in agreed
    assert "1项任务待改单位\n　1-8 增设养老托育设施：已同意不属县教育局，还没有改单位" in said["钟亦秋: 待办"]
    changed = said["钟亦秋: 县财政局、县卫生健康局、各乡镇（街道）"]
    assert "单位已改：以后问县财政局（随下一条消息告知），不再问县教育局（已告知）。" in changed


def test_a_liaisons_post_is_changed_and_goes_with_whoever_goes(said: dict[str, str]) -> None:
    assert "贺南枝 → 林知微（科员），今天起" in said["钟亦秋: 县教育局联络员换成林知微（科员）"]
    assert "县教育局联络员已改为林知微（科员）" in said["钟亦秋 # 确认换人"]
    assert "县教育局联络员林知微：职务副科长。" in said["钟亦秋: 县教育局联络员林知微的职务改为副科长"]
    assert "现在的联络员是林知微" in said["钟亦秋: 县教育局联络员贺南枝的职务改为科员"]
    assert "县卫生健康局联络员姚新禾：职务副局长。" in said["钟亦秋: 把姚新禾的职务改为副局长"]
    assert "职务什么" not in said["钟亦秋: 县教育局联络员的职务是什么"]


def test_who_loses_the_seat_by_a_merger_is_named_before_it_and_the_unit_stands_in_no_list(
    said: dict[str, str],
) -> None:
    asked = said["钟亦秋: /merge 县供水公司 县自然资源局"]
    assert "联络员只留陆听澜：卫长风不再担任，邀请码作废。" in asked
    assert "卫长风不再是联络员" in said["钟亦秋 # 确认合并"]
    assert "县供水公司" not in said["钟亦秋: /links"]
