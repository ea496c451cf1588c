"""What a digest's paper says of the office's own steps, and of units that it cannot reach."""

from collections.abc import Iterator, Sequence

from messages import digest_tables
from messages.digest_parts import by_unit, first_day, ids, numbers, phrase
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


def own_steps(digest: Digest) -> Iterator[Paragraph]:
    """Yield in one sentence what the office owes: whom to reach, what to decide, and that which others hold up."""
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
    held_up = [item for item in digest.closures if item.awaited]
    later = [
        phrase("decide_later", task=digest_tables.number(item.task, digest), awaited=awaited(item))
        for item in held_up
    ]
    if not parts and not later:
        return
    asked = [*ready, *(e.task for e in waiting), *(u.task for u in digest.undelivered), *(c.task for c in held_up)]
    asked += unread
    said = phrase(
        "office_does",
        by=first_day(digest),
        now="，".join(parts),
        later="，".join(later),
        convenors=bool((ready or held_up) and digest.convenors_close),
    )
    sources = ids(*(c.source for c in digest.closures), *(e.source for e in waiting))
    yield Paragraph(said, sources, tuple(dict.fromkeys(task.task_id for task in asked)))
