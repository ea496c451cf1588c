"""Reads the rows into one ``register.Register`` value."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from tasks_db.register import values
from tasks_db.register.ladder import PlanSettings
from tasks_db.store import cycles, models, people
from tasks_db.store.keys import key
from tasks_db.terms import PlanStage, Role, UnitKind

Row = TypeVar("Row", bound=SQLModel)


def load(session: Session, plan_ids: Collection[int] | None = None) -> values.Register:
    """Read the register of the given plans, or of every plan that is dispatched."""
    wanted = select(models.Plan).order_by(col(models.Plan.id))
    if plan_ids is None:
        wanted = wanted.where(models.Plan.stage == PlanStage.DISPATCHED)
    else:
        wanted = wanted.where(col(models.Plan.id).in_(plan_ids))
    plans = session.exec(wanted).all()
    ids = [key(p.id) for p in plans]
    rows = _Plans(session, ids)
    return values.Register(
        plans=tuple(rows.build(p) for p in plans),
        seats=_seats(session, {p.meeting_id for p in plans}),
        sent=_sent(session),
        chases=tuple(values.Chase(c.due_id, c.day, c.at) for c in session.exec(select(models.Chase)).all()),
    )


def _sent(session: Session) -> values.Sent:
    asks = session.exec(select(models.Ask)).all()
    bundles = session.exec(select(models.Notice).where(col(models.Notice.working_day).is_not(None))).all()
    return values.Sent(
        frozenset((ask.due_id, ask.rung_date, ask.seat_id) for ask in asks),
        frozenset((key(b.person_id), b.working_day) for b in bundles if b.working_day is not None),
    )


def _seats(session: Session, meeting_ids: Collection[int]) -> tuple[values.Seat, ...]:
    rows = session.exec(
        select(models.Seat, models.Unit)
        .where(col(models.Seat.meeting_id).in_(meeting_ids), models.Seat.unit_id == models.Unit.id)
        .order_by(col(models.Seat.id))
    ).all()
    seat_ids = [key(seat.id) for seat, _ in rows]
    tenures = session.exec(
        select(models.Tenure, models.Person)
        .where(col(models.Tenure.seat_id).in_(seat_ids), models.Tenure.person_id == models.Person.id)
        .order_by(col(models.Tenure.id))
    ).all()
    accounts = people.all_accounts(session)
    holders: dict[int, list[values.Holder]] = defaultdict(list)
    for tenure, person in tenures:
        holders[tenure.seat_id].append(
            values.Holder(
                person_id=tenure.person_id,
                name=person.name,
                kind=tenure.kind,
                since=tenure.since,
                until=tenure.until,
                accounts=accounts.get(tenure.person_id, ()),
            )
        )
    return tuple(
        values.Seat(
            id=key(seat.id),
            meeting_id=seat.meeting_id,
            unit_id=seat.unit_id,
            unit=unit.name,
            role=seat.role,
            holders=tuple(holders[key(seat.id)]),
        )
        for seat, unit in rows
    )


def _grouped(rows: Iterable[Row], by: str) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


class _Plans:
    """All rows of some plans, read table by table and put together in memory."""

    def __init__(self, session: Session, plan_ids: Sequence[int]) -> None:
        self._session = session
        tasks = self._of(models.Task, "plan_id", plan_ids, "position")
        task_ids = [key(t.id) for t in tasks]
        assignments = self._of(models.Assignment, "task_id", task_ids, "position")
        assignment_ids = [key(a.id) for a in assignments]
        reports = self._of(models.Report, "assignment_id", assignment_ids)
        indicators = self._of(models.Indicator, "plan_id", plan_ids)
        self._tasks = _grouped(tasks, "plan_id")
        self._assignments = _grouped(assignments, "task_id")
        self._checkpoints = _grouped(self._of(models.Checkpoint, "task_id", task_ids, "day"), "task_id")
        self._dues = _grouped(self._of(models.Due, "assignment_id", assignment_ids, "day"), "assignment_id")
        self._reports = _grouped(reports, "assignment_id")
        self._evidence = _grouped(
            (e for e in self._of(models.Evidence, "assignment_id", assignment_ids) if e.report_id), "report_id"
        )
        self._indicators = _grouped(indicators, "plan_id")
        self._measurements = _grouped(
            self._of(models.Measurement, "indicator_id", [key(i.id) for i in indicators]), "indicator_id"
        )
        self._units = {key(u.id): u for u in session.exec(select(models.Unit)).all()}
        self._people = {key(p.id): p.name for p in session.exec(select(models.Person)).all()}

    def _of(self, table: type[Row], column: str, ids: Sequence[int], order: str = "id") -> Sequence[Row]:
        query = select(table).where(getattr(table, column).in_(ids))
        return self._session.exec(query.order_by(getattr(table, order), table.id)).all()  # type: ignore[attr-defined]

    def build(self, plan: models.Plan) -> values.Plan:
        settings = plan_settings(plan.settings)
        return values.Plan(
            id=key(plan.id),
            meeting_id=plan.meeting_id,
            title=plan.title,
            number=plan.number,
            stage=plan.stage,
            document_status=plan.document_status,
            dispatched_at=plan.dispatched_at,
            period=(plan.period_start, plan.period_end),
            settings=settings,
            tasks=tuple(self._task(t, settings) for t in self._tasks[key(plan.id)]),
            indicators=tuple(self._indicator(i) for i in self._indicators[key(plan.id)]),
        )

    def _task(self, task: models.Task, settings: PlanSettings) -> values.Task:
        checkpoints = {key(c.id): _checkpoint(c) for c in self._checkpoints[key(task.id)]}
        return values.Task(
            id=key(task.id),
            plan_id=task.plan_id,
            position=task.position,
            seq=task.seq,
            section=task.section,
            title=task.title,
            content=task.content,
            leaders=tuple(task.leaders),
            deadline_text=task.deadline_text,
            standing=task.standing,
            source_place=task.source_place,
            source_quote=task.source_quote,
            review=task.review,
            candidate=task.candidate,
            indicator_id=task.indicator_id,
            cancelled_at=task.cancelled_at,
            struck_off_at=task.struck_off_at,
            cycles=tuple(cycles.value(stored) for stored in task.cycles),
            closed_at=task.closed_at,
            settings=settings,
            checkpoints=tuple(checkpoints.values()),
            assignments=tuple(
                self._assignment(a, checkpoints)
                for a in sorted(self._assignments[key(task.id)], key=lambda a: a.role is not Role.LEAD)
                if a.ended_at is None
            ),
        )

    def _assignment(self, row: models.Assignment, checkpoints: dict[int, values.Checkpoint]) -> values.Assignment:
        unit = self._units.get(row.unit_id) if row.unit_id is not None else None
        return values.Assignment(
            id=key(row.id),
            task_id=row.task_id,
            unit_id=row.unit_id,
            unit=unit.name if unit else row.printed,
            printed=row.printed,
            role=row.role,
            is_group=unit is not None and unit.kind is UnitKind.GROUP,
            parent_id=row.parent_id,
            consolidates=row.consolidates,
            asked=row.asked,
            dues=tuple(
                values.Due(
                    key(d.id),
                    checkpoints[d.checkpoint_id],
                    key(row.id),
                    d.day,
                    d.exempted_at,
                    d.exempted_reason,
                    values.PutOff(d.put_off_at, d.put_off_until, d.put_offs)
                    if d.put_off_at is not None and d.put_off_until is not None
                    else None,
                )
                for d in self._dues[key(row.id)]
                if d.checkpoint_id in checkpoints
            ),
            reports=tuple(
                report_value(
                    r,
                    unit.name if unit else row.printed,
                    self._people,
                    [e.file_name for e in self._evidence[key(r.id)]],
                )
                for r in self._reports[key(row.id)]
            ),
        )

    def _indicator(self, row: models.Indicator) -> values.Indicator:
        supplier = self._units.get(row.supplier_id) if row.supplier_id is not None else None
        return values.Indicator(
            id=key(row.id),
            seq=row.seq,
            name=row.name,
            measure=row.measure,
            baseline=row.baseline,
            targets=row.targets,
            supplier=supplier.name if supplier else None,
            measurements=tuple(
                values.Measurement(r.period, r.value, r.at, r.report_id) for r in self._measurements[key(row.id)]
            ),
        )


def report_value(
    row: models.Report, unit: str, people: Mapping[int, str], evidence: Sequence[str] = ()
) -> values.Report:
    """Return a report as a value.

    ``unit`` is the name of its unit, ``people`` the names of whoever speaks and whoever wrote it down by their ids,
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
    )


def _checkpoint(row: models.Checkpoint) -> values.Checkpoint:
    return values.Checkpoint(
        id=key(row.id),
        kind=row.kind,
        day=row.day,
        original_day=row.original_day,
        target=row.target,
        basis=row.basis,
        confirmed=row.confirmed,
    )


def plan_settings(stored: dict[str, Any]) -> PlanSettings:
    """The plan's own settings over the defaults."""
    known = {**asdict(PlanSettings()), **stored}
    return PlanSettings(
        ladder=tuple(known["ladder"]),
        repeat_days=known["repeat_days"],
        responsible_lead_days=known["responsible_lead_days"],
    )
