"""The question that was answered last in a conversation, from which a follow-up goes on."""

from dataclasses import replace

from config.clock import local_date
from tasks_db.language.questions import Question, QuestionKind, Said
from tasks_db.register import queries
from tasks_db.register.authority import Right
from tasks_db.register.people import Address
from tasks_db.work.context import Context, view
from tasks_db.work.post import conversation
from tasks_db.work.views.queries import ANSWERS, Desk, answered, decoded
from tasks_db.work.views.tasks_told import before_handing_out, visible

REMEMBERED = "asked"
"""The kind of what a conversation waits for while nothing but a follow-up question is waited for."""


@view(Right.ASK)
def before(ctx: Context, at: Address) -> Said:
    """Return the question that was answered last in this conversation, if that was today."""
    row = conversation.waiting(ctx)
    if row is None or row.kind != REMEMBERED or local_date(row.at) != ctx.today or row.args.get("at") != at.value:
        return Said()
    try:
        filters = decoded(ctx, str(row.args["filters"]))
        question = Question(QuestionKind(str(row.args["kind"])), filters, page=int(str(row.args["page"])))
    except (queries.StaleFilters, KeyError, ValueError):
        return Said()
    return Said(question, listed=question.kind in ANSWERS)


def of_one_row(desk: Desk, said: Said) -> Said:
    """Return the question before, turned to the one task that its answer told of, if it told of one."""
    last = said.question
    if last is None or last.kind not in ANSWERS or len(last.filters.task_ids) == 1:
        return said
    found = answered(desk, last.kind, last.filters)
    rows = found.beside if last.kind is QuestionKind.TALLY else found.rows  # a few are named beside their count
    tasks = {row.task.task_id for row in rows if getattr(row, "task", None) is not None}
    if last.kind is QuestionKind.OVERDUE and not tasks and last.filters.narrow <= {"unit_ids"}:
        which = before_handing_out(desk.scope, last.filters.unit_ids)  # what is told beside it
        tasks = {one.task.id for one in visible(desk, which)} if which is not None else tasks
    if len(tasks) != 1:
        return said
    return replace(said, question=replace(last, filters=replace(last.filters, task_ids=tuple(tasks))))
