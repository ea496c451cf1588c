"""Whom a group stands for on a task (R10): frozen when the plan is handed out, proposed when it changes later.

The members that a group is asked as are its shares: assignments below its own (``parent_id``), laid out at 交办. Who
joins the group afterwards, or leaves it, is put before the office, which takes the change or declines it.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress
from tasks_db.register.handing_out import AskedUnit, Members, asked_units
from tasks_db.register.values import Assignment, Plan, Task

Declined = tuple[int, int, bool]
"""What the office has declined: the group's unit id, the unit's, and whether it was to join."""


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A unit that joined a group since a plan was handed out, or left it, and the tasks that this bears on."""

    group_id: int
    group: str
    unit_id: int
    unit: str
    joins: bool
    tasks: tuple[tuple[int, str], ...]
    """Id and number of each that the unit would be asked for with its group, or no longer."""
    unasked: tuple[tuple[int, str], ...] = ()
    """Those of which no member of the group is asked (不逐家问); the office may ask this unit alone."""
    told: int = 0
    """How many people of the unit have heard that it is not asked any more, once that holds."""

    @property
    def key(self) -> Declined:
        """The identity of the change, under which the office's refusal of it is kept."""
        return self.group_id, self.unit_id, self.joins


def shares(task: Task) -> tuple[Assignment, ...]:
    """Return the members' shares of a task, whatever their group."""
    return tuple(a for a in task.assignments if a.parent_id is not None)


def frozen(task: Task) -> Members:
    """Return the members that each group of a task has been handed out with, by the group's unit id."""
    return {
        group.unit_id: tuple((a.unit_id, a.unit) for a in shares(task) if a.parent_id == group.id and a.unit_id)
        for group in task.printed_assignments
        if group.is_group and group.unit_id is not None
    }


def owing(task: Task) -> list[Assignment]:
    """Return the shares of a task that owe answers, one a unit: units by their own names, groups as their members."""
    by_unit = {a.unit_id: a for a in shares(task)}
    return [by_unit[u.unit_id] if u.by_group else u.assignment for u in asked_units(task, frozen(task))]


def joining(task: Task, members: Members) -> list[AskedUnit]:
    """Return the units that would be asked through a group by these members and have no share of the task yet."""
    present = {a.unit_id for a in shares(task)}
    return [u for u in asked_units(task, members) if u.by_group and u.unit_id not in present]


def leaving(task: Task, members: Members) -> list[Assignment]:
    """Return the members' shares of units that would not be asked through a group by these members."""
    asked = {u.unit_id for u in asked_units(task, members) if u.by_group}
    return [a for a in shares(task) if a.unit_id not in asked]


def without_members(task: Task, members: Members) -> Members:
    """Return ``members`` without the groups whose members have shares of the task already."""
    present = frozen(task)
    return {group_id: units for group_id, units in members.items() if not present.get(group_id)}


def stray(task: Task) -> list[Assignment]:
    """Return the members' shares that no longer count: the task names the unit by itself, or its group has left."""
    named = {a.unit_id for a in task.printed_assignments if not a.is_group}
    groups = {a.id for a in task.printed_assignments if a.is_group}
    return [a for a in shares(task) if a.unit_id in named or a.parent_id not in groups]


def proposed(
    plan: Plan, members: Members, declined: Collection[Declined], now: datetime, handed_out: Members | None = None
) -> list[MemberChange]:
    """Return what has changed in the groups of a plan since it was handed out and is not declined.

    ``handed_out`` are the members of that day, of plans that keep them: only by these it is known who is new in a
    group of which no member is asked. Empty for a plan that is not handed out. Closed and cancelled tasks are left
    alone.
    """
    found: dict[Declined, MemberChange] = {}
    for task in plan.live_tasks if plan.asks else ():
        if progress.is_closed(task, now):
            continue
        groups = {a.id: a for a in task.printed_assignments if a.is_group}
        for unit in joining(task, members):
            _note(found, task, unit.assignment, (unit.unit_id, unit.unit), joins=True)
        for own in leaving(task, members):
            if own.parent_id in groups and own.unit_id is not None:
                _note(found, task, groups[own.parent_id], (own.unit_id, own.unit), joins=False)
        for group in groups.values():
            for unit_id, name in _new_unasked(task, group, members, handed_out or {}):
                _note(found, task, group, (unit_id, name), joins=True, asked=False)
    return [change for key, change in found.items() if key not in declined]


def _new_unasked(task: Task, group: Assignment, members: Members, before: Members) -> list[tuple[int, str]]:
    """Who joined a group of which no member is asked by itself, and has no part in the task by its own name."""
    if group.asked or group.unit_id is None or group.unit_id not in before:
        return []
    known = {unit_id for unit_id, _ in before[group.unit_id]} | {a.unit_id for a in task.printed_assignments}
    return [one for one in members.get(group.unit_id, ()) if one[0] not in known]


def _note(
    found: dict[Declined, MemberChange],
    task: Task,
    group: Assignment,
    unit: tuple[int, str],
    *,
    joins: bool,
    asked: bool = True,
) -> None:
    group_id = group.unit_id or 0
    own = (group_id, unit[0], joins)
    change = found.get(own) or MemberChange(group_id, group.unit, *unit, joins, ())
    this = ((task.id, task.seq),)
    found[own] = replace(
        change,
        tasks=change.tasks + (this if asked else ()),
        unasked=change.unasked + (() if asked else this),
    )
