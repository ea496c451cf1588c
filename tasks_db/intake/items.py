"""Numbered items of the body as entries: each assignment gives a task, and what it names is the clause before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks_db.intake import owners
from tasks_db.intake.blocks import Passage, join
from tasks_db.intake.lines import Kind, has_sentence
from tasks_db.intake.numbering import Marker
from tasks_db.intake.outline import Item, Outline
from tasks_db.intake.owners import Assignment, Habits, Owners
from tasks_db.intake.register import Entry

_TASK_SECTION = re.compile(r"任务|举措|措施|内容|行动|重点|工作(?!目标|要求|原则)")
_NO_TASK_SECTION = re.compile(r"目标|思想|要求|原则|保障|组织|领导|附则|意义|形势|职责|成员|规则|机制$|监督|考核")
_NO_NUMBER = Marker(0, "", 0, 0)
_LEAST_CLAUSE = 6
_UNOWNED = 0.8


@dataclass(frozen=True, slots=True)
class _Headed:
    """A title that names owners: the title without them, and each phrase with what it was read from."""

    title: Passage
    phrases: tuple[tuple[Passage, Assignment], ...]


def owned_entries(outline: Outline, habits: Habits) -> Iterator[tuple[Item, Entry]]:
    """Yield an entry for each assignment of each item; the owners of a heading own the items below without any."""
    above: dict[int, _Headed | None] = {}
    for item in outline.items:
        own = _headed(item, habits)
        inherited = above.get(id(item.parent))
        entries = list(_item_entries(item, habits, own))
        above[id(item)] = own or inherited
        if not entries and own is None and inherited and item.content and not item.children:
            entries = [_entry(item, item.title, _text(item), inherited.phrases, _whole(item))]
        for entry in entries:
            yield item, entry


def loose_entries(outline: Outline, habits: Habits) -> Iterator[tuple[Item, Entry]]:
    """Yield an entry for each assignment of the paragraphs without a number."""
    for part in outline.parts:
        texts = [text for kind, text in part.loose if kind is Kind.TEXT and has_sentence(text.text)]
        for text in texts:
            item = Item(_NO_NUMBER, None, [text], [text], (), None)
            for entry in _item_entries(item, habits, None):
                yield item, entry


def unowned_entries(outline: Outline) -> Iterator[tuple[Item, Entry]]:
    """Yield the innermost items of the sections that hold tasks, for a plan that assigns nobody."""
    body = next((part for part in outline.parts if part.items), None)
    if body is None:
        return
    tops = [item for item in body.items if item.parent is None and not _NO_TASK_SECTION.search(item.heading)]
    sections = [item for item in tops if item.children]
    named = [item for item in sections if _TASK_SECTION.search(item.heading)]
    flat = [item for item in tops if item.marker.level > 1]  # 一、二、 open sections, even without items
    chosen = {id(item) for item in named or sections or flat}
    for item in body.items:
        if id(_top(item)) in chosen and not item.children and item.content:
            yield item, _entry(item, item.title, _text(item), (), _whole(item))


def _top(item: Item) -> Item:
    while item.parent:
        item = item.parent
    return item


def _text(item: Item) -> Passage:
    return join(item.content, "\n")


def _whole(item: Item) -> str:
    return "\n".join(part.text for part in item.whole)


def _headed(item: Item, habits: Habits) -> _Headed | None:
    title = item.title or (item.content[0] if len(item.content) == 1 and item.children else None)
    found = owners.assignments(title.text, habits) if title else []
    if title is None or not found or found[0].inside or found[0].begin == 0:
        return None
    if has_sentence(title.text[: found[0].begin]) or title.cut(found[-1].end).strip("。").text:
        return None
    return _Headed(title.cut(0, found[0].begin).strip(), tuple((title.cut(one.begin, one.end), one) for one in found))


def _item_entries(item: Item, habits: Habits, headed: _Headed | None) -> Iterator[Entry]:
    text = _text(item)
    found = owners.assignments(text.text, habits)
    if headed and not item.children and not found:
        yield _entry(item, headed.title, text, headed.phrases, _whole(item))
    if headed and (item.children or not found):
        return
    title, rest = (None, text) if item.title or len(found) != 1 else _entitled(text, found[0])
    if title:
        yield _entry(item, title, rest, ((text.cut(found[0].begin, found[0].end), found[0]),), _whole(item))
        return
    clauses = list(_clauses(text, found))
    for n, (clause, group) in enumerate(clauses):
        quote = _whole(item) if len(clauses) == 1 else text.text[group[0].begin - len(clause.text) : group[-1].end]
        owned = tuple((text.cut(one.begin, one.end), one) for one in group)
        yield _entry(item, item.title if n == 0 else None, clause, owned, quote)


def _entitled(text: Passage, one: Assignment) -> tuple[Passage | None, Passage]:
    """Part a title from the text where the owners stand between them: 清淤（责任单位：…）。清理河道…."""
    before, after = text.cut(0, one.begin).strip(), text.cut(one.end).strip("。：:")
    if one.inside or not before.text or has_sentence(before.text) or len(after.text) < _LEAST_CLAUSE:
        return None, text
    return before, after


def _clauses(text: Passage, found: list[Assignment]) -> Iterator[tuple[Passage, list[Assignment]]]:
    """Yield each clause with the assignments right behind it; brackets side by side belong together."""
    if found and found[0].inside:
        yield text, found
        return
    begun = 0
    group: list[Assignment] = []
    clause = text.cut(0, 0)
    for one in found:
        between = text.cut(begun, one.begin).strip("。；;，,")
        if group and len(between.text) < _LEAST_CLAUSE:
            group.append(one)
        else:
            if group:
                yield clause, group
            clause, group = text.cut(begun, one.begin).strip(), [one]
        begun = one.end
    if group:
        # 牵头单位：… may stand above the text: then what follows it is meant
        yield clause if clause.text else text.cut(begun).strip(), group


def _entry(
    item: Item, title: Passage | None, clause: Passage, phrases: tuple[tuple[Passage, Assignment], ...], quote: str
) -> Entry:
    owned = Owners()
    for _, one in phrases:
        owned = owned.merged(one.owners)
    content = clause.text.lstrip("。；")
    cells = [("task", title)] if title else []
    cells += [("task", clause), *(("owner", phrase) for phrase, _ in phrases)]
    return Entry(
        seq=item.marker.label,
        section=" / ".join(item.path) or None,
        title="".join(title.text.split()) if title and content else None,
        content=content or (title.text if title else ""),
        owners=owned,
        dated=owned.date,
        cells=tuple((kind, part) for kind, part in cells if part.text),
        quote=quote,
        confidence=min((one.confidence for _, one in phrases), default=_UNOWNED),
    )
