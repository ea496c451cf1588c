"""How much of a register comes back from a document that was written from it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tests.layout_writer_registers import Task

_SIGNS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
# a task that holds much more than its own text has swallowed its neighbour
_MOST = 1.6
_LEAST_PREFIX = 12


@dataclass(slots=True)
class Score:
    """Counts over one or many documents; ``misses`` says what went wrong."""

    tasks: int = 0
    found: int = 0
    extra: int = 0
    units: int = 0
    named: int = 0
    wrong: int = 0
    days: int = 0
    dated: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Count another one in."""
        self.tasks += other.tasks
        self.found += other.found
        self.extra += other.extra
        self.units += other.units
        self.named += other.named
        self.wrong += other.wrong
        self.days += other.days
        self.dated += other.dated
        self.misses += other.misses

    @property
    def task_recall(self) -> float:
        return self.found / self.tasks if self.tasks else 1.0

    @property
    def task_precision(self) -> float:
        return self.found / (self.found + self.extra) if self.found else float(not self.extra)

    @property
    def unit_recall(self) -> float:
        return self.named / self.units if self.units else 1.0

    @property
    def unit_precision(self) -> float:
        return self.named / (self.named + self.wrong) if self.named else float(not self.wrong)


def score(draft: PlanDraft, expected: list[Task]) -> Score:
    """Compare a draft with what a careful reader finds; a unit counts in its role alone."""
    result = Score(tasks=len(expected))
    left = list(draft.tasks)
    for task in expected:
        got = next((one for one in left if _same(one, task)), None)
        result.units += len(set(_mentions(task.leads, task.responsibles)))
        result.days += 1
        if got is None:
            result.misses.append(f"no task: {task.content[:24]}")
            continue
        left.remove(got)
        result.found += 1
        want, have = (
            Counter(_mentions(task.leads, task.responsibles)),
            Counter(_mentions(got.leads, got.responsibles)),
        )
        result.named += sum((want & have).values())
        result.wrong += sum((have - want).values())
        result.dated += got.deadline_date == task.on
        if want != have:
            result.misses.append(f"units: want {sorted(want - have)}, have {sorted(have - want)}")
    result.extra = len(left)
    result.misses += [f"extra: {one.title or ''}|{one.content[:30]}" for one in left]
    return result


def _same(got: DraftTask, task: Task) -> bool:
    have = _plain(f"{got.title or ''}{got.content}")
    want = _plain(task.content)
    # a sentence may name the units amid the text
    named = "".join((*task.leads, *task.responsibles))
    return want[:_LEAST_PREFIX] in have and len(have) <= len(_plain(task.title + task.due + want + named)) * _MOST


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)


def _mentions(leads: Iterable[str], responsibles: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("lead", "".join(name.split())) for name in leads)
    yield from (("responsible", "".join(name.split())) for name in responsibles)
