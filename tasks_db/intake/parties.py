"""Who stands in a list, and as what: units and persons with the marks behind and before their names.

    units    =  entry { separator entry }, separators of lists.py
    entry    =  [★] unit [★ | （牵头） | （配合单位） | （person）] [space person]
    persons  =  { post space } person [（post）] | unit, up to ；, behind which a date may stand

A star makes its unit a lead, wherever it stands.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tasks_db.intake.names import ends_as_unit, looks_like_person, looks_like_unit, people, units
from tasks_db.intake.roles import LEAD
from tasks_db.language.lists import once, parted

_MARKED = re.compile(
    r"[（(](?:(?P<lead>(?P<all>共同|联合)?牵头|主办|主责|主|第一)|配合|协办|责任|参与)(?:单位|部门)?[）)]$"
)
_STARS = "★☆▲●◆＊*"
_STAR = re.compile(f"[{_STARS}]")
_DASHES = "—–-"
_STAR_NOTE = re.compile(rf"[（(][^（()）]{{0,4}}[{_STARS}][^（()）]{{0,10}}[）)]")
# 县教育局（王立群）, 县教育局 王立群: the person who stands for the unit
_HEADED = re.compile(r"[（(](?P<name>[\u4e00-\u9fff]{2,4})[）)]$")
_BESIDE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?P<name>[\u4e00-\u9fff]{2,3})(?=\s*(?:[、，,；;\n]|$))")
# what may stand in brackets behind a unit and begins as family names do: 党建工作办公室（宣传）
_NO_NAMES = frozenset(
    {
        *(
            "宣传",
            "组织",
            "统战",
            "综合",
            "后勤",
            "党务",
            "党建",
            "人事",
            "财务",
            "文化",
            "安全",
            "武装",
            "文秘",
            "机关",
        )
    }
    | {*("纪检", "监察", "保卫", "基建", "工会", "团委", "信访", "应急", "计划", "项目", "规划", "农业", "水利")}
)
# 罗大贵（村委会副主任）; 3月底开工 and 长期坚持 are nobody
_POST_BEHIND = re.compile(r"[（(][^（()）]*[）)]$")
_POST = re.compile(r"(?:长|书记|主任|主席|委员|常委|总经理|总监|总师|顾问|经理|校长|院长|领导|负责人)$")
_NO_PERSON = re.compile(r"\d|长期|持续|坚持|完成|[月日]底|节前")
_ALL_PLACES = re.compile(
    "各(?:级|有关|相关)?[省市县区州旗盟乡镇街道苏木地方、和（）()]+(?:人民政府|政府|党委|办事处|管委会)?"
)
_HELPING = re.compile("(?:协助|配合|参与)$")
# a plan names the same units over and over
_REMEMBERED = 8192


class Owners(NamedTuple):
    """Who a phrase names, as printed and in order."""

    leads: tuple[str, ...] = ()
    responsibles: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    date: str | None = None

    def __bool__(self) -> bool:
        return bool(self.leads or self.responsibles or self.leaders or self.date)

    def merged(self, other: "Owners") -> "Owners":
        """Return both, in order and each name once."""
        if not self or not other:
            return self or other
        return Owners(
            _both(self.leads, other.leads),
            _both(self.responsibles, other.responsibles),
            _both(self.leaders, other.leaders),
            self.date or other.date,
        )


def _both(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return once(some + others) if some and others else some or others


@lru_cache(maxsize=_REMEMBERED)
def listing(text: str, role: str) -> Owners:
    """Read a list of units in a role; a mark at a name overrides it: 县教育局（牵头）、★县财政局."""
    leads: list[str] = []
    responsibles: list[str] = []
    leaders: list[str] = []
    if " " in text or "\u3000" in text:
        text = _BESIDE.sub(_bracketed_person, text)
    for entry in units(_STAR_NOTE.sub("", text)):
        name = entry.strip(_DASHES).strip(_STARS)
        lead = role == LEAD or _STAR.search(entry) is not None
        if name.endswith(("）", ")")):
            person = _HEADED.search(name)
            if person and _is_person(person["name"]):
                leaders.append(person["name"])
                name = name[: person.start()]
            mark = _MARKED.search(name)
            if mark:
                lead = mark["lead"] is not None
                if mark["all"]:  # 甲、乙（共同牵头）
                    leads, responsibles = [*leads, *responsibles], []
                name = name[: mark.start()]
        if name:  # a mark may stand alone
            (leads if lead else responsibles).append(name)
    return Owners(once(tuple(leads)), once(tuple(responsibles)), once(tuple(leaders)))


def _bracketed_person(beside: re.Match[str]) -> str:
    return f"（{beside['name']}）" if _is_person(beside["name"]) else beside[0]


def _is_person(name: str) -> bool:
    return looks_like_person(name) and not ends_as_unit(name) and name not in _NO_NAMES


def persons(text: str) -> Owners:
    """Read who is named behind 责任人 or in a column of leaders: people, or the bodies that answer for the work.

    What follows a ； is the date, if it speaks of time.
    """
    listed, *rest = re.split("[；;。]", text, maxsplit=1)
    dated = next((part.strip() for part in rest if _NO_PERSON.search(part)), None)
    named = [_HELPING.sub("", _POST_BEHIND.sub("", name).strip()) for name in parted(listed)]
    found = [word for name in named for word in _of_post(name) if not _NO_PERSON.search(word)]
    if any(_is_person(name) for name in found):
        found = [name for name in found if _is_person(name) or not _POST.search(name)]
    bodies = tuple(
        name for name in found if looks_like_unit(name) and not looks_like_person(name) and not _POST.search(name)
    )
    return Owners((), bodies, once(tuple(name for name in found if name not in bodies)), dated)


def _of_post(text: str) -> tuple[str, ...]:
    """Return who an entry names: of posts with the person behind them the person, of several people each."""
    words = people(text)
    if any(_POST.search(word) for word in words) and any(_is_person(word) for word in words):
        return tuple(word for word in words if _is_person(word) and not _POST.search(word))
    return words


def first_to_lead(owners: Owners) -> Owners:
    """Make the first named unit the lead where none is marked; 各区 and 各街道办事处 are places and lead nothing.

    各行业主管部门 before others lead: the document says so.
    """
    named = [name for name in owners.responsibles if not _ALL_PLACES.fullmatch(name)]
    if owners.leads or not named:
        return owners
    return owners._replace(leads=(named[0],), responsibles=tuple(n for n in owners.responsibles if n != named[0]))
