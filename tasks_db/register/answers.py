"""Answers as values: the lines that a person sees, what they said of them, and what became of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.language import Answer, LastSaid, Shown, troubles
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, progress
from tasks_db.register.evidence import KeptFile
from tasks_db.register.progress import Given
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, BarePlan, Due, Report, Task
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus

Numbered = tuple[int, int, int | None]
"""A number on a message, the assignment that it stands for, and the due."""

_EXTENSION_DAYS = (7, 14, 30)
_WORTH_ADOPTING = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE})


@dataclass(frozen=True, slots=True)
class Line:
    """A task that a person may answer, under a number.

    ``number`` is 0 for a task that was chosen by button, ``due_id`` 0 where no date is named. ``can_close``: "已完成"
    asks for 办结. ``indicator``: the answer is a figure. ``listed``: the person sees the number; else the task is
    another of theirs, numbered only to be chosen. ``near``: it is what words without a number are about.
    ``answered``: something was said of it today, or that it is done. ``just_said``: by the person's last message,
    which told ``last``. ``content`` is what the plan wants of it, ``day`` the date that a request for more time
    would move, ``code`` what it goes by in bundles and papers (1-5).
    """

    number: int
    assignment_id: int
    due_id: int
    title: str
    can_close: bool
    indicator: bool
    listed: bool = True
    near: bool = False
    answered: bool = False
    just_said: bool = False
    content: str = ""
    day: date | None = None
    code: str = ""
    last: LastSaid | None = None

    @property
    def shown(self) -> Shown:
        """The line as understanding sees it."""
        return Shown(
            self.number, self.title, self.can_close, self.listed, self.near, self.answered, self.indicator,
            self.just_said, self.content, self.day, self.code, self.last,
        )  # fmt: skip

    @property
    def printed(self) -> int:
        """The number that the person sees, or 0."""
        return self.number if self.listed else 0


@dataclass(frozen=True, slots=True)
class Held:
    """An answer for one line, before it is recorded. ``replaces`` is the report that it is said instead of."""

    line: Line
    given: Given
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What was typed and is not recorded yet: the lines that it may be about, the answers that wait, the words.

    ``confirming``: the answers only wait for a yes. ``files`` came with the words and go with the report that becomes
    of them.
    """

    lines: tuple[Line, ...]
    held: tuple[Held, ...]
    text: str
    confirming: bool = False
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class LinesShown:
    """The lines that a person may answer: those of a message, then their other open tasks.

    ``known``: it is known which tasks the message shows.
    """

    lines: tuple[Line, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment with its task and plan."""

    plan: BarePlan
    task: Task
    assignment: Assignment

    def due(self, due_id: int | None) -> Due | None:
        """Return what the unit owes by that id, if it does."""
        return next((d for d in self.assignment.dues if d.id == due_id), None)

    def line(self, number: int, due_id: int | None, now: datetime) -> Line:
        """Return the assignment as a line that can be answered."""
        can_close = progress.can_close(self.task, self.assignment, due_id, now)
        indicator = self.task.indicator_id is not None
        answered = is_answered(self, now)
        owed = self.due(due_id) or progress.current_due(self.task, self.assignment, now)
        return Line(
            number, self.assignment.id, due_id or 0, self.task.title, can_close, indicator,
            answered=answered, content=self.task.content, day=owed.day if owed else None, code=codes.of(self.task),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A report with the assignment that it is about, its task and plan."""

    plan: BarePlan
    task: Task
    assignment: Assignment
    report: Report

    @property
    def owed(self) -> Due | None:
        """What the unit owes at the date that the report is about, if it is about one."""
        return next((d for d in self.assignment.dues if d.checkpoint.id == self.report.checkpoint_id), None)

    @property
    def due_id(self) -> int:
        """The id of what is ``owed``, or 0."""
        return self.owed.id if self.owed is not None else 0

    def without(self, now: datetime) -> Assigned:
        """Return the assignment as it would be if the report were taken back."""
        taken_back = replace(self.report, status=ReportStatus.WITHDRAWN, withdrawn_at=now)
        task = with_report(self.task, taken_back)
        return Assigned(self.plan, task, next(a for a in task.shares if a.id == self.assignment.id))


@dataclass(frozen=True, slots=True)
class Also:
    """Another task of the unit that one answer would serve as well."""

    assignment_id: int
    plan: str
    seq: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not taken, and why."""

    number: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of the answers of one message: each with the number that it was given under (0: none)."""

    said: tuple[tuple[int, Said], ...]
    refused: tuple[Refused, ...] = ()
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """What became of a wish to answer later: the tasks and until when they are not asked for, and who refused."""

    put_off: tuple[tuple[str, date], ...]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """A request for 办结 before it is made: its task, and the units that have not reported yet."""

    task: Task
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extending:
    """A request for more time before it is made: its task, the date as it is, and days to choose from."""

    task: Task
    due: Due
    choices: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Adoptable:
    """The words of a task's units that the consolidating unit may make its own."""

    assignment_id: int
    words: tuple[Report, ...]


def given_of(answer: Answer) -> Given:
    """Return an answer that was understood as what is given, with whose help it asks for."""
    given = Given(
        answer.kind, answer.percent, answer.text, answer.problem, answer.needs, answer.expected, answer.new_date
    )
    return with_plea(given)


_MAY_ASK = frozenset({AnswerKind.PROGRESS, AnswerKind.DONE, AnswerKind.BLOCKED, AnswerKind.EXTENSION})
"""Answers that may ask another unit for help beside what they tell; who asks to close asks for a decision."""


def with_plea(given: Given) -> Given:
    """Return an answer with the unit that its words ask for help, where it is not known yet.

    A plea may stand beside progress or in a request for more time. A difficulty asks for help whoever has to act in
    it.
    """
    if given.needs or given.kind not in _MAY_ASK:
        return given
    blocked = given.kind is AnswerKind.BLOCKED
    needs = troubles.called_upon(given.text) or (troubles.act_of(given.text) if blocked else None)
    if not needs:
        return given
    problem = given.problem
    if blocked and not (problem and needs in problem):
        problem = _with_asking(given.text, problem or "", needs)
    return replace(given, needs=needs, problem=problem)


def _with_asking(text: str, problem: str, needs: str) -> str:
    """The difficulty of a text up to the end of the clause that asks for help; the whole where it cannot be cut."""
    asked = text.find(needs)
    begins = text.find(problem) if problem else -1
    if begins < 0 or begins > asked:
        return text
    end = next((n for n in range(asked, len(text)) if text[n] in "，,。；;！!\n"), len(text))
    return text[begins : max(end, begins + len(problem))]


def with_report(task: Task, report: Report) -> Task:
    """Return the task as it reads once a report on it is written, or written anew."""

    def changed(assignment: Assignment) -> Assignment:
        if assignment.id != report.assignment_id:
            return assignment
        others = tuple(r for r in assignment.reports if r.id != report.id)
        return replace(assignment, reports=tuple(sorted((*others, report), key=lambda r: r.id)))

    return replace(task, assignments=tuple(map(changed, task.assignments)), former=tuple(map(changed, task.former)))


_SAID_TO_BE_DONE = frozenset({AnswerKind.DONE, AnswerKind.CLOSURE})


def is_answered(found: Assigned, now: datetime) -> bool:
    """Return whether "其余" leaves a task out: its unit said something of it today, or that it is done."""
    word = progress.last_word(found.assignment, now)
    return word is not None and (local_date(word.at) == local_date(now) or word.kind in _SAID_TO_BE_DONE)


def is_left(found: Assigned, kind: AnswerKind, now: datetime) -> bool:
    """Return whether an answer for "the rest" of a bundle is meant for this task too.

    Not for a closed one, and 无变化 not for one of which the unit has said something today.
    """
    if progress.is_closed(found.task, now):
        return False
    word = progress.last_word(found.assignment, now)
    said_today = word is not None and local_date(word.at) == local_date(now)
    return not (kind is AnswerKind.NO_CHANGE and said_today)


def closing(found: Assigned, now: datetime) -> Closing:
    """Return what to ask before 申请办结; raises AnswerRefused for a unit that does not consolidate."""
    if not found.assignment.consolidates:
        raise AnswerRefused("办结由汇总单位申请。本单位的工作做完了，请点“已完成”。")
    return Closing(found.task, tuple(a.unit for a in progress.silent_units(found.task, now)))


def finishing(assignment: Assignment, due: Due | None) -> AnswerKind:
    """Return how a unit says that it is done: only whoever consolidates asks for the task to be closed."""
    at_deadline = due is None or due.checkpoint.kind is CheckpointKind.DEADLINE
    return AnswerKind.CLOSURE if assignment.consolidates and at_deadline else AnswerKind.DONE


def extending(found: Assigned, due_id: int, calendar: Calendar, now: datetime) -> Extending:
    """Return the date that an extension would move, with working days to choose from.

    Raises AnswerRefused where the unit owes nothing more.
    """
    owed = found.due(due_id) or progress.current_due(found.task, found.assignment, now)
    if owed is None:
        raise AnswerRefused("这项任务没有未到的时限，不需要延期。")
    start = max(owed.day, local_date(now))
    return Extending(
        found.task, owed, tuple(calendar.on_or_after(start + timedelta(days=n)) for n in _EXTENSION_DAYS)
    )


def adoptable(task: Task, unit_ids: frozenset[int], now: datetime) -> Adoptable:
    """Return the latest word of substance of each unit beside the consolidating one.

    Raises AnswerRefused unless one of ``unit_ids`` consolidates the task, or while no unit has said anything.
    """
    own = task.consolidating
    if own is None or own.unit_id not in unit_ids:
        raise AnswerRefused("只有汇总单位能采用各单位的文字。")
    words = [progress.last_of(a, _WORTH_ADOPTING, now) for a in task.asked_assignments if not a.consolidates]
    said = tuple(word for word in words if word is not None)
    if not said:
        raise AnswerRefused("各单位还没有反馈，没有可以采用的文字。")
    return Adoptable(own.id, said)


def find_asked(reading: Reading, unit: str, seq: str) -> Assigned:
    """Return the one assignment of a unit in the task of that number.

    ``unit`` is its name, the name that the plan prints, or the end of its name. Raises AnswerRefused where none fits,
    or several.
    """
    found = [
        Assigned(plan, task, a)
        for plan, task in reading.tasks()
        if codes.goes_by(task, seq)
        for a in task.asked_assignments
        if unit in {a.unit, a.printed} or a.unit.endswith(unit)
    ]
    if len(found) != 1:
        if not found:
            raise AnswerRefused(f"没有找到“{unit}”的第{seq}项任务。请写单位全称和任务编号。")
        listed = "、".join(f"{codes.of(one.task)}（{one.task.title}）" for one in found)
        raise AnswerRefused(f"“{unit}”的第{seq}项任务不止一个，请写单位全称和编号：{listed}。")
    return found[0]
