"""A paper of any kind as files: its draft, and what is kept of its issue."""

from collections.abc import Sequence

from config.clock import local_date
from messages import actions, digest_file, letter_paper, paper_docx, paper_shown
from messages.digest_file import Issue
from messages.message import Attachment
from tasks_db.register.digest.as_json import as_json
from tasks_db.register.digest.values import Digest
from tasks_db.register.letters import Letter
from tasks_db.register.meetings.values import Body
from tasks_db.register.notice import NoticeText
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord, require_unlocked
from tasks_db.terms import PaperState


def draft(record: PaperRecord, digest: Digest | None, letter: Letter | None, body: Body) -> Attachment:
    """Return a paper that has no number yet; raises PaperError for an issue."""
    require_unlocked(record)
    if digest is not None:
        return digest_file.draft(record, digest, body.name)
    if letter is None:
        raise ValueError("a paper on its way has a digest or a letter")
    day = local_date(letter.as_of)
    head = letter_paper.head(body, letter, day, "")
    shown = paper_shown.of_letter(record, letter, body)
    content = paper_docx.docx(shown.paper, letter.as_of, mark=paper_docx.mark(record.id), head=head)
    return Attachment(f"{record.label}（{record.state.zh}）.docx", content)


def issue(
    record: PaperRecord,
    digest: Digest | None,
    letter: Letter | None,
    body: Body,
    number: int,
    replies: Sequence[PaperReply] = (),
) -> Issue:
    """Return what is kept of a paper under its number; raises PaperError for one that is issued already.

    ``replies`` are what those whom it names were shown and said; they are kept beside its sentences.
    """
    require_unlocked(record)
    if digest is not None:
        return digest_file.issue(record, digest, body.name, number, replies)
    if letter is None:
        raise ValueError("a paper on its way has a digest or a letter")
    signed = record.step(PaperState.SIGNED)
    day = local_date(signed.at if signed is not None else letter.as_of)
    numbered = letter_paper.number(letter.kind, day.year, number)
    shown = paper_shown.of_letter(record, letter, body)
    head = letter_paper.head(body, letter, day, numbered)
    content = paper_docx.docx(shown.paper, letter.as_of, signed_on=day, head=head)
    value = {"letter": as_json(letter), "paper": as_json(shown.paper)}
    said = f"{numbered} {shown.paper.title}\n{shown.paper.opening.text}"
    buttons = ((("看原件", actions.LETTER_GOT, (record.id,)),),)
    return Issue(((f"{letter.unit}{record.kind.zh}{numbered}.docx", content),), value, NoticeText(said, buttons))
