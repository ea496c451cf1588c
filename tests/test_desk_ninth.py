"""A ninth month at the desk: what waits or was sent back says so, and a question gives what was asked for."""

import pytest

from tests.test_desk_fourth import play

DRAFT = """望澜县空中线缆整治计划（征求意见稿）
任务分解表
1. 摸排线缆点位。牵头单位：县城市管理局；责任单位：县应急局。完成时限：2025年11月30日。
2. 清除废弃线杆。牵头单位：县应急管理局；责任单位：县公安局。完成时限：2025年12月20日。
"""
MONTH = """@2025-11-18T09:10
郝明月: 1-9 清查工作有序开展
钟亦秋: 还差哪些单位没报1-9
钟亦秋: /task 1-9
钟亦秋 # 各单位反馈
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 退回
钟亦秋: 请写明清查了多少处
钟亦秋: 1-9的各单位反馈
钟亦秋: 1-9的记录
钟亦秋: 1-9办理过程
钟亦秋: 县应急管理局来电话：武长缨11月20日到12月5日去省里培训，这段时间由综合股副股长温以宁代
钟亦秋 + draft.txt:
钟亦秋: 方案2有哪些问题
钟亦秋: 方案1有哪些问题
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("ninth")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return play(MONTH, folder)


def test_what_nobody_has_reviewed_says_so_among_the_reports_of_the_units(said: dict[str, str]) -> None:
    assert "清查工作有序开展（郝明月 11月18日，待审核）" in said["钟亦秋 # 各单位反馈"]


def test_a_report_that_was_sent_back_is_told_as_that_and_not_as_silence(said: dict[str, str]) -> None:
    told = said["钟亦秋: 1-9的各单位反馈"]
    assert "汇总单位退回待重报" in told
    assert "县财政局（汇总）（退回待重报）" in told


def test_the_course_of_a_task_is_asked_for_as_its_record_too(said: dict[str, str]) -> None:
    for line in ("钟亦秋: 1-9的记录", "钟亦秋: 1-9办理过程"):
        assert "1-9 盘活闲置用房留痕" in said[line]
        assert "退回县财政局11月18日的推进中：请写明清查了多少处" in said[line]


def test_a_post_is_read_apart_from_the_time_for_which_somebody_stands_in(said: dict[str, str]) -> None:
    told = next(told for line, told in said.items() if line.startswith("钟亦秋: 县应急管理局来电话"))
    assert "改发给温以宁（综合股副股长）" in told


def test_what_is_wrong_with_a_plan_that_waits_is_its_findings(said: dict[str, str]) -> None:
    assert "“县应急局”“县应急管理局”可能是同一单位的不同写法" in said["钟亦秋: 方案2有哪些问题"]
    assert "没有需协调的事项" in said["钟亦秋: 方案1有哪些问题"], "of a plan that runs its units' words are meant"
