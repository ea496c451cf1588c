"""Words about a task that was cancelled: which one they name, and whether they ask for the list of all."""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

_LONGEST = 40
_LEAST, _BESIDE = 4, 16
_CODE = re.compile(r"(?<![\d-])(?P<plan>\d{1,4})\s*[-－—]\s*(?P<seq>\d{1,4})(?![\d-])")
_ITEM = re.compile(r"(?:方案\s*(?P<plan>\d{1,4})的?)?第\s*(?P<seq>\d{1,4})\s*[项条](?:任务)?")
_ABOUT = re.compile(
    r"(?:这项|那项|的|任务|工作|情况|进展|进度|怎么样|怎么|如何|呢|现在|目前|为什么|为何|谁|什么时候|何时|哪天|依据|原因|理由|取消|终止|停|不办|撤回|"
    r"了|吗|没有|没|恢复|重新打开|重新办|重开|打开|留痕|经过|记录|查看|查|看看|看|一下|详情|是什么|是|状态|办理|还|要|报|在|催|到期|"
    r"把|请|方案\d*|[？?，,。、“”\s：:])*"
)
_LISTED = re.compile(
    r"(?:看看|查看|列出|查)?(?:方案\s*(?P<plan>\d{1,4})的?)?(?:里)?(?:都)?(?:有)?(?:哪些|哪几项|哪项|几项|多少)?"
    r"(?:(?:已经?|被)(?:取消|终止|撤回)(?:了|掉)?(?:的|过的)?|(?:取消|终止|撤回)(?:了|过|掉)?的)(?:任务|事项|工作|项目)?"
    r"(?:有|是)?(?:哪些|哪几项|几项|多少项?|清单|列表|单子|名单)?[？?。]?"
    r"|(?:方案\s*(?P<of>\d{1,4})的?)?(?:里)?(?:都)?(?:取消|终止|撤回)(?:了|过)(?:哪些|哪几项|几项|多少项?)(?:任务|事项|工作)?[？?。]?"
)
_ELSEWHERE = re.compile(r"通知|交办|会议|来电|电话|议题|意见|求援|[：:]")


@dataclass(frozen=True, slots=True)
class Titled:
    """A task as words can name it."""

    id: int
    plan_id: int
    seq: str
    title: str


def may_name(text: str) -> bool:
    """Return whether a text is short enough to ask about a task; a report, an order or a letter names much else."""
    return len(text) <= _LONGEST and "\n" not in text


def lists(text: str) -> tuple[bool, int | None]:
    """Return whether a text asks for the cancelled tasks, and of which plan alone."""
    found = _LISTED.fullmatch(text.strip())
    if found is None:
        return False, None
    plan = found["plan"] or found["of"]
    return True, int(plan) if plan else None


def coded(text: str, tasks: Sequence[Titled], *, shared: bool) -> list[int]:
    """Return the cancelled tasks that a text asks about by a code (1-10), or by a number alone (第10项).

    ``shared`` tells that a number alone may be that of another task, too: then it names none.
    """
    found = _CODE.search(text) or (None if shared else _ITEM.search(text))
    if found is None or not _ABOUT.fullmatch(text[: found.start()] + text[found.end() :]):
        return []
    plan = int(found["plan"]) if found["plan"] else None
    return [one.id for one in tasks if one.seq == found["seq"] and plan in {None, one.plan_id}]


def titled(text: str, tasks: Sequence[Titled]) -> tuple[list[int], str, str]:
    """Return the cancelled tasks that a text names, the words of the title that it has, and what stands beside them.

    A title in full is enough; of a part of it, all that stands beside must ask about a task.
    """
    said = "".join(text.split())
    shared = {one.id: _shared(said, one.title) for one in tasks}
    longest = max(shared.values(), key=len, default="")
    if len(longest) < _LEAST:
        return [], "", ""
    meant = [one for one in tasks if shared[one.id] == longest]
    beside = said.replace(longest, "，", 1)
    if all(one.title != longest for one in meant):
        return ([one.id for one in meant] if _ABOUT.fullmatch(beside) else []), longest, beside
    whole = [one.id for one in meant if one.title == longest]
    short = len(beside) <= _BESIDE and not _ELSEWHERE.search(beside)
    return (whole if short or _ABOUT.fullmatch(beside) else []), longest, beside


def names_other(beside: str, title: str) -> bool:
    """Return whether words beside a title name another task, by four signs of its title in a row."""
    return len(_shared(beside, title)) >= _LEAST


def _shared(text: str, title: str) -> str:
    """The longest stretch that a text shares with a title."""
    return next(
        (
            title[start : start + size]
            for size in range(min(len(title), len(text)), _LEAST - 1, -1)
            for start in range(len(title) - size + 1)
            if title[start : start + size] in text
        ),
        "",
    )
