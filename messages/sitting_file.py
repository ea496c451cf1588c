"""The papers of sittings as Word files to send or to keep."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from config.clock import local_date
from messages import evaluation_paper, paper_docx, sitting_pack, sitting_papers
from messages.message import Attachment
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings.evaluation import Evaluation
from tasks_db.register.meetings.filing import Filing
from tasks_db.register.meetings.follow_up import FollowUp, Standing
from tasks_db.register.meetings.values import Body, Sitting


class Kind(StrEnum):
    """Which paper of a sitting is wanted."""

    NOTICE = "notice"
    AGENDA = "agenda"
    PACK = "pack"
    MINUTES = "minutes"


NAMES = {Kind.NOTICE: "会议通知", Kind.AGENDA: "议程", Kind.PACK: "会议材料", Kind.MINUTES: "会议纪要"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack tells of beside the sitting: all tasks, what became of the last sitting's matters, of its own."""

    digest: Digest
    last: Standing
    own: tuple[FollowUp, ...]

    @classmethod
    def of(cls, digest: Digest | None, last: Standing, own: Sequence[FollowUp]) -> "Told | None":
        """Return it where there is a digest; papers that tell of no tasks come without."""
        return cls(digest, last, tuple(own)) if digest is not None else None


def word(kind: Kind, body: Body, s: Sitting, told: Told | None, moment: datetime) -> Attachment:
    """Return one of a sitting's papers, dated today until it has gone out and as it went out from then on.

    ``told`` is what the pack tells of.
    """
    day = _dated(kind, s, local_date(moment))
    match kind:
        case Kind.NOTICE:
            paper = sitting_papers.notice(body, s.as_noticed(), day)
            head = sitting_papers.plain_head(body, day, sitting_papers.recipients(s.as_noticed()))
        case Kind.AGENDA:
            paper, head = sitting_papers.agenda(body, s, day), sitting_papers.plain_head(body, day)
        case Kind.PACK:
            if told is None:
                raise ValueError("a pack tells of all tasks")
            paper = sitting_pack.pack(body, s, told.digest, told.last, told.own, day, local_date(moment))
            head = sitting_papers.plain_head(body, day)
        case Kind.MINUTES:
            paper, head = sitting_papers.minutes(body, s, day), sitting_papers.minutes_head(body, s, day)
    content = paper_docx.docx(paper, moment, head=head)
    return Attachment(f"{s.name}{NAMES[kind]}.docx", content)


def _dated(kind: Kind, s: Sitting, day: date) -> date:
    """The day of a paper: that on which it went out, and for what lay on the table at most that of the sitting."""
    went_out = {Kind.NOTICE: s.called_at, Kind.MINUTES: s.issued_at, Kind.PACK: s.issued_at}.get(kind)
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
