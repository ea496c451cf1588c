"""What was put off and is put off: by whom, since when, until when, why, and how it ended (留痕 of 缓催)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.trail import Change
from tasks_db.register.values import Assignment, Task

BY_OFFICE, BY_UNIT = "缓催", "晚点再报"
"""What the audit calls it when the office, or the unit itself, puts an answer off."""
RESUMED, TAKEN_BACK = "恢复催报", "撤回晚点再报"
"""What the audit calls it when the office, or the unit, ends that before its day."""
DEEDS = frozenset({BY_OFFICE, BY_UNIT, RESUMED, TAKEN_BACK})


@dataclass(frozen=True, slots=True)
class PutOffRecord:
    """One time that a unit's answer was put off, whether or not it is over: from ``since`` till it is asked again.

    ``by`` is who did it at ``at``. ``ended_at`` is when ``ended_by`` ended it before its day; it was ``replaced``
    where it was put off anew then.
    """

    task_id: int
    unit: str
    unit_id: int | None
    code: str
    title: str
    by: str
    by_office: bool
    at: datetime
    since: date
    until: date
    why: str
    ended_at: datetime | None = None
    ended_by: str = ""
    replaced: bool = False

    def is_of(self, unit_id: int, name: str) -> bool:
        """Return whether it was of a unit's share, of one that is gone by the name that was kept."""
        return self.unit_id == unit_id or (self.unit_id is None and self.unit == name)

    def touches(self, first: date, last: date) -> bool:
        """Return whether it held on a day between two, both included, or was decided then."""
        ends = local_date(self.ended_at) if self.ended_at is not None else self.until
        return (self.since <= last and ends >= first) or first <= local_date(self.at) <= last


def records(tasks: Iterable[Task], entries: Iterable[tuple[int, Change]]) -> tuple[PutOffRecord, ...]:
    """Return every time that answers on some tasks were put off, the oldest first.

    ``entries`` are the audit's of ``DEEDS``, oldest first, each with the id of its due.
    """
    by_id = {task.id: task for task in tasks}
    shares = {due.id: share for task in by_id.values() for share in task.shares for due in share.dues}
    found: dict[tuple[int, str, datetime], PutOffRecord] = {}
    latest: dict[int, tuple[int, str, datetime]] = {}
    for due_id, change in entries:
        task = by_id.get(int(str(change.detail.get("task") or 0)))
        if task is None:
            continue
        begins = change.action in {BY_OFFICE, BY_UNIT}
        place, key = latest.get(due_id), (task.id, str(change.detail.get("unit", "")), change.at)
        before = found[place] if place is not None and not (begins and place == key) else None
        if place is not None and before is not None and before.ended_at is None and _is_in_force(before, change.at):
            found[place] = replace(before, ended_at=change.at, ended_by=change.authority, replaced=begins)
        if begins:
            latest[due_id] = key
            found[key] = _begun(task, shares.get(due_id), change)
    return tuple(sorted(found.values(), key=lambda one: one.at))


def _is_in_force(one: PutOffRecord, at: datetime) -> bool:
    return local_date(at) < one.until


def _begun(task: Task, share: Assignment | None, change: Change) -> PutOffRecord:
    detail = change.detail
    said_since = detail.get("since")
    return PutOffRecord(
        task.id,
        share.unit if share is not None else str(detail.get("unit", "")),
        share.unit_id if share is not None else None,
        codes.of(task),
        task.title,
        change.authority,
        change.action == BY_OFFICE or "why" in detail,
        change.at,
        date.fromisoformat(str(said_since)) if said_since else local_date(change.at),
        date.fromisoformat(str(detail["until"])),
        str(detail.get("why", "")),
    )
