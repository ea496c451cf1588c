"""What the page reads and what is done in it: conversations, changes as they come, files, the sample's clock."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.base import Who
from bot.channels.web.chat import Chat
from bot.channels.web.doors import ME, Door
from bot.channels.web.media import INLINE, file_response
from bot.channels.web.news import News
from bot.channels.web.tries import Tries
from bot.channels.web.values import MEBIBYTE, SET_MOST, UPLOAD_BYTES, Json, PageError
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.page import Bubble
from tasks_db.register.people import Address
from tasks_db.work.desk import Desk
from tasks_db.work.post import page

_WAIT_SECONDS: Final = 20.0
_LARGEST_NUMBER: Final = 2**53
_UPLOADS_AT_ONCE: Final = 3
"""Their contents are held in memory meanwhile."""

_TOO_FAST: Final = "发得太快了，请过一分钟再发。"


@dataclass(frozen=True)
class Site:
    """What the routes work with. ``heard`` is called when something that was said is stored."""

    desk: Desk
    door: Door
    news: News
    title: str
    commands: Mapping[str, str]
    heard: Callable[[], None]


def routes(site: Site) -> list[Route]:
    """Return the routes of the page: what it reads, and what a person does in it."""
    return [*_reading(site), *_Acts(site).routes(), Route("/page/clock/{to}", _clock_mover(site), methods=["POST"])]


def _shown(chats: Mapping[str, Who], bubble: Bubble) -> Json:
    chat = next(name for name, who in chats.items() if who.address.value == bubble.address)
    file = bubble.file
    return {
        "id": bubble.id,
        "chat": chat,
        "mine": bubble.mine,
        "text": bubble.text,
        "at": bubble.said_at.isoformat(),
        "edited": bubble.edited_at is not None,
        "buttons": [[{"label": label, "token": token} for label, token in row] for row in bubble.buttons],
        "reply_to": bubble.reply_to,
        "file": None
        if file is None
        else {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "picture": file.mime in INLINE,
            "width": file.width,
            "height": file.height,
        },
    }


async def _something_new(site: Site, since: int, ats: Sequence[Address]) -> bool:
    """Return that something is new after a change, as soon as it is; False where nothing came for a while.

    Most pages are idle, and after a restart all come back together: nothing is read for one that knows everything.
    """
    addresses = [at.value for at in ats]
    with site.news.listening(addresses, since) as heard:
        if not site.news.is_newest(addresses, since):
            found = await site.desk.asking(SYSTEM, page.since, since, ats)
            if found is None or found.bubbles:
                return True
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                await heard.wait()
        except TimeoutError:
            return False
        return True


def _chat_of(chats: Mapping[str, Who], request: Request) -> Who:
    who = chats.get(request.path_params["chat"])
    if who is None:
        raise PageError(404, "没有这个会话，请刷新页面。")
    return who


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text) < _LARGEST_NUMBER else None


async def body_of(request: Request) -> Json:
    """Return the object of JSON that a request brings; raises PageError for anything else."""
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise PageError(400, "请求读不出来，请刷新页面后再试。")
    return body


def _whole(value: object) -> int | None:
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    return number if number is not None and 0 <= number < _LARGEST_NUMBER else None


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


async def _clock(site: Site) -> Json | None:
    clock = site.door.clock
    if clock is None:
        return None
    due = await clock.next_due()
    return {"now": (await clock.now()).isoformat(), "next_due": due.isoformat() if due else None}


async def _conversation(site: Site, chats: Mapping[str, Who], who: Who, before: int | None = None) -> Json:
    found = await site.desk.asking(SYSTEM, page.newest, who.address, before)
    return {
        "messages": [_shown(chats, bubble) for bubble in found.bubbles],
        "more": found.more,
        "change": found.change,
        "read_up_to": found.read_up_to,
    }


def _reading(site: Site) -> list[Route]:
    async def state(request: Request) -> Response:
        """Answer what the page begins with: in a browser of somebody's own, their conversation too."""
        chats = await site.door.chats(request)
        change, _ = await site.desk.asking(SYSTEM, page.changed, None)
        return JSONResponse(
            {
                "change": change,
                "title": site.title,
                "sample": site.door.clock is not None,
                "chats": await site.door.state(chats),
                "opened": await _conversation(site, chats, chats[ME]) if ME in chats else None,
                "clock": await _clock(site),
                "upload_bytes": UPLOAD_BYTES,
                "set_most": SET_MOST,
                "commands": [{"command": name, "description": hint} for name, hint in site.commands.items()],
            }
        )

    async def clock(request: Request) -> Response:
        await site.door.chats(request)
        return JSONResponse(await _clock(site))

    async def messages(request: Request) -> Response:
        chats = await site.door.chats(request)
        who = _chat_of(chats, request)
        before = _number(request.query_params.get("before", ""))
        return JSONResponse(await _conversation(site, chats, who, before))

    async def changes(request: Request) -> Response:
        """Answer what came after a change, at once or as soon as there is something; after a while in any case."""
        since = _number(request.query_params.get("since", ""))
        if since is None:
            raise PageError(400, "请求读不出来，请刷新页面后再试。")
        chats = await site.door.chats(request)
        ats = [who.address for who in chats.values()]
        if not await _something_new(site, since, ats):
            return JSONResponse({"messages": [], "change": since})
        chats = await site.door.chats(request)  # who was signed out meanwhile sees nothing more
        found = await site.desk.asking(SYSTEM, page.since, since, ats)
        if found is None:
            return JSONResponse({"anew": True})
        return JSONResponse({"messages": [_shown(chats, bubble) for bubble in found.bubbles], "change": found.change})

    async def file(request: Request) -> Response:
        ats = [who.address for who in (await site.door.chats(request)).values()]
        stored = await site.desk.asking(SYSTEM, page.file, request.path_params["file_id"], ats)
        if stored is None:
            raise PageError(404, "这个文件已经不在了。")
        known, content = stored
        return file_response(known.name, known.mime, content)

    return [
        Route("/page/state", state),
        Route("/page/clock", clock),
        Route("/page/changes", changes),
        Route("/page/chats/{chat}/messages", messages),
        Route("/page/files/{file_id}", file),
    ]


class _Acts:
    """What people do in their conversations, each at a measured pace."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pace, self._megabytes = Tries(120, 60), Tries(200, 600)
        self._uploading = asyncio.Semaphore(_UPLOADS_AT_ONCE)

    def routes(self) -> list[Route]:
        one = "/page/chats/{chat}"
        return [
            Route(f"{one}/messages", self._say, methods=["POST"]),
            Route(f"{one}/files", self._send_files, methods=["POST"]),
            Route(f"{one}/messages/{{message_id:int}}/edit", self._correct, methods=["POST"]),
            Route(f"{one}/messages/{{message_id:int}}/press", self._press, methods=["POST"]),
            Route(f"{one}/read", self._read, methods=["POST"]),
        ]

    async def _entered(self, request: Request, cost: float = 1) -> tuple[Mapping[str, Who], Who, Chat]:
        chats = await self._site.door.chats(request)
        who = _chat_of(chats, request)
        if not self._pace.allow(who.address.value, cost):
            raise PageError(429, _TOO_FAST)
        return chats, who, Chat(self._site.desk, who)

    def _stored(self, chats: Mapping[str, Who], said: list[Bubble]) -> Response:
        self._site.heard()
        self._site.news.wake()
        return JSONResponse({"messages": [_shown(chats, bubble) for bubble in said]})

    async def _say(self, request: Request) -> Response:
        chats, _, chat = await self._entered(request)
        body = await body_of(request)
        return self._stored(
            chats, await chat.say(_text(body, "key"), _text(body, "text"), _whole(body.get("reply_to")))
        )

    async def _send_files(self, request: Request) -> Response:
        chats, who, chat = await self._entered(request)
        announced = _number(request.headers.get("content-length", "")) or UPLOAD_BYTES
        if not self._megabytes.allow(who.address.value, announced / MEBIBYTE):
            raise PageError(429, "刚才发的文件太多了，请过几分钟再发。")
        async with self._uploading, request.form(max_files=SET_MOST, max_fields=SET_MOST) as form:
            uploads = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
            if not uploads:
                raise PageError(400, "没有收到文件，请重新选择。")
            contents = [(one.filename or "", await one.read()) for one in uploads]
            caption, quoted = str(form.get("caption", "")), _number(str(form.get("reply_to", "")))
            said = await chat.send_files(str(form.get("key", "")), contents, caption, quoted)
        return self._stored(chats, said)

    async def _correct(self, request: Request) -> Response:
        chats, _, chat = await self._entered(request)
        body = await body_of(request)
        changed = await chat.correct(_text(body, "key"), request.path_params["message_id"], _text(body, "text"))
        return self._stored(chats, [changed])

    async def _press(self, request: Request) -> Response:
        chats, _, chat = await self._entered(request)
        body = await body_of(request)
        await chat.press(_text(body, "key"), request.path_params["message_id"], _text(body, "token"))
        return self._stored(chats, [])

    async def _read(self, request: Request) -> Response:
        _, who, _ = await self._entered(request, cost=0)
        up_to = _whole((await body_of(request)).get("up_to")) or 0
        await self._site.desk.doing(SYSTEM, page.mark_read, who.address, up_to)
        return JSONResponse({})


def _clock_mover(site: Site) -> Callable[[Request], Awaitable[Response]]:
    moving = asyncio.Lock()

    async def move(request: Request) -> Response:
        await site.door.chats(request)
        clock = site.door.clock
        moves = {} if clock is None else {"next-workday": clock.to_next_workday, "next-due": clock.to_next_due}
        mover = moves.get(request.path_params["to"])
        if mover is None:
            raise PageError(404, "这里没有演练时钟。")
        if moving.locked():
            raise PageError(409, "时钟正在走，请等它停下再点。")
        async with moving:
            try:
                sentence = await mover()
            except Refusal as refused:
                raise PageError(409, str(refused)) from refused
        return JSONResponse({"sentence": sentence, "clock": await _clock(site)})

    return move
