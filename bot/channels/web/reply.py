"""The page of a link: a seat answers on it without an account and without script.

A link is opened by scanners too, so a GET only looks; every answer is one POST. The token stands in the address
alone: no other page is told of it (referrer), no log holds it, and every answer to a wrong one is the same.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.media import safe_name
from bot.channels.web.page import Site
from bot.channels.web.pages import Pages
from bot.channels.web.tries import Tries
from bot.channels.web.values import TEXT_MOST
from messages import link_page
from tasks_db.language.typed import readable
from tasks_db.refusal import Refusal
from tasks_db.register import links as values
from tasks_db.register.authority import SYSTEM
from tasks_db.register.evidence import KeptFile
from tasks_db.register.links import Expired, Filled
from tasks_db.register.people import LinkHolder
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, LinkOver
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import evidence
from tasks_db.work.acts import links as acts
from tasks_db.work.views import links as views

_TOKEN: Final = re.compile(r"[0-9A-Za-z_-]{22}")
_KEY: Final = re.compile(r"[0-9A-Za-z_-]{16,64}")
_GIVEN: Final = TypeAdapter(Given)
_DAY: Final = TypeAdapter(date)
_PHOTOS_MOST: Final = 9
_FIELDS_MOST: Final = 12
_UNREADABLE: Final = "这一页读不出来了，没有记录。请在下面重新填写。"
_TOO_OFTEN: Final = "提交得太频繁了，请过几分钟再试。"
_TOO_MANY_CODES: Final = "验证码错得太多了，请过一小时再试，或联系联席会议办公室。"

Answered = Callable[[str, LinkHolder], Awaitable[Response]]


class Reply:
    """The page of every link; how often something may be tried is counted here."""

    def __init__(self, site: Site, pages: Pages) -> None:
        """Answer over the rows of ``site``'s desk."""
        self._site, self._pages = site, pages
        self._wrong, self._posts, self._codes = Tries(60, 600), Tries(120, 600), Tries(5, 3600)

    def routes(self) -> list[Route]:
        """Return the routes of links."""
        one = "/r/{token}"
        return [
            Route(one, self._show),
            Route(f"{one}/read", self._read, methods=["POST"]),
            Route(f"{one}/give", self._give, methods=["POST"]),
            Route(f"{one}/withdraw", self._withdraw, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        return await self._entered(request, self._page)

    async def _read(self, request: Request) -> Response:
        async def read(token: str, holder: LinkHolder) -> Response:
            form = await request.form(max_files=0, max_fields=_FIELDS_MOST)
            filled = _filled(form)
            if filled is None:
                return await self._page(token, holder, refused=_UNREADABLE)
            try:
                found = await self._site.desk.asking(holder, views.understood, filled)
            except AnswerRefused as refusal:
                return await self._page(token, holder, refused=str(refusal), filled=filled)
            return self._preview(token, found, secrets.token_urlsafe(16))

        return await self._entered(request, read, posts=True)

    async def _give(self, request: Request) -> Response:
        async def give(token: str, holder: LinkHolder) -> Response:
            async with request.form(max_files=_PHOTOS_MOST, max_fields=_FIELDS_MOST) as form:
                sent = _sent(form)
                photos = [
                    (safe_name(one.filename), await one.read())
                    for one in form.getlist("photo")
                    if isinstance(one, UploadFile) and one.filename
                ]
            if sent is None:
                return await self._page(token, holder, refused=_UNREADABLE)
            return await self._given(token, holder, sent, [photo for photo in photos if photo[1]])

        return await self._entered(request, give, posts=True)

    async def _given(
        self, token: str, holder: LinkHolder, sent: acts.Sent, photos: list[tuple[str, bytes]]
    ) -> Response:
        desk, whose = self._site.desk, str(holder.link_id)
        asked = holder.asks_code and sent.given.kind in values.REQUESTS
        if asked and not self._codes.allow(whose):
            return await self._page(token, holder, refused=_TOO_MANY_CODES, status=429)
        try:
            kept: list[KeptFile] = [
                await desk.apart(lambda n=name, c=content: evidence.keep_file(desk.files, n, c))  # type: ignore[misc]
                for name, content in photos
            ]
            await desk.doing(SYSTEM, acts.answer, token, sent, kept)
        except acts.WrongCode as refusal:
            found = await desk.asking(holder, views.shown_again, sent.assignment_id, sent.due_id, sent.given)
            return self._preview(token, found, sent.key, refused=str(refusal))
        except AnswerRefused as refusal:
            return await self._page(token, holder, refused=str(refusal))
        if asked:
            self._codes.give_back(whose)
        self._site.heard()
        return self._pages.reply_next(f"/r/{token}#said")

    async def _withdraw(self, request: Request) -> Response:
        async def withdraw(token: str, holder: LinkHolder) -> Response:
            form = await request.form(max_files=0, max_fields=2)
            number = _number(form.get("report"))
            if number is None:
                return await self._page(token, holder, refused=_UNREADABLE)
            try:
                await self._site.desk.doing(SYSTEM, acts.take_back, token, number)
            except AnswerRefused as refusal:
                return await self._page(token, holder, refused=str(refusal))
            return self._pages.reply_next(f"/r/{token}#said")

        return await self._entered(request, withdraw, posts=True)

    async def _entered(self, request: Request, answered: Answered, *, posts: bool = False) -> Response:
        """Let in whoever has a link in force, and answer everybody else: wrong, ended, too old, too often."""
        token = request.path_params["token"]
        where = request.client.host if request.client is not None else ""
        if not self._wrong.allow(where):
            return self._pages.reply_over("too-often", 429)
        found = await self._known(token)
        if found is None:
            return self._pages.reply_over("wrong", 404)
        self._wrong.give_back(where)
        if isinstance(found, Expired):
            return self._pages.reply_over("expired", 410, office=found.office)
        if posts and not self._posts.allow(str(found.link_id)):
            return await self._page(token, found, refused=_TOO_OFTEN, status=429)
        try:
            return await answered(token, found)
        except LinkOver:  # it ended while the form was on its way
            return self._pages.reply_over("wrong", 404)

    async def _known(self, token: str) -> LinkHolder | Expired | None:
        if _TOKEN.fullmatch(token) is None:
            return None
        return await self._site.desk.asking(SYSTEM, views.opened, token)

    async def _page(
        self, token: str, holder: LinkHolder, *, refused: str = "", filled: Filled | None = None, status: int = 0
    ) -> Response:
        shown = link_page.page(await self._site.desk.asking(holder, views.seat_page))
        status = status or (422 if refused else 200)
        return self._pages.reply(status, at=f"/r/{token}", page=shown, refused=refused, filled=filled)

    def _preview(self, token: str, found: values.Understood, key: str, *, refused: str = "") -> Response:
        given = _GIVEN.dump_json(found.given).decode()
        return self._pages.reply_preview(
            422 if refused else 200,
            at=f"/r/{token}",
            one=link_page.preview(found),
            given=given,
            key=key,
            refused=refused,
        )


def _filled(form: FormData) -> Filled | None:
    """What was filled in; None for what no form of ours sends."""
    assignment, due = _number(form.get("assignment")), _number(form.get("due"))
    kind, words = _kind(form.get("kind")), readable(_text(form, "words"))
    if assignment is None or due is None or kind is None or len(words) > TEXT_MOST:
        return None
    raw_percent, raw_day = _text(form, "percent").strip(), _text(form, "day").strip()
    percent = _number(raw_percent.removesuffix("%").removesuffix("％"))
    try:
        day = _DAY.validate_python(raw_day) if raw_day else None
    except ValidationError:
        return None
    if raw_percent and percent is None:
        return None
    return Filled(assignment, due, kind, words, percent, day)


def _sent(form: FormData) -> acts.Sent | None:
    """The answer as it was shown, or as the other state that was pressed; None for what no form of ours sends."""
    assignment, due, key = _number(form.get("assignment")), _number(form.get("due")), _text(form, "key")
    try:
        given = _GIVEN.validate_json(_text(form, "given"), strict=False)
    except ValidationError:
        return None
    if assignment is None or due is None or _KEY.fullmatch(key) is None:
        return None
    words = (given.text, given.problem or "", given.needs or "")
    if any(len(one) > TEXT_MOST for one in words):
        return None
    given = replace(
        given,
        text=readable(given.text),
        problem=readable(given.problem) if given.problem is not None else None,
        needs=readable(given.needs) if given.needs is not None else None,
    )
    chosen = _kind(form.get("as")) or given.kind
    try:
        given = values.as_chosen(given, chosen)
    except Refusal:
        return None
    return acts.Sent(assignment, due, given, key, _text(form, "code"))


def _text(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found if isinstance(found, str) else ""


def _number(value: Any) -> int | None:  # noqa: ANN401 - whatever a form holds
    text = value if isinstance(value, str) else ""
    return int(text) if text.isdecimal() and len(text) <= len(str(2**31)) and int(text) < 2**31 else None


def _kind(value: Any) -> AnswerKind | None:  # noqa: ANN401 - whatever a form holds
    return next((kind for kind in AnswerKind if kind.value == value), None)
