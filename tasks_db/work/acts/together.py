"""What the office settles of a plan in one form: many answers taken as a whole, or none of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tasks_db.language.numerals import numeral
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import handing_out
from tasks_db.register.authority import Right
from tasks_db.register.office_words import units_by_number
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, plans
from tasks_db.store.reports import Loaded
from tasks_db.terms import Role
from tasks_db.work import leaving, steps
from tasks_db.work.acts import changing, settling
from tasks_db.work.context import Context, act


@dataclass(frozen=True, slots=True)
class Amended:
    """What is to be changed of a task; None and an empty text leave it as it is. ``ground``: why the day moves."""

    leads: Sequence[str] | None = None
    responsibles: Sequence[str] | None = None
    leaders: Sequence[str] | None = None
    consolidating: str = ""
    cycle: str = ""
    day: date | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class AmendedTold:
    """Whom a change of a task reached: so many people hear of another date.

    ``untold`` are the units that are asked no more and that nobody could be told for.
    """

    told: int
    untold: tuple[str, ...]


@act(Right.PLAN)
def settle_names(ctx: Context, plan_id: int, meant: Mapping[str, int | str | None], *, likely: bool = False) -> int:
    """Say which units several printed names mean, by id or by name; None registers the name as a new unit.

    ``likely`` takes every other name that resembles one for that one. Returns how many names that settles. Raises
    PlanError and UnitError as ``settling`` does for each.
    """
    for printed in (printed for printed, unit in meant.items() if unit is None):
        settling.register_new_unit(ctx, plan_id, printed)
    for printed, unit in meant.items():
        if unit is None:
            continue
        if isinstance(unit, int):
            settling.identify(ctx, plan_id, printed, unit)
        else:
            settling.identify_by_name(ctx, plan_id, printed, unit)
    return len(meant) + (settling.settle_likely(ctx, plan_id) if likely else 0)


@act(Right.PLAN)
def settle_dates(
    ctx: Context, plan_id: int, days: Mapping[int, date], cycles: Mapping[int, str], past: Mapping[int, str]
) -> int:
    """Give several tasks of a plan that waits a day or a cycle, or say of past ones ``done`` or ``ask``.

    Returns how many tasks that settles. Raises PlanError that names the task where one of them cannot be taken.
    """
    steps.open_plan(ctx, plan_id)
    for task_id in {*days, *cycles, *past}:
        task = _of_plan(ctx, plan_id, task_id)
        try:
            if task_id in days:
                changing.move_deadline(ctx, task_id, days[task_id])
            elif task_id in past:
                settling.settle_past_due(ctx, task_id, past[task_id])
            if task_id in cycles:
                changing.set_cycle(ctx, task_id, cycles[task_id])
        except PlanError as refused:
            raise PlanError(f"第{task.seq}项：{refused}") from refused
    return len({*days, *cycles, *past})


@act(Right.PLAN)
def settle_candidates(ctx: Context, plan_id: int, taken: Collection[int], left: Collection[int]) -> int:
    """Take some of the items beside a plan's register as tasks and leave others; return how many that settles."""
    for task_id in (*taken, *left):
        _of_plan(ctx, plan_id, task_id)
        settling.take_candidate(ctx, task_id, take=task_id in taken)
    return len(taken) + len(left)


@act(Right.PLAN)
def settle_suppliers(ctx: Context, plan_id: int, named: Mapping[str, str], rest: str = "") -> int:
    """Say which unit supplies which indicator's figures, by the indicator's number; ``rest`` for all without one.

    Returns for how many indicators. Raises PlanError as ``settling.set_supplier`` does.
    """
    done = sum(settling.set_supplier(ctx, plan_id, f"{seq} {unit}") for seq, unit in named.items())
    return done + (settling.set_supplier(ctx, plan_id, rest) if rest else 0)


@act(Right.PLAN)
def assign_units(ctx: Context, plan_id: int, units: Mapping[int, Sequence[str]]) -> int:
    """Give several tasks of a plan that waits their units, the first of each leading; return how many tasks.

    A name that the registry does not know is asked about with the plan's other names (R11). Raises PlanError for a
    task of another plan.
    """
    plan = steps.open_plan(ctx, plan_id)
    known = steps.registered(ctx, plan)
    for task_id, names in units.items():
        task = _of_plan(ctx, plan_id, task_id)
        steps.write_units(ctx, task, Role.LEAD, names[:1], known)
        steps.write_units(ctx, task, Role.RESPONSIBLE, names[1:], known)
        ctx.note("写单位", "task", task_id, after=list(names))
    return len(units)


@act(Right.PLAN)
def assign_in_words(ctx: Context, plan_id: int, text: str) -> int:
    """Give tasks without units theirs as a text says by their numbers: 1-3、5 县水利局、县财政局; 其余 县城管局.

    Returns how many tasks. Raises PlanError that quotes what it does not understand.
    """
    steps.open_plan(ctx, plan_id)
    tasks = handing_out.unassigned(plans.one_plan(ctx.session, plan_id).live_tasks)
    # 一, 二 in the document are 1, 2 to whoever types
    waiting = {str(numeral(task.seq) or task.seq): task.id for task in tasks}
    given = units_by_number(text, list(waiting))
    return assign_units(ctx, plan_id, {waiting[number]: names for number, names in given.items()})


@act(Right.PLAN)
def amend(ctx: Context, task_id: int, change: Amended) -> AmendedTold:
    """Change several things of one task at once; say how many people are told of another date.

    The units that it concerns hear once what became of all of it. Raises PlanError as ``changing`` does for each.
    """
    _, was = Loaded(ctx.session).of_task(task_id)
    if change.leads is not None:
        changing.set_units(ctx, task_id, Role.LEAD, change.leads, tell=False)
    if change.responsibles is not None:
        changing.set_units(ctx, task_id, Role.RESPONSIBLE, change.responsibles, tell=False)
    if change.leaders is not None:
        changing.set_leaders(ctx, task_id, change.leaders)
    if change.consolidating:
        changing.consolidate(ctx, task_id, change.consolidating)
    if change.cycle:
        changing.set_cycle(ctx, task_id, change.cycle)
    untold = leaving.tell_of_units(ctx, was)
    told = changing.move_deadline(ctx, task_id, change.day, change.ground).told if change.day is not None else 0
    return AmendedTold(told, untold)


def _of_plan(ctx: Context, plan_id: int, task_id: int) -> models.Task:
    """The row of a task; raises PlanError where it is no task of this plan."""
    task = plans.task_by_id(ctx.session, task_id)
    if task.plan_id != plan_id:
        raise PlanError(f"方案{plan_id}里没有这项任务，请看最新的清单。")
    return task
