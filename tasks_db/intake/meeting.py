"""What a document says of the joint body behind the plan: its rules, and the duties of its units."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from tasks_db.intake.blocks import Passage, join
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import DraftDuty, MeetingRules
from tasks_db.intake.headers import Header
from tasks_db.intake.names import looks_like_unit, units
from tasks_db.intake.outline import Item, Outline, Placed
from tasks_db.intake.quantities import CHINESE
from tasks_db.language.numerals import numeral

_BODY = r"(?:联席会议|领导小组|工作专班|指挥部|委员会|协调小组)"
_STOP = r"[^，。；、：,;:\s]"
_OFFICE = re.compile(rf"办公室设在(?P<unit>{_STOP}{{2,30}}?)(?=[，。；,;（(]|$)")
_PLENARY = re.compile(
    rf"每年(?:至少|原则上)?(?:召开|举行)(?:不少于|至少)?(?P<n>\d{{1,2}}|两|{CHINESE})次(?:以上)?(?:联席)?(?:全体)?会议"
)
_CONVENOR = re.compile(
    rf"(?:(?<!副)召集人|(?<!副)组长|(?<!副)总指挥)由(?P<post>[^。；，]{{2,40}}?)(?:担任|兼任)|由(?P<post2>{_STOP}{{2,30}}?)(?:担任|任)(?:召集人|组长|总指挥)"
)
_MEMBERS = re.compile(
    rf"{_BODY}由(?P<units>[^。；]+?)(?:等|共)?\s*\d*\s*个?(?:成员单位|部门|单位)?(?:和单位)?(?:共同)?组成"
)
_SEAL = re.compile(rf"由(?P<unit>{_STOP}{{2,30}}?)代章")
_CONVENED = re.compile(
    r"由(?P<proposers>[^。；由]{2,60}?)(?:提议|提出)[，,]?(?:报|经|由)?(?P<approvers>[^。；，,]{2,20}?)"
    r"(?:审核|审定|批准|审批)?(?:同意|批准)(?:后|，)?(?:可以?|方可)?召开"
)
_CHAIRED = re.compile(
    r"(?:由|^|[，。；])(?P<who>(?:召集人|组长|总指挥)[^。；，由]{0,24}?)(?:负责)?(?:召集和|召集并)?主持"
)
_ROLES = re.compile(r"副召集人|副组长|召集人|组长|办公室主任|办公室|成员单位")
_REPLACED = re.compile(r"工作变动[^。；]{0,30}?[，,](?P<how>[^。；]{4,60})")
_RULE = re.compile(
    rf"{_BODY}(?:办公室|成员|联络员|召集人)?.{{0,40}}(?:召集人|召开|办公室设在|主持|组成|递补|备案|代章|联络员)",
    re.DOTALL,
)
_NAME = re.compile(r"(?P<name>.+?联席会议)(?:制度|成员名单|工作规则|组成人员)?$")
_DUTY = re.compile(r"(?P<unit>[^：:，。；]{2,30})\s*[：:]\s*(?P<text>\S.*)", re.DOTALL)
_SHORTEST_LIST = 3


def rules(outline: Outline) -> tuple[MeetingRules | None, list[Passage]]:
    """Return the rules that the document states, or None, and the passages that hold them."""
    stated = MeetingRules(None, None, None, None, (), None)
    passages = []
    for part in outline.parts:
        named = _NAME.match(part.title)
        if named:
            stated = replace(stated, name=stated.name or named["name"])
        for text in part.texts():
            merged = _stated(stated, text.text)
            if merged != stated or _RULE.search(text.text):
                passages.append(text)
            stated = merged
    nothing = replace(stated, name=None) == MeetingRules(None, None, None, None, (), None)
    return (None, []) if nothing else (stated, passages)


def _stated(known: MeetingRules, text: str) -> MeetingRules:
    office, plenary, seal = _OFFICE.search(text), _PLENARY.search(text), _SEAL.search(text)
    convenor, listed = _CONVENOR.search(text), _MEMBERS.search(text)
    convened, replaced = _CONVENED.search(text), _REPLACED.search(text)
    chaired = _CHAIRED.search(text)
    named = units(listed["units"]) if listed else ()
    return MeetingRules(
        known.name,
        known.office_unit or (office["unit"] if office else None),
        known.plenary_per_year or (numeral(plenary["n"]) if plenary else None),
        known.convenor_post or ((convenor["post"] or convenor["post2"]) if convenor else None),
        known.member_units or (named if len(named) >= _SHORTEST_LIST else ()),
        known.seal_unit or (seal["unit"] if seal else None),
        known.proposers or (_roles(convened["proposers"]) if convened else None),
        known.approvers or (_roles(convened["approvers"]) if convened else None),
        known.replacement or (replaced["how"].strip() if replaced else None),
        known.chair or (chaired["who"] if chaired else None),
    )


def _roles(text: str) -> str | None:
    """The roles that a rule names, each once and without the words around them."""
    return "、".join(dict.fromkeys(_ROLES.findall(text))) or None


def lists_by_unit(outline: Outline) -> Iterator[list[tuple[Item, Passage, Passage]]]:
    """Yield the items of each list that open with a unit and a colon: the item, the unit, what it is to do."""
    siblings: dict[int, list[tuple[Item, Passage, Passage]]] = {}
    for item in outline.items:
        first = item.whole[0].cut(item.marker.end).strip()
        found = _DUTY.fullmatch(first.text)
        if found and looks_like_unit(found["unit"].strip()) and not found["unit"].endswith(("单位", "部门")):
            text = join([first.cut(found.start("text")), *item.whole[1:]], "\n")
            siblings.setdefault(id(item.parent), []).append((item, first.cut(0, found.end("unit")).strip(), text))
    yield from siblings.values()


def duties(
    outline: Outline, tables: list[tuple[Placed, Header]], assigned: Collection[int]
) -> Iterator[tuple[DraftDuty, list[Passage]]]:
    """Yield what each unit is to do: siblings of the form ``单位：职责``, and tables that open with the unit.

    ``assigned``: the ids of the items that are tasks.
    """
    for listed in lists_by_unit(outline):
        for item, unit, duty in listed:
            if id(item) not in assigned and len(listed) >= _SHORTEST_LIST:
                yield DraftDuty(unit.text, duty.text.strip()), item.whole
    for placed, header in tables:
        units_at = (*header.at(Column.UNIT), *header.at(Column.RESPONSIBLE))[0]
        texts_at = [*header.at(Column.DUTY), *header.at(Column.TEXT)]
        for row in placed.table.rows[header.row + 1 :]:
            text = "\n".join(row[n].text for n in texts_at if row[n].text)
            if row[units_at].text and text:
                yield DraftDuty("".join(row[units_at].text.split()), text), list(row)
