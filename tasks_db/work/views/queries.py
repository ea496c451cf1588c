"""What is asked of the register: one function for each question, and one for whatever is asked in words.

Everything is limited to what the asker's seats may see (R14). What is read is in proportion to the answer: the tasks
that it may tell of (``store.candidates``), and the whole register only where tasks are counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from config.collecting import without_collecting
from tasks_db.language.questions import Filters, QuestionKind
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, queries
from tasks_db.register.authority import Right
from tasks_db.register.decided_once import deciding_once
from tasks_db.register.digest.values import Coordination, Unreported
from tasks_db.register.queries import NO_FILTERS, Answer, IndicatorRow, MineRow, Named, OverdueRow, ProgressRow, Scope
from tasks_db.register.reading import Part, Reading, Register
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import candidates, names, people, registers
from tasks_db.store.units import members_of, named_unit
from tasks_db.work import digesting
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Desk:
    """What every answer is made of: the rows, how far the asker sees, and the moment."""

    ctx: Context
    scope: Scope
    now: datetime

    @classmethod
    def of(cls, ctx: Context, as_of: datetime | None = None) -> "Desk":
        """Return the desk at which somebody asks; nothing is read yet."""
        return cls(ctx, authority.scope(ctx.who), as_of or ctx.now)

    def read(self, kind: QuestionKind, filters: Filters) -> Part:
        """Read what the answer to a question may tell of; of an earlier moment that is every task."""
        if self.now < self.ctx.now:
            return registers.seen(self.ctx.session, candidates.every_task())
        which = candidates.of_question(kind, filters, self.scope, self.ctx.today)
        return registers.seen(self.ctx.session, which)

    def read_all(self) -> Register:
        """Read the register, for what counts tasks."""
        return registers.load(self.ctx.session)


@view(Right.ASK)
def overdue(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[OverdueRow]:
    """Return what is overdue, the tasks first, now or as it stood at a moment."""
    return answered(Desk.of(ctx, as_of), QuestionKind.OVERDUE, filters)


@view(Right.ASK)
def progress(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[ProgressRow]:
    """Return where tasks stand, in the plan's order, now or as it stood at a moment."""
    return answered(Desk.of(ctx, as_of), QuestionKind.PROGRESS, filters)


@view(Right.ASK)
def mine(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[MineRow]:
    """Return what the asker's units still have on their hands, what is owed first.

    Whoever sees everything may ask for another unit by ``filters``; raises AnswerRefused for anybody else who does.
    """
    return answered(Desk.of(ctx, as_of), QuestionKind.MINE, filters)


@view(Right.ASK)
def unreported(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[Unreported]:
    """Return who owes a report on which task, a group once, now or as it stood at a moment."""
    return answered(Desk.of(ctx, as_of), QuestionKind.UNREPORTED, filters)


@view(Right.ASK)
def coordination(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[Coordination]:
    """Return what units need from others, now or as it stood at a moment."""
    return answered(Desk.of(ctx, as_of), QuestionKind.COORDINATION, filters)


@view(Right.ASK)
def indicators(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[IndicatorRow]:
    """Return the indicators against their targets, now or as it stood at a moment."""
    return answered(Desk.of(ctx, as_of), QuestionKind.INDICATORS, filters)


@view(Right.ASK)
def narrowed(ctx: Context, unit: str | None) -> Filters:
    """Return the filters that keep to a unit named in words; raises UnitError for a name that no unit has."""
    if unit is None:
        return NO_FILTERS
    meeting = people.the_meeting(ctx.session)
    return Filters(unit_ids=(named_unit(ctx.session, meeting.jurisdiction_id, unit).id or 0,))


@view(Right.ASK)
def of_button(ctx: Context, kind: str, filters: str) -> Answer[Any]:
    """Return the answer that a button carries: its kind, and filters as ``queries.encode`` writes them.

    Raises AnswerRefused for a kind that there is not, and StaleFilters for names that are no longer in the register.
    """
    asked = next((one for one in ANSWERS if one == kind), None)
    if asked is None:
        raise AnswerRefused("这个按钮已经失效，请重新查询。")
    return answered(Desk.of(ctx), asked, decoded(ctx, filters))


@view(Right.ASK)
def where_they_stand(ctx: Context, owed: Answer[Any]) -> Answer[ProgressRow] | None:
    """Return how far the units are of which it was asked what they owe, where they owe nothing; else None."""
    if owed.rows or owed.hidden or not owed.filters.unit_ids:
        return None
    standing = answered(Desk.of(ctx), QuestionKind.PROGRESS, owed.filters)
    return standing if standing.rows else None


def answered(desk: Desk, kind: QuestionKind, filters: Filters, named: Named | None = None) -> Answer[Any]:
    """Return the answer to a question of a kind, for those who ask and as far as they see.

    ``named`` holds the names behind the filters, where they are known already.
    """
    with deciding_once(), without_collecting():
        found = ANSWERS[kind](desk, _with_members(desk.ctx, filters, named))
    return replace(
        found, filters=filters, about=queries.in_words(filters, named or names.behind(desk.ctx.session, filters))
    )


def _with_members(ctx: Context, filters: Filters, named: Named | None) -> Filters:
    """Filters with the members of the groups in them: a plan may name a group's members one by one."""
    known = named.groups if named is not None else None
    groups = [unit_id for unit_id in filters.unit_ids if known is None or unit_id in known]
    members = members_of(ctx.session, groups, ctx.today) if groups else []
    return replace(filters, unit_ids=tuple(dict.fromkeys((*filters.unit_ids, *members)))) if members else filters


@view(Right.ASK)
def decoded(ctx: Context, encoded: str) -> Filters:
    """Return the filters that a button carries; raises StaleFilters for names that are no longer in the register."""
    known = names.leaders_and_sections(ctx.session) if queries.names_by_digest(encoded) else ((), ())
    return queries.decode(encoded, *known)


def _mine(desk: Desk, filters: Filters) -> Answer[MineRow]:
    reading = desk.read(QuestionKind.MINE, filters)
    if not filters.unit_ids:
        return queries.mine(reading, desk.scope.unit_ids, desk.now, filters)
    if not desk.scope.all and not set(filters.unit_ids) <= desk.scope.unit_ids:
        raise AnswerRefused("只能看贵单位的任务。发送 /mine 查看。")
    return queries.mine(reading, filters.unit_ids, desk.now, filters)


def _asked(desk: Desk, filters: Filters) -> Answer[Any]:
    ctx = desk.ctx
    part = registers.part(ctx.session, candidates.of_question(QuestionKind.ASKED, filters, desk.scope, ctx.today))
    return queries.asked(part, desk.scope, desk.now, ctx.calendar, ctx.windows, filters)


def _signed(desk: Desk, filters: Filters) -> Answer[Any]:
    ctx = desk.ctx
    part = registers.part(ctx.session, candidates.of_question(QuestionKind.SIGNED, filters, desk.scope, ctx.today))
    return queries.signed(part, desk.scope, desk.now, filters)


def _coordination(desk: Desk, filters: Filters) -> Answer[Coordination]:
    found = queries.coordination(desk.read(QuestionKind.COORDINATION, filters), desk.scope, desk.now, filters)
    return replace(found, rows=digesting.with_answers(desk.ctx, found.rows, desk.now))


def _of_part(
    kind: QuestionKind, ask: Callable[[Reading, Scope, datetime, Filters], Answer[Any]]
) -> Callable[[Desk, Filters], Answer[Any]]:
    return lambda desk, filters: ask(desk.read(kind, filters), desk.scope, desk.now, filters)


def _of_all(
    ask: Callable[[Register, Scope, datetime, Filters], Answer[Any]],
) -> Callable[[Desk, Filters], Answer[Any]]:
    return lambda desk, filters: ask(desk.read_all(), desk.scope, desk.now, filters)


ANSWERS: Mapping[QuestionKind, Callable[[Desk, Filters], Answer[Any]]] = {
    QuestionKind.OVERDUE: _of_part(QuestionKind.OVERDUE, queries.overdue),
    QuestionKind.PROGRESS: _of_part(QuestionKind.PROGRESS, queries.progress_lines),
    QuestionKind.MINE: _mine,
    QuestionKind.UNREPORTED: _of_part(QuestionKind.UNREPORTED, queries.unreported),
    QuestionKind.COORDINATION: _coordination,
    QuestionKind.INDICATORS: _of_all(queries.indicators),
    QuestionKind.DUE: _of_part(QuestionKind.DUE, queries.due),
    QuestionKind.FINISHED: _of_part(QuestionKind.FINISHED, queries.finished),
    QuestionKind.CHANGES: _of_part(QuestionKind.CHANGES, queries.changes),
    QuestionKind.REQUESTS: _of_part(QuestionKind.REQUESTS, queries.requests),
    QuestionKind.TALLY: _of_all(queries.tally),
    QuestionKind.VACANT: _of_part(QuestionKind.VACANT, queries.vacant),
    QuestionKind.ASKED: _asked,
    QuestionKind.SIGNED: _signed,
}
"""The kinds of question that are answered with rows of the register."""
