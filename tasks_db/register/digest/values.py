"""What a digest is made of: frozen values that every rendering reads and none computes."""

from datetime import date, datetime
from decimal import Decimal

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.last_sitting import LastSitting
from tasks_db.register.digest.open_faults import Overrun, Unmended
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.reasons import EarlierReason
from tasks_db.register.digest.references import PlanHead, Source, TaskRef
from tasks_db.register.digest.reopening import ClosingReturned, Reopened
from tasks_db.register.digest.reporting import Reporting
from tasks_db.register.digest.request_values import Closure, Extension, WaitsOn
from tasks_db.register.digest.totals import Total
from tasks_db.register.report_states import GroupCount
from tasks_db.register.states import LateWork, Milestone
from tasks_db.terms import WAITING, AnswerKind, CheckpointKind, Mark, ReportState, Verdict, WorkState

TOLD_ONCE_REVIEWED = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE})
"""Answers whose figure and words a paper tells once somebody has reviewed them; requests are told as requests."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit last said of a task and the office accepted, and when it said 无变化 after that."""

    assignment_id: int
    unit: str
    kind: AnswerKind
    percent: int | None
    text: str
    problem: str | None
    source: Source
    unchanged_on: date | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What a unit said that the office sent back, with the day and the reason."""

    source: Source
    on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one unit did, in its own accepted words; ``chosen`` where the rule takes it for the task's sentence.

    ``is_last`` is there where the unit told several times of a recurring task in the period: these are its last words
    alone, and their figures are not those of the period. ``total`` are those, where its reports count the same.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    text: str
    chosen: bool
    source: Source
    is_last: bool = False
    total: Total | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as it stood.

    ``unit`` is under whose name it stands: the consolidating unit's, or the groups' of a task for a group alone
    (``group`` then counts its members); None without any. ``percent`` and words are those of the deciding unit,
    each with its own source; ``next_step`` is what the words say of it. ``said`` holds what every other unit said and
    the office accepted, ``evidence`` the names of the files behind the line. ``leads`` and ``responsibles`` are as
    the plan prints them, ``expected_percent`` is the time gone. ``overdue`` is there for 逾期 alone,
    ``missed_milestone`` for 长期推进 alone. ``lacking`` are the clauses of its words that say what is not done.
    ``blocked``, ``unreported``, ``undelivered`` and ``needing`` name the units behind the flags 遇阻, 未按时报送,
    未送达 and 需协调. ``sources`` are all its reports; a task that the office itself closed may have none.
    ``unchanged_on`` is when whose words are shown said 无变化 after them. ``exempted`` are the units that owe nothing
    any more, since when; ``returned`` is what was last sent back of who answers for it, where nothing else of theirs
    stands. ``mark`` is what stands beside its state. ``done_on`` is the 办结日期 put down for another day,
    ``due_then`` how far it should have been on each figure's day, by its report's number. ``milestone`` is the last
    one whose day has come, of an open task. ``reopened`` is when it was opened again, ``closing_returned`` its last
    closing, ``earlier_reason`` what was said. ``content`` is the plan's words, ``moved_for`` why its date moved.
    """

    task: TaskRef
    leaders: tuple[str, ...]
    unit: str | None
    assignment_id: int | None
    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    deadline: date | None
    original_deadline: date | None
    deadline_text: str | None
    work_state: WorkState
    report_state: ReportState
    group: GroupCount | None
    closed_at: datetime | None
    done_on: date | None
    closed_before_dispatch: bool
    struck_off: bool
    overdue: LateWork | None
    missed_milestone: LateWork | None
    percent: int | None
    percent_source: Source | None
    expected_percent: Decimal | None
    text: str
    problem: str | None
    lacking: str
    expected: date | None
    next_step: str
    evidence: tuple[str, ...]
    text_source: Source | None
    said: tuple[Said, ...]
    blocked: tuple[str, ...]
    unreported: tuple[str, ...]
    undelivered: tuple[str, ...]
    needing: tuple[str, ...]
    unchanged_twice: bool
    sources: tuple[Source, ...]
    unchanged_on: date | None = None
    exempted: tuple[tuple[str, date], ...] = ()
    returned: Returned | None = None
    mark: Mark | None = None
    due_then: tuple[tuple[int, Decimal], ...] = ()
    milestone: Milestone | None = None
    reopened: Reopened | None = None
    closing_returned: ClosingReturned | None = None
    earlier_reason: EarlierReason | None = None
    content: str = ""
    moved_for: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the counted tasks are in one 办理状态, and their share in percent with one decimal."""

    work_state: WorkState
    count: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks of a plan, section or unit are in each 办理状态, none left out; ``label`` None if unnamed.

    ``closed_before_dispatch`` says how many of the 已办结 were so at 交办 already.
    """

    label: str | None
    plan_id: int | None
    total: int
    shares: tuple[Share, ...]
    closed_before_dispatch: int

    def count(self, state: WorkState) -> int:
        """Return how many tasks are in a state."""
        return next(s.count for s in self.shares if s.work_state is state)

    @property
    def sum_of_shares(self) -> Decimal:
        """What the rounded shares add up to: 100.0, or a little beside it, which a paper has to say."""
        return sum((s.percent for s in self.shares), Decimal("0.0"))


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How many tasks are in a 报送状态."""

    report_state: ReportState
    count: int


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many tasks are in a 办理状态."""

    work_state: WorkState
    count: int


@dataclass(frozen=True, slots=True)
class Overall:
    """The sentence of counts: 已办结 by when, 长期推进 by 报送状态, tasks with a date by 办理状态; the three sum up.

    ``closed_before`` were closed after 交办 and before this period, ``closed_at_dispatch`` at 交办 or before.
    """

    total: int
    closed_in_period: int
    closed_before: int
    closed_at_dispatch: int
    standing: tuple[ReportCount, ...]
    timed: tuple[StateCount, ...]

    @property
    def closed(self) -> int:
        """All that are closed."""
        return self.closed_in_period + self.closed_before + self.closed_at_dispatch


@dataclass(frozen=True, slots=True)
class Before:
    """What the issue before said: its number, day and moment, each task's 办理状态, which waited past its date.

    ``year`` is the one in which it was numbered.
    """

    number: str
    day: date
    states: tuple[tuple[int, WorkState], ...]
    as_of: datetime | None = None
    over: tuple[int, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A task whose 办理状态 is another than in the issue before; ``was`` is None for a task that is new since."""

    task: TaskRef
    was: WorkState | None
    now: WorkState


@dataclass(frozen=True, slots=True)
class Blockage:
    """遇阻: what a unit says stands in its way."""

    task: TaskRef
    assignment_id: int
    unit: str
    matter: str
    source: Source


@dataclass(frozen=True, slots=True)
class Coordination:
    """需协调事项: ``matter`` is what stands in the way, ``needs`` whose help is asked for.

    ``answered`` is what became of it so far (县财政局已答复), where it is known, ``answers`` what was answered, by
    whom and when. ``later`` is the day of the unit's newest words since, which do not speak of it, ``still_on``
    that of words since by which the matter is told.
    It ``waits`` where the report that asks waits for a review: no help can wait for that.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    matter: str
    needs: str
    source: Source
    answered: str = ""
    answers: str = ""
    later: date | None = None
    still_on: date | None = None
    waits: bool = False

    @property
    def is_answered(self) -> bool:
        """Return whether an answer came, and not only a unit that was to help was told."""
        return self.answered.endswith("已答复")


@dataclass(frozen=True, slots=True)
class Unreported:
    """A unit, or a group as the plan prints it, whose last due went by without a report.

    ``state`` is 未按时报送, or 未送达 where it could not be asked; ``missing`` names the members meant, all of which
    owed on ``due_day``: a group has a line for each such day. Of a group, ``reported`` of ``asked`` counts all its
    members that are not exempted.
    """

    task: TaskRef
    assignment_id: int
    due_id: int | None
    unit: str
    due_day: date
    asked: int
    reported: int
    missing: tuple[str, ...]
    is_group: bool
    state: ReportState
    kind: CheckpointKind


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator for one period: what was aimed at, what was measured, and how the two compare."""

    plan_id: int
    indicator_id: int
    seq: str
    name: str
    measure: str | None
    baseline: tuple[tuple[str, str], ...]
    period: str
    target: str | None
    value: str | None
    verdict: Verdict
    supplier: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Digest:
    """进展通报: the whole picture at ``as_of``. ``plan_ids`` is what was asked for, None meaning every plan.

    ``facts`` are of the period; ``reporting`` has every unit's last report that was due, of tasks that are open;
    ``changed`` is against the issue ``before``, empty where there is none.
    """

    as_of: datetime
    period: Period
    plan_ids: tuple[int, ...] | None
    plans: tuple[PlanHead, ...]
    overall: Overall
    total: Tally
    by_plan: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]
    by_section: tuple[Tally, ...]
    reports: tuple[ReportCount, ...]
    reporting: tuple[Reporting, ...]
    before: Before | None
    changed: tuple[Changed, ...]
    tasks: tuple[TaskLine, ...]
    facts: tuple[Fact, ...]
    blocked: tuple[Blockage, ...]
    coordination: tuple[Coordination, ...]
    unreported: tuple[Unreported, ...]
    undelivered: tuple[Unreported, ...]
    extensions: tuple[Extension, ...]
    closures: tuple[Closure, ...]
    unmended: tuple[Unmended, ...]
    indicators: tuple[IndicatorLine, ...]
    last_sitting: LastSitting | None = None
    answer_by: date | None = None
    """The day until which those who are named are asked to answer."""
    first_by: date | None = None
    """The earlier day, of what does not wait: dangers, help for late work, what the office itself has not decided."""
    waits_on: tuple[WaitsOn, ...] = ()
    """On whom work waits, though nobody asked them for help."""
    reviewed_only: bool = False
    """Whether figures and words that wait for a review are left out."""
    convenors_close: bool = False
    """Whether it was a convenor who last granted a request to close."""
    overrun: tuple[Overrun, ...] = ()

    @property
    def day(self) -> date:
        """The local day of ``as_of``, which a paper prints as 截至."""
        return local_date(self.as_of)

    @property
    def since(self) -> date | None:
        """The first day the digest tells of: the earliest dispatch."""
        return min((p.dispatched_on for p in self.plans), default=None)

    @property
    def unreviewed(self) -> frozenset[int]:
        """The reports that lines rest on and the office has to review; 待补齐 is not before it yet."""
        awaiting = {c.source.report_id for c in self.closures if c.awaited}
        return frozenset(s.report_id for line in self.tasks for s in line.sources if s.waits) - awaiting

    @property
    def unheard(self) -> tuple[tuple[TaskRef, str], ...]:
        """Whose latest answer waits for a review, of open tasks: its figure and words are not told (R15)."""
        waiting = (
            (line.task, s.unit)
            for line in self.tasks
            if self.reviewed_only and line.closed_at is None
            for s in line.sources
            if s.waits and s.kind in TOLD_ONCE_REVIEWED
        )
        return tuple(dict.fromkeys(waiting))

    def is_over(self, line: TaskLine) -> bool:
        """Return whether a task's date is over, and a request that waits keeps it from being late."""
        return line.mark in WAITING and line.deadline is not None and line.deadline < self.day

    def does_not_wait(self, task_id: int) -> bool:
        """Return whether help for a task is wanted by the earlier day: it is late, or over while a request waits."""
        line = next(line for line in self.tasks if line.task.task_id == task_id)
        return line.work_state is WorkState.OVERDUE or self.is_over(line)

    @property
    def asks_first(self) -> bool:
        """Whether it asks others for anything by the earlier day."""
        asked = [c.task for c in self.coordination if not c.is_answered] + [one.task for one in self.waits_on]
        asked += [e.task for e in self.extensions if e.waits and e.needs]
        dangerous = any(item.dangerous for item in self.unmended)
        return dangerous or any(self.does_not_wait(task.task_id) for task in asked)

    def in_state(self, state: WorkState) -> tuple[TaskLine, ...]:
        """Return the tasks of one 办理状态, in the plan's order."""
        return tuple(line for line in self.tasks if line.work_state is state)

    def marked(self, mark: Mark) -> tuple[TaskLine, ...]:
        """Return the tasks that bear a mark, in the plan's order."""
        return tuple(line for line in self.tasks if line.mark is mark)
