"""Indicators against their targets: what "≥90", "＞90" or "≥全市平均水平" asks for, and whether a figure does.

What cannot be decided from the two texts alone is left to people: a target that points outside (平均水平) is 待比对,
one in words or without a clear direction 待认定. A missing mark ("—") is missing, never zero.
"""

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.digest.values import IndicatorLine, Source, Verdict
from tasks_db.register.values import Indicator, Measurement, Plan, Report

_MISSING = frozenset({"", "-", "--", "—", "——", "/", "无"})
_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
# 以上/以下 include the number, 超过/不满 exclude it (民法典 1259)
_WORDS = {
    ">=": ("≥", "≧", ">=", "不少于", "不低于", "不小于", "至少"),
    "<=": ("≤", "≦", "<=", "不超过", "不高于", "不大于", "不多于"),
    ">": (">", "超过", "高于", "大于"),
    "<": ("<", "低于", "少于", "小于", "不满"),
    "": ("达到", "达", "=", ""),
}
_COMPARATORS = {word: sign for sign, words in _WORDS.items() for word in words}
_AFTER = {"以上": ">=", "以下": "<=", "以内": "<="}
_TARGET = re.compile(
    "(" + "|".join(sorted(map(re.escape, _COMPARATORS), key=len, reverse=True)) + ")"
    + _NUMBER + r"(.*?)(" + "|".join(_AFTER) + ")?"
)  # fmt: skip
_VALUE = re.compile(_NUMBER + r"(\D*)")
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_REFERENCE = re.compile(r"平均|全国水平|全省水平|全市水平")


@dataclass(frozen=True, slots=True)
class Target:
    """``comparator`` is one of ≥ ≤ > < as ASCII, or empty for a bare number whose direction the baseline tells."""

    comparator: str
    number: Decimal


def plain(text: str) -> str:
    """Full-width signs made narrow, spaces out: "＞ 90" and ">90" are one target."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_missing(text: str | None) -> bool:
    return text is None or plain(text) in _MISSING


def parse_target(text: str) -> Target | None:
    """The target as a comparison, or None where it is no single number."""
    found = _TARGET.fullmatch(plain(text))
    if found is None or re.search(r"\d", found[3]):
        return None
    before, after = _COMPARATORS[found[1]], _AFTER.get(found[4] or "", "")
    if before and after and before != after:
        return None
    return Target(before or after, _decimal(found[2]))


def number(text: str | None) -> Decimal | None:
    """The one number of a figure with its unit ("92.5%", "1,200个"), or None."""
    if text is None or is_missing(text):
        return None
    found = _VALUE.fullmatch(plain(text))
    return _decimal(found[1]) if found else None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def compare(value: str, target: str, baseline: str | None) -> Verdict:
    """Whether a figure reaches its target; a bare number is to be reached from below.

    Where the baseline already stands above a bare number, its direction is not clear and people judge.
    """
    if _REFERENCE.search(plain(target)):
        return Verdict.REFERENCE
    wanted, measured, before = parse_target(target), number(value), number(baseline)
    if wanted is None or measured is None:
        return Verdict.TO_JUDGE
    if not wanted.comparator and before is not None and before > wanted.number:
        return Verdict.TO_JUDGE
    return Verdict.MET if _OPERATORS[wanted.comparator or ">="](measured, wanted.number) else Verdict.SHORT


def indicator_lines(plan: Plan, as_of: datetime) -> Iterator[IndicatorLine]:
    """A line for every indicator and period that has a target or a figure."""
    reports = {r.id: r for t in plan.tasks if t.indicator_id is not None for a in t.assignments for r in a.reports}
    for indicator in plan.indicators:
        latest = _latest(indicator, reports, as_of)
        periods = sorted({*indicator.targets, *latest}) or [""]
        for period in periods:
            yield _line(plan, indicator, period, latest.get(period), reports, as_of)


def _latest(indicator: Indicator, reports: dict[int, Report], as_of: datetime) -> dict[str, Measurement]:
    """The last figure of each period that had been given, and not taken back or returned, by ``as_of``."""
    given = (
        r
        for r in indicator.measurements
        if r.at <= as_of and (r.report_id not in reports or reports[r.report_id].stands(as_of))
    )
    return {r.period: r for r in sorted(given, key=lambda r: (r.at, r.report_id))}


def _line(
    plan: Plan,
    indicator: Indicator,
    period: str,
    measurement: Measurement | None,
    reports: dict[int, Report],
    as_of: datetime,
) -> IndicatorLine:
    target = indicator.targets.get(period)
    baseline = tuple(sorted(indicator.baseline.items()))
    report = reports.get(measurement.report_id) if measurement else None
    return IndicatorLine(
        plan_id=plan.id,
        indicator_id=indicator.id,
        seq=indicator.seq,
        name=indicator.name,
        measure=indicator.measure,
        baseline=baseline,
        period=period,
        target=target,
        value=measurement.value if measurement else None,
        verdict=_verdict(period, target, measurement, baseline[-1][1] if baseline else None, as_of),
        supplier=indicator.supplier,
        source=Source.of(report, as_of) if report else None,
    )


def _verdict(
    period: str, target: str | None, measurement: Measurement | None, baseline: str | None, as_of: datetime
) -> Verdict:
    if target is None or is_missing(target):
        return Verdict.NO_TARGET
    if measurement is None or is_missing(measurement.value):
        year = re.match(r"\d{4}", period)
        asked_from = date(int(year[0]), 12, 31) - progress.ASKED_AHEAD if year else None
        return Verdict.AHEAD if asked_from is not None and asked_from > local_date(as_of) else Verdict.MISSING
    return compare(measurement.value, target, baseline)
