"""The ground of a task that was given by hand is put right afterwards; what leaders gave is listed."""

import pytest

from tests.test_desk_fourth import play

SAID = """@2025-11-18T09:10
钟亦秋: 领导交办的事
钟亦秋: 领导交办：沈怀瑾批示，县教育局，12月10日前，检修校车
钟亦秋 # 确认交办
钟亦秋: 领导交办：县教育局，12月20日前，排查食堂
钟亦秋 # 确认交办
钟亦秋: 2-2的依据改为县政府常务会议纪要（第5期）
钟亦秋 # 撤销
钟亦秋: 2-2交办依据写错了，应为沈县长批示
钟亦秋: 1-5的依据改为县政府常务会议纪要
钟亦秋: 领导交办事项有哪些
钟亦秋: 沈怀瑾交办的
钟亦秋: 钱多多交办的
沈怀瑾: 领导交办的事
贺南枝: 领导交办的事
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SAID, tmp_path_factory.mktemp("grounds"))


def test_the_ground_is_changed_and_brought_back(said: dict[str, str]) -> None:
    told = said["钟亦秋: 2-2的依据改为县政府常务会议纪要（第5期）"]
    assert "2-2 排查食堂\n依据：领导交办 → 县政府常务会议纪要（第5期）" in told
    assert "依据：县政府常务会议纪要（第5期） → 领导交办" in said["钟亦秋 # 撤销"]
    assert "→ 沈县长批示" in said["钟亦秋: 2-2交办依据写错了，应为沈县长批示"]


def test_a_task_of_a_document_has_the_document_for_its_ground(said: dict[str, str]) -> None:
    told = said["钟亦秋: 1-5的依据改为县政府常务会议纪要"]
    assert "依据就是这份文件，没有改动" in told
    assert "延到1月31日，依据：" in told


def test_what_was_given_by_hand_is_listed_of_all_and_of_one_leader(said: dict[str, str]) -> None:
    assert "还没有领导交办事项" in said["钟亦秋: 领导交办的事"]
    told = said["钟亦秋: 领导交办事项有哪些"]
    assert "领导交办2项，没有办结的2项" in told
    assert "2-1 检修校车：县教育局，2025年12月10日" in told
    assert "沈怀瑾交办2项" in said["钟亦秋: 沈怀瑾交办的"]
    assert "交办2项" not in said["钟亦秋: 钱多多交办的"]


def test_a_convenor_sees_the_list_and_a_unit_does_not(said: dict[str, str]) -> None:
    assert "领导交办2项" in said["沈怀瑾: 领导交办的事"]
    assert "交办2项" not in said["贺南枝: 领导交办的事"]
