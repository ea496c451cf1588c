"""Runs the local chat inside the program's own event loop, on loopback, and stops it promptly."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import uvicorn

from tests.local_chat.app import create_app
from tests.local_chat.chat import LocalChat

USUAL_PORT: Final = 8765
_LOOPBACK: Final = "127.0.0.1"
_GRACE_SECONDS: Final = 5


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers: the program decides when to stop."""

    def __init__(self, config: uvicorn.Config, chat: LocalChat) -> None:
        super().__init__(config)
        self._chat = chat
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._chat.hub.close()  # else long polls and event streams would hold the server open
        await super().shutdown(sockets)


@dataclass(frozen=True, slots=True)
class RunningChat:
    """A served local chat."""

    port: int
    _server: _Server
    _task: "asyncio.Task[None]"

    @property
    def url(self) -> str:
        """The page's address, with a slash at the end."""
        return f"http://{_LOOPBACK}:{self.port}/"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls ``base_url``."""
        return f"{self.url}bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls ``base_file_url``."""
        return f"{self.url}file/bot"

    async def stop(self) -> None:
        """Answer what waits, close the connections and the store."""
        self._server.should_exit = True
        await self._task


class PortTakenError(Exception):
    """The wanted port is in use; the text says what to do."""


def _listening(port: int | None) -> socket.socket:
    for candidate in (USUAL_PORT, 0) if port is None else (port,):
        # asyncio sends small answers at once (TCP_NODELAY) only on sockets that say that they are TCP
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_LOOPBACK, candidate))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listener
    raise PortTakenError(f"端口 {port} 已被别的程序占用，请换一个端口，或不指定端口由程序自己找。")


async def serve(chat: LocalChat, *, port: int | None = None) -> RunningChat:
    """Serve ``chat`` in the running event loop and return when it accepts connections.

    Without a port the usual one is tried first, so that a bookmark stays good, then any free one.
    Raises PortTakenError. There is no other host to listen on: the page asks nobody for a password.
    """
    listener = _listening(port)
    config = uvicorn.Config(
        create_app(chat),
        access_log=False,  # a request's path holds the bot token
        log_config=None,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config, chat)
    task = asyncio.create_task(server.serve([listener]), name="local chat")
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if task.done():
        await task
    return RunningChat(listener.getsockname()[1], server, task)
