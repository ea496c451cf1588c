"""How fast a bot may write: one allowance per chat, smaller for a group, and one for all, refilled by real time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from tests.local_chat.values import Limits


@dataclass(slots=True)
class _Bucket:
    rate: float
    burst: int
    tokens: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Refill up to ``now`` and return the seconds until one more message is allowed."""
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        return max(0.0, (1 - self.tokens) / self.rate)


class RateLimiter:
    """Token buckets: a message is admitted when its chat and the whole both have one left."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._overall = _Bucket(limits.overall_rate, limits.overall_burst, limits.overall_burst, self._monotonic())
        self._chats: dict[int, _Bucket] = {}

    def refusal(self, chat_id: int) -> int | None:
        """Take one message from the allowance; or return the whole seconds to wait, taking nothing."""
        now = self._monotonic()
        chat = self._chats.setdefault(chat_id, self._full(chat_id, now))
        wait = max(chat.wait(now), self._overall.wait(now))
        if wait > 0:
            return ceil(wait)
        chat.tokens -= 1
        self._overall.tokens -= 1
        return None

    def _full(self, chat_id: int, now: float) -> _Bucket:
        limits = self._limits
        if chat_id < 0:
            return _Bucket(limits.group_rate, limits.group_burst, limits.group_burst, now)
        return _Bucket(limits.chat_rate, limits.chat_burst, limits.chat_burst, now)
