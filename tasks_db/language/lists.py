"""Lists of names as people and papers write them: 县民政局、各乡镇（街道、社区），县财政局.

This is the one splitter of names.

    list  =  name { (、 ， , ； ; line end) name }, separators inside brackets left alone

Typed lists may be parted by spaces too; printed names may hold spaces, so there a space parts nothing.
"""

from collections.abc import Iterable, Iterator

from tasks_db import lazy_re as re

_PAIRS = {
    "〔": "〕",
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
    "［": "］",
    "{": "}",
    "｛": "｝",
    "〖": "〗",
    "〈": "〉",
}
OPENERS = frozenset(_PAIRS)
CLOSERS = frozenset(_PAIRS.values())
_SEPARATORS = frozenset("、，,；;\n")
_SPACES = frozenset(" \t\r\u3000")


def _signs(separators: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted({*OPENERS, *CLOSERS, *separators})))}]")


_BRACKET = re.compile(f"[{re.escape(''.join(sorted(OPENERS | CLOSERS)))}]")
_SIGN = _signs(_SEPARATORS)
_SIGN_OR_SPACE = _signs(_SEPARATORS | _SPACES)


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a list stand, cut at the separators outside brackets."""
    return _parts(text, _SIGN)


def _parts(text: str, signs: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    depth = begin = 0
    for found in signs.finditer(text):
        sign = found[0]
        if sign in OPENERS:
            depth += 1
        elif sign in CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield begin, found.start()
            begin = found.end()
    yield begin, len(text)


def parted(text: str) -> Iterator[str]:
    """Yield the parts of a list as they stand, empty ones too."""
    for begin, end in parts(text):
        yield text[begin:end]


def listed(text: str, *, spaces: bool = False) -> tuple[str, ...]:
    """Return the names of a list in order, each once, without white space around them.

    ``spaces`` says that a space parts two names as a comma does, as in a list that somebody types.
    """
    found = (text[begin:end].strip() for begin, end in _parts(text, _SIGN_OR_SPACE if spaces else _SIGN))
    return once(name for name in found if name)


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in order, each once."""
    return tuple(dict.fromkeys(names))


def unit_and_reason(text: str) -> tuple[str, str]:
    """Part a unit from the reason behind it, whether a blank, a comma or a colon stands between them."""
    unit, *rest = re.split(r"[\s，,；;：:]+", text.strip(), maxsplit=1)
    return unit, rest[0].strip() if rest else ""


def first_word(text: str) -> tuple[str, str]:
    """Part what somebody types at its first white space: "县教委 另有安排" is a unit and the rest.

    Returns the word and the rest, which is empty where there is no more.
    """
    word, *rest = text.split(maxsplit=1) or [""]
    return word, rest[0].strip() if rest else ""


def brackets(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the outermost brackets ``[begin, end)`` and whether each closes; nesting counts any kind alike."""
    depth = begin = 0
    for found in _BRACKET.finditer(text):
        if found[0] in OPENERS:
            if depth == 0:
                begin = found.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begin, found.end(), True
    if depth:
        # an earlier bracket left open must not hide an owner bracket behind it
        last = max(text.rfind(char) for char in OPENERS)
        yield (last, len(text), False) if last > begin else (begin, len(text), False)
