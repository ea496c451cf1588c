"""How fast a plan is taken in, as ratios in one run: what the libraries alone need against the whole of intake.

    python -m benchmarks.intake_speed

Plans of 10, 100 and 1000 tasks, each with the tasks in its body and again in the table of its annex. Times are the
least processor time of several runs. The aims: a .docx read and understood in at most 2 times what python-docx needs
to walk it, an .xlsx in at most 1.5 times what openpyxl needs; understanding grows with the number of tasks and not
with its square.
"""

import importlib.util
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from docx.table import Table
from python_calamine import CalamineWorkbook

from tasks_db.intake.readers import read_bytes
from tasks_db.intake.understand import understand

SIZES = (10, 100, 1000)
_HEAD = ("序号", "重点任务", "工作内容", "牵头单位", "责任单位", "完成时限")
_UNITS = ("县水务局", "县民政局", "县商务局", "县教育局", "县住建局", "县财政局", "县应急局", "县文旅局", "县林业局")
_VERBS = ("新建", "改造", "排查", "修订", "培训", "推广", "整治", "评估")
_THINGS = ("社区食堂", "山洪沟", "夜市街区", "农家书屋", "口袋公园", "供水管网", "骑行步道", "冷链仓库")
_ENOUGH = 0.6  # seconds of runs
_TASKS_A_SECTION = 20


def plan(tasks: int) -> list[tuple[str, ...]]:
    """Return the rows of a plan, the same ones each time."""
    chance = random.Random(tasks)  # noqa: S311  repeatable, no secret
    rows = []
    for number in range(1, tasks + 1):
        title = f"{chance.choice(_VERBS)}{chance.choice(_THINGS)}{number}号点"
        days = f"2026年{chance.randint(1, 12)}月底前"
        text = f"按照统一标准{title}，完善配套设施{chance.randint(2, 900)}处，建立日常管护台账，{days}完成。"
        lead, *others = chance.sample(_UNITS, chance.randint(2, 5))
        rows.append((str(number), title, text, lead, "、".join(others), days))
    return rows


def word(rows: list[tuple[str, ...]]) -> bytes:
    """Return the plan as a .docx."""
    made = docx.Document()
    made.add_paragraph("云溪县为民办实事工作方案（2026年）")
    made.add_paragraph("一、总体要求")
    made.add_paragraph("坚持为民服务，压实各方责任。")
    made.add_paragraph("二、重点任务")
    for at, (_, title, text, lead, others, _) in enumerate(rows):
        if at % _TASKS_A_SECTION == 0:
            made.add_paragraph(
                f"（{'一二三四五六七八九十'[at // _TASKS_A_SECTION % 10]}）第{at // _TASKS_A_SECTION + 1}类"
            )
        number = at % _TASKS_A_SECTION + 1
        made.add_paragraph(f"{number}.{title}。{text}（牵头单位：{lead}；责任单位：{others}）")
    made.add_paragraph("附件")
    made.add_paragraph("任务分解表")
    table = made.add_table(rows=0, cols=len(_HEAD))
    for row in (_HEAD, *rows):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def sheet(rows: list[tuple[str, ...]]) -> bytes:
    """Return the annex as an .xlsx."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (("任务分解表",), _HEAD, *rows):
        page.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def walk_docx(data: bytes) -> int:
    """Read every paragraph and cell with python-docx."""
    length = 0
    for part in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            length += sum(len(cell.text) for row in part.rows for cell in row.cells)
        else:
            length += len(part.text)
    return length


def walk_openpyxl(data: bytes) -> int:
    """Read every cell with openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return sum(len(str(value)) for page in book for row in page.iter_rows(values_only=True) for value in row)


def walk_calamine(data: bytes) -> int:
    """Read every cell with calamine."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return sum(len(str(value)) for row in book.get_sheet_by_index(0).to_python() for value in row)


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of a piece of work, over at least two runs."""
    best, spent, runs = float("inf"), 0.0, 0
    while spent < _ENOUGH or runs < 2:  # noqa: PLR2004  one run may be the one that loads things
        begun = time.process_time()
        work()
        took = time.process_time() - begun
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def _markitdown(data: bytes, suffix: str) -> float | None:
    """The time that MarkItDown needs for the conversion alone, None where it is not installed."""
    if importlib.util.find_spec("markitdown") is None:
        return None
    converter = importlib.import_module("markitdown").MarkItDown()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        path.write_bytes(data)
        return seconds(lambda: converter.convert(str(path)))


def _line(name: str, took: float | None, against: float | None = None) -> str:
    if took is None:
        return f"  {name:34} not installed"
    ratio = f"{took / against:6.2f}×" if against else ""
    return f"  {name:34} {1000 * took:9.1f} ms {ratio}"


def _measure(tasks: int) -> tuple[float, float]:
    """Print the times of one size; return those of understanding the .docx and the .xlsx."""
    rows = plan(tasks)
    text, table = word(rows), sheet(rows)
    text_read, table_read = read_bytes(text, ".docx"), read_bytes(table, ".xlsx")
    print(f"{tasks} tasks")
    walk = seconds(lambda: walk_docx(text))
    understood = seconds(lambda: understand(text_read))
    print(_line("python-docx walks the .docx", walk))
    print(_line("  read", seconds(lambda: read_bytes(text, ".docx")), walk))
    print(_line("  understand", understood, walk))
    print(_line("  read and understand", seconds(lambda: understand(read_bytes(text, ".docx"))), walk))
    print(_line("  MarkItDown converts it", _markitdown(text, ".docx"), walk))
    walk = seconds(lambda: walk_openpyxl(table))
    table_understood = seconds(lambda: understand(table_read))
    print(_line("openpyxl walks the .xlsx", walk))
    print(_line("  calamine walks it", seconds(lambda: walk_calamine(table)), walk))
    print(_line("  read", seconds(lambda: read_bytes(table, ".xlsx")), walk))
    print(_line("  understand", table_understood, walk))
    print(_line("  read and understand", seconds(lambda: understand(read_bytes(table, ".xlsx"))), walk))
    print(_line("  MarkItDown converts it", _markitdown(table, ".xlsx"), walk))
    return understood, table_understood


def main() -> None:
    """Measure every size and say how understanding grows."""
    times = [_measure(tasks) for tasks in SIZES]
    print("understanding, time a task against that of 100 tasks (1.00 is linear)")
    for at, name in enumerate((".docx", ".xlsx")):
        usual = times[1][at] / SIZES[1]
        shown = "  ".join(
            f"{tasks}: {took[at] / tasks / usual:.2f}" for tasks, took in zip(SIZES, times, strict=True)
        )
        print(f"  {name}  {shown}")


if __name__ == "__main__":
    sys.exit(main())
