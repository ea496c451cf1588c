"""What units have asked for: extensions with both dates, closures that wait for the office."""

from collections.abc import Iterator
from datetime import datetime

from tasks_db.register import progress, states
from tasks_db.register.digest.past import first_day, granted
from tasks_db.register.digest.values import Closure, Extension, Source, TaskRef
from tasks_db.register.values import Assignment, Checkpoint, Task
from tasks_db.terms import AnswerKind, CheckpointKind


def extensions(task: Task, as_of: datetime) -> list[Extension]:
    """Every extension with both dates: granted ones in order, then what waits for a decision."""
    lines = [line for c in task.checkpoints for a in task.assignments for line in _granted(task, a, c, as_of)]
    closed = states.closed_at(task, as_of) is not None
    return lines if closed else [*lines, *_pending(task, as_of)]


def _pending(task: Task, as_of: datetime) -> Iterator[Extension]:
    for assignment in task.assignments:
        request = progress.pending_request(assignment, as_of)
        if request is None or request.kind is not AnswerKind.EXTENSION or request.new_date is None:
            continue
        due = next((d for d in assignment.dues if d.checkpoint.id == request.checkpoint_id), None)
        yield Extension(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            kind=due.checkpoint.kind if due else CheckpointKind.DEADLINE,
            old=due.day if due else None,
            new=request.new_date,
            decided_at=None,
            source=Source.of(request, as_of),
        )


def _granted(task: Task, assignment: Assignment, checkpoint: Checkpoint, as_of: datetime) -> Iterator[Extension]:
    """The chain of one unit's date: each extension starts where the last one ended."""
    standing = first_day(assignment, checkpoint)
    for report, new in granted(assignment, checkpoint, as_of):
        yield Extension(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            kind=checkpoint.kind,
            old=report.old_day or standing,
            new=new,
            decided_at=report.decided_at,
            source=Source.of(report, as_of),
        )
        standing = new


def closures(task: Task, as_of: datetime) -> list[Closure]:
    """申请办结 that waits for the office; none once the task is closed."""
    if states.closed_at(task, as_of) is not None:
        return []
    requests = ((a, progress.pending_request(a, as_of)) for a in task.assignments)
    return [
        Closure(TaskRef.of(task), a.id, a.unit, r.text, Source.of(r, as_of))
        for a, r in requests
        if r is not None and r.kind is AnswerKind.CLOSURE
    ]
