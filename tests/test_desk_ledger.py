"""The ledger out with hostile content, and the open data (desk.md, fault 14)."""

import csv
import json
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tasks_db.register.progress import Given
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tests.small_world import CLERK, STARTS, WATER, assignment_and_due, at_local, open_office, small_meeting
from tests.terminal import lianxi

HOSTILE = "=HYPERLINK(1)进度过半😀\r\n第二行\x07" + "长" * 10_000


async def test_the_ledger_holds_what_was_said_as_text_that_nothing_executes(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        assignment, _ = await assignment_and_due(office, "县水利局")
        given = Given(AnswerKind.PROGRESS, 60, HOSTILE, needs="-县财政局")
        await office.do_as(WATER, answering.record, assignment, 0, given)
        heard = await office.say(CLERK, "导出台账")
        assert "台账：1个方案、2项任务" in heard.text
        assert heard.messages[-1]["document"] is not None
        heard = await office.say(CLERK, "/ledger 罗清禾")
        assert "台账里没有“罗清禾”的任务，没有导出" in heard.text
        assert heard.messages[-1]["document"] is None
        assert lianxi(tmp_path, "ledger", "--out", str(tmp_path / "l.xlsx")).returncode == 0
        book = load_workbook(BytesIO((tmp_path / "l.xlsx").read_bytes()))
        assert book.sheetnames == ["汇总", "方案1", "议定事项", "备案", "延期", "报送记录"]
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.data_type == "s" for cell in cells)
        assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
        first = {book["方案1"].cell(2, n).value: book["方案1"].cell(3, n).value for n in range(1, 19)}
        assert first["序号"] == "1-1"
        assert first["牵头单位"] == "县水利局"
        assert "HYPERLINK" in str(first["本期进展"])
        assert "😀" in str(first["本期进展"])
        assert str(first["本期进展"]).count("长") == 10_000
        assert "2025-11-03 10:00" in {cell.value for row in book["报送记录"].iter_rows() for cell in row}  # R16
        assert book["方案1"].column_dimensions["R"].hidden


async def test_the_open_data_is_json_and_csv_without_anybodys_name(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度60%，管沟开挖")
        out = tmp_path / "data"
        done = lianxi(tmp_path, "export", "--out", str(out))
        assert "plans 1、tasks 2、assignments 3、dues 3、reports 1" in done.stdout
        tasks = json.loads((out / "tasks.json").read_text("utf-8"))
        assert [task["code"] for task in tasks] == ["1-1", "1-2"]
        with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["percent"] for row in csv.DictReader(file)] == ["60"]
        assert not [path for path in out.iterdir() if "水联" in path.read_text("utf-8")]
