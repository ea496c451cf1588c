"""What a person should look at: contradictions and gaps, each with both quotes. Precise before many."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from tasks_db.intake.blocks import Passage
from tasks_db.intake.deadlines import readings
from tasks_db.intake.draft import DraftFinding, DraftTask, Quote
from tasks_db.intake.finding_dates import date_findings
from tasks_db.intake.finding_tables import table_findings
from tasks_db.intake.finding_targets import target_findings
from tasks_db.intake.finding_texts import text_findings
from tasks_db.intake.finding_words import word_findings
from tasks_db.intake.outline import Item, split_title
from tasks_db.intake.owners import assignments, is_labelled
from tasks_db.intake.residue import named_in_role, residue_findings
from tasks_db.intake.spellings import alike, families, shortened_by_one, wrong_level
from tasks_db.intake.table_rows import Entry
from tasks_db.intake.tasks import context, name_of, odd_owners, row_name
from tasks_db.intake.understood import Understood
from tasks_db.language.sounds import sound_alike

_TOO_HIGH = re.compile(r"[县区旗].*总队")
_FEW, _MANY = 4, 40
_LABEL = re.compile("[\u4e00-\u9fff]{2,8}[：:]")
_ROLE_TOLD = re.compile(
    r"(?:牵头|主办|主责|责任|承办|配合|协办)(?:责任)?(?:单位|部门)[】〕\]]?\s*[：:][^。；;\n]{2,}"
)
_LEAST_TOLD = 4
_LONGEST_SHOWN = 60
# every pair of names is compared: a document with more is no plan
_MOST_NAMES = 500
_NOWHERE: frozenset[int] = frozenset()
_LEAST_SOUND = 4
# notices of what a file says and nobody could read
_LEFT_OUT = frozenset({"formula_without_value", "lost_numbers", "unread_part", "attachment", "unparted_rows"})
_NO_REGISTERS = {
    "project": "项目清单（列有投资、建设单位）",
    "site": "企业、场所名单",
    "score": "考核评分表（列有分值、评分标准）",
}
_SEVERITIES = ("error", "warning", "info")


def findings(known: Understood) -> tuple[DraftFinding, ...]:
    """Return every finding, the gravest first."""
    every = (
        _no_tasks,
        _lost_roles,
        _notices,
        _owner_mismatches,
        _look_alikes,
        _unassigned,
        _missing_leads,
        _co_leads,
        _odd_owners,
        _owners_in_text,
        date_findings,
        _numbering,
        _lost_numbers,
        table_findings,
        _seats,
        _ranks,
        lambda known: residue_findings(known.residue),
        target_findings,
        text_findings,
        word_findings,
    )
    return gravest_first([one for rule in every for one in rule(known)])


def gravest_first(found: Sequence[DraftFinding]) -> tuple[DraftFinding, ...]:
    """Return findings by their severity, in their own order where it is the same."""
    return tuple(sorted(found, key=lambda one: _SEVERITIES.index(one.severity)))


def _no_tasks(known: Understood) -> Iterator[DraftFinding]:
    for kind, places in known.left_out.items():
        if places:
            message = f"{'、'.join(places)}是{_NO_REGISTERS[kind]}，没有当作任务读入。如需督办，请手工录入。"
            yield DraftFinding(f"{kind}_table", "info", message, tuple(Quote(place, "") for place in places))
    if known.left_out["score"] and not known.tasks:
        return
    if not known.tasks and (known.meeting or known.members or known.duties):
        message = "文件里只有联席会议的规则、名单或职责，没有可以交办的任务。"
        yield DraftFinding("no_tasks", "info", message, ())
    elif not known.tasks:
        message = "没有找到任务：没有任务分解表，也没有带责任单位的条目。请检查文件是否完整，或手工录入任务。"
        yield DraftFinding("no_tasks", "error", message, ())
    elif not any(task.leads or task.responsibles for task in known.tasks):
        message = f"方案没有写明责任单位，共 {len(known.tasks)} 项任务需要办公室指定牵头和责任单位。"
        yield DraftFinding("no_owners", "warning", message, tuple(task.source for task in known.tasks[:_MANY]))


def _lost_roles(known: Understood) -> Iterator[DraftFinding]:
    """Labels of roles (牵头单位：…) that stand in no task, where there are more than twice as many as tasks."""
    texts = {text.start: text for text in known.outline.every() if "：" in text.text or ":" in text.text}
    told = [(text, said) for text in texts.values() for said in _said_of_roles(text.text)]
    if len(told) < _LEAST_TOLD or len(told) <= 2 * len(known.tasks):
        return
    read = "\n".join([*(task.source.quote for task in known.tasks), *(item.quote for _, item in known.pairs)])
    lost = [(text, said) for text, said in told if said not in read]
    if 2 * len(lost) > len(told):
        message = (
            f"原文有 {len(told)} 处写明“牵头单位”“责任单位”一类的话，只读出 {len(known.tasks)} 项任务，"
            f"其中 {len(lost)} 处不在任何任务里，请对照原文核对，必要时改发原件或手工录入。"
        )
        quotes = tuple(Quote(text.place, said) for text, said in lost[:_MANY])
        yield DraftFinding("lost_roles", "error", message, quotes)


def _said_of_roles(text: str) -> Iterator[str]:
    """Yield the clauses that hold the label of a role, each from its begin or its bracket on."""
    for found in _ROLE_TOLD.finditer(text):
        begin = 1 + max(text.rfind(sign, 0, found.start()) for sign in "。；;\n【〔[（(")
        yield text[begin : found.end()].strip()


def _notices(known: Understood) -> Iterator[DraftFinding]:
    for one in known.notices:
        severity = "warning" if one.kind in _LEFT_OUT else "info"
        yield DraftFinding(one.kind, severity, one.message, (Quote(one.place, ""),) if one.place else ())


def _owner_mismatches(known: Understood) -> Iterator[DraftFinding]:
    """Rows whose units are others than the body's; where one of the two marks no leads at all, roles do not count."""
    for row, item in known.pairs:
        above, below = row.owners, item.owners
        compared = (
            ("牵头单位", above.leads, below.leads),
            ("责任单位", above.responsibles, below.responsibles),
        )
        for role, in_row, in_item in compared:
            told = _difference(in_row, in_item)
            if told:
                message = f"{row_name(row)}的{role}在附件和正文中不一致：{told}，请确认以哪一处为准。"
                yield DraftFinding("owner_mismatch", "error", message, (_owner_quote(row), _owner_quote(item)))


def _difference(in_row: tuple[str, ...], in_item: tuple[str, ...]) -> str | None:
    """Say which names only one of the two holds."""
    only_row = "、".join(name for name in in_row if name not in in_item)
    only_item = "、".join(name for name in in_item if name not in in_row)
    if only_row and only_item:
        return f"附件为“{only_row}”，正文为“{only_item}”"
    if only_row or only_item:
        return f"附件有“{only_row}”，正文没有" if only_row else f"正文有“{only_item}”，附件没有"
    return None


def _owner_quote(entry: Entry) -> Quote:
    owned = [part for kind, part in entry.cells if kind == "owner"]
    return Quote(entry.place_of(owned[0]) if owned else entry.place, " ".join(part.text for part in owned))


def _look_alikes(known: Understood) -> Iterator[DraftFinding]:
    counts = Counter([name for name, _ in known.mentions])
    quotes, together = known.first_quotes(), _together(known)
    if len(counts) > _MOST_NAMES:
        return
    for one, other in combinations(counts, 2):
        if together(one, other):
            continue
        rare, common = sorted((one, other), key=lambda name: counts[name])
        if alike(one, other):
            message = f"“{rare}”与“{common}”只差一个字，可能是笔误，请确认是否为同一单位。"
            yield DraftFinding("unit_typo", "warning", message, (quotes[rare], quotes[common]))
        elif counts[rare] == 1 < counts[common] and shortened_by_one(rare, common):
            message = f"“{rare}”比“{common}”少一个字，可能是漏字，请确认是否为同一单位。"
            yield DraftFinding("unit_typo", "warning", message, (quotes[rare], quotes[common]))
        elif counts[rare] == 1 < counts[common] and len(rare) >= _LEAST_SOUND and sound_alike(one, other):
            message = f"“{rare}”与“{common}”读音相同、只差一个字，可能是笔误，请确认是否为同一单位。"
            yield DraftFinding("unit_typo", "warning", message, (quotes[rare], quotes[common]))
        elif wrong_level(one, other) and counts[rare] == 1 < counts[common]:
            message = f"“{rare}”与“{common}”级别不同，请确认“{rare}”是否应为本级单位。"
            yield DraftFinding("unit_level", "warning", message, (quotes[rare], quotes[common]))
    for family in _families(known, together):
        if len(family) > 1 and not any(alike(one, other) for one, other in combinations(family, 2)):
            message = f"“{'”“'.join(family)}”可能是同一单位的不同写法，请确认。"
            yield DraftFinding("unit_alias", "info", message, tuple(quotes[name] for name in family))


def _families(known: Understood, together: Callable[[str, str], bool]) -> list[list[str]]:
    names = list(dict.fromkeys(name for name, _ in known.mentions))
    return families(names[:_MOST_NAMES], together)


def _together(known: Understood) -> Callable[[str, str], bool]:
    """Return whether one task names two names both, which makes them two units."""
    naming: dict[str, set[int]] = {}
    for n, task in enumerate((*known.tasks, *known.candidates)):
        for name in (*task.leads, *task.responsibles):
            naming.setdefault(name, set()).add(n)
    return lambda one, other: not naming.get(one, _NOWHERE).isdisjoint(naming.get(other, _NOWHERE))


def _unassigned(known: Understood) -> Iterator[DraftFinding]:
    """Tasks, and items beside tasks, that name nobody where others do."""
    lacking = [task for task in known.tasks if not (task.leads or task.responsibles or task.leaders)]
    if lacking and len(lacking) < len(known.tasks):
        message = f"{_listed(lacking)}任务没有写明单位，而其他任务都有，请补充。"
        yield DraftFinding("no_owner", "warning", message, tuple(task.source for task in lacking[:_MANY]))
    if known.candidates and not known.rows:
        message = (
            f"{_listed(known.candidates)}没有写明单位，而同一节的其他条目有；已列为候选，请采纳并补充单位，或舍去。"
        )
        yield DraftFinding("no_owner", "warning", message, tuple(task.source for task in known.candidates[:_FEW]))


def _listed(tasks: Sequence[DraftTask]) -> str:
    """Name the first few tasks, and how many there are."""
    named = "、".join(name_of(task) for task in tasks[:_FEW])
    return f"“{named}”等 {len(tasks)} 项" if len(tasks) > _FEW else f"“{named}”"


def _missing_leads(known: Understood) -> Iterator[DraftFinding]:
    # of one unit alone nobody asks who leads
    lacking = [task for task in known.tasks if not task.leads and not _is_single(task)]
    if lacking:
        message = f"{_listed(lacking)}任务没有牵头单位，请指定由哪个责任单位汇总。"
        yield DraftFinding("missing_lead", "warning", message, tuple(task.source for task in lacking[:_MANY]))


def _co_leads(known: Understood) -> Iterator[DraftFinding]:
    """Rows of a register with several leads: who of them consolidates is not printed, the first would be taken."""
    several = [task for task in known.tasks if len(task.leads) > 1] if known.rows else []
    if several:
        first = several[0]
        message = (
            f"{_listed(several)}任务的牵头单位写了几家，没有分主次，暂由排在第一的汇总（如第 {first.seq} 项"
            f"“{'、'.join(first.leads[:_FEW])}”由{first.leads[0]}汇总），请确认由哪一家牵头汇总。"
        )
        yield DraftFinding("co_leads", "warning", message, tuple(task.source for task in several[:_MANY]))


def _odd_owners(known: Understood) -> Iterator[DraftFinding]:
    """An owner that is no name shows that the text was cut at a wrong place."""
    tasks = [(task, odd_owners(task)) for task in (*known.tasks, *known.candidates)]
    slipped = [(task, names) for task, names in tasks if names]
    if slipped:
        named = "、".join(dict.fromkeys(name for _, names in slipped for name in names[:1]))
        shown = named if len(named) <= _LONGEST_SHOWN else f"{named[:_LONGEST_SHOWN]}…"
        message = f"有 {len(slipped)} 项任务的单位不像单位名称（“{shown}”），可能与别的文字连在一起，请核对。"
        yield DraftFinding("odd_owner", "error", message, tuple(task.source for task, _ in slipped))


def _owners_in_text(known: Understood) -> Iterator[DraftFinding]:
    """Units that a task's own text gives a role, beside owners who are others: whether they owe it is not sure."""
    lacking: list[tuple[DraftTask, str]] = []
    for task in (*known.tasks, *known.candidates):
        owners = (*task.leads, *task.responsibles)
        named = named_in_role(task.content) if owners else ()
        lacking += [(task, name) for name in dict.fromkeys(named) if not any(_one_of(name, own) for own in owners)]
    if lacking:
        units = dict.fromkeys(name for _, name in lacking)
        more = f"等 {len(units)} 个单位" if len(units) > _FEW else ""
        shown = "、".join(list(units)[:_FEW])
        message = f"任务的文字里给“{shown}”{more}派了活，责任单位里却没有，请确认是否补上。"
        quotes = {task.source: Quote(task.source.place, _sentence_of(task.content, name)) for task, name in lacking}
        yield DraftFinding("owner_in_text", "warning", message, tuple(quotes.values()))


def _one_of(name: str, owner: str) -> bool:
    return name in owner or owner in name


def _sentence_of(text: str, name: str) -> str:
    return next((one for one in re.findall("[^。；\n]+[。；]?", text) if name in one), name)


def _is_single(task: DraftTask) -> bool:
    return len(task.responsibles) < 2 and not any(name.startswith("各") for name in task.responsibles)  # noqa: PLR2004


def _numbering(known: Understood) -> Iterator[DraftFinding]:
    for part in known.outline.parts:
        last: dict[tuple[int, int], Item] = {}
        values: dict[int, int] = {}
        for item in part.items:
            key, level = (id(item.parent), item.marker.level), item.marker.level
            before = last.get(key)
            expected = {1, values.get(level, 0) + 1} if before is None else {before.marker.value + 1}
            restarts = item.marker.value == 1  # another list, whose title stands above it
            if item.marker.value not in expected and not restarts:
                # a paragraph that lost its number stands above the first that has one
                above = item.parent.content[-1:] if item.parent else []
                quotes = [before.whole[0], *before.whole[1:][-_FEW:]] if before else above
                shown = tuple(Quote(p.place, p.text[:30]) for p in [*quotes, item.whole[0]])
                said = (
                    f"“{before.marker.label}”之后是“{item.marker.label}”"
                    if before
                    else f"从“{item.marker.label}”开始"
                )
                message = f"编号不连续：{said}，请确认是否缺少内容。"
                yield DraftFinding("numbering", "info", message, shown)
            last[key] = item
            values[level] = item.marker.value


def _lost_numbers(known: Understood) -> Iterator[DraftFinding]:
    """Paragraphs with a title or labels of their own in an item, where no other item of its kind has any.

    With a title, each says who or when, as the item does before it.
    """
    leaning = context(known.front)

    def states(text: Passage) -> bool:
        return bool(assignments(text.text) or readings(text.text, leaning))

    for part in known.outline.parts:
        alike: dict[int, list[tuple[Item, list[Passage]]]] = {}
        for item in part.items:
            if not item.children:
                below = item.whole[1:] if item.title and states(item.whole[0]) else []
                own = [text for text in below if all(split_title(text)) and states(text)]
                labels = [
                    label[0]
                    for text in item.whole[1:]
                    if (label := _LABEL.match(text.text)) and is_labelled(text.text)
                ]
                twice = [one for one, count in Counter(labels).items() if count > 1]
                own = own or [text for text in item.whole[1:] if text.text.startswith(tuple(twice))]
                alike.setdefault(item.marker.level, []).append((item, own))
        for items in alike.values():
            odd = [(item, own) for item, own in items if own]
            if len(odd) == 1 < len(items):
                ((item, own),) = odd
                message = (
                    f"“{item.heading}”下的“{own[-1].text[:20]}”像是另一项，可能丢了编号，请确认是否另列一项任务。"
                )
                yield DraftFinding("numbering", "warning", message, tuple(Quote(p.place, p.text) for p in item.whole))


def _seats(known: Understood) -> Iterator[DraftFinding]:
    units = known.meeting.member_units if known.meeting else ()
    duties = tuple(duty.unit for duty in known.duties)
    seated = tuple(member.unit for member in known.members if member.unit)
    if not units and not duties:
        return
    family = {name: n for n, names in enumerate(_families(known, _together(known))) for name in names}
    quotes = known.first_quotes()
    for kind, named, among, message in (
        ("member_without_duty", units, duties, "是成员单位，但没有写明职责"),
        ("duty_without_member", duties if units else (), units, "有职责分工，但不在成员单位之列"),
        ("member_without_person", units, seated, "是成员单位，但成员名单中没有其人员"),
    ):
        present = {family.get(name) for name in among}
        lacking = [name for name in dict.fromkeys(named) if among and family.get(name) not in present]
        if lacking:
            shown = tuple(quotes[name] for name in lacking if name in quotes)
            yield DraftFinding(kind, "warning", f"“{'、'.join(lacking)}”{message}，请确认。", shown)


def _ranks(known: Understood) -> Iterator[DraftFinding]:
    """总队 stands at a province, 支队 at a city: a county or district has none of them."""
    for name, quote in known.mentions:
        if _TOO_HIGH.fullmatch(name):
            message = f"“{name}”的级别与名称不符（总队是省级机构），请确认是否应为支队或大队。"
            yield DraftFinding("unit_level", "warning", message, (quote,))
