"""What the office settles in a loaded plan: names, dates, units and candidates. Every change is audited.

All of it comes before 交办 and raises PlanError for a plan that is handed out, but for findings, candidates, the
suppliers of figures and the ladder.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from config.clock import local_date
from tasks_db.language.lists import first_word, listed
from tasks_db.register import handing_out, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.office_words import cycles_of
from tasks_db.register.overview import UnknownName
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, plans
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.units import add_alias, ensure_unit, find_unit
from tasks_db.terms import CheckpointKind, UnitKind
from tasks_db.work import joining, steps
from tasks_db.work.acts import changing
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.views.overview import overview

TO_THE_END = "end"
"""As a default for undated tasks: the end of the plan's own period."""

_OF_NAMES = frozenset({"unit_typo", "unit_alias", "unit_level", "place_typo"})
_PAST_DUE = {"ask": "照常催报", "done": "已完成"}
_FARTHEST_RUNG = 366
_STEPS, _FARTHEST_STEP = 3, 60


@act(Right.PLAN)
def identify(ctx: Context, plan_id: int, printed: str, unit_id: int) -> None:
    """Say which unit a printed name means, here and from now on.

    Raises PlanError where the plan has no such name or there is no such unit, UnitError where the name is another
    unit's already.
    """
    plan = steps.open_plan(ctx, plan_id)
    unit = ctx.session.get(models.Unit, unit_id) if unit_id <= MAX_KEY else None
    if unit is None:
        raise PlanError("单位库里没有这个单位了，请看最新的清单。")
    _identify(ctx, plan, printed, unit)


@act(Right.PLAN)
def identify_by_name(ctx: Context, plan_id: int, printed: str, name: str) -> None:
    """As ``identify``, for a unit named in words; raises PlanError where the registry has no such name."""
    plan = steps.open_plan(ctx, plan_id)
    unit = find_unit(ctx.session, plans.jurisdiction_of(ctx.session, plan), name)
    if unit is None and len(listed(name)) > 1:
        raise PlanError(_several(ctx, plan, printed, name))
    if unit is None:
        like = unit_names.meant(name, steps.registered(ctx, plan))
        raise PlanError(f"单位库里没有“{name}”。{like}可新建：把“{printed}”登记为新单位。")
    _identify(ctx, plan, printed, unit)


@act(Right.PLAN)
def register_new_unit(ctx: Context, plan_id: int, printed: str) -> None:
    """Take a printed name into the registry: it is a unit that the registry did not have.

    Raises PlanError where the plan has no such name.
    """
    plan = steps.open_plan(ctx, plan_id)
    kind = UnitKind.GROUP if unit_names.looks_like_group(printed) else UnitKind.UNIT
    _refuse_unprinted(ctx, plan, printed)
    _identify(ctx, plan, printed, ensure_unit(ctx.session, plans.jurisdiction_of(ctx.session, plan), printed, kind))


@act(Right.PLAN)
def register_fresh_units(ctx: Context, plan_id: int) -> int:
    """Take every printed name that resembles nothing known into the registry; returns how many there were.

    Look-alikes are left to be looked at one by one.
    """
    fresh = [name.match.printed for name in overview(ctx, plan_id).unknown if name.is_fresh]
    for printed in fresh:
        register_new_unit(ctx, plan_id, printed)
    return len(fresh)


@act(Right.PLAN)
def settle_likely(ctx: Context, plan_id: int) -> int:
    """Take every printed name that resembles another one for what it resembles most; returns how many there were.

    Where that is itself a name that nobody knows, it becomes a unit. One that is a sign apart may as well be another
    unit, and is left to be looked at.
    """
    unknown = {name.match.printed: name for name in overview(ctx, plan_id).unknown}
    likely = [name for name in unknown.values() if name.may_be_taken]
    for name in likely:
        _settle_likely(ctx, plan_id, name, unknown)
    return len(likely)


def _settle_likely(ctx: Context, plan_id: int, name: UnknownName, unknown: dict[str, UnknownName]) -> None:
    if unknown.pop(name.match.printed, None) is None:
        return  # settled already, as what another one resembles
    if name.match.alike:
        identify(ctx, plan_id, name.match.printed, name.match.alike[0].id)
    elif name.twin is None:
        register_new_unit(ctx, plan_id, name.match.printed)
    else:
        if (meant := unknown.get(name.twin)) is not None:
            _settle_likely(ctx, plan_id, meant, unknown)
        identify_by_name(ctx, plan_id, name.match.printed, name.twin)


def _several(ctx: Context, plan: models.Plan, printed: str, name: str) -> str:
    """Why a printed name cannot mean several units, and where they are written in its place."""
    rows = {key(row.task_id): row.role for row in _printed(ctx, plan, printed)}
    tasks = [(ctx.session.get_one(models.Task, task_id).seq, role.zh) for task_id, role in rows.items()]
    ways = "、".join(f"第{seq}项的{role}单位" for seq, role in tasks) or "任务的责任单位"
    return (
        f"“{printed}”这个名称只能定成一个单位。指的是几个单位的，请点“改”，把{ways}改为“{'、'.join(listed(name))}”；"
        f"或在对话里说“{printed}是指{'、'.join(listed(name))}”。"
    )


def _refuse_unprinted(ctx: Context, plan: models.Plan, printed: str) -> None:
    if not _printed(ctx, plan, printed):
        raise PlanError(f"方案{plan.id}的任务里没有“{printed}”这个名称，请看最新的清单。")


def _printed(ctx: Context, plan: models.Plan, printed: str) -> Sequence[models.Assignment]:
    query = (
        select(models.Assignment)
        .join(models.Task, col(models.Task.id) == col(models.Assignment.task_id))
        .where(models.Task.plan_id == plan.id, models.Assignment.printed == printed)
    )
    return ctx.session.exec(query).all()


def _identify(ctx: Context, plan: models.Plan, printed: str, unit: models.Unit) -> None:
    _refuse_unprinted(ctx, plan, printed)
    add_alias(ctx.session, unit, printed)
    for row in _printed(ctx, plan, printed):
        row.unit_id = unit.id
        if unit.kind is UnitKind.GROUP:
            row.asked = False
            row.consolidates = False
        ctx.session.add(row)
    _settle_of_names(ctx, plan, printed)
    ctx.note("识别单位", "plan", plan.id, printed=printed, unit=unit.name)
    ctx.session.flush()


def _settle_of_names(ctx: Context, plan: models.Plan, printed: str) -> None:
    """Let go of the doubts about a name whose every name is known by now: what they asked is answered."""
    ctx.session.flush()
    unknown = handing_out.unknown_names(plans.one_plan(ctx.session, key(plan.id)))
    for finding in plans.findings_of(ctx.session, key(plan.id)):
        quoted = {quote["quote"] for quote in finding.quotes}
        if finding.kind in _OF_NAMES and printed in quoted and not quoted & unknown.keys():
            finding.settled_at = ctx.now
            ctx.session.add(finding)


@act(Right.PLAN)
def settle_past_due(ctx: Context, task_id: int, how: str) -> None:
    """Say of a task that was over before it was loaded: ``ask`` for it all the same, or it is ``done``.

    Raises PlanError where nothing is open about the task.
    """
    task = plans.task_by_id(ctx.session, task_id)
    steps.open_plan(ctx, task.plan_id)
    if how not in _PAST_DUE:
        raise PlanError("已过期的任务只能定为“已完成”（done）或“照常催报”（ask）。")
    if task.review is None:
        raise PlanError("这项任务没有待定的过期问题，可能已经有人定了。请重新打开这个方案，看现在的疑点。")
    if how == "done":
        task.closed_at = ctx.now
    task.review = None
    ctx.session.add(task)
    ctx.note("过期任务", "task", task.id, how=_PAST_DUE[how])


@act(Right.PLAN)
def settle_all_past_due(ctx: Context, plan_id: int, how: str) -> int:
    """Settle every past-due task of a plan as ``settle_past_due`` does; return how many there were."""
    waiting = [key(task.id) for task in plans.tasks_of(ctx.session, plan_id) if task.review is not None]
    for task_id in waiting:
        settle_past_due(ctx, task_id, how)
    return len(waiting)


@act(Right.PLAN)
def default_undated(ctx: Context, plan_id: int, default: date | str, standing: str | None = None) -> int:
    """Give every undated task one deadline (marked 默认) or one cycle; return how many tasks that settles.

    ``default`` is a day, a cycle, or ``TO_THE_END`` of the plan's period. Work called 长期 gets a cycle only, with a
    day the one in ``standing``. Raises PlanError for a day that is past, an unknown cycle, and a plan without a
    period.
    """
    plan = steps.open_plan(ctx, plan_id)
    chosen = plan.period_end if default == TO_THE_END else default
    if chosen is None:
        raise PlanError("方案没有写明期限，请指定日期。")
    if isinstance(chosen, date) and chosen < ctx.today:
        raise PlanError(f"{chosen}已经过去，不能作为默认时限。请写一个今后的日期，或定报送周期。")
    for cycle in (chosen, standing):
        if isinstance(cycle, str):
            cycles_of(cycle)  # refused before anything is written
    settled = 0
    for task in plans.tasks_of(ctx.session, plan_id):
        rows = plans.checkpoints_of(ctx.session, key(task.id))
        if any(c.kind is CheckpointKind.DEADLINE for c in rows) or task.cycles or task.closed_at is not None:
            continue
        if isinstance(chosen, str):
            changing.set_cycle(ctx, key(task.id), chosen)
        elif not task.standing:
            steps.write_deadline(ctx, task, chosen, basis="default")
        elif standing is not None:
            changing.set_cycle(ctx, key(task.id), standing)
        else:
            continue
        settled += 1
    return settled


@act(Right.PLAN)
def consolidate_rest(ctx: Context, plan_id: int, unit_name: str | None) -> int:
    """Name the consolidating unit of every task that needs one and has none yet; return how many those are.

    ``unit_name`` None takes the first unit of each; raises PlanError as ``changing.consolidate`` does.
    """
    steps.open_plan(ctx, plan_id)
    settled = 0
    for task in plans.one_plan(ctx.session, plan_id).live_tasks:
        if task.indicator_id is None and handing_out.needs_consolidating(task, unassigned=unit_name is not None):
            changing.consolidate(ctx, task.id, unit_name)
            settled += 1
    return settled


@act(Right.PLAN)
def ask_mode_of_all(ctx: Context, plan_id: int, *, each: bool) -> None:
    """Let every task of a plan be asked of each unit, or of its leads alone, as ``changing.ask_mode`` says."""
    steps.open_plan(ctx, plan_id)
    for task in plans.tasks_of(ctx.session, plan_id):
        changing.ask_mode(ctx, key(task.id), each=each)


@act(Right.PLAN)
def take_candidate(ctx: Context, task_id: int, *, take: bool) -> None:
    """Take an item beside the register as a task, or leave it; after 交办 a task taken is asked from now on.

    Raises PlanError where that is decided, and after 交办 where it lacks a date or a unit.
    """
    task = plans.task_by_id(ctx.session, task_id)
    plan = steps.standing_plan(ctx, task.plan_id)
    if not task.candidate:
        raise PlanError("这一条已经处理过了。请重新打开这个方案，看现在的疑点。")
    task.candidate = False
    if not take:
        task.cancelled_at = ctx.now
    ctx.session.add(task)
    if take:
        joining.ask_task(ctx, plan, task_id)
    ctx.note("采纳候选" if take else "不采纳候选", "task", task.id)


@act(Right.PLAN)
def take_all_candidates(ctx: Context, plan_id: int, *, take: bool) -> int:
    """Take every candidate of a plan as a task, or leave them all; return how many there were."""
    waiting = plans.tasks_of(ctx.session, plan_id, candidates=True)
    for task in waiting:
        take_candidate(ctx, key(task.id), take=take)
    return len(waiting)


@act(Right.PLAN)
def settle_finding(ctx: Context, finding_id: int) -> int:
    """Mark one finding as looked at, and return its plan; raises PlanError where there is no such finding."""
    finding = ctx.session.get(models.Finding, finding_id) if finding_id <= MAX_KEY else None
    if finding is None:
        raise PlanError("没有这处疑点，方案可能重新导入过。请重新打开这个方案，看现在的疑点。")
    finding.settled_at = ctx.now
    ctx.session.add(finding)
    ctx.session.flush()
    ctx.note("疑点已看", "finding", finding.id)
    return finding.plan_id


@act(Right.PLAN)
def settle_findings(ctx: Context, plan_id: int, first: int, last: int) -> int:
    """Mark the findings of a plan from one to another as looked at; returns how many were still open."""
    shown = [key(row.id) for row in plans.findings_of(ctx.session, key(plans.get(ctx.session, plan_id).id))]
    seen = [finding_id for finding_id in shown if first <= finding_id <= last]
    for finding_id in seen:
        settle_finding(ctx, finding_id)
    return len(seen)


@act(Right.PLAN)
def mark_issued(ctx: Context, plan_id: int) -> None:
    """The draft for comments has been issued as it stands (印发).

    What became past due while it waited goes to review, as if it had been loaded today (R8).
    """
    plan = steps.open_plan(ctx, plan_id)
    before, plan.document_status = plan.document_status, "issued"
    ctx.session.add(plan)
    waited = range(local_date(plan.loaded_at).toordinal(), ctx.today.toordinal())
    for task in plans.tasks_of(ctx.session, plan_id):
        rows = plans.checkpoints_of(ctx.session, key(task.id))
        days = [c.day.toordinal() for c in rows if c.kind is CheckpointKind.DEADLINE]
        if task.closed_at is None and any(day in waited for day in days):
            task.review = steps.PAST_DUE
            ctx.session.add(task)
    ctx.note("标记为印发", "plan", plan_id, before=before or "", after="issued")


@act(Right.PLAN)
def mark_draft(ctx: Context, plan_id: int) -> None:
    """A plan is still a draft (征求意见稿): it is not handed out until it has been issued (R8).

    Raises PlanError where it has been handed out, or is on trial.
    """
    plan = steps.open_plan(ctx, plan_id)
    before, plan.document_status = plan.document_status, "draft"
    ctx.session.add(plan)
    ctx.note("标记为征求意见稿", "plan", plan_id, before=before or "", after="draft")


@act(Right.PLAN)
def set_supplier(ctx: Context, plan_id: int, words: str) -> int:
    """Say which unit supplies the indicators' figures, and return for how many indicators.

    ``words`` is a unit, for all that have none yet, or an indicator's number and a unit: 3 县教委. Raises PlanError
    where the name means no single unit of the registry, or the plan has no such indicator.
    """
    plan = steps.standing_plan(ctx, plan_id)
    first, rest = first_word(words)
    seq, unit_name = (first, rest) if rest else (None, first)
    unit = steps.single_unit(unit_name, steps.registered(ctx, plan), "不能报数")
    rows = plans.indicators_of(ctx.session, plan_id)
    chosen = [i for i in rows if (i.seq == seq if seq is not None else i.supplier_id is None)]
    if seq is not None and not chosen:
        raise PlanError(f"方案{plan_id}里没有第{seq}项指标。")
    joining.refuse_asked(plan, chosen)
    for indicator in chosen:
        indicator.supplier_id = unit.id
        ctx.session.add(indicator)
    joining.ask_figures(ctx, plan)
    ctx.note("定报数单位", "plan", plan_id, unit=unit.name, indicators=[i.seq for i in chosen])
    return len(chosen)


@act(Right.PLAN)
def set_ladder(ctx: Context, plan_id: int, days: Sequence[int]) -> tuple[int, ...]:
    """Give a plan a ladder of its own, and return it in order; it holds from now on.

    ``days`` are calendar days from the date, negative before it: (-14, -7, -1, 0, 3). Raises PlanError for an empty
    ladder and for rungs more than a year away.
    """
    plan = plans.get(ctx.session, plan_id)
    ladder = tuple(sorted(set(days)))
    if not ladder or abs(ladder[0]) > _FARTHEST_RUNG or abs(ladder[-1]) > _FARTHEST_RUNG:
        raise PlanError("提醒的日子请写成离时限的天数，一年以内，时限之前的为负，例如 -14,-7,-1,0,3。")
    before = plans.one_plan(ctx.session, plan_id).settings.ladder
    plan.settings = {**plan.settings, "ladder": list(ladder)}
    ctx.session.add(plan)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    ctx.note("定提醒日", "plan", plan_id, before=list(before), after=list(ladder))
    return ladder


@act(Right.PLAN)
def set_steps(ctx: Context, plan_id: int, after: Sequence[int]) -> PlanSettings:
    """Say after how many working days of silence the member, the office's list and a convenor come in (R12).

    Returns how the plan asks now. Raises PlanError unless these are three rising numbers between 1 and 60.
    """
    plan = plans.get(ctx.session, plan_id)
    if len(after) != _STEPS or not 0 < after[0] < after[1] < after[2] <= _FARTHEST_STEP:
        raise PlanError("请写三个由小到大的工作日数：提醒成员、列入办公室清单、可提请召集人，例如 3 7 15。")
    before = plans.one_plan(ctx.session, plan_id).settings
    names = ("member_after", "office_after", "convenor_after")
    plan.settings = {**plan.settings, **dict(zip(names, after, strict=True))}
    ctx.session.add(plan)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    were = [before.member_after, before.office_after, before.convenor_after]
    ctx.note("定升级步骤", "plan", plan_id, before=were, after=list(after))
    return plans.one_plan(ctx.session, plan_id).settings
