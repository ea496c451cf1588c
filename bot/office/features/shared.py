"""What several handlers do: find the assignment behind a button, record an answer, say the receipt."""

from datetime import datetime

from sqlmodel import Session

from bot.office.turn import Turn
from messages import cards
from messages.message import Message
from tasks_db.register import authority, overlaps, progress, values
from tasks_db.register.people import Member
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, plans, registers, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tasks_db.work.acts.answering import Speaker
from tasks_db.work.post import conversation, outbox

REUSABLE = frozenset({AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE})
"""Answers that may hold for another task too; requests are made for one task at a time."""

Found = tuple[values.Plan, values.Task, values.Assignment]


def own(session: Session, member: Member, assignment_id: int, loaded: Loaded | None = None) -> Found:
    """An assignment that this person answers for; raises AnswerRefused otherwise."""
    found = reports.find(session, assignment_id, loaded)
    authority.require_own(member, found[2])
    return found


def due_of(assignment: values.Assignment, due_id: int) -> values.Due | None:
    return next((d for d in assignment.dues if d.id == due_id), None)


def record(
    session: Session,
    member: Member,
    assignment_id: int,
    due_id: int,
    given: Given,
    now: datetime,
    *,
    number: int | None = None,
    replaces: int | None = None,
) -> Message:
    """Record an answer of the person's own unit and give back the receipt."""
    own(session, member, assignment_id)
    speaker = Speaker(member.person_id, authority.capacity(member).name)
    report = answering.answer(session, assignment_id, due_id or None, given, speaker, now, replaces=replaces)
    task, value = report_value(session, report.id or 0)
    return cards.receipt(task, value, number, now, also_asked(session, value, now))


def also_asked(session: Session, report: values.Report, now: datetime) -> list[tuple[int, str]]:
    """Other tasks that an answer of substance would serve as well: ``(assignment id, title)`` each."""
    if report.kind not in REUSABLE:
        return []
    found = overlaps.overlapping(registers.load(session), report.assignment_id, now)
    return [(assignment.id, f"《{plan.title}》第{task.seq}项") for plan, task, assignment in found]


def record_draft(session: Session, member: Member, assignment_id: int, given: Given, now: datetime) -> Message:
    """Keep an answer as a draft of the person's own unit."""
    own(session, member, assignment_id)
    speaker = Speaker(member.person_id, authority.capacity(member).name)
    report = answering.answer(session, assignment_id, None, given, speaker, now, draft=True)
    return cards.draft(*report_value(session, report.id or 0))


def report_value(session: Session, report_id: int) -> tuple[values.Task, values.Report]:
    """A report as a value, with its task."""
    row = reports.get(session, report_id)
    _, task, _ = reports.find(session, row.assignment_id)
    value = next(r for a in task.assignments for r in a.reports if r.id == report_id)
    return task, value


def task_value(session: Session, task_id: int) -> tuple[values.Plan, values.Task]:
    row = plans.task_by_id(session, task_id)
    plan = plans.one_plan(session, row.plan_id)
    return plan, next(t for t in plan.tasks if t.id == task_id)


def notice_items(session: Session, member: Member, notice_id: int, now: datetime) -> list[tuple[Found, values.Due]]:
    """What a bundle still asks of its own person, in its order."""
    found = []
    loaded: Loaded = {}
    for ask in outbox.asks_of(session, notice_id):
        try:
            due_row = session.get_one(models.Due, ask.due_id)
            plan, task, assignment = own(session, member, due_row.assignment_id, loaded)
        except AnswerRefused:
            continue  # cancelled or handed over since
        due = due_of(assignment, ask.due_id)
        if due is not None and progress.is_open(task, assignment, due, now):
            found.append(((plan, task, assignment), due))
    return found


async def prompt_for(turn: Turn, kind: str, message: Message | str, **args: object) -> None:
    """Ask the person to type something; the next plain message goes to the prompt of this kind."""
    await turn.write(lambda s: conversation.set_prompt(s, turn.me.person_id, kind, args, turn.now))
    await turn.say(message)
