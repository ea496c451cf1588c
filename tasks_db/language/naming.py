"""Statements told apart by the tasks that their clauses name: 质量检查已完成，电梯没完成 speaks of two tasks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks_db.language.names import CLEAR, Named, named
from tasks_db.language.numerals import percents
from tasks_db.language.references import Scope, Statement
from tasks_db.language.values import Shown

_CLAUSE = re.compile(r"[^,，。;；!！\n]+[,，。;；!！\n]*")
_COUNTS = re.compile(r"\s*(?:[一二三四五六七八九十]是|首先|其次|再次|另外|还有|此外|第[一二三](?=[,，]))[,，]?")
_HEADING = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,10}?)\s*[:：](?!\d)")
_FIELD = re.compile("困难|问题|原因|措施|协调|下一?步|进展|进度|备注|说明|情况|其中|截[至止]")
_TOGETHER = re.compile(r"[^,，。;；]{0,4}(?:[、和与及跟]|还有|以及)[^,，。;；]{0,6}")
_STRONG = 3.0
_CLEARLY_MORE = 1.6


def meant(text: str, tasks: Sequence[Shown]) -> tuple[tuple[int, ...], bool]:
    """Return the tasks that a clause names, and whether it is clear that it names these."""
    found = named(text, tasks)
    clear = [one for one in found if one.score >= CLEAR]
    if not clear:
        return tuple(one.number for one in found), False
    if len(clear) == 1 or clear[0].score >= _CLEARLY_MORE * clear[1].score:
        return (clear[0].number,), True
    in_order = sorted(clear, key=lambda one: one.start)
    if _are_listed(text, in_order):
        return tuple(one.number for one in in_order), True
    return tuple(one.number for one in clear), False


def _are_listed(text: str, found: Sequence[Named]) -> bool:
    """管网和电梯都无变化 names both, each with words of its own."""
    return all(
        before.end <= after.start and _TOGETHER.fullmatch(text[before.end : after.start])
        for before, after in pairwise(found)
    )


def split(part: Statement, tasks: Sequence[Shown]) -> tuple[Statement, ...]:
    """Cut a statement where its clauses turn to another task by name.

    A statement that began with a number lets go only of clauses that name another task strongly.
    """
    if len(tasks) < 2 or part.doubtful or part.scope not in (Scope.NONE, Scope.NUMBERS):  # noqa: PLR2004
        return (part,)
    groups: list[tuple[tuple[int, ...], int, int]] = []
    of_number = part.scope is Scope.NUMBERS
    for clause in _CLAUSE.finditer(part.body):
        heading = _HEADING.match(clause.group())
        heading = None if heading and _FIELD.search(heading["name"]) else heading
        numbers = _of_heading(heading, tasks) if heading else _of_clause(clause.group(), part, tasks)
        if heading and not of_number and (numbers or groups):
            groups.append((numbers, clause.start(), clause.end()))
            continue
        if not numbers and groups and not of_number and _may_turn(clause.group(), groups[-1][0], tasks):
            groups.append(((), clause.start(), clause.end()))
            continue
        turns = numbers and (not groups or groups[-1][0] != numbers)
        if groups and not turns:
            groups[-1] = (groups[-1][0], groups[-1][1], clause.end())
        elif of_number and not groups:
            groups.append((numbers if not of_number else part.numbers, clause.start(), clause.end()))
        else:
            groups.append((numbers, clause.start(), clause.end()))
    if not groups or all(not numbers for numbers, _, _ in groups):
        return (part,)
    return tuple(_piece(part, *group) for group in groups)


def _may_turn(clause: str, current: Sequence[int], tasks: Sequence[Shown]) -> bool:
    """Whether a share may be another task's: 施工进度50% behind words about something else."""
    numbers, _ = meant(clause, tasks)
    return bool(numbers and percents(clause)) and not set(numbers) & set(current)


def _of_heading(heading: re.Match[str], tasks: Sequence[Shown]) -> tuple[int, ...]:
    """As 用房：无 in a list of many: a heading names its task with fewer words."""
    found = named(heading["name"], tasks)
    if not found or (len(found) > 1 and found[0].score < _CLEARLY_MORE * found[1].score):
        return ()
    return (found[0].number,)


def _of_clause(clause: str, part: Statement, tasks: Sequence[Shown]) -> tuple[int, ...]:
    numbers, clear = meant(clause, tasks)
    if not clear:
        return ()
    if part.scope is Scope.NUMBERS:
        found = named(clause, tasks)
        if set(part.numbers) & {one.number for one in found} or found[0].score < _STRONG:
            return part.numbers
    return numbers


def _piece(part: Statement, numbers: tuple[int, ...], start: int, end: int) -> Statement:
    if part.scope is Scope.NUMBERS and numbers == part.numbers:
        kept = " " * start + part.body[start:end]
        return (
            replace(part, end=part.start + end, body=kept)
            if start == 0
            else replace(
                part,
                start=part.start + start,
                words=part.start + start,
                end=part.start + end,
                body=part.body[start:end],
            )
        )
    counts = _COUNTS.match(part.body, start)
    begin = counts.end() if counts else start
    heading = _HEADING.match(part.body, begin) if numbers else None
    begin = heading.end() if heading else begin
    scope = Scope.NUMBERS if numbers else Scope.NONE
    return Statement(
        part.start + start, part.start + end, part.start + begin, " " * (begin - start) + part.body[begin:end],
        scope, numbers, by_name=bool(numbers),
    )  # fmt: skip
