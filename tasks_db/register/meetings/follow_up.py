"""What became of what a sitting decided: each resolution with the state of the task that it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.last_sitting import LastSitting
from tasks_db.register.digest.values import TaskLine
from tasks_db.register.meetings.values import Resolution, Sitting
from tasks_db.terms import WorkState


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A resolution and where its task stands; ``line`` is None for one that is no task, or whose task is no more."""

    resolution: Resolution
    line: TaskLine | None


def follow(sitting: Sitting, lines: Mapping[int, TaskLine]) -> tuple[FollowUp, ...]:
    """Return the supervised resolutions of a sitting with the lines of their tasks, found by the task's id."""
    return tuple(FollowUp(r, lines.get(r.task_id) if r.task_id else None) for r in sitting.supervised)


def last_issued(sittings: Iterable[Sitting], before: Sitting | None = None) -> Sitting | None:
    """Return the sitting whose minutes went out last, apart from ``before`` itself; None where there is none."""
    issued = [s for s in sittings if s.issued_at is not None and (before is None or s.id != before.id)]
    return max(issued, key=lambda s: (s.issued_at, s.id), default=None)


def sentence(followed: Sequence[FollowUp]) -> str:
    """Return 议定2项，办结1项、推进1项: every resolution in exactly one part, and no empty part."""
    if not followed:
        return "没有列入督办的议定事项"
    parts = [
        ("办结", [f for f in followed if f.line is not None and f.line.work_state is WorkState.CLOSED]),
        ("逾期", [f for f in followed if f.line is not None and f.line.work_state is WorkState.OVERDUE]),
        ("取消", [f for f in followed if f.line is None]),
    ]
    told = [(name, len(found)) for name, found in parts]
    left = len(followed) - sum(count for _, count in told)
    told.insert(2, ("推进", left))
    return f"议定{len(followed)}项，{'、'.join(f'{name}{count}项' for name, count in told if count)}"


def told(sitting: Sitting, lines: Mapping[int, TaskLine], since: date) -> LastSitting | None:
    """Return what a digest tells of a sitting; None where it decided nothing to be done, or all was over by then.

    ``since`` is the first day of which the digest tells.
    """
    followed = follow(sitting, lines)
    standing = [f.line for f in followed if f.line is not None]
    issued = sitting.issued_at is not None and local_date(sitting.issued_at) >= since
    if not standing or not (issued or any(_open_since(line, since) for line in standing)):
        return None
    reports = dict.fromkeys(source.report_id for line in standing for source in line.sources)
    return LastSitting(
        sitting.name, sentence(followed), tuple(line.task.task_id for line in standing), tuple(reports)
    )


def _open_since(line: TaskLine, since: date) -> bool:
    return line.closed_at is None or local_date(line.closed_at) >= since
