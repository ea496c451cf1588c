"""What a unit counted in several reports of a period: the figures of all of them, added up where they are no stand.

A recurring task is told anew each month, and the last month's figures are not the quarter's. Reports that count the
same things in the same words are told together. A figure that falls from one report to the next counts what was done
in between, and so do those beside it; they are added up. Figures that never fall may be running totals: they stand
one after the other. Figures of which each names its month (3月份检查23家) are those of that month: they are added up
where every month of the period has its own, and stand alone otherwise.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.period import Period
from tasks_db.register.values import Report

_COUNTED = re.compile(r"(?P<what>[^\d]*)(?P<figure>\d+(?:\.\d+)?)(?P<measure>[^\d]*)")
_CLAUSES = re.compile("[，,；;]")
_OF_THE_TIME = re.compile(r"^(?:本|当|这个?)(?:月|期|季度)")
_OF_MONTH = re.compile(r"^(?P<month>\d{1,2})月份?(?![\d底初末中上下至到-])")
_MONTHS = 3
_OF_THE_QUARTER = re.compile(r"^(?:本|这个?)季度")
_STANDS = re.compile(r"累计|总计|共有|现有|在册|覆盖|惠及|达到|保有|[%％]")


@dataclass(frozen=True, slots=True)
class Total:
    """The figures of several reports of one unit: ``added`` up in ``text``, or one after the other in it."""

    text: str
    added: bool
    days: tuple[date, ...]
    report_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    what: str
    figure: Decimal
    measure: str


def total(told: Sequence[tuple[Report, str]], period: Period) -> Total | None:
    """Return the figures of a unit's reports, oldest first, each with the fact in its words.

    None where there are fewer than two, where two are about the same round, where they do not count the same, and
    where a figure is a stand by its own words (累计, 惠及): that is the last one.
    """
    months = [_OF_MONTH.match(text) for _, text in told]
    by_month = _are_all_of(period, [int(m["month"]) for m in months if m is not None]) and None not in months
    counts = [_counts(_OF_MONTH.sub("", text) if by_month else text) for _, text in told]
    first = counts[0] if counts else None
    rounds = [report.checkpoint_id for report, _ in told if report.checkpoint_id is not None]
    stands = any(_STANDS.search(text) for _, text in told)
    if first is None or len(told) == 1 or len(set(rounds)) < len(rounds) or stands or _is_told_anew(told):
        return None
    alike = [c for c in counts if c is not None and [_kind(one) for one in c] == [_kind(one) for one in first]]
    if len(alike) < len(told):
        return None
    columns = [[one.figure for one in column] for column in zip(*alike, strict=True)]
    said = any(_OF_THE_TIME.search(clause) for _, text in told for clause in _CLAUSES.split(text))
    said = said or by_month
    falls = any(later < earlier for of in columns for earlier, later in pairwise(of))
    falls = falls or _stands_still(columns)
    added = said or falls
    shown = [str(sum(of)) if added else "、".join(map(str, of)) for of in columns]
    return Total(
        "，".join(f"{one.what}{figure}{one.measure}" for one, figure in zip(first, shown, strict=True)),
        added,
        tuple(local_date(report.at) for report, _ in told),
        tuple(report.id for report, _ in told),
    )


def _are_all_of(period: Period, months: Sequence[int]) -> bool:
    """Whether there is each month of a period, once."""
    first, last = period.since, period.until
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return sorted(months) == sorted((first.month + n - 1) % 12 + 1 for n in range(count))


def _is_told_anew(told: Sequence[tuple[Report, str]]) -> bool:
    """Whether the last report gives the figures of a quarter in which an earlier one was told already: 本季度19场."""
    (last, words), *before = reversed(told)
    if not any(_OF_THE_QUARTER.match(clause) for clause in _CLAUSES.split(words)):
        return False
    return any(_quarter(report) == _quarter(last) for report, _ in before)


def _quarter(report: Report) -> tuple[int, int]:
    day = local_date(report.at)
    return day.year, (day.month - 1) // _MONTHS


def _stands_still(columns: Sequence[Sequence[Decimal]]) -> bool:
    """Whether one figure stays as it was while another moves: no running total does, or nothing was counted."""
    pairs = [list(pairwise(of)) for of in columns]
    return any(
        any(earlier == later for earlier, later in step) and any(earlier != later for earlier, later in step)
        for step in zip(*pairs, strict=True)
    )


def _counts(text: str) -> list[_Count] | None:
    """What each clause of a fact counts; None where one counts nothing, or more than one thing."""
    found = [_COUNTED.fullmatch(_OF_THE_TIME.sub("", clause)) for clause in _CLAUSES.split(text)]
    counts = [_Count(m["what"], Decimal(m["figure"]), m["measure"]) for m in found if m is not None]
    return counts if len(counts) == len(found) else None


def _kind(count: _Count) -> tuple[str, str]:
    return count.what, count.measure
