"""Orders that the office types as one plain sentence, in one table of deeds: their forms, and what stands in them.

A form is matched against the whole sentence without its polite words; its slots take names and numbers as they are
typed. Whether there is such a unit or task is for whoever does the deed to say, with near names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from tasks_db import lazy_re as re
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_order_forms import FORMS
from tasks_db.language.order_clauses import amid_clauses, clauses, further, grounds, may_order
from tasks_db.language.questions.cover import Names
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """A deed with what was typed for it, by slot: ``unit``, ``other``, ``task``, ``plan``, ``person``, ``day`` …."""

    deed: Deed
    said: Mapping[str, str]

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The slots parted where several names stand in them."""
    known: frozenset[str] = frozenset()
    """The slots that hold one name of the register and nothing else; they hold it as the register writes it."""
    beside: tuple[str, ...] = ()
    """What other clauses say, as they were typed: the ground of the deed, and what nothing reads."""

    @property
    def ground(self) -> str:
        """The ground of the deed in one line: why it is ordered, with whatever else was said of it."""
        return "，".join(grounds((*clauses(self.get("why")), *self.beside)))

    @property
    def left(self) -> str:
        """What was said beside the deed that orders something further, which is not done with it."""
        return "，".join(further(self.beside))

    def get(self, slot: str) -> str:
        """Return what stands in a slot; empty where nothing does."""
        return self.said.get(slot, "")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit, a person or a task of the register that a text names from ``start`` to ``end``.

    ``typed`` is what stands there, ``name`` the register's own name, of a task its code.
    """

    start: int
    end: int
    typed: str
    name: str
    is_a: Names = Names.UNIT


_POLITE_BEFORE = re.compile(r"^(?:请问?|麻烦(?:你|您)?|帮(?:我|忙)(?:们)?|劳驾|你好[，,]?|您好[，,]?|把|将|\s)+")
_POLITE_BEHIND = re.compile(
    r"(?:[，,\s]*(?:谢谢|多谢|麻烦了|辛苦了?|请?(?:登记|处理|办理|改|弄|更新)一下|可以吗|好吗|行吗|去了|了|吧|哈|哦|[。.!！~～])"
    r"|[，,\s]*(?:换谁|由谁|谁来)?[^，,。]{0,4}(?:还没|没|没有)定)+$"
)
_UNIT_LIKE = re.compile(r"(?:局|委|办|镇|乡|街道|中心|公司|集团|大队|支队|院|会|联|处|所|站|部|府|馆|校|园|区)$")
_OF_UNITS = frozenset(
    {
        *(Deed.SEAT, Deed.NEW_UNIT, Deed.RENAME, Deed.MERGE, Deed.END_UNIT),
        *(Deed.LINK, Deed.UNLINK, Deed.CODE_AGAIN, Deed.ASK_MEMBER),
    }
)
_OF_TWO = frozenset({Deed.RENAME, Deed.MERGE})
_QUESTIONS = frozenset(
    {Deed.WHO_SEES, Deed.FINDINGS, Deed.TRAIL, Deed.SENT_BACK, Deed.MESSAGES, Deed.MARKS_ASKED, Deed.GIVEN}
)
_LONGEST, _LONGEST_OF_CLAUSES = 80, 240


def plain(text: str) -> str:
    """Return a text in the widths in which ``desk_order`` reads it, and names are to be found in it."""
    return typed(text).plain.strip()


def with_code(text: str, code: str) -> str:
    """Return an order with the code of a task in the place of its number: 第5项延到… as 1-5延到…."""
    return _ITS_NUMBER.sub(code, plain(text), count=1)


_ITS_NUMBER = re.compile(
    r"第\s*(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项条个号件]|任务\s*\d{1,4}(?![\d-])|(?<![\d-])\d{1,3}项"
)


def may_be_order(text: str) -> bool:
    """Return whether a ``plain`` sentence has the form of an order, whatever its names are."""
    return next(_fitting(text), None) is not None or (len(text) <= _LONGEST_OF_CLAUSES and may_order(text))


def desk_order(text: str, named: Sequence[Named]) -> DeskOrder | None:
    """Return the order that a whole ``plain`` sentence gives; None for other words.

    ``named`` are the names of the register in it. What stands where a unit is meant is a known one or looks like one,
    and a person who leaves is known, so that a report that speaks of such things is none.
    """
    masked, names = _masked(text, named)
    for deed, found in _fitting(masked):
        slots = {slot: said.strip() for slot, said in found.groupdict().items() if said}
        said = {slot: _as_named(words, names) for slot, words in slots.items()}
        if deed is Deed.RENAME and slots["other"] in names:  # a new name is as it is typed, though it may be an alias
            said["other"] = names[slots["other"]].typed
        if deed is Deed.MEANS:  # a printed name is as it is typed, though it may be like a unit's
            said["printed"] = _as_typed(slots["printed"], names)
        order = DeskOrder(
            deed,
            said,
            {slot: tuple(_as_named(one, names) for one in _AND.split(said)) for slot, said in slots.items()},
            frozenset(slot for slot, said in slots.items() if said in names),
        )
        if deed is Deed.MEANS and not all(_UNIT_LIKE.search(one) for one in order.lists["other"]):
            continue
        if _is_meant(order) and not (deed in _OF_TWO and "(" in order.get("other")):  # …（望编发〔2025〕7号）
            return order
    return _amid_clauses(masked, names) if len(text) <= _LONGEST_OF_CLAUSES else None


def _amid_clauses(masked: str, names: Mapping[str, Named]) -> DeskOrder | None:
    """Return what one clause of a sentence orders, with what is said beside it; None for other words."""
    signs = {sign: one.name for sign, one in names.items()}, {sign: one.typed for sign, one in names.items()}
    for found in amid_clauses(masked, *signs):
        said = {slot: _as_named(words, names) for slot, words in found.slots.items()}
        if found.deed is Deed.RENAME:
            said["other"] = _as_typed(found.slots["other"], names)
        beside = tuple(_as_typed(one, names) for one in found.beside)
        known = frozenset(slot for slot, words in found.slots.items() if words in names)
        return DeskOrder(found.deed, said, {slot: (one,) for slot, one in said.items()}, known, beside)
    return None


def _as_typed(words: str, names: Mapping[str, Named]) -> str:
    return "".join(names[one].typed if one in names else one for one in words)


def _fitting(text: str) -> Iterator[tuple[Deed, re.Match[str]]]:
    if len(text) > _LONGEST or "\n" in text:
        return
    bare = _POLITE_BEHIND.sub("", _POLITE_BEFORE.sub("", text))
    asked = _ASKED.search(bare) is not None
    for deed, form in FORMS:
        found = form.fullmatch(bare) if not asked or deed in _QUESTIONS else None
        if found is not None:
            yield deed, found


_AND = re.compile(r"[、,，和及与]")


def _as_named(said: str, names: Mapping[str, Named]) -> str:
    """The register's own name where a slot is one; what was typed where a name is only a part of it."""
    return names[said].name if said in names else _as_typed(said, names)


_SIGNS = {Names.UNIT: 0xE000, Names.PERSON: 0xE100, Names.TASK: 0xE200}


def _masked(text: str, named: Sequence[Named]) -> tuple[str, dict[str, Named]]:
    """The text with one sign for each name, longest first, and what the signs stand for."""
    names: dict[str, Named] = {}
    taken: list[Named] = []
    for one in sorted(named, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    for count, one in enumerate(sorted(taken, key=lambda one: -one.start)):
        sign = chr(_SIGNS[one.is_a] + count)
        names[sign] = one
        text = text[: one.start] + sign + text[one.end :]
    return text, names


def _is_meant(order: DeskOrder) -> bool:
    unit = order.get("unit")
    if order.get("title"):  # a task that the register has stands as a sign
        return False
    if order.deed is Deed.LEAVES or (order.deed is Deed.SEAT and order.get("before")):
        return "before" in order.known or "unit" in order.known
    if order.deed is Deed.MESSAGES:
        return bool({"unit", "person"} & order.known)
    if order.deed in {Deed.SENT_BACK, Deed.MEANS}:
        return not unit or "unit" in order.known
    if order.deed in _OF_UNITS:
        return "unit" in order.known or _UNIT_LIKE.search(unit) is not None
    return order.deed is not Deed.REST or "unit" in order.known


_ORDERED = re.compile(
    r"^(?:(?:请(?!问|假)|麻烦|帮|劳驾)[^，,。]*|(?:把|将|给|让|叫|替).{2,}|(?!.*(?:完成|办结|进度|已)).{0,30}"
    r"(?:改[为成到名]|换成|换为|撤回|撤销|撤掉|删掉|删除|移除|作废|登记|合并|并入|取消|恢复|停用|关闭|开通|加上|去掉|调整为|设为|设置).*)$"
)
_ASKED = re.compile(r"[?？吗么]|谁|哪|啥|何(?!时)|什么|几[个项家位]|多少|有没有|是不是|是否|能不能|没有[。呀啊]?$")
_SHOWS = re.compile(r"名[单次]|排个?名|看看|看一下|查|列|导")


def sounds_ordered(text: str) -> bool:
    """Return whether words are put as an order: 把…, 请…, or with a verb of one; no question, and no report."""
    said = plain(text)
    return (
        len(said) <= _LONGEST
        and "\n" not in said
        and bool(_ORDERED.match(said))
        and not (_ASKED.search(said) or _SHOWS.search(said))
    )
