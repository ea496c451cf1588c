"""What names a unit with a word for its role, or a date with a duty, and belongs to no task: it is told, not dropped.

A sentence that says what the plan is for and who wrote it (为…，制定本方案) asks nobody for anything. Goals state
dates that no unit owes. Beside a register the dates of the items are compared with those of its rows
(finding_words.py).

A table that lost its grid says who does it by its columns, with no word for it. Its *rows* hold a list of units
beside another or a date, parted by a blank or by nothing, or open with numbers that count on; its *cells*, a
paragraph each, are lists of units, dates and numbers. One such paragraph may be chance; several near each other are a
table that was not read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tasks_db.intake import cells as cells_of
from tasks_db.intake import headers, owners
from tasks_db.intake.blocks import Passage
from tasks_db.intake.cells import Content
from tasks_db.intake.coverage import Painter
from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.dealing import of_title
from tasks_db.intake.draft import DraftFinding, Quote
from tasks_db.intake.line_forms import Kind
from tasks_db.intake.names import ends_as_unit, ends_of_units, is_listing, is_specific, looks_like_unit, units
from tasks_db.intake.outline import Outline
from tasks_db.intake.owners import Habits
from tasks_db.intake.recurrences import recurrences
from tasks_db.intake.roles import LABEL, LEAD, RESPONSIBLE

_OPEN = ("background", "unread")
_MAY_BE_CELL = (*_OPEN, "heading", "date")
_SPOKEN_OF = (Kind.TEXT, Kind.REMARK)
_SENTENCE = re.compile("[^。；\n]*(?:[。；\n]|$)")
# 由县水利局具体负责, 县审计局、县统计局配合: names up to a word for their role, in one clause
# work, and a sentence, among what was read as owners
_WORK_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{4})\d+(?![\d年月日号.．]|个?工作日)[\u4e00-\u9fff]|。[^。]{12,}。")
_ROLE = re.compile(
    "(?:牵头|主办|负责(?!解释|人|同志)|承办|配合|协助|协办|会同|为(?:第一)?(?:牵头|主办|主责|责任|承办|协办|配合)(?:单位|部门))"
)
_IN_ROLE = re.compile(rf"(?:^|[，。；：,;:由请])(?P<names>[^，。；：,;:由请]{{2,60}}?){_ROLE.pattern}")
# what the plan is for, who wrote it and when; a letter's words that go with it
_PREAMBLE = re.compile(
    "^为(?!.{0,6}(?:牵头|责任|主办|配合)(?:单位|部门))|制定本|制定了|结合.{0,12}实际|起草|印发给|已经.{0,20}同意|以来"
)
_LABELS = re.compile(rf"(?:{LABEL})\s*[：:]\s*(?P<names>[^。；：:\s】〕〗］\]]{{2,60}})")
_HOW = re.compile("(?:[要应须]|具体|统一|共同|分别|联合|按照?职责(?:分工)?)+$")
_COLLECTIVE = ("各", "有关", "相关")
_DUTY = re.compile(
    "完成|办结|建成|落实|报送|上报|报告|提交|制定|出台|印发|启动|开展|组织|整改|配齐|验收|投入使用|到位|拨付"
)
_CLIP = 60
_CELLS = re.compile(r"[\s|]+")
_TITLE_LENGTH, _LEAST_UNITS = 12, 2
# what a row, a cell of units and another cell speak for, and from where on they are a table
_ROW, _UNIT_CELL, _OTHER_CELL, _TABLE = 1.5, 0.75, 0.25, 3.0
_DIGITS = re.compile(r"\d{1,3}(?![.．、])")
_DATE_FIRST = re.compile(r"^(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末]?前?")
_DATE_BEHIND = re.compile(
    r"。(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末]?前?(?P<name>[\u4e00-\u9fff]{2,14}?[局委办部厅会院府])"
)
_ROW_NUMBER = re.compile(r"\d{1,7}(?=[\u4e00-\u9fff])")
_ENDS_CELL = "。底末前月日年期"
_ROWS_COUNTED, _ROWS_DATED = 4, 3
_LONGEST_ENDING = 12
_NEAR = 6  # so many paragraphs stand from one unit's cell to the next at most
_MOST_CELLS = 2000
_END_OF_ROW = re.compile(r"(?:19|20)\d\d年(?:\d{0,2}月|[底前末])")


class Residue(NamedTuple):
    """What nothing was made of: sentences, and tables that lost their grid, each as its paragraphs."""

    sentences: tuple[Passage, ...] = ()
    tables: tuple[tuple[Passage, ...], ...] = ()

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield every passage."""
        yield from self.sentences
        for table in self.tables:
            yield from table


def residue(
    skeleton: Outline,
    painter: Painter,
    habits: Habits,
    leaning: Context,
    goals: Iterable[Passage],
    owned: Iterable[Passage],
    *,
    has_register: bool,
) -> Residue:
    """Return what states who or when and that nothing was made of, in the order of the document.

    ``painter`` knows what each stretch was read as; only background and what is unread already are looked at, and of
    what was read as owners (``owned``) the sentences behind them.
    """
    undated = {text.start for text in goals}
    # a cell alone in its line looks like a heading, or like a date that others stand under
    cells = [one for text, _ in _texts(skeleton, Kind.WHEN) for one in _unused(text, painter)]
    tables = _lost_tables(sorted((one for one in cells if one.text.strip()), key=lambda one: one.start))
    painter.mark("unread", (text for table in tables for text in table))
    held = {one.start for table in tables for one in table}
    sentences = [
        sentence
        for text, within in _texts(skeleton)
        for stretch in painter.stretches(text, _OPEN)
        if stretch.start not in held
        for sentence in _sentences(stretch)
        if owners.assignments(sentence.text, habits)
        or any(_labelled(sentence.text))
        or ((within or not _PREAMBLE.search(sentence.text)) and any(_in_role(sentence.text)))
        or (within and recurrences(sentence.text) and any(owners.subjects(sentence.text)))
        or (
            not (has_register if within else _PREAMBLE.search(sentence.text))
            and text.start not in undated
            and _dates_duty(sentence.text, leaning)
        )
    ]
    sentences += [text for text in dict.fromkeys(owned) if _WORK_BEHIND.search(text.text)]
    return Residue(tuple(sorted(sentences, key=lambda one: one.start)), tuple(tables))


def residue_findings(left: Residue) -> Iterator[DraftFinding]:
    """Yield a finding for each paragraph that holds some of what is left, with every sentence of it quoted."""
    by_place: dict[str, list[Quote]] = {}
    for sentence in left.sentences:
        by_place.setdefault(sentence.place, []).append(Quote(sentence.place, sentence.text.strip()))
    for quotes in by_place.values():
        message = f"“{_clipped(quotes[0].quote)}”写有单位或时限，但没有归入任何任务，请确认是否需要列为任务。"
        yield DraftFinding("residue", "warning", message, tuple(quotes))
    for table in left.tables:
        quotes = [Quote(text.place, text.text.strip()) for text in table]
        message = f"“{_clipped(quotes[0].quote)}”一处像是丢了表格线的表格，没有读成任务，请改发原件，或照它手工录入。"
        yield DraftFinding("residue", "error", message, tuple(quotes))


def _unused(text: Passage, painter: Painter) -> Iterator[Passage]:
    """Yield the parts of a paragraph that nothing was made of; a paragraph that is a heading or a date as a whole."""
    whole = list(painter.stretches(text, _MAY_BE_CELL))
    alone = len(whole) == 1 and whole[0].text == text.text
    yield from whole if alone else painter.stretches(text, _OPEN)


def _clipped(said: str) -> str:
    return said if len(said) <= _CLIP else f"{said[: _CLIP - 1]}…"


def _lost_tables(texts: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """Return the runs of paragraphs that hold rows or cells, with what stands among them."""
    weights = [_weight(text.text) for text in texts]
    for n, (above, below) in enumerate(pairwise(text.text for text in texts)):
        if _count_on(above, below):
            weights[n], weights[n + 1] = max(weights[n], _ROW), max(weights[n + 1], _ROW)
    found: list[tuple[Passage, ...]] = []
    run: list[int] = []
    stop = 0
    for at in [*(n for n, weight in enumerate(weights) if weight), len(texts) + _NEAR + 1]:
        if run and at - run[-1] > _NEAR:
            weight = sum({texts[n].text: weights[n] for n in run}.values())
            named = [n for n in run if weights[n] >= _UNIT_CELL]
            beside = run[-1] - run[0] + 1 - len(named)
            most = max(weights[n] for n in run)
            if weight >= _TABLE and (most > _UNIT_CELL or min(len(named), beside) > 1):
                # what is to be done stands above the first unit
                led = weights[run[0]] < _TABLE and run[0] > stop and "。" in texts[run[0] - 1].text
                begin, stop = run[0] - led, run[-1] + 1
                while stop < len(texts) and ends_as_unit(texts[stop].text.rstrip()):
                    stop += 1
                found.append(tuple(texts[begin:stop]))
            run = []
        run.append(at)
    return found


def _weight(text: str) -> float:
    """Return how much a paragraph speaks for a table without a grid: a row, its cells, several rows in one."""
    cells = [part for part in _CELLS.split(text) if part]
    kinds = [cells_of.content_of(part) for part in cells] if len(cells) <= _MOST_CELLS else []
    listed = [part for part, kind in zip(cells, kinds, strict=False) if kind is Content.UNITS and _all_specific(part)]
    if len(cells) == 1 and kinds:
        alone = _UNIT_CELL if listed else _OTHER_CELL if kinds[0] in (Content.DATE, Content.NUMBER) else 0.0
        return alone or _glued(text)
    beside = len(set(listed)) + (Content.DATE in kinds)
    several = _TABLE if len(set(listed)) > _LEAST_UNITS or (_is_table(text) and listed) else 0.0
    return several or (_ROW if listed and beside > 1 else 0.0) or _glued(text)


def _glued(text: str) -> float:
    """Weigh a row whose cells nothing parts, or several: 1清理河道县水利局2026年底2修缮泵站."""
    ends = [one for one in _END_OF_ROW.finditer(text) if ends_as_unit(_before(text, one))]
    following = 2  # what stands before the first number may be titles
    for found in _ROW_NUMBER.finditer(text):
        before = _before(text, found)
        opens = before[-1:] in _ENDS_CELL or ends_as_unit(before)
        following += opens and found[0].startswith(str(following))
    # or the date stands before the units: …。2033年10月公安部教育部扩建…
    dated = [one for one in _DATE_BEHIND.finditer(text) if looks_like_unit(one["name"])]
    if len(ends) > 1 or following >= _ROWS_COUNTED or len(dated) >= _ROWS_DATED:
        return _TABLE
    behind = _DATE_FIRST.sub("", text.rpartition("。")[2])
    closes = behind != text and looks_like_unit(behind[-_LONGEST_ENDING:]) and is_listing(behind)
    return _ROW if ends or closes else 0.0


def _before(text: str, found: re.Match[str]) -> str:
    """Return the end of what stands before a match, as long as the endings of names."""
    return text[max(0, found.start() - _LONGEST_ENDING) : found.start()]


def _count_on(above: str, below: str) -> bool:
    """Whether two paragraphs open with numbers in order, glued to what follows, and name units."""
    digits = _DIGITS.match(above)
    if digits is None or not any(ends_of_units(above)) or not any(ends_of_units(below)):
        return False
    return any(below.startswith(str(int(digits[0][:n]) + 1)) for n in range(1, len(digits[0]) + 1))


def _all_specific(listed: str) -> bool:
    return all(map(is_specific, units(listed)))


def _is_table(text: str) -> bool:
    """Whether a text holds titles of columns side by side, parted by whatever is left of a grid."""
    titled = [of_title(word) is not None and len(word) <= _TITLE_LENGTH for word in _CELLS.split(text) if word]
    return any(one and other for one, other in pairwise(titled))


def _texts(skeleton: Outline, *more: Kind) -> Iterator[tuple[Passage, bool]]:
    """Yield the paragraphs of the items below their headings and those beside them, with whether an item has them."""
    for part in skeleton.parts:
        yield from ((text, False) for kind, text in part.loose if kind in (*_SPOKEN_OF, *more))
        rows = (row for placed in part.tables for row in placed.table.rows if headers.is_spanned(row))
        yield from ((cell, False) for row in rows for cell in dict.fromkeys(row) if cell.text)
        for item in part.items:
            yield from ((text, True) for text in item.content)


def _sentences(text: Passage) -> Iterator[Passage]:
    for found in _SENTENCE.finditer(text.text):
        sentence = text.cut(*found.span()).strip()
        if sentence.text:
            yield sentence


def named_in_role(text: str) -> Iterator[str]:
    """Yield the units of their own names (no 各部门) that a text gives a role to."""
    yield from _labelled(text)
    yield from _in_role(text)


def _labelled(text: str) -> Iterator[str]:
    """Yield the units that stand behind a label of a role, wherever in the sentence."""
    for found in _LABELS.finditer(text) if "：" in text or ":" in text else ():
        if found[LEAD] or found[RESPONSIBLE]:
            yield from filter(is_specific, units(found["names"]))


def _in_role(text: str) -> Iterator[str]:
    """Yield the units that a sentence says the role of."""
    for found in _IN_ROLE.finditer(text) if _ROLE.search(text) else ():
        names = units(_HOW.sub("", found["names"]))
        if all(map(is_specific, names)) and not all(name.startswith(_COLLECTIVE) for name in names):
            yield from names


def _dates_duty(text: str, leaning: Context) -> bool:
    return bool(readings(text, leaning)) and _DUTY.search(text) is not None
