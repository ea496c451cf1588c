"""What a digest's paper says of problems: late work, slow work, silence, and who could not be reached."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_parts import fitting, ids, named_task, phrase
from messages.paper import Paragraph
from tasks_db.register.digest.facts import LeftOpen, fact_in, left_open_in
from tasks_db.register.digest.values import Digest, TaskLine, Unreported
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, WorkState

_OWED = {CheckpointKind.DEADLINE: "完成", CheckpointKind.MILESTONE: "完成阶段目标"}
_SLOW = (WorkState.BEHIND, WorkState.NOT_STARTED)
FEW = 6
"""So many members of a group are named in the text; all of them in the annex."""
_LISTED = 240
_NEAR = timedelta(days=31)
"""A date that is so near is told beside the task."""


# late and slow work


def overdue(digest: Digest) -> list[Paragraph]:
    """Return the late work, a paragraph each: since when, and how it stands or why that is not known."""
    return [_overdue(line, digest) for line in digest.in_state(WorkState.OVERDUE)]


def _overdue(line: TaskLine, digest: Digest) -> Paragraph:
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
            now=_now(line, digest) or _unknown(line, digest),
        ),
    )


def _missed(line: TaskLine, digest: Digest) -> Paragraph:
    late = line.missed_milestone
    if late is None:
        raise ValueError("a missed milestone has a day")
    day = brief.day(late.day, digest.day)
    said = phrase("missed", who=_who(line), task=named_task(line.task, digest), day=day, now=_now(line, digest))
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


def _now(line: TaskLine, digest: Digest) -> str:
    """The progress in one clause, from words that the office accepted; n/m of a group; that a request waits."""
    closing = next((c for c in digest.closures if c.task.task_id == line.task.task_id), None)
    if closing is not None:
        return phrase("closing", day=brief.day(local_date(closing.source.at), digest.day))
    parts = [digest_tables.members(line)] if line.group is not None else []
    if figure := digest_tables.figure(line):
        parts.append(figure if digest_tables.speaks_instead(line) else f"目前{figure}")
    source = line.text_source
    if source is not None and source.decision is ReportStatus.ACCEPTED and source.kind is not AnswerKind.CLOSURE:
        fact = paper_words.text(fact_in(line.text, line.problem, line.task.title))
        named = fact and not figure and line.unit is not None and source.unit != line.unit
        parts.append(f"{source.unit}反馈{fact}" if named else fact)
    return "，".join(part for part in parts if part)


def _unknown(line: TaskLine, digest: Digest) -> str:
    """Why nothing is known of late work: nobody was reached, or nobody answered, or the answer is not reviewed."""
    if any(task.task_id == line.task.task_id for task, _ in digest.unheard):
        return phrase("unreviewed")
    if line.unit in line.undelivered:
        return phrase("unreached")
    return phrase("silent") if not line.sources else ""


def behind(digest: Digest) -> list[Paragraph]:
    """Return 未达序时 and 未启动, a paragraph each with its tasks, and the missed milestones of 长期 work."""
    found = [_missed(line, digest) for line in digest.tasks if line.missed_milestone]
    for state in _SLOW:
        lines = digest.in_state(state)
        if lines:
            listed = _listed([_slow(line, digest) for line in lines])
            found.append(_of_lines(lines, phrase("behind", state=state.zh, count=len(lines), listed=listed)))
    return found


def _of_lines(lines: Sequence[TaskLine], text: str) -> Paragraph:
    return Paragraph(
        text,
        ids(*(s for line in lines for s in (line.percent_source, line.text_source))),
        tuple(line.task.task_id for line in lines),
    )


def _listed(named: Sequence[str]) -> str:
    """As many as fit; the count stands before them, and all of them in the annex."""
    kept, rest = fitting(named, _LISTED)
    return "；".join(kept) + ("等（见附件1）" if rest else "")


def _slow(line: TaskLine, digest: Digest) -> str:
    return phrase(
        "slow",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=_soon(line, digest),
        figure=digest_tables.figure(line),
    )


def _soon(line: TaskLine, digest: Digest) -> str:
    near = line.deadline is not None and line.deadline - digest.day <= _NEAR
    return brief.day(line.deadline, digest.day) if near and line.deadline is not None else ""


def left_open(digest: Digest) -> list[tuple[TaskLine, str, LeftOpen]]:
    """Return what units found and have not put right by their own accepted words, of open tasks."""
    found = []
    for line in digest.tasks:
        own = line.text_source
        told = [(own.unit, line.text)] if own is not None and own.decision is ReportStatus.ACCEPTED else []
        told += [(said.unit, said.text) for said in line.said if own is None or said.unit != own.unit]
        left = [(line, unit, rest) for unit, text in told if (rest := left_open_in(text)) is not None]
        found += left if line.closed_at is None else []
    return found


def unmended(digest: Digest) -> list[Paragraph]:
    """Return a sentence for everything that was found and not put right."""
    return [
        Paragraph(
            phrase("left_open", task=named_task(line.task, digest), unit=unit, count=rest.count, what=rest.what),
            ids(*(s for s in line.sources if s.unit == unit)),
            (line.task.task_id,),
        )
        for line, unit, rest in left_open(digest)
    ]


def no_feedback(digest: Digest) -> list[Paragraph]:
    """Return in one paragraph the tasks that nobody spoke of though a report was due; of others only how many."""
    lines = unspoken(digest)
    if not lines:
        return []
    listed = _listed([_slow(line, digest) for line in lines])
    rest = len(digest.in_state(WorkState.NO_FEEDBACK)) - len(lines)
    return [_of_lines(lines, phrase("no_feedback", count=len(lines), listed=listed, rest=rest))]


def unspoken(digest: Digest) -> list[TaskLine]:
    """Return the tasks without any feedback of which a report, or the work itself, is due by now (R15)."""
    return [
        line
        for line in digest.in_state(WorkState.NO_FEEDBACK)
        if line.unreported or line.undelivered or (line.deadline is not None and line.deadline <= digest.day)
    ]


# silence


def late(digest: Digest, room: int, annex: Callable[[], int]) -> list[Paragraph]:
    """Return in one paragraph who reported after its day, with the items; the count alone where there is no room.

    ``annex`` adds the table with the days, and returns its number.
    """
    found = [r for r in digest.reporting if r.state is ReportState.LATE and not r.by_phone]
    if not found:
        return []
    units: dict[str, list[str]] = {}
    for item in found:
        units.setdefault(item.unit, []).append(digest_tables.number(item.task, digest))
    alike = groupby(units, key=lambda unit: "、".join(units[unit]))
    listed = "；".join(f"{'、'.join(same)}（第{numbers}项）" for numbers, same in alike)
    told = phrase("late", count=len(found), listed=listed, number=annex())
    if len(told) > room:
        told = phrase("late_count", count=len(found), units=len(units), number=annex())
    return [Paragraph(told, tasks=tuple(dict.fromkeys(r.task.task_id for r in found)))]


def unreported(digest: Digest, room: int, annex: Callable[[], int], *, whole: bool = True) -> list[Paragraph]:
    """Return in one paragraph who let a report go by: whole, else each unit with a count, else the count alone.

    Only dues that are over count (R15). Nobody is named while others in the same place are not. ``annex`` adds the
    table behind a text that has no room for all, and returns its number. Without ``whole`` it is not tried whole.
    """
    if not digest.unreported:
        return []
    tasks = tuple(dict.fromkeys(item.task.task_id for item in digest.unreported))
    units = digest_tables.by_silent_unit(digest.unreported)
    count = sum(len(item.missing) for item in digest.unreported)
    counted = "、".join(_with_items(unit, owed, digest) for unit, owed in units.items())
    told = phrase("unreported", count=count, listed="；".join(_owed(digest.unreported, digest)))
    if whole and len(told) <= room and all(len(item.missing) <= FEW for item in digest.unreported):
        return [Paragraph(told, tasks=tasks)]
    told = phrase("unreported_units", count=count, listed=counted, number=annex())
    if len(told) > room:
        told = phrase(
            "unreported_count",
            units=len(units),
            count=count,
            number=annex(),
        )
    return [Paragraph(told, tasks=tasks)]


def undelivered(digest: Digest, room: int, annex: Callable[[], int]) -> list[Paragraph]:
    """Return in one paragraph the units that could not be asked; none where all could."""
    if not digest.undelivered:
        return []
    units = digest_tables.by_silent_unit(digest.undelivered)
    listed = "、".join(f"{unit}{sum(len(item.missing) for item in owed)}条" for unit, owed in units.items())
    told = phrase("undelivered", listed=listed, number=annex())
    if len(told) > room:
        told = phrase(
            "undelivered_count",
            units=len(units),
            count=sum(len(item.missing) for item in digest.undelivered),
            number=annex(),
        )
    return [Paragraph(told, tasks=tuple(dict.fromkeys(item.task.task_id for item in digest.undelivered)))]


def _with_items(unit: str, owed: Sequence[Unreported], digest: Digest) -> str:
    """县财政局（第2、5项）; of a group how many are meant: 各乡镇3条（第5项）."""
    numbers = "、".join(digest_tables.number(item.task, digest) for item in owed)
    count = sum(len(item.missing) for item in owed)
    return f"{unit}{f'{count}条' if count > len(owed) else ''}（第{numbers}项）"


def _owed(owed: Sequence[Unreported], digest: Digest) -> Iterator[str]:
    """第2项“…”：县发展改革局、县财政局（应于12月26日报送）: by task, units with the same day together."""
    for _, of_task in groupby(owed, key=lambda item: item.task.task_id):
        items = list(of_task)
        by_day = (
            "、".join(_silent(item) for item in of_day) + f"（应于{brief.day(day, digest.day)}报送）"
            for day, of_day in groupby(items, key=lambda item: item.due_day)
        )
        yield f"{named_task(items[0].task, digest)}：{'、'.join(by_day)}"


def _silent(item: Unreported) -> str:
    if not item.is_group:
        return item.unit
    missing = "、".join(item.missing) if len(item.missing) <= FEW else brief.few(item.missing)
    return f"{item.unit}已报{item.reported}/{item.asked}，未报：{missing}"
