"""How often something may be tried: so many times at once, then one more as time goes by."""

import time
from collections.abc import Callable

_MOST_KEYS = 10_000


class Tries:
    """A measure for each of many: ``most`` at once, refilled over ``seconds``. It is this process's own."""

    def __init__(self, most: float, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow ``most`` in ``seconds`` to each."""
        self._most, self._per_second, self._clock = most, most / seconds, clock
        self._left: dict[str, tuple[float, float]] = {}

    def allow(self, whose: str, cost: float = 1) -> bool:
        """Return whether ``whose`` next try is allowed, and count it if it is."""
        now = self._clock()
        left, seen = self._left.get(whose, (self._most, now))
        left = min(self._most, left + (now - seen) * self._per_second)
        allowed = left >= cost
        if len(self._left) >= _MOST_KEYS:
            self._forget(now)
        self._left[whose] = (left - cost if allowed else left, now)
        return allowed

    def give_back(self, whose: str) -> None:
        """Let a try that was counted count no more: it was a good one."""
        if whose in self._left:
            left, seen = self._left[whose]
            self._left[whose] = (min(self._most, left + 1), seen)

    def _forget(self, now: float) -> None:
        """Leave out those who have all their tries again; if all are still counted, those seen longest ago."""
        full = [
            key for key, (left, seen) in self._left.items() if left + (now - seen) * self._per_second >= self._most
        ]
        for key in full or sorted(self._left, key=lambda key: self._left[key][1])[: _MOST_KEYS // 10]:
            del self._left[key]
