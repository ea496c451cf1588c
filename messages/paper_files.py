"""A paper of any kind as files: its draft, and what is kept of its issue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from config.clock import local_date
from messages import actions, digest_file, letter_paper, letter_text, paper_docx, paper_edited, paper_shown
from messages.digest_file import Issue
from messages.message import Attachment
from tasks_db.register.digest.as_json import as_json
from tasks_db.register.digest.values import Digest
from tasks_db.register.letters import Letter
from tasks_db.register.meetings.values import Body
from tasks_db.register.notice import NoticeText
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord, require_unlocked
from tasks_db.terms import PaperKind, PaperState


def draft(
    record: PaperRecord,
    digest: Digest | None,
    letter: Letter | None,
    body: Body,
    edited: bytes | None = None,
    number: int | None = None,
) -> Attachment:
    """Return a paper on its way, in the ``edited`` form where there is one.

    A digest bears the ``number`` that it would be issued under, where that is given. Raises PaperError for an issue.
    """
    require_unlocked(record)
    if edited is not None:
        return Attachment(f"{record.label}（{record.state.zh}）.docx", edited)
    if digest is not None:
        return digest_file.draft(record, digest, body.name, number=number, seal_unit=_seal_unit(body))
    if letter is None:
        raise ValueError("a paper on its way has a digest or a letter")
    day = local_date(letter.as_of)
    head = letter_paper.head(body, letter, day, letter_paper.number(letter.kind, day.year, None))
    shown = paper_shown.of_letter(record, letter, body)
    content = paper_docx.docx(shown.paper, letter.as_of, mark=paper_docx.mark(record.id), head=head)
    return Attachment(f"{record.label}（{record.state.zh}）.docx", content)


def _seal_unit(body: Body) -> str:
    """The unit whose seal stands for the office's: by the rules of the body, else where its office sits (代章)."""
    return body.rules.seal_unit or body.office_unit or ""


def issue(
    record: PaperRecord,
    digest: Digest | None,
    letter: Letter | None,
    body: Body,
    number: int,
    replies: Sequence[PaperReply] = (),
    edited: bytes | None = None,
) -> Issue:
    """Return what is kept of a paper under its number; raises PaperError for one that is issued already.

    ``replies`` are what those whom it names were shown and said; they are kept beside its sentences. An ``edited``
    file is issued as the office edited it, with the number filled in.
    """
    require_unlocked(record)
    made = _issue(record, digest, letter, body, number, replies)
    if edited is None:
        return made
    (name, own), *beside = made.files
    unsigned = _unsigned(record, digest, letter, body)
    content = paper_edited.filled(unsigned, own, edited)
    if digest is not None:
        table = digest_file.table(digest, unsigned, edited).content
        beside = [(name, table if name.endswith(".xlsx") else kept) for name, kept in beside]
    notice = made.notice
    if letter is not None and notice is not None:  # the unit reads what was signed
        said = [notice.text.split("\n", 1)[0], *(paper_edited.body(content) or ["正文见原件。"])]
        notice = replace(notice, text="\n".join(said))
    return Issue(((name, content), *beside), {**made.value, "edited": True}, notice)


def printed_number(record: PaperRecord, signed_at: datetime | None, number: int) -> str:
    """Return the number that a paper bears once it is issued: 2025年第3期, 联席催〔2025〕3号."""
    year = local_date(signed_at or record.as_of).year
    return letter_paper.number(record.kind, year, number) if record.is_letter else f"{year}年第{number}期"


def require_ready(
    record: PaperRecord, digest: Digest | None, letter: Letter | None, body: Body, edited: bytes
) -> None:
    """Raise PaperError, with what to do in the file, where an edited paper could not be issued as it is."""
    own = _unsigned(record, digest, letter, body)
    paper_edited.require_ready(own, _issue(record, digest, letter, body, 1).files[0][1], edited)


def _unsigned(record: PaperRecord, digest: Digest | None, letter: Letter | None, body: Body) -> bytes:
    """The draft as it was given out to be edited: nobody had signed it."""
    return draft(replace(record, steps=record.steps[:1]), digest, letter, body).content


def _issue(
    record: PaperRecord,
    digest: Digest | None,
    letter: Letter | None,
    body: Body,
    number: int,
    replies: Sequence[PaperReply] = (),
) -> Issue:
    if digest is not None:
        return digest_file.issue(record, digest, body.name, number, replies, seal_unit=_seal_unit(body))
    if letter is None:
        raise ValueError("a paper on its way has a digest or a letter")
    signed = record.step(PaperState.SIGNED)
    day = local_date(signed.at if signed is not None else letter.as_of)
    numbered = letter_paper.number(letter.kind, day.year, number)
    shown = paper_shown.of_letter(record, letter, body)
    head = letter_paper.head(body, letter, day, numbered)
    content = paper_docx.docx(shown.paper, letter.as_of, signed_on=day, head=head)
    value = {"letter": as_json(letter), "paper": as_json(shown.paper)}
    listed = letter_text.items(letter) if len(letter.items) > 1 or letter.kind is PaperKind.URGING else []
    said = "\n".join([f"{numbered} {shown.paper.title}", shown.paper.opening.text, *listed])
    buttons = ((("看原件", actions.LETTER_GOT, (record.id,)),),)
    return Issue(((f"{letter.unit}{record.kind.zh}{numbered}.docx", content),), value, NoticeText(said, buttons))
