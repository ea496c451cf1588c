"""What an answer proves: only Telegram's own JSON is its word, anything else is weather (R4).

Between us and Telegram stand proxies, firewalls and gateways that answer in its place, cut what it says, or say
nothing. The library reads a status alone, so a firewall's 403 would pass for a person who shut us out. It believes
whatever JSON says ``ok``, too: an answer about another bot, or another chat, is not about our call.
"""

import json
import ssl
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import field
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

from tasks_db.lean_dataclass import dataclass

SEND_SECONDS = 30.0
"""How long an answer is waited for; a slow line that is given up on sooner doubles every message."""

_KNOWN = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
"""Codes of Telegram's that the library tells apart; it takes any other for a network's fault."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asked: its method, the number of the bot that its token is of, and its parameters."""

    method: str
    bot: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def by(cls, url: str, data: RequestData | None) -> "Asked":
        """Return what is asked by a request of the library's."""
        before, _, method = url.rpartition("/")
        token = before.rpartition("/bot")[2]
        return cls(method, bot_of(token), data.parameters if data is not None else {})


def bot_of(token: str) -> str:
    """Return the number of the bot that a token is of; nobody else may say it."""
    return token.partition(":")[0]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_message(result: object, asked: Asked) -> bool:
    """Whether a message stands in the chat that was asked for.

    A group that has become a supergroup is no exception: Telegram refuses a call to its old number (400, with the new
    one), and the call to the new number is answered with that.
    """
    if not isinstance(result, dict) or not _is_number(result.get("message_id")) or not _is_number(result.get("date")):
        return False
    chat = result.get("chat")
    wanted = str(asked.parameters.get("chat_id"))
    return isinstance(chat, dict) and wanted in {str(chat.get("id")), f"@{chat.get('username')}"}


def _is_edited(result: object, asked: Asked) -> bool:
    """Whether it is the message that was to be changed; ``True`` is said of one that was sent in the bot's name."""
    return result is True or (
        _is_message(result, asked) and str(result["message_id"]) == str(asked.parameters.get("message_id"))  # type: ignore[index]
    )


def _is_file(result: object, asked: Asked) -> bool:
    del asked  # Telegram may give a file another id
    return isinstance(result, dict) and all(isinstance(result.get(one), str) for one in ("file_id", "file_path"))


def _is_our_bot(result: object, asked: Asked) -> bool:
    if not isinstance(result, dict) or not {"id", "is_bot", "first_name"} <= result.keys():
        return False
    if str(result["id"]) != asked.bot:
        raise AnothersName(f"getMe names the bot {result['id']}, the token is of {asked.bot}")
    return True


_RESULTS: Mapping[str, Callable[[object, Asked], bool]] = {
    "sendMessage": _is_message,
    "sendDocument": _is_message,
    "sendPhoto": _is_message,
    "editMessageText": _is_edited,
    "getFile": _is_file,
    "getMe": _is_our_bot,
}
"""Whether the result of a method is of its shape, and about what was asked."""


class Weather(NetworkError):  # noqa: N818 - it says what is known, not that something is wrong
    """No word of Telegram's came back; ``may_have_arrived`` unless the call surely was not carried out."""

    def __init__(self, why: str, *, may_have_arrived: bool) -> None:
        super().__init__(why)
        self.may_have_arrived = may_have_arrived


class AnothersName(Weather):
    """Somebody answers for another bot: a proxy in Telegram's place, or a server that is not ours."""

    def __init__(self, why: str) -> None:
        super().__init__(why, may_have_arrived=False)


@dataclass(slots=True)
class _Call:
    left: bool = False
    """Whether anything of the request was written to a connection that leads to Telegram."""


_calling: ContextVar[_Call] = ContextVar("_calling")


class EvidenceRequest(HTTPXRequest):
    """The library's way over HTTP, which raises Weather for every answer that is not Telegram's JSON."""

    def __init__(
        self,
        *,
        read_timeout: float = SEND_SECONDS,
        connections: int = 32,
        proxy: str | None = None,
        trust_env: bool = True,
    ) -> None:
        """Go through ``proxy``, or with ``trust_env`` through the environment's."""
        super().__init__(
            read_timeout=read_timeout,
            connection_pool_size=connections,
            proxy=proxy,
            httpx_kwargs={
                "trust_env": trust_env,
                "verify": _trusted(trust_env=trust_env),
                "event_hooks": {"request": [_watch]},
            },
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *given: Any,  # noqa: ANN401 - the library's time-outs
        **named: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Return the code and the body of what Telegram itself said, or a file's content; else raise Weather."""
        call = _Call()
        _calling.set(call)
        try:
            status, body = await super().do_request(url, method, request_data, *given, **named)
        except NetworkError as error:
            raise Weather(str(error), may_have_arrived=call.left) from error.__cause__
        if method == "GET" and status == HTTPStatus.OK:  # a file, not an answer
            return status, body
        return judge(status, body, Asked.by(url, request_data)), body


@cache
def _trusted(*, trust_env: bool) -> ssl.SSLContext:
    """Whom TLS trusts, read once: each client would read it for itself, which is most of putting one together."""
    return httpx.create_ssl_context(trust_env=trust_env)


async def _watch(request: httpx.Request) -> None:
    """Note when a request begins to leave; what a proxy is asked first (CONNECT) is not yet the request."""
    call = _calling.get()

    async def trace(event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            call.left = True

    request.extensions["trace"] = trace


def judge(status: int, body: bytes, asked: Asked) -> int:
    """Return the code that the library should read an answer by; raise Weather where it is not Telegram's word."""
    answer = _telegrams(body)
    if answer is None:
        raise _strangers(status)
    if answer["ok"]:
        fits = _RESULTS.get(asked.method)
        taken = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
        if not taken or (fits is not None and not fits(answer["result"], asked)):
            raise Weather(f"an answer of another shape, or about something else ({status})", may_have_arrived=True)
        return status
    code = int(answer["error_code"])
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR or code < HTTPStatus.BAD_REQUEST:
        raise Weather(f"{answer['description']} ({code})", may_have_arrived=True)
    if code == HTTPStatus.TOO_MANY_REQUESTS and not (answer.get("parameters") or {}).get("retry_after"):
        raise Weather(f"{answer['description']} ({code})", may_have_arrived=False)
    return code if code in _KNOWN else HTTPStatus.BAD_REQUEST


def _telegrams(body: bytes) -> dict[str, Any] | None:
    """Return an answer that has Telegram's form; None for a page, a cut answer, or somebody else's JSON."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    if answer.get("ok") is True and "result" in answer:
        return answer
    refused = answer.get("ok") is False
    told = isinstance(answer.get("error_code"), int) and isinstance(answer.get("description"), str)
    return answer if refused and told else None


def _strangers(status: int) -> Weather:
    """Return what somebody else's answer means.

    A redirect or a refusal (3xx, 4xx) comes from whoever did not pass the call on. Behind a 2xx or a 5xx Telegram may
    have carried it out: a gateway gave up waiting, or the answer was cut or replaced.
    """
    kept = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return Weather(f"not Telegram's answer ({status})", may_have_arrived=not kept)
