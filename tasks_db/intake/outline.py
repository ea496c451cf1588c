"""The document's skeleton: its parts (body and annexes), in each the numbered items and what stands between them."""

import re
from collections.abc import Iterator
from dataclasses import field
from itertools import chain, pairwise

from tasks_db.intake import line_forms
from tasks_db.intake.blocks import Block, Passage, Table, join
from tasks_db.intake.line_forms import Kind
from tasks_db.intake.names import is_listing, is_specific, units
from tasks_db.intake.numbering import Marker, marker
from tasks_db.intake.owners import is_owners_line, opens_with_role
from tasks_db.lean_dataclass import dataclass

# who keeps a web page
_PUBLISHER = re.compile(
    r"(?:网站)?(?:主办|承办|协办|维护|管理|技术支持)(?:单位|部门)?\s*[：:]|网站标识码|.{0,8}(?:ICP备|公网安备)"
)
_OF_SITE = re.compile("技术支持|ICP备|公网安备|网站标识码|版权所有|Copyright")
# a list, and the unit alone in a line above it
_OF_LIST, _OF_UNITS = 3, 2
_NAME_ALONE = re.compile("[^，。；：,;:]{2,30}[：:]?")
_NAMED_FIRST = re.compile("(?P<unit>[^，。；：,;:]{3,30})[：:](?=.{4})")
_COUNT = re.compile(r"[（(]共?\d+[项条件个][）)]$")
_TITLE_LENGTH = 40
_HEADING_LENGTH = 60
_LEAST_ITEMS = 3
_MANY = 9
# how a document addresses everybody at its end
_CLOSING = re.compile(
    r"以上|上述|各|请|会议(?:强调|要求|指出)|本(?:方案|通知|办法|纪要)|联系人|特此|[附备]?注[：:]|出席|记录|凡|望"
)
# behind lines of months and quarters: what has no time of its own
_ALL_YEAR = re.compile(rf"{line_forms.BULLETS}(?:全年|常年|长期|经常|日常|其他)")
_BEHIND_LABEL = {0: " ", 1: "、", 3: ".", 4: " ", 5: " "}


@dataclass(slots=True)
class Item:
    """A numbered paragraph: its number, its title, its text with what follows it unnumbered, what it stands under.

    ``whole`` are its paragraphs as they stand; ``path`` the headings above it, outermost first; ``when`` the line of
    a date alone that it stands under.
    """

    marker: Marker
    title: Passage | None
    content: list[Passage]
    whole: list[Passage]
    path: tuple[str, ...]
    parent: "Item | None"
    children: list["Item"] = field(default_factory=list)
    when: str | None = None

    @property
    def said(self) -> Passage:
        """What it says; a sentence without a comma looks like a title and is all that it says."""
        if not self.content and self.title and not self.children:
            return self.title
        return join(self.content, "\n")

    @property
    def heading(self) -> str:
        """Number and title as one line, for paths and quotes."""
        text = self.title.text if self.title else self.whole[0].text[self.marker.end :][:20]
        return self.marker.label + _BEHIND_LABEL.get(self.marker.level, "") + text


@dataclass(slots=True)
class Placed:
    """A table and the headings above it; ``remarks`` follow it."""

    table: Table
    path: tuple[str, ...]
    remarks: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The body or one annex.

    ``loose`` are the paragraphs that belong to no item, each with its form; those of them without a sentence right
    above a table or a list of people are ``captions`` too.
    """

    label: Passage | None
    items: list[Item] = field(default_factory=list)
    loose: list[tuple[Kind, Passage]] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)

    @property
    def opening(self) -> list[Passage]:
        """The lines without a sentence that open an annex; the head of the body is the front matter's."""
        taken: list[Passage] = []
        for found, text in self.loose if self.label else []:
            if found is not Kind.TEXT or line_forms.has_sentence(text.text):
                break
            taken.append(text)
        return taken

    @property
    def title(self) -> str:
        """The title of an annex."""
        return "".join("".join(text.text for text in self.opening).split())

    def texts(self) -> Iterator[Passage]:
        """Yield every paragraph of the part, loose ones first."""
        for _, text in self.loose:
            yield text
        for item in self.items:
            yield from item.whole


@dataclass(slots=True)
class Outline:
    """A document in parts: the body, then the annexes."""

    parts: list[Part]

    @property
    def items(self) -> Iterator[Item]:
        """Yield the items of every part in order."""
        for part in self.parts:
            yield from part.items

    def texts(self) -> Iterator[Passage]:
        """Yield every paragraph of every part."""
        for part in self.parts:
            yield from part.texts()

    def every(self) -> Iterator[Passage]:
        """Yield every paragraph, every cell of a table, and the remarks behind it, part by part."""
        for part in self.parts:
            yield from part.texts()
            for placed in part.tables:
                yield from chain(*placed.table.rows, placed.remarks)

    @property
    def tables(self) -> Iterator[Placed]:
        """Yield the tables of every part in order."""
        for part in self.parts:
            yield from part.tables


def outline(blocks: list[Block]) -> Outline:
    """Sort repaired blocks into parts, items, tables and loose paragraphs."""
    builder = _Builder()
    heads = _heads_of_units(blocks)
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            builder.table(block)
        elif n in heads:
            builder.unit(block)
        elif heads and (named := _NAMED_FIRST.match(block.text)) and is_specific(named["unit"]):
            builder.unit(block, named.end("unit"))  # with a single piece of work, among others with lists
        else:
            builder.paragraph(block)
    for part in builder.parts:
        _close(part)
    return Outline(builder.parts)


def _heads_of_units(blocks: list[Block]) -> set[int]:
    """Return which paragraphs are a name alone, with a list from 1 or counting on below each; most name units."""
    found = set()
    last = 0  # the number that the list above ended with
    for n, (block, below) in enumerate(pairwise(blocks)):
        if not isinstance(block, Passage):
            continue
        here = marker(block.text)
        last = here.value if here and here.level == _OF_LIST else last
        if isinstance(below, Passage) and here is None and _NAME_ALONE.fullmatch(block.text):
            opened = marker(below.text)
            if opened and opened.level == _OF_LIST and opened.value in (1, last + 1):
                found.add(n)
    named = [n for n in found if _are_units(blocks[n])]
    # another among them is the heading of its list, too, whatever it is: 国道沿线：
    return found if len(named) > 1 and 2 * len(named) > len(found) else set()


def _are_units(block: Block) -> bool:
    names = _COUNT.sub("", block.text.rstrip("：: \u3000")) if isinstance(block, Passage) else ""
    return is_listing(names) and all(map(is_specific, units(names)))


def _close(part: Part) -> None:
    """Part the closing paragraphs of a document from its last item: those that no other item has so many of."""
    leaves = [item for item in part.items if not item.children]
    if len(leaves) < _LEAST_ITEMS:
        return
    *others, last = leaves
    alike = [item for item in others if item.marker.level == last.marker.level]
    usual = max((len(_unlabelled(item)) for item in alike), default=_MANY)
    closing = next((text for text in _unlabelled(last)[usual:] if _CLOSING.match(text.text)), None)
    if closing:
        begun = last.whole.index(closing)
        part.loose += [(Kind.TEXT, text) for text in last.whole[begun:]]
        last.content = [text for text in last.content if text not in last.whole[begun:]]
        del last.whole[begun:]


def _unlabelled(item: Item) -> list[Passage]:
    """Return the paragraphs below the first that state more than owners."""
    return [text for text in item.whole[1:] if not opens_with_role(text.text)]


class _Builder:
    def __init__(self) -> None:
        self.parts = [Part(None)]
        self.stack: list[Item] = []
        self.recent: list[Passage] = []  # loose lines without a sentence, not interrupted so far
        self.behind = False  # a page's own words stand below the last item
        self.when: tuple[int, str] | None = None  # the last line of a date alone, and the level of its heading

    def table(self, table: Table) -> None:
        self._caption()
        self.parts[-1].tables.append(Placed(table, self._path()))

    def paragraph(self, text: Passage) -> None:
        part, mark = self.parts[-1], marker(text.text)
        found = self._kind(text.text, mark)
        if found is Kind.PERSON:
            self._caption()
        before, self.recent = self.recent, []
        if found is Kind.ANNEX_MARK:
            self.parts.append(Part(text))
            self.stack = []
        elif found is Kind.REMARK and part.tables:
            part.tables[-1].remarks.append(text)
        elif found is not Kind.TEXT:
            if found is Kind.WHEN:
                above = self.stack[0].marker.level if self.stack else -1
                self.when = (self.when[0] if self.when else above, text.text)
            part.loose.append((found, text))
        elif mark:
            self._item(text, mark)
        elif self.stack and not self.behind and self._belongs(text.text):
            self.stack[-1].content.append(text)
            self.stack[-1].whole.append(text)
        else:
            part.loose.append((found, text))
            self.when = None if _ALL_YEAR.match(text.text) else self.when
            self.recent = [] if line_forms.has_sentence(text.text) else [*before, text]

    def unit(self, text: Passage, ends: int | None = None) -> None:
        """Take a unit for the heading of the list below it, or of what its line says behind ``ends``."""
        while self.stack and self.stack[-1].marker.level >= _OF_UNITS:
            self.stack.pop()
        above = self.stack[-1].children if self.stack else [one for one in self.parts[-1].items if not one.parent]
        self._item(text.cut(0, ends), Marker(_OF_UNITS, "", len(above) + 1, 0))
        if ends is not None:
            self.paragraph(text.cut(ends).strip("：:"))

    def _kind(self, text: str, mark: Marker | None) -> Kind:
        """Return the form of a paragraph where it stands."""
        found = line_forms.kind(text)
        if (self.behind or _OF_SITE.search(text)) and _PUBLISHER.match(text):
            found = Kind.CHROME
        self.behind = bool(self.stack) and not mark and (self.behind or found is Kind.CHROME)
        if self.stack and found in (Kind.SALUTATION, Kind.REMARK) and not self.parts[-1].tables:
            found = Kind.TEXT  # inside an item it leads in, or remarks on, that item
        return found

    def _caption(self) -> None:
        self.parts[-1].captions += self.recent
        self.recent = []

    def _belongs(self, text: str) -> bool:
        """Unnumbered text belongs to the item above it unless it states nothing and the item has its text."""
        return line_forms.has_sentence(text) or not self.stack[-1].content or is_owners_line(text)

    def _path(self) -> tuple[str, ...]:
        return tuple(item.heading for item in self.stack)

    def _item(self, text: Passage, mark: Marker) -> None:
        while self.stack and self.stack[-1].marker.level >= mark.level:
            self.stack.pop()
        title, content = split_title(text.cut(mark.end).strip() if mark.label else text.strip("：:"))
        parent = self.stack[-1] if self.stack else None
        if self.when and mark.level <= self.when[0]:
            self.when = None
        item = Item(mark, title, [content] if content else [], [text], self._path(), parent)
        item.when = self.when[1] if self.when else None
        if parent:
            parent.children.append(item)
        self.parts[-1].items.append(item)
        self.stack.append(item)


def split_title(text: Passage) -> tuple[Passage | None, Passage | None]:
    """Part the title from the text: a first sentence without commas, or a whole line that is no sentence."""
    first = re.match(rf"[^。，；：,;:!?！？]{{2,{_TITLE_LENGTH}}}(?=。)", text.text)
    if first:
        rest = text.cut(first.end() + 1).strip()
        return text.cut(0, first.end()), rest if rest.text else None
    if "。" not in text.text and "；" not in text.text and len(text.text) <= _HEADING_LENGTH:
        return text.strip("：:"), None
    return None, text
