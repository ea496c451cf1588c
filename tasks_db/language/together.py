"""What several statements tell of one task, put together into one answer."""

from collections.abc import Sequence
from dataclasses import replace

from tasks_db.language import shares
from tasks_db.language.values import Answer


def merged(answers: Sequence[Answer]) -> Answer:
    """Return one answer with all the words: several statements of the same kind on one task."""
    first, *more = answers
    for other in more:
        first = replace(
            first,
            percent=first.percent if other.percent is None else other.percent,
            text=f"{first.text}；{other.text}",
            problem=first.problem or other.problem,
            needs=first.needs or other.needs,
            expected=other.expected or first.expected,
            new_date=other.new_date or first.new_date,
            likely=other.likely or first.likely,
            confirm=first.confirm or other.confirm,
        )
    return first


def of_all(bodies: Sequence[str], found: Sequence[Answer]) -> int | None:
    """Return the share that a report tells of all the work; where its points tell several, none of them is."""
    said = {answer.percent for answer in found if answer.percent is not None}
    whole = [share for body in bodies if (share := shares.of_all(body)) is not None]
    return whole[-1] if whole else said.pop() if len(said) == 1 else None
