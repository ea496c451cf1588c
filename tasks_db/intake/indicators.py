"""Tables of indicators: what is measured, in what unit, from which baseline to which targets, as printed."""

import re
from collections.abc import Iterator

from tasks_db.intake.blocks import Row
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import DraftIndicator, Quote
from tasks_db.intake.headers import Header, is_spanned, year_of
from tasks_db.intake.outline import Placed

# a unit of measure in brackets at the end of the name: （个）, (%), （张/千人）; never （街道） amid a name
_UNIT = re.compile(r"\s*[（(]\s*(?P<unit>[^（()）]{1,8})\s*[）)]$")
_BASE = re.compile(r"实际|现状|基期|基准|基数|完成值")
_TARGET = re.compile(r"目标|计划|预期")


def indicators(placed: Placed, header: Header) -> Iterator[tuple[DraftIndicator, Quote]]:
    """Yield the rows, each with its source. The first year is the baseline unless its title calls it a target."""
    years = header.at(Column.YEAR)
    base = [n for n in years if _BASE.search(header.titles[n])]
    if not base and not _TARGET.search(header.titles[years[0]]) and len(years) > 1:
        base = years[:1]
    for row in placed.table.rows[header.row + 1 :]:
        name = " ".join(row[n].text for n in header.at(Column.INDICATOR) if row[n].text)
        if not name or is_spanned(row):
            continue
        told = " ".join(cell.text for cell in row if cell.text)
        place = next(cell.place for cell in row if cell.place)
        yield _indicator(row, header, "".join(name.split("\n")), base), Quote(place, told)


def _indicator(row: Row, header: Header, name: str, base: list[int]) -> DraftIndicator:
    def first(column: Column) -> str | None:
        return next((row[n].text for n in header.at(column) if row[n].text), None)

    def values(positions: list[int]) -> dict[str, str]:
        return {
            year_of(header.titles[n]) or header.titles[n]: "".join(row[n].text.split("\n"))
            for n in positions
            if row[n].text
        }

    bracketed = _UNIT.search(name)
    measure = first(Column.MEASURE)
    return DraftIndicator(
        seq=first(Column.SEQUENCE) or "",
        name=name[: bracketed.start()] if bracketed and not measure else name,
        unit=measure or (bracketed["unit"] if bracketed else None),
        baseline=values(base),
        targets=values([n for n in header.at(Column.YEAR) if n not in base]),
        nature=first(Column.NATURE),
    )
