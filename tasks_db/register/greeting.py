"""What somebody is greeted with."""

from dataclasses import dataclass
from datetime import datetime

from tasks_db.register.people import Member
from tasks_db.register.values import OpenLine


@dataclass(frozen=True, slots=True)
class Greeting:
    """Whom the bot greets, for which joint meeting, and what their units owe at ``as_of``: how much, what first."""

    member: Member
    meeting: str
    as_of: datetime
    owed: int
    nearest: OpenLine | None
