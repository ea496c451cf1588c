"""Orders that the office types as one sentence: what is meant by them, before anything is done."""

from collections.abc import Sequence

from sqlmodel import col, select

from config.clock import day_in_full, local_date
from tasks_db.language import desk_orders
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import DeskOrder, Named
from tasks_db.language.numerals import number
from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.names import pieces
from tasks_db.register import authority, codes, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.overview import WaitingName
from tasks_db.register.people import Address
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.refusals import PlanError, SeveralTasks
from tasks_db.register.unit_names import Known
from tasks_db.register.values import BarePlan, Task
from tasks_db.store import audit, candidates, models, names, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.terms import PlanStage
from tasks_db.work.context import Context, view
from tasks_db.work.post import conversation
from tasks_db.work.views import ended
from tasks_db.work.views.overview import overview


@view(Right.ASK)
def read(ctx: Context, text: str) -> DeskOrder | None:
    """Return the order that a sentence gives, with the register's own names; None for other words."""
    plain = desk_orders.plain(text)
    if not desk_orders.may_be_order(plain):  # most of what is typed; the register is not asked for its names
        return None
    found = names.names_for(ctx.session, plain, EVERYTHING)
    units = {unit.id: unit.name for unit in found.units}
    named = []
    for piece in pieces(plain, vocabulary(found, ())):
        place = piece.start, piece.end, plain[piece.start : piece.end]
        match piece.is_a, piece.value:
            case Names.UNIT, (int(unit_id),):
                named.append(Named(*place, units[unit_id]))
            case Names.PERSON, (str(name), _) if name == place[2]:
                named.append(Named(*place, name, Names.PERSON))
            case _:
                pass
    for _, title, code, _ in found.tasks:
        if (start := plain.find(title)) >= 0:
            named.append(Named(start, start + len(title), title, code, Names.TASK))
    return desk_orders.desk_order(plain, named)


@view(Right.PLAN)
def waiting_names(ctx: Context, printed: str, plan_id: int | None = None) -> tuple[WaitingName, ...]:
    """Return the plans that wait to be told which unit a printed name means; with ``plan_id`` that one alone."""
    wanted = unit_names.normal(printed)
    found = []
    for plan in plans.all_plans(ctx.session):
        if plan.stage is PlanStage.LOADED and plan_id in (None, plan.id):
            value = overview(ctx, key(plan.id))
            found += [
                WaitingName(value.plan.id, name.match.printed, name.seqs)
                for name in value.unknown
                if unit_names.normal(name.match.printed) == wanted
            ]
    return tuple(found)


@view(Right.PLAN)
def unit_by_name(ctx: Context, name: str) -> Known | None:
    """Return the unit that goes by a name, exactly as the registry spells it or an alias of it; else None."""
    jurisdiction = people.the_meeting(ctx.session).jurisdiction_id
    return unit_names.match(name, registry(ctx.session, jurisdiction)).unit


@view(Right.PLAN)
def is_asked(ctx: Context, task: Task) -> bool:
    """Return whether whoever types answers for a unit that is asked for a task."""
    own = authority.units_of(ctx.who)
    return any(share.unit_id in own for share in task.asked_assignments)


@view(Right.DECIDE)
def task_of_any(ctx: Context, order: DeskOrder, at: Address) -> tuple[BarePlan, Task]:
    """Return the one task that a question of the office or a convenor names, as ``task_meant`` does."""
    return _meant(ctx, order, at)


@view(Right.PLAN)
def task_meant(ctx: Context, order: DeskOrder, at: Address) -> tuple[BarePlan, Task]:
    """Return the one task that an order names by its code or number.

    Raises PlanError where there is none, or several: in several plans, or beside one on the list last shown.
    """
    return _meant(ctx, order, at)


def plans_named(text: str, plans_known: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Return the plans whose title shares the most words in a row with a text; the newest where none is named."""
    shared = {plan_id: _longest_shared(text, title) for plan_id, title in plans_known}
    most = max(shared.values(), default=0)
    if most < _NAMED_BY:
        return (max(shared),) if shared else ()
    return tuple(plan_id for plan_id, length in shared.items() if length == most)


_NAMED_BY = 4


def _longest_shared(text: str, title: str) -> int:
    """How many characters in a row of a title stand in a text."""
    spans = range(min(len(title), _LONGEST_SHARED), 0, -1)
    return next((n for n in spans if any(title[at : at + n] in text for at in range(len(title) - n + 1))), 0)


_LONGEST_SHARED = 24


def _given_last(ctx: Context) -> tuple[BarePlan, Task]:
    """The task that was given by hand last today; raises PlanError where there is none."""
    entry = models.AuditEntry
    query = select(entry).where(entry.action == audit.GIVEN, entry.entity == "task").order_by(col(entry.id).desc())
    row = ctx.session.exec(query.limit(1)).first()
    if row is None or row.entity_id is None or local_date(row.at) != ctx.today:
        raise PlanError("今天没有交办过事项，没有改动。请写编号，例如：撤回2-1，上月已报过。")
    return next(iter(registers.tasks(ctx.session, candidates.of_ids([row.entity_id]))))


_OF_HANDED_OUT = frozenset({Deed.EXEMPT, Deed.FINISHED, Deed.REOPEN, Deed.ASK_MEMBER})
"""What is done with tasks that units were given alone: one that waits to be handed out is not meant."""


def _meant(ctx: Context, order: DeskOrder, at: Address) -> tuple[BarePlan, Task]:
    if order.get("last"):
        return _given_last(ctx)
    code = (order.get("sign") or order.get("code")).replace(" ", "").replace("－", "-").replace("—", "-")
    said = code or str(number(order.get("task") or order.get("bare") or order.get("no")))
    of_plan, seq = codes.parted(said)
    wanted = of_plan or (int(order.get("plan")) if order.get("plan") else None)
    fits = {
        task.id: (plan, task)
        for plan, task in registers.tasks(ctx.session, plans.of_seq(said, in_force=False))
        if task.is_live and task.seq == seq and wanted in {None, plan.id}
    }
    listed = [share for count, share, _ in conversation.shown(ctx, at, None) if str(count) == seq]
    if wanted is None and listed:
        fits |= {task.id: (plan, task) for plan, task in registers.tasks(ctx.session, candidates.of_shares(listed))}
    if not fits and (gone := _cancelled(ctx, said)):
        raise PlanError(gone)
    if not fits:
        raise PlanError(f"没有第{said}项任务，没有改动。请核对编号：/plans 里点方案看全部任务。")
    if len(fits) > 1 and (order.deed in _OF_HANDED_OUT or order.get("later")):
        fits = {task_id: one for task_id, one in fits.items() if one[0].asks} or fits
    if len(fits) > 1:
        raise SeveralTasks(said, tuple((codes.of(task), task.title) for _, task in fits.values()))
    return next(iter(fits.values()))


def _cancelled(ctx: Context, said: str) -> str:
    """The sentence that the task of an order was cancelled; empty where none of its number was, or several."""
    found = ended.of_number(ctx, said)
    if len(found) != 1:
        return ""
    (task,) = found
    when = day_in_full(local_date(task.at))
    return (
        f"{task.code}“{task.title}”{when}已取消，依据：{task.ground}。没有改动。"
        f"要接着办，请发 /task {task.code}，点“恢复任务”。"
    )
