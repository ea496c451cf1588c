"""Which pages to wake: those in whose conversation something is new, whichever process wrote it."""

import asyncio
import contextlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import structlog

from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import DatabaseAway, Desk
from tasks_db.work.post import page

log = structlog.get_logger(__name__)

_LOOK_AGAIN = 0.7
"""Seconds after which the rows are looked at, for those that another process wrote."""

_GATHER = 0.05


class News:
    """Looks at the rows while pages listen, once for all of them."""

    def __init__(self, desk: Desk) -> None:
        """Look at the rows of ``desk``."""
        self._desk = desk
        self._woken = asyncio.Event()
        self._listening: dict[asyncio.Event, tuple[int, frozenset[str]]] = {}
        self._known: int | None = None
        self._begun = 0
        """The last change of all when this began to look; what was changed before it is not known."""
        self._changed: dict[str, int] = {}
        """Up to which change what has changed since then is known, by address."""
        self.closed = False

    def wake(self) -> None:
        """Look now: this process has written something."""
        self._woken.set()

    def is_newest(self, addresses: Collection[str], change: int) -> bool:
        """Return whether these conversations held nothing after a change at the last look.

        What comes after that look wakes whoever is listening.
        """
        if self._known is None or change > self._known:
            return False
        return all(self._changed.get(address, self._begun) <= change for address in addresses)

    @contextmanager
    def listening(self, addresses: Collection[str], since: int) -> Iterator[asyncio.Event]:
        """Give what is set once something is new in one of these conversations, or when all ends.

        ``since`` is the change up to which the page knows them.
        """
        heard = asyncio.Event()
        if self.closed:
            heard.set()
        self._listening[heard] = since, frozenset(addresses)
        try:
            yield heard
        finally:
            del self._listening[heard]

    async def serve(self) -> None:
        """Wake pages, until ``close``."""
        while not self.closed:
            self._woken.clear()
            if self._listening:
                try:
                    await self._look()
                except Exception:
                    log.exception("looking for news failed; pages wait")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._woken.wait()
                await asyncio.sleep(_GATHER)  # more may follow at once

    async def _look(self) -> None:
        try:
            last, changed = await self._desk.asking(SYSTEM, page.changed, self._known)
        except DatabaseAway:
            log.warning("the database is away; pages wait")
            return
        begins = self._known is None
        if begins:
            self._begun = last
        self._known = last
        self._changed.update(dict.fromkeys(changed, last))
        for heard, (since, addresses) in self._listening.items():
            if addresses & changed or (begins and since < last):
                heard.set()

    def close(self) -> None:
        """End every wait."""
        self.closed = True
        self._woken.set()
        for heard in self._listening:
            heard.set()
