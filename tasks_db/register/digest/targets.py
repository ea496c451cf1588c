"""Indicators against their targets: what "≥90", "＞90" or "≥全市平均水平" asks for, and whether a figure does.

What cannot be decided from the two texts alone is left to people: a target that points outside (平均水平) is 待比对,
one in words or without a clear direction 待认定. A missing mark ("—") is missing, never zero.
"""

from collections.abc import Iterator
from datetime import date, datetime

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import IndicatorLine
from tasks_db.register.thresholds import is_missing, meets, number, parse_target, plain
from tasks_db.register.values import Indicator, Measurement, Plan, Report
from tasks_db.terms import Verdict

_REFERENCE = re.compile(r"平均|全国水平|全省水平|全市水平")


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
    return Verdict.MET if meets(measured, wanted) else Verdict.SHORT


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
        verdict=_verdict(plan, period, target, measurement, baseline[-1][1] if baseline else None, as_of),
        supplier=indicator.supplier,
        source=Source.of(report, as_of) if report else None,
    )


def _verdict(
    plan: Plan,
    period: str,
    target: str | None,
    measurement: Measurement | None,
    baseline: str | None,
    as_of: datetime,
) -> Verdict:
    if target is None or is_missing(target):
        return Verdict.NO_TARGET
    year = re.match(r"\d{4}", period)
    last = date(int(year[0]), 12, 31) if year else None
    if measurement is None or is_missing(measurement.value):
        asked_from = last - plan.settings.asked_ahead if last is not None else None
        return Verdict.AHEAD if asked_from is not None and asked_from > local_date(as_of) else Verdict.MISSING
    found = compare(measurement.value, target, baseline)
    running = last is not None and last > local_date(as_of)
    return Verdict.AHEAD if found is Verdict.SHORT and running else found  # nobody has missed what is still to come
