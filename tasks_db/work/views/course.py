"""What happened to a task, what of a unit's words was sent back, and which messages somebody got."""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import col, select

from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.course import Course, Got, SentBack
from tasks_db.store import audit, candidates, models, registers
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.terms import NoticeKind, ReportStatus
from tasks_db.work import messages_sent, put_off_rows, stood_in
from tasks_db.work.context import Context, view

_LOOKED_BACK = timedelta(days=366)
_LAST = 10
_OF_PLEAS = frozenset({"转单位协调", "报召集人协调", "答复需协调事项", "单位答复需协调事项"})


@view(Right.DECIDE)
def course(ctx: Context, task_id: int) -> Course:
    """Return everything that was done to a task and said of it (留痕), and which of its units changed."""
    _, task = Loaded(ctx.session).of_task(task_id)
    changes = audit.history(ctx.session, "task", task_id)
    asked = [report.id for share in task.shares for report in share.reports if report.needs]
    became = audit.histories(ctx.session, "report", asked).values() if asked else ()
    changes += [one for found in became for one in found if one.action in _OF_PLEAS]
    unit_ids = {share.unit_id for share in task.shares if share.unit_id is not None}
    units = audit.histories(ctx.session, "unit", unit_ids).values()
    changes += [one for found in units for one in found if one.action in {audit.RENAMED, audit.MERGED}]
    return Course(stood_in.in_task(ctx, task), tuple(changes), put_off_rows.of_tasks(ctx, [task]), ctx.now)


@view(Right.ASK)
def sent_back(ctx: Context, unit_ids: Collection[int]) -> tuple[SentBack, ...]:
    """Return what was returned of the words of some units and is not taken back, the latest first.

    Whoever sees nothing but their own units is told of these alone, without who decided.
    """
    every = authority.scope(ctx.who).all
    wanted = set(unit_ids) if every else authority.units_of(ctx.who)
    found = [
        SentBack(task, report, every)
        for _, task in registers.part(ctx.session, candidates.with_a_share(wanted)).tasks()
        for share in task.shares
        if share.unit_id in wanted
        for report in share.reports
        if report.status is ReportStatus.RETURNED and report.withdrawn_at is None
    ]
    return tuple(sorted(found, key=lambda one: one.report.decided_at or one.report.at, reverse=True)[:_LAST])


@view(Right.PLAN)
def got(ctx: Context, name: str, unit_ids: Collection[int]) -> tuple[Got, ...]:
    """Return the messages of the last year that somebody, or whoever sat for some units, got by themselves."""
    notice, person = models.Notice, models.Person
    whose = col(person.name) == name
    if unit_ids:
        held = (
            select(models.Tenure.person_id)
            .join(models.Seat, col(models.Seat.id) == col(models.Tenure.seat_id))
            .where(col(models.Seat.unit_id).in_(unit_ids))
        )
        whose = col(person.id).in_(held)
    sent = (
        select(notice, person.name)
        .join(person, col(person.id) == col(notice.person_id))
        .where(
            whose,
            notice.kind != NoticeKind.ANSWER,
            col(notice.state).in_(messages_sent.LEFT),
            col(notice.sent_at) >= ctx.now - _LOOKED_BACK,
        )
        .order_by(col(notice.sent_at), col(notice.id))
    )
    rows = ctx.session.exec(sent).all()
    about = messages_sent.told_in(ctx, [row for row, _ in rows])
    return tuple(Got(row.sent_at, who, about[key(row.id)]) for row, who in rows if row.sent_at is not None)
