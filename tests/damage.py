"""Damage that copying, printing and pasting do to a document: what is read must stay, or be asked about.

    python -m tests.damage --seeds 40 [--from 100] [--only NAME] [--show]

prints each operator's whole tasks and silent losses, and how often what is called sure is right. An operator
(damage_operators.py) takes the text of a document and gives a damaged one; one that changes nothing is not
counted. Documents are the layout writer's and, where LIANXI_SAMPLES names folders, their texts. A task of the whole
document is *whole* in the damaged one where a task has its words and the same owners and date; it is lost *silently*
where neither that is so nor any finding, nor a candidate, nor an unread stretch holds its words. A unit in its role
is a field: it is lost silently where the task lacks it or has another that the document does not give it, and
nothing says so.
``--show`` prints the silent ones.
"""

import argparse
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tasks_db.intake.plan import read_plan
from tests.damage_operators import OPERATORS, Operator
from tests.layout_writer import LAYOUTS, document, formats

_WORDS = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_KEY = 8
BANDS = (0.9, 0.75, 0.5, 0.0)


@dataclass(slots=True)
class Count:
    """Tasks of whole documents, those whole in damaged ones, those lost without a word, and those that are none."""

    tasks: int = 0
    whole: int = 0
    silent: int = 0
    extra: int = 0
    units: int = 0
    silent_units: int = 0
    shown: list[str] = field(default_factory=list)
    sure: dict[float, list[int]] = field(default_factory=lambda: {band: [0, 0] for band in BANDS})

    def add(self, other: "Count") -> None:
        """Add what another one counted."""
        self.tasks, self.whole = self.tasks + other.tasks, self.whole + other.whole
        self.silent, self.extra = self.silent + other.silent, self.extra + other.extra
        self.units, self.silent_units = self.units + other.units, self.silent_units + other.silent_units
        self.shown += other.shown
        for band, (right, every) in other.sure.items():
            self.sure[band][0] += right
            self.sure[band][1] += every

    def __str__(self) -> str:
        share = 100 * self.whole / max(self.tasks, 1)
        silent = 100 * self.silent / max(self.tasks, 1)
        units = 100 * self.silent_units / max(self.units, 1)
        return f"{self.tasks:6} {share:6.1f}% {silent:6.2f}% {units:6.2f}% {self.extra:5}"


def _plain(text: str) -> str:
    return _WORDS.sub("", text)


def _told(task: DraftTask) -> tuple[tuple[str, ...], tuple[str, ...], object]:
    return tuple(sorted(task.leads)), tuple(sorted(task.responsibles)), task.deadline_date


def _units(task: DraftTask) -> set[tuple[str, str]]:
    return {*(("lead", name) for name in task.leads), *(("responsible", name) for name in task.responsibles)}


def _where(damaged: PlanDraft, text: str, task: DraftTask) -> str:
    """Say what became of the beginning of a lost task's words."""
    at = text.find(task.content[:_KEY])
    kinds = {span.read_as for span in damaged.coverage if span.start <= at < span.end}
    inside = next((one for one in damaged.tasks if task.content[:_KEY] in one.content), None)
    return f"{kinds}" + (f" in {inside.content[:80]!r} {_told(inside)} {inside.confidence}" if inside else "")


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
        count.units += len(_units(task))
        if same is not None:
            left.remove(same)
            band = count.sure[next(band for band in BANDS if same.confidence >= band)]
            band[0] += _told(same) == _told(task)
            band[1] += 1
        if same is not None and _told(same) == _told(task):
            count.whole += 1
            continue
        unsure = key in quoted or (same is not None and same.confidence < BANDS[0])
        wrong = {
            (role, name)
            for role, name in _units(task) ^ (_units(same) if same else set())
            if not unsure and _plain(name) not in quoted
        }
        count.silent += not unsure
        count.silent_units += len(wrong)
        if not unsure:
            now = f"{_told(same)} {same.confidence}" if same else f"no task: {_where(damaged, text, task)}"
            count.shown.append(f"{task.content[:40]!r}\n    was {_told(task)}\n    now {now}")
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


def measured(seeds: range, *, every: int = 1, operators: Sequence[Operator] = OPERATORS) -> dict[str, Count]:
    """Return the count of each operator over the documents of some seeds."""
    counts = {operator.__name__: Count() for operator in operators}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "damaged.txt"

        def read(text: str) -> PlanDraft:
            path.write_text(text, encoding="utf-8")
            return read_plan(path)

        for seed in seeds:
            for number, text in enumerate(texts(folder, str(seed), every=every)):
                whole = read(text)
                for operator in operators:
                    hurt = operator(text, random.Random(f"{seed} {number}"))  # noqa: S311  damage, no secret
                    if hurt != text:
                        counts[operator.__name__].add(compare(whole, read(hurt), hurt))
    return counts


def table(counts: dict[str, Count]) -> str:
    """Return the counts, a line an operator."""
    head = f"{'operator':20} tasks   whole  silent   units extra"
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
    parser.add_argument("--only", choices=[operator.__name__ for operator in OPERATORS], nargs="+")
    parser.add_argument("--show", action="store_true", help="print what was lost silently")
    asked = parser.parse_args()
    chosen = [one for one in OPERATORS if not asked.only or one.__name__ in asked.only]
    counts = measured(range(asked.first, asked.first + asked.seeds), operators=chosen)
    if asked.show:
        sys.stdout.write("".join(f"{name}: {one}\n" for name, count in counts.items() for one in count.shown))
    sys.stdout.write(f"{table(counts)}\n\n{calibration(counts)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
