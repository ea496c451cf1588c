"""Figures of indicators as they are reported: a step of acts that record answers, and no act (R14)."""

from tasks_db.register.answers import Said
from tasks_db.store import models
from tasks_db.terms import AnswerKind
from tasks_db.work.context import Context


def keep_measurement(ctx: Context, said: Said) -> None:
    """Where the task asks for an indicator's figure, keep the figure under the year that was asked for."""
    report = said.report
    if said.task.indicator_id is None or report.kind is not AnswerKind.PROGRESS or not report.text:
        return
    asked = next((c for c in said.task.checkpoints if c.id == report.checkpoint_id), None)
    ctx.session.add(
        models.Measurement(
            indicator_id=said.task.indicator_id,
            report_id=report.id,
            period=str(asked.day.year if asked else ctx.today.year),
            value=report.text,
            at=ctx.now,
        )
    )
