"""What a unit said before of what stands in the way of slow work, where its newest words name nothing."""

from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import WorkState

UNEXPLAINED = frozenset({WorkState.OVERDUE, WorkState.BEHIND, WorkState.NOT_STARTED})
"""States of which a unit has to say why."""


@dataclass(frozen=True, slots=True)
class EarlierReason:
    """A difficulty that ``unit`` told on a day, in a report; ``answers`` is what its plea was answered."""

    text: str
    on: date
    report_id: int
    answers: str = ""
    unit: str = ""
