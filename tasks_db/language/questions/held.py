"""What of a text is held against names: so that only names are read that may stand in it."""

from tasks_db.language.questions.hear import plainly
from tasks_db.language.questions.names import is_generic

_COMMON = frozenset("县市区局委办厅的和及与")
"""Characters that so many units have in their names that they tell none of them."""


def signs(text: str) -> tuple[str, ...]:
    """Return the characters of a text by which a name in it can be told: a name like any of its words has one.

    Numbers are none of them.

    Returns none for a text that ``hear`` does not take.
    """
    return tuple(dict.fromkeys(one for one in plainly(text) if one.isalpha() and one not in _COMMON))


def pairs(text: str) -> tuple[str, ...]:
    """Return every two characters of a text that may tell a title.

    Whatever words of the text stand in a title, and are not empty ones (任务, 推进), hold one of them.
    """
    plain = plainly(text)
    found = (plain[at : at + 2] for at in range(len(plain) - 1))
    return tuple(dict.fromkeys(one for one in found if one.isalnum() and not is_generic(one)))
