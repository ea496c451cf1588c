"""Moving the rehearsal clock: forward only, stopping at every moment at which something is to be done."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import telegram

from bot.channels.telegram.app import chat_requests
from bot.delivery import jobs
from bot.delivery.sender import Sender
from config.clock import local_date
from config.settings import Settings
from messages import dates
from tasks_db.refusal import Refusal
from tasks_db.store import facts
from tasks_db.work.desk import Desk

_MAX_VISITS = 2000


class RehearsalError(Refusal):
    """The clock was not moved; ``str()`` says why."""


@dataclass(frozen=True)
class Rehearsal:
    """The clock of a rehearsal. Time stands still until somebody moves it."""

    desk: Desk
    sender: Sender
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def now(self) -> datetime:
        return await self.desk.now()

    async def next_due(self) -> datetime | None:
        now = await self.now()
        return await self.desk.read(lambda s: jobs.next_moment(s, self.desk, now))

    async def move(self, until: datetime) -> list[datetime]:
        """Go to ``until``, doing on the way what is due at each moment that the planner names.

        Returns the moments visited, the last one included.
        """
        async with self._moving:
            await jobs.tick(self.desk, self.sender)
            visited: list[datetime] = []
            for _ in range(_MAX_VISITS):
                now = await self.now()
                coming = await self.desk.read(lambda s, at=now: jobs.next_moment(s, self.desk, at))  # type: ignore[misc]
                stop = until if coming is None or coming > until else coming
                if stop > now:
                    await self.desk.write(lambda s, to=stop: facts.move_rehearsal(s, to))  # type: ignore[misc]
                    visited.append(stop)
                    await jobs.tick(self.desk, self.sender)
                if stop >= until:
                    return visited
            raise RehearsalError("一次移动的时间太长，请分几次移动。")

    async def to_next_workday(self) -> str:
        """To the opening of the next working day's first send window."""
        now = await self.now()
        opening = self.desk.windows.opening(self.desk.calendar.after(local_date(now)))
        return await self._told(opening)

    async def to_next_due(self) -> str:
        """To the next moment at which somebody is asked; a quiet time is passed over."""
        coming = await self.next_due()
        if coming is None:
            return "没有要催报的事了。可以先交办一个方案，或移到下一个工作日。"
        return await self._told(coming)

    async def _told(self, until: datetime) -> str:
        before = await self.desk.read(facts.count_sent)
        await self.move(until)
        sent = await self.desk.read(facts.count_sent) - before
        said = f"发出{sent}条消息。" if sent else "没有要发的消息。"
        return f"现在是{dates.moment(until)}（{dates.weekday(local_date(until))}），{said}"

    async def tick_to(self, until: datetime, step: timedelta = timedelta(minutes=1)) -> None:
        """Go there minute by minute: what ``move`` must be equal to, and how a rehearsal is checked."""
        while (now := await self.now()) < until:
            to = min(now + step, until)
            await self.desk.write(lambda s, at=to: facts.move_rehearsal(s, at))  # type: ignore[misc]
            await jobs.tick(self.desk, self.sender)


async def move_from_outside(desk: Desk, settings: Settings, until: datetime) -> list[datetime]:
    """Move the clock of a rehearsal that another process serves, sending through the Bot API that is set."""
    if await desk.read(facts.rehearsal_now) is None:
        raise RehearsalError("现在不是演练：请用 LIANXI_CLOCK 开始一次演练。")
    if settings.telegram_token is None:
        raise RehearsalError("演练要有一个本机的 Bot API：请设置 LIANXI_TELEGRAM_TOKEN 和 LIANXI_TELEGRAM_API_URL。")
    token, api_url = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    request = chat_requests(settings, api_url)
    async with telegram.Bot(token, base_url=f"{api_url}/bot", request=request) as bot:
        return await Rehearsal(desk, Sender(desk, bot)).move(until)
