"""The digest of the plans that are handed out, at a moment."""

from collections.abc import Collection
from datetime import datetime

from tasks_db.register import digest as digests
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.store import papers, people, registers
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view
from tasks_db.work.moments import moment_of, refuse_unknown_plans


@view(Right.DECIDE)
def digest(ctx: Context, as_of: datetime | None = None, plan_ids: Collection[int] | None = None) -> Digest:
    """Return the digest at ``as_of``, by default now, of the plans named, by default of every one handed out.

    It is held against the newest issue over the same plans. Later today means now. Raises PlanError for a day that
    has not come: its digest would read as if nobody had answered; and for a plan that is not handed out: its digest
    would read as if nothing were owed.
    """
    moment = moment_of(ctx, as_of)
    refuse_unknown_plans(ctx, plan_ids or ())
    register = registers.load(ctx.session)
    meeting_id = key(people.the_meeting(ctx.session).id)
    before = papers.said(papers.last_issue(ctx.session, meeting_id, sorted(plan_ids or ()), moment))
    with registers.without_collecting():
        return digests.compile(register, as_of=moment, plan_ids=plan_ids, before=before)
