"""What somebody is greeted with."""

from datetime import date, datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import Member
from tasks_db.register.values import OpenLine
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class StandsIn:
    """A seat for whose holder somebody stands in or is to, both days included; no ``holder``: it is vacant."""

    unit: str
    role: SeatRole
    holder: str | None
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Greeting:
    """Whom the bot greets, for which joint meeting, and what their units owe at ``as_of``: how much, what first."""

    member: Member
    meeting: str
    as_of: datetime
    owed: int
    nearest: OpenLine | None
    stands_in: tuple[StandsIn, ...] = ()
