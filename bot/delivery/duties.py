"""What only one process may do at a time, each by a lease that another takes over when its holder dies (R5)."""

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog

from bot.delivery.watch import Watch
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import DatabaseAway, Desk
from tasks_db.work.post import leases

log = structlog.get_logger(__name__)

Duty = Callable[[], Awaitable[None]]
"""Goes on until it is cancelled."""

_RENEWED_EVERY = 4.0
"""Seconds; a lease lasts several times as long (``leases.LASTS``), and a stand-by looks as often."""

AFTER_A_FAULT = 2.0
"""Seconds before a duty that failed begins again."""


class Duties:
    """The duties of this process, by name; each is done only while this process holds its lease."""

    def __init__(self, desk: Desk, duties: Mapping[str, Duty], watch: Watch) -> None:
        """Do ``duties`` over the rows of ``desk``; ``watch`` expects nothing of those that others do."""
        self._desk, self._duties, self._watch = desk, duties, watch
        self._me = uuid.uuid4().hex
        self._doing: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Take up every duty that nobody else has, and lay down those that are lost, for ever.

        Raises the Refusal that ends a duty for good.
        """
        try:
            while True:
                await self._look_after_all()
                await asyncio.sleep(_RENEWED_EVERY)
        finally:
            await self._lay_down(*self._doing)
            with contextlib.suppress(DatabaseAway):
                await self._desk.doing(SYSTEM, leases.give_up, self._me)

    async def _look_after_all(self) -> None:
        try:
            held = await self._desk.doing(SYSTEM, leases.hold, tuple(self._duties), self._me, datetime.now(UTC))
        except DatabaseAway:
            return  # nobody else can take them either
        for name, duty in self._duties.items():
            await self._look_after(name, duty, mine=name in held)

    async def _look_after(self, name: str, duty: Duty, *, mine: bool) -> None:
        if not mine:
            self._watch.beat(name)
        if name in self._doing and self._doing[name].done():
            await self._doing[name]
        if mine and name not in self._doing:
            self._doing[name] = asyncio.create_task(kept(name, duty), name=name)
        elif not mine and name in self._doing:
            log.warning("another process has taken a duty over", duty=name)
            await self._lay_down(name)

    async def _lay_down(self, *names: str) -> None:
        tasks = [self._doing.pop(name) for name in names]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


async def kept(name: str, duty: Duty) -> None:
    """Do something for ever, again after each fault; a Refusal ends it, unless the database is away: that passes."""
    while True:
        try:
            await duty()
        except DatabaseAway:
            log.warning("the database is away; a duty begins again", duty=name)
            await asyncio.sleep(AFTER_A_FAULT)
        except Refusal:
            raise
        except Exception:
            log.exception("a duty failed and begins again", duty=name)
            await asyncio.sleep(AFTER_A_FAULT)
