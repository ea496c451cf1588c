"""What is happening right now: pages that listen and the one poll that waits. Nothing here is stored."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from tests.local_chat.values import Json

_BACKLOG: Final = 1000  # events a page may lag behind before it is told to start over


class Poll:
    """One waiting getUpdates."""

    def __init__(self) -> None:
        self.superseded = False
        self.woken = asyncio.Event()


class Hub:
    """Wakes the bot's poll and the pages that wait; ``close`` ends every wait at once, so that a stop is prompt."""

    def __init__(self) -> None:
        self.closed = False
        self._poll: Poll | None = None
        self._pages: set[asyncio.Queue[Json | None]] = set()

    def begin_poll(self) -> Poll:
        """Start waiting for updates; an earlier wait is ended, as Telegram does with a second poller."""
        if self._poll is not None:
            self._poll.superseded = True
            self._poll.woken.set()
        self._poll = Poll()
        return self._poll

    def end_poll(self, poll: Poll) -> None:
        """Forget a wait for updates that is over; a newer one that took its place stays."""
        if self._poll is poll:
            self._poll = None

    def wake(self) -> None:
        """Let the waiting poll look for updates now; nothing happens while none waits."""
        if self._poll is not None:
            self._poll.woken.set()

    def publish(self, event: Json) -> None:
        """Tell every open page; one that lags too far is cut off, reconnects and reads everything anew."""
        for queue in list(self._pages):
            if queue.qsize() >= _BACKLOG:
                self._pages.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    async def events(self, *, idle_seconds: float) -> AsyncIterator[Json | None]:
        """Yield events for one page, and None after each idle stretch, so that a lost page is noticed."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._pages.add(queue)
        try:
            while not self.closed:
                try:
                    event = await asyncio.wait_for(queue.get(), idle_seconds)
                except TimeoutError:
                    yield None
                    continue
                if event is None:
                    return
                yield event
        finally:
            self._pages.discard(queue)

    def close(self) -> None:
        """End the wait for updates and every page's stream of events."""
        self.closed = True
        self.wake()
        for queue in self._pages:
            queue.put_nowait(None)
