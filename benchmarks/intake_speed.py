"""How fast a plan is taken in, as ratios in one run: what the libraries alone need against the whole of intake.

    python -m benchmarks.intake_speed

Plans of 10, 100 and 1000 tasks, each with the tasks in its body and again in the table of its annex. Times are the
least processor time of several runs. The aims: a .docx read and understood in at most 2 times what python-docx needs
to walk it, an .xlsx in at most 1.5 times what openpyxl needs; understanding grows with the number of tasks and not
with its square.
"""

import gc
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
_ENOUGH = 8.0  # seconds of rounds
_LEAST_ROUNDS = 10
_WALK, _UNDERSTAND = "walk", "understand"
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


def forget() -> None:
    """Empty what intake remembers of the texts it has read, so that no run lives on the one before it."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("tasks_db.intake"):
            for held in vars(module).values():
                if hasattr(held, "cache_clear"):
                    held.cache_clear()


def least(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least processor time of each piece of work, in seconds, over rounds in which each begins anew.

    They take turns, so that a slow moment of the machine meets all of them. What stood in memory before belongs to
    nobody's time: without ``freeze`` the collector would walk through every library loaded here.
    """
    gc.collect()
    gc.freeze()
    best = dict.fromkeys(works, float("inf"))
    spent, rounds = 0.0, 0
    while spent < _ENOUGH or rounds < _LEAST_ROUNDS:
        for name, work in works.items():
            forget()
            gc.collect()
            begun = time.process_time()
            work()
            took = time.process_time() - begun
            best[name], spent = min(best[name], took), spent + took
        rounds += 1
    return best


def _converter() -> Callable[[Path], object] | None:
    """The conversion of MarkItDown, None where it is not installed."""
    if importlib.util.find_spec("markitdown") is None:
        return None
    made = importlib.import_module("markitdown").MarkItDown()
    return lambda path: made.convert(str(path))


def _measure(tasks: int, folder: Path) -> tuple[float, float]:
    """Print the times of one size; return those of understanding the .docx and the .xlsx."""
    rows = plan(tasks)
    print(f"{tasks} tasks")
    understood = []
    for suffix, data, library, walk in (
        (".docx", word(rows), "python-docx", walk_docx),
        (".xlsx", sheet(rows), "openpyxl", walk_openpyxl),
    ):
        took = _times(suffix, data, walk, folder)
        print(f"  {library} walks the {suffix}: {1000 * took[_WALK]:.1f} ms; against it")
        for name, seconds in took.items():
            if name != _WALK:
                print(f"    {name:28} {1000 * seconds:9.1f} ms {seconds / took[_WALK]:6.2f}×")
        understood.append(took[_UNDERSTAND])
    return understood[0], understood[1]


def _times(suffix: str, data: bytes, walk: Callable[[bytes], int], folder: Path) -> dict[str, float]:
    path = folder / f"plan{suffix}"
    path.write_bytes(data)
    document = read_bytes(data, suffix)
    works: dict[str, Callable[[], object]] = {
        _WALK: lambda: walk(data),
        "read": lambda: read_bytes(data, suffix),
        _UNDERSTAND: lambda: understand(document),
        "read and understand": lambda: understand(read_bytes(data, suffix)),
    }
    if suffix == ".xlsx":
        works["calamine walks it"] = lambda: walk_calamine(data)
    convert = _converter()
    if convert:
        works["MarkItDown converts it"] = lambda: convert(path)
    return least(works)


def main() -> None:
    """Measure every size and say how understanding grows."""
    with tempfile.TemporaryDirectory() as folder:
        times = [_measure(tasks, Path(folder)) for tasks in SIZES]
    print("understanding, time a task against that of 100 tasks (1.00 is linear)")
    for at, name in enumerate((".docx", ".xlsx")):
        usual = times[1][at] / SIZES[1]
        shown = "  ".join(
            f"{tasks}: {took[at] / tasks / usual:.2f}" for tasks, took in zip(SIZES, times, strict=True)
        )
        print(f"  {name}  {shown}")


if __name__ == "__main__":
    sys.exit(main())
