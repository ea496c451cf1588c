"""Whom a group stands for on a task (R10): frozen when the plan is handed out, proposed when it changes later.

The members that a group is asked as are its shares: assignments below its own (``parent_id``), laid out at 交办. Who
joins the group afterwards, or leaves it, is put before the office, which takes the change or declines it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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
    """Id and number of each."""

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


def proposed(plan: Plan, members: Members, declined: Collection[Declined], now: datetime) -> list[MemberChange]:
    """Return what has changed in the groups of a plan since it was handed out and is not declined.

    Empty for a plan that is not handed out. Closed and cancelled tasks are left alone.
    """
    found: dict[Declined, MemberChange] = {}
    for task in plan.live_tasks if plan.asks else ():
        if progress.is_closed(task, now):
            continue
        groups = {a.id: a for a in task.printed_assignments if a.is_group}
        for unit in joining(task, members):
            _note(found, task, unit.assignment, unit.unit_id, unit.unit, joins=True)
        for own in leaving(task, members):
            if own.parent_id in groups and own.unit_id is not None:
                _note(found, task, groups[own.parent_id], own.unit_id, own.unit, joins=False)
    return [change for key, change in found.items() if key not in declined]


def _note(
    found: dict[Declined, MemberChange], task: Task, group: Assignment, unit_id: int, unit: str, *, joins: bool
) -> None:
    group_id = group.unit_id or 0
    before = found.get((group_id, unit_id, joins))
    tasks = (*(before.tasks if before else ()), (task.id, task.seq))
    found[group_id, unit_id, joins] = MemberChange(group_id, group.unit, unit_id, unit, joins, tasks)
