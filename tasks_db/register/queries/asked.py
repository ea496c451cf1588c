"""Who asks and for what: what an asker may see, what they narrow it to, and both as a button carries them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks_db.register.values import Assignment, Plan, Register, Task
from tasks_db.terms import Role

_TOKEN_BYTES = 4
_TOKEN = re.compile(r"([puls])([0-9a-f]+)")


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

    def collapses(self, task: Task, unit_id: int | None) -> bool:
        """Return whether a group's members stand as one row: the asker sees all of them and names no single one."""
        return self.leads(task) and all(unit_id is None or a.unit_id != unit_id for a in task.asked_assignments)

    def hides(self, register: Register, unit_id: int | None) -> bool:
        """Return whether the asker sees nothing at all of the unit that is asked for."""
        if self.all or unit_id is None:
            return False
        shares = ((t, a) for p in register.plans for t in p.tasks for a in t.assignments)
        return not any(self.sees(t, a) and Filters(unit_id=unit_id).admits_unit(t, a) for t, a in shares)


EVERYTHING = Scope(all=True)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is narrowed to; None in a field lets everything pass. ``leader`` is a name in 责任领导."""

    plan_id: int | None = None
    unit_id: int | None = None
    leader: str | None = None
    section: str | None = None

    def admits(self, plan: Plan, task: Task) -> bool:
        """Return whether a task passes every filter except the unit's, which each answer applies in its own way."""
        return (
            self.plan_id in {None, plan.id}
            and (self.leader is None or self.leader in task.leaders)
            and (self.section is None or self.section == task.section)
        )

    def in_words(self, register: Register) -> tuple[str, ...]:
        """The names behind the filters, as the register has them."""
        plan = next((p.title for p in register.plans if p.id == self.plan_id), None)
        shares = (a for p in register.plans for t in p.tasks for a in t.assignments)
        unit = None if self.unit_id is None else next((a.unit for a in shares if a.unit_id == self.unit_id), None)
        return tuple(name for name in (plan, unit, self.leader, self.section) if name)

    def admits_unit(self, task: Task, assignment: Assignment) -> bool:
        """Whether the share is the unit's that is asked for, or that of a member of the group asked for."""
        if self.unit_id is None:
            return True
        group = next((a for a in task.assignments if a.id == assignment.parent_id), None)
        return self.unit_id in {assignment.unit_id, group.unit_id if group else None}


NO_FILTERS = Filters()


def encode(filters: Filters) -> str:
    """Filters as short ASCII for a button: ids as they are, names by a digest that ``decode`` finds again."""
    parts = (
        ("p", filters.plan_id and str(filters.plan_id)),
        ("u", filters.unit_id and str(filters.unit_id)),
        ("l", filters.leader and _token(filters.leader)),
        ("s", filters.section and _token(filters.section)),
    )
    return ".".join(f"{key}{value}" for key, value in parts if value) or "-"


def decode(text: str, register: Register) -> Filters:
    """The filters of a button; raises StaleFilters where a name is no longer in the register."""
    found = {"p": "", "u": "", "l": "", "s": ""}
    for part in text.split(".") if text != "-" else ():
        match = _TOKEN.fullmatch(part)
        if match is None:
            raise StaleFilters("这个按钮已经失效，请重新查询。")
        found[match[1]] = match[2]
    tasks = [t for p in register.plans for t in p.tasks]
    return Filters(
        _id(found["p"]),
        _id(found["u"]),
        _name(found["l"], (name for t in tasks for name in t.leaders)),
        _name(found["s"], (t.section for t in tasks if t.section is not None)),
    )


def _id(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=_TOKEN_BYTES).hexdigest()


def _name(token: str, names: Iterable[str]) -> str | None:
    if not token:
        return None
    found = next((name for name in names if _token(name) == token), None)
    if found is None:
        raise StaleFilters("这个按钮要找的责任领导或章节已经不在任务表里，请重新查询。")
    return found
