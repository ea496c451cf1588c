"""What an act on a plan or a task did, for whoever did it to read."""

from datetime import date, datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.new_version import Predecessor


@dataclass(frozen=True, slots=True)
class HandingOut:
    """What 交办 would begin: how many questions go to how many units, and when the first reminders leave.

    ``unreached`` are the units that nobody can be asked for; ``follows`` is a plan that asks already and that this
    one seems to be a new version of.
    """

    plan_id: int
    title: str
    tasks: int
    units: int
    questions: int
    opens: datetime
    unreached: tuple[str, ...] = ()
    follows: Predecessor | None = None


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A plan that is handed out now, how many dues it has, and how many people hear that it is asked for again."""

    plan_id: int
    title: str
    dues: int
    told: int = 0


@dataclass(frozen=True, slots=True)
class Recalling:
    """Whom taking a plan back, or ending it, would reach: everybody who was asked of it."""

    plan_id: int
    title: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """A plan that is taken back, and how many people were told."""

    plan_id: int
    title: str
    told: int


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed task that was opened again, and how many people heard of it."""

    title: str
    told: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A task that was done on ``day``, as the office learnt later, and how many people hear that it is closed.

    ``closed`` is when it was put down as closed, None while it is open; ``before`` the day that counted until now;
    ``silent`` are the units that have not reported on an open task.
    """

    task_id: int
    seq: str
    title: str
    day: date
    closed: date | None
    before: date | None
    deadline: date | None
    told: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exempted:
    """A unit that owes nothing more for a task, or does again: how many dues that is, and how many people heard."""

    title: str
    unit: str
    reason: str
    dues: int
    told: int


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What cancelling a task would do: how many people would be told, and which units nobody could be told for."""

    task_id: int
    seq: str
    title: str
    told: int
    by_phone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """A task that was cancelled, how many people were told, and the units that nobody could be told for."""

    title: str
    told: int
    by_phone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """A task before its deadline moves: the day now, None where it has none, and how many people would be told."""

    task_id: int
    code: str
    title: str
    before: date | None
    told: int
    whom: tuple[str, ...] = ()
    """Who would be told, each with their unit."""
    by_phone: tuple[str, ...] = ()
    """The units of the task that have nobody who can be told."""
    closed: bool = False
    """Whether it counts as done, so that nobody is asked by the new day unless it is opened again."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A task with another deadline, ``before`` being None where it had none, and how many people were told."""

    title: str
    before: date | None
    day: date
    told: int
    by_phone: tuple[str, ...] = ()
    """The units that nobody could be told for."""
    closed: int | None = None
    """The task's number where it still counts as done, so that nobody is asked by the new day."""


@dataclass(frozen=True, slots=True)
class LedgerTaken:
    """How many changes of a ledger that came back were taken over, and how many people were told.

    ``reports`` is how many words of units were written down from it.
    """

    changes: int
    told: int
    reports: int = 0
