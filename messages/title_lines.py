"""A title in lines of whole words, in the shape of a trapezium or a rhombus, as papers have them."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tasks_db import lazy_re as re

_WHOLE = re.compile(
    r"\d+(?:\.\d+)?(?:[—-]\d+)?(?:年第[一二三四]季度|年\d+(?:—\d+)?月份?|年|月份?|日|岁以[上下]|岁|%|个|项)?"
    r"|第[一二三四五六七八九十\d]+(?:季度|期|次|号)|联席会议|领导小组|办公室|工作专班|关于|重点任务|进展情况"
    r"|的?(?:通报|通知|提醒函|催办单|督办单|函)"
    r"|婴幼儿|人民政府|建设|服务|工作|改造|提升|整治|行动|实施方案|情况表|[〔（《“‘][^〕）》”’]{1,10}[〕）》”’]"
)
_CLOSING = "，。、；：）》〕”’"


def words(text: str) -> list[str]:
    """Return a text in pieces that are not broken: words that papers use, and what stands between them."""
    found: list[str] = []
    end = 0
    for whole in _WHOLE.finditer(text):
        found += [text[end : whole.start()], whole[0]]
        end = whole.end()
    found.append(text[end:])
    joined: list[str] = []
    for word in filter(None, found):
        if joined and (word[0] in _CLOSING or len(word) == 1):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def width(text: str) -> float:
    """Return how many characters wide a text is; a figure or a Latin letter is half as wide."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in "—“”‘’…·" else 1.0 for char in text)  # noqa: PLR2004


def lines(title: str, room: int = 20) -> list[str]:
    """Return a title in as few lines of at most ``room`` characters as its words allow, best shaped.

    Lines that grow, shrink, or are longest in the middle are better than equal ones, and a second line that begins
    with 关于 leaves the name before it whole; a title whose words are longer than a line is cut between characters.
    """
    if width(title) <= room:
        return [title]
    parts = words(title)
    for count in range(2, len(parts) + 1):
        found = [split for split in _splits(parts, count) if all(width(line) <= room for line in split)]
        if found:
            return min(found, key=_misshapen)
    return [title[i : i + room] for i in range(0, len(title), room)]


def _splits(parts: Sequence[str], count: int) -> Iterator[list[str]]:
    for cuts in combinations(range(1, len(parts)), count - 1):
        ends = [0, *cuts, len(parts)]
        yield ["".join(parts[a:b]) for a, b in pairwise(ends)]


def _misshapen(split: Sequence[str]) -> tuple[bool, bool, bool, float, list[float]]:
    """How far lines are from a trapezium or a rhombus: by shape, by a broken name, then by how unequal they are.

    Lines as long as one another make a rectangle, which is no shape of a title; almost so is a lesser fault.
    """
    sizes = [width(line) for line in split]
    steps = [b - a for a, b in pairwise(sizes)]
    no_shape = any(a < 0 < b for a, b in pairwise(steps)) or 0 in steps
    equal = any(abs(step) < 1 for step in steps)
    broken = not split[1].startswith("关于")
    return no_shape, broken, equal, max(sizes) - min(sizes), [-size for size in sizes]
