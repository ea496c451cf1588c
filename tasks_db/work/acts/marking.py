"""The number (文号) and the day of issue of a plan whose file printed none, or printed them wrong."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import col, select

from tasks_db.register import plan_marks
from tasks_db.register.authority import Right
from tasks_db.register.plan_marks import Marked, Marks
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.terms import GONE
from tasks_db.work import steps
from tasks_db.work.context import Context, act


@act(Right.PLAN)
def set_marks(ctx: Context, plan_id: int, number: str | None, issued_on: date | None) -> Marked:
    """Put down which number a plan's paper bears and on which day it was issued; None leaves it without.

    Papers name the plan by them from now on; what has been issued stays as it is, and no task's date moves. Raises
    PlanError for what is no number, a day to come, and where the plan is over.
    """
    plan = steps.standing_plan(ctx, plan_id)
    plan_marks.refuse_ahead(issued_on, ctx.today)
    return _set(ctx, plan, Marks(plan_marks.doc_number(number) if number else None, issued_on), plan_marks.SET)


@act(Right.PLAN)
def take_back_marks(ctx: Context, plan_id: int) -> Marked:
    """Take the last change of a plan's number and day of issue back; done again, it brings the change back.

    Raises PlanError where nobody has put any down.
    """
    plan = steps.standing_plan(ctx, plan_id)
    entry = models.AuditEntry
    query = (
        select(entry)
        .where(entry.entity == "plan", entry.entity_id == plan_id)
        .where(col(entry.action).in_((plan_marks.SET, plan_marks.TAKEN_BACK)))
        .order_by(col(entry.id).desc())
    )
    last = ctx.session.exec(query).first()
    if last is None:
        raise PlanError(f"方案{plan_id}的文号和印发日期没有改过，没有可以撤销的。")
    return _set(ctx, plan, _kept(last.detail), plan_marks.TAKEN_BACK)


def _kept(detail: Mapping[str, object]) -> Marks:
    """The marks before an act, as the trail kept them."""
    number, day = (str(detail.get(name) or "") for name in ("was_number", "was_issued"))
    return Marks(number or None, date.fromisoformat(day) if day else None)


def _set(ctx: Context, plan: models.Plan, marks: Marks, action: str) -> Marked:
    before = Marks(plan.number, plan.issued_on)
    plan.number, plan.issued_on = marks.number, marks.issued_on
    ctx.session.add(plan)
    ctx.session.flush()
    was = {"was_number": before.number, "was_issued": before.issued_on.isoformat() if before.issued_on else None}
    ctx.note(action, "plan", plan.id, before=_in_words(before), after=_in_words(marks), **was)
    tasks = plans.tasks_of(ctx.session, key(plan.id)) if marks.issued_on != before.issued_on else ()
    counted = tuple(task.seq for task in tasks if plan_marks.counts_from_issue(task.deadline_text or task.content))
    draft = plan.document_status == "draft"
    return Marked(key(plan.id), plan.title, before, marks, _twins(ctx, plan), counted, draft)


def _twins(ctx: Context, plan: models.Plan) -> tuple[int, ...]:
    """The plans in force that bear the same number, by their own."""
    if not plan.number:
        return ()
    other = models.Plan
    query = select(other.id).where(other.number == plan.number, other.id != plan.id)
    found = ctx.session.exec(query.where(col(other.stage).not_in(GONE)).order_by(col(other.id))).all()
    return tuple(key(one) for one in found)


def _in_words(marks: Marks) -> str:
    said = (marks.number, marks.issued_on.isoformat() if marks.issued_on else None)
    return "，".join(one for one in said if one) or "无"
