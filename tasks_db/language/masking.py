"""A text without the digits of dates, shares and quantities: those that are left may be the numbers of tasks."""

from collections.abc import Collection
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import put_right
from tasks_db.language.day_marks import Mark
from tasks_db.language.days import dates
from tasks_db.language.numerals import figures, percents

_MASK = "\0"  # over the digits of dates and shares
_COUNT = "\x01"  # over those of quantities, amounts and codes
_MONTH = "\x02"  # over those of a month that begins what an item says: 1、11月检查完成


_HEADLINE_DATE = re.compile(r"(?:(?:^|[\n;。!])\s*|\d\s*[、,和与及跟]\s*)$")

_LAST_NUMBER = re.compile(r"\d{1,2}$")
_DAYLESS = re.compile(r"\s*(?:[无没未不正已还尚在暂]|推进|进[行展度]|收到|签收|同上)")


def masked(plain: str, shown: Collection[int], today: date) -> str:
    """The text with every digit that belongs to a date, share or figure struck out, unless it may be a task's."""
    figured = [
        (_begins(plain, start, end, shown), end)
        for start, end in figures(plain)
        if not _two_tasks(plain[start:end], shown)
    ]
    figured += _measured(plain, shown)
    figured += [change.span() for change in put_right.changes(plain) if int(change["old"]) not in shown]
    timed = [(share.start, share.end) for share in percents(plain)]
    timed += [
        (said.start, _end_of_date(plain, said, shown))
        for said in dates(plain, today)
        if not _may_be_task(plain, said.start, said.end, shown)
    ]
    months = [span for span in timed if _begins_item(plain, span[0], shown)]
    chars = list(plain)
    for mask, spans in ((_COUNT, figured), (_MASK, timed), (_MONTH, months)):
        for start, end in spans:
            for place in range(start, end):
                if plain[place].isdecimal() or plain[place] in "一二三四五六七八九十两":
                    chars[place] = mask
    return "".join(chars)


_MEASURED = re.compile(r"(?<![\d.第])\d{1,4}(?P<unit>[\u4e00-\u9fff])")
_TELLS_ITEM = frozenset("项条号和及与跟至到已未没无不正还在尚暂都均全也推进收签完办月日年点吧了多来呢啊")


def _measured(plain: str, shown: Collection[int]) -> list[tuple[int, int]]:
    """Where a count is told whose measure stands behind a number that is no task's: 15眼井打成12眼，2眼没有出水."""
    found = [one for one in _MEASURED.finditer(plain) if one["unit"] not in _TELLS_ITEM]
    units = {one["unit"] for one in found if int(one[0][:-1]) not in shown}
    return [(one.start(), one.end() - 1) for one in found if one["unit"] in units]


_ITEM_AND_FIGURE = re.compile(r"(?P<item>\d{1,2})\.(?=[1-9])")


def _begins(plain: str, start: int, end: int, shown: Collection[int]) -> int:
    """Where a figure begins: 2.5台 at the head of the line behind that of item 1 is five of item 2."""
    item = _ITEM_AND_FIGURE.match(plain, start, end)
    if item is None or int(item["item"]) not in shown or (start > 0 and plain[:start].rstrip(" ")[-1:] != "\n"):
        return start
    before = re.compile(rf"(?:^|\n)\s*{int(item['item']) - 1}(?:[.、:)\s])").search(plain, 0, start)
    return item.end() if before else start


_ITEM_BEFORE = re.compile(r"(?:^|[\n;。])\s*(?P<item>\d{1,2})、$")


def _begins_item(plain: str, start: int, shown: Collection[int]) -> bool:
    """Whether a month stands behind the number of an item, and not in a row of months (11、12月)."""
    item, month = _ITEM_BEFORE.search(plain[:start]), re.match(r"(\d{1,2})月", plain[start:])
    if item is None or month is None or int(item["item"]) not in shown:
        return False
    return int(month[1]) != int(item["item"]) + 1


def _two_tasks(figure: str, shown: Collection[int]) -> bool:
    """As "3.5" where both 3 and 5 are shown: a slip for "3、5", or a quantity; and 1234 of as many that are shown."""
    if figure.isdecimal() and figure in "123456789" and all(int(digit) in shown for digit in figure):
        return True
    match = re.fullmatch(r"(\d+)\.(\d+)", figure)
    return match is not None and all(int(part) in shown for part in match.groups())


def _may_be_task(plain: str, start: int, end: int, shown: Collection[int]) -> bool:
    """As "3月底" and "3号" where task 3 is shown and a task's number could stand there."""
    match = re.match(r"(\d{1,2})\s*(?:月(?:底|末|初|中)|号)", plain[start:end])
    if len(shown) == 1 and not re.match(r"\d{1,2}\s|\d{1,2}号", plain[start:end]):
        return False
    if match is None or match.end() != end - start or int(match[1]) not in shown:
        return False
    return _HEADLINE_DATE.search(plain[:start]) is not None


def _end_of_date(plain: str, said: Mark, shown: Collection[int]) -> int:
    """Where a date ends: before the 2 of "12月2无变化", if 2 is shown and a state follows that no day goes with."""
    number = _LAST_NUMBER.search(plain, said.start, said.end)
    if said.rule != "short_day" or number is None or int(number[0]) not in shown:
        return said.end
    return number.start() if _DAYLESS.match(plain, said.end) else said.end
