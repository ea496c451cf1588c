"""What came in, before anybody looked into it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that came in: the channel's own number for it, and all that the channel said of it.

    ``lane`` names who caused it: what one person says is worked off in order. ``album`` is the set of files that it
    is a part of.
    """

    number: str
    lane: str
    raw: Mapping[str, Any]
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person said first of all that is not worked off yet: one update, or the parts of one set of files.

    ``received_at`` is real time, that of the newest part.
    """

    ids: tuple[int, ...]
    channel: str
    lane: str
    raw: tuple[Mapping[str, Any], ...]
    received_at: datetime
