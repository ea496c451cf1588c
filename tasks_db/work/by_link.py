"""Whose a link is: steps of acts and views, and none themselves (R14)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from tasks_db.register.people import LinkHolder
from tasks_db.register.refusals import LinkOver
from tasks_db.store import links, models
from tasks_db.store.browsers import token_hash
from tasks_db.store.links import Found
from tasks_db.work.context import Context


def holder_of(ctx: Context, token: str) -> tuple[LinkHolder, Found] | None:
    """Return whose a token is, with its link; None where it opens nothing. It may be too old."""
    found = links.of_token(ctx.session, token_hash(token), ctx.today)
    if found is None:
        return None
    mine = links.all_of(ctx.session, found.tenure_id)
    return LinkHolder(found.link_id, found.seat, found.person_id, mine, found.code_hash is not None), found


def entered(ctx: Context, token: str) -> tuple[Context, Found]:
    """Return the transaction as the holder of a link has it; raises LinkOver where it opens nothing any more."""
    known = holder_of(ctx, token)
    if known is None or known[1].expires_at <= ctx.now:
        raise LinkOver("这个链接已经不能用了。请向联席会议办公室要一个新的。")
    return replace(ctx, who=known[0]), known[1]


def end(session: Session, found: Sequence[models.Link], now: datetime) -> int:
    """End links; return how many there were."""
    for row in found:
        row.ended_at = now
        session.add(row)
    session.flush()
    return len(found)


def code_hash(token: str, code: str) -> str:
    """Return what is kept of the code beside a link; one code is not another link's."""
    return token_hash(f"{token_hash(token)}:{code}")
