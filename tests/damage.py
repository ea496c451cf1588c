"""Damage that copying, printing and pasting do to a document: what is read must stay, or be asked about.

    python -m tests.damage --seeds 40 [--from 100]      tables: each operator's whole tasks and silent losses,
                                                    and how often what is called sure is right

An operator takes the text of a document and gives a damaged one. Documents are the layout writer's and, where
LIANXI_SAMPLES names folders, their texts. A task of the whole document is *whole* in the damaged one where a task
has its words and the same owners and date; it is lost *silently* where neither that is so nor any finding, nor a
candidate, nor an unread stretch holds its words.
"""

import argparse
import os
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tasks_db.intake import PlanDraft, read_plan
from tasks_db.intake.draft import DraftTask
from tests.layout_writer import LAYOUTS, document, formats

Operator = Callable[[str, random.Random], str]
_NUMBER = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])")
_WORDS = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_KEY = 8
BANDS = (0.9, 0.75, 0.5, 0.0)
_FOREIGN = """
附件9
重点企业名单
序号|企业名称|项目名称|总投资（亿元）|区县
1|云岭科技有限公司|智能终端生产线|3.2|东山区
2|青石电子有限公司|传感器生产线|1.5|西河区
"""
_MENU = "当前位置： 首页 > 政务公开 > 文件\n字号：大 中 小\n"
_FOOT = "\n上一篇：无\n下一篇：无\n版权所有：示例县政府办公室\n"


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def joined_by_blank(text: str, _: random.Random) -> str:
    """The page is copied as one line."""
    return " ".join(_lines(text))


def stops_dropped(text: str, _: random.Random) -> str:
    """No full stop stands before a number, and no line ends there."""
    return re.sub(r"。\n(?=\s*(?:[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、]))", " ", text)


def number_lost(text: str, chance: random.Random) -> str:
    """One number of a paragraph is missing."""
    lines = text.split("\n")
    numbered = [n for n, line in enumerate(lines) if _NUMBER.match(line)]
    if len(numbered) > 2:
        n = chance.choice(numbered[1:])
        lines[n] = _NUMBER.sub("", lines[n])
    return "\n".join(lines)


def blanks_in_dates(text: str, _: random.Random) -> str:
    """Figures stand apart from 年, 月 and 日."""
    return re.sub(r"(\d+)([年月日])", r"\1 \2 ", text)


def chrome_around(text: str, _: random.Random) -> str:
    """A site's menu stands above and below."""
    return _MENU + text + _FOOT


def furniture_between(text: str, chance: random.Random) -> str:
    """A page number stands between two lines."""
    lines = text.split("\n")
    at = chance.randrange(1, max(2, len(lines)))
    return "\n".join([*lines[:at], f"— {chance.randrange(1, 20)} —", *lines[at:]])


def annex_beside(text: str, _: random.Random) -> str:
    """A list of companies follows, which holds no tasks."""
    return text + _FOREIGN


def empty_lines(text: str, _: random.Random) -> str:
    """Each line is followed by an empty one."""
    return "\n\n".join(text.split("\n"))


OPERATORS: tuple[Operator, ...] = (
    joined_by_blank,
    stops_dropped,
    number_lost,
    blanks_in_dates,
    chrome_around,
    furniture_between,
    annex_beside,
    empty_lines,
)


@dataclass(slots=True)
class Count:
    """Tasks of whole documents, those whole in damaged ones, those lost without a word, and those that are none."""

    tasks: int = 0
    whole: int = 0
    silent: int = 0
    extra: int = 0
    sure: dict[float, list[int]] = field(default_factory=lambda: {band: [0, 0] for band in BANDS})

    def add(self, other: "Count") -> None:
        """Add what another one counted."""
        self.tasks, self.whole = self.tasks + other.tasks, self.whole + other.whole
        self.silent, self.extra = self.silent + other.silent, self.extra + other.extra
        for band, (right, every) in other.sure.items():
            self.sure[band][0] += right
            self.sure[band][1] += every

    def __str__(self) -> str:
        share = 100 * self.whole / max(self.tasks, 1)
        return f"{self.tasks:6} {share:6.1f}% {100 * self.silent / max(self.tasks, 1):6.2f}% {self.extra:5}"


def _plain(text: str) -> str:
    return _WORDS.sub("", text)


def _told(task: DraftTask) -> tuple[tuple[str, ...], tuple[str, ...], object]:
    return tuple(sorted(task.leads)), tuple(sorted(task.responsibles)), task.deadline_date


def compare(whole: PlanDraft, damaged: PlanDraft, text: str) -> Count:
    """Count what became of the tasks of a whole document in a damaged one of this text."""
    left = list(damaged.tasks)
    count = Count(tasks=len(whole.tasks))
    quoted = _plain("".join(quote.quote for finding in damaged.findings for quote in finding.quotes))
    quoted += _plain("".join(finding.message for finding in damaged.findings))
    quoted += _plain("".join(task.content for task in damaged.candidates))
    quoted += _plain("".join(text[span.start : span.end] for span in damaged.coverage if span.read_as == "unread"))
    for task in whole.tasks:
        key = _plain(task.content)[:_KEY]
        same = next((one for one in left if key in _plain(f"{one.title or ''}{one.content}")), None)
        if same is not None:
            left.remove(same)
        if same is not None:
            band = count.sure[next(band for band in BANDS if same.confidence >= band)]
            band[0] += _told(same) == _told(task)
            band[1] += 1
        if same is not None and _told(same) == _told(task):
            count.whole += 1
        elif key not in quoted and (same is None or same.confidence >= 0.9):
            count.silent += 1
    count.extra = sum(bool(one.leads or one.responsibles) for one in left)
    return count


def texts(folder: Path, seed: str, *, every: int = 1) -> Iterator[str]:
    """Yield the texts of the layout writer's documents, and of real ones where they are at hand."""
    for number, layout in enumerate(LAYOUTS):
        if "txt" in formats(layout) and (number + int(seed)) % every == 0:
            yield document(layout, "txt", seed, 5)[0].save(folder, f"{number}").read_text(encoding="utf-8")
    if every == 1:
        for named in filter(None, os.environ.get("LIANXI_SAMPLES", "").split(":")):
            yield from (path.read_text(encoding="utf-8") for path in sorted(Path(named).glob("*_*.txt")))


def measured(seeds: range, *, every: int = 1) -> dict[str, Count]:
    """Return the count of each operator over the documents of some seeds."""
    counts = {operator.__name__: Count() for operator in OPERATORS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "damaged.txt"

        def read(text: str) -> PlanDraft:
            path.write_text(text, encoding="utf-8")
            return read_plan(path)

        for seed in seeds:
            for text in texts(folder, str(seed), every=every):
                whole = read(text)
                for operator in OPERATORS:
                    hurt = operator(text, random.Random(seed))  # noqa: S311  damage, no secret
                    counts[operator.__name__].add(compare(whole, read(hurt), hurt))
    return counts


def table(counts: dict[str, Count]) -> str:
    """Return the counts, a line an operator."""
    head = f"{'operator':20} tasks   whole  silent extra"
    return "\n".join([head, *(f"{name:20} {one}" for name, one in counts.items())])


def calibration(counts: dict[str, Count]) -> str:
    """Return how often tasks of each band of confidence are right, over all damage."""
    every = Count()
    for one in counts.values():
        every.add(one)
    lines = ["confidence from   tasks   right"]
    lines += [f"{band:15.2f} {of:7} {100 * right / max(of, 1):6.1f}%" for band, (right, of) in every.sure.items()]
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--from", dest="first", type=int, default=100)
    asked = parser.parse_args()
    counts = measured(range(asked.first, asked.first + asked.seeds))
    sys.stdout.write(f"{table(counts)}\n\n{calibration(counts)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
