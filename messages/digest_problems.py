"""What a digest's paper says of problems: late work, slow work, and what nobody spoke of."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_parts import (
    FEW,
    decider,
    figure,
    fitting,
    ids,
    is_due_today,
    is_lead_silent,
    long_ago,
    named_task,
    phrase,
)
from messages.digest_parts import why as why_of
from messages.paper import Paragraph
from tasks_db.register.digest.facts import fact_in, in_short
from tasks_db.register.digest.request_values import Closure, Extension
from tasks_db.register.digest.values import Digest, TaskLine, Unmended
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, WorkState

_OWED = {CheckpointKind.DEADLINE: "完成", CheckpointKind.MILESTONE: "完成阶段目标"}
SLOW = (WorkState.BEHIND, WorkState.NOT_STARTED)
"""The states of slow work."""
_TOLD = (*SLOW, WorkState.ON_TRACK, WorkState.UNQUANTIFIED)
_LISTED, _LATE = 500, 1000
"""So many characters list what is behind, and what is late."""
_TITLED = 3
"""So many slow tasks have their titles in a terse text."""
_CLAUSES = re.compile(r"[，,；;。]")
_NEAR = timedelta(days=31)
"""A date that is so near is told beside the task."""


# late and slow work


def overdue(digest: Digest, told: Collection[int] = (), *, terse: bool = False) -> list[Paragraph]:
    """Return the late work, a paragraph each: since when, and how it stands or why that is not known.

    What was done of the tasks ``told`` stands elsewhere in the paper; of them only what lacks is said. More than six
    stand in one paragraph, each in a few words. ``terse`` tells a clause of what was done.
    """
    lines = digest.in_state(WorkState.OVERDUE)
    if len(lines) <= FEW:
        return [_overdue(line, digest, told, terse=terse) for line in lines]
    listed = _listed([_overdue_short(line, digest) for line in lines], _LATE)
    return [of_lines(lines, phrase("behind", state=WorkState.OVERDUE.zh, count=len(lines), listed=listed))]


def told_whole(digest: Digest) -> frozenset[int]:
    """Return the tasks of which late work tells what became of requests, so that they stand nowhere else."""
    lines = digest.in_state(WorkState.OVERDUE)
    return frozenset(line.task.task_id for line in lines) if len(lines) <= FEW else frozenset()


def _overdue_short(line: TaskLine, digest: Digest) -> str:
    late = line.overdue
    if late is None:
        raise ValueError("a task that is overdue says since when")
    told = digest_tables.members(line) or figure(line, digest)
    return phrase(
        "overdue_short",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=brief.day(late.day, digest.day),
        what=_OWED[late.kind],
        now=told or _unknown(line, digest),
    )


def _overdue(line: TaskLine, digest: Digest, told: Collection[int], *, terse: bool) -> Paragraph:
    late = line.overdue
    if late is None:
        raise ValueError("a task that is overdue says since when")
    missing = paper_words.names(late.missing) if late.due_id is None and len(late.missing) > 1 else ""
    return _of_line(
        line,
        phrase(
            "overdue",
            who=_who(line),
            task=named_task(line.task, digest),
            day=brief.day(late.day, digest.day),
            what=_OWED[late.kind],
            days=late.days,
            leaders="、".join(line.leaders),
            missing=missing,
            now="，".join(
                filter(
                    None, (_now(line, digest, told, terse=terse) or _unknown(line, digest), _refused(line, digest))
                )
            ),
        ),
    )


def _missed(line: TaskLine, digest: Digest) -> Paragraph:
    late = line.missed_milestone
    if late is None:
        raise ValueError("a missed milestone has a day")
    day = brief.day(late.day, digest.day)
    said = phrase(
        "missed", who=_who(line), task=named_task(line.task, digest), day=day, now=_now(line, digest, (), terse=False)
    )
    return _of_line(line, said)


def _of_line(line: TaskLine, text: str) -> Paragraph:
    return Paragraph(text, ids(line.percent_source, line.text_source), (line.task.task_id,))


def leads(line: TaskLine) -> str:
    """Return who answers for a task: its leads; without any, its consolidating unit, else whoever the plan names."""
    return "、".join(line.leads) or line.unit or "、".join(line.responsibles)


def _who(line: TaskLine) -> str:
    """县教育局、县住建局牵头的; without a lead, who answers for the task."""
    if line.leads:
        return f"{'、'.join(line.leads)}牵头的"
    unit = (line.overdue.unit if line.overdue else None) or leads(line)
    return f"{unit}负责的" if unit else ""


def _now(line: TaskLine, digest: Digest, told: Collection[int], *, terse: bool) -> str:
    """The progress in one clause, from words that the office accepted; n/m of a group; what became of requests.

    Beside a figure stands what is not done and why; what was done is told where there is no figure.
    """
    closing = next((c for c in digest.closures if c.task.task_id == line.task.task_id), None)
    if closing is not None:
        return _closing(closing, line, digest)
    parts = [digest_tables.members(line)] if line.group is not None else []
    if told_figure := figure(line, digest):
        parts.append(told_figure)
    source = line.text_source
    if source is not None and source.decision is ReportStatus.ACCEPTED and source.kind is not AnswerKind.CLOSURE:
        lacking = lacks(line, digest) or _reason(line, digest)
        fact = paper_words.text(fact_in(line.text, "，".join(filter(None, (lacking, line.problem))), line.task.title))
        is_told = line.task.task_id in told or bool(told_figure)
        said = ["" if is_told else in_short(fact) if terse else fact, lacking]
        words = "，".join(part for part in said if part)
        named = words and not told_figure and line.unit is not None and source.unit != line.unit
        parts.append(f"{source.unit}反馈{words}" if named else words)
    return "，".join(part for part in parts if part)


def _reason(line: TaskLine, digest: Digest) -> str:
    """What stands in the way of late work by its own unit's plea, without what it asks for."""
    units = {line.unit, *line.leads}
    own = (c for c in digest.coordination if c.task.task_id == line.task.task_id and c.unit in units)
    return "，".join(filter(None, (paper_words.without_plea(c.matter, c.needs) for c in own)))


def lacks(line: TaskLine, digest: Digest) -> str:
    """Return what the shown words say is not done and why, but for what stands among the pleas."""
    asked = "，".join(c.matter for c in digest.coordination if c.task.task_id == line.task.task_id)
    clauses = (paper_words.text(clause) for clause in _CLAUSES.split(line.lacking))
    return "，".join(clause for clause in clauses if clause and clause not in asked)


def _closing(closing: Closure, line: TaskLine, digest: Digest) -> str:
    """What a unit handed in that nobody has reviewed, as its own words, and why that has not been done."""
    return phrase(
        "closing",
        unit="" if line.leads == (closing.unit,) else closing.unit,
        day=brief.day(local_date(closing.source.at), digest.day),
        words=paper_words.text(fact_in(closing.text, None, line.task.title)),
        why=waits_for(closing, line),
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


def _refused(line: TaskLine, digest: Digest) -> str:
    """What became of a request for more time of late work: why it was made, and until when the refusal wants it."""
    last = refused(line, digest)
    if last is None or last.decided_at is None:
        return ""
    on = local_date(last.decided_at)
    asked = {
        "who": decider(last),
        "on": brief.day(on, digest.day),
        "why": why_of(last),
        "until": brief.day(last.new, digest.day),
    }
    if last.demanded is None:
        return phrase("not_granted", **asked, reason=paper_words.quoted(last.reason) if last.reason else "")
    state = "" if last.demanded > digest.day else "已到" if last.demanded == digest.day else "已过"
    return phrase("demanded", **asked, day=brief.day(last.demanded, on), state=state)


def asked_for(line: TaskLine, digest: Digest) -> Extension | None:
    """Return the refused request for more time of late work that says why, if the last one decided is such."""
    last = refused(line, digest)
    return last if last is not None and why_of(last) else None


def refused(line: TaskLine, digest: Digest) -> Extension | None:
    """Return the last decided request for more time of a task, where it was not granted."""
    decided = [
        (e.decided_at, e.source.report_id, e)
        for e in digest.extensions
        if e.task.task_id == line.task.task_id and e.decided_at is not None
    ]
    if not decided:
        return None
    _, _, last = max(decided, key=lambda found: found[:2])
    return None if last.is_granted else last


def _unknown(line: TaskLine, digest: Digest) -> str:
    """Why nothing is known of late work: nobody was reached, or nobody answered, or the answer is not reviewed."""
    if any(task.task_id == line.task.task_id for task, _ in digest.unheard):
        return phrase("unreviewed")
    if line.unit in line.undelivered:
        return phrase("unreached")
    return phrase("silent") if not line.sources else ""


def behind(digest: Digest, *, terse: bool = False) -> list[Paragraph]:
    """Return what falls due on the day itself, what is over and waits for its 延期, 未达序时 and 未启动.

    Each has a paragraph, and so has each missed milestone of 长期 work.

    ``terse`` leaves what was to be expected by then to the annex, and the titles of more than three tasks.
    """
    found = [_missed(line, digest) for line in digest.tasks if line.missed_milestone]
    if today := due_now(digest):
        listed = _in_short(today, digest) if terse else _listed([_slow(line, digest) for line in today])
        found.append(of_lines(today, phrase("due_today_list", count=len(today), listed=listed)))
    if over := [line for line in digest.tasks if digest_tables.is_over(line, digest) and line.work_state not in SLOW]:
        listed = _listed([_slow(line, digest) for line in over])
        found.append(of_lines(over, phrase("behind", state=phrase("date_over"), count=len(over), listed=listed)))
    for state in SLOW:
        lines = digest.in_state(state)
        later = [line for line in lines if line not in today]
        if later:
            listed = _in_short(later, digest) if terse else _listed([_slow(line, digest) for line in later])
            name = f"其他{state.zh}" if len(later) < len(lines) else state.zh
            found.append(of_lines(later, phrase("behind", state=name, count=len(later), listed=listed)))
    return found


def due_now(digest: Digest) -> list[TaskLine]:
    """Return the open tasks whose date is the day of the digest, as far as somebody told of them."""
    return [line for line in digest.tasks if is_due_today(line, digest) and line.work_state in _TOLD]


def of_lines(lines: Sequence[TaskLine], text: str) -> Paragraph:
    """Return a paragraph that tells of several tasks, resting on the figures and words of all of them."""
    return Paragraph(
        text,
        ids(*(s for line in lines for s in (line.percent_source, line.text_source))),
        tuple(line.task.task_id for line in lines),
    )


def _listed(named: Sequence[str], room: int = _LISTED) -> str:
    """As many as fit; the count stands before them, and all of them in the annex."""
    kept, rest = fitting(named, room)
    return "；".join(kept) + ("等（见附件1）" if rest else "")


def _in_short(lines: Sequence[TaskLine], digest: Digest) -> str:
    """第7项“整理线缆”（县城管局，30%，应达45.2%）; of more than three without the title: 县城管局第7项（30%）."""
    if len(lines) <= _TITLED:
        return "；".join(
            phrase(
                "slow_short",
                task=named_task(line.task, digest),
                unit=leads(line),
                figure=_percent(line, digest),
                mark=_mark(line),
            )
            for line in lines
        )
    named = [
        phrase(
            "slow_named",
            unit=leads(line),
            task=digest_tables.number(line.task, digest),
            figure=_percent(line, digest),
        )
        for line in lines
    ]
    return _listed(named)


def _percent(line: TaskLine, digest: Digest) -> str:
    """30%，4月28日反馈，应达45.2%; with the unit that gives it for a silent lead, or the slowest of a group."""
    if "%" not in digest_tables.figure(line):
        return ""
    lags = line.work_state is WorkState.BEHIND and not is_due_today(line, digest)
    return phrase(
        "percent_short",
        lead_silent=is_lead_silent(line),
        whose=digest_tables.speaks_instead(line),
        percent=f"{line.percent}%",
        day=long_ago(line.percent_source, digest),
        expected=line.expected_percent if lags else "",
        waits=any(task.task_id == line.task.task_id for task, _ in digest.unheard),
    )


def _slow(line: TaskLine, digest: Digest) -> str:
    told = figure(line, digest)
    lags = line.work_state is WorkState.BEHIND and "%" in told and not is_due_today(line, digest)
    if is_lead_silent(line):
        told = f"牵头单位未反馈，{told}" if told else "牵头单位未反馈"
    return phrase(
        "slow",
        task=named_task(line.task, digest),
        unit=leads(line),
        day="" if is_due_today(line, digest) else soon(line, digest),
        figure=told,
        expected=line.expected_percent if lags else "",
        mark=_mark(line),
    )


def _mark(line: TaskLine) -> str:
    return line.mark.zh if line.mark else ""


def soon(line: TaskLine, digest: Digest) -> str:
    """Return the date of a task that falls due within a month; empty for any other."""
    near = line.deadline is not None and line.deadline - digest.day <= _NEAR
    return brief.day(line.deadline, digest.day) if near and line.deadline is not None else ""


def unmended(digest: Digest) -> list[Paragraph]:
    """Return a sentence for each unit and task with what was found and not put right, the last count first."""
    return [
        Paragraph(
            phrase(
                "left_open",
                task=named_task(items[0].task, digest),
                unit=items[0].unit,
                listed=left(items, digest),
            ),
            ids(*(item.source for item in items)),
            (items[0].task.task_id,),
        )
        for items in left_open(digest)
    ]


def left_open(digest: Digest) -> list[list[Unmended]]:
    """Return what was found and not put right, by task and unit, the last count first."""
    by_unit = groupby(digest.unmended, key=lambda item: (item.task.task_id, item.assignment_id))
    return [list(items)[::-1] for _, items in by_unit]


def left(items: Sequence[Unmended], digest: Digest) -> str:
    """Return what of a unit's counts is not put right, a clause each."""
    return "，".join(
        phrase(
            "not_heard_of" if item.superseded else "still_open",
            day=brief.day(local_date(item.source.at), digest.day),
            count=item.count,
            what=f"{item.measure}{item.what}",
        )
        for item in items
    )
