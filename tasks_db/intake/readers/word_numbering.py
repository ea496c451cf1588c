"""The numbers that Word generates in a .docx: numbering.xml and the styles, to the labels of its paragraphs.

A paragraph names a list (``numId``) and a level (``ilvl``), itself or through its style.
"""

from typing import TYPE_CHECKING

from tasks_db.intake.readers.list_numbers import Level, NumberedList
from tasks_db.lean_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says here: its name in lower case, its list, its level, the style it is based on."""

    name: str
    list_id: str | None
    level: int | None
    base: str | None


class Styles:
    """The paragraph styles of a document, each looked at when a paragraph has it."""

    def __init__(self, root: "_Element | None") -> None:
        every = root.iterfind(f"{W}style") if root is not None else ()
        self._elements = {one.get(f"{W}styleId", ""): one for one in every}
        self._known: dict[str, Style] = {}

    def get(self, name: str | None) -> Style | None:
        """Return the style with that id, None if there is none."""
        element = self._elements.get(name or "")
        if element is None or name is None:
            return None
        if name not in self._known:
            named = numbered(element.find(f"{W}pPr"))
            self._known[name] = Style((_value(element, "name") or "").lower(), *named, _value(element, "basedOn"))
        return self._known[name]


def numbered(properties: "_Element | None") -> tuple[str | None, int | None]:
    """Return the list and the level that properties of a paragraph name, each None where they are silent."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    return _value(found, "numId"), _number(_value(found, "ilvl"))


class Numbering:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, root: "_Element | None", named: Styles) -> None:
        self._styles = named
        self._lists = _lists(root) if root is not None else {}

    def label(self, properties: "_Element") -> str:
        """Return the label of the next paragraph with these properties, "" for one without a number."""
        list_id, level = self._named(properties)
        found = self._lists.get(list_id or "0")
        return found.next_label(level) if found else ""

    def _named(self, properties: "_Element") -> tuple[str | None, int]:
        list_id, level = numbered(properties)
        style = self._styles.get(_value(properties, "pStyle"))
        for _ in range(_DEEPEST_STYLE):
            if style is None or (list_id and level is not None):
                break
            list_id = list_id or style.list_id
            level = style.level if level is None else level
            style = self._styles.get(style.base)
        return list_id, level or 0


def _lists(root: "_Element") -> dict[str, NumberedList]:
    kinds = {one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")}
    linked = {name: one for one in kinds.values() if (name := _value(one, "styleLink"))}
    shared: dict[str, dict[int, int]] = {}
    lists = {}
    for one in root.iterfind(f"{W}num"):
        kind = _value(one, "abstractNumId") or ""
        abstract = kinds.get(kind)
        if abstract is None:
            continue
        abstract = linked.get(_value(abstract, "numStyleLink") or "", abstract)
        made = NumberedList(_levels(abstract), shared.setdefault(kind, {}))
        for override in one.iterfind(f"{W}lvlOverride"):
            made.levels.update(_levels(override))
            begins = _number(_value(override, "startOverride"))
            level = _number(override.get(f"{W}ilvl"))
            if begins is not None and level is not None:
                made.begins[level] = begins
        lists[one.get(f"{W}numId", "")] = made
    lists.pop("0", None)  # "no list", whatever the file says
    return lists


def _levels(above: "_Element") -> dict[int, Level]:
    found = {}
    for one in above.iterfind(f"{W}lvl"):
        at = _number(one.get(f"{W}ilvl"))
        if at is not None:
            form = _value(one, "numFmt") or "decimal"
            glue = "" if _value(one, "suff") == "nothing" else " "
            restart = _number(_value(one, "lvlRestart"))
            legal = one.find(f"{W}isLgl") is not None
            start = _number(_value(one, "start"))
            text = _value(one, "lvlText") or ""
            found[at] = Level(1 if start is None else start, form, text, glue, restart, legal)
    return found


def _value(above: "_Element", name: str) -> str | None:
    found = above.find(f"{W}{name}")
    return None if found is None else found.get(_VAL)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004  no list is longer
