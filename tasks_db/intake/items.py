"""Numbered items of the body as entries: each assignment gives a task, and what it names is the clause before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tasks_db.intake import owners, speech
from tasks_db.intake.blocks import EMPTY, Passage, join
from tasks_db.intake.cells import Content, content_of
from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.line_forms import Kind, has_sentence
from tasks_db.intake.meeting import lists_by_unit
from tasks_db.intake.moved_lines import lines_above, shared_lines
from tasks_db.intake.numbering import CLAUSE, Marker
from tasks_db.intake.outline import Item, Outline
from tasks_db.intake.owners import Assignment, Habits
from tasks_db.intake.parties import Owners, listing
from tasks_db.intake.recurrences import is_standing, recurrences
from tasks_db.intake.roles import LEAD, RESPONSIBLE
from tasks_db.intake.table_rows import Entry
from tasks_db.intake.task_cards import NAME, card
from tasks_db.intake.unit_headings import of_units
from tasks_db.lean_dataclass import dataclass

_TASK_SECTION = re.compile(r"任务|举措|措施|内容|行动|重点|工作(?!目标|要求|原则)")
_NO_TASK_SECTION = re.compile(
    r"(?<!责任)目标(?!任务)|思想|要求|原则|保障|组织|领导|附则|意义|形势|职责|成员|规则|机制$|监督|考核"
)
_NO_NUMBER = Marker(0, "", 0, 0)
_LEAST_CLAUSE = 6
_PART_END = re.compile("[。；;\n]")
_OF_BODY = re.compile("职责|职能|成员|分工")
_ANY_YEAR = Context(year=2020)
_OF_ALL = re.compile("(?:本|该|此|以下|上述)[\u4e00-\u9fff]{0,6}由")
# who looks on says nothing of what is to be done
_WATCHED = re.compile(r"(?:督导|督办|督查|监督|验收|考核|销号|审核|联系|挂钩)[^：:，。；\n]{0,6}[：:][^。；\n]{2,60}")
_ROLE_WORDS = re.compile("由|牵头|主办|负责|配合|协助|参与|会同|共同|分别|[、 ]")
# 2026年5月底前完工 is no work of its own
_WHEN = re.compile(r"[^，]{0,12}(?:[年月日旬底末]|季度|半年|节)(?:之?前)?[^，]{0,4}")
# （11月）, but not the year of a paper
_BRACKET = re.compile(r"(?<!》)[（(](?P<said>[^（()）]+)[）)]。?$")
_JOINS = re.compile("(?:^|(?<=[，；。]))会同")
_UNOWNED = 0.8
# so many headings make a habit
_LEAST_HEADINGS, _LEAST_NAMED = 2, 3


@dataclass(frozen=True, slots=True)
class _Headed:
    """A title that names owners: the title without them, and each phrase with what it was read from.

    ``by_unit``: the title is nothing but units, and what stands below it is theirs. ``text``: what is to be done,
    where the lines of the item are a card.
    """

    title: Passage
    phrases: tuple[tuple[Passage, Assignment], ...]
    by_unit: bool = False
    text: Passage | None = None


def owned_entries(outline: Outline, habits: Habits) -> Iterator[tuple[Item, Entry]]:
    """Yield an entry for each assignment of each item; what a heading states holds for the items below without it."""
    above: dict[int, _Headed | None] = {}
    of_units = _headings_of_units(outline, habits)
    lines_above(outline)
    named = _named_first(outline, habits, of_units)
    shared = shared_lines(outline)
    for item in outline.items:
        own = _carded(item) or of_units.get(id(item)) or named.get(id(item)) or _headed(item, habits)
        inherited = _joined(above.get(id(item.parent)), shared.get(id(item.parent)))
        entries = list(_item_entries(item, habits, own))
        above[id(item)] = own or inherited
        innermost = own is None and not item.children and bool(item.content or item.title)
        if inherited and inherited.by_unit and innermost and all(entry.confidence < owners.FIRM for entry in entries):
            entries = [_of_unit(item, inherited)]
        elif inherited and innermost and not entries:
            entries = [_entry(item, item.title, item.said, inherited.phrases, _whole(item))]
        elif inherited:
            entries = [_completed(entry, inherited) for entry in entries]
        for entry in entries:
            yield item, entry


def _named_first(outline: Outline, habits: Habits, of_units: dict[int, _Headed]) -> dict[int, _Headed]:
    """Return the items of lists that open with who does it, where most say when: 上坪村：拆除空心房，5月底前完成.

    ``of_units``: the headings of units; beside these, or below 驻县有关单位 beside them, a unit stands before its
    single piece of work.
    """
    found: dict[int, _Headed] = {}
    parents = {id(item.parent) for item in outline.items if id(item) in of_units}
    for listed in lists_by_unit(outline):
        above = listed[0][0].parent
        below = above is not None and id(above) not in of_units and id(above.parent) in parents
        beside = below or id(above) in parents
        dated = len(listed) >= _LEAST_NAMED and _is_dated(listed[0][0], [text.text for _, _, text in listed])
        if not beside and (not dated or any(item.children for item, _, _ in listed)):
            continue
        for item, unit, text in listed:
            if not item.children and not any(one.owners.leads for one in owners.assignments(text.text, habits)):
                one = Assignment(0, len(unit.text), listing(unit.text, LEAD if beside else RESPONSIBLE), _UNOWNED)
                found[id(item)] = _Headed(EMPTY, ((unit, one),), text=text)
    return found


def _carded(item: Item) -> _Headed | None:
    found, title = card(item), item.title or EMPTY
    named = NAME.match(title.text)
    return _Headed(title.cut(named.end() if named else 0), found.phrases, text=found.text) if found else None


def _joined(heading: _Headed | None, lines: tuple[tuple[Passage, Assignment], ...] | None) -> _Headed | None:
    if not lines:
        return heading
    return _Headed(heading.title, (*heading.phrases, *lines), heading.by_unit) if heading else _Headed(EMPTY, lines)


def _completed(entry: Entry, inherited: _Headed) -> Entry:
    """Fill in what an entry does not state and the heading above it does: the lead, the leader, the date."""
    given = _merged(inherited.phrases)
    own = entry.owners
    when = own.date or entry.dated or (None if _says_when(entry.content) else given.date)
    owned = Owners(own.leads or given.leads, own.responsibles, own.leaders or given.leaders, when)
    if owned == own:
        return entry
    cells = (*entry.cells, *(("owner", phrase) for phrase, _ in inherited.phrases))
    return entry._replace(owners=owned, dated=entry.dated or owned.date, cells=cells)


def _headings_of_units(outline: Outline, habits: Habits) -> dict[int, _Headed]:
    """Return the items whose title is units and their role alone, where siblings are so too and work follows."""
    found: dict[tuple[int, int], list[tuple[Item, _Headed]]] = {}
    for item in outline.items:
        named = _of_units(item.title) if item.title else None
        if named:
            found.setdefault((id(item.parent), item.marker.level), []).append((item, named))
    return {
        id(item): named
        for group in found.values()
        if len(group) >= _LEAST_HEADINGS and (any(item.children for item, _ in group) or _are_dated(group, habits))
        for item, named in group
    }


def _are_dated(group: list[tuple[Item, _Headed]], habits: Habits) -> bool:
    """Whether units of one house stand over what they do by a day, and no text names another."""
    texts = [item.said.text if item.content else "" for item, _ in group]
    openings = [headed.phrases[0][0].text[0] for _, headed in group]
    of_house = max(map(openings.count, openings)) + openings.count("各")
    named = any(owners.assignments(text, habits) for text in texts)
    return 2 * of_house >= len(group) and _is_dated(group[0][0], texts) and not named


def _is_dated(first: Item, texts: list[str]) -> bool:
    """Whether most texts of a list say when, and it is none of general duties."""
    dated = sum(bool(readings(text, _ANY_YEAR)) for text in texts)
    return 2 * dated >= len(texts) and not _OF_BODY.search(" ".join(first.path[-1:]))


def _says_when(text: str) -> bool:
    return bool(readings(text, _ANY_YEAR) or recurrences(text)) or is_standing(text)


def _of_units(title: Passage) -> _Headed | None:
    owned = of_units(title.text)
    one = Assignment(0, len(title.text), owned, 0.85) if owned else None
    return _Headed(EMPTY, ((title, one),), by_unit=True) if one else None


def _of_unit(item: Item, heading: _Headed) -> Entry:
    """Return the task that stands below its unit; 会同… names who joins it, and makes it the lead."""
    ((named, one),) = heading.phrases[:1]
    text, names = item.said, (*one.owners.leads, *one.owners.responsibles)
    joins = _JOINS.search(text.text)
    said = speech.subject(f"{names[0]}{text.text[joins.start() :]}") if joins else None
    one = replace(one, owners=Owners(names, said.responsibles)) if said else one
    return _entry(item, item.title, text, ((named, one), *heading.phrases[1:]), _whole(item))


def loose_entries(outline: Outline, habits: Habits) -> Iterator[tuple[Item, Entry]]:
    """Yield an entry for each assignment of the paragraphs without a number."""
    for part in outline.parts:
        texts = [text for kind, text in part.loose if kind is Kind.TEXT and has_sentence(text.text)]
        for text in texts:
            item = Item(_NO_NUMBER, None, [text], [text], (), None)
            for entry in _item_entries(item, habits, None):
                if entry.content:  # 发往：各县人民政府 asks for nothing
                    yield item, entry


def sibling_entries(outline: Outline, owned: Iterable[Item]) -> Iterator[tuple[Item, Entry]]:
    """Yield the items without an assignment beside ``owned`` ones, with the units that their sentences open with."""
    known = {id(item): item for item in owned}
    beside = {_list_of(item) for item in known.values()}
    for item in outline.items:
        if id(item) in known or item.children:
            continue
        above = item.parent
        within = above and id(above) not in known and _list_of(above) in beside and _opening_units(item)
        if _list_of(item) in beside or within:
            text = item.said
            found = list(owners.subjects(text.text))
            opened = bool(found) and found[0].begin == 0
            if _NO_TASK_SECTION.search(" ".join(item.path[-1:])):
                # beside others' work: 县财政局安排经费80万元，5月底前拨付
                meant = opened and _says_when(text.text)
            else:  # 县审计局每月监督… is no section
                meant = (opened and not (item.title and item.content)) or not _NO_TASK_SECTION.search(item.heading)
            if meant:
                yield item, _acting(item, found)


def _acting(item: Item, units_acting: list[Assignment]) -> Entry:
    phrases = tuple((item.said.cut(one.begin, one.end), one) for one in units_acting)
    return _entry(item, item.title, item.said, phrases, _whole(item))


def _list_of(item: Item) -> tuple[int, int]:
    """Return what the items of one list have in common; lists below names without numbers are one."""
    above = item.parent
    return id(above.parent if above and not above.marker.label else above), item.marker.level


def unowned_entries(outline: Outline) -> Iterator[tuple[Item, Entry]]:
    """Yield the innermost items of the sections that hold tasks, for a plan that assigns nobody."""
    body = next((part for part in outline.parts if part.items), None)
    if body is None:
        return
    # 各县要立即组织力量… is no section
    tops = [
        item
        for item in body.items
        if item.parent is None and not ((item.title or item.children) and _NO_TASK_SECTION.search(item.heading))
    ]
    sections = [item for item in tops if item.children]
    named = [item for item in sections if _TASK_SECTION.search(item.heading)]
    # 一、二、 open sections, even without items; 一是 and 二是 with nothing above them are arguments
    flat = [item for item in tops if 1 < item.marker.level < CLAUSE or _opening_units(item)]
    chosen = {id(item) for item in named or sections or flat}
    for item in body.items:
        if id(_top(item)) in chosen and not item.children and item.content:
            yield item, _acting(item, _opening_units(item))


def _opening_units(item: Item) -> list[Assignment]:
    """Return the units that an item without a title opens with and that are to act: 一、各县要立即排查….

    Behind a title such units are whom the text speaks of.
    """
    found = [] if item.title and item.content else list(owners.subjects(item.said.text))
    return found if found and found[0].begin == 0 else []


def _top(item: Item) -> Item:
    while item.parent:
        item = item.parent
    return item


def _whole(item: Item) -> str:
    return "\n".join(part.text for part in item.whole)


def _headed(item: Item, habits: Habits) -> _Headed | None:
    title = item.title or (item.content[0] if len(item.content) == 1 and item.children else None)
    line = item.content[0] if item.title and item.children and len(item.content) == 1 else EMPTY
    # a line of labels, or 本项行动由甲牵头，乙具体实施。
    if item.title and (
        owners.is_labelled(line.text) or (_OF_ALL.match(line.text) and owners.is_owners_line(line.text))
    ):
        return _Headed(
            item.title, tuple((line.cut(one.begin, one.end), one) for one in owners.assignments(line.text))
        )
    found = owners.assignments(title.text, habits) if title else []
    if title is None or not found or found[0].inside or found[0].begin == 0:
        return None
    if has_sentence(title.text[: found[0].begin]) or title.cut(found[-1].end).strip("。").text:
        return None
    return _Headed(title.cut(0, found[0].begin).strip(), tuple((title.cut(one.begin, one.end), one) for one in found))


def _item_entries(item: Item, habits: Habits, headed: _Headed | None) -> Iterator[Entry]:
    text = join(item.content, "\n") if headed else item.said
    if headed and headed.text is not None:
        text = headed.text
    found = owners.assignments(text.text, habits)
    # below 县水务局 a bracket may say who helps: （县气象局配合）
    leads = headed is not None and any(one.owners.leads for _, one in headed.phrases)
    helped = leads and not any(one.owners.leads or one.inside for one in found)
    if headed and not item.children and (not found or headed.by_unit or helped):
        beside = tuple((text.cut(one.begin, one.end), one) for one in found) if helped else ()
        yield _entry(item, headed.title, text, (*headed.phrases, *beside), _whole(item))
    if headed and (item.children or not found or helped):
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
        yield from _shares(text, found)
        return
    begun = 0
    group: list[Assignment] = []
    clause = text.cut(0, 0)
    for one in found:
        between = text.cut(begun, one.begin).strip("。；;，,")
        if group and (len(between.text) < _LEAST_CLAUSE or _WATCHED.fullmatch(between.text)):
            group.append(one)
        else:
            if group:
                yield clause, group
            clause, group = text.cut(begun, one.begin).strip(), [one]
        begun = one.end
    if group:
        # 牵头单位：… may stand above the text: then what follows it is meant
        yield clause if clause.text else text.cut(begun).strip(), group


def _shares(text: Passage, found: list[Assignment]) -> Iterator[tuple[Passage, list[Assignment]]]:
    """Yield each part of a text whose owners open it and that has work of its own: 由甲牵头，…；由乙负责…."""
    groups: list[list[Assignment]] = []
    for one in found:
        before = text.text[: one.begin].rstrip()
        if groups and not (before.endswith(("。", "；", ";")) and _has_work(text.text, one)):
            groups[-1].append(one)
        else:
            groups.append([one])
    begins = [0, *(group[0].begin for group in groups[1:]), len(text.text)]
    for group, low, high in zip(groups, begins, begins[1:], strict=False):
        yield text.cut(low, high).strip("；;" if high < len(text.text) else ""), group


def _has_work(text: str, one: Assignment) -> bool:
    """Whether the sentence that owners open says more than who they are and when."""
    stop = _PART_END.search(text, one.end)
    said = text[one.begin : stop.start() if stop else len(text)]
    for name in (*one.owners.leads, *one.owners.responsibles):
        said = said.replace(name, "")
    return any(
        len(_ROLE_WORDS.sub("", part)) >= _LEAST_CLAUSE and not _WHEN.fullmatch(part)
        for part in re.split("[，,]", said)
    )


def _merged(phrases: tuple[tuple[Passage, Assignment], ...]) -> Owners:
    owned = Owners()
    for _, one in phrases:
        owned = owned.merged(one.owners)
    return owned


def _entry(
    item: Item, title: Passage | None, clause: Passage, phrases: tuple[tuple[Passage, Assignment], ...], quote: str
) -> Entry:
    owned = _merged(phrases)
    content = clause.text.lstrip("。；")
    if title and _BRACKET.fullmatch(content):  # 新建大棚1200亩。（9月底）
        content, title = f"{title.text}{content}", None
    behind = _BRACKET.search(content)
    when = behind["said"] if behind and content_of(behind["said"]) is Content.DATE else None
    cells = [("task", title)] if title else []
    cells += [("task", clause), *(("owner", phrase) for phrase, _ in phrases)]
    return Entry(
        seq=item.marker.label,
        section=" / ".join(item.path) or None,
        title="".join(title.text.split()) or None if title and content and title != clause else None,
        content=content or (title.text if title else ""),
        owners=owned,
        dated=owned.date or when,
        cells=tuple((kind, part) for kind, part in cells if part.text),
        quote=quote,
        confidence=min((one.confidence for _, one in phrases), default=_UNOWNED),
        headings=(*item.path, *([item.when] if item.when else [])),
    )
