"""What one statement says of a task: its state, share, dates, difficulty; or that it says no state."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from tasks_db import lazy_re as re
from tasks_db.language import asking, cues, hindrance, lying_ahead, names, other_lead, shares, troubles, wishes
from tasks_db.language.activity import any_active, counted_beside, runs_on_with_news, stands
from tasks_db.language.completion import FULL, Completion, completion, is_like, without
from tasks_db.language.day_marks import Mark
from tasks_db.language.days import dates
from tasks_db.language.expecting import expected
from tasks_db.language.numerals import figures, percents
from tasks_db.language.polarity import Polarity, negations, polarity
from tasks_db.language.spans import Certain
from tasks_db.language.values import UnclearKind
from tasks_db.language.wanted import wanted_day
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind

_T = TypeVar("_T")

_CLAUSE = re.compile(r"[^\s,。;!?][^,。;!?\n]*\?*|\?+")
_OF_TARGET = re.compile(r"的?(?:这一?个?)?(?:阶段性?)?(?:节点|目标|任务数|指标)")
_ASIDE = re.compile(r"(?<=节点|目标|任务|要求|指标)[(（][^()（）\n]{1,30}[)）]")
"""What a target is stands in brackets behind it, and is none of what is told."""
_TELEPHONE = re.compile(r"[\s\d+-]{7,}")
_NEXT = 16
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Reading:
    """``kind`` is None when no state is said; ``lack`` then tells why. Positions are in the text that was read."""

    kind: AnswerKind | None
    lack: UnclearKind = UnclearKind.NO_STATE
    percent: int | None = None
    problem: tuple[int, int] | None = None
    needs: str | None = None
    expected: date | None = None
    new_date: date | None = None
    likely: tuple[date, ...] = ()
    sure: bool = True
    question: tuple[int, int] | None = None
    same_as_above: bool = False
    asks_closure: bool = False
    of_itself: bool = False
    """Whether 已完成 is said of the task, its node or the unit's own part by name."""
    options: tuple[AnswerKind, ...] = ()
    """What else the words may mean, to be offered beside ``kind``."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """``after`` is what follows it in the statement."""

    start: int
    end: int
    text: str
    after: str
    completion: Completion
    said_percent: bool
    dated: tuple[Mark, ...]
    not_started: bool  # said of the task itself
    idle: bool  # 没动, said of the task itself
    bare: str
    """The clause without the name of its task, whose verbs tell nothing: 排查 of 底数排查."""
    own: str
    """The clause with the name of its task blanked out: 缺口 in 经费缺口解决方案 is no difficulty."""

    @property
    def asks_for_time(self) -> bool:
        """Whether it wishes to be done later than is asked."""
        return wishes.asks_for_time(self.text, self.dated)


@lru_cache(maxsize=_REMEMBERED)
def read(text: str, title: str, today: date) -> Reading:
    """The reading of a statement whose reference to a task is already blanked out."""
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    spans = [match.span() for match in _CLAUSE.finditer(text)]
    asked = [(start, end) for start, end in spans if _asks(text[start:end], today)]
    told = [span for span in spans if span not in asked]
    clauses = _of_things([_clause(start, end, text, title, today) for start, end in told])
    reading = _reading(clauses, title, today)
    if reading.kind in (None, AnswerKind.PROGRESS) and asking.all_ask([text[start:end] for start, end in spans]):
        return Reading(None, UnclearKind.QUESTION, question=(spans[0][0], spans[-1][1]))  # 那个50%是指啥
    if not asked:
        return reading
    question = (asked[0][0], asked[-1][1])
    told_weakly = reading.kind is AnswerKind.PROGRESS and reading.percent is None
    if told_weakly and asked[-1] == spans[-1] and not any(map(_tells_news, clauses)):
        return Reading(None, UnclearKind.QUESTION, question=question)  # 盘活用房除了财政，责任单位还有谁
    if reading.kind is None:
        return replace(reading, lack=UnclearKind.QUESTION, question=question)
    return replace(reading, question=question)


def _tells_news(clause: _Clause) -> bool:
    """Whether a clause tells that something happened or goes on, and does not only name what is asked about."""
    return bool(
        clause.completion is not Completion.NONE
        or clause.dated
        or cues.UNDER_WAY.search(clause.text)
        or troubles.denies(clause.text)
        or re.search(r"(?<!除)了|过(?!来)|已|在(?!哪)|还[没未]", clause.text)
    )


_ALL_MENDED = re.compile(r"(?:全部|均|都|已经?){1,4}[^,。;]{0,2}(?:整改|解决|处理|办结|销号|化解|清零)")


def _of_things(clauses: list[_Clause]) -> list[_Clause]:
    """发现问题7个，全部整改到位 tells of the seven, not of the task; 清障46处，已完成 may tell of either."""
    found: list[_Clause] = []
    for clause in clauses:
        counted = bool(found) and cues.COUNTED.search(found[-1].text) is not None
        itself = cues.ASKS_CLOSURE.search(clause.text) or cues.OF_TASK_ITSELF.search(clause.text)
        of_things = clause.completion is Completion.WHOLE and not itself
        mended = _ALL_MENDED.search(clause.text) is not None
        meant = Completion.OF_A_PART if mended else Completion.PERHAPS_WHOLE
        found.append(replace(clause, completion=meant) if counted and of_things else clause)
    return found


def _names_no_day_ahead(text: str, said: Mark, today: date) -> bool:
    """Whether a day is one as of which is told, one that is past (已于10月29日), or the name of a target."""
    return bool(_OF_TARGET.match(text, said.end) or lying_ahead.is_past(text, said, today))


def _asks(clause: str, today: date) -> bool:
    """Whether a clause is a question; a wish for time and a doubt whose task it is are none, however they are put."""
    put_as_one = cues.QUESTION.search(clause) or cues.ASKS_BACK.search(clause)
    before = clause[: put_as_one.start()] if put_as_one else ""
    if (cues.WEIGHED.search(before) or cues.UNSETTLED.search(clause)) and not clause.rstrip().endswith("?"):
        return False
    if not put_as_one or asking.only_tells(clause) or wishes.asks_for_time(clause, dates(clause, today)):
        return False
    return not (
        cues.ASKS_CLOSURE.search(clause)
        or cues.OTHER_OWNER.search(clause)
        or cues.NOT_OURS.search(clause)
        or troubles.plea(clause)
    )


def _clause(start: int, end: int, whole: str, title: str, today: date) -> _Clause:
    text = whole[start:end]
    dated = tuple(said for said in dates(text, today) if not _names_no_day_ahead(text, said, today))
    shares_said = tuple(share for share in percents(text) if not _OF_TARGET.match(text, share.end))
    begun = cues.NOT_STARTED.search(text) or cues.NOT_GONE.search(text)
    idle = cues.IDLE.search(text)
    return _Clause(
        start=start,
        end=end,
        text=text,
        after=whole[end : end + _NEXT],
        completion=completion(text, title, shares_said, dated, today),
        said_percent=bool(shares_said),
        dated=dated,
        not_started=begun is not None
        and any(of(without(text[: begun.start()], today), title) for of in (is_like, names.ends_with)),
        idle=idle is not None
        and not negations(text, idle.start())
        and (names.of_two(text[: idle.start()], title) or is_like(without(text[: idle.start()], today), title)),
        bare=names.bare(text, title),
        own=names.blanked(text, title),
    )


def _reading(clauses: list[_Clause], title: str, today: date) -> Reading:
    """The one reading of all clauses; the first rule that holds decides the kind."""
    if all(_nothing_told(clause) for clause in clauses) or any(cues.NOT_TOLD_HERE.search(c.text) for c in clauses):
        return _silent(clauses)
    later = any(wishes.puts_off(clause.text) for clause in clauses)
    telling = [c for c in clauses if not cues.ELSEWHERE.fullmatch(c.text) and not wishes.tells_later(c.text, later)]
    if not telling:
        return Reading(None, UnclearKind.LATER)
    share = shares.progress([names.plain(clause.text, title) for clause in telling])
    expected = _first(_expected(clause, today) for clause in telling)
    resumed = any(cues.RESUMED.search(clause.text) and not _lies_ahead(clause, today) for clause in telling)
    settled = hindrance.settled_at(telling)
    problems = [
        c
        for at, c in enumerate(telling)
        if at > settled and hindrance.is_told(c) and not (resumed and cues.STOPPED.search(c.text))
    ]
    basis = Reading(
        kind=None,
        percent=share.value,
        problem=hindrance.span(problems, telling) if problems else None,
        needs=_first(troubles.asked_for_help(clause.text) for clause in problems),
        expected=expected.day if expected else None,
        sure=share.certain and (expected is None or expected.certain is not Certain.OPEN),
    )
    for rule in (_extension, _not_ours, _blocked, _done, _no_change, _under_way, _received):
        if said := rule(basis, telling, today):
            said = replace(said, sure=said.sure and not any(cues.HEARSAY.search(clause.text) for clause in telling))
            supposed = said.expected is not None and any(_ON_CONDITION.search(clause.text) for clause in telling)
            named = any(map(hindrance.may_be_named, telling))
            doubtful = said.kind is AnswerKind.PROGRESS and (named or supposed)
            return replace(said, sure=False, options=(*said.options, AnswerKind.BLOCKED)) if doubtful else said
    return Reading(None, UnclearKind.LATER) if later else _silent(clauses)


_ON_CONDITION = re.compile(r"^\W*(?:如果|要是|只要|假如|万一|倘若|若(?![干溪琳]))")
"""如果资金到位，月底能完成: the day holds only if something comes first."""


def _lies_ahead(clause: _Clause, today: date) -> bool:
    """As 明年3月复工, which tells that nothing goes on now."""
    return any(said.day is not None and said.day > today and not _runs(said, today) for said in clause.dated)


def _runs(said: Mark, today: date) -> bool:
    return said.days is not None and said.days.first <= today


def _nothing_told(clause: _Clause) -> bool:
    return bool(cues.ELSEWHERE.fullmatch(clause.text) or cues.SAME_ABOVE.fullmatch(clause.text))


def _silent(clauses: list[_Clause]) -> Reading:
    """No state was said: what there is instead."""
    text = ",".join(clause.text for clause in clauses).strip()
    if clauses and any(cues.SAME_ABOVE.fullmatch(clause.text) for clause in clauses):
        return Reading(None, UnclearKind.AMBIGUOUS, same_as_above=True)
    if any(cues.ELSEWHERE.fullmatch(clause.text) for clause in clauses):
        return Reading(None, UnclearKind.ELSEWHERE)
    if not text or _TELEPHONE.fullmatch(text):
        return Reading(None, UnclearKind.NOT_AN_ANSWER)
    return Reading(None, UnclearKind.FIGURE if figures(text) else UnclearKind.NO_STATE)


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _expected(clause: _Clause, today: date) -> Mark | None:
    """When completion is expected, unless more time is asked for."""
    if clause.asks_for_time:
        return None
    return expected(clause.text, clause.dated, today, ahead=clause.completion is Completion.AHEAD)


def _extension(basis: Reading, clauses: list[_Clause], today: date) -> Reading | None:
    before = ["", *(clause.text for clause in clauses)]
    asking = [c for at, c in enumerate(clauses) if c.asks_for_time and not wishes.is_supposed(c.text, before[at])]
    if not asking:
        return None
    wanted = wanted_day(clauses, today)
    return replace(
        basis,
        kind=AnswerKind.EXTENSION,
        percent=basis.percent,
        new_date=wanted.day,
        likely=wanted.likely,
        expected=None,
        sure=basis.sure and wanted.sure,
    )


def _not_ours(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    owner = _first(cues.OTHER_OWNER.search(clause.text) for clause in clauses)
    denied = any(_is_told(cues.NOT_OURS, clause) for clause in clauses)
    counted = owner is not None and owner["office"] and any(cues.COUNTED.search(clause.text) for clause in clauses)
    if (
        not denied
        and basis.percent is None
        and (lead := other_lead.wished([clause.text for clause in clauses])) is not None
    ):
        return replace(basis, kind=AnswerKind.NOT_OURS, needs=lead or None, problem=None, sure=False)
    if not denied and (owner is None or counted):
        return None  # 检查归住建，我们查了5台塔吊
    who = (owner["who"] or owner["other"] or owner["its"] or owner["office"]) if owner else None
    return replace(basis, kind=AnswerKind.NOT_OURS, needs=who, sure=False)


def _is_told(cue: re.Pattern[str], clause: _Clause) -> bool:
    return any(
        polarity(clause.text + clause.after, match.start(), match.end()) is Polarity.ASSERTED
        for match in cue.finditer(clause.text)
    )


def _blocked(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    if basis.problem is None:
        return None
    done = any(clause.completion in (Completion.WHOLE, Completion.OWN_PART) for clause in clauses)
    left = basis.expected is not None and hindrance.of_what_is_left(clauses)
    if left or hindrance.of_papers_left(clauses):
        return replace(basis, kind=AnswerKind.PROGRESS)
    said = replace(basis, kind=AnswerKind.BLOCKED, sure=basis.sure and not done)
    rough = not done and not any(_FIGURED.search(clause.text) for clause in clauses)
    return replace(said, percent=None, sure=basis.expected is None) if rough and basis.percent is not None else said


_FIGURED = re.compile(r"\d\s*%|百分之|成(?!立|功|员|本|果|效|熟|型)")
"""What no reader takes for a way of speaking, as he may 做了三分之一 and 大概一半 beside a difficulty."""


def _done(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    """Completion, if nothing else in the statement speaks against it."""
    said = {clause.completion for clause in clauses}
    if not said & {Completion.WHOLE, Completion.OWN_PART} and basis.percent != FULL:
        return None
    against = said & {Completion.HEDGED, Completion.AHEAD, Completion.NOT_YET}
    going_on = any(
        cues.UNDER_WAY.search(clause.bare)
        for clause in clauses
        if clause.completion not in (Completion.WHOLE, Completion.OWN_PART)
    )
    asks = any(cues.ASKS_CLOSURE.search(clause.text) for clause in clauses)
    if against or going_on or (basis.percent or FULL) < FULL:
        whole = [c.text for c in clauses if c.completion in (Completion.WHOLE, Completion.OWN_PART)]
        itself = any(cues.OF_TASK_ITSELF.search(text) or cues.ASKS_CLOSURE.search(text) for text in whole)
        doubtful = itself or (basis.percent is None and said & {Completion.HEDGED, Completion.NOT_YET})
        return replace(basis, kind=AnswerKind.PROGRESS, sure=basis.sure and not doubtful, options=(AnswerKind.DONE,))
    parts = said & {Completion.OF_A_PART, Completion.PERHAPS_WHOLE}
    own_part = Completion.WHOLE not in said and basis.percent != FULL
    itself = Completion.OWN_PART in said or any(
        cues.OF_TASK_ITSELF.search(c.text) or cues.OWN_PART.search(c.text)
        for c in clauses
        if c.completion is Completion.WHOLE
    )
    options = (AnswerKind.PROGRESS,) if parts or own_part else ()
    return replace(
        basis,
        kind=AnswerKind.DONE,
        sure=basis.sure and (not parts or itself),
        asks_closure=asks,
        of_itself=itself,
        options=options,
    )


def _no_change(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    """无变化, said plainly and of everything: words of work beside it tell that something did happen."""
    told = [clause for clause in clauses if not cues.OF_PERSONS.search(clause.text)]
    telling = [clause for clause in told if clause.idle or _is_told(cues.NO_CHANGE, clause)]
    if basis.percent is not None or not telling:
        nothing = len(clauses) == 1 and cues.BARE_NOTHING.fullmatch(clauses[0].text)
        return replace(basis, kind=AnswerKind.NO_CHANGE) if nothing else None
    moved = any(_did_happen(clause) for clause in clauses if clause not in telling)
    if any(runs_on_with_news(clause.text) for clause in telling):
        return replace(basis, kind=AnswerKind.NO_CHANGE, sure=False, options=(AnswerKind.PROGRESS,))
    return None if moved else replace(basis, kind=AnswerKind.NO_CHANGE)


def _did_happen(clause: _Clause) -> bool:
    done = clause.completion in (Completion.WHOLE, Completion.OF_A_PART)
    return done or bool(cues.COUNTED.search(clause.text) and cues.HAPPENED.search(clause.text))


def _under_way(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    said = {clause.completion for clause in clauses} - {Completion.NONE}
    active = any_active(clauses)
    started = not all(clause.not_started for clause in clauses)
    idle = not active and basis.expected is None and said <= {Completion.NOT_YET} and any(map(stands, clauses))
    if started and not said and not active and basis.percent is None and basis.expected is None and basis.sure:
        return None
    doubtful = said & {Completion.HEDGED, Completion.PERHAPS_WHOLE}
    if lying_ahead.goes_on(clauses):
        doubtful = set()  # 已经查完，档案正在装订
    node = any(cues.OF_TASK_ITSELF.search(c.text) for c in clauses if c.completion is Completion.PERHAPS_WHOLE)
    if basis.percent is not None and basis.sure and not node:
        doubtful = set()  # 基本完成，进度90%
    asks = basis.percent is None and any(asking.asks_back(clause.text) for clause in clauses)
    if basis.percent is None and (not started or idle):
        return _unmoved(basis, clauses, started=started)
    others = (AnswerKind.DONE,) if doubtful else ()
    return replace(basis, kind=AnswerKind.PROGRESS, sure=basis.sure and not others and not asks, options=others)


def _unmoved(basis: Reading, clauses: list[_Clause], *, started: bool) -> Reading:
    """尚未启动 tells that nothing is done, 摸出14处，充电桩还没动 what is; 没叫就没动 may tell either."""
    if not started:
        return replace(basis, kind=AnswerKind.NO_CHANGE)
    counted = counted_beside(clauses)
    return replace(
        basis,
        kind=AnswerKind.PROGRESS,
        sure=basis.sure and counted,
        options=() if counted else (AnswerKind.NO_CHANGE,),
    )


def _received(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    received = any(
        m and not negations(c.text, m.start()) and not cues.COUNTED.match(c.text, m.end())  # 资料收到3台的
        for c in clauses
        for m in [cues.RECEIPT.search(c.text)]
    )
    return replace(basis, kind=AnswerKind.RECEIVED) if received else None
