"""The Bot API's door: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

import secrets

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from tests.local_chat.bot_methods import METHODS
from tests.local_chat.chat import LocalChat
from tests.local_chat.params import params_of
from tests.local_chat.values import ApiError, Json


def error_answer(error: ApiError) -> Response:
    """Return a refusal in the form of the Bot API."""
    body: Json = {"ok": False, "error_code": error.status, "description": str(error)}
    if error.parameters:
        body["parameters"] = error.parameters
    return JSONResponse(body, status_code=error.status)


def _check_token(chat: LocalChat, request: Request) -> None:
    if not secrets.compare_digest(request.path_params["token"].encode(), chat.bot.token.encode()):
        raise ApiError(401, "Unauthorized")


def routes(chat: LocalChat) -> list[Route]:
    """Return the two routes of the Bot API: calls and downloads."""

    async def call(request: Request) -> Response:
        _check_token(chat, request)
        method = METHODS.get(request.path_params["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        async with params_of(request) as params:
            result = await method(chat, params)
        return JSONResponse({"ok": True, "result": result})

    async def download(request: Request) -> Response:
        _check_token(chat, request)
        file = chat.store.file(request.path_params["file_id"])
        if file is None or file.size > chat.limits.download_bytes:
            raise ApiError(404, "Not Found")
        return FileResponse(chat.store.file_place(file.file_id), media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{kind}/{file_id}", download, methods=["GET"]),
    ]
