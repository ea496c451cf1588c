"""From entries to the tasks of a draft: dates, milestones and rounds are read, and register and body are matched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from tasks_db.intake.deadlines import Context, DatesRead, readings, target_after, without_year
from tasks_db.intake.draft import DraftTask, Milestone, Quote, Recurrence
from tasks_db.intake.frontmatter import Front
from tasks_db.intake.names import is_firm_or_site, is_named, is_odd
from tasks_db.intake.numbering import marker
from tasks_db.intake.parties import Owners
from tasks_db.intake.recurrences import is_standing, is_standing_cell, recurrences, reported_rounds, unasked_round
from tasks_db.intake.table_rows import Entry

# body item and table row are the same task from this likeness of their texts on (0..100)
_ALIKE = 88
# what a heading says of time holds for all below it, unless a person says otherwise
_OF_HEADING = 0.6
# a date column that says when, if not of which year, is not displaced by a date of the text
_DAY = re.compile(r"\d{1,2}月|季度|半年")
_PHASED = 0.8
# an owner that is no name: the reading has slipped somewhere
_ODD = 0.4
# a task that is nothing but a name, or one whose words speak of a time that no rule reads: the office looks
_THIN, _SHORTEST = 0.6, 6
_TIME_TOLD = re.compile(r"(?:\d|[一二三四五六七八九十])月(?!度)|(?:[节周期底]|季)前")
# 动员部署阶段（12月1日至12月10日）
_IN_BRACKET = re.compile(r"[（(](?P<when>[^（()）]{4,30}[年月日旬底末前])[）)]$")
_LEAST_NAME = 4
_LONGEST_NAME = 20
_STRETCH = 5
_COMMON = 12
_SIGNS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


class Dates(NamedTuple):
    """All that an entry says of time."""

    text: str | None
    on: date | None
    basis: str | None
    standing: bool
    milestones: tuple[Milestone, ...]
    recurrences: tuple[Recurrence, ...]
    confidence: float


def draft_task(entry: Entry, leaning: Context, period: tuple[date, date] | None) -> DraftTask:
    """Return the task of an entry; the end of the plan's period is the deadline of last resort.

    Where the document names a time that is not understood, nothing stands in for it: the office is asked.
    """
    dates = dates_of(entry, leaning)
    endless = dates.standing and dates.basis == "column"
    effective, basis = dates.on, dates.basis if dates.on else None
    unclear = dates.text is not None and dates.on is None and not dates.standing and not dates.recurrences
    reported = reported_rounds(entry.often)[0] if entry.often else ()
    if effective is None and period and not endless and not unclear:
        effective, basis = period[1], "plan_period"
    return DraftTask(
        seq=entry.seq,
        section=entry.section,
        title=entry.title,
        content=entry.content,
        leads=entry.owners.leads,
        responsibles=entry.owners.responsibles,
        leaders=entry.owners.leaders,
        deadline_text=dates.text,
        deadline_date=dates.on,
        effective_deadline=effective,
        deadline_basis=basis,
        # a date that nobody understood is still asked about, however often the row is reported on
        recurring=bool(dates.recurrences) or dates.standing or bool(reported and not unclear),
        milestones=dates.milestones,
        recurrences=_with_column(dates.recurrences, reported),
        source=Quote(entry.place, entry.quote),
        confidence=round(min(entry.confidence, dates.confidence, _certainty(entry, dates, reported)), 2),
    )


def _certainty(entry: Entry, dates: Dates, reported: Sequence[Recurrence]) -> float:
    """Look over a whole task, whichever reader made it: what is cut, thin or left undated is never sure."""
    if odd_owners(entry.owners):
        return _ODD
    words = f"{entry.title or ''}{entry.content}"
    told = f"{dates.text or ''}，{'' if dates.standing else words}"
    undated = not (dates.on or dates.recurrences or reported) and _TIME_TOLD.search(told)
    short = len(words) < _SHORTEST and not re.search(r"\d", words)
    return _THIN if undated or short or is_named(words) or is_firm_or_site(words) else 1.0


def odd_owners(owned: Owners | DraftTask) -> tuple[str, ...]:
    """Return what stands among the units and is no name."""
    return tuple(name for name in (*owned.leads, *owned.responsibles) if is_odd(name))


def context(front: Front) -> Context:
    """Return what dates without a year lean on in this plan."""
    year = front.period[0].year if front.period and front.period[0].year == front.period[1].year else None
    return Context(front.issued_on or front.dated_on, year or front.year)


def dates_of(entry: Entry, leaning: Context) -> Dates:
    """Read the column, else the text: the last target date is the deadline, several are milestones."""
    found = readings(entry.content, leaning)
    rounds = recurrences(entry.content)
    standing = any(is_standing(said) or unasked_round(said) for said in (entry.title, entry.content) if said)
    if entry.phases and not entry.dated:
        return _phased(entry, leaning, standing=standing, rounds=rounds)
    column = readings(entry.dated, leaning, column=True) if entry.dated else ()
    if entry.dated:
        rounds = _with_column(rounds, recurrences(entry.dated, column=True))
        standing = standing or is_standing_cell(entry.dated) or unasked_round(entry.dated, column=True) is not None
    milestones = _milestones(entry, found, column)
    if entry.dated and (column or standing or rounds):
        last = column[-1] if column else None
        on, confidence = (last.on, last.confidence) if last else (None, 0.95)
        return Dates(entry.dated, on, "column", standing, milestones, rounds, confidence)
    if found and not (entry.dated and _DAY.search(entry.dated)):
        last = found[-1]
        phrase = entry.content[last.begin : last.end]
        return Dates(phrase, last.on, "text", standing, milestones, rounds, last.confidence)
    # a date that was not understood is kept as printed and asked about
    unclear = entry.dated or next(iter(without_year(entry.content, leaning)), None)
    above = _heading_dates(entry, leaning) if not unclear and not rounds and not standing else ()
    if above:
        phrase, last = above[-1]
        return Dates(phrase, last.on, "text", standing, milestones, rounds, min(last.confidence, _OF_HEADING))
    return Dates(unclear, None, None, standing, milestones, rounds, 0.4 if unclear else 1.0)


def _with_column(rounds: tuple[Recurrence, ...], column: tuple[Recurrence, ...]) -> tuple[Recurrence, ...]:
    """Add the rounds of a column; one that the text has as well is due by the column's day."""
    if not column:
        return rounds
    stated = {one.every: one for one in column}
    own = tuple(
        replace(one, day=stated[one.every].day, months=stated[one.every].months) if one.every in stated else one
        for one in rounds
    )
    return own + tuple(one for one in column if one.every not in {each.every for each in own})


def _phased(entry: Entry, leaning: Context, *, standing: bool, rounds: tuple[Recurrence, ...]) -> Dates:
    """Read the columns of years and quarters: what is due in each by its end, or by the date that its cell states."""
    due = []
    for when, text in entry.phases:
        ends = readings(when, leaning, column=True)
        if ends:
            stated = readings(text, Context(year=ends[-1].on.year), column=True)
            due.append((stated[-1].on if stated else ends[-1].on, text, when))
    if not due:
        return Dates(entry.phases[-1][0], None, None, standing, (), rounds, 0.4)
    due.sort()
    milestones = tuple(Milestone(day, text) for day, text, _ in due) if len(due) > 1 else ()
    return Dates(due[-1][2], due[-1][0], "column", standing, milestones, rounds, _PHASED)


def _heading_dates(entry: Entry, leaning: Context) -> tuple[tuple[str, DatesRead], ...]:
    """Return the dates of the innermost heading that states some, for a plan whose tasks stand under their months."""
    within = _IN_BRACKET.search(entry.title or entry.content)
    for heading in (entry.title or "", within["when"] if within else "", *reversed(entry.headings)):
        found = readings(heading, leaning, column=heading != entry.title)
        if found:
            return tuple((heading[one.begin : one.end], one) for one in found)
    return ()


def _milestones(entry: Entry, found: Sequence[DatesRead], column: Sequence[DatesRead]) -> tuple[Milestone, ...]:
    """Several dates are phases, the last one included; the text says what is due at each, the column only when."""
    if len({one.on for one in (*found, *column)}) < 2:  # noqa: PLR2004  one date is a deadline, not phases
        return ()
    spoken = {one.on for one in found}
    found_too = [one for one in column if one.on not in spoken]
    phased = [Milestone(one.on, target_after(entry.content, one, _next(found, n))) for n, one in enumerate(found)]
    dated = entry.dated or ""
    phased += [Milestone(one.on, target_after(dated, one, _next(column, column.index(one)))) for one in found_too]
    return tuple(sorted(phased, key=lambda one: one.date))


def _next(found: Sequence[DatesRead], n: int) -> DatesRead | None:
    return found[n + 1] if n + 1 < len(found) else None


def name_of(task: DraftTask) -> str:
    """Return what a finding calls a task: its title, else its first clause, cut where it is long."""
    first = re.split("[，。；：]", task.content, maxsplit=1)[0]
    return task.title or (first if len(first) <= _LONGEST_NAME else f"{first[: _LONGEST_NAME - 1]}…")


def row_name(row: Entry) -> str:
    """Return what a finding calls a row that it compares with the body: its number, else its title."""
    return f"任务“{row.seq or row.title}”"


def same_tasks(rows: list[Entry], items: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Return each item with the rows that say the same: by title, or by the likeness of their whole texts."""
    if not items:
        return []
    titles: dict[str, list[Entry]] = {}
    for row in rows:
        titles.setdefault(_name(row), []).append(row)
    texts, bodies = [plain(row.content) for row in rows], [plain(item.content) for item in items]
    found: dict[int, list[tuple[float, int]]] = {}
    same: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        same.setdefault(text, []).append(at)
    alike = [n for n, body in enumerate(bodies) if body not in same]
    pairs_of_texts = [(n, at) for n, body in enumerate(bodies) for at in same.get(body, ())]
    pairs_of_texts += [(alike[n], at) for n, at in likely_pairs([bodies[n] for n in alike], texts)]
    for n, at in pairs_of_texts:
        likeness = fuzz.ratio(bodies[n], texts[at], score_cutoff=_ALIKE)
        if likeness and not (items[n].title and rows[at].title):
            found.setdefault(n, []).append((-likeness, at))
    pairs = []
    for n, item in enumerate(items):
        if item.title:
            pairs += [(row, item) for row in titles.get(_name(item)) or _only_like(_name(item), titles)]
        pairs += [(rows[at], item) for _, at in sorted(found.get(n, []))]
    return pairs


def _name(entry: Entry) -> str:
    """Return the title of an entry without its number and signs."""
    title = entry.title or ""
    number = marker(title)
    return plain(title[number.end :] if number else title)


def _only_like(name: str, titles: dict[str, list[Entry]]) -> list[Entry]:
    """Return the rows of the one title that the name holds or is held by: 农村厕所革命, 推进农村厕所革命."""
    like = [
        other for other in titles if min(len(name), len(other)) >= _LEAST_NAME and (name in other or other in name)
    ]
    return titles[like[0]] if len(like) == 1 else []


def likely_pairs(some: list[str], others: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of texts that have stretches in common; stretches that many texts have tell nothing.

    Comparing every text with every other would make a document of ten times the tasks a hundred times the work.
    """
    holding = _holders(others)
    for n, text in enumerate(some):
        near: set[int] = set()
        for stretch in _stretches(text):
            near.update(holding.get(stretch, ()))
        yield from ((n, at) for at in sorted(near))


def likely_twins(texts: list[str]) -> list[tuple[int, int]]:
    """Return the positions, ascending, of the texts of one list that have stretches in common."""
    return sorted({pair for holders in _holders(texts).values() for pair in combinations(holders, 2)})


def _holders(texts: list[str]) -> dict[str, list[int]]:
    """Return the stretches that few texts have, each with the positions of those."""
    holding: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for stretch in _stretches(text):
            holding.setdefault(stretch, []).append(at)
    return {stretch: holders for stretch, holders in holding.items() if len(holders) <= _COMMON}


def _stretches(text: str) -> set[str]:
    return {text[at : at + _STRETCH] for at in range(max(1, len(text) - _STRETCH + 1))}


def plain(text: str) -> str:
    """Return the letters and figures of a text alone."""
    return _SIGNS.sub("", text)
