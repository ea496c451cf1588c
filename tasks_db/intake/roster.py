"""Lists of people: who sits in the joint meeting, in which role, with which post.

    line  =  [role ：] name  post        a line without a role keeps the one above it
    role  =  召集人, 组长, 主任委员, 成员… perhaps spread by spaces: 召 集 人
    name  =  two to four characters, of which two may be spread: 李 英

A list is recognised by a line with a role; a table by its columns 姓名 and 职务.
"""

import re
from collections.abc import Iterator

from tasks_db.intake.blocks import Passage
from tasks_db.intake.draft import DraftMember
from tasks_db.intake.headers import Column, Header
from tasks_db.intake.outline import Outline, Placed

_ROLE = r"(?:总?召集人|联席会议成员|(?:第一)?副?召集人|(?:常务)?副?组长|副?主任委员|副?主任|副?总指挥|副?指挥长|秘书长|成员|委员|联络员|办公室主任)"
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff：:])")
_LINE = re.compile(r"[-•·\s]*(?P<role>[\u4e00-\u9fff \u3000]{2,16}?)\s*[：:]\s*(?P<rest>\S.*)", re.DOTALL)
_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})[ \u3000\t]+(?P<post>\S.*)"
)
_UNIT_OF_POST = re.compile(
    r"(?P<unit>.*(?:局|委|办公室|办|部|厅|院|中心|公司|政府|大队|支队|总队|联|协会|协|会|银行|署|司|所|站|校|室|社))"
    r"(?:副?[局主部书会院校所队处科县区市镇乡秘理董经行站社总]|党[组委]|[一二三四]级|专职|常务|初级|中级|高级|纪|工会|助理|正|机关|政委|负责|成员).*"
)
_SHORTEST_LIST = 2


def members(outline: Outline, tables: list[tuple[Placed, Header]]) -> Iterator[tuple[DraftMember, Passage]]:
    """Yield each person of the lists and tables, with the passage it was read from."""
    for part in outline.parts:
        listed = list(_listed([text for _, text in part.loose]))
        if len(listed) >= _SHORTEST_LIST:
            yield from listed
    for placed, header in tables:
        yield from _rows(placed, header)


def _listed(texts: list[Passage]) -> Iterator[tuple[DraftMember, Passage]]:
    role = None
    for text in texts:
        line = _LINE.fullmatch(text.text)
        found = _role(line["role"]) if line else None
        if line and found:
            role, rest = found, line["rest"]
        elif role:
            rest = text.text.strip("-•· \u3000\t")
        else:
            continue
        person = _NAME.fullmatch(rest.strip())
        if person and role:
            yield _member(role, person["name"], person["post"]), text
        else:
            role = None


def _role(printed: str) -> str | None:
    plain = re.sub(r"\s", "", printed)
    return plain if re.fullmatch(_ROLE, plain) else None


def _member(role: str, name: str, post: str) -> DraftMember:
    title = re.sub(r"[ \u3000\t]+", "", post).strip("，,；;。")
    return DraftMember(role, _SPREAD.sub("", name.strip()), title, unit_of(title))


def unit_of(title: str) -> str | None:
    """Return the unit that a post names before the post itself, or None (副县长 names none)."""
    found = _UNIT_OF_POST.fullmatch(title)
    return found["unit"] if found else None


def _rows(placed: Placed, header: Header) -> Iterator[tuple[DraftMember, Passage]]:
    role = "成员"
    for row in placed.table.rows[header.row + 1 :]:

        def cell(column: Column, row: tuple[Passage, ...] = row) -> str:
            return next((row[n].text for n in header.at(column) if row[n].text), "")

        name = _SPREAD.sub("", cell(Column.NAME))
        if not name:
            continue
        role = re.sub(r"\s", "", cell(Column.ROLE)) or role
        unit = cell(Column.UNIT) or cell(Column.RESPONSIBLE)
        title = re.sub(r"\s", "", cell(Column.POST)) or unit
        where = next(row[n] for n in header.at(Column.NAME))
        yield DraftMember(role, name, title, re.sub(r"\s", "", unit) or unit_of(title)), where
