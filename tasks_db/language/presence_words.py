"""Who was at a sitting, as the office writes it down in plain words: 县财政局由副局长代，县水利局缺席，县气象局列席.

A text is cut at every unit that it names; a piece without a word of presence takes that of the pieces behind it
(县水利局、县城管局缺席), or that of the word before the first unit of its clause (列席：县审计局、县气象局).

What is denied is never written down as presence: 县教育局没有列席, 不是参会单位, 记错了 take a unit off.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from tasks_db import lazy_re as re
from tasks_db.language.sitting_words import SittingWordsError, named
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import Presence


@dataclass(frozen=True, slots=True)
class Present:
    """How one unit was there and who sat there; ``unit`` is None for all of whom nothing is known yet (其余).

    ``how`` is None where the unit does not belong on the list, or nothing is known of it after all (未反馈).
    """

    unit: str | None
    how: Presence | None
    who: str = ""


@dataclass
class _Piece:
    """A unit with the words behind it, until it is known how it was there."""

    clause: int
    unit: str | None
    text: str
    how: "Presence | _Off | None"
    who: str


class _Off(Enum):
    """The unit is none of those who were there: it was written down by mistake, or does not belong to the sitting."""

    OFF = "off"


_SENT = r"(?:改?由|改?派|委派|指派|委托|安排|让|请(?!假)|(?:替?换|改)(?:成|为|了|作)?)"
_INSTEAD = re.compile(
    rf"^(?:.*?{_SENT})?(?P<who>[^,;:]{{0,20}}?)(?:同志)?(?:代(?:为|我|替|表)?|替)(?:参加|出席|参会|到会|开会|的|了)*$"
)
_LISTS = r"(?:(?:参会|出席|列席|与会|会议|邀请|通知|登记)的?)*(?:名单|单位|范围|记录|表)"
_OFF = re.compile(
    rf"(?:从{_LISTS}?(?:里|中|上|内)?面?)?(?:去掉|去除|删(?:掉|去|除|了)?|移除|移出|拿掉|划掉|撤掉|取消|(?:登|误|多|错)记|记多|多写|多列|误列|误登|"
    rf"(?:登?记|登记|写|列|加|填|弄|搞)错)(?:了|的|掉)*(?:{_LISTS})?"
    rf"|不(?:是|算|属于|在)(?:这次|本次)?(?:会议)?的?{_LISTS}(?:里|中|上|内)?面?(?:的)?"
    r"|(?:没有?|未|不)(?:被)?(?:邀请|通知|叫)(?:到?会|参会|参加|列席)?(?:的|过|了)?"
    r"|(?:不(?:是|能|再|用|应该?|该|算)?|并?非)(?:列席|旁听|列入?|记入?|登记|计入?)(?:了|的|单位|会议|名单)*"
    r"|不(?:来|去|能)?(?:参加|参会|出席|到会|与会|来)(?:会议|单位|了|的)*|未反馈|没有?反馈"
)
"""未反馈 is in it: of a called unit it takes back what was written, as far as its answer does not say it again."""
_WORDS = (
    (Presence.LEAVE, re.compile(r"请了?假")),
    (_Off.OFF, _OFF),
    (Presence.ABSENT, re.compile(r"缺席|(?:没有?|未)(?:能)?(?:到会|到场|到|来|参加|出席|参会|与会|列席|旁听)")),
    (Presence.OBSERVER, re.compile(r"列席|旁听")),
    (Presence.PRESENT, re.compile(r"出席|参加|参会|到会|到场|到了|来了|签到")),
)
_REST = re.compile(r"^(?:其余|其他|其它|剩下|余下)的?(?:各?单位|各?家|几家|的)?")
_FILLING = re.compile(
    rf"^(?:都|均|也|是|已|的|为|全部|算|记|把|将|请把|临时|最后|实际|现场|后来|是|{_SENT}|\s|[、:])+"
    r"|(?:都|均|也|同志|了|来|[、:]|\s)+$"
)
_NOBODY = re.compile(
    r"^(?:不|没|未|非|从|把|将|被|还|又|并)|(?:不|没有?|未)$|不是|没有|名单|单位|登记|通知|应该|[错误删]|换成|改[成为派由]|代替|代表|"
    r"缺席|列席|出席|参会|请假"
)
"""Words that are no name of a person: what is left with them was not understood."""
_PERSON = re.compile(r"(?!.*(?:局|委|办|镇|乡|街道|大队|中心|公司|院|所|站)$)[^\d]{2,16}")
_CLAUSES = re.compile(r"[,;。!\n]+")
_BRACKETS = re.compile("[()【】]")
_NAME_FIRST = re.compile(r"^(?:由|派|委派|委托|安排|让|请)")


def presences(text: str, units: Sequence[tuple[str, str]]) -> tuple[Present, ...]:
    """Return what a text says of who was at a sitting, in its order.

    ``units`` are spellings with the unit's name that each stands for. A unit that is none of them stays as typed, to
    be refused by whoever looks it up. Raises SittingWordsError for a piece that does not say how a unit was there.
    """
    plain = _BRACKETS.sub(" ", typed(text).plain)
    found: list[_Piece] = []
    for number, clause in enumerate(part.strip() for part in _CLAUSES.split(plain)):
        if clause and not _adds(found, clause, units):
            found += _pieces(number, clause, units)
    following: _Piece | None = None
    for piece in reversed(found):
        if piece.how is None and following is not None and (not piece.who or piece.clause == following.clause):
            piece.how = following.how
        if piece.how is None:
            raise SittingWordsError(f"没有看懂“{piece.text}”是出席、请假、列席还是缺席。{example()}")
        following = piece
    if not found:
        raise SittingWordsError(f"请写哪个单位怎么更正。{example()}")
    return tuple(_present(piece) for piece in found)


def _present(piece: _Piece) -> Present:
    if _NOBODY.search(piece.who) or (piece.who and isinstance(piece.how, _Off)):
        raise SittingWordsError(f"没有看懂“{piece.text}”里是谁。{example()}")
    return Present(piece.unit, None if isinstance(piece.how, _Off) else piece.how, piece.who)


def example(units: Sequence[str] = ()) -> str:
    """Return how to write it, with units that the sitting knows where it has some."""
    known = [*units[:3], *("县财政局", "县水利局", "县气象局")[len(units[:3]) :]]
    shown = f"{known[0]}由副局长代，{known[1]}缺席，{known[2]}列席"
    return f"可以这样写：{shown}；一次可以写几家，每家一行也行；记错的写“去掉某局”。"


def _adds(found: list[_Piece], clause: str, units: Sequence[tuple[str, str]]) -> bool:
    """Add a clause without a unit to the one before it (县财政局请假，由副局长李明代); return whether it was that."""
    if not found or named(clause, units) or _REST.match(clause):
        return False
    instead = _INSTEAD.search(clause)
    if instead is not None and _NAME_FIRST.match(clause):
        found[-1].how, found[-1].who = Presence.SUBSTITUTE, _who(instead["who"])
        return True
    how, left = _read(clause)
    who = _who(left)
    if how is not None and (not who or (isinstance(found[-1].how, _Off) and _PERSON.fullmatch(who))):
        found[-1].how, found[-1].who = how, who
        return True
    return False


def _pieces(number: int, clause: str, units: Sequence[tuple[str, str]]) -> Iterator[_Piece]:
    places = named(clause, units)
    if not places:
        yield _nameless(number, clause)
        return
    heading, before = _read(clause[: places[0][0]])
    off = isinstance(heading, _Off)
    if _who(before):
        raise SittingWordsError(f"没有看懂“{_who(before)}”。{example()}")
    ends = [start for start, _, _ in places[1:]] + [len(clause)]
    for (start, behind, unit), end in zip(places, ends, strict=True):
        how, who = _read(clause[behind:end])
        yield _Piece(number, unit, clause[start:end], heading if off else how or heading, _who(who))


def _nameless(number: int, clause: str) -> _Piece:
    """A clause that names no unit known here: 其余都出席, or one that is not registered."""
    rest = _REST.match(clause)
    how, left = _read(clause[rest.end() :] if rest else clause)
    if rest is not None:
        if how is None or _who(left):
            raise SittingWordsError(f"没有看懂“{clause}”。{example()}")
        return _Piece(number, None, clause, how, "")
    name = _who(left)
    if not name or how is None:
        raise SittingWordsError(f"没有看懂“{clause}”。{example()}")
    return _Piece(number, name, clause, how, "")


def _read(text: str) -> tuple[Presence | _Off | None, str]:
    """How somebody was there by some words, and the words that are left."""
    words = text.strip(" 、:")
    instead = _INSTEAD.search(words)
    if instead is not None:
        return Presence.SUBSTITUTE, _without(instead["who"])
    for how, pattern in _WORDS:
        if (mark := pattern.search(words)) is not None:
            return how, f"{words[: mark.start()]} {words[mark.end() :]}"
    return None, words


def _without(who: str) -> str:
    for _, pattern in _WORDS:
        who = pattern.sub("", who)
    return who


def _who(text: str) -> str:
    return " ".join(_FILLING.sub("", _FILLING.sub("", text.strip())).split())
