"""Who stands before the page: somebody who is signed in, or whoever plays the parts of the sample."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.base import Who
from bot.channels.web import NAME
from bot.channels.web.values import Clockwork, Json, PageError, Part
from tasks_db.register import authority
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.page import Standing, Waiting
from tasks_db.register.people import Address, Member
from tasks_db.work.acts import seating
from tasks_db.work.desk import Desk
from tasks_db.work.post import page
from tasks_db.work.views import browsers, members, seats

ME: Final = "me"
_KEPT_SECONDS: Final = int(browsers.IDLE.total_seconds())
_SIGN_IN_FIRST: Final = "登录已经失效，请重新登录。"


class Door(Protocol):
    """Whose conversations a request may see, and speak in."""

    clock: Clockwork | None
    """The rehearsal clock, where whoever stands here may move it."""

    async def chats(self, request: Request) -> Mapping[str, Who]:
        """Return who a request may speak as, by the page's name for each; raises PageError 401 where it is nobody."""

    async def state(self, chats: Mapping[str, Who]) -> list[Json]:
        """Return what the page lists of each conversation."""

    async def member(self, request: Request) -> Member:
        """Return who asks for the office's pages; raises PageError 401 where it is nobody."""

    async def own_chat(self, request: Request) -> Who:
        """Return in whose conversation the office's pages speak; raises PageError 401 where it is nobody's."""


class OwnDoor:
    """Everybody sees their own conversation, and is known by what their browser keeps."""

    def __init__(self, desk: Desk) -> None:
        """Know people by the rows of ``desk``."""
        self._desk = desk
        self._in_use: set[int] = set()
        """Browsers whose use is not noted yet."""
        self._noting = asyncio.Lock()
        self.clock: Clockwork | None = None

    async def standing(self, request: Request) -> Standing:
        """Return who is signed in; raises PageError 401 where it is nobody."""
        token = request.cookies.get(_cookie(request))
        if token is None:
            raise PageError(401, _SIGN_IN_FIRST)
        wall = datetime.now(UTC)
        found = await self._desk.asking(SYSTEM, browsers.who_stands, token, NAME, wall)
        if found is None:
            raise PageError(401, _SIGN_IN_FIRST)
        if found.stale:
            await self._note(found.browser_id)
        return found

    async def _note(self, browser_id: int) -> None:
        """Note that a browser is in use; those that come while one is written down are written together after it."""
        self._in_use.add(browser_id)
        async with self._noting:
            noted = frozenset(self._in_use)
            if noted:
                await self._desk.doing(SYSTEM, page.seen, noted, datetime.now(UTC))
                self._in_use -= noted

    async def member(self, request: Request) -> Member:
        """Return who is signed in."""
        return (await self.standing(request)).member

    async def own_chat(self, request: Request) -> Who:
        """Return the conversation of whoever is signed in."""
        return (await self.chats(request))[ME]

    async def is_signed_in(self, request: Request) -> bool:
        """Return whether somebody is signed in."""
        try:
            await self.standing(request)
        except PageError:
            return False
        return True

    async def chats(self, request: Request) -> Mapping[str, Who]:
        """Return the one conversation of whoever is signed in."""
        standing = await self.standing(request)
        return {ME: Who(standing.at, standing.member.name)}

    async def state(self, chats: Mapping[str, Who]) -> list[Json]:
        """Return the one conversation with the person's name and seats."""
        who = chats[ME]
        member = await self._desk.asking(SYSTEM, members.who_writes, who.address)
        seats = "、".join(f"{seat.unit}{seat.role.zh}" for seat in member.seats) if member is not None else ""
        waiting = await self._desk.asking(SYSTEM, page.waiting, [who.address])
        listed = _listed(ME, who.name, seats or _NO_SEAT, "", "", waiting[who.address])
        return [{**listed, "office": authority.may(member, Right.DECIDE)}]


CHOSEN: Final = "lianxi-part"
"""The cookie in which the sample's page keeps whose conversation was opened last."""


class CastDoor:
    """One page plays every part of the sample, on this machine alone, and moves its clock."""

    def __init__(self, desk: Desk, parts: list[Part], clock: Clockwork) -> None:
        """Let the page be any of ``parts``."""
        self._desk = desk
        self._parts = {part.address: part for part in parts}
        self.clock: Clockwork | None = clock

    async def chats(self, request: Request) -> Mapping[str, Who]:
        """Return every part."""
        del request
        return {name: Who(Address(NAME, name), part.name) for name, part in self._parts.items()}

    async def member(self, request: Request) -> Member:
        """Return the part of the office that was chosen last, else the first that sits there."""
        return (await self._clerk(request))[1]

    async def own_chat(self, request: Request) -> Who:
        """Return the conversation of the part of the office that was chosen last, else of the first."""
        return (await self._clerk(request))[0]

    async def _clerk(self, request: Request) -> tuple[Who, Member]:
        chats = await self.chats(request)
        chosen = chats.get(request.cookies.get(CHOSEN, ""))
        for who in (*([chosen] if chosen is not None else []), *chats.values()):
            found = await self._desk.asking(SYSTEM, members.who_writes, who.address)
            if authority.may(found, Right.PLAN) and found is not None:
                return who, found
        raise PageError(401, _SIGN_IN_FIRST)

    async def state(self, chats: Mapping[str, Who]) -> list[Json]:
        """Return every part under its present name and seat, with what waits for it; who is bound has no hint."""
        waiting = await self._desk.asking(SYSTEM, page.waiting, [who.address for who in chats.values()])
        listed = []
        for name, part in self._parts.items():
            at = Address(NAME, name)
            member = await self._desk.asking(SYSTEM, members.who_writes, at)
            if member is None:
                post, hint = await self._unbound(part)
                listed.append(_listed(name, part.name, post, part.heading, hint, waiting[at]))
            else:
                listed.append(_listed(name, member.name, _post(part, member), part.heading, "", waiting[at]))
        return listed

    async def _unbound(self, part: Part) -> tuple[str, str]:
        """The unit that waits for a part by its present name, and how it is bound: by its code while that works."""
        if part.seat_id is None:
            return part.post, ""
        unit, works = await self._desk.asking(SYSTEM, seats.waiting_seat, part.seat_id, seating.hash_of(part.code))
        if works:
            return unit, f"发送 /start {part.code} 绑定{unit}联络员"
        return (
            unit,
            f"发送 /start 邀请码 绑定{unit}联络员；邀请码以办公室最近给的为准，没有的请办公室发 /invite {unit}",
        )


_NO_SEAT: Final = "现在没有任职席位"


def _post(part: Part, member: Member) -> str:
    """The seat that a part had at first, where it still has it, else one that it has now: units get other names."""
    seats = [f"{seat.unit}{seat.role.zh}" for seat in member.seats]
    return part.post if part.post in seats else next(iter(seats), _NO_SEAT)


def _listed(chat: str, name: str, post: str, heading: str, hint: str, waiting: Waiting) -> Json:
    last = waiting.last
    said = (
        None if last is None else {"text": last.text, "at": last.said_at.isoformat(), "file": last.file is not None}
    )
    return {
        "id": chat,
        "name": name,
        "post": post,
        "heading": heading,
        "hint": hint,
        "unread": waiting.unread,
        "last": said,
    }


def _cookie(request: Request) -> str:
    return "__Host-lianxi" if request.url.scheme == "https" else "lianxi"


def keep(request: Request, response: Response, token: str) -> None:
    """Let the browser keep its token: out of reach of scripts, and sent from our own pages alone."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        _cookie(request), token, max_age=_KEPT_SECONDS, secure=secure, httponly=True, samesite="strict"
    )


def forget(request: Request, response: Response) -> None:
    """Let the browser forget its token."""
    secure = request.url.scheme == "https"
    response.delete_cookie(_cookie(request), secure=secure, httponly=True, samesite="strict")


_BROWSERS: Final = (
    ("微信", "MicroMessenger"),
    ("Edge", r"Edg[A-Z]*/"),
    ("360", "360SE|QihooBrowser"),
    ("QQ浏览器", "QQBrowser"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("安卓", "Android"),
    ("iPhone", "iPhone|iPad"),
    ("Windows", "Windows"),
    ("Mac", "Macintosh"),
    ("Linux", "Linux"),
)


def browser_of(request: Request) -> str:
    """Return what a browser is, as people recognise it in a list."""
    told = request.headers.get("user-agent", "")
    kinds = (next((name for name, cue in known if re.search(cue, told)), "") for known in (_BROWSERS, _SYSTEMS))
    return " · ".join(kind for kind in kinds if kind) or "浏览器"
