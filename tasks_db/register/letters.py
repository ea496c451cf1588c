"""提醒函, 催办单, 督办单: what a letter to one unit says, decided from the register.

A reminder names what comes due and blames nobody; a 催办单 names everything that the unit owes by now; a 督办单 names
one task of its own that is late, or two rounds of a report that went by unreported.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import chasing, codes, deciding, progress, report_states, states
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import PaperError
from tasks_db.register.values import BarePlan, OpenLine, Task
from tasks_db.terms import CheckpointKind, PaperKind, ReportState, WorkState

_NUMBER = re.compile(r"第?\s*(?P<number>\d{1,4}(?:-\d{1,4})?)\s*项?")
_ENOUGH = 4
"""So many characters of a task's name in a row name it."""
AHEAD = timedelta(days=30)
"""So far ahead a reminder looks."""
ROUNDS = 2
"""So many rounds in a row must have gone by unreported before a 督办单 asks for a report."""
REPLY_DAYS = 3
"""So many working days a unit has to answer a letter about what it owes."""


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One task in a letter: what it rests on, its dates, how late it is, and on which days it was asked for.

    ``day`` is when the unit owes its report, ``due`` the task's own date and ``original`` the one before an
    extension. ``days`` is how long the work is late, ``missed`` the days of the latest rounds in a row that
    went by unreported.
    """

    task_id: int
    code: str
    title: str
    basis: str
    leads: bool
    day: date
    due: date
    original: date | None
    days: int
    missed: tuple[date, ...]
    asked: tuple[date, ...]

    @property
    def rounds(self) -> int:
        """How many rounds in a row went by unreported."""
        return len(self.missed)

    @property
    def supervisable(self) -> bool:
        """Whether a 督办单 may be issued for it: late work, or two rounds unreported."""
        return self.days > 0 or self.rounds >= ROUNDS


@dataclass(frozen=True, slots=True)
class Earlier:
    """A letter that a unit was written before: under which number, on which day, of which tasks.

    ``day`` is None while it is on its way to be issued.
    """

    kind: PaperKind
    label: str
    day: date | None
    codes: tuple[str, ...]
    answer_by: date


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a unit at a moment; ``answer_by`` is the day until which an answer is asked for.

    ``earlier`` are the issued letters of the same tasks, ``copies`` those who get a copy (抄送).
    """

    kind: PaperKind
    unit: str
    items: tuple[LetterItem, ...]
    as_of: datetime
    answer_by: date
    earlier: tuple[Earlier, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminding:
    """What could be written to a unit now: what comes due, what it owes, and of that what may be supervised.

    ``letters`` are those that it was written so far, and those on their way.
    """

    unit_id: int
    unit: str
    coming: tuple[LetterItem, ...]
    owed: tuple[LetterItem, ...]
    letters: tuple[Earlier, ...] = ()

    def written(self, item: LetterItem) -> tuple[Earlier, ...]:
        """Return the issued letters of a task, the latest last."""
        return tuple(one for one in self.letters if one.day is not None and item.code in one.codes)

    def about(self, words: str) -> tuple[LetterItem, ...]:
        """Return what words name of all that could be written of: by its code or number, or by a part of its name."""
        number = _NUMBER.fullmatch(words.strip())
        return tuple(item for item in (*self.coming, *self.owed) if _is_named(item, words.strip(), number))

    @property
    def waiting(self) -> tuple[Earlier, ...]:
        """The letters that are drafted and not issued."""
        return tuple(one for one in self.letters if one.day is None)

    @property
    def supervisable(self) -> tuple[LetterItem, ...]:
        """The items for which a 督办单 may be issued."""
        return tuple(item for item in self.owed if item.supervisable)


def of_units(reading: Reading, sent: Mapping[int, Collection[date]], now: datetime) -> tuple[Reminding, ...]:
    """Return what could be written to each unit, in the order of the plans; units with nothing are left out.

    ``sent`` are the days on which messages went out that asked for a due, by its id: a rung of a day off goes out on
    a working day, and several together in one message.
    """
    owed: dict[int, list[LetterItem]] = {}
    coming: dict[int, list[LetterItem]] = {}
    names: dict[int, str] = {}
    for line in chasing.owing(reading, now):
        item = _item(reading, line, sent, now)
        if item.days or item.rounds or item.day < local_date(now):  # nobody is named for what is not due (R15)
            _add(owed, names, line, item)
    for line in _coming(reading, now):
        _add(coming, names, line, _item(reading, line, sent, now))
    return tuple(
        Reminding(unit_id, name, tuple(coming.get(unit_id, ())), tuple(owed.get(unit_id, ())))
        for unit_id, name in names.items()
    )


def _add(found: dict[int, list[LetterItem]], names: dict[int, str], line: OpenLine, item: LetterItem) -> None:
    unit_id = line.assignment.unit_id
    if unit_id is not None:
        names.setdefault(unit_id, line.assignment.unit)
        found.setdefault(unit_id, []).append(item)


def _coming(reading: Reading, now: datetime) -> Iterator[OpenLine]:
    """What units owe within the days that a reminder looks ahead, and have not satisfied."""
    today = local_date(now)
    for plan, task in reading.tasks():
        for share in task.asked_assignments:
            due = progress.current_due(task, share, now)
            if due is not None and today <= due.day <= today + AHEAD:
                yield OpenLine(plan, task, share, due)


def _item(reading: Reading, line: OpenLine, sent: Mapping[int, Collection[date]], now: datetime) -> LetterItem:
    task, share, due = line.task, line.assignment, line.due
    late = states.late_work(task, now) if states.work_state(line.plan, task, now) is WorkState.OVERDUE else None
    own = late is not None and share in deciding.owners(task, now)
    asked = sorted({day for d in share.dues for day in sent.get(d.id, ()) if day <= local_date(now)})
    place = f"，{task.source_place}" if task.source_place else ""
    return LetterItem(
        task_id=task.id,
        code=codes.of(task),
        title=task.title,
        basis=f"《{line.plan.title}》{place}",
        leads=share.consolidates or any(share is a for a in deciding.owners(task, now)),
        day=due.day,
        due=late.day if late is not None and own else due.task_day,
        original=due.checkpoint.original_day,
        days=late.days if late is not None and own else 0,
        missed=rounds_missed(reading, line.plan, task, line, now),
        asked=tuple(asked),
    )


def rounds_missed(reading: Reading, plan: BarePlan, task: Task, line: OpenLine, now: datetime) -> tuple[date, ...]:
    """Return the days of a unit's latest rounds in a row that went by without a report, the earliest first."""
    share, missed = line.assignment, []
    rounds = [d for d in share.dues if d.checkpoint.kind is CheckpointKind.ROUND and d.day < local_date(now)]
    for due in sorted(rounds, key=lambda d: d.day, reverse=True):
        if report_states.report_state(reading, OpenLine(plan, task, share, due), now) is not ReportState.NOT_REPORTED:
            break
        missed.append(due.day)
    return tuple(reversed(missed))


def _is_named(item: LetterItem, words: str, number: re.Match[str] | None) -> bool:
    if number is not None:
        return number["number"] in {item.code, item.code.partition("-")[2]}
    same = SequenceMatcher(None, words, item.title, autojunk=False).find_longest_match()
    return same.size >= min(_ENOUGH, len(item.title))


def written(
    kind: PaperKind,
    found: Reminding | None,
    task_ids: Collection[int],
    now: datetime,
    answer_by: date,
    wanted: date | None = None,
) -> Letter:
    """Return the letter of a kind to a unit, of some tasks alone or, where none are named, of all that fit.

    A 督办单 is about the one task that is named. An answer is asked for until ``wanted``, else until ``answer_by``,
    or, by a reminder, until the first of its tasks is due.

    Raises PaperError, with the next step, where there is nothing to write of.
    """
    if found is None:
        raise PaperError("这个单位没有将到期或拖欠的事项，不用发函。发送 /letters 看各单位。")
    items: Sequence[LetterItem] = found.coming if kind is PaperKind.REMINDER else found.owed
    if kind is PaperKind.SUPERVISION:
        items = [item for item in found.owed if item.task_id in task_ids]
        if not items or not items[0].supervisable:
            raise PaperError("督办单只用于逾期的事项，或连续两期没有报送的事项；其他请发催办单。")
    elif task_ids:
        items = [item for item in items if item.task_id in task_ids]
    if not items:
        if kind is PaperKind.REMINDER and found.owed:
            raise PaperError(
                f"{found.unit}没有30天内到期的事项；拖欠的{len(found.owed)}项请发催办单，提醒函只用于将到期的。"
            )
        what = "30天内到期" if kind is PaperKind.REMINDER else "拖欠"
        raise PaperError(f"{found.unit}没有{what}的事项，不用发{kind.zh}。")
    if wanted is not None:
        require_to_come(wanted, now)  # a button may be pressed days later
    by = min((item.day for item in items), default=answer_by) if kind is PaperKind.REMINDER else answer_by
    by = wanted or by
    earlier = dict.fromkeys(one for item in items for one in found.written(item))
    return Letter(kind, found.unit, tuple(items), now, max(by, local_date(now)), tuple(earlier))


def require_to_come(wanted: date, now: datetime) -> None:
    """Raise PaperError for a day of answer that is over."""
    if wanted < local_date(now):
        raise PaperError("请对方答复的那一天已经过去。请换一个今后的日期，再说一次。")


def require_owed(letter: Letter, found: Reminding | None) -> None:
    """Raise PaperError where a unit has answered meanwhile what a letter holds against it; a reminder may always go.

    ``found`` is what could be written to the unit now.
    """
    if letter.kind is PaperKind.REMINDER:
        return
    owed = {item.task_id for item in found.owed} if found is not None else set()
    settled = [item.code for item in letter.items if item.task_id not in owed]
    if settled:
        raise PaperError(
            f"{letter.unit}已经反馈或办结第{'、'.join(settled)}项，这份{letter.kind.zh}不能再发。请作废后重新起草。"
        )
