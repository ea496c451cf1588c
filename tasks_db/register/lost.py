"""A phone that is lost or given away, as values: whose it is, what it opens, and what letting it out came to."""

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody whose phone is lost: their seats in words, and by what they are let in now.

    ``browsers`` is in how many they are signed in, ``channels`` the names of their accounts, ``links`` how many
    links of theirs open something, ``mail`` where they get mail, which stays.
    """

    person_id: int
    person: str
    seats: tuple[str, ...]
    unit: str
    browsers: int
    channels: tuple[str, ...]
    links: int
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class LetOut:
    """Somebody who is let in nowhere any more, and the code by which they come back on another phone."""

    lost: Lost
    code: str
    told: int
    """How many others of the office hear of it."""
