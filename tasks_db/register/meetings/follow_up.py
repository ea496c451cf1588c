"""What became of what a sitting decided: each resolution with the state of the task that it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ``last`` sitting decided and what has become of it; ``earlier`` is what is still open of those before.

    ``last`` is None where no minutes have gone out yet.
    """

    last: Sitting | None = None
    followed: tuple[FollowUp, ...] = ()
    earlier: tuple[tuple[Sitting, tuple[FollowUp, ...]], ...] = ()


def issued_by(sittings: Iterable[Sitting], moment: datetime, apart_from: int | None = None) -> tuple[Sitting, ...]:
    """Return the sittings whose minutes had gone out by a moment, the last one first, without the one named."""
    found = [s for s in sittings if s.issued_at is not None and s.issued_at <= moment and s.id != apart_from]
    return tuple(sorted(found, key=lambda s: (s.issued_at, s.id), reverse=True))


def standing(issued: Sequence[Sitting], lines: Mapping[int, TaskLine]) -> Standing:
    """Return where the decisions of sittings stand, the last one first: all of its own, of the others what is open.

    So a late matter of a plenary stays in sight behind the sittings that come after it.
    """
    if not issued:
        return Standing()
    before = ((s, tuple(f for f in follow(s, lines) if _is_open(f))) for s in issued[1:])
    return Standing(issued[0], follow(issued[0], lines), tuple((s, found) for s, found in before if found))


def _is_open(f: FollowUp) -> bool:
    return f.line is not None and f.line.work_state is not WorkState.CLOSED


def sentence(followed: Sequence[FollowUp]) -> str:
    """Return 议定2项，办结1项、推进1项: every resolution in exactly one part, and no empty part."""
    if not followed:
        return "没有列入督办的议定事项"
    return f"议定{len(followed)}项，{_counted(followed)}"


def sentence_of_all(found: Standing) -> str:
    """Return the sentence of the last sitting, with what is still open of each one before."""
    return "；".join(
        [sentence(found.followed), *(f"{s.name}还有{_counted(open_ones)}" for s, open_ones in found.earlier)]
    )


def _counted(followed: Sequence[FollowUp]) -> str:
    parts = [
        ("办结", [f for f in followed if f.line is not None and f.line.work_state is WorkState.CLOSED]),
        ("逾期", [f for f in followed if f.line is not None and f.line.work_state is WorkState.OVERDUE]),
        ("取消", [f for f in followed if f.line is None]),
    ]
    told = [(name, len(found)) for name, found in parts]
    left = len(followed) - sum(count for _, count in told)
    told.insert(2, ("推进", left))
    return "、".join(f"{name}{count}项" for name, count in told if count)


def told(found: Standing, since: date) -> LastSitting | None:
    """Return what a digest tells of the last sitting; None where nothing was to be done, or all was over by then.

    ``since`` is the first day of which the digest tells. What is still open of the sittings before stands behind it.
    """
    last = found.last
    if last is None:
        return None
    standing = [f.line for f in found.followed if f.line is not None]
    open_ones = [f.line for _, before in found.earlier for f in before if f.line is not None]
    issued = last.issued_at is not None and local_date(last.issued_at) >= since
    if not open_ones and (not standing or not (issued or any(_open_since(line, since) for line in standing))):
        return None
    every = [*standing, *open_ones]
    reports = dict.fromkeys(source.report_id for line in every for source in line.sources)
    return LastSitting(last.name, sentence_of_all(found), tuple(line.task.task_id for line in every), tuple(reports))


def _open_since(line: TaskLine, since: date) -> bool:
    return line.closed_at is None or local_date(line.closed_at) >= since
