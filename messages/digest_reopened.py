"""What a digest's paper says of tasks that were closed and opened again: since when, why, and how they count."""

from messages import brief, paper_words
from messages.digest_parts import numbers, phrase
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import WorkState


def reopened(line: TaskLine, digest: Digest, *, whole: bool = True) -> str:
    """Return when a task was closed before and opened again, and with ``whole`` why; empty for any other.

    It is told as long as the task is open, and once when it is closed again. What the office closed by its own hand
    keeps no day: the issue before alone says that it was closed.
    """
    told = line.reopened
    lately = told is not None and (line.closed_at is None or digest.period.holds(told.at))
    if told is not None and (lately or was_closed(line, digest)):
        return phrase(
            "reopened",
            closed=brief.day(told.closed_on, digest.day),
            on=brief.day(told.on, digest.day),
            why=paper_words.formal(paper_words.text(told.why)) if whole else "",
        )
    return phrase("reopened_since") if was_closed(line, digest) else ""


def was_closed(line: TaskLine, digest: Digest) -> bool:
    """Return whether the issue before told a task as closed that is open now, or was closed again since."""
    before = digest.before
    if before is None or dict(before.states).get(line.task.task_id) is not WorkState.CLOSED:
        return False
    return line.closed_at is None or digest.period.holds(line.closed_at)


def closed_again(digest: Digest) -> str:
    """Return the numbers of the tasks that the issue before told as closed and that were closed again since."""
    return numbers([li.task for li in digest.tasks if li.closed_at is not None and was_closed(li, digest)], digest)


def open_again(digest: Digest) -> list[TaskLine]:
    """Return the tasks that the issue before told as closed and that are open."""
    return [line for line in digest.tasks if line.closed_at is None and was_closed(line, digest)]
