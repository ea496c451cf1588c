"""The papers of sittings as Word files to send or to keep."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from config.clock import local_date
from messages import evaluation_paper, paper_docx, sitting_papers
from messages.message import Attachment
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings.evaluation import Evaluation
from tasks_db.register.meetings.filing import Filing
from tasks_db.register.meetings.follow_up import FollowUp
from tasks_db.register.meetings.values import Body, Sitting


class Kind(StrEnum):
    """Which paper of a sitting is wanted."""

    NOTICE = "notice"
    AGENDA = "agenda"
    PACK = "pack"
    MINUTES = "minutes"


NAMES = {Kind.NOTICE: "会议通知", Kind.AGENDA: "议程", Kind.PACK: "会议材料", Kind.MINUTES: "会议纪要"}


def word(
    kind: Kind,
    body: Body,
    s: Sitting,
    digest: Digest | None,
    followed: Sequence[FollowUp],
    moment: datetime,
    day: date,
) -> Attachment:
    """Return one of a sitting's papers, dated ``day`` until it has gone out and as it went out from then on.

    ``digest`` and ``followed`` are what the pack tells of.
    """
    day = _dated(kind, s, day)
    match kind:
        case Kind.NOTICE:
            paper = sitting_papers.notice(body, s, day)
            head = sitting_papers.plain_head(body, day, sitting_papers.recipients(s))
        case Kind.AGENDA:
            paper, head = sitting_papers.agenda(body, s, day), sitting_papers.plain_head(body, day)
        case Kind.PACK:
            if digest is None:
                raise ValueError("a pack tells of all tasks")
            paper = sitting_papers.pack(body, s, digest, followed, day)
            head = sitting_papers.plain_head(body, day)
        case Kind.MINUTES:
            paper, head = sitting_papers.minutes(body, s, day), sitting_papers.minutes_head(body, s, day)
    content = paper_docx.docx(paper, moment, head=head)
    return Attachment(f"{s.name}{NAMES[kind]}.docx", content)


def _dated(kind: Kind, s: Sitting, day: date) -> date:
    """The day of a paper: that on which it went out, and for what lay on the table at most that of the sitting."""
    went_out = {Kind.NOTICE: s.called_at, Kind.MINUTES: s.issued_at}.get(kind)
    if went_out is not None:
        return local_date(went_out)
    if kind in {Kind.AGENDA, Kind.PACK} and s.starts_at is not None:
        return min(day, local_date(s.starts_at))
    return day


def filings(body: Body, found: Sequence[Filing], moment: datetime, day: date) -> Attachment:
    """Return the form of changed seats (备案表)."""
    paper = sitting_papers.filing(body, found, day)
    content = paper_docx.docx(paper, moment, head=sitting_papers.plain_head(body, day))
    return Attachment(f"成员调整备案表{day.isoformat()}.docx", content)


def evaluation(value: Evaluation, moment: datetime) -> Attachment:
    """Return the evaluation of a year (评估报告)."""
    paper = evaluation_paper.paper(value)
    head = sitting_papers.plain_head(value.body, value.day)
    return Attachment(f"{value.year}年度评估报告.docx", paper_docx.docx(paper, moment, head=head))
