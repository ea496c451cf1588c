"""Tasks named by the words of their titles: 电梯 of 加装既有住宅电梯, 底数排查 of 开展小区底数排查.

A piece of a title counts by its length, if it belongs to this title alone; what several titles share, and words that
any report has (推进, 检查, 改造), tell little. Who is named is decided over all tasks.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tasks_db import lazy_re as re
from tasks_db.language.numerals import percents
from tasks_db.language.values import Shown
from tasks_db.lean_dataclass import dataclass

# words that any report has say nothing of the task; those that many titles have say something only together
_SAYS_NOTHING = re.compile(
    r"完成|推进|开展|落实|实施|工作|任务|项目|进展|进度|情况|报送|累计|问题|方案|计划|行动|全面|重点"
    r"|有关|相关|及时|做好|单位|部门|年度"
)
_COMMON = re.compile(
    r"建设|改造|提升|提高|整治|整改|检查|排查|施工|工程|加强|推动|组织|建立|健全|完善|制定|启动|上线"
    r"|更新|打通|增设|加装|划定|盘活|整理|设施|机制|管理|服务"
    r"|小区|居民|社区|群众|乡镇|街道|老旧|专项|资金|信息|质量|安全|督查|培训|宣传|验收|受理|审批|协调|监管|清理|拆除|新建|配套|保障|运行|维护"
)
_PIECE = re.compile(r"[\u4e00-\u9fff]{2,}")
_LEAST = 2
_OFFERED = 0.6
"""So much is shared by a title that its task is offered, if it is asked which is meant."""
INDICATOR = "报送指标："


@dataclass(frozen=True, slots=True)
class Named:
    """A task that words name: ``score`` says how clearly, ``start`` where the first piece of its title stands."""

    number: int
    score: float
    start: int
    end: int


def unparked(text: str) -> str:
    """Return a text of the same length without cars that are dealt with, which are no car park: 违停车拖走12辆."""
    return _PARKED.sub(lambda car: "\0" * len(car.group()), text)


_PARKED = re.compile("[违乱]停车")


@lru_cache(maxsize=4096)
def shared(text: str, title: str) -> tuple[tuple[int, int, str], ...]:
    """Return the longest pieces that a text and a title share, apart from each other in the text."""
    found: list[tuple[int, int, str]] = []
    place = 0
    text = unparked(text)
    while place < len(text) - 1:
        size = 0
        while place + size < len(text) and text[place : place + size + 1] in title:
            size += 1
        if size >= _LEAST and _PIECE.fullmatch(text[place : place + size]):
            found.append((place, place + size, text[place : place + size]))
            place += size
        else:
            place += 1
    return tuple(found)


def named(text: str, tasks: Sequence[Shown]) -> tuple[Named, ...]:
    """Return the tasks that a text names, the most clearly named first; those that only share common words not."""
    titles = {one.number: one.title.removeprefix(INDICATOR) for one in tasks}
    # an indicator is asked for a figure: words speak of the task beside it, unless they speak of the figure itself
    figures = {one.number for one in tasks if one.title.startswith(INDICATOR)} if "指标" not in text else set()
    figures = {number for number in figures if not _tells_figure(text, titles[number])}
    found = []
    for one in tasks:
        title = titles[one.number]
        rivals = [other for number, other in titles.items() if number != one.number and number not in figures]
        score, first, last = 0.0, -1, -1
        for start, end, piece in {piece[2]: piece for piece in reversed(shared(text, title))}.values():
            told = weight(piece)
            score += told / (1 + 2 * sum(piece in other for other in rivals))
            if told >= 1:
                first = start if first < 0 else min(first, start)
                last = max(last, end)
        if one.number in figures:
            score *= 0.5
        if score >= _OFFERED and first >= 0:
            found.append(Named(one.number, score, first, last))
    return tuple(sorted(found, key=lambda each: -each.score))


_FIGURE = re.compile(r"(?:目前|现在|已经?|现|共|总共|达到?|为|是|有|到|[:：\s])*\d")


def _tells_figure(text: str, indicator: str) -> bool:
    """Return whether words say the whole name of an indicator with a figure behind it: 累计加装电梯6台."""
    place = text.find(indicator)
    return place >= 0 and _FIGURE.match(text, place + len(indicator)) is not None


def weight(piece: str) -> float:
    """Return how much a piece of a title tells of its task: its length, less what any report or many titles say."""
    bare = _SAYS_NOTHING.sub("", piece)
    rest = _COMMON.sub("", bare)
    return len(rest) + 0.5 * (len(bare) - len(rest)) + 0.1 * (len(piece) - len(bare))


def repeats(words: str, title: str) -> bool:
    """Return whether words say the name of a task and nothing else that tells: 管网改造任务 of 更新老化管网."""
    pieces = shared(words, title.removeprefix(INDICATOR))
    return any(weight(piece) >= _LEAST for _, _, piece in pieces) and not _COMMON.sub(
        "", _SAYS_NOTHING.sub("", without(words, title))
    )


def without(text: str, title: str) -> str:
    """Return a text without the pieces of a title that name it."""
    for _, _, piece in shared(text, title.removeprefix(INDICATOR)):
        if weight(piece) >= _LEAST:
            text = text.replace(piece, "")
    return text


def plain(text: str, title: str) -> str:
    """Return a text without the words of a title at its head: 小区 of 小区施工的进度40% is no part of the work."""
    first = min((share.start for share in percents(text)), default=0)
    head = text[:first]
    for _, _, piece in shared(head, title.removeprefix(INDICATOR)):
        head = re.sub(rf"(?:(?<!\d)\d{{1,2}}\s*)?{piece}", "", head)  # 1底数排查70%: its number goes with its name
    return head + text[first:]


def ends_with(words: str, title: str) -> bool:
    """Return whether words name a task and end with a word of its title: 质量安全的联合检查, but not 消防通道标线."""
    pieces = shared(words, title.removeprefix(INDICATOR))
    return any(weight(piece) >= _LEAST for _, _, piece in pieces) and pieces[-1][1] == len(words)


def stripped(text: str, title: str) -> str:
    """Return a text without anything that it shares with a title."""
    for _, _, piece in shared(text, title.removeprefix(INDICATOR)):
        text = text.replace(piece, "")
    return text


def bare(text: str, title: str) -> str:
    """Return a text that names a task without any word of its title: 盘活 tells nothing in 盘活用房谁牵头."""
    pieces = shared(text, title.removeprefix(INDICATOR))
    if any(weight(piece) >= _LEAST for _, _, piece in pieces):
        for _, _, piece in pieces:
            text = text.replace(piece, "")
    return text


def blanked(text: str, title: str) -> str:
    """Return a text of the same length with blanks for the words of a title that name its task."""
    for start, end, piece in shared(text, title.removeprefix(INDICATOR)):
        if weight(piece) >= _LEAST:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


CLEAR = 2.0
"""So much of a title names its task: a word of two characters that only it has."""


def clearly(text: str, tasks: Sequence[Shown]) -> int | None:
    """Return the one task that a text names clearly, None where it names none, or another nearly as well."""
    found = named(text, tasks)
    if not found or found[0].score < CLEAR:
        return None
    if len(found) > 1 and found[1].score > found[0].score * 0.6:
        return None
    return found[0].number


_STRONGLY = 3.0


def strongly(text: str, tasks: Mapping[int, Shown], number: int) -> bool:
    """Return whether a text names a task by more than one word of two characters."""
    return any(one.number == number and one.score >= _STRONGLY for one in named(text, list(tasks.values())))


def covers(text: str, task: Shown) -> bool:
    """Return whether a text says hardly more than the name of a task."""
    pieces = shared(text, task.title.removeprefix(INDICATOR))
    return len(text) - sum(end - start for start, end, _ in pieces) <= 1


_OF_TWO = re.compile(r"[和跟与及、][\u4e00-\u9fff]{1,8}?[这那]?[两三][个项件块]\s*$")
_BOTH_NAMED = re.compile(r"\W*[\u4e00-\u9fff]{2,6}[和跟与及、][\u4e00-\u9fff]{2,6}\s*")


def of_two(before: str, title: str) -> bool:
    """Return whether words name two tasks: 停车和线缆两个, or 停车和线缆 where one of them has the title."""
    named = _BOTH_NAMED.fullmatch(before) is not None and blanked(before, title) != before
    return named or _OF_TWO.search(before) is not None
