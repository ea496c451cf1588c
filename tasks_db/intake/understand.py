"""From a document to a plan draft, stage by stage, each stage in a module of its own."""

import re
from collections.abc import Iterable

from tasks_db.intake import headers, owners
from tasks_db.intake.blocks import Document, Passage, Row, Table
from tasks_db.intake.columns import Column
from tasks_db.intake.coverage import Painter
from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.draft import PlanDraft, Quote, Remark
from tasks_db.intake.findings import findings
from tasks_db.intake.frontmatter import Front, front
from tasks_db.intake.headers import Header
from tasks_db.intake.indicators import indicators
from tasks_db.intake.items import loose_entries, owned_entries, sibling_entries, unowned_entries
from tasks_db.intake.line_forms import Kind, has_sentence
from tasks_db.intake.meeting import duties, rules
from tasks_db.intake.numbering import marker
from tasks_db.intake.outline import Item, Outline, Part, Placed, outline
from tasks_db.intake.printed_rules import printed_rules, ruled
from tasks_db.intake.repair import repair
from tasks_db.intake.residue import named_in_role, residue
from tasks_db.intake.roster import is_list, members
from tasks_db.intake.superiors import superiors
from tasks_db.intake.table_rows import Entry, entries
from tasks_db.intake.tasks import context, draft_task, same_tasks
from tasks_db.intake.understood import Understood
from tasks_db.lean_dataclass import dataclass

_RULES_TITLE = re.compile("(?:细则|办法|规定|规则|条例|章程)(?:[（(][^（()）]*[）)])?$")
_LEAST_REFERRED, _LEAST_TOLD = 3, 2
_LEAST_BESIDE, _MUCH = 6, 3
_GOALS = re.compile(r"目标|总体要求")


_Filed = tuple[Placed, Header]
# the tables of a document by what they hold; the rest stay unread
_Tables = dict[str, list[_Filed]]
# tables that hold no task, and what is said of them
_REGISTER, _LEFT_OUT = "task", ("project", "site", "score")


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which entries are tasks, which are candidates, and which body items say the same as a row."""

    tasks: list[Entry]
    candidates: list[Entry]
    pairs: list[tuple[Entry, Entry]]
    assigned: list[Item]

    @property
    def every(self) -> list[Entry]:
        """All of them, tasks first."""
        return [*self.tasks, *self.candidates, *(item for _, item in self.pairs)]


def understand(document: Document) -> PlanDraft:
    """Return what the document says, as far as it is understood; the rest is ``unread`` in the coverage."""
    blocks, pages = repair(document.blocks)
    skeleton = outline(blocks)
    habits = owners.habits_of(text.text for text in skeleton.every())
    tables = _without_lists(_sorted(skeleton), skeleton, habits)
    head = front(skeleton, _table_titles(tables), _table_lines(tables))
    meeting, rule_texts = rules(skeleton)
    is_plan = _RULES_TITLE.search(head.title) is None
    chosen = _choose(skeleton, tables, habits, frozenset(rule_texts), is_plan=is_plan)
    untold = tuple(_left(skeleton, tables))
    people = list(members(skeleton, tables["member"], untold))
    listed = list(duties(skeleton, tables["duty"], {id(item) for item in chosen.assigned}))
    measured = tuple(one for placed, header in tables["indicator"] for one in indicators(placed, header))
    leaning, goals = context(head), tuple(_goals(skeleton))
    printed = list(printed_rules(_spoken(skeleton)))
    said = {rule.sentence.text.strip("。；") for rule in printed}  # 以下任务均需…落实 alone below its heading
    chosen.tasks[:] = [
        ruled(entry, printed, leaning) for entry in chosen.tasks if entry.content.strip("。；") not in said
    ]
    tasks = tuple(draft_task(entry, leaning, head.period) for entry in chosen.tasks)
    candidates = tuple(draft_task(entry, leaning, head.period) for entry in chosen.candidates)
    painter = Painter(document)
    painter.mark("noise", (*document.noise, *pages))
    _paint_frame(painter, skeleton, head)
    painter.mark("rule", [*rule_texts, *(rule.sentence for rule in printed)])
    for _, passages in listed:
        painter.mark("duty", passages)
    _paint_tables(painter, tables)
    painter.mark("member", [passage for _, passage in people])
    # an item of many clauses is assigned as often
    for item in {id(item): item for item in chosen.assigned}.values():
        painter.mark("unread", item.content)  # what follows the last assignment is nobody's
    painter.mark_each(_read_as(chosen, leaning))
    owned = [part for entry in chosen.every for kind, part in entry.cells if kind == "owner"]
    left = residue(skeleton, painter, habits, leaning, goals, owned, has_register=bool(tables[_REGISTER]))
    painter.mark("unread", left.passages)
    known = Understood(
        front=head,
        outline=skeleton,
        tasks=tasks,
        candidates=candidates,
        registers=tuple(tables[_REGISTER]),
        rows=tuple(chosen.tasks) if tables[_REGISTER] else (),
        pairs=tuple(chosen.pairs),
        mentions=(
            *_mentions(chosen),
            *((duty.unit, Quote(at[0].place, duty.unit)) for duty, at in listed),
            *((member.unit, Quote(at.place, at.text)) for member, at in people if member.unit),
            *((name, Quote(_place(rule_texts, name), name)) for name in (meeting.member_units if meeting else ())),
        ),
        indicators=measured,
        members=tuple(member for member, _ in people),
        duties=tuple(duty for duty, _ in listed),
        meeting=meeting,
        goals=goals,
        notices=document.notices,
        assigned=frozenset(item.whole[0].start for item in chosen.assigned),
        left_out={kind: [placed.table.place for placed, _ in tables[kind]] for kind in _LEFT_OUT},
        unread=untold,
        residue=left,
    )
    return PlanDraft(
        plan_title=head.title,
        doc_number=head.doc_number,
        issuer=head.issuer,
        status=head.status,
        issued_on=head.issued_on,
        period=head.period,
        tasks=tasks,
        candidates=candidates,
        remarks=tuple(Remark(text.text, "all") for placed, _ in tables[_REGISTER] for text in placed.remarks),
        indicators=tuple(one for one, _ in measured),
        members=known.members,
        duties=known.duties,
        meeting=meeting,
        superiors=tuple(superiors(skeleton, head.title)),
        findings=findings(known),
        coverage=tuple(painter.spans()),
        text=document.text,
    )


def _sorted(skeleton: Outline) -> _Tables:
    found: _Tables = {kind: [] for kind in (_REGISTER, "indicator", "duty", "member", "noise", *_LEFT_OUT)}
    for placed in skeleton.tables:
        header = headers.header(placed.table)
        if is_list(placed.table):
            found["member"].append((placed, headers.untitled(placed.table)))
        elif kind := headers.kind_of_table(header, placed.table):
            found[kind].append((placed, header))
    return found


def _without_lists(tables: _Tables, skeleton: Outline, habits: owners.Habits) -> _Tables:
    """Leave out lists of projects and of firms, where another table or several items say what is to be done.

    Firms that no office answers for are no tasks at all.
    """
    registers = tables[_REGISTER]
    projects = [one for one in registers if headers.is_projects(one[1])]
    sites = [one for one in registers if one not in projects and headers.is_sites(one[1], one[0].table)]
    others = [one for one in registers if one not in projects and one not in sites]
    texts = [text.text for item in skeleton.items for text in item.whole] if projects or sites else []
    if others or sum(bool(owners.assignments(text, habits)) for text in texts) >= _LEAST_TOLD:
        return tables | {_REGISTER: others, "project": projects, "site": sites}
    sites = [one for one in sites if not headers.is_owned_by_offices(one[1], one[0].table)]
    return tables | {_REGISTER: [one for one in registers if one not in sites], "site": sites}


def _left(skeleton: Outline, tables: _Tables) -> Iterable[Table]:
    """Yield the tables of which nothing is made."""
    known = {id(placed) for filed in tables.values() for placed, _ in filed}
    yield from (placed.table for placed in skeleton.tables if id(placed) not in known)


def _table_titles(tables: _Tables) -> list[Passage]:
    """Return the rows of one cell above the titles of the registers: in a sheet they are the title of the plan."""
    return [
        next(cell for cell in row if cell.text)
        for placed, header in tables[_REGISTER]
        for row in placed.table.rows[: max(header.row, 0)]
        if headers.is_spanned(row)
    ]


def _table_lines(tables: _Tables) -> list[Passage]:
    """Return what stands above the headers of the registers and in rows of one cell, as who signs them and when."""
    return [
        cell
        for placed, header in tables[_REGISTER]
        for n, row in enumerate(placed.table.rows)
        if n < header.row or headers.is_spanned(row)
        for cell in dict.fromkeys(row)
        if cell.text
    ]


def _choose(
    skeleton: Outline, tables: _Tables, habits: owners.Habits, rule_texts: frozenset[Passage], *, is_plan: bool
) -> _Choice:
    """The rows of a register are the tasks; without one, the items that assign units; without these, all items.

    A document of rules has none but what it assigns.
    """
    rows = [entry for placed, header in tables[_REGISTER] for entry in entries(placed, header, habits)]
    found = [
        (item, entry)
        for item, entry in owned_entries(skeleton, habits)
        if entry.confidence >= owners.FIRM
        or rule_texts.isdisjoint(item.whole)  # who leads a meeting has no task by that
    ]
    if not rows and not found:
        found = list(loose_entries(skeleton, habits))
    owned, assigned = [entry for _, entry in found], [item for item, _ in found]
    if is_plan and not rows and not any(entry.confidence >= owners.FIRM for entry in owned):
        # units as subjects of some sentences make no others out of the items without
        beside = list(sibling_entries(skeleton, (item for item, _ in found)))
        found = _in_order(skeleton, [*found, *beside], list(unowned_entries(skeleton)))
    if rows:
        pairs = same_tasks(rows, owned)
        if not pairs and (_go_on(rows, assigned) or _refers(tables, found) or _outnumbered(rows, owned)):
            return _Choice(sorted([*rows, *owned], key=_begin), [], [], assigned)
        matched = {id(item) for _, item in pairs}
        return _Choice(rows, [item for item in owned if id(item) not in matched], pairs, assigned)
    beside = list(sibling_entries(skeleton, (item for item, _ in found))) if is_plan else []
    # beside assigned items a sentence that opens with units assigns them
    found = _in_order(skeleton, found, [one for one in beside if one[1].owners])
    lacking = [entry for _, entry in beside if not entry.owners]
    return _Choice([entry for _, entry in found], lacking, [], [item for item, _ in found])


def _go_on(rows: list[Entry], items: list[Item]) -> bool:
    """Whether the table holds some of the numbers of one list and the body the others: 1 to 3, 4 to 8, 9 and 10."""
    below = [int(row.seq) for row in rows if row.seq.isdecimal()]
    beside = [item.marker.value for item in items if item.marker.label.isdecimal()]
    every = {*below, *beside}
    return len(below) == len(rows) and set(below).isdisjoint(beside) and bool(beside) and max(every) <= len(every) + 1


def _outnumbered(rows: list[Entry], owned: list[Entry]) -> bool:
    """Whether a table holds a few rows beside many items that name their units: it is no breakdown of these."""
    return sum(entry.confidence >= owners.FIRM for entry in owned) >= max(_LEAST_BESIDE, _MUCH * len(rows))


def _refers(tables: _Tables, found: list[tuple[Item, Entry]]) -> bool:
    """Whether rows name by their numbers the items they belong to, so that these are tasks beside them."""
    firm = {(item.marker.level, item.marker.value) for item, entry in found if entry.confidence >= owners.FIRM}
    for placed, header in tables[_REGISTER]:
        for n, column in enumerate(header.columns if firm else ()):
            numbers = [marker(row[n].text) for row in placed.table.rows[header.row + 1 :] if row[n].text]
            known = [(one.level, one.value) for one in numbers if one is not None]
            whole = column is not Column.SEQUENCE and len(known) == len(numbers) >= _LEAST_REFERRED
            if whole and firm.issuperset(known):
                return True
    return False


def _begin(entry: Entry) -> int:
    return min((part.start for _, part in entry.cells), default=0)


def _in_order(
    skeleton: Outline, owned: list[tuple[Item, Entry]], others: list[tuple[Item, Entry]]
) -> list[tuple[Item, Entry]]:
    """Return the entries of both, an item's own ones before another, in the order of the items."""
    known = {id(item) for item, _ in owned}
    entries: dict[int, list[tuple[Item, Entry]]] = {}
    for item, entry in [*owned, *(one for one in others if id(one[0]) not in known)]:
        entries.setdefault(id(item), []).append((item, entry))
    places = {id(item): n for n, item in enumerate(skeleton.items)}
    return [one for key in sorted(entries, key=lambda key: places.get(key, -1)) for one in entries[key]]


def _spoken(skeleton: Outline) -> Iterable[Passage]:
    """Yield every paragraph, remark and row of one cell."""
    for part in skeleton.parts:
        yield from part.texts()
        for placed in part.tables:
            yield from placed.remarks
            rows = ({cell.start: cell for cell in row if cell.text} for row in placed.table.rows)
            yield from (cell for row in rows if len(row) == 1 for cell in row.values())


def _mentions(chosen: _Choice) -> Iterable[tuple[str, Quote]]:
    for entry in chosen.every:
        owned = [part for kind, part in entry.cells if kind == "owner"]
        place = entry.place_of(owned[0]) if owned else entry.place
        for name in (*entry.owners.leads, *entry.owners.responsibles):
            yield name, Quote(place, name)


def _place(texts: list[Passage], name: str) -> str:
    return next((text.place for text in texts if name in text.text), "")


def _goals(skeleton: Outline) -> Iterable[Passage]:
    for item in skeleton.items:
        if _GOALS.search(" ".join([*item.path, item.heading])):
            yield from item.content


def _paint_frame(painter: Painter, skeleton: Outline, head: Front) -> None:
    """Mark headings, letter parts and the text around the tasks; loose lines without a sentence stay unread."""
    for part in skeleton.parts:
        for kind, text in part.loose:
            painter.mark(_frame_kind(kind, text), [text])
        painter.mark("noise", _menus(part))
        painter.mark("heading", [*([part.label] if part.label else []), *part.opening, *part.captions])
    painter.mark("heading", head.headings)
    for item in skeleton.items:
        painter.mark("background" if item.content else "heading", item.whole)
        if item.title:
            painter.mark("heading", [item.whole[0].cut(0, item.marker.end), item.title])


def _frame_kind(kind: Kind, text: Passage) -> str:
    if kind in (Kind.FURNITURE, Kind.CHROME):
        return "noise"
    if kind in (Kind.ANNEX_LIST, Kind.NUMBER, Kind.PUBLICITY):
        return "heading"
    if kind is Kind.WHEN:
        return "date"
    return "unread" if kind is Kind.TEXT and not has_sentence(text.text) else "background"


def _menus(part: Part) -> list[Passage]:
    """Return the lines that end a part without a sentence, if one of them is a remnant of a web page."""
    last = max((text.start for item in part.items for text in item.whole), default=0)
    tail = [(kind, text) for kind, text in part.loose if text.start > last]
    spoken = [n for n, (kind, text) in enumerate(tail) if kind is not Kind.CHROME and has_sentence(text.text)]
    tail = tail[spoken[-1] + 1 :] if spoken else tail
    return [text for _, text in tail] if any(kind is Kind.CHROME for kind, _ in tail) else []


def _paint_tables(painter: Painter, tables: _Tables) -> None:
    for kind, found in tables.items():
        read_as = "background" if kind in _LEFT_OUT else kind
        for placed, header in found:
            for row in placed.table.rows[header.row + 1 :]:
                painter.mark(_spanned_kind(row) if headers.is_spanned(row) else read_as, row)
            for row in placed.table.rows[: header.row + 1]:
                painter.mark("heading", row)
            painter.mark("rule", placed.remarks)


def _spanned_kind(row: Row) -> str:
    """Tell the name of a group of rows from a sentence among them."""
    spoken = any("。" in cell.text or any(named_in_role(cell.text)) for cell in row)
    return "background" if spoken else "heading"


def _read_as(chosen: _Choice, leaning: Context) -> Iterable[tuple[str, Passage]]:
    """Yield all that tasks and candidates were read from, and the dates in it."""
    for entry in chosen.every:
        for kind, passage in entry.cells:
            yield kind, passage
            for one in readings(passage.text, leaning) if kind == "task" else ():
                yield "date", passage.cut(one.begin, one.end)
