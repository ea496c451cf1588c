"""The people of a plan: lists whose first line names a role, and tables with the columns 姓名 and 职务.

A list whose names and posts stand below each other is often a table without titles, or is read as one.
"""

from collections.abc import Iterable, Iterator

from tasks_db.intake import posts
from tasks_db.intake.blocks import Passage, Table, join
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import DraftMember
from tasks_db.intake.headers import Header, is_spanned
from tasks_db.intake.outline import Outline, Placed

_SHORTEST_LIST = 2


def members(
    outline: Outline, tables: list[tuple[Placed, Header]], unread: Iterable[Table]
) -> Iterator[tuple[DraftMember, Passage]]:
    """Yield each person of the lists, sentences and tables, with the passage it was read from.

    The cells of tables that are nothing else (``unread``) may hold a list, a person a line.
    """
    for part in outline.parts:
        texts = sorted(part.texts(), key=lambda text: text.start)
        listed = list(_listed(texts))
        if len(listed) < _SHORTEST_LIST:
            listed = []
        yield from listed
        yield from _said(texts, {member.name for member, _ in listed})
    for cell in (cell for table in unread for row in table.rows for cell in dict.fromkeys(row)):
        yield from _listed(cell.lines())
    for placed, header in tables:
        yield from _rows(placed, header) if header.has(Column.NAME) else _listed(_lines(placed.table))


def _said(texts: list[Passage], known: set[str]) -> Iterator[tuple[DraftMember, Passage]]:
    """Yield the people whom sentences put in a role, once in each."""
    told: set[tuple[str, str]] = set()
    for text in texts:
        for begin, end, role, name, post in posts.said(text.text):
            if name not in known and (role, name) not in told:
                told.add((role, name))
                yield DraftMember(role, name, post, posts.unit_of(post)), text.cut(begin, end)


def is_list(table: Table) -> bool:
    """Whether the rows of a table are the lines of a list of people, the first with a role: 组长 | 李明 | 副县长."""
    if posts.role_line(next((line.text for line in _lines(table)), "")) is None:
        return False
    lines = list(_lines(table))
    listed = {at.start for _, at in _listed(lines)}
    return all(line.start in listed for line in lines)


def _lines(table: Table) -> Iterator[Passage]:
    """Yield the rows as lines, each below its role, and without the rows that one cell fills."""
    for row in table.rows:
        filled = [cell for cell in dict.fromkeys(row) if cell.text]
        if not filled or (is_spanned(row) and len(filled[0].text.split()) < _SHORTEST_LIST):
            continue
        role = posts.role(filled[0].text)
        yield join([filled[0].strip("：:"), join(filled[1:], " ")], "：") if role else join(filled, " ")


def _listed(texts: Iterable[Passage]) -> Iterator[tuple[DraftMember, Passage]]:
    role = None
    for text in texts:
        alone = posts.role(text.text)  # the people stand in the lines below it
        if alone:
            role = alone
            continue
        line = posts.role_line(text.text, listed_so=True)
        role, rest = line or (role, text.text)
        found = posts.everyone(rest) if role else ()
        if role is None or not found:
            role = None
            continue
        for name, post in found:
            yield DraftMember(role, name, post, posts.unit_of(post)), text


def _rows(placed: Placed, header: Header) -> Iterator[tuple[DraftMember, Passage]]:
    role = "成员"
    rows = placed.table.rows[header.row + 1 :]
    # what is called 职务 may hold 组长 and 成员
    roles = {n for n in header.at(Column.POST) if all(posts.role(row[n].text) for row in rows if row[n].text)}
    places = {column: [n for n in header.at(column) if n not in roles] for column in header.columns}
    places[Column.ROLE] = [*places.get(Column.ROLE, ()), *roles]
    for row in rows:

        def cell(column: Column, row: tuple[Passage, ...] = row) -> str:
            return next((row[n].text for n in places.get(column, ()) if row[n].text), "")

        name = "".join(cell(Column.NAME).split())
        if not name:
            continue
        role = "".join(cell(Column.ROLE).split()) or role
        unit = "".join((cell(Column.UNIT) or cell(Column.RESPONSIBLE)).split())
        title = "".join(cell(Column.POST).split()) or unit
        where = next(row[n] for n in header.at(Column.NAME))
        yield DraftMember(role, name, title, unit or posts.unit_of(title)), where
