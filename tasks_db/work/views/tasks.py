"""What is asked of one task."""

from tasks_db.register.authority import Right
from tasks_db.register.trail import Change
from tasks_db.store import audit
from tasks_db.work.context import Context, view


@view(Right.PLAN)
def history(ctx: Context, task_id: int) -> tuple[Change, ...]:
    """Return everything that was done to a task (留痕), oldest first."""
    return tuple(audit.history(ctx.session, "task", task_id))
