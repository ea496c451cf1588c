"""An album is one set of files, but Telegram sends a message for each of them.

The first part of an album opens a set, further ones join it. The set is complete when something else comes in from
the same person in the same chat, or when nothing has joined it for a moment. A part that comes still later is a set
of its own, so nothing is lost.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.channels.base import Event, Files, Where, Who

QUIET_SECONDS = 1.0

Place = tuple[Who, Where]


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing has joined an album for a moment."""

    place: Place
    album: str


@dataclass(slots=True)
class _Open:
    album: str
    files: Files
    timer: asyncio.TimerHandle


class Albums:
    """Holds back the parts of albums until their set is complete; every other event passes at once."""

    def __init__(self, settled: Callable[[Settled], object], quiet: float = QUIET_SECONDS) -> None:
        """Call ``settled`` when nothing has joined an album for ``quiet`` seconds; then ``close`` gives its set."""
        self._settled = settled
        self._quiet = quiet
        self._open: dict[Place, _Open] = {}

    def take(self, event: Event, album: str | None) -> list[Event]:
        """Take an event, with the number of the album that it is a part of; return what is complete now, in order."""
        place = (event.who, event.where)
        present = self._open.get(place)
        joins = present is not None and present.album == album
        complete = [] if joins or present is None else self.close(Settled(place, present.album))
        if album is None or not isinstance(event, Files):
            return [*complete, event]
        if joins and present is not None:
            present.timer.cancel()
            event = _joined(present.files, event)
        settled = Settled(place, album)
        timer = asyncio.get_running_loop().call_later(self._quiet, self._settled, settled)
        self._open[place] = _Open(album, event, timer)
        return complete

    def close(self, settled: Settled) -> list[Event]:
        """Return the set of an album, if it is still open."""
        present = self._open.get(settled.place)
        if present is None or present.album != settled.album:
            return []
        present.timer.cancel()
        del self._open[settled.place]
        return [present.files]

    def close_all(self) -> list[Event]:
        """Return every set that is still open."""
        places = [Settled(place, present.album) for place, present in self._open.items()]
        return [files for settled in places for files in self.close(settled)]


def _joined(before: Files, part: Files) -> Files:
    caption = "\n".join(words for words in (before.caption, part.caption) if words)
    return replace(before, files=(*before.files, *part.files), caption=caption)
