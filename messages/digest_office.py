"""What a digest's paper says of the office's own steps, and of units that it cannot reach."""

from collections.abc import Iterator, Sequence

from messages import digest_tables
from messages.digest_parts import by_unit, ids, numbers, phrase
from messages.digest_requests import awaited
from messages.digest_silence import is_vacant
from messages.paper import Paragraph
from tasks_db.register.digest.values import Digest, Unreported

_NAMED = 6
"""So many units out of reach are named in one sentence."""


def to_name_a_liaison(digest: Digest) -> Iterator[Paragraph]:
    """Yield what units out of reach have to say: who can be asked; those that owe a report, that too."""
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
        owed = ((r.unit, r.task) for r in called if r.unit in alone)
        told = "、".join(by_unit(owed, digest)) if len(alone) <= _NAMED else f"另有{len(alone)}个单位"
        listed.append(phrase("name_alone", units=told))
    if listed:
        tasks = [u.task.task_id for u in digest.undelivered] + [r.task.task_id for r in called]
        yield Paragraph(phrase("name_liaison", listed="；".join(listed)), tasks=tuple(dict.fromkeys(tasks)))


def _owing(items: Sequence[Unreported], digest: Digest) -> str:
    """县供水公司（第5项）、县自然资源局（第6项）; of more than six units how many."""
    units = digest_tables.by_silent_unit(items)
    if len(units) > _NAMED:
        return f"上述{len(units)}个未送达单位"
    return "、".join(f"{u}（第{numbers([i.task for i in owed], digest)}项）" for u, owed in units.items())


def at_once(digest: Digest) -> Iterator[Paragraph]:
    """Yield what the office owes at once: to reach whom it has not reached, to decide what it was asked for."""
    waiting = [e for e in digest.extensions if e.waits]
    units = list(digest_tables.by_silent_unit(digest.undelivered))
    named = "、".join(units) if len(units) <= _NAMED else f"上述{len(units)}个未送达单位"
    parts = [phrase("reach", units=named)] if units else []
    unread = list(dict.fromkeys(task for task, _ in digest.unheard))
    ready = [c.task for c in digest.closures if not c.awaited]
    if unread or waiting or ready:
        asked_for_time = [e.task for e in waiting]
        kinds = (numbers(unread, digest), numbers(asked_for_time, digest), numbers(ready, digest))
        parts.append(phrase("decide", reports=kinds[0], extensions=kinds[1], closures=kinds[2]))
        if ready and digest.convenors_close:
            parts.append(phrase("convenors_close"))
    if parts:
        asked = [*ready, *(item.task for item in waiting), *(item.task for item in digest.undelivered), *unread]
        tasks = tuple(dict.fromkeys(task.task_id for task in asked))
        sources = ids(*(c.source for c in digest.closures if not c.awaited), *(e.source for e in waiting))
        yield Paragraph(phrase("office_now", parts="，".join(parts)), sources, tasks)


def later(digest: Digest) -> Iterator[Paragraph]:
    """Yield what the office does once those have spoken for whom requests to close wait."""
    waiting = [item for item in digest.closures if item.awaited]
    parts = [
        phrase("decide_later", task=digest_tables.number(item.task, digest), awaited=awaited(item))
        for item in waiting
    ]
    if parts and digest.convenors_close:
        parts.append(phrase("convenors_close"))
    if parts:
        tasks = tuple(dict.fromkeys(item.task.task_id for item in digest.closures))
        sources = ids(*(c.source for c in digest.closures))
        yield Paragraph(phrase("office_does", parts="，".join(parts)), sources, tasks)
