"""Reads the rows into one ``Register`` value, or into a ``Part`` of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from config.collecting import without_collecting
from tasks_db.register import values
from tasks_db.register.grouping import grouped
from tasks_db.register.people import Account, Address, Holder, Seat
from tasks_db.register.reading import Part, Register
from tasks_db.store import models
from tasks_db.store.bare_plans import PLAN_COLUMNS, fields_of
from tasks_db.store.keys import key
from tasks_db.store.lean import Statement, TaskIds, columns, rows, table_of
from tasks_db.store.tasks import Tasks
from tasks_db.terms import NoticeState, PlanStage

Condition = ColumnElement[bool]

_PLAN = columns(models.Plan)
_TASK = columns(models.Task)
_SEAT = columns(models.Seat)
_TENURE = columns(models.Tenure)
_INDICATOR = columns(models.Indicator)


def load(session: Session, plan_ids: Collection[int] | None = None) -> Register:
    """Read the register of the given plans, or of every plan that is dispatched."""
    with without_collecting():
        return _load(session, in_force() if plan_ids is None else _PLAN.id.in_(plan_ids))


def _load(session: Session, wanted: Condition) -> Register:
    found = Tasks(session, select(_TASK.id).where(_TASK.plan_id.in_(select(_PLAN.id).where(wanted))))
    indicators = _indicators(session, select(_PLAN.id).where(wanted))
    return Register(
        plans=tuple(
            values.Plan(*(*fields, found.of_plan(fields[0], fields[-1]), tuple(indicators.get(fields[0], ()))))
            for fields in _plans(session, wanted)
        ),
        seats=seats(session, _SEAT.meeting_id.in_(select(_PLAN.meeting_id).where(wanted))),
        sent=_sent(session, found.ids),
        chases=_chases(session, found.ids),
    )


def part(session: Session, which: TaskIds, *, every_seat: bool = False) -> Part:
    """Read some tasks whole, with the seats of their units and all that was asked of them.

    With ``every_seat`` all seats of the joint meeting are read, those of its office too.
    """
    found = Tasks(session, which, with_plans=True)
    return Part(
        held=tuple(found.with_their_plans()),
        seats=seats(session, None if every_seat else _of_their_units(found.ids)),
        sent=_sent(session, found.ids),
        chases=_chases(session, found.ids),
    )


def seen(session: Session, which: TaskIds) -> Part:
    """Read some tasks whole, with what a view of them tells: who could be asked, and on which days somebody was.

    Nobody is asked because of it: the chases and whose bundle is there already are left out.
    """
    found = Tasks(session, which, with_plans=True)
    return Part(
        held=tuple(found.with_their_plans()),
        seats=seats(session, _of_their_units(found.ids)),
        sent=_asks(session, found.ids),
    )


def _of_their_units(tasks: TaskIds) -> Condition:
    share = columns(models.Assignment)
    condition: Condition = _SEAT.unit_id.in_(select(share.unit_id).where(share.task_id.in_(tasks)))
    return condition


def tasks(
    session: Session, which: TaskIds, *, of_units: Collection[int] | None = None
) -> tuple[tuple[values.BarePlan, values.Task], ...]:
    """Read some tasks whole, with their plans, in order of plan and row.

    With ``of_units`` the shares of other units stand in them without what they owe and said.
    """
    return tuple(Tasks(session, which, with_plans=True, of_units=of_units).with_their_plans())


def handed_out(session: Session) -> frozenset[int]:
    """Return the ids of the plans that are handed out."""
    return frozenset(row[0] for row in rows(session, select(_PLAN.id).where(in_force())))


def in_force() -> Condition:
    """Return the condition of plans that are handed out."""
    condition: Condition = _PLAN.stage == PlanStage.DISPATCHED
    return condition


def _plans(session: Session, wanted: Condition) -> list[tuple[Any, ...]]:
    """The fields of plans, in the order in which ``BarePlan`` has them."""
    return [fields_of(row) for row in rows(session, select(*PLAN_COLUMNS).where(wanted).order_by(_PLAN.id))]


def _sent(session: Session, tasks: TaskIds) -> values.Sent:
    """What was asked of some tasks, and who has a bundle on the latest day of any: earlier ones bear on nothing."""
    notice = columns(models.Notice)
    latest = select(func.max(notice.working_day)).scalar_subquery()
    bundles = select(notice.person_id, notice.working_day).where(notice.working_day == latest)
    return replace(_asks(session, tasks), bundles=frozenset(tuple(row) for row in rows(session, bundles)))


def _asks(session: Session, tasks: TaskIds) -> values.Sent:
    ask, notice = columns(models.Ask), columns(models.Notice)
    went = table_of(models.Ask).outerjoin(table_of(models.Notice), notice.id == ask.notice_id)
    of_notice = (notice.state, notice.working_day, notice.sent_at)
    query = select(ask.due_id, ask.rung_date, ask.seat_id, *of_notice).select_from(went)
    found = [
        ((due_id, day, seat_id), state is NoticeState.TO_PASS_ON, went_on, sent_at)
        for due_id, day, seat_id, state, went_on, sent_at in rows(session, _of_tasks(query, ask, tasks))
    ]
    return values.Sent(
        frozenset(one for one, *_ in found),
        to_pass_on=frozenset(one for one, to_pass_on, *_ in found if to_pass_on),
        days=frozenset((one[0], day) for one, to_pass_on, day, _ in found if day is not None and not to_pass_on),
        moments=frozenset((one[0], at) for one, to_pass_on, _, at in found if at is not None and not to_pass_on),
    )


def _chases(session: Session, tasks: TaskIds) -> tuple[values.Chase, ...]:
    chase = columns(models.Chase)
    query = _of_tasks(select(chase.due_id, chase.day, chase.at), chase, tasks)
    return tuple(values.Chase(*row) for row in rows(session, query.order_by(chase.id)))


def _of_tasks(statement: Statement, table: Any, tasks: TaskIds) -> Statement:  # noqa: ANN401 - columns by name
    """What belongs to the dues of some tasks."""
    due, assignment = columns(models.Due), columns(models.Assignment)
    joined = statement.join(table_of(models.Due), due.id == table.due_id)
    joined = joined.join(table_of(models.Assignment), assignment.id == due.assignment_id)
    return joined.where(assignment.task_id.in_(tasks))


def seats(session: Session, wanted: Condition | None = None) -> tuple[Seat, ...]:
    """Return seats with everybody who holds, held or will hold them, and how they are reached; all without one."""
    s, t, a, link = _SEAT, _TENURE, columns(models.Account), columns(models.Link)
    unit, person = columns(models.Unit), columns(models.Person)
    joined = (
        table_of(models.Seat)
        .join(table_of(models.Unit), unit.id == s.unit_id)
        .outerjoin(table_of(models.Tenure), t.seat_id == s.id)
        .outerjoin(table_of(models.Person), person.id == t.person_id)
        .outerjoin(table_of(models.Account), a.person_id == t.person_id)
        .outerjoin(
            table_of(models.Link), (link.tenure_id == t.id) & link.ended_at.is_(None) & link.notice_id.is_(None)
        )
    )
    seat = (s.id, s.meeting_id, s.unit_id, unit.name, s.role)
    holder = (t.id, t.person_id, person.name, t.kind, t.since, t.until)
    query = select(*seat, *holder, link.id, a.channel, a.address, a.reachable, a.bound_at).select_from(joined)
    # of each person the preferred account comes first
    query = query.order_by(s.id, t.id, a.preferred.desc(), a.id)
    found = rows(session, query if wanted is None else query.where(wanted))
    return tuple(_seat(list(same)) for _, same in groupby(found, key=itemgetter(0)))


def _seat(found: Sequence[Any]) -> Seat:
    """A seat out of its rows: one for each account of each holder, or for whoever has none."""
    held = ((row[5], row) for row in found if row[5] is not None)
    holders = tuple(_holder([row for _, row in same]) for _, same in groupby(held, key=itemgetter(0)))
    return Seat(*(*found[0][:5], holders))


def _holder(found: Sequence[Any]) -> Holder:
    accounts = tuple(
        Account(Address(channel, address), reachable, bound_at)
        for channel, address, reachable, bound_at in (row[12:] for row in found)
        if channel is not None
    )
    return Holder(*(*found[0][6:11], accounts, found[0][11] is not None))


def _indicators(session: Session, plans: Select[int]) -> Mapping[int, list[values.Indicator]]:
    """The indicators of some plans with their figures, by plan."""
    i, m, unit = _INDICATOR, columns(models.Measurement), columns(models.Unit)
    measured = (
        select(m.indicator_id, m.period, m.value, m.at, m.report_id)
        .join(table_of(models.Indicator), i.id == m.indicator_id)
        .where(i.plan_id.in_(plans))
        .order_by(m.id)
    )
    figures = grouped(
        (indicator_id, values.Measurement(*fields)) for indicator_id, *fields in rows(session, measured)
    )
    query = (
        select(i.plan_id, i.id, i.seq, i.name, i.measure, i.baseline, i.targets, unit.name)
        .outerjoin(table_of(models.Unit), unit.id == i.supplier_id)
        .where(i.plan_id.in_(plans))
        .order_by(i.id)
    )
    return grouped(
        (plan_id, values.Indicator(*(*fields, tuple(figures.get(fields[0], ())))))
        for plan_id, *fields in rows(session, query)
    )


def report_value(
    row: models.Report, unit: str, people: Mapping[int, str], evidence: Sequence[str] = ()
) -> values.Report:
    """Return a report as a value.

    ``unit`` is the name of its unit, ``people`` the names of whoever speaks, wrote it down and decided by their ids,
    and ``evidence`` the names of its files.
    """
    return values.Report(
        id=key(row.id),
        assignment_id=row.assignment_id,
        checkpoint_id=row.checkpoint_id,
        unit=unit,
        person=people[row.person_id],
        entered_by=people[row.entered_by] if row.entered_by is not None else None,
        at=row.at,
        kind=row.kind,
        percent=row.percent,
        text=row.text,
        problem=row.problem,
        needs=row.needs,
        expected=row.expected,
        new_date=row.new_date,
        status=row.status,
        decided_at=row.decided_at,
        reason=row.reason,
        withdrawn_at=row.withdrawn_at,
        old_day=row.old_day,
        evidence=tuple(evidence),
        decided_by=row.decided_by,
        link_id=row.link_id,
        called_on=row.called_on,
        decider=people.get(row.decided_by) if row.decided_by is not None else None,
        form_key=row.form_key,
    )
