"""What was done, in a digest's paper: a sentence for each fact, a paragraph for each section of the plans."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_overrun, digest_parts, digest_tables, paper_words
from messages.digest_closing import closing_returned
from messages.digest_lagging import soon, without_figure
from messages.digest_members import closed_members, finished, laggards, told_gaps, told_percents
from messages.digest_moved import moved
from messages.digest_parts import phrase
from messages.digest_problems import lacks
from messages.digest_reopened import reopened
from messages.paper import Paragraph, Section
from tasks_db import lazy_re as re
from tasks_db.register.digest.facts import in_short
from tasks_db.register.digest.totals import Total
from tasks_db.register.digest.values import Digest, Fact, TaskLine
from tasks_db.register.giving import PLAN_TITLE
from tasks_db.terms import AnswerKind, ReportStatus, WorkState


def done(
    facts: Sequence[Fact], digest: Digest, *, terse: bool = False, lean: bool = False, short: bool = False
) -> list[tuple[str, Paragraph]]:
    """Return a sentence for each fact with the heading of its section, in the plans' order.

    A ``terse`` one tells its first clauses, a ``lean`` one not how often it was told, a ``short`` one no figure of
    work that keeps its time.
    """
    lines = {line.task.task_id: line for line in digest.tasks}
    given = {plan.id: plan.title for plan in digest.plans if plan.title == PLAN_TITLE}
    return [
        (
            paper_words.heading(fact.task.section or given.get(fact.task.plan_id)),
            _sentence(fact, lines[fact.task.task_id], digest, terse=terse, lean=lean, short=short),
        )
        for fact in facts
    ]


def _sentence(fact: Fact, line: TaskLine, digest: Digest, *, terse: bool, lean: bool, short: bool) -> Paragraph:
    """县民政局牵头的第5项“…”：7个活动室全部投入使用，5月19日办结; whoever does not lead stands behind the words."""
    closed = _closed(line, digest)
    whole = fact.total.text if fact.total is not None and not closed else ""
    members = "" if whole else _members(line, digest)
    pace = "" if closed or short or fact.unit != line.unit else _pace(line, digest)
    told_day = closed or fact.is_last or pace
    own = in_short(fact.text) if terse else fact.text
    if fact.unit == line.unit and line.group is None and not closed:
        own = digest_parts.with_target(own, line.content)
    if fact.source == line.text_source and line.work_state is WorkState.STANDING and not short:
        own = "，".join(filter(None, (own, _left(line, digest))))
    one = phrase("one_of_many", unit=fact.unit, words=own) if line.group is not None and not whole else own
    words = paper_words.text(whole or members or one)
    text = phrase(
        "done",
        task=digest_parts.named_task(fact.task, digest),
        words=words if short or not closed_late(line) else _behind_return(words, fact, line, digest),
        leads="、".join(line.leads),
        unit="" if line.leads == (fact.unit,) or members or one != own else fact.unit,
        when="" if closed else _when(fact, digest, lean=lean),
        pace=pace,
        said_on=_said_on(fact, own, digest, closed=bool(closed), told=bool(told_day)),
        closed=closed,
        moved="" if closed else moved(line, digest),
        gaps="" if terse or line.work_state is not WorkState.STANDING else told_gaps(line, digest, members),
    )
    reports = fact.total.report_ids if whole and fact.total is not None else digest_parts.ids(fact.source)
    if line.group is not None:
        reports = digest_parts.ids(*(f.source for f in _of_task(line, digest)))
    return Paragraph(text, reports, (fact.task.task_id,))


def _behind_return(words: str, fact: Fact, line: TaskLine, digest: Digest) -> str:
    """What was done of work that was closed late, after a closing that was returned: in the order of the days."""
    sent_back = closing_returned(line, digest)
    if not sent_back or line.closing_returned is None:
        return words
    if fact.source.said_on < line.closing_returned.on:
        return f"{words}，{sent_back}"
    on = brief.day(fact.source.said_on, digest.day)
    return f"{sent_back}，{words if line.group is not None else f'{on}反馈{words}'}"


def _left(line: TaskLine, digest: Digest) -> str:
    """What recurring work has found wrong or left undone, but for what the paper tells as over its day."""
    told = "，".join(f"{o.matter}，{o.clause}" for o in digest_overrun.of_task(line.task, digest))
    return "，".join(clause for clause in lacks(line, digest).split("，") if clause and clause not in told)


def _said_on(fact: Fact, words: str, digest: Digest, *, closed: bool, told: bool) -> str:
    """The day of words that are old and have none yet; of a closed task's too where they count from it: 下周."""
    if closed and paper_words.speaks_from_its_day(words):
        return digest_parts.said_on(fact.source, digest)
    if told:
        return ""
    own = digest_parts.said_on(fact.source, digest)
    counts = own and paper_words.speaks_from_its_day(words) and not _when(fact, digest, lean=False)
    return own if counts else digest_parts.long_ago(fact.source, digest)


def _of_task(line: TaskLine, digest: Digest) -> list[Fact]:
    """What the members of a group did that do not lag, those that have finished first."""
    done, slow = finished(line), dict(laggards(line))
    found = [fact for fact in digest.facts if fact.task.task_id == line.task.task_id and fact.unit not in slow]
    return sorted(found, key=lambda fact: fact.unit not in done)


def _members(line: TaskLine, digest: Digest) -> str:
    """云台乡已完成，建成3个；青岩镇进度90%，建成5个: what members of a group did; of many nothing."""
    facts = _of_task(line, digest)
    if line.group is None:
        return ""
    if line.closed_at is not None:
        return closed_members(line)
    if not 0 < len(facts) <= digest_parts.FEW:
        return ""
    done, percents = finished(line), told_percents(line)

    def state(unit: str) -> str:
        if unit in done:
            return "已完成，"
        return f"进度{percents[unit]}%，" if percents.get(unit) is not None else ""

    return "；".join(f"{one.unit}{state(one.unit)}{paper_words.text(in_short(one.text))}" for one in facts)


def _pace(line: TaskLine, digest: Digest) -> str:
    """进度85%（6月17日反馈，应达84.5%）: the figure of work that keeps its time, with what it is held against."""
    if line.work_state is not WorkState.ON_TRACK or "%" not in digest_tables.figure(line) or line.mark is not None:
        return ""
    if line.expected_percent is None or line.expected_percent < 1:
        return ""
    return phrase(
        "pace",
        percent=line.percent,
        day=digest_parts.said_on(line.percent_source, digest),
        expected=line.expected_percent,
    )


def _when(fact: Fact, digest: Digest, *, lean: bool) -> str:
    """How often it was told in the period, and whether these are the figures of all or of the last time."""
    if fact.total is not None:
        if lean and fact.total.added:
            return phrase("added_up", word=digest.period.word)
        return told_often(fact.total, digest, dated=False)
    if lean and _OF_WHAT_TIME.search(fact.text):
        return ""
    recurs = next(line for line in digest.tasks if line.task.task_id == fact.task.task_id).work_state
    once = recurs is WorkState.STANDING and not digest_parts.long_ago(
        fact.source, digest
    )  # which says its day behind
    day = digest_parts.said_on(fact.source, digest) if once or fact.is_last else ""
    return phrase("told_last", day=day, several=fact.is_last) if day else ""


def told_often(total: Total, digest: Digest, *, dated: bool = True) -> str:
    """Return what leads to the figures of several reports: 本季度3次反馈（7月24日、8月25日、9月24日）合计，."""
    days = [brief.day(day, digest.day) for day in total.days]
    return phrase(
        "told_often",
        word=digest.period.word,
        count=len(days),
        days="、".join(days) if dated and len(days) <= digest_parts.FEW else "",
        added=total.added,
    )


_OF_WHAT_TIME = re.compile(
    r"本(?:季度|月|年|期|周|半年)|累计|共计|总计|截至|上半年|下半年|[一二三四1-4]季度|全年|今年|年内|当月|新增|\d月"
)


def says_no_period(fact: Fact, digest: Digest) -> bool:
    """Return whether figures of recurring work, told once in the period, do not say of what time they are."""
    line = next(line for line in digest.tasks if line.task.task_id == fact.task.task_id)
    recurs = line.work_state is WorkState.STANDING and (fact.total is None or not fact.total.added)
    return recurs and bool(re.search(r"\d", fact.text)) and not _OF_WHAT_TIME.search(fact.text)


FIRST = 1
"""The rank up to which nothing is left out for want of room: closed, in time, or done over and over."""
UNTOLD = 4
"""The rank of what is no progress: late and slow work stands with the problems; what waits, nobody knows yet."""
_HELPS = 3
"""The rank of what a unit did that only helps: a share of the work, and not the work."""


def rank(fact: Fact, digest: Digest) -> int:
    """Return how early a fact is told where there is no room for all: closed work, then what meets its plan.

    Of slow work of a group what those did that do not lag is told; of what falls due soon without a figure nothing.
    """
    line = next(line for line in digest.tasks if line.task.task_id == fact.task.task_id)
    if _lately(line, digest):
        return 0
    if line.mark is not None or line.missed_milestone is not None or line.closed_at is not None:
        return UNTOLD
    if line.group is not None and line.work_state is WorkState.BEHIND and _members(line, digest):
        return _RANKS[WorkState.UNQUANTIFIED]
    if digest_parts.is_due_today(line, digest) or (soon(line, digest) and line in without_figure(digest)):
        return UNTOLD
    helps = fact.unit not in {*line.leads, line.unit} and line.group is None
    return _HELPS if helps and line.work_state in _RANKS else _RANKS.get(line.work_state, UNTOLD)


_RANKS = {WorkState.ON_TRACK: FIRST, WorkState.STANDING: FIRST, WorkState.UNQUANTIFIED: 2}


def closed_lately(task_id: int, digest: Digest) -> bool:
    """Return whether a task was closed in the period that the digest tells of."""
    return any(line.task.task_id == task_id and _lately(line, digest) for line in digest.tasks)


def _lately(line: TaskLine, digest: Digest) -> bool:
    return line.closed_at is not None and not line.closed_before_dispatch and digest.period.holds(line.closed_at)


def closed_late(line: TaskLine) -> bool:
    """Return whether the work was done after its date: on the day that the office put down, else that of its request.

    The day of the office's decision makes nothing late. Where nobody asked, it is the day on which the last of those
    who owed it said that it is done; where they did not either, that on which the office closed it.
    """
    if line.closed_at is None or (line.closed_before_dispatch and line.done_on is None):
        return False
    done = line.done_on or _asked_on(line) or _told_on(line) or local_date(line.closed_at)
    return done is not None and line.deadline is not None and done > line.deadline


def asked_in_time(line: TaskLine) -> date | None:
    """Return when its closing was asked for, where that was by its date and the office agreed after it; else None.

    The office's day alone would make whoever was in time look late.
    """
    asked = _asked_on(line)
    if asked is None or line.deadline is None or line.closed_at is None or line.done_on is not None:
        return None
    return asked if asked <= line.deadline < local_date(line.closed_at) else None


def _told_on(line: TaskLine) -> date | None:
    """When whoever owed a task had said that it is done: the last member of a group; None where not all did."""
    owed = {s.unit for s in line.sources} if line.group is not None else {line.unit}
    if line.group is not None and line.group.done < line.group.asked:
        return None
    days: dict[str, date] = {}
    for s in line.sources:
        if s.kind is AnswerKind.DONE and s.unit in owed:
            days[s.unit] = min(s.said_on, days.get(s.unit, s.said_on))
    return max(days.values(), default=None)


def _asked_on(line: TaskLine) -> date | None:
    asked = [s.at for s in line.sources if s.kind is AnswerKind.CLOSURE and s.decision is ReportStatus.ACCEPTED]
    return local_date(max(asked)) if asked else None


def _closed(line: TaskLine, digest: Digest) -> str:
    """On which day of the period the task was closed, and its date where that was over; empty for any other."""
    if line.closed_at is None or not _lately(line, digest):
        return ""
    late_for = brief.day(line.deadline, digest.day) if closed_late(line) and line.deadline is not None else ""
    asked = asked_in_time(line)
    return phrase(
        "closed_on",
        day=brief.day(line.done_on or local_date(line.closed_at), digest.day),
        put_down=brief.day(local_date(line.closed_at), digest.day) if line.done_on else "",
        late_for=late_for,
        asked=digest_parts.by_its_date(asked, line) if asked is not None else "",
        struck=line.struck_off and line.group is not None,
        again=reopened(line, digest),
        moved=moved(line, digest),
    )


def by_section(told: Sequence[tuple[str, Paragraph]]) -> tuple[Section, ...]:
    """Return sentences below the headings of their sections, a paragraph each."""
    return tuple(
        Section(heading, tuple(p for _, p in of_section))
        for heading, of_section in groupby(told, key=lambda pair: pair[0])
    )
