"""The door's frame: which names the page answers to, no other site's requests, no oversized bodies, strict headers.

A page of another site can make a browser send requests here. The Host header betrays a name that it controls (DNS
rebinding), Origin and Sec-Fetch-Site betray where a request comes from.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.values import MEBIBYTE, UPLOAD_BYTES
from config.settings import is_own_host

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT: Final = 80
_READING: Final = frozenset({"GET", "HEAD"})
_FORM_OVERHEAD: Final = MEBIBYTE  # boundaries and the other fields of an upload
LINKS: Final = "/r/"
"""Where the pages of links begin."""
_SMALL: Final = 64 * 1024
_TOO_LARGE: Final = f"文件太大：一次最多 {UPLOAD_BYTES // MEBIBYTE} MB，请压缩或分几次发。"
_HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_ONLY_TLS: Final = "max-age=31536000"


class Guard:
    """Turns away what may not enter, counts the body, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, host: str, address: str | None) -> None:
        """Guard a page that listens on ``host``; ``address`` is where people open it, where that is set.

        On this machine it answers to this machine's names and to ``address``; elsewhere to whatever leads to it.
        """
        self._app = app
        self._own = urlsplit(address).netloc.lower() if address is not None else None
        self._any_name = not is_own_host(host) and self._own is None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or answer 403 with the reason why it may not enter, 413 for a body that is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("strict-transport-security", _ONLY_TLS)
            await send(message)

        reason = self._refusal(scope)
        if reason is not None:
            await JSONResponse({"error": reason}, status_code=403)(scope, receive, send_guarded)
        else:
            await self._app(scope, _counting(scope, receive), send_guarded)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        port = scope["server"][1]
        if not (self._any_name or host == self._own or host in _own_hosts(port)):
            where = self._own or f"127.0.0.1:{port}"
            return f"请用 {where} 打开本页。经代理打开的，请设置 LIANXI_WEB_URL，并让代理传递原来的 Host。"
        if scope["method"] in _READING:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = origin is None or urlsplit(origin).netloc.lower() in {host, self._own}
        # a forger lacks the secret in a link's own address; browsers inside other programs may not say where from
        says_nothing = origin is None and site is None and not scope["path"].startswith(LINKS)
        if not ours or site not in {None, "same-origin"} or says_nothing:
            return "这个请求不是从本页发出的，已拒绝。请直接在本页里操作。"
        return None


def _own_hosts(port: int) -> frozenset[str]:
    hosts = {f"{name}:{port}" for name in _LOOPBACK}
    return frozenset(hosts | set(_LOOPBACK) if port == _HTTP_PORT else hosts)


def _counting(scope: Scope, receive: Receive) -> Receive:
    announced = Headers(scope=scope).get("content-length", "0")
    path = scope["path"]
    takes_files = path.endswith("/files") or (path.startswith(LINKS) and path.endswith("/give"))
    most = UPLOAD_BYTES + _FORM_OVERHEAD if takes_files else _SMALL
    total = 0

    async def counted() -> Message:
        nonlocal total
        if announced.isdecimal() and int(announced) > most:
            raise HTTPException(413, _TOO_LARGE)
        message = await receive()
        total += len(message.get("body", b""))
        if total > most:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return counted
