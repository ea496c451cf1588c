"""A bundle as it reads at the moment of sending: what has been answered meanwhile is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from config.clock import local_date
from tasks_db.register import authority, chasing, reminders
from tasks_db.register.authority import Right
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.grouping import grouped
from tasks_db.register.ladder import CHASE_RUNG, Rung
from tasks_db.register.reading import Part
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.workdays import Calendar
from tasks_db.store import models, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.lean import columns, rows
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, view
from tasks_db.work.views import desk


@view(Right.ANSWER)
def sent_bundle(ctx: Context, notice_id: int) -> BundleValue:
    """Return a bundle that the person was sent, every line in its place, for turning its pages.

    Raises AnswerRefused for somebody else's, and where none of its tasks is asked for any more.
    """
    row = ctx.session.get(models.Notice, notice_id)
    if row is None or row.person_id != ctx.me.person_id:
        raise AnswerRefused("这条提醒不是发给您的。发送 /mine 查看贵单位的任务。")
    value = read_bundles(ctx.session, [row], ctx.now, ctx.calendar, keep_numbers=True)[notice_id]
    if value is None:
        raise AnswerRefused("这条提醒里的任务都已经反馈或取消了。发送 /mine 查看现在的任务。")
    if authority.is_office(ctx.me):
        value = replace(value, office=desk.office_part(ctx))
    if authority.is_convenor(ctx.me):
        weekly = desk.is_weekly(ctx, ctx.me.person_id)
        value = replace(value, convenor=desk.convenor_part(ctx, weekly=weekly))
    return value


@view(Right.ANSWER)
def newest(ctx: Context) -> int | None:
    """Return the notice of the newest bundle that the person was sent, None where there is none."""
    row = columns(models.Notice)
    query = select(row.id).where(row.person_id == ctx.me.person_id, row.kind == NoticeKind.BUNDLE)
    found = ctx.session.execute(query.where(row.state == NoticeState.SENT).order_by(row.id.desc()).limit(1))
    return found.scalar_one_or_none()


def read_bundles(
    session: Session,
    notices: Sequence[models.Notice],
    now: datetime,
    calendar: Calendar,
    *,
    keep_numbers: bool = False,
) -> dict[int, BundleValue | None]:
    """Read the state again (R7): a due that is answered, exempted or cancelled is not asked for.

    Nor is one whose seat somebody else serves in now. Returns each bundle by its notice's id, None where nothing is
    left of it. Some hundreds are read in as many statements as one. With ``keep_numbers`` all keep their places, for
    turning pages of a message already sent.
    """
    ids = [key(notice.id) for notice in notices]
    asked = grouped((ask.notice_id, ask) for ask in _lines_of(session, ids))
    part = Part(registers.tasks(session, plans.asked_in(ids)))
    due_ids = {ask.due_id for asks in asked.values() for ask in asks}
    lines = {line.due.id: line for line in part.dues() if line.due.id in due_ids}
    serving = _serving(session, ids, local_date(now))
    names = people.names(session, {key(notice.person_id) for notice in notices})
    found: dict[int, BundleValue | None] = {}
    for notice_id, notice in zip(ids, notices, strict=True):
        person_id = key(notice.person_id)
        items: list[BundleItem] = []
        for ask in asked.get(notice_id, ()):
            line = lines.get(ask.due_id)
            if line is None:
                continue
            # only what was said since it was planned can have answered it
            rung = Rung(ask.rung, ask.rung_date, notice.working_day or ask.rung_date, notice.send_at)
            theirs = (ask.seat_id, person_id) in serving
            if keep_numbers or (theirs and reminders.still_asks(line, rung, now, calendar)):
                missed = chasing.missed(line, now) if ask.rung == CHASE_RUNG else None
                numbered = (len(items) + 1, line.plan, line.task, line.assignment, line.due)
                items.append(BundleItem(*numbered, ask.rung, missed))
        day = notice.working_day or local_date(notice.send_at)
        found[notice_id] = BundleValue(notice_id, names[person_id], day, tuple(items)) if items else None
    return found


def _lines_of(session: Session, notice_ids: Sequence[int]) -> Sequence[Any]:
    """The asks that are lines of some notices, in order; those merged into another line are left out."""
    ask = columns(models.Ask)
    query = select(ask.notice_id, ask.due_id, ask.seat_id, ask.rung, ask.rung_date)
    return rows(session, query.where(ask.notice_id.in_(notice_ids), ask.merged.is_(False)).order_by(ask.id))


def _serving(session: Session, notice_ids: Sequence[int], day: date) -> set[tuple[int, int]]:
    """Who serves on a day in the seats that some notices ask: pairs of seat and person."""
    ask = columns(models.Ask)
    asked = columns(models.Seat).id.in_(select(ask.seat_id).where(ask.notice_id.in_(notice_ids)))
    found = registers.seats(session, asked)
    return {(seat.id, holder.person_id) for seat in found for holder in seat.holders_on(day)}
