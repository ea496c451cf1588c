"""The digest of the plans that are handed out, at a moment."""

from collections.abc import Collection
from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.store import papers
from tasks_db.work import digesting
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view
from tasks_db.work.moments import moment_of, refuse_unknown_plans


@dataclass(frozen=True, slots=True)
class Compiled:
    """A digest and the name of the body whose it is."""

    digest: Digest
    meeting: str


@view(Right.DECIDE)
def digest(
    ctx: Context, as_of: datetime | None = None, plan_ids: Collection[int] | None = None, meeting: str | None = None
) -> Compiled:
    """Return the digest at ``as_of``, by default now, of the plans named, by default of all that a body handed out.

    The body is the caller's own, or the one that is named. It is held against the newest issue over the same plans.
    Later today means now. Raises PlanError for a day that has not come: its digest would read as if nobody had
    answered; and for a plan that is not handed out: its digest would read as if nothing were owed.
    """
    moment = moment_of(ctx, as_of)
    refuse_unknown_plans(ctx, plan_ids or ())
    body = steps.body(ctx, digesting.body_id(ctx, plan_ids or (), meeting))
    steps.require_in(ctx, body, Right.DECIDE)
    before = papers.said(papers.last_issue(ctx.session, body.id, sorted(plan_ids or ()), moment))
    found = digesting.compiled(ctx, body.id, as_of=moment, plan_ids=plan_ids or (), before=before)
    return Compiled(found, body.name)
