"""The digest's Word file: the same bytes each time, Chinese fonts, every part of the paper."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings

from messages.digest_tables import number
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.reading import Register
from tests.builders import NOW, a_plan, a_register, a_report, a_task, an_assignment, registers
from tests.digests import PAST, body_of, busy_register, compiled, file_of, text_of


@pytest.fixture
def busy() -> Digest:
    return digest.compile(busy_register(), as_of=NOW)


def test_the_same_digest_gives_the_same_bytes(busy: Digest) -> None:
    content = file_of(busy)
    assert file_of(busy) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2025-11-12T01:00:00Z" in archive.read("docProps/core.xml").decode()


def test_the_file_says_what_the_paper_says(busy: Digest) -> None:
    text = text_of(file_of(busy))
    assert "\n".join(body_of(busy).splitlines()[1:]) in text.replace("各成员单位，各有关单位：\n", "")
    assert "附件：1.重点任务进展情况表\n2.指标完成情况表\n" in text
    assert "青禾县乡村建设联席会议办公室\n2025年11月12日\n" in text
    assert "附件1\n\n重点任务进展情况表\n进度栏中“应达”为按时间折算的进度，" in text


def rows_of(found: Digest, table: int = 0) -> list[dict[str, str]]:
    """The rows of an annex, each cell under its head."""
    rows = Document(io.BytesIO(file_of(found))).tables[table].rows
    heads = [cell.text for cell in rows[0].cells]
    return [dict(zip(heads, (cell.text for cell in row.cells), strict=True)) for row in rows[1:]]


def test_the_annex_has_a_row_for_every_task_and_what_each_unit_said(busy: Digest) -> None:
    rows = rows_of(busy)
    assert len(rows) == len(busy.tasks)
    assert rows[2] == {
        "序号": "3",
        "任务": "建设集中供水站",
        "牵头单位": "县水务局",
        "责任单位": "各乡镇",
        "完成时限": "2025年12月31日",
        "状态": "未达序时",
        "进度": "40%\n（11月3日）\n应达86.5%",
        "进展情况": "县水务局：站房主体封顶，设备采购挂网（电话反馈）",
        "存在问题": "县水务局：配套资金未到位，请县财政局研究",
    }
    assert rows[7]["完成时限"] == "2025年12月31日\n（原2025年10月31日）"


def test_files_that_came_with_an_answer_and_the_next_step_stand_in_the_annex() -> None:
    report = a_report(text="已建成2处。下一步组织验收", evidence=("进展.jpg", "现场.jpg"))
    (row,) = rows_of(compiled(a_task(an_assignment(reports=[report]), leaders=("李志远",))))
    assert (row["责任领导"], row["下一步"], row["佐证"]) == ("李志远", "下一步组织验收", "进展.jpg\n现场.jpg")


def test_an_indicator_without_a_figure_makes_no_row(busy: Digest) -> None:
    assert [row["指标"] for row in rows_of(busy, 1)] == ["农村自来水普及率（%）"]


def test_a_task_that_the_office_closed_by_itself_says_so_in_the_annex() -> None:
    (row,) = rows_of(compiled(a_task(closed_at=NOW)))
    assert (row["状态"], row["进展情况"]) == ("已办结\n11月12日", "本办公室认定已办结")


def test_what_xml_cannot_hold_does_not_break_the_paper() -> None:
    report = a_report(text="一\x0b二\x00三\ud800", percent=5, problem="\x1b[31m")
    assert "二三" in text_of(file_of(compiled(a_task(an_assignment(reports=[report])))))


def test_several_plans_are_told_apart_by_number() -> None:
    plans = [a_plan(a_task(title=f"任务{i}", seq="1", deadline=PAST), title=f"方案{i}") for i in (1, 2)]
    found = digest.compile(a_register(*plans), as_of=NOW)
    text = text_of(file_of(found))
    assert all(f"第{plan.id}-1项“任务{i}”" in text for i, plan in enumerate(plans, 1))
    assert "《方案1》等2个方案" in text
    assert [number(line.task, found) for line in found.tasks] == [f"{plan.id}-1" for plan in plans]


def test_without_any_plan_the_paper_says_so() -> None:
    assert "截至2025年11月12日，没有已交办的方案。" in text_of(file_of(digest.compile(Register(()), as_of=NOW)))


@settings(max_examples=10, deadline=None)
@given(registers(max_tasks=3))
def test_any_digest_becomes_a_paper_with_all_its_tasks(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    document = Document(io.BytesIO(file_of(found)))
    if found.tasks:
        assert len(document.tables[0].rows) == 1 + len(found.tasks)
