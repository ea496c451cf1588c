"""Units mended in the registry, as values: what merging two does, what the end of one leaves."""

from datetime import date

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Renaming:
    """A unit that is to get another name: its open tasks, and how many of its people are told."""

    before: str
    after: str
    tasks: int
    told: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the registry with its other names, its open tasks, and a group's members; None of a single unit.

    ``is_member`` says whether it is a member of the joint meeting.
    """

    id: int
    name: str
    aliases: tuple[str, ...]
    open_tasks: int
    members: tuple[str, ...] | None
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Two units that are one: how many tasks and seats move to the one that stays.

    ``dropped`` are the people whose seat ends, since the unit that stays has somebody in the same seat: each with
    what the seat is and who holds the other.
    """

    gone_id: int
    kept_id: int
    gone: str
    kept: str
    tasks: int
    seats: int
    dropped: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that is no more: its last day, the tenures that end, and how many open tasks are left without it."""

    unit_id: int
    unit: str
    last: date
    tenures: int
    tasks: int
