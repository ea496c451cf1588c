"""A clock that several processes share: it can run fast and be moved forward, and the program's own time follows it.

Nothing in the program is replaced but its sense of time: ``datetime.now``, and how long an event loop sleeps. So its
real pauses, leases and time-outs hold, only sooner.
"""

import asyncio
import mmap
import selectors
import struct
import sys
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

_SLOT = struct.Struct("=ddd")
_SIZE = 8 + 2 * _SLOT.size
_LOOK_SECONDS = 0.008
"""A sleeper looks at the clock this often at the least: it may have been moved."""


class SharedClock:
    """Seconds since 1970 that pass ``speed`` times as fast as real ones.

    One process sets it; the two slots, of which one counts, keep readers from ever seeing half a change.
    """

    def __init__(self, file: Path) -> None:
        """Use the clock in this file, which ``start`` has made."""
        self._file = file
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _SIZE)

    @classmethod
    def start(cls, file: Path, at: datetime, speed: float) -> "SharedClock":
        """Make a clock that begins at a moment."""
        file.write_bytes(bytes(_SIZE))
        clock = cls(file)
        clock._set(at.timestamp(), speed)
        return clock

    def _set(self, virtual: float, speed: float) -> None:
        other = 1 - self._memory[0]
        _SLOT.pack_into(
            self._memory, 8 + other * _SLOT.size, time.clock_gettime(time.CLOCK_MONOTONIC), virtual, speed
        )
        self._memory[0] = other

    def _read(self) -> tuple[float, float, float]:
        real, virtual, speed = _SLOT.unpack_from(self._memory, 8 + self._memory[0] * _SLOT.size)
        return real, virtual, speed

    def now(self) -> float:
        """The present moment, in seconds since 1970."""
        real, virtual, speed = self._read()
        return virtual + (time.clock_gettime(time.CLOCK_MONOTONIC) - real) * speed

    @property
    def speed(self) -> float:
        """How many seconds pass in a real one."""
        return self._read()[2]

    def moment(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    def run_at(self, speed: float) -> None:
        """Let time pass at another speed from now on."""
        self._set(self.now(), speed)

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment at once."""
        self._set(max(moment.timestamp(), self.now()), self.speed)


class _Selector(selectors.DefaultSelector):
    """Sleeps for as long as the shared clock says."""

    def __init__(self, clock: SharedClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout > 0:
            timeout = min(timeout / self._clock.speed, _LOOK_SECONDS)
        return super().select(timeout)


class _Policy(asyncio.DefaultEventLoopPolicy):
    def __init__(self, clock: SharedClock) -> None:
        super().__init__()
        self._clock = clock

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.SelectorEventLoop(_Selector(self._clock))
        loop.time = self._clock.now  # type: ignore[method-assign]
        return loop


class _Datetime:
    """Stands in for the class ``datetime`` in a module: everything is the class's own but ``now``."""

    def __init__(self, clock: SharedClock) -> None:
        self._clock = clock

    def now(self, tz: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(self._clock.now(), tz)

    def __call__(self, *args: Any, **named: Any) -> datetime:
        return datetime(*args, **named)  # noqa: DTZ001 - as it was called

    def __getattr__(self, name: str) -> Any:
        return getattr(datetime, name)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, datetime)


_TOLD_THE_TIME = ("bot.", "tasks_db.", "messages.", "config.", "apscheduler.")
_READ_LATER = ("bot.cli.",)
"""Modules whose annotations are read when they are used: there the class must stay itself."""


def follow(clock: SharedClock) -> None:
    """Let this process, whose modules are loaded, live by the shared clock from now on."""
    told = _Datetime(clock)
    for name, module in list(sys.modules.items()):
        if name.startswith(_TOLD_THE_TIME) and not name.startswith(_READ_LATER):
            for attribute, value in list(vars(module).items()):
                if value is datetime:
                    setattr(module, attribute, told)
    time.time = time.monotonic = clock.now
    asyncio.set_event_loop_policy(_Policy(clock))
