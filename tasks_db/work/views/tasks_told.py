"""Single tasks as whoever asks sees them: with what was said of them, or as the issued plan prints them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from tasks_db.language.questions import Aspect
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, lights
from tasks_db.register.authority import Right
from tasks_db.register.digest import lines
from tasks_db.register.in_words import TaskTold
from tasks_db.register.people import Member
from tasks_db.register.queries import Scope
from tasks_db.register.reading import Part
from tasks_db.register.seen import SeenTask
from tasks_db.register.units_standing import units_standing
from tasks_db.register.values import BarePlan, Task
from tasks_db.store import candidates, registers, tasks, units
from tasks_db.store.lean import TaskIds
from tasks_db.work import pleas
from tasks_db.work.context import Context, view
from tasks_db.work.views.queries import Desk


@dataclass(frozen=True, slots=True)
class Found:
    """A task that the asker may see, and what was read with it."""

    reading: Part
    plan: BarePlan
    task: Task


def visible(desk: Desk, which: TaskIds) -> list[Found]:
    """Read the tasks of plans that ask which whoever asks may see."""
    part = registers.seen(desk.ctx.session, which)
    return [Found(part, plan, task) for plan, task in part.tasks() if desk.scope.sees_task(task)]


def told(desk: Desk, found: Found, aspect: Aspect) -> TaskTold:
    """Return one task as it stands, as far as whoever asks sees it."""
    ctx, plan, task = desk.ctx, found.plan, found.task
    office, mine = authority.is_office(ctx.who), authority.units_of(ctx.who)
    leads = desk.scope.leads(task)
    told = lines.told(found.reading, plan, task, desk.now) if leads else None
    coordinates = office or authority.is_convenor(ctx.who) or authority.leads(ctx.who, task)
    asked = aspect is Aspect.UNITS and coordinates
    return TaskTold(
        SeenTask(
            plan=plan,
            task=task,
            own=next((a for a in task.asked_assignments if a.unit_id in mine), None),
            coordinates=coordinates,
            office=office,
            pleas=pleas.told(ctx, task) if coordinates else (),
        ),
        aspect,
        lights.shown(plan, task, desk.now),
        told.line if told is not None else None,
        desk.now,
        tuple(told.silent) if told is not None else (),
        replace(units_standing(found.reading, plan, task, desk.now), pleas=pleas.told(ctx, task)) if asked else None,
    )


@view(Right.ASK)
def over_on_handing_out(ctx: Context, unit_ids: tuple[int, ...] = ()) -> list[tuple[str, date]]:
    """Return the titles and dates of tasks that were past their date when handed out, and entered as 办结 then.

    Nobody is late with them, but whoever knows the plan looks for them. ``unit_ids`` narrow it; whoever does not see
    everything is told of their own units' alone.
    """
    which = before_handing_out(authority.scope(ctx.who), unit_ids)
    found = tasks.deadlines(ctx.session, which) if which is not None else []
    return [(title, day) for title, day in found if day < ctx.today]


def before_handing_out(scope: Scope, unit_ids: Collection[int]) -> TaskIds | None:
    """Return the statement for what was 办结 on handing out, of some units or of all, as far as one sees."""
    if scope.all:
        return candidates.closed_on_handing_out(unit_ids)
    own = scope.unit_ids & frozenset(unit_ids or scope.unit_ids)
    return candidates.closed_on_handing_out(own) if own else None


@view(Right.ANSWER)
def of_groups(ctx: Context) -> list[TaskTold]:
    """Return the open tasks that issued plans give to groups to which the asker's units belong today."""
    groups = units.groups_of(ctx.session, authority.units_of(ctx.who), ctx.today)
    return printed(Desk.of(ctx), candidates.open_with_a_share(groups)) if groups else []


def printed(desk: Desk, which: TaskIds) -> list[TaskTold]:
    """Return tasks as their plan was issued to all in its joint meeting: without what anybody said of them."""
    who = desk.ctx.who
    meetings = {seat.meeting_id for seat in who.seats} if isinstance(who, Member) else set()
    part = registers.seen(desk.ctx.session, which)
    return [
        TaskTold(
            SeenTask(plan=plan, task=task, own=None, coordinates=False, office=False),
            Aspect.FACTS, lights.shown(plan, task, desk.now), None, desk.now,
        )
        for plan, task in part.tasks()
        if plan.asks and plan.meeting_id in meetings
    ]  # fmt: skip
