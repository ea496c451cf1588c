"""From the rules of a printed page to tables: what they close are cells, and cells that share corners are a table.

pdfplumber joins the rules. Its own search for cells compares every crossing with every other, so that a page of
ruled paper took a minute; here a crossing is compared with those on its own two lines.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from tasks_db.lean_dataclass import dataclass

Edge = dict[str, Any]  # as pdfplumber has them
Box = tuple[float, float, float, float]
_Point = tuple[float, float]

_NEAR = 3  # points: rules so near are one, or meet
_SHORTEST = 3
_SPECK = 1  # a rule so short is none and joins nothing
_MOST_CROSSINGS = 20_000
_LEAST_OPEN = 3  # so many level rules end alike where a table has no side drawn


class CrowdedError(Exception):
    """A page has more rules than tables have."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table that rules draw: the boxes of its cells."""

    cells: tuple[Box, ...]

    @property
    def bbox(self) -> Box:
        """The box around its cells."""
        lefts, tops, rights, bottoms = zip(*self.cells, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(slots=True)
class _Crossing:
    """Which upright and which level rules meet at a point."""

    upright: set[int]
    level: set[int]


def tables_of(edges: Iterable[Edge], *, closing: bool = False) -> list[Drawn]:
    """Return the tables of two cells or more, from top to bottom; raises CrowdedError.

    ``closing`` puts a side where a table has none drawn but all its level rules end.
    """
    from pdfplumber.table import merge_edges  # noqa: PLC0415  heavy: loaded when a file needs it

    known = [edge for edge in edges if edge["orientation"] in ("v", "h") and _length(edge) >= _SPECK]
    if not known:
        return []
    joined = [one for one in merge_edges(known, _NEAR, _NEAR, _NEAR, _NEAR) if _length(one) >= _SHORTEST]
    groups = _groups(_cells(_crossings([*joined, *(_sides(joined) if closing else ())])))
    return sorted(
        (Drawn(tuple(group)) for group in groups if len(group) > 1),
        key=lambda one: min((top, left) for left, top, *_ in one.cells),
    )


def _sides(edges: Sequence[Edge]) -> Iterator[Edge]:
    """Yield the outer sides that a table leaves open: where its level rules all begin or end, and no rule stands.

    Upright rules must part what stands between two level ones, else these are mere lines under words.
    """
    level = sorted((one for one in edges if one["orientation"] == "h"), key=lambda one: float(one["top"]))
    upright = [one for one in edges if one["orientation"] == "v"]
    if len(level) < _LEAST_OPEN or not upright:
        return
    for end, inward in (("x0", 1), ("x1", -1)):
        ends = sorted({round(float(one[end])) for one in level})
        for x in (x for n, x in enumerate(ends) if not n or x - ends[n - 1] > _NEAR):
            at = [one for one in level if abs(one[end] - x) <= _NEAR]
            if len(at) < _LEAST_OPEN or any(abs(one["x0"] - x) <= _NEAR for one in upright):
                continue
            for above, below in pairwise(at):
                top, bottom = float(above["top"]), float(below["top"])
                if any(
                    (one["x0"] - x) * inward > 0
                    and above["x0"] - _NEAR <= one["x0"] <= above["x1"] + _NEAR
                    and one["top"] - _NEAR <= top
                    and one["bottom"] + _NEAR >= bottom
                    for one in upright
                ):
                    yield {"orientation": "v", "x0": x, "x1": x, "top": top, "bottom": bottom}


def _length(edge: Edge) -> float:
    return float(edge["bottom"] - edge["top"] if edge["orientation"] == "v" else edge["x1"] - edge["x0"])


def _crossings(edges: list[Edge]) -> dict[_Point, _Crossing]:
    level = sorted((float(one["top"]), n) for n, one in enumerate(edges) if one["orientation"] == "h")
    heights = [height for height, _ in level]
    found: dict[_Point, _Crossing] = {}
    for n, one in enumerate(edges):
        if one["orientation"] != "v":
            continue
        x = float(one["x0"])
        first, last = bisect_left(heights, one["top"] - _NEAR), bisect_right(heights, one["bottom"] + _NEAR)
        for y, other in level[first:last]:
            if edges[other]["x0"] - _NEAR <= x <= edges[other]["x1"] + _NEAR:
                crossing = found.setdefault((x, y), _Crossing(set(), set()))
                crossing.upright.add(n)
                crossing.level.add(other)
        if len(found) > _MOST_CROSSINGS:
            raise CrowdedError
    return found


def _cells(at: dict[_Point, _Crossing]) -> list[Box]:
    """Return the smallest box that rules close to the right of and below each crossing."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    points = sorted(at)
    for x, y in points:
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    cells = []
    for x, y in points:
        here = at[x, y]
        ys, xs = columns[x], rows[y]
        below = [low for low in ys[bisect_right(ys, y) :] if not here.upright.isdisjoint(at[x, low].upright)]
        right = [far for far in xs[bisect_right(xs, x) :] if not here.level.isdisjoint(at[far, y].level)]
        corner = next(((far, low) for low in below for far in right if _closes(at, x, y, far, low)), None)
        if corner:
            cells.append((x, y, *corner))
    return cells


def _closes(at: dict[_Point, _Crossing], x: float, y: float, far: float, low: float) -> bool:
    corner = at.get((far, low))
    if corner is None:
        return False
    return not corner.upright.isdisjoint(at[far, y].upright) and not corner.level.isdisjoint(at[x, low].level)


def _groups(cells: list[Box]) -> list[list[Box]]:
    """Return the cells that touch each other at corners, together."""
    touching: dict[_Point, list[int]] = {}
    for n, cell in enumerate(cells):
        for corner in _corners(cell):
            touching.setdefault(corner, []).append(n)
    groups: list[list[Box]] = []
    left = set(range(len(cells)))
    for n in range(len(cells)):
        if n not in left:
            continue
        left.discard(n)
        group, waiting = [], [n]
        while waiting:
            one = waiting.pop()
            group.append(one)
            near = set(chain.from_iterable(touching[corner] for corner in _corners(cells[one]))) & left
            left -= near
            waiting += near
        groups.append([cells[one] for one in sorted(group)])
    return groups


def _corners(cell: Box) -> tuple[_Point, ...]:
    left, top, right, bottom = cell
    return (left, top), (left, bottom), (right, top), (right, bottom)
