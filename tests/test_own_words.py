"""What one person types changes nothing that another said of the same task, however it is put."""

from pathlib import Path

from tests.playing import play

SCRIPT = """@2025-11-03T09:00
邱映雪: 1 进度40%，已检查3个工地
武长缨: 2 改成60%
武长缨: 刚才说错了，撤销
武长缨: 2 刚才那条不对，应该是无变化
武长缨: 40%应该记到第1项
武长缨: 撤回检查施工质量安全的反馈
武长缨: 都没变化
邱映雪: 更正，1应该是45%
"""


async def test_what_one_unit_types_changes_nothing_that_another_said(tmp_path: Path) -> None:
    played, _ = await play(SCRIPT, tmp_path)
    units = {"邱映雪": "县市场监管局", "武长缨": "县应急管理局"}
    for line, source in zip(played[1:], SCRIPT.splitlines()[1:], strict=True):
        touched = {one.unit for one in (*line.stored, *line.withdrawn)}
        assert touched <= {units[source.split(":")[0]]}, source
    assert [(one.task, one.percent) for one in played[-1].stored] == [("检查施工质量安全", 45)]
