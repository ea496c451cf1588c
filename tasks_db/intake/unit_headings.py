"""Headings that are nothing but units: what stands below them is theirs."""

import re

from tasks_db.intake import owners
from tasks_db.intake.names import is_listing, is_specific, units
from tasks_db.intake.parties import Owners, listing
from tasks_db.intake.roles import LEAD, RESPONSIBLE, charges_alone

# 由县水务局牵头的工作, 县教育局主办事项（3项）, 县民政局（2项）, 县水务局分办
_UNITS_DO = re.compile(
    r"由?(?P<units>.+?)(?:(?:共同|联合|分别)?(?P<verb>牵头|主办|主责|分办|负责|承办|承担)(?:负责|办理|落实|推进|实施|完成)?的?"
    r"(?:重点|主要|具体|有关|各项)?(?:事项|工作|任务|项目)*)?(?:[（(]共?\d+[项条件个][）)])?"
)
# 县招商局牵头（分管领导：卓琳）, 县水务局（共3项，分管县长：何方）
_LEADERS_BEHIND = re.compile(r"[（(](?:共?\d+[项条件个][，,；;、])?(?P<said>[^（()）：:]{2,8}[：:][^（()）]+)[）)]$")
_LEADING = ("牵头", "主办", "主责", "分办", "承办")


def of_units(title: str) -> Owners | None:
    """Return whom a title of units names, perhaps with what they do and how many tasks: 县水务局主办事项（3项）.

    Or behind the label of their role: 承办单位：县水务局（责任人：何方）.
    """
    behind = _LEADERS_BEHIND.search(title)
    said_behind = owners.phrase(behind["said"]) if behind else None
    leaders = said_behind if said_behind and said_behind.leaders else Owners()
    named = title[: behind.start()] if behind and leaders.leaders else title
    if owners.opens_with_role(named):
        told = owners.phrase(named) or Owners()
        if charges_alone([named]):
            told = told._replace(leads=told.responsibles, responsibles=())
        return told.merged(leaders) if told.leads or told.responsibles else None
    said = _UNITS_DO.fullmatch(named)
    names = said["units"] if said else named
    if not is_listing(names) or not all(map(is_specific, units(names))):
        return None
    role = LEAD if not (said and said["verb"]) or said["verb"] in _LEADING else RESPONSIBLE
    return listing(names, role).merged(leaders)
