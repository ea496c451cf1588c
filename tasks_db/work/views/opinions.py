"""The opinions that came in, with what was answered."""

from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.opinions import Opinion
from tasks_db.store import desk, people
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view


@view(Right.ASK)
def every(ctx: Context) -> tuple[Opinion, ...]:
    """Return the opinions, the latest first: all for the office, their own for anybody else."""
    rows = desk.opinions(ctx.session, None if authority.may(ctx.who, Right.REVIEW) else ctx.me.person_id)
    ids = {row.person_id for row in rows} | {row.answered_by for row in rows if row.answered_by is not None}
    called = people.names(ctx.session, ids)
    return tuple(
        Opinion(
            key(row.id),
            called[row.person_id],
            row.at,
            row.text,
            row.answered_at,
            called[row.answered_by] if row.answered_by is not None else "办公室",
            row.answer,
        )
        for row in rows
    )
