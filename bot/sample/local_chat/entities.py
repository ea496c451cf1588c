"""Text of messages: Telegram's HTML into plain text with entities, and the entities that Telegram finds by itself.

The page never receives HTML. It gets the text and its entities and builds the elements itself, so there is
nothing to escape and nothing to forget to escape.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from bot.sample.local_chat.values import Entity, Rich, bad_request

_TAGS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
KNOWN_TYPES: Final = frozenset(_TAGS.values()) | {"bot_command", "url"}
_SOLID: Final = frozenset({"code", "pre", "text_link", "url", "bot_command"})  # nothing is found inside these

_MARK = re.compile(
    r"""<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
    r"""|&(?P<entity>\#\d+|\#[xX][0-9a-fA-F]+|lt|gt|amp|quot);|(?P<stray><)"""
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FOUND = re.compile(
    r"(?P<url>https?://[A-Za-z0-9][\w.:-]*(?:/[\w./?=&%#+~:@!,;-]*[\w/=&%#+-])?)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w+)?)(?!/)",
    re.ASCII,
)


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    start: int
    url: str | None


class _HtmlReader:
    """Reads Telegram's HTML strictly, as Telegram does: an unknown or unclosed tag is refused, not guessed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self, source: str) -> Rich:
        position = 0
        for mark in _MARK.finditer(source):
            self._text(source[position : mark.start()])
            position = mark.end()
            offset = len(source[: mark.start()].encode())
            if mark["entity"]:
                self._text(unescape(mark[0]))
            elif mark["stray"]:
                raise bad_request(f'can\'t parse entities: Unsupported start tag "" at byte offset {offset}')
            elif mark["close"]:
                self._close(mark["tag"].lower(), offset)
            else:
                self._begin(mark["tag"].lower(), mark["attributes"], offset)
        self._text(source[position:])
        if self._open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1].tag}\""
            )
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return Rich("".join(self._parts), tuple(entities))

    def _text(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_length(text)

    def _begin(self, tag: str, attributes: str, offset: int) -> None:
        if tag not in _TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {offset}')
        found = _HREF.search(attributes) if tag == "a" else None
        url = unescape(next((value for value in found.groups() if value is not None), "")) if found else None
        self._open.append(_Open(tag, self._length, url))

    def _close(self, tag: str, offset: int) -> None:
        if not self._open:
            raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {offset}")
        opened = self._open.pop()
        if opened.tag != tag:
            raise bad_request(
                f"can't parse entities: Unmatched end tag at byte offset {offset}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        kind = _TAGS[tag]
        linked = kind != "text_link" or (opened.url is not None and is_web_address(opened.url))
        if self._length > opened.start and linked:
            self._entities.append(Entity(kind, opened.start, self._length - opened.start, opened.url))


def parse_html(source: str) -> Rich:
    """Turn Telegram's HTML into text and entities; raises ApiError for what Telegram refuses.

    A link to anything but http and https keeps its text and loses its target.
    """
    return _HtmlReader().read(source)


def trimmed(rich: Rich) -> Rich:
    """Drop white space at both ends, as Telegram does, and move the entities along."""
    text = rich.text.strip()
    shift = utf16_length(rich.text[: len(rich.text) - len(rich.text.lstrip())])
    length = utf16_length(text)
    return Rich(text, tuple(_clipped(rich.entities, shift, length)))


def _clipped(entities: tuple[Entity, ...], shift: int, length: int) -> Iterator[Entity]:
    for entity in entities:
        start = max(entity.offset - shift, 0)
        end = min(entity.end - shift, length)
        if end > start:
            yield replace(entity, offset=start, length=end - start)


def with_found(rich: Rich) -> Rich:
    """Add the commands and web addresses that stand in the text, outside code and links."""
    taken = [entity for entity in rich.entities if entity.type in _SOLID]
    found = [
        entity
        for entity in _found(rich.text)
        if not any(entity.offset < other.end and other.offset < entity.end for other in taken)
    ]
    entities = sorted([*rich.entities, *found], key=lambda entity: (entity.offset, -entity.length))
    return Rich(rich.text, tuple(entities))


def _found(text: str) -> Iterator[Entity]:
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or "url"
        yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0]))
