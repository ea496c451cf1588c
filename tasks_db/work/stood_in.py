"""Who spoke as a deputy, and for whom: a report of somebody who stood in bears both names where people are named."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlmodel import col, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.answers import Said
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.store import models
from tasks_db.terms import TenureKind
from tasks_db.work.context import Context


@dataclass(frozen=True, slots=True)
class _Served:
    seat_id: int
    unit_id: int
    person: str
    deputy: bool
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def in_task(ctx: Context, task: Task) -> Task:
    """Return a task whose reports name, beside a deputy, whom they stood in for: 白知微（代武长缨）."""
    served = _served(ctx, [share.unit_id for share in task.shares if share.unit_id is not None])
    if not served:
        return task
    named = {share.id: _in_share(share, served) for share in task.shares}
    return replace(
        task,
        assignments=tuple(named.get(share.id, share) for share in task.assignments),
        former=tuple(named.get(share.id, share) for share in task.former),
    )


def in_said(ctx: Context, found: Iterable[Said]) -> tuple[Said, ...]:
    """Return reports that name, beside a deputy, whom they stood in for."""
    every = tuple(found)
    served = _served(ctx, {one.assignment.unit_id for one in every if one.assignment.unit_id is not None})
    if not served:
        return every
    return tuple(replace(one, report=_in_report(one.report, one.assignment.unit_id, served)) for one in every)


def _served(ctx: Context, unit_ids: Collection[int]) -> list[_Served]:
    """Who held or stood in for the seats of some units in which somebody ever stood in."""
    tenure, seat = models.Tenure, models.Seat
    stood = select(tenure.seat_id).where(tenure.kind == TenureKind.DEPUTY)
    rows = ctx.session.exec(
        select(tenure, seat.unit_id, models.Person.name)
        .join(seat, col(seat.id) == col(tenure.seat_id))
        .join(models.Person, col(models.Person.id) == col(tenure.person_id))
        .where(col(seat.unit_id).in_(unit_ids), col(tenure.seat_id).in_(stood))
    ).all()
    return [
        _Served(row.seat_id, unit_id, name, row.kind is TenureKind.DEPUTY, row.since, row.until)
        for row, unit_id, name in rows
    ]


def _in_share(share: Assignment, served: list[_Served]) -> Assignment:
    return replace(share, reports=tuple(_in_report(one, share.unit_id, served) for one in share.reports))


def _in_report(report: Report, unit_id: int | None, served: list[_Served]) -> Report:
    """Name whom a report's person stood in for that day; as it is where they held a seat of the unit themselves."""
    there = [one for one in served if one.unit_id == unit_id and one.on(report.said_on)]
    own = [one for one in there if one.person == report.person]
    if not own or not all(one.deputy for one in own) or report.entered_by is not None:
        return report
    seats = {one.seat_id for one in own}
    holders = [one.person for one in there if one.seat_id in seats and not one.deputy]
    return replace(report, person=f"{report.person}（代{holders[0]}）") if holders else report
