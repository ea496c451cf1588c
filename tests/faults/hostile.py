"""A Bot API server that behaves as Telegram's does, until it is told otherwise. A process of its own.

    python -m tests.faults.hostile CLOCK TOKEN

It writes the two ports that it listens on, one for the bot and one for whoever steers it, and speaks HTTP by hand: it
has to break, cut and withhold what a web server would not let it.
"""

import asyncio
import json
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.faults.clock import SharedClock
from tests.faults.faulty import PAGE, Fault, about_another, half
from tests.faults.telegram_state import BOT, ApiError, Json, Limits, Rates, State

_POLL_MOST = 50.0
_LOOK = 0.01
_PHOTO = b"\xff\xd8\xff what every file holds"


class Broken(Exception):  # noqa: N818
    """The connection breaks here."""


class Hostile:
    """The server: its state, and the faults that are on."""

    def __init__(self, clock: SharedClock, token: str) -> None:
        self.clock = clock
        self.state = State(token)
        self.faults: list[Fault] = []
        self.port = 0
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._in_flight = 0
        """Calls that are being answered, polls left out."""
        self._poll = 0
        """The number of the newest poll: an older one that still waits is told of the conflict."""
        self._news = asyncio.Event()

    # the bot's side

    async def listen(self) -> None:
        """Take connections, always on the same port."""
        self._listening = await asyncio.start_server(self._talk, "127.0.0.1", self.port, limit=1 << 20, backlog=512)
        self.port = self._listening.sockets[0].getsockname()[1]

    def go_offline(self) -> None:
        """Refuse connections, and break those that there are."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for writer in list(self._open):
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(Broken, ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        self._open.discard(writer)
        writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection may be used again."""
        head = await reader.readuntil(b"\r\n\r\n")
        began = self.clock.now()
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if path.startswith("/file/"):
            await _answer(writer, 200, _PHOTO, "application/octet-stream")
            return True
        method, params = path.rsplit("/", 1)[-1], _params(headers.get("content-type", ""), body)
        self.state.calls[method] += 1
        if method == "getUpdates":
            return await self._called(path, method, params, began, reader, writer)
        self._in_flight += 1
        try:
            return await self._called(path, method, params, began, reader, writer)
        finally:
            self._in_flight -= 1

    async def _called(
        self,
        path: str,
        method: str,
        params: Json,
        began: float,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        """Answer one call; return whether the connection may be used again."""
        if path != f"/bot{self.state.token}/{method}":
            await _answer_json(writer, 401, ApiError(401, "Unauthorized").body())
            return True
        chat = int(params["chat_id"]) if str(params.get("chat_id", "")).lstrip("-").isdigit() else None
        fault = next((f for f in self.faults if f.meets(method, chat)), None)
        if fault is None:
            status, answer = await self._carried_out(method, params, chat, began, reader)
            await _answer_json(writer, status, answer)
            return True
        fault.hit += 1
        await self._faulty(fault, method, params, chat, began, reader, writer)
        return fault.then in {"answer", "json"}

    async def _faulty(
        self,
        fault: Fault,
        method: str,
        params: Json,
        chat: int | None,
        began: float,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        await self._pass(fault.before)
        status, answer = 200, {"ok": True, "result": True}
        if fault.delivered or fault.then == "answer":
            status, answer = await self._carried_out(method, params, chat, began, reader)
        await self._pass(fault.after)
        if fault.then == "answer":
            await _answer_json(writer, status, answer)
        elif fault.then == "json":
            await _answer_json(writer, fault.status, fault.body)
        elif fault.then == "page":
            page = PAGE.format(status=fault.status).encode()
            await _answer(writer, fault.status, page, "text/html; charset=utf-8", close=True)
        elif fault.then == "cut":
            await _answer(writer, 200, half(answer), "application/json", close=True)
        elif fault.then == "other":
            await _answer_json(writer, 200, about_another(method, chat), close=True)
        elif fault.then == "wrong":
            await _answer_json(writer, 200, {"ok": True, "result": {"done": 1}}, close=True)
        elif fault.then == "hang":
            await reader.read(1)  # until the other side gives up
            raise Broken
        else:
            linger = (1).to_bytes(4, sys.byteorder) + bytes(4)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            raise Broken

    async def _pass(self, seconds: float) -> None:
        """Let time pass; looked at often, for the clock may be moved."""
        until = self.clock.now() + seconds
        while (left := until - self.clock.now()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left / self.clock.speed, _LOOK))

    async def _carried_out(
        self, method: str, params: Json, chat: int | None, began: float, reader: asyncio.StreamReader
    ) -> tuple[int, Json]:
        """Do what a method does, and return what Telegram says of it."""
        try:
            if method == "getUpdates":
                result: Any = await self._updates(params, reader)
            else:
                self.state.admit(chat, self.clock.now())
                result = self._method(method, params, began)
        except ApiError as refused:
            self.state.refused[refused.code] += 1
            return refused.code, refused.body()
        return 200, {"ok": True, "result": result}

    def _method(self, method: str, params: Json, began: float) -> Any:
        now = self.clock.now()
        if method.startswith("send") and method != "sendChatAction":
            return self.state.send(method, params, began, now)
        if method == "editMessageText":
            return self.state.edit(params, now)
        if method == "getMe":
            return BOT
        if method == "getFile":
            return {
                "file_id": params["file_id"],
                "file_unique_id": "u",
                "file_size": len(_PHOTO),
                "file_path": "documents/a",
            }
        if method in {"answerCallbackQuery", "setMyCommands", "deleteWebhook", "sendChatAction"}:
            return True
        raise ApiError(404, "Not Found: method not found")

    async def _updates(self, params: Json, reader: asyncio.StreamReader) -> list[Json]:
        self._poll += 1
        mine = self._poll
        self._news.set()
        until = self.clock.now() + min(float(params.get("timeout", 0)), _POLL_MOST)
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        while True:
            if mine != self._poll:
                raise ApiError(409, "Conflict: terminated by other getUpdates request")
            found = self.state.fetch(offset, limit, self.clock.now())
            left = until - self.clock.now()
            if found or left <= 0 or reader.at_eof():
                return found
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(left / self.clock.speed, 0.05))

    # the side of whoever steers

    async def steer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry out orders, a line of JSON each; the end of the first connection is the end of the server."""
        while line := await reader.readline():
            name, *args = json.loads(line)
            act: Callable[..., Any] = getattr(self, f"do_{name}")
            result = act(*args)
            if asyncio.iscoroutine(result):
                result = await result
            writer.write(json.dumps(result, ensure_ascii=False).encode() + b"\n")
            await writer.drain()
        writer.close()

    def do_say(self, chat: int, *texts: str) -> list[int]:
        numbers = [self.state.say(chat, text, self.clock.now()) for text in texts]
        self._news.set()
        return numbers

    def do_reply(self, chat: int, message_id: int, text: str) -> int:
        number = self.state.say(chat, text, self.clock.now(), message_id)
        self._news.set()
        return number

    def do_press(self, chat: int, message_id: int, data: str) -> int:
        number = self.state.press(chat, message_id, data)
        self._news.set()
        return number

    def do_put(self, update: Json) -> int:
        number = self.state.put(update)
        self._news.set()
        return number

    def do_faults(self, *faults: Json) -> list[int]:
        """Put these faults in place of those before; returns how often each of those was hit."""
        hits = [fault.hit for fault in self.faults]
        self.faults = [Fault(**fault) for fault in faults]
        return hits

    def do_offline(self) -> None:
        self.go_offline()

    async def do_online(self) -> None:
        await self.listen()

    def do_limits(self, limits: Json | None) -> None:
        self.state.rates = Rates(Limits(**limits)) if limits is not None else None

    def do_ban(self, chat: int | None, seconds: float) -> None:
        self.state.banned[chat] = self.clock.now() + seconds

    def do_block(self, chat: int, on: bool) -> None:  # noqa: FBT001
        (self.state.blocked.add if on else self.state.blocked.discard)(chat)

    def do_unknown(self, chat: int) -> None:
        self.state.unknown.add(chat)

    def do_delivered(self, since: int = 0) -> list[Json]:
        """The messages that stand in chats, from a number on."""
        return [asdict(shown) for shown in self.state.delivered[since:]]

    def do_counts(self) -> Json:
        return {
            "calls": self.state.calls,
            "refused": self.state.refused,
            "waiting": len(self.state.updates),
            "confirmed": self.state.confirmed,
            "delivered": len(self.state.delivered),
            "in_flight": self._in_flight,
        }

    def do_fetched(self) -> dict[int, float]:
        """When each update was handed out first."""
        return self.state.fetched


def _params(kind: str, body: bytes) -> Json:
    """The parameters of a call, those that are JSON decoded."""
    if kind.startswith("multipart/"):
        given = _multipart(kind.partition("boundary=")[2].strip('"').encode(), body)
    elif kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    else:
        given = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    out: Json = {}
    for name, value in given.items():
        out[name] = json.loads(value) if value[:1] in {"{", "["} and name != "text" else value
    return out


def _multipart(boundary: bytes, body: bytes) -> dict[str, str]:
    """The fields of a form that are no files."""
    fields = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        said = head.decode("utf-8", "replace")
        if "filename=" not in said:
            fields[said.partition('name="')[2].partition('"')[0]] = content[:-2].decode()
    return fields


async def _answer_json(writer: asyncio.StreamWriter, status: int, body: Json, *, close: bool = False) -> None:
    await _answer(writer, status, json.dumps(body, ensure_ascii=False).encode(), "application/json", close=close)


async def _answer(writer: asyncio.StreamWriter, status: int, body: bytes, kind: str, *, close: bool = False) -> None:
    closing = "Connection: close\r\n" if close else ""
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{closing}\r\n"
    writer.write(head.encode() + body)
    await writer.drain()


async def main(clock: Path, token: str) -> None:
    """Serve until whoever steers hangs up."""
    hostile = Hostile(SharedClock(clock), token)
    done = asyncio.Event()

    async def steered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hostile.steer(reader, writer)
        done.set()

    await hostile.listen()
    control = await asyncio.start_server(steered, "127.0.0.1", 0, limit=1 << 26)
    sys.stdout.write(f"{hostile.port} {control.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await done.wait()
    hostile.go_offline()
    control.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
