"""What a paragraph of a Word document says: its text as the page shows it.

Insertions are shown and deletions are not, as the page will be when the changes are accepted. Hidden text, field
codes, comments and the reading aids of ruby text are not part of it. An element that is not known here is taken
for a wrapper around what it holds.
"""

from dataclasses import field
from typing import TYPE_CHECKING

from tasks_db.intake.readers.word_numbering import W
from tasks_db.lean_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _SYMBOL, _BOX, _ALTERNATIVES = f"{W}r", f"{W}sym", f"{W}txbxContent", f"{_MC}AlternateContent"
_RUN_PROPERTIES, _VANISH = f"{W}rPr", f"{W}vanish"
_OFF = ("0", "false", "off")
_TEXT = frozenset({f"{W}t", f"{_M}t"})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_SILENT = frozenset(
    {
        *(
            f"{W}{name}"
            for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "sdtPr")
        ),
        *(f"{W}{name}" for name in ("fldData", "ffData", "rubyPr", "smartTagPr", "customXmlPr", "annotationRef")),
        f"{_M}ctrlPr",
    }
)
# boxes of Wingdings and its kin that forms tick
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0FD": "☒"}


@dataclass(slots=True)
class Spoken:
    """The text of a paragraph, the text boxes anchored in it, and whether some of it was hidden."""

    parts: list[str] = field(default_factory=list)
    boxes: list["_Element"] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        """The text, with a line feed at each line break."""
        return "".join(self.parts)


def spoken(paragraph: "_Element") -> Spoken:
    """Return what a paragraph says."""
    said = Spoken()
    _listen(paragraph, said)
    return said


def is_hidden(run: "_Element") -> bool:
    """Whether the page does not show a run."""
    if not len(run) or run[0].tag != _RUN_PROPERTIES:
        return False
    found = run[0].find(_VANISH)
    return found is not None and found.get(f"{W}val") not in _OFF


def _listen(element: "_Element", said: Spoken) -> None:
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            said.parts.append((child.text or "").replace("\n", " "))
        elif tag in _SIGNS:
            said.parts.append(_SIGNS[tag])
        elif tag == _RUN and is_hidden(child):
            said.hidden = said.hidden or child.find(f"{W}t") is not None
        elif tag == _SYMBOL:
            said.parts.append(_SYMBOLS.get(child.get(f"{W}char", "").upper(), ""))
        elif tag == _BOX:
            said.boxes.append(child)
        elif tag == _ALTERNATIVES:
            _listen_to_one(child, said)
        elif tag not in _SILENT:
            _listen(child, said)


def _listen_to_one(alternatives: "_Element", said: Spoken) -> None:
    """Of the alternatives, which say the same, hear the first."""
    for child in alternatives:
        heard = len(said.parts), len(said.boxes)
        _listen(child, said)
        if heard != (len(said.parts), len(said.boxes)):
            return
