"""From the words of a text to what it may mean: every rule on every cover, with its evidence and its score."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product, takewhile

from tasks_db import lazy_re as re
from tasks_db.language.questions.cover import Cover, Names, Piece, ints, told_by
from tasks_db.language.questions.ordering import orders
from tasks_db.language.questions.rule import ANYWHERE, LIGHTS, STATES, Rule
from tasks_db.language.questions.rules import RULES
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import (
    NO_FILTERS,
    Aspect,
    Filters,
    Form,
    Order,
    OrderKind,
    Question,
    QuestionKind,
    Reading,
)
from tasks_db.language.questions.when import Span, looking_ahead, looking_back
from tasks_db.terms import AnswerKind, Role, WorkState

_PAST = frozenset(
    {
        QuestionKind.FINISHED,
        QuestionKind.CHANGES,
        QuestionKind.REQUESTS,
        QuestionKind.ASKED,
        QuestionKind.OVERDUE,
        QuestionKind.DIGEST,
    }
)
_EXCEPTABLE = frozenset(
    {QuestionKind.UNREPORTED, QuestionKind.OVERDUE, QuestionKind.PROGRESS, QuestionKind.DUE, QuestionKind.CHANGES}
)
_OF_UNITS: frozenset[Sense | Names] = frozenset({Names.UNIT, Names.PERSON})
_LEFT_OVER = 0.9
_A_NAME = 0.8
_TELLING, _HINT = 0.9, 0.3
"""A name that is worth less beside other words is only a hint of its task."""
_WANTS_LIST = 1.5
"""一共挂了哪几项 wants the list, which begins with its count."""
_A_FEW_FIGURES = 2
_CLEARLY = 0.35
"""By how much the best reading has to lead."""
_ONE = frozenset({"哪件", "哪一件", "哪项", "哪一项", "哪个", "哪一个"})
_SAME_KIND_ONLY = frozenset({QuestionKind.HELP, QuestionKind.PLEASANTRY, QuestionKind.RANKING, QuestionKind.HOLIDAYS})
_DONE_NOT_ASKED = frozenset({OrderKind.CHASE, OrderKind.EXTEND})
_ASKING = frozenset({Sense.WHEN, Sense.WHY, Sense.SOURCE, Sense.GOAL})
_A_DAY = re.compile(r"几[号点月]|哪天|何时|什么时|啥时")
"""Whoever asks when or why orders nothing: 要在几号前报."""


def readings(text: str, covers: Sequence[Cover], today: date, *, only: QuestionKind | None = None) -> list[Reading]:
    """Return what a text may mean, the likeliest first; of several ways to mean the same the best.

    ``only`` names the kind of question that it is known to be, whatever words are there.
    """
    found: dict[object, Reading] = {}
    shared = _in_both(covers)
    for cover in covers:
        words = Counter(p.is_a for p in cover.pieces)
        for rule in RULES:
            if rule.kind in _DONE_NOT_ASKED and _asks_when(cover):
                continue
            if rule.kind is not only and (only is not None or not any(need <= words.keys() for need in rule.needs)):
                continue
            score, evidence, left = _weighed(text, cover, rule, shared)
            for wants, liking in _wants(rule, cover, today):
                known = found.get(wants)
                if known is None or known.score < score + liking:
                    found[wants] = Reading(wants, round(score + liking, 3), evidence, left)
    return sorted(found.values(), key=lambda one: -one.score)


def _asks_when(cover: Cover) -> bool:
    return any(p.is_a in _ASKING or (isinstance(p.value, str) and _A_DAY.search(p.value)) for p in cover.pieces)


def likeliest(found: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the best reading, with those that are as likely."""
    return tuple(one for one in found if one.score > found[0].score - _CLEARLY) if found else ()


def _in_both(covers: Iterable[Cover]) -> frozenset[tuple[int, int]]:
    """Where words stand that name a task as well as a figure."""
    named = [
        {(p.start, p.end) for cover in covers for p in cover.named(kind)} for kind in (Names.TASK, Names.INDICATOR)
    ]
    return frozenset(named[0] & named[1])


def _weighed(
    text: str, cover: Cover, rule: Rule, shared: Collection[tuple[int, int]]
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """What the rule explains of the words, less what it leaves over; ``shared`` name a task and a figure alike."""
    score, evidence, left = rule.base, [], []
    seen: set[object] = set()
    beside, left_out = _beside(cover, rule), excepted(cover) if rule.kind in _EXCEPTABLE else frozenset()
    for piece in cover.pieces:
        alike = beside is Names.INDICATOR or Sense.INDICATOR in cover.senses or (piece.start, piece.end) in shared
        if (piece.is_a is beside and alike) or (piece in left_out and piece.is_a is Sense.EXCEPT):
            continue
        if piece.is_a in rule.words:
            if piece.is_a in ANYWHERE or piece.is_a in seen:
                continue
            if isinstance(piece.is_a, Sense):
                seen.add(piece.is_a)
                score += 1.0 if any(piece.is_a in need for need in rule.needs) else 0.7
            else:
                score += _A_NAME * (piece.weight if piece.weight >= _TELLING else _HINT)
            evidence.append(text[piece.start : piece.end])
        else:
            score -= _LEFT_OVER
            left.append(text[piece.start : piece.end])
    return score, tuple(evidence), tuple(left)


def _beside(cover: Cover, rule: Rule) -> Names | None:
    """Names that need no use beside others: 老旧 of 老旧管网 stands in the name of a figure too."""
    for named, beside in ((Names.TASK, Names.INDICATOR), (Names.INDICATOR, Names.TASK)):
        if cover.named(named) and named in rule.words and beside not in rule.words:
            return beside
    return None


def _wants(rule: Rule, cover: Cover, today: date) -> Iterator[tuple[Question | Order, float]]:
    if isinstance(rule.kind, OrderKind):
        yield from orders(rule.kind, cover, today)
        return
    kind = rule.kind
    if kind in _SAME_KIND_ONLY:
        yield Question(kind), 0.0
        return
    if kind is QuestionKind.BODY:
        of_groups = Sense.MADE_OF in cover.senses
        ids = dict.fromkeys(one for p in cover.named(Names.UNIT) for one in _units(p)) if of_groups else ()
        yield Question(kind, Filters(unit_ids=tuple(ids)), aspect=Aspect.UNITS if of_groups else Aspect.CARD), 0.0
        return
    liking = -_WANTS_LIST if kind is QuestionKind.TALLY and Sense.WHICH in cover.senses else 0.0
    if kind in {QuestionKind.MINE, QuestionKind.TASK} and {Sense.MINE, Sense.EXCEPT} <= cover.senses:
        of_mine = _leaves_out_a_task(cover) or not cover.named(Names.TASK)  # 管网除了我们还有谁 is of the task
        liking = 0.0 if (kind is QuestionKind.MINE) == of_mine else -_WANTS_LIST
    for filters in (_of_rule(one, rule) for one in _filters(kind, cover, today)):
        ahead = kind in _PAST and filters.since is not None and filters.since > today
        yield _question(kind, filters, cover, today), -_A_NAME if ahead else liking


def _of_rule(filters: Filters, rule: Rule) -> Filters:
    """Filters by the names that the rule has a use for: of 老旧管网呢 the task, and not the figure of 老旧小区."""
    of_task = Names.TASK in rule.words
    of_figure = Names.INDICATOR in rule.words and rule.kind is not QuestionKind.TASK
    return replace(
        filters,
        task_ids=filters.task_ids if of_task or not of_figure else (),
        indicator_ids=filters.indicator_ids if of_figure or not of_task else (),
    )


def _question(kind: QuestionKind, filters: Filters, cover: Cover, today: date) -> Question:
    senses = cover.senses
    form = Form.LIST
    if Sense.FILE in senses:
        form = Form.FILE
    elif Sense.BY_UNIT in senses:
        form = Form.BY_UNIT
    elif Sense.NEXT in senses and kind in {QuestionKind.DUE, QuestionKind.MINE}:
        form = Form.NEXT
    elif kind is QuestionKind.DUE and _asks_which_day(cover):
        form = Form.NEXT  # 自然资源局哪天前要报
    if kind is QuestionKind.MINE and Sense.NEXT in senses:
        kind = QuestionKind.DUE
    numbers = tuple(n for piece in cover.named(Names.NUMBERS) for n in ints(piece.value))
    row = next((_int(piece.value) for piece in cover.named(Names.ROW)), None)
    if kind is QuestionKind.MINE and _leaves_out_a_task(cover):
        numbers, filters = (), replace(filters, task_ids=())  # 除了这项我还有啥: the list has them all
    aspect = _aspect(senses) if kind is QuestionKind.TASK else Aspect.CARD
    if kind is QuestionKind.MINE and (
        senses & {Sense.TOGETHER, Sense.GOAL, Sense.LED_BY, Sense.EITHER}
        or (Sense.WHO in senses and senses & {Sense.RESPONSIBLE, Sense.LEADER, Sense.LEAD, Sense.EXCEPT})
    ):
        aspect = Aspect.FACTS  # 跟我们一起弄的是哪几家, 我这项责任单位都有谁
        filters = replace(filters, role=None)
    if kind in {QuestionKind.MINE, QuestionKind.PROGRESS} and Sense.DUTY in senses:
        aspect = Aspect.FACTS
    if kind is QuestionKind.PROGRESS and ({Sense.LEADER, Sense.WHO} <= senses or Sense.LED_BY in senses):
        aspect = Aspect.FACTS  # 自然资源局牵头的那项，责任领导是谁
    as_of = next((p.value for p in cover.named(Names.AS_OF) if isinstance(p.value, date) and p.value < today), None)
    issue = any(isinstance(p.value, Span) and p.value.issue for p in cover.named(Names.SPAN))
    return Question(kind, filters, form, aspect, tuple(dict.fromkeys(numbers)), row, as_of=as_of, since_issue=issue)


_REPORTS = re.compile(r"报|反馈|填|收(?![口官尾])|交(?![账差卷])")
_WHICH_DAY = re.compile(r"[几哪多]|什么时|啥时|何时")


def _asks_which_day(cover: Cover) -> bool:
    """Whether the day itself is asked for and none is said: 哪天前要报, 还剩几天."""
    if cover.named(Names.SPAN) or cover.senses & {Sense.WHICH, Sense.COUNT, Sense.TASK}:
        return False
    due = [str(p.value) for p in cover.pieces if p.is_a is Sense.DUE]
    return Sense.WHEN in cover.senses or any(_WHICH_DAY.search(words) for words in due)


def _aspect(senses: frozenset[Sense]) -> Aspect:
    if Sense.SOURCE in senses and senses & {Sense.WHEN, Sense.DUE, Sense.UNDATED, Sense.LEAD, Sense.RESPONSIBLE}:
        return Aspect.FACTS  # 方案里没写时间，系统里按哪天算的
    if Sense.UNREPORTED in senses and Sense.EITHER not in senses:
        return Aspect.UNITS  # 底数排查今天到期，怎么样了？还差谁？
    for sense, aspect in (
        (Sense.SOURCE, Aspect.SOURCE),
        (Sense.WHY, Aspect.WHY),
        (Sense.OTHERS, Aspect.UNITS),
        (Sense.WHEN, Aspect.DATES),
        (Sense.DUE, Aspect.DATES),
        (Sense.BODY, Aspect.DATES),
        (Sense.UNDATED, Aspect.DATES),
    ):
        if sense in senses:
            return aspect
    if senses & {
        Sense.LEAD,
        Sense.DUTY,
        Sense.EXCEPT,
        Sense.EITHER,
        Sense.LED_BY,
        Sense.TOGETHER,
        Sense.RESPONSIBLE,
        Sense.LEADER,
        Sense.WHO,
        Sense.COUNT,
        Sense.GOAL,
    }:
        return Aspect.FACTS
    return Aspect.WHY if senses & LIGHTS.keys() else Aspect.CARD


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


# what it is narrowed to


def _filters(kind: QuestionKind, cover: Cover, today: date) -> Iterator[Filters]:
    """Each combination of what the names may mean; one, where every name is clear."""
    senses = cover.senses
    left_out = excepted(cover) if kind in _EXCEPTABLE else frozenset()
    units = [_units(p) for p in cover.pieces if p.is_a in _OF_UNITS and p not in left_out]
    leaders = [p.value for p in cover.named(Names.LEADER) if isinstance(p.value, tuple)]
    since, until = _span(kind, cover, today)
    of_somebody = bool(units) or Sense.MINE in senses
    base = replace(
        NO_FILTERS,
        plan_id=next((_int(p.value) for p in cover.named(Names.PLAN)), None),
        section=next((str(p.value) for p in cover.named(Names.SECTION)), None),
        task_ids=_each_told(cover) or told_by(cover.named(Names.TASK)),
        indicator_ids=_figures(cover),
        states=_states(kind, senses),
        light=next((light for sense, light in LIGHTS.items() if sense in senses), None),
        role=_role_of_seats(senses) if kind is QuestionKind.SEATS else _role(senses, named=of_somebody),
        since=since,
        until=until,
        request=_request(senses) if kind is QuestionKind.REQUESTS else None,
        mine=Sense.MINE in senses and not _is_of_others(kind, cover),
        undated=Sense.UNDATED in senses,
        unchanged=Sense.UNCHANGED in senses,
        without=tuple(dict.fromkeys(one for p in left_out if p.is_a in _OF_UNITS for one in sorted(_units(p)))),
    )
    reports = kind is QuestionKind.DUE and any(
        p.is_a is Sense.DUE and _REPORTS.search(str(p.value)) for p in cover.pieces
    )
    for ids, leader in product(product(*(one or (0,) for one in units)), _any_of(leaders) or (None,)):
        named = tuple(dict.fromkeys(i for i in ids if i))
        # of a unit that is named its own days are told anyway
        collected = reports and not named and not base.mine
        yield replace(base, unit_ids=named, leader=leader, collected=collected)


def _is_of_others(kind: QuestionKind, cover: Cover) -> bool:
    """Whether 我 is only who asks: who sits for the units that are named, whose troubles there are."""
    named = bool(cover.named(Names.UNIT) or cover.named(Names.TASK) or cover.named(Names.PERSON))
    return kind is QuestionKind.COORDINATION or (kind is QuestionKind.SEATS and named)


def _any_of(leaders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The leaders that are named; of several one is asked about, since each has tasks of their own."""
    return tuple(dict.fromkeys(one for names in leaders for one in names))


def _figures(cover: Cover) -> tuple[int, ...]:
    """The figures that the words tell; a word that stands in the names of many tells none of them."""
    alone = tuple(dict.fromkeys(one[0] for p in cover.named(Names.INDICATOR) if len(one := ints(p.value)) == 1))
    told_of = alone if len(alone) > 1 else told_by(cover.named(Names.INDICATOR))  # 多少个小区、多少户
    return told_of if len(told_of) <= _A_FEW_FIGURES else ()


def _units(piece: Piece) -> tuple[int, ...]:
    """The units that a name of a unit, or of somebody who sits for one, may mean."""
    value = piece.value
    return ints(value[1] if piece.is_a is Names.PERSON and isinstance(value, tuple) else value)


def excepted(cover: Cover) -> frozenset[Piece]:
    """Return the units that are left out, with the words that say so: 除了住建局, 住建局以外."""
    telling = [p for p in cover.pieces if p.is_a is not Sense.FILL]
    found: set[Piece] = set()
    for at, piece in enumerate(telling):
        if piece.is_a is Sense.EXCEPT:
            behind = list(takewhile(_is_of_unit, telling[at + 1 :]))
            before = list(takewhile(_is_of_unit, reversed(telling[:at])))
            found.update([piece, *(behind or before)] if behind or before else [])
    return frozenset(found)


def _leaves_out_a_task(cover: Cover) -> bool:
    """Whether it is a task that is left out: 除了消防通道我还有啥."""
    telling = [p.is_a for p in cover.pieces if p.is_a is not Sense.FILL]
    return any(one is Sense.EXCEPT and then in {Names.TASK, Names.NUMBERS} for one, then in pairwise(telling))


def _is_of_unit(piece: Piece) -> bool:
    return piece.is_a in _OF_UNITS


def _span(kind: QuestionKind, cover: Cover, today: date) -> tuple[date | None, date | None]:
    spans = [p.value for p in cover.named(Names.SPAN) if isinstance(p.value, Span)]
    if not spans or (kind is QuestionKind.PROGRESS and Sense.OPEN not in cover.senses):
        return None, None
    if kind is QuestionKind.PROGRESS and spans[0].to_end:
        return None, looking_ahead(spans[0], today)[1]  # 年底前还剩几项: what is late already is left too
    look = looking_back if kind in _PAST else looking_ahead
    found = [look(span, today) for span in spans]
    if len(found) == 1:
        days = spans[0].days
        one = kind is QuestionKind.DUE and spans[0].to_end and days is not None and _asks_for_one(cover)
        return (days[0], found[0][1]) if one and days is not None else found[0]
    firsts, lasts = [since for since, _ in found if since], [until for _, until in found if until]
    return min(firsts, default=None), max(lasts, default=None)  # 是5号还是10号: from the one to the other


def _asks_for_one(cover: Cover) -> bool:
    """Whether one task is asked for: 3月底前要办好的是哪件 is not all that is due until then."""
    return any(p.is_a is Sense.WHICH and p.value in _ONE for p in cover.pieces)


def _states(kind: QuestionKind, senses: frozenset[Sense]) -> tuple[WorkState, ...]:
    if kind not in {QuestionKind.PROGRESS, QuestionKind.DUE, QuestionKind.MINE}:
        return ()
    named = [state for sense in STATES if sense in senses for state in STATES[sense]]
    return tuple(state for state in WorkState if state in named)


def _role(senses: frozenset[Sense], *, named: bool) -> Role | None:
    if not named or {Sense.LEAD, Sense.RESPONSIBLE} <= senses:
        return None  # 牵头哪些，配合哪些
    if Sense.LEAD in senses:
        return Role.LEAD
    return Role.RESPONSIBLE if Sense.RESPONSIBLE in senses else None


def _role_of_seats(senses: frozenset[Sense]) -> Role | None:
    """Of which of a task's units the liaisons are asked for: 谁牵头，我找谁对接."""
    return _role(senses | ({Sense.LEAD} if Sense.LED_BY in senses else frozenset()), named=True)


def _request(senses: frozenset[Sense]) -> AnswerKind | None:
    if Sense.EXTENSION in senses:
        return AnswerKind.EXTENSION
    if Sense.NOT_OURS in senses:
        return AnswerKind.NOT_OURS
    return AnswerKind.CLOSURE if senses & {Sense.CLOSURE, Sense.CLOSED} else None


def _each_told(cover: Cover) -> tuple[int, ...]:
    """Several tasks, where each of them is asked about: 管网和消防通道各到多少了."""
    if Sense.EACH not in cover.senses:
        return ()
    told_of = [ints(p.value) for p in cover.named(Names.TASK) if p.weight >= _TELLING]
    alone = tuple(dict.fromkeys(ids[0] for ids in told_of if len(ids) == 1))
    return alone if len(alone) > 1 else ()
