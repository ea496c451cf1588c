"""A report pasted into the chat: its parts, told apart by their headings; its own numbers are never those of tasks.

A part is progress, difficulties, what comes next, or what others are asked for. Parts and items are matched with
tasks by the words of their headings.
"""

from collections.abc import Sequence
from enum import Enum, auto

from tasks_db import lazy_re as re
from tasks_db.language import names
from tasks_db.language.numerals import numeral
from tasks_db.language.values import Shown
from tasks_db.lean_dataclass import dataclass


class Part(Enum):
    """What a part of a report tells."""

    PROGRESS = auto()
    PROBLEM = auto()
    NEXT = auto()
    PLEA = auto()
    REST = auto()  # 其余工作按计划推进: of all that no item names


@dataclass(frozen=True, slots=True)
class Item:
    """``plain[start:end]`` tells ``part`` of the task ``number``; None where no heading says of which.

    ``body`` is where its words begin behind its own number.
    """

    start: int
    end: int
    body: int
    part: Part
    number: int | None


_TITLE = re.compile(r"汇报|报告|总结|小结|简报|情况说明|工作情况|进展情况|工作进展")
_HEAD = re.compile(
    r"(?:^|(?<=[\n。;；]))[ \t]*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]\s*[,，、]"
    r"|\d{1,2}[、.．)](?!\d)|第\d{1,2}项(?=[\u4e00-\u9fff]))\s*"
)
_OWN_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_PARTS = (
    (
        Part.PLEA,
        re.compile(
            r"^[^。;；,，\n]{0,8}(?:需要?|请求|提请|恳请|建议)[^。;；,，\n]{0,6}(?:协调|支持|解决|帮助)"
            r"|^意见建议|^(?:有关)?建议"
        ),
    ),
    (Part.PROBLEM, re.compile(r"^[^。;；,，\n]{0,8}(?:问题|困难|难点|不足|短板)")),
    (Part.NEXT, re.compile(r"^(?:下一?步|下一阶段|下阶段|下步|今后|工作打算|后续|工作计划|工作安排)")),
    (
        Part.PROGRESS,
        re.compile(r"^[^。;；,，\n]{0,10}(?:进展|完成情况|开展情况|推进情况|落实情况|基本情况|主要做法|工作情况)"),
    ),
)
_REST = re.compile(
    r"(?:其余|其他|其它|剩余|余下)(?:的|各项|几项)*(?:工作|任务|事项)?(?:均|都|也)?(?=按|正|在|有序"
    r"|稳步|推进|无|没)"
)
_REST_BEHIND = re.compile(
    r"(?<=[。;；])(?:其余|其他|其它|剩余|余下|另外|剩下)(?:的)?[一二两三四五六七八九十\d]{1,2}[项个件](?:任务|工作|事项)?(?=均|都|也|暂|无|没|按|正|尚|有序|稳步|推进)"
)
_OF_ALL = re.compile(
    r"\s*(?:目前|截[至止]目前|现在?|,|，)*(?:任务|工作|工程|形象|总体|整体|总的?|综合|平均)+(?:进度|完成率)[^,，。；;\n]{0,4}[\d一二三四五六七八九十百]"
)
"""目前总体进度71% behind what comes next tells of all, not of what comes next."""
_LONG = 200
_SHORT_TITLE = 40


def is_report(plain: str, tasks: Sequence[Shown]) -> bool:
    """Return whether a text is a report of its own making, so that its numbers say nothing of the tasks shown."""
    heads = list(_HEAD.finditer(plain))
    if len(tasks) == 1 and _counts_up(plain):
        return True
    if _led_by(plain, tasks) is not None:
        return True
    first, _, rest = plain.strip().partition("\n")
    titled = bool(rest.strip()) and len(first) <= _SHORT_TITLE and _TITLE.search(first) is not None
    own = [head for head in heads if _OWN_NUMBER.match(head.group().strip())]
    if titled and not re.match(r"\s*\d", first):
        return True
    if len(own) > 1 and (len(plain) > _LONG or len(tasks) == 1):
        return True
    if any(part.match(plain[head.end() :]) for head in heads for kind, part in _PARTS if kind is not Part.PROGRESS):
        return len(heads) > 1 and len(plain) > _LONG // 2
    return len(own) > 1 and _contradicts(plain, own, tasks)


_FEWEST = 2
_LED = re.compile(r"\s*(?P<name>[^:：,，。;；\n\d]{2,16})[:：]\s*[(（]?1[.、)）](?!\d).*2[.、)）]", re.DOTALL)


def _led_by(plain: str, tasks: Sequence[Shown]) -> int | None:
    """As 线缆：1.归并3条；2.拆杆20根: the one task whose name leads points that are counted."""
    led = _LED.match(plain)
    return names.clearly(led["name"], tasks) if led else None


_LINE_HEAD = re.compile(
    r"^[ \t]*[(（]?第?(\d{1,2}|[一二三四五六七八九十])(?:项|[)）、.．:：]|(?=\s))\s*(?=[\u4e00-\u9fff])", re.MULTILINE
)


def _counts_up(plain: str) -> bool:
    """Whether somebody with one task counts 1, 2, 3 in lines: these number what he has to say of it."""
    said = [numeral(head[1]) for head in _LINE_HEAD.finditer(plain)]
    return len(said) >= _FEWEST and said == list(range(1, len(said) + 1))


def _contradicts(plain: str, heads: Sequence[re.Match[str]], tasks: Sequence[Shown]) -> bool:
    """Whether a numbered line clearly names a task of another number."""
    for head in heads:
        line = re.split(r"[,，。;；\n]", plain[head.end() :], maxsplit=1)[0]
        number = numeral(re.sub(r"[^一二三四五六七八九十\d]", "", head.group()))
        named = names.clearly(line, tasks)
        if named is not None and named != number:
            return True
    return False


def items(plain: str, tasks: Sequence[Shown]) -> tuple[Item, ...]:
    """Return the items of a report in order; one without a task of its own belongs to that of the heading above."""
    starts = sorted(
        {
            0,
            *(head.start() for head in _HEAD.finditer(plain)),
            *(m.end() for m in re.finditer("\n", plain)),
            *(m.start() for m in _REST_BEHIND.finditer(plain)),
        }
    )
    whole = _of_all(plain, tasks)
    part, above = Part.PROGRESS, whole
    found: list[Item] = []
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        text = plain[start:end]
        if not text.strip():
            continue
        head = _HEAD.match(plain, start)
        body = head.end() if head else start
        if _REST.match(plain, body) or _REST_BEHIND.match(plain, body):
            found.append(Item(start, end, body, Part.REST, None))
            continue
        heading = re.split(r"[。.:：\n]", plain[body:end], maxsplit=1)[0]
        chapter = head is not None and head.group().strip()[0] not in "(（" and "是" not in head.group()
        told_of_all = head is None and part is not Part.PROGRESS and _OF_ALL.match(plain, start) is not None
        said = (
            next((kind for kind, pattern in _PARTS if pattern.match(plain[body:end])), None)
            if head or len(heading) < _SHORT_TITLE
            else None
        )
        if said is not None:
            part = said
        elif chapter or told_of_all:
            part = Part.PROGRESS
        own = whole if whole is not None else names.clearly(heading[:_SHORT_TITLE], tasks)
        if said is not None or chapter:
            above = own if own is not None else whole
        number = own if own is not None else above
        if start == 0 and head is None and _TITLE.search(heading) and "\n" in plain:
            above = own if own is not None else above
            continue
        goes_on = found and found[-1].end == start and head is None and said is None and not told_of_all
        if goes_on and own in (None, found[-1].number):
            last = found[-1]
            found[-1] = Item(last.start, end, last.body, last.part, last.number)
        elif said is None or len(plain[body:end].strip()) > len(heading.strip()) + 1:
            found.append(Item(start, end, body, part, number))
    return tuple(found)


def _of_all(plain: str, tasks: Sequence[Shown]) -> int | None:
    """The one task that the whole report is about: the only one there is, or the one that its title names."""
    if len(tasks) == 1:
        return tasks[0].number
    if (led := _led_by(plain, tasks)) is not None:
        return led
    first = plain.strip().partition("\n")[0]
    return names.clearly(first, tasks) if len(first) <= _SHORT_TITLE and _TITLE.search(first) else None
