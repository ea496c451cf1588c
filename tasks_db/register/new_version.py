"""A plan in a new version: which plan it seems to follow, what replacing that does, what each unit is told of it."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from rapidfuzz import fuzz

from config.clock import day_in_full
from tasks_db.language.rounds import name_of_round
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.compare import Change, Comparison, Match
from tasks_db.register.handing_out import Blocker
from tasks_db.register.values import Assignment, Plan, Task

SAME_PLAN = 85
"""Likeness of two titles (0–100) from which the one may be the other's earlier version."""

_LEAST_ALIKE = 3
"""Fewer tasks of the same words say nothing of two plans."""

_MOVES_A_UNIT = frozenset({"时限", "报送周期", "牵头单位", "责任单位"})
"""What of a task bears on what a unit owes."""


@dataclass(frozen=True, slots=True)
class Known:
    """A plan as far as it is recognised by: its title and number, and the words of its tasks."""

    id: int
    title: str
    number: str | None
    tasks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The plan that another seems to be a later version of; ``alike`` of its ``tasks`` stand in both."""

    plan_id: int
    title: str
    alike: int
    tasks: int


def plain(words: str) -> str:
    """Return the words of a title or a task as they are recognised: without spaces and signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words))


def predecessor(plan: Known, earlier: Collection[Known]) -> Predecessor | None:
    """Return the plan that this one seems to be a new version of: by its title, its number, or most of its tasks."""
    found = [(score, one) for one in earlier if (score := _likeness(plan, one)) > 0]
    if not found:
        return None
    _, best = max(found, key=lambda scored: (scored[0], scored[1].id))
    return Predecessor(best.id, best.title, len(plan.tasks & best.tasks), len(best.tasks))


def _likeness(new: Known, old: Known) -> float:
    """How surely one plan is the other's earlier version; 0 where nothing says so."""
    alike = len(new.tasks & old.tasks)
    share = 100 * alike / max(1, min(len(new.tasks), len(old.tasks)))
    titles = fuzz.ratio(old.title, new.title)
    same_number = bool(new.number) and new.number == old.number
    most = alike >= _LEAST_ALIKE and share > 50  # noqa: PLR2004 - most of them
    if titles < SAME_PLAN and not same_number and not most:
        return 0.0
    return float(titles if titles >= SAME_PLAN else 0) + share + (100 if same_number else 0)


@dataclass(frozen=True, slots=True)
class Replacing:
    """What replacing a plan by its new version would do (R17).

    ``first`` is what has to be settled in the new version before, empty where nothing has; ``told`` is how many
    people hear of it at most, and ``asks`` whether units are asked of the plan, so that what is new is asked at once.
    """

    old_id: int
    title: str
    found: Comparison
    first: tuple[Blocker, ...]
    asks: bool
    told: int


REPLACED = "替换方案"
"""What the trail calls it that a new version took a plan's place."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a plan's new version has changed: ``title`` is that of the version before, ``by`` whoever replaced it."""

    plan_id: int
    title: str
    file: str
    at: datetime
    by: str
    found: Comparison


Decided = Mapping[int, Mapping[str, Collection[str]]]
"""By task and field what the paper said before the office decided otherwise, as ``Change`` writes it."""


def as_decided(found: Comparison, decided: Decided) -> Comparison:
    """Return a comparison in which what the office decided stays where the new version still says what was before.

    A date or a cycle of which the new version says nothing stays too.
    """
    return replace(found, matches=tuple(_as_decided(m, decided.get(m.old.key, {})) for m in found.matches))


def _as_decided(match: Match, before: Mapping[str, Collection[str]]) -> Match:
    def stays(change: Change) -> bool:
        unsaid = not change.new and change.field in {"时限", "报送周期"}
        return unsaid or change.new in before.get(change.field, ())

    return replace(match, changes=tuple(replace(one, kept=stays(one)) for one in match.changes))


def said_before(
    now: Sequence[str], changes: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> frozenset[tuple[str, ...]]:
    """Return what stood in a field before the office's last changes led to what stands ``now``.

    ``changes`` are all that the office made, oldest first, each from what to what. Empty where none led to it.
    """
    found, at = set(), tuple(now)
    for was, after in reversed(changes):
        if tuple(after) != at:
            break
        at = tuple(was)
        found.add(at)
    return frozenset(found)


def bears_on(before: Plan, found: Comparison) -> set[str]:
    """Return the units that are asked for a task of which dates, units or the task itself are no more the same."""
    moved = {m.old.key for m in found.changed if any(c.field in _MOVES_A_UNIT and not c.kept for c in m.changes)}
    moved |= {item.key for item in found.dropped} | {whole.key for whole, _ in found.split}
    moved |= {item.key for parts, _ in found.merged for item in parts}
    return {a.unit for task in before.live_tasks if task.id in moved for a in task.asked_assignments}


def told(before: Plan, after: Plan, merged: Mapping[int, int]) -> dict[str, list[str]]:
    """Return what each unit that was asked of a plan is told of its new version, a line a task; none for nothing.

    ``merged`` are the tasks that went into another one, with that one's id.
    """
    stays = {task.id: task for task in after.live_tasks}
    found: dict[str, list[str]] = {}
    for task in before.live_tasks:
        now = stays.get(task.id)
        for own in task.asked_assignments:
            for line in _lines(task, own, now, stays.get(merged.get(task.id, 0))):
                found.setdefault(own.unit, []).append(line)
    asked_before = {
        (one, a.unit)
        for task in before.live_tasks
        for a in task.asked_assignments
        for one in (task.id, merged.get(task.id, task.id))
    }
    for task in after.live_tasks:
        for own in task.asked_assignments:
            if own.unit in found and (task.id, own.unit) not in asked_before:
                found[own.unit].append(f"{_named(task)}新交给贵单位，下一条消息里问。")
    return found


def _named(task: Task) -> str:
    return f"“{task.title}”（{codes.of(task)}）"


def _lines(task: Task, own: Assignment, now: Task | None, into: Task | None) -> Iterator[str]:
    """What one unit is told of one task, by the number that it has now."""
    if now is None and into is not None and any(a.unit == own.unit for a in into.asked_assignments):
        day = f"，完成时限{day_in_full(into.deadline.day)}" if into.deadline is not None else ""
        yield f"“{task.title}”并入{_named(into)}，以后按这一项报{day}。"
    elif now is None:
        yield f"“{task.title}”{f'并入“{into.title}”' if into is not None else '新版里没有了'}，不用再反馈。"
    elif all(a.unit != own.unit for a in now.asked_assignments):
        yield f"{_named(now)}不再由贵单位承担，不用再反馈。"
    elif moved := [*_moved(task, now)]:
        yield f"{_named(now)}{'，'.join(moved)}。"


def _moved(task: Task, now: Task) -> Iterator[str]:
    was, day = (one.deadline.day if one.deadline is not None else None for one in (task, now))
    if day is not None and day != was:
        before = f"由{day_in_full(was)}改为" if was is not None else "定为"
        yield f"完成时限{before}{day_in_full(day)}"
    cycles, after = ("、".join(dict.fromkeys(name_of_round(c.round) for c in one.cycles)) for one in (task, now))
    if cycles != after:
        yield f"报送周期由{cycles or '不定期'}改为{after or '不定期'}"
