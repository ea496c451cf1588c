"""Mend what copying broke: page furniture, paragraphs cut by page breaks, paragraphs glued into one line."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tasks_db.intake import line_forms, posts
from tasks_db.intake.blocks import Block, Passage, Table, join
from tasks_db.intake.cuts import inner_cuts
from tasks_db.intake.flattened import unflattened
from tasks_db.intake.names import ends_as_unit, is_listing
from tasks_db.intake.numbering import marker
from tasks_db.intake.owners import ends_with_owners, is_labelled, opens_with_role
from tasks_db.intake.roles import LABEL
from tasks_db.intake.strewn_records import recorded
from tasks_db.language.lists import CLOSERS, OPENERS

_OPENERS = OPENERS | {"《", "“"}
_CLOSERS = CLOSERS | {"》", "”"}
_ENDS = "。；！？…：:;!?”》）)〕】"
_SEPARATORS = "、，,；;"
_HEADING_LENGTH = 45
# 成员单位：… and 主要任务：… are lines of a card
_OF_CARD = re.compile("[\u4e00-\u9fff \u3000]{2,8}[：:]")
# lines that a program wrapped end within so many characters of one length, and there are some of them
_RAGGED = 3
_WIDEST_WRAP, _NEVER = 80, 1_000_000
_LEAST_FULL = 5
# 人民政府, 支队
_LONGEST_REST = 8
# a text of so many paragraphs in one has lost its lines, those of its head too
_LEAST_CUTS = 3
_PAGE_NUMBER = re.compile(r"[ \u3000]+[—–-]+[ \u3000]*\d{1,3}[ \u3000]*[—–-]+[ \u3000]+")
_LEAST_PAGES = 2
_WORD = re.compile(r"\S+")
_LABELLED = re.compile(rf"(?<=\S)[ \u3000]+(?=(?:{LABEL})[：:])")
_LABEL_BEHIND_BLANK = re.compile(r"[ \u3000]+(?P<label>[\u4e00-\u9fff]{2,8})(?=[：:])")
_LEAST_LABELS = 3
_LONGEST_ENDING = 12  # of a unit's name
_ROLE = re.compile(rf"(?:{LABEL})[：:]")
_BLANK = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
# a bracket that never closes must not swallow the document
_MOST_JOINED = 12


def repair(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Passage]]:
    """Return the blocks with paragraphs as the author wrote them, and the page numbers that stood among them."""
    kept: list[Block] = []
    pages: list[Passage] = []
    for block in blocks:
        if isinstance(block, Table):
            kept.append(block)
        elif line_forms.PAGE_NUMBER.fullmatch(block.text):
            pages.append(block)
        else:
            kept += _wrapped(block)
    joined = list(_joined(unflattened(recorded(kept))))
    joined = [
        part
        for block in joined
        for part in ([block] if isinstance(block, Table) else _lines_of_cards(_cleared(block)))
    ]
    texts = [block for block in joined if isinstance(block, Passage)]
    cuts = iter(inner_cuts([text.text for text in texts]))
    mended: list[Block] = []
    for block in joined:
        if isinstance(block, Table):
            mended.append(block)
        else:
            mended += _split(block, next(cuts))
    return mended, pages


def _without_page_numbers(text: Passage) -> Passage:
    """Return a text without the page numbers that stand amid it, where there are several: it lost its lines."""
    found = list(_PAGE_NUMBER.finditer(text.text))
    if len(found) < _LEAST_PAGES:
        return text
    bounds = [0, *(at for number in found for at in number.span()), len(text.text)]
    return join([text.cut(begin, end) for begin, end in zip(bounds[::2], bounds[1::2], strict=True)])


def _wrapped(text: Passage) -> list[Block]:
    """Return the lines of a text that were as long as each other before blanks joined them."""
    words = [text.cut(*word.span()) for word in _WORD.finditer(text.text)]
    return list(words) if len(words) > _MOST_JOINED and _wrap_width(words, _length) else [text]


def _cleared(text: Passage) -> Passage:
    return _with_separators(_without_page_numbers(text))


def _lines_of_cards(text: Passage) -> list[Passage]:
    """Part a text at its labels where several of them come again: cards whose lines were joined by blanks."""
    labels = list(_LABEL_BEHIND_BLANK.finditer(text.text))
    often = Counter(found["label"] for found in labels)
    if sum(count > 1 for count in often.values()) < _LEAST_LABELS:
        return [text]
    cuts = [found.end() - len(found["label"]) for found in labels]
    return [text.cut(begin, end).strip() for begin, end in itertools.pairwise([0, *cuts, len(text.text)])]


def _with_separators(text: Passage) -> Passage:
    """Return a text with a sign before each label that is glued to the name or the date before it."""
    ends = [found.start() for found in _ROLE.finditer(text.text)]
    cuts = [at for at in ends if _ends_cell(text.text[max(0, at - _LONGEST_ENDING) : at])]
    return join([text.cut(begin, end) for begin, end in itertools.pairwise([0, *cuts, len(text.text)])], "；")


def _ends_cell(before: str) -> bool:
    return before[-1:] in tuple("底前末月日") or ends_as_unit(before)


def _wrap_width(blocks: Sequence[Block], measure: Callable[[str], int]) -> int | None:
    """Return how long the full lines of a hard-wrapped text are, or None: many end at one length, none beyond."""
    lengths = [measure(block.text) for block in blocks if isinstance(block, Passage)]
    widest = max(lengths, default=0)
    full = sum(length > widest - _RAGGED for length in lengths)
    return widest if widest <= _WIDEST_WRAP and full >= max(_LEAST_FULL, len(lengths) // 5) else None


def _length(text: str) -> int:
    """Count what is printed: blanks may have come in behind figures."""
    return sum(map(len, text.split()))


def _columns(text: str) -> int:
    """Count what is printed as a terminal does: a figure is half as wide as a character, as it is in GBK."""
    return len("".join(text.split()).encode("gbk", "replace"))


def _fills_line(blocks: Sequence[Block]) -> Callable[[str], bool]:
    """Return whether a line is a full one of a hard-wrapped text, whose characters or columns were counted."""
    widths = ((measure, _wrap_width(blocks, measure)) for measure in (_length, _columns))
    measure, width = next(((one, width) for one, width in widths if width), (_length, _NEVER))
    return lambda text: measure(text) > width - _RAGGED


def _joined(blocks: list[Block]) -> Iterator[Block]:
    full = _fills_line(blocks)
    waiting: list[Passage] = []
    for block in blocks:
        if isinstance(block, Table):
            if waiting:
                yield join(waiting)
            waiting = []
            yield block
        elif waiting and len(waiting) < _MOST_JOINED and _continues(waiting, block.text, full):
            waiting.append(block)
        else:
            if waiting:
                yield join(waiting)
            waiting = [block]
    if waiting:
        yield join(waiting)


def _continues(waiting: list[Passage], after: str, full: Callable[[str], bool]) -> bool:
    """Whether ``after`` is the rest of the paragraph of the lines before it; ``full`` tells full lines."""
    before = join(waiting).text
    torn = before[-1] not in _ENDS + _SEPARATORS and full(waiting[-1].text)
    if torn and (_unclosed(before) or (opens_with_role(before) and not marker(after))):
        return True  # 完成 | 时限：12 | 月底前）: whatever the rest looks like
    if line_forms.kind(after) is not line_forms.Kind.TEXT or marker(after) or opens_with_role(after):
        return False
    if _unclosed(before):
        return True
    of_card = _OF_CARD.match(before) and _OF_CARD.match(after)
    person = after[0] not in _SEPARATORS and posts.is_whole(waiting[-1].text)
    if is_labelled(after) or before[-1] in _ENDS or of_card or person:
        return False
    if is_labelled(before) and before[-1] not in _SEPARATORS:
        # a list of units goes on with a separator, or with the rest of its last name
        return after[0] in _SEPARATORS or (len(after) <= _LONGEST_REST and is_listing(after))
    expected = _expects_more(before) and not (after[0] not in _SEPARATORS and ends_with_owners(before))
    return full(waiting[-1].text) or expected


def _expects_more(before: str) -> bool:
    if line_forms.kind(before) not in (line_forms.Kind.TEXT, line_forms.Kind.COLOPHON):
        return False
    if marker(before):
        # 一、工作目标 ends its line, （三）县公安局：负责… does not
        return len(before) > _HEADING_LENGTH or any(char in "。：:" for char in before)
    return any(char in "，。；、," for char in before)


def _unclosed(text: str) -> bool:
    depth = 0
    for char in text:
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS and depth:
            depth -= 1
    return depth > 0


def _split(paragraph: Passage, cuts: list[int]) -> Iterator[Passage]:
    """Yield the paragraphs of one that lost its line breaks; blanks part the page's words before and behind them."""
    bounds = [0, *cuts, len(paragraph.text)]
    for n, (begin, end) in enumerate(itertools.pairwise(bounds)):
        part = paragraph.cut(begin, end).strip()
        if not part.text:
            continue
        if n == 0 and len(cuts) >= _LEAST_CUTS and not marker(part.text):
            yield from (part.cut(*word.span()) for word in _WORD.finditer(part.text))
            continue
        page = next(
            (found.start() for found in _BLANK.finditer(part.text) if _is_page(part.text[found.end() :])), None
        )
        behind = part.cut(len(part.text) if page is None else page)
        part = part.cut(0, page)
        if len(cuts) >= _LEAST_CUTS and (label := _LABELLED.search(part.text)):
            yield part.cut(0, label.start())
            part = part.cut(label.end())
        yield part
        yield from (behind.cut(*word.span()) for word in _WORD.finditer(behind.text))


def _is_page(behind: str) -> bool:
    word = _WORD.match(behind)
    return word is not None and line_forms.kind(word[0]) is line_forms.Kind.CHROME
