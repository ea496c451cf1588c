"""Who was on the phone and what was said: 代录县公安局电话答复：1-11 进度60%，20日前完成."""

from tasks_db import lazy_re as re
from tasks_db.language.questions import Vocabulary
from tasks_db.language.questions.cover import Names, Piece
from tasks_db.language.questions.names import pieces
from tasks_db.lean_dataclass import dataclass

_SAYS = r"(?:答复|回复|反馈|汇报|报告|报|说|讲|告知)*(?:了|的)?"
_CUE = re.compile(
    rf"(?:代录|代报|代填|补录|补记|记录?)(?:一条|一下|一个)?(?:电话)?{_SAYS}"
    rf"|(?:来电话?|打来电话|打(?:了个?)?电话(?:来|过来)?|(?:电话|口头|微信)(?:里|上|中)?(?=[答回反汇报说讲告:：,，]))来?{_SAYS}"
)
_FILL = re.compile(
    r"[\s,，:：、。；;]+|(?:的)?联络员|同志|(?:今天|今早|昨天|上午|下午|刚才|刚刚|刚)(?!\d)|的|在|用|来"
)
_NUMBER = re.compile(r"第?(?P<number>\d{1,4}(?:-\d{1,4})?)(?:项任务|项|号)?(?:[\s,，:：、.。]+|(?<=[项号务])|$)")


@dataclass(frozen=True, slots=True)
class Call:
    """Words that a unit told; ``unit_ids`` are those that its name may mean, ``cued``: they came by phone."""

    unit_ids: tuple[int, ...]
    words: str
    cued: bool


def parted(text: str, known: Vocabulary) -> Call | None:
    """Return whose call a text tells of and the words of it; None where it begins with no unit."""
    rest, cued = text.strip(), False
    unit_ids: tuple[int, ...] = ()
    while rest:
        unit = max(_units(rest, known), key=lambda p: p.end, default=None)
        if unit is not None:
            unit_ids, rest = _either(unit_ids, _ids(unit)), rest[unit.end :]
        elif (match := _CUE.match(rest)) is not None:
            cued, rest = True, rest[match.end() :]
        elif (match := _FILL.match(rest)) is not None:
            rest = rest[match.end() :]
        else:
            break
    return Call(unit_ids, rest.strip(), cued) if unit_ids else None


def begins_as_call(text: str) -> bool:
    """Return whether a text says outright that an answer is to be written down: 代录县公安局."""
    return _RECORD.match(text.strip()) is not None


_RECORD = re.compile(r"/|代录|代报|代填|补录|补记|记录")


def numbered(words: str) -> tuple[str | None, str]:
    """Return the number with which words begin, 1-11 or 11, and what stands behind it."""
    match = _NUMBER.match(words)
    return (match["number"], words[match.end() :].strip()) if match is not None else (None, words)


def _units(rest: str, known: Vocabulary) -> list[Piece]:
    return [p for p in pieces(rest, known) if p.start == 0 and p.is_a in {Names.UNIT, Names.PERSON}]


def _ids(piece: Piece) -> tuple[int, ...]:
    value = piece.value
    if piece.is_a is Names.PERSON and isinstance(value, tuple):
        value = value[1]
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()


def _either(known: tuple[int, ...], named: tuple[int, ...]) -> tuple[int, ...]:
    """县公安局雷子牧: what both names may mean, or else the first."""
    return tuple(one for one in known if one in named) or known or named
