"""What was done, in a digest's paper: a sentence for each fact, a paragraph for each section of the plans."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_parts, paper_words
from messages.paper import Paragraph, Section
from tasks_db.register.digest.facts import in_short
from tasks_db.register.digest.totals import Total
from tasks_db.register.digest.values import Digest, Fact, TaskLine
from tasks_db.terms import AnswerKind, ReportStatus, WorkState


def done(facts: Sequence[Fact], digest: Digest, *, terse: bool = False) -> list[tuple[str, Paragraph]]:
    """Return a sentence for each fact with the heading of its section, in the plans' order.

    A ``terse`` one tells its first clauses.
    """
    lines = {line.task.task_id: line for line in digest.tasks}
    return [
        (paper_words.heading(fact.task.section), _sentence(fact, lines[fact.task.task_id], digest, terse=terse))
        for fact in facts
    ]


def _sentence(fact: Fact, line: TaskLine, digest: Digest, *, terse: bool) -> Paragraph:
    """县民政局牵头的第5项“…”：7个活动室全部投入使用，5月19日办结; whoever does not lead stands behind the words."""
    closed = _closed(line, digest)
    whole = fact.total.text if fact.total is not None and not closed else ""
    text = digest_parts.phrase(
        "done",
        task=digest_parts.named_task(fact.task, digest),
        words=paper_words.text(whole or (in_short(fact.text) if terse else fact.text)),
        leads="、".join(line.leads),
        unit="" if line.leads == (fact.unit,) else fact.unit,
        when="" if closed else _when(fact, digest),
        said_on="" if closed or fact.is_last else digest_parts.long_ago(fact.source, digest),
        closed=closed,
    )
    reports = fact.total.report_ids if whole and fact.total is not None else digest_parts.ids(fact.source)
    return Paragraph(text, reports, (fact.task.task_id,))


def _when(fact: Fact, digest: Digest) -> str:
    """How often it was told in the period, and whether these are the figures of all or of the last time."""
    if fact.total is not None:
        return told_often(fact.total, digest)
    day = digest_parts.said_on(fact.source, digest) if fact.is_last else ""
    return digest_parts.phrase("told_last", day=day) if day else ""


def told_often(total: Total, digest: Digest, *, dated: bool = True) -> str:
    """Return what leads to the figures of several reports: 本季度3次反馈（7月24日、8月25日、9月24日）合计，."""
    days = [brief.day(day, digest.day) for day in total.days]
    return digest_parts.phrase(
        "told_often",
        word=digest.period.word,
        count=len(days),
        days="、".join(days) if dated and len(days) <= digest_parts.FEW else "",
        added=total.added,
    )


LAGS = 3
"""The first rank of work that lags."""
UNTOLD = 4
"""The rank of work that waits for a review: nothing can be told of it yet."""


def rank(fact: Fact, digest: Digest) -> int:
    """Return how early a fact is told where there is no room for all: closed work, then what meets its plan.

    What a unit did that only helps is told with the work that lags, as is what was closed before the period.
    """
    line = next(line for line in digest.tasks if line.task.task_id == fact.task.task_id)
    if _lately(line, digest):
        return 0
    if line.mark is not None:
        return UNTOLD
    helps = fact.unit not in {*line.leads, line.unit} and line.group is None  # a share of the work, and not the work
    if line.missed_milestone is not None or line.closed_at is not None or (helps and line.work_state in _RANKS):
        return LAGS
    return _RANKS.get(line.work_state, LAGS)


_RANKS = {WorkState.ON_TRACK: 1, WorkState.STANDING: 1, WorkState.UNQUANTIFIED: 2}


def closed_lately(task_id: int, digest: Digest) -> bool:
    """Return whether a task was closed in the period that the digest tells of."""
    return any(line.task.task_id == task_id and _lately(line, digest) for line in digest.tasks)


def _lately(line: TaskLine, digest: Digest) -> bool:
    return line.closed_at is not None and not line.closed_before_dispatch and digest.period.holds(line.closed_at)


def closed_late(line: TaskLine) -> bool:
    """Return whether the work was handed in after its date: by its request to close, not by the office's decision."""
    asked = _asked_on(line)
    return asked is not None and line.deadline is not None and asked > line.deadline


def asked_in_time(line: TaskLine) -> date | None:
    """Return when its closing was asked for, where that was by its date and the office agreed after it; else None.

    The office's day alone would make whoever was in time look late.
    """
    asked = _asked_on(line)
    if asked is None or line.deadline is None or line.closed_at is None:
        return None
    return asked if asked <= line.deadline < local_date(line.closed_at) else None


def _asked_on(line: TaskLine) -> date | None:
    asked = [s.at for s in line.sources if s.kind is AnswerKind.CLOSURE and s.decision is ReportStatus.ACCEPTED]
    return local_date(max(asked)) if asked else None


def _closed(line: TaskLine, digest: Digest) -> str:
    """On which day of the period the task was closed, and its date where that was over; empty for any other."""
    if line.closed_at is None or not _lately(line, digest):
        return ""
    late_for = brief.day(line.deadline, digest.day) if closed_late(line) and line.deadline is not None else ""
    asked = asked_in_time(line)
    return digest_parts.phrase(
        "closed_on",
        day=brief.day(local_date(line.closed_at), digest.day),
        late_for=late_for,
        asked=brief.day(asked, digest.day) if asked else "",
    )


def by_section(told: Sequence[tuple[str, Paragraph]]) -> tuple[Section, ...]:
    """Return sentences below the headings of their sections, a paragraph each."""
    return tuple(
        Section(heading, tuple(p for _, p in of_section))
        for heading, of_section in groupby(told, key=lambda pair: pair[0])
    )
