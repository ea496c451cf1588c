"""Setting up an installation: the joint meeting with its office, or the sample's rehearsal."""

from datetime import datetime

from sqlmodel import select

from tasks_db.register.authority import Right
from tasks_db.register.refusals import PeopleError
from tasks_db.store import facts, models, people
from tasks_db.store.keys import key
from tasks_db.store.units import ensure_unit
from tasks_db.terms import SeatRole
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act


@act(Right.PEOPLE)
def found_meeting(ctx: Context, area: str, name: str, office_unit: str) -> None:
    """Set up the joint meeting with its office's unit, in a jurisdiction that is made where it is new.

    Raises PeopleError where there is a joint meeting already.
    """
    if people.has_meeting(ctx.session):
        present = people.the_meeting(ctx.session).name
        raise PeopleError(f"已经有“{present}”了。要重新开始，请换一个数据目录（LIANXI_DATA_DIR）。")
    jurisdiction = ctx.session.exec(select(models.Jurisdiction).where(models.Jurisdiction.name == area)).first()
    if jurisdiction is None:
        jurisdiction = models.Jurisdiction(name=area)
        ctx.session.add(jurisdiction)
        ctx.session.flush()
    office = ensure_unit(ctx.session, key(jurisdiction.id), office_unit)
    meeting = models.JointMeeting(jurisdiction_id=key(jurisdiction.id), name=name, office_unit_id=office.id)
    ctx.session.add(meeting)
    ctx.session.flush()
    ctx.note("建立联席会议", "meeting", meeting.id, name=name, office=office_unit)


@act(Right.PEOPLE)
def set_up_office(ctx: Context, area: str, name: str, office_unit: str, clerk: str) -> str:
    """Set up the joint meeting with the first person of its office, and return the code that binds them.

    Raises PeopleError where there is a joint meeting already.
    """
    found_meeting(ctx, area, name, office_unit)
    meeting = people.the_meeting(ctx.session)
    seat = people.ensure_seat(ctx.session, key(meeting.id), key(meeting.office_unit_id), SeatRole.OFFICE_STAFF)
    seating.take_seat(ctx.session, seat, clerk, ctx.today)
    return seating.issue_code(ctx.session, seat, ctx.now, ctx.by)


@act(Right.PEOPLE)
def begin_sample(ctx: Context, at: datetime) -> None:
    """Say that this database holds the sample, and begin its rehearsal at an instant."""
    facts.start_rehearsal(ctx.session, at.isoformat())
    facts.put(ctx.session, facts.SAMPLE, "1")
