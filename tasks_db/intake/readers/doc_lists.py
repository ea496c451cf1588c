"""The numbers that Word generates in a .doc: its list tables and styles, to the labels of its paragraphs.

[MS-DOC] names each part: a paragraph names an override (LFO) and a level, itself or through its style; the override
names a list (LSTF) and may change levels (LVL). Word 95 kept numbers in the paragraphs themselves; these are not
read, and said to be missing.
"""

import struct

from tasks_db.intake.readers.doc_streams import STYLE, Binary, codes
from tasks_db.intake.readers.list_numbers import Level, NumberedList
from tasks_db.lean_dataclass import dataclass

_STYLES, _LISTS, _OVERRIDES = 1, 73, 74  # pairs of the FIB
_LIST, _LEVEL = 0x460B, 0x260A
_LSTF, _LVLF, _LFO, _LFOLVL = 28, 28, 16, 8
_LEVELS = 9
_OF_WORD_95 = 0x07FF
_LAST_LIST = 0x07FE
_MOST = 4096
_LONGEST_LABEL = 255
_DEEPEST_STYLE = 20
_PARAGRAPH_STYLE = 1
_FOLLOWS = {0: " ", 1: " "}
# MSONFC: how a level counts, by the names that .docx uses
_FORMS = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 16: "ideographLegalTraditional",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of lists, and the style it is based on."""

    base: int
    said: dict[int, bytes]


class Lists:
    """Counts the numbered paragraphs of a document, in order; ``lost`` says that a number could not be read."""

    def __init__(self, binary: Binary) -> None:
        self.lost = False
        self._styles: dict[int, _Style] = {}
        self._lists: list[NumberedList | None] = []
        try:
            self._lists = _lists(binary)
            self._styles = _styles(binary.part(_STYLES)) if self._lists else {}
        except (struct.error, ValueError):
            self.lost = True  # damaged tables: the text is whole without them

    def label(self, said: dict[int, bytes]) -> str:
        """Return the label of the next paragraph with these properties, "" for one without a number."""
        number = self._found(said, _LIST)
        if number is None or not 0 < number <= _OF_WORD_95:
            return ""  # none, or one that was taken away
        level = self._found(said, _LEVEL) or 0
        found = self._lists[number - 1] if number <= min(len(self._lists), _LAST_LIST) else None
        if found is None or level not in found.levels:
            self.lost = True
            return ""
        return found.next_label(level)

    def _found(self, said: dict[int, bytes], code: int) -> int | None:
        """Return a property of a paragraph or, where it is silent, of its style."""
        style: int = int.from_bytes(said.get(STYLE, b"\0"), "little")
        for _ in range(_DEEPEST_STYLE):
            if code in said:
                return int.from_bytes(said[code], "little")
            if style not in self._styles:
                break
            said, style = self._styles[style].said, self._styles[style].base
        return None


def _styles(table: bytes) -> dict[int, _Style]:
    found: dict[int, _Style] = {}
    if not table:
        return found
    size, count, base_size = struct.unpack_from("<3H", table)
    at = 2 + size
    for number in range(min(count, _MOST)):
        (length,) = struct.unpack_from("<H", table, at)
        style = _style(table[at + 2 : at + 2 + length], base_size)
        if style is not None:
            found[number] = style
        at += 2 + length
    return found


def _style(data: bytes, base_size: int) -> _Style | None:
    if len(data) < base_size + 2:
        return None
    kind_and_base, count = struct.unpack_from("<2H", data, 2)
    if kind_and_base & 0xF != _PARAGRAPH_STYLE or not count & 0xF:
        return None
    (name,) = struct.unpack_from("<H", data, base_size)
    at = base_size + 2 + 2 * name + 2
    at += at % 2
    (length,) = struct.unpack_from("<H", data, at)
    said = dict(codes(data[at + 4 : at + 2 + length]))  # behind the number of the style
    return _Style(kind_and_base >> 4, said)


def _lists(binary: Binary) -> list[NumberedList | None]:
    """Return the lists by the place of their override, None for one whose list the file lacks."""
    kinds = _kinds(binary.part(_LISTS), binary.after(_LISTS))
    shared: dict[int, dict[int, int]] = {kind: {} for kind in kinds}
    table = binary.part(_OVERRIDES)
    if not table:
        return []
    (count,) = struct.unpack_from("<I", table)
    at = 4 + _LFO * count
    made: list[NumberedList | None] = []
    for number in range(min(count, _MOST)):
        kind, changed = struct.unpack_from("<I8xB", table, 4 + _LFO * number)
        one = NumberedList(dict(kinds[kind]), shared[kind]) if kind in kinds else None
        at = _override(table, at, changed, one)
        made.append(one)
    return made


def _override(table: bytes, at: int, changed: int, one: NumberedList | None) -> int:
    """Take in what an override changes, which stands at an offset; return the offset behind it."""
    at += 4
    for _ in range(changed):
        begin, flags = struct.unpack_from("<2I", table, at)
        at += _LFOLVL
        level, begins, formatted = flags & 0xF, flags >> 4 & 1, flags >> 5 & 1
        if formatted:
            changed_level, at = _level(table, at)
            if one is not None:
                one.levels[level] = changed_level
            begin = changed_level.start
        if begins and one is not None:
            one.begins[level] = begin
    return at


def _kinds(table: bytes, levels: bytes) -> dict[int, dict[int, Level]]:
    """Return the levels of each list by its id; they stand behind the lists, in their order."""
    found: dict[int, dict[int, Level]] = {}
    if not table:
        return found
    (count,) = struct.unpack_from("<H", table)
    at = 0
    for number in range(min(count, _MOST)):
        kind, flags = struct.unpack_from("<I22xB", table, 2 + _LSTF * number)
        found[kind] = {}
        for level in range(1 if flags & 1 else _LEVELS):
            found[kind][level], at = _level(levels, at)
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return the level at an offset, and the offset behind it."""
    start, form, flags, places, follows, characters, paragraph, limit = struct.unpack_from("<IBB9sB8xBBB", table, at)
    at += _LVLF + characters + paragraph
    (length,) = struct.unpack_from("<H", table, at)
    if length > _LONGEST_LABEL:
        raise ValueError("no level of a list")
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le")
    held = {place - 1 for place in places if place}
    label = "".join(f"%{ord(sign) + 1}" if n in held and ord(sign) < _LEVELS else sign for n, sign in enumerate(text))
    no_restart = bool(flags & 0x08)
    made = Level(
        start=start,
        form=_FORMS.get(form, "decimal"),
        text=label,
        glue=_FOLLOWS.get(follows, ""),
        restart=limit if no_restart else None,
        legal=bool(flags & 0x04),
    )
    return made, at + 2 + 2 * length
