"""Which words of a text stand: of all that overlap, the pieces that together explain most of it.

The choice is made over the whole text at once, never by the first word that fits. What no piece covers is residue.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from itertools import islice, product

from tasks_db.language.questions.sense import Sense
from tasks_db.lean_dataclass import dataclass


class Names(Enum):
    """What a piece may name."""

    UNIT = auto()
    PERSON = auto()
    LEADER = auto()
    PLAN = auto()
    NO_PLAN = auto()
    SECTION = auto()
    TASK = auto()
    INDICATOR = auto()
    NUMBERS = auto()
    ROW = auto()
    SPAN = auto()
    AS_OF = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and one thing that it may be: a word with a sense, or a name with what it names.

    ``weight`` is what a character of it is worth beside other pieces.
    """

    start: int
    end: int
    is_a: Sense | Names
    value: object = None
    weight: float = 1.0

    @property
    def worth(self) -> float:
        """How much the piece explains; few long pieces explain more than many short ones."""
        return (self.end - self.start) * self.weight - _A_PIECE


@dataclass(frozen=True, slots=True)
class Cover:
    """One way to read all of a text: its pieces from left to right, and the stretches that nothing explains."""

    pieces: tuple[Piece, ...]
    residue: tuple[tuple[int, int], ...]
    worth: float

    @property
    def senses(self) -> frozenset[Sense]:
        """The senses of its words."""
        return frozenset(p.is_a for p in self.pieces if isinstance(p.is_a, Sense))

    def named(self, names: Names) -> tuple[Piece, ...]:
        """Return the pieces that name something of a sort."""
        return tuple(p for p in self.pieces if p.is_a is names)


_A_PIECE = 0.35
_UNEXPLAINED = 0.6
_FILL = 0.85
_AS_GOOD = 0.45
"""Two pieces for the same stretch whose worth differs by no more are both tried."""
_TRIED = 24
_NEVER_WITHIN = frozenset("的了是在和与及把被给让从由到、，, 。?？")
"""Small words that part two unknown ones."""


def weight_of(sense: Sense) -> float:
    """Return what a character of a word is worth; words without a meaning of their own are worth less."""
    return _FILL if sense is Sense.FILL else 1.0


def covers(text: str, pieces: Iterable[Piece]) -> tuple[Cover, ...]:
    """Return the ways to read a text that explain most of it; several where a stretch may be several things."""
    by_end: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        by_end[piece.end][piece.start].append(piece)
    best: list[float] = [0.0]
    step: list[int] = [0]
    for end in range(1, len(text) + 1):
        worth, start = best[end - 1] - _UNEXPLAINED, end - 1
        taken = False
        for begin, here in by_end[end].items():
            gained = best[begin] + max(p.worth for p in here)
            if gained > worth:
                worth, start, taken = gained, begin, True
        best.append(worth)
        step.append(start if taken else -1)
    spans, residue, at = [], [], len(text)
    while at > 0:
        if step[at] < 0:
            residue.append((at - 1, at))
            at -= 1
        else:
            spans.append((step[at], at))
            at = step[at]
    choices = [_as_good(by_end[end][start]) for start, end in reversed(spans)]
    runs = _joined(text, list(reversed(residue)), [(s, e) for s, e in reversed(spans)], choices)
    return tuple(
        Cover(tuple(p for p in row if not _inside(p, runs)), runs, best[-1])
        for row in islice(product(*choices), _TRIED)
    )


def _as_good(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    top = max(p.worth for p in pieces)
    kept: dict[tuple[object, object], Piece] = {}
    for piece in sorted(pieces, key=lambda p: -p.worth):
        if piece.worth >= top - _AS_GOOD and (piece.is_a is not Sense.FILL or len(pieces) == 1):
            kept.setdefault((piece.is_a, piece.value), piece)
    return tuple(kept.values()) or (pieces[0],)


def _joined(
    text: str, residue: list[tuple[int, int]], spans: list[tuple[int, int]], choices: list[tuple[Piece, ...]]
) -> tuple[tuple[int, int], ...]:
    """Runs of residue; a small word between two of them is part of an unknown word, as 办 in 民办学校."""
    small = {
        span[0]
        for span, here in zip(spans, choices, strict=True)
        if span[1] - span[0] == 1 and all(p.is_a is Sense.FILL for p in here)
    }
    runs: list[tuple[int, int]] = []
    for start, end in residue:
        near = runs[-1][1] if runs else -1
        if start == near or (start == near + 1 and near in small and text[near] not in _NEVER_WITHIN):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(runs)


def _inside(piece: Piece, runs: Sequence[tuple[int, int]]) -> bool:
    return any(start <= piece.start and piece.end <= end for start, end in runs)


def ints(value: object) -> tuple[int, ...]:
    """Return the numbers in what a piece names."""
    return tuple(n for n in value if isinstance(n, int)) if isinstance(value, tuple) else ()


def told_by(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the tasks that the words tell: those that most of the words are of, rare words counting more."""
    votes: Mapping[int, float] = Counter()
    for piece in pieces:
        ids = ints(piece.value)
        for one in ids:
            votes[one] += (piece.end - piece.start) / len(ids)  # type: ignore[index]
    top = max(votes.values(), default=0)
    return tuple(one for one, vote in votes.items() if vote > top - 0.01)
