"""Matrices of duties: a column a unit, and in the cells ★ for who leads and ○ for who helps.

Such a table is written out as one with a column of leads and a column of responsible units, so that whoever reads
tables reads it. What a sign means is said by a legend of the document, or by the sign itself where it is a word
(牵头, 配合); a single sign without a legend tells who is responsible. Of several signs without one nobody knows who
leads: that is said, and the table stays as it is. Ticks under quarters and months say when: the last one ticked is
the date, and what is ticked in all of them goes on all year.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import takewhile

from tasks_db.intake.blocks import EMPTY, Block, Document, Notice, Passage, Row, Table, join
from tasks_db.intake.names import is_named, looks_like_unit
from tasks_db.intake.roles import DATE, LEAD, RESPONSIBLE, role_of
from tasks_db.lean_dataclass import dataclass

_SIGNS = "★☆●○◎◉◆◇▲△■□√✓✔∨▽▼※*＊"
_WORD = re.compile("牵头|主办|主责|配合|协办|协同|协助|参与|参加|责任")
_WORD_LENGTH = 2
_MEANS = "牵头|主办|主责|主要负责|总负责|第一责任|配合|协办|协同|协助|参与|参加|责任|承办|负责"
_LEADS = re.compile("牵头|主办|主责|主要负责|总负责|第一责任")
_QUOTE = "[“”\"'‘’]?"
# ★为牵头单位, “○”表示配合 — and 牵头单位标★
_BEHIND_SIGN = (
    rf"{_QUOTE}\s*(?:表示|代表|标注|标示|为|是|[：:=＝—－-])*\s*{_QUOTE}[^，。；;,\s]{{0,4}}?(?P<means>{_MEANS})"
)
_BEFORE_SIGN = rf"(?P<means>{_MEANS})(?:责任)?(?:单位|部门)?\s*(?:用|以|标注?为?|为|记为?|[：:])+\s*{_QUOTE}"
_LEGEND = re.compile(rf"[（(【\[]?\s*{_QUOTE}(?:注|备注|说明|图例|标识|{_MEANS}|[{re.escape(_SIGNS)}])")
_FIGURES = re.compile(r"\d+(?:\s*[/／]\s*\d+)*")
_PERIOD = re.compile(
    r"(?:20\d\d年?)?(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
)
_LEAST_UNITS = 2
_LONGEST_NAME = 16
_LONGEST_LEGEND = 60
_NAMED = 4
_TITLES = {LEAD: "牵头单位", RESPONSIBLE: "责任单位", DATE: "完成时限"}
_ALL_YEAR = "常年"
_UNKNOWN = (
    "{}在单位名下用符号（{}）标出分工，文件中没有写明哪个符号是牵头，没有读入责任单位。"
    "请在表下注明各个符号的含义后重新发送。"
)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Where the marks of a table stand: the row of the titles above them, and the columns of units and periods."""

    table: Table
    head: int
    columns: tuple[int, ...]
    periods: tuple[int, ...]

    def counts(self, row: Row) -> bool:
        """Whether a row says how many marks stand above it: 牵头项数 1 3 3."""
        return _counts(row, (*self.columns, *self.periods))

    def signs(self) -> list[str]:
        """Return the signs in use, each once."""
        rows = [row for row in self.table.rows[self.head + 1 :] if not _fills(row) and not self.counts(row)]
        marks = (row[n].text for row in rows for n in self.columns)
        return list(dict.fromkeys(filter(_is_mark, marks)))


def spelled_out(document: Document) -> Document:
    """Return the document with its matrices of duties written out by unit and role."""
    blocks = [_with_units_above(block) for block in document.blocks]
    found = {n: one for n, block in enumerate(blocks) if (one := _matrix(block))}
    if not found:
        return document
    texts = list(_texts(document))
    noise: list[Passage] = []
    notices: list[Notice] = []
    for n, one in found.items():
        roles = _roles(one.signs(), [text.text for text in texts])
        if roles is None:
            named = "、".join(one.signs()[:_NAMED])
            notices.append(Notice("unread_part", _UNKNOWN.format(one.table.place, named), one.table.place))
            continue
        blocks[n], dropped = _written_out(one, roles)
        noise += dropped
        legends = [text for text in texts if _is_legend(text.text, one.signs())]
        noise += [text for text in legends if text not in noise]
        blocks = [block for block in blocks if block not in legends]
    return replace(
        document,
        blocks=tuple(blocks),
        noise=(*document.noise, *noise),
        notices=(*document.notices, *notices),
    )


def _matrix(block: Block) -> _Matrix | None:
    if isinstance(block, Passage):
        return None
    rows = block.rows
    marked = [n for n, row in enumerate(rows) if sum(_is_mark(cell.text) for cell in row) > 0]
    if not marked or marked[0] == 0:
        return None
    # the name of a group may stand between the titles and the first task
    head = next((n for n in range(marked[0] - 1, -1, -1) if not _fills(rows[n])), None)
    if head is None:
        return None
    marks = {n for row in rows[head + 1 :] if not _fills(row) for n, cell in enumerate(row) if _is_mark(cell.text)}
    # who filled in the table, and when, stands below the last mark
    body = [row for row in rows[head + 1 : marked[-1] + 1] if not _fills(row) and not _counts(row, marks)]
    every = [n for n, cell in enumerate(rows[head]) if _is_column(_name(cell).text, body, n)]
    periods = tuple(n for n in every if _PERIOD.fullmatch(_name(rows[head][n]).text))
    columns = tuple(n for n in every if n not in periods)
    units = [n for n in columns if looks_like_unit(_name(rows[head][n]).text)]
    told = len(columns) >= _LEAST_UNITS or (not columns and len(periods) >= _LEAST_UNITS)
    if not told or 2 * len(units) < len(columns) or len(every) == len(rows[0]):
        return None
    return _Matrix(block, head, columns, periods)


def _with_units_above(block: Block) -> Block:
    """Stand up a matrix whose units open the rows and whose tasks are the titles of its columns."""
    if isinstance(block, Passage):
        return block
    above = list(takewhile(_fills, block.rows))
    rows = block.rows[len(above) :]
    if len(rows) < _LEAST_UNITS + 1:
        return block
    head, *body = rows
    cells = [cell.text for row in body for cell in row[1:]]
    lying = (
        all(_is_mark(cell) or not cell for cell in cells)
        and sum(map(_is_mark, cells)) >= _LEAST_UNITS
        and all(looks_like_unit(_name(row[0]).text) for row in body)
        and 2 * sum(is_named(_name(cell).text) for cell in head[1:]) < len(head)
    )
    if not lying:
        return block
    corner = Passage("工作任务", parts=())
    turned = [tuple(row[n] for row in rows) for n in range(len(head))]
    titles = [(next(cell for cell in row if cell.text),) * len(rows) for row in above]
    return Table((*titles, (corner, *turned[0][1:]), *turned[1:]), block.place)


def _is_mark(text: str) -> bool:
    if len(text) == 1:
        return text in _SIGNS
    return len(text) == _WORD_LENGTH and _WORD.fullmatch(text) is not None


def _is_column(name: str, body: list[Row], n: int) -> bool:
    """Whether a column has a name above marks, and nothing but marks and blanks."""
    if not 1 < len(name) <= _LONGEST_NAME or _is_mark(name):
        return False
    cells = [row[n].text for row in body]
    return any(map(_is_mark, cells)) and all(_is_mark(cell) or not cell for cell in cells)


def _fills(row: Row) -> bool:
    """Whether one text fills the row, as the name of a group and a note below the table do."""
    return len({cell.text for cell in row if cell.text}) == 1


def _counts(row: Row, columns: Collection[int]) -> bool:
    """Whether nothing but figures stands where other rows have marks: 3, or 1/3 for two signs."""
    cells = [row[n].text for n in columns if row[n].text]
    return bool(cells) and all(map(_FIGURES.fullmatch, cells))


def _name(cell: Passage) -> Passage:
    """Return the name of a unit without the line breaks of a narrow column."""
    parts, begin = [], 0
    for line in cell.text.split("\n"):
        parts.append(cell.cut(begin, begin + len(line)).strip())
        begin += len(line) + 1
    return join([part for part in parts if part.text]) if len(parts) > 1 else cell.strip()


def _texts(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if isinstance(block, Passage):
            yield block
        else:
            for row in block.rows:
                yield from (cell for cell in dict.fromkeys(row) if len(cell.text) > 1)


def _roles(signs: list[str], texts: list[str]) -> dict[str, str] | None:
    """Return what each sign means, or None where nobody can know."""
    roles: dict[str, str] = {}
    for sign in signs:
        means = sign if len(sign) > 1 else _meaning(sign, texts)
        if means:
            roles[sign] = LEAD if _LEADS.search(means) or role_of(means) == LEAD else RESPONSIBLE
    if len(signs) == 1 and not roles:
        return {signs[0]: RESPONSIBLE}
    return roles if len(roles) == len(signs) else None


def _meaning(sign: str, texts: list[str]) -> str | None:
    mark = re.escape(sign)
    for pattern in (mark + _BEHIND_SIGN, _BEFORE_SIGN + mark):
        found = next((match for text in texts if sign in text and (match := re.search(pattern, text))), None)
        if found:
            return found["means"]
    return None


def _is_legend(text: str, signs: list[str]) -> bool:
    """Whether a line below or above the table says what the signs mean; a title that does is none."""
    if len(text) > _LONGEST_LEGEND or not _LEGEND.match(text):
        return False
    return any(len(sign) == 1 and sign in text and _meaning(sign, [text]) for sign in signs)


def _written_out(one: _Matrix, roles: dict[str, str]) -> tuple[Table, list[Passage]]:
    """Return the table with columns for the units by their roles, and the lines of its header that it loses."""
    rows: list[Row] = []
    dropped: list[Passage] = []
    names = {n: _name(one.table.rows[one.head][n]) for n in one.columns}
    kinds = [role for role in (LEAD, RESPONSIBLE) if role in roles.values()]
    titles = [Passage(_TITLES[kind], parts=()) for kind in (*kinds, *([DATE] if one.periods else []))]
    for number, row in enumerate(one.table.rows):
        others = [cell for n, cell in enumerate(row) if n not in names and n not in one.periods]
        if number > one.head and one.counts(row):
            dropped += [cell for cell in dict.fromkeys(row) if cell.text]
        elif number < one.head and not _fills(row):
            dropped += [cell for cell in dict.fromkeys(row) if cell.text and cell not in one.table.rows[one.head]]
        elif number == one.head:
            rows.append((*_filled(others, one), *titles))
        elif _fills(row):
            said = next(cell for cell in row if cell.text)
            if number > one.head and _is_legend(said.text, list(roles)):
                dropped.append(said)
            else:
                rows.append((said,) * (len(others) + len(titles)))
        else:
            marked = {role: [names[n] for n in names if roles.get(row[n].text) == role] for role in kinds}
            owned = (join(marked[role], "、") if marked[role] else EMPTY for role in kinds)
            rows.append((*others, *owned, *([_when(one, row)] if one.periods else [])))
            dropped += [row[n] for n in names if row[n].text and not _is_mark(row[n].text)]
    return Table(tuple(rows), one.table.place), dropped


def _when(one: _Matrix, row: Row) -> Passage:
    """Return the periods that a row ticks, or that it goes on all year."""
    ticked = [_name(one.table.rows[one.head][n]) for n in one.periods if _is_mark(row[n].text)]
    if len(ticked) == len(one.periods):
        return Passage(_ALL_YEAR, parts=())
    return join(ticked, "、") if ticked else EMPTY


def _filled(titles: list[Passage], one: _Matrix) -> Iterator[Passage]:
    """Yield the titles of the other columns; one that stands higher up is taken from there."""
    others = [n for n in range(len(one.table.rows[0])) if n not in one.columns and n not in one.periods]
    for n, title in zip(others, titles, strict=True):
        above = (one.table.rows[row][n] for row in range(one.head - 1, -1, -1))
        yield title if title.text else next((cell for cell in above if cell.text), EMPTY)
