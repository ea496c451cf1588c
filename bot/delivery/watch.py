"""Whether the program still does what it is there for: fetching, ticking, sending."""

import asyncio
import time
from collections.abc import Callable, Mapping

import structlog

from tasks_db.refusal import Refusal

log = structlog.get_logger(__name__)

FETCH, PLAN, SEND = "fetch", "plan", "send"
"""What only one process does at a time."""

LIMITS = {FETCH: 600.0, PLAN: 600.0, SEND: 600.0}
"""Seconds after which a thing that was not done has stopped: far more than any pause after a failure."""

_ZH = {FETCH: "收取消息", PLAN: "按时计划", SEND: "发送消息"}
_LOOKS_EVERY = 15.0


class Stalled(Refusal):
    """Something has not been done for too long; ``str()`` says what, for whoever runs the program."""


class Watch:
    """Hears when something was done, and speaks up when one thing was not for too long."""

    def __init__(self, limits: Mapping[str, float], clock: Callable[[], float] = time.monotonic) -> None:
        """Expect each thing by its name to be done at least every so many seconds."""
        self._limits, self._clock = limits, clock
        self._last = dict.fromkeys(limits, clock())

    def beat(self, name: str) -> None:
        """Note that something was done."""
        self._last[name] = self._clock()

    def ages(self) -> dict[str, float]:
        """Return how many seconds ago each thing was done, or expected for the first time."""
        now = self._clock()
        return {name: now - last for name, last in self._last.items()}

    def overdue(self) -> list[str]:
        """Return what was not done for too long."""
        return [name for name, age in self.ages().items() if age > self._limits[name]]

    async def serve(self) -> None:
        """Look now and then; raises Stalled when something was not done for too long."""
        while True:
            await asyncio.sleep(_LOOKS_EVERY)
            if overdue := self.overdue():
                log.error("stalled", overdue=overdue, ages={n: round(a) for n, a in self.ages().items()})
                raise Stalled(
                    f"{'、'.join(_ZH.get(n, n) for n in overdue)}已停了太久，程序自行退出，请由系统服务重新启动。"
                )
