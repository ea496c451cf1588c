"""What a column holds by what stands in it, where its title says nothing known.

kind     cells of it
=======  =====================================================
NUMBER   1, 2, 3, （一）: the number of a row
DATE     a date phrase alone, or 长期
UNITS    a list of units and nothing else
PEOPLE   one or several names of people
WORDS    a few words
TEXT     a sentence
=======  =====================================================

Of two columns of units that nothing else tells apart, the one that names fewer units, no collectives (各乡镇) and is
never empty is the lead's: drafters name one who leads, and many who help.
"""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.names import is_named, looks_like_person, people, units
from tasks_db.intake.owners import opens_with_role
from tasks_db.intake.recurrences import is_standing_cell, recurrences

_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、]?")
_NOTHING = re.compile(r"[-—–/\\]+|无|")
_LONGEST_DATE = 24
# rows repeat units and dates
_REMEMBERED = 8192
_LONGEST_WORDS = 14
_LONG_LIST, _LONGEST_NAME = 3, 40
_LEAST_SHARE = 0.6
_YEAR_FOR_LOOKS = 2020
_REPEATED = 0.7
_SPEAKS_OF_UNITS = re.compile("(?:单位|部门|科室|主体|机构|方)$")


class Content(Enum):
    """What a cell holds."""

    NUMBER = auto()
    DATE = auto()
    UNITS = auto()
    PEOPLE = auto()
    WORDS = auto()
    TEXT = auto()


@lru_cache(maxsize=_REMEMBERED)
def content_of(text: str) -> Content | None:
    """Return what a cell holds, or None for an empty one."""
    plain = "".join(text.split())
    if _NOTHING.fullmatch(plain):
        return None
    if _NUMBER.fullmatch(plain):
        return Content.NUMBER
    if len(plain) <= _LONGEST_DATE and (
        readings(plain, Context(year=_YEAR_FOR_LOOKS), column=True)
        or is_standing_cell(plain)
        or recurrences(plain, column=True)
    ):
        return Content.DATE
    named = "。" not in plain and all(looks_like_person(name) for name in people(text))
    if opens_with_role(text) or (not named and "。" not in plain and _lists_units(text)):
        return Content.UNITS
    if named:
        return Content.PEOPLE
    return Content.WORDS if len(plain) <= _LONGEST_WORDS and not re.search("[。，；]", plain) else Content.TEXT


def _lists_units(text: str) -> bool:
    """Whether a text is a list of units; of a long list one may end as none does: 县数据专班.

    Sentences are parted by ； too: then every name must be one.
    """
    names = units(text)
    named = sum(map(is_named, names))
    odd = len(names) >= _LONG_LIST and "；" not in text
    return 0 < named >= len(names) - odd and all(len(name) <= _LONGEST_NAME for name in names)


def content_of_column(cells: Sequence[str], title: str = "") -> Content | None:
    """Return what most of the filled cells of a column hold; words and sentences mixed are sentences.

    A title that speaks of units (推进单位) vouches for names that might be those of things.
    """
    found = [content for cell in cells if (content := content_of(cell))]
    if not found:
        return None
    counts = Counter(found)
    content, often = counts.most_common(1)[0]
    if content is Content.UNITS and not _SPEAKS_OF_UNITS.search(title) and not _of_one_house(cells):
        content = Content.WORDS  # 村级卫生室, 冷链仓库: what is built may be called as units are
    if often >= _LEAST_SHARE * len(found):
        return content
    wordy = counts[Content.WORDS] + counts[Content.TEXT] + counts[Content.UNITS] + counts[Content.PEOPLE]
    return Content.TEXT if wordy >= _LEAST_SHARE * len(found) else None


def _of_one_house(cells: Sequence[str]) -> bool:
    """Whether names are those of one place's units: several in a cell, again in others, or opening alike."""
    named = [names for cell in cells if (names := units(cell))]
    every = [name for names in named for name in names]
    opening = Counter(name[0] for name in every)
    return (
        len(named) < len(every) or len(set(every)) < len(every) or max(opening.values(), default=0) * 2 > len(every)
    )


def repeats(cells: Sequence[str]) -> bool:
    """Whether the cells of a column repeat, as the names of groups of rows do."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and len(set(filled)) <= _REPEATED * len(filled)


def help_rather_than_lead(cells: Sequence[str]) -> float:
    """Return how much a column of units looks like that of the helpers: names a cell, collectives, empty cells."""
    named = [units(cell) for cell in cells]
    collectives = sum(name.startswith("各") for names in named for name in names)
    empty = sum(not names for names in named)
    return (sum(len(names) for names in named) + 3 * collectives + 2 * empty) / max(len(cells), 1)
