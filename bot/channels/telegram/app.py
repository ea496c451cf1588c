"""One bot that listens and speaks: python-telegram-bot fetches the updates, and hands them over one at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot, TypeHandler, Updater

from bot.channels.base import Receive, SignInRefused
from bot.channels.telegram import menu as commands
from bot.channels.telegram.albums import QUIET_SECONDS, Albums, Settled
from bot.channels.telegram.evidence import SEND_SECONDS, EvidenceRequest
from bot.channels.telegram.incoming import UPDATES, album_of, event_of
from bot.channels.telegram.limits import CallLimits
from bot.channels.telegram.outgoing import Telegram
from config.settings import Settings, is_loopback

log = structlog.get_logger(__name__)

_CONNECTIONS = 32
_POLL_SECONDS = 5.0
"""How long an answer to a poll may take beyond the poll's own time: it can be asked again at once."""
_FOREVER = -1
"""How often the library tries again at the start: an office's network may come later than the program."""
_LONGEST_PAUSE = 60
_REFUSED = "Telegram 拒绝了令牌：请向 BotFather 重新取得，再设置 LIANXI_TELEGRAM_TOKEN。"


@asynccontextmanager
async def connect(settings: Settings, *, token: str, api_url: str) -> AsyncIterator[Telegram]:
    """Speak as the bot without listening: another program does."""
    async with telegram.Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_requests(settings, api_url),
    ) as bot:
        yield Telegram(bot)


class TelegramBot:
    """The bot at a Bot API server (Telegram's own, or any other), with ``channel`` as its way out."""

    def __init__(
        self,
        settings: Settings,
        *,
        token: str,
        api_url: str,
        album_seconds: float = QUIET_SECONDS,
        limits: CallLimits | None = None,
    ) -> None:
        """Put the bot together, with Telegram's rates unless others are given; nothing is sent before ``running``."""
        self._requests = _requests(settings, api_url), _requests(settings, api_url, _POLL_SECONDS)
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=limits or CallLimits(),
        )
        self._updates: asyncio.Queue[object] = asyncio.Queue()
        self._updater = Updater(self._bot, self._updates)
        self._app: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder()
            .updater(self._updater)
            .concurrent_updates(1)  # what a person says is taken in the order in which they said it
            .build()
        )
        # a settled album waits in the same queue, so that it is worked off in turn
        self._albums = Albums(self._updates.put_nowait, album_seconds)
        self.channel = Telegram(self._bot)

    @asynccontextmanager
    async def running(
        self,
        receive: Receive,
        *,
        menu: Mapping[str, str],
        lost: Callable[[SignInRefused], None],
        poll: bool = True,
    ) -> AsyncIterator[None]:
        """Sign in, show the command menu and listen inside the block; with ``poll`` off, speak only.

        Waits for a network as long as it takes. Raises SignInRefused where the token is refused at the start, and
        calls ``lost`` where it is refused later.
        """

        async def take(update: object, _context: ContextTypes.DEFAULT_TYPE) -> None:
            await self._take(update, receive)

        self._app.add_handler(TypeHandler(object, take))
        try:
            await self._sign_in()
            await commands.publish(self._bot, menu)
            async with self._listening(receive, lost, poll=poll):
                yield
        finally:
            await self._app.shutdown()
            for request in self._requests:  # the library leaves them open where signing in failed
                await request.shutdown()

    @asynccontextmanager
    async def _listening(
        self, receive: Receive, lost: Callable[[SignInRefused], None], *, poll: bool
    ) -> AsyncIterator[None]:
        """Take updates inside the block, and at its end work off those that were fetched."""
        await self._app.start()
        try:
            if poll:
                await self._updater.start_polling(
                    bootstrap_retries=_FOREVER,
                    allowed_updates=list(UPDATES),
                    error_callback=lambda error: _polling_failed(error, lost),
                )
            yield
        finally:
            if self._updater.running:
                await self._updater.stop()
            await self._app.stop()
            for event in self._albums.close_all():
                await receive(event)

    async def _sign_in(self) -> None:
        """Wait for the network as long as it takes; only a refused token ends it."""
        pause = 1
        while True:
            try:
                await self._app.initialize()
            except InvalidToken:
                raise SignInRefused(_REFUSED) from None
            except TelegramError as error:
                log.warning("no connection yet, trying again", error=type(error).__name__, seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return

    async def _take(self, update: object, receive: Receive) -> None:
        """Acknowledge an update and hand over what it completes."""
        events = []
        if isinstance(update, Settled):
            events = self._albums.close(update)
        elif isinstance(update, telegram.Update):
            if update.callback_query is not None:
                await _acknowledge(update.callback_query)
            event = event_of(update, self._bot.username)
            events = self._albums.take(event, album_of(update)) if event is not None else []
        for each in events:
            await receive(each)


def _requests(settings: Settings, api_url: str, read_timeout: float = SEND_SECONDS) -> EvidenceRequest:
    """Go through the proxy that is set, or the environment's; a server on this machine is talked to directly."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
    direct = is_loopback(api_url)
    return EvidenceRequest(
        read_timeout=read_timeout,
        connections=_CONNECTIONS,
        proxy=None if direct else proxy,
        trust_env=not direct,
    )


async def _acknowledge(query: telegram.CallbackQuery) -> None:
    """Stop the button's spinner; where that fails it only turns longer, the press itself counts."""
    try:
        await query.answer()
    except TelegramError as error:
        log.info("a button was answered too late", reason=type(error).__name__)


def _polling_failed(error: TelegramError, lost: Callable[[SignInRefused], None]) -> None:
    """Most errors of polling pass by themselves, two never do."""
    if isinstance(error, InvalidToken):
        lost(SignInRefused(_REFUSED))
    elif isinstance(error, Conflict):
        log.error("another program polls with the same token: stop it, or take a token of its own")
    else:
        log.warning("polling failed, trying again", error=type(error).__name__)
