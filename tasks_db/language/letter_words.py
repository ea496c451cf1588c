"""Which letter an office asks for, to whom and of what: 给某局起草一份提醒函，只说某事."""

from dataclasses import replace
from enum import Enum

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import PaperKind


class Addressed(Enum):
    """To whom a letter that is asked for goes: nobody is named, one unit, those that are late, or several."""

    NOBODY = "nobody"
    UNIT = "unit"
    LATE = "late"
    SEVERAL = "several"
    EACH = "each"  # every unit that is named, or everyone late with one matter, gets a letter of its own


@dataclass(frozen=True, slots=True)
class LetterWish:
    """A letter that is asked for; ``unit`` is as typed where one is named, ``kind`` None where any letter will do.

    ``about`` is the one matter that it is to be of, as typed.
    """

    addressed: Addressed
    unit: str = ""
    kind: PaperKind | None = None
    about: str = ""
    sure: bool = True
    """False where the words mean a letter only if ``unit`` is one."""
    them: bool = False
    """Whether the unit is only meant (给他们发提醒函): it is named elsewhere in the sentence."""
    by: str = ""
    """The day until which an answer is asked for, as typed."""


_WRITE = r"(?:请|要|想)?(?:发|写|起草|拟|出|印|开|下|发一?[份个]|写一?[份个]|起草一?[份个])(?:一?[份个])?"
_LETTER = r"(?:提醒函|催办单|催办函|督办单|督办函|函)"
_LETTERS = re.compile(
    rf"\s*(?:{_WRITE})?(?:(?:给|向|对)(?P<unit>[^，,。；;？?]{{2,24}}?))?"
    rf"(?:(?:就|针对|关于)(?P<of>[^，,。；;？?]{{2,30}}?)(?:的事|一事|这项)?)?(?:{_WRITE})?"
    rf"(?:(?P<item>第?\s*\d{{1,4}}(?:\s*[-－—]\s*\d{{1,4}})?\s*项?)的?)?(?P<letter>{_LETTER})"
    r"(?:[，,：:\s]*(?:只|仅|就|专门|单独)+(?:说|讲|写|提|催|针对)*(?P<only>[^，,。；;？?]{2,30}?)(?:的事|这一?项)?)?"
    r"(?:怎么[发写]|在哪里?|在哪儿?|清单)?[\s。.!！？?]*"
)
_SEVERAL = re.compile(
    r"(?:逾期|拖欠|迟报|没报|未报|没有报|到期|将到期|各|全部|所有|这些|那些).*(?:单位|部门|局|的)?$"
)
_LATE = re.compile(r"逾期|拖欠|没报|未报|没有报|迟报")


_NAME = r"[^，,。；;：:\s？?]{2,24}?"
_DRAFT = r"(?:请|麻烦|想|要|再)*(?:发出?|写|起草|拟|出|印|开|制发|做|下)(?:发)?(?:一?[份个张封])?"
_ORDERS = tuple(
    re.compile(form)
    for form in (
        rf"{_DRAFT}(?P<letter>{_LETTER})[，,：:\s]*(?:(?:给|向|对)?(?P<unit>{_NAME}))?(?:[，,\s]+(?P<of>[^，,。；;？?]{{2,30}}?))?",
        rf"(?P<letter>{_LETTER})[，,：:\s]+(?P<unit>{_NAME})(?:[，,\s]+(?P<of>[^，,。；;？?]{{2,30}}?))?",
        rf"{_DRAFT}(?:给|向|对)?(?P<unit>{_NAME})的?(?P<letter>{_LETTER})",
        rf"(?:请|麻烦)?(?:给|向|对)(?P<unit>{_NAME}){_DRAFT}(?P<letter>{_LETTER})(?:提醒|催办|督办)?",
        rf"(?!{_WRITE})(?P<unit>{_NAME})的?(?P<letter>提醒函|催办单|催办函|督办单|督办函)",
    )
)
_CLAUSE = re.compile(r"[，,。；;]")
_THANKS = re.compile(r"[，,。\s]*(?:谢谢|多谢|辛苦了?|麻烦了?)[。.!！\s]*$")
_TITLED = re.compile(r"“(?P<title>[^”]{2,30})”")


_BY = re.compile(
    r"(?:^|[，,。；;])(?:请|务必|要求|限|须|都|均|于|在|他们|它们|对方|该单位)*(?P<by>[^，,。；;：:]{2,16}?)(?:之前|以前|前)"
    r"(?:将情况|书面|正式|把.{1,8}?)*(?:报来|报送|上报|报到|报|答复|回复|反馈|回函|说明|办结|整改)"
)
_EACH = re.compile(
    rf"(?:请|麻烦)?(?:给|向|对)?"
    rf"(?:(?P<of>[^，,。；;：:、]{{2,24}}?)的?(?:还|仍)?(?:没有?|未)(?:报|反馈|报送)过?的?(?:单位|部门|几家|那?几个)?"
    rf"|[^，,。；;：:]{{2,80}}?)(?:各自?|分别|每家|一家){_DRAFT}(?P<letter>{_LETTER})"
)
_THEM = frozenset({"他们", "它们", "他", "她", "该单位", "它"})
_REPLY_BY = re.compile(r"\d[日号]|前|答复|回复|报来|上报")


def _amid(text: str) -> re.Match[str] | None:
    """The clause of a text that wants a letter: 打通消防通道逾期了，给县消防救援大队发提醒函，请12月8日前报."""
    if not re.search(_LETTER, text) or re.search(r"[？?吗]|谁|哪|怎么|几[份个]|收到|签发|印发|撤", text):
        return None
    bare = _THANKS.sub("", text.strip())
    parts = [bare, *(one.strip() for one in _CLAUSE.split(bare))]
    return next((found for part in parts for form in _ORDERS if (found := form.fullmatch(part)) is not None), None)


def letter(text: str) -> LetterWish | None:
    """Return which letter is wanted and to whom; None for other words.

    给县财政局发催办单 names a unit, 给逾期单位发提醒函 those that are late. 函 alone may be any letter of an
    office and is none of ours without a unit.
    """
    found = _wanted(text)
    by = _BY.search(text) if found is not None else None
    return replace(found, by=by["by"]) if found is not None and by is not None else found


_NEAR = re.compile(r"(?:本|这|下)?(?:一个|个)?(?:周|星期|礼拜)[一二三四五六日天]|明天|后天")


def is_near_day(said: str) -> bool:
    """Return whether a day is said as one of this week or the next: 本周五, 下周三, 明天. A letter answers soon."""
    return _NEAR.fullmatch(said.strip()) is not None


def _wanted(text: str) -> LetterWish | None:
    each = next((said for part in _CLAUSE.split(text) if (said := _EACH.fullmatch(part.strip())) is not None), None)
    if each is not None:
        kind = PaperKind.REMINDER if each["letter"] == "提醒函" else None
        return LetterWish(Addressed.EACH, kind=kind, about=each["of"] or "")
    whole = _LETTERS.fullmatch(text)
    said = whole or _amid(text)
    if said is None or (said["letter"] == "函" and not said["unit"]):
        return None
    kind = PaperKind.REMINDER if said["letter"] == "提醒函" else None
    unit = said["unit"]
    if unit is not None and unit not in _THEM:
        unit = re.sub(r"^给|的$", "", unit)
    if unit is None:
        return LetterWish(Addressed.NOBODY, kind=kind)
    if _SEVERAL.match(unit) is None:
        title = _TITLED.search(text)
        words = said.groupdict()
        of = words.get("of") or words.get("item") or ""
        about = ("" if _REPLY_BY.search(of) else of) or words.get("only") or (title["title"] if title else "")
        sure, them = whole is not None and unit not in _THEM, unit in _THEM
        return LetterWish(Addressed.UNIT, unit, kind, about, sure=sure, them=them)
    return LetterWish(Addressed.LATE if _LATE.search(unit) else Addressed.SEVERAL, kind=kind)
