"""Which letter an office asks for, to whom and of what: 给某局起草一份提醒函，只说某事."""

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


@dataclass(frozen=True, slots=True)
class LetterWish:
    """A letter that is asked for; ``unit`` is as typed where one is named, ``kind`` None where any letter will do.

    ``about`` is the one matter that it is to be of, as typed.
    """

    addressed: Addressed
    unit: str = ""
    kind: PaperKind | None = None
    about: str = ""


_WRITE = r"(?:请|要|想)?(?:发|写|起草|拟|出|印|开|下|发一?[份个]|写一?[份个]|起草一?[份个])(?:一?[份个])?"
_LETTER = r"(?:提醒函|催办单|催办函|督办单|督办函|函)"
_LETTERS = re.compile(
    rf"\s*(?:{_WRITE})?(?:(?:给|向|对)(?P<unit>[^，,。；;？?]{{2,24}}?))?"
    rf"(?:(?:就|针对|关于)(?P<of>[^，,。；;？?]{{2,30}}?)(?:的事|一事|这项)?)?(?:{_WRITE})?(?P<letter>{_LETTER})"
    r"(?:[，,：:\s]*(?:只|仅|就|专门|单独)+(?:说|讲|写|提|催|针对)*(?P<only>[^，,。；;？?]{2,30}?)(?:的事|这一?项)?)?"
    r"(?:怎么[发写]|在哪里?|在哪儿?|清单)?[\s。.!！？?]*"
)
_SEVERAL = re.compile(
    r"(?:逾期|拖欠|迟报|没报|未报|没有报|到期|将到期|各|全部|所有|这些|那些).*(?:单位|部门|局|的)?$"
)
_LATE = re.compile(r"逾期|拖欠|没报|未报|没有报|迟报")


def letter(text: str) -> LetterWish | None:
    """Return which letter is wanted and to whom; None for other words.

    给县财政局发催办单 names a unit, 给逾期单位发提醒函 those that are late. 函 alone may be any letter of an
    office and is none of ours without a unit.
    """
    said = _LETTERS.fullmatch(text)
    if said is None or (said["letter"] == "函" and not said["unit"]):
        return None
    kind = PaperKind.REMINDER if said["letter"] == "提醒函" else None
    unit = said["unit"]
    if unit is None:
        return LetterWish(Addressed.NOBODY, kind=kind)
    if _SEVERAL.match(unit) is None:
        return LetterWish(Addressed.UNIT, unit, kind, said["of"] or said["only"] or "")
    return LetterWish(Addressed.LATE if _LATE.search(unit) else Addressed.SEVERAL, kind=kind)
