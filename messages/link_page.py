"""What the page of a link says: the tasks of a seat with their forms, what was understood, and what came in by it."""

from datetime import datetime

from config.clock import local_date
from messages import dates
from messages.cards import said_done
from messages.phrases import INCOMPLETE, clip, said, status, what_is_due, when_due
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import links, progress
from tasks_db.register.answers import Said
from tasks_db.register.links import Owed, SeatPage, Understood
from tasks_db.register.progress import SELF_EVIDENT
from tasks_db.terms import AnswerKind, ReportStatus

_WORDS = 300
_REQUESTS = {
    AnswerKind.CLOSURE: "这是申请，由联席会议办公室审核同意后才算办结。",
    AnswerKind.EXTENSION: "这是申请，由联席会议办公室审核同意后时限才变。",
    AnswerKind.NOT_OURS: "这是申请，由联席会议办公室在三个工作日内答复。",
}


@dataclass(frozen=True, slots=True)
class TaskForm:
    """A task as its form shows it; ``choices`` are what can be said of it, each as value and label."""

    assignment_id: int
    due_id: int
    title: str
    plan: str
    due: str
    words: str
    last: str
    figure: bool
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in by a link: what it says, where it stands, and whether it can still be taken back."""

    report_id: int
    title: str
    said: str
    state: str
    files: str
    at: str
    can_go: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a link."""

    meeting: str
    office: str
    seat: str
    as_of: str
    owed: tuple[TaskForm, ...]
    others: tuple[TaskForm, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood, before it counts; ``options`` are what else may be meant, each as value and label."""

    assignment_id: int
    due_id: int
    title: str
    plan: str
    said: str
    note: str
    confirm: str
    options: tuple[tuple[str, str], ...]
    asks_code: bool


def page(value: SeatPage) -> Shown:
    """Return the page of a link in words."""
    now = value.as_of
    return Shown(
        meeting=value.meeting,
        office=value.office,
        seat=f"{value.seat.unit}{value.seat.role.zh}",
        as_of=dates.as_of(now),
        owed=tuple(_form(one, now) for one in value.owed),
        others=tuple(_form(one, now) for one in value.others),
        receipts=tuple(_receipt(one, now) for one in value.said),
    )


def _form(owed: Owed, now: datetime) -> TaskForm:
    task, own, due = owed.found.task, owed.found.assignment, owed.due
    last = progress.last_word(own, now)
    figure = task.indicator_id is not None
    labels = {kind: said_done(due, kind) for kind in (AnswerKind.DONE, AnswerKind.CLOSURE)}
    if figure:
        labels[AnswerKind.PROGRESS] = "填报数值"
    return TaskForm(
        assignment_id=own.id,
        due_id=due.id if due is not None else 0,
        title=task.title,
        plan=owed.found.plan.title,
        due=f"{what_is_due(due)}：{when_due(due, local_date(now))}" if due is not None else "没有未到的时限",
        words=clip(owed.words, _WORDS),
        last=f"{clip(said(last), 120)}（{dates.day(local_date(last.at))}）" if last is not None else "",
        figure=figure,
        choices=tuple((kind.value, labels.get(kind, kind.zh)) for kind in links.choices(owed)),
    )


def _receipt(one: Said, now: datetime) -> Receipt:
    report = one.report
    waits = report.status is ReportStatus.SUBMITTED or report.kind in SELF_EVIDENT
    return Receipt(
        report_id=report.id,
        title=one.task.title,
        said=said(report),
        state=status(one.task, report, now) or "已记录",
        files="、".join(report.evidence),
        at=dates.moment(report.at),
        can_go=waits,
    )


def preview(value: Understood) -> Preview:
    """Return what was understood in words, with what becomes of it."""
    owed, kind = value.owed, value.given.kind
    note = _REQUESTS.get(kind, "")
    if value.silent:
        note = f"还有{value.silent}个单位没有反馈：申请先记为{INCOMPLETE}，他们反馈或被豁免后再由办公室审核。"
    return Preview(
        assignment_id=owed.found.assignment.id,
        due_id=owed.due.id if owed.due is not None else 0,
        title=owed.found.task.title,
        plan=owed.found.plan.title,
        said=said(value.given),
        note=note,
        confirm=f"确认，报为“{kind.zh}”",
        options=tuple((other.value, f"不对，报为“{other.zh}”") for other in value.options),
        asks_code=value.asks_code,
    )
