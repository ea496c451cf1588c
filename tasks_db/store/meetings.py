"""Standing bodies and their sittings, read into values."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.meetings import calling, deciding, presence, rules, values
from tasks_db.register.meetings.waiting import OPEN
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import models, people, units
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.terms import PlanStage, SeatRole, TenureKind, UnitKind


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


def printed_plenaries(session: Session, meeting_id: int) -> tuple[int, int] | None:
    """Return the plan of a body that prints how often all meet in a year, and how often; None where none does."""
    for plan in issued_plans(session, meeting_id):
        stated = plan.intake.get("meeting")
        often = stated.get("plenary_per_year") if isinstance(stated, dict) else None
        if isinstance(often, int):
            return key(plan.id), often
    return None


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


@dataclass(frozen=True, slots=True)
class Called:
    """A unit that is called, by which of its seats, and who is told there; None where it has none, or nobody."""

    unit_id: int
    seat: models.Seat | None
    person_id: int | None


def roster(session: Session, meeting_id: int, day: date) -> list[Called]:
    """Return the units that a plenary calls unless the office says other, each with its seat and who is told there.

    Which units those are, see ``calling.units_called``.
    """
    seats = _standing(session, meeting_id, day)
    return _called(session, seats, calling.units_called(_values(seats), members(session, meeting_id, day)), day)


def everybody(session: Session, meeting_id: int, day: date) -> list[Called]:
    """Return every unit of a body that can be called, whether or not it is a member."""
    seats = _standing(session, meeting_id, day)
    listed = members(session, meeting_id, day) or ()
    every = dict.fromkeys(
        (*calling.units_called(_values(seats), listed), *calling.units_called(_values(seats), None))
    )
    return _called(session, seats, tuple(every), day)


def members(session: Session, meeting_id: int, day: date) -> tuple[int, ...] | None:
    """Return the units that are members of a body on a day, in the order of their list; None where nobody said them.

    Everything that asks who is a member asks here; how it is decided, see ``calling.member_units``.
    """
    meeting = session.get_one(models.JointMeeting, meeting_id)
    printed, _ = printed_members(session, meeting)
    seats = _standing(session, meeting_id, day)
    found = calling.member_units(_values(seats), rules.loaded(meeting.rules).members, printed)
    if found is None:
        return None
    return tuple(dict.fromkeys(unit_id for one in found for unit_id in _standing_for(session, one, day)))


def _standing_for(session: Session, unit_id: int, day: date) -> list[int]:
    """A unit of a list: none once it has ended, for a group (各乡镇) its members."""
    unit = session.get_one(models.Unit, unit_id)
    if unit.kind is UnitKind.GROUP:
        return [key(one.id) for one in units.group_members(session, unit_id, day)]
    return [unit_id] if unit.ended_on is None or unit.ended_on >= day else []


def printed_members(session: Session, meeting: models.JointMeeting) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the units that the first issued plan of a body prints as its members, and the names that no unit has."""
    known, unknown = [], []
    for name in next((names for plan in issued_plans(session, key(meeting.id)) if (names := _members(plan))), ()):
        unit = units.find_unit(session, meeting.jurisdiction_id, name)
        if unit is None:
            unknown.append(name)
        else:
            known.append(key(unit.id))
    return tuple(dict.fromkeys(known)), tuple(unknown)


def issued_plans(session: Session, meeting_id: int) -> list[models.Plan]:
    """Return the plans of a body that are handed out, the oldest first."""
    plan = models.Plan
    query = select(plan).where(plan.meeting_id == meeting_id, plan.stage == PlanStage.DISPATCHED)
    return list(session.exec(query.order_by(col(plan.id))).all())


def _members(plan: models.Plan) -> tuple[str, ...]:
    members = plan.intake.get("members")
    rows = members if isinstance(members, list) else []
    return tuple(dict.fromkeys(str(one["unit"]) for one in rows if one.get("unit") and one.get("role") == "成员"))


def _standing(session: Session, meeting_id: int, day: date) -> Sequence[models.Seat]:
    there = col(models.Unit.ended_on).is_(None) | (col(models.Unit.ended_on) >= day)
    query = select(models.Seat).join(models.Unit).where(models.Seat.meeting_id == meeting_id, there)
    return session.exec(query.order_by(col(models.Seat.id))).all()


def _values(seats: Sequence[models.Seat]) -> list[calling.SeatOf]:
    return [(seat.id, seat.unit_id, seat.role) for seat in seats]


def _called(session: Session, seats: Sequence[models.Seat], wanted: Sequence[int], day: date) -> list[Called]:
    liaisons = {s.unit_id: s for s in reversed(seats) if s.role is SeatRole.LIAISON}
    by_id, known = {seat.id: seat for seat in seats}, _values(seats)
    found = []
    for unit_id in wanted:
        seat = by_id.get(calling.seat_calling(known, unit_id))
        told = _told(session, seat, liaisons.get(unit_id), day) if seat is not None else None
        found.append(Called(unit_id, seat, told))
    return found


def _told(session: Session, seat: models.Seat, liaison: models.Seat | None, day: date) -> int | None:
    """Who is told by a seat: its holder, the unit's liaison where the holder cannot be."""
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
