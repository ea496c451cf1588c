"""Papers of the office: what there is, one with the digest that it tells, and what was issued."""

from dataclasses import dataclass
from datetime import datetime

from config.clock import local_date
from tasks_db.register import digest as digests
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, people, registers
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.terms import PaperState
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with what it tells at its moment; ``next_number`` is the number that it would be issued under."""

    record: PaperRecord
    digest: Digest
    meeting: str
    next_number: int
    signed_at: datetime | None


@view(Right.DECIDE)
def every(ctx: Context) -> list[PaperRecord]:
    """Return the papers of the office, the newest first."""
    meeting_id = key(people.the_meeting(ctx.session).id)
    return [rows.record(ctx.session, row) for row in rows.every(ctx.session, meeting_id)]


@view(Right.DECIDE)
def one(ctx: Context, paper_id: int) -> Opened:
    """Return a paper and the digest of its moment, held against the issue before; raises PaperError for none."""
    row = rows.get(ctx.session, paper_id)
    record = rows.record(ctx.session, row)
    signed = record.step(PaperState.SIGNED)
    year = local_date(signed.at if signed is not None else ctx.now).year
    return Opened(
        record,
        _compiled(ctx, row),
        people.the_meeting(ctx.session).name,
        rows.next_number(ctx.session, row.meeting_id, year),
        signed.at if signed is not None else None,
    )


def _compiled(ctx: Context, row: models.Paper) -> Digest:
    before = rows.said(ctx.session.get(models.Paper, row.before_id) if row.before_id is not None else None)
    register = registers.load(ctx.session)
    return digests.compile(register, as_of=row.as_of, plan_ids=row.plan_ids or None, before=before)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an issue, as it was kept."""

    name: str
    content: bytes


@view(Right.DECIDE)
def files(ctx: Context, paper_id: int) -> list[Kept]:
    """Return the files of an issue, byte for byte; raises PaperError where one is missing, and for no issue."""
    record = rows.record(ctx.session, rows.get(ctx.session, paper_id))
    if not record.is_locked:
        raise PaperError(f"{record.label}还没有印发，没有存档的文件。")
    found = []
    for name, digest in record.files:
        path = ctx.files / digest
        if not path.is_file():
            raise PaperError(f"{record.label}的存档文件“{name}”不在数据目录里，请从备份恢复。")
        found.append(Kept(name, path.read_bytes()))
    return found


@view(Right.DECIDE)
def value(ctx: Context, paper_id: int) -> dict[str, object]:
    """Return what was kept of an issue as values; raises PaperError for a paper that was not issued."""
    row = rows.get(ctx.session, paper_id)
    if row.value is None:
        raise PaperError(f"{rows.record(ctx.session, row).label}还没有印发。")
    return row.value
