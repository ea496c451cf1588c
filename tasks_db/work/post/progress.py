"""The message on which people see that long work goes on."""

from sqlmodel import col, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.context import Context, view

GOES_ON = "……"
"""How a sentence ends that says what is being done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that was sent: what the channel calls it, and its words."""

    ref: str
    text: str


@view(Right.DELIVER)
def shown(ctx: Context, update_id: int) -> Shown | None:
    """Return the answer to an update that says what is being done; None while it has not arrived."""
    row = ctx.session.exec(
        select(models.Notice)
        .where(models.Notice.update_id == update_id, models.Notice.state == NoticeState.SENT)
        .order_by(col(models.Notice.id))
    ).first()
    if row is None or row.ref is None or row.text is None or not row.text.endswith(GOES_ON):
        return None
    return Shown(row.ref, row.text)
