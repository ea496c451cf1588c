"""Who asks and for what: what an asker may see, what they narrow it to, and both as a button carries them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.questions import NO_FILTERS, Filters, Vocabulary
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.reading import Reading, Register
from tasks_db.register.values import Assignment, BarePlan, Task
from tasks_db.terms import AnswerKind, Light, Role, WorkState

__all__ = [
    "EVERYTHING",
    "NO_FILTERS",
    "Filters",
    "Named",
    "Scope",
    "StaleFilters",
    "admits",
    "admits_unit",
    "decode",
    "encode",
    "in_words",
    "named_in",
    "names_by_digest",
]

_TOKEN_BYTES = 4
_TOKEN = re.compile(r"([pulstiwgrabqmxncd])([0-9a-z-]*)")
_MANY = "-"
_FIRST_DAY = date(2000, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LIMIT = 1 << 63
_ROLES = {Role.LEAD: "1", Role.RESPONSIBLE: "2"}
_LIGHTS = {Light.RED: "1", Light.YELLOW: "2", Light.GREEN: "3"}
_REQUESTS = {AnswerKind.EXTENSION: "1", AnswerKind.CLOSURE: "2", AnswerKind.NOT_OURS: "3"}
_NOT_PRINTED = "default"
"""The basis of a date that the plan's end stands in for."""
_STALE = "这个按钮已经失效，请重新查询。"


class StaleFilters(Exception):  # noqa: N818 - an old button, not a fault
    """Filters of an old button that no longer name anything; ``str()`` tells the person what to do."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an asker may see: everything, or their units' own share and all of the tasks that these lead."""

    all: bool
    unit_ids: frozenset[int] = frozenset()

    def owns(self, assignment: Assignment) -> bool:
        """Return whether the assignment belongs to one of the asker's own units."""
        return assignment.unit_id in self.unit_ids

    def leads(self, task: Task) -> bool:
        """Whether the asker sees every unit's state on the task."""
        return self.all or any(self.owns(a) and (a.role is Role.LEAD or a.consolidates) for a in task.assignments)

    def sees(self, task: Task, assignment: Assignment) -> bool:
        """Return whether the asker may see one unit's share of a task: their own, or any where they lead."""
        return self.leads(task) or self.owns(assignment)

    def sees_task(self, task: Task) -> bool:
        """Return whether the asker may see the task at all: as one who sees everything, or by a share in it."""
        return self.all or any(self.owns(a) for a in task.assignments)

    def collapses(self, task: Task, unit_ids: Sequence[int]) -> bool:
        """Return whether a group's members stand as one row: the asker sees all of them and names no single one."""
        groups = {a.id for a in task.assignments if a.is_group and a.unit_id in unit_ids}
        return self.leads(task) and not any(
            a.unit_id in unit_ids and a.parent_id not in groups for a in task.asked_assignments
        )

    def hides(self, reading: Reading, unit_ids: Sequence[int]) -> bool:
        """Return whether the asker sees nothing at all of the units that are asked for."""
        if self.all or not unit_ids:
            return False
        shares = ((t, a) for _, t in reading.every_task() for a in t.assignments)
        wanted = Filters(unit_ids=tuple(unit_ids))
        return not any(self.sees(t, a) and admits_unit(wanted, t, a) for t, a in shares)


EVERYTHING = Scope(all=True)


def admits(filters: Filters, plan: BarePlan, task: Task) -> bool:
    """Return whether a task passes the filters that name it, its plan, its leader or its section.

    Those of units, states and days each answer applies in its own way.
    """
    return (
        filters.plan_id in {None, plan.id}
        and (filters.leader is None or filters.leader in task.leaders)
        and (filters.section is None or filters.section == task.section)
        and (not filters.task_ids or task.id in filters.task_ids)
        and not (filters.undated and (task.standing or any(c.basis != _NOT_PRINTED for c in task.checkpoints)))
    )


def admits_unit(filters: Filters, task: Task, assignment: Assignment) -> bool:
    """Return whether the share is that of a unit asked for, or of a group's member, in the role asked for."""
    if filters.role is not None and assignment.role is not filters.role:
        return False
    group = next((a for a in task.assignments if a.id == assignment.parent_id), None)
    units = {assignment.unit_id, group.unit_id if group else None}
    if units & set(filters.without):
        return False
    return not filters.unit_ids or bool(units & set(filters.unit_ids))


@dataclass(frozen=True, slots=True)
class Named:
    """The names of plans, units, tasks and indicators by their ids: those behind filters, or more.

    ``groups`` are the units that are groups, None where that is not known.
    """

    plans: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    tasks: Mapping[int, str] = field(default_factory=dict)
    indicators: Mapping[int, str] = field(default_factory=dict)
    groups: frozenset[int] | None = None

    @classmethod
    def known_by(cls, vocabulary: Vocabulary) -> "Named":
        """Return all names of a vocabulary."""
        return cls(
            {plan.id: plan.title for plan in vocabulary.plans},
            {unit.id: unit.name for unit in vocabulary.units},
            {task.id: task.title for task in vocabulary.tasks},
            {one.id: one.title for one in vocabulary.indicators},
            frozenset(unit.id for unit in vocabulary.units if unit.is_group),
        )

    def holds(self, filters: Filters) -> bool:
        """Return whether the names of everything that filters name by its id are here."""
        return (
            {*filters.unit_ids, *filters.without} <= self.units.keys()
            and set(filters.task_ids) <= self.tasks.keys()
            and set(filters.indicator_ids) <= self.indicators.keys()
            and (filters.plan_id is None or filters.plan_id in self.plans)
        )


def named_in(reading: Reading) -> Named:
    """Return the names that stand in what was read."""
    indicators = (i for plan in reading.plans for i in plan.indicators) if isinstance(reading, Register) else ()
    found = list(reading.every_task())
    return Named(
        {plan.id: plan.title for plan, _ in found},
        {a.unit_id: a.unit for _, task in found for a in task.assignments if a.unit_id is not None},
        {task.id: task.title for _, task in found},
        {i.id: i.name for i in indicators},
    )


def in_words(filters: Filters, named: Named) -> tuple[str, ...]:
    """Return the names behind the filters; days are left to whoever words them."""
    states = filters.states
    return tuple(
        name
        for name in (
            named.plans.get(filters.plan_id) if filters.plan_id is not None else None,
            *(named.units.get(unit_id, "") for unit_id in filters.unit_ids),
            filters.leader,
            filters.section,
            *(named.tasks.get(task_id, "") for task_id in filters.task_ids),
            *(named.indicators.get(one, "") for one in filters.indicator_ids),
            *(["未办结"] if len(states) == len(WorkState) - 1 else [state.zh for state in states]),
            filters.light.zh if filters.light else None,
            filters.role.zh if filters.role else None,
            "本单位" if filters.mine else None,
            "方案没写时限" if filters.undated else None,
            "连续两次无变化" if filters.unchanged else None,
            "按收集日" if filters.collected else None,
            *(f"不含{named.units.get(unit_id, '')}" for unit_id in filters.without),
        )
        if name
    )


# as a button carries them


def encode(filters: Filters) -> str:
    """Filters as short ASCII for a button: ids as they are, names by a digest that ``decode`` finds again."""
    parts = (
        ("p", _numbers((filters.plan_id,) if filters.plan_id else ())),
        ("u", _numbers(filters.unit_ids)),
        ("l", filters.leader and _token(filters.leader)),
        ("s", filters.section and _token(filters.section)),
        ("t", _numbers(filters.task_ids)),
        ("i", _numbers(filters.indicator_ids)),
        ("w", _short(sum(1 << list(WorkState).index(state) for state in filters.states))),
        ("g", filters.light and _LIGHTS[filters.light]),
        ("r", filters.role and _ROLES[filters.role]),
        ("a", filters.since and _short((filters.since - _FIRST_DAY).days)),
        ("b", filters.until and _short((filters.until - _FIRST_DAY).days)),
        ("q", filters.request and _REQUESTS[filters.request]),
        ("m", "1" if filters.mine else ""),
        ("x", _numbers(filters.without)),
        ("n", "1" if filters.undated else ""),
        ("c", "1" if filters.unchanged else ""),
        ("d", "1" if filters.collected else ""),
    )
    return ".".join(f"{key}{value}" for key, value in parts if value) or "-"


def decode(text: str, leaders: Iterable[str], sections: Iterable[str]) -> Filters:
    """The filters of a button; raises StaleFilters where a leader or a section is none of those in the register."""
    found: dict[str, str] = {}
    for part in text.split(".") if text != "-" else ():
        match = _TOKEN.fullmatch(part)
        if match is None or not match[2]:
            raise StaleFilters(_STALE)
        found[match[1]] = match[2]
    plans = _ids(found.get("p", ""))
    states = _value(found.get("w", "0"))
    return Filters(
        plan_id=plans[0] if plans else None,
        unit_ids=_ids(found.get("u", "")),
        leader=_name(found.get("l", ""), leaders),
        section=_name(found.get("s", ""), sections),
        task_ids=_ids(found.get("t", "")),
        indicator_ids=_ids(found.get("i", "")),
        states=tuple(state for n, state in enumerate(WorkState) if states >> n & 1),
        light=next((one for one, sign in _LIGHTS.items() if sign == found.get("g")), None),
        role=next((one for one, sign in _ROLES.items() if sign == found.get("r")), None),
        since=_day(found.get("a")),
        until=_day(found.get("b")),
        request=next((one for one, sign in _REQUESTS.items() if sign == found.get("q")), None),
        mine="m" in found,
        without=_ids(found.get("x", "")),
        undated="n" in found,
        unchanged="c" in found,
        collected="d" in found,
    )


def names_by_digest(text: str) -> bool:
    """Return whether the filters of a button name a leader or a section, which ``decode`` has to find again."""
    return any(part[:1] in {"l", "s"} for part in text.split("."))


def _numbers(ids: Sequence[int]) -> str:
    return _MANY.join(_short(one) for one in ids)


def _ids(text: str) -> tuple[int, ...]:
    return tuple(_value(part) for part in text.split(_MANY) if part)


def _short(value: int) -> str:
    text = ""
    while value:
        value, digit = divmod(value, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text


def _value(text: str) -> int:
    """The number that a button carries; what no database could have counted to is none of ours."""
    try:
        value = int(text, len(_DIGITS))
    except ValueError:
        raise StaleFilters(_STALE) from None
    if value >= _LIMIT:
        raise StaleFilters(_STALE)
    return value


def _day(text: str | None) -> date | None:
    try:
        return _FIRST_DAY + timedelta(days=_value(text)) if text else None
    except OverflowError:
        raise StaleFilters(_STALE) from None


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=_TOKEN_BYTES).hexdigest()


def _name(token: str, names: Iterable[str]) -> str | None:
    if not token:
        return None
    found = next((name for name in names if _token(name) == token), None)
    if found is None:
        raise StaleFilters("这个按钮要找的责任领导或章节已经不在任务表里，请重新查询。")
    return found
