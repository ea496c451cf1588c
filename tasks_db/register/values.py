"""The register as values: what the store hands to every decision.

Decisions take them, mostly as a ``Reading`` of many of them, with ``now`` or ``as_of``; they never see the store.
"""

from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from config.clock import local_date
from tasks_db.language.rounds import Round
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.ladder import PlanSettings
from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportStatus, Role

REQUESTS = frozenset({AnswerKind.CLOSURE, AnswerKind.EXTENSION})
"""Answers that ask for a decision."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a person said for a unit about its share of a task at one moment, and what the office decided of it.

    ``checkpoint_id`` is the date it is about, None where the task had nothing open. ``entered_by`` is who wrote
    down an answer given by phone (代录). ``percent`` is 0 to 100. ``problem`` is what stands in the way. ``needs``
    is whose help is asked for, or for 不属我单位 the unit said to own the task. ``expected`` is when the unit
    expects to be done, ``new_date`` the day that a 申请延期 asks for. ``reason`` is the office's, mostly for a
    return. ``evidence`` holds the names of attached files.
    """

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
    decided_by: int | None = None
    """The id of the person who decided; None where nobody has, or the shell of the machine did."""
    link_id: int | None = None
    """The link by which it came in (来自链接), else None."""
    called_on: date | None = None
    """The day on which the unit told it by phone, where that is not the day on which it was written down."""
    decider: str | None = None
    """The name of the person who decided."""
    form_key: str | None = None
    """What the form or the spreadsheet is called that it came in by."""
    withheld: bool = False
    """Whether its figure and words are not told yet, since nobody has reviewed them; it is a report all the same."""

    @property
    def said_on(self) -> date:
        """The day on which the unit said it: of an answer by phone that of the call."""
        return self.called_on or local_date(self.at)

    @property
    def sheet(self) -> str:
        """The spreadsheet from which the office wrote it down: 台账, 填报表; empty where it came another way."""
        return (self.form_key or "").partition(" ")[0] if self.entered_by is not None else ""

    @property
    def written_down(self) -> str:
        """Who of the office wrote it down, and from what: 叶小满代录, 叶小满按台账代录; empty where its unit did."""
        by = f"按{self.sheet}" if self.sheet else ""
        return f"{self.entered_by}{by}代录" if self.entered_by is not None else ""

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
        """Return whether the report counts at ``as_of``: the unit stood by it and the office had not returned it."""
        return self.said_by(as_of) and self.decision(as_of) is not ReportStatus.RETURNED


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A date of a task: its deadline, a milestone or one round of regular reports.

    ``day`` is the date in force and ``original_day`` the first one if it was moved. ``target`` says what is due then,
    empty where the plan does not. ``basis`` says how the date was found: column, text, cycle, office and so on.
    """

    id: int
    kind: CheckpointKind
    day: date
    original_day: date | None
    target: str
    basis: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PutOff:
    """晚点再报: since when an answer is put off (缓催 may begin later), and before which day it is not asked.

    ``by_office``: the office did (缓催), for the reason ``why``, and asks on that day what the ladder has begun with.
    """

    at: datetime
    until: date
    by_office: bool = False
    why: str = ""

    def holds(self, day: date) -> bool:
        """Return whether it is not asked on a day."""
        return local_date(self.at) <= day < self.until


@dataclass(frozen=True, slots=True)
class Due:
    """What one unit owes at a checkpoint. ``day`` is its own day: on it 报送 is judged, and from it rungs count.

    ``put_offs`` is how often the unit has put its answer off, whether or not it is put off now; what it took back
    does not count.
    """

    id: int
    checkpoint: Checkpoint
    assignment_id: int
    day: date
    exempted_at: datetime | None
    exempted_reason: str | None
    put_off: PutOff | None = None
    put_offs: int = 0

    @property
    def task_day(self) -> date:
        """The task's own date; ``day`` is the unit's: for most units a collection day before it (R9)."""
        return self.checkpoint.day

    def put_off_by_office(self, day: date) -> bool:
        """Return whether the office does not want it asked on a day (缓催)."""
        return self.put_off is not None and self.put_off.by_office and self.put_off.holds(day)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The share that a unit, or a group of units, has in a task.

    ``unit_id`` is None while the registry does not know the ``printed`` name. A member that is asked in place of its
    group points to the group's assignment by ``parent_id``. The unit that ``consolidates`` reports for the whole task
    and asks for its closure. Only a unit that is ``asked`` gets reminders.
    """

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
    by_office: bool = False
    """Added by the office to consolidate; the plan does not print it."""
    ended_at: datetime | None = None
    """When the unit stopped having a share; then nothing is owed any more, and what it said stays."""

    @property
    def called(self) -> str:
        """The unit's name, and of a share that has ended the role that it had: 县水利局（原牵头）."""
        return self.unit if self.ended_at is None else f"{self.unit}（原{self.role.zh}）"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A task's report in rounds: how often and by which day, and what is due in each."""

    round: Round
    target: str = ""


@dataclass(frozen=True)
class Task:
    """One row of the register with all its dates and units.

    ``position`` orders the rows of a plan; ``seq`` is the number as printed. A ``standing`` task (长期) has no
    deadline. ``review`` is ``past_due`` while a task that was loaded after its date waits for the office. A
    ``candidate`` was found beside the plan's table and does not count until the office takes it. ``indicator_id`` is
    set where the task asks for an indicator's figure. ``struck_off_at`` is the moment of 销号.
    """

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
    cycles: tuple[Cycle, ...] = ()
    closed_at: datetime | None = None
    """Declared 办结 by the office itself, without a request; else None."""
    done_on: date | None = None
    """办结日期 as the office put it down; None where the day of the closing is that of the work."""
    settings: PlanSettings = field(default_factory=PlanSettings)
    """How its plan asks: decisions over one task need no more of the plan than this."""
    former: tuple[Assignment, ...] = ()
    """The shares that have ended and in which something was said. They owe nothing; their words stay visible."""

    @property
    def is_live(self) -> bool:
        """Whether the task counts: taken into the register and not cancelled."""
        return not self.candidate and self.cancelled_at is None

    @cached_property
    def shares(self) -> tuple[Assignment, ...]:
        """The shares that there are and those that there were: all in which something was said of the task."""
        return (*self.assignments, *self.former)

    @cached_property
    def requests(self) -> tuple[tuple[Assignment, Report], ...]:
        """Every 申请办结 and 申请延期 with the share it was made for; most tasks have none."""
        return tuple([(a, r) for a in self.shares for r in a.reports if r.kind in REQUESTS])

    @cached_property
    def consolidating(self) -> Assignment | None:
        """The assignment of the unit that consolidates, None where no unit does."""
        return next((a for a in self.assignments if a.consolidates), None)

    @cached_property
    def printed_assignments(self) -> tuple[Assignment, ...]:
        """The assignments as the plan prints them: a group counts once, its members do not appear."""
        return tuple(a for a in self.assignments if a.parent_id is None)

    @cached_property
    def asked_assignments(self) -> tuple[Assignment, ...]:
        """The assignments that are asked; a group's members stand in its place."""
        return tuple(a for a in self.assignments if a.asked and not a.is_group)

    @cached_property
    def is_for_groups_alone(self) -> bool:
        """Whether the plan prints only groups for it and nobody consolidates: its members answer side by side."""
        printed = self.printed_assignments
        return bool(printed) and all(a.is_group for a in printed) and self.consolidating is None

    @cached_property
    def deadline(self) -> Checkpoint | None:
        """The checkpoint that is the deadline, None for a task without one."""
        return next((c for c in self.checkpoints if c.kind is CheckpointKind.DEADLINE), None)

    def of_unit(self, unit_id: int) -> Assignment | None:
        """Return the unit's own assignment, None where it has none; a group's assignment is never returned."""
        return next((a for a in self.assignments if a.unit_id == unit_id and not a.is_group), None)


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figure that a report gave for an indicator; ``period`` is the year it is for, ``value`` as it was given."""

    period: str
    value: str
    at: datetime
    report_id: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that a plan wants reached: the unit of ``measure``, and baseline and targets by year, as printed.

    ``supplier`` is the name of the unit that supplies the figure, None until the office names one.
    """

    id: int
    seq: str
    name: str
    measure: str | None
    baseline: dict[str, str]
    targets: dict[str, str]
    supplier: str | None
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class BarePlan:
    """A plan without its tasks, all that decisions about one task need. ``period``: its first and last day.

    ``document_status`` is ``draft`` (征求意见稿), ``issued`` (印发) or None where the document does not say.
    """

    id: int
    meeting_id: int
    title: str
    number: str | None
    stage: PlanStage
    document_status: str | None
    dispatched_at: datetime | None
    period: tuple[date | None, date | None]
    settings: PlanSettings

    @property
    def asks(self) -> bool:
        """Only a dispatched plan asks anybody; a draft for comments never does (R8)."""
        return self.stage is PlanStage.DISPATCHED


@dataclass(frozen=True, slots=True)
class Plan(BarePlan):
    """A plan with all its tasks and indicators."""

    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """The tasks that count: taken into the register and not cancelled."""
        return tuple(t for t in self.tasks if t.is_live)

    @property
    def own_tasks(self) -> tuple[Task, ...]:
        """The live tasks without those that ask for an indicator's figure: what people count as the plan's tasks."""
        return tuple(t for t in self.live_tasks if t.indicator_id is None)


@dataclass(frozen=True, slots=True)
class Chase:
    """催办: somebody wants a due asked for again; ``day`` is the working day whose bundle it joins."""

    due_id: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What is already asked: one (due, rung day, seat), and whether a bundle is there for (person, day).

    Of the asks, those in ``to_pass_on`` wait for the office to pass them on (待转交): nobody has heard of them yet.
    """

    asks: frozenset[tuple[int, date, int]] = frozenset()
    bundles: frozenset[tuple[int, date]] = frozenset()
    to_pass_on: frozenset[tuple[int, date, int]] = frozenset()
    days: frozenset[tuple[int, date]] = frozenset()
    """(due, day) of the messages themselves: one message may ask by several rungs, and on another day than theirs."""
    moments: frozenset[tuple[int, datetime]] = frozenset()
    """(due, moment) of those that left."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A due with everything around it."""

    plan: BarePlan
    task: Task
    assignment: Assignment
    due: Due
