"""How a unit stands with its last report that was due, as a digest lists it."""

from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.references import TaskRef
from tasks_db.terms import AnswerKind, ReportState


@dataclass(frozen=True, slots=True)
class Reporting:
    """How one unit stands with its last report that was due: ``reported_on`` is the day on which it came, if it did.

    ``heard_on`` is the day of its last word on the task, None where it never spoke; ``heard`` is what kind of word
    that was, and ``sent_back`` whether the office sent it back or refused it.
    ``by_phone`` is a unit that could not be asked by that day and whose words the office wrote down later: no 迟报.
    ``milestone`` is the day of the milestone that the report is about, None where it is about something else.
    ``vacant`` is a unit for which nobody sits that could be asked; ``called`` are the days on which the office wrote
    down what it said by phone. Of what came late ``early_on`` is when it spoke before it was asked, which is no
    report on it (R7), ``refused_on`` when it asked in time for more time that it was not given.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    due_day: date
    state: ReportState
    reported_on: date | None
    heard_on: date | None
    by_phone: bool = False
    milestone: date | None = None
    vacant: bool = False
    called: tuple[date, ...] = ()
    heard: AnswerKind | None = None
    sent_back: bool = False
    early_on: date | None = None
    refused_on: date | None = None
