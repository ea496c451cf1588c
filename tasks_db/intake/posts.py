"""People behind a role, in a line of a list or in a sentence; the one place that knows these forms.

line  =  [role ：] name  post | name（post）   a line without a role keeps the one above it
said  =  role ： who { 、 who }  |  由 who { 、 who } 任 role  |  role 由 who 担任
who   =  name [（post）] | post name, perhaps 同志: 县委书记王一平
role  =  召集人, 组长, 主任委员, 成员… perhaps spread by spaces: 召 集 人
name  =  two to four characters, two or three perhaps spread: 李 英; five or six before a post: 那仁格日勒 副旗长
"""

import re
from collections.abc import Iterator

from tasks_db.intake.names import ends_as_unit, looks_like_person, people
from tasks_db.language.typed import SIMPLIFIED

_ROLES = (
    r"(?:总?召集人|(?:第一)?副?召集人|(?:第一|常务|执行|名誉)?副?组长|副?主任委员|(?:办公室)?副?主任|(?:第一|常务|执行)?副?总?指挥长?|政委|顾问"
    r"|副?总?专班长|秘书长|(?:联席会议)?成员|委员|联络员)"
)
_ROLE = re.compile(_ROLES)
# every role holds one of these, which are found at once
_ROLE_WORD = re.compile("召集人|组长|主任|指挥|政委|顾问|专班长|秘书长|成员|委员|联络员")
_LINE = re.compile(r"[-•·\s]*(?P<role>[\u4e00-\u9fff\s]{2,16}?)\s*[：:]\s*(?P<rest>\S.*)", re.DOTALL)
_NAME = (
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff](?:\s[\u4e00-\u9fff]){2}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]"
    r"|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})"
)
_PERSON = re.compile(
    rf"[-•·\s]*{_NAME}(?:(?:[（(][^（()）]{{1,6}}[）)])?\s+(?P<post>\S.*)|\s*[（(](?P<within>[^（()）]+)[）)][。；;，,]?)",
    re.DOTALL,
)
# names of other peoples are longer, and told from those of units by the post behind them
_LONG_NAMED = re.compile(
    r"[-•·\s]*(?P<name>[\u4e00-\u9fff]{5,6})\s+(?P<post>[\u4e00-\u9fff、，（）()\s]{2,40}(?:长|任|书记|主席|理|师|员))"
)
_SPREAD_ROLE = re.compile(rf"(?:^|(?<=[。；;，,、\s（(]))(?P<role>{_ROLES})\s*[：:]\s*")
_GIVEN = re.compile(rf"(?:同志)?(?:担任|兼任|任|为)(?P<role>{_ROLES})(?=[，,。；;、（(]|$)")
_TAKEN = re.compile(rf"(?P<role>{_ROLES})由(?P<who>[^。；;，,]{{2,40}}?)(?:同志)?(?:担任|兼任|任)")
_POST = r"(?:长|书记|主任|主席|委员|常委|政委|经理|调研员|督学|总监|教授|[会经统设]?计?师)"
_END_OF_POST = re.compile(_POST)
_ENDS_WITH_POST = re.compile(f"{_POST}$")
_BEHIND_POST = re.compile(rf".*{_POST}")
_OPENS_BRACKETED = re.compile(rf"{_NAME}\s*[（(]")
_BETWEEN = re.compile(r"[、，,；;](?![^（(]*[）)])")
_STOP = re.compile(r"[。；;\n]")
# （组长：王一平 县长）统一调度: up to the bracket that closes around it
_WITHIN = re.compile(r"(?:[^（()）]|[（(][^（()）]*[）)])*")
_NO_NAME = re.compile(r"[长任记员师席人组会方]$")
_LONGEST_LINE = 80
_SHORT = str.maketrans(SIMPLIFIED)
_UNIT_OF_POST = re.compile(
    r"(?P<unit>.*(?:局|委|办公室|办|部|厅|院|中心|公司|政府|大队|支队|总队|联|协会|协|会|银行|署|司|所|站|校|室|社|科|队))"
    r"(?:副?[局厅主部书会院校所队处科署县区市旗州盟镇乡秘理董经行站社总]|党[组委]|[一二三四]级|专职|常务|初级|中级|高级"
    r"|纪|工会|助理|正|机关|政委|负责|成员).*"
)


def role(text: str) -> str | None:
    """Return the role that is all of a text, perhaps spread and before a colon, or None."""
    plain = re.sub(r"\s", "", text).rstrip("：:").translate(_SHORT)
    return plain if _ROLE.fullmatch(plain) else None


def role_line(text: str, *, listed_so: bool = False) -> tuple[str, str] | None:
    """Return the role that opens a line and the person behind it, or None.

    ``listed_so``: the line is one of a list of people; elsewhere 组长：王一平（县长） may be a line of a card.
    """
    line = _LINE.fullmatch(text)
    named = role(line["role"]) if line else None
    if line is None or named is None:
        return None
    rest = line["rest"]
    meant = listed_so or not _OPENS_BRACKETED.match(rest)
    return (named, rest) if meant and everyone(rest) else None


def is_whole(text: str) -> bool:
    """Whether a line, perhaps with its role, is people and ends with the post of the last or with his name."""
    line = role_line(text, listed_so=True)
    rest = line[1] if line else text
    found = everyone(rest) if len(rest) <= _LONGEST_LINE else ()
    return bool(found) and ("".join(rest.split()).endswith(found[-1][0]) or _ENDS_WITH_POST.search(rest) is not None)


def everyone(text: str) -> tuple[tuple[str, str], ...]:
    """Return the name and the post of each person of a line without its role; none where it says anything else."""
    text = text.strip().rstrip("。；;、，,")
    names = people(text)
    if len(names) > 1 and all(map(looks_like_person, names)):
        return tuple((name, "") for name in names)
    found = _person(text)
    named = "".join(found["name"].split()) if found else ""
    # 市委常委、副市长  蒋涛: the post may come first
    if found is None or not is_name(named):
        return tuple(_everybody(text, whole=True)) or (() if found is None else ((named, _post(found)),))
    several = _everybody(text, whole=True)
    return tuple(several) if len(several) > 1 else ((named, _post(found)),)


def _post(found: re.Match[str]) -> str:
    return "".join((found["post"] or found["within"]).split()).strip("，,；;。")


def _person(text: str) -> re.Match[str] | None:
    long = _LONG_NAMED.fullmatch(text)
    if long and not ends_as_unit(long["name"]):
        return long
    found = _PERSON.fullmatch(text)
    if found is None or found["post"]:
        return found
    # before a bracket a name is told from that of a body, by itself or by a post in the bracket
    name = "".join(found["name"].split())
    posted = _ENDS_WITH_POST.search(found["within"]) and not ends_as_unit(name) and not _NO_NAME.search(name)
    return found if posted or is_name(name) else None


def is_name(text: str) -> bool:
    """Whether a text is the name of a person and of no unit: 安监局 opens with a family name, too."""
    plain = text.replace("·", "")
    known = looks_like_person(text) or (plain != text and plain.isalpha())
    return known and not ends_as_unit(text) and _NO_NAME.search(text) is None


def said(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield the stretch, role, name and post of each person that a sentence puts in a role."""
    if not _ROLE_WORD.search(text):
        return  # nearly every text
    labels = list(_SPREAD_ROLE.finditer(text))
    for n, label in enumerate(labels):
        stop = _STOP.search(text, label.end())
        end = min(stop.start() if stop else len(text), labels[n + 1].start() if n + 1 < len(labels) else len(text))
        among = _WITHIN.match(text, label.end(), end)
        found = [_who(one) for one in _BETWEEN.split(among[0] if among else "") if one.strip()]
        if all(found):
            yield from ((label.start(), end, label["role"], *one) for one in found if one)
    begun = 0
    for given in _GIVEN.finditer(text):
        begin = max(begun, *(text.rfind(sign, 0, given.start()) + 1 for sign in "。；;\n由"))
        begun = given.end()
        yield from ((begin, given.end(), given["role"], *one) for one in _everybody(text[begin : given.start()]))
    for taken in _TAKEN.finditer(text):
        yield from ((*taken.span(), taken["role"], *one) for one in _everybody(taken["who"]))


def _everybody(listed: str, *, whole: bool = False) -> list[tuple[str, str]]:
    """Return the last people of a list, or none where ``whole`` and it holds anything else.

    A post without a name goes with the one behind it: 县委常委、副县长王一平.
    """
    found: list[tuple[str, str]] = []
    for part in reversed(_BETWEEN.split(listed)):
        one = _who(part)
        if one:
            found.append(one)
        elif found and found[-1][1] and _BEHIND_POST.fullmatch(part):
            found[-1] = found[-1][0], f"{part.strip()}、{found[-1][1]}"
        elif part.strip():
            return [] if whole else found[::-1]
    return found[::-1]


def _who(part: str) -> tuple[str, str] | None:
    """Return the name and the post of one person, or None."""
    plain = "".join(part.split()).removesuffix("同志").strip("，,。；;")
    if is_name(plain):
        return plain, ""
    found = _person(part.strip())
    if found and is_name(name := "".join(found["name"].split())):
        return name, _post(found)
    ends = (one.end() for one in _END_OF_POST.finditer(plain))
    return next(((plain[at:], plain[:at]) for at in ends if is_name(plain[at:])), None)


def unit_of(post: str) -> str | None:
    """Return the unit that a post names before the post itself, or None (副县长 names none).

    Of 副旗长、旗公安局局长 it is the one of the second post.
    """
    found = _UNIT_OF_POST.fullmatch(post)
    return found["unit"].rpartition("长、")[2] if found else None
