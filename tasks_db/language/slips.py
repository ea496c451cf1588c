"""A slip put right in the same message: 消防通道60%。说错了，是线缆60% tells nothing of 消防通道."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language.numerals import number as value_of
from tasks_db.language.references import Scope, Statement
from tasks_db.language.values import Shown

_SLIP = re.compile(
    r"(?:^|[\s,。;:!])(?:[哦啊呃噢哎])?(?:刚才?)?(?:不对|不是|(?:说|写|发|报|搞|弄|填|打|看|记|讲)[错串反岔混]了?|口误|更正)"
    r"[\s,。;:!]*(?:应该?|应当)?是?\s*$"
)


def put_right(parts: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements without what the next one takes back for another task.

    A next one that tells nothing, or names the old task once more (是3不是2), is left to be asked about.
    """
    parts = [part for part in parts if not _only_slips(part, parts)]
    found: list[Statement] = []
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else None
        slip = _SLIP.search(part.body) if after and _may_slip(part, after) else None
        if slip and after and any(before.numbers == after.numbers for before in found):
            found = [before for before in found if before.numbers != after.numbers]  # 1 90%，2 50%，更正：1是80%
        elif slip and part.body[: slip.start()].strip(" ,。;:"):
            continue
        before = parts[at - 1] if at else None
        dropped = before is not None and before not in found
        found.append(replace(part, doubtful=True) if dropped and not _tells(part) else part)
    return tuple(found)


_SWAP = re.compile(
    r"\W*(?:刚才?|刚刚|不好意思|抱歉|对不起|我|把|[,\s])*第?(?P<one>\d{1,2})项?[和跟与、]第?(?P<other>\d{1,2})项?(?:[这那]?两[个项]|的|进度|数字?|都|我)*"
    r"(?:[填写报弄搞打发说记][反倒颠串]倒?了?[,。;\s]*(?:请|麻烦|帮[我忙]|给|要)*)?(?:(?:对调|互换|换|调换|交换|对换|调)(?:一下|过来|个个儿)?)?[了哈啊吧]?\W*"
)


def swapped(text: str, shown: Sequence[Shown]) -> tuple[tuple[int, int], ...]:
    """Return two tasks of the message before, each with the share that was told of the other: 1和2填反了，对调一下.

    Nothing where the words say anything else, or where no share was told of both.
    """
    said = _SWAP.fullmatch(text)
    if said is None or not _SAYS_SO.search(text):
        return ()
    told = {one.number: one.last.percent for one in shown if one.listed and one.just_said and one.last is not None}
    one, other = int(said["one"]), int(said["other"])
    first, second = told.get(one), told.get(other)
    return ((one, second), (other, first)) if first is not None and second is not None and one != other else ()


_SAYS_SO = re.compile(r"[反倒颠串]|调|换")
_ONLY_SLIP = re.compile(
    r"\W*(?:的?(?:数字?|进度|情况))?(?:我|刚才|上面)*(?:[写发填搞弄报说讲打点看记数算输贴][错反串混岔倒颠]|颠倒|对调|串行?|弄混)了?(?:个|一下)?\W*"
)


def _only_slips(part: Statement, parts: Sequence[Statement]) -> bool:
    """As 2和3搞反了, where each of them is told anew."""
    told = {number for other in parts if other is not part for number in other.numbers}
    return bool(part.numbers) and set(part.numbers) <= told and _ONLY_SLIP.fullmatch(part.body) is not None


def _may_slip(part: Statement, after: Statement) -> bool:
    return part.scope is after.scope is Scope.NUMBERS and part.numbers != after.numbers


_NEWS = re.compile(r"[了没未无在已正完过\d%]|[一二三四五六七八九]成|进[度展]|推进")


def _tells(part: Statement) -> bool:
    return not part.loose and _NEWS.search(part.body) is not None


def repeated(number: int, parts: Sequence[Statement]) -> bool:
    """Return whether the same number heads two statements of one line: of 1、查了2次 1、受理3台 one is another's."""
    same = [part for part in parts if part.numbers == (number,) and not part.by_name and part.scope is Scope.NUMBERS]
    return len(same) > 1 and not any("\n" in part.body for part in parts)


_ORDINAL = re.compile(
    r"第\s*(?P<numeral>[一二三四五六七八九]|\d{1,2})\s*(?P<of>个|项)(?![月季周次年人])(?P<thing>..)?"
)


def ordinals_unparted(text: str, shown: Collection[int]) -> bool:
    """Return whether words of one task count 第一个 and 第三个, of different things, that may be two of the tasks."""
    said = [one for one in _ORDINAL.finditer(text) if value_of(one["numeral"]) in shown]
    numbers = {value_of(one["numeral"]) for one in said}
    return len(numbers) > 1 and len({one["thing"] for one in said}) > 1 and _ORDINAL.match(text.lstrip()) is not None
