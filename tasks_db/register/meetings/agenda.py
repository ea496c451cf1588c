"""The agenda of a sitting, proposed from what stands open; the office takes out and adds what it wants."""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language.matters import matters
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.values import Coordination, Digest, TaskLine
from tasks_db.register.meetings.follow_up import Standing, sentence_of_all
from tasks_db.register.meetings.values import AgendaItem, Body, Sitting
from tasks_db.terms import ItemKind, WorkState

_NAMED = 3
_LONG = 40


@dataclass(frozen=True, slots=True)
class Proposed:
    """An agenda as it is proposed, and how many more matters there are that a sitting has no room for."""

    items: tuple[AgendaItem, ...]
    left: int
    dropped: int = 0
    """How many matters are not on it because the office took them off before."""


def propose(body: Body, sitting: Sitting, digest: Digest, last: Standing) -> Proposed:
    """Return the agenda: the last resolutions, the digest, pleas by whom they need, overdue tasks, proposals.

    What was proposed for this sitting is on it, of pleas and overdue tasks as many as there is room for; what the
    office took off the agenda before is not.
    """
    before = []
    if last.followed or last.earlier:
        before.append(_item(ItemKind.FOLLOW_UP, f"上次会议议定事项落实情况（{sentence_of_all(last)}）", body.office))
    if digest.total.total:
        before.append(_item(ItemKind.DIGEST, "重点任务进展情况", body.office))
    source = f"{sitting.proposed_as}提议"
    own = [_item(ItemKind.PROPOSAL, matter, who, source=source) for matter, who in matters(sitting.topic)]
    open_ones = [*_pleas(digest), *_overdue(digest)]
    every = (before, open_ones, own)
    before, open_ones, own = ([i for i in part if not _dropped(sitting, i)] for part in every)
    room = max(0, body.rules.most_topics - len(before) - len(own))
    gone = sum(map(len, every)) - len(before) - len(open_ones) - len(own)
    return Proposed((*before, *open_ones[:room], *own), max(0, len(open_ones) - room), gone)


def moved(count: int, number: int, to: int) -> tuple[int, ...]:
    """Return the order of ``count`` matters once that of a number stands in place ``to``, both counted from 1."""
    others = [n for n in range(1, count + 1) if n != number]
    place = min(max(to, 1), count) - 1
    return (*others[:place], number, *others[place:])


def example_order(count: int) -> str:
    """Return an order of so many matters as it may be typed: 3、1、2."""
    return "、".join(map(str, moved(count, count, 1)))


def key_of(kind: ItemKind, matter: str) -> str:
    """Return by what a proposed matter is known again when its words have changed; empty for one that was added.

    There is one of each kind, one plea for each addressee, and as many proposals as the topic names.
    """
    if kind is ItemKind.ADDED:
        return ""
    if kind is ItemKind.PROPOSAL:
        return f"{kind.value}:{matter}"
    needs = _NEEDS.search(matter) if kind is ItemKind.PLEA else None
    return f"{kind.value}:{needs[1]}" if needs is not None else kind.value


_NEEDS = re.compile(r"（需协调：(.*)）$")


def _dropped(sitting: Sitting, item: AgendaItem) -> bool:
    """Whether the office took a matter off; of a topic that was one matter before, its kind alone is kept."""
    whole = {item.kind.value} if item.kind is ItemKind.PROPOSAL else set()
    return bool((whole | {key_of(item.kind, item.matter)}) & set(sitting.dropped))


def _item(kind: ItemKind, matter: str, reporter: str, units: Sequence[str] = (), source: str = "") -> AgendaItem:
    return AgendaItem(0, kind, matter, reporter, tuple(units), source)


def _pleas(digest: Digest) -> list[AgendaItem]:
    """One matter for each addressee: what units need from it, the first few in words."""
    by_needed: dict[str, list[Coordination]] = {}
    for plea in digest.coordination:
        by_needed.setdefault(plea.needs, []).append(plea)
    items = []
    for needs, pleas in by_needed.items():
        matters = "；".join(_clipped(p.matter or p.task.title) for p in pleas[:_NAMED])
        more = f"等{len(pleas)}项" if len(pleas) > _NAMED else ""
        asking = tuple(dict.fromkeys(p.unit for p in pleas))
        source = "、".join(f"第{p.task.seq}项" for p in pleas[:_NAMED])
        items.append(_item(ItemKind.PLEA, f"{matters}{more}（需协调：{needs}）", asking[0], asking[1:], source))
    return items


def _overdue(digest: Digest) -> list[AgendaItem]:
    lines = digest.in_state(WorkState.OVERDUE)
    if not lines:
        return []
    named = "、".join(_named(line) for line in lines[:_NAMED])
    more = f"等{len(lines)}项" if len(lines) > _NAMED else ""
    units = tuple(dict.fromkeys(line.unit for line in lines if line.unit))
    reporter, others = (units[0], units[1:]) if units else ("", ())
    return [_item(ItemKind.OVERDUE, f"逾期任务{len(lines)}项：{named}{more}", reporter, others)]


def _named(line: TaskLine) -> str:
    return f"第{line.task.seq}项“{_clipped(line.task.title)}”"


def _clipped(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
