"""What the office drops or writes on its pages: said in its own conversation, and followed here until it is answered.

A file goes the way of one that is sent in chat, so that it is read, refused and asked about in the same words; a plan
that was read is shown on its own page.
"""

import asyncio
import contextlib
import secrets
from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.chat import Chat
from bot.channels.web.office.frame import HOME, Office, Visit
from bot.channels.web.office.plan import path_of
from bot.channels.web.tries import Tries
from bot.channels.web.values import MEBIBYTE, SET_MOST, PageError
from messages import actions, tokens
from tasks_db.register import authority
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.page import Bubble, Sent
from tasks_db.register.refusals import NotAllowed
from tasks_db.work.post import page

_SENT: Final = f"{HOME}/sent"
_PATIENCE_SECONDS: Final = 4.0
"""How long an answer waits for what is being read, before it shows how far that is."""

_UPLOADS_AT_ONCE: Final = 3
"""Their contents are held in memory meanwhile."""

_TOO_MANY: Final = "刚才发的文件太多了，请过几分钟再发。"
_NONE: Final = "没有收到文件，请重新选择。"
_GONE: Final = "没有这份文件或这句话。请回到“待办和方案”再发一次。"


class _Sending:
    """What is sent from the office's pages, files at a measured pace for each person."""

    def __init__(self) -> None:
        self._megabytes = Tries(200, 600)
        self._uploading = asyncio.Semaphore(_UPLOADS_AT_ONCE)

    async def drop(self, visit: Visit) -> Response:
        """Say the files in the office's conversation, and go where they are followed."""
        _refuse_others(visit)
        async with self._uploading:
            uploads = [one for one in visit.form.getlist("file") if isinstance(one, UploadFile) and one.filename]
            if not uploads:
                raise PageError(400, _NONE)
            size = sum(one.size or 0 for one in uploads)
            if not self._megabytes.allow(str(visit.member.person_id), size / MEBIBYTE):
                raise PageError(429, _TOO_MANY)
            contents = [(one.filename or "", await one.read()) for one in uploads]
            said = await (await _chat(visit)).send_files(secrets.token_hex(8), contents, "", None)
        return _on_to(visit, said[-1].id)


async def _say(visit: Visit) -> Response:
    """Say something to the program as in chat: tasks given by hand, notices, questions."""
    _refuse_others(visit)
    said = await (await _chat(visit)).say(secrets.token_hex(8), visit.text("words"), None)
    return _on_to(visit, said[-1].id)


def _refuse_others(visit: Visit) -> None:
    if not visit.may(Right.PLAN):
        raise NotAllowed(authority.refusal(visit.member, Right.PLAN))


async def _chat(visit: Visit) -> Chat:
    return Chat(visit.site.desk, await visit.site.door.own_chat(visit.request))


def _on_to(visit: Visit, message_id: int) -> Response:
    visit.site.heard()
    visit.site.news.wake()
    return RedirectResponse(f"{_SENT}/{message_id}", 303)


async def _follow(visit: Visit) -> Response:
    """Show what was said since; a plan that was read is shown on its own page."""
    message_id = visit.number("message")
    sent = await _settled(visit, message_id)
    shown = [(one, _plan_shown(one)) for one in sent.said]
    plans = {plan_id for _, plan_id in shown if plan_id is not None}
    if sent.file and not sent.busy and len(plans) == 1 and shown[-1][1] is not None:
        return visit.back(path_of(shown[-1][1]), f"“{sent.file}”已读完。下面是读出来的内容，交办前不会通知任何单位。")
    return visit.show("sent.html", HOME, sent=sent, shown=shown, path=f"{_SENT}/{message_id}")


async def _press(visit: Visit) -> Response:
    """Press a button under what was said."""
    _refuse_others(visit)
    await (await _chat(visit)).press(secrets.token_hex(8), visit.number("said"), visit.text("token"))
    return _on_to(visit, visit.number("message"))


async def _settled(visit: Visit, message_id: int) -> Sent:
    """Return what was said, after all of it is said or some seconds are over."""
    at = (await visit.site.door.own_chat(visit.request)).address
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (sent := await _sent(visit, message_id)).busy:
                with visit.site.news.listening([at.value], sent.change) as heard:
                    if (await _sent(visit, message_id)).change == sent.change:
                        await heard.wait()
    return await _sent(visit, message_id)


async def _sent(visit: Visit, message_id: int) -> Sent:
    at = (await visit.site.door.own_chat(visit.request)).address
    found = await visit.site.desk.asking(SYSTEM, page.sent, at, message_id)
    if found is None:
        raise PageError(404, _GONE)
    return found


def _plan_shown(said: Bubble) -> int | None:
    """The plan that a message shows: one that waits for 交办 can be removed there."""
    pressed = [tokens.decode(token) for row in said.buttons for _, token in row]
    return next((int(args[0]) for action, args in pressed if action == actions.REMOVE), None)


def routes(office: Office) -> list[Route]:
    """Return the routes of what is dropped or written."""
    return [
        office.does(f"{HOME}/files", _Sending().drop, files=SET_MOST),
        office.does(f"{HOME}/say", _say),
        office.reads(f"{_SENT}/{{message}}", _follow),
        office.does(f"{_SENT}/{{message}}/press", _press),
    ]
