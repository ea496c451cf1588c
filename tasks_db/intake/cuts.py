"""Where the numbered paragraphs of a text begin that lost its line breaks: one choice over all its numbers.

A number in the middle of a line may open a paragraph, refer to one, or count something. What stands around it says
a little; whether it goes on with the numbers before it, and those behind it with it, says more. So nothing is cut
before all are seen: of all ways to cut the text the one is taken that the evidence speaks for most. A number at the
beginning of a line is a paragraph's anyway and bears witness like the others.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks_db.intake.names import ends_as_unit
from tasks_db.intake.numbering import Marker, marker
from tasks_db.intake.quantities import CHINESE
from tasks_db.lean_dataclass import dataclass

_NUMBER = re.compile(
    rf"{CHINESE}、|[（(]{CHINESE}[）)]|(?<![\d.])\d{{1,3}}、"
    r"|(?<![\d.])\d{1,3}[.．﹒](?:(?!\d)|(?=(?:19|20)\d\d *年))"
)
_LOOK = len("第一百二十三条、2020年")
_LEVELS = 6
_MOST_WAYS = 24
_TITLE_LENGTH = 60
_WORDS = re.compile(r"[\u4e00-\u9fff“”]{1,8}")

# how much it speaks for a number that it stands behind the end of a sentence, white space …, and for a sequence
_SENTENCE, _CLOSED, _LEADS_IN, _SPACE, _HEADING, _NAME = 2.0, 1.5, 1.0, 1.5, 1.5, 0.0
_AMID, _REFERENCE, _NO_WORD = -1.5, -5.0, -3.0
_BEST_PLACE = 2.5
_GOES_ON, _AGAIN, _OPENS, _GAP, _ABOVE = 2.5, -0.5, -3.0, -1.5, -4.0
_FEW_MISSING = 2
_OF_SECTION, _SECOND = 1, 2
_REFERS = re.compile(r"(?:第|附件|附表|附录|见|按照?|表|图|[“《（(、~～—–至和与及-])$")
_SAID_WHO = re.compile("(?:牵头|负责|配合|参与|协助)$")
_WORD = re.compile(r"[\u4e00-\u9fff“《【\[A-Za-z]|\d")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number: where it stands in which text, what it is, what its place speaks for; ``opens`` its line."""

    text: int
    at: int
    mark: Marker
    weight: float
    opens: bool
    said: str


class _Way(NamedTuple):
    """One way to cut so far: its score, the last value of each level, the level it is at, its cuts, last first."""

    score: float
    values: tuple[int, ...]
    top: int
    cuts: "tuple[_Seen, object] | None"


def inner_cuts(texts: Sequence[str]) -> list[list[int]]:
    """Return for each paragraph where others begin inside it, by one choice over all of them in order."""
    found: list[list[int]] = [[] for _ in texts]
    seen = [one for n, text in enumerate(texts) for one in _numbers(n, text)]
    if all(one.opens for one in seen):
        return found
    link = _best(seen, texts).cuts
    while link is not None:
        one, link = link  # type: ignore[assignment]
        if not one.opens:
            found[one.text].append(one.at)
    return [cuts[::-1] for cuts in found]


def _numbers(n: int, text: str) -> Iterator[_Seen]:
    opening = marker(text)
    if opening and opening.level < _LEVELS:
        yield _Seen(n, 0, opening, 0.0, opens=True, said=_heading(text, opening.end))
    for gap in _NUMBER.finditer(text, opening.end if opening else 1):
        mark = marker(text[gap.start() : gap.end() + _LOOK])
        if mark is None:
            continue
        behind = gap.start() + mark.end
        weight = _place(text[: gap.start()]) + (0 if _WORD.match(text, behind) else _NO_WORD)
        yield _Seen(n, gap.start(), mark, weight, opens=False, said=_heading(text, behind))


def _heading(text: str, begin: int) -> str:
    found = _WORDS.match(text, begin)
    return found[0] if found else ""


def _place(before: str) -> float:
    plain = before.rstrip()
    spaced = _SPACE if len(plain) < len(before) else 0.0
    last = plain[-1:]
    if last in "。；！？…;!?":
        weight = _SENTENCE
    elif last in "）)〕】":
        weight = _CLOSED
    elif last in "：:":
        weight = _LEADS_IN
    elif _REFERS.search(before):
        weight = _REFERENCE
    elif spaced:
        weight = 0.0
    else:
        weight = _NAME if ends_as_unit(plain[-8:]) or _SAID_WHO.search(plain) else _AMID
    return min(weight + spaced, _BEST_PLACE)


def _best(seen: Sequence[_Seen], texts: Sequence[str]) -> _Way:
    ways = [_Way(0.0, (0,) * _LEVELS, -1, None)]
    for one in seen:
        taken = [way for before in ways for way in _taking(before, one, texts)]
        kept: dict[tuple[tuple[int, ...], int], _Way] = {}
        for way in taken if one.opens else [*ways, *taken]:
            known = kept.get((way.values, way.top))
            if known is None or way.score > known.score:
                kept[way.values, way.top] = way
        ways = sorted(kept.values(), key=lambda way: -way.score)[:_MOST_WAYS]
    return ways[0]


def _taking(way: _Way, one: _Seen, texts: Sequence[str]) -> Iterator[_Way]:
    """Yield the way with a number taken as a paragraph's."""
    level, value = one.mark.level, one.mark.value
    last = way.values[level]
    before: _Seen | None = way.cuts[0] if way.cuts else None
    weight = one.weight
    if not one.opens and before is not None and before.text == one.text and weight > _REFERENCE:
        said = texts[one.text][before.at : one.at]
        if "。" not in said and len(said) <= _TITLE_LENGTH and weight < _HEADING:
            weight = _HEADING
    if value == last + 1 and (last or level > way.top):
        step = _GOES_ON if last else _OPENS
    elif value == 1:
        step = _OPENS if level > way.top else _ABOVE
    elif value == last and before is not None and _repeats(way, one):
        step = _AGAIN
    elif last and 0 < value - last - 1 <= _FEW_MISSING:
        step = _GAP
    elif level <= _OF_SECTION < value == _SECOND and level > way.top:
        step = _OPENS + _GAP  # the first section lost its number
    else:
        step = None
    if one.opens:
        step = max(step or 0.0, 0.0)
    if step is None:
        return
    values = (*way.values[:level], value, *way.values[level + 1 :])
    yield _Way(way.score + weight + step, values, level, (one, way.cuts))


def _repeats(way: _Way, one: _Seen) -> bool:
    """Whether a heading stands again, as at the top of a page: the same number and words."""
    link = way.cuts
    while link is not None:
        before, link = link  # type: ignore[assignment]
        if before.mark.level == one.mark.level:
            return bool(before.said == one.said and before.mark.value == one.mark.value)
    return False
