"""What an OFD page draws (GB/T 33190): characters and rules with their places, in points.

Places are in millimetres from the upper left corner. An object has a box of its own on the page, and a matrix
(``CTM``) that turns its inner places into places of the box. A text says where its first character stands and how far
it is to each next one; ``g 3 4.5`` in that list is 4.5 three times.
"""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from tasks_db.intake.readers.drawn_tables import Edge
from tasks_db.lean_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = 72 / 25.4  # in a millimetre
_ASCENT = 0.86  # of a character's height: what stands above its base line
_DEEPEST = 10
_HIDDEN = ("false", "0")
_STEEP = 0.1
_STRAIGHT = 0.5  # points
_PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_DRAWN = ("L", "C")

Char = dict[str, Any]  # as the lines of printed pages take them: text, size, x0, x1, top, bottom


@dataclass(frozen=True, slots=True)
class Matrix:
    """A turn of places: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the turn by this one and then by an outer one."""
        e, f = outer.at(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


_ON_PAGE = Matrix(a=_POINTS, d=_POINTS)


def local(element: "_Element") -> str:
    """Return the name of an element without its namespace, which differs between editions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list; raises ValueError for anything else, the infinite among them."""
    found = [float(one) for one in (text or "").split()]
    if not all(map(math.isfinite, found)):
        raise ValueError(text)
    return found


class Drawing:
    """Gathers what pages draw; ``units`` are drawings that pages show by their number."""

    def __init__(self, units: dict[str, "_Element"]) -> None:
        self.chars: list[Char] = []
        self.edges: list[Edge] = []
        self._units = units

    def take(self, content: "_Element") -> None:
        """Take in what a page or a template draws."""
        self._objects(content, _ON_PAGE, 0)

    def _objects(self, parent: "_Element", around: Matrix, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for one in parent:
            name = local(one)
            if name in ("Content", "Layer", "PageBlock"):
                self._objects(one, around, depth + 1)
            elif name in ("TextObject", "PathObject", "CompositeObject") and one.get("Visible") not in _HIDDEN:
                placed = _placed(one).then(around)
                if name == "TextObject":
                    self._text(one, placed)
                elif name == "PathObject":
                    self.edges += _edges(one, placed)
                elif (unit := self._units.get(one.get("ResourceID", ""))) is not None:
                    self._objects(unit, placed, depth + 1)

    def _text(self, element: "_Element", placed: Matrix) -> None:
        """Write a text that stands upright; a turned one is a water mark or a stamp."""
        if placed.a <= 0 or placed.d <= 0 or abs(placed.b) > _STEEP * placed.a or abs(placed.c) > _STEEP * placed.d:
            return
        size = (numbers(element.get("Size")) or [0.0])[0]
        if size <= 0:
            return
        narrow = (numbers(element.get("HScale")) or [1.0])[0]
        x = y = 0.0
        for code in element:
            if local(code) != "TextCode":
                continue
            x = (numbers(code.get("X")) or [x])[0]
            y = (numbers(code.get("Y")) or [y])[0]
            self.chars += _chars(code, x, y, size, narrow, placed)


def _placed(element: "_Element") -> Matrix:
    left, top, *_ = [*numbers(element.get("Boundary")), 0.0, 0.0]
    ctm = numbers(element.get("CTM"))
    inner = Matrix(*ctm) if len(ctm) == 6 else Matrix()  # noqa: PLR2004  a matrix has six numbers
    return inner.then(Matrix(e=left, f=top))


def _chars(code: "_Element", x: float, y: float, size: float, narrow: float, placed: Matrix) -> Iterator[Char]:
    text = (code.text or "").strip("\r\n")
    count = len(text)
    right, down = _steps(code.get("DeltaX"), count), _steps(code.get("DeltaY"), count)
    height, scale = size * placed.d, placed.a
    for n, char in enumerate(text):
        natural = size * narrow * (1 if east_asian_width(char) in "WFA" else 0.5)
        left, base = placed.at(x, y)
        step = right[n] if n < len(right) else 0.0
        width = min(natural, step) if step > 0 else natural
        yield {
            "text": char,
            "size": height,
            "x0": left,
            "x1": left + width * scale,
            "top": base - _ASCENT * height,
            "bottom": base + (1 - _ASCENT) * height,
        }
        x += step if right or down else natural  # without any steps the font's own widths hold
        y += down[n] if n < len(down) else 0.0


def _steps(text: str | None, count: int) -> list[float]:
    """Return how far it is to each next character; the last step holds for those that have none."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            times, step = numbers(f"{next(words, '')} {next(words, '')}")
            found += [step] * max(0, min(int(times), count - len(found)))
        else:
            found += numbers(word)
    return found + found[-1:] * (count - 1 - len(found))


def _edges(element: "_Element", placed: Matrix) -> Iterator[Edge]:
    """Yield the level and upright lines of a path; a filled stretch has them at its border."""
    if element.get("Stroke") in _HIDDEN and element.get("Fill") not in ("true", "1"):
        return
    for data in element:
        if local(data) != "AbbreviatedData":
            continue
        for one, other in _segments(data.text or ""):
            (x0, y0), (x1, y1) = placed.at(*one), placed.at(*other)
            left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            form = "h" if bottom - top <= _STRAIGHT < right - left else "v" if right - left <= _STRAIGHT else ""
            if form and (right > left or bottom > top):
                yield {
                    "x0": left if form == "h" else (left + right) / 2,
                    "x1": right if form == "h" else (left + right) / 2,
                    "top": (top + bottom) / 2 if form == "h" else top,
                    "bottom": (top + bottom) / 2 if form == "h" else bottom,
                    "width": right - left,
                    "height": bottom - top,
                    "orientation": form,
                    "object_type": "line",
                }


def _segments(text: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a path; curves only move the pen."""
    words = _PATH.findall(text)
    begun = pen = (0.0, 0.0)
    for at, last in pairwise([*(n for n, word in enumerate(words) if word.isalpha()), len(words)]):
        name = words[at].upper()
        operands = numbers(" ".join(words[at + 1 : last]))
        size = _OPERANDS.get(name, 0)
        if len(operands) < size:
            return
        going = begun if name == "C" else (operands[size - 2], operands[size - 1]) if size else pen
        if name in _DRAWN:
            yield pen, going
        if name in ("S", "M"):
            begun = going
        pen = going
