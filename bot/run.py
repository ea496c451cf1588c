"""The program while it runs: the office's page, Telegram beside it with a token; or the sample's page."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from bot.channels import script, web
from bot.channels.base import Channel, Event
from bot.channels.events import update_of
from bot.channels.mail.outgoing import Mail
from bot.channels.script import ScriptChannel
from bot.channels.telegram.app import TelegramBot, connect
from bot.channels.web.doors import CastDoor, Door, OwnDoor
from bot.channels.web.news import News
from bot.channels.web.outgoing import Page
from bot.channels.web.page import Site
from bot.channels.web.server import address_of, listening, serving
from bot.delivery.duties import Duties, Duty, kept
from bot.delivery.health import seen_from_outside
from bot.delivery.instance import only_instance
from bot.delivery.rehearsal import Rehearsal, refuse_real_time
from bot.delivery.schedule import ticking
from bot.delivery.sender import Sender
from bot.delivery.watch import FETCH, LIMITS, PLAN, SEND, Watch
from bot.delivery.worker import Worker
from bot.office.routing import MENU, Routing
from bot.sample.county import load_sample
from bot.sample.script import Act
from bot.sample.stage import Played, Stage
from config.settings import LOOPBACK, Settings, is_own_host
from messages import forms, wording
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import DatabaseAway, Desk, database_file, open_desk, ready_folder
from tasks_db.work.post import jobs, leases, rehearsal, sending
from tasks_db.work.views import installation

log = structlog.get_logger(__name__)

_LAST_MOMENTS = 4.0
"""Seconds at the end in which answers that were just stored may still leave."""


_LOOK_AGAIN = 15.0

GRACE_SECONDS = 8.0
"""How long the program takes its leave; docker kills ten seconds after it has asked."""


class RunRefused(Refusal):
    """The program does not start like this."""


async def run_forever(settings: Settings, *, poll: bool = True, sample: bool = False) -> None:
    """Run until SIGTERM or SIGINT, then finish what is being sent and stop, in ``GRACE_SECONDS`` at most.

    Without ``poll`` another program that shares the database takes what people say on Telegram. With ``sample``, or
    while there is no office, the invented county is opened.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    ready_folder(settings.data_dir)
    if (own := settings.data_dir / "templates").is_dir():
        wording.use_folder(own)
    forms.use(settings.paper)
    running = asyncio.create_task(_run(settings, poll=poll, sample=sample), name="lianxi")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if running.done():
        await running
        return
    log.info("stopping")
    running.cancel()  # also while it still waits for a network; what is being sent is finished on the way out
    done, _ = await asyncio.wait({running}, timeout=GRACE_SECONDS)
    if not done:
        # whoever stopped us kills us soon; what came in and what goes out are rows, and go on at the next start
        log.warning("not finished in time; the rest waits for the next start", seconds=GRACE_SECONDS)
        logging.shutdown()
        os._exit(0)
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def _run(settings: Settings, *, poll: bool, sample: bool) -> None:
    async with AsyncExitStack() as opened:
        desk = None if sample else await _own_desk(settings, opened)
        program = _sample(settings, asked=sample) if desk is None else _office(settings, desk, poll=poll)
        await (await opened.enter_async_context(program))


async def _own_desk(settings: Settings, opened: AsyncExitStack) -> Desk | None:
    """Open the office's database for this process alone; None where nobody has founded an office, and none can be.

    An empty place is left as it is.
    """
    file = database_file(settings)
    if settings.telegram_token is None and file is not None and not file.exists():
        return None
    own = opened.enter_context(contextlib.ExitStack())
    own.enter_context(only_instance(file))
    desk = own.enter_context(contextlib.closing(await asyncio.to_thread(open_desk, settings)))
    if settings.telegram_token is None and not await desk.asking(SYSTEM, installation.is_founded):
        own.close()
        return None
    return desk


@asynccontextmanager
async def _office(settings: Settings, desk: Desk, *, poll: bool) -> AsyncIterator[Awaitable[None]]:
    """Put the program together over the office's database: the page, and Telegram where there is a token."""
    async with AsyncExitStack() as opened:
        await _refuse_sample(settings, desk)
        if database_file(settings) is not None:
            await _take_over(desk)
        rehearsing = await desk.asking(SYSTEM, rehearsal.is_rehearsal)
        if rehearsing and settings.mail_at is not None and not settings.mail_is_local:
            raise RunRefused("这是演练数据，不能配真的邮件服务器：请去掉 LIANXI_MAIL_HOST。")
        page = Page(desk, settings.web_url)
        title = await _title(desk)
        bot = _bot(settings)
        later = [bot.channel.name] if bot is not None else []
        program = Program(desk, [page, *_mail(settings, title)], paced=not rehearsing, later=later)
        good = await opened.enter_async_context(seen_from_outside(settings, desk, program.ages, program.absent))
        if settings.web_at is not None:
            site = _site(desk, page, program, OwnDoor(desk), title)
            url = await opened.enter_async_context(serving(site, settings.web_at, settings.web_url))
            _tell(f"{title}的网页已打开：{settings.web_url or url}")
        elif settings.telegram_token is None:
            raise RunRefused("没有一个能用的渠道：请设置 LIANXI_TELEGRAM_TOKEN，或去掉 LIANXI_WEB_LISTEN=off。")
        if bot is None:
            log.info("running", rehearsal=rehearsing)
        yield program.serve(bot, polls=poll, plans=not rehearsing, good=good)


def _bot(settings: Settings) -> TelegramBot | None:
    if settings.telegram_token is None:
        return None
    token = settings.telegram_token.get_secret_value()
    return TelegramBot(settings, token=token, api_url=settings.telegram_api_url)


def _mail(settings: Settings, title: str) -> list[Mail]:
    """Mail as a channel, where a server for it is set up; nobody could answer it without the page's address."""
    if settings.mail_at is None:
        return []
    if settings.web_url is None:
        raise RunRefused("设置了 LIANXI_MAIL_HOST，邮件里还要有反馈的链接：请设置 LIANXI_WEB_URL，再重新启动。")
    return [Mail(settings, title)]


async def _title(desk: Desk) -> str:
    founded = await desk.asking(SYSTEM, installation.is_founded)
    return await desk.asking(SYSTEM, installation.meeting) if founded else "联席"


def _site(desk: Desk, page: Page, program: "Program", door: Door, title: str) -> Site:
    news = News(desk)
    page.told = news.wake
    return Site(desk, door, news, title, MENU, program.worker.wake)


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n按 Ctrl+C 停止。\n")
    sys.stdout.flush()


async def _take_over(desk: Desk) -> None:
    """Free what a process before this one had under way: nobody else works with this database."""
    await desk.doing(SYSTEM, leases.clear)
    await desk.doing(SYSTEM, jobs.release_all)
    await desk.doing(SYSTEM, sending.release_all, datetime.now(UTC))


async def _refuse_sample(settings: Settings, desk: Desk) -> None:
    """The sample's made-up people never meet a real chat, nor sign in on a page of their own."""
    if not await desk.asking(SYSTEM, rehearsal.is_sample):
        return
    if settings.mail_at is not None and not settings.mail_is_local:
        raise RunRefused("这是样例数据，不能配真的邮件服务器：请去掉 LIANXI_MAIL_HOST。")
    if settings.telegram_token is None:
        raise RunRefused("这是样例数据，不是一个办公室的：要看样例请运行 lianxi run --sample。")
    if not settings.api_is_loopback:
        raise RunRefused(
            "这是样例数据，不能配正式的 Telegram 令牌：请用 LIANXI_DATA_DIR 换一个数据目录，再运行 lianxi init。"
        )


@asynccontextmanager
async def _sample(settings: Settings, *, asked: bool) -> AsyncIterator[Awaitable[None]]:
    """Put the program together over the invented county: one page that plays every part, and its clock."""
    at = settings.web_at or (LOOPBACK, None)
    if not is_own_host(at[0]):
        raise RunRefused("样例谁都不问就让人进，只能在本机打开：请去掉 LIANXI_WEB_LISTEN，或写成 127.0.0.1:8765。")
    folder = settings.data_dir / "sample"
    ready_folder(folder)
    own = settings.model_copy(update={"data_dir": folder, "database_url": None, "clock": "system", "web_url": None})
    async with AsyncExitStack() as opened:
        opened.enter_context(only_instance(folder / "lianxi.sqlite3"))
        with contextlib.closing(open_desk(own)) as loading:
            cast = await loading.apart(lambda: load_sample(loading, web.NAME))
        # the sample has just put a rehearsal clock into the database
        desk = opened.enter_context(contextlib.closing(await asyncio.to_thread(open_desk, own)))
        await _take_over(desk)
        listener = opened.enter_context(listening(*at))
        # links that the sample makes open here, and nowhere else
        desk = replace(desk, links=replace(desk.links, address=address_of(listener).rstrip("/")))
        page = Page(desk)
        program = Program(desk, [page], paced=False)
        door = CastDoor(desk, cast, Rehearsal(desk, program.sender))
        title = await desk.asking(SYSTEM, installation.meeting)
        url = await opened.enter_async_context(serving(_site(desk, page, program, door, title), at, None, listener))
        hint = "" if asked else "\n这里还没有您自己的联席会议：要建立请运行 lianxi init，以后 lianxi run 就打开它。"
        _tell(f"样例已打开（虚构的望澜县）：{url}{hint}")
        if sys.stdout.isatty():
            await asyncio.to_thread(webbrowser.open, url)
        yield program.serve(None, plans=False)


class Program:
    """Office and delivery joined over the channels."""

    def __init__(self, desk: Desk, channels: Sequence[Channel], *, paced: bool, later: Sequence[str] = ()) -> None:
        """Serve people over ``channels``, and over those that open ``later``; see ``Worker`` for ``paced``."""
        self._channels = {channel.name: channel for channel in channels}
        self._desk = desk
        self._bot: TelegramBot | None = None
        self._signed_in = asyncio.Event()
        self._began = time.monotonic()
        self.watch = Watch(LIMITS)
        self.sender = Sender(desk, self._channels, lambda: self.watch.beat(SEND), later=later)
        self.worker = Worker(desk, Routing(desk, self._channels), self._channels, self.sender, paced=paced)

    async def receive(self, event: Event) -> None:
        """Take an event as if it had come in on its channel, work it off, and send what it brings about."""
        await self.worker.receive(event.where.address.channel, "", [update_of(event)])
        await self.worker.work_off()
        await self.sender.send_waiting()

    async def serve(
        self, bot: TelegramBot | None, *, polls: bool = True, plans: bool, good: Callable[[], None] = lambda: None
    ) -> None:
        """Fetch from the bot, work off, plan and send, for ever; where it does not poll, another process fetches.

        Nobody on another channel waits until the bot's server is reached. ``good`` is called after each tick that
        went through.

        Raises the Refusal for which the program cannot go on. Where it is cancelled, what was taken up is finished.
        """
        self._bot, self._began = bot, time.monotonic()
        duties: dict[str, Duty] = {SEND: self.sender.serve}
        if bot is not None and polls:
            duties[FETCH] = lambda: self._fetch(bot)
        if plans:
            duties[PLAN] = lambda: ticking(self._desk, self.sender, self.watch, good)
        watch = Watch({name: LIMITS[name] for name in duties})
        self.watch = watch
        running = [
            asyncio.create_task(work, name=name)
            for name, work in (
                ("duties", Duties(self._desk, duties, watch).serve()),
                ("worker", kept("worker", self.worker.serve)),
                ("watch", watch.serve()),
            )
        ]
        speaking = asyncio.create_task(self._speak(bot), name="bot")
        try:
            done, _ = await asyncio.wait({*running, speaking}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)
            with contextlib.suppress(TimeoutError, DatabaseAway):
                async with asyncio.timeout(_LAST_MOMENTS):
                    await self.sender.send_waiting()
            speaking.cancel()
            await asyncio.wait({speaking})

    async def _speak(self, bot: TelegramBot | None) -> None:
        """Keep the bot signed in, for ever; it is a channel from then on. Raises SignInRefused."""
        if bot is not None:
            async with bot.signed_in(MENU):
                log.info("running", channel=bot.channel.name)
                self._channels[bot.channel.name] = bot.channel
                self._signed_in.set()
                self.worker.wake()
                self.sender.wake()
                await asyncio.Event().wait()
        await asyncio.Event().wait()

    async def _fetch(self, bot: TelegramBot) -> None:
        """Fetch for ever, once the bot is signed in: to wait for a network is no standstill."""
        while not self._signed_in.is_set():
            self._fetched()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._signed_in.wait()
        await bot.fetch(partial(self.worker.receive, bot.channel.name), self._fetched)

    def ages(self) -> Mapping[str, float]:
        """Return how many seconds ago each thing that is done here was done.

        Before the bot has signed in nothing was fetched, though to wait for that is no standstill.
        """
        ages = self.watch.ages()
        if FETCH in ages and not self._signed_in.is_set():
            ages[FETCH] = time.monotonic() - self._began
        return ages

    def absent(self) -> Mapping[str, str]:
        """Return which channels have not joined yet, and why."""
        why = self._bot.absence if self._bot is not None else None
        return {self._bot.channel.name: why} if self._bot is not None and why is not None else {}

    def _fetched(self) -> None:
        self.watch.beat(FETCH)


async def play_script(acts: Sequence[Act], place: Path, files: Path) -> tuple[list[Played], ScriptChannel]:
    """Play a script on a fresh sample in the folder ``place``; what people send is looked for in ``files``.

    Return what came of each line, and the channel with all that was said.
    """
    settings = Settings(data_dir=place, clock="system", database_url=None)
    with contextlib.closing(open_desk(settings)) as opened:
        cast = load_sample(opened, script.NAME)
    # the sample has just put a rehearsal clock into the database
    with contextlib.closing(open_desk(settings)) as desk:
        channel = ScriptChannel()
        program = Program(desk, [channel], paced=False)
        stage = Stage(desk, channel, program.receive, Rehearsal(desk, program.sender), cast, files)
        return [await stage.play(act) for act in acts], channel


async def move_rehearsal(settings: Settings, desk: Desk, until: datetime) -> list[datetime]:
    """Move the clock of a rehearsal that another process serves, sending to the page and, with a token, to Telegram.

    Return the moments visited. Raises RehearsalError where time is real.
    """
    await refuse_real_time(desk)
    page = Page(desk, settings.web_url)
    channels: dict[str, Channel] = {page.name: page}
    channels |= {one.name: one for one in _mail(settings, await _title(desk))}
    if settings.telegram_token is None:
        return await Rehearsal(desk, Sender(desk, channels)).move(until)
    token = settings.telegram_token.get_secret_value()
    async with connect(settings, token=token, api_url=settings.telegram_api_url) as channel:
        channels[channel.name] = channel
        return await Rehearsal(desk, Sender(desk, channels)).move(until)
