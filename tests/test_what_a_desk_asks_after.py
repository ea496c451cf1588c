"""What a desk asks after: who lacks, what happened to a task, why words came back, what somebody got."""

import asyncio

import pytest

from tests.playing import play

SCRIPT = """
@2025-11-10T09:30
钟亦秋: 底数排查今天到期，怎么样了？还差谁？
丁默川: 1 推进中，已排查3个小区
沈怀瑾: 底数排查谁还没报
江一帆: 1 申请延期到2026年1月20日，挖到岩层
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 同意延期
雷子牧: 1-11 申请延期到12月20日，人手不够
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 退回
钟亦秋: 年底前必须打通
雷子牧: 我的延期为什么没批
钟亦秋: 县公安局的延期为什么退回
钟亦秋: 1-11为什么退回
沈怀瑾: 更新老化管网原定年底怎么变成1月20日
钟亦秋: 第5项留痕
钟亦秋: 第5项延期是谁批的，什么时候，什么理由
钟亦秋: 第7项留痕
钟亦秋: /task 1-5
钟亦秋: 延期申请
钟亦秋: 给雷子牧发过几次消息，哪天几点
钟亦秋: 提醒过县公安局几次，哪天几点
钟亦秋: 给雷子牧发过几次消息
雷子牧: 给钟亦秋发过几次消息，哪天几点
钟亦秋: 给县应急管理局起草一份提醒函，只说打通消防通道
钟亦秋: /letters 县应急管理局 1-12
钟亦秋: 给县应急管理局起草一份提醒函，只说改造管网
钟亦秋: 给县应急管理局起草一份提醒函，只说打通消防通道
钟亦秋 # 起草提醒函 1-11
向晚晴: 累计加装电梯6台
向晚晴: 指标1 15个
钟亦秋: /phone 县住房城乡建设局 1-指标2 3000户
钟亦秋: 加装电梯离年底的目标还差几台？
@2025-11-20T09:30
马致同: 1 申请办结
马致同 # 确认申请办结
钟亦秋: 待审核
钟亦秋: 退回县公安局的办结申请：没有照片
钟亦秋: 退回马致同打通消防通道的办结申请：请附三处通道的照片
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What everybody was told after each line, by the line."""
    played, _ = asyncio.run(play(SCRIPT, tmp_path_factory.mktemp("played")))
    assert [line.failed for line in played if line.failed] == []
    found: dict[str, str] = {}
    for line in played:
        name = line.source if line.source not in found else f"{line.source}@2"
        found[name] = "\n".join(one.text for one in line.said)
    return found


def test_who_lacks_of_one_task_is_told_by_name_and_day_with_whoever_consolidates(said: dict[str, str]) -> None:
    first = said["钟亦秋: 底数排查今天到期，怎么样了？还差谁？"]
    assert "各单位反馈 0/1，汇总单位未报" in first
    assert "未反馈：2个单位，其中过了应报日的1个" in first
    assert "县城市管理局（应于11月5日报，已过5天）" in first
    assert "县住房城乡建设局（汇总）（应于11月10日报，今天到期）" in first
    assert "不逐家问：各乡镇（街道）" in first
    assert "截至2025年11月10日 09:30" in first
    later = said["沈怀瑾: 底数排查谁还没报"]
    assert "各单位反馈 1/1，汇总单位未报" in later
    assert "未反馈：1个单位，都还没过应报日" in later
    assert "县城市管理局：推进中" in later


def test_the_course_of_a_task_says_who_asked_and_who_granted_and_why(said: dict[str, str]) -> None:
    asked = "县水利局江一帆 申请延期到2026年1月20日，挖到岩层"
    granted = "钟亦秋 同意县水利局11月10日的申请延期，2025年12月31日 → 2026年1月20日"
    for words in ("沈怀瑾: 更新老化管网原定年底怎么变成1月20日", "钟亦秋: 第5项留痕"):
        assert asked in said[words]
        assert granted in said[words]
    assert granted in said["钟亦秋: 第5项延期是谁批的，什么时候，什么理由"]
    assert "系统 定时限：（无） → 2026年12月31日，默认值" in said["钟亦秋: 第7项留痕"]
    assert "原2025年12月31日，钟亦秋11月10日同意县水利局延期" in said["钟亦秋: /task 1-5"]
    listed = said["钟亦秋: 延期申请"]
    assert "已通过（钟亦秋，11月10日）：申请延期到2026年1月20日，挖到岩层" in listed
    assert "已退回（钟亦秋，11月10日）：申请延期到12月20日，人手不够；退回原因：年底前必须打通" in listed


def test_why_words_came_back_is_told_to_the_unit_and_to_the_office(said: dict[str, str]) -> None:
    own = said["雷子牧: 我的延期为什么没批"]
    assert "1-11 打通消防通道：11月10日的申请延期" in own
    assert "11月10日退回，原因：年底前必须打通" in own
    assert "钟亦秋，原因：年底前必须打通" in said["钟亦秋: 县公安局的延期为什么退回"]
    assert "钟亦秋 退回县公安局11月10日的申请延期：年底前必须打通" in said["钟亦秋: 1-11为什么退回"]


def test_a_request_that_waits_for_other_units_is_listed_and_returned_in_words(said: dict[str, str]) -> None:
    queue = said["钟亦秋: 待审核@2"]
    assert "待补齐的办结申请1条" in queue
    assert "4. 1-11 县消防救援大队·打通消防通道" in queue
    assert "没有这样一条待审核的" in said["钟亦秋: 退回县公安局的办结申请：没有照片"]
    returned = said["钟亦秋: 退回马致同打通消防通道的办结申请：请附三处通道的照片"]
    assert "已退回（请附三处通道的照片）：县消防救援大队 申请办结" in returned
    assert "“打通消防通道”的申请办结被退回：请附三处通道的照片" in returned


def test_a_letter_of_one_matter_is_offered_and_drafted_of_it_alone(said: dict[str, str]) -> None:
    offered = said["钟亦秋: 给县应急管理局起草一份提醒函，只说打通消防通道"]
    assert "1-11 打通消防通道，2025年11月28日到期" in offered
    assert "1-12" not in offered
    assert "1-12 检查施工质量安全" in said["钟亦秋: /letters 县应急管理局 1-12"]
    assert "没有“改造管网”这样" in said["钟亦秋: 给县应急管理局起草一份提醒函，只说改造管网"]
    drafted = said["钟亦秋 # 起草提醒函 1-11"]
    assert "发往县应急管理局：贵单位参与的“打通消防通道”（第1-11项）将于11月28日到期" in drafted
    assert "1-12" not in drafted


def test_a_figure_behind_the_name_of_an_indicator_is_that_indicators_and_says_what_is_left(
    said: dict[str, str],
) -> None:
    assert "已记录：报送指标：累计加装电梯" in said["向晚晴: 累计加装电梯6台"]
    assert "已记录：报送指标：累计改造老旧小区（12月这一期）\n　推进中：15" in said["向晚晴: 指标1 15个"]
    assert "1-指标2 报送指标：累计惠及居民" in said["钟亦秋: /phone 县住房城乡建设局 1-指标2 3000户"]
    left = said["钟亦秋: 加装电梯离年底的目标还差几台？"]
    assert "现6台（11月10日报）·还差2台" in left
    assert "没有看懂" not in left


def test_what_somebody_got_is_listed_with_day_and_hour_for_the_office_alone(said: dict[str, str]) -> None:
    for words in (
        "钟亦秋: 给雷子牧发过几次消息，哪天几点",
        "钟亦秋: 提醒过县公安局几次，哪天几点",
        "钟亦秋: 给雷子牧发过几次消息",
    ):
        assert "发过2次消息" in said[words]
        assert "2025年11月3日 09:00 雷子牧：催报3项：打通消防通道" in said[words]
        assert "2025年11月10日 09:30 雷子牧：“打通消防通道”的申请延期被退回" in said[words]
    assert "09:00" not in said["雷子牧: 给钟亦秋发过几次消息，哪天几点"]
