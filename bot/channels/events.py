"""Events as they lie in a row: for channels of our own, and for work that goes on later."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.channels.base import EditedText, Event, Files, Gone, Joined, Moved, Press, Text, Unreadable
from tasks_db.register.updates import Update

_KINDS = {kind.__name__: kind for kind in (Text, EditedText, Press, Files, Unreadable, Joined, Gone, Moved)}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])  # slow to make, and most kinds are seldom met


def as_row(event: Event) -> dict[str, Any]:
    """Return an event as values of JSON."""
    kind = type(event).__name__
    return {"kind": kind, "event": _adapter(kind).dump_python(event, mode="json")}


def of_row(row: Mapping[str, Any]) -> Event:
    """Return the event that ``as_row`` gave; raises LookupError or ValueError for anything else."""
    event: Event = _adapter(row["kind"]).validate_python(row["event"])
    return event


def update_of(event: Event) -> Update:
    """Return what comes in on a channel that knows events itself."""
    return Update(event.id, lane_of(event), as_row(event))


def lane_of(event: Event) -> str:
    """Return who caused an event, as what they say is kept in order by."""
    return f"{event.who.address.channel}:{event.who.address.value}"
