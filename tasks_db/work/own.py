"""What is the caller's own: the assignments and reports of the units that they speak for."""

from tasks_db.register import authority
from tasks_db.register.answers import Assigned, Said
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context


def own_assignment(ctx: Context, loaded: Loaded, assignment_id: int) -> Assigned:
    """Return an assignment of a unit that the caller speaks for; raises AnswerRefused for any other."""
    found = loaded.assigned(assignment_id)
    authority.require_own(ctx.who, found.assignment)
    return found


def own_report(ctx: Context, loaded: Loaded, report_id: int) -> Said:
    """Return a report of a unit that the caller speaks for; raises AnswerRefused for any other."""
    said = loaded.said(report_id)
    authority.require_own(ctx.who, said.assignment)
    return said
