"""Moving the rehearsal clock: forward only, stopping at every moment at which something is to be done."""

import asyncio
from dataclasses import field
from datetime import datetime

from bot.delivery import upkeep
from bot.delivery.planner import tick
from bot.delivery.sender import Sender
from config.clock import local_date
from messages import dates
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import Desk
from tasks_db.work.post import planning, rehearsal

_MAX_VISITS = 2000


class RehearsalError(Refusal):
    """The clock was not moved; ``str()`` says why."""


async def refuse_real_time(desk: Desk) -> None:
    """Raise RehearsalError unless time stands still in this database."""
    if not await desk.asking(SYSTEM, rehearsal.is_rehearsal):
        raise RehearsalError("现在不是演练：请用 LIANXI_CLOCK 开始一次演练。")


@dataclass(frozen=True)
class Rehearsal:
    """The clock of a rehearsal. Time stands still until somebody moves it."""

    desk: Desk
    sender: Sender
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def now(self) -> datetime:
        """Return the present moment by the desk's clock, aware."""
        return await self.desk.now()

    async def next_due(self) -> datetime | None:
        """Return when a unit is next asked if nobody answers until then, None where none is."""
        return await self.desk.asking(SYSTEM, planning.next_moment)

    async def move(self, until: datetime) -> list[datetime]:
        """Go to ``until``, doing on the way what is due at each moment that the planner names.

        Return the moments visited, the last one included. Raises RehearsalError where time is real, or where the way
        is too long for one move.
        """
        await refuse_real_time(self.desk)
        async with self._moving:
            await self._do_what_is_due()
            visited: list[datetime] = []
            for _ in range(_MAX_VISITS):
                now = await self.now()
                coming = await self.desk.asking(SYSTEM, planning.next_stop)
                stop = until if coming is None or coming > until else coming
                if stop > now:
                    await self.desk.doing(SYSTEM, rehearsal.move_clock, stop)
                    visited.append(stop)
                    await self._do_what_is_due()
                if stop >= until:
                    return visited
            raise RehearsalError("一次移动的时间太长，请分几次移动。")

    async def _do_what_is_due(self) -> None:
        await upkeep.guard_plenary(self.desk)
        await tick(self.desk, self.sender)
        await self.sender.send_waiting()

    async def to_next_workday(self) -> str:
        """Move the clock to the next working day's first send window; return what happened, in Chinese."""
        now = await self.now()
        opening = self.desk.windows.opening(self.desk.calendar.after(local_date(now)))
        return await self._told(opening)

    async def to_next_due(self) -> str:
        """Move the clock to the next moment at which something is due; return what happened, in Chinese."""
        coming = await self.next_due()
        if coming is None:
            return "没有要催报的事了。可以先交办一个方案，或移到下一个工作日。"
        return await self._told(coming)

    async def _told(self, until: datetime) -> str:
        before = await self.desk.asking(SYSTEM, rehearsal.count_sent)
        await self.move(until)
        sent = await self.desk.asking(SYSTEM, rehearsal.count_sent) - before
        said = f"发出{sent}条消息。" if sent else "没有要发的消息。"
        return f"现在是{dates.moment(until)}（{dates.weekday(local_date(until))}），{said}"
