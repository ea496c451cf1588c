"""Questions asked twice: of the tasks that are read for them, and of the whole register."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tasks_db.language.questions import NO_FILTERS, Filters, QuestionKind
from tasks_db.register import queries
from tasks_db.register.authority import OPERATOR
from tasks_db.register.queries import EVERYTHING, Scope
from tasks_db.register.reading import Reading
from tasks_db.store import candidates, registers
from tasks_db.work.desk import Desk

_QUESTIONS: dict[QuestionKind, Callable[[Reading, Scope, datetime, Filters], Any]] = {
    QuestionKind.OVERDUE: queries.overdue,
    QuestionKind.PROGRESS: queries.progress_lines,
    QuestionKind.MINE: lambda reading, scope, now, filters: queries.mine(
        reading, (scope.all and filters.unit_ids) or scope.unit_ids, now, filters
    ),
    QuestionKind.UNREPORTED: queries.unreported,
    QuestionKind.COORDINATION: queries.coordination,
    QuestionKind.DUE: queries.due,
    QuestionKind.FINISHED: queries.finished,
    QuestionKind.CHANGES: queries.changes,
    QuestionKind.REQUESTS: queries.requests,
}


def assert_enough_is_read(desk: Desk) -> None:
    """Raise AssertionError where an answer over what was read for it differs from the one over everything."""
    with desk.door.read() as session:
        ctx = desk.context(session, OPERATOR, desk.clock())
        whole = registers.load(session)
        for kind, ask in _QUESTIONS.items():
            for scope, filters in _narrowed(ctx.today):
                part = registers.seen(ctx.session, candidates.of_question(kind, filters, scope, ctx.today))
                found, expected = ask(part, scope, ctx.now, filters), ask(whole, scope, ctx.now, filters)
                assert replace(found, about=()) == replace(expected, about=()), (kind, scope, filters)


def _narrowed(today: date) -> Iterator[tuple[Scope, Filters]]:
    """Whoever asks, and what they narrow it to."""
    yield EVERYTHING, NO_FILTERS
    yield EVERYTHING, Filters(unit_ids=(2,))
    yield EVERYTHING, Filters(task_ids=(2,), since=today - timedelta(days=20))
    yield EVERYTHING, Filters(since=today - timedelta(days=5), until=today + timedelta(days=40))
    yield Scope(all=False, unit_ids=frozenset({2})), Filters(unit_ids=(3,))
