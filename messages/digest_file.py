"""The digest as files to send or to keep: the Word paper, the table, the sources of every sentence."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from config.clock import local_date
from messages import digest_annex_tables, digest_paper, paper_compare, paper_docx, paper_sources, picture, workbook
from messages.message import Attachment
from messages.paper import Paper
from tasks_db.intake.apart import read_blocks_apart
from tasks_db.register import digest as digests
from tasks_db.register.digest.as_json import as_json
from tasks_db.register.digest.values import Digest
from tasks_db.register.papers import PaperRecord
from tasks_db.terms import PaperState


def word(digest: Digest, meeting: str) -> Attachment:
    """Return the digest as the joint meeting's office signs it, under the name of its day."""
    paper = digest_paper.paper(digest, meeting)
    return Attachment(f"进展通报{paper.day.isoformat()}.docx", paper_docx.docx(paper, digest.as_of))


def table(digest: Digest) -> Attachment:
    """Return the annex of all tasks as a spreadsheet."""
    rows = digest_annex_tables.tasks(digest)
    return Attachment(f"进展情况表{digest.day.isoformat()}.xlsx", workbook.write_table(rows.headers, rows.rows))


def pictures(digest: Digest, meeting: str) -> list[Attachment]:
    """Return the leader's picture; of many tasks one for each plan."""
    if digest.total.total <= picture.MOST or len(digest.plans) == 1:
        return [Attachment(f"进展图{digest.day.isoformat()}.png", picture.png(digest, meeting))]
    return [
        Attachment(f"进展图{digest.day.isoformat()}-{n}.png", picture.png(picture.of_plan(digest, plan.id), meeting))
        for n, plan in enumerate(digest.plans, 1)
    ]


def paper_of(record: PaperRecord, digest: Digest, meeting: str) -> Paper:
    """Return the paper that a record on its way stands for."""
    return digest_paper.paper(digest, meeting, ticked=record.ticked, corrects=record.corrects)


def draft(record: PaperRecord, digest: Digest, meeting: str) -> Attachment:
    """Return a paper that has no number yet; an edited copy that comes back is known by its mark."""
    content = paper_docx.docx(paper_of(record, digest, meeting), digest.as_of, mark=paper_docx.mark(record.id))
    return Attachment(f"{record.label}（{record.state.zh}）.docx", content)


def issue(record: PaperRecord, digest: Digest, meeting: str, number: int) -> list[Attachment]:
    """Return the files of an issue: the paper, its table and its sources, all under its number."""
    signed = record.step(PaperState.SIGNED)
    day = local_date(signed.at) if signed is not None else digest.day
    paper, name = paper_of(record, digest, meeting), f"进展通报{day.year}年第{number}期"
    sources = json.dumps(paper_sources.sources(paper, digest), ensure_ascii=False, indent=1)
    return [
        Attachment(f"{name}.docx", paper_docx.docx(paper, digest.as_of, issue=number, signed_on=day)),
        Attachment(f"{name}.xlsx", table(digest).content),
        Attachment(f"{name}.sources.json", sources.encode()),
    ]


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


def compared(path: Path, name: str, record: PaperRecord, digest: Digest, meeting: str) -> str:
    """Return in words how an edited draft differs from the register; raises IntakeError for what cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own.docx"
        own.write_bytes(draft(record, digest, meeting).content)
        units = {unit for line in digest.tasks for unit in (*line.leads, *line.responsibles, line.unit) if unit}
        found = paper_compare.differences(read_blocks_apart(own), read_blocks_apart(path), units)
    return paper_compare.told(name, found)


def value(record: PaperRecord, digest: Digest, meeting: str) -> Mapping[str, object]:
    """Return what is kept of an issue as values: the digest, and the paper that was made of it."""
    return {"digest": digests.to_json(digest), "paper": as_json(paper_of(record, digest, meeting))}
