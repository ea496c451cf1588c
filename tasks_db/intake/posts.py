"""A line of a list of people, the one place that knows its form.

line  =  [role ：] name  post        a line without a role keeps the one above it
role  =  召集人, 组长, 主任委员, 成员… perhaps spread by spaces: 召 集 人
name  =  two to four characters, of which two may be spread: 李 英
"""

import re

from tasks_db.intake.names import looks_like_person, people
from tasks_db.language.typed import SIMPLIFIED

_ROLE = re.compile(
    r"(?:总?召集人|(?:第一)?副?召集人|(?:常务)?副?组长|副?主任委员|副?主任|副?总指挥|副?指挥长|秘书长"
    r"|(?:联席会议)?成员|委员|联络员|办公室主任)"
)
_LINE = re.compile(r"[-•·\s]*(?P<role>[\u4e00-\u9fff\s]{2,16}?)\s*[：:]\s*(?P<rest>\S.*)", re.DOTALL)
_NAME = (
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})"
)
_PERSON = re.compile(rf"[-•·\s]*{_NAME}\s+(?P<post>\S.*)", re.DOTALL)
_SHORT = str.maketrans(SIMPLIFIED)
_UNIT_OF_POST = re.compile(
    r"(?P<unit>.*(?:局|委|办公室|办|部|厅|院|中心|公司|政府|大队|支队|总队|联|协会|协|会|银行|署|司|所|站|校|室|社))"
    r"(?:副?[局主部书会院校所队处科县区市镇乡秘理董经行站社总]|党[组委]|[一二三四]级|专职|常务|初级|中级|高级"
    r"|纪|工会|助理|正|机关|政委|负责|成员).*"
)


def role_line(text: str) -> tuple[str, str] | None:
    """Return the role that opens a line and the person behind it, or None."""
    line = _LINE.fullmatch(text)
    role = re.sub(r"\s", "", line["role"]).translate(_SHORT) if line else ""
    if line is None or not _ROLE.fullmatch(role):
        return None
    return (role, line["rest"]) if _PERSON.fullmatch(line["rest"]) or listed(line["rest"]) else None


def listed(text: str) -> tuple[str, ...]:
    """Return the names of people without posts, where a line holds several and nothing else: 张一平、王二平."""
    names = people(text.strip().rstrip("。；;"))
    return names if len(names) > 1 and all(map(looks_like_person, names)) else ()


def person(text: str) -> tuple[str, str] | None:
    """Return the name and the post of a line without its role, or None."""
    found = _PERSON.fullmatch(text.strip())
    if found is None or listed(text):
        return None
    return "".join(found["name"].split()), "".join(found["post"].split()).strip("，,；;。")


def unit_of(post: str) -> str | None:
    """Return the unit that a post names before the post itself, or None (副县长 names none)."""
    found = _UNIT_OF_POST.fullmatch(post)
    return found["unit"] if found else None
