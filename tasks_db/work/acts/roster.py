"""People and units that come in together: a roster printed in a plan, or a table of the office's."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from config.clock import local_date
from tasks_db.register.authority import Authority, Right
from tasks_db.register.refusals import RosterError
from tasks_db.register.roster import RosterEntry, TableRow, Taken
from tasks_db.store import audit, models, people, plans
from tasks_db.store.keys import key
from tasks_db.store.units import add_alias, add_to_group, ensure_unit, find_unit
from tasks_db.terms import SeatRole, UnitKind
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act

_ROLES = {role.zh: role for role in SeatRole} | {
    "组长": SeatRole.CONVENOR,
    "副组长": SeatRole.DEPUTY_CONVENOR,
    "总召集人": SeatRole.CONVENOR,
}


def entries_of(plan: models.Plan) -> list[RosterEntry]:
    """Return the members that a plan prints, in order."""
    members = plan.intake.get("members", [])
    return [RosterEntry(**m) for m in members] if isinstance(members, list) else []


@act(Right.PLAN)
def take_over(ctx: Context, plan_id: int) -> Taken:
    """Turn the roster that a plan prints into seats, with a vacant liaison's seat for every member's unit.

    A convenor whose title names no unit sits for the government. Others whose unit is unknown are left, and named;
    nobody is displaced. Raises PlanError where there is no such plan.
    """
    meeting = people.the_meeting(ctx.session)
    taken, left, kept = 0, [], []
    for entry in entries_of(plans.get(ctx.session, plan_id)):
        role = _ROLES.get(entry.role.replace(" ", ""), SeatRole.MEMBER)
        unit = find_unit(ctx.session, meeting.jurisdiction_id, entry.unit) if entry.unit else None
        if unit is None and role is SeatRole.CONVENOR:
            unit = ensure_unit(ctx.session, meeting.jurisdiction_id, _government(ctx, meeting))
        if unit is None:
            left.append(entry)
            continue
        seat = people.ensure_seat(ctx.session, key(meeting.id), key(unit.id), role, entry.title)
        if role is SeatRole.MEMBER:
            people.ensure_seat(ctx.session, key(meeting.id), key(unit.id), SeatRole.LIAISON)
        holder = people.holder_name(ctx.session, key(seat.id), ctx.today)
        if holder is not None and holder != entry.name:
            kept.append((entry, holder))
            continue
        seating.take_seat(ctx.session, seat, entry.name, ctx.today)
        taken += 1
    ctx.note("采用成员名单", "meeting", meeting.id, seats=taken, left=[e.name for e in left])
    return Taken(taken, tuple(left), tuple(kept))


def _government(ctx: Context, meeting: models.JointMeeting) -> str:
    area = ctx.session.get_one(models.Jurisdiction, meeting.jurisdiction_id)
    return f"{area.name}人民政府"


def load_table(
    session: Session, meeting: models.JointMeeting, rows: Sequence[TableRow], now: datetime, by: Authority
) -> tuple[int, int]:
    """Load units and people in one go; returns how many units and seats there are in the table.

    A unit whose name begins with 各 is a group. All faults are told together and nothing is loaded then.
    """
    faults = [
        f"第{r.line}行：不认识的席位“{r.role}”（可用：{'、'.join(_ROLES)}）"
        for r in rows
        if r.role and r.role not in _ROLES
    ]
    faults += [f"第{r.line}行：没有单位名称" for r in rows if not r.unit]
    faults += [f"第{r.line}行：有姓名但没有席位" for r in rows if r.name and not r.role]
    if faults:
        raise RosterError("表格没有载入，请改好这些行再试：\n" + "\n".join(faults[:20]))
    today, units, seats = local_date(now), set(), 0
    for row in rows:
        kind = UnitKind.GROUP if row.unit.startswith("各") else UnitKind.UNIT
        unit = ensure_unit(session, meeting.jurisdiction_id, row.unit, kind)
        units.add(unit.id)
        for alias in row.aliases:
            add_alias(session, unit, alias)
        for name in row.groups:
            group = ensure_unit(session, meeting.jurisdiction_id, name, UnitKind.GROUP)
            add_to_group(session, group, unit, today)
        if row.role:
            seat = people.ensure_seat(session, key(meeting.id), key(unit.id), _ROLES[row.role], row.post)
            seats += 1
            if row.name:
                seating.take_seat(session, seat, row.name, today)
    audit.note(session, now, by, "载入单位和人员", "meeting", meeting.id, units=len(units), seats=seats)
    return len(units), seats
