"""A line of a list of people, the one place that knows its form.

line  =  [role ：] name  post        a line without a role keeps the one above it
role  =  召集人, 组长, 主任委员, 成员… perhaps spread by spaces: 召 集 人
name  =  two to four characters, of which two may be spread: 李 英; five or six before a post: 那仁格日勒 副旗长
"""

import re

from tasks_db.intake.names import ends_as_unit, looks_like_person, people
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
# names of other peoples are longer, and told from those of units by the post behind them
_LONG_NAMED = re.compile(
    r"[-•·\s]*(?P<name>[\u4e00-\u9fff]{5,6})\s+(?P<post>[\u4e00-\u9fff、，（）()\s]{2,40}(?:长|任|书记|主席|理|师|员))"
)
_SHORT = str.maketrans(SIMPLIFIED)
_UNIT_OF_POST = re.compile(
    r"(?P<unit>.*(?:局|委|办公室|办|部|厅|院|中心|公司|政府|大队|支队|总队|联|协会|协|会|银行|署|司|所|站|校|室|社))"
    r"(?:副?[局厅主部书会院校所队处科署县区市旗州盟镇乡秘理董经行站社总]|党[组委]|[一二三四]级|专职|常务|初级|中级|高级"
    r"|纪|工会|助理|正|机关|政委|负责|成员).*"
)


def role(text: str) -> str | None:
    """Return the role that is all of a text, perhaps spread and before a colon, or None."""
    plain = re.sub(r"\s", "", text).rstrip("：:").translate(_SHORT)
    return plain if _ROLE.fullmatch(plain) else None


def role_line(text: str) -> tuple[str, str] | None:
    """Return the role that opens a line and the person behind it, or None."""
    line = _LINE.fullmatch(text)
    named = role(line["role"]) if line else None
    if line is None or named is None:
        return None
    return (named, line["rest"]) if _person(line["rest"]) or listed(line["rest"]) else None


def listed(text: str) -> tuple[str, ...]:
    """Return the names of people without posts, where a line holds several and nothing else: 张一平、王二平."""
    names = people(text.strip().rstrip("。；;"))
    return names if len(names) > 1 and all(map(looks_like_person, names)) else ()


def person(text: str) -> tuple[str, str] | None:
    """Return the name and the post of a line without its role, or None."""
    found = _person(text.strip())
    if found is None or listed(text):
        return None
    return "".join(found["name"].split()), "".join(found["post"].split()).strip("，,；;。")


def _person(text: str) -> re.Match[str] | None:
    long = _LONG_NAMED.fullmatch(text)
    return long if long and not ends_as_unit(long["name"]) else _PERSON.fullmatch(text)


def unit_of(post: str) -> str | None:
    """Return the unit that a post names before the post itself, or None (副县长 names none).

    Of 副旗长、旗公安局局长 it is the one of the second post.
    """
    found = _UNIT_OF_POST.fullmatch(post)
    return found["unit"].rpartition("长、")[2] if found else None
