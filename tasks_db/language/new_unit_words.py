"""A unit that is registered with its group, other names and liaison in a sentence: 登记某某街道，属于各乡镇."""

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that is to be registered; what is not said is empty."""

    unit: str
    group: str
    aliases: tuple[str, ...]
    person: str


_HEAD = re.compile(
    r"(?:请|帮我)?(?:登记|录入|新增|增加|添加|新建|加)(?:一?[个家])?(?:新的?)?(?:成员)?(?:单位)?[：:\s]*"
    r"(?P<unit>[\u4e00-\u9fff]{2,16})"
)
_GROUP = re.compile(
    r"(?:它|并)?(?:属于|归(?:到|入|在|属)?|算(?:在|到|进|作)?|列入|放(?:到|进|在)|是)[“\"]?"
    r"(?P<group>各[\u4e00-\u9fff（）()、]{1,14}?)[”\"]?(?:里面?|内|之一|的?成员|这?一?组)*"
)
_ALIASES = re.compile(
    r"(?:别名|简称|又名|又叫|也叫|旧称|原名|俗称)(?:是|为|叫|[:：])?[“\"]?(?P<names>[^“”\"]{2,40}?)[”\"]?"
)
_LIAISON = re.compile(r"(?:它的?)?联络员(?:是|为|由|叫|[:：])?(?P<person>[\u4e00-\u9fff·]{2,4})")
_PARTS = re.compile(r"[，,。；;]+")
_NAMES = re.compile(r"[、和及]")


def new_unit(text: str) -> NewUnit | None:
    """Return the unit that a whole sentence registers with its group or its other names; None for other words."""
    head, *rest = [one.strip() for one in _PARTS.split(text.strip()) if one.strip()] or [""]
    found = _HEAD.fullmatch(head)
    said: dict[str, str] = {}
    for part in rest:
        match = next((m for form in (_GROUP, _ALIASES, _LIAISON) if (m := form.fullmatch(part)) is not None), None)
        if match is None or said.keys() & match.groupdict().keys():
            return None
        said |= match.groupdict()
    if found is None or not {"group", "names"} & said.keys():
        return None
    aliases = tuple(one for one in _NAMES.split(said.get("names", "")) if one)
    return NewUnit(found["unit"], said.get("group", ""), aliases, said.get("person", ""))
