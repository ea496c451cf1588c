"""What the office says to put a unit's report off: 县教育局1-8下周一再报. Nothing of it is progress."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.typed import typed

_PUTS_OFF = re.compile(
    r"再(?:报|催|提醒|问|反馈)|(?:推迟|推后|延后|暂停|暂缓|缓)(?:催|提醒|报|反馈)"
    r"|(?:报送|催报|提醒|反馈)(?:先)?(?:推迟|推后|延后|暂停|暂缓|缓)"
)
_UNIT = re.compile(
    r"\s*(?:请|把|将|让)?(?P<unit>[\u4e00-\u9fff（）()]{2,20}?)"
    r"(?=\s*(?:的|第|\d|报|催|反馈|先|暂|推|延|缓|晚|下|本周|这周|到|等|过|明|后天|再|周[一二三四五六日天]))"
)
_CODE = re.compile(r"第?\s*(?P<code>\d{1,3}(?:-\d{1,3})?)\s*项?(?!\s*[月日号天周年.．/\d])")
_LATER = re.compile(r"(?:.{0,12}再报|.{0,8}再反馈)[\s。.!！]*")


@dataclass(frozen=True, slots=True)
class PutOffFor:
    """A unit whose report is put off; ``code`` is None where no task is named, ``until`` where no day can be read."""

    unit: str
    code: str | None
    until: date | None


def put_off_for(text: str, today: date) -> PutOffFor | None:
    """Return for whom and until when a report is to be put off; None for words that do not say so.

    Of 下周 it is the Monday.
    """
    plain = typed(text).plain
    named = _UNIT.match(plain)
    if named is None or _PUTS_OFF.search(plain) is None:
        return None
    rest = plain[named.end("unit") :]
    rest = rest.lstrip("的 ")
    code = _CODE.match(rest)
    days = rest[code.end() :] if code is not None else rest
    return PutOffFor(named["unit"], code["code"] if code is not None else None, _until(days, today))


def says_only_later(words: str, today: date) -> bool:
    """Return whether words given as an answer only say that the answer comes later: 下周一再报."""
    plain = typed(words).plain
    return _LATER.fullmatch(plain) is not None and _until(plain, today) is not None


def _until(text: str, today: date) -> date | None:
    marks = [mark.days for mark in dates(text, today) if mark.days is not None]
    if marks:
        return marks[-1].first
    if (near := re.search(r"(?P<how>下+)(?:个)?(?:周|星期|礼拜)", text)) is not None:
        return today + timedelta(days=7 * len(near["how"]) - today.weekday())
    return None
