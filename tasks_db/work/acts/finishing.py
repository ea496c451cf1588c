"""The day on which a task was really done, learnt later: it closes the task, or puts the day of its closing right."""

from datetime import date

from config.clock import day_in_full
from tasks_db.register import values
from tasks_db.register.authority import Right
from tasks_db.register.outcomes import Finished
from tasks_db.register.values import Report
from tasks_db.store import looks, models, reports
from tasks_db.store.plans import task_by_id
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work import leaving, steps
from tasks_db.work.context import Context, act
from tasks_db.work.looking import keep, look
from tasks_db.work.post import outbox
from tasks_db.work.views.plans import before_finishing


@act(Right.PLAN)
def finish_on(ctx: Context, task_id: int, day: date, ground: str = "") -> Finished:
    """Put down on which day a task was done (办结日期): by it the work is in time or late.

    An open task is closed by that, a request to close it is agreed to, and whoever was asked hears that nothing is
    owed any more. Of a closed task the day alone changes, and nobody is told. Both days stay in the trail. Raises
    PlanError for a day to come, and where the task does not count or its plan is over.
    """
    done = before_finishing(ctx, task_id, day)
    loaded = Loaded(ctx.session)
    plan, value = loaded.of_task(task_id)
    steps.standing_plan(ctx, plan.id)
    task = task_by_id(ctx.session, task_id)
    if done.closed is None:
        for report in _waiting(value, ctx):
            _agree(ctx, loaded, report)
        task.closed_at, task.review = ctx.now, None
    task.done_on = day
    ctx.session.add(task)
    ctx.session.flush()
    look(ctx.session, ctx.today, looks.of_task(task_id))
    before = str(done.before or "")
    ctx.note("办结日期", "task", task_id, before=before, after=str(day), ground=ground.strip())
    if done.closed is None and plan.asks:
        why = f"依据：{ground.strip()}" if ground.strip() else "依据：办公室核实"
        for person_id in leaving.to_tell(ctx, value):
            text = f"“{value.title}”已办结，办结日期{day_in_full(day)}，不用再反馈。{why}"
            outbox.tell(ctx.session, person_id, text, ctx.now)
    return done


def _waiting(task: values.Task, ctx: Context) -> list[Report]:
    """The requests to close the task that wait: the office's word agrees to them."""
    return [
        report
        for _, report in task.requests
        if report.kind is AnswerKind.CLOSURE
        and report.said_by(ctx.now)
        and report.decision(ctx.now) is ReportStatus.SUBMITTED
    ]


def _agree(ctx: Context, loaded: Loaded, report: Report) -> None:
    row: models.Report = reports.get(ctx.session, report.id)
    row.status, row.decided_at, row.decided_by = ReportStatus.ACCEPTED, ctx.now, ctx.by.person_id
    ctx.note("通过", "report", row.id, before=ReportStatus.SUBMITTED.zh, after=ReportStatus.ACCEPTED.zh)
    keep(ctx, loaded, row)
