"""What names a unit with a word for its role, or a date with a duty, and belongs to no task: it is told, not dropped.

What stands before the first item says what the plan is for and who wrote it; only phrases of owners and their labels
are looked for there. Goals state dates that no unit owes. Beside a register the dates of the body are compared with
those of its rows (finding_words.py).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tasks_db.intake import owners
from tasks_db.intake.blocks import Passage
from tasks_db.intake.coverage import Painter
from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.dealing import of_title
from tasks_db.intake.draft import DraftFinding, Quote
from tasks_db.intake.line_forms import Kind
from tasks_db.intake.names import is_specific, units
from tasks_db.intake.outline import Outline
from tasks_db.intake.owners import Habits
from tasks_db.intake.roles import LABEL, LEAD, RESPONSIBLE

_OPEN = ("background", "unread")
_SPOKEN_OF = (Kind.TEXT, Kind.REMARK)
_SENTENCE = re.compile("[^。；\n]*(?:[。；\n]|$)")
# 由县水利局具体负责, 县审计局、县统计局配合: names up to a word for their role, in one clause
_IN_ROLE = re.compile(
    "(?:^|[，。；：,;:由请])(?P<names>[^，。；：,;:由请]{2,60}?)(?:牵头|主办|负责(?!解释|人|同志)|承办|配合|协助|会同)"
)
_LABELS = re.compile(rf"(?:{LABEL})\s*[：:]\s*(?P<names>[^。；：:\s]{{2,60}})")
_HOW = re.compile("(?:[要应须]|具体|统一|共同|分别|联合|按照?职责(?:分工)?)+$")
_COLLECTIVE = ("各", "有关", "相关")
_DUTY = re.compile("完成|办结|建成|落实|报送|上报|报告|提交|制定|出台|印发|启动|开展|组织|整改|配齐|验收|投入使用")
_CLIP = 60
_PARTS = re.compile(r"[\s|、，,；;]+")
_CELLS = re.compile(r"[\s|]+")
_TITLE_LENGTH, _LEAST_UNITS = 12, 2


def residue(
    skeleton: Outline,
    painter: Painter,
    habits: Habits,
    leaning: Context,
    goals: Iterable[Passage],
    *,
    has_register: bool,
) -> list[Passage]:
    """Return the sentences that state who or when and that nothing was made of, in the order of the document.

    ``painter`` knows what each stretch was read as; only background and what is unread already are looked at.
    """
    undated = {text.start for text in goals}
    tables = [
        stretch
        for text, _ in _texts(skeleton)
        if _is_table(text.text)
        for stretch in painter.stretches(text, _OPEN)
        if _PARTS.search(stretch.text)
    ]
    sentences = [
        sentence
        for text, opening in _texts(skeleton)
        for stretch in painter.stretches(text, _OPEN)
        for sentence in _sentences(stretch)
        if owners.assignments(sentence.text, habits)
        or _labels_owners(sentence.text)
        or (not opening and _names_role(sentence.text))
        or (not opening and not has_register and text.start not in undated and _dates_duty(sentence.text, leaning))
    ]
    kept = [one for one in sentences if not any(table.start <= one.start < _stop(table) for table in tables)]
    return sorted([*kept, *tables], key=lambda one: one.start)


def residue_findings(left: Iterable[Passage]) -> Iterator[DraftFinding]:
    """Yield a finding for each paragraph that holds some of what is left, with every sentence of it quoted."""
    by_place: dict[str, list[Quote]] = {}
    for sentence in left:
        by_place.setdefault(sentence.place, []).append(Quote(sentence.place, sentence.text.strip()))
    for quotes in by_place.values():
        said = quotes[0].quote
        shown = said if len(said) <= _CLIP else f"{said[: _CLIP - 1]}…"
        message = f"“{shown}”写有单位或时限，但没有归入任何任务，请确认是否需要列为任务。"
        yield DraftFinding("residue", "warning", message, tuple(quotes))


def _stop(text: Passage) -> int:
    return max(end for _, end in text.spans())


def _is_table(text: str) -> bool:
    """Whether a text holds titles of columns side by side and units, parted by whatever is left of a grid."""
    titled = [of_title(word) is not None and len(word) <= _TITLE_LENGTH for word in _CELLS.split(text) if word]
    beside = any(one and other for one, other in pairwise(titled))
    return beside and sum(map(is_specific, filter(None, _PARTS.split(text)))) >= _LEAST_UNITS


def _texts(skeleton: Outline) -> Iterator[tuple[Passage, bool]]:
    """Yield the paragraphs of the items below their headings and those beside them, with whether no item precedes."""
    for part in skeleton.parts:
        begun = min((item.whole[0].start for item in part.items), default=0)
        yield from ((text, text.start < begun) for kind, text in part.loose if kind in _SPOKEN_OF)
        for item in part.items:
            yield from ((text, False) for text in item.content)


def _sentences(text: Passage) -> Iterator[Passage]:
    for found in _SENTENCE.finditer(text.text):
        sentence = text.cut(*found.span()).strip()
        if sentence.text:
            yield sentence


def _labels_owners(text: str) -> bool:
    """Whether a label of a role stands before a unit of its own name, wherever in the sentence."""
    return any(
        found[role] and any(map(is_specific, units(found["names"])))
        for found in _LABELS.finditer(text)
        for role in (LEAD, RESPONSIBLE)
    )


def _names_role(text: str) -> bool:
    """Whether a sentence names a unit of its own name (no 各部门) and says what its role is."""
    listed = [units(_HOW.sub("", found["names"])) for found in _IN_ROLE.finditer(text)]
    return any(
        all(map(is_specific, names)) and not all(name.startswith(_COLLECTIVE) for name in names)
        for names in listed
        if names
    )


def _dates_duty(text: str, leaning: Context) -> bool:
    return bool(readings(text, leaning)) and _DUTY.search(text) is not None
