"""What does not belong on the internet: marks of secrecy (密级), and people's numbers.

A mark is told by its place and form (机密★3年), never by the word alone: plans speak of keeping secrets.
"""

from collections.abc import Sequence

from tasks_db import lazy_re as re

_BEFORE = r"(?:\d{1,6}\s+|份\s*号\s*[:：]?\s*\d{1,6}\s*)?"  # the copy's number stands above or beside the mark
_LABEL = r"密\s*级(?:和保密期限)?\s*[:：]\s*"
_WORD = r"(?:绝\s*密|机\s*密|秘\s*密)"
_STAR = r"\s*[★☆＊*]\s*(?:长期|启用前|解密前|\S{0,6}[年月日天])?"
_REST = r"(?:\s+\S{1,12}){0,2}"  # the urgency, as 特急
_STARRED = re.compile(rf"{_BEFORE}(?:{_LABEL})?({_WORD}{_STAR}){_REST}")
_LABELLED = re.compile(rf"{_BEFORE}{_LABEL}({_WORD})级?{_REST}")
_BARE = re.compile(rf"{_BEFORE}({_WORD}){_REST}")
_INTERNAL = re.compile(r"内部(?:资料|文件|材料|使用)?(?:[，,、\s]*(?:注意保管|注意保存|请勿外传|不得外传|严禁外传))?")
_HEAD = 12
"""Within so many lines from the top a word alone is a mark."""

_ID_CARD = re.compile(
    r"(?<![\dA-Za-z])\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d.])")


def secrecy_mark(lines: Sequence[str]) -> str | None:
    """Return the mark of secrecy that a paper bears, as printed without blanks; None for a paper without one."""
    spoken = [line.strip() for line in lines if line.strip()]
    for number, line in enumerate(spoken):
        found = _STARRED.fullmatch(line) or _LABELLED.fullmatch(line)
        found = found or (_BARE.fullmatch(line) if number < _HEAD else None)
        if found is not None:
            return "".join(found[1].split())
    return None


def internal_mark(lines: Sequence[str]) -> str | None:
    """Return the line in which a paper says at its top that it is for internal use, None where it does not."""
    spoken = [line.strip() for line in lines if line.strip()]
    return next((line for line in spoken[:_HEAD] if _INTERNAL.fullmatch(line)), None)


def personal_numbers(text: str) -> tuple[str, ...]:
    """Return which kinds of personal numbers stand in a text: 身份证号 (its check digit is right) and 手机号."""
    kinds = []
    if any(_is_id_card(found[0]) for found in _ID_CARD.finditer(text)):
        kinds.append("身份证号")
    if _MOBILE.search(text):
        kinds.append("手机号")
    return tuple(kinds)


def _is_id_card(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == number[-1].upper()
