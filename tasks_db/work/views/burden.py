"""What units got in messages and questions, by month."""

from datetime import date, timedelta

from sqlmodel import col, func, select

from config.clock import local_date
from tasks_db.register import burden as deciding
from tasks_db.register.authority import Right
from tasks_db.register.burden import Burden, Got
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, view

LOOKED_BACK = timedelta(days=366)
_LEFT = (NoticeState.SENT, NoticeState.UNKNOWN)


@view(Right.PLAN)
def burden(ctx: Context) -> tuple[Burden, ...]:
    """Return what each unit got in each month of the last year, by itself: answers to what it asked are left out.

    A message to somebody who sits for several units counts for each; questions count for the unit that was asked.
    """
    notice, ask, seat, unit, tenure = models.Notice, models.Ask, models.Seat, models.Unit, models.Tenure
    since = ctx.now - LOOKED_BACK
    asked = (
        select(unit.name, notice.id, notice.sent_at, func.count(ask.id))  # type: ignore[arg-type]
        .join(ask, col(ask.notice_id) == col(notice.id))
        .join(seat, col(seat.id) == col(ask.seat_id))
        .join(unit, col(unit.id) == col(seat.unit_id))
        .where(col(notice.state).in_(_LEFT), col(notice.sent_at) >= since, ~col(ask.merged))
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
        )
    )
    got = [Got(name, key(number), at, int(count)) for name, number, at, count in ctx.session.exec(asked) if at]
    got += [
        Got(name, key(number), at, 0)
        for name, number, at, held in ctx.session.exec(told)
        if at and held.since <= local_date(at) <= (held.until or date.max)
    ]
    return deciding.by_month(got)
