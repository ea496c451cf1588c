"""缓催: what the office would put off, and what is put off now."""

from collections.abc import Collection, Sequence
from datetime import date

from tasks_db.language import putting_off as language
from tasks_db.language.putting_off import PutsOff
from tasks_db.language.typed_days import written_out
from tasks_db.register import codes, progress, putting_off
from tasks_db.register.answers import Assigned
from tasks_db.register.authority import Right
from tasks_db.register.put_off_record import PutOffRecord
from tasks_db.register.putting_off import Postponed, PutOffLine
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.reading import Part
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Task
from tasks_db.store import candidates, models, names, plans, registers
from tasks_db.work import put_off_rows
from tasks_db.work.context import Context, view

_SHOWN = 8


@view(Right.REVIEW)
def read(ctx: Context, text: str) -> PutsOff | None:
    """Return whose reports words put off, until when and why, as far as they say it; None for other words."""
    return language.puts_off(text, vocabulary(names.names_for(ctx.session, text, EVERYTHING), ()), ctx.today)


@view(Right.REVIEW)
def ordered(ctx: Context, text: str) -> PutsOff:
    """Return whose reports an order puts off, until when and why, as far as it says so in this row."""
    known = vocabulary(names.names_for(ctx.session, text, EVERYTHING), ())
    return language.ordered(written_out(text, {task.code for task in known.tasks}), known, ctx.today)


@view(Right.REVIEW)
def named(ctx: Context, text: str) -> PutsOff:
    """Return which units and tasks a text names."""
    return language.named(text, vocabulary(names.names_for(ctx.session, text, EVERYTHING), ()), ctx.today)


@view(Right.REVIEW)
def shares(ctx: Context, said: PutsOff) -> tuple[int, ...]:
    """Return the shares that are meant and owe something: those of the units that are named, of the tasks named.

    Raises AnswerRefused for a name that may mean several units, for a number that several tasks have, and where
    nothing is owed.
    """
    unit_ids = _named_units(ctx, said)
    found = [one for one in _open(ctx, unit_ids, said) if not unit_ids or one.assignment.unit_id in unit_ids]
    for code in said.codes:
        tasks = {one.task.id: one for one in found if codes.goes_by(one.task, code)}
        if len(tasks) > 1:
            listed = "、".join(f"{codes.of(one.task)} {one.task.title}" for one in tasks.values())
            raise AnswerRefused(f"第{code}项可能是：{listed}。请按编号再说一次。")
        if not tasks:
            raise AnswerRefused(f"没有现在要报的第{code}项。{_owed(found)}")
    named = [one for one in found if _is_meant(one.task, said)]
    if not named:
        who = "、".join(ctx.session.get_one(models.Unit, one).name for one in unit_ids)
        raise AnswerRefused(f"{who or '这项'}现在没有要报的任务，不会催，不用缓。{_owed(found)}")
    return tuple(one.assignment.id for one in named)


def _named_units(ctx: Context, said: PutsOff) -> list[int]:
    unclear = next((ids for ids in said.unit_ids if len(ids) > 1), None)
    if unclear is not None:
        meant = "、".join(ctx.session.get_one(models.Unit, one).name for one in unclear)
        raise AnswerRefused(f"可能是几个单位：{meant}。请写单位全称。")
    return [ids[0] for ids in said.unit_ids if ids]


def _is_meant(task: Task, said: PutsOff) -> bool:
    if not (said.codes or said.task_ids):
        return True
    return task.id in said.task_ids or any(codes.goes_by(task, code) for code in said.codes)


def _owed(found: Sequence[Assigned]) -> str:
    listed = "、".join(f"{codes.of(one.task)} {one.task.title}" for one in found[:_SHOWN])
    return f"现在要报的：{listed}。" if listed else ""


def _open(ctx: Context, unit_ids: Collection[int], said: PutsOff) -> list[Assigned]:
    """The shares that owe something, of the units named, else of the tasks."""
    parts: list[Part] = []
    if unit_ids:
        parts = [registers.part(ctx.session, candidates.open_of_units(unit_ids))]
    elif said.codes or said.task_ids:
        wanted = [plans.of_seq(code) for code in said.codes]
        wanted += [candidates.of_ids(said.task_ids)] if said.task_ids else []
        parts = [registers.part(ctx.session, one) for one in wanted]
    owing = [one for part in parts for one in _assigned(part) if _owes(ctx, one)]
    return list({one.assignment.id: one for one in owing}.values())


def _assigned(part: Part) -> list[Assigned]:
    return [
        Assigned(plan, task, share)
        for plan, task in part.tasks()
        if plan.asks and task.cancelled_at is None
        for share in task.asked_assignments
    ]


def _owes(ctx: Context, one: Assigned) -> bool:
    owed = progress.current_due(one.task, one.assignment, ctx.now)
    return owed is not None and progress.is_askable(one.task, one.assignment, owed, ctx.now)


@view(Right.REVIEW)
def names_of(ctx: Context, assignment_ids: Sequence[int]) -> tuple[str, ...]:
    """Return shares as they are named: the unit with the task's code."""
    part = registers.part(ctx.session, candidates.of_shares(assignment_ids))
    found = [one for one in _assigned(part) if one.assignment.id in assignment_ids]
    return tuple(f"{one.assignment.unit}{codes.of(one.task)}" for one in found)


@view(Right.REVIEW)
def before(
    ctx: Context, assignment_ids: Sequence[int], until: date, since: date | None = None
) -> tuple[Postponed, ...]:
    """Return what would be put off of shares till a day, from ``since``; raises AnswerRefused as the act would."""
    part = registers.part(ctx.session, candidates.of_shares(assignment_ids))
    found = [one for one in _assigned(part) if one.assignment.id in assignment_ids]
    return tuple(putting_off.postponed(one, until, ctx.calendar, ctx.now, since) for one in found)


@view(Right.REVIEW)
def in_force(ctx: Context) -> tuple[PutOffLine, ...]:
    """Return everything that is put off now, by the office or by its unit, what is asked again first at the top."""
    part = registers.part(ctx.session, candidates.put_off(ctx.today))
    lines = (putting_off.in_force(one, ctx.today) for one in _assigned(part))
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: line.until))


@view(Right.REVIEW)
def record(ctx: Context, words: str) -> tuple[str, tuple[PutOffRecord, ...]]:
    """Return whose reports words name, empty for nobody, with every time that these were put off, over or not.

    Raises AnswerRefused for a name that may mean several units, and for a number that several tasks have.
    """
    said = named(ctx, words)
    unit_ids = _named_units(ctx, said)
    tasks = [task for _, task in registers.part(ctx.session, candidates.put_off_once()).tasks()]
    for code in said.codes:
        meant = {task.id: f"{codes.of(task)} {task.title}" for task in tasks if codes.goes_by(task, code)}
        if len(meant) > 1 and not unit_ids:
            raise AnswerRefused(f"第{code}项可能是：{'、'.join(meant.values())}。请按编号再说一次。")
    units = {one: ctx.session.get_one(models.Unit, one).name for one in unit_ids}
    found = put_off_rows.of_tasks(ctx, [task for task in tasks if _is_meant(task, said)])
    if units:
        found = tuple(one for one in found if any(one.is_of(key, name) for key, name in units.items()))
    return "、".join(units.values()) + "、".join(f"第{code}项" for code in said.codes), found


@view(Right.REVIEW)
def called(ctx: Context, words: str) -> tuple[PutOffLine, ...]:
    """Return what is put off now of the units and tasks that words name; of no words, all of it."""
    lines = in_force(ctx)
    if not words.strip():
        return lines
    said = named(ctx, words)
    unit_ids = {one for ids in said.unit_ids for one in ids}
    own = [line for line in lines if not unit_ids or line.unit_id in unit_ids]
    if said.codes:
        own = [
            line
            for line in own
            if any(line.code in {code, f"{line.code.split('-')[0]}-{code}"} for code in said.codes)
        ]
    return tuple(own) if said.names_something else ()
