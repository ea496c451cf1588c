"""The days off that the law gives (全国年节及纪念日放假办法, as of 2025), known years before a year is announced.

What the State Council announces each November adds the days beside them and the make-up days (调休). Those are not
guessed here.
"""

from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))

# 春节 (初一), 清明, 端午, 中秋: by the lunar calendar, computed with two libraries that agree
_BY_THE_MOON = {
    2024: ("02-10", "04-04", "06-10", "09-17"),
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
    2033: ("01-31", "04-04", "06-01", "09-08"),
    2034: ("02-19", "04-05", "06-20", "09-27"),
    2035: ("02-08", "04-05", "06-10", "09-16"),
    2036: ("01-28", "04-04", "05-30", "10-04"),
    2037: ("02-15", "04-04", "06-18", "09-24"),
    2038: ("02-04", "04-05", "06-07", "09-13"),
    2039: ("01-24", "04-05", "05-27", "10-02"),
    2040: ("02-12", "04-04", "06-14", "09-20"),
    2041: ("02-01", "04-04", "06-03", "09-10"),
    2042: ("01-22", "04-04", "06-22", "09-28"),
    2043: ("02-10", "04-05", "06-11", "09-17"),
    2044: ("01-30", "04-04", "05-31", "10-05"),
    2045: ("02-17", "04-04", "06-19", "09-25"),
    2046: ("02-06", "04-04", "06-08", "09-15"),
    2047: ("01-26", "04-05", "05-29", "10-04"),
    2048: ("02-14", "04-04", "06-15", "09-22"),
    2049: ("02-02", "04-04", "06-04", "09-11"),
    2050: ("01-23", "04-04", "06-23", "09-30"),
}
LAST_YEAR = max(_BY_THE_MOON)
"""Up to this year the days by the moon are known."""


def statutory_days_off(year: int) -> frozenset[date]:
    """Return the days on which everybody is off by law; from ``LAST_YEAR`` on only those with a fixed date."""
    days = {date(year, month, day) for month, day in _FIXED}
    if year in _BY_THE_MOON:
        spring, *others = (date.fromisoformat(f"{year}-{day}") for day in _BY_THE_MOON[year])
        days |= {spring + offset * _ONE_DAY for offset in range(-1, 3)}  # 除夕 to 初三
        days |= set(others)
    return frozenset(days)
