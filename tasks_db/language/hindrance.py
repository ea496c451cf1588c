"""Which clauses tell that something stands in the way, and from where to where it is told.

The words of a task's own name tell nothing: 经费缺口解决方案已完成 has no difficulty.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from tasks_db.language import cues, troubles
from tasks_db.language.completion import Completion
from tasks_db.language.day_marks import Mark
from tasks_db.language.polarity import Polarity, polarity


class Clause(Protocol):
    """What is asked of a clause; ``own`` is it with the name of its task blanked out, ``after`` what follows it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def own(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def completion(self) -> Completion: ...
    @property
    def said_percent(self) -> bool: ...
    @property
    def dated(self) -> tuple[Mark, ...]: ...


_NO_NEWS = frozenset({Completion.NONE, Completion.NOT_YET})


def is_told(clause: Clause) -> bool:
    """Return whether a clause says that something stands in the way, or calls for help."""
    return _stands(clause.own, clause.after)


def may_be_named(clause: Clause) -> bool:
    """Return whether only words of the task's name tell of something in the way (缺口还没补上): said, or named."""
    return clause.own != clause.text and not is_told(clause) and _stands(clause.text, clause.after)


def _stands(text: str, after: str) -> bool:
    cannot = cues.CANNOT.search(text)
    unable = cannot is not None and polarity(text, cannot.start(), cannot.end()) is Polarity.ASSERTED
    return unable or bool(troubles.difficulty(text, after) or troubles.plea(text))


def is_over(clause: Clause) -> bool:
    """Return whether a clause says that what stood in the way before it is over: 已经协调好."""
    over = cues.SETTLED.search(clause.text)
    return over is not None and troubles.difficulty(clause.text[over.end() :]) is None


def span(problems: Sequence[Clause], clauses: Sequence[Clause]) -> tuple[int, int]:
    """Return from where to where the clauses of a statement tell of what stands in the way."""
    return _start(problems[0], clauses), _end(problems[-1], clauses)


def _start(first: Clause, clauses: Sequence[Clause]) -> int:
    """Where the problem begins: a call for help is about what was said just before it, unless that was achieved."""
    before = next((c for c in reversed(clauses) if c.end <= first.start), None)
    only_help = not (troubles.difficulty(first.own) or cues.CANNOT.search(first.own))
    if before is None or not only_help or before.said_percent or before.dated:
        return first.start
    return before.start if before.completion in _NO_NEWS else first.start


def _end(last: Clause, clauses: Sequence[Clause]) -> int:
    """Where the problem ends: behind 有困难 alone, what it is belongs to it (有困难，地冻住了，槽开不了)."""
    behind = [c for c in clauses if c.start >= last.end] if cues.BARE_PROBLEM.fullmatch(last.text) else []
    told = takewhile(lambda c: not (c.said_percent or cues.UNDER_WAY.search(c.text)), behind)
    return max([last.end, *(c.end for c in told if c.completion in _NO_NEWS)])
