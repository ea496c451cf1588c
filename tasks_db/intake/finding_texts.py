"""Findings on what one place of a document says and another does not: register and body, row and row."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz

from tasks_db.intake.draft import DraftFinding, DraftTask, Quote
from tasks_db.intake.names import is_specific
from tasks_db.intake.roles import LABEL
from tasks_db.intake.table_rows import Entry
from tasks_db.intake.tasks import context, dates_of, likely_twins, name_of, plain, row_name
from tasks_db.intake.understood import Understood
from tasks_db.language.lists import parts

_FEW = 4
# row and item differ by a slip, not by wording, from this likeness on (0..100), in so many places of such length
_SLIP_LIKENESS = 95
_MOST_SLIPS = 2
_LONGEST_SLIP = 6
# two tasks of one register say much the same from here on
_OVERLAP_LIKENESS = 60
_LEAST_OVERLAP = 20
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?P<unit>[%％]|(?![年月日号时点个]|季度)[\u4e00-\u9fff]{1,2}|个)")
_REACHES = re.compile(r"(?:提高到|提升到|提高至|达到|达|超过|不低于|不少于|控制在|至少|以上|约|为|到|至|[≥>＞])+$")
_BODY = re.compile(
    r"(?:成立|建立|设立|组建|健全|实行|为成员的|由[^。；]{2,60}组成)[^。；，]{0,40}?"
    r"(?P<body>领导小组|联席会议|工作专班|指挥部)(?!办公室)"
)
_COMMA = re.compile("[，,]")
_LABEL_SEMICOLON = re.compile(rf"(?:^|(?<=[。（(【\[\n；;]))(?:{LABEL})[；;](?=[\u4e00-\u9fff])")


def text_findings(known: Understood) -> Iterator[DraftFinding]:
    """Yield the contradictions between texts."""
    yield from _slips(known)
    yield from _dates_apart(known)
    yield from _outside_register(known)
    yield from _same_rows(known)
    yield from _overlaps(known)
    yield from _several_bodies(known)
    yield from _punctuation(known)


def _slips(known: Understood) -> Iterator[DraftFinding]:
    for row, item in known.pairs:
        one, other = plain(row.content), plain(item.content)
        if one == other:
            continue
        if fuzz.ratio(one, other) < _SLIP_LIKENESS:
            yield from _figures(row, item)
            continue
        moves = [
            move for move in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if move[0] != "equal"
        ]
        parts = [(one[a:b], other[c:d]) for _, a, b, c, d in moves]
        if len(parts) <= _MOST_SLIPS and all(max(map(len, pair)) <= _LONGEST_SLIP for pair in parts):
            told = "；".join(f"附件“{in_row or '（无）'}”、正文“{in_item or '（无）'}”" for in_row, in_item in parts)
            message = f"{row_name(row)}的文字在附件和正文中不一致：{told}，请确认以哪一处为准。"
            quotes = (_around(row, one, moves[0][1]), _around(item, other, moves[0][3]))
            yield DraftFinding("text_mismatch", "info", message, quotes)


def _figures(row: Entry, item: Entry) -> Iterator[DraftFinding]:
    """Figures of the same thing that row and item give otherwise, in texts that are worded otherwise too."""
    in_row, in_item = _counted(row.content), _counted(item.content)
    for key in in_row.keys() & in_item.keys():
        (about, one), (_, other) = in_row[key], in_item[key]
        if one != other:
            message = f"{row_name(row)}的“{about}”在附件中为“{one}”，正文中为“{other}”，请确认以哪一处为准。"
            above, below = _sentence(row.content, one), _sentence(item.content, other)
            yield DraftFinding(
                "text_mismatch", "warning", message, (Quote(row.place, above), Quote(item.place, below))
            )


def _counted(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the figures of a text with what they count, by its last characters and the unit; one figure for each."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for figure in _FIGURE.finditer(text):
        before = _REACHES.sub("", text[max(0, figure.start() - 14) : figure.start()])
        about = re.search("[\u4e00-\u9fff]{2,8}$", before)
        if about:
            found.setdefault((about.group()[-2:], figure["unit"][0]), []).append((about.group(), figure.group()))
    return {key: values[0] for key, values in found.items() if len(values) == 1}


def _dates_apart(known: Understood) -> Iterator[DraftFinding]:
    """Rows whose date is another one than the body gives."""
    leaning = context(known.front)
    for row, item in known.pairs:
        if row.dated and row.dated in item.content:
            continue
        one, other = dates_of(row, leaning), dates_of(item, leaning)
        if one.on and other.on and one.on != other.on:
            message = f"{row_name(row)}的时间在附件中为“{one.text}”，正文中为“{other.text}”，请确认以哪一处为准。"
            quotes = (Quote(row.place, one.text or ""), Quote(item.place, _sentence(item.content, other.text or "")))
            yield DraftFinding("date_mismatch", "warning", message, quotes)


def _around(entry: Entry, text: str, at: int) -> Quote:
    return Quote(entry.place, text[max(0, at - 8) : at + 12])


def _outside_register(known: Understood) -> Iterator[DraftFinding]:
    """Items of the body that assign units and are no row of the register, and their dates that no row has."""
    if not known.candidates or not known.rows:
        return
    named = "、".join(name_of(task) for task in known.candidates[:_FEW])
    more = f"等 {len(known.candidates)} 项" if len(known.candidates) > _FEW else ""
    message = f"正文中“{named}”{more}写有单位，但不在任务分解表中，请确认是否一并列入。"
    yield DraftFinding("not_in_register", "warning", message, tuple(task.source for task in known.candidates[:_FEW]))
    days = {task.deadline_date for task in known.tasks}
    for task in known.candidates:
        if task.deadline_date and task.deadline_date not in days and task.deadline_text:
            message = f"正文“{name_of(task)}”的时限“{task.deadline_text}”在任务分解表中没有，请确认是否漏列。"
            quote = Quote(task.source.place, _sentence(task.content, task.deadline_text))
            yield DraftFinding("date_not_in_register", "warning", message, (quote,))


def _sentence(text: str, phrase: str) -> str:
    return next((part for part in re.split(r"[。；\n]", text) if phrase in part), phrase)


def _same_rows(known: Understood) -> Iterator[DraftFinding]:
    """Rows of a register that are the same in every cell: what, who and until when."""
    rows: dict[tuple[object, ...], list[DraftTask]] = {}
    often = Counter(task.title for task in known.tasks)
    for task in known.tasks if known.rows else ():
        if often[task.title] > 1:  # in most registers none
            rows.setdefault(_whole(task), []).append(task)
    for same in rows.values():
        if len(same) > 1:
            named = "、".join(task.seq for task in same)
            message = (
                f"任务 {named}“{name_of(same[0])}”各栏完全相同，像是重复抄写，请确认是否只留一项（取消或舍去其余）。"
            )
            yield DraftFinding("same_rows", "warning", message, tuple(task.source for task in same))


def _whole(task: DraftTask) -> tuple[object, ...]:
    return task.title, plain(task.content), task.leads, task.responsibles, task.deadline_text


def _overlaps(known: Understood) -> Iterator[DraftFinding]:
    """Tasks that say much the same; a title tells apart what the same words say for each of two."""
    titles = Counter(task.title for task in known.tasks)
    tasks = [task for task in known.tasks if titles[None] or titles[task.title] > 1]
    texts = [plain(task.content) for task in tasks]
    for one, other in likely_twins(texts):
        first, second = tasks[one], tasks[other]
        if known.rows and _whole(first) == _whole(second):
            continue
        told_apart = first.title and second.title and first.title != second.title
        if (
            not told_apart
            and min(len(texts[one]), len(texts[other])) >= _LEAST_OVERLAP
            and fuzz.ratio(texts[one], texts[other], score_cutoff=_OVERLAP_LIKENESS)
        ):
            message = f"任务 {first.seq} 与任务 {second.seq} 内容相近，请确认是否重复，需否合并。"
            yield DraftFinding("overlap", "info", message, (first.source, second.source))


def _several_bodies(known: Understood) -> Iterator[DraftFinding]:
    found: dict[str, Quote] = {}
    for text in known.outline.texts():
        for match in _BODY.finditer(text.text):
            found.setdefault(match["body"], Quote(text.place, match.group()))
    if len(found) > 1:
        message = f"方案同时写有“{'”“'.join(found)}”，请确认由哪一个机构统筹。"
        yield DraftFinding("several_bodies", "info", message, tuple(found.values()))


def _punctuation(known: Understood) -> Iterator[DraftFinding]:
    """Signs that a careful clerk mends: one finding for each kind, however often it occurs."""
    kinds: tuple[tuple[str, list[Quote]], ...] = (
        ("责任单位后面应为冒号，写成了分号", list(_semicolons(known))),
        ("单位之间的分隔号不一致，逗号和顿号混用", list(_mixed_separators(known))),
        ("任务名称末尾多了句号，与其他任务不一致", list(_stopped_titles(known))),
    )
    for told, quotes in kinds:
        if quotes:
            where = f"等 {len(quotes)} 处" if len(quotes) > 1 else ""
            yield DraftFinding("punctuation", "info", f"{told}（{quotes[0].place}{where}）。", tuple(quotes[:_FEW]))


def _semicolons(known: Understood) -> Iterator[Quote]:
    for text in known.outline.every():
        for found in _LABEL_SEMICOLON.finditer(text.text) if "；" in text.text or ";" in text.text else ():
            yield Quote(text.cut(found.start()).place, text.text[found.start() : found.end() + 10])


def _mixed_separators(known: Understood) -> Iterator[Quote]:
    """Yield the cells that part units otherwise than most: bureaus by a comma, or a collective by the rarer sign."""
    cells = [(entry, cell) for entry in known.rows for kind, cell in entry.cells if kind == "owner"]
    if not any(_COMMA.search(cell.text) for _, cell in cells):
        return
    joints: dict[str, list[Quote]] = {sign: [] for sign in ("、局", "，局", "、各", "，各")}
    for entry, cell in cells:
        for sign in _joints(cell.text):
            joints[sign].append(Quote(entry.place_of(cell), cell.text))
    for one, other in (("、局", "，局"), ("、各", "，各")):
        if joints[one] and joints[other]:
            yield from min(joints[other], joints[one], key=len)


def _joints(text: str) -> set[str]:
    """Return how a list of units parts them, by sign and by what follows it, a bureau or a collective."""
    bounds = list(parts(text))
    return {
        text[end].replace(",", "，") + ("各" if name.startswith("各") else "局")
        for (_, end), (begin, stop) in pairwise(bounds)
        if text[end] in "、，," and is_specific(name := text[begin:stop].strip())
    }


def _stopped_titles(known: Understood) -> Iterator[Quote]:
    titles = [
        next((part for kind, part in entry.cells if kind == "task" and not part.text.isdecimal()), None)
        for entry in known.rows
        if entry.title
    ]
    shown = [title for title in titles if title]
    stops = Counter(title.text.rstrip().endswith("。") for title in shown)
    if stops[True] and stops[True] * 2 <= stops[False]:
        yield from (Quote(title.place, title.text) for title in shown if title.text.rstrip().endswith("。"))
