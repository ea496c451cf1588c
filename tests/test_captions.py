"""What stands beside files tells for which task they are, and is an answer where it says something of the work."""

from pathlib import Path

import pytest

from bot.run import play_script
from bot.sample.script import parse
from bot.sample.stage import Played

MORNING = "@2025-11-03T09:00\n"


async def _sent(line: str, folder: Path) -> Played:
    for name in ("甲.jpg", "乙.jpg"):
        (folder / name).write_bytes(name.encode())
    (folder / "played").mkdir()
    played, _ = await play_script(parse(MORNING + line + "\n"), folder / "played", folder)
    return played[1]


@pytest.mark.parametrize(
    ("line", "task", "recorded"),
    [
        ("文静姝 + 甲.jpg: 这是第1项的照片", "盘活闲置用房", []),
        ("雷子牧 + 甲.jpg: 消防通道现场", "打通消防通道", []),
        ("江一帆 + 甲.jpg: 管网施工现场照片", "更新老化管网", []),
        ("丁默川 + 甲.jpg + 乙.jpg: 4 已清线23处，进度20%", "整理空中线缆", [("整理空中线缆", 20)]),
        ("程暮云 + 甲.jpg: 第3项现场，已完成20%", "建设停车充电设施", [("建设停车充电设施", 20)]),
    ],
)
async def test_a_caption_says_for_which_task_its_files_are(
    tmp_path: Path, line: str, task: str, recorded: list[tuple[str, int]]
) -> None:
    played = await _sent(line, tmp_path)
    assert [(one.task, one.percent) for one in played.stored] == recorded
    assert any(said.text.endswith(f"归到：{task}") for said in played.said)


async def test_files_without_a_word_are_asked_about(tmp_path: Path) -> None:
    played = await _sent("郝明月 + 甲.jpg:", tmp_path)
    assert [said.buttons for said in played.said] == [(("1", "2"),)]
