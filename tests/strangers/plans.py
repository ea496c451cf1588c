"""Reads plans that strangers made, and compares what was read with their labels.

``python -m tests.strangers.plans FOLDER… [--misses]``: a folder holds ``docs/NN_name.ext`` and
``gold/NN_name.json``. It prints a line a document, the totals, and with ``--misses`` each difference; ``!`` marks the
silent ones.

Counted are *fields*: a task that is there, a unit in its role, the date of a task (none where the label has none). A
task that the label has not (with units, and not among its ``optional_tasks``) is a wrong field, and so is each unit
in a role that it has not. A wrong field is *told* where its task's confidence is below the bar, the task is a
candidate, a finding quotes the task's first words, the unit or the date, or the words stand in an unread stretch; a
refused document tells all. All else that is wrong is wrong silently.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask, IntakeError
from tasks_db.intake.plan import read_plan

Label = Mapping[str, Any]
BAR = 0.9
_WORDS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_AMONG = re.compile(r"等(?:国务院|省|市|县|区|州)?(?:直)?(?:各)?(?:相关|有关)?(?:部门|单位)?(?:和单位)?$")
_LEVELS = "省市县区州旗"
_FIRST_WORDS, _LEAST_NAME = 8, 4


@dataclass(slots=True)
class Count:
    """Fields of labels, what was read of them, what was wrong, and of this what was wrong silently."""

    tasks: int = 0
    found: int = 0
    read: int = 0
    units: int = 0
    units_right: int = 0
    units_read: int = 0
    dates_right: int = 0
    members: int = 0
    members_read: int = 0
    wrong: int = 0
    silent: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Add what another one counted; its notes stay with it."""
        for name in self.__slots__:
            if name != "notes":
                setattr(self, name, getattr(self, name) + getattr(other, name))

    def note(self, text: str, *, told: bool, fields: int = 1) -> None:
        """Count wrong fields, and say which."""
        self.wrong += fields
        self.silent += 0 if told else fields
        self.notes.append(f"  {' ' if told else '!'} {text}")

    def __str__(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:6.1f}" if whole else "     –"

        fields = 2 * self.tasks + self.units
        units = share(2 * self.units_right, self.units + self.units_read)
        return (
            f"{self.tasks:5} {share(self.found, self.tasks)} {share(self.found, self.read)} {units}"
            f" {share(self.dates_right, self.tasks)} {share(self.members_read, self.members)}"
            f" {fields:6} {self.wrong:5} {self.silent:5}"
        )


HEAD = f"{'document':34} tasks found  right  units  dates  names fields wrong silent"


def plain(text: str | None) -> str:
    """Return a text without anything but letters and figures."""
    return _WORDS.sub("", text or "")


def unit(name: str) -> str:
    """Return a unit's name without blanks and without what closes a list."""
    name = "".join(name.split()).replace("(", "（").replace(")", "）")
    return _AMONG.sub("", name).strip("、，,；;。")


def same(one: str, other: str) -> bool:
    """Say whether two names are one; a first 省, 市, 县 … may be missing on one side."""
    return any(a == b or (len(a) > 2 and a[0] in _LEVELS and a[1:] == b) for a, b in ((one, other), (other, one)))


def _matches(label: Label, task: DraftTask) -> int:
    begin, title = plain(label["content_prefix"]), plain(label["title"])
    content, name = plain(task.content), plain(task.title)
    if begin in content or begin in name + content or (len(name) >= _LEAST_NAME and begin.startswith(name)):
        return 2 + content.startswith(begin) + (plain(label["seq"]) == plain(task.seq))
    if len(content) > _FIRST_WORDS and begin.startswith(content):
        return 2
    named = len(title) >= _LEAST_NAME and (title == name or content.startswith(title))
    return int(named)


def aligned(labels: list[Label], tasks: tuple[DraftTask, ...]) -> dict[int, int]:
    """Return which task each label found: the most pairs in the order of the document, then what is left in any."""
    weight = [[_matches(label, task) for task in tasks] for label in labels]
    best = [[0] * (len(tasks) + 1) for _ in range(len(labels) + 1)]
    for i in reversed(range(len(labels))):
        for j in reversed(range(len(tasks))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if weight[i][j]:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + 10 + weight[i][j])
    pairs, i, j = {}, 0, 0
    while i < len(labels) and j < len(tasks):
        if weight[i][j] and best[i][j] == best[i + 1][j + 1] + 10 + weight[i][j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    for i in range(len(labels)):
        left = [j for j in range(len(tasks)) if weight[i][j] and j not in pairs.values()]
        if i not in pairs and left:
            pairs[i] = max(left, key=lambda j: weight[i][j])
    return pairs


def _in_roles(leads: Iterable[str], responsibles: Iterable[str]) -> list[tuple[str, str]]:
    pairs = [("lead", unit(name)) for name in leads] + [("resp", unit(name)) for name in responsibles]
    return list(dict.fromkeys(pair for pair in pairs if pair[1]))


def _units(label: Label, task: DraftTask, count: Count) -> Iterator[tuple[str, str]]:
    """Count the units of a task, and yield those that are missing and those that are too many."""
    want = _in_roles(label["leads"], label["responsibles"])
    free = [unit(name) for key in ("optional_leads", "optional_responsibles") for name in label.get(key, ())]
    have = _in_roles(task.leads, task.responsibles)
    have = [
        (role, name)
        for role, name in have
        if not any(same(name, one) for one in free) or any(same(name, one) for _, one in want)
    ]
    if label.get("role_ambiguous"):
        want, have = [("any", name) for _, name in want], [("any", name) for _, name in have]
    count.units += len(want)
    count.units_read += len(have)
    for role, name in want:
        got = next((one for one in have if one == (role, name)), None)
        got = got or next((one for one in have if one[0] == role and same(one[1], name)), None)
        if got:
            have.remove(got)
            count.units_right += 1
        else:
            yield f"missing {role}", name
    yield from ((f"extra {role}", name) for role, name in have)


class _Told:
    """What a draft says openly that it is not sure of."""

    def __init__(self, draft: PlanDraft) -> None:
        said = [text for one in draft.findings for text in (one.message, *(quote.quote for quote in one.quotes))]
        said += [f"{one.title or ''}{one.content}" for one in draft.candidates]
        said += [draft.text[span.start : span.end] for span in draft.coverage if span.read_as == "unread"]
        self._said = plain("\n".join(said))

    def __call__(self, *words: str | None) -> bool:
        return any(word in self._said for word in map(plain, words) if word)


def compare(label: Label, draft: PlanDraft) -> Count:
    """Count what a draft has of a label."""
    told, tasks = _Told(draft), draft.tasks
    count = Count(tasks=len(label["tasks"]))
    pairs = aligned(label["tasks"], tasks)
    count.found = count.read = len(pairs)
    for i, want in enumerate(label["tasks"]):
        begin = plain(want["content_prefix"])[:_FIRST_WORDS]
        if i not in pairs:
            units = len(_in_roles(want["leads"], want["responsibles"]))
            count.units += units
            count.note(f"no task {want['seq']} {want['content_prefix']}", told=told(begin), fields=2 + units)
            continue
        task = tasks[pairs[i]]
        known = task.confidence < BAR or told(begin)
        for what, name in _units(want, task, count):
            count.note(f"{want['seq']} {begin}: {what} {name} ({task.confidence})", told=known or told(name))
        right = {want["deadline_date"], *want.get("deadline_date_alt", ())}
        got = task.deadline_date.isoformat() if task.deadline_date else None
        if got in right:
            count.dates_right += 1
        else:
            sure = known or told(task.deadline_text, want["deadline_text"])
            text = f"{want['seq']} {begin}: date {got}, wanted {want['deadline_date']} ({task.confidence})"
            count.note(text, told=sure)
    free = [plain(text) for text in label.get("optional_tasks", ())]
    for j, task in enumerate(tasks):
        words, units = plain(f"{task.title or ''}{task.content}"), len({*task.leads, *task.responsibles})
        if j in pairs.values() or any(one in words or words in one for one in free if one):
            continue
        if units:
            count.read += 1
            count.units_read += units
            told_of = task.confidence < BAR or told(plain(task.content)[:_FIRST_WORDS])
            text = f"extra task {task.seq} {task.title} {task.content[:30]!r} {task.confidence}"
            count.note(text, told=told_of, fields=1 + units)
    names, read = (
        {plain(one) for one in some if one}
        for some in ((m["name"] for m in label.get("members", ())), (m.name for m in draft.members))
    )
    count.members, count.members_read = len(names), len(names & read)
    count.notes += [f"    no member {name}" for name in sorted(names - read)]
    return count


def measured(folder: Path) -> Iterator[tuple[str, Count]]:
    """Yield the name and the count of each document of a folder."""
    for path in sorted((folder / "docs").iterdir()):
        label = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        try:
            count = compare(label, read_plan(path))
        except IntakeError as refused:
            count = Count(tasks=len(label["tasks"]))
            count.units = sum(len(_in_roles(one["leads"], one["responsibles"])) for one in label["tasks"])
            count.note(f"refused: {refused}", told=True, fields=2 * count.tasks + count.units)
        yield path.name, count


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each difference")
    asked = parser.parse_args()
    every = Count()
    sys.stdout.write(f"{HEAD}\n")
    for folder in asked.folders:
        total = Count()
        for name, count in measured(folder):
            total.add(count)
            sys.stdout.write(f"{name[:34]:34} {count}\n")
            sys.stdout.write("".join(f"{line}\n" for line in count.notes if asked.misses))
        sys.stdout.write(f"{folder.name[:34]:34} {total}\n\n")
        every.add(total)
    sys.stdout.write(f"{'all':34} {every}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
