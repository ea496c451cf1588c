"""What could be written to units, and the letter that a unit got."""

from tasks_db.register import authority, codes
from tasks_db.register.authority import Right
from tasks_db.register.letters import Earlier, Reminding
from tasks_db.register.refusals import NotAllowed, PaperError
from tasks_db.store import models
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
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
    unit_id = key(found.id)
    nothing = Reminding(unit_id, found.name, (), (), lettering.earlier(ctx, body.id).get(unit_id, ()))
    return lettering.reminding(ctx, body.id, unit_id) or nothing


@view(Right.PLAN)
def beside(ctx: Context, paper_id: int) -> tuple[Earlier, ...]:
    """Return the other letters of the same kind to the same unit that are drafted and not issued."""
    row = rows.get(ctx.session, paper_id)
    label = rows.record(ctx.session, row).label
    found = lettering.earlier(ctx, row.meeting_id).get(row.unit_id or 0, ())
    return tuple(one for one in found if one.day is None and one.kind is row.kind and one.label != label)


@view(Right.DECIDE)
def of_task(ctx: Context, task_id: int) -> tuple[tuple[str, Earlier], ...]:
    """Return the letters that were issued of a task, each with the unit to which it went, the oldest first."""
    plan, task = Loaded(ctx.session).of_task(task_id)
    found = lettering.earlier(ctx, plan.meeting_id)
    called = {a.unit_id: a.unit for a in task.shares}
    return tuple(
        (called[unit_id], one)
        for unit_id, of_unit in found.items()
        for one in of_unit
        if unit_id in called and one.day is not None and codes.of(task) in one.codes
    )


@view(Right.ASK)
def received(ctx: Context, paper_id: int) -> Kept:
    """Return the letter that went to the caller's own unit, as it was kept; raises NotAllowed for any other."""
    row = rows.get(ctx.session, paper_id)
    record = rows.record(ctx.session, row)
    own = authority.units_of(ctx.who)
    if row.unit_id is None or not (row.unit_id in own or own & set(lettering.copied_to(ctx, row))):
        raise NotAllowed("这份公文不是发给贵单位的。有疑问请联系联席会议办公室。")
    if not record.is_locked:
        raise PaperError("这份公文还没有印发。")
    return kept_files.of(ctx.files, record)[0]
