"""A plea on its way in (R12): the office hears of it at once. Steps of acts, and no acts (R14)."""

from tasks_db.register import codes, office_day, plea_told, progress
from tasks_db.register.answers import Said
from tasks_db.register.digest import lines
from tasks_db.register.digest.values import Coordination
from tasks_db.register.office_day import Handled, PleaLine
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, Task
from tasks_db.store import desk, models, people, units
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work import office_people
from tasks_db.work.context import Context

_LONGEST = 200


def bring_to_office(ctx: Context, said: Said) -> None:
    """Tell the office of what a report asks others for; what the unit has said before in these words is not told."""
    report = said.report
    asks = report.needs and report.needs.strip() and report.kind is not AnswerKind.NOT_OURS
    if not asks or report.status is ReportStatus.DRAFT or _said_before(said, ctx):
        return
    text = (
        f"需协调：{said.assignment.unit}，{codes.of(said.task)} {said.task.title}\n"
        f"请{report.needs}协调：{(report.problem or report.text)[:_LONGEST]}"
    )
    office_people.tell_office(ctx, text, buttons(ctx, report.id, report.needs or ""), plan_id=said.task.plan_id)


def open_pleas(ctx: Context, reading: Reading, *, helped: bool = False) -> tuple[PleaLine, ...]:
    """Return the pleas in what was read that wait for an answer, as ``office_day.open_pleas`` does.

    A difficulty that names nobody is one from when the office has passed it on: somebody is to answer it then.
    """
    handled = desk.handled(ctx.session)
    tasks = [task for _, task in reading.tasks() if lines.is_counted(task)]
    found = [row for task in tasks for row in lines.coordination(task, ctx.now)]
    known = {row.source.report_id for row in found}
    told = (row for task in tasks for row in unaddressed(task, ctx) if row.source.report_id not in known)
    found += [row for row in told if _is_passed_on(handled.get(row.source.report_id))]
    return office_day.open_pleas(found, handled, ctx.today, helped=helped, days=desk.days_to_answer(ctx.session))


def unaddressed(task: Task, ctx: Context) -> list[Coordination]:
    """Return the difficulties of a task as pleas that name nobody who should help."""
    found = lines.blockages(task, ctx.now)
    return [Coordination(b.task, b.assignment_id, b.unit, b.matter, "", b.source) for b in found]


def _is_passed_on(handled: Handled | None) -> bool:
    return handled is not None and not (handled.unit_told_at is None and handled.convenor_told_at is None)


def told(ctx: Context, task: Task) -> tuple[tuple[Assignment, PleaTold], ...]:
    """Return what became of the pleas of a task that were passed on or answered, each with whose it is."""
    asked = [report.id for share in task.shares for report in share.reports if report.needs]
    return plea_told.of_task(task, desk.pleas_told(ctx.session, asked)) if asked else ()


def _said_before(said: Said, ctx: Context) -> bool:
    earlier = (r for r in progress.standing_reports(said.assignment, ctx.now) if r.id != said.report.id)
    return any(r.needs == said.report.needs and r.problem == said.report.problem for r in earlier)


def called(ctx: Context, name: str) -> models.Unit | None:
    """Return the unit, or the group, that a plea means by a name; None where it is not one."""
    return units.unit_called(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, name)


def buttons(ctx: Context, report_id: int, needs: str) -> office_people.Buttons:
    """Return the ways on from a plea: to the unit that is to help where it is known, to a convenor, an answer."""
    known = called(ctx, needs)
    row: list[tuple[str, str, tuple[object, ...]]] = []
    if known is not None:
        row.append((f"转{known.name[:12]}", office_day.TO_UNIT, (report_id,)))
    row += [("转召集人", office_day.TO_CONVENOR, (report_id,)), ("答复单位", office_day.ANSWER, (report_id,))]
    return (row,)
