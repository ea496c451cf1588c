"""Rich text (.rtf): paragraphs and tables in the order of the page, as .doc and .docx give them.

Written here and not left to a library: those that exist give plain text, without the cells of tables, the numbers of
lists and what is hidden or deleted. Numbers that a word processor generates stand in the file beside their
paragraphs and are kept; running headers are noise, footnotes come at the end, text boxes behind their paragraph.
"""

from dataclasses import dataclass, field

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.edged_rows import Row, laid_out
from tasks_db.intake.readers.page import CHANGED, HIDDEN, NOTHING, Cell, Grid, Page, lines_of
from tasks_db.intake.readers.rtf_tokens import Rtf, State, Token

_ENDS = frozenset(("par", "sect"))
_CELL_ENDS = frozenset(("cell", "nestcell"))
_ROW_ENDS = frozenset(("row", "nestrow"))
_MERGED = {"clvmrg": "down", "clmrg": "across"}
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


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows, the cells of the open row, the content of the open cell."""

    rows: list[tuple[list[Cell], Row]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    content: list[str | Grid] = field(default_factory=list)
    edges: _Edges = field(default_factory=_Edges)

    def end_cell(self) -> None:
        """Close the open cell."""
        self.cells.append(Cell(tuple(self.content)) if self.content else NOTHING)
        self.content = []

    def end_row(self) -> None:
        """Close the open row; some writers end a row with blank cells that its definition does not have."""
        row = self.edges.row()
        while len(self.cells) >= len(row.edges) > 1 and not self.cells[-1].content:
            self.cells.pop()
        if self.cells:
            self.rows.append((self.cells, row))
        self.cells = []

    def grid(self) -> Grid:
        """Return the table; what stands in a row that never ended stands in a last one."""
        if self.content:
            self.end_cell()
        if self.cells:
            self.rows.append((self.cells, Row()))
        return laid_out(self.rows)


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._said: dict[str, str] = {}  # the open paragraph of each story
        self._told: dict[str, list[str]] = {}  # the closed ones, but for the body's
        self._label = ""
        self._level = 0  # that the open paragraph says it is on
        self._tables: list[_Table] = []  # that the open paragraph stands in, the outermost first

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
            level = max(state.level, 1) if word == "cell" else max(state.level, 2)
            self._close_to(level)
            self._tables[-1].content += self._paragraph()
            self._tables[-1].end_cell()
        elif word in _ROW_ENDS:
            self._close_to(self._level_of(state))
            self._tables[-1].end_row()
        elif word == "trowd" or word in ("trleft", "cellx") or word in _MERGED:
            level = self._level_of(state)
            if len(self._tables) < level:
                self._close_to(level)
            self._tables[level - 1].edges.take(word, token.value or 0)

    def finish(self) -> None:
        """Write what is still open, then the footnotes and what belongs to the page."""
        last = self._paragraph()
        if self._tables and self._level:  # the file is cut in a cell
            self._tables[-1].content += last
            last = []
        self._close_to(0)
        for line in last:
            self._page.paragraph(line, self._page.next_place())
        for story, text in self._said.items():
            self._told.setdefault(story, []).append(text)
        for story, paragraphs in self._told.items():
            for n, text in enumerate((text for text in paragraphs if text.strip()), 1):
                if story in _NOISE:
                    self._page.noise(" ".join(text.split()), story)
                else:
                    self._page.paragraph(text, f"{story}{n}")

    @staticmethod
    def _level_of(state: State) -> int:
        return max(state.level, 2) if state.nested else 1

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
        self._said[state.story] = self._said.get(state.story, "") + before + text

    def _labelled(self) -> str:
        """Return the number of the open paragraph, once; a bullet is none."""
        label, self._label = " ".join(self._label.split()), ""
        if not any(map(str.isalnum, label)):
            return ""
        return f"{label} " if label.isascii() else label

    def _end_paragraph(self, state: State) -> None:
        if state.story:
            self._told.setdefault(state.story, []).append(self._said.pop(state.story, ""))
            return
        lines = self._paragraph()
        self._close_to(state.level)
        if self._tables:
            self._tables[-1].content += lines
            return
        place = self._page.next_place()
        for line in lines:
            self._page.paragraph(line, place)

    def _paragraph(self) -> list[str]:
        """Return the lines of the open paragraph of the body and of the text boxes that hang on it."""
        label = self._labelled()
        boxes = self._told.pop(_BOX, [])
        return [line for text in (label + self._said.pop("", ""), *boxes) for line in lines_of(text)]

    def _close_to(self, level: int) -> None:
        """Close the tables deeper than a level, and open those that lack."""
        while len(self._tables) > level:
            grid = self._tables.pop().grid()
            if self._tables:
                self._tables[-1].content.append(grid)
            else:
                self._page.table(grid)
        while len(self._tables) < level:
            self._tables.append(_Table())
