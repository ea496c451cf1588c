"""When reminders go out."""

from tasks_db.register.authority import Right
from tasks_db.register.outgoing import SendingHours
from tasks_db.work.context import Context, view


@view(Right.ASK)
def sending_hours(ctx: Context) -> SendingHours:
    """Return the send windows of a working day, and the next working day after today."""
    return SendingHours(ctx.windows.spans, ctx.calendar.after(ctx.today))
