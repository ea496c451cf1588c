"""Signing in and out, and the browsers in which one is signed in."""

import secrets
from datetime import UTC, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.base import Who
from bot.channels.events import update_of
from bot.channels.web import NAME
from bot.channels.web.chat import greeting_for
from bot.channels.web.doors import OwnDoor, browser_of, forget, keep
from bot.channels.web.page import Site
from bot.channels.web.pages import Pages
from bot.channels.web.tries import Tries
from bot.channels.web.values import PageError
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.page import Entered
from tasks_db.work.acts import doors
from tasks_db.work.context import Context
from tasks_db.work.desk import DatabaseAway
from tasks_db.work.post import inbox
from tasks_db.work.views import browsers

_CODE_MOST, _NAME_MOST = 64, 40
_TOO_OFTEN: Final = "试得太多了，请过十分钟再试，或向联席会议办公室核对邀请码。"


def routes(site: Site, door: OwnDoor, pages: Pages) -> list[Route]:
    """Return the routes of signing in, by a form that works without script, and of one's browsers."""
    return [*_entering(site, door, pages), *_browsers(site, door)]


def _entering(site: Site, door: OwnDoor, pages: Pages) -> list[Route]:
    each, all_together = Tries(10, 600), Tries(300, 600)

    async def chat(request: Request) -> Response:
        return pages.chat() if await door.is_signed_in(request) else pages.sign_in(site.title)

    async def here(request: Request) -> Response:
        """Say whether somebody is signed in: a link from elsewhere comes without what the browser keeps."""
        return JSONResponse({"signed_in": await door.is_signed_in(request)})

    async def form(request: Request) -> Response:
        del request
        return pages.sign_in(site.title)

    async def enter(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5) as given:
            code, name = str(given.get("code", ""))[:_CODE_MOST].strip(), str(given.get("name", ""))[:_NAME_MOST]
        where = request.client.host if request.client is not None else ""
        if not code:
            return pages.sign_in(site.title, refused="请填写邀请码。", status=422)
        if not (each.allow(where) and all_together.allow("")):
            return pages.sign_in(site.title, refused=_TOO_OFTEN, status=429)
        try:
            entered = await site.desk.doing(SYSTEM, _enter, code, " ".join(name.split()), browser_of(request))
        except DatabaseAway:
            raise
        except Refusal as refusal:
            wanted = isinstance(refusal, doors.NameWanted)
            if wanted:
                _forgive(where, each, all_together)
            return pages.sign_in(
                site.title, refused=str(refusal), status=422, code=code, name=name, name_wanted=wanted
            )
        _forgive(where, each, all_together)
        site.heard()
        response = RedirectResponse("/", 303)
        keep(request, response, entered.token)
        return response

    return [
        Route("/", chat),
        Route("/page/here", here),
        Route("/sign-in", form),
        Route("/sign-in", enter, methods=["POST"]),
    ]


def _forgive(where: str, each: Tries, all_together: Tries) -> None:
    """A right code is no guess: a whole county hall may sign in from one address on one morning."""
    each.give_back(where)
    all_together.give_back("")


def _browsers(site: Site, door: OwnDoor) -> list[Route]:
    async def leave(request: Request) -> Response:
        standing = await door.standing(request)
        await site.desk.doing(standing.member, doors.end_browser, standing.browser_id)
        response = JSONResponse({})
        forget(request, response)
        return response

    async def listed(request: Request) -> Response:
        standing = await door.standing(request)
        mine = await site.desk.asking(standing.member, browsers.my_browsers, datetime.now(UTC))
        return JSONResponse(
            {
                "browsers": [
                    {
                        "id": one.id,
                        "name": one.name,
                        "since": one.since.isoformat(),
                        "seen_at": one.seen_at.isoformat(),
                        "this": one.id == standing.browser_id,
                    }
                    for one in mine
                ]
            }
        )

    async def end(request: Request) -> Response:
        standing = await door.standing(request)
        try:
            await site.desk.doing(standing.member, doors.end_browser, request.path_params["browser_id"])
        except DatabaseAway:
            raise
        except Refusal as refusal:
            raise PageError(404, str(refusal)) from refusal
        return JSONResponse({})

    async def another(request: Request) -> Response:
        standing = await door.standing(request)
        code = await site.desk.doing(standing.member, doors.code_for_another, datetime.now(UTC))
        return JSONResponse({"code": code, "minutes": int(doors.CODE_LASTS.total_seconds() // 60)})

    return [
        Route("/page/sign-out", leave, methods=["POST"]),
        Route("/page/browsers", listed),
        Route("/page/browsers/code", another, methods=["POST"]),
        Route("/page/browsers/{browser_id:int}/end", end, methods=["POST"]),
    ]


def _enter(ctx: Context, code: str, name: str, browser: str) -> Entered:
    """Sign somebody in and, where their conversation begins, have the office greet them; in one commit."""
    wall = datetime.now(UTC)
    entered = doors.sign_in(ctx, code, NAME, browser, wall, name)
    if not entered.again:
        greeting = greeting_for(Who(entered.at, entered.member.name), secrets.token_hex(8))
        inbox.store(ctx, NAME, "", [update_of(greeting)], wall)
    return entered
