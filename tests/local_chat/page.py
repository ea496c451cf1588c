"""The door for people: what they see, what they do, and the stream of what happens."""

import json
import re
from collections.abc import AsyncIterator
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.local_chat import groups, person_acts
from tests.local_chat.bot_methods import menu_for
from tests.local_chat.chat import LocalChat
from tests.local_chat.values import Json, PageError, Person

_PAGE_OF_MESSAGES: Final = 60
_IDLE_SECONDS: Final = 20
_GROUP_ID: Final = re.compile(r"-\d{1,15}")
_INLINE: Final = frozenset({"image/png", "image/jpeg", "audio/ogg", "audio/mp4"})


def _person(person: Person, unread: int, last: Json | None) -> Json:
    return {
        "id": person.user_id,
        "name": person.name,
        "post": person.post,
        "heading": person.heading,
        "hint": person.hint,
        "started": person.started,
        "blocked": person.blocked,
        "unread": unread,
        "last": last,
    }


def _people(chat: LocalChat) -> list[Json]:
    unread = chat.store.unread()
    return [_person(person, unread.get(person.user_id, 0), _last(chat, person)) for person in chat.store.people()]


def _last(chat: LocalChat, person: Person) -> Json | None:
    newest = chat.store.conversation(person.user_id, before=None, most=1)
    return chat.page_message(newest[0]) if newest else None


async def _body(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise PageError(400, "请求读不出来，请刷新页面后再试。")
    return body


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _group(request: Request) -> int | None:
    """Return the id of the group that an address names, None for the person's own chat with the bot."""
    named = request.query_params.get("group", "")
    return int(named) if _GROUP_ID.fullmatch(named) else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def conversation(
    chat: LocalChat, user_id: int, group_id: int | None = None, *, before: int | None = None
) -> tuple[list[Json], bool]:
    """Return the newest messages of somebody's chat with the bot, or of a group, and whether older ones remain."""
    chat_id = user_id if group_id is None else groups.entered(chat, user_id, group_id).chat_id
    found = chat.store.conversation(chat_id, before=before, most=_PAGE_OF_MESSAGES + 1)
    shown = found[-_PAGE_OF_MESSAGES:]
    return [chat.page_message(message, user_id) for message in shown], len(found) > len(shown)


def _reading(chat: LocalChat) -> list[Route]:
    async def state(_: Request) -> Response:
        return JSONResponse(
            {
                "bot": {"name": chat.bot.name, "username": chat.bot.username},
                "people": _people(chat),
                "upload_bytes": chat.limits.upload_bytes,
                "photo_bytes": chat.limits.photo_bytes,
            }
        )

    async def messages(request: Request) -> Response:
        user_id, group_id = request.path_params["user_id"], _group(request)
        before = _number(request.query_params.get("before", ""))
        shown, more = conversation(chat, user_id, group_id, before=before)
        return JSONResponse({"messages": shown, "more": more, "commands": menu_for(chat, group_id or user_id)})

    async def file(request: Request) -> Response:
        stored = chat.store.file(request.path_params["file_id"])
        if stored is None:
            raise PageError(404, "这个文件已经不在了。")
        inline = stored.kind != "document" and stored.mime in _INLINE
        return FileResponse(
            chat.store.file_place(stored.file_id),
            media_type=stored.mime if inline else "application/octet-stream",
            filename=stored.name,
            content_disposition_type="inline" if inline else "attachment",
        )

    async def events(_: Request) -> Response:
        return StreamingResponse(_stream(chat), media_type="text/event-stream")

    return [
        Route("/page/state", state),
        Route("/page/people/{user_id:int}/messages", messages),
        Route("/page/files/{file_id}", file),
        Route("/page/events", events),
    ]


async def _stream(chat: LocalChat) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for event in chat.hub.events(idle_seconds=_IDLE_SECONDS):
        yield ": \n\n" if event is None else f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _acting(chat: LocalChat) -> list[Route]:
    async def say(request: Request) -> Response:
        body = await _body(request)
        user_id, reply_to = request.path_params["user_id"], _whole(body.get("reply_to"))
        message = await person_acts.say(chat, user_id, _text(body, "text"), reply_to, group_id=_group(request))
        return JSONResponse(chat.page_message(message, user_id))

    async def send_files(request: Request) -> Response:
        user_id = request.path_params["user_id"]
        async with request.form(max_files=person_acts.ALBUM_MOST) as form:
            uploads = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
            if not uploads:
                raise PageError(400, "没有收到文件，请重新选择。")
            messages = await person_acts.send_files(
                chat,
                user_id,
                [(one.filename or "", await one.read()) for one in uploads],
                caption=str(form.get("caption", "")),
                reply_to=_number(str(form.get("reply_to", ""))),
                as_document=form.get("as_document") == "true",
                group_id=_group(request),
            )
        return JSONResponse({"messages": [chat.page_message(message, user_id) for message in messages]})

    async def correct(request: Request) -> Response:
        body, place = await _body(request), request.path_params
        user_id, number = place["user_id"], place["message_id"]
        message = await person_acts.correct(chat, user_id, number, _text(body, "text"), group_id=_group(request))
        return JSONResponse(chat.page_message(message, user_id))

    async def press(request: Request) -> Response:
        body, place = await _body(request), request.path_params
        user_id, number = place["user_id"], place["message_id"]
        query = person_acts.press(chat, user_id, number, _text(body, "data"), group_id=_group(request))
        return JSONResponse({"query_id": query})

    async def read(request: Request) -> Response:
        body = await _body(request)
        chat.store.mark_read(request.path_params["user_id"], _whole(body.get("up_to")) or 0)
        return JSONResponse({})

    async def switch(request: Request) -> Response:
        body = await _body(request)
        await person_acts.switch_bot(chat, request.path_params["user_id"], off=body.get("off") is True)
        return JSONResponse({})

    one = "/page/people/{user_id:int}"
    return [
        Route(f"{one}/messages", say, methods=["POST"]),
        Route(f"{one}/files", send_files, methods=["POST"]),
        Route(f"{one}/messages/{{message_id:int}}/edit", correct, methods=["POST"]),
        Route(f"{one}/messages/{{message_id:int}}/press", press, methods=["POST"]),
        Route(f"{one}/read", read, methods=["POST"]),
        Route(f"{one}/switch", switch, methods=["POST"]),
    ]


def routes(chat: LocalChat) -> list[Route]:
    """Return the routes of the page: what it reads and what a person does in it."""
    return [*_reading(chat), *_acting(chat)]
