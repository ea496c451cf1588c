"""How two printed names relate, by their letters alone: a slip of the pen, a short form, another level.

The registry of units decides what a name stands for; this only says which pairs a person should look at.
"""

import re
from collections.abc import Callable, Iterable

# what the name of a unit opens with, where it says whose it is
LEVELS = "省市县区州旗盟"
_SHORTEST_TYPO = 6
_SHORTEST_SLIP = 3
_SHORTEST_ALIAS = 4
_SHORTEST_TAIL = 4


def alike(one: str, other: str) -> bool:
    """Whether the longer name has exactly one character more, and both are long enough for a slip.

    A changed character is no slip: 县民政局 and 县财政局 are two bureaus.
    """
    short, long = sorted((one, other), key=len)
    elided = long[0] in LEVELS and long[1:] == short  # 县市场监管局, 市场监管局: whose it is goes without saying
    return len(long) - len(short) == 1 and len(short) >= _SHORTEST_TYPO and _within(short, long) and not elided


def shortened_by_one(short: str, long: str) -> bool:
    """Whether a short name lacks one character amid a longer one (省水厅, 省水利厅): a slip if rare."""
    alike_ends = short[:1] == long[:1] and short[-1:] == long[-1:]
    return len(long) - len(short) == 1 and len(short) >= _SHORTEST_SLIP and alike_ends and _within(short, long)


def alias_of(one: str, other: str) -> bool:
    """Whether the shorter name leaves out characters of the longer one, its first two and its kind kept.

    县发改局 for 县发展和改革局, 县市场监管局 for 县市场监督管理局, 县发展和改革局 for …委员会. A name that merely
    opens another one is a body above it (县政府, 县政府办) and no short form.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_ALIAS or short == long or long.startswith(short):
        return False
    same_kind = _kind(short) == _kind(long)
    return same_kind and short[:2] == long[:2] and _within(_stem(short), _stem(long))


def families(names: Iterable[str], apart: Callable[[str, str], bool]) -> list[list[str]]:
    """Return the groups of names that are forms of one another, through others too; ``apart`` forbids a pair."""
    groups: list[list[str]] = []
    for name in dict.fromkeys(names):
        kin = [group for group in groups if any(alias_of(name, other) for other in group)]
        kin = [group for group in kin if not any(apart(name, other) for other in group)]
        groups = [group for group in groups if group not in kin] + [[*(n for group in kin for n in group), name]]
    return groups


def wrong_level(one: str, other: str) -> bool:
    """Whether the names differ only in the level they open with: 市人力社保局 and 区人力社保局."""
    return (
        one != other
        and len(one) > _SHORTEST_TAIL
        and one[1:] == other[1:]
        and one[0] in LEVELS
        and other[0] in LEVELS
    )


def _kind(name: str) -> str:
    """Commission and bureau are one kind of office, and so are the forms of an association."""
    if name.endswith(("委员会", "委", "局")):
        return "局"
    return "协" if name.endswith(("协会", "协")) else name[-1]


def _stem(name: str) -> str:
    return re.sub(r"(?:委员会|委|局|协会|协)$", "", name)


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
