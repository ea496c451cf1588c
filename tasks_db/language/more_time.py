"""How much longer the work takes: 再有20天能完, 还要两个星期; and the day from which 宽限一周 counts."""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.days import dates
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.spans import Certain, Days, months_on

LENGTH = (
    rf"(?P<count>半|{NUMERAL}(?!几))\s*个?(?P<amid>半)?"
    r"(?P<unit>天|日(?!前|底)|周|星期|礼拜|月(?!\d|底|初|中|上|下|[一二三四五六七八九十]))(?P<half>半)?"
)
_DAYS_OF = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_HALF_MONTH = 15


def later(day: date, found: re.Match[str]) -> date | None:
    """Return the day that lies behind ``day`` by the ``LENGTH`` found; None for 半天."""
    unit, halves = found["unit"], found["count"] == "半"
    count = 0 if halves else number(found["count"])
    if unit == "月":
        return months_on(day, count) + timedelta(days=_HALF_MONTH * (halves or bool(found["half"] or found["amid"])))
    days = _DAYS_OF[unit]
    return None if halves and days == 1 else day + timedelta(days=days * count + (days // 2 if halves else 0))


_ABOUT = r"(?:大概|大约|差不多|估计|最多|顶多|可能|起码|至少|约|个)*"
_LEFT = rf"{_ABOUT}{LENGTH}(?:左右|时间|的?[工功]夫|的样子)*"
_FINISHES = (
    r"(?:就|才|可以?|能够?|应该|差不多|全部|都|会|基本上?|我们)*"
    rf"(?:{cues.COMPLETE}|[\u4e00-\u9fff]{{0,2}}[完好齐](?=[了吧哈啊呢的嘛]*\W*$)|[收扫结]尾|收[工口官]|拿[下出]来?)"
)
_MORE = r"(?:再|还)(?:要|需要?|得|用|花)(?:搞|干|弄|做)?"
_TAKES = (
    re.compile(rf"{_MORE}{_LEFT}[吧哈啊呢的了]*\W*$"),
    re.compile(
        rf"(?:{_MORE}|(?:再|还)(?:有|给(?:我们?|咱们?|我局)?|搞|干|弄|做|过))个?{_LEFT}{_FINISHES}(?:任务|工作|全部|掉)*[了吧哈啊呢的嘛]*\W*$"
    ),
)
"""还要10天, 再有20天能完; of 还要10天才到货 the work tells nothing."""
_OF_A_STEP = re.compile(
    r"审批|公示|检测|手续|招标|评审|批复|养护|设备|材料|验收|报批|采购|货|图|合同|许可|方案|名单|清单"
)
_UNSURE = re.compile(r"不了|[\u4e00-\u9fff]不[完好]|[没未](?:法|办法|能)|如果|要是|只要|的话")


def takes(text: str, today: date) -> Mark | None:
    """Return the day on which the work will be done as a clause counts it from today; None where it does not."""
    found = next((said for form in _TAKES if (said := form.search(text))), None)
    day = later(today, found) if found is not None and not _unsure(text, found) else None
    if found is None or day is None:
        return None
    return Mark(found.start(), found.end(), "length", Edge.AFTER, Days(day, day, Certain.CONTEXT))


def _unsure(text: str, found: re.Match[str]) -> bool:
    """Whether the work may not be done then, or the length is one of a step of it: 招标还要20天."""
    return _UNSURE.search(text) is not None or _OF_A_STEP.search(text[: found.start()]) is not None


_CLAUSE = re.compile(r"[^,，。;；!！?？\n]+")
_NOT_BY_THEN = re.compile(
    r"[\u4e00-\u9fff]不[了赢完成到及上齐好定动]|怕|悬|难|来不及|赶不|够呛|太?紧|没法|无法|没把握|到期|截止|的?(?:期限|时限|节点)"
)
_NEAR = timedelta(days=10)
_BRINGS = re.compile(r"才|到货|开会|开标|进场|以后|之后|起")


def counted_from(text: str, due: date, today: date) -> date | None:
    """Return the day from which a wish for so much more time counts, where a clause says that it cannot be kept.

    As 28号怕搞不赢，能不能宽限一周, and 28号缓十天行不. None where none is named, more than one, or one far from the
    day that the unit has (``due``): 2号那个 may name the second task.
    """
    named = [
        (clause.group(), mark)
        for clause in _CLAUSE.finditer(text)
        for mark in dates(clause.group(), today)
        if mark.days is not None and mark.days.first == mark.days.last and mark.rule != "length"
    ]
    if len(named) != 1:
        return None
    clause, mark = named[0]
    behind = clause[mark.end :]
    kept = _NOT_BY_THEN.search(behind) is None and wish_behind(behind) is None
    if kept or _BRINGS.match(behind.strip()) or mark.day is None or mark.day < today:
        return None
    return mark.day if abs(mark.day - due) <= _NEAR else None


def wish_behind(text: str) -> re.Match[str] | None:
    """Return where a text wishes for so much more time: 缓十天."""
    return _WISHED.search(text)


_WISHED = re.compile(rf"(?:延|缓|宽|晚|推|拖)[\u4e00-\u9fff]?[\u4e00-\u9fff]?{LENGTH}")
