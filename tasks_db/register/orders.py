"""What an order in words would do, before it is done: asked once, in numbers (R17)."""

from datetime import date

from tasks_db.language.questions import NO_FILTERS, Filters, OrderKind, QuestionKind
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.chasing import Chased


@dataclass(frozen=True, slots=True)
class OrderedTask:
    """A task that an order is about: its number, its title, its deadline and how many units are asked for it."""

    id: int
    seq: str
    title: str
    deadline: date | None
    units: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order with all that bears on it.

    ``units`` are names with the present liaison of each, None where nobody sits there. ``chased`` is there for a
    chase, with the list that it is of, where it is of one.
    """

    kind: OrderKind
    units: tuple[tuple[str, str | None], ...] = ()
    tasks: tuple[OrderedTask, ...] = ()
    chased: Chased | None = None
    listed: QuestionKind | None = None
    filters: Filters = NO_FILTERS
    day: date | None = None
    until: date | None = None
    coming: str | None = None
    words: str = ""
