"""What a plan asks for as a number, beside what its unit says is done by now: 拆除750处 and 累计拆除751处."""

from decimal import Decimal

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

_MEASURE = (
    "公里|平方米|平方公里|立方米|人次|亩次|元|吨|公斤|斤"
    "|[处个户家座条件台套间栋幢辆米亩株盏棵宗人口眼台所份期场头只名项]"
)
_NUMBER = r"(?P<n>\d{1,8}(?:\.\d{1,4})?)(?P<times>[万亿]?)"
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_OF_A_TIME = re.compile(r"季度|月|半年|期间|本[周次]")
_DONE_SO_FAR = re.compile(
    rf"(?:累计|(?:目前|截至目前)?(?:已经|已|共))(?P<verb>[\u4e00-\u9fff]{{2}})"
    rf"(?P<of>了|[\u4e00-\u9fff]{{2,8}}?)?{_NUMBER}(?P<measure>{_MEASURE})(?=$|[，,；;。])"
)
"""A count that is of all the work: said with 累计, 已 or 共, and with nothing behind it that makes it another's."""
_ASKED = re.compile(rf"(?<![\d.]){_NUMBER}(?P<measure>{_MEASURE})")
_CLAUSES = re.compile(r"[，,；;。]")
_NEAR = 16
"""So many characters lie at most between the verb of a plan and its number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A count behind which, at ``end`` of the words, stands what the plan asks for: ``asked``, in its own writing.

    It is ``more``, below 0 where it is less.
    """

    end: int
    asked: str
    more: int


def against_plan(words: str, content: str) -> Measured | None:
    """Return the count of what is done so far, and what the plan asks for of it; None where that is not certain.

    It is certain where the plan's text names one number with this measure, behind the same verb and what it is done
    to.
    """
    found = list(_DONE_SO_FAR.finditer(words))
    if len(found) != 1:
        return None
    said = found[0]
    if _OF_A_TIME.search(_CLAUSES.split(words[: said.start()])[-1]):
        return None
    asked = [m for m in _ASKED.finditer(content) if m["measure"] == said["measure"]]
    if len(asked) != 1:
        return None
    before = _CLAUSES.split(content[: asked[0].start()])[-1][-_NEAR:]
    of = "" if said["of"] in {None, "了"} else said["of"]
    if said["verb"] not in before or of not in before:
        return None
    more = _value(said) - _value(asked[0])
    return Measured(said.end(), asked[0][0], (more > 0) - (more < 0))


def _value(found: re.Match[str]) -> Decimal:
    return Decimal(found["n"]) * _TIMES[found["times"]]


def counts_alike(words: str, content: str) -> bool:
    """Return whether words name a number with a measure that the plan's text has too."""
    asked = {m["measure"] for m in _ASKED.finditer(content)}
    return any(m["measure"] in asked for m in _ASKED.finditer(words))
