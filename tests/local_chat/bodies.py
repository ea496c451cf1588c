"""No body that is larger than Telegram takes."""

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_API: Final = "/page/"
_FORM_OVERHEAD: Final = 1024 * 1024  # boundaries and the other fields of an upload


class BodyLimit:
    """Counts what comes in."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._most = upload_bytes + _FORM_OVERHEAD
        self._too_large = f"文件太大：最大 {upload_bytes // (1024 * 1024)} MB，请压缩或拆开后再发。"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; a body that is too large is refused with 413 while the application reads it."""
        if scope["type"] == "http":
            receive = self._counting(scope, receive)
        await self._app(scope, receive, send)

    def _counting(self, scope: Scope, receive: Receive) -> Receive:
        announced = Headers(scope=scope).get("content-length", "0")
        total = 0

        async def counted() -> Message:
            nonlocal total
            if announced.isdecimal() and int(announced) > self._most:
                raise HTTPException(413, self._too_large)
            message = await receive()
            total += len(message.get("body", b""))
            if total > self._most:
                raise HTTPException(413, self._too_large)
            return message

        return counted
