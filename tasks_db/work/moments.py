"""Of which moment and of which plans a digest is: what its view and the act that drafts its paper both refuse."""

from collections.abc import Collection
from datetime import datetime

from config.clock import local_date
from tasks_db.register.refusals import PlanError
from tasks_db.store import registers
from tasks_db.work.context import Context


def moment_of(ctx: Context, as_of: datetime | None) -> datetime:
    """Return the moment that a digest is of: now, or one that is past; raises PlanError for one that has not come."""
    if as_of is None or local_date(as_of) == ctx.today:
        return min(as_of or ctx.now, ctx.now)
    if as_of > ctx.now:
        raise PlanError(f"通报的截至日期不能晚于今天（{ctx.today}）。请写今天或以前的日期。")
    return as_of


def refuse_unknown_plans(ctx: Context, plan_ids: Collection[int]) -> None:
    """Raise PlanError for plans that are not handed out."""
    handed_out = registers.handed_out(ctx.session)
    missing = sorted(set(plan_ids) - handed_out)
    if missing:
        raise PlanError(f"方案{'、'.join(map(str, missing))}没有交办，没有通报。请核对编号，或先交办。")
