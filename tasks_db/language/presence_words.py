"""Who was at a sitting, as the office writes it down in plain words: 县财政局由副局长代，县水利局缺席，县气象局列席.

A text is cut at every unit that it names; a piece without a word of presence takes that of the pieces behind it
(县水利局、县城管局缺席), or that of the word before the first unit of its clause (列席：县审计局、县气象局).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks_db import lazy_re as re
from tasks_db.language.sitting_words import SittingWordsError, named
from tasks_db.language.typed import typed
from tasks_db.terms import Presence


@dataclass(frozen=True, slots=True)
class Present:
    """How one unit was there and who sat there; ``unit`` is None for all of whom nothing is known yet (其余)."""

    unit: str | None
    how: Presence
    who: str = ""


@dataclass
class _Piece:
    """A unit with the words behind it, until it is known how it was there."""

    clause: int
    unit: str | None
    text: str
    how: Presence | None
    who: str


_INSTEAD = re.compile(
    r"(?:(?:已|改)?(?:由|派|委派|委托|安排|让|请(?!假)))?(?P<who>[^,;:\s]{0,20}?)(?:同志)?"
    r"(?:代(?:为|我|替|表)?|替)(?:参加|出席|参会|到会|开会|的|了)*$"
)
_WORDS = (
    (Presence.LEAVE, re.compile(r"请了?假")),
    (Presence.ABSENT, re.compile(r"缺席|(?:没有?|未)(?:到会|到场|到|来|参加|出席|参会)")),
    (Presence.OBSERVER, re.compile(r"列席|旁听")),
    (Presence.PRESENT, re.compile(r"出席|参加|参会|到会|到场|到了|来了|签到")),
)
_REST = re.compile(r"^(?:其余|其他|其它|剩下|余下)的?(?:各?单位|各?家|几家|的)?")
_FILLING = re.compile(
    r"^(?:都|均|也|是|已|的|为|全部|改为|改成|算|记|由|派|委派|委托|\s|[、:])+|(?:都|均|也|同志|了|[、:]|\s)+$"
)
_CLAUSES = re.compile(r"[,;。!\n]+")
_BRACKETS = re.compile("[()【】]")
_NAME_FIRST = re.compile(r"^(?:由|派|委派|委托|安排|让|请)")


def presences(text: str, units: Sequence[tuple[str, str]]) -> tuple[Present, ...]:
    """Return what a text says of who was at a sitting, in its order.

    ``units`` are spellings with the unit's name that each stands for. A unit that is none of them stays as typed, to
    be refused by whoever looks it up. Raises SittingWordsError for a piece that does not say how a unit was there.
    """
    plain = _BRACKETS.sub(" ", typed(text).plain)
    found: list[_Piece] = []
    for number, clause in enumerate(part.strip() for part in _CLAUSES.split(plain)):
        if clause and not _adds(found, clause, units):
            found += _pieces(number, clause, units)
    following: _Piece | None = None
    for piece in reversed(found):
        if piece.how is None and following is not None and (not piece.who or piece.clause == following.clause):
            piece.how = following.how
        if piece.how is None:
            raise SittingWordsError(f"没有看懂“{piece.text}”是出席、请假、列席还是缺席。{example()}")
        following = piece
    if not found:
        raise SittingWordsError(f"请写哪个单位怎么更正。{example()}")
    return tuple(Present(piece.unit, piece.how, piece.who) for piece in found if piece.how is not None)


def example(units: Sequence[str] = ()) -> str:
    """Return how to write it, with units that the sitting knows where it has some."""
    known = [*units[:3], *("县财政局", "县水利局", "县气象局")[len(units[:3]) :]]
    return f"可以这样写：{known[0]}由副局长代，{known[1]}缺席，{known[2]}列席；一次可以写几家，每家一行也行。"


def _adds(found: list[_Piece], clause: str, units: Sequence[tuple[str, str]]) -> bool:
    """Add a clause without a unit to the one before it (县财政局请假，由副局长李明代); return whether it was that."""
    if not found or named(clause, units) or _REST.match(clause):
        return False
    instead = _INSTEAD.search(clause)
    if instead is not None and _NAME_FIRST.match(clause):
        found[-1].how, found[-1].who = Presence.SUBSTITUTE, _who(instead["who"])
        return True
    how, left = _read(clause)
    if how is not None and not _who(left):
        found[-1].how = how
        return True
    return False


def _pieces(number: int, clause: str, units: Sequence[tuple[str, str]]) -> Iterator[_Piece]:
    places = named(clause, units)
    if not places:
        yield _nameless(number, clause)
        return
    heading, before = _read(clause[: places[0][0]])
    if _who(before):
        raise SittingWordsError(f"没有看懂“{_who(before)}”。{example()}")
    ends = [start for start, _, _ in places[1:]] + [len(clause)]
    for (start, behind, unit), end in zip(places, ends, strict=True):
        how, who = _read(clause[behind:end])
        yield _Piece(number, unit, clause[start:end], how or heading, _who(who))


def _nameless(number: int, clause: str) -> _Piece:
    """A clause that names no unit known here: 其余都出席, or one that is not registered."""
    rest = _REST.match(clause)
    how, left = _read(clause[rest.end() :] if rest else clause)
    if rest is not None:
        if how is None or _who(left):
            raise SittingWordsError(f"没有看懂“{clause}”。{example()}")
        return _Piece(number, None, clause, how, "")
    name = _who(left)
    if not name or how is None:
        raise SittingWordsError(f"没有看懂“{clause}”。{example()}")
    return _Piece(number, name, clause, how, "")


def _read(text: str) -> tuple[Presence | None, str]:
    """How somebody was there by some words, and the words that are left."""
    words = text.strip(" 、:")
    instead = _INSTEAD.search(words)
    if instead is not None:
        return Presence.SUBSTITUTE, _without(instead["who"])
    for how, pattern in _WORDS:
        if (mark := pattern.search(words)) is not None:
            return how, f"{words[: mark.start()]} {words[mark.end() :]}"
    return None, words


def _without(who: str) -> str:
    for _, pattern in _WORDS:
        who = pattern.sub("", who)
    return who


def _who(text: str) -> str:
    return " ".join(_FILLING.sub("", _FILLING.sub("", text.strip())).split())
