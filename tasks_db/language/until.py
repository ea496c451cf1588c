"""Until when somebody asks for more time: the day that is said, or the days to offer where none is certain."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.days import answered_dates
from tasks_db.language.spans import Certain, Days
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Until:
    """``day`` is None where the words leave it open: then ``likely`` are to be offered, if there are any.

    ``sure`` is False where the day follows from a stretch (下周, 明年3月), so that it is read back first.
    """

    day: date | None
    sure: bool
    likely: tuple[date, ...] = ()


NOT_SAID = Until(None, sure=False)

_WHOLE = frozenset({"month", "months", "week", "quarter", "this_quarter", "half", "length"})
_MIDDLE, _ONE_DAY = timedelta(days=4), timedelta(days=1)
_OR = re.compile(r"|\s*(?:或者?是?|还是|要么|、|/)\s*")
_ABOUT = re.compile(
    r"(?:大概|大约|大致|约|可能|估计|也许|兴许|差不多|最快|最早|暂定|暂时|初步)(?:到|至|是|在|要|得|定在)*\s*$"
)
_OLD = re.compile(
    r"(?:原|从|自|由)(?:来|先|定|计划|时限|期限|截止|要求|完成|日期|时间|的|在|于|是|为)*\s*$|(?<!是)不是\s*$"
)
# 20号，不对，是25号; 周四，算了还是周五吧
_TAKEN_BACK = re.compile("不对|不是|错了|[写说打填]错|算了|更正|应该?[是为]|哦不|不不")
_REASON = re.compile(r"(?:因为?|由于|原因)[^，,。；;\n]*$")  # 1月10日，因为12月20日设备才到
_MORE_MONTHS = re.compile(r"(?:(?<!\d)\d{1,2}月?份?[、,，/和及]\s*){2,}$")  # 3、6、9、12月的20号
_AIM = re.compile(r"(?:到|至|(?<!因)为|成|延|期|迟|后|限|改)\s*$")


def until(text: str, said: Sequence[Mark], today: date) -> Until:
    """Return the day that a text asks for: the last behind 到 or 延, else the one that is not the old one (原…).

    What is taken back in the same breath (20号，不对，是25号) is an old one, too. A day that is past is none. Of two
    days that stand beside each other (20日或25日), or of which nothing tells which one is meant (15号开会，25号完成),
    all are offered.
    """
    wanted = _not_taken_back(text, [mark for mark in said if not _OLD.search(text[: mark.start])])
    wanted = [mark for mark in wanted if not _REASON.search(text[: mark.start])] or wanted
    if not wanted:
        return NOT_SAID
    aimed = [mark for mark in wanted if mark.edge is Edge.TO or _AIM.search(text[: mark.start])]
    mark = aimed[-1] if aimed else wanted[0]
    meant = [one for one in wanted if one is mark or not aimed or _beside(text, mark, one)]
    days = {one.days.last if one.days else None for one in meant}
    if len(days) > 1 or _MORE_MONTHS.search(text[: mark.start]):
        return Until(None, sure=False, likely=_ahead([day for day in days if day], today))
    found = _of_mark(mark, today)
    return replace(found, sure=False) if _ABOUT.search(text[: mark.start]) else found


def _not_taken_back(text: str, said: Sequence[Mark]) -> Sequence[Mark]:
    behind = [n for n in range(1, len(said)) if _TAKEN_BACK.search(text[said[n - 1].end : said[n].start])]
    return said[behind[-1] :] if behind else said


def _beside(text: str, one: Mark, other: Mark) -> bool:
    first, second = sorted((one, other), key=lambda mark: mark.start)
    return _OR.fullmatch(text[first.end : second.start]) is not None


def _of_mark(mark: Mark, today: date) -> Until:
    days = mark.days
    if days is None or (days.last < today and days.certain is not Certain.OPEN):
        return NOT_SAID
    if days.certain is Certain.OPEN or mark.edge is Edge.BEFORE or not _ends_well(mark.rule, days):
        return Until(None, sure=False, likely=_ahead(_likely(mark.edge, days), today))
    return Until(days.last, sure=days.exact and mark.rule != "days")


def _ends_well(rule: str, days: Days) -> bool:
    """Whether the last day is what is meant, if read back: 下周, 明年3月, but not 中旬."""
    return days.exact or rule in _WHOLE or days.first == days.last


def _likely(edge: Edge, days: Days) -> Sequence[date]:
    if days.certain is Certain.OPEN:
        return days.likely
    if edge is Edge.BEFORE:
        return [days.last, days.last + _ONE_DAY]
    short = days.last - days.first < _MIDDLE
    return [days.first if short else days.first + _MIDDLE, days.last]


def _ahead(days: Sequence[date], today: date) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day >= today}))


def read_until(text: str, today: date) -> Until:
    """Return until when a text that answers "延期到哪一天" asks for more time."""
    return until(text, answered_dates(text, today), today)
