"""Pleas that wait for the unit to which they were passed: whose day comes, and which one words mean."""

from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.names import pieces
from tasks_db.register.authority import Right
from tasks_db.register.office_day import PleaLine
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.store import desk as rows
from tasks_db.store import facts, names, registers
from tasks_db.work import pleas
from tasks_db.work.context import Context, view
from tasks_db.work.views import desk

_LEAST = 2
"""So many characters in a row of a plea's words name it."""


@view(Right.DELIVER)
def to_remind(ctx: Context) -> tuple[int, ...]:
    """Return the pleas whose helper is reminded today: on the working day before theirs or on it, and once."""
    tasks = rows.tasks_with_helper(ctx.session)
    if not tasks:
        return ()
    waits = (one for one in pleas.open_pleas(ctx, registers.part(ctx.session, tasks)) if one.handled.unit)
    near = {one.report_id: ctx.calendar.before(one.by) for one in waits if one.by is not None and ctx.today <= one.by}
    asked = facts.some(ctx.session, [rows.asked_again(one) for one in near])
    return tuple(
        one
        for one, first in near.items()
        if first <= ctx.today and asked.get(rows.asked_again(one), "") < first.isoformat()
    )


@view(Right.DECIDE)
def called(ctx: Context, words: str) -> tuple[PleaLine, ...]:
    """Return the pleas with a unit that words name by it and by what it was asked: 县公安局交通疏导."""
    known = vocabulary(names.names_for(ctx.session, words, EVERYTHING), ())
    found = list(pieces(words, known))
    units = {unit.name for p in found if p.is_a is Names.UNIT for unit in known.units if unit.id in _ids(p.value)}
    rest = "".join(
        sign
        for at, sign in enumerate(words)
        if not any(p.is_a is Names.UNIT and p.start <= at < p.end for p in found)
    ).strip(" 的，,")
    waits = (one for one in desk.pleas(ctx) if one.handled.unit in units)
    return tuple(one for one in waits if len(rest) >= _LEAST and rest in one.matter)


@view(Right.REVIEW)
def unit_named(ctx: Context, words: str) -> str | None:
    """Return the one unit that words name, by any of its names and whoever stands beside it; None for none."""
    known = vocabulary(names.names_for(ctx.session, words, EVERYTHING), ())
    meant = {one for p in pieces(words, known) if p.is_a is Names.UNIT for one in _ids(p.value)}
    found = [unit.name for unit in known.units if unit.id in meant]
    return found[0] if len(found) == 1 else None


def _ids(value: object) -> tuple[int, ...]:
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()
