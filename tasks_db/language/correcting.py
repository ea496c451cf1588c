"""Which of the shares in a correction is meant: 是30 不是40; 45是上个月计划数，实际才28%; 60，不对，65.

Each share is held against what stands around it. What is denied, called that of before or of something else, or
taken back right behind it, is not meant; the one that is left is.
"""

from tasks_db import lazy_re as re
from tasks_db.language.numerals import number, percents

_BARE = re.compile(
    r"(?P<lead>(?:不是|并非|而非|不该是|应该?|其实|实际|就?是|[错反岔滑抖误]了?[,。;\s]*|不是[,\s]+|改成|改为|改到|[成为到按以才报算打写填]|^)\s*(?:了|个)?\s*)"
    r"(?P<share>(?<![\d.第])\d{1,2}|(?:[一二三四五六七八九]?十[一二三四五六七八九]?))(?![\d.%个项月号日年点处家台户次条公米万亿元成栋人份份天层张辆套])"
    r"(?=\s*(?:$|[,。;!\n(]|(?:而)?不是|才对|吧|了|哈|啊|哦|左右|的|为准|改|算))"
    r"|(?P<only>(?<![\d.第])\d{1,2})(?=(?:这个)?(?:才对|才是对|为准))"
)
_BEFORE = re.compile(
    r"(?:不是|并非|而非|不该是|别按|不再是|而不是|(?:原来?|上一?条|之前|刚才?|刚刚|早上|上午|昨天|上次|先前|前面|误)[^,。;]{0,4}?[报写填发说打]?(?:的|了)?(?:那个)?(?:是|成)?|(?:写|报|打|填|说)(?:错)?成了?)\s*$"
)
_BEHIND = re.compile(
    r"\s*%?\s*(?:这个|那个)?(?:[,。;\s—….-]*(?:[哦噢啊呃哎]?不对|错了|[哦噢]不|[啊呃哎诶欸](?:不是?|错了)(?=[,。;\s\d])|不是(?=[,。;\s])|等[下等]|(?:[说写报打填看]|搞|弄)错)"
    r"|(?:说的)?[是系](?!\d|[一二三四五六七八九十]|百分)[^,。;]{2,}|改[成为到]|更正[成为]|应为|应该?是|有误|不对|[那这]?是?[说写报打填看]?错)"
)


_MARKS = re.compile(
    r"[写发填搞弄报说打按点看记算输][错反岔串混多少]|错了|不对|更正|手[滑抖误快]|[口笔]误|为准|作废|不是.{0,3}\d|应(?:为|该是|当是)|%\s*[,。;]?\s*[哦噢啊呃哎诶欸]不是?(?=[,。;\s\d])|改[成为到]\s*\d|报[低高]了|有误|实际(?:才|是|只|应)"
)


def corrects(text: str) -> bool:
    """Return whether a text says that something said before is put right."""
    return _MARKS.search(text) is not None


def is_of_line(text: str) -> bool:
    """Return whether what was wrong is the line or the item, so that a bare figure is its number: 看错行了，是3."""
    return _OF_LINE.search(text) is not None


_OF_LINE = re.compile(
    r"上一?条(?:消息|回复)?(?:发|回|报)[错串]|(?:[错串岔]|看混)了?(?:行|项|条|编号|序号|号)|(?:行|编号|序号|项号|(?<![\d一二三四五六七八九十几])号)(?:码)?(?:我)?(?:看|写|报|填|打|点|弄|搞)?[错串岔反]"
)


def corrected(text: str, *, bare: bool) -> tuple[int, ...]:
    """Return the shares that a correction may mean: one alone is meant.

    With ``bare`` figures without % count too (是58不是55).
    """
    found = [(one.start, one.end, one.value) for one in percents(text)]
    if bare or found:
        taken = [range(start, end) for start, end, _ in found]
        for one in _BARE.finditer(text):
            start, end = one.span("only" if one["only"] else "share")
            if not any(start in span for span in taken):
                found.append((start, end, number(one["only"] or one["share"])))
    denied = denied_in(text)
    meant = [
        value for start, end, value in sorted(found) if value not in denied and not _is_taken_back(text, start, end)
    ]
    return tuple(dict.fromkeys(meant))


def denied_in(text: str) -> frozenset[int]:
    """Return the shares that a text says are not the task's: 钱拨了60%，不是进度60%."""
    return frozenset(one.value for one in percents(text) if _NO_PROGRESS.search(text[: one.start]))


_NO_PROGRESS = re.compile(r"(?:不是|并非|不算)(?:总|整体|任务)?(?:的)?(?:进度|完成率|进展)(?:到|是)?\s*$")


def _is_taken_back(text: str, start: int, end: int) -> bool:
    return _BEFORE.search(text[:start]) is not None or _BEHIND.match(text, end) is not None
