"""Which stretch of a message speaks of which tasks: numbers, lists, ranges, 全部, 除了, 其余.

A digit is the number of a task only where one can stand (at the head of a statement, or behind its verb at the
end of a clause), and only if it is no part of a date, a share, a quantity, an amount or a code.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tasks_db.language import cues
from tasks_db.language.days import Mark, dates
from tasks_db.language.numerals import CLASSIFIER, NUMERAL, figures, number, percents

_MASK = "\0"  # over the digits of dates and shares
_COUNT = "\x01"  # over those of quantities, amounts and codes


class Scope(Enum):
    NONE = auto()  # no task is named
    NUMBERS = auto()
    ALL = auto()
    EXCEPT = auto()  # all but the numbers
    REST = auto()  # all that no other statement names


@dataclass(frozen=True, slots=True)
class Statement:
    """``plain[start:end]`` speaks of ``numbers``; ``body`` is that stretch with the reference blanked out.

    ``words`` is where the person's own words of it begin. ``doubtful``: the number may as well be part of a date
    or a quantity. ``loose`` are bare numbers left in the body.
    """

    start: int
    end: int
    words: int
    body: str
    scope: Scope
    numbers: tuple[int, ...] = ()
    doubtful: bool = False
    loose: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """A reference at ``[start, end)``; ``begin`` is where its statement begins, before it if it stands behind."""

    begin: int
    start: int
    end: int
    scope: Scope
    numbers: tuple[int, ...] = ()
    doubtful: bool = False


_ITEM = re.compile(
    rf"[(\[【]?(?P<before>第|任务|事项|序号|编号|no\.?|\#)?\s*第?\s*(?P<numeral>(?<!\d)\d{{1,3}}(?!\d)|{NUMERAL})[)\]】]?"
    r"(?P<after>号任务|号事项|项任务|项工作|个任务|个事项|号(?!楼|线|院|文|地块)|项(?!目)|条(?!件|例|款))?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:[、,&+]|和|及|以及|与|跟|还有)\s*")
_RANGE = re.compile(r"\s*(?:[-~—–]+|至|到)\s*")
_MONTH = re.compile(r"\s*月(?:底|末|初|中)")
# "3、5个村", "11、12月": the list may run on into a quantity or a month, and then is none of tasks.
_RUNS_ON = re.compile(r"\s*(?:[、,和及与跟]\s*\x01+[^\x01.]|[、和及与跟]\s*\0{1,2}\s*月(?!\s*\0))")
_AFTER = re.compile(r"\s*(?:[.、:)]\s*)*(?:是|为(?!了))?\s*")
_LISTED = re.compile(r"\s*[.、:)](?!\d)")
_COUNTED = re.compile(rf"\s*{CLASSIFIER}")
_HEADLINE_DATE = re.compile(r"(?:(?:^|[\n;。!])\s*|\d\s*[、,和与及跟]\s*)$")

# 都, 均 and the like stay with the statement: "都好了" is done, "好了" alone may be anything.
_EVERY = r"(?:都|均|全都|全部|全)"
_REST_WORDS = r"(?:其余|其他|其它|剩下|剩余|余下|别的)(?:的|几项|各项|任务|工作|事项|暂时?|目前)*"
_REST = re.compile(rf"{_REST_WORDS}(?={cues.STATE_START.pattern})")
_EXCEPT = re.compile(r"除(?:了|开|去|却)?\s*(?=第|任务|\d|[一二三四五六七八九十])")
_OUTSIDE = re.compile(r"(?:项|任务)*(?:以外|之外)")
_EXCEPT_END = re.compile(rf"(?:项|任务)*(?:以外|之外|外)?[\s,]*(?:{_REST_WORDS})?")
_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|这些|这几[项个]|任务|各项)(?:\d{0,2}[项个])?(?:任务|工作|事项)?"
    rf"|(?={_EVERY}))(?={_EVERY}?{cues.STATE_START.pattern})"
)
_COUNT_OF_ALL = re.compile(rf"(?P<count>{NUMERAL})[项个](?:任务|工作|事项)?(?=已?经?{_EVERY})")
_LAST_NUMBER = re.compile(r"\d{1,2}$")
_DAYLESS = re.compile(r"\s*(?:[无没未不正已还尚在暂]|推进|进[行展度]|收到|签收|同上)")
_LOOSE = re.compile(r"(?<![\d第])\d{1,3}(?!\d|\s*[号项])")
_LEADING = ("就", "只有", "只剩", "但", "但是", "其中", "另外", "刚才", "刚刚", "上面", "前面", "请把", "把")
_WIDEST_RANGE = 100


def statements(plain: str, shown: Collection[int], today: date) -> tuple[Statement, ...]:
    """The message cut into statements, each with the tasks that it speaks of, from left to right."""
    masked = _masked(plain, shown, today)
    groups = _head_groups(masked, shown) or _tail_groups(masked, shown)
    if not groups:
        return (Statement(0, len(plain), 0, plain, Scope.NONE),)
    ends = [*(group.begin for group in groups[1:]), len(plain)]
    found = [_statement(plain, masked, group, end) for group, end in zip(groups, ends, strict=True)]
    preamble = plain[: groups[0].begin]
    if preamble.strip():
        found.insert(0, Statement(0, len(preamble), 0, preamble, Scope.NONE))
    return tuple(found)


def joined(preamble: Statement, following: Statement) -> Statement:
    """The statement that follows, with the words before it as part of it."""
    return Statement(
        preamble.start, following.end, preamble.start, preamble.body + following.body,
        following.scope, following.numbers, following.doubtful, following.loose,
    )  # fmt: skip


def _statement(plain: str, masked: str, group: _Group, end: int) -> Statement:
    headed = group.scope is Scope.NUMBERS and group.begin == group.start
    blank = " " * (group.end - group.start)
    return Statement(
        start=group.begin,
        end=end,
        words=group.end if headed else group.begin,
        body=plain[group.begin : group.start] + blank + plain[group.end : end],
        scope=group.scope,
        numbers=group.numbers,
        doubtful=group.doubtful,
        loose=tuple(int(match[0]) for match in _LOOSE.finditer(masked, group.end, end)),
    )


def _masked(plain: str, shown: Collection[int], today: date) -> str:
    """The text with every digit that belongs to a date, share or figure struck out, unless it may be a task's."""
    figured = [span for span in figures(plain) if not _two_tasks(plain[slice(*span)], shown)]
    timed = [(share.start, share.end) for share in percents(plain)]
    timed += [
        (said.start, _end_of_date(plain, said, shown))
        for said in dates(plain, today)
        if not _may_be_task(plain, said.start, said.end, shown)
    ]
    chars = list(plain)
    for mask, spans in ((_COUNT, figured), (_MASK, timed)):
        for start, end in spans:
            for place in range(start, end):
                if plain[place].isdecimal() or plain[place] in "一二三四五六七八九十两":
                    chars[place] = mask
    return "".join(chars)


def _two_tasks(figure: str, shown: Collection[int]) -> bool:
    """As "3.5" where both 3 and 5 are shown: a slip for "3、5", or a quantity."""
    match = re.fullmatch(r"(\d+)\.(\d+)", figure)
    return match is not None and all(int(part) in shown for part in match.groups())


def _may_be_task(plain: str, start: int, end: int, shown: Collection[int]) -> bool:
    """As "3月底" and "3号" where task 3 is shown and a task's number could stand there."""
    match = re.match(r"(\d{1,2})\s*(?:月(?:底|末|初|中)|号)", plain[start:end])
    if match is None or match.end() != end - start or int(match[1]) not in shown:
        return False
    return _HEADLINE_DATE.search(plain[:start]) is not None


def _end_of_date(plain: str, said: Mark, shown: Collection[int]) -> int:
    """Where a date ends: before the 2 of "12月2无变化", if 2 is shown and a state follows that no day goes with."""
    number = _LAST_NUMBER.search(plain, said.start, said.end)
    if said.rule != "short_day" or number is None or int(number[0]) not in shown:
        return said.end
    return number.start() if _DAYLESS.match(plain, said.end) else said.end


def _head_groups(masked: str, shown: Collection[int]) -> list[_Group]:
    groups: list[_Group] = []
    place = 0
    while place < len(masked):
        group = _group_at(masked, place, shown, first=not groups)
        if group is None:
            place += 1
        else:
            groups.append(group)
            place = max(group.end, place + 1)
    return groups


def _group_at(masked: str, place: int, shown: Collection[int], *, first: bool) -> _Group | None:
    if rest := _REST.match(masked, place):
        return _Group(place, place, rest.end(), Scope.REST)
    strength = _strength(masked, place)
    if strength is None:
        return None
    left_out = _EXCEPT.match(masked, place)
    listed = _numbers_at(masked, left_out.end() if left_out else place, shown)
    if listed and (left_out or _OUTSIDE.match(masked, listed.end)):
        end = _EXCEPT_END.match(masked, listed.end)
        over = end.end() if end else listed.end
        return _Group(place, place, over, Scope.EXCEPT, listed.numbers, listed.doubtful)
    if first and (everything := _everything(masked, place, shown)):
        return everything
    return _numbered(masked, place, shown, strength)


def _strength(masked: str, place: int) -> str | None:
    """How surely a statement begins here: behind a full stop or a new line, a comma, or only a blank."""
    before = masked[:place]
    for word in _LEADING:
        before = before.removesuffix(word)
    if before.rstrip(" ,.")[-1:] in ("", "\n", ";", "。", "!"):
        return "strong"
    if before.rstrip(" ")[-1:] in (",", "、", "?", ":"):
        return "comma"
    return "blank" if before.endswith(" ") else None


def _everything(masked: str, place: int, shown: Collection[int]) -> _Group | None:
    count = _COUNT_OF_ALL.match(masked, place)
    if count and number(count["count"]) == len(shown):
        return _Group(place, place, count.end(), Scope.ALL)
    match = _ALL.match(masked, place)
    return _Group(place, place, match.end(), Scope.ALL) if match else None


def _numbered(masked: str, place: int, shown: Collection[int], strength: str) -> _Group | None:
    listed = _numbers_at(masked, place, shown)
    if listed is None or not _can_stand(masked, listed, strength):
        return None
    after = _AFTER.match(masked, listed.end)
    end = after.end() if after and not listed.doubtful else listed.end
    return _Group(place, place, end, Scope.NUMBERS, listed.numbers, listed.doubtful)


@dataclass(frozen=True, slots=True)
class _Listed:
    end: int
    numbers: tuple[int, ...]
    doubtful: bool
    named: bool  # said to be a task in so many words
    digits: bool


def _can_stand(masked: str, listed: _Listed, strength: str) -> bool:
    """Whether what follows lets these be the numbers of tasks."""
    end = listed.end
    if listed.doubtful or listed.named:
        return True
    if _COUNTED.match(masked, end):
        return False
    if _LISTED.match(masked, end) or cues.STATE_START.match(masked, end):
        return True
    if not listed.digits:
        return False
    return strength == "strong" or (strength == "comma" and masked[end : end + 1] == " ")


def _numbers_at(masked: str, place: int, shown: Collection[int]) -> _Listed | None:
    first = _ITEM.match(masked, place)
    if first is None:
        return None
    numbers = [number(first["numeral"])]
    last, named, dotted = first, _named(first), False
    while step := _next_item(masked, last, shown):
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
    if counted and not (cues.STATE_START.match(masked, end) and first["numeral"].isdecimal()):
        return None
    return _Listed(
        end, tuple(dict.fromkeys(numbers)), month or counted or dotted, named, first["numeral"].isdecimal()
    )


def _named(item: re.Match[str]) -> bool:
    return bool(item["before"]) or (item["after"] or "") in ("号任务", "号事项")


def _next_item(masked: str, last: re.Match[str], shown: Collection[int]) -> tuple[str, re.Match[str]] | None:
    """The next member of a list, and by what it is linked: a mark, a range, a dot or only a blank."""
    end = last.end()
    for link, pattern in (("range", _RANGE), ("mark", _MARK)):
        mark = pattern.match(masked, end)
        item = _ITEM.match(masked, mark.end()) if mark else None
        if item and not _COUNTED.match(masked, item.end()):
            return link, item
    if masked[end : end + 1] in (".", "/") and (item := _ITEM.match(masked, end + 1)) and item["numeral"].isdecimal():
        return "dot", item
    blank = re.compile(r"[ ]*").match(masked, end)
    item = _ITEM.match(masked, blank.end()) if blank else None
    if item is None or (blank and not blank[0] and not item["before"]):
        return None
    known = number(item["numeral"]) in shown and not _MONTH.match(masked, item.end())
    return ("blank", item) if known and not _LISTED.match(masked, item.end()) else None


def _tail_groups(masked: str, shown: Collection[int]) -> list[_Group]:
    """Numbers behind the verb at the end of a clause: "还没完成3", "已完成3、5"."""
    groups: list[_Group] = []
    for place in range(1, len(masked)):
        if groups and place < groups[-1].end:
            continue
        if not masked[place].isdecimal() and masked[place] not in "任第":
            continue
        listed = _numbers_at(masked, place, shown)
        if listed is None or listed.doubtful or not re.match(r"\s*(?:$|[,。;!\n])", masked[listed.end :]):
            continue
        begin = _clause_start(masked, place)
        if cues.STATE_END.search(masked[begin:place]):
            groups.append(_Group(begin, place, listed.end, Scope.NUMBERS, listed.numbers))
    return groups


def _clause_start(masked: str, place: int) -> int:
    return max((masked.rfind(mark, 0, place) for mark in ",。;!\n"), default=-1) + 1
