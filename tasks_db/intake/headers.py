"""What the columns of a table hold: by their titles, whose words stand in columns.py, and by their cells.

A title is matched by its words, not as a whole, so 牵头单位, 牵头部门（责任人） and 市级牵头单位 are one column. A
column with a title that is not known is what its cells are (cells.py); which of two columns of units leads is told
by the other one, by the characters of the titles (roles.py), else by the cells.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import pairwise

from tasks_db.intake import cells, names, owners, roles
from tasks_db.intake.blocks import Row, Table
from tasks_db.intake.cells import Content
from tasks_db.intake.columns import Column, by_words
from tasks_db.intake.recurrences import reported_rounds
from tasks_db.lean_dataclass import dataclass

_ROLES = {
    roles.LEAD: Column.LEAD,
    roles.RESPONSIBLE: Column.RESPONSIBLE,
    roles.LEADER: Column.LEADER,
    roles.DATE: Column.DATE,
}
_SIMPLE = {Content.NUMBER: Column.SEQUENCE, Content.DATE: Column.DATE, Content.PEOPLE: Column.LEADER}
_Held = Callable[[int], Content | None]  # what the cells of a column hold
_WORDY = (Content.WORDS, Content.TEXT, Content.PEOPLE, Content.UNITS)
_OWNERS = (Column.LEAD, Column.RESPONSIBLE)
_MUCH = 3
_TITLE_ROWS = 3
_LEADING_ROWS = 10  # a sheet may hold title, number and preface above its table
_TELLING_ROWS = 100  # so many of a long table tell what its columns hold
_TITLE_LENGTH = 10
_OWNED_TITLE = re.compile("单位|部门|分工")
_TASK_TITLE = re.compile("工作任务|任务内容|具体任务|重点任务|主要任务")
_COST = re.compile("投资|造价|产能|建设规模|建筑面积|占地")
_BUILDER = re.compile("(?:建设|投资|实施|承建|施工)(?:单位|主体)|业主|法人|企业")
_WORK_TITLE = re.compile("任务|内容|事项|措施|举措|要求|做法|行动|项目|工作|目标")
_OFFICE = re.compile("(?:[局委办厅部署]|委员会|办公室|政府|办事处|管委会|[乡镇]|街道|苏木)$")
_TIME = re.compile("(?:时间|日期)$")
_MOSTLY = 0.8
_REACHED = re.compile("电话|手机|传真|邮箱|联系方式|号码")
# what a web page's table says of its paper: label and value side by side
_OF_PAPER = re.compile(
    "(?:索引|文|发文|文件|公文|信息)(?:序|编)?号|(?:发布|发文|公开|制发|生成|成文|施行|废止|公布|签发)(?:机构|机关|单位|部门|日期|时间)"
    "|(?:主题|信息|组配|体裁|内容|服务对象)分类|(?:时|有)效性|效力状态|公开(?:方式|范围|形式|类别)|主题词|关键词|信息名称"
)
_LEAST_OF_PAPER, _MOST_OF_PAPER = 3, 3  # labels, and cells for each
_YEAR_IN_TITLE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Header:
    """The header of a table: what each column holds, the title of each, and the row it stands in.

    Without a header the titles are empty and the row is the one before the first.
    """

    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    row: int

    @cached_property
    def _places(self) -> dict[Column, list[int]]:
        return {column: [n for n, one in enumerate(self.columns) if one is column] for column in self.columns}

    def at(self, column: Column) -> list[int]:
        """Return the positions of a kind of column."""
        return self._places.get(column, [])

    def has(self, *columns: Column) -> bool:
        """Whether there is a column of one of the kinds."""
        return any(column in self.columns for column in columns)


def column_of(title: str) -> Column:
    """Return what a column with this title holds."""
    plain = re.sub(r"\s+", "", title)
    role = roles.role_of(plain)
    return _ROLES[role] if role else by_words(plain)


def header(table: Table) -> Header:
    """Return the header: of the leading rows the one, or the two read as one, that name most kinds of columns.

    A title row above it, one cell merged over all columns, names none; a second row of titles splits a wide one
    above it, 任务分工 into 牵头单位 and 责任单位.
    """
    leading = [(row, n) for n, row in enumerate(table.rows[:_LEADING_ROWS]) if not is_spanned(row)][:_TITLE_ROWS]
    titled = [(row, n) for row, n in leading if not _is_body(row)]
    if len(leading) > 1 and not titled:
        return _headless(table, leading[0][1])
    leading = titled or leading
    singles = [_header(row, n) for row, n in leading]
    # of as many kinds, two rows of titles tell more than one; they stand first, since max takes the first of equals
    doubles = [
        _header(tuple(low if low.text else high for high, low in zip(above, below, strict=True)), n)
        for (above, _), (below, n) in pairwise(leading)
        if _only_titles(above, below)
    ]
    candidates = [*doubles, *singles] or [_header(table.rows[0], 0)]
    return _by_cells(table, max(candidates, key=_known_kinds))


def untitled(table: Table) -> Header:
    """Return the header of a table whose first row is one like the others, and whose columns are not told apart."""
    width = len(table.rows[0])
    return Header((Column.OTHER,) * width, ("",) * width, -1)


def _headless(table: Table, first: int) -> Header:
    """Return the header of a table that begins with its first task, at row ``first``: what its cells hold."""
    titles = ("",) * len(table.rows[first])
    return _by_cells(table, Header((Column.OTHER,) * len(titles), titles, first - 1))


def _known_kinds(one: Header) -> int:
    """Count the kinds of columns that titles name; a single one may be chance, in a cell below the titles."""
    kinds = len(set(one.columns) - {Column.OTHER})
    return kinds if kinds > 1 or len(one.columns) <= kinds + 1 else 0


def _is_body(row: Row) -> bool:
    """Whether a row holds a sentence, or opens with its number, or states what a form is about (单位：县林业局)."""
    stated = all(re.search("[：:].", cell.text) for cell in row if cell.text)
    return stated or any("。" in cell.text for cell in row) or cells.content_of(row[0].text) is Content.NUMBER


def _by_cells(table: Table, known: Header) -> Header:
    """Name the columns that their titles do not, if the row above them is one of titles at all."""
    if known.has(Column.YEAR, Column.NAME):
        return known
    rows = [row for row in table.rows[known.row + 1 :] if not is_spanned(row)]
    told = [[row[n].text for row in rows] for n in range(len(known.titles))]
    every = slice(None, None, 1 + len(rows) // _TELLING_ROWS)

    @cache  # the cells of a column whose title says enough are never looked into
    def held(n: int) -> Content | None:
        return cells.content_of_column(told[n][every], known.titles[n])

    simple = {**_SIMPLE, Content.DATE: Column.OTHER} if known.has(Column.DATE) else _SIMPLE
    columns = [
        simple.get(content, column)
        if column is Column.OTHER
        and (content := held(n))
        and (content is not Content.PEOPLE or roles.may_be_role(known.titles[n]))
        else column
        for n, column in enumerate(known.columns)
    ]
    columns = [_of_rounds(*one) for one in zip(columns, known.titles, told, strict=True)]
    for n, role in _roles_of(known, columns, held, told):
        columns[n] = role
    columns = _owners(columns, held)
    helping = [n for n, column in enumerate(columns) if column is Column.RESPONSIBLE]
    charged = roles.in_charge([known.titles[n] for n in helping])
    if Column.LEAD not in columns and charged is not None:
        columns[helping[charged]] = Column.LEAD
    if Column.LEAD in columns or Column.RESPONSIBLE in columns:
        columns = _texts(columns, held, told, known.titles)
    return Header(tuple(columns), known.titles, known.row)


def _of_rounds(column: Column, title: str, told: list[str]) -> Column:
    """Tell by its cells whether a column of times (报送时间, 反馈时间) says how often, or on which day."""
    if column not in (Column.CYCLE, Column.START) or not _TIME.search(title):
        return column
    if any(reported_rounds(cell)[0] for cell in told if cell):
        return Column.CYCLE
    return Column.DATE if column is Column.CYCLE else column


def _roles_of(
    known: Header, columns: list[Column], held: _Held, told: list[list[str]]
) -> Iterator[tuple[int, Column]]:
    """Yield the roles of the columns of units whose titles are not known."""
    strange = [
        n
        for n, column in enumerate(columns)
        if column is Column.OTHER and held(n) is Content.UNITS and roles.may_be_role(known.titles[n])
    ]
    leaning = {n: roles.leaning(known.titles[n]) for n in strange}
    open_ones = [n for n in strange if leaning[n] is None]
    leads = Column.LEAD in columns or roles.LEAD in leaning.values()
    several = len(strange) > 1 or Column.RESPONSIBLE in columns
    if open_ones and several and not leads:
        leaning[min(open_ones, key=lambda n: cells.help_rather_than_lead(told[n]))] = roles.LEAD
    for n in strange:
        yield n, _ROLES[leaning[n] or roles.RESPONSIBLE]


def _owners(columns: list[Column], held: _Held) -> list[Column]:
    """Name a column of owners that holds people one of people."""
    return [
        Column.LEADER if column in _OWNERS and held(n) is Content.PEOPLE else column
        for n, column in enumerate(columns)
    ]


def _texts(columns: list[Column], held: _Held, told: list[list[str]], titles: tuple[str, ...]) -> list[Column]:
    """Name the columns of words: the longest is the text, the short ones before it title and category.

    What stands in a column outweighs its title: a name that spans rows is that of a group and none of theirs.
    """
    wordy = [
        n
        for n, column in enumerate(columns)
        if column is Column.TEXT or (column is Column.OTHER and held(n) in _WORDY and not _REACHED.search(titles[n]))
    ]
    if not wordy:
        return columns
    lengths = {n: sum(len(cell) for cell in told[n]) for n in wordy}
    titled = [n for n in wordy if columns[n] is Column.TEXT]
    # a text without a title of its kind has to be longer by far, and of sentences
    longest = max(titled or wordy, key=lengths.__getitem__)
    rival = max(wordy, key=lengths.__getitem__)
    if (
        rival != longest
        and held(rival) is Content.TEXT
        and (cells.repeats(told[longest]) or lengths[rival] > _MUCH * lengths[longest])
    ):
        longest = rival
    named = list(columns)
    for n in wordy:
        if n == longest:
            named[n] = Column.TEXT
        elif n < longest:
            named[n] = Column.CATEGORY if cells.repeats(told[n]) else Column.TEXT
    return named


def _only_titles(above: Row, row: Row) -> bool:
    """Whether a row holds known titles alone, beside those of the row above it that are merged down into it."""
    return all(
        column_of(low.text) is not Column.OTHER and len(low.text) <= _TITLE_LENGTH
        for high, low in zip(above, row, strict=True)
        if low.text and low != high
    )


def _header(row: Row, at: int) -> Header:
    titles = tuple(re.sub(r"\s+", "", cell.text) for cell in row)
    return Header(tuple(_of_duties(titles, [column_of(title) for title in titles])), titles, at)


def _of_duties(titles: tuple[str, ...], columns: list[Column]) -> list[Column]:
    """Read 单位, 职责 and 时限 as a register: duties with a date are tasks, and so is what is called 任务."""
    if Column.LEAD in columns or not {Column.UNIT, Column.RESPONSIBLE, Column.MEASURE} & {*columns}:
        return columns
    dated, named = Column.DATE in columns, any(_TASK_TITLE.search(title) for title in titles)
    swap = {Column.UNIT: Column.RESPONSIBLE, Column.MEASURE: Column.RESPONSIBLE, Column.DUTY: Column.TEXT}
    if not (dated or named) or Column.INDICATOR in columns or Column.YEAR in columns:
        return columns
    if Column.RESPONSIBLE in columns or Column.UNIT in columns:
        del swap[Column.MEASURE]
    if Column.TEXT in columns:
        del swap[Column.DUTY]
    return [swap.get(column, column) for column in columns]


def is_spanned(row: Row) -> bool:
    """Whether one cell fills the row: merged over it or part of it, or alone at its beginning."""
    if len(row) > 1 and row[1].text and row[1].text != row[0].text:
        return False  # the usual row
    texts = [cell.text for cell in row if cell.text]
    return len(row) > 1 and len(set(texts)) == 1 and (bool(row[0].text) or len(texts) > 1)


def year_of(title: str) -> str | None:
    """Return the year in a column's title."""
    found = _YEAR_IN_TITLE.search(title)
    return found.group() if found else None


def kind_of_table(one: Header, table: Table) -> str | None:
    """Return what a table holds, by the first that fits: a paper's data, marks, duties, indicators, people, tasks."""
    if _tells_of_paper(table):
        return "noise"
    if one.has(Column.SCORE):
        return "score"
    if _is_duties(one, table):
        return "duty"
    if one.has(Column.INDICATOR) and one.has(Column.YEAR):
        return "indicator"
    if one.has(Column.NAME) and one.has(Column.POST, Column.UNIT, Column.ROLE):
        return "member"
    return "task" if _is_register(one) or _tells_owners(one, table) else None


def _tells_of_paper(table: Table) -> bool:
    """Whether a small table holds what a web page prints above a paper: 索引号, 发布机构, 文号, 公开日期."""
    if len(table.rows) > _LEADING_ROWS:
        return False
    texts = [
        "".join(cell.text.split()).rstrip("：:") for row in table.rows for cell in dict.fromkeys(row) if cell.text
    ]
    labels = sum(_OF_PAPER.fullmatch(text) is not None for text in texts)
    return labels >= _LEAST_OF_PAPER and labels * _MOST_OF_PAPER >= len(texts)


def _is_register(one: Header) -> bool:
    """A register of tasks: says what is to be done and who does it, or by its numbers or a person when."""
    owned = one.has(Column.LEAD, Column.RESPONSIBLE)
    owned = owned or (
        one.has(Column.DATE, Column.CYCLE)
        and one.has(Column.LEADER, Column.SEQUENCE)
        and not one.has(Column.INDICATOR)
    )
    return owned and one.has(Column.TEXT, Column.CATEGORY)


def _tells_owners(one: Header, table: Table) -> bool:
    """Whether each measure of a table says who does it, as the title of its column announces."""
    named = [n for n in one.at(Column.TEXT) if _OWNED_TITLE.search(one.titles[n])]
    told = _filled(table, one, named[:1])
    return bool(told) and sum(owners.ends_with_owners(text) for text in told) >= _MOSTLY * len(told)


def is_projects(one: Header) -> bool:
    """A list of projects: says what they cost and who builds them, and names nobody else who answers for them."""
    owned = (*one.at(Column.LEAD), *one.at(Column.RESPONSIBLE), *one.at(Column.LEADER))
    return any(map(_COST.search, one.titles)) and all(_BUILDER.search(one.titles[n]) for n in owned)


def is_sites(one: Header, table: Table) -> bool:
    """A list of firms, farms, stalls, units: says how they are called, and not what is to be done."""
    texts = one.at(Column.TEXT) or one.at(Column.CATEGORY)
    if not texts or any(_WORK_TITLE.search(one.titles[n]) for n in texts):
        return False
    named = ["".join(text.split()) for text in _filled(table, one, texts[-1:])]
    told = [names.is_firm_or_site(name) or names.is_named(name) for name in named]
    return len(told) > 1 and sum(told) >= _MOSTLY * len(told)


def is_owned_by_offices(one: Header, table: Table) -> bool:
    """Whether a column of owners names an office of government."""
    owned = _filled(table, one, [*one.at(Column.LEAD), *one.at(Column.RESPONSIBLE)])
    return any(_OFFICE.search(name) for text in owned for name in names.units(text))


def _filled(table: Table, one: Header, columns: list[int]) -> list[str]:
    rows = [row for row in table.rows[one.row + 1 :] if not is_spanned(row)]
    return [row[n].text for row in rows for n in columns if row[n].text]


def _is_duties(one: Header, table: Table) -> bool:
    """A table that says of each unit what its duties are; where rows list several units, they share a task."""
    units = (*one.at(Column.UNIT), *one.at(Column.RESPONSIBLE))
    texts = (*one.at(Column.DUTY), *one.at(Column.TEXT))
    if not units or not texts or units[0] > texts[0] or one.has(Column.LEAD, Column.DATE, Column.PERIOD):
        return False
    listed = [row[units[0]].text for row in table.rows[one.row + 1 :]]
    return sum(len(names.units(text)) > 1 for text in listed) * 2 < max(len(listed), 1)
