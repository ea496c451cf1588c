"""What the head of the document says of the plan: title, number, issuer, status, date of issue, period."""

import re
from datetime import date
from itertools import pairwise

from tasks_db.intake import line_forms
from tasks_db.intake.blocks import EMPTY, Passage
from tasks_db.intake.line_forms import Kind
from tasks_db.intake.marked_draft import is_marked_draft
from tasks_db.intake.names import looks_like_unit
from tasks_db.intake.outline import Outline, Part
from tasks_db.intake.quantities import halve
from tasks_db.language.numerals import numeral
from tasks_db.lean_dataclass import dataclass

_DRAFT = re.compile(r"[（(]?\s*(?:公开)?(?:征求意见稿|讨论稿|送审稿|草案|代拟稿|修订草案)\s*[）)]?")
_PLAN_WORD = re.compile(
    r"(?:方案|计划|规划|意见|(?<!代)表|责任书|任务书|台账|要点|分工|工程|纪要|制度|办法|措施|行动|清单|细则|通知|安排|规则)(?:[（(][^（()）]*[）)])?[”》]?$"
)
_NOTICE = re.compile(r"^.*?关于(?:印发|转发|发布|征求|公布)\s*(.+?)\s*(?:意见)?的?(?:通知|公告|函)$")
# （2023年10月18日）, 县政府办公室　2026年1月, 2024年2月2日审议通过
_IMPRINT = re.compile(
    r"[^-—–至到]*年\s*\S{1,2}\s*月(?:\s*\S{1,3}\s*日)?\s*[）)]?$|.*日.{0,20}(?:印发|通过|发布)[）)]?$"
)
_NUMBERED = re.compile(r"文\s*号")
# 编制部门：安全部　编制日期：2024年3月15日, 发话时间：2002年9月16日14时30分
_SIGNED = re.compile(
    r".*(?:编制|制表|填报|填表|制定|成文|印发|签发|发话|发文)(?:日期|时间)[：:]\s*"
    rf"{line_forms.DATE_LINE.pattern}[\d时分：:\s]*"
)
# 2026/2/27 18:05, as messages are stamped
_STAMP = re.compile(r"(?P<y>20\d\d)[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})\s+\d{1,2}:\d\d")
# as web pages say when they were put up
_POSTED = re.compile(
    r"(?:发布|更新|成文|时间|日期).{0,6}[：:]\s*(?P<y>20\d\d)[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?!\d)"
)
_DATED_CELL = re.compile(r"\s*(?P<y>(?:19|20)\d\d)\s*[年/.-]\s*\d")
_YEAR_OF_NUMBER = re.compile(r"[〔\[［【(（]\s*((?:19|20)\d\d)\s*[〕\]］】)）]")
_LONGEST_GAP = 30
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–－~～至到]+\s*((?:19|20)\d\d)\s*年")
# （2014年9月—2015年7月）: what its dates without a year lean on where the paper has no day
_SPAN = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:\d{1,2}日)?\s*[-—–－~～至到]+\s*(?:19|20)\d\d年\d{1,2}月"
)
# the only year of a title, unless it is one to be reached, that of another paper or part of a name (2000年问题)
_YEAR = re.compile(
    r"(?<![到至\d])(?<!\d[-—–])((?:19|20)\d\d)\s*年"
    r"(?!\s*(?:前|以前|之前|底|末|版|修订|起|以来|问题|议程|愿景|远景))"
)


@dataclass(frozen=True, slots=True)
class Front:
    """The head of a plan. ``headings`` are the paragraphs that it was read from.

    ``dated_on`` is the first day that the head names, which may be that of a meeting or of printing, or the first of
    the months that it is for; ``year`` the only one that titles name, those of annexes and tables too, or that of its
    number where they name none.
    """

    title: str
    doc_number: str | None
    issuer: str | None
    status: str | None
    issued_on: date | None
    printed_on: date | None
    period: tuple[date, date] | None
    headings: tuple[Passage, ...]
    date_line: Passage | None
    print_line: Passage | None
    dated_on: date | None = None
    year: int | None = None


def front(outline: Outline, table_titles: list[Passage], table_lines: list[Passage]) -> Front:
    """Read the head: everything loose above the first item; without items, the part that speaks.

    ``table_titles`` and ``table_lines`` stand inside the tables, for documents that are nothing else.
    """
    main = next((n for n, part in enumerate(outline.parts) if part.items), None)
    if main is None:
        tabled = next((n for n, part in enumerate(outline.parts) if part.tables), 0)
        main = next((n for n, part in enumerate(outline.parts) if _speaks(part)), tabled)
    items = outline.parts[main].items
    body = items[0].whole[0].start if items else None
    loose = [entry for part in outline.parts[: main + 1] for entry in part.loose]
    head = [entry for entry in loose if body is None or entry[1].start < body]
    runs = _runs(head)
    named = [run for run in runs if _PLAN_WORD.search(_clean(run))] or runs
    named = named or [[text] for text in table_titles if _PLAN_WORD.search(text.text)] or [table_titles[:1]]
    title = _clean(named[-1] if runs else named[0]) if named[-1] else _first_sentence(loose)
    number = next((text for found, text in head if found is Kind.NUMBER), None) or _filed_number(outline.parts[main])
    draft = any(_DRAFT.search(_joined(run)) for run in runs) or any(
        found is Kind.PUBLICITY and _DRAFT.search(text.text) for found, text in head
    )
    draft = draft or any(is_marked_draft(text.text) for text in table_titles)
    dated = next((text for found, text in loose if found is Kind.DATE), None)
    dated = dated or next(
        (text for text in [*table_lines, *(text for _, text in head)] if _is_signed(text.text)), None
    )
    printed = next(
        (text for part in outline.parts for found, text in part.loose if found is Kind.COLOPHON and _day(text.text)),
        None,
    )
    issued_on = _day(dated.text) if dated else _day(printed.text) if printed else None
    status = "draft" if draft else "issued" if number or issued_on or printed else None
    return Front(
        title=title,
        doc_number=re.sub(r"\s+", "", number.text) if number else None,
        issuer=_issuer(loose),
        status=status,
        issued_on=issued_on if status == "issued" else None,
        printed_on=_day(printed.text) if printed else None,
        period=_period(title),
        headings=tuple(text for run in runs for text in run) + _signature(outline),
        date_line=dated,
        print_line=printed,
        dated_on=next((day for _, text in head if (day := _day(text.text) or _posted(text.text))), None)
        or next((day for text in [*(text for _, text in head), *table_lines] if (day := _first_of(text.text))), None),
        year=_only_year(outline, table_titles, number),
    )


def _posted(text: str) -> date | None:
    """Return the day on which a web page says that it was put up: 发布时间：2023-04-06."""
    found = _POSTED.search(text)
    return _day(f"{found['y']}年{found['m']}月{found['d']}日") if found else None


def _first_of(text: str) -> date | None:
    span = _SPAN.search(halve(text))
    return _day(f"{span['y']}年{span['m']}月1日") if span else None


def _only_year(outline: Outline, table_titles: list[Passage], number: Passage | None) -> int | None:
    titles = [*table_titles, *(text for part in outline.parts for text in (*part.opening, *part.captions))]
    named = {year for text in titles for year in _YEAR.findall(halve(re.sub("《[^》]*》", "", text.text)))}
    filed = _YEAR_OF_NUMBER.search(number.text) if number and not named else None
    if filed:
        return int(filed[1])
    if named:
        return int(*named) if len(named) == 1 else None
    return _year_of_cells(outline)


def _year_of_cells(outline: Outline) -> int | None:
    """Return the one year that the dates in cells of tables name, where several do: 2020年5月底, 6月底."""
    rows = (row for part in outline.parts for placed in part.tables for row in placed.table.rows)
    cells = ((cell, row[:n]) for row in rows for n, cell in enumerate(row))
    found = [year["y"] for cell, before in cells if (year := _DATED_CELL.match(cell.text)) and cell not in before]
    return int(found[0]) if len(found) > 1 and len(set(found)) == 1 else None


def _filed_number(part: Part) -> Passage | None:
    """The number in the table that web pages print above a paper: 索引号, 发文单位, 文号."""
    pairs = (pair for placed in part.tables for row in placed.table.rows for pair in pairwise(row))
    return next(
        (
            number
            for label, number in pairs
            if "号" in label.text and _NUMBERED.search(label.text) and line_forms.kind(number.text) is Kind.NUMBER
        ),
        None,
    )


def _first_sentence(loose: list[tuple[Kind, Passage]]) -> str:
    """A document that lost its line breaks opens with its title."""
    sentence = loose[0][1].text.partition("。")[0] if loose else ""
    return sentence if _PLAN_WORD.search(sentence) and not line_forms.has_sentence(sentence) else ""


def _speaks(part: Part) -> bool:
    return any(found is Kind.TEXT and "。" in text.text for found, text in part.loose)


def _runs(head: list[tuple[Kind, Passage]]) -> list[list[Passage]]:
    """Return the groups of neighbouring lines without sentences; anything else parts them."""
    runs: list[list[Passage]] = [[]]
    end = 0
    for found, text in head:
        if text.start - end > _LONGEST_GAP:
            runs.append([])  # a table stands between
        end = text.start + len(text.text)
        if found is Kind.PUBLICITY and _DRAFT.search(text.text):
            continue
        if found is Kind.TEXT and (not line_forms.has_sentence(text.text) or _quoted_title(text.text)):
            runs[-1].append(text)
        else:
            runs.append([])
    return [run for run in runs if run]


def _quoted_title(text: str) -> bool:
    return not line_forms.has_sentence(re.sub(r"《[^》]*》", "", text)) and len(text) < 120  # noqa: PLR2004  a title's length


def _joined(run: list[Passage]) -> str:
    return "".join("".join(text.text for text in run).split())


def _clean(run: list[Passage]) -> str:
    """Return a title without draft marks, notice words, who prints it and when, and the quotation marks around it."""
    text = _DRAFT.sub("", _joined(_bare_title(_last_title(run))))
    text = _noticed(text) or text
    return _unquoted(text)


def _last_title(run: list[Passage]) -> list[Passage]:
    """A title may follow the notice's own in one run: return what follows the last line that ends in 通知."""
    for at in range(len(run) - 1, 0, -1):
        if re.search(r"(?:通知|公告|文件)$", run[at - 1].text.strip()):
            return run[at:]
    return run


def _bare_title(run: list[Passage]) -> list[Passage]:
    """Drop, below a title, the lines that name an office, a day or a decision."""
    ends = [n for n, text in enumerate(run) if _PLAN_WORD.search(text.text.strip())]
    if not ends:
        return run
    last = ends[-1]
    below = [
        text for text in run[last + 1 :] if not (_IMPRINT.match(text.text.strip()) or _is_office(text.text.strip()))
    ]
    return [*run[: last + 1], *below]


def _is_office(line: str) -> bool:
    return looks_like_unit(line) and not line.endswith(("）", ")"))


def _noticed(text: str) -> str | None:
    """Return the plan named by the title of a notice, or None."""
    text = _DRAFT.sub("", text)
    found = _NOTICE.match(text)
    return _unquoted(found[1]) if found else None


def _unquoted(text: str) -> str:
    whole = re.fullmatch(r"《(.+)》", text)
    return (whole[1] if whole else text).strip()


def _is_signed(text: str) -> bool:
    """Whether a line says when the paper was drawn up, and perhaps by whom."""
    told = line_forms.kind(text) in (Kind.DATE, Kind.COLOPHON) or _SIGNED.fullmatch(halve(text))
    return bool(told) and _day(text) is not None


def _day(text: str) -> date | None:
    found = line_forms.DATE_LINE.search(halve(text)) or _STAMP.search(text)
    if not found:
        return None
    try:
        return date(int(found["y"]), numeral(found["m"]) or 0, numeral(found["d"]) or 0)
    except ValueError:
        return None


def _issuer(head: list[tuple[Kind, Passage]]) -> str | None:
    """Who stands before the date of issue, else the unpunctuated line right above it."""
    for (kind, above), (found, text) in pairwise([(Kind.NUMBER, EMPTY), *head]):
        if found is Kind.DATE:
            office = line_forms.DATE_LINE.sub("", halve(text.text)).strip()
            if office or (kind is not Kind.NUMBER and not line_forms.has_sentence(above.text)):
                return "".join((office or above.text).split())
    return None


def _signature(outline: Outline) -> tuple[Passage, ...]:
    """The date lines and colophons, with the signature right above each."""
    found = []
    for part in outline.parts:
        for (_, above), (kind, text) in pairwise([(Kind.TEXT, EMPTY), *part.loose]):
            if kind in (Kind.DATE, Kind.COLOPHON):
                found += [text] if line_forms.has_sentence(above.text) else [above, text]
    return tuple(found)


def _period(title: str) -> tuple[date, date] | None:
    title = halve(title)
    span = _PERIOD.search(title)
    if span and span[1] <= span[2]:
        return date(int(span[1]), 1, 1), date(int(span[2]), 12, 31)
    named = {int(year) for year in _YEAR.findall(re.sub("《[^》]*》", "", title))}
    if len(named) == 1:
        (year,) = named
        return date(year, 1, 1), date(year, 12, 31)
    return None
