"""Codes of tasks in what is typed: 2-1 is item 1 of plan 2, whatever number it has in the list that was shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language.values import Shown
from tasks_db.lean_dataclass import dataclass

_CODE = re.compile(
    r"(?:^|(?<=[\s,。;、:和及与(除了])|(?<=完成|变化|办结|签收|推进)(?=[\d\s-]+(?:$|[,。;!\n])))第?(?P<from>\d{1,4})\s?[-~—–]\s?(?P<to>\d{1,4})(?:项|号)?"
    r"(?![\d.\-~/%万亿个台条处公米元天年月日前栋楼户层次])"
)
"""Where a clause begins: 预计1-5完成 tells a day."""
_TELLS_RANGE = re.compile(r"\s*(?:都|均|全|各|这|[两三四五六七八九十]项)")
"""2-6都没变化 tells of several tasks, so that no code is meant."""


_ASKED = re.compile(
    r"(?:请?(?:打开|看看|看一下|看|查一下|查))?\s*(?:任务|第)?\s*"
    r"(?:(?P<plan>\d{1,4})\s?[-－—–]\s?(?P<seq>\d{1,4})|方案\s*(?P<named>\d{1,4})\s*的?\s*(?:第|任务)?\s*(?P<item>\d{1,4}))"
    r"\s*[项条号]?(?:任务|工作)?(?:的?(?:进展|情况|详情|内容|原文|时限|期限|单位|责任单位|牵头单位|修改)"
    r"|(?:什么时候|几号|哪天|何时).{0,4}|(?:是|由)?(?:谁|哪家|哪个单位).{0,6}|(?:怎么样|到哪了?)了?)*[?？。\s]*"
)


def asked_of(text: str) -> tuple[int, str] | None:
    """Return the plan's number and the task's that a text names and asks about: 任务2-2, 方案2第2项什么时候到期."""
    found = _ASKED.fullmatch(text.strip())
    return None if found is None else (int(found["plan"] or found["named"]), found["seq"] or found["item"])


_HEAD = re.compile(
    r"\s*第?(?P<plan>\d{1,4})\s?[-－—–]\s?(?P<seq>\d{1,4})(?:项|号)?(?![\d.\-~/%万亿个台条处公米元天年月日前])"
)


def heads(text: str) -> tuple[int, int] | None:
    """Return the plan's number and the task's of the code that a text begins with: 1-3 制定办法 已印发; else None."""
    found = _HEAD.match(text)
    return None if found is None else (int(found["plan"]), int(found["seq"]))


@dataclass(frozen=True, slots=True)
class Coded:
    """A text of the same length with each code as the number of its task, and the tasks as they may be meant.

    ``doubtful`` has, by where it begins, the number of the task of each code that can as well be a range of the list;
    ``called`` are the tasks that are called by a code which can be nothing else.
    """

    text: str
    shown: Sequence[Shown]
    doubtful: Mapping[int, int]
    called: Collection[int]


def by_number(plain: str, shown: Sequence[Shown]) -> Coded:
    """Return the text with each code as the number of its task.

    A task that is called by its code counts as listed. 1-3 is the code where it can be no range: where it does not
    go up, or leads to a number that was not shown; the range where no task goes by it, or where it is told of
    several (第1-3项, 1-3都…, 1-3推进，4无变化); else it may be either.
    """
    known = {each.code: each for each in shown if each.code}
    listed = {each.number for each in shown if each.listed}
    called: set[int] = set()
    doubtful: dict[int, int] = {}

    def number(found: re.Match[str]) -> str:
        first, last = int(found["from"]), int(found["to"])
        task = known.get(f"{first}-{last}")
        if task is None:
            return found[0]
        if first < last and {first, last} <= listed:
            if not _is_told_of_several(plain, found):
                doubtful[found.start("from")] = task.number
            return found[0]
        width = len(found[0])
        written = next((one for one in (f"第{task.number}项", str(task.number)) if len(one) <= width), None)
        if written is None:
            return found[0]
        called.add(task.number)
        # filled up at its head: what stands behind it is cut off where the code ends
        return written[0] + written[1:].rjust(width - 1) if written[0] == "第" else written.rjust(width)

    text = _CODE.sub(number, plain)
    meant = [replace(each, listed=True) if each.number in called else each for each in shown]
    return Coded(text, meant, doubtful, called)


def _is_told_of_several(plain: str, found: re.Match[str]) -> bool:
    """Whether words tell of several tasks, or the items beside it go on counting: 1-4按期推进，5、6无变化."""
    left_out = plain[: found.start()].endswith(("除", "除了"))
    several = found[0].startswith("第") or found[0].endswith("项") or _TELLS_RANGE.match(plain, found.end())
    if several and not left_out:
        return True
    before = _ITEM.findall(plain[: found.start()])[-1:]
    after = _ITEM.findall(plain[found.end() :])[:1]
    return before == [str(int(found["from"]) - 1)] or after == [str(int(found["to"]) + 1)]


_ITEM = re.compile(r"(?:^|[\s,。;!、])第?(\d{1,2})(?![\d.%\-~—–/万亿个台条处公米元天年月日])")
"""The number of an item where one can stand."""
_RANGE = re.compile(r"(?P<from>\d{1,4})\s?[-~—–]\s?(?P<to>\d{1,4})(?:号)?")


def range_at(plain: str, start: int) -> tuple[tuple[int, ...], int]:
    """Return the numbers of the range that begins at ``start``, and where it ends."""
    found = _RANGE.match(plain, start)
    if found is None:
        return (), start
    return tuple(range(int(found["from"]), int(found["to"]) + 1)), found.end()
