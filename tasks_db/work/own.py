"""What is the caller's own: the assignments and reports of the units that they speak for."""

from collections.abc import Collection

from tasks_db.register import authority
from tasks_db.register.answers import Assigned, Said
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind
from tasks_db.work.context import Context

_OF_ONE_UNIT = frozenset(AnswerKind) - {AnswerKind.CLOSURE, AnswerKind.EXTENSION, AnswerKind.NOT_OURS}
"""What a unit says of its own share, whatever the others said."""


def loaded_for(ctx: Context, kinds: Collection[AnswerKind]) -> Loaded:
    """Return where answers of some kinds are taken: only requests are told together with what other units said."""
    return Loaded(ctx.session, of_units=authority.units_of(ctx.who) if _OF_ONE_UNIT.issuperset(kinds) else None)


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
