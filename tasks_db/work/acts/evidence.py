"""佐证: files that prove what a unit reported."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile, fit_name
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context, act
from tasks_db.work.keeping import keep
from tasks_db.work.own import own_assignment
from tasks_db.work.post import conversation
from tasks_db.work.post.pending import EVIDENCE


def keep_file(folder: Path, name: str, content: bytes) -> KeptFile:
    """Store a file in ``folder`` under its SHA-256, and return it by its clean name; a content is kept once.

    Raises AnswerRefused for a file that is no evidence; nothing of it is kept.
    """
    fit = fit_name(name, content)
    digest = keep(folder, content)
    return KeptFile(fit, digest, len(content))


@act(Right.REPORT)
def attach(ctx: Context, assignment_id: int, files: Sequence[KeptFile], *, waits: bool = False) -> str:
    """Attach kept files to the unit's latest report on a task, or to the assignment while there is none.

    With ``waits`` the report that they belong to is still asked about: they are the assignment's until they are
    attached once more. Return the task's title. Raises AnswerRefused unless the person speaks for the unit.
    """
    found = own_assignment(ctx, Loaded(ctx.session), assignment_id)
    loose = _without_report(ctx, assignment_id)
    latest = ctx.session.exec(
        select(models.Report)
        .where(models.Report.assignment_id == assignment_id, col(models.Report.withdrawn_at).is_(None))
        .order_by(col(models.Report.at).desc(), col(models.Report.id).desc())
    ).first()
    report_id = latest.id if latest is not None and not waits else None
    for file in files:
        if (row := loose.get(file.sha256)) is not None:
            row.report_id = report_id
            ctx.session.add(row)
            continue
        ctx.session.add(
            models.Evidence(
                assignment_id=assignment_id,
                report_id=report_id,
                person_id=ctx.speaker_id,
                at=ctx.now,
                file_name=file.name,
                sha256=file.sha256,
                size=file.size,
            )
        )
        ctx.note("佐证", "task", found.task.id, file=file.name, sha256=file.sha256)
    ctx.session.flush()
    return found.task.title


def _without_report(ctx: Context, assignment_id: int) -> dict[str, models.Evidence]:
    """The person's files of an assignment that belong to no report yet, by their content."""
    rows = ctx.session.exec(
        select(models.Evidence).where(
            models.Evidence.assignment_id == assignment_id,
            models.Evidence.person_id == ctx.speaker_id,
            col(models.Evidence.report_id).is_(None),
        )
    )
    return {row.sha256: row for row in rows}


@act(Right.ANSWER)
def hold(ctx: Context, files: Sequence[KeptFile]) -> None:
    """Keep in mind files of which it is asked for which task they are."""
    conversation.wait_for(ctx, EVIDENCE, {"files": [asdict(file) for file in files]})


@act(Right.ANSWER)
def attach_held(ctx: Context, assignment_id: int) -> tuple[tuple[str, ...], str]:
    """Attach the files that ``hold`` keeps in mind; return their names and the task's title.

    Raises AnswerRefused where none are kept in mind any more.
    """
    waiting = conversation.waiting(ctx)
    if waiting is None or waiting.kind != EVIDENCE:
        raise AnswerRefused("这个按钮已经失效，请把文件重新发一次。")
    files = [KeptFile(**file) for file in waiting.args["files"]]
    title = attach(ctx, assignment_id, files)
    conversation.let_go(ctx)
    return tuple(file.name for file in files), title
