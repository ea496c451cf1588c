"""The people of a plan: lists whose first line names a role, and tables with the columns 姓名 and 职务."""

from collections.abc import Iterator

from tasks_db.intake import posts
from tasks_db.intake.blocks import Passage
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import DraftMember
from tasks_db.intake.headers import Header
from tasks_db.intake.outline import Outline, Placed

_SHORTEST_LIST = 2


def members(outline: Outline, tables: list[tuple[Placed, Header]]) -> Iterator[tuple[DraftMember, Passage]]:
    """Yield each person of the lists and tables, with the passage it was read from."""
    for part in outline.parts:
        listed = list(_listed(sorted(part.texts(), key=lambda text: text.start)))
        if len(listed) >= _SHORTEST_LIST:
            yield from listed
    for placed, header in tables:
        yield from _rows(placed, header)


def _listed(texts: list[Passage]) -> Iterator[tuple[DraftMember, Passage]]:
    role = None
    for text in texts:
        line = posts.role_line(text.text)
        role, rest = line or (role, text.text)
        names = posts.listed(rest) if role else ()
        person = posts.person(rest) if role else None
        if role is None or not (names or person):
            role = None
            continue
        if person:
            name, post = person
            yield DraftMember(role, name, post, posts.unit_of(post)), text
        for name in names:
            yield DraftMember(role, name, "", None), text


def _rows(placed: Placed, header: Header) -> Iterator[tuple[DraftMember, Passage]]:
    role = "成员"
    for row in placed.table.rows[header.row + 1 :]:

        def cell(column: Column, row: tuple[Passage, ...] = row) -> str:
            return next((row[n].text for n in header.at(column) if row[n].text), "")

        name = "".join(cell(Column.NAME).split())
        if not name:
            continue
        role = "".join(cell(Column.ROLE).split()) or role
        unit = "".join((cell(Column.UNIT) or cell(Column.RESPONSIBLE)).split())
        title = "".join(cell(Column.POST).split()) or unit
        where = next(row[n] for n in header.at(Column.NAME))
        yield DraftMember(role, name, title, unit or posts.unit_of(title)), where
