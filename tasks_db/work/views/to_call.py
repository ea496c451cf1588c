"""Which units the office still has to tell of something by phone."""

from tasks_db.register.authority import Right
from tasks_db.register.office_day import CallDue
from tasks_db.store import desk
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view


@view(Right.REVIEW)
def waiting(ctx: Context) -> tuple[CallDue, ...]:
    """Return the units that are to be called, oldest first: of a notice that reached somebody they stand with it."""
    return tuple(
        CallDue(key(notice.id), reader.unit_id, unit, notice.at, notice.text)
        for notice, reader, unit in desk.calls_waiting(ctx.session)
    )
