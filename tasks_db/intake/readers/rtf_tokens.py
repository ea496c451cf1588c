r"""Rich text (.rtf) as a stream of text and words: groups, encodings and what is no part of the text.

The format is Microsoft's "Rich Text Format Specification 1.9.1". A group inherits what holds around it and gives
it back at its end. Bytes are text in the code page of the file, or of the font where that names a Chinese, Japanese
or Korean one; ``\u`` gives a character by its number, followed by stand-ins for old readers.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from tasks_db.lean_dataclass import dataclass

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})?\x20?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\'?"
)
_WORD, _VALUE, _HEX, _SIGN, _BRACE, _TEXT = range(1, 7)
_DEEPEST = 500
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
_CODE_PAGES = {936: "gb18030", 65001: "utf-8"}
_LATIN = "cp1252"
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "page": "\n", "column": "\n", "emdash": "—",
    "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SIGNS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_PARAGRAPH_ENDS = (b"\r", b"\n")
_SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "info", "pict", "fldinst", "datafield", "sp", "shprslt", "nonesttables",
        "nonshppict", "xe", "tc", "private", "filetbl", "ftnsep", "aftnsep",
    )
)  # fmt: skip
# of what old readers shall pass over, these say something; \cs is no group of its own
_HEARD = frozenset(("shpinst", "nesttableprops", "cs"))
_STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "页眉"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "页脚"),
    "footnote": "脚注",
    "shptxt": "文本框",
}
_LABELS = ("listtext", "pntext")


@dataclass(slots=True)
class State:
    """What holds in a group: where its text belongs, whether it is shown, how it is encoded.

    ``story`` is "" for the body; ``label`` says that the text is the number of a paragraph, ``level`` how many tables
    the paragraph stands in, ``nested`` that words of table rows speak of an inner table.
    """

    codec: str
    story: str = ""
    label: bool = False
    fonts: bool = False
    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    level: int = 0
    nested: bool = False
    stand_ins: int = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text, or a word (``word``) with its number; ``state`` is what holds for it."""

    text: str
    word: str
    value: int | None
    state: State


class Rtf:
    """Reads the tokens of a file; raises ValueError for groups nested beyond reason."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._default = _LATIN
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._state = State(_LATIN)
        self._around: list[State] = []
        self._bytes = bytearray()
        self._text: list[str] = []
        self._starred = False
        self._to_skip = 0  # stand-ins for the character before

    def tokens(self) -> Iterator[Token]:
        """Yield text and words that matter outside, in order."""
        at = 0
        while at < len(self._data):
            found = _TOKEN.match(self._data, at)
            if found is None:  # no byte that the pattern does not take
                raise ValueError(at)
            at = found.end()
            if found[_BRACE]:
                yield from self._flushed()
                self._brace(found[_BRACE])
            elif found[_TEXT] is not None:
                self._said(found[_TEXT])
            elif found[_HEX]:
                self._said(bytes.fromhex(found[_HEX].decode("ascii")))
            elif found[_SIGN]:
                yield from self._sign(found[_SIGN])
            elif found[_WORD]:
                word = found[_WORD].decode("ascii").lower()
                value = int(found[_VALUE]) if found[_VALUE] else None
                if word == "bin":
                    at += max(0, value or 0)
                yield from self._word(word, value)
        yield from self._flushed()

    def _brace(self, brace: bytes) -> None:
        self._starred = False
        self._to_skip = 0
        if brace == b"{":
            if len(self._around) >= _DEEPEST:
                raise ValueError("groups nested too deep")
            self._around.append(self._state)
            self._state = replace(self._state)
        elif self._around:
            self._state = self._around.pop()

    def _said(self, data: bytes) -> None:
        passed = min(self._to_skip, len(data))
        self._to_skip -= passed
        if not self._state.skipped and not self._state.fonts:
            self._bytes += data[passed:]

    def _sign(self, sign: bytes) -> Iterator[Token]:
        if sign == b"*":
            self._starred = True
        elif sign in _PARAGRAPH_ENDS:
            yield from self._outside("par", None)
        elif self._to_skip:
            self._to_skip -= 1
        elif sign in _SIGNS:
            self._character(_SIGNS[sign])

    def _word(self, word: str, value: int | None) -> Iterator[Token]:
        starred, self._starred = self._starred, False
        if self._to_skip:
            self._to_skip -= 1
        elif word == "u" and value is not None:
            self._character(chr(value % 0x10000))
            self._to_skip = self._state.stand_ins
        elif word in _CHARACTERS:
            self._character(_CHARACTERS[word])
        elif starred and word not in _HEARD:
            self._state.skipped = True
        else:
            yield from self._outside(word, value)

    def _outside(self, word: str, value: int | None) -> Iterator[Token]:
        """Let a word change the state, and hand it out."""
        yield from self._flushed()
        self._changed(word, value)
        if not self._state.skipped:
            yield Token("", word, value, self._state)

    def _changed(self, word: str, value: int | None) -> None:
        state = self._state
        if word in _SKIPPED:
            state.skipped = True
        elif word in _STORIES:
            state.story, state.label, state.level = _STORIES[word], False, 0
        elif word in _LABELS:
            state.label = True
        elif word == "fonttbl":
            state.fonts = True
        elif word == "nesttableprops":
            state.nested = True
        elif word == "uc":
            state.stand_ins = max(0, min(value or 0, 9))
        else:
            self._encoded(word, value)
            _formatted(state, word, value)

    def _encoded(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "ansicpg":
            self._default = state.codec = _known(_CODE_PAGES.get(value or 0, f"cp{value}"))
        elif word == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(value or 0, "")
        elif word == "f" and state.fonts:
            self._font = value or 0
        elif word == "f":
            state.codec = self._fonts.get(value or 0) or self._default
        elif word == "plain":
            state.codec = self._default

    def _character(self, text: str) -> None:
        if not self._state.skipped and not self._state.fonts:
            self._decode()
            self._text.append(text)

    def _decode(self) -> None:
        if self._bytes:
            self._text.append(self._bytes.decode(self._state.codec, "replace"))
            self._bytes.clear()

    def _flushed(self) -> Iterator[Token]:
        self._decode()
        if self._text:
            # a character beyond the first 65536 comes as two halves
            whole = "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self._text.clear()
            yield Token(whole, "", None, self._state)


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return _LATIN


def _formatted(state: State, word: str, value: int | None) -> None:
    """Take in what a word says of the characters or the paragraph."""
    if word == "v":
        state.hidden = value != 0
    elif word == "deleted":
        state.deleted = value != 0
    elif word == "revised":
        state.inserted = value != 0
    elif word == "plain":
        state.hidden = state.deleted = state.inserted = False
    elif word == "pard":
        state.level = 0
    elif word == "intbl":
        state.level = max(state.level, 1)
    elif word == "itap":
        state.level = max(0, min(value or 0, 9))
