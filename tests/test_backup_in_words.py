"""Who asks for a backup hears that no export is one, who makes it and how; an export says of what it holds all."""

from pathlib import Path

import pytest

from tasks_db.language.backup_words import asks_for_backup
from tests.test_desk_fourth import play


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("台账怎么备份", True),
        ("系统有没有自动备份？", True),
        ("帮我把全部数据拷一份", True),
        ("导出所有资料", True),
        ("导出台账", False),
        ("导出指标", False),
        ("2 机房备份线路已建好", False),
        ("备案表", False),
    ],
)
def test_words_for_a_backup_are_told_from_a_list_and_from_work(text: str, asks: bool) -> None:  # noqa: FBT001
    assert asks_for_backup(text) is asks


def test_a_backup_is_made_at_the_terminal_and_no_list_is_taken_for_it(tmp_path: Path) -> None:
    said = play(
        "@2025-11-03T09:10\n叶小满: 数据备份在哪里\n叶小满: 全部数据导出来\n"
        "叶小满: 逾期任务导出来\n丁默川: 怎么备份\n",
        tmp_path,
    )
    for line in ("叶小满: 数据备份在哪里", "叶小满: 全部数据导出来"):
        assert "lianxi backup" in said[line]
        assert "不是备份" in said[line]
    assert "单位不用做" in said["丁默川: 怎么备份"]
    assert "（全部，" not in said["叶小满: 逾期任务导出来"]
