"""Who answers for units, and what they hear when the units of a task change; steps of acts."""

from collections.abc import Collection, Sequence

from tasks_db.register import values
from tasks_db.register.giving import PLAN_TITLE
from tasks_db.register.unit_changes import unit_changes
from tasks_db.register.values import Assignment
from tasks_db.store import people, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.context import Context
from tasks_db.work.looking import keep
from tasks_db.work.post import outbox


def speakers(ctx: Context, assignments: Sequence[Assignment]) -> list[int]:
    """Return the bound people who answer for the units of some assignments, each once."""
    found = (people.speakers_of(ctx.session, assignment.unit, ctx.today) for assignment in assignments)
    return list(dict.fromkeys(person_id for speakers in found for person_id in speakers))


def to_tell(ctx: Context, task: values.Task) -> list[int]:
    """Return whoever is to hear of a change of a task: whoever was asked of it, and who answers for its units now."""
    asked = outbox.people_asked(ctx.session, task_id=task.id)
    return list(dict.fromkeys([*asked, *speakers(ctx, task.asked_assignments)]))


def of_ending(ctx: Context, plan: values.BarePlan, task: values.Task) -> list[int]:
    """Return whoever is to hear that a task ended, or goes on: who was sent something of it (R3, R17).

    A task that was given by hand stands on its units' lists at once, and is told of beside the program: its units
    hear of it, also before its first message.
    """
    if plan.asks and plan.title == PLAN_TITLE:
        return to_tell(ctx, task)
    return outbox.people_asked(ctx.session, task_id=task.id)


def tell_of_units(ctx: Context, was: values.Task, *, but: Collection[str] = (), ground: str = "") -> tuple[str, ...]:
    """Tell whoever a change of a task's units concerns; return the units that nobody could be told for.

    A step of acts that change the units of a task, ``was`` being the task before all of these changes; ``but`` are
    units that the caller tells, and ``ground`` is why it was changed. An objection of a unit whose share is over is
    met by that.
    """
    plan, task = Loaded(ctx.session).of_task(was.id)
    _meet_objections(ctx, was, task)
    if not plan.asks:
        return ()
    untold = []
    for unit, text in unit_changes(was, task).items():
        share = next(a for a in (*task.asked_assignments, *was.asked_assignments) if a.unit == unit)
        told = speakers(ctx, [share])
        for person_id in told if unit not in but else ():
            outbox.tell(ctx.session, person_id, f"{text}依据：{ground}" if ground else text, ctx.now)
        if not told:
            untold.append(unit)
    return tuple(untold)


def _meet_objections(ctx: Context, was: values.Task, task: values.Task) -> None:
    """Close the objections that wait of shares which the change ended: nobody is to decide what is done."""
    going_on = {a.id for a in task.assignments}
    loaded = Loaded(ctx.session)
    for report in (r for share in was.assignments if share.id not in going_on for r in share.reports):
        row = reports.get(ctx.session, report.id)
        if row.kind is AnswerKind.NOT_OURS and row.status is ReportStatus.SUBMITTED:
            row.status, row.decided_at, row.decided_by = ReportStatus.ACCEPTED, ctx.now, ctx.by.person_id
            ctx.note("通过", "report", row.id, before=report.status.zh, after=row.status.zh, reason="单位已改")
            keep(ctx, loaded, row)
