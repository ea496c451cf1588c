"""One plain form for what phones type in many widths, with the way back to the person's own characters."""

import unicodedata
from dataclasses import dataclass

_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_EDGES = " \t\r\n,，、；;"


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def readable(text: str) -> str:
    """Return a text without what no keyboard types and no database keeps alike.

    Control characters (NUL above all), halves of surrogate pairs and marks that turn the direction of reading are
    left out; line breaks of every kind become one, tabs stay.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        char
        for char in lines
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _TURNING)
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """``plain`` is narrow in width; ``origin[i]`` is where its i-th character stands in ``original``."""

    original: str
    plain: str
    origin: tuple[int, ...]

    def verbatim(self, start: int, end: int) -> str:
        """The person's own characters for ``plain[start:end]``, without separators at the edges."""
        return self.original[self.origin[start] : self.origin[end]].strip(_EDGES)


def typed(text: str) -> Typed:
    """Full width becomes half width, ③ becomes 第3项, a keycap digit becomes a digit and a list mark."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        piece = _plain(char)
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return Typed(text, "".join(pieces), (*origin, len(text)))


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc" and char != "\n":
        return " "
    if char == _KEYCAP:
        return "、"
    if category in ("Mn", "Cf"):  # variation selectors, joiners and other marks that show nothing of their own
        return ""
    plain = unicodedata.normalize("NFKC", char)
    if unicodedata.decomposition(char).startswith("<circle>") and plain.isdecimal():
        return f"第{plain}项"
    return plain
