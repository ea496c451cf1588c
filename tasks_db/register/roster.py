"""People and units that come in together, as values: a printed roster, the office's table."""

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A printed member: 召集人 张三 副县长. ``unit`` is None where the title names none."""

    role: str
    name: str
    title: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """How a roster was taken over; ``left`` are the entries whose unit is unknown.

    ``kept`` are seats that somebody else holds already, with that person's name: a list displaces nobody. ``units``
    are the members of the body by it, ``gone`` those that were members before and do not stand on it.
    """

    seats: int
    left: tuple[RosterEntry, ...]
    kept: tuple[tuple[RosterEntry, str], ...] = ()
    units: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the office's table: a unit, its other names, its group, and perhaps a person in a role."""

    line: int
    unit: str
    aliases: tuple[str, ...]
    groups: tuple[str, ...]
    role: str
    name: str
    post: str
    mail: str = ""
