"""What an order in words would do."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from tasks_db.language.questions import Filters, Order, OrderKind
from tasks_db.register import authority, chasing, progress, putting_off, queries
from tasks_db.register.authority import Right
from tasks_db.register.orders import Ordered, OrderedTask
from tasks_db.register.putting_off import PutOffLine
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Task
from tasks_db.store import candidates, models, people, registers
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context, view
from tasks_db.work.views.queries import decoded

_SHOWN = 8


@view(Right.ASK)
def before(ctx: Context, order: Order) -> Ordered:
    """Return what an order would do, so that it can be read back first.

    A convenor is told too, though only the office does it. Raises AnswerRefused where there is nothing to do.
    """
    own = authority.units_of(ctx.who)
    part = registers.part(ctx.session, candidates.ordered(order.unit_ids, order.task_ids, own), every_seat=True)
    tasks = tuple(
        _task(task) for _, task in part.tasks() if task.id in order.task_ids and authority.may_see(ctx.who, task)
    )
    units = tuple((_name(ctx.session, unit_id), _liaison(ctx, part, unit_id)) for unit_id in order.unit_ids)
    found = Ordered(
        order.kind, units, tasks, day=order.day, until=order.until, coming=order.coming, words=order.words
    )
    if order.kind is OrderKind.RECORD and order.unit_ids and order.task_ids:
        _require_share(part, order, units[0][0])
    if order.kind is not OrderKind.CHASE:
        return found
    named = [task for _, task in part.tasks() if not order.task_ids or task.id in order.task_ids]
    if not any(_may_chase(ctx, task) for task in named):
        raise AnswerRefused("只有牵头单位和联席会议办公室能催办。要请别的单位配合，请直接说明缺什么、找谁。")
    filters = _filters(order)
    if order.listed is not None:
        which = candidates.of_question(order.listed, filters, queries.EVERYTHING, ctx.today)
        part = registers.part(ctx.session, which, every_seat=True)
        owed = chasing.listed(part, order.listed, filters, ctx.now)
    else:
        owed = chasing.owing(part, ctx.now, order.unit_ids, order.task_ids)
    lines = [line for line in owed if _may_chase(ctx, line.task)]
    if not lines:
        _say_put_off(ctx, order, named)
        closed = bool(order.task_ids) and all(progress.is_closed(task, ctx.now) for task in named)
        raise AnswerRefused(_closed(found) if closed else _nothing_owed(found))
    chased = chasing.chase_lines(part, lines, ctx.calendar, ctx.windows, ctx.now)
    if chased.put_off and not chased.lines:
        raise AnswerRefused(_put_off(chased.put_off))
    return Ordered(order.kind, units, tasks, chased, order.listed, filters, words=order.words)


def _put_off(found: Sequence[PutOffLine]) -> str:
    units = "、".join(dict.fromkeys(one.unit for one in found))
    return f"{units}在缓催，现在没有催。缓到哪天请说“哪些缓催”；要催请说“恢复催{found[0].unit}”。"


def _say_put_off(ctx: Context, order: Order, named: Sequence[Task]) -> None:
    """Raise AnswerRefused where units that are named owe nothing since it is put off: that is no report."""
    shares = [(task, a) for task in named for a in task.asked_assignments if a.unit_id in order.unit_ids]
    held = [one for task, a in shares if (one := putting_off.of_share(task, a, ctx.today)) is not None]
    now = [one for one in held if one.since is None]
    if now:
        raise AnswerRefused(_put_off(now))


@view(Right.ASK)
def of_role(ctx: Context, order: Order, text: str) -> Order:
    """Return a chase of tasks narrowed to the units of the role that its words name, where they name no unit."""
    role = chasing.role_meant(text)
    if order.kind is not OrderKind.CHASE or role is None or order.unit_ids or not order.task_ids:
        return order
    part = registers.part(ctx.session, candidates.ordered((), order.task_ids, authority.units_of(ctx.who)))
    shares = (a for _, task in part.tasks() if task.id in order.task_ids for a in task.printed_assignments)
    return replace(order, unit_ids=tuple(dict.fromkeys(a.unit_id for a in shares if a.role is role and a.unit_id)))


def _filters(order: Order) -> Filters:
    """What a chase of a list is narrowed to: as the list is, and to the units and tasks that were named beside it."""
    found = order.filters
    return replace(found, unit_ids=order.unit_ids or found.unit_ids, task_ids=order.task_ids or found.task_ids)


@view(Right.ASK)
def unit_ids(ctx: Context, names: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of units by their names; raises UnitError for a name that no unit has."""
    jurisdiction = people.the_meeting(ctx.session).jurisdiction_id
    return tuple(key(named_unit(ctx.session, jurisdiction, name).id) for name in names)


@view(Right.ASK)
def filters(ctx: Context, encoded: str) -> Filters:
    """Return the filters that a button carries; raises StaleFilters for names that are no longer in the register."""
    return decoded(ctx, encoded)


def _require_share(reading: Reading, order: Order, unit: str) -> None:
    """Raise AnswerRefused, with the unit's own tasks, where it has no part in the task of which it is to speak."""
    own = [task for _, task in reading.tasks() if any(a.unit_id in order.unit_ids for a in task.asked_assignments)]
    if not any(task.id in order.task_ids for task in own):
        listed = "、".join(f"{task.seq} {task.title}" for task in own[:_SHOWN]) or "现在没有"
        raise AnswerRefused(f"{unit}在这一项里没有任务。{unit}的任务（方案编号）：{listed}。请按方案编号再说一次。")


def _may_chase(ctx: Context, task: Task) -> bool:
    return authority.is_office(ctx.who) or authority.is_convenor(ctx.who) or authority.leads(ctx.who, task)


def _closed(found: Ordered) -> str:
    units = "、".join(name for name, _ in found.units)
    tasks = "、".join(f"第{task.seq}项“{task.title}”" for task in found.tasks)
    return f"{units + '：' if units else ''}{tasks}已经办结，没有可催的。"


def _nothing_owed(found: Ordered) -> str:
    named = "、".join([*(name for name, _ in found.units), *(f"第{task.seq}项" for task in found.tasks)])
    return f"{named + '：' if named else ''}到期应报的都报了，现在没有可催的。" + (
        "" if found.units else "没到期的要催，请写单位或任务，例如“催一下公安局”。"
    )


def _task(task: Task) -> OrderedTask:
    deadline = task.deadline.day if task.deadline is not None else None
    return OrderedTask(task.id, task.seq, task.title, deadline, len(task.asked_assignments))


def _name(session: Session, unit_id: int) -> str:
    return session.get_one(models.Unit, unit_id).name


def _liaison(ctx: Context, reading: Reading, unit_id: int) -> str | None:
    seats = (s for s in reading.seats if s.unit_id == unit_id and s.role is SeatRole.LIAISON)
    return next((holder.name for seat in seats for holder in seat.holders_on(ctx.today)), None)
