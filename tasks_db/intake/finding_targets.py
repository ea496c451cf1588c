"""Findings on targets: an indicator against the sentence that speaks of it, and against its own baseline.

A clause speaks of an indicator when it holds most of the pairs of characters of its name and a quantity of its unit,
or says that all are reached. 达, 以上, 不低于 and 至少 allow the figure itself, ＞ and 超过 do not.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from tasks_db.intake.blocks import Passage
from tasks_db.intake.draft import DraftFinding, DraftIndicator, Quote
from tasks_db.intake.quantities import halve
from tasks_db.intake.understood import Understood
from tasks_db.lean_dataclass import dataclass

_LEAST_SHARE = 0.6
_SURE_SHARE = 0.9
_LEAST_PAIRS = 4
_CLAUSE = re.compile(r"[^，,。；;\n]+")
_VALUE = re.compile(
    r"(?P<sign>[≥＞>≧]=?|超过|大于|高于|突破)?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|％|[\u4e00-\u9fff]{0,2})"
)
_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?[万亿千百]?)[^\d，。；（(]{0,6}?(?:以上|以下|以内)")
_AT_LEAST = re.compile("以上|不低于|不少于|至少|达|力争|争取")
_ALL = re.compile(r"所有|全部|全覆盖|每个|实现全")
_WORDS = re.compile("[^\u4e00-\u9fff]")
_LOWER_BOUND = (">", "≥")


@dataclass(frozen=True, slots=True)
class _Target:
    """A number that is to be reached: ``sign`` is ``>``, ``≥`` or empty for a bare one."""

    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    place: str
    pairs: frozenset[str]


def target_findings(known: Understood) -> Iterator[DraftFinding]:
    """Yield what the indicators contradict."""
    if not known.indicators:
        return
    clauses = list(_clauses(known))
    holding: dict[str, list[int]] = {}
    for n, clause in enumerate(clauses):
        for pair in clause.pairs:
            holding.setdefault(pair, []).append(n)
    for one, quote in known.indicators:
        yield from _baseline(one, quote)
        target = _last(one)
        spoken = _speaking(one, clauses, holding)
        if not spoken:
            continue
        if target:
            yield from _against(one, quote, target, *spoken[0])
        yield from _term(one, quote, spoken[0][0])
        yield from _threshold(one, quote, [clause for clause, _ in spoken])


def _baseline(one: DraftIndicator, quote: Quote) -> Iterator[DraftFinding]:
    """A target that is a lower bound, and that the baseline is above already; one that keeps the level is none."""
    target = _last(one)
    start = next((value for text in one.baseline.values() if (value := _number(text))), None)
    if target and start and target.sign in _LOWER_BOUND and start.number > target.number:
        last = list(one.targets.values())[-1]
        message = f"指标“{one.name}”的现状 {start.number:g} 已高于目标 {last}，请确认目标是否有误。"
        yield DraftFinding("target_below_baseline", "warning", message, (quote,))


def _against(
    one: DraftIndicator, quote: Quote, target: _Target, clause: _Clause, share: float
) -> Iterator[DraftFinding]:
    printed = list(one.targets.values())[-1]
    said = Quote(clause.place, clause.text)
    values = [value for value in _values(clause.text, one.unit) if value is not None]
    same = [value for value in values if value.number == target.number]
    if same:
        if target.sign == "≥" and all(not value.sign for value in same) and not _AT_LEAST.search(clause.text):
            message = f"指标“{one.name}”要求 {printed}，正文写成恰好 {target.number:g}，请确认以哪一处为准。"
            yield DraftFinding("indicator_text", "info", message, (quote, said))
        if target.sign == ">" and all(value.sign != ">" for value in same):
            message = f"指标“{one.name}”要求 {printed}（不含本数），正文的说法达到本数即可，请确认以哪一处为准。"
            yield DraftFinding("indicator_text", "info", message, (quote, said))
    elif values and share >= _SURE_SHARE and not _on_the_way(one, values):
        message = f"指标“{one.name}”的目标是 {printed}，正文写的数值不同，请确认以哪一处为准。"
        yield DraftFinding("indicator_text", "warning", message, (quote, said))
    elif not values and one.unit in ("%", "％") and _ALL.search(clause.text) and target.number < 100:  # noqa: PLR2004  of all
        message = f"指标“{one.name}”的目标是 {printed}%，正文要求全部达到，请确认以哪一处为准。"
        yield DraftFinding("indicator_text", "warning", message, (quote, said))


def _on_the_way(one: DraftIndicator, values: list[_Target]) -> bool:
    """Whether a clause speaks of the baseline or of another year's target."""
    printed = {value.number for text in (*one.baseline.values(), *one.targets.values()) if (value := _number(text))}
    return any(value.number in printed for value in values)


def _term(one: DraftIndicator, quote: Quote, clause: _Clause) -> Iterator[DraftFinding]:
    """A name that the clause spells with one other character: 公建托位, 公办托位."""
    name, said = _WORDS.sub("", one.name), _WORDS.sub("", clause.text)
    moves = SequenceMatcher(None, name, said, autojunk=False).get_opcodes()
    inside = [
        move for move in moves if move[0] != "equal" and not (move[0] == "insert" and move[1] in (0, len(name)))
    ]
    if len(inside) == 1 and inside[0][0] == "replace":
        _, a, b, c, d = inside[0]
        if b - a == d - c == 1 and a > 0 and b < len(name):
            told = f"指标“{name[a - 1 : b + 1]}”在正文中写作“{said[c - 1 : d + 1]}”"
            message = f"{told}，可能是同一事项的不同说法，请确认以哪一处为准。"
            yield DraftFinding("term_mismatch", "info", message, (quote, Quote(clause.place, clause.text)))


def _threshold(one: DraftIndicator, quote: Quote, clauses: list[_Clause]) -> Iterator[DraftFinding]:
    """A size in the name that a clause gives otherwise: 3万以上常住人口, 3万人以上."""
    named = _SIZE.search(one.name)
    for clause in clauses if named else ():
        said = _SIZE.search(clause.text)
        if named and said and said["number"] == named["number"] and said.group() != named.group():
            message = f"指标“{one.name}”写“{named.group()}”，正文写“{said.group()}”，请确认以哪一处为准。"
            yield DraftFinding("term_mismatch", "info", message, (quote, Quote(clause.place, clause.text)))
            return


def _clauses(known: Understood) -> Iterator[_Clause]:
    for text in known.outline.texts():
        yield from _cut(text)


def _cut(text: Passage) -> Iterator[_Clause]:
    for found in _CLAUSE.finditer(text.text):
        clause = text.cut(*found.span())
        pairs = frozenset(_pairs(clause.text))
        if len(pairs) >= _LEAST_PAIRS:
            yield _Clause(clause.text.strip(), clause.place, pairs)


def _pairs(text: str) -> Iterator[str]:
    plain = _WORDS.sub("", text)
    yield from (one + other for one, other in pairwise(plain))


def _speaking(
    one: DraftIndicator, clauses: list[_Clause], holding: dict[str, list[int]]
) -> list[tuple[_Clause, float]]:
    """Return the clauses that speak of an indicator, most of all first, with how much of its name each has."""
    name = set(_pairs(re.sub(r"[（(][^（()）]*[）)]", "", one.name)))
    counts: dict[int, int] = {}
    for pair in name:
        for n in holding.get(pair, ()):
            counts[n] = counts.get(n, 0) + 1
    least = max(_LEAST_PAIRS, _LEAST_SHARE * len(name))
    held = {n: count for n, count in counts.items() if count >= least and _says(clauses[n].text, one.unit)}
    return [(clauses[n], held[n] / len(name)) for n in sorted(held, key=lambda n: (-held[n], n))]


def _says(text: str, unit: str | None) -> bool:
    return bool(_values(text, unit)) or _ALL.search(text) is not None


def _values(text: str, unit: str | None) -> list[_Target]:
    """Return the quantities of a clause in a unit."""
    found = []
    for value in _VALUE.finditer(halve(text)):
        measured = value["unit"].replace("％", "%")
        if unit and measured.startswith(unit.replace("％", "%")):
            found.append(_Target(_sign(value["sign"]), float(value["number"])))
    return found


def _last(one: DraftIndicator) -> _Target | None:
    return _number(list(one.targets.values())[-1]) if one.targets else None


def _number(text: str) -> _Target | None:
    found = re.fullmatch(
        r"(?P<sign>[≥＞>≧]=?)?\s*(?P<number>\d+(?:\.\d+)?)\s*[%％]?(?P<more>以上)?", halve(text.strip())
    )
    if found is None:
        return None
    return _Target("≥" if found["more"] else _sign(found["sign"]), float(found["number"]))


def _sign(printed: str | None) -> str:
    if not printed:
        return ""
    return "≥" if printed in ("≥", "≧", ">=", "＞=") else ">"
