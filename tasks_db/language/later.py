"""Words given as an answer that only say that the answer comes later: 下周一再报. Nothing of it is progress."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.putting_off import until_day
from tasks_db.language.typed import typed

_LATER = re.compile(r"(?:.{0,12}再报|.{0,8}再反馈)[\s。.!！]*")


def says_only_later(words: str, today: date) -> bool:
    """Return whether words given as an answer only say that the answer comes later: 下周一再报."""
    plain = typed(words).plain
    return _LATER.fullmatch(plain) is not None and until_day(plain, today) is not None
