"""The ASGI application: its routes behind the guard, and every error as a sentence."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.web import office, page, sign_in
from bot.channels.web.doors import OwnDoor
from bot.channels.web.guard import Guard
from bot.channels.web.page import Site
from bot.channels.web.pages import Pages
from bot.channels.web.reply import Reply
from bot.channels.web.values import PageError
from tasks_db.work.desk import DatabaseAway

_AWAY = "数据库暂时连不上，没有记录。请稍等再试一次。"
_UNEXPECTED = "出了意外，没有做成。请再试一次；还不行就告诉联席会议办公室。"


def create_app(site: Site, *, host: str, address: str | None) -> Starlette:
    """Return the application of a page that listens on ``host`` and is opened at ``address``, where that is set."""
    pages = Pages(sample=site.door.clock is not None)
    routes = [*pages.routes(), *page.routes(site), *office.routes(site, pages, address), *Reply(site, pages).routes()]
    if isinstance(site.door, OwnDoor):
        routes += sign_in.routes(site, site.door, pages)
    else:
        routes.append(Route("/", _sample(pages)))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, host=host, address=address)],
        exception_handlers={
            PageError: _page_error,
            DatabaseAway: _away,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
    )


def _sample(pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    async def sample(_: Request) -> Response:
        return pages.chat()

    return sample


async def _page_error(request: Request, error: Exception) -> Response:
    return _said(request, str(error), error.status if isinstance(error, PageError) else 500)


async def _away(request: Request, _: Exception) -> Response:
    return _said(request, _AWAY, 503)


async def _http_error(request: Request, error: Exception) -> Response:
    """Answer what Starlette itself refuses: no such place, wrong method, too large."""
    refused = error if isinstance(error, HTTPException) else HTTPException(500)
    return _said(request, refused.detail, refused.status_code)


async def _unexpected(request: Request, _: Exception) -> Response:
    """Answer a fault of ours; Starlette raises it again afterwards, so that it is logged."""
    return _said(request, _UNEXPECTED, 500)


def _said(request: Request, sentence: str, status: int) -> Response:
    if request.url.path.startswith("/page/"):
        return JSONResponse({"error": sentence}, status_code=status)
    return PlainTextResponse(sentence, status_code=status)
