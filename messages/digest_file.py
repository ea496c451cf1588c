"""The digest as files to send or to keep: the Word paper, the table, the sources of every sentence."""

import json
import tempfile
import zipfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from config.clock import local_date
from messages import (
    digest_annex_tables,
    digest_paper,
    forms,
    paper_compare,
    paper_docx,
    paper_shown,
    paper_sources,
    paper_table,
    picture,
    workbook,
)
from messages.message import Attachment
from tasks_db.intake.apart import read_blocks_apart
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import digest as digests
from tasks_db.register.digest.as_json import as_json
from tasks_db.register.digest.values import Digest
from tasks_db.register.notice import NoticeText
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord
from tasks_db.terms import PaperState


def word(digest: Digest, meeting: str) -> Attachment:
    """Return the digest as the joint meeting's office signs it, under the name of its day."""
    paper = digest_paper.paper(digest, meeting)
    return Attachment(f"进展通报{paper.day.isoformat()}.docx", paper_docx.docx(paper, digest.as_of))


def table(digest: Digest, own: bytes = b"", edited: bytes = b"") -> Attachment:
    """Return the annex of all tasks as a spreadsheet; with both files as the ``edited`` one has it."""
    rows = digest_annex_tables.tasks(digest)
    if own and edited:
        rows = paper_table.followed(rows, own, edited)
    return Attachment(f"进展情况表{digest.day.isoformat()}.xlsx", workbook.write_table(rows.headers, rows.rows))


def pictures(digest: Digest, meeting: str) -> list[Attachment]:
    """Return the leader's picture; of many tasks one for each plan."""
    if digest.total.total <= picture.MOST or len(digest.plans) == 1:
        return [Attachment(f"进展图{digest.day.isoformat()}.png", picture.png(digest, meeting))]
    return [
        Attachment(f"进展图{digest.day.isoformat()}-{n}.png", picture.png(picture.of_plan(digest, plan.id), meeting))
        for n, plan in enumerate(digest.plans, 1)
    ]


def draft(
    record: PaperRecord, digest: Digest, meeting: str, *, number: int | None = None, seal_unit: str = ""
) -> Attachment:
    """Return a paper on its way, with the ``number`` that it would have; an edited copy is known by its mark.

    ``seal_unit`` is the unit whose seal stands for the office's where the settings name none.
    """
    shown = paper_shown.of_digest(record, digest, meeting)
    head = forms.head(shown.paper.office, digest.day.year, number, seal_unit)
    content = paper_docx.docx(shown.paper, digest.as_of, mark=paper_docx.mark(record.id), head=head)
    return Attachment(f"{record.label}（{record.state.zh}）.docx", content)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is kept of an issue: its files, each by its name, its values, and what the unit of a letter is told."""

    files: tuple[tuple[str, bytes], ...]
    value: Mapping[str, object]
    notice: NoticeText | None = None


def issue(
    record: PaperRecord,
    digest: Digest,
    meeting: str,
    number: int,
    replies: Sequence[PaperReply] = (),
    *,
    seal_unit: str = "",
) -> Issue:
    """Return the paper, its table and its sources under their number, with the values that they were made of."""
    signed = record.step(PaperState.SIGNED)
    day = local_date(signed.at) if signed is not None else digest.day
    shown, name = paper_shown.of_digest(record, digest, meeting), f"进展通报{day.year}年第{number}期"
    sources = json.dumps(
        paper_sources.sources(shown.paper, digest, shown.known, replies), ensure_ascii=False, indent=1
    )
    head = forms.head(shown.paper.office, day.year, number, seal_unit)
    return Issue(
        (
            (f"{name}.docx", paper_docx.docx(shown.paper, digest.as_of, signed_on=day, head=head)),
            (f"{name}.xlsx", table(digest).content),
            (f"{name}.sources.json", sources.encode()),
        ),
        {"digest": digests.to_json(digest), "paper": as_json(shown.paper), "replies": as_json(tuple(replies))},
    )


def marked(path: Path) -> int | None:
    """Return the draft that a Word file was made of, known by its mark; None for any other file."""
    try:
        with zipfile.ZipFile(path) as archive:
            properties = archive.getinfo("docProps/core.xml")
            if properties.file_size > _PROPERTIES:
                return None
            return paper_docx.paper_marked(archive.read(properties).decode(errors="replace"))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError):
        return None


_PROPERTIES = 64 * 1024


def compared(path: Path, name: str, own: bytes, units: Collection[str]) -> str:
    """Return in words how an edited copy differs from the office's ``own`` file.

    ``units`` are the names of units that it knows. Raises IntakeError for a file that cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "own.docx"
        kept.write_bytes(own)
        found = paper_compare.differences(read_blocks_apart(kept), read_blocks_apart(path), units)
    return paper_compare.told(name, found)
