"""Papers of the office: what there is, one with the digest that it tells, and what was issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from config.clock import local_date
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.store import models
from tasks_db.store import papers as rows
from tasks_db.terms import PaperState
from tasks_db.work import digesting
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with what it tells; ``next_number`` is the number that it would be issued under.

    ``digest`` is compiled for its moment while it is on its way; once it is issued there is none, and ``kept`` is
    what was issued, as values.
    """

    record: PaperRecord
    digest: Digest | None
    kept: Mapping[str, object] | None
    meeting: str
    next_number: int
    signed_at: datetime | None


@view(Right.DECIDE)
def every(ctx: Context) -> list[PaperRecord]:
    """Return the papers of the bodies in which the caller decides, the newest first."""
    return rows.records(ctx.session, rows.every(ctx.session, steps.own_ids(ctx, Right.DECIDE)))


@view(Right.DECIDE)
def record(ctx: Context, paper_id: int) -> PaperRecord:
    """Return how far a paper has come, without what it tells; raises PaperError for none."""
    return rows.record(ctx.session, _row(ctx, paper_id))


def _row(ctx: Context, paper_id: int) -> models.Paper:
    row = rows.get(ctx.session, paper_id)
    steps.require_in(ctx, steps.body(ctx, row.meeting_id), Right.DECIDE)
    return row


@view(Right.DECIDE)
def one(ctx: Context, paper_id: int) -> Opened:
    """Return a paper with the digest of its moment, held against the issue before, or with what was issued.

    Raises PaperError for none.
    """
    row = _row(ctx, paper_id)
    found = rows.record(ctx.session, row)
    signed = found.step(PaperState.SIGNED)
    year = local_date(signed.at if signed is not None else ctx.now).year
    return Opened(
        found,
        None if found.is_locked else _compiled(ctx, row),
        row.value if found.is_locked else None,
        steps.body(ctx, row.meeting_id).name,
        rows.next_number(ctx.session, row.meeting_id, year),
        signed.at if signed is not None else None,
    )


def _compiled(ctx: Context, row: models.Paper) -> Digest:
    before = rows.said(rows.get(ctx.session, row.before_id) if row.before_id is not None else None)
    period = rows.told_period(ctx.session, row)
    return digesting.compiled(
        ctx, row.meeting_id, as_of=row.as_of, plan_ids=row.plan_ids, before=before, period=period
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an issue, as it was kept."""

    name: str
    content: bytes


@view(Right.DECIDE)
def files(ctx: Context, paper_id: int) -> list[Kept]:
    """Return the files of an issue, byte for byte; raises PaperError where one is missing, and for no issue."""
    found = record(ctx, paper_id)
    if not found.is_locked:
        raise PaperError(f"{found.label}还没有印发，没有存档的文件。")
    kept = []
    for name, digest in found.files:
        path = ctx.files / digest
        if not path.is_file():
            raise PaperError(f"{found.label}的存档文件“{name}”不在数据目录里，请从备份恢复。")
        kept.append(Kept(name, path.read_bytes()))
    return kept


@view(Right.DECIDE)
def value(ctx: Context, paper_id: int) -> dict[str, object]:
    """Return what was kept of an issue as values; raises PaperError for a paper that was not issued."""
    row = _row(ctx, paper_id)
    if row.value is None:
        raise PaperError(f"{rows.record(ctx.session, row).label}还没有印发。")
    return row.value
