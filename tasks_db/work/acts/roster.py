"""People and units that come in together: a roster printed in a plan, or a table of the office's."""

from collections.abc import Sequence

from tasks_db.register.authority import Right
from tasks_db.register.refusals import PeopleError, RosterError, UnitError
from tasks_db.register.roster import RosterEntry, TableRow, Taken
from tasks_db.register.seating import TableTaken, Unseating, mail_address
from tasks_db.store import meetings, models, people, plans
from tasks_db.store.keys import key
from tasks_db.store.units import add_alias, add_to_group, ensure_unit, find_unit
from tasks_db.terms import SeatRole, UnitKind
from tasks_db.work import filings, members
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act

_ROLES = {role.zh: role for role in SeatRole} | {
    "组长": SeatRole.CONVENOR,
    "副组长": SeatRole.DEPUTY_CONVENOR,
    "总召集人": SeatRole.CONVENOR,
}


_MOST_FAULTS = 20


def entries_of(plan: models.Plan) -> list[RosterEntry]:
    """Return the members that a plan prints, in order."""
    members = plan.intake.get("members", [])
    return [RosterEntry(**m) for m in members] if isinstance(members, list) else []


@act(Right.PEOPLE)
def take_over(ctx: Context, plan_id: int) -> Taken:
    """Turn the roster that a plan prints into seats, with a vacant liaison's seat for every member's unit.

    A convenor whose title names no unit sits for the government. Others whose unit is unknown are left, and named;
    nobody is displaced. The members' units are the members of the body from now on. Raises PlanError where
    there is no such plan.
    """
    plan = plans.get(ctx.session, plan_id)
    meeting = ctx.session.get_one(models.JointMeeting, plan.meeting_id)
    taken, left, kept = 0, [], []
    units: list[int] = []
    before = meetings.members(ctx.session, key(meeting.id), ctx.today) or ()
    for entry in entries_of(plan):
        role = _ROLES.get(entry.role.replace(" ", ""), SeatRole.MEMBER)
        unit = find_unit(ctx.session, meeting.jurisdiction_id, entry.unit) if entry.unit else None
        if unit is None and role is SeatRole.CONVENOR:
            unit = ensure_unit(ctx.session, meeting.jurisdiction_id, _government(ctx, meeting))
        if unit is None:
            left.append(entry)
            continue
        seat = people.ensure_seat(ctx.session, key(meeting.id), key(unit.id), role, entry.title)
        if role is SeatRole.MEMBER:
            units.append(key(unit.id))
        holder = people.holder_name(ctx.session, key(seat.id), ctx.today)
        if holder is not None and holder != entry.name:
            kept.append((entry, holder))
            continue
        seating.take_seat(ctx.session, seat, entry.name, ctx.today)
        taken += 1
    if units:
        waiting = members.called_so_far(ctx, key(meeting.id))
        members.write(ctx, meeting, units)
        members.call_again(ctx, waiting)
    ctx.note("采用成员名单", "meeting", meeting.id, seats=taken, left=[e.name for e in left])
    gone = members.names(ctx, [one for one in before if units and one not in units])
    return Taken(taken, tuple(left), tuple(kept), tuple(members.names(ctx, dict.fromkeys(units))), tuple(gone))


def _government(ctx: Context, meeting: models.JointMeeting) -> str:
    area = ctx.session.get_one(models.Jurisdiction, meeting.jurisdiction_id)
    return f"{area.name}人民政府"


@act(Right.PEOPLE)
def load_table(
    ctx: Context, rows: Sequence[TableRow], body: str | None = None, *, mails: bool = False, replaces: bool = False
) -> TableTaken:
    """Load units, aliases, groups, seats and people in one go; seats are those of ``body``, by default the first.

    A unit whose name begins with 各 is a group. A seat that somebody else holds is left to them, and listed, unless
    the table ``replaces`` holders; so is a name that is another unit's already, or an e-mail address that is another
    person's. The rest is loaded. ``mails`` says whether mail goes out here. Raises RosterError with all faults of the
    table.
    """
    if faults := _faults(rows, mails=mails):
        raise RosterError("表格没有载入，请改好这些行再试：\n" + "\n".join(faults[:_MOST_FAULTS]))
    meeting = meetings.meeting_named(ctx.session, body)
    units, seats, clashes, held = set(), 0, [], []
    replaced = posts = 0
    seated: list[int] = []
    for row in rows:
        kind = UnitKind.GROUP if row.unit.startswith("各") else UnitKind.UNIT
        unit = ensure_unit(ctx.session, meeting.jurisdiction_id, row.unit, kind)
        units.add(unit.id)
        for alias in row.aliases:
            try:
                add_alias(ctx.session, unit, alias)
            except UnitError as clash:
                other = find_unit(ctx.session, meeting.jurisdiction_id, alias)
                same = f"是同一个单位的，请合并：/merge {other.name} {unit.name}" if other is not None else ""
                clashes.append(f"第{row.line}行：{clash}{same}")
        for name in row.groups:
            group = ensure_unit(ctx.session, meeting.jurisdiction_id, name, UnitKind.GROUP)
            add_to_group(ctx.session, group, unit, ctx.today)
        if row.role:
            seat = people.ensure_seat(ctx.session, key(meeting.id), key(unit.id), _ROLES[row.role], row.post)
            seats += 1
            if seat.role is SeatRole.MEMBER:
                seated.append(key(unit.id))
            before = people.holder_name(ctx.session, key(seat.id), ctx.today) if row.name else None
            if before not in {None, row.name} and not replaces:
                held.append(Unseating(row.line, unit.name, seat.role, before or "", row.name))
            elif row.name:
                person = _seat(ctx, seat, row.name)
                clashes += _mail(ctx, row, person)
                replaced += before not in {None, row.name}
                posts += _post(ctx, seat, row, before)
    members.seated(ctx, meeting, seated)
    ctx.note("载入单位和人员", "meeting", meeting.id, units=len(units), seats=seats, clashes=len(clashes))
    return TableTaken(len(units), seats, tuple(clashes), replaced, posts, tuple(held))


def _post(ctx: Context, seat: models.Seat, row: TableRow, before: str | None) -> bool:
    """Write down the post of whoever sits there now, and return whether the same person has another than before."""
    known = seat.post
    if row.post or before not in {None, row.name}:  # a predecessor's post does not stay on the seat
        seat.post = row.post
        ctx.session.add(seat)
    return before == row.name and seat.post != known


def _mail(ctx: Context, row: TableRow, person: models.Person) -> list[str]:
    """Write down an address that stands in the table; why not, where it is another's."""
    if not row.mail:
        return []
    try:
        seating.mail_to(ctx.session, key(person.id), row.mail, ctx.now)
    except PeopleError as clash:
        return [f"第{row.line}行：{clash}"]
    return []


def _faults(rows: Sequence[TableRow], *, mails: bool) -> list[str]:
    mailed = [row for row in rows if row.mail]
    return [
        *([seating.NO_MAIL] if mailed and not mails else []),
        *(f"第{r.line}行：有邮箱但没有姓名" for r in mailed if not r.name),
        *(f"第{r.line}行：{fault}" for r in mailed if (fault := _of_address(r.mail))),
        *(
            f"第{r.line}行：不认识的席位“{r.role}”（可用：{'、'.join(_ROLES)}）"
            for r in rows
            if r.role and r.role not in _ROLES
        ),
        *(f"第{r.line}行：没有单位名称" for r in rows if not r.unit),
        *(f"第{r.line}行：有姓名但没有席位" for r in rows if r.name and not r.role),
    ]


def _of_address(text: str) -> str:
    try:
        mail_address(text)
    except PeopleError as fault:
        return str(fault)
    return ""


def _seat(ctx: Context, seat: models.Seat, name: str) -> models.Person:
    """A table may replace a holder; who it was is kept (备案)."""
    before = people.holder_name(ctx.session, key(seat.id), ctx.today)
    person = seating.take_seat(ctx.session, seat, name, ctx.today)
    if before not in {None, name}:
        filings.file(ctx, seat, before, name, ctx.today)
        ctx.note("席位调整（备案）", "seat", seat.id, before=before, after=name)
    return person
