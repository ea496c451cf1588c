"""Questions asked twice: of the tasks that are read for them, and of the whole register."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tasks_db.language.questions import NO_FILTERS, Filters, QuestionKind
from tasks_db.register import chasing, queries, reminders
from tasks_db.register.authority import OPERATOR
from tasks_db.register.queries import EVERYTHING, Scope
from tasks_db.register.reading import Reading
from tasks_db.register.reminders import Bundle
from tasks_db.register.unasked import unasked
from tasks_db.store import candidates, registers
from tasks_db.work.desk import Desk
from tasks_db.work.views import outgoing

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
    QuestionKind.VACANT: queries.vacant,
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
    _assert_the_same_goes_out(desk)


def _assert_the_same_goes_out(desk: Desk) -> None:
    """What is foreseen, chased and cannot be asked, over what is read for it and over everything."""
    with desk.door.read() as session:
        ctx = desk.context(session, OPERATOR, desk.clock())
        whole = registers.load(session)
        for until in (ctx.now + timedelta(days=1), ctx.now + timedelta(days=30)):
            foreseen = reminders.forecast(whole, ctx.calendar, ctx.windows, ctx.now, until)
            assert [_asks_of(b) for b in outgoing.forecast(ctx, until)] == [_asks_of(b) for b in foreseen]
        silent = registers.part(session, candidates.unreached(ctx.today))
        found, expected = ([(u.line.due.id, u.why) for u in unasked(r, ctx.now)] for r in (silent, whole))
        assert found == expected
        for units, tasks in (((), ()), ((2,), ()), ((), (2,))):
            part = registers.part(session, candidates.owed_by(units, tasks))
            owing = ([line.due.id for line in chasing.owing(r, ctx.now, units, tasks)] for r in (part, whole))
            assert next(owing) == next(owing)


def _asks_of(bundle: Bundle) -> object:
    return bundle.holder.person_id, bundle.day, [(ask.line.due.id, ask.rung) for ask in bundle.asks]


def _narrowed(today: date) -> Iterator[tuple[Scope, Filters]]:
    """Whoever asks, and what they narrow it to."""
    yield EVERYTHING, NO_FILTERS
    yield EVERYTHING, Filters(unit_ids=(2,))
    yield EVERYTHING, Filters(task_ids=(2,), since=today - timedelta(days=20))
    yield EVERYTHING, Filters(since=today - timedelta(days=5), until=today + timedelta(days=40))
    yield Scope(all=False, unit_ids=frozenset({2})), Filters(unit_ids=(3,))
