"""Small builders of register values, wired as the store would wire them, and arbitrary registers of them.

A test says what matters to it and leaves the rest: ``a_plan(a_task(an_assignment("县教委", reports=[a_report()])))``.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from config.clock import local_instant
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.people import Account, Address, Holder, Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import Assignment, Checkpoint, Due, Indicator, Measurement, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportStatus, Role, SeatRole, TenureKind

DISPATCHED = date(2025, 1, 2)
NOW = local_instant(date(2025, 11, 12), time(9))

_ids = itertools.count(1)
_UNITS: dict[str, int] = {}


def at(day: date, hour: int = 9) -> datetime:
    return local_instant(day, time(hour))


def unit_id(name: str) -> int:
    """The same number for the same name, as in the registry."""
    return _UNITS.setdefault(name, 1000 + len(_UNITS))


def a_report(
    kind: AnswerKind = AnswerKind.PROGRESS,
    day: date = date(2025, 11, 3),
    *,
    checkpoint: Checkpoint | None = None,
    status: ReportStatus = ReportStatus.SUBMITTED,
    decided: date | None = None,
    withdrawn: date | None = None,
    **said: Any,
) -> Report:
    """An answer at nine in the morning of ``day``; ``said`` are further fields of ``Report``."""
    fields: dict[str, Any] = {
        "id": next(_ids),
        "assignment_id": 0,
        "checkpoint_id": checkpoint.id if checkpoint else None,
        "unit": "",
        "person": "王敏",
        "entered_by": None,
        "at": at(day),
        "percent": None,
        "text": "",
        "problem": None,
        "needs": None,
        "expected": None,
        "new_date": None,
        "decided_at": at(decided, 10) if decided else None,
        "reason": None,
        "withdrawn_at": at(withdrawn, 11) if withdrawn else None,
    }
    return Report(kind=kind, status=status, **(fields | said))


def a_closure(day: date, *, approved: date | None = None) -> Report:
    status = ReportStatus.ACCEPTED if approved else ReportStatus.SUBMITTED
    return a_report(AnswerKind.CLOSURE, day, status=status, decided=approved)


def a_checkpoint(
    day: date,
    kind: CheckpointKind = CheckpointKind.DEADLINE,
    *,
    original_day: date | None = None,
    target: str = "",
) -> Checkpoint:
    return Checkpoint(next(_ids), kind, day, original_day, target, "text", confirmed=True)


def an_assignment(
    unit: str = "县教委",
    role: Role = Role.LEAD,
    *,
    consolidates: bool | None = None,
    reports: Sequence[Report] = (),
    exempted: date | None = None,
    is_group: bool = False,
    parent: Assignment | None = None,
    asked: bool = True,
    printed: str | None = None,
) -> Assignment:
    """A lead consolidates unless told otherwise; dues are added when the task is built."""
    own_id = next(_ids)
    due = Due(0, a_checkpoint(DISPATCHED), own_id, DISPATCHED, at(exempted) if exempted else None, None)
    return Assignment(
        id=own_id,
        task_id=0,
        unit_id=unit_id(unit),
        unit=unit,
        printed=printed or unit,
        role=role,
        is_group=is_group,
        parent_id=parent.id if parent else None,
        consolidates=role is Role.LEAD if consolidates is None else consolidates,
        asked=asked,
        dues=(due,) if exempted else (),
        reports=tuple(replace(r, assignment_id=own_id, unit=unit) for r in reports),
    )


def a_group(printed: str, members: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """A responsible group with its members, as it is after it was set to 逐家问."""
    group = an_assignment(printed, Role.RESPONSIBLE, is_group=True)
    return (group, *(replace(m, parent_id=group.id) for m in members))


def _with_dues(task_id: int, assignment: Assignment, checkpoints: Sequence[Checkpoint]) -> Assignment:
    exempted_at = assignment.dues[0].exempted_at if assignment.dues else None
    reason = "另有安排" if exempted_at else None
    owes = assignment.asked and not assignment.is_group
    dues = tuple(Due(next(_ids), c, assignment.id, c.day, exempted_at, reason) for c in checkpoints if owes)
    return replace(assignment, task_id=task_id, dues=dues)


def a_task(
    *assignments: Assignment,
    title: str = "改造农村公路",
    deadline: date | Checkpoint | None = date(2025, 12, 31),
    checkpoints: Sequence[Checkpoint] = (),
    **fields: Any,
) -> Task:
    """A task of ``assignments`` (of one lead if none is named), each owing every checkpoint on its day.

    ``fields`` are further fields of ``Task``; a standing task has no deadline.
    """
    own_id = next(_ids)
    if fields.get("standing"):
        deadline = None
    days = [a_checkpoint(deadline) if isinstance(deadline, date) else deadline] if deadline else []
    points = (*checkpoints, *days)
    known: dict[str, Any] = {
        "plan_id": 0,
        "position": own_id,
        "seq": str(own_id),
        "section": None,
        "content": title,
        "leaders": (),
        "deadline_text": None,
        "standing": False,
        "source_place": "第1行",
        "source_quote": title,
        "review": None,
        "candidate": False,
        "indicator_id": None,
        "cancelled_at": None,
        "struck_off_at": None,
    }
    return Task(
        id=own_id,
        title=title,
        checkpoints=points,
        assignments=tuple(_with_dues(own_id, a, points) for a in assignments or (an_assignment(),)),
        **(known | fields),
    )


def owing_on(task: Task, unit: str, *days: date) -> Task:
    """The task with the dues of one unit on days of its own, in the order of the checkpoints."""

    def moved(assignment: Assignment) -> Assignment:
        own = itertools.zip_longest(assignment.dues, days)
        return replace(assignment, dues=tuple(replace(d, day=day or d.day) for d, day in own))

    return replace(task, assignments=tuple(moved(a) if a.unit == unit else a for a in task.assignments))


def an_indicator(
    name: str = "覆盖率", *, targets: dict[str, str], measurements: Sequence[Measurement] = (), **fields: Any
) -> Indicator:
    known: dict[str, Any] = {
        "id": next(_ids),
        "seq": "1",
        "measure": "%",
        "baseline": {"2022": "25"},
        "supplier": "县教委",
    }
    return Indicator(name=name, targets=targets, measurements=tuple(measurements), **(known | fields))


def a_plan(
    *tasks: Task,
    title: str = "乡村建设行动方案",
    dispatched: date | None = DISPATCHED,
    indicators: Sequence[Indicator] = (),
    **fields: Any,
) -> Plan:
    own_id = next(_ids)
    known: dict[str, Any] = {
        "meeting_id": 1,
        "number": None,
        "stage": PlanStage.DISPATCHED if dispatched else PlanStage.LOADED,
        "document_status": "issued",
        "period": (None, None),
        "settings": PlanSettings(),
    } | fields
    settings = known["settings"]
    return Plan(
        id=own_id,
        title=title,
        dispatched_at=at(dispatched, 8) if dispatched else None,
        tasks=tuple(replace(t, plan_id=own_id, position=i, settings=settings) for i, t in enumerate(tasks, 1)),
        indicators=tuple(indicators),
        **known,
    )


def a_register(*plans: Plan, seats: Sequence[Seat] | None = None) -> Register:
    """The plans, with a liaison who can be reached in every unit that is asked unless ``seats`` says otherwise."""
    return Register(plans, seats=tuple(liaisons(plans) if seats is None else seats))


def liaisons(plans: Iterable[Plan]) -> Iterator[Seat]:
    """A liaison's seat for every unit that is asked, held since long ago by somebody who can be reached."""
    units = {
        (plan.meeting_id, a.unit_id, a.unit)
        for plan in plans
        for task in plan.tasks
        for a in task.asked_assignments
        if a.unit_id is not None
    }
    for meeting_id, unit, name in sorted(units):
        yield a_liaison(name, unit, meeting_id)


def an_account(address: str = "1", *, reachable: bool = True, bound_at: datetime | None = None) -> Account:
    return Account(Address("telegram", address), reachable, bound_at)


def a_liaison(name: str, unit: int | None = None, meeting_id: int = 1, **fields: Any) -> Seat:
    """A liaison's seat of a unit, bound to one account; ``fields`` are further fields of its ``Holder``."""
    number = unit if unit is not None else unit_id(name)
    known: dict[str, Any] = {
        "kind": TenureKind.HOLDER,
        "since": date(2020, 1, 1),
        "until": None,
        "accounts": (an_account(str(number)),),
    }
    holder = Holder(number, f"{name}联络员", **(known | fields))
    return Seat(number, meeting_id, number, name, SeatRole.LIAISON, (holder,))


def shared_task(title: str = "改造农村公路", **fields: Any) -> Task:
    """A task that 县交通局 leads, with 县财政局 and three towns beside it; its date is past."""
    towns = [an_assignment(f"第{i}乡", Role.RESPONSIBLE) for i in range(3)]
    return a_task(
        an_assignment("县交通局"),
        an_assignment("县财政局", Role.RESPONSIBLE),
        *a_group("各乡镇", towns),
        title=title,
        deadline=date(2025, 10, 31),
        **fields,
    )


def register_of(*tasks: Task) -> Register:
    return a_register(a_plan(*tasks))


# Arbitrary registers: units, words and dates as wild as people write them.

_DAYS = st.dates(date(2025, 1, 2), date(2026, 3, 1))
_WORDS = st.text(st.sampled_from("建设路桥站县教委\n 、（）a1%—"), max_size=60)
_NAMES = st.sampled_from([f"第{i}局" for i in range(6)] + ["某某县农业农村和乡村振兴事务综合管理服务中心"])


@st.composite
def _reports(draw: st.DrawFn, checkpoints: Sequence[Checkpoint]) -> Report:
    day = draw(_DAYS)
    later = st.none() | st.integers(0, 60).map(lambda days: day + timedelta(days))
    decided = draw(later)
    return a_report(
        draw(st.sampled_from(AnswerKind)),
        day,
        checkpoint=draw(st.none() | st.sampled_from(checkpoints)) if checkpoints else None,
        status=draw(st.sampled_from([ReportStatus.ACCEPTED, ReportStatus.RETURNED]))
        if decided
        else draw(st.sampled_from([ReportStatus.SUBMITTED, ReportStatus.DRAFT])),
        decided=decided,
        withdrawn=draw(later),
        percent=draw(st.none() | st.integers(0, 100)),
        text=draw(_WORDS),
        problem=draw(st.none() | _WORDS),
        needs=draw(st.none() | _WORDS),
        new_date=draw(st.none() | _DAYS),
    )


@st.composite
def _assignments(draw: st.DrawFn, checkpoints: Sequence[Checkpoint], name: str, *, lead: bool) -> Assignment:
    return an_assignment(
        name,
        Role.LEAD if lead else Role.RESPONSIBLE,
        consolidates=lead and draw(st.booleans()),
        reports=draw(st.lists(_reports(checkpoints), max_size=3)),
        exempted=draw(st.none() | _DAYS),
        asked=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def _tasks(draw: st.DrawFn) -> Task:
    """Units with days of their own, groups beside them or alone, dates, rounds, 长期, 办结, 销号: as it comes."""
    kinds = st.sampled_from([CheckpointKind.MILESTONE, CheckpointKind.ROUND])
    points = draw(st.lists(st.builds(a_checkpoint, _DAYS, kinds), max_size=2))
    deadline = draw(st.none() | st.builds(a_checkpoint, _DAYS))
    every = [*points, deadline] if deadline else points
    members = [draw(_assignments(every, f"第{i}乡", lead=False)) for i in range(draw(st.integers(0, 3)))]
    names = draw(st.lists(_NAMES, min_size=0 if members else 1, max_size=4, unique=True))
    own = [draw(_assignments(every, name, lead=i == 0)) for i, name in enumerate(names)]
    task = a_task(
        *own,
        *(a_group("各乡镇", members) if members else ()),
        title=draw(_WORDS),
        deadline=deadline,
        checkpoints=points,
        section=draw(st.none() | st.sampled_from(["一、设施", "二、服务"])),
        leaders=tuple(draw(st.lists(st.sampled_from(["李志远", "张慧"]), max_size=2, unique=True))),
        standing=draw(st.booleans()),
        cancelled_at=draw(st.none() | _DAYS.map(at)),
        closed_at=draw(st.none() | st.none() | st.none() | _DAYS.map(at)),
        struck_off_at=draw(st.none() | st.none() | st.none() | _DAYS.map(at)),
        candidate=draw(st.sampled_from([False, False, False, True])),
    )
    for assignment in task.assignments:
        earlier = timedelta(draw(st.sampled_from([0, 0, 3, 5, -20])))
        task = owing_on(task, assignment.unit, *(d.day - earlier for d in assignment.dues))
    return task


@st.composite
def registers(draw: st.DrawFn, max_tasks: int = 5) -> Register:
    """Up to two plans, one of which may be a draft that is not dispatched; some units cannot be reached."""
    indicators = [an_indicator(name, targets={"2025": "≥90"}) for name in draw(st.lists(_WORDS, max_size=3))]
    plans = [
        a_plan(
            *draw(st.lists(_tasks(), max_size=max_tasks)),
            title=draw(_WORDS),
            dispatched=draw(st.sampled_from([DISPATCHED, DISPATCHED, date(2025, 9, 1), None])),
            indicators=indicators,
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    seats = [seat for seat in liaisons(plans) if draw(st.sampled_from([True, True, True, False]))]
    return a_register(*plans, seats=seats)
