"""The program while it runs: Telegram with a token, otherwise the local chat over the sample."""

import asyncio
import contextlib
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram import app as bot_app
from bot.delivery import jobs
from bot.delivery.instance import only_instance
from bot.delivery.rehearsal import Rehearsal, RehearsalError
from bot.delivery.sender import Sender
from bot.sample.county import SAMPLE_TOKEN, load_sample
from bot.sample.local_chat import ControlsError, LocalChat, PortTakenError, RunningChat, serve
from config.settings import Settings
from messages import wording
from tasks_db.refusal import Refusal
from tasks_db.store import facts
from tasks_db.store.door import Door
from tasks_db.work.desk import CHANNEL, Desk, open_desk

log = structlog.get_logger(__name__)

FOREVER = -1
"""How often python-telegram-bot tries again at the start: an office's network may come later than the program."""


class RunRefused(Refusal):
    """The program does not start like this."""


async def run_forever(settings: Settings, *, poll: bool = True) -> None:
    """Run until SIGTERM or SIGINT, then finish what is being sent and stop.

    Without ``poll`` the program plans and sends, and another one that shares the database takes what people say.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (own := settings.data_dir / "templates").is_dir():
        wording.use_folder(own)
    running = asyncio.create_task(_run(settings, stop, poll=poll), name="lianxi")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if running.done():
        await running
        return
    log.info("stopping")
    running.cancel()  # also while it still waits for a network; what is being sent is finished on the way out
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def _run(settings: Settings, stop: asyncio.Event, *, poll: bool) -> None:
    async with _telegram(settings, stop, poll=poll) if settings.telegram_token is not None else _local(settings):
        await asyncio.Event().wait()


@asynccontextmanager
async def _telegram(settings: Settings, stop: asyncio.Event, *, poll: bool) -> AsyncIterator[None]:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    with only_instance(Door(settings.database).file), contextlib.closing(open_desk(settings)) as desk:
        await _refuse_sample(settings, desk)
        api_url = settings.telegram_api_url
        async with _talking(settings, desk, token=token, api_url=api_url, stop=stop, poll=poll) as sender:
            rehearsing = settings.clock != "system"
            scheduler = jobs.schedule(desk, sender)
            if not rehearsing:
                scheduler.start()
            log.info("running", api=settings.telegram_api_url, rehearsal=rehearsing)
            try:
                yield
            finally:
                if scheduler.running:
                    scheduler.shutdown(wait=False)


async def _refuse_sample(settings: Settings, desk: Desk) -> None:
    """The sample's made-up people never meet a real chat."""
    if await desk.read(lambda s: facts.get(s, facts.SAMPLE)) and not settings.api_is_loopback:
        raise RunRefused(
            "这是样例数据，不能配正式的 Telegram 令牌：请用 LIANXI_DATA_DIR 换一个数据目录，再运行 lianxi init。"
        )


@asynccontextmanager
async def _local(settings: Settings) -> AsyncIterator[None]:
    folder = settings.data_dir / "sample"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = settings.model_copy(update={"data_dir": folder, "database_url": None, "clock": "system"})
    with only_instance(folder / "lianxi.sqlite3"), contextlib.closing(open_desk(own)) as opened:
        cast = await opened.apart(lambda: load_sample(opened, CHANNEL))
        desk = await asyncio.to_thread(open_desk, own)  # the sample has just put a rehearsal clock into the database
        chat = LocalChat.create(folder / "chat.sqlite3", cast, token=SAMPLE_TOKEN)
        served = await _serve(chat, settings.local_chat_port)
        api_url = served.url.rstrip("/")
        try:
            async with _talking(own, desk, token=SAMPLE_TOKEN, api_url=api_url) as sender:
                chat.controls = Clockwork(Rehearsal(desk, sender))
                sys.stdout.write(f"本地会话已打开：{served.url}\n按 Ctrl+C 停止。\n")
                sys.stdout.flush()
                if sys.stdout.isatty():
                    await asyncio.to_thread(webbrowser.open, served.url)
                yield
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
        try:
            return await self._rehearsal.to_next_workday()
        except RehearsalError as error:
            raise ControlsError(str(error)) from error

    async def to_next_due(self) -> str:
        try:
            return await self._rehearsal.to_next_due()
        except RehearsalError as error:
            raise ControlsError(str(error)) from error


@asynccontextmanager
async def _talking(
    settings: Settings, desk: Desk, *, token: str, api_url: str, stop: asyncio.Event | None = None, poll: bool = True
) -> AsyncIterator[Sender]:
    """The bot, polling unless another program does; what an update queues for others goes out right after it."""
    app = bot_app.build(settings, desk, token=token, api_url=api_url)
    sender = Sender(desk, app.bot)
    bot_app.send_after_each_update(app, sender)
    await _initialize(app)
    await _publish_commands(app)
    await app.start()
    updater = app.updater
    if updater is None:
        raise RunRefused("机器人没有轮询器。")

    def fail(error: TelegramError) -> None:
        """An error of polling: most pass by themselves, two never do."""
        if isinstance(error, InvalidToken) and stop is not None:
            log.error("the token was refused; stopping")
            sys.stderr.write("Telegram 拒绝了令牌：请向 BotFather 重新取得，再设置 LIANXI_TELEGRAM_TOKEN。\n")
            stop.set()
        elif isinstance(error, Conflict):
            log.error("another program polls with the same token: stop it, or take a token of its own")
        else:
            log.warning("polling failed, trying again", error=type(error).__name__)

    if poll:
        await updater.start_polling(
            bootstrap_retries=FOREVER, allowed_updates=bot_app.allowed_updates(), error_callback=fail
        )
    try:
        yield sender
    finally:
        if updater.running:
            await updater.stop()
        await app.stop()
        await app.shutdown()


async def _initialize(app: bot_app.App) -> None:
    """Wait for the network as long as it takes; only a refused token ends it."""
    delay = 1
    while True:
        try:
            await app.initialize()
        except InvalidToken:
            raise RunRefused("Telegram 拒绝了令牌：请向 BotFather 重新取得，再设置 LIANXI_TELEGRAM_TOKEN。") from None
        except TelegramError as error:
            log.warning("no connection yet, trying again", error=type(error).__name__, seconds=delay)
            await asyncio.sleep(delay)
            delay = min(delay * 2, 60)
        else:
            return


async def _publish_commands(app: bot_app.App) -> None:
    try:
        await bot_app.publish_commands(app)
    except TelegramError:
        log.warning("the command menu was not published; it will be at the next start")
