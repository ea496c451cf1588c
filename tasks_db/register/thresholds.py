"""What a target asks for, and whether a figure reaches it: "≥90", "＞90", "不少于100场", "完成60%".

A checkpoint's target is a clause of the plan, and a report carries a percent of the work and words. ``reaches``
decides only what is sure from the two:

==========================  ============================  ==========================================================
the report says             the target is                 it reaches the target
==========================  ============================  ==========================================================
100 %                       anything, or not written      always: all that was asked is done
60 %                        a share of the work itself:   if the percent is at least that share
                            60%, 完成60%, 进度达60%, 完成一半
120场, and nothing else     a clause that ends with its   if the figure compares as the clause says and the measure,
                            only number: …不少于100场     where the report names one, is the same
==========================  ============================  ==========================================================

A percent of the work says nothing of a ratio that the plan asks for (占比达35%), and a figure among other words may
be any figure: there the unit says 已完成, and people judge.
"""

import operator
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

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
_BOUND = "|".join(re.escape(word) for word in sorted(_COMPARATORS, key=len, reverse=True) if word)
_CLAUSE = re.compile(
    rf"(?:\D*?(?={_BOUND}))?(?P<target>(?:{_BOUND})?{_NUMBER}(?P<measure>[^\d，、；。]{{0,4}}?)(?:{'|'.join(_AFTER)})?)"
)
_SHARE = re.compile(
    r"(?:(?:工程|形象|建设|项目|总体|整体|任务|工作)*进度|完成(?:工程量?|任务|工作|建设)?的?)?"
    r"(?:达到?|≥|>=|不少于|不低于|至少)?(\d+(?:\.\d+)?)%(?:以上)?"
)
_HALF = re.compile(r"(?:完成|进度)?(?:一半|过半|半数)(?:以上)?")
_ALL = 100
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_ASKED = re.compile(r"(?:达到?|超过|不低于|不少于|≥|>=)(\d{1,2}(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class Target:
    """``comparator`` is one of ≥ ≤ > < as ASCII, or empty for a bare number whose direction the baseline tells."""

    comparator: str
    number: Decimal


def plain(text: str) -> str:
    """Return a text with full-width signs made narrow and without spaces: "＞ 90" and ">90" are one target."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_missing(text: str | None) -> bool:
    """Return whether a figure is left out: empty, a dash, a stroke or 无."""
    return text is None or plain(text) in _MISSING


def parse_target(text: str) -> Target | None:
    """Return the target as a comparison, or None where it is no single number."""
    found = _TARGET.fullmatch(plain(text))
    if found is None or re.search(r"\d", found[3]):
        return None
    before, after = _COMPARATORS[found[1]], _AFTER.get(found[4] or "", "")
    if before and after and before != after:
        return None
    return Target(before or after, _decimal(found[2]))


def asked_percent(target: str) -> Decimal | None:
    """Return the one percent that a target asks for at least: 完工率达到80%; None for anything else."""
    flat = plain(target) if target else ""
    found = _ASKED.findall(flat)
    return _decimal(found[0]) if len(found) == 1 and flat.count("%") == 1 else None


def number(text: str | None) -> Decimal | None:
    """Return the one number of a figure with its unit ("92.5%", "1,200个"), or None."""
    if text is None or is_missing(text):
        return None
    found = _VALUE.fullmatch(plain(text))
    return _decimal(found[1]) if found else None


def meets(figure: Decimal, target: Target) -> bool:
    """Return whether a figure reaches a target; a bare number is reached from below."""
    return _OPERATORS[target.comparator or ">="](figure, target.number)


def short_of(figure: str | None, target: str | None) -> Decimal | None:
    """Return by how much a figure misses a target that is reached from below; None where none is missing or known."""
    wanted, given = parse_target(target) if target else None, number(figure)
    if wanted is None or given is None or wanted.comparator in {"<", "<="} or given >= wanted.number:
        return None
    return wanted.number - given


def reaches(target: str, percent: int | None, text: str) -> bool:
    """Return whether a report with this percent and these words surely reaches a checkpoint's target (see above)."""
    if percent is not None:
        share = _share_of_work(target) if target else None
        if percent >= _ALL or (share is not None and percent >= share):
            return True
    asked = _CLAUSE.fullmatch(plain(target)) if target else None
    given = _VALUE.fullmatch(plain(text)) if asked is not None else None
    if asked is None or given is None or given[2] not in {"", asked["measure"]}:
        return False
    wanted = parse_target(asked["target"])
    return wanted is not None and meets(_decimal(given[1]), wanted)


def _share_of_work(target: str) -> Decimal | None:
    """The percent of the work itself that a target asks for; None where it asks for anything else."""
    if _HALF.fullmatch(plain(target)):
        return Decimal(50)
    found = _SHARE.fullmatch(plain(target))
    return Decimal(found[1]) if found else None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
