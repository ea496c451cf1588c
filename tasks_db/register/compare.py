"""What changed from one version of a plan to the next: tasks matched by meaning of text and by number.

A draft for comments and its final paper, or a plan and its mended spreadsheet. Matching looks at the words first: a
task keeps its identity when it moves or is renumbered. Where several tasks of one version cover one of the other,
that one was split, or they were merged.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from tasks_db.intake.draft import DraftTask
from tasks_db.language.rounds import Round, name_of_round
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.values import Task
from tasks_db.terms import Role

SAME_TASK = 62
"""Likeness (0–100) from which two tasks are one: unrelated items of a plan score 20–45, rewritten ones over 70."""

PART_OF = 88
"""How much of a task's words must stand in another one for it to be a part of that."""

_SAME_NUMBER = 6
_SAME_UNITS = 6
MOST_BESIDE_WORDS = _SAME_NUMBER + _SAME_UNITS
"""How much likeness two tasks can have beside that of their words."""
_SHORTEST_PART = 6
"""Fewer characters beside the words that any work begins with say nothing of a task."""
_BEGINNINGS = re.compile(r"^(?:完成|开展|推进|推动|做好|抓好|加强|加快|组织|实施|落实|继续|全面)+")
"""Words that any work begins with: where two tasks become one, the second loses them (完成甲和乙)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A task of either version. ``key`` is the caller's own name for it: an index, or a row's id."""

    key: int
    seq: str
    title: str
    content: str
    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    leaders: tuple[str, ...]
    deadline: date | None
    cycles: tuple[str, ...] = ()
    """The rounds of its report, by their names."""

    @classmethod
    def of_draft(cls, key: int, task: DraftTask) -> "Item":
        """Return a task of a document that was just read as an item with the caller's ``key``."""
        return cls(
            key,
            task.seq,
            task.title or "",
            task.content,
            task.leads,
            task.responsibles,
            task.leaders,
            task.deadline_date,
            _names(Round(one.every, one.day, one.months) for one in task.recurrences),
        )

    @classmethod
    def of_task(cls, task: Task) -> "Item":
        """Return a task of the register as an item, with its id as the key and its units as the plan prints them."""
        printed = task.printed_assignments
        return cls(
            task.id,
            task.seq,
            task.title,
            task.content,
            tuple(a.printed for a in printed if a.role is Role.LEAD),
            tuple(a.printed for a in printed if a.role is Role.RESPONSIBLE),
            task.leaders,
            task.deadline.day if task.deadline else None,
            _names(cycle.round for cycle in task.cycles),
        )


def _names(chosen: Iterable[Round]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(name_of_round, chosen)))


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; ``old`` and ``new`` as a person reads them, empty for nothing.

    ``kept``: the new version does not change it, since the office decided so or the new version says nothing.
    """

    field: str
    old: str
    new: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A task of the old version and the same task in the new one; ``changes`` is empty where they read the same."""

    old: Item
    new: Item
    changes: tuple[Change, ...]

    @property
    def kept(self) -> frozenset[str]:
        """The fields that differ and stay as they are."""
        return frozenset(c.field for c in self.changes if c.kept)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every old and every new task is in exactly one of these (a split's and a merger's parts in theirs)."""

    matches: tuple[Match, ...]
    split: tuple[tuple[Item, tuple[Item, ...]], ...]
    merged: tuple[tuple[tuple[Item, ...], Item], ...]
    added: tuple[Item, ...]
    dropped: tuple[Item, ...]

    @property
    def changed(self) -> tuple[Match, ...]:
        """The matched tasks of which at least one field becomes another."""
        return tuple(m for m in self.matches if any(not c.kept for c in m.changes))


def compare(old: Sequence[Item], new: Sequence[Item]) -> Comparison:
    """Match two versions by their words."""
    pairs = _pairs(old, new)
    matches = tuple(Match(a, b, changes(a, b)) for a, b in pairs)
    left_old = [item for item in old if all(item is not a for a, _ in pairs)]
    left_new = [item for item in new if all(item is not b for _, b in pairs)]
    split = _parts(matches, left_new, whole=lambda m: m.old, piece=lambda m: m.new)
    merged = _parts(matches, left_old, whole=lambda m: m.new, piece=lambda m: m.old)
    taken = {id(i) for _, parts in (*split, *merged) for i in parts} | {id(whole) for whole, _ in (*split, *merged)}
    return Comparison(
        matches=tuple(m for m in matches if id(m.old) not in taken and id(m.new) not in taken),
        split=split,
        merged=tuple((parts, whole) for whole, parts in merged),
        added=tuple(i for i in left_new if id(i) not in taken),
        dropped=tuple(i for i in left_old if id(i) not in taken),
    )


def kept_first(found: Comparison, closed: Collection[int]) -> Comparison:
    """Return a comparison in which no merged task goes on as one that is closed, where another is still open.

    The first of the merged ones goes on: as the closed one all would be closed.
    """
    merged = tuple((tuple(sorted(parts, key=lambda one: one.key in closed)), whole) for parts, whole in found.merged)
    return replace(found, merged=merged)


def as_kept(found: Comparison) -> dict[str, Any]:
    """Return a comparison in the form in which the trail keeps it: every task by its number and name."""
    return {
        "same": len(found.matches) - sum(1 for one in found.matches if one.changes),
        "matches": [
            [_short(one.old), _short(one.new), [[c.field, c.old, c.new, c.kept] for c in one.changes]]
            for one in found.matches
            if one.changes
        ],
        "split": [[_short(whole), [_short(one) for one in parts]] for whole, parts in found.split],
        "merged": [[[_short(one) for one in parts], _short(whole)] for parts, whole in found.merged],
        "added": [_short(one) for one in found.added],
        "dropped": [_short(one) for one in found.dropped],
    }


def from_kept(kept: Mapping[str, Any]) -> Comparison:
    """Return the comparison that ``as_kept`` wrote down; of its tasks only the number and the name are known."""
    same = Match(_long(["", ""]), _long(["", ""]), ())
    changed = [Match(_long(a), _long(b), tuple(Change(*one) for one in made)) for a, b, made in kept["matches"]]
    return Comparison(
        (*changed, *[same] * kept["same"]),
        tuple((_long(whole), tuple(map(_long, parts))) for whole, parts in kept["split"]),
        tuple((tuple(map(_long, parts)), _long(whole)) for parts, whole in kept["merged"]),
        tuple(map(_long, kept["added"])),
        tuple(map(_long, kept["dropped"])),
    )


def _short(item: Item) -> list[str]:
    return [item.seq, item.title or item.content]


def _long(kept: Sequence[str]) -> Item:
    return Item(0, kept[0], kept[1], "", (), (), (), None)


def compare_by_key(old: Sequence[Item], new: Sequence[Item]) -> Comparison:
    """Two versions whose tasks carry their identity, as in a spreadsheet that came back; new rows have key 0."""
    by_key = {item.key: item for item in new if item.key}
    matches = tuple(Match(a, by_key[a.key], changes(a, by_key[a.key])) for a in old if a.key in by_key)
    known = {item.key for item in old}
    return Comparison(
        matches=matches,
        split=(),
        merged=(),
        added=tuple(item for item in new if item.key not in known),
        dropped=tuple(item for item in old if item.key not in by_key),
    )


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The best one-to-one matching, most alike first."""
    scored = sorted(
        ((likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new)), reverse=True
    )
    pairs, used_old, used_new = [], set(), set()
    for score, _, i, j in scored:
        if score < SAME_TASK:
            break
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((i, j))
    return [(old[i], new[j]) for i, j in sorted(pairs)]


def likeness(a: Item, b: Item) -> float:
    """0–100, by words; the same number or the same units help a little where the words were rewritten."""
    words = words_alike(a.title, a.content, b.title, b.content)
    same_number = _SAME_NUMBER if a.seq == b.seq else 0
    units_a, units_b = {*a.leads, *a.responsibles}, {*b.leads, *b.responsibles}
    shared = len(units_a & units_b) / len(units_a | units_b) if units_a | units_b else 0
    return min(100.0, words + same_number + _SAME_UNITS * shared)


def words_alike(title_a: str, content_a: str, title_b: str, content_b: str) -> float:
    """Return how alike the words of two tasks are, 0–100."""
    words = float(fuzz.ratio(_plain(content_a), _plain(content_b)))
    if title_a and title_b:
        words = max(words, 0.5 * words + 0.5 * float(fuzz.ratio(_plain(title_a), _plain(title_b))))
    return words


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _parts(
    matches: Sequence[Match], left: Sequence[Item], *, whole: Callable[[Match], Item], piece: Callable[[Match], Item]
) -> tuple[tuple[Item, tuple[Item, ...]], ...]:
    """Leftover tasks whose words stand in an already matched task of the other version: they are parts of it."""
    found: list[tuple[Item, tuple[Item, ...]]] = []
    for match in matches:
        own, all_of_it = piece(match), whole(match)
        covering, title = _plain(all_of_it.title + all_of_it.content), _plain(all_of_it.title)
        grew = len(title) > len(_plain(own.title))
        parts = [
            item
            for item in left
            if _stands_in(item.content, covering) or (grew and item.title and _stands_in(item.title, title))
        ]
        if parts and len(_plain(own.content)) < len(covering):
            found.append((whole(match), (own, *parts)))
    return tuple(found)


def _stands_in(text: str, covering: str) -> bool:
    words = _BEGINNINGS.sub("", _plain(text))
    return (
        len(words) >= _SHORTEST_PART and fuzz.partial_ratio(words, covering) >= PART_OF and len(words) < len(covering)
    )


def said_of(made: Sequence[Change]) -> list[str]:
    """Return changes as the trail of a task keeps them, old and new."""
    return [f"{one.field} {one.old or '（无）'} → {one.new or '（无）'}" for one in made]


def changes(old: Item, new: Item) -> tuple[Change, ...]:
    """The fields that differ, in the order of the table."""
    found = []
    if old.seq != new.seq:
        found.append(Change("序号", old.seq, new.seq))
    if _plain(old.title) != _plain(new.title):
        found.append(Change("任务", old.title, new.title))
    if _plain(old.content) != _plain(new.content):
        found.append(Change("内容", old.content, new.content))
    for field, a, b in (
        ("牵头单位", old.leads, new.leads),
        ("责任单位", old.responsibles, new.responsibles),
        ("责任领导", old.leaders, new.leaders),
    ):
        if a != b:
            found.append(Change(field, "、".join(a), "、".join(b)))
    if old.deadline != new.deadline:
        found.append(Change("时限", str(old.deadline or ""), str(new.deadline or "")))
    if old.cycles != new.cycles:
        found.append(Change("报送周期", "、".join(old.cycles), "、".join(new.cycles)))
    return tuple(found)
