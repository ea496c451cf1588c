"""The page's files: scripts and styles, each put together from its parts into one, and the pages around them."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.commands import coded, linked, named
from messages import dates
from messages.phrases import clip

_SCRIPTS: Final = ("dom", "format", "api", "clock", "composer", "messages", "people", "browsers", "keys", "app")
"""In the order in which one needs the other; each is a scope of its own."""
_STYLES: Final = ("colours", "base", "frame", "chat", "composer", "entry")
_OFFICE_STYLES: Final = ("colours", "base", "office")
_REPLY_HEADERS: Final = {
    # the address holds the token: no other page is told more of it than the host, and nobody lists it
    "referrer-policy": "strict-origin",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
}
_STATIC: Final = files("bot.channels.web") / "static"


class Pages:
    """Everything that does not change while the program runs."""

    def __init__(self, *, sample: bool) -> None:
        """Put the pages together, those of the sample or those of an office."""
        self._sample = sample
        self._assets = {
            "page.js": (_joined(_SCRIPTS, "js"), "text/javascript"),
            "page.css": (_joined(_STYLES, "css"), "text/css"),
            "office.css": (_joined(_OFFICE_STYLES, "css"), "text/css"),
            "office.js": (_joined(("office",), "js"), "text/javascript"),
            "reply.css": (_joined(("colours", "reply"), "css"), "text/css"),
            "sign-in.js": (_joined(("sign-in",), "js"), "text/javascript"),
            "icon.svg": (_joined(("icon",), "svg"), "image/svg+xml"),
        }
        self._version = hashlib.sha256(b"".join(content for content, _ in self._assets.values())).hexdigest()[:12]
        self._templates = Environment(
            loader=PackageLoader("bot.channels.web", "templates"), undefined=StrictUndefined, autoescape=True
        )
        self._templates.filters |= {
            "day": dates.day,
            "moment": dates.moment,
            "clip": clip,
            "linked": linked,
            "named": named,
            "coded": coded,
        }

    def routes(self) -> list[Route]:
        """Return the routes of the files; their names change with their content, so browsers keep them."""
        return [Route(f"/static/{self._version}/{{name}}", self._asset)]

    async def _asset(self, request: Request) -> Response:
        found = self._assets.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        content, kind = found
        return Response(content, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"})

    def chat(self) -> Response:
        """Return the page of the conversation."""
        return self._page("chat.html", 200, sample=self._sample)

    def sign_in(
        self,
        title: str,
        *,
        refused: str = "",
        status: int = 200,
        code: str = "",
        name: str = "",
        name_wanted: bool = False,
    ) -> Response:
        """Return the form for a code; ``refused`` says why the last one was not taken."""
        return self._page(
            "sign-in.html", status, title=title, refused=refused, code=code, name=name, name_wanted=name_wanted
        )

    def office(self, template: str, status: int, **values: object) -> Response:
        """Return one of the office's pages."""
        return self._page(f"office/{template}", status, **values)

    def reply(self, status: int, **values: object) -> Response:
        """Return the page of a link: what its seat owes, and what came in by it."""
        return self._page("reply.html", status, _REPLY_HEADERS, **values)

    def reply_preview(self, status: int, **values: object) -> Response:
        """Return what was understood of a form, to be confirmed."""
        return self._page("reply-preview.html", status, _REPLY_HEADERS, **values)

    def reply_over(self, why: str, status: int, office: str = "") -> Response:
        """Return the page of a link that opens nothing: ``wrong``, ``expired`` or ``too-often``."""
        return self._page("reply-over.html", status, _REPLY_HEADERS, why=why, office=office)

    def reply_next(self, address: str) -> Response:
        """Send the browser on to the page of a link, so that nothing is sent twice when it is looked at again."""
        return RedirectResponse(address, 303, _REPLY_HEADERS)

    def _page(
        self, template: str, status: int, headers: Mapping[str, str] | None = None, /, **values: object
    ) -> Response:
        assets = f"/static/{self._version}"
        return HTMLResponse(self._templates.get_template(template).render(assets=assets, **values), status, headers)


def _joined(names: tuple[str, ...], suffix: str) -> bytes:
    return b"\n".join((_STATIC / f"{name}.{suffix}").read_bytes() for name in names)
