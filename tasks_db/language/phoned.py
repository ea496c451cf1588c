"""Who was on the phone and what was said: 代录县公安局电话答复：1-11 进度60%，20日前完成."""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.questions import Vocabulary
from tasks_db.language.questions.cover import Names, Piece
from tasks_db.language.questions.names import pieces
from tasks_db.lean_dataclass import dataclass

_SAYS = r"(?:答复|回复|反馈|汇报|报告|报|说|讲|告知)*(?:了|的)?"
_CUE = re.compile(
    rf"(?:代录|代报|代填|补录|补记|记录?)(?:一条|一下|一个)?(?:电话)?{_SAYS}"
    rf"|(?:来电话?|打来电话|打(?:了个?)?电话(?:来|过来)?|(?:电话|口头|微信)(?:里|上|中)?(?=[答回反汇报说讲告:：,，]))来?{_SAYS}"
    rf"|(?:托人|派人|让人)?(?:捎|带|送|寄|递)(?:来|了|过来)+(?:一?[张封份])?(?:纸条|条子|字条|便条|信|书面材料|书面报告|材料){_SAYS}"
)
_CALLER = re.compile(
    r"(?P<caller>[老小][\u4e00-\u9fff]"
    r"|(?![没未还尚不又再也都就才只总常请让叫要给会能可已有谁何等答约说承主多突随后他她]|老是)[\u4e00-\u9fff]{1,3}?"
    r"(?:(?:副?[局科股所站主][长任]|副?主任|书记|经理|秘书|会计|师傅)|(?<=..)))(?:同志)?"
    r"(?=[\s,，]*(?:(?:刚才|刚刚|刚|上午|下午|中午|早上|晚上)(?!\d))?[\s,，]*(?:来电|打来电话|打(?:了个?)?电话(?:来|过来)))"
)
"""Who called, where that is nobody who is registered: 老李来电说, 张科长打来电话. 没有来电 is no caller."""
_FILL = re.compile(r"[\s,，:：、。；;]+|(?:的)?联络员|同志|(?:上午|下午|刚才|刚刚|刚)(?!\d)|的|在|用|来")
DAY = (
    r"(?:今[天早日]|[昨前][天日]|昨晚|上?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:20\d\d年)?(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号])"
)
"""A day that was, as people write it."""
_DAYS = re.compile(
    rf"(?P<days>{DAY}(?:\s*[（(]\s*{DAY}\s*[）)])?)"
    r"(?:\s*(?:早上|上午|中午|下午|傍晚|晚上)?\s*(?:\d{1,2}[:：点时](?:\d{1,2}分?|半)?)?(?:左右)?的?)"
)
_ONE_DAY = re.compile(DAY)
_NUMBERED_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})")
_WEEKDAYS = "一二三四五六日天"
_LONG_AGO = 100
_NUMBER = re.compile(
    r"第?(?P<number>(?:\d{1,4}-)?指标\d{1,3}|\d{1,4}(?:-\d{1,4})?)"
    r"(?:项任务|项|号)?(?:[\s,，:：、.。]+|(?<=[项号务])|$)"
)


@dataclass(frozen=True, slots=True)
class Call:
    """Words that a unit told; ``unit_ids`` are those that its name may mean, ``cued``: they came by phone.

    ``day`` is how the day of the call is written, empty where none is: 昨天, 昨天（11月5日）. ``caller`` is who
    called, as it is written, where the name is not one that is registered.
    """

    unit_ids: tuple[int, ...]
    words: str
    cued: bool
    day: str = ""
    caller: str = ""


def parted(text: str, known: Vocabulary) -> Call | None:
    """Return whose call a text tells of and the words of it; None where it begins with no unit."""
    rest, cued = text.strip(), False
    unit_ids: tuple[int, ...] = ()
    day, pending, behind, caller = "", "", "", ""
    while rest:
        unit = max(_units(rest, known), key=lambda p: p.end, default=None)
        if unit is not None:
            unit_ids, rest = _either(unit_ids, _ids(unit)), rest[unit.end :]
        elif (match := _CUE.match(rest)) is not None:
            cued, rest = True, rest[match.end() :]
            day, pending = day or pending, ""
        elif not pending and (match := _DAYS.match(rest)) is not None:
            pending, behind, rest = match["days"], rest, rest[match.end() :]
        elif (match := _FILL.match(rest)) is not None:
            rest = rest[match.end() :]
        elif unit_ids and not (caller or cued) and (match := _CALLER.match(rest)) is not None:
            caller, rest = match["caller"], rest[match.end() :]
        else:
            break
    words = behind if pending else rest  # a day that no call follows is that of the work
    if not day:
        day, words = call_day(words)
    return Call(unit_ids, words.strip(), cued, day, caller) if unit_ids else None


def call_day(words: str) -> tuple[str, str]:
    """Return the day of a call as it is written, else empty, and the words without it: 1-3 昨天来电：完工."""
    number, rest = numbered(words.strip())
    match = _DAYS.match(rest)
    cue = _CUE.match(rest[match.end() :].lstrip()) if match is not None else None
    if match is None or cue is None:
        return "", words
    said = rest[match.end() :].lstrip()[cue.end() :].lstrip(" ,，:：、。")
    return match["days"], f"{number} {said}" if number is not None else said


def leading_day(text: str) -> str:
    """Return the day of this kind with which a text begins, as it is written; empty where none does."""
    match = _ONE_DAY.match(text)
    return match[0] if match is not None else ""


def days_of(written: str, today: date) -> tuple[date, ...]:
    """Return the days that the day of a call may mean, as it is written; two where what stands in brackets differs.

    A day without a year is the last one of that name; one that lies ahead by a little is given as it stands.
    """
    return tuple(dict.fromkeys(_day_of(one[0], today) for one in _ONE_DAY.finditer(written)))


def _day_of(written: str, today: date) -> date:
    numbered_day = _NUMBERED_DAY.match(written)
    if numbered_day is not None:
        month, day = int(numbered_day["month"]), int(numbered_day["day"])
        year = int(numbered_day["year"] or today.year)
        try:
            found = date(year, month, day)
        except ValueError:
            return date.max  # 2月30日 is no day of a call
        early = numbered_day["year"] is None and (found - today).days > _LONG_AGO
        return found.replace(year=year - 1) if early else found
    if written[-1] in _WEEKDAYS and written[0] not in "今昨前":
        weekday = min(_WEEKDAYS.index(written[-1]), 6)
        if written.startswith("上"):
            return today - timedelta(days=today.weekday() + 7 - weekday)
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return today - timedelta(days={"今": 0, "昨": 1, "前": 2}[written[0]])


def begins_as_call(text: str) -> bool:
    """Return whether a text says outright that an answer is to be written down: 代录县公安局."""
    return _RECORD.match(text.strip()) is not None


_RECORD = re.compile(r"/|代录|代报|代填|补录|补记|记录")


def numbered(words: str) -> tuple[str | None, str]:
    """Return the number with which words begin, 1-11 or 11, and what stands behind it."""
    match = _NUMBER.match(words)
    return (match["number"], words[match.end() :].strip()) if match is not None else (None, words)


def _units(rest: str, known: Vocabulary) -> list[Piece]:
    return [p for p in pieces(rest, known) if p.start == 0 and p.is_a in {Names.UNIT, Names.PERSON}]


def _ids(piece: Piece) -> tuple[int, ...]:
    value = piece.value
    if piece.is_a is Names.PERSON and isinstance(value, tuple):
        value = value[1]
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()


def _either(known: tuple[int, ...], named: tuple[int, ...]) -> tuple[int, ...]:
    """县公安局雷子牧: what both names may mean, or else the first."""
    return tuple(one for one in known if one in named) or known or named
