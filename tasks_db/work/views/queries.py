"""What is asked of the register: one function for each question, and one for a question in words.

Everything is limited to what the asker's seats may see (R14).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tasks_db.language import questions
from tasks_db.language.questions import PlanName, Question, QuestionKind, UnitName, Vocabulary
from tasks_db.register import authority, queries
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Coordination, Unreported
from tasks_db.register.in_words import InWords
from tasks_db.register.queries import (
    NO_FILTERS,
    Answer,
    Filters,
    IndicatorRow,
    MineRow,
    OverdueRow,
    ProgressRow,
    Scope,
)
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.unit_names import Known
from tasks_db.register.values import Register
from tasks_db.store import people, registers
from tasks_db.store.units import named_unit, registry
from tasks_db.work.context import Context, view


@view(Right.ASK)
def overdue(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[OverdueRow]:
    """Return what is overdue, the tasks first, now or as it stood at a moment."""
    return queries.overdue(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def progress(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[ProgressRow]:
    """Return where tasks stand, in the plan's order, now or as it stood at a moment."""
    return queries.progress_lines(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def mine(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[MineRow]:
    """Return what the asker's units still have on their hands, what is owed first.

    Whoever sees everything may ask for another unit by ``filters``; raises AnswerRefused for anybody else who does.
    """
    return _mine(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def unreported(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[Unreported]:
    """Return who owes a report on which task, a group once, now or as it stood at a moment."""
    return queries.unreported(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def coordination(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[Coordination]:
    """Return what units need from others, now or as it stood at a moment."""
    return queries.coordination(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def indicators(ctx: Context, filters: Filters = NO_FILTERS, as_of: datetime | None = None) -> Answer[IndicatorRow]:
    """Return the indicators against their targets, now or as it stood at a moment."""
    return queries.indicators(*_asked(ctx, as_of), filters)


@view(Right.ASK)
def narrowed(ctx: Context, unit: str | None) -> Filters:
    """Return the filters that keep to a unit named in words; raises UnitError for a name that no unit has."""
    if unit is None:
        return NO_FILTERS
    meeting = people.the_meeting(ctx.session)
    return Filters(unit_id=named_unit(ctx.session, meeting.jurisdiction_id, unit).id)


@view(Right.ASK)
def of_button(ctx: Context, kind: str, filters: str) -> Answer[Any]:
    """Return the answer that a button carries: its kind, and filters as ``queries.encode`` writes them.

    Raises AnswerRefused for a kind that there is not, and StaleFilters for names that are no longer in the register.
    """
    asked = _QUERIES.get(kind)
    if asked is None:
        raise AnswerRefused("这个按钮已经失效，请重新查询。")
    register, scope, now = _asked(ctx, None)
    return asked(register, scope, now, queries.decode(filters, register))


@view(Right.ASK)
def in_words(ctx: Context, text: str, kind: QuestionKind | None = None) -> InWords | None:
    """Return what a question in plain Chinese comes to, or None for a text that is none.

    ``kind`` is what a command asks, whatever the words behind it. Raises AnswerRefused for a unit's name that nobody
    knows.
    """
    register, scope, now = _asked(ctx, None)
    units = registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)
    question = questions.ask(text, _vocabulary(register, scope, units))
    if question is None:
        return None
    if question.kind in {QuestionKind.HELP, QuestionKind.TASK}:
        return InWords(question.kind, task_number=question.task_number)
    if question.unknown_unit is not None:
        raise AnswerRefused(f"没有叫“{question.unknown_unit}”的单位。请写单位全称或常用简称再问一次。")
    asked = kind or question.kind
    if options := _options(question, units):
        return InWords(asked, options=options)
    filters = Filters(question.plan_id, question.unit_id, question.leader, question.section)
    return InWords(asked, _QUERIES[asked](register, scope, now, filters))


def _asked(ctx: Context, as_of: datetime | None) -> tuple[Register, Scope, datetime]:
    return registers.load(ctx.session), authority.scope(ctx.who), as_of or ctx.now


def _mine(register: Register, scope: Scope, now: datetime, filters: Filters) -> Answer[MineRow]:
    if filters.unit_id is None:
        return queries.mine(register, scope.unit_ids, now)
    if not scope.all and filters.unit_id not in scope.unit_ids:
        raise AnswerRefused("只能看贵单位的任务。发送 /mine 查看。")
    return queries.mine(register, [filters.unit_id], now)


_QUERIES: Mapping[str, Callable[[Register, Scope, datetime, Filters], Answer[Any]]] = {
    QuestionKind.OVERDUE: queries.overdue,
    QuestionKind.PROGRESS: queries.progress_lines,
    QuestionKind.MINE: _mine,
    QuestionKind.UNREPORTED: queries.unreported,
    QuestionKind.COORDINATION: queries.coordination,
    QuestionKind.INDICATORS: queries.indicators,
}


def _vocabulary(register: Register, scope: Scope, units: list[Known]) -> Vocabulary:
    """The names that may be asked by: units of the registry, and what the plans print that the asker sees."""
    seen = [task for _, task in register.tasks() if scope.sees_task(task)]
    return Vocabulary(
        units=tuple(UnitName(unit.id, unit.name, unit.aliases) for unit in units),
        leaders=tuple(dict.fromkeys(name for task in seen for name in task.leaders)),
        plans=tuple(PlanName(plan.id, plan.title) for plan in register.plans),
        sections=tuple(dict.fromkeys(task.section for task in seen if task.section)),
    )


def _options(question: Question, units: list[Known]) -> tuple[tuple[str, Filters], ...]:
    """What a name that fits several may mean: each is offered, none is guessed."""
    plan_id, section = question.plan_id, question.section
    names = {unit.id: unit.name for unit in units}
    return (
        *((names[i], Filters(plan_id, i, question.leader, section)) for i in question.unit_options),
        *((name, Filters(plan_id, question.unit_id, name, section)) for name in question.leader_options),
    )
