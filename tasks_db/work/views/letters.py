"""What could be written to units, and the letter that a unit got."""

from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.letters import Reminding
from tasks_db.register.refusals import NotAllowed, PaperError
from tasks_db.store import models
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.work import kept_files, lettering
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view
from tasks_db.work.kept_files import Kept


@view(Right.DECIDE)
def remindings(ctx: Context, meeting: str | None = None) -> tuple[Reminding, ...]:
    """Return the units to which something could be written now, with what."""
    body = steps.own_body(ctx, meeting)
    steps.require_in(ctx, body, Right.DECIDE)
    return lettering.remindings(ctx, body.id)


@view(Right.DECIDE)
def reminding(ctx: Context, unit: str | int, meeting: str | None = None) -> Reminding:
    """Return what could be written to one unit; raises UnitError for a name that no unit has."""
    body = steps.own_body(ctx, meeting)
    steps.require_in(ctx, body, Right.DECIDE)
    area = ctx.session.get_one(models.JointMeeting, body.id).jurisdiction_id
    found = lettering.unit_of(ctx, area, unit)
    return lettering.reminding(ctx, body.id, key(found.id)) or Reminding(key(found.id), found.name, (), ())


@view(Right.ASK)
def received(ctx: Context, paper_id: int) -> Kept:
    """Return the letter that went to the caller's own unit, as it was kept; raises NotAllowed for any other."""
    row = rows.get(ctx.session, paper_id)
    record = rows.record(ctx.session, row)
    if row.unit_id is None or row.unit_id not in authority.units_of(ctx.who):
        raise NotAllowed("这份公文不是发给贵单位的。有疑问请联系联席会议办公室。")
    if not record.is_locked:
        raise PaperError("这份公文还没有印发。")
    return kept_files.of(ctx.files, record)[0]
