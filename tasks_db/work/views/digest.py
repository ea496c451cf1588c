"""The digest of the plans that are handed out, at a moment."""

from collections.abc import Collection
from datetime import datetime

from config.clock import local_date
from tasks_db.register import digest as digests
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.register.refusals import PlanError
from tasks_db.store import registers
from tasks_db.work.context import Context, view


@view(Right.DECIDE)
def digest(ctx: Context, as_of: datetime | None = None, plan_ids: Collection[int] | None = None) -> Digest:
    """Return the digest at ``as_of``, by default now, of the plans named, by default of every one handed out.

    Later today means now. Raises PlanError for a day that has not come: its digest would read as if nobody had
    answered; and for a plan that is not handed out: its digest would read as if nothing were owed.
    """
    as_of = min(as_of or ctx.now, ctx.now) if as_of is None or local_date(as_of) <= ctx.today else as_of
    if as_of > ctx.now:
        raise PlanError(f"通报的截至日期不能晚于今天（{ctx.today}）。请写今天或以前的日期。")
    register = registers.load(ctx.session)
    missing = sorted(set(plan_ids or ()) - {plan.id for plan in register.plans})
    if missing:
        raise PlanError(f"方案{'、'.join(map(str, missing))}没有交办，没有通报。请核对编号，或先交办。")
    with registers.without_collecting():
        return digests.compile(register, as_of=as_of, plan_ids=plan_ids)
