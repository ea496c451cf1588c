"""The door: only this machine's own addresses, no other site's requests, no oversized bodies, a strict page.

A page of another site can make a browser send requests to loopback, under a name that it controls (DNS
rebinding) or across origins. The Host header betrays the first, Origin and Sec-Fetch-Site the second.
"""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_API: Final = "/page/"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT: Final = 80
_READING: Final = frozenset({"GET", "HEAD"})
_FORM_OVERHEAD: Final = 1024 * 1024  # boundaries and the other fields of an upload
_HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}


def own_hosts(port: int) -> frozenset[str]:
    """Return what a Host header may say when the server listens on ``port``."""
    hosts = {f"{name}:{port}" for name in _LOOPBACK}
    return frozenset(hosts | set(_LOOPBACK) if port == _HTTP_PORT else hosts)


def refusal(scope: Scope) -> str | None:
    """Return the sentence that turns a request away, None when it may enter."""
    headers = Headers(scope=scope)
    host = headers.get("host", "").lower()
    port = scope["server"][1]
    if host not in own_hosts(port):
        return f"请在本机的浏览器里打开 http://127.0.0.1:{port}/ 使用本页。"
    if not scope["path"].startswith(PAGE_API):
        return None
    site = headers.get("sec-fetch-site", "same-origin")
    origin = headers.get("origin", f"http://{host}")
    foreign = site not in {"same-origin", "none"} or origin.lower() != f"http://{host}"
    if foreign and (scope["method"] not in _READING or site == "cross-site"):
        return f"这个请求来自别的网站，已拒绝。请直接在 http://127.0.0.1:{port}/ 里操作。"
    return None


class Guard:
    """Turns away what ``refusal`` names, counts the body, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._most = upload_bytes + _FORM_OVERHEAD
        self._too_large = f"文件太大：最大 {upload_bytes // (1024 * 1024)} MB，请压缩或拆开后再发。"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or answer 403 with the reason why it may not enter.

        A body that is too large is refused with 413 while the application reads it.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        reason = refusal(scope)
        if reason is not None:
            await JSONResponse({"error": reason}, status_code=403)(scope, receive, send_guarded)
        else:
            await self._app(scope, self._counting(scope, receive), send_guarded)

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
