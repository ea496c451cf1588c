"""Rich text (.rtf): paragraphs and tables in the order of the page, as .doc and .docx give them.

Written here and not left to a library: those that exist give plain text, without the cells of tables, the numbers of
lists and what is hidden or deleted. Numbers that a word processor generates stand in the file beside their
paragraphs and are kept; running headers are noise, footnotes come at the end, text boxes behind their paragraph.
"""

from dataclasses import field

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.edged_rows import OpenTables, Row
from tasks_db.intake.readers.page import CHANGED, HIDDEN, Page, lines_of
from tasks_db.intake.readers.rtf_tokens import Rtf, State, Token
from tasks_db.lean_dataclass import dataclass

_ENDS = frozenset(("par", "sect"))
_CELL_ENDS = frozenset(("cell", "nestcell"))
_ROW_ENDS = frozenset(("row", "nestrow"))
_MERGED = {"clvmrg": "down", "clmrg": "across"}
_DEFINING = frozenset(("trowd", "trleft", "cellx", *_MERGED))
_NOISE = ("页眉", "页脚")
_BOX = "文本框"
_WIDEST = 200


def read_rtf(data: bytes) -> Document:
    """Return the document of an .rtf; each paragraph and each table row is a place."""
    page = Page()
    write_rtf(page, data)
    return page.document()


def write_rtf(page: Page, data: bytes) -> None:
    """Write the paragraphs and tables of an .rtf; raises ValueError for one that is nested beyond reason."""
    writer = _Writer(page)
    for token in Rtf(data).tokens():
        writer.take(token)
    writer.finish()


@dataclass(slots=True)
class _Edges:
    """The definition of a row as far as it is read."""

    edges: list[int] = field(default_factory=lambda: [0])
    down: set[int] = field(default_factory=set)
    across: set[int] = field(default_factory=set)

    def take(self, word: str, value: int) -> None:
        """Take in a word of the definition."""
        if word == "trowd":
            self.edges, self.down, self.across = [0], set(), set()
        elif word == "trleft":
            self.edges[0] = value
        elif word == "cellx" and len(self.edges) <= _WIDEST:
            self.edges.append(value)
        elif word in _MERGED:
            merged = self.down if _MERGED[word] == "down" else self.across
            merged.add(len(self.edges) - 1)

    def row(self) -> Row:
        """Return the row as defined; the edges of the later cells are not left of the earlier ones."""
        edges = [max(self.edges[: n + 1]) for n in range(len(self.edges))]
        return Row(tuple(edges), frozenset(self.down), frozenset(self.across))


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._said: dict[str, list[str]] = {}  # the open paragraph of each story, in pieces
        self._told: dict[str, list[str]] = {}  # the closed ones, but for the body's
        self._label = ""
        self._level = 0  # that the open paragraph says it is on
        self._tables = OpenTables(page)
        self._edges: dict[int, _Edges] = {}  # of the rows on each level of tables

    def take(self, token: Token) -> None:
        """Take in text or a word."""
        state, word = token.state, token.word
        if token.text:
            self._hear(token.text, state)
        elif word in _ENDS or (state.story and word in _CELL_ENDS):
            self._end_paragraph(state)
        elif state.story:
            return
        elif word in _CELL_ENDS:
            table = self._tables.at(max(state.level, 1 if word == "cell" else 2))
            table.content += self._paragraph()
            table.end_cell()
        elif word in _ROW_ENDS:
            level = self._level_of(state)
            self._tables.at(level).end_row(self._defined(level).row())
        elif word in _DEFINING:
            self._defined(self._level_of(state)).take(word, token.value or 0)

    def finish(self) -> None:
        """Write what is still open, then the footnotes and what belongs to the page."""
        last = self._paragraph()
        if self._tables and self._level:  # the file is cut in a cell
            self._tables.at(self._level).content += last
            last = []
        self._tables.close()
        for line in last:
            self._page.paragraph(line, self._page.next_place())
        for story, pieces in self._said.items():
            self._told.setdefault(story, []).append("".join(pieces))
        for story, paragraphs in self._told.items():
            for n, text in enumerate((text for text in paragraphs if text.strip()), 1):
                if story in _NOISE:
                    self._page.noise(" ".join(text.split()), story)
                else:
                    self._page.paragraph(text, f"{story}{n}")

    @staticmethod
    def _level_of(state: State) -> int:
        return max(state.level, 2) if state.nested else 1

    def _defined(self, level: int) -> _Edges:
        return self._edges.setdefault(level, _Edges())

    def _hear(self, text: str, state: State) -> None:
        if state.hidden or state.deleted:
            if text.strip():
                self._page.notice(*(("tracked_changes", CHANGED) if state.deleted else ("hidden_text", HIDDEN)))
            return
        if state.inserted and text.strip():
            self._page.notice("tracked_changes", CHANGED)
        if state.label and not state.story:
            self._label += text
            return
        before = "" if state.story else self._labelled()
        self._level = self._level if state.story else state.level
        self._said.setdefault(state.story, []).extend((before, text))

    def _labelled(self) -> str:
        """Return the number of the open paragraph, once; a bullet is none."""
        label, self._label = " ".join(self._label.split()), ""
        if not any(map(str.isalnum, label)):
            return ""
        return f"{label} " if label.isascii() else label

    def _end_paragraph(self, state: State) -> None:
        if state.story:
            self._told.setdefault(state.story, []).append("".join(self._said.pop(state.story, ())))
            return
        lines = self._paragraph()
        if state.level:
            self._tables.at(state.level).content += lines
            return
        self._tables.close()
        place = self._page.next_place()
        for line in lines:
            self._page.paragraph(line, place)

    def _paragraph(self) -> list[str]:
        """Return the lines of the open paragraph of the body and of the text boxes that hang on it."""
        label = self._labelled()
        boxes = self._told.pop(_BOX, [])
        return [line for text in (label + "".join(self._said.pop("", ())), *boxes) for line in lines_of(text)]
