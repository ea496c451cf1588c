"""What the page is given by the program, and the error that it answers with."""

from datetime import datetime
from typing import Any, Final, Protocol

from tasks_db.lean_dataclass import dataclass

Json = dict[str, Any]

MEBIBYTE: Final = 1024 * 1024
UPLOAD_BYTES: Final = 25 * MEBIBYTE
"""The largest set of files that is taken at once."""

TEXT_MOST: Final = 4096
CAPTION_MOST: Final = 1024
SET_MOST: Final = 10
"""Lengths in characters and files in one set: as on Telegram, so that a habit learned there holds here."""


class PageError(Exception):
    """What the page shows instead of doing something; the sentence is Chinese and names the next step."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody whom the sample's page lets one be, at ``address``.

    ``heading`` is where they stand in the list. A person who is not bound yet has the ``seat_id`` that waits for
    them, and the ``code`` for it that was drawn with the list.
    """

    address: str
    name: str
    post: str
    heading: str
    seat_id: int | None = None
    code: str = ""


class Clockwork(Protocol):
    """The rehearsal clock of the sample, given by the program; instants are aware."""

    async def now(self) -> datetime:
        """Return the present moment of the rehearsal."""

    async def next_due(self) -> datetime | None:
        """Return when something is next due, None when nothing is."""

    async def to_next_workday(self) -> str:
        """Move the clock and say in one Chinese sentence what happened; raises a Refusal where it cannot be moved."""

    async def to_next_due(self) -> str:
        """Move the clock and say in one Chinese sentence what happened; raises a Refusal where it cannot be moved."""
