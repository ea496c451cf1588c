"""What the office's pages share: who asks, what is done in their name, asking first, and what is said afterwards.

A page is read by GET and changed by POST alone; after an act the browser is sent back to where it was, with one
sentence. Every right is asked by the view or the act itself (R14); here a refusal becomes a page with a next step.
"""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Concatenate, Final, ParamSpec, TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.page import Site
from bot.channels.web.pages import Pages
from bot.channels.web.tries import Tries
from bot.channels.web.values import PageError
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.people import Member
from tasks_db.register.refusals import NotAllowed
from tasks_db.work.context import Context
from tasks_db.work.desk import DatabaseAway

P = ParamSpec("P")
Result = TypeVar("Result")

HOME: Final = "/office"
_FIELDS_MOST: Final = 1000
_SAYINGS_KEPT: Final = 1000
_LARGEST_NUMBER: Final = 2**31 - 1
_WRONG: Final = "请求读不出来，请返回后刷新页面再试。"
_TOO_FAST: Final = "点得太快了，请过一分钟再试。"

_PLACES: Final = (
    (HOME, "待办和方案", Right.PLAN),
    (f"{HOME}/review", "审核", Right.DECIDE),
    (f"{HOME}/outbox", "发件", Right.PLAN),
    (f"{HOME}/papers", "通报和公文", Right.PLAN),
    (f"{HOME}/people", "单位和人员", Right.PEOPLE),
)


class Sayings:
    """What is said once after an act, kept for the one who did it until their browser comes for it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._kept: OrderedDict[str, tuple[int, str]] = OrderedDict()

    def keep(self, person_id: int, sentence: str) -> str:
        """Keep a sentence and return its token."""
        token = secrets.token_urlsafe(9)
        self._kept[token] = (person_id, sentence)
        if len(self._kept) > _SAYINGS_KEPT:
            self._kept.popitem(last=False)
        return token

    def take(self, person_id: int, token: str) -> str:
        """Return what was kept for a person under a token, and forget it; empty where there is nothing."""
        whose, sentence = self._kept.get(token, (None, ""))
        if whose != person_id:
            return ""
        del self._kept[token]
        return sentence


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is known: what they ask, what they do, and what they are shown."""

    request: Request
    member: Member
    site: Site
    pages: Pages
    address: str | None
    sayings: Sayings
    form: FormData = field(default_factory=FormData)

    async def ask(self, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Return what a view gives to whoever stands here."""
        return await self.site.desk.asking(self.member, view, *args, **kwargs)

    async def do(self, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do an act in the name of whoever stands here, and let what it has to tell leave."""
        done = await self.site.desk.doing(self.member, act, *args, **kwargs)
        self.site.heard()
        return done

    def may(self, right: Right) -> bool:
        """Return whether whoever stands here has a right: what is shown, never what is allowed."""
        return authority.may(self.member, right)

    def number(self, name: str) -> int:
        """Return a number of the path or of the form; raises PageError where it is none."""
        return whole_number(str(self.request.path_params.get(name, self.form.get(name, ""))))

    def numbers(self, name: str) -> list[int]:
        """Return all numbers of that name in the form; raises PageError where one is none."""
        return [whole_number(str(value)) for value in self.form.getlist(name)]

    def fields(self, prefix: str) -> dict[int, str]:
        """Return what is filled in of the fields that a prefix and a number name, by that number."""
        filled = ((name, str(value).strip()) for name, value in self.form.items() if name.startswith(prefix))
        return {whole_number(name.removeprefix(prefix)): value for name, value in filled if value}

    def text(self, name: str) -> str:
        """Return a field of the form without the blanks around it; empty where it is missing."""
        return str(self.form.get(name, "")).strip()

    @property
    def confirmed(self) -> bool:
        """Whether what is asked first (R17) has been answered with yes."""
        return self.text("confirmed") == "1"

    def show(self, template: str, here: str, status: int = 200, **values: object) -> Response:
        """Return a page; ``here`` is the place of the menu in which it stands."""
        said = self.sayings.take(self.member.person_id, self.request.query_params.get("said", ""))
        menu = [(path, label, path == here) for path, label, right in _PLACES if self.may(right)]
        return self.pages.office(
            template, status, title=self.site.title, who=self.member.name, menu=menu, said=said, **values
        )

    def back(self, path: str, sentence: str, at: str = "") -> Response:
        """Send the browser back to a page, at a place in it, and say there what was done."""
        said = self.sayings.keep(self.member.person_id, sentence)
        return RedirectResponse(f"{path}?said={said}{f'#{at}' if at else ''}", 303)

    def ask_first(self, question: str, label: str, home: str) -> Response:
        """Ask before something is done, in the numbers of what it will do (R17); yes sends the same form again."""
        fields = [(name, str(value)) for name, value in self.form.multi_items() if name != "confirmed"]
        return self.show("ask.html", "", question=question, label=label, home=home, fields=fields)


Endpoint = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True)
class Office:
    """The office's pages as routes: ``reads`` for what is looked at, ``does`` for what is changed."""

    site: Site
    pages: Pages
    address: str | None
    _sayings: Sayings = field(default_factory=Sayings)
    _pace: Tries = field(default_factory=lambda: Tries(240, 60))

    def reads(self, path: str, endpoint: Endpoint) -> Route:
        """Return the route of a page that is looked at; whoever is not signed in is sent to sign in."""

        async def read(request: Request) -> Response:
            try:
                member = await self.site.door.member(request)
            except PageError:
                return RedirectResponse("/sign-in", 303)
            return await self._answered(self._visit(request, member), endpoint)

        return Route(path, read, methods=["GET"])

    def does(self, path: str, endpoint: Endpoint, files: int = 0) -> Route:
        """Return the route of an act that takes so many files; the guard has refused what comes from another site."""

        async def act(request: Request) -> Response:
            try:
                member = await self.site.door.member(request)
            except PageError:
                return RedirectResponse("/sign-in", 303)
            async with request.form(max_files=files, max_fields=_FIELDS_MOST) as form:
                visit = replace(self._visit(request, member), form=form)
                if not self._pace.allow(str(member.person_id)):
                    return _refused(visit, _TOO_FAST, 429)
                return await self._answered(visit, endpoint)

        return Route(path, act, methods=["POST"])

    def _visit(self, request: Request, member: Member) -> Visit:
        return Visit(request, member, self.site, self.pages, self.address, self._sayings)

    async def _answered(self, visit: Visit, endpoint: Endpoint) -> Response:
        try:
            return await endpoint(visit)
        except PageError as error:
            return _refused(visit, str(error), error.status)
        except DatabaseAway:
            return _refused(visit, "数据库暂时连不上，没有记录。请稍等再试一次。", 503)
        except NotAllowed as refusal:
            return _refused(visit, str(refusal), 403)
        except Refusal as refusal:
            return _refused(visit, str(refusal), 409)


def _refused(visit: Visit, sentence: str, status: int) -> Response:
    """Say why something is not done, with the way on: back to where the form stands, as it was filled in."""
    return visit.show("refused.html", "", status, sentence=sentence, acted=visit.request.method == "POST")


def whole_number(text: str) -> int:
    """Return the number that a text is; raises PageError for anything else."""
    if text.isascii() and text.isdecimal() and int(text) <= _LARGEST_NUMBER:
        return int(text)
    raise PageError(400, _WRONG)


def routes_of(office: Office, reads: Mapping[str, Endpoint], does: Mapping[str, Endpoint]) -> Sequence[Route]:
    """Return the routes of one part of the office's pages, by their paths below ``HOME``."""
    return [
        *(office.reads(f"{HOME}{path}", endpoint) for path, endpoint in reads.items()),
        *(office.does(f"{HOME}{path}", endpoint) for path, endpoint in does.items()),
    ]
