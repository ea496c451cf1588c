"""What a digest's paper asks for: who does what until when, from units and tasks that stand above."""

from collections.abc import Iterable, Iterator, Sequence

from messages import brief, dates, digest_tables, paper_words
from messages.digest_parts import ids, named_task, phrase
from messages.digest_problems import asked_for, lacks, leads, left_open, unspoken
from messages.digest_silence import is_vacant
from messages.paper import Paragraph
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest, TaskLine, Unmended, Unreported
from tasks_db.terms import WorkState

_TWICE = 2
_NAMED = 6
"""So many units and tasks are named in one sentence; of more it names the part in which they stand."""


def until(digest: Digest) -> str:
    """Return the sentence that says until when all is to be done."""
    return phrase("until", by=dates.day(digest.answer_by)) if digest.answer_by is not None else ""


def next_steps(digest: Digest, problems: str, asked: str, *, terse: bool = False) -> list[Paragraph]:
    """Return who has to do what until when; the parts that name more are called by their numerals.

    ``terse`` names no more than two units again that stand in those parts.
    """
    return list(_steps(digest, problems, asked, _TWICE if terse else _NAMED))


def _steps(digest: Digest, problems: str, asked: str, most: int) -> Iterator[Paragraph]:
    late = digest.in_state(WorkState.OVERDUE)
    yield from _promised(late, digest)
    closing = {c.task.task_id for c in digest.closures}
    undated = [line for line in late if not _expected(line, digest) and line.task.task_id not in closing]
    unexplained = [line for line in undated if not (lacks(line, digest) or line.problem or asked_for(line, digest))]
    slow = [line for state in (WorkState.BEHIND, WorkState.NOT_STARTED) for line in digest.in_state(state)]
    silent = unspoken(digest)
    if undated and problems:
        yield _explained(undated, unexplained, digest, problems, most)
    for name, kind, lines in (("speed_up", "进度滞后", slow), ("tell", "尚无反馈", silent)):
        if lines and problems:
            whose, of = _whose(lines, digest, problems, kind, most)
            yield Paragraph(phrase(name, whose=whose, tasks=of), tasks=_ids(lines))
    yield from _to_mend(digest)
    if digest.unreported and problems:
        tasks = tuple(dict.fromkeys(u.task.task_id for u in digest.unreported))
        units = list(dict.fromkeys(name for u in digest.unreported for name in u.missing))
        named = "、".join(units) if len(units) <= most else ""
        yield Paragraph(phrase("catch_up", part=problems, units=named, count=len(units)), tasks=tasks)
    units = list(dict.fromkeys(u for c in digest.coordination for u in paper_words.addressees(c.needs)))
    if units and asked:
        told = tuple(dict.fromkeys(c.task.task_id for c in digest.coordination))
        yield Paragraph(phrase("give_opinion", units="、".join(units), part=asked), tasks=told)
    yield from _to_name_a_liaison(digest)
    yield from _by_office(digest)


def _promised(late: Iterable[TaskLine], digest: Digest) -> Iterator[Paragraph]:
    for line in late:
        source = line.text_source
        if line.expected is not None and source is not None and _expected(line, digest):
            day = brief.day(line.expected, digest.day)
            said = phrase("finish", unit=source.unit, task=named_task(line.task, digest), day=day)
            yield Paragraph(said, ids(source), (line.task.task_id,))


def _expected(line: TaskLine, digest: Digest) -> bool:
    return line.expected is not None and line.expected > digest.day


def _to_mend(digest: Digest) -> Iterator[Paragraph]:
    for items in left_open(digest):
        still, earlier = ([i for i in items if i.superseded is told] for told in (False, True))
        said = phrase(
            "mend",
            unit=items[0].unit,
            tasks=digest_tables.number(items[0].task, digest),
            open=_counted(still),
            earlier=_counted(earlier),
        )
        yield Paragraph(said, ids(*(item.source for item in items)), (items[0].task.task_id,))


def _counted(items: Sequence[Unmended]) -> str:
    """2处隐患; of several counts of one kind the sum."""
    kinds: dict[str, int] = {}
    for item in items:
        kind = f"{item.measure}{item.what}"
        kinds[kind] = kinds.get(kind, 0) + item.count
    return "、".join(f"{count}{kind}" for kind, count in kinds.items())


def _explained(
    late: Sequence[TaskLine], unexplained: Sequence[TaskLine], digest: Digest, part: str, most: int
) -> Paragraph:
    """Late work needs a day and measures, and a reason where nobody has given one."""
    whose, of = _whose(late, digest, part, WorkState.OVERDUE.zh, most)
    if not unexplained:
        return Paragraph(phrase("finish_when", whose=whose, tasks=of), tasks=_ids(late))
    if len(unexplained) == len(late):
        return Paragraph(phrase("explain", whose=whose, tasks=of), tasks=_ids(late))
    some = phrase("of_tasks", tasks=_numbers([line.task for line in unexplained], digest))
    return Paragraph(phrase("explain_some", whose=whose, tasks=of, unexplained=some), tasks=_ids(late))


def _whose(lines: Sequence[TaskLine], digest: Digest, part: str, kind: str, most: int) -> tuple[str, str]:
    """县水利局、县民政局 and 第5、8项; of more than ``most`` the part that names them."""
    units = list(dict.fromkeys(unit for line in lines for unit in (line.leads or (leads(line),)) if unit))
    if len(lines) > most or len(units) > most:
        return phrase("whose_all", part=part, count=len(lines), kind=kind), ""
    tasks = phrase("of_tasks", tasks=_numbers([line.task for line in lines], digest))
    return phrase("whose", units="、".join(units)), tasks


def _numbers(tasks: Iterable[TaskRef], digest: Digest) -> str:
    return "、".join(dict.fromkeys(digest_tables.number(task, digest) for task in tasks))


def _ids(lines: Sequence[TaskLine]) -> tuple[int, ...]:
    return tuple(line.task.task_id for line in lines)


def _to_name_a_liaison(digest: Digest) -> Iterator[Paragraph]:
    """Units out of reach have to say who can be asked; those that owe a report, that too."""
    vacant, silent = ([u for u in digest.undelivered if is_vacant(u, digest) is told] for told in (True, False))
    called = [r for r in digest.reporting if r.by_phone and r.vacant]
    units = {u.unit for u in digest.undelivered}
    alone = list(dict.fromkeys(r.unit for r in called if r.unit not in units))
    listed = [
        phrase("name_and_tell", units=_owing(items, digest), vacant=items is vacant)
        for items in (vacant, silent)
        if items
    ]
    if alone:
        told = "、".join(alone) if len(alone) <= _NAMED else f"由本办公室代录的{len(alone)}个单位"
        listed.append(phrase("name_alone", units=told, vacant=True))
    if listed:
        tasks = [u.task.task_id for u in digest.undelivered] + [r.task.task_id for r in called]
        yield Paragraph(phrase("name_liaison", listed="；".join(listed)), tasks=tuple(dict.fromkeys(tasks)))


def _owing(items: Sequence[Unreported], digest: Digest) -> str:
    """县供水公司（第5项）、县自然资源局（第6项）; of more than six units how many."""
    units = digest_tables.by_silent_unit(items)
    if len(units) > _NAMED:
        return f"上述{len(units)}个未送达单位"
    return "、".join(f"{u}（第{_numbers([i.task for i in owed], digest)}项）" for u, owed in units.items())


def _by_office(digest: Digest) -> Iterator[Paragraph]:
    """What the office itself owes: to reach whom it has not reached, and to decide what it was asked for."""
    waiting = [e for e in digest.extensions if e.waits]
    units = list(digest_tables.by_silent_unit(digest.undelivered))
    named = "、".join(units) if len(units) <= _NAMED else f"上述{len(units)}个未送达单位"
    parts = [phrase("reach", units=named)] if units else []
    if unread := list(dict.fromkeys(task for task, _ in digest.unheard)):
        parts.append(phrase("decide_reports", tasks=_numbers(unread[:_NAMED], digest)))
    ready = [c.task for c in digest.closures if not c.awaited]
    if ready:
        parts.append(phrase("decide_closures", tasks=_numbers(ready, digest)))
    if later := [c.task for c in digest.closures if c.awaited]:
        parts.append(phrase("decide_later", tasks=_numbers(later, digest)))
    if waiting:
        parts.append(phrase("decide_extensions", tasks=_numbers([e.task for e in waiting], digest)))
    if parts:
        asked = [item.task for item in digest.closures] + [item.task for item in waiting]
        asked += [item.task for item in digest.undelivered] + unread
        tasks = tuple(dict.fromkeys(task.task_id for task in asked))
        sources = ids(*(c.source for c in digest.closures), *(e.source for e in waiting))
        yield Paragraph(phrase("office_does", parts="，".join(parts)), sources, tasks)
