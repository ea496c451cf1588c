"""What whoever asks did last today, as the trail (留痕) keeps it, so that it can be taken back in words."""

from datetime import time

from sqlmodel import col, select

from config.clock import local_instant
from tasks_db.language.taking_back import TakenBack
from tasks_db.register import codes, taking_back
from tasks_db.register.authority import Right
from tasks_db.register.reviews import not_taken_back
from tasks_db.register.taking_back import Did
from tasks_db.store import models, papers, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context, view

_OF_OFFICE = frozenset({*taking_back.WAYS, *(one for several in taking_back.ACTIONS.values() for one in several)})
_LOOKED_THROUGH = 40


@view(Right.REVIEW)
def last(ctx: Context, wanted: TakenBack) -> Did | None:
    """Return the last act of today, by whoever asks, of the sorts that are meant; None where there is none.

    Nothing older than the day is taken back in words, but the last change of the deadline of a task that is named by
    its code: what comes of that is one date, which is read back.
    """
    actions = [one for sort in wanted.sorts for one in taking_back.ACTIONS[sort]] or sorted(_OF_OFFICE)
    entry = models.AuditEntry
    query = (
        select(entry)
        .where(entry.person_id == ctx.me.person_id, entry.at >= local_instant(ctx.today, time()))
        .where(col(entry.action).in_(actions))
        .order_by(col(entry.id).desc())
        .limit(_LOOKED_THROUGH)
    )
    done = (did for row in ctx.session.exec(query).all() if _is_meant(did := _did(ctx, row), wanted))
    return next(done, None) or _moved_last(ctx, wanted)


def _is_meant(did: Did, wanted: TakenBack) -> bool:
    if wanted.code:
        return did.code == wanted.code
    return wanted.number is None or codes.parted(did.code)[1] == str(wanted.number)


def _moved_last(ctx: Context, wanted: TakenBack) -> Did | None:
    """The last change of the deadline of the task that is named by its code, whoever made it on whatever day."""
    if not wanted.code or not {"deadline", "extension"} & set(wanted.sorts):
        return None
    of_plan, seq = codes.parted(wanted.code)
    found = [one for plan, one in registers.tasks(ctx.session, plans.of_seq(wanted.code)) if plan.id == of_plan]
    entry = models.AuditEntry
    query = (
        select(entry)
        .where(entry.entity == "task", col(entry.entity_id).in_([one.id for one in found if one.seq == seq]))
        .where(entry.action == "定时限")
        .order_by(col(entry.id).desc())
    )
    moves = (
        row for row in ctx.session.exec(query).all() if row.detail.get("before") not in {"", row.detail["after"]}
    )
    row = next(moves, None)
    return _did(ctx, row) if row is not None else None


def _did(ctx: Context, row: models.AuditEntry) -> Did:
    """An entry as what was done, with the code of its task; a report is told by its task and unit."""
    task, plan_id, unit_id, own = None, None, None, False
    unit = str(row.detail.get("unit", ""))
    if row.entity == "task" and row.entity_id is not None:
        task = ctx.session.get(models.Task, row.entity_id)
    elif row.entity == "report" and (report := ctx.session.get(models.Report, row.entity_id)) is not None:
        share = ctx.session.get_one(models.Assignment, report.assignment_id)
        task, unit = ctx.session.get_one(models.Task, share.task_id), share.printed
    elif row.entity == "seat" and (seat := ctx.session.get(models.Seat, row.entity_id)) is not None:
        unit_id = seat.unit_id
        unit = ctx.session.get_one(models.Unit, seat.unit_id).name
    elif row.entity == "plan":
        plan_id = row.entity_id
    if row.action == "延期" and task is not None:
        own = not _consolidates(ctx, key(task.id), unit)
    about = f"第{task.seq}项“{task.title}”" if task is not None else ""
    named = "、".join(one for one in (about, unit) if one) or _named(row)
    before, after = (str(row.detail.get(name, "")) for name in ("before", "after"))
    task_id = task.id if task is not None else None
    report_id = row.entity_id if row.entity == "report" else None
    circular_id = row.entity_id if row.entity == "circular" else None
    instead = _instead(ctx, report_id) if row.action == "通过" and report_id is not None else ""
    code = codes.code(task.plan_id, task.seq) if task is not None else ""
    return Did(
        row.at,
        row.action,
        named,
        before,
        after,
        task_id,
        plan_id,
        unit_id,
        own,
        report_id,
        circular_id,
        instead,
        code,
    )


def _instead(ctx: Context, report_id: int) -> str:
    """Why the acceptance of a report is not taken back, with what to do; empty where it may be."""
    said = Loaded(ctx.session).said(report_id)
    at = said.report.decided_at
    return not_taken_back(said, papers.issued_since(ctx.session, at, said.plan.id) if at is not None else None)


def _consolidates(ctx: Context, task_id: int, unit: str) -> bool:
    share = models.Assignment
    query = select(share.printed, share.unit_id).where(share.task_id == task_id, col(share.consolidates))
    for printed, unit_id in ctx.session.exec(query).all():
        name = ctx.session.get_one(models.Unit, unit_id).name if unit_id is not None else ""
        if unit in {printed, name}:
            return True
    return False


def _named(row: models.AuditEntry) -> str:
    return next((str(row.detail[name]) for name in ("name", "whom", "text") if row.detail.get(name)), "")
