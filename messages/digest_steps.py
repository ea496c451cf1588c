"""What a digest's paper asks for: who does what until when, from units and tasks that stand above."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from messages import brief, dates, digest_tables, paper_words
from messages.digest_lagging import SLOW, due_now, laggards, left_open
from messages.digest_parts import FEW, ids, is_lead_silent, named_task, phrase
from messages.digest_problems import asked_for, lacks, leads, reason, refused
from messages.digest_requests import asks_help
from messages.digest_silence import is_vacant
from messages.paper import Paragraph
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest, TaskLine, Unmended, Unreported
from tasks_db.terms import Mark, WorkState

_TWICE = 2
_NAMED = 6
"""So many units and tasks are named in one sentence; of more it names the tasks alone."""
_NUMBERED = 20
"""Of so many it names the tasks; of more the part in which they stand."""


def until(digest: Digest) -> str:
    """Return the sentence that says until when all is to be done that has no day of its own."""
    if digest.answer_by is None:
        return ""
    apart = any(_required(line, digest) or _expected(line, digest) for line in digest.in_state(WorkState.OVERDUE))
    return phrase("until", by=dates.day(digest.answer_by), apart=apart)


def next_steps(digest: Digest, problems: str, asked: str, *, terse: bool = False) -> list[Paragraph]:
    """Return who has to do what until when; the parts that name more are called by their numerals.

    ``terse`` names no more than two units again that stand in those parts.
    """
    return list(_steps(digest, problems, asked, _TWICE if terse else _NAMED))


def _steps(digest: Digest, problems: str, asked: str, most: int) -> Iterator[Paragraph]:
    late = digest.in_state(WorkState.OVERDUE)
    yield from _promised(late, digest)
    closing = {c.task.task_id for c in digest.closures}
    dated = [line for line in late if _required(line, digest) or _expected(line, digest)]
    undated = [line for line in late if line not in dated and line.task.task_id not in closing]
    unexplained = [line for line in undated if not _is_explained(line, digest)]
    today = due_now(digest)
    slow = [line for line in digest.tasks if line.work_state in SLOW]
    slow = [line for line in slow if line not in today and line.mark is not Mark.CLOSURE and not is_lead_silent(line)]
    if undated and problems:
        yield _explained(undated, unexplained, digest, problems, most)
    if today:
        tasks = _numbers([line.task for line in today], digest)
        yield Paragraph(phrase("due_now", tasks=tasks), tasks=_ids(today))
    if slow and problems:
        whose, of = _whose(slow, digest, problems, "进度滞后", most)
        yield Paragraph(phrase("speed_up", whose=whose, tasks=of), tasks=_ids(slow))
    yield from _to_tell(digest)
    yield from _to_mend(digest)
    if digest.unreported and problems:
        tasks_owed = tuple(dict.fromkeys(u.task.task_id for u in digest.unreported))
        units = list(dict.fromkeys(name for u in digest.unreported for name in u.missing))
        named = "、".join(units) if len(units) <= most else ""
        yield Paragraph(phrase("catch_up", part=problems, units=named, count=len(units)), tasks=tasks_owed)
    if asked:
        yield from _to_answer(digest, asked)
    yield from _to_name_a_liaison(digest)
    yield from _by_office(digest)


def _is_explained(line: TaskLine, digest: Digest) -> bool:
    """Whether somebody has said why work is late: in a report, in a plea, or in a request for more time."""
    return bool(lacks(line, digest) or line.problem or reason(line, digest) or asked_for(line, digest))


def _to_tell(digest: Digest) -> Iterator[Paragraph]:
    """Who tells of work that nobody told of: its leads; whoever was sent something back, that again."""
    behind = (line for state in SLOW for line in digest.in_state(state))
    returned = [line for line in digest.tasks if line.returned is not None]
    silent = [*digest.in_state(WorkState.NO_FEEDBACK), *digest.marked(Mark.UNTOLD), *filter(is_lead_silent, behind)]
    silent = [line for line in silent if line not in returned]
    if not silent and not returned:
        return
    named = phrase("tell_all", count=len(silent)) if len(silent) > _NAMED else _by_unit(silent, digest)
    again = _by_unit(returned, digest)
    yield Paragraph(phrase("tell", named=named, again=again), tasks=_ids([*silent, *returned]))


def _by_unit(lines: Sequence[TaskLine], digest: Digest) -> str:
    """县博物馆（第4项）、县总工会（第31项）."""
    units: dict[str, list[TaskRef]] = {}
    for line in lines:
        units.setdefault(leads(line), []).append(line.task)
    return "、".join(f"{unit}（第{_numbers(tasks, digest)}项）" for unit, tasks in units.items())


def _to_answer(digest: Digest, part: str) -> Iterator[Paragraph]:
    """Who is asked for help, each with the tasks for which it is."""
    units: dict[str, list[TaskRef]] = {}
    for item in digest.coordination:
        for unit in paper_words.addressees(item.needs):
            units.setdefault(unit, []).append(item.task)
    for request in digest.extensions:
        for unit in paper_words.addressees(request.needs) if asks_help(request, digest) else ():
            units.setdefault(unit, []).append(request.task)
    if units:
        named = "、".join(f"{unit}（第{_numbers(tasks, digest)}项）" for unit, tasks in units.items())
        told = tuple(dict.fromkeys(task.task_id for tasks in units.values() for task in tasks))
        yield Paragraph(phrase("give_opinion", units=named, part=part), tasks=told)


def _promised(late: Iterable[TaskLine], digest: Digest) -> Iterator[Paragraph]:
    """Whose day is known: by the refusal of more time, else by what the unit expects."""
    for line in late:
        source = line.text_source
        if (required := _required(line, digest)) is not None:
            day = brief.day(required, digest.day)
            said = phrase("finish_as_required", whose=leads(line), task=named_task(line.task, digest), day=day)
            yield Paragraph(said, tasks=(line.task.task_id,))
            continue
        if line.expected is not None and source is not None and _expected(line, digest):
            day = brief.day(line.expected, digest.day)
            said = phrase("finish", unit=source.unit, task=named_task(line.task, digest), day=day)
            yield Paragraph(said, ids(source), (line.task.task_id,))


def _expected(line: TaskLine, digest: Digest) -> bool:
    return line.expected is not None and line.expected > digest.day


def _required(line: TaskLine, digest: Digest) -> date | None:
    """The day ahead until which a refusal of more time wants late work done."""
    last = refused(line, digest)
    return last.demanded if last is not None and last.demanded is not None and last.demanded > digest.day else None


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
    """县水利局、县民政局 and 第5、8项; of more than ``most`` their numbers alone, of very many the part with them.

    Of a group those members are meant that lag.
    """
    units = list(dict.fromkeys(unit for line in lines for unit in _meant(line) if unit))
    numbers = _numbers([line.task for line in lines], digest)
    if len(lines) <= most and len(units) <= most:
        return phrase("whose", units="、".join(units)), phrase("of_tasks", tasks=numbers)
    if len(lines) > _NUMBERED:
        return phrase("whose_all", part=part, kind=kind), ""
    apart = (
        phrase("meant", task=digest_tables.number(line.task, digest), units="、".join(_meant(line)))
        for line in lines
        if _lag(line)
    )
    return phrase("whose_numbers", tasks=numbers, apart="，".join(apart)), ""


def _meant(line: TaskLine) -> Sequence[str]:
    return _lag(line) or line.leads or (leads(line),)


def _lag(line: TaskLine) -> Sequence[str]:
    """The members of a group that lag or are silent; none of other tasks, nor where they are many."""
    units = [unit for unit, _ in laggards(line)]
    units += line.group.silent if units and line.group is not None else ()
    return units if len(units) <= FEW else ()


def _numbers(tasks: Iterable[TaskRef], digest: Digest) -> str:
    return "、".join(dict.fromkeys(digest_tables.number(task, digest) for task in tasks))


def _ids(lines: Sequence[TaskLine]) -> tuple[int, ...]:
    return tuple(line.task.task_id for line in lines)


def _to_name_a_liaison(digest: Digest) -> Iterator[Paragraph]:
    """Units out of reach have to say who can be asked; those that owe a report, that too."""
    vacant, silent = ([u for u in digest.undelivered if is_vacant(u, digest) is told] for told in (True, False))
    called = [r for r in digest.reporting if r.called and r.vacant]
    units = {u.unit for u in digest.undelivered}
    alone = list(dict.fromkeys(r.unit for r in called if r.unit not in units))
    listed = [
        phrase("name_and_tell", units=_owing(items, digest), vacant=items is vacant)
        for items in (vacant, silent)
        if items
    ]
    if alone:
        told = "、".join(alone) if len(alone) <= _NAMED else f"没有联络员的{len(alone)}个单位"
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
    unread = list(dict.fromkeys(task for task, _ in digest.unheard))
    ready = [c.task for c in digest.closures if not c.awaited]
    if unread or waiting or ready:
        asked_for_time = [e.task for e in waiting]
        kinds = (_numbers(unread, digest), _numbers(asked_for_time, digest), _numbers(ready, digest))
        parts.append(phrase("decide", reports=kinds[0], extensions=kinds[1], closures=kinds[2]))
    if later := [c.task for c in digest.closures if c.awaited]:
        parts.append(phrase("decide_later", tasks=_numbers(later, digest)))
    if digest.closures and digest.convenors_close:
        parts.append(phrase("convenors_close"))
    if parts:
        asked = [item.task for item in digest.closures] + [item.task for item in waiting]
        asked += [item.task for item in digest.undelivered] + unread
        tasks = tuple(dict.fromkeys(task.task_id for task in asked))
        sources = ids(*(c.source for c in digest.closures), *(e.source for e in waiting))
        yield Paragraph(phrase("office_does", parts="，".join(parts)), sources, tasks)
