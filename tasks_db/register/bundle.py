"""A bundle as its person reads it: numbered lines of what is still open."""

from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.office_day import ConvenorDay, OfficeDay
from tasks_db.register.values import Assignment, BarePlan, Due, Task


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One numbered line of a bundle. ``number`` stays the same on every page.

    ``missed`` is the day of an earlier round for which the office chases the unit (``chasing.missed``).
    """

    number: int
    plan: BarePlan
    task: Task
    assignment: Assignment
    due: Due
    rung: str
    missed: date | None = None


@dataclass(frozen=True, slots=True)
class BundleValue:
    """A bundle to be rendered: its notice, the name of its reader, its working day and its open lines.

    Who sits for the office or as convenor reads below them what waits for the office, or has come to the convenors.
    """

    notice_id: int
    name: str
    day: date
    items: tuple[BundleItem, ...]
    office: OfficeDay | None = None
    convenor: ConvenorDay | None = None

    @property
    def numbers(self) -> tuple[tuple[int, int, int | None], ...]:
        """Which task each printed number stands for: ``(number, assignment id, due id)``."""
        return tuple((item.number, item.assignment.id, item.due.id) for item in self.items)
