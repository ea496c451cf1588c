"""Serves the page inside the program's own event loop, and stops promptly."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import uvicorn

from bot.channels.web.app import create_app
from bot.channels.web.page import Site
from tasks_db.refusal import Refusal

USUAL_PORT: Final = 8765
_GRACE_SECONDS: Final = 3


class ListenRefused(Refusal):
    """The page cannot be opened; ``str()`` says why and what to do."""


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers: the program decides when to stop."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._site.news.close()  # else pages that wait would hold the server open
        await super().shutdown(sockets)


def listening(host: str, port: int | None) -> socket.socket:
    """Open the socket of a page; without a port the usual one is tried first, so that a bookmark stays good.

    Raises ListenRefused.
    """
    for candidate in (USUAL_PORT, 0) if port is None else (port,):
        # asyncio sends small answers at once (TCP_NODELAY) only on sockets that say that they are TCP
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE or port is not None:
                raise ListenRefused(
                    f"网页的地址 {host}:{candidate} 打不开（{error.strerror}）：请用 LIANXI_WEB_LISTEN 换一个。"
                ) from error
        else:
            return listener
    raise ListenRefused(f"本机没有空闲的端口可用：请用 LIANXI_WEB_LISTEN 指定一个（{host}:端口）。")


def address_of(listener: socket.socket) -> str:
    """Return the address at which a page opens that is served on a socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@asynccontextmanager
async def serving(
    site: Site, at: tuple[str, int | None], address: str | None = None, listener: socket.socket | None = None
) -> AsyncIterator[str]:
    """Serve the page inside the block; gives its address here. Raises ListenRefused.

    ``at`` is host and port as ``listening`` takes them; ``listener`` is what it opened there, where the address was
    wanted before. ``address`` is where people open the page, where that is another.
    """
    host, port = at
    listener = listener or listening(host, port)
    config = uvicorn.Config(
        create_app(site, host=host, address=address),
        access_log=False,  # what is asked for may hold what nobody else may have
        log_config=None,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config, site)
    task = asyncio.create_task(server.serve([listener]), name="page")
    news = asyncio.create_task(site.news.serve(), name="news")
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            await task
        yield address_of(listener)
    finally:
        server.should_exit = True
        site.news.close()
        await asyncio.wait({task, news})
