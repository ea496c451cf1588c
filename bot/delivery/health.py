"""For whoever watches the program from outside: a page on this machine, and a ping to an address of theirs.

The page says when something was last fetched, planned and sent, and what waits: 200 where all is well, 503 where
something was not done for too long or the database does not answer. The ping follows each good tick; whoever waits
for it notices what no page of a dead machine can tell.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import httpx
import structlog

from bot.delivery.watch import LIMITS
from config.settings import Settings
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import Desk
from tasks_db.work.post import upkeep

log = structlog.get_logger(__name__)

_PATIENCE_SECONDS = 5.0
_PING_SECONDS = 10.0
_LONGEST_REQUEST = 8192


class HealthRefused(Refusal):
    """The page cannot be opened; ``str()`` says why and what to do."""


@dataclass(frozen=True)
class Health:
    """What is known of the program: how long ago each thing was done, how long that may be, and what waits.

    ``absent`` names the channels that have not joined yet, each with why.
    """

    ages: Callable[[], Mapping[str, float]]
    limits: Mapping[str, float]
    waiting: Callable[[], Awaitable[Mapping[str, int]]]
    absent: Callable[[], Mapping[str, str]] = dict

    async def look(self) -> tuple[bool, dict[str, object]]:
        """Return whether all is well, and what can be said of it."""
        ages = self.ages()
        stalled = sorted(name for name, age in ages.items() if age > self.limits.get(name, age))
        try:
            waiting: Mapping[str, int] | None = await asyncio.wait_for(self.waiting(), _PATIENCE_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever ails the database, the page says that it ails
            log.warning("the database did not answer the health page", error=type(error).__name__)
            waiting = None
        well = not stalled and waiting is not None
        return well, {
            "ok": well,
            "seconds_since": {name: round(age, 1) for name, age in ages.items()},
            "stalled": stalled,
            "absent": dict(self.absent()),
            "waiting": dict(waiting) if waiting is not None else None,
        }


@asynccontextmanager
async def page(listen: tuple[str, int], health: Health) -> AsyncIterator[int]:
    """Serve the page inside the block; gives its port. Raises HealthRefused where the port is taken."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(
            ConnectionError, TimeoutError, asyncio.LimitOverrunError, asyncio.IncompleteReadError
        ):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE_SECONDS)
            writer.write(await _response(head, health))
            await asyncio.wait_for(writer.drain(), _PATIENCE_SECONDS)
        writer.close()

    try:
        server = await asyncio.start_server(answer, *listen, limit=_LONGEST_REQUEST)
    except OSError as error:
        raise HealthRefused(
            f"LIANXI_HEALTH_LISTEN 的 {listen[0]}:{listen[1]} 打不开（{error.strerror}）：请换一个端口。"
        ) from error
    async with server:
        yield int(server.sockets[0].getsockname()[1])


async def _response(head: bytes, health: Health) -> bytes:
    if not head.startswith((b"GET ", b"HEAD ")):
        return b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    well, said = await health.look()
    status = b"200 OK" if well else b"503 Service Unavailable"
    body = json.dumps(said, ensure_ascii=False).encode()
    fields = b"content-type: application/json\r\ncache-control: no-store\r\nconnection: close\r\n"
    start = b"HTTP/1.1 %b\r\n%bcontent-length: %d\r\n\r\n" % (status, fields, len(body))
    return start if head.startswith(b"HEAD ") else start + body


@asynccontextmanager
async def seen_from_outside(
    settings: Settings,
    desk: Desk,
    ages: Callable[[], Mapping[str, float]],
    absent: Callable[[], Mapping[str, str]],
) -> AsyncIterator[Callable[[], None]]:
    """Serve the page inside the block, where one is set; gives what to call after each good tick.

    Raises HealthRefused where the page's port is taken.
    """

    async def waiting() -> Mapping[str, int]:
        return await desk.asking(SYSTEM, upkeep.waiting)

    ping = Ping(settings.ping_url.get_secret_value()) if settings.ping_url is not None else None
    health = Health(ages, LIMITS, waiting, absent)
    async with page(settings.health_at, health) if settings.health_at is not None else contextlib.nullcontext():
        yield ping.tell if ping is not None else lambda: None


class Ping:
    """Tells an address that a tick went well; the next tick never waits for it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._under_way: asyncio.Task[None] | None = None

    def tell(self) -> None:
        """Ping, unless the ping before is still on its way."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._get(), name="ping")

    async def _get(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=_PING_SECONDS) as client:
                answer = await client.get(self._url)
            if answer.is_error:
                log.warning("the ping was refused", status=answer.status_code)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.warning("the ping did not arrive", error=type(error).__name__)
