"""What the office types of a seat: a unit, a person, and for a deputy two days."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.numerals import numeral
from tasks_db.language.typed import typed
from tasks_db.refusal import Refusal


class SeatWordsError(Refusal):
    """Words that do not say which seat and who; ``str()`` shows how to write it."""


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who stands in for a unit's liaison, from day to day."""

    unit: str
    person: str
    since: date
    until: date


def unit(text: str) -> str:
    """Return the unit that somebody is invited for; raises SeatWordsError for none or several words."""
    words = text.split()
    if len(words) != 1:
        raise SeatWordsError("请写：/invite 单位，例如 /invite 县教委")
    return words[0]


def unit_and_person(text: str) -> tuple[str, str]:
    """Return the unit and its new liaison; raises SeatWordsError for fewer or more words."""
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004  a unit and a person
        raise SeatWordsError("请写：/handover 单位 姓名，例如 /handover 县教委 李明")
    return words[0], words[1]


@dataclass(frozen=True, slots=True)
class Mail:
    """Where the liaison of a unit gets mail; ``address`` is None where they are to get none any more."""

    unit: str
    address: str | None


_NONE = frozenset({"取消", "无", "没有"})


def unit_and_mail(text: str) -> Mail:
    """Return a unit and its liaison's e-mail address; raises SeatWordsError for fewer or more words."""
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004  a unit and an address
        raise SeatWordsError(
            "请写：/mail 单位 邮箱，例如 /mail 县教委 liming@example.gov.cn；取消写 /mail 县教委 取消"
        )
    return Mail(words[0], None if words[1] in _NONE else words[1])


def deputy(text: str, today: date) -> Deputy:
    """Return who stands in for whom and when, the days written in any way in which people write them, or a length.

    A day without a year is the next one that is not past on ``today``. Raises SeatWordsError for anything else.
    """
    words = text.split(maxsplit=2)
    if len(words) != 3:  # noqa: PLR2004  a unit, a person, the days
        raise SeatWordsError(
            "请写：/deputy 单位 姓名 开始日期 结束日期，例如 /deputy 县教委 李明 2025-12-01 2025-12-10"
        )
    spell = _spell(words[2], today)
    if spell is None:
        raise SeatWordsError("没有看懂两个日期，请写成 2025-12-01 2025-12-10 或 12月1日至12月10日、两周 这样。")
    return Deputy(words[0], words[1], *spell)


def _spell(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that are said: two days, one stretch, or a length from a day on, else from today."""
    plain = typed(text).plain
    length = _LENGTH.search(plain)
    marks = dates(_LENGTH.sub("", plain), today)
    said = [mark.days for mark in marks if mark.days is not None and mark.days.exact]
    if len(said) != len(marks):
        return None
    match said:
        case [whole] if whole.first != whole.last:
            found = whole.first, whole.last
        case [first, last] if first.first == first.last and last.first == last.last:
            found = first.first, last.last
        case [first] if length is not None:
            found = first.first, _after(first.first, length)
        case [only] if _UNTIL.search(plain):
            found = today, only.last
        case [] if length is not None:
            found = today, _after(today, length)
        case _:
            return None
    return found


_LENGTH = re.compile(
    r"(?<![月年\d.\-/])(?P<count>\d{1,3}(?!月\d)|[一二两三四五六七八九十]{1,3}|半)\s*个?(?P<of>天|日(?!前)|周|星期|礼拜|月)(?![一二三四五六日天\d份底中初])"
)
_UNTIL = re.compile(r"(?:到|至|截止)\s*(?:\d|明|下|本|这|月)")
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}


def _after(since: date, length: re.Match[str]) -> date:
    """The last day of a length that begins on a day: two weeks from the 3rd end on the 16th."""
    half = length["count"] == "半"
    days = _DAYS[length["of"]]
    whole = days // 2 if half else days * (numeral(length["count"].replace("两", "二")) or 1)
    return since + timedelta(days=whole - 1)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for whom (a person or a unit's liaison); None where the days are not said."""

    whom: str
    person: str
    days: tuple[date, date] | None


_AWAY = r"出差|公出|休假|请假|外出|学习|培训|住院|病假|产假|探亲|年休|不在"
_STANDS_IN = re.compile(
    rf"\s*(?P<whom>[\u4e00-\u9fff（）()]{{2,20}}?)(?:的?联络员)?(?=要|去|因|将|自|从|{_AWAY}|由|让|请|[，,\d])"
    rf"(?P<before>.*?)[，,；;\s]*(?:期间)?(?:先|暂时?|临时)?(?:由|请|让)\s*(?P<person>[\u4e00-\u9fff·]{{2,4}}?)(?:同志)?"
    r"(?:临时|暂时|来|先)?(?:代理|代管|代班|顶替|顶班|替班)(?:一下|联络员|工作|他|她)*(?P<after>.*)"
)
_ENDS = (
    re.compile(
        r"\s*(?:请|把|将)?(?:取消|结束|撤销|撤回|停止|解除|终止)(?P<whom>[^，,。]{2,24}?)(?:联络员)?的?(?:临时)?代理人?[\s。.!！了]*"
    ),
    re.compile(
        r"\s*(?P<whom>[\u4e00-\u9fff（）()]{2,20}?)(?:的?联络员)?(?:现在)?(?:不用|不需要|不再|不必)(?:再)?(?:由?[\u4e00-\u9fff]{2,4})??(?:临时)?代理了?(?:[，,].*)?[\s。.!！]*"
    ),
)


def stands_in(text: str, today: date) -> StandIn | None:
    """Return who is to stand in for whom: 钟亦秋出差两周，由叶小满代理; None for other words."""
    said = _STANDS_IN.fullmatch(text)
    if said is None:
        return None
    return StandIn(said["whom"], said["person"], _spell(f"{said['before']} {said['after']}", today))


def ends_standing_in(text: str) -> str | None:
    """Return for whom nobody is to stand in any more: 取消县教委的临时代理; None for other words."""
    return next((said["whom"] for form in _ENDS if (said := form.fullmatch(text)) is not None), None)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A phone that is lost, or somebody who is to be signed out; ``who`` is empty where it is one's own."""

    who: str


_LOST = re.compile(
    r"\s*(?:我的?|(?P<who>[\u4e00-\u9fff]{2,4}?)的?)?(?:手机|平板|电脑)(?:被偷|丢|遗失|不见|弄丢|找不到)了?(?:怎么办)?"
    r"(?:[，,。；;！!？?\s]\D{0,30})?"
    r"|(?:让|请|把)(?P<out>[\u4e00-\u9fff]{2,4}?)(?:退出登录|退出网页|登出)了?[\s。.!！]*"
)


def signed_out(text: str) -> SignedOut | None:
    """Return whose phone is lost or who is to be signed out: 马致同手机丢了; None for other words."""
    said = _LOST.fullmatch(text.strip())
    return None if said is None else SignedOut(said["who"] or said["out"] or "")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that changed, of a named liaison or of the unit's; the one that is not said is empty."""

    unit: str
    name: str
    post: str


_POST = re.compile(
    r"(?:把|将)?(?:(?P<unit>[^，,。\s]{2,20}?)的?联络员)?(?P<name>[\u4e00-\u9fff·]{2,5}?)?"
    r"(?:的?职务(?:已?(?:改为|改成|变更为|调整为|变为)|应为|是)|(?:现|改|升|提|转)任)"
    r"(?!什么|啥|哪|谁)(?P<post>[^，,。？?]{2,20})[。]?"
)


def new_post(text: str) -> NewPost | None:
    """Return whose post is now which: 贺南枝职务改为副股长; None for other words, or where nobody is named."""
    said = _POST.fullmatch(text.strip())
    if said is None or not (said["unit"] or said["name"]):
        return None
    return NewPost(said["unit"] or "", said["name"] or "", said["post"])


@dataclass(frozen=True, slots=True)
class SuccessorWithPost:
    """An order to hand a seat over (``order``, without the post) to ``name``, who has ``post``."""

    order: str
    name: str
    post: str


_SUCCESSOR = re.compile(
    r"(?P<order>[^，,。\s]{2,20}?联络员[^，,。\s]{0,4}?(?:换成|换为|改成|改为|变更为|调整为)(?P<name>[\u4e00-\u9fff·]{2,5}))"
    r"[（(，,]\s*(?P<post>[^（()），,。]{2,20})[）)]?[。]?"
)


def successor_with_post(text: str) -> SuccessorWithPost | None:
    """Return who comes with which post: 县教委联络员换成李明（副股长）; None for other words."""
    said = _SUCCESSOR.fullmatch(text.strip())
    return None if said is None else SuccessorWithPost(said["order"], said["name"], said["post"])
