"""The ASGI application: both doors behind one limit of bodies, errors as sentences."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.local_chat import bot_api, page
from tests.local_chat.bodies import PAGE_API, BodyLimit
from tests.local_chat.chat import LocalChat
from tests.local_chat.values import ApiError, PageError


async def _api_error(_: Request, error: Exception) -> Response:
    return bot_api.error_answer(error if isinstance(error, ApiError) else ApiError(500, str(error)))


async def _page_error(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, PageError) else 500
    return JSONResponse({"error": str(error)}, status_code=status)


async def _http_error(request: Request, error: Exception) -> Response:
    """Answer what Starlette itself refuses (no such place, wrong method, too large) in the door's own form."""
    refused = error if isinstance(error, HTTPException) else HTTPException(500)
    if request.url.path.startswith(PAGE_API):
        return JSONResponse({"error": refused.detail}, status_code=refused.status_code)
    return bot_api.error_answer(ApiError(refused.status_code, refused.detail))


async def _unexpected(request: Request, _: Exception) -> Response:
    """Answer a fault of ours; Starlette raises it again afterwards, so that it is logged."""
    if request.url.path.startswith(PAGE_API):
        return JSONResponse({"error": "出了意外，没有做成。请再试一次；还不行就看终端里的日志。"}, status_code=500)
    return bot_api.error_answer(ApiError(500, "Internal Server Error"))


def create_app(chat: LocalChat) -> Starlette:
    """Return the application for ``chat``; its shutdown closes the chat's store."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            chat.close()

    return Starlette(
        routes=[*bot_api.routes(chat), *page.routes(chat)],
        middleware=[Middleware(BodyLimit, upload_bytes=chat.limits.upload_bytes)],
        exception_handlers={
            ApiError: _api_error,
            PageError: _page_error,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
        lifespan=lifespan,
    )
