"""The rows of a register of tasks: a table that says what is to be done, who does it and perhaps by when."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from tasks_db.intake import owners
from tasks_db.intake.blocks import EMPTY, Passage, Row, join
from tasks_db.intake.cells import Content, content_of
from tasks_db.intake.columns import Column
from tasks_db.intake.headers import Header, is_spanned, year_of
from tasks_db.intake.names import is_specific
from tasks_db.intake.numbering import marker
from tasks_db.intake.outline import Placed
from tasks_db.intake.owners import Assignment, Habits
from tasks_db.intake.parties import Owners, first_to_lead, listing, persons
from tasks_db.intake.roles import LEAD, RESPONSIBLE

_GROUP_NUMBER = re.compile("[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)]")
_SUM = re.compile(r"(?:合|总|小|共)\s*计(?:[（(：:].*)?$")
# 编制：张晓军 | 审核：梁卫东
_NOTE = re.compile("[\u4e00-\u9fff \u3000]{2,6}[：:]")
_LONGEST_DITTO = 2
_DITTO = re.compile("同上|[〃″〞]")
_SURE, _OF_MEASURE, _UNSURE = 0.95, 0.9, 0.7
_NUMBER_WITHIN = re.compile(r"(?:^|(?<=[。；;，、\u4e00-\u9fff）)\s]))(?P<n>\d{1,2})[.．、](?!\d)")
# 1.县城管局 2.县公安局
_NUMBER_BEFORE = re.compile(r"(?:^|(?<=[\s；;，,、]))[（(]?\d{1,2}[.．、)）]\s*(?=[^\d\s])")
_LEAST_NUMBERED = 3
_SHEET = re.compile("工作表“(.+)”")
_WORD = re.compile(r"\S+")
_NOTHING = re.compile(r"[-—–/\\\s]*|无")


class Entry(NamedTuple):
    """A task as it stands in the document, in a row or in an item, before its dates are read.

    ``dated`` is the cell or phrase that states the date, if one does, ``often`` the cell that says how often the row
    is reported on; ``headings`` are the lines that it stands under, outermost first; ``phases`` are the years and
    quarters with columns of their own and what is due in each; ``cells`` is all that was read, by what it was read
    as; ``quote`` is the verbatim source.
    """

    seq: str
    section: str | None
    title: str | None
    content: str
    owners: Owners
    dated: str | None
    cells: tuple[tuple[str, Passage], ...]
    quote: str
    confidence: float
    headings: tuple[str, ...] = ()
    phases: tuple[tuple[str, str], ...] = ()
    often: str | None = None

    @property
    def place(self) -> str:
        """Where the source begins."""
        return next((part.place for _, part in self.cells if part.place), "")

    def place_of(self, part: Passage) -> str:
        """Return where a part of the entry stands; a cell merged from rows above it stands in the entry's own row."""
        begin = next((one.start for _, one in self.cells if one.place), 0)
        return part.place if part.start >= begin else self.place


class _Columns:
    """Where the cells of a row stand, by what they hold."""

    def __init__(self, header: Header, head_label: str) -> None:
        # columns without titles are told by their cells alone
        self.sure = _SURE if any(header.titles) else _UNSURE
        self.sequence = header.at(Column.SEQUENCE)
        self.titled = header.at(Column.TEXT)
        self.texts = self.titled or header.at(Column.CATEGORY)
        self.categories = header.at(Column.CATEGORY)
        self.groups = self.categories if self.titled else []
        self.roles = [(n, LEAD) for n in header.at(Column.LEAD)]
        heads = not self.roles and head_label
        self.roles += [
            (n, LEAD if heads and header.titles[n] == heads else RESPONSIBLE) for n in header.at(Column.RESPONSIBLE)
        ]
        leaders = header.at(Column.LEADER)
        # beside 分管领导 a 责任人 is the unit's own person
        self.leaders = [n for n in leaders if "责任人" not in header.titles[n]] or leaders
        self.dates = header.at(Column.DATE)
        self.cycles = header.at(Column.CYCLE)
        self.owners = [*self.leaders, *(n for n, _ in self.roles)]
        self.of_sheet = Owners()  # where a sheet is the list of one unit
        self.remarks = header.at(Column.REMARK)
        self.phases = [(n, f"{year}年") for n in header.at(Column.YEAR) if (year := year_of(header.titles[n]))]
        self.phases += [(n, _period(header.titles[n])) for n in header.at(Column.PERIOD)]
        self.decisive = [*header.at(Column.LEAD), *self.dates]
        self.read_as = [("task", n) for n in (*self.sequence, *self.texts, *self.categories)]
        self.read_as += [("owner", n) for n in self.owners]
        self.read_as += [("date", n) for n in (*self.dates, *self.cycles, *(n for n, _ in self.phases))]
        self.read_as += [("task", n) for n in self.remarks]


def _repeats(row: Row, header: Header) -> bool:
    """Whether a row is the header again, as at the top of a new page, or its second row beside merged titles."""
    if "".join(row[0].text.split()) != header.titles[0]:
        return False
    texts = header.at(Column.TEXT) or range(len(row))
    return all("".join(row[n].text.split()) == header.titles[n] for n in texts)


def _numbers_columns(row: Row) -> bool:
    """Whether a row below the titles numbers the columns: 1, 2, 3, 4 from its first cell to its last."""
    return row[0].text == "1" and len(row) > _LEAST_NUMBERED and all(c.text == str(n) for n, c in enumerate(row, 1))


def _period(title: str) -> str:
    return re.sub("(?:目标|计划|任务|进度|工作)$", "", title)


def entries(placed: Placed, header: Header, habits: Habits) -> Iterator[Entry]:
    """Yield the rows as entries. A row that one cell fills is a section; a repeated header is skipped.

    Where numbers stand in the first column, a row without a number, units and date continues the row above it:
    a page break cut it.
    """
    section: str | None = " / ".join(placed.path) or None
    columns = _Columns(header, habits.head_label)
    sheet = _SHEET.search(placed.table.place)
    columns.of_sheet = Owners((), (sheet[1],)) if sheet and not columns.roles and is_specific(sheet[1]) else Owners()
    if header.has(Column.LEAD):
        habits = replace(
            habits, first_leads=False
        )  # a rule of the text is not one for columns that say it themselves
    waiting: Row | None = None
    above: Row | None = None
    sure = columns.sure
    for at, row in enumerate(placed.table.rows):
        filled = [cell for cell in row if cell.text]
        if at <= header.row or not filled or _repeats(row, header) or _numbers_columns(row):
            continue
        spanned = is_spanned(row)
        group = None if spanned else _group(row, filled, columns)
        if group or (spanned and not _is_numbered(row, columns)):
            if waiting:
                yield from _entries(waiting, columns, section, habits)
            waiting, section = None, group or filled[0].text
        elif waiting and _continues(row, columns):
            waiting = tuple(
                join([above, below]) if below.text and below != above else above
                for above, below in zip(waiting, row, strict=True)
            )
        elif not _SUM.match(filled[0].text) and not _is_note(filled):
            if waiting:
                yield from _entries(waiting, columns, section, habits)
            waiting = above = _resolved(row, above)
            columns.sure = _UNSURE if at in placed.table.short else sure
    if waiting:
        yield from _entries(waiting, columns, section, habits)


def _is_note(filled: list[Passage]) -> bool:
    """Whether a row says who filled in the table, and when."""
    return _NOTE.match(filled[0].text) is not None and all(
        _NOTE.match(cell.text) or content_of(cell.text) is Content.DATE for cell in filled
    )


def _group(row: Row, filled: list[Passage], columns: _Columns) -> str | None:
    """Return the name of a group of rows: 一 and words beside it, and nobody who does them."""
    if len(filled) < 2 or not _GROUP_NUMBER.fullmatch(filled[0].text):  # noqa: PLR2004  a number and a name
        return None
    name = filled[1]
    owned = [row[n] for n in (*columns.owners, *columns.dates)]
    return f"{filled[0].text}、{name.text}" if all(cell.text in ("", name.text) for cell in owned) else None


def _resolved(row: Row, above: Row | None) -> Row:
    """Put what stands above in the place of 同上."""
    short = [cell.text for cell in row if len(cell.text) <= _LONGEST_DITTO]
    if above is None or not any(map(_DITTO.fullmatch, short)):
        return row
    return tuple(high if _DITTO.fullmatch(low.text) else low for high, low in zip(above, row, strict=True))


def _entries(row: Row, columns: _Columns, section: str | None, habits: Habits) -> Iterator[Entry]:
    """Yield the row, or as many entries as its text has numbered lines that its dates or owners answer one by one."""
    measures = _measures(row, columns, habits)
    if measures:
        for text, one in measures:
            cells = tuple(text if n == columns.texts[-1] else cell for n, cell in enumerate(row))
            entry = _entry(cells, columns, section, habits)
            own = entry.owners
            owned = Owners(one.leads, one.responsibles, one.leaders or own.leaders)
            yield entry._replace(owners=owned, dated=one.date or entry.dated, confidence=_OF_MEASURE)
        return
    count = len(_numbered_lines(row[columns.texts[-1]])) if columns.texts else 0
    if not count:
        yield _entry(row, columns, section, habits)
        return
    lines = {
        n: _numbered_lines(row[n]) or (_dates_of_lines(row[n]) if n in columns.dates else [])
        for n in {columns.texts[-1], *columns.dates, *columns.owners}
    }
    alike = [n for n, found in lines.items() if len(found) == count]
    if len(alike) > 1:
        for at in range(count):
            cells = tuple(lines[n][at] if n in alike else cell for n, cell in enumerate(row))
            yield _entry(cells, columns, section, habits)
    else:
        yield _entry(row, columns, section, habits)


def _measures(row: Row, columns: _Columns, habits: Habits) -> list[tuple[Passage, Owners]]:
    """Return what is to be done with who does it, where the text of a row names the owners of each of its lines."""
    if not columns.texts or any(row[n].text for n, _ in columns.roles):
        return []
    text = row[columns.texts[-1]]
    lines = _numbered_lines(text) or [text]
    found = [(line, owners.assignments(line.text, habits)) for line in lines]
    if not all(len(said) == 1 and not said[0].inside for _, said in found):
        return []
    return [(_without(line, said[0]), said[0].owners) for line, said in found]


def _without(text: Passage, one: Assignment) -> Passage:
    """Return a text without the phrase of its owners, which stands at its beginning or its end."""
    before, after = text.cut(0, one.begin).strip(), text.cut(one.end).strip("。；;")
    return join([part for part in (before, after) if part.text], "\n")


def _numbered_lines(cell: Passage) -> list[Passage]:
    """Return the lines of a cell without their numbers, if there are several with numbers in order."""
    lines = cell.lines() if "\n" in cell.text else _joined_lines(cell)
    found: list[Passage] = []
    for line in lines:
        number = marker(line.text)
        if number is None or number.value != len(found) + 1:
            return []
        found.append(line.cut(number.end).strip())
    return found if len(found) > 1 else []


def _joined_lines(cell: Passage) -> list[Passage]:
    """Return the lines of a cell that lost its line ends: 1.改建县道；2.更换公交."""
    if not cell.text[:1].isdecimal():
        return []
    begins: list[int] = []
    for found in _NUMBER_WITHIN.finditer(cell.text):
        if int(found["n"]) == len(begins) + 1 and (begins or found.start() == 0):
            begins.append(found.start())
    return [cell.cut(low, high).strip() for low, high in pairwise([*begins, len(cell.text)])]


def _dates_of_lines(cell: Passage) -> list[Passage]:
    """Return the lines of a cell, if each says when: 9月底 and below it, or behind a blank, 11月底."""
    lines = cell.lines() if "\n" in cell.text else [cell.cut(*word.span()) for word in _WORD.finditer(cell.text)]
    return lines if all(content_of(line.text) is Content.DATE for line in lines) else []


def _is_numbered(row: Row, columns: _Columns) -> bool:
    return any(row[n].text.isdecimal() for n in columns.sequence)


def _continues(row: Row, columns: _Columns) -> bool:
    if not columns.sequence or any(row[n].text for n in (*columns.sequence, *columns.decisive)):
        return False
    return not any(marker(row[n].text) for n in columns.titled)


def _entry(row: Row, columns: _Columns, section: str | None, habits: Habits) -> Entry:
    texts = [row[n] for n in columns.texts]
    title = texts[0] if len(texts) > 1 else EMPTY
    content = [text for text in texts[len(texts) > 1 :] if text.text]
    groups = [row[n].text for n in columns.groups if row[n].text]
    owned = columns.of_sheet
    for n, role in columns.roles:
        owned = owned.merged(_owned(row[n].text, role, habits))
    for n in columns.leaders:
        owned = owned.merged(persons(row[n].text))
    sequence, dated, often = (_first(row, at) for at in (columns.sequence, columns.dates, columns.cycles))
    return Entry(
        seq=sequence.text,
        section=" / ".join(filter(None, [section, *dict.fromkeys(groups)])) or None,
        title="".join(title.text.split()).rstrip("。") or None,
        content="\n".join(_unwrapped(part.text) for part in content) or _unwrapped(title.text),
        owners=owned,
        dated=dated.text or None,
        cells=tuple([(kind, row[n]) for kind, n in columns.read_as if row[n].text]),
        quote=" ".join([cell.text for cell in dict.fromkeys(row) if cell.text]),
        confidence=columns.sure if owned.leads or owned.responsibles else _UNSURE,
        headings=(section,) if section else (),
        phases=tuple((when, row[n].text) for n, when in columns.phases if not _NOTHING.fullmatch(row[n].text)),
        often=None if _NOTHING.fullmatch(often.text) else often.text,
    )


def _first(row: Row, positions: list[int]) -> Passage:
    filled = [row[n] for n in positions if row[n].text]
    return filled[0] if filled else EMPTY


def _unwrapped(text: str) -> str:
    """Join the lines of a cell, but for those that end a sentence."""
    return re.sub(r"(?<![。；;：:！？])\n", "", text) if "\n" in text else text


def _owned(text: str, role: str, habits: Habits) -> Owners:
    """Read a cell: a phrase (牵头：甲；配合：乙) where it is one, else a list of units in the column's role."""
    text = _NUMBER_BEFORE.sub("", text)
    spoken = owners.phrase(text, habits) if owners.opens_with_role(text) else owners.cell(text, role, habits)
    if spoken:
        return spoken
    listed = listing(text, role)
    return first_to_lead(listed) if habits.first_leads else listed
