"""Links as values: who has one, what its page shows, and what was understood before it counts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import answers, following, hearing, progress, reminders
from tasks_db.register.answers import Assigned, Line, Said
from tasks_db.register.ladder import Rung
from tasks_db.register.people import SeatHeld
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Due, OpenLine
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, SeatRole

REQUESTS = frozenset({AnswerKind.CLOSURE, AnswerKind.EXTENSION})
"""What asks for the code, where one was given out with the link."""
FULL = 100
_WITHOUT_WORDS = frozenset({AnswerKind.RECEIVED, AnswerKind.NO_CHANGE})
_MUST_SAY = {
    AnswerKind.BLOCKED: "请写明遇到什么困难、需要谁协调，再点“下一步”。",
    AnswerKind.NOT_OURS: "请写明理由，以及应由哪个单位负责，再点“下一步”。",
    AnswerKind.EXTENSION: "请写明延期的原因，并选一个日期，再点“下一步”。",
}


@dataclass(frozen=True, slots=True)
class LinkRules:
    """How links are given out: ``address`` is where people open the page (None: nobody has said yet).

    A link lives for ``days`` working days; with ``code`` 办结 and 延期 ask for a code that is given out beside it.
    ``mails`` says that messages with links go out by e-mail.
    """

    address: str | None = None
    days: int = 10
    code: bool = False
    mails: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A new link of a seat, for ``person``; ``until`` is its last day, ``code`` is empty where none is asked for.

    ``asks`` counts what today's bundle asks of the person, which waits to be passed on.
    """

    unit: str
    role: SeatRole
    person: str
    url: str
    code: str
    until: date
    asks: int


@dataclass(frozen=True, slots=True)
class Mailed:
    """A link of a seat that goes out with a message; ``until`` is its last day."""

    unit: str
    role: SeatRole
    url: str
    until: date


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A seat whose holder has no channel, or has a link; ``until`` is its link's last day, None where it has none."""

    unit_id: int
    unit: str
    role: SeatRole
    person: str
    until: date | None
    asks: int
    on_channel: bool = False
    """Whether they have a channel as well, and keep the link beside it."""


@dataclass(frozen=True, slots=True)
class LinkList:
    """Who is reached by a link, or could be by one alone, at ``as_of``; ``vacant`` are the units without anybody."""

    as_of: datetime
    lines: tuple[LinkLine, ...]
    vacant: tuple[str, ...]

    @property
    def without_channel(self) -> tuple[LinkLine, ...]:
        """Those who are reached by a link or not at all."""
        return tuple(line for line in self.lines if not line.on_channel)

    @property
    def waiting(self) -> tuple[LinkLine, ...]:
        """Those whose bundle of today nobody has passed on yet (待转交)."""
        return tuple(line for line in self.lines if line.asks)

    def is_over(self, line: LinkLine) -> bool:
        """Return whether a link does not open any more."""
        return line.until is not None and line.until < local_date(self.as_of)


@dataclass(frozen=True, slots=True)
class Expired:
    """A link that was right and is too old; ``office`` is whom to ask for a new one."""

    office: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A task that a seat may answer, with the date that it would answer."""

    found: Assigned
    due: Due | None

    @property
    def words(self) -> str:
        """What is asked, in the plan's words; empty where they name another unit or a leader."""
        task = self.found.task
        others = {name for a in task.printed_assignments for name in (a.unit, a.printed)} - {
            self.found.assignment.unit,
            self.found.assignment.printed,
        }
        named = (*others, *task.leaders)
        return "" if any(name and name in task.content for name in named) else task.content


@dataclass(frozen=True, slots=True)
class SeatPage:
    """What a link shows: what the seat owes today, its other open tasks, and what came in by its links."""

    meeting: str
    office: str
    seat: SeatHeld
    as_of: datetime
    owed: tuple[Owed, ...]
    others: tuple[Owed, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in: which task and date, what was chosen, and what was typed."""

    assignment_id: int
    due_id: int
    kind: AnswerKind
    words: str = ""
    percent: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a filled form was understood as, before it counts; ``options`` are what else may be meant.

    ``silent`` counts the units that have not reported yet, for a 申请办结.
    """

    owed: Owed
    given: Given
    options: tuple[AnswerKind, ...]
    silent: int
    asks_code: bool = False


def choices(owed: Owed) -> tuple[AnswerKind, ...]:
    """Return what a unit can say of a task; only whoever consolidates can ask for the task to be closed."""
    found, due = owed.found, owed.due
    if found.task.indicator_id is not None:
        return (AnswerKind.PROGRESS, AnswerKind.NOT_OURS)
    return (
        AnswerKind.PROGRESS,
        AnswerKind.NO_CHANGE,
        AnswerKind.BLOCKED,
        answers.finishing(found.assignment, due),
        AnswerKind.EXTENSION,
        AnswerKind.NOT_OURS,
        AnswerKind.RECEIVED,
    )


def is_owed_today(owed: Owed, asked: Collection[int], now: datetime, calendar: Calendar) -> bool:
    """Return whether a unit is asked for a date by now, no request for it waits, and it was not answered lately.

    It is asked where somebody was (``asked`` are the dues of which), or its ladder has begun.
    """
    found, due = owed.found, owed.due
    if due is None or not (due.id in asked or progress.is_asked_by(found.task, due, now)):
        return False
    line = OpenLine(found.plan, found.task, found.assignment, due)
    today = local_date(now)
    return reminders.still_asks(line, Rung("链接", today, today), now, calendar)


def understood(owed: Owed, filled: Filled, now: datetime) -> tuple[Given, tuple[AnswerKind, ...]]:
    """Return what a form gives as an answer, and what else may be meant by it.

    Raises AnswerRefused with what to fill in otherwise, and where the answer could not be taken.
    """
    if filled.kind not in choices(owed):
        raise AnswerRefused("这项任务不能这样报。请在下面重新选一项。")
    line = owed.found.line(1, owed.due.id if owed.due else None, now)
    given, options = _read(line, filled, local_date(now))
    if owed.found.task.indicator_id is not None:
        given = following.as_figure(0, given)
    progress.apply(owed.found.task, owed.found.assignment, filled.due_id, given, now)
    wanted = (*options, *([filled.kind] if given.kind is not filled.kind else []))
    other = tuple(k for k in dict.fromkeys(wanted) if k is not given.kind and k not in REQUESTS | _WITHOUT_WORDS)
    return given, () if owed.found.task.indicator_id is not None else other


def _read(line: Line, filled: Filled, today: date) -> tuple[Given, Collection[AnswerKind]]:
    words = filled.words.strip()
    if filled.percent is not None and not 0 <= filled.percent <= FULL:
        raise AnswerRefused("进度要在0到100之间，请重新填写。")
    if filled.percent is not None and filled.kind is not AnswerKind.PROGRESS:
        raise AnswerRefused(f"填了进度{filled.percent}%，选的却是“{filled.kind.zh}”。报进度请选“推进中”。")
    if filled.day is not None and filled.kind is not AnswerKind.EXTENSION:
        raise AnswerRefused(f"选了日期，选的却是“{filled.kind.zh}”。要延期请选“申请延期”。")
    if filled.kind in _WITHOUT_WORDS:
        if words:
            raise AnswerRefused(f"选了“{filled.kind.zh}”，又写了话。要报进展请选“推进中”，有困难请选“有困难”。")
        return Given(filled.kind), ()
    if not words and filled.kind in _MUST_SAY:
        raise AnswerRefused(_MUST_SAY[filled.kind])
    if filled.kind is AnswerKind.NOT_OURS:
        return following.not_ours(words, line, today), ()
    if filled.kind is AnswerKind.EXTENSION:
        heard = following.extension(words, line, filled.day, today)
        if heard.undated is not None:
            raise AnswerRefused("没有看懂延期到哪一天。请选一个日期。")
        return (*heard.sure, *heard.unsure)[0].given, ()  # the page reads back whatever was filled in
    return _in_words(line, filled, words, today)


def _in_words(line: Line, filled: Filled, words: str, today: date) -> tuple[Given, Collection[AnswerKind]]:
    done = filled.kind in {AnswerKind.DONE, AnswerKind.CLOSURE}
    if not words:
        if filled.kind is AnswerKind.PROGRESS and filled.percent is None:
            raise AnswerRefused("请填进度，或写一句进展，再点“下一步”。")
        return Given(filled.kind, percent=FULL if done else filled.percent), ()
    if (
        not line.indicator
        and following.follows(words, line, [line], filled.kind, today) is not following.Follows.ANSWER
    ):
        raise AnswerRefused("这句话读不成这项任务的反馈，没有记录。请写进展或困难；有疑问请联系联席会议办公室。")
    heard = following.of_one(words, line, [line], filled.kind, today)
    held = next(iter((*heard.sure, *heard.unsure)), None)
    if held is None:
        raise AnswerRefused("这句话像是要延期。请选“申请延期”，并选一个日期。")
    given = held.given
    if filled.percent is not None and given.percent not in {None, filled.percent}:
        raise AnswerRefused(f"进度填了{filled.percent}%，话里写的是{given.percent}%。请改成一样的。")
    if filled.percent is not None:
        given = replace(given, percent=filled.percent)
    if done and given.kind is filled.kind:
        given = replace(given, percent=FULL)
    return given, heard.options


def as_chosen(given: Given, kind: AnswerKind) -> Given:
    """Return what was understood as the state that was pressed; raises AnswerRefused for a request."""
    if kind is given.kind:
        return given
    if kind in REQUESTS:
        raise AnswerRefused("申请办结、申请延期请回到任务里重新选。")
    return hearing.as_state(given, kind)
