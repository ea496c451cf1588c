"""The day that a wish for time names: in the clause that wishes, else in one behind it that is only a day."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Mark
from tasks_db.language.until import NOT_SAID, Until, until


class Clause(Protocol):
    """What is asked of a clause: its words, the days in it, and whether it wishes to be done later than is asked."""

    @property
    def text(self) -> str: ...
    @property
    def dated(self) -> tuple[Mark, ...]: ...
    @property
    def asks_for_time(self) -> bool: ...


_ONLY_A_DAY = re.compile(
    r"(?:(?:全部|都)?[\u4e00-\u9fff]?[清完弄做搞办干拆建装换修改迁](?:完|好|工|齐|成)(?:大概|可能|估计|恐怕)?)?(?:就|那就|也就是|即|麻烦|请|最[迟晚快]|要|得|也|恐怕|估计|怕|延|推|改|放|宽|给我们?)*(?:到|至|为|成)?\s*|[前之以左右吧嘛哈了行成可以不吗\s]*"
)


def wanted_day(clauses: Sequence[Clause], today: date) -> Until:
    """Return the day that a wish for time names.

    A clause that names only the old day (请予延期：原定12月31日，拟延至2月28日) leaves it to the next that wishes.
    """
    asked = [place for place, clause in enumerate(clauses) if clause.asks_for_time]
    found = [until(clauses[at].text, clauses[at].dated, today) for at in asked if clauses[at].dated]
    wanted = next((one for one in found if one.day or one.likely), NOT_SAID)
    alone = [c for at, c in enumerate(clauses) if at > asked[0] and c.dated and _is_only_a_day(c)]
    if alone and not wanted.sure:
        said = until(alone[0].text, alone[0].dated, today)
        wanted = said if said.day is not None else wanted
    return wanted


def _is_only_a_day(clause: Clause) -> bool:
    """As 到2026年4月30日 behind 申请延期一个月."""
    day = clause.dated[-1]
    before, behind = clause.text[: day.start], clause.text[day.end :]
    return _ONLY_A_DAY.fullmatch(before) is not None and _ONLY_A_DAY.fullmatch(behind) is not None
