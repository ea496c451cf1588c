"""What was put off of some tasks, read from the audit."""

from collections.abc import Iterable

from tasks_db.register import put_off_record
from tasks_db.register.put_off_record import PutOffRecord
from tasks_db.register.values import Task
from tasks_db.store import audit
from tasks_db.work.context import Context


def of_tasks(ctx: Context, tasks: Iterable[Task]) -> tuple[PutOffRecord, ...]:
    """Return every time that an answer on one of some tasks was put off, the oldest first."""
    return put_off_record.records(tasks, audit.done_to_any(ctx.session, "due", put_off_record.DEEDS))
