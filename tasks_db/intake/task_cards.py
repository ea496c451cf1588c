"""Cards: items whose lines say one by one who heads a body, who belongs to it and what it is to do.

    card     =  title, then lines { label ： value }, who does it above what is to be done
    leader   =  组长 | 副组长 | 召集人 | 负责人 …  → leaders
    units    =  组长单位 | 牵头单位 …  → leads; 成员单位 | 配合单位 …  → responsibles
    task     =  主要任务 | 整改措施 | 办理要求 …  → the text, or the heading of the numbered lines below it
    date     =  完成时限 | 时间节点 …  → when

Above numbered lines a card may hold lines of other labels (反馈问题：…) and no units: what it says holds for them.
Without a line of tasks it is no card but a list of who belongs to what: duties are told in meeting.py.
"""

import re

from tasks_db.intake.blocks import EMPTY, Passage, join
from tasks_db.intake.names import is_listing
from tasks_db.intake.outline import Item
from tasks_db.intake.owners import Assignment, phrase
from tasks_db.intake.parties import Owners, listing, persons
from tasks_db.intake.roles import DATE, LEADER, role_on_card
from tasks_db.lean_dataclass import dataclass

_LINE = re.compile(r"(?P<label>[\u4e00-\u9fff \u3000]{2,10}?)\s*[：:]\s*")
_TASK = re.compile(
    "(?:主要|工作|重点|具体)?(?:工作)?任务|(?:整改|主要|具体|工作)?措施|(?:办理|工作|具体)(?:要求|内容)|(?:事项|任务|督办)内容"
)
# 事项名称：滨河路改造
NAME = re.compile(r"(?:事项|任务|项目|工作)?名称\s*[：:]\s*")
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Card:
    """Who a card names, each phrase with what it was read from, and what it says is to be done."""

    phrases: tuple[tuple[Passage, Assignment], ...]
    text: Passage


def card(item: Item) -> Card | None:
    """Return what the lines of an item say as a card, or None where they are none."""
    phrases: list[tuple[Passage, Assignment]] = []
    texts: list[Passage] = []
    tasks = False
    for line in item.content:
        found = _LINE.match(line.text)
        label = "".join(found["label"].split()) if found else ""
        value = line.cut(found.end() if found else 0)
        owners = _owners(label, value.text)
        if owners:
            phrases.append((line, Assignment(0, len(line.text), owners, _SURE)))
        elif phrases and _TASK.fullmatch(label):
            tasks = True
            texts += [value] if value.text else []
        elif tasks:
            texts.append(line)
        elif not (label and item.children):
            return None
    units = phrases and (item.children or any(one.owners.leads or one.owners.responsibles for _, one in phrases))
    return Card(tuple(phrases), join(texts, "\n") if texts else EMPTY) if tasks and units else None


def _owners(label: str, value: str) -> Owners | None:
    role = role_on_card(label)
    if role and role != DATE and "：" in value:
        return phrase(f"{label}：{value}")  # 主办单位：…  协办单位：… in one line
    if role == DATE:
        return Owners(date=value)
    if role == LEADER:
        return persons(value)
    return listing(value, role) if role and is_listing(value) else None
