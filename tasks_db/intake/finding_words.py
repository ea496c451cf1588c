"""Findings on wording: words that were lost on the way, paragraphs that a page cut, two names for one scope."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise

from rapidfuzz import fuzz

from tasks_db.intake.blocks import Passage, Piece
from tasks_db.intake.deadlines import DatesRead, readings, target_after
from tasks_db.intake.draft import DraftFinding, DraftTask, Quote
from tasks_db.intake.names import ends_of_units, is_named, is_specific
from tasks_db.intake.spellings import LEVELS
from tasks_db.intake.tasks import context, name_of, plain
from tasks_db.intake.understood import Understood
from tasks_db.language.sounds import sound_alike

_FEW = 4
_SURE = 0.6
# a row says what the body asks for from this likeness on (0..100)
_SAID = 75
_LEAST_DUE = 6
# sessions are counted with the word for them: 五届三次全会
_SESSIONS = re.compile(
    r"[一二三四五六七八九十]+届(?>(?:[一二三四五六七八九十]+次[、和及]?)+)(?=[\u4e00-\u9fff])(?!全体|全会|会议|全委|代表|常委|人大|政协|党代)"
)
_WHOLE = re.compile(r"全(?P<level>[省市县区州旗盟])(?!平均|统一|领先|排名|均值|先进|前列|各)[^。；\n]{0,40}?\d")
_PLACE = re.compile(r"(?:^|[省市区州盟])(?P<stem>[\u4e00-\u9fff]{2,3}?)(?:自治)?[省市县区州旗盟](?!级|直)")
_OF_OFFICE = re.compile("^.{3,}(?:[局委厅处]|(?<!支)部)$")
_SHARED_ENDS = ("政府", "党委")
_SHARED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?!各|有关|相关)[\u4e00-\u9fff]{2,5}[市县区旗州盟乡镇]、)+"
    r"(?P<last>[\u4e00-\u9fff]{2,5}[市县区旗州盟乡镇](?P<end>人民政府|政府|党委))"
)
_HEADS_ALL = re.compile(
    r"由(?P<unit>[^，。；：,;:由]{3,20}?)牵头[^。；]{0,30}?(?:联席会议|工作机制|领导小组|协调机制)"
    r"|(?P<unit2>[^，。；：,;:）)]{3,20})[：:]\s*负责牵头[^。；]{0,12}?(?:联席会议|工作机制|协调机制)"
)


def word_findings(known: Understood) -> Iterator[DraftFinding]:
    """Yield what the wording itself gives away."""
    yield from _lost_words(known)
    yield from _cut_paragraphs(known)
    yield from _scopes(known)
    yield from _place_names(known)
    yield from _glued_names(known)
    yield from _shared_endings(known)
    yield from _body_dates(known)
    yield from _head_of_all(known)


def _lost_words(known: Understood) -> Iterator[DraftFinding]:
    for text in known.outline.texts():
        for found in _SESSIONS.finditer(text.text):
            said = text.text[found.start() : found.end() + 4]
            message = f"“{said}”前后可能缺字（届次后面没有会议），请对照原件核对。"
            yield DraftFinding("lost_words", "info", message, (Quote(text.cut(found.start()).place, said),))


def _cut_paragraphs(known: Understood) -> Iterator[DraftFinding]:
    """Paragraphs put together from a full line and a short remnant, as page breaks leave them."""
    cut = [text for text in known.outline.texts() if _remnants(text)]
    if cut:
        more = f"等 {len(cut)} 处" if len(cut) > 1 else ""
        message = f"段落被分页或换行切断（{cut[0].place}{more}），已接在一起，请对照原件核对有无缺字。"
        yield DraftFinding("cut_paragraph", "info", message, tuple(_seam(text) for text in cut[:_FEW]))


def _remnants(text: Passage) -> list[Piece]:
    """Return the lines inside a paragraph that are half as long as its first at most, as in no wrapped text.

    What nobody sees parts pieces, too, but of one line.
    """
    lines = [list(pieces) for _, pieces in groupby(text.parts or (), key=lambda piece: piece.place)]
    lengths = [sum(piece.length for piece in line) for line in lines]
    return [line[0] for line, length in list(zip(lines, lengths, strict=True))[1:-1] if 2 * length <= lengths[0]]


def _seam(text: Passage) -> Quote:
    at = _remnants(text)[0].at
    return Quote(text.cut(at).place, text.text[max(0, at - 10) : at + 10])


def _scopes(known: Understood) -> Iterator[DraftFinding]:
    """Targets for 全市 and for 全区 in one plan, whose units are those of one level."""
    opening: Counter[str] = Counter()
    for name, often in Counter([name for name, _ in known.mentions]).items():
        if name[0] in LEVELS and is_specific(name):
            opening[name[0]] += often
    if not opening:
        return
    own = opening.most_common(1)[0][0]
    found: dict[str, Quote] = {}
    for text in known.outline.texts():
        for match in _WHOLE.finditer(text.text):
            found.setdefault(match["level"], Quote(text.cut(match.start()).place, match.group()))
    for level, quote in found.items():
        if own in found and level != own:
            message = f"目标的范围有的写“全{own}”，有的写“全{level}”，请确认“全{level}”是否应为“全{own}”。"
            yield DraftFinding("scope_mismatch", "info", message, (quote, found[own]))


def _place_names(known: Understood) -> Iterator[DraftFinding]:
    """A unit whose name holds the plan's own place with a character that sounds like the right one."""
    place = _PLACE.search(known.front.title)
    if place is None:
        return
    stem = place["stem"]
    for name, quote in known.first_quotes().items():
        parts = (name[at : at + len(stem)] for at in range(len(name) - len(stem) + 1)) if stem not in name else ()
        wrong = next(
            (
                part
                for part in parts
                if sum(a == b for a, b in zip(part, stem, strict=True)) == len(stem) - 1 and sound_alike(part, stem)
            ),
            None,
        )
        if wrong:
            message = f"“{name}”中的“{wrong}”可能是“{stem}”之误，请确认。"
            yield DraftFinding("place_typo", "warning", message, (quote,))


def _shared_endings(known: Understood) -> Iterator[DraftFinding]:
    """Places that share the ending of the last: 石桥镇、柳林镇人民政府 are two governments, the first cut short."""
    told: dict[str, Quote] = {}
    ends: dict[str, str] = {}
    for task in (*known.tasks, *known.candidates):
        last = [name for name in (*task.leads, *task.responsibles) if name.endswith(_SHARED_ENDS)]
        for found in _SHARED.finditer(task.source.quote) if last else ():
            if found["last"] in last:
                told.setdefault(found[0], Quote(task.source.place, found[0]))
                ends[found[0]] = found["end"]
    for phrase, quote in told.items():
        count = phrase.count("、") + 1
        message = f"“{phrase}”按 {count} 家单位读取，最后一家的“{ends[phrase]}”应是共用的，请确认是哪几家。"
        yield DraftFinding("shared_ending", "info", message, (quote,))


def _glued_names(known: Understood) -> Iterator[DraftFinding]:
    """Names of two units with nothing between them: read as two where one house tells so, else asked about."""
    names = known.first_quotes()
    pairs = (
        (task, pair) for task in known.tasks for role in (task.leads, task.responsibles) for pair in pairwise(role)
    )
    glued = {
        pair: Quote(task.source.place, "".join(pair)) for task, pair in pairs if "".join(pair) in task.source.quote
    }
    for pair, quote in glued.items():
        message = f"“{'”和“'.join(pair)}”在原文中连在一起，按两家单位读取，请确认。"
        yield DraftFinding("glued_units", "info", message, (quote,))
    for name, quote in names.items():
        one = next((name[:at] for at in ends_of_units(name) if name[:at] in names), "")
        other = name[len(one) :]
        offices = _OF_OFFICE.search(one) and _OF_OFFICE.search(other) and is_named(other)
        if offices or (one and other in names):
            message = f"“{name}”可能是“{one}”和“{other}”两家单位连在一起，请确认。"
            yield DraftFinding("glued_units", "warning", message, (quote,))


def _body_dates(known: Understood) -> Iterator[DraftFinding]:
    """What the body asks for by a date, outside the goals, and no row of the register says, or says otherwise."""
    if not known.rows:
        return
    # an assigned item is compared with its row, or told as a candidate
    items = [item for item in known.outline.items if item.whole[0].start not in known.assigned]
    rows = [plain(row.content) for row in known.rows] if items else []
    goals = {text.start for text in known.goals}
    for item in items:
        for text in item.content:
            for one in readings(text.text, context(known.front)) if text.start not in goals else ():
                due = plain(re.split("[，,]", target_after(text.text, one, None), maxsplit=1)[0])
                if one.confidence >= _SURE:
                    said = [known.tasks[n] for n, row in enumerate(rows) if fuzz.partial_ratio(due, row) >= _SAID]
                    yield from _against_rows(text, one, said, certain=len(due) >= _LEAST_DUE)


def _against_rows(text: Passage, one: DatesRead, rows: list[DraftTask], *, certain: bool) -> Iterator[DraftFinding]:
    """Compare a date of the body with those of the rows that ask for the same; ``certain``: enough words tell so."""
    phrase = text.text[one.begin : one.end]
    quote = Quote(text.cut(one.begin).place, text.text[max(0, one.begin - 10) : one.end + 16])
    if not rows:
        message = f"正文要求“{phrase}”完成的事项，任务分解表中没有，请确认是否漏列。"
        yield DraftFinding("date_not_in_register", "warning", message, (quote,))
    elif certain and all(days and one.on not in days for days in map(_days, rows)):
        printed = f"任务分解表中“{name_of(rows[0])}”的时间是“{rows[0].deadline_text}”"
        message = f"正文写“{phrase}”，{printed}，请确认以哪一处为准。"
        yield DraftFinding("date_mismatch", "warning", message, (quote, rows[0].source))


def _days(task: DraftTask) -> set[date]:
    return {day for day in (task.deadline_date, *(one.date for one in task.milestones)) if day}


def _head_of_all(known: Understood) -> Iterator[DraftFinding]:
    """Where no task names its lead, the unit that the text lets lead the joint work as a whole."""
    if not known.tasks or any(task.leads for task in known.tasks):
        return
    for text in known.outline.texts():
        found = _HEADS_ALL.search(text.text)
        unit = (found["unit"] or found["unit2"]).strip() if found else ""
        if found and is_specific(unit):
            message = f"各项任务都没有写明牵头单位，而正文写明由“{unit}”牵头统筹，请确认是否由其汇总。"
            yield DraftFinding("lead_named", "info", message, (Quote(text.cut(found.start()).place, found.group()),))
            return
