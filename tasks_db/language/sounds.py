"""Characters that sound alike: most slips of the pen are made with an input method that goes by sound."""

import os
from functools import lru_cache

_CHARACTERS = 8192


def sound_alike(one: str, other: str) -> bool:
    """Whether two texts of one length differ in one character and sound the same: 白石 and 白时."""
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differing) != 1:
        return False
    ((first, second),) = differing
    return sound(first) == sound(second)


@lru_cache(maxsize=_CHARACTERS)
def sound(character: str) -> str:
    """Return how a character is read, without its tone."""
    # the readings of characters are enough, and those of phrases take three times as long to load
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415  loaded when there is such a pair

    return "".join(lazy_pinyin(character))
