"""Outgoing messages as the office reads them: to whom, about what."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from tasks_db.register.outgoing import OutgoingLine
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.people import account_at
from tasks_db.terms import NoticeKind, NoticeState


def waiting(session: Session) -> list[models.Notice]:
    """Return the notices to people that are still to be sent or tried again, oldest first; answers leave at once."""
    query = select(models.Notice).where(
        col(models.Notice.state).in_([NoticeState.PENDING, NoticeState.TO_PASS_ON, NoticeState.CLAIMED]),
        models.Notice.kind != NoticeKind.ANSWER,
    )
    return list(session.exec(query.order_by(col(models.Notice.send_at), col(models.Notice.id))).all())


def as_lines(session: Session, notices: Sequence[models.Notice]) -> tuple[OutgoingLine, ...]:
    """Return notices as values, with whom they are for and what they are about."""
    people = _names(session, notices)
    asked = _asked(session, [key(n.id) for n in notices])
    return tuple(
        OutgoingLine(
            notice_id=key(n.id),
            person=people[key(n.id)],
            kind=n.kind,
            state=n.state,
            send_at=n.send_at,
            about=(n.text,) if n.text else (*n.about, *asked[key(n.id)]),
        )
        for n in notices
    )


def _names(session: Session, notices: Sequence[models.Notice]) -> dict[int, str]:
    """Whom each notice is for; where it was said in a conversation, the person behind it, else the address."""
    found: dict[int, str] = {}
    for notice in notices:
        person_id = notice.person_id
        if person_id is None:
            account = account_at(session, Address(notice.channel or "", notice.address or ""))
            person_id = account.person_id if account is not None else None
        found[key(notice.id)] = session.get_one(models.Person, person_id).name if person_id else notice.address or ""
    return found


def _asked(session: Session, notice_ids: Sequence[int]) -> dict[int, list[str]]:
    """The titles of the tasks that each bundle asks for, in its order."""
    query = (
        select(models.Ask.notice_id, models.Task.title)
        .join(models.Due, col(models.Due.id) == col(models.Ask.due_id))
        .join(models.Checkpoint, col(models.Checkpoint.id) == col(models.Due.checkpoint_id))
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(col(models.Ask.notice_id).in_(notice_ids), col(models.Ask.merged).is_(False))
        .order_by(col(models.Ask.id))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for notice_id, title in session.exec(query).all():
        found[notice_id].append(title)
    return found


def notices(session: Session, ids: Collection[int]) -> Sequence[models.Notice]:
    """Return the messages of these ids, in their order."""
    return session.exec(
        select(models.Notice).where(col(models.Notice.id).in_(ids)).order_by(col(models.Notice.id))
    ).all()


def days_asked(session: Session, meeting_id: int, unit_id: int | None = None) -> dict[int, set[date]]:
    """Return on which days messages went out that asked for the dues of a body's plans, by the dues' ids.

    With ``unit_id`` for those of one unit.
    """
    query = (
        select(models.Ask.due_id, col(models.Notice.working_day))
        .join(models.Notice, col(models.Notice.id) == col(models.Ask.notice_id))
        .join(models.Due, col(models.Due.id) == col(models.Ask.due_id))
        .join(models.Assignment, col(models.Assignment.id) == col(models.Due.assignment_id))
        .join(models.Task, col(models.Task.id) == col(models.Assignment.task_id))
        .join(models.Plan, col(models.Plan.id) == col(models.Task.plan_id))
        .where(models.Plan.meeting_id == meeting_id, models.Notice.state == NoticeState.SENT)
    )
    if unit_id is not None:
        query = query.where(models.Assignment.unit_id == unit_id)
    found: dict[int, set[date]] = {}
    for due_id, day in session.exec(query).all():
        if day is not None:
            found.setdefault(due_id, set()).add(day)
    return found
