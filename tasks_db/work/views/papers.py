"""Papers of the office: what there is, one with the digest that it tells, and what was issued."""

from collections.abc import Mapping
from datetime import datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.register.letters import Letter
from tasks_db.register.meetings.values import Body
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, people
from tasks_db.store import papers as rows
from tasks_db.terms import PaperState
from tasks_db.work import digesting, kept_files, lettering
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view
from tasks_db.work.kept_files import Kept


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with what it tells; ``next_number`` is the number that it would be issued under.

    Exactly one of three is there: on its way the ``digest`` of its moment or what a ``letter`` says; once it is
    issued ``kept``, as values. ``edited`` is the office's own file that is issued in the place of ours; ``told`` are
    who gets a letter in chat once it is issued.
    """

    record: PaperRecord
    digest: Digest | None
    letter: Letter | None
    kept: Mapping[str, object] | None
    body: Body
    next_number: int
    signed_at: datetime | None
    replies: tuple[PaperReply, ...]
    edited: bytes | None = None
    told: tuple[str, ...] = ()

    @property
    def meeting(self) -> str:
        """The name of the body whose it is."""
        return self.body.name

    @property
    def is_edited(self) -> bool:
        """Whether the office's own file stands, or was issued, in the place of ours."""
        return self.edited is not None or bool((self.kept or {}).get("edited"))


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
        None if found.is_locked or found.is_letter else digesting.of_paper(ctx, row),
        lettering.letter(row) if found.is_letter and not found.is_locked else None,
        row.value if found.is_locked else None,
        steps.body(ctx, row.meeting_id),
        rows.next_number(ctx.session, row, year),
        signed.at if signed is not None else None,
        rows.replies(ctx.session, paper_id),
        kept_files.edited(ctx.files, found),
        _told(ctx, row),
    )


def _told(ctx: Context, row: models.Paper) -> tuple[str, ...]:
    if row.unit_id is None:
        return ()
    told = lettering.speakers(ctx, row.meeting_id, row.unit_id)
    names = people.names(ctx.session, set(told))
    return tuple(names[person_id] for person_id in told)


@view(Right.DECIDE)
def files(ctx: Context, paper_id: int) -> list[Kept]:
    """Return the files of an issue, byte for byte; raises PaperError where one is missing, and for no issue."""
    return kept_files.of(ctx.files, record(ctx, paper_id))


@view(Right.DECIDE)
def issued(ctx: Context, paper_id: int) -> bytes | None:
    """Return the paper itself as it was issued, None for one that was not; raises PaperError where it is missing."""
    found = record(ctx, paper_id)
    return kept_files.of(ctx.files, found)[0].content if found.is_locked else None


@view(Right.DECIDE)
def value(ctx: Context, paper_id: int) -> dict[str, object]:
    """Return what was kept of an issue as values; raises PaperError for a paper that was not issued."""
    row = _row(ctx, paper_id)
    if row.value is None or row.state is not PaperState.ISSUED:
        raise PaperError(f"{rows.record(ctx.session, row).label}还没有印发。")
    return row.value
