"""The arguments of a Bot API call: from the address, a form, a multipart body or JSON, whichever a client uses."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.local_chat.values import bad_request

_TRUE: Final = frozenset({"true", "1", "yes"})
_BIGGEST: Final = 2**63 - 1


def whole(value: object) -> int:
    """Return a number that may have come as text; raises ApiError 400 for anything else or beyond 64 bits."""
    try:
        number = int(str(value))
    except ValueError:
        raise bad_request("an Integer is expected") from None
    if abs(number) > _BIGGEST:
        raise bad_request("an Integer is out of range")
    return number


@dataclass(frozen=True, slots=True)
class Params:
    """Typed reads; each raises ApiError 400 when the value has another form."""

    values: Mapping[str, object]
    uploads: Mapping[str, UploadFile]

    def text(self, name: str) -> str:
        """Return a text, "" where the parameter is missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        raise bad_request(f'parameter "{name}" must be of type String')

    def number(self, name: str) -> int | None:
        """Return a whole number, which may have come as text; None where the parameter is missing or empty."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        return whole(value)

    def flag(self, name: str) -> bool:
        """Return whether the parameter is true, 1 or yes, in upper or lower case; False where it is missing."""
        return str(self.values.get(name, "")).lower() in _TRUE

    def structure(self, name: str) -> object:
        """Return an object or array, which forms carry as JSON text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return an object, an empty one where the parameter is missing."""
        value = self.structure(name)
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return value
        raise bad_request(f'parameter "{name}" must be of type Object')


@asynccontextmanager
async def params_of(request: Request) -> AsyncIterator[Params]:
    """Read a request's arguments; uploads are open inside the block only."""
    values: dict[str, object] = dict(request.query_params)
    if request.method == "GET":
        yield Params(values, {})
    elif request.headers.get("content-type", "").startswith("application/json"):
        yield Params({**values, **await _json_body(request)}, {})
    else:
        async with request.form() as form:
            uploads = {name: part for name, part in form.items() if isinstance(part, UploadFile)}
            yield Params(values | {n: part for n, part in form.items() if isinstance(part, str)}, uploads)


async def _json_body(request: Request) -> Mapping[str, object]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("request JSON must be an Object")
    return body
