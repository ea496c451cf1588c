"""What was sent to units, and what it was about: counted by the month, and listed."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import col, func, select

from config.clock import local_date
from tasks_db.register.burden import Got
from tasks_db.register.unit_month import Sent
from tasks_db.store import models, outgoing, people
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context

LEFT = (NoticeState.SENT, NoticeState.UNKNOWN)
"""What has left the house, as far as is known."""


def sent_to(ctx: Context, unit_id: int, since: datetime, until: datetime) -> tuple[Sent, ...]:
    """Return the messages between two moments that count for a unit, each with what it was about."""
    questions: dict[int, int] = {}
    for one in counted(ctx, since, unit_id):
        if one.sent_at <= until:
            questions[one.notice_id] = questions.get(one.notice_id, 0) + one.questions
    sent = outgoing.notices(ctx.session, questions)
    names = people.names(ctx.session, {row.person_id for row in sent if row.person_id is not None})
    about = told_in(ctx, sent)
    found = [
        Sent(row.sent_at, names.get(row.person_id or 0, ""), about[key(row.id)], questions[key(row.id)])
        for row in sent
        if row.sent_at is not None
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def counted(ctx: Context, since: datetime, unit_id: int | None = None) -> list[Got]:
    """Return what units, or one of them, got since a moment: questions, and what was told at once."""
    notice, ask, seat, unit, tenure = models.Notice, models.Ask, models.Seat, models.Unit, models.Tenure
    whose = [unit.id == unit_id] if unit_id is not None else []
    asked = (
        select(unit.name, notice.id, notice.sent_at, func.count(ask.id))  # type: ignore[arg-type]
        .join(ask, col(ask.notice_id) == col(notice.id))
        .join(seat, col(seat.id) == col(ask.seat_id))
        .join(unit, col(unit.id) == col(seat.unit_id))
        .where(col(notice.state).in_(LEFT), col(notice.sent_at) >= since, ~col(ask.merged), *whose)
        .group_by(col(unit.name), col(notice.id), col(notice.sent_at))
    )
    told = (
        select(unit.name, notice.id, notice.sent_at, tenure)
        .join(tenure, col(tenure.person_id) == col(notice.person_id))
        .join(seat, col(seat.id) == col(tenure.seat_id))
        .join(unit, col(unit.id) == col(seat.unit_id))
        .where(
            notice.kind == NoticeKind.IMMEDIATE,
            col(notice.state).in_(LEFT),
            col(notice.sent_at) >= since,
            *whose,
        )
    )
    got = [Got(name, key(number), at, int(count)) for name, number, at, count in ctx.session.exec(asked) if at]
    got += [
        Got(name, key(number), at, 0)
        for name, number, at, held in ctx.session.exec(told)
        if at and held.since <= local_date(at) <= (held.until or date.max)
    ]
    return got


def told_in(ctx: Context, rows: Collection[models.Notice]) -> dict[int, str]:
    """Return what messages were about in a few words, by their ids: the tasks asked for, else their first line."""
    asked: dict[int, list[str]] = {}
    titles = (
        select(models.Ask.notice_id, models.Task.title)
        .join(models.Due, col(models.Due.id) == col(models.Ask.due_id))
        .join(models.Checkpoint, col(models.Checkpoint.id) == col(models.Due.checkpoint_id))
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(col(models.Ask.notice_id).in_([row.id for row in rows]))
        .order_by(col(models.Ask.id))
    )
    for notice_id, title in ctx.session.exec(titles).all():
        asked.setdefault(key(notice_id), []).append(title)
    found = {}
    for row in rows:
        tasks = list(dict.fromkeys(asked.get(key(row.id), []) or row.about))
        what = f"催报{len(tasks)}项：{'、'.join(tasks)}" if tasks else (row.text or "").split("\n")[0]
        found[key(row.id)] = what or "待办提醒"
    return found
