"""What stands beside files tells for which task they are, and is an answer where it says something of the work."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.sample.stage import Played
from tasks_db.store import models
from tests.evidence_samples import JPEG
from tests.playing import play
from tests.small_world import STARTS, WATER, a_draft_task, at_local, open_office, rows, small_meeting

MORNING = "@2025-11-03T09:00\n"


async def _sent(line: str, folder: Path) -> Played:
    for name in ("甲.jpg", "乙.jpg"):
        (folder / name).write_bytes(name.encode())
    (folder / "played").mkdir()
    played, _ = await play(MORNING + line + "\n", folder / "played", folder)
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


async def test_a_sentence_that_fits_two_tasks_brings_one_question_and_its_photos_go_with_the_report(
    tmp_path: Path,
) -> None:
    own = [a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "改造排水管网", ["县水利局"])]
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *own)
        await at_local(office, "2025-11-03T09:30")
        words = "已经走了32处，发现问题5处都整改了"
        heard = await office.send_bytes(WATER, "甲.jpg", JPEG, words)
        (asked,) = [message for message in heard.messages if message["keyboard"]]
        assert asked["text"].startswith(f"已收到“甲.jpg”，和这句话一起记。\n“{words}”说的是哪一项？")
        assert "请在上面那条消息里点选" in (await office.send_bytes(WATER, "乙.jpg", JPEG + b"2")).text
        heard = await office.press(WATER, "2")
        assert "已收下佐证“甲.jpg”“乙.jpg”，归到：改造排水管网" in heard.text
        (report,) = await rows(office)
        assert await office.read(lambda s: list(s.exec(select(models.Evidence.report_id)).all())) == [report.id] * 2

        # a photo before its sentence goes with it, and stays when the words are let go
        await office.send_bytes(WATER, "丙.jpg", JPEG + b"3")
        heard = await office.say(WATER, "又走了12处，发现问题都整改了")
        assert heard.text.startswith("已收到“丙.jpg”，和这句话一起记。")
        await office.press(WATER, "都不是", within="又走了")
        await office.press(WATER, "1", within="这是哪项任务的佐证")
        found = await office.read(lambda s: s.exec(select(models.Evidence)).all()[-1])
        assert (found.file_name, found.report_id) == ("丙.jpg", None)
