"""Does understanding grow with the document and no faster? Microseconds a task at 10, 100 and 1000 tasks.

Run: python benchmarks/understanding.py. A shape is linear when the last column is about 1: what a task of the
largest document costs, measured by what one of the middle size costs.
"""

import time
from collections.abc import Callable

from tasks_db.intake.readers.text import read_text
from tasks_db.intake.understand import understand

SIZES = (10, 100, 1000)
ROUNDS = 3
HEAD = "白石县水利提升方案（2026—2028年）\n一、主要任务\n"


def _work(n: int) -> str:
    return f"在第{n}号河段新建护堤{n % 40 + 2}公里，完善警示标识，202{6 + n % 3}年{n % 12 + 1}月底前完成"


def _table(count: int) -> str:
    rows = [f"{n}\t{_work(n)}\t县水利局\t县财政局、县林业局\t2027年底" for n in range(1, count + 1)]
    return "\n".join(["序号\t任务内容\t牵头单位\t责任单位\t完成时限", *rows]) + "\n"


def _items(count: int) -> str:
    return HEAD + "".join(f"{n % 99 + 1}.{_work(n)}。（县水利局牵头，县财政局配合）\n" for n in range(count))


def _clauses(count: int) -> str:
    return (
        HEAD + "（一）治水。" + "".join(f"{_work(n)}。（责任单位：县水利局、县财政局）" for n in range(count)) + "\n"
    )


def _sentences(count: int) -> str:
    return HEAD + "（一）治水。" + "；".join(_work(n) for n in range(count)) + "。（县水利局负责）\n"


def _lines(count: int) -> str:
    return HEAD + "（一）治水。\n" + "".join(f"{_work(n)}。\n牵头单位：县水利局\n" for n in range(count))


def _cells(count: int) -> str:
    rows = "".join(f"{n}\n{_work(n)}\n县水利局\n县财政局\n" for n in range(1, count + 1))
    return f"序号\n任务内容\n牵头单位\n责任单位\n{rows}"


def _both(count: int) -> str:
    return f"{_items(count)}附件\n{_table(count)}"


SHAPES: dict[str, Callable[[int], str]] = {
    "a table": _table,
    "items": _items,
    "items and their table": _both,
    "clauses of one paragraph": _clauses,
    "dates of one paragraph": _sentences,
    "lines of one item": _lines,
    "a cell a line": _cells,
}


def _cost(text: str, count: int) -> float:
    document = read_text(text)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        understand(document)
        best = min(best, time.process_time() - begun)
    return best / count * 1e6


def main() -> None:
    """Print for each shape of document the microseconds a task at each size, and how they grow."""
    print(f"{'shape':28}" + "".join(f"{size:>10}" for size in SIZES) + f"{'growth':>10}")
    for name, shape in SHAPES.items():
        costs = [_cost(shape(size), size) for size in SIZES]
        print(f"{name:28}" + "".join(f"{cost:10.0f}" for cost in costs) + f"{costs[-1] / costs[1]:10.2f}")


if __name__ == "__main__":
    main()
