"""An HTTP server that says exactly these bytes, or nothing; and a proxy that does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PAGE = b"<html><body><h1>Blocked</h1></body></html>"


def said(body: object) -> bytes:
    return json.dumps(body).encode()


def answer(status: int, body: bytes, kind: str = "application/json", *, promised: int | None = None) -> bytes:
    """An HTTP answer; ``promised`` bytes are announced where it is cut on the wire."""
    length = len(body) if promised is None else promised
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def page(status: int) -> bytes:
    return answer(status, PAGE, "text/html")


@dataclass
class Raw:
    """What a server says to everybody, and before that ``first``, an answer a request; and what it was asked.

    Of each request the first line is kept.
    """

    says: bytes | None
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    first: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def raw_server(says: bytes | None) -> AsyncIterator[Raw]:
    """Read each request as a whole, say ``says`` and hang up; None says nothing and keeps the line open."""
    server_said = Raw(says)
    closing = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        server_said.asked.append(head.partition(b"\r\n")[0])
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                await reader.readexactly(int(line.partition(b":")[2]))
        if server_said.first:
            writer.write(server_said.first.pop(0))
        elif server_said.says is None:
            await closing.wait()
        else:
            writer.write(server_said.says)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        server_said.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield server_said
        closing.set()
