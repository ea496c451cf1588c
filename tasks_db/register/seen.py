"""A task as one person may look at it."""

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.values import Assignment, BarePlan, Due, Task


@dataclass(frozen=True, slots=True)
class SeenTask:
    """A task with what its reader has to do with it.

    ``own`` is the reader's assignment, with the ``due`` that they were shown and the ``number`` of the list that they
    come from; all three None for onlookers. ``coordinates``: they may see what the other units say. ``office``: they
    may change the task. ``pleas`` is what became of those that units made for it, each with whose it is.
    """

    plan: BarePlan
    task: Task
    own: Assignment | None = None
    due: Due | None = None
    number: int | None = None
    coordinates: bool = False
    office: bool = False
    pleas: tuple[tuple[Assignment, PleaTold], ...] = ()
