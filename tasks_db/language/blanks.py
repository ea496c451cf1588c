"""Blanks that stand for commas: 查了一半了 五成 tells two things, 底数排查 已完成 tells one.

People on phones type a blank where a sentence would have a mark. It parts clauses where what stands before it says
something of its own, so that no negation and no subject reaches over it.
"""

from collections.abc import Collection

from tasks_db import lazy_re as re
from tasks_db.language import troubles
from tasks_db.language.numerals import percents

_BLANK = re.compile(r"(?<=[^\s,。;!:、])[ \t]+(?=[^\s,。;!:、])")
_EDGE = re.compile(r"[\s,。;!:]")
_TELLS = re.compile(
    r"了|没|未|不(?!动产)|已|还[有在要差缺没未]|正在|在[做办弄建抓修改装催]|完成|完工|办结|竣工|收到|知悉|推进|无变化|无进展"
    r"|[做弄办搞建装清查改拆画选铺换挖交报签谈看跑催发说写填][完好过成掉错]|\d|%|百分之|[一二三四五六七八九]成|一半|谢|辛苦|[你您早]好|有"
    r"|[晚等][点下会]|来得及|算了|打扰"
)
_NO_CLAUSE = re.compile(
    r"(?:第?[\d一二三四五六七八九十]{1,3}(?:\s?[-~—–至到、和及与]\s?第?[\d一二三四五六七八九十]{1,3})*(?:项|号|个)?|.{0,12}(?:[那这]一?[项个块件边]|一项|方面|工作|任务|进度|(?<![没无有])进展|情况|困难|问题|原因))$"
)
_OPENS = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\w%.]")
_NUMERAL = re.compile(r"[一二三四五六七八九十两百]|[底末初前内之以上中下]|[项个月日号年家户处台条件的了吗呢吧]")


def parted(plain: str, titles: Collection[str]) -> str:
    """Return a text of the same length with a comma for each blank that parts two clauses.

    ``titles`` are names of tasks: a name before a blank is the subject of what stands behind it.
    """
    chars = list(_headed(plain, titles))
    for blank in _BLANK.finditer(plain):
        before = _EDGE.split("".join(chars[: blank.start()]))[-1]
        behind = plain[blank.end() :]
        if _is_clause(before, titles) and _begins_another(behind):
            chars[blank.start()] = ","
    return "".join(chars)


_LINE = re.compile(r"^[ \t]*(?P<name>[\u4e00-\u9fff]{2,8})(?P<blank>[ \t])(?=[ \t]*[^\s:])", re.MULTILINE)


def _headed(plain: str, titles: Collection[str]) -> str:
    """A text of several lines, each of which begins with words of one task's name and a blank, with a colon there."""
    lines = [line for line in _LINE.finditer(plain) if sum(line["name"] in title for title in titles) == 1]
    if len(lines) < _SEVERAL:
        return plain
    chars = list(plain)
    for line in lines:
        chars[line.start("blank")] = ":"
    return "".join(chars)


_SEVERAL = 2


def _is_clause(words: str, titles: Collection[str]) -> bool:
    if _NO_CLAUSE.fullmatch(words) or any(words in title for title in titles):
        return False
    return len(words) > 1 and (_TELLS.search(words) is not None or troubles.plea(words) is not None)


def _begins_another(behind: str) -> bool:
    if any(share.start == 0 for share in percents(behind)):
        return True
    return _OPENS.match(behind) is not None and not _NUMERAL.match(behind)
