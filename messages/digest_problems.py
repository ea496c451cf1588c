"""What a digest's paper says of late work: since when it is, how it stands and why."""

import re
from collections.abc import Collection, Sequence

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_answered import answered
from messages.digest_closing import closing_returned, closing_tells
from messages.digest_members import names_unfinished, told_gaps, unfinished
from messages.digest_moved import moved
from messages.digest_newer import newer_words
from messages.digest_parts import (
    FEW,
    by_its_date,
    figure,
    fitting,
    held_back,
    ids,
    is_due_today,
    named_task,
    newer_day,
    phrase,
    sent_back,
    with_target,
)
from messages.digest_reopened import reopened
from messages.digest_requests import decided_lately, decider, demanded, required
from messages.digest_requests import why as why_of
from messages.digest_stage import stage
from messages.paper import Paragraph
from tasks_db.register.digest.facts import LONGEST, fact_in, in_short
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.request_values import Closure, Extension
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.register.states import LateWork
from tasks_db.terms import AnswerKind, CheckpointKind, Mark, ReportStatus, WorkState

_OWED = {CheckpointKind.DEADLINE: "完成", CheckpointKind.MILESTONE: "完成阶段目标"}
_LISTED, _LATE = 500, 1000
"""So many characters list a kind of work, and what is late."""
_TARGET = 40
"""A longer target stays in the plan."""
_OF_THE_REST = ("另", "其余", "其中", "剩余", "还有", "余下", "此外", "同时")
_CLAUSES = re.compile(r"[，,；;。]")


def overdue(
    digest: Digest, told: Collection[int] = (), *, terse: bool = False, lean: bool = False, short: bool = False
) -> list[Paragraph]:
    """Return the late work, a paragraph each: since when, and how it stands or why that is not known.

    What was done of the tasks ``told`` stands elsewhere in the paper; of them only what lacks is said. More than six
    stand in one paragraph, each in a few words. ``terse`` tells a clause of what was done; a ``lean`` text no reason
    of a request that stands among the requests, a ``short`` one no more of it than that it was refused.
    """
    lines = digest.in_state(WorkState.OVERDUE)
    if len(lines) <= FEW:
        return [_overdue(line, digest, told, terse=terse, lean=lean, short=short) for line in lines]
    listed = in_list([_overdue_short(line, digest) for line in lines], _LATE)
    return [of_lines(lines, phrase("behind", state=WorkState.OVERDUE.zh, count=len(lines), listed=listed))]


def told_whole(digest: Digest) -> frozenset[int]:
    """Return the tasks of which late work tells what became of requests, so that they stand nowhere else."""
    lines = digest.in_state(WorkState.OVERDUE)
    return frozenset(line.task.task_id for line in lines) if len(lines) <= FEW else frozenset()


def _overdue_short(line: TaskLine, digest: Digest) -> str:
    late = line.overdue
    if late is None:
        raise ValueError("a task that is overdue says since when")
    left = unfinished(line, digest, terse=True) if names_unfinished(line) else ""
    told = "，".join(filter(None, (digest_tables.members(line), phrase("unfinished", units=left) if left else "")))
    told = told or stage(line, digest, terse=True) or figure(line, digest)
    request = _refused(line, digest, dated=True)
    told = told or "，".join(filter(None, (request, _unknown(line, digest, since=bool(request)))))
    return phrase(
        "overdue_short",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=brief.day(late.day, digest.day),
        what=_OWED[late.kind],
        now=told,
        moved=_moved(line, late, digest),
    )


def _overdue(
    line: TaskLine, digest: Digest, told: Collection[int], *, terse: bool, lean: bool, short: bool
) -> Paragraph:
    late = line.overdue
    if late is None:
        raise ValueError("a task that is overdue says since when")
    missing = unfinished(line, digest, terse=terse)
    stands = _stands(line, digest, told, terse=terse, lean=lean, short=short)
    beside = "" if short or names_unfinished(line) else told_gaps(line, digest, stands, terse=terse)
    return of_line(
        line,
        phrase(
            "overdue",
            who=who(line),
            task=named_task(line.task, digest),
            day=brief.day(late.day, digest.day),
            what=_OWED[late.kind] + _target(late),
            days=late.days,
            leaders="、".join(line.leaders),
            missing=missing,
            now="；".join(filter(None, (stands, beside))),
            moved=_moved(line, late, digest),
        ),
    )


def _moved(line: TaskLine, late: LateWork, digest: Digest) -> str:
    """The first date of a task that is late for the one in force; empty where a milestone is over."""
    return moved(line, digest) if late.day == line.deadline else ""


def _target(late: LateWork) -> str:
    """（60个村完成清查）: what a milestone that is over asked for, by which the words behind it are measured."""
    told = paper_words.text(late.target) if late.kind is CheckpointKind.MILESTONE else ""
    return f"（{told}）" if 0 < len(told) <= _TARGET else ""


def _stands(line: TaskLine, digest: Digest, told: Collection[int], *, terse: bool, lean: bool, short: bool) -> str:
    """How late work stands, and what became of a request for more time; that nothing came since stands last."""
    known = now(line, digest, told, terse=terse)
    held = held_back(line, digest) if known else ""
    request = _refused(line, digest, dated=not known, lean=lean, short=short)
    parts = [known, request, held] if known else [request, _unknown(line, digest, since=bool(request))]
    sent_back_then = closing_returned(line, digest)
    history = [reopened(line, digest), sent_back_then]  # what came since is told behind what it answers
    return "，".join(filter(None, [*history, *parts] if sent_back_then else [*parts, *history]))


def of_line(line: TaskLine, text: str) -> Paragraph:
    """Return a paragraph that tells of one task, resting on its figure and words."""
    return Paragraph(text, ids(line.percent_source, line.text_source), (line.task.task_id,))


def leads(line: TaskLine) -> str:
    """Return who answers for a task: its leads; without any, its consolidating unit, else whoever the plan names."""
    return "、".join(line.leads) or line.unit or "、".join(line.responsibles)


def who(line: TaskLine) -> str:
    """Return 县教育局、县住建局牵头的; without a lead, who answers for the task."""
    if line.leads:
        return f"{'、'.join(line.leads)}牵头的"
    unit = (line.overdue.unit if line.overdue else None) or leads(line)
    return f"{unit}负责的" if unit else ""


def now(line: TaskLine, digest: Digest, told: Collection[int], *, terse: bool) -> str:
    """Return the progress in one clause: words that the office accepted, n/m of a group, what became of requests.

    Beside a figure stands what is not done and why; what was done is told where there is no figure.
    """
    closing = next((c for c in digest.closures if c.task.task_id == line.task.task_id), None)
    if closing is not None:
        return _closing(closing, line, digest)
    if told_stage := stage(line, digest):
        return told_stage
    parts = [digest_tables.members(line)] if line.group is not None else []
    if line.returned is not None:
        whose = line.returned.source.unit
        parts.append(sent_back(line.returned, digest, whose="" if line.leads == (whose,) else whose))
    newer = newer_day(line, digest)
    counted = fact_in(line.text, line.problem, line.task.title) if newer and line.overdue else ""
    by_name = names_unfinished(line)  # each with its own figure and words
    if (
        told_figure := "" if counted or by_name else figure(line, digest)
    ):  # what is counted anew takes the place of a percent
        parts.append(told_figure)
    source = line.text_source
    if source is not None and _tells(source) and not by_name and not closing_tells(line):
        lacking = lacks(line, digest) or reason(line, digest)
        own = lacks_in_own_words(line, digest)
        apart = "，".join(filter(None, (lacking, own, line.problem)))
        fact = paper_words.text(fact_in(line.text, apart, line.task.title))
        if source.unit == line.unit and line.group is None:
            fact = with_target(fact, line.content)
        if line.returned is not None and source.unit != line.returned.source.unit:
            fact = ""  # what another unit did is no account of the work, and stands in the annex
        is_told = line.task.task_id in told or (bool(told_figure) and not newer)
        whole = leans(lacking)
        said = ["" if is_told and not whole else in_short(fact) if terse and not whole else fact, lacking]
        words = "，".join(part for part in said if part)
        if line.closing_returned is not None and line.returned is None and len(line.text) <= LONGEST:
            words, newer = paper_words.text(line.text), brief.day(source.said_on, digest.day)  # good half and bad
        if newer and words:
            words = f"{newer}反馈{words}"
        named = words and not told_figure and line.unit is not None and source.unit != line.unit
        parts.append(f"{source.unit}反馈{words}" if named else words)
    parts.append(newer_words(line, digest, terse=terse) if told_figure else "")
    return "，".join(part for part in parts if part)


def _tells(source: Source) -> bool:
    return source.decision is ReportStatus.ACCEPTED and source.kind is not AnswerKind.CLOSURE


def reason(line: TaskLine, digest: Digest) -> str:
    """Return what stands in the way of work by its own unit's plea, without what it asks for.

    What its newer words do not speak of stands among the pleas alone.
    """
    units = {line.unit, *line.leads}
    pleas = (
        c for c in digest.coordination if c.task.task_id == line.task.task_id and c.later is None and not c.waits
    )
    own = ((paper_words.without_plea(c.matter, c.needs), answered(c)) for c in pleas if c.unit in units)
    return "，".join(f"{matter}（{told}）" if told else matter for matter, told in own if matter)


def leans(lacking: str) -> bool:
    """Return whether what is not done says nothing without what is done before it: 另有1宗未批."""
    return lacking.startswith(_OF_THE_REST)


def lacks(line: TaskLine, digest: Digest) -> str:
    """Return what the shown words say is not done and why, but for what stands among the pleas.

    What is left is told with what it is of: 还有3公里管网未施工.
    """
    clauses = filter(None, lacks_in_own_words(line, digest).split("，"))
    return "，".join(paper_words.with_noun(clause, line.text) for clause in clauses)


def lacks_in_own_words(line: TaskLine, digest: Digest) -> str:
    """Return the same as the unit wrote it."""
    asked = "，".join(c.matter for c in digest.coordination if c.task.task_id == line.task.task_id)
    clauses = (paper_words.text(clause) for clause in _CLAUSES.split(line.lacking))
    return "，".join(clause for clause in clauses if clause and clause not in asked)


def _closing(closing: Closure, line: TaskLine, digest: Digest) -> str:
    """What a unit handed in that nobody has reviewed, as its own words, and why that has not been done."""
    return phrase(
        "closing",
        unit="" if line.leads == (closing.unit,) else closing.unit,
        day=brief.day(closing.source.said_on, digest.day),
        words=paper_words.text(fact_in(closing.text, None, line.task.title)),
        why=waits_for(closing, line),
    )


def pending(line: TaskLine, digest: Digest, *, until: bool = False, dated: bool = True) -> str:
    """Return what waits for the office beside a task, since when, and whose silence holds it up; else nothing.

    到期前的9月8日申请延期，本办公室尚未审核. With ``until`` a request for more time says which day it asks for; the
    day of a request that is not ``dated`` stands elsewhere.
    """
    task = line.task.task_id
    closing = next((c for c in digest.closures if c.task.task_id == task), None)
    more_time = next((e for e in digest.extensions if e.waits and e.task.task_id == task), None)
    waits = line.mark is Mark.EXTENSION or is_due_today(line, digest)
    asked = closing if line.mark is Mark.CLOSURE else more_time if waits else None
    if asked is None:
        return ""
    said = asked.source.said_on
    new = f"延至{brief.day(asked.new, digest.day)}" if isinstance(asked, Extension) and until else "延期"
    return phrase(
        "pending",
        day=brief.day(said, digest.day) if dated else "",
        in_time=by_its_date(said, line) if line.deadline is not None and line.deadline < digest.day else "",
        what=new if isinstance(asked, Extension) else "办结",
        held_up=waits_for(asked, line) if isinstance(asked, Closure) else "",
    )


def waits_for(closing: Closure, line: TaskLine) -> str:
    """Return why a request to close is not reviewed: who has not reported, and who could not be asked."""
    unreached = [unit for unit in closing.awaited if unit in line.undelivered]
    silent = [unit for unit in closing.awaited if unit not in line.undelivered]
    parts = [phrase("no_word_of", units=_some(silent))] if silent else []
    parts += [phrase("not_reached", units=_some(unreached))] if unreached else []
    return "、".join(parts)


def _some(units: Sequence[str]) -> str:
    return paper_words.names(units) if len(units) <= FEW else f"{len(units)}个单位"


def _refused(line: TaskLine, digest: Digest, *, dated: bool, lean: bool = False, short: bool = False) -> str:
    """What became of a request for more time of late work: why it was made, and until when the refusal wants it."""
    last = refused(line, digest)
    if last is None:
        return ""
    why = why_of(last) if _is_newest(last, line) else ""  # how it stands by now is told by the words since
    if decided_lately(last, digest):  # who decided when stands among the requests
        until, state = ("", "") if short else required(last, digest)
        return phrase("refused_above", why="" if lean else why, who=decider(last), until=until, state=state)
    return told_refusal(last, digest, why=why, dated=dated)


def told_refusal(last: Extension, digest: Digest, *, why: str = "", dated: bool = True) -> str:
    """Return a refused request for more time in a clause: who refused it when, and until when the work is wanted."""
    if last.decided_at is None:
        return ""
    on = local_date(last.decided_at)
    until, reason, state = demanded(last, digest)
    asked = {
        "asked": brief.day(last.source.said_on, digest.day) if dated else "曾",
        "who": decider(last),
        "on": brief.day(on, digest.day),
        "why": why,
        "until": brief.day(last.new, digest.day),
        "reason": reason,
    }
    if not until:
        return phrase("not_granted", **asked, state=state)
    return phrase("demanded", **asked, day=until, state=state)


def asked_for(line: TaskLine, digest: Digest) -> Extension | None:
    """Return the decided request for more time that says why, of an open task, where it is its unit's newest word."""
    last = _last_decided(line, digest)
    tells = last is not None and line.closed_at is None and why_of(last) and _is_newest(last, line)
    return last if tells else None


def reason_before(line: TaskLine, digest: Digest, *, whose: bool = False) -> str:
    """Return the reason for slow work that its unit gave before its newest words, with its day; empty for none.

    That is what a decided request for more time said, else an earlier report; ``whose`` names the unit before it.
    """
    last, told = _last_decided(line, digest), line.earlier_reason
    if last is not None and why_of(last) and last.unit in {line.unit, *line.leads}:
        named = f"{last.unit}：" if whose else ""
        return named + phrase("asked_because", why=why_of(last), day=brief.day(last.source.said_on, digest.day))
    if told is None:
        return ""
    day = brief.day(told.on, digest.day)
    named = f"{told.unit}：" if whose and told.unit else ""
    return named + phrase("said_before", why=paper_words.text(told.text), day=day, answers=told.answers)


def _is_newest(request: Extension, line: TaskLine) -> bool:
    """Whether no words of the unit whose words the line shows are newer than a request of its own."""
    shown = line.text_source
    return shown is None or shown.unit != request.unit or shown.at < request.source.at


def refused(line: TaskLine, digest: Digest) -> Extension | None:
    """Return the last decided request for more time of a task, where it was not granted."""
    last = _last_decided(line, digest)
    return last if last is not None and not last.is_granted else None


def _last_decided(line: TaskLine, digest: Digest) -> Extension | None:
    decided = [
        (e.decided_at, e.source.report_id, e)
        for e in digest.extensions
        if e.task.task_id == line.task.task_id and e.decided_at is not None
    ]
    return max(decided, key=lambda found: found[:2])[2] if decided else None


def _unknown(line: TaskLine, digest: Digest, *, since: bool = False) -> str:
    """Why nothing is known of late work: nobody was reached, or nobody answered, or the answer is not reviewed.

    ``since`` where the words before it tell of a request that was refused.
    """
    if held := held_back(line, digest):
        return held
    if line.unit in line.undelivered:
        return phrase("unreached")
    return phrase("silent", since=since) if not line.sources else ""


def of_lines(lines: Sequence[TaskLine], text: str) -> Paragraph:
    """Return a paragraph that tells of several tasks, resting on the figures and words of all of them."""
    return Paragraph(
        text,
        ids(*(s for line in lines for s in (line.percent_source, line.text_source))),
        tuple(line.task.task_id for line in lines),
    )


def in_list(named: Sequence[str], room: int = _LISTED) -> str:
    """Return as many as fit in one list; the count stands before them, and all of them in the annex."""
    kept, rest = fitting(named, room)
    return "；".join(kept) + ("等（见附件1）" if rest else "")
