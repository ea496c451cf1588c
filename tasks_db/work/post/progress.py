"""The message on which people see that long work goes on."""

from dataclasses import dataclass

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that was sent: what the channel calls it, and its words."""

    ref: str
    text: str


@view(Right.DELIVER)
def shown(ctx: Context, update_id: int) -> Shown | None:
    """Return the last answer to an update; None while none has arrived."""
    row = ctx.session.exec(
        select(models.Notice)
        .where(models.Notice.update_id == update_id, models.Notice.state == NoticeState.SENT)
        .order_by(col(models.Notice.id).desc())
    ).first()
    return Shown(row.ref, row.text) if row is not None and row.ref and row.text else None
