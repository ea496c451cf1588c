"""How two printed names relate, by their letters alone: a slip of the pen, a short form, another level.

The registry of units decides what a name stands for; this only says which pairs a person should look at.
"""

_LEVELS = "省市区县州旗"
_SHORTEST_TYPO = 6
_SHORTEST_ALIAS = 4
_SHORTEST_TAIL = 4


def alike(one: str, other: str) -> bool:
    """Whether the longer name has exactly one character more, and both are long enough for a slip.

    A changed character is no slip: 县民政局 and 县财政局 are two bureaus.
    """
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and len(short) >= _SHORTEST_TYPO and _within(short, long)


def alias_of(one: str, other: str) -> bool:
    """Whether the shorter name leaves out characters of the longer one, its first two and its last kept.

    县发改局 for 县发展和改革局, 县市场监管局 for 县市场监督管理局; a name that merely begins with another one is
    a body of it (县政府, 县政府办) and no short form.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_ALIAS or len(long) - len(short) < 2:  # noqa: PLR2004  one is a slip, see alike
        return False
    ends = _end(short) == _end(long) or short[-1] == long[-1]
    return short[:2] == long[:2] and ends and not long.startswith(short) and _within(short, long)


def wrong_level(one: str, other: str) -> bool:
    """Whether the names differ only in the level they open with: 市人力社保局 and 区人力社保局."""
    return (
        one != other
        and len(one) > _SHORTEST_TAIL
        and one[1:] == other[1:]
        and one[0] in _LEVELS
        and other[0] in _LEVELS
    )


def _end(name: str) -> str:
    """Commission and bureau are the same office under two names: 县发展和改革委员会, 县发展和改革局."""
    return "局" if name.endswith(("委员会", "委", "局")) else name[-1]


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
