"""Telegram as the hostile server plays it: chats, messages, updates and limits, with the time of everything."""

import itertools
import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
BOT = {"id": 1000, "is_bot": True, "first_name": "联席", "username": "lianxi_bot", "can_join_groups": True}


class ApiError(Exception):
    """Telegram refuses; what it says is its own JSON."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass
class Delivered:
    """A message that stands in a chat: when its call began, when it was carried out."""

    id: int
    chat: int
    text: str
    began: float
    at: float
    method: str
    markup: Json | None
    edits: list[tuple[float, str]] = field(default_factory=list)


@dataclass
class Limits:
    """Telegram's rates: ``overall`` calls a second, 1/s in a chat after a burst, so many a minute in a group."""

    overall: int = 30
    burst: int = 3
    group: int = 20


class Rates:
    """Says 429 to a call that comes too soon."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all: deque[float] = deque(maxlen=limits.overall)
        self._groups: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=limits.group))
        self._left: dict[int, tuple[float, float]] = {}

    def check(self, chat: int | None, now: float) -> None:
        """Count a call; raises ApiError (429) for one too many, which is not counted."""
        wait = self._all[0] + 1 - now if len(self._all) == self._limits.overall else 0.0
        if chat is not None:
            tokens, at = self._left.get(chat, (float(self._limits.burst), now))
            tokens = min(self._limits.burst, tokens + now - at)
            wait = max(wait, 1 - tokens)
            if chat < 0 and len(self._groups[chat]) == self._limits.group:
                wait = max(wait, self._groups[chat][0] + 60 - now)
        if wait > 0:
            after = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {after}", retry_after=after)
        self._all.append(now)
        if chat is not None:
            self._left[chat] = (tokens - 1, now)
            if chat < 0:
                self._groups[chat].append(now)


class State:
    """Everything that the server knows. ``now`` gives the shared clock's seconds."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.delivered: list[Delivered] = []
        self.calls: dict[str, int] = defaultdict(int)
        self.refused: dict[int, int] = defaultdict(int)
        """How many calls were answered with each code of Telegram's."""
        self.blocked: set[int] = set()
        self.unknown: set[int] = set()
        self.banned: dict[int | None, float] = {}
        self.rates: Rates | None = None
        self.updates: deque[Json] = deque()
        self.fetched: dict[int, float] = {}
        """When each update was handed out first."""
        self.confirmed = 0
        self._messages: dict[tuple[int, int], Delivered] = {}
        self._numbers = itertools.count(1)
        self._update_ids = itertools.count(700_000_001)
        self._query_ids = itertools.count(1)

    # what people do

    def put(self, update: Json) -> int:
        """An update comes in; returns its id."""
        number = next(self._update_ids)
        self.updates.append({"update_id": number, **update})
        return number

    def say(self, chat: int, text: str, now: float, reply_to: int | None = None) -> int:
        """Somebody types something to the bot alone, perhaps in reply to a message of its own."""
        message = {
            "message_id": next(self._numbers),
            "date": int(now),
            "chat": person(chat),
            "from": user(chat),
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if reply_to is not None:
            shown = next(each for each in self.delivered if each.id == reply_to)
            message["reply_to_message"] = self.described(shown)
        return self.put({"message": message})

    def press(self, chat: int, message_id: int, data: str) -> int:
        """Somebody presses a button of a message."""
        shown = self._messages[chat, message_id]
        query = {
            "id": str(next(self._query_ids)),
            "from": user(chat),
            "chat_instance": str(chat),
            "data": data,
            "message": self.described(shown),
        }
        return self.put({"callback_query": query})

    # what the bot does

    def fetch(self, offset: int, limit: int, now: float) -> list[Json]:
        """Confirm what is before ``offset`` and give what comes next."""
        if offset < 0:
            self._drop_before(self.updates[max(0, len(self.updates) + offset)]["update_id"] if self.updates else 0)
        else:
            self._drop_before(offset)
        out = list(itertools.islice(self.updates, max(1, min(limit, 100))))
        for update in out:
            self.fetched.setdefault(update["update_id"], now)
        return out

    def _drop_before(self, offset: int) -> None:
        while self.updates and self.updates[0]["update_id"] < offset:
            self.confirmed = self.updates.popleft()["update_id"]

    def admit(self, chat: int | None, now: float) -> None:
        """Refuse a call to a chat that takes none, or that comes too soon."""
        until = max(self.banned.get(chat, 0.0), self.banned.get(None, 0.0))
        if until > now:
            after = math.ceil(until - now)
            raise ApiError(429, f"Too Many Requests: retry after {after}", retry_after=after)
        if chat in self.unknown:
            raise ApiError(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if self.rates is not None:
            self.rates.check(chat, now)

    def send(self, method: str, params: Json, began: float, now: float) -> Json:
        """Put a message into a chat; raises ApiError as Telegram would."""
        chat = int(params["chat_id"])
        text = str(params.get("text") or params.get("caption") or "")
        if method == "sendMessage" and not text.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise ApiError(400, "Bad Request: message is too long")
        shown = Delivered(next(self._numbers), chat, text, began, now, method, params.get("reply_markup"))
        self.delivered.append(shown)
        self._messages[chat, shown.id] = shown
        return self.described(shown)

    def edit(self, params: Json, now: float) -> Json:
        """Change a message of the bot."""
        shown = self._messages.get((int(params["chat_id"]), int(params["message_id"])))
        if shown is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        text, markup = str(params["text"]), params.get("reply_markup")
        if (text, markup) == (shown.text, shown.markup):
            raise ApiError(400, "Bad Request: message is not modified: specified new message content is the same")
        shown.text, shown.markup = text, markup
        shown.edits.append((now, text))
        return self.described(shown)

    def described(self, shown: Delivered) -> Json:
        """A message as Telegram gives it."""
        chat = person(shown.chat) if shown.chat > 0 else {"id": shown.chat, "type": "supergroup", "title": "群"}
        described: Json = {"message_id": shown.id, "date": int(shown.at), "chat": chat, "from": BOT}
        if shown.method == "sendMessage":
            described["text"] = shown.text
        else:
            document = {"file_id": f"d{shown.id}", "file_unique_id": f"u{shown.id}", "file_name": "a"}
            described |= {"document": document, "caption": shown.text}
        return described | ({"reply_markup": shown.markup} if shown.markup else {})


def user(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": f"人{chat}"}


def person(chat: int) -> Json:
    return {"id": chat, "type": "private", "first_name": f"人{chat}"}
