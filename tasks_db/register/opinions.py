"""意见: what somebody thinks of the bot, and what the office answered."""

from datetime import datetime

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion: who said it and when; who answered it, when and what, where it is answered."""

    number: int
    who: str
    at: datetime
    text: str
    answered_at: datetime | None
    answered_by: str
    answer: str
