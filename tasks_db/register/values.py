"""The register as values: what the store hands to every decision.

A ``Register`` is one consistent reading of the rows. The deciding modules (progress, reminders, digest, queries) take
it with ``now`` or ``as_of`` and return values; they never see the store.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportStatus, Role, SeatRole, TenureKind

DEFAULT_LADDER = (-30, -7, -1, 0, 3)
DEFAULT_REPEAT_DAYS = 7
DEFAULT_RESPONSIBLE_LEAD_DAYS = 3


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How a plan asks: rungs in calendar days from the date (negative before it), then every ``repeat_days``.

    ``responsible_lead_days`` is how many working days before the consolidating unit the others owe their answer.
    """

    ladder: tuple[int, ...] = DEFAULT_LADDER
    repeat_days: int = DEFAULT_REPEAT_DAYS
    responsible_lead_days: int = DEFAULT_RESPONSIBLE_LEAD_DAYS


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    assignment_id: int
    checkpoint_id: int | None
    unit: str
    person: str
    entered_by: str | None
    at: datetime
    kind: AnswerKind
    percent: int | None
    text: str
    problem: str | None
    needs: str | None
    expected: date | None
    new_date: date | None
    status: ReportStatus
    decided_at: datetime | None
    reason: str | None
    withdrawn_at: datetime | None
    evidence: tuple[str, ...] = ()
    old_day: date | None = None
    """The date that an accepted extension moved, else None."""

    def said_by(self, as_of: datetime) -> bool:
        """Whether the unit stood by this report at ``as_of``: submitted, and not taken back by then."""
        if self.status is ReportStatus.DRAFT or self.at > as_of:
            return False
        return self.withdrawn_at is None or self.withdrawn_at > as_of

    def decision(self, as_of: datetime) -> ReportStatus:
        """What the office had decided of it by ``as_of``."""
        if self.decided_at is None or self.decided_at > as_of:
            return ReportStatus.SUBMITTED
        return ReportStatus.RETURNED if self.status is ReportStatus.RETURNED else ReportStatus.ACCEPTED

    def stands(self, as_of: datetime) -> bool:
        """Said and not returned."""
        return self.said_by(as_of) and self.decision(as_of) is not ReportStatus.RETURNED


@dataclass(frozen=True, slots=True)
class Checkpoint:
    id: int
    kind: CheckpointKind
    day: date
    original_day: date | None
    target: str
    basis: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Due:
    id: int
    checkpoint: Checkpoint
    assignment_id: int
    day: date
    exempted_at: datetime | None
    exempted_reason: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    id: int
    task_id: int
    unit_id: int | None
    unit: str
    printed: str
    role: Role
    is_group: bool
    parent_id: int | None
    consolidates: bool
    asked: bool
    dues: tuple[Due, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Task:
    id: int
    plan_id: int
    position: int
    seq: str
    section: str | None
    title: str
    content: str
    leaders: tuple[str, ...]
    deadline_text: str | None
    standing: bool
    source_place: str
    source_quote: str
    review: str | None
    candidate: bool
    indicator_id: int | None
    cancelled_at: datetime | None
    struck_off_at: datetime | None
    checkpoints: tuple[Checkpoint, ...]
    assignments: tuple[Assignment, ...]
    cycles: tuple[tuple[str, str], ...] = ()
    """Reporting cycles, ``(every, target)`` each."""
    closed_at: datetime | None = None
    """Declared 办结 by the office itself, without a request; else None."""

    @property
    def consolidating(self) -> Assignment | None:
        return next((a for a in self.assignments if a.consolidates), None)

    @property
    def printed_assignments(self) -> tuple[Assignment, ...]:
        """As the plan prints them: a group once, without the members that it is asked as."""
        return tuple(a for a in self.assignments if a.parent_id is None)

    @property
    def asked_assignments(self) -> tuple[Assignment, ...]:
        """Those that are asked themselves: members instead of their group."""
        return tuple(a for a in self.assignments if a.asked and not a.is_group)

    @property
    def deadline(self) -> Checkpoint | None:
        return next((c for c in self.checkpoints if c.kind is CheckpointKind.DEADLINE), None)

    def of_unit(self, unit_id: int) -> Assignment | None:
        return next((a for a in self.assignments if a.unit_id == unit_id and not a.is_group), None)


@dataclass(frozen=True, slots=True)
class Measurement:
    period: str
    value: str
    at: datetime
    report_id: int


@dataclass(frozen=True, slots=True)
class Indicator:
    id: int
    seq: str
    name: str
    measure: str | None
    baseline: dict[str, str]
    targets: dict[str, str]
    supplier: str | None
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    id: int
    meeting_id: int
    title: str
    number: str | None
    stage: PlanStage
    document_status: str | None
    dispatched_at: datetime | None
    period: tuple[date | None, date | None]
    settings: PlanSettings
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """The tasks that count: taken into the register and not cancelled."""
        return tuple(t for t in self.tasks if not t.candidate and t.cancelled_at is None)

    @property
    def asks(self) -> bool:
        """Only a dispatched plan asks anybody; a draft for comments never does (R8)."""
        return self.stage is PlanStage.DISPATCHED


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a seat. ``account`` is None until they are bound, ``reachable`` False once a send was refused."""

    person_id: int
    name: str
    kind: TenureKind
    since: date
    until: date | None
    account: str | None
    reachable: bool

    def serves_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Seat:
    id: int
    meeting_id: int
    unit_id: int
    unit: str
    role: SeatRole
    holders: tuple[Holder, ...]

    def holders_on(self, day: date) -> tuple[Holder, ...]:
        """Who serves that day, a deputy before the one they stand in for."""
        serving = [h for h in self.holders if h.serves_on(day)]
        return tuple(sorted(serving, key=lambda h: h.kind is not TenureKind.DEPUTY))


@dataclass(frozen=True, slots=True)
class Chase:
    """催办: somebody wants a due asked for again; ``day`` is the working day whose bundle it joins."""

    due_id: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What is already asked: one (due, rung day, seat), and whether a bundle is there for (person, day)."""

    asks: frozenset[tuple[int, date, int]] = frozenset()
    bundles: frozenset[tuple[int, date]] = frozenset()


@dataclass(frozen=True)
class Register:
    plans: tuple[Plan, ...]
    seats: tuple[Seat, ...] = ()
    sent: Sent = field(default_factory=Sent)
    chases: tuple[Chase, ...] = ()

    def tasks(self) -> Iterator[tuple[Plan, Task]]:
        """The live tasks of plans that ask, in order of plan and row."""
        for plan in self.plans:
            if plan.asks:
                for task in plan.live_tasks:
                    yield plan, task

    def dues(self) -> Iterator["OpenLine"]:
        for plan, task in self.tasks():
            for assignment in task.asked_assignments:
                for due in assignment.dues:
                    yield OpenLine(plan, task, assignment, due)

    @cached_property
    def by_assignment(self) -> dict[int, tuple[Plan, Task, Assignment]]:
        return {a.id: (plan, task, a) for plan in self.plans for task in plan.tasks for a in task.assignments}

    def seats_of(self, meeting_id: int, unit_id: int, *roles: SeatRole) -> tuple[Seat, ...]:
        """The seats of a unit in a meeting, in the order of ``roles``."""
        own = [s for s in self.seats if s.meeting_id == meeting_id and s.unit_id == unit_id and s.role in roles]
        return tuple(sorted(own, key=lambda s: roles.index(s.role)))


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A due with everything around it."""

    plan: Plan
    task: Task
    assignment: Assignment
    due: Due
