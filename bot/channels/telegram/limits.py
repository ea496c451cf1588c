"""How fast Telegram may be called: every call counts, edits and answers too.

A call passes its chat's line, then the gate that all share, and is counted when it leaves. At the gate, whoever
answers a person goes before what may come later, and finds a place kept while people are being answered. Nothing is
held for longer than a few seconds: where the wait would be longer, the call is refused as Telegram would refuse it
(RetryAfter), and whoever sends keeps it in its row.

A 429 does not say whom it concerns. It stops its own chat; when several chats in a row are refused and nothing
passes between them, or a call that belongs to no chat is, it stops all.
"""

import asyncio
import contextlib
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import field
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.channels.base import Rate
from bot.channels.telegram.failures import seconds_of
from tasks_db.lean_dataclass import dataclass

OVERALL_RATE = Rate(30, 1)
CHAT_RATE = Rate(3, 3)
GROUP_RATE = Rate(20, 60)
"""The bots FAQ's rates. In a chat it is one message a second with "short bursts": a button's edit and a receipt."""

LATER = 1
"""As ``rate_limit_args`` of a call: whoever answers a person goes first."""

LONGEST_WAIT = 10.0
"""Seconds that a call is held back; a longer wait is its sender's business."""

_ON_THE_WAY = 0.25
"""A call counts when it comes in: at its answer at the latest, and seldom more seconds than this after it left."""

_KEPT_SHARE = 3
"""The part of the rate that is kept for answers at the most: one third."""

_AFTER_BAN = 0.1
_REFUSALS_OF_ALL = 3
_LINES_KEPT = 4096

Json = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(slots=True)
class _Call:
    """A call that left, and when it is taken to have come in."""

    at: float


class _Window:
    """The newest calls under one rate."""

    def __init__(self, rate: Rate) -> None:
        self._most, self._seconds = rate.most, rate.seconds
        self._calls: deque[_Call] = deque(maxlen=rate.most)

    def free_at(self, kept: int = 0) -> float:
        """When one more call is allowed that leaves so many places free."""
        beyond = len(self._calls) - (self._most - kept)
        return self._calls[beyond].at + self._seconds if beyond >= 0 else 0.0

    def is_empty(self, now: float) -> bool:
        """Whether none of the calls counts any more."""
        return not self._calls or self._calls[-1].at + self._seconds <= now

    def count(self, call: _Call) -> None:
        self._calls.append(call)


@dataclass(slots=True)
class _Line:
    """Those who want to write to one chat, one after the other."""

    windows: tuple[_Window, ...]
    pace: float
    """Seconds from one call to the next where many wait."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    banned_until: float = 0.0

    def free_at(self) -> float:
        return max(window.free_at() for window in self.windows)

    def is_idle(self, now: float) -> bool:
        return not self.waiting and self.banned_until <= now and all(w.is_empty(now) for w in self.windows)


class _Gate:
    """The rate that all calls share; they leave evenly, not in bursts that a slow line would squeeze together.

    What may come later keeps as many places free as answers left in the last second, up to a third of all.
    """

    def __init__(self, rate: Rate) -> None:
        self._window = _Window(rate)
        self._seconds = rate.seconds
        self._gap = rate.seconds / rate.most * 0.95
        self._left_at = 0.0
        self._most_kept = rate.most // _KEPT_SHARE
        self._answers: deque[float] = deque([0.0], maxlen=self._most_kept + 1)
        """When the newest answers left."""
        self._queue: list[tuple[int, int, asyncio.Future[_Call]]] = []
        self._numbers = itertools.count()
        self._opening: asyncio.Task[None] | None = None
        self._come = asyncio.Event()

    async def passed(self, priority: int) -> _Call:
        """Wait for one's turn, those of a lower number first, and be counted."""
        mine: asyncio.Future[_Call] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (priority, next(self._numbers), mine))
        self._come.set()
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open(), name="telegram's gate")
        return await mine

    async def _open(self) -> None:
        now = asyncio.get_running_loop().time
        while self._queue:
            self._come.clear()
            is_later = self._queue[0][0] >= LATER
            pause = self._opens_at(now(), is_later=is_later) - now()
            if pause > 0:
                with contextlib.suppress(TimeoutError):  # somebody who goes first may come meanwhile
                    async with asyncio.timeout(pause):
                        await self._come.wait()
                continue
            waiting = heapq.heappop(self._queue)[2]
            if not waiting.done():  # it may have been cancelled meanwhile
                self._left_at = now()
                if not is_later:
                    self._answers.append(self._left_at)
                call = _Call(self._left_at + _ON_THE_WAY)
                self._window.count(call)
                waiting.set_result(call)

    def _opens_at(self, now: float, *, is_later: bool) -> float:
        """When the first in the queue may leave: an answer keeps its distance from other answers alone."""
        if not is_later:
            return max(self._window.free_at(), self._answers[-1] + self._gap)
        kept = min(self._most_kept, sum(at > now - self._seconds for at in self._answers))
        return max(self._window.free_at(kept), self._left_at + self._gap)

    async def close(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)


class CallLimits(BaseRateLimiter[int]):
    """Keeps every call of one bot within Telegram's rates, in memory; one process speaks as the bot."""

    def __init__(self, *, overall: Rate = OVERALL_RATE, chat: Rate = CHAT_RATE, group: Rate = GROUP_RATE) -> None:
        """Take the rates of all calls, of those to one chat, and of those to one group."""
        self._chat, self._group = chat, group
        self._gate = _Gate(overall)
        self._lines: dict[str, _Line] = {}
        self._all_banned_until = 0.0
        self._refused_in_a_row: set[str] = set()
        self._refused_at = 0.0

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Let nobody pass any more."""
        await self._gate.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,  # noqa: ANN401 - the library's own
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Json:
        """Make a call when it may be made; raises RetryAfter where that is not soon."""
        del endpoint
        now = asyncio.get_running_loop().time
        chat = str(data["chat_id"]) if data.get("chat_id") is not None else None
        call = await self._turn(chat, rate_limit_args or 0)
        left_at = now()
        try:
            result = await callback(*args, **kwargs)
        except RetryAfter as error:
            self._refused(chat, seconds_of(error).total_seconds())
            raise
        finally:
            call.at = min(call.at, now())
        if left_at > self._refused_at:
            self._refused_in_a_row.clear()
        return result

    async def _turn(self, chat: str | None, priority: int) -> _Call:
        line = self._line(chat) if chat is not None else None
        self._stop_if_banned(line)
        if line is None:
            return await self._gate.passed(priority)
        now = asyncio.get_running_loop().time
        _stop_if_long(line.free_at() - now() + line.waiting * line.pace)
        line.waiting += 1
        try:
            async with line.turn:
                await asyncio.sleep(max(0.0, line.free_at() - now()))
                self._stop_if_banned(line)
                call = await self._gate.passed(priority)
                for window in line.windows:
                    window.count(call)
                self._stop_if_banned(line)
                return call
        finally:
            line.waiting -= 1

    def _line(self, chat: str) -> _Line:
        if chat not in self._lines:
            self._forget_idle()
            # a name with @ is a channel or a group, a negative number too
            rates = (self._chat, self._group) if chat.startswith(("-", "@")) else (self._chat,)
            pace = max(rate.seconds / rate.most for rate in rates)
            self._lines[chat] = _Line(tuple(_Window(rate) for rate in rates), pace)
        return self._lines[chat]

    def _forget_idle(self) -> None:
        if len(self._lines) >= _LINES_KEPT:
            now = asyncio.get_running_loop().time()
            self._lines = {chat: line for chat, line in self._lines.items() if not line.is_idle(now)}

    def _stop_if_banned(self, line: _Line | None) -> None:
        until = max(self._all_banned_until, line.banned_until if line is not None else 0.0)
        pause = until - asyncio.get_running_loop().time()
        if pause > 0:
            raise RetryAfter(timedelta(seconds=pause))

    def _refused(self, chat: str | None, seconds: float) -> None:
        self._refused_at = asyncio.get_running_loop().time()
        until = self._refused_at + seconds + _AFTER_BAN
        if chat is not None:
            self._line(chat).banned_until = until
            self._refused_in_a_row.add(chat)
        if chat is None or len(self._refused_in_a_row) >= _REFUSALS_OF_ALL:
            self._all_banned_until = max(self._all_banned_until, until)


def _stop_if_long(seconds: float) -> None:
    if seconds > LONGEST_WAIT:
        raise RetryAfter(timedelta(seconds=seconds))
