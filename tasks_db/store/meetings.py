"""Standing bodies and their sittings, read into values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register.meetings import deciding, presence, rules, values
from tasks_db.register.meetings.waiting import OPEN
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import models, people
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.terms import SeatRole, TenureKind


def body_of(session: Session, meeting: models.JointMeeting) -> values.Body:
    """Return a standing body as a value."""
    office = session.get(models.Unit, meeting.office_unit_id) if meeting.office_unit_id is not None else None
    return values.Body(
        key(meeting.id), meeting.name, meeting.kind, office.name if office else None, rules.loaded(meeting.rules)
    )


def bodies(session: Session) -> list[models.JointMeeting]:
    """Return every standing body of the installation, in order of entry."""
    return list(session.exec(select(models.JointMeeting).order_by(col(models.JointMeeting.id))).all())


def meeting_named(session: Session, name: str | None) -> models.JointMeeting:
    """Return the body that a name or a number means; None means the first one. Raises MeetingRefused for others."""
    if name is None:
        return people.the_meeting(session)
    found = [m for m in bodies(session) if name in {m.name, str(m.id)} or (len(name) > 1 and name in m.name)]
    if len(found) != 1:
        known = "、".join(f"{m.id} {m.name}" for m in bodies(session))
        raise MeetingRefused(f"没有看懂是哪个议事机构“{name}”。请写编号或全名：{known}。")
    return found[0]


def plans_stating_rules(session: Session, meeting_id: int) -> list[tuple[int, str]]:
    """Return the plans of a body whose document prints rules for it, by number and title."""
    plans = session.exec(
        select(models.Plan).where(models.Plan.meeting_id == meeting_id).order_by(col(models.Plan.id))
    )
    return [(key(plan.id), plan.title) for plan in plans if plan.intake.get("meeting")]


def count_cancelled(session: Session, meeting_id: int, year: int) -> int:
    """Return how many tasks of a body's plans were cancelled in a year; what was never handed out does not count."""
    query = (
        select(models.Task.cancelled_at)
        .join(models.Plan, col(models.Plan.id) == col(models.Task.plan_id))
        .where(models.Plan.meeting_id == meeting_id, col(models.Task.cancelled_at) > col(models.Plan.dispatched_at))
    )
    return sum(at is not None and local_date(at).year == year for at in session.exec(query).all())


def row(session: Session, sitting_id: int) -> models.Sitting:
    """Return a sitting's row; raises MeetingRefused where there is none of this number."""
    found = session.get(models.Sitting, sitting_id) if sitting_id <= MAX_KEY else None
    if found is None:
        raise MeetingRefused(f"没有编号为{sitting_id}的会议。发送 /sittings 看全部会议。")
    return found


def sittings(session: Session, meeting_id: int) -> list[values.Sitting]:
    """Return all sittings of a body as values, the oldest first."""
    found = session.exec(
        select(models.Sitting).where(models.Sitting.meeting_id == meeting_id).order_by(col(models.Sitting.id))
    ).all()
    return [value(session, one) for one in found]


def open_sittings(session: Session, meeting_ids: Sequence[int]) -> list[values.Sitting]:
    """Return the sittings of some bodies in which something is still to be done, the oldest first."""
    wanted = (col(models.Sitting.state).in_(OPEN), col(models.Sitting.meeting_id).in_(meeting_ids))
    found = session.exec(select(models.Sitting).where(*wanted).order_by(col(models.Sitting.id))).all()
    return [value(session, one) for one in found]


def last_issued(session: Session, meeting_id: int, as_of: datetime) -> models.Sitting | None:
    """Return the sitting of a body whose minutes went out last by a moment; None where none has."""
    issued = col(models.Sitting.issued_at)
    query = select(models.Sitting).where(models.Sitting.meeting_id == meeting_id, issued <= as_of)
    return session.exec(query.order_by(issued.desc(), col(models.Sitting.id).desc()).limit(1)).first()


def value(session: Session, sitting: models.Sitting) -> values.Sitting:
    """Return a sitting with whom it calls, its agenda and what it decided; what waits in the session is written."""
    session.flush()
    by = (sitting.decided_by, sitting.signed_by, sitting.notice_checked_by, sitting.notice_signed_by)
    names = people.names(session, {p for p in by if p is not None})
    found = values.Sitting(
        id=key(sitting.id),
        meeting_id=sitting.meeting_id,
        kind=sitting.kind,
        state=sitting.state,
        topic=sitting.topic,
        proposed_by=sitting.proposed_by,
        proposed_as=sitting.proposed_as,
        proposed_at=sitting.proposed_at,
        decided_by=names.get(sitting.decided_by or 0),
        decided_at=sitting.decided_at,
        reason=sitting.reason,
        number=sitting.number,
        starts_at=sitting.starts_at,
        place=sitting.place,
        chair=sitting.chair,
        reply_by=sitting.reply_by,
        called_at=sitting.called_at,
        held_at=sitting.held_at,
        requirements=sitting.requirements,
        signed_by=names.get(sitting.signed_by or 0),
        signed_at=sitting.signed_at,
        issue=sitting.issue,
        issued_at=sitting.issued_at,
        plan_id=sitting.plan_id,
        year=local_date(sitting.starts_at or sitting.proposed_at).year,
        attendees=tuple(_attendees(session, key(sitting.id))),
        items=tuple(_item(one) for one in items(session, key(sitting.id))),
        resolutions=tuple(_resolution(session, one) for one in resolutions(session, key(sitting.id))),
        signing=values.Signing(
            sitting.notice_checked_at,
            names.get(sitting.notice_checked_by or 0),
            sitting.notice_signed_at,
            names.get(sitting.notice_signed_by or 0),
        ),
        notice=_noticed(sitting.notice) if sitting.notice else None,
        grounds=sitting.grounds,
        title=sitting.title,
        reminded_at=sitting.reminded_at,
        can_undo=sitting.agenda_before is not None,
        dropped=tuple(sitting.dropped),
    )
    return presence.as_held(found) if deciding.is_held(found) else found


def noticed(sitting: values.Sitting) -> dict[str, Any]:
    """Return what a notice says, to be kept as it goes out."""
    return {
        "matters": [[item.matter, item.reporter] for item in sitting.items],
        "starts_at": sitting.starts_at.isoformat() if sitting.starts_at else None,
        "place": sitting.place,
        "chair": sitting.chair,
        "reply_by": sitting.reply_by.isoformat() if sitting.reply_by else None,
        "units": [one.unit_id for one in sitting.attendees],
    }


def supplemented(kept: Mapping[str, Any], sitting: values.Sitting, at: datetime) -> dict[str, Any]:
    """Return what is kept of a notice, with what 补充通知 says after it; the notice stays as it went out."""
    said = {"matters": noticed(sitting)["matters"], "units": noticed(sitting)["units"], "at": at.isoformat()}
    return {**kept, "supplement": said}


def _noticed(kept: Mapping[str, Any]) -> values.Noticed:
    last = kept.get("supplement", kept)
    return values.Noticed(
        matters=_matters(kept),
        told=_matters(last),
        told_ids=frozenset(last["units"]),
        starts_at=datetime.fromisoformat(kept["starts_at"]) if kept["starts_at"] else None,
        place=str(kept["place"]),
        chair=str(kept["chair"]),
        reply_by=date.fromisoformat(kept["reply_by"]) if kept["reply_by"] else None,
        unit_ids=frozenset(kept["units"]),
    )


def _matters(kept: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(matter), str(who)) for matter, who in kept["matters"])


def attendee_rows(session: Session, sitting_id: int) -> list[models.Attendee]:
    """Return the rows of those who are called, in the order of the roster."""
    query = select(models.Attendee).where(models.Attendee.sitting_id == sitting_id)
    return list(session.exec(query.order_by(col(models.Attendee.observer), col(models.Attendee.id))).all())


def _attendees(session: Session, sitting_id: int) -> list[values.Attendee]:
    rows = attendee_rows(session, sitting_id)
    called = {one.person_id for one in rows if one.person_id is not None}
    accounts, names = people.accounts_of_all(session, called), people.names(session, called)
    found = []
    for one in rows:
        unit = session.get_one(models.Unit, one.unit_id)
        seat = session.get(models.Seat, one.seat_id) if one.seat_id is not None else None
        found.append(
            values.Attendee(
                id=key(one.id),
                unit_id=one.unit_id,
                unit=unit.name,
                role=seat.role if seat else None,
                person_id=one.person_id,
                person=names.get(one.person_id or 0, ""),
                observer=one.observer,
                reply=one.reply,
                delegate=one.delegate,
                reason=one.reason,
                presence=one.presence,
                attended=one.attended,
                reached=any(account.reachable for account in accounts.get(one.person_id or 0, ())),
            )
        )
    return found


def items(session: Session, sitting_id: int) -> list[models.AgendaItem]:
    """Return the rows of an agenda in order."""
    query = select(models.AgendaItem).where(models.AgendaItem.sitting_id == sitting_id)
    return list(session.exec(query.order_by(col(models.AgendaItem.position), col(models.AgendaItem.id))).all())


def _item(one: models.AgendaItem) -> values.AgendaItem:
    return values.AgendaItem(key(one.id), one.kind, one.matter, one.reporter, tuple(one.units), one.source)


def resolutions(session: Session, sitting_id: int) -> list[models.Resolution]:
    """Return the rows of what a sitting decided, in order."""
    query = select(models.Resolution).where(models.Resolution.sitting_id == sitting_id)
    return list(session.exec(query.order_by(col(models.Resolution.position), col(models.Resolution.id))).all())


def _resolution(session: Session, one: models.Resolution) -> values.Resolution:
    lead = session.get(models.Unit, one.lead_id) if one.lead_id is not None else None
    return values.Resolution(
        id=key(one.id),
        kind=one.kind,
        text=one.text,
        lead=lead.name if lead else None,
        with_units=tuple(one.with_units),
        day=one.day,
        supervised=one.supervised,
        task_id=one.task_id,
    )


def resolution_row(session: Session, resolution_id: int) -> models.Resolution:
    """Return the row of a resolution; raises MeetingRefused where it is there no more."""
    found = session.get(models.Resolution, resolution_id) if resolution_id <= MAX_KEY else None
    if found is None:
        raise MeetingRefused("这条议定事项已经删掉了。发送 /sittings 看会议。")
    return found


def sitting_of_task(session: Session, task_id: int) -> int | None:
    """Return the number of the sitting whose minutes made a task; None for a task of a plan or by hand."""
    query = select(models.Resolution.sitting_id).where(models.Resolution.task_id == task_id)
    return session.exec(query.limit(1)).first()


def roster(session: Session, meeting_id: int, day: date) -> list[tuple[models.Seat, int | None]]:
    """Return whose seats are called to a plenary, with who is told there on a day: the first seat of every unit.

    Which units those are, see ``deciding.seats_called``. Deputy convenors and the head of the office are called for
    themselves. Where the member cannot be told, the unit's liaison is.
    """
    seats = _standing(session, meeting_id, day)
    return _called(session, seats, deciding.seats_called([(s.id, s.unit_id, s.role) for s in seats]), day)


def everybody(session: Session, meeting_id: int, day: date) -> list[tuple[models.Seat, int | None]]:
    """Return the seats by which all units of a body are called, whether or not they have a member's seat."""
    seats = _standing(session, meeting_id, day)
    every = deciding.seats_called([(s.id, s.unit_id, s.role) for s in seats], all_units=True)
    return _called(session, seats, every, day)


def _standing(session: Session, meeting_id: int, day: date) -> Sequence[models.Seat]:
    there = col(models.Unit.ended_on).is_(None) | (col(models.Unit.ended_on) >= day)
    query = select(models.Seat).join(models.Unit).where(models.Seat.meeting_id == meeting_id, there)
    return session.exec(query.order_by(col(models.Seat.id))).all()


def _called(
    session: Session, seats: Sequence[models.Seat], wanted: Collection[int | None], day: date
) -> list[tuple[models.Seat, int | None]]:
    liaisons = {s.unit_id: s for s in reversed(seats) if s.role is SeatRole.LIAISON}
    called = [seat for seat in seats if seat.id in wanted]
    return [(seat, _told(session, seat, liaisons.get(seat.unit_id), day)) for seat in _once(session, called, day)]


def liaisons(session: Session, meeting_id: int, day: date) -> list[tuple[models.Seat, int | None]]:
    """Return every liaison's seat of a body with who is told there on a day."""
    query = select(models.Seat).where(models.Seat.meeting_id == meeting_id, models.Seat.role == SeatRole.LIAISON)
    found = session.exec(query.order_by(col(models.Seat.id))).all()
    return [(seat, holder(session, seat, day)) for seat in found]


def _once(session: Session, seats: Sequence[models.Seat], day: date) -> list[models.Seat]:
    """The seats without a second one of the same unit in the same role, or of the same person."""
    kept: list[models.Seat] = []
    people_seen: set[int] = set()
    places: set[tuple[int, SeatRole]] = set()
    for seat in seats:
        person_id = holder(session, seat, day)
        if (seat.unit_id, seat.role) in places or person_id in people_seen:
            continue
        places.add((seat.unit_id, seat.role))
        people_seen |= {person_id} - {None}  # type: ignore[arg-type]
        kept.append(seat)
    return kept


def _told(session: Session, seat: models.Seat, liaison: models.Seat | None, day: date) -> int | None:
    holders = [holder(session, one, day) for one in (seat, liaison) if one is not None]
    reached = [p for p in holders if p is not None and any(a.reachable for a in people.accounts_of(session, p))]
    return next(iter(reached), holders[0])


def holder(session: Session, seat: models.Seat, day: date) -> int | None:
    """Return who serves in a seat on a day, a deputy before the one they stand in for; None where it is vacant."""
    for kind in (TenureKind.DEPUTY, TenureKind.HOLDER):
        tenure = people.tenure_on(session, key(seat.id), day, kind)
        if tenure is not None:
            return tenure.person_id
    return None
