"""What units got in messages and questions, by month."""

from datetime import date, datetime, timedelta

from sqlmodel import col, func, select

from config.clock import local_date
from tasks_db.register import burden as deciding
from tasks_db.register.authority import Right
from tasks_db.register.burden import Burden, Got
from tasks_db.register.unit_month import Sent
from tasks_db.store import models, outgoing, people
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, view
from tasks_db.work.views import course

LOOKED_BACK = timedelta(days=366)
_LEFT = (NoticeState.SENT, NoticeState.UNKNOWN)


@view(Right.PLAN)
def burden(ctx: Context) -> tuple[Burden, ...]:
    """Return what each unit got in each month of the last year, by itself: answers to what it asked are left out.

    A message to somebody who sits for several units counts for each; questions count for the unit that was asked.
    """
    return deciding.by_month(_got(ctx, ctx.now - LOOKED_BACK))


def sent_to(ctx: Context, unit_id: int, since: datetime, until: datetime) -> tuple[Sent, ...]:
    """Return the messages between two moments that ``burden`` counts for a unit, each with what it was about."""
    questions: dict[int, int] = {}
    for one in _got(ctx, since, unit_id):
        if one.sent_at <= until:
            questions[one.notice_id] = questions.get(one.notice_id, 0) + one.questions
    sent = outgoing.notices(ctx.session, questions)
    names = people.names(ctx.session, {row.person_id for row in sent if row.person_id is not None})
    about = course.told_in(ctx, sent)
    found = [
        Sent(row.sent_at, names.get(row.person_id or 0, ""), about[key(row.id)], questions[key(row.id)])
        for row in sent
        if row.sent_at is not None
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _got(ctx: Context, since: datetime, unit_id: int | None = None) -> list[Got]:
    notice, ask, seat, unit, tenure = models.Notice, models.Ask, models.Seat, models.Unit, models.Tenure
    whose = [unit.id == unit_id] if unit_id is not None else []
    asked = (
        select(unit.name, notice.id, notice.sent_at, func.count(ask.id))  # type: ignore[arg-type]
        .join(ask, col(ask.notice_id) == col(notice.id))
        .join(seat, col(seat.id) == col(ask.seat_id))
        .join(unit, col(unit.id) == col(seat.unit_id))
        .where(col(notice.state).in_(_LEFT), col(notice.sent_at) >= since, ~col(ask.merged), *whose)
        .group_by(col(unit.name), col(notice.id), col(notice.sent_at))
    )
    told = (
        select(unit.name, notice.id, notice.sent_at, tenure)
        .join(tenure, col(tenure.person_id) == col(notice.person_id))
        .join(seat, col(seat.id) == col(tenure.seat_id))
        .join(unit, col(unit.id) == col(seat.unit_id))
        .where(
            notice.kind == NoticeKind.IMMEDIATE,
            col(notice.state).in_(_LEFT),
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
