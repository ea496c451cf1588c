"""Runs the local chat inside the program's own event loop, on loopback, and stops it promptly."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import uvicorn

from tests.local_chat.app import create_app
from tests.local_chat.chat import LocalChat

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


def _listening() -> socket.socket:
    # asyncio sends small answers at once (TCP_NODELAY) only on sockets that say that they are TCP
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind((_LOOPBACK, 0))
    listener.listen()
    return listener


async def serve(chat: LocalChat) -> RunningChat:
    """Serve ``chat`` in the running event loop on a free port, and return when it accepts connections."""
    listener = _listening()
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
