"""What an office is about to tell the units of a sitting after its notice, and when that leaves."""

from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.store import meetings
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Supplement:
    """A sitting whose agenda its units do not know as it is; units that are called with it, names that none has."""

    body: Body
    sitting: Sitting
    coming: tuple[str, ...]
    unknown: tuple[str, ...]


@view(Right.CONVENE)
def ready(ctx: Context, sitting_id: int) -> Supplement:
    """Return what is to be told of a changed agenda.

    Raises NotAllowed for others, MeetingRefused where there is nothing to tell, and once the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.SUPPLEMENT)
    value = meetings.value(ctx.session, row)
    deciding.require_supplement(value, ctx.now)
    found = steps.newly_reporting(ctx, value)
    return Supplement(body, value, tuple(found.units.values()), found.unknown)


@view(Right.CONVENE)
def leaves_at(ctx: Context) -> datetime:
    """Return when what is told to units now reaches them: at once, or with the next opening of the window (R6)."""
    return ctx.windows.next_open(ctx.now, ctx.calendar)
