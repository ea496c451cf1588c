"""What is typed as decided by a sitting, before it is written down."""

from tasks_db.language import decisions
from tasks_db.language.sitting_words import DecidedWords
from tasks_db.register import unit_names
from tasks_db.register.authority import Right
from tasks_db.store import meetings, models
from tasks_db.store.units import registry
from tasks_db.work.context import Context, view


@view(Right.CONVENE)
def several(ctx: Context, sitting_id: int, text: str) -> tuple[tuple[str, DecidedWords], ...]:
    """Return the decisions that a text lists for a sitting's minutes; nothing where it is one."""
    meeting = ctx.session.get_one(models.JointMeeting, meetings.row(ctx.session, sitting_id).meeting_id)
    spellings = unit_names.spellings(registry(ctx.session, meeting.jurisdiction_id))
    return decisions.several(text, spellings, ctx.today)
