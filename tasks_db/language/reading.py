"""What one statement says of a task: its state, share, dates, difficulty; or that it says no state."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import TypeVar

from tasks_db.language import cues
from tasks_db.language.days import Mark, dates
from tasks_db.language.numerals import Percent, figures, percents
from tasks_db.language.spans import Certain
from tasks_db.language.until import NOT_SAID, until
from tasks_db.language.values import UnclearKind
from tasks_db.terms import AnswerKind

_T = TypeVar("_T")

FULL = 100
_CLAUSE = re.compile(r"[^\s,。;!?][^,。;!?\n]*\?*|\?+")
_AS_OF = re.compile(r"截[至止]到?\s*$")
_TELEPHONE = re.compile(r"[\s\d+-]{7,}")
_WORD = re.compile(r"[\w]")


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


class _Completion(Enum):
    NONE = auto()
    WHOLE = auto()
    OF_A_PART = auto()  # "招标已完成", "完成3家"
    PERHAPS_WHOLE = auto()  # a subject that may be the task itself
    HEDGED = auto()
    AHEAD = auto()
    NOT_YET = auto()


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    text: str
    completion: _Completion
    percent: Percent | None  # of the task itself
    said_percent: bool
    dated: tuple[Mark, ...]


def read(text: str, title: str, today: date) -> Reading:
    """The reading of a statement whose reference to a task is already blanked out."""
    spans = [match.span() for match in _CLAUSE.finditer(text) if _WORD.search(match[0]) or "?" in match[0]]
    asked = [span for span in spans if _asks(text[slice(*span)])]
    told = [span for span in spans if span not in asked]
    clauses = [_clause(start, text[start:end], title, today) for start, end in told]
    reading = _reading(clauses, today)
    if not asked:
        return reading
    question = (asked[0][0], asked[-1][1])
    if reading.kind is None:
        return replace(reading, lack=UnclearKind.QUESTION, question=question)
    return replace(reading, question=question)


def _asks(clause: str) -> bool:
    return bool(cues.QUESTION.search(clause)) and not cues.EXTENSION.search(clause)


def _clause(start: int, text: str, title: str, today: date) -> _Clause:
    shares = percents(text)
    own = [share for share in shares if _is_like(_without(text[: share.start], today), title)]
    dated = tuple(said for said in dates(text, today) if not _AS_OF.search(text[: said.start]))
    return _Clause(
        start=start,
        end=start + len(text),
        text=text,
        completion=_completion(text, title, shares, dated, today),
        percent=own[-1] if own else None,
        said_percent=bool(shares),
        dated=dated,
    )


def _without(text: str, today: date) -> str:
    """The words of a stretch that carry meaning of their own: no dates, no fillers."""
    chars = list(text)
    spans = [(said.start, said.end) for said in dates(text, today)]
    spans += [(share.start, share.end) for share in percents(text)]
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return cues.EMPTY_WORDS.sub("", cues.COMPLETED.sub("", "".join(chars)))


def _is_like(words: str, title: str) -> bool:
    """Whether the words only repeat the task's title, or say nothing of their own."""
    return not words or words in title or title in words


def _completion(
    text: str, title: str, shares: tuple[Percent, ...], dated: tuple[Mark, ...], today: date
) -> _Completion:
    done = cues.COMPLETED.search(text)
    if cues.CANNOT.search(text) or cues.NOT_COMPLETED.search(text) or cues.NOT_STARTED.search(text):
        return _Completion.NOT_YET
    if cues.SUPPOSED.search(text):
        return _Completion.HEDGED
    if cues.TO_BE_COMPLETED.search(text) or (done and _dated_ahead(text, done.start(), dated, today)):
        return _Completion.AHEAD
    if cues.HEDGED.search(text):
        return _Completion.HEDGED
    return _whole_or_part(text, done, title, shares, today) if done else _Completion.NONE


def _whole_or_part(
    text: str, done: re.Match[str], title: str, shares: tuple[Percent, ...], today: date
) -> _Completion:
    if cues.ASKS_CLOSURE.search(text):
        return _Completion.WHOLE
    if cues.IN_PART.search(text) or any(share.value != FULL for share in shares):
        return _Completion.OF_A_PART
    rest = text[done.end() :]
    for share in reversed(percents(rest)):
        rest = rest[: share.start] + rest[share.end :]
    what = cues.EMPTY_OBJECT.sub("", (rest.lstrip("了 ").split(" ") or [""])[0])
    if what and not _is_like(what, title):
        return _Completion.OF_A_PART
    subject = _without(text[: done.start()], today)
    if _is_like(subject, title):
        return _Completion.WHOLE
    counted = figures(text[: done.start()]) and not re.search(r"全|都|均", text[: done.start()])
    return _Completion.OF_A_PART if counted else _Completion.PERHAPS_WHOLE


def _dated_ahead(text: str, done: int, dated: tuple[Mark, ...], today: date) -> bool:
    """As in "明天完成": a day still to come before the verb, and no 已 or 了 that says it is past."""
    before = [said for said in dated if said.end <= done and said.rule != "year"]
    if not before or before[-1].day is None or before[-1].day < today:
        return False
    between = text[before[-1].end : done]
    return "已" not in between and not re.match(r"\s*[了的]", text[done + 2 :])


def _reading(clauses: list[_Clause], today: date) -> Reading:
    """The one reading of all clauses; the first rule that holds decides the kind."""
    if all(_nothing_told(clause) for clause in clauses):
        return _silent(clauses)
    telling = [clause for clause in clauses if not cues.ELSEWHERE.fullmatch(clause.text)]
    percent, exact = _percent(telling)
    expected = _first(_expected(clause, today) for clause in telling)
    problems = [clause for clause in telling if _problem(clause.text)]
    basis = Reading(
        kind=None,
        percent=percent,
        problem=(_problem_start(problems[0], telling), problems[-1].end) if problems else None,
        needs=_first(_needs(clause.text) for clause in problems),
        expected=expected.day if expected else None,
        sure=exact and (expected is None or expected.certain is not Certain.OPEN),
    )
    for rule in (_extension, _not_ours, _blocked, _done, _no_change, _under_way, _received):
        if said := rule(basis, telling, today):
            return said
    return _silent(clauses)


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


def _percent(clauses: list[_Clause]) -> tuple[int | None, bool]:
    """The task's own share, the last one said; not exact when only a part's or an impossible share is said."""
    own = [clause.percent for clause in clauses if clause.percent]
    if own and own[-1].value <= FULL:
        return own[-1].value, own[-1].exact
    return None, not any(clause.said_percent for clause in clauses)


def _problem(text: str) -> bool:
    cleared = cues.NO_PROBLEM.sub("", text)
    return bool(cues.PROBLEM.search(cleared) or cues.CANNOT.search(cleared) or cues.HELP_WANTED.search(cleared))


def _problem_start(first: _Clause, clauses: list[_Clause]) -> int:
    """Where the problem begins: a call for help is about what was said just before it, unless that was achieved."""
    before = next((c for c in reversed(clauses) if c.end <= first.start), None)
    only_help = not (cues.PROBLEM.search(first.text) or cues.CANNOT.search(first.text))
    if before is None or not only_help or before.said_percent or before.dated:
        return first.start
    return before.start if before.completion in {_Completion.NONE, _Completion.NOT_YET} else first.start


def _needs(text: str) -> str | None:
    for pattern in (cues.HELP_WANTED, cues.HELP_NAMED, cues.HELD_BY):
        for match in pattern.finditer(text):
            if cues.UNIT_LIKE.search(match["who"]):
                return match["who"]
    return None


def _expected(clause: _Clause, today: date) -> Mark | None:
    """When completion is expected: a day to come, said with completion or with 预计 and nothing else."""
    if cues.EXTENSION.search(clause.text) and not cues.NO_EXTENSION.search(clause.text):
        return None
    announced = cues.FUTURE.search(clause.text) and not cues.OTHER_EVENT.search(clause.text)
    if clause.completion is not _Completion.AHEAD and not announced:
        return None
    ahead = [said for said in clause.dated if said.day is not None and said.day >= today and said.rule != "year"]
    return ahead[-1] if ahead else None


def _extension(basis: Reading, clauses: list[_Clause], today: date) -> Reading | None:
    asking = [
        clause
        for clause in clauses
        if cues.EXTENSION.search(clause.text) and not cues.NO_EXTENSION.search(clause.text)
    ]
    if not asking:
        return None
    dated = _first(clause for clause in asking if clause.dated)
    wanted = until(dated.text, dated.dated, today) if dated else NOT_SAID
    plain = wanted.sure and not any(cues.QUESTION.search(clause.text) for clause in asking)
    return replace(
        basis, kind=AnswerKind.EXTENSION, new_date=wanted.day, likely=wanted.likely, sure=basis.sure and plain
    )


def _not_ours(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    owner = _first(cues.OTHER_OWNER.search(clause.text) for clause in clauses)
    denied = any(cues.NOT_OURS.search(clause.text) for clause in clauses)
    if not denied and owner is None:
        return None
    return replace(basis, kind=AnswerKind.NOT_OURS, needs=owner["who"] if owner else None, sure=denied and basis.sure)


def _blocked(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    if basis.problem is None:
        return None
    done = any(clause.completion is _Completion.WHOLE for clause in clauses)
    return replace(basis, kind=AnswerKind.BLOCKED, sure=basis.sure and not done)


def _done(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    """Completion, if nothing else in the statement speaks against it."""
    said = {clause.completion for clause in clauses}
    if _Completion.WHOLE not in said and basis.percent != FULL:
        return None
    against = said & {_Completion.HEDGED, _Completion.AHEAD, _Completion.NOT_YET}
    going_on = any(
        cues.UNDER_WAY.search(clause.text) for clause in clauses if clause.completion is not _Completion.WHOLE
    )
    if against or going_on or (basis.percent or FULL) < FULL:
        return replace(basis, kind=AnswerKind.PROGRESS, sure=False)
    parts = said & {_Completion.OF_A_PART, _Completion.PERHAPS_WHOLE}
    asks = any(cues.ASKS_CLOSURE.search(clause.text) for clause in clauses)
    return replace(basis, kind=AnswerKind.DONE, sure=basis.sure and not parts, asks_closure=asks)


def _no_change(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    if basis.percent is not None or not any(cues.NO_CHANGE.search(clause.text) for clause in clauses):
        return None
    return replace(basis, kind=AnswerKind.NO_CHANGE)


def _under_way(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    said = {clause.completion for clause in clauses} - {_Completion.NONE}
    active = any(cues.ACTIVE.search(clause.text) for clause in clauses)
    started = not all(cues.NOT_STARTED.search(clause.text) for clause in clauses)
    if not said and not active and basis.percent is None and basis.sure:
        return None
    doubtful = said & {_Completion.HEDGED, _Completion.PERHAPS_WHOLE}
    return replace(
        basis,
        kind=AnswerKind.PROGRESS,
        percent=basis.percent if started else 0,
        sure=basis.sure and not doubtful,
    )


def _received(basis: Reading, clauses: list[_Clause], _: date) -> Reading | None:
    received = any(cues.RECEIPT.search(clause.text) for clause in clauses)
    return replace(basis, kind=AnswerKind.RECEIVED) if received else None
