"""One bot that listens and speaks, through python-telegram-bot: raw updates are stored before they are confirmed."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.base import Receive, SignInRefused
from bot.channels.telegram import menu as commands
from bot.channels.telegram.evidence import SEND_SECONDS, AnothersName, EvidenceRequest, bot_of
from bot.channels.telegram.incoming import UPDATES, update_of
from bot.channels.telegram.limits import CallLimits
from bot.channels.telegram.outgoing import Telegram
from config.logs import redact
from config.settings import Settings, is_loopback
from tasks_db.work.desk import DatabaseAway

log = structlog.get_logger(__name__)

_CONNECTIONS = 128
"""More than the sender keeps on their way, those that hang counted, beside files and pressed buttons."""
_POLL_SECONDS, _ANSWER_SECONDS = 10, 10
"""How long the server keeps a question for updates open, and how much longer its answer may take."""
_BATCH = 100
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_REFUSED_FOR = 60.0
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

    def __init__(self, settings: Settings, *, token: str, api_url: str, limits: CallLimits | None = None) -> None:
        """Put the bot together, with Telegram's rates unless others are given; nothing is sent so far."""
        self._requests = _requests(settings, api_url), _requests(settings, api_url, _ANSWER_SECONDS)
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=limits or CallLimits(),
        )
        self._acknowledging: set[asyncio.Task[None]] = set()
        self._number = bot_of(token)
        self.absence: str | None = "not signed in yet"
        """Why the bot has not signed in so far, for whoever looks after the program; None once it has."""
        self.channel = Telegram(self._bot)

    @asynccontextmanager
    async def signed_in(self, menu: Mapping[str, str]) -> AsyncIterator[None]:
        """Sign in and show the command menu, then speak inside the block.

        Waits for a network as long as it takes. Raises SignInRefused where the token is refused.
        """
        try:
            await self._sign_in()
            await commands.publish(self._bot, menu)
            yield
        finally:
            await self._bot.shutdown()
            for request in self._requests:  # the library leaves them open where signing in failed
                await request.shutdown()

    async def fetch(self, receive: Receive, fetched: Callable[[], None]) -> None:
        """Fetch what comes in, for ever, and confirm it to the server once ``receive`` has stored it (R3).

        Calls ``fetched`` after each answer of the server. Raises SignInRefused where the token is refused for a
        minute: a proxy may say so for a moment.
        """
        offset, pause, refused_since = None, _SHORTEST_PAUSE, None
        while True:
            try:
                raw = await self._next(offset)
                fetched()
                refused_since = None
                if raw:
                    await receive(self._number, [update_of(one) for one in raw])
                    self._acknowledge_presses(raw)
                    offset = int(raw[-1]["update_id"]) + 1  # Telegram may begin anew with smaller numbers
                pause = _SHORTEST_PAUSE
            except InvalidToken as error:
                refused_since = refused_since or time.monotonic()
                if time.monotonic() - refused_since > _REFUSED_FOR:
                    raise SignInRefused(_REFUSED) from error
                pause = await _rest(pause, error)
            except Conflict as error:
                log.warning("another program fetches with the same token: stop it, or take a token of its own")
                pause = await _rest(_LONGEST_PAUSE, error)
            except (TelegramError, DatabaseAway) as error:
                pause = await _rest(pause, error)

    async def _next(self, offset: int | None) -> list[dict[str, Any]]:
        asked = {"timeout": _POLL_SECONDS, "allowed_updates": list(UPDATES), "limit": _BATCH}
        if offset is not None:
            asked["offset"] = offset
        # raw, so that one update that the library cannot read does not stop the others; written in a way for which it
        # does not advise its own method
        answer = await self._bot.do_api_request(
            "get__updates", api_kwargs=asked, read_timeout=_POLL_SECONDS + _ANSWER_SECONDS
        )
        if not isinstance(answer, list) or not all(isinstance(one, dict) and "update_id" in one for one in answer):
            raise TelegramError("the answer to getUpdates is no list of updates")
        return answer

    def _acknowledge_presses(self, raw: list[dict[str, Any]]) -> None:
        """Stop the spinners of pressed buttons, beside everything else: the presses are stored."""
        for one in raw:
            query = one.get("callback_query")
            if isinstance(query, dict) and "id" in query:
                task = asyncio.create_task(self._acknowledge(str(query["id"])))
                self._acknowledging.add(task)
                task.add_done_callback(self._acknowledging.discard)

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            # it only turns longer, the press itself counts
            log.info("a button was answered too late", reason=type(error).__name__)

    async def _sign_in(self) -> None:
        """Wait for the network, and for our own bot to answer, as long as it takes; only a refused token ends it."""
        pause = _SHORTEST_PAUSE
        while True:
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise SignInRefused(_REFUSED) from None
            except TelegramError as error:
                if isinstance(error, AnothersName):
                    log.warning(
                        "another bot answers: look at the proxy and at LIANXI_TELEGRAM_API_URL", why=str(error)
                    )
                self.absence = redact(str(error))
                pause = await _rest(pause, error)
            else:
                self.absence = None
                return


async def _rest(pause: float, error: Exception) -> float:
    """Wait a while after a failure; return how long to wait after the next one."""
    log.warning("no connection, trying again", error=type(error).__name__, seconds=pause)
    await asyncio.sleep(pause)
    return min(pause * 2, _LONGEST_PAUSE)


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
