"""Numbered items of the body as entries: each assignment gives a task, and what it names is the clause before it."""

import re
from collections.abc import Iterator

from tasks_db.intake import owners
from tasks_db.intake.blocks import Passage, join
from tasks_db.intake.outline import Item, Outline
from tasks_db.intake.owners import Assignment, Owners
from tasks_db.intake.register import Entry

_TASK_SECTION = re.compile(r"任务|举措|措施|内容|行动|重点|工作(?!目标|要求|原则)")
_NO_TASK_SECTION = re.compile(r"目标|思想|要求|原则|保障|组织|领导|附则|意义|形势|职责|成员|规则|机制$|监督|考核")
_LEAST_CLAUSE = 6
_UNOWNED = 0.8


def owned_entries(outline: Outline, *, first_leads: bool) -> Iterator[tuple[Item, Entry]]:
    """Yield an entry for each assignment of each item."""
    for item in outline.items:
        if item.content:
            for entry in _item_entries(item, first_leads=first_leads):
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


def _item_entries(item: Item, *, first_leads: bool) -> Iterator[Entry]:
    text = _text(item)
    clauses = list(_clauses(text, owners.assignments(text.text, first_leads=first_leads)))
    for n, (clause, group) in enumerate(clauses):
        quote = _whole(item) if len(clauses) == 1 else text.text[group[0].begin - len(clause.text) : group[-1].end]
        owned = tuple((text.cut(one.begin, one.end), one) for one in group)
        yield _entry(item, item.title if n == 0 else None, clause, owned, quote)


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
