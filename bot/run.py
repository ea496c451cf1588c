"""The program while it runs: Telegram with a token, otherwise the local chat over the sample."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from bot.channels import script, telegram
from bot.channels.base import Channel, Event, Rate
from bot.channels.events import update_of
from bot.channels.script import ScriptChannel
from bot.channels.telegram.app import TelegramBot, connect
from bot.channels.telegram.limits import CallLimits
from bot.delivery.duties import Duties, Duty, kept
from bot.delivery.health import seen_from_outside
from bot.delivery.instance import only_instance
from bot.delivery.rehearsal import Rehearsal, RehearsalError, refuse_real_time
from bot.delivery.schedule import ticking
from bot.delivery.sender import Sender
from bot.delivery.watch import FETCH, LIMITS, PLAN, SEND, Watch
from bot.delivery.worker import Worker
from bot.office.routing import MENU, Routing
from bot.sample.county import SAMPLE_TOKEN, load_sample
from bot.sample.local_chat import ControlsError, LocalChat, PortTakenError, RunningChat, serve
from bot.sample.script import Act
from bot.sample.stage import Played, Stage
from config.settings import Settings
from messages import forms, wording
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import DatabaseAway, Desk, database_file, open_desk, ready_folder
from tasks_db.work.post import jobs, leases, rehearsal, sending

log = structlog.get_logger(__name__)

_LAST_MOMENTS = 4.0
"""Seconds at the end in which answers that were just stored may still leave."""


GRACE_SECONDS = 8.0
"""How long the program takes its leave; docker kills ten seconds after it has asked."""


class RunRefused(Refusal):
    """The program does not start like this."""


async def run_forever(settings: Settings, *, poll: bool = True) -> None:
    """Run until SIGTERM or SIGINT, then finish what is being sent and stop, in ``GRACE_SECONDS`` at most.

    Without ``poll`` the program plans and sends, and another one that shares the database takes what people say.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    ready_folder(settings.data_dir)
    if (own := settings.data_dir / "templates").is_dir():
        wording.use_folder(own)
    forms.use(settings.paper)
    running = asyncio.create_task(_run(settings, poll=poll), name="lianxi")
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


async def _run(settings: Settings, *, poll: bool) -> None:
    async with _telegram(settings, poll=poll) if settings.telegram_token is not None else _local(settings) as serving:
        await serving


@asynccontextmanager
async def _telegram(settings: Settings, *, poll: bool) -> AsyncIterator[Awaitable[None]]:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    file = database_file(settings)
    with only_instance(file), contextlib.closing(open_desk(settings)) as desk:
        await _refuse_sample(settings, desk)
        if file is not None:
            await _take_over(desk)
        bot = TelegramBot(settings, token=token, api_url=settings.telegram_api_url)
        rehearsing = await desk.asking(SYSTEM, rehearsal.is_rehearsal)
        program = Program(desk, [bot.channel], paced=not rehearsing)
        async with bot.signed_in(MENU), seen_from_outside(settings, desk, program.ages) as good:
            log.info("running", api=settings.telegram_api_url, rehearsal=rehearsing)
            yield program.serve(bot if poll else None, plans=not rehearsing, good=good)


async def _take_over(desk: Desk) -> None:
    """Free what a process before this one had under way: nobody else works with this database."""
    await desk.doing(SYSTEM, leases.clear)
    await desk.doing(SYSTEM, jobs.release_all)
    await desk.doing(SYSTEM, sending.release_all, datetime.now(UTC))


async def _refuse_sample(settings: Settings, desk: Desk) -> None:
    """The sample's made-up people never meet a real chat."""
    if await desk.asking(SYSTEM, rehearsal.is_sample) and not settings.api_is_loopback:
        raise RunRefused(
            "这是样例数据，不能配正式的 Telegram 令牌：请用 LIANXI_DATA_DIR 换一个数据目录，再运行 lianxi init。"
        )


@asynccontextmanager
async def _local(settings: Settings) -> AsyncIterator[Awaitable[None]]:
    folder = settings.data_dir / "sample"
    ready_folder(folder)
    own = settings.model_copy(update={"data_dir": folder, "database_url": None, "clock": "system"})
    with only_instance(folder / "lianxi.sqlite3"), contextlib.closing(open_desk(own)) as opened:
        cast = await opened.apart(lambda: load_sample(opened, telegram.NAME))
        desk = await asyncio.to_thread(open_desk, own)  # the sample has just put a rehearsal clock into the database
        chat = LocalChat.create(folder / "chat.sqlite3", cast, token=SAMPLE_TOKEN)
        served = await _serve(chat, settings.local_chat_port)
        # a rehearsal tells one person a month's bundles in a moment; the local chat allows as much
        limits = CallLimits(overall=Rate(60, 2), chat=Rate(20, 20))
        bot = TelegramBot(own, token=SAMPLE_TOKEN, api_url=served.url.rstrip("/"), limits=limits)
        try:
            await _take_over(desk)
            async with bot.signed_in(MENU):
                program = Program(desk, [bot.channel], paced=False)
                chat.controls = Clockwork(Rehearsal(desk, program.sender))
                sys.stdout.write(f"本地会话已打开：{served.url}\n按 Ctrl+C 停止。\n")
                sys.stdout.flush()
                if sys.stdout.isatty():
                    await asyncio.to_thread(webbrowser.open, served.url)
                yield program.serve(bot, plans=False)
        finally:
            await served.stop()
            desk.close()


async def _serve(chat: LocalChat, port: int | None) -> RunningChat:
    try:
        return await serve(chat, port=port)
    except PortTakenError as taken:
        raise RunRefused(str(taken)) from taken


class Clockwork:
    """The rehearsal clock as the local chat's page knows it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self.now = rehearsal.now
        self.next_due = rehearsal.next_due

    async def to_next_workday(self) -> str:
        """Move the clock to the next working day's first send window; return what happened, in Chinese.

        Raises ControlsError where the clock cannot be moved.
        """
        try:
            return await self._rehearsal.to_next_workday()
        except RehearsalError as error:
            raise ControlsError(str(error)) from error

    async def to_next_due(self) -> str:
        """Move the clock to the next moment at which something is due; return what happened, in Chinese.

        Raises ControlsError where the clock cannot be moved.
        """
        try:
            return await self._rehearsal.to_next_due()
        except RehearsalError as error:
            raise ControlsError(str(error)) from error


class Program:
    """Office and delivery joined over the channels."""

    def __init__(self, desk: Desk, channels: Sequence[Channel], *, paced: bool) -> None:
        """Serve people over ``channels``; see ``Worker`` for ``paced``."""
        by_name = {channel.name: channel for channel in channels}
        self._desk = desk
        self.watch = Watch(LIMITS)
        self.sender = Sender(desk, by_name, lambda: self.watch.beat(SEND))
        self.worker = Worker(desk, Routing(desk, by_name), by_name, self.sender, paced=paced)

    async def receive(self, event: Event) -> None:
        """Take an event as if it had come in on its channel, work it off, and send what it brings about."""
        await self.worker.receive(event.where.address.channel, "", [update_of(event)])
        await self.worker.work_off()
        await self.sender.send_waiting()

    async def serve(self, bot: TelegramBot | None, *, plans: bool, good: Callable[[], None] = lambda: None) -> None:
        """Fetch from the bot, work off, plan and send, for ever; without one another process fetches.

        ``good`` is called after each tick that went through.

        Raises the Refusal for which the program cannot go on. Where it is cancelled, what was taken up is finished.
        """
        duties: dict[str, Duty] = {SEND: self.sender.serve}
        if bot is not None:
            duties[FETCH] = lambda: bot.fetch(partial(self.worker.receive, bot.channel.name), self._fetched)
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
        try:
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)
            with contextlib.suppress(TimeoutError, DatabaseAway):
                async with asyncio.timeout(_LAST_MOMENTS):
                    await self.sender.send_waiting()

    def ages(self) -> Mapping[str, float]:
        """Return how many seconds ago each thing that is done here was done."""
        return self.watch.ages()

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
    """Move the clock of a rehearsal that another process serves, sending through the Bot API that is set.

    Return the moments visited. Raises RehearsalError where time is real or no Bot API is set.
    """
    await refuse_real_time(desk)
    if settings.telegram_token is None:
        raise RehearsalError("演练要有一个本机的 Bot API：请设置 LIANXI_TELEGRAM_TOKEN 和 LIANXI_TELEGRAM_API_URL。")
    token = settings.telegram_token.get_secret_value()
    async with connect(settings, token=token, api_url=settings.telegram_api_url) as channel:
        return await Rehearsal(desk, Sender(desk, {channel.name: channel})).move(until)
