"""What can go wrong with a call, as values that whoever steers the hostile server writes down."""

import json
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

SENDS = "send*"
PAGE = "<html><head><title>{status}</title></head><body><h1>Request blocked</h1><p>gateway</p></body></html>"

Then = Literal["answer", "page", "json", "cut", "wrong", "other", "reset", "hang"]
"""What the caller gets: Telegram's answer, somebody's page, a refusal as JSON, half an answer, one of another shape,
one about another bot or another chat, a connection that breaks, nothing."""


@dataclass(kw_only=True)
class Fault:
    """A fault of calls to ``method`` (a pattern), to one chat or all, for ``count`` calls or until it is lifted.

    ``delivered``: the call is carried out although it fails. ``before`` and ``after`` are the seconds that pass
    before it is carried out, and before it is answered.
    """

    then: Then
    method: str = SENDS
    chat: int | None = None
    chats: tuple[int, int] | None = None
    """The first and the last of several chats that it concerns."""
    count: int | None = None
    delivered: bool = False
    before: float = 0
    after: float = 0
    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    hit: int = 0

    def meets(self, method: str, chat: int | None) -> bool:
        """Whether a call meets this fault."""
        mine = fnmatchcase(method, self.method) and self.chat in {None, chat}
        if self.chats is not None and (chat is None or not self.chats[0] <= chat <= self.chats[1]):
            return False
        return mine and (self.count is None or self.hit < self.count)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def page(status: int, *, method: str = SENDS, delivered: bool = False, count: int | None = None) -> Fault:
    """Somebody between us and Telegram answers with a page."""
    return Fault(then="page", status=status, method=method, delivered=delivered, count=count)


def refusal(code: int, why: str, *, method: str = SENDS, chat: int | None = None, **parameters: Any) -> Fault:
    """Telegram's own refusal."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": why}
    if parameters:
        body["parameters"] = parameters
    return Fault(then="json", status=code, body=body, method=method, chat=chat)


def slow(seconds: float, *, chat: int | None = None) -> Fault:
    """The server takes a message at once and says so late."""
    return Fault(then="answer", delivered=True, after=seconds, chat=chat)


def about_another(method: str, chat: int | None) -> dict[str, Any]:
    """An answer about another bot, or a message in another chat, as of somebody who mixes up whom he answers."""
    if method == "getMe":
        return {"ok": True, "result": {"id": 2000, "is_bot": True, "first_name": "别家", "username": "other_bot"}}
    other = {"id": (chat or 0) + 7000, "type": "private", "first_name": "别人"}
    return {"ok": True, "result": {"message_id": 1, "date": 1, "chat": other, "text": "别人的"}}


def half(answer: object) -> bytes:
    """Half of an answer, as one whose connection was cut in a proxy."""
    whole = json.dumps(answer, ensure_ascii=False).encode()
    return whole[: len(whole) // 2]
