"""What a digest's paper says of a task whose date was moved: the first one, who agreed, and the one in force."""

from messages import brief, paper_words
from messages.digest_parts import phrase
from messages.digest_requests import decider
from tasks_db.register.digest.request_values import Moves
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import CheckpointKind


def moved(line: TaskLine, digest: Digest) -> str:
    """Return 原定10月31日，经本办公室同意延至12月15日; empty for a task that keeps its date.

    Where nobody asked for the day in force, it says that it was changed, and on which ground the office did so.
    """
    if line.original_deadline is None or line.deadline is None or line.original_deadline == line.deadline:
        return ""
    granted = [
        e
        for e in digest.extensions
        if e.task == line.task
        and e.is_granted
        and e.moves is Moves.TASK
        and e.kind is CheckpointKind.DEADLINE
        and e.new == line.deadline
    ]
    return phrase(
        "moved",
        old=brief.day(line.original_deadline, digest.day),
        new=brief.day(line.deadline, digest.day),
        who=decider(granted[-1]) if granted else "",
        ground="" if granted else _ground(line),
    )


def _ground(line: TaskLine) -> str:
    """On which ground the office moved the date; why a task was opened again stands beside it."""
    known = line.reopened is not None and line.reopened.why.strip() == line.moved_for
    return "" if known or not line.moved_for else paper_words.quoted(line.moved_for)
