"""Outgoing messages as the office reads them: to whom, about what."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from tasks_db.register.outgoing import OutgoingLine
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import NoticeState


def waiting(session: Session, attempts: int) -> list[models.Notice]:
    """Return the notices that are still to be sent or tried again, oldest first; ``attempts`` tries are the most."""
    query = select(models.Notice).where(
        or_(
            col(models.Notice.state).in_([NoticeState.PENDING, NoticeState.CLAIMED]),
            (models.Notice.state == NoticeState.UNKNOWN) & (models.Notice.attempts < attempts),
        )
    )
    return list(session.exec(query.order_by(col(models.Notice.send_at), col(models.Notice.id))).all())


def as_lines(session: Session, notices: Sequence[models.Notice]) -> tuple[OutgoingLine, ...]:
    """Return notices as values, with whom they are for and what they are about."""
    people = {i: session.get_one(models.Person, i).name for i in {n.person_id for n in notices}}
    asked = _asked(session, [key(n.id) for n in notices])
    return tuple(
        OutgoingLine(
            notice_id=key(n.id),
            person=people[n.person_id],
            kind=n.kind,
            state=n.state,
            send_at=n.send_at,
            about=(n.text,) if n.text else tuple(asked[key(n.id)]),
        )
        for n in notices
    )


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
