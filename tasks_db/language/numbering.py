"""Numbers that stand in a row: 1、3和5, 第2项第3项, 1-4, 一二三; of what follows them it is asked elsewhere.

``masked`` is a text without the digits of dates, shares and quantities, as ``masking`` leaves it.
"""

from collections.abc import Collection
from itertools import pairwise

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.numerals import CLASSIFIER, NUMERAL, number
from tasks_db.lean_dataclass import dataclass

_ITEM = re.compile(
    rf"[(\[【]?(?P<before>第|任务|事项|序号|编号|no\.?|\#)?\s*第?\s*(?P<numeral>(?<!\d)\d{{1,3}}(?!\d)"
    rf"|{NUMERAL})[)\]】]?"
    r"(?P<after>号任务|号事项|项任务|项工作|个任务|个事项|(?<=第[一二三四五六七八九十\d])个(?!别|人|体|月|季)|号(?!楼|线|院|文|地块)|项(?!目)|条(?!件|例|款))?",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\s*(?:[、,&+]|(?:和|及|以及|与|跟|同(?=\s*第?[\d一二三四五六七八九十])|还有)(?!\s*第?\d{1,2}[项号]?一样))\s*"
)
"""3跟1一样 tells of 3 what was told of 1."""
_BLANK = re.compile("[ ]*")
_RANGE = re.compile(r"\s*(?:[-~—–]+|至|到)\s*")
_MONTH = re.compile(r"\s*月(?:底|末|初|中)")
# "3、5个村", "11、12月": the list may run on into a quantity or a month, and then is none of tasks.
_RUNS_ON = re.compile(r"\s*(?:[、,和及与跟]\s*\x01+[^\x01.]|[、和及与跟]\s*\0{1,2}\s*月(?!\s*\0))")
MARKED = re.compile(r"\s*[.、:)](?!\d)")
COUNTED = re.compile(rf"\s*{CLASSIFIER}")
_MANY_THINGS = re.compile(
    r"(?<![第前后头末\x01一二两三四五六七八九十几])[\x01一二两三四五六七八九十几]{1,3}\s*个|小区|楼栋|工地|点位"
)
"""六个小区换了四个，第五个周四开挖: behind things that are counted, 第五个 is one of them."""
_THING_WORDS = "小区|楼|村|社区|工地|片区|标段|点|街道|乡镇|单元|阶段|批次|站|学校|院|桩|井|通道"
_THING = re.compile(_THING_WORDS)
_FIRST_OF_ALL = re.compile(rf"[^,。;!\n\x01]{{0,6}}[,:\s]*第[一1]个(?!{_THING_WORDS})")
"""A message that opens with 第一个 counts its parts: 第一个走访了12个小区，第二个没动."""
_REPORTED = re.compile(r"\s*[报交清查摸换改选修铺装](?:了|完|好|过|齐)")
_IN_A_ROW = re.compile(
    rf"(?P<run>(?<![\d第.])\d{{2,5}}(?!\d)|[一二三四五六七八九]{{2,9}})(?:项|号)?(?!\s*(?:改|更正|应|不是|为|是))(?=\s*(?:[都均全]|{cues.STATE_START.pattern}))"
)
"""一二三都签收, 123无变化: single numbers that follow each other."""
_WIDEST_RANGE = 100
_LONGEST = 100
"""What names more tasks than anybody has is no list, and is not read to its end from each of its numbers."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Numbers up to ``end``; ``digits``: they are written in figures.

    ``doubtful``: they may as well be a part of a date or a quantity. ``named``: they are said to be those of tasks.
    """

    end: int
    numbers: tuple[int, ...]
    doubtful: bool
    named: bool
    digits: bool


def numbers_at(masked: str, place: int, shown: Collection[int]) -> Listed | None:
    """Return the numbers that begin at a place; None where none do."""
    first = _ITEM.match(masked, place)
    if first is None or _is_a_thing(masked, first) or _is_ordinal(masked, first):
        return None
    numbers = [number(first["numeral"])]
    last, named, dotted = first, _named(first), False
    while len(numbers) < _LONGEST and (step := _next_item(masked, last, shown)):
        link, item = step
        upper = number(item["numeral"])
        if link == "range":
            if not numbers[-1] < upper < numbers[-1] + _WIDEST_RANGE:
                return None
            numbers.extend(range(numbers[-1] + 1, upper))
        dotted = dotted or link == "dot"
        numbers.append(upper)
        last, named = item, named or _named(item)
    end = last.end()
    month = bool(_MONTH.match(masked, end) or _RUNS_ON.match(masked, end)) and first["numeral"].isdecimal()
    alone = len(numbers) == 1 and not named
    counted = alone and bool(last["after"])
    told = cues.STATE_START.match(masked, end) or _REPORTED.match(masked, end)
    if counted and not (told and first["numeral"].isdecimal()):
        return None
    return Listed(end, tuple(dict.fromkeys(numbers)), month or counted or dotted, named, first["numeral"].isdecimal())


def _is_a_thing(masked: str, item: re.Match[str]) -> bool:
    """Whether 第五个 is one of the things that are counted: 六个小区换了四个，第五个周四开挖."""
    if item["after"] != "个":
        return False
    if _THING.match(masked, item.end()):
        return True
    return _FIRST_OF_ALL.match(masked) is None and _MANY_THINGS.search(masked, 0, item.start()) is not None


def _is_ordinal(masked: str, item: re.Match[str]) -> bool:
    """Whether 第四座 counts bridges, and no tasks."""
    return (item["before"] or "") == "第" and not item["after"] and COUNTED.match(masked, item.end()) is not None


def _named(item: re.Match[str]) -> bool:
    return bool(item["before"]) or (item["after"] or "") in ("号任务", "号事项")


def _next_item(masked: str, last: re.Match[str], shown: Collection[int]) -> tuple[str, re.Match[str]] | None:
    """The next member of a list, and by what it is linked: a mark, a range, a dot or only a blank."""
    end = last.end()
    for link, pattern in (("range", _RANGE), ("mark", _MARK)):
        mark = pattern.match(masked, end)
        item = _ITEM.match(masked, mark.end()) if mark else None
        if item and not COUNTED.match(masked, item.end()):
            return link, item
    if masked[end : end + 1] in (".", "/") and (item := _ITEM.match(masked, end + 1)) and item["numeral"].isdecimal():
        return "dot", item
    blank = _BLANK.match(masked, end)
    item = _ITEM.match(masked, blank.end()) if blank else None
    if item is None or (blank and not blank[0] and not item["before"]) or _is_a_thing(masked, item):
        return None
    known = number(item["numeral"]) in shown and not _MONTH.match(masked, item.end())
    counted = not item["numeral"].isdecimal() and COUNTED.match(masked, item.end())
    return ("blank", item) if known and not counted and not MARKED.match(masked, item.end()) else None


def in_a_row(masked: str, place: int, shown: Collection[int]) -> Listed | None:
    """Return the numbers written as one, as 123 and 一二三, where each of them was shown."""
    row = _IN_A_ROW.match(masked, place)
    if row is None or (row["run"].isdecimal() and int(row["run"]) in shown):
        return None
    listed = tuple(number(digit) for digit in row["run"])
    follows = all(one < other for one, other in pairwise(listed)) and all(one in shown for one in listed)
    return Listed(row.end(), listed, doubtful=False, named=False, digits=row["run"].isdecimal()) if follows else None


def counts_on(masked: str, place: int, before: int, shown: Collection[int]) -> Listed | None:
    """Return the 第四个 of 第一个查完了第四个归并了一半: the next of those that a message tells apart by ordinals.

    ``before`` is where the one before it begins; it needs no sign between them.
    """
    first, item = _ITEM.match(masked, before), _ITEM.match(masked, place)
    if (
        first is None
        or item is None
        or item["before"] != "第"
        or (first["before"], first["after"]) != ("第", item["after"])
    ):
        return None
    told, next_one = number(first["numeral"]), number(item["numeral"])
    listed = numbers_at(masked, place, shown) if item["after"] in _OF_TASKS else None
    follows = listed is not None and listed.numbers == (next_one,) and told < next_one and next_one in shown
    return listed if follows and place > first.end() and not COUNTED.match(masked, item.end()) else None


_OF_TASKS = frozenset({"个", "项", "项任务", "项工作", "个任务"})
