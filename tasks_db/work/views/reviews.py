"""What waits for a decision of the office or of a convenor."""

from tasks_db.register import authority
from tasks_db.register.answers import Said
from tasks_db.register.authority import Right
from tasks_db.store import reports
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context, view


@view(Right.DECIDE)
def waiting(ctx: Context) -> tuple[Said, ...]:
    """Return the reports that wait for a decision of whoever asks, oldest first; a convenor sees the requests."""
    loaded = Loaded(ctx.session)
    found = (loaded.said(report_id) for report_id in reports.awaiting(ctx.session))
    return tuple(said for said in found if authority.may_decide(ctx.who, said.report.kind))


@view(Right.DECIDE)
def one(ctx: Context, report_id: int) -> Said:
    """Return one report for a decision; raises AnswerRefused for a convenor where it is not theirs."""
    said = Loaded(ctx.session).said(report_id)
    authority.require_decider(ctx.who, said.report.kind)
    return said
