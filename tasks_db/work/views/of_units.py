"""Who sits for the units that a question names."""

from collections.abc import Collection, Mapping

from tasks_db.language.questions import Question, QuestionKind
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.in_words import Seated
from tasks_db.store import candidates, people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context, view
from tasks_db.work.views.queries import Desk
from tasks_db.work.views.tasks_told import visible


@view(Right.ASK)
def seated(ctx: Context, units: Mapping[int, str]) -> tuple[Seated, ...]:
    """Return each unit, by its id with its name, with whoever holds its liaison's seats today."""
    meeting_id = key(people.the_meeting(ctx.session).id)
    found = []
    for unit_id, name in units.items():
        seats = people.seats_of_unit(ctx.session, meeting_id, unit_id, SeatRole.LIAISON)
        holders = [people.holder_name(ctx.session, key(seat.id), ctx.today) for seat in seats]
        found.append(Seated(name, tuple(holder for holder in holders if holder)))
    return tuple(found)


def tellable(desk: Desk, units: Mapping[int, str]) -> dict[int, str]:
    """Return those of some units whose liaisons whoever asks is told: all, or who works on a task with their own.

    Whoever has to turn to a unit over a task that both have is told whom to turn to.
    """
    if desk.scope.all:
        return dict(units)
    own = authority.units_of(desk.ctx.who)
    found = visible(desk, candidates.open_of_units(sorted(own))) if own else []
    beside = {share.unit_id for one in found for share in one.task.asked_assignments}
    return {one: name for one, name in units.items() if one in beside | set(own)}


def is_of_own(asked: Question, own: Collection[int]) -> bool:
    """Return whether a question is of the asker's own tasks: 我这项, or the asker's unit by its name and no more."""
    units = asked.filters.unit_ids
    named = "unit_ids" in asked.filters.narrow <= {"unit_ids", "mine"} and set(units) <= set(own)
    return asked.kind is QuestionKind.MINE or (asked.kind is QuestionKind.PROGRESS and named)
