"""交办, decided: what still stands in its way, who would be asked, and for which days."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.cycles import days_of_rounds, is_known
from tasks_db.register.values import Assignment, BarePlan, Cycle, Plan, Task
from tasks_db.terms import CheckpointKind

HORIZON = timedelta(days=366)
"""How far ahead rounds are laid out for work without an end; the daily job moves it on."""

GRACE = timedelta(minutes=5)
"""How long nothing leaves after 交办, so that whoever takes it back by then has told nobody."""

Members = Mapping[int, tuple[tuple[int, str], ...]]
"""Group's unit id → ``(unit id, name)`` of its members on the day of the dispatch."""


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that is asked for a task, by its own assignment or as a member of a group's."""

    assignment: Assignment
    unit_id: int
    unit: str
    by_group: bool


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A date on which a task's units owe an answer: a checkpoint that stands, or a round still to be written."""

    kind: CheckpointKind
    day: date
    target: str
    checkpoint_id: int | None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a plan cannot be dispatched yet: how many things of one kind are open, in words."""

    kind: str
    count: int
    text: str


def blockers(plan: Plan) -> list[Blocker]:
    """What the office has to settle first (R8, R9, R11)."""
    tasks = plan.live_tasks
    found = [
        Blocker("draft", int(plan.document_status == "draft"), "文件是征求意见稿，正式印发后才能交办"),
        Blocker("units", len(unknown_names(plan)), "个单位名称还没有对上"),
        Blocker("past_due", sum(t.review is not None for t in tasks), "项任务已过期，还没有定怎么办"),
        Blocker("undated", len(undated(tasks)), "项任务没有时限，也没有报送周期"),
        Blocker("unassigned", len(unassigned(tasks)), "项任务没有单位"),
        Blocker("consolidating", len(unconsolidated(tasks)), "项任务没有汇总单位"),
        Blocker("empty", int(not tasks), "方案里没有任务"),
    ]
    return [b for b in found if b.count]


def unknown_names(plan: Plan) -> dict[str, list[str]]:
    """Printed names that the registry does not know → the numbers of the tasks that they stand at."""
    names: dict[str, list[str]] = {}
    for task in plan.live_tasks:
        for assignment in task.assignments:
            if assignment.unit_id is None:
                names.setdefault(assignment.printed, []).append(task.seq)
    return names


def unassigned(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks that name no unit."""
    return [t for t in tasks if not t.assignments]


def undated(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks that have neither a deadline nor a cycle whose days are known: nobody would be asked.

    What asks for an indicator's figure has the years of its targets.
    """
    return [
        t
        for t in tasks
        if t.deadline is None
        and t.closed_at is None
        and t.indicator_id is None
        and not any(is_known(cycle.round) for cycle in t.cycles)
    ]


def unconsolidated(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks that still need a consolidating unit."""
    return [t for t in tasks if needs_consolidating(t)]


def needs_consolidating(task: Task, *, unassigned: bool = False) -> bool:
    """Return whether a task still needs a consolidating unit; one without any unit does if ``unassigned`` says so.

    A task for groups alone needs none once its groups are asked unit by unit: the members answer side by side (R9).
    """
    side_by_side = task.is_for_groups_alone and any(a.asked for a in task.printed_assignments)
    return task.consolidating is None and not side_by_side and (unassigned or bool(task.assignments))


def asked_units(task: Task, members: Members) -> list[AskedUnit]:
    """Return everybody who is asked, once each: a unit named beside its own group counts by its own name (R10).

    Of a unit that is printed in two roles the consolidating share counts, else the first.
    """
    named: dict[int, AskedUnit] = {}
    for own in sorted(task.printed_assignments, key=lambda a: not a.consolidates):
        if own.asked and not own.is_group and own.unit_id is not None:
            named.setdefault(own.unit_id, AskedUnit(own, own.unit_id, own.unit, by_group=False))
    asked = list(named.values())
    # a unit that the office excused by name is not asked through its group either
    taken = {a.unit_id for a in task.printed_assignments if not a.is_group}
    for group in task.printed_assignments:
        if group.asked and group.is_group and group.unit_id is not None:
            for unit_id, unit in members.get(group.unit_id, ()):
                if unit_id not in taken:
                    taken.add(unit_id)
                    asked.append(AskedUnit(group, unit_id, unit, by_group=True))
    return asked


def planned_days(plan: BarePlan, task: Task, today: date) -> list[PlannedDay]:
    """The days that are asked for from ``today`` on. Past milestones are not made up for; a past deadline is."""
    if task.closed_at is not None:
        return []
    standing = [
        PlannedDay(c.kind, c.day, c.target, c.id)
        for c in task.checkpoints
        if c.day >= today or c.kind is CheckpointKind.DEADLINE
    ]
    # a round that was moved is not laid out a second time on the day on which it stood first
    written = {c.original_day or c.day for c in task.checkpoints if c.kind is CheckpointKind.ROUND}
    coming: dict[date, list[str]] = {}
    end = task.deadline.day if task.deadline else plan.period[1]
    first = _first_year(plan.period[0], plan.dispatched_at, today)
    for cycle in task.cycles:
        for day in days_of_rounds(cycle.round, today, _horizon(end, today), first):
            if day not in written:
                coming.setdefault(day, []).append(cycle.target)
    # a task with several cycles is asked once a day, for everything that is due then
    for day, targets in coming.items():
        standing.append(PlannedDay(CheckpointKind.ROUND, day, "；".join(t for t in targets if t), None))
    return sorted(standing, key=lambda d: d.day)


def _horizon(end: date | None, today: date) -> date:
    """Rounds go on until the task's own deadline, else the plan's end, at most a year ahead."""
    ahead = today + HORIZON
    return min(end, ahead) if end is not None and end > today else ahead


def _first_year(start: date | None, dispatched_at: datetime | None, today: date) -> int:
    """Return the year that 每两年 counts from: the plan's first, else that of its handing out."""
    return (start or (local_date(dispatched_at) if dispatched_at else today)).year


def is_short_of_rounds(
    cycles: Iterable[Cycle],
    last: date | None,
    period: tuple[date | None, date | None],
    dispatched_at: datetime | None,
    today: date,
) -> bool:
    """Return whether a task lacks rounds that should be laid out by now.

    ``last`` is the last round that there is; ``period`` begins with the plan and ends with the task's deadline, else
    with the plan.
    """
    after = today if last is None else max(last, today)
    start, end = period
    year = _first_year(start, dispatched_at, today)
    return any(True for cycle in cycles for _ in days_of_rounds(cycle.round, after, _horizon(end, today), year))


def figure_days(targets: Mapping[str, str], today: date) -> list[tuple[date, str]]:
    """The days on which an indicator's figure is asked for: the end of each target year that is not over."""
    days = [(date(int(year), 12, 31), target) for year, target in targets.items() if year.isdigit()]
    return sorted(day for day in days if day[0] >= today)


def questions(plan: Plan, members: Members, today: date) -> dict[str, int]:
    """How many answers the dispatch will ask of each unit, most first (R10)."""
    counts: dict[str, int] = {}
    for task in plan.live_tasks:
        days = len(planned_days(plan, task, today))
        for asked in asked_units(task, members):
            counts[asked.unit] = counts.get(asked.unit, 0) + days
    for indicator in plan.indicators:
        if indicator.supplier is not None and not any(t.indicator_id == indicator.id for t in plan.tasks):
            counts[indicator.supplier] = counts.get(indicator.supplier, 0) + len(
                figure_days(indicator.targets, today)
            )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
