"""What a chase of one task would do, shown before it is ordered (R17)."""

from tasks_db.register.authority import Right
from tasks_db.register.chasing import ChaseAhead
from tasks_db.work.chase_foreseen import foreseen
from tasks_db.work.context import Context, view


@view(Right.COORDINATE)
def before(ctx: Context, task_id: int) -> ChaseAhead:
    """Return what a chase of a task would do now; raises AnswerRefused as the act would."""
    return foreseen(ctx, task_id)[1]
