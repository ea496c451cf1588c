"""Words given as an answer that only say that the answer comes later: 下周一再报. Nothing of it is progress."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.put_off_days import until_day
from tasks_db.language.typed import typed
from tasks_db.language.values import Unclear, UnclearKind

_LATER = re.compile(r"(?:.{0,12}再报|.{0,8}再反馈)[\s。.!！]*")


def says_only_later(words: str, today: date) -> bool:
    """Return whether words given as an answer only say that the answer comes later: 下周一再报."""
    plain = typed(words).plain
    return _LATER.fullmatch(plain) is not None and until_day(plain, today) is not None


def put_off_together(unclear: Sequence[Unclear]) -> list[Unclear]:
    """Return what is asked back, with one question for all that are to be reported later: 1晚点再报，2晚点再报."""
    later = [asked for asked in unclear if asked.kind is UnclearKind.LATER and asked.numbers]
    if len(later) < 2:  # noqa: PLR2004
        return list(unclear)
    numbers = tuple(dict.fromkeys(number for asked in later for number in asked.numbers))
    one = replace(later[0], numbers=numbers, text="，".join(asked.text for asked in later))
    return [one, *(asked for asked in unclear if asked not in later)]
