"""What differs between two versions of a plan, and between a plan and its mended spreadsheet."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tasks_db.register import handing_out, new_version, progress, values
from tasks_db.register.authority import Right
from tasks_db.register.compare import Comparison, Item, compare, compare_by_key, from_kept, kept_first
from tasks_db.register.handing_out import Blocker
from tasks_db.register.new_version import REPLACED, Known, Predecessor, Replaced, Replacing, bears_on
from tasks_db.register.refusals import PlanError
from tasks_db.register.trail import Change
from tasks_db.store import audit, people, plans
from tasks_db.store.keys import key
from tasks_db.terms import GONE, PlanStage
from tasks_db.work import steps
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox


@view(Right.PLAN)
def items(ctx: Context, plan_id: int) -> tuple[Item, ...]:
    """Return a plan's live tasks as they are compared and exported; an item's key is its task's id."""
    plans.get(ctx.session, plan_id)
    live = plans.one_plan(ctx.session, plan_id).live_tasks
    return tuple(Item.of_task(task) for task in live if task.indicator_id is None)


@view(Right.PLAN)
def compare_plans(ctx: Context, old_id: int, new_id: int) -> Comparison:
    """Return what changed from one plan to another, tasks matched by their words; raises PlanError for no plan.

    What the office has decided of the first one stays where the second still prints what was before.
    """
    live = plans.one_plan(ctx.session, old_id).live_tasks
    closed = {task.id for task in live if progress.is_closed(task, ctx.now)}
    found = kept_first(compare(items(ctx, old_id), items(ctx, new_id)), closed)
    return new_version.as_decided(found, _decided(ctx, old_id))


@view(Right.PLAN)
def last_replaced(ctx: Context, plan_id: int | None = None) -> Replaced:
    """Return what the last new version of a plan changed; without a plan, of the one that was replaced last.

    Raises PlanError where no new version has taken a plan's place.
    """
    ids = [key(row.id) for row in plans.all_plans(ctx.session)] if plan_id is None else [plan_id]
    done = _replacements(ctx, ids)
    if not done:
        which = "还没有方案" if plan_id is None else f"方案{plan_id}还没有"
        raise PlanError(f"{which}换过新版。两个方案要比，请写“对比方案3和方案2”。")
    at, plan, change = max(done, key=lambda one: one[:2])
    detail: dict[str, Any] = dict(change.detail)
    return Replaced(plan, detail["title"], detail["file"], at, change.authority, from_kept(detail["found"]))


@view(Right.PLAN)
def was_replaced(ctx: Context, plan_id: int) -> bool:
    """Return whether a new version has taken this plan's place, so that ``last_replaced`` can tell the difference."""
    return bool(_replacements(ctx, [plan_id]))


def _replacements(ctx: Context, plan_ids: Collection[int]) -> list[tuple[datetime, int, Change]]:
    return [
        (change.at, one, change)
        for one, changes in audit.histories(ctx.session, "plan", plan_ids).items()
        for change in changes
        if change.action == REPLACED and "found" in change.detail
    ]


_FIELDS = {"改牵头单位": "牵头单位", "改责任单位": "责任单位", "改责任领导": "责任领导"}


def _decided(ctx: Context, plan_id: int) -> new_version.Decided:
    """What each task's paper said of what the office has changed since: units, leaders and the deadline."""
    live = plans.one_plan(ctx.session, plan_id).live_tasks
    done = audit.histories(ctx.session, "task", [task.id for task in live])
    found: dict[int, dict[str, list[str]]] = {}
    for task in live:
        item = Item.of_task(task)
        now = {"牵头单位": item.leads, "责任单位": item.responsibles, "责任领导": item.leaders}
        of_task: dict[str, list[str]] = {}
        for action, field in _FIELDS.items():
            made = [
                (_names_of(one.detail.get("before")), _names_of(one.detail.get("after")))
                for one in done.get(task.id, ())
                if one.action == action
            ]
            of_task[field] = ["、".join(was) for was in new_version.said_before(now[field], made)]
        if task.deadline is not None and task.deadline.original_day is not None:
            of_task["时限"] = [str(task.deadline.original_day)]
        found[task.id] = of_task
    return found


def _names_of(value: object) -> tuple[str, ...]:
    """A list of names as the trail keeps it."""
    return tuple(map(str, value)) if isinstance(value, list) else ()


@view(Right.PLAN)
def before_replacing(ctx: Context, old_id: int, new_id: int) -> Replacing:
    """Return what replacing a plan by its new version would do, and what has to be done before (R17).

    Raises PlanError where there is no such plan, the new version does not wait for 交办, or it is the plan itself.
    """
    old, new = plans.get(ctx.session, old_id), plans.get(ctx.session, new_id)
    if old_id == new_id:
        raise PlanError("一个方案不能替换它自己。请写原方案和新版方案的编号。")
    if new.stage is not PlanStage.LOADED:
        raise PlanError("只能用还没有交办的新文件来替换。")
    found = compare_plans(ctx, old_id, new_id)
    before = plans.one_plan(ctx.session, old_id)
    first = _first(before, plans.one_plan(ctx.session, new_id), found) if old.stage is not PlanStage.LOADED else ()
    asked = set(outbox.people_asked(ctx.session, plan_id=old_id))
    units = bears_on(before, found)
    told = {who for unit in units for who in people.speakers_of(ctx.session, unit, ctx.today) if who in asked}
    return Replacing(old_id, old.title, found, first, before.asks, len(told))


def _first(before: values.Plan, new: values.Plan, found: Comparison) -> tuple[Blocker, ...]:
    """What keeps a new version from being asked at once: what is open in it and was not settled in the old one."""
    known = {match.new.key: match.old.key for match in found.matches}
    settled = {task.id: task for task in before.live_tasks}
    tasks = tuple(
        _as_settled(task, settled[known[task.id]]) if known.get(task.id) in settled else task
        for task in new.live_tasks
    )
    return tuple(handing_out.blockers(replace(new, tasks=tasks)))


def _as_settled(new: values.Task, old: values.Task) -> values.Task:
    """A task of the new version with what stays of the old one where the new one leaves it open."""
    units = {a.unit_id for a in new.assignments}
    kept = next((a for a in old.assignments if a.consolidates and a.unit_id in units), None)
    assignments = tuple(
        replace(a, consolidates=a.unit_id == kept.unit_id) if kept is not None else a for a in new.assignments
    )
    day, was = new.deadline, old.deadline
    keeps = day is None or (was is not None and day.day in {was.day, was.original_day})
    return replace(
        new,
        assignments=assignments or old.assignments,
        checkpoints=new.checkpoints or old.checkpoints,
        cycles=new.cycles or old.cycles,
        review=old.review if keeps else new.review,
    )


@view(Right.PLAN)
def newest(ctx: Context, beside: int | None = None) -> int | None:
    """Return the plan that was loaded last and waits for 交办, other than ``beside``; None where none does."""
    waiting = [key(row.id) for row in plans.all_plans(ctx.session) if row.stage is PlanStage.LOADED]
    return max((one for one in waiting if one != beside), default=None)


@view(Right.PLAN)
def follows(ctx: Context, plan_id: int) -> Predecessor | None:
    """Return the plan that this one, which waits for 交办, seems to be a new version of; None where none is.

    It was loaded earlier and is in use: the title, the number, or the words of most tasks are the same.
    """
    plan = plans.get(ctx.session, plan_id)
    if plan.stage is not PlanStage.LOADED:
        return None
    words: dict[int, set[str]] = {}
    for of_plan, title, content in plans.words_of_tasks(ctx.session):
        words.setdefault(of_plan, set()).add(new_version.plain(title) or new_version.plain(content))
    known = {
        key(row.id): Known(key(row.id), row.title, row.number, frozenset(words.get(key(row.id), ())))
        for row in plans.all_plans(ctx.session)
        if row.meeting_id == plan.meeting_id and row.stage not in GONE
    }
    return new_version.predecessor(known[plan_id], [one for one in known.values() if one.id < plan_id])


@view(Right.PLAN)
def compare_sheet(ctx: Context, plan_id: int, mended: Sequence[Item]) -> Comparison:
    """Return what a mended spreadsheet would change, its rows matched by their numbers.

    Raises PlanError where the plan is handed out, or a row has the number of no task of it.
    """
    steps.open_plan(ctx, plan_id)
    old = items(ctx, plan_id)
    unknown = {item.key for item in mended if item.key} - {item.key for item in old}
    if unknown:
        listed = "、".join(str(number) for number in sorted(unknown))
        raise PlanError(f"表格里的编号{listed}不是方案{plan_id}的任务。新增的行请把编号留空。")
    return compare_by_key(old, mended)
