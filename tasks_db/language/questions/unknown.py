"""Words that nothing explains, or that the reading has no use for: what they seem to name, and what is like them."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from tasks_db import lazy_re as re
from tasks_db.language.questions.cover import Cover, Names
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.small_words import SMALL
from tasks_db.language.questions.values import (
    Order,
    OrderKind,
    Question,
    QuestionKind,
    Reading,
    Unknown,
    UnknownKind,
    Vocabulary,
)

_NEAR = 45
"""Likeness, 0 to 100, from which a name is offered for an unknown one."""
_OFFERED = 3
_ADDS_NOTHING = re.compile(SMALL)
"""要 of an order that is none: what adds nothing of its own is not missed."""
_UNIT = re.compile(
    r"[\w（）()]{0,8}?(?:局|委|办|厅|镇|乡|街道|公司|中心|医院|学校|集团|大队|支队|法院|协会|银行|管委会|专班)$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_LEADS_ON = frozenset(
    {Sense.LEADER, Sense.LEAD, Sense.RESPONSIBLE, Sense.REPORTED, Sense.LEAVING, Sense.HAND_OVER, Sense.DEPUTISE}
)
_COMING_ORDERS = frozenset({OrderKind.HAND_OVER, OrderKind.DEPUTISE})
_OF_TASKS = frozenset({QuestionKind.PROGRESS, QuestionKind.TASK})


def unknown_words(text: str, cover: Cover, known: Vocabulary, best: Reading | None) -> tuple[Unknown, ...]:
    """Return the words of a text that its best reading does not explain; nothing vanishes in silence."""
    taken = best.wants.coming if best is not None and isinstance(best.wants, Order) else None
    found = [_as_unknown(text, start, end, cover, known, best) for start, end in cover.residue]
    turning = {text[p.start : p.end] for p in cover.pieces if p.is_a in {Sense.NOT, Sense.EXCEPT}}
    no_plan = {text[p.start : p.end] for p in cover.named(Names.NO_PLAN)}
    plans = tuple(plan.title for plan in known.plans)[:_OFFERED]
    found += [
        Unknown(UnknownKind.PLAN, words, plans)
        if words in no_plan
        else Unknown(UnknownKind.TURNING if words in turning else UnknownKind.WORDS, words)
        for words in (best.left if best is not None else ())
        if _ADDS_NOTHING.fullmatch(words) is None
    ]
    return tuple(one for one in found if one.text and one.text != taken)


def _as_unknown(text: str, start: int, end: int, cover: Cover, known: Vocabulary, best: Reading | None) -> Unknown:
    words, widened = text[start:end], _widened(text, start, end, cover)
    if _UNIT.search(widened) is not None:
        full = {name: unit.name for unit in known.units for name in (unit.name, *unit.aliases)}
        near = dict.fromkeys(full[name] for name in _alike(widened, list(full)))
        return Unknown(UnknownKind.UNIT, widened, tuple(near))
    behind = next((p.is_a for p in cover.pieces if p.start >= end and p.is_a is not Sense.FILL), None)
    if _PERSON.match(words) and behind in _LEADS_ON:
        people = dict.fromkeys((*known.leaders, *(person.name for person in known.people)))
        return Unknown(UnknownKind.PERSON, words, _alike(words, list(people)))
    if len(words) > 1 and _may_be_a_task(best):
        return Unknown(UnknownKind.TASK, words, _alike(words, [task.title for task in known.tasks], part=True))
    return Unknown(UnknownKind.WORDS, words)


def _may_be_a_task(best: Reading | None) -> bool:
    """Whether the question is of tasks and names none, so that an unknown word may be the name of one."""
    wants = best.wants if best is not None else None
    return isinstance(wants, Question) and wants.kind in _OF_TASKS and not (wants.filters.narrow or wants.numbers)


def _widened(text: str, start: int, end: int, cover: Cover) -> str:
    """An unknown name with the small words that belong to it: 县 and 交通 and 局."""
    while end < len(text) and text[end] in "局委办厅镇乡":
        end += 1
    before = next((p for p in cover.pieces if p.end == start and p.is_a is Sense.FILL), None)
    if before is not None and text[before.start : before.end] in {"县", "市", "区"}:
        start = before.start
    return text[start:end]


def _alike(words: str, candidates: Sequence[str], *, part: bool = False) -> tuple[str, ...]:
    ratio = fuzz.partial_ratio if part else fuzz.ratio
    scored = sorted(((ratio(words, one), one) for one in candidates), reverse=True)
    return tuple(one for score, one in scored if score >= _NEAR)[:_OFFERED]


def with_newcomer(reading: Reading, cover: Cover, text: str) -> Reading:
    """Return an order with who comes into a seat: that is nobody's known name (换成李卫东)."""
    wants = reading.wants
    if not isinstance(wants, Order) or wants.kind not in _COMING_ORDERS:
        return reading
    people = [str(p.value[0]) for p in cover.named(Names.PERSON) if isinstance(p.value, tuple)]
    new = [text[s:e] for s, e in cover.residue if _PERSON.fullmatch(text[s:e])]
    known = [name for name in people if name != wants.leaving]
    coming = new[-1] if new else known[-1] if known else None
    takes_over = coming is None and wants.kind is OrderKind.HAND_OVER and Sense.LEAVING not in cover.senses
    if takes_over and wants.unit_ids and wants.leaving:
        return replace(reading, wants=replace(wants, leaving=None, coming=wants.leaving))
    return replace(reading, wants=replace(wants, coming=coming))
