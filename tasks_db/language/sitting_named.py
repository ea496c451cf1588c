"""Which sitting words name: 2025年第一次全体会议, 第2次会议, 去年的全体会议."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import SittingKind

YEAR = r"(?:(?:今|本|去|前)年度?|\d{4}年度?)"
WHICH = rf"(?:{YEAR}的?)?(?:第{NUMERAL}次的?)?"
_YEAR = re.compile(r"(?P<word>今|本|去|前)年|(?P<year>20\d\d)年")
_NUMBER = re.compile(rf"第(?P<number>{NUMERAL})次")
_BACK = {"今": 0, "本": 0, "去": 1, "前": 2}


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of a sitting; None of what is left open."""

    year: int | None = None
    number: int | None = None
    kind: SittingKind | None = None

    def fits(self, year: int, number: int | None, kind: SittingKind) -> bool:
        """Return whether a sitting may be the one that is meant."""
        return self.year in {None, year} and self.number in {None, number} and self.kind in {None, kind}


NOT_NAMED = Named()


def named(text: str, today: date) -> Named:
    """Return what a text says of the sitting that it is about."""
    plain = typed(text).plain
    year, count = _YEAR.search(plain), _NUMBER.search(plain)
    said = None if year is None else int(year["year"]) if year["year"] else today.year - _BACK[year["word"]]
    kinds = [kind for kind in SittingKind if kind.zh.removesuffix("议") in plain]
    return Named(said, number(count["number"]) if count else None, kinds[0] if len(kinds) == 1 else None)
