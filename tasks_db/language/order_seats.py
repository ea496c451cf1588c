"""Who becomes liaison of a unit, as one clause of a sentence says it; the others give the post or ask to invite."""

from collections.abc import Iterator, Mapping, Sequence

from tasks_db import lazy_re as re
from tasks_db.language.deeds import Deed
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Clauses:
    """A deed that one clause orders, with its slots, and what the other clauses say, as they stand."""

    deed: Deed
    slots: Mapping[str, str]
    beside: tuple[str, ...]


_UNIT = r"[\ue000-\ue0ff]"

_NEW = r"(?P<person>[\u4e00-\u9fff]{2,4}?)"
_POST = r"(?:[\u4e00-\u9fff]{0,14}(?:长|主任|书记|科员|干事|专员|参谋|秘书|主席|经理|调研员|干部|主管|助理))"
_BECOMES = (
    r"(?:现在|今天|已经?|现已|那边|来函|也|就|先)*"
    r"(?:定了?|定下来了?|确定|明确|指定|报来了?|推荐|派|安排|设|有|来)"
)
_SEATS = tuple(
    re.compile(form)
    for form in (
        rf"(?:给|请给|为)?(?P<unit>{_UNIT})(?:的)?(?:联络员|联络人|人)?{_BECOMES}?(?:的)?(?:了|下来了?)?(?:为|是|由|成|叫|了人|人|联络员)*[,:：\s]*(?:是|为|叫|由|就定|就是)?(?P<post>{_POST})?{_NEW}(?:同志)?(?:[(（](?P<also>[^()（）]{{2,20}})[)）])?(?:来)?(?:当|任|做|担任|为|作为|是)?(?:联络员)?了?",
        rf"(?:登记|由|让|请|定)?(?P<post>{_POST})?{_NEW}(?:同志)?(?:为|任|是|担任|当|做|设为|设成)(?P<unit>{_UNIT})(?:的)?联络员",
        rf"(?:给|向|为|邀请)(?P<unit>{_UNIT})(?:新定的?|登记|新的?|的)*(?:联络员)?{_NEW}(?:发(?:一[份个])?邀请(?:码|链接)?)?",
    )
)
_INVITES = re.compile(
    r"(?:请|麻烦|并|再)*(?:给|向)?(?:她|他|本人)?(?:发|送)?(?:她|他|给她|给他)?(?:一?[份个])?(?:邀请)(?:码|链接)?(?:给?[她他])?|(?:请|让)[她他](?:自己)?进来|电话以后补"
)
_NO_NAME = re.compile(
    r"来函|来文|来电|[函文电]$|备案|变更|联络|邀请|任务|空缺|名单|进展|情况|电话|没有|单位|以后|换成|股长|局长|负责|牵头|催|发|报|定了"
    r"|[咋怎啥谁哪]|如何|什么|[了的是在不没有吗]$|^[的是在了和与]"
)


def seated(parts: Sequence[str]) -> Iterator[Clauses]:
    """Who becomes liaison of a unit, by words that call it so or ask for an invitation; the name is new to us."""
    text = "，".join(parts)
    if not re.search(r"联络员|联络人|邀请", text) or _LEAVES.search(text):
        return
    joined = [part.removeprefix("把").removeprefix("请") for part in parts]
    for place in range(len(joined)):
        tries = [joined[place]]
        if place + 1 < len(joined):
            tries.insert(0, f"{joined[place]}:{joined[place + 1]}")
        for wide, words in zip(range(len(tries), 0, -1), tries, strict=True):
            bare = re.sub(r"并?(?:请)?发(?:一?[份个])?邀请(?:码|链接)?$", "", words)
            found = next((match for form in _SEATS if (match := form.fullmatch(bare)) is not None), None)
            if found is None or _NO_NAME.search(found["person"]):
                continue
            said = _slots(found)
            beside = []
            for one in (*parts[:place], *parts[place + wide :]):
                post = re.fullmatch(rf"(?:职务[是为]?|现任)?(?P<post>{_POST})", one)
                if post is not None and "post" not in said:
                    said["post"] = post["post"]
                elif not _INVITES.fullmatch(one):
                    beside.append(one)
            yield Clauses(Deed.SEAT, said, tuple(beside))
            return


def _slots(found: re.Match[str]) -> dict[str, str]:
    said = {slot: one for slot, one in found.groupdict().items() if one}
    post = said.pop("also", None) or said.get("post", "")
    return {**said, "post": re.sub(rf"^{_BECOMES}(?=..)", "", post)} if post else said  # 确定规划股股长某某为联络员


_LEAVES = re.compile(
    r"变更|更换|调整|改由|改为|改成|现任|由[^，]{2,12}(?:为|成)|换成|换为|接替|接任|调走|调离|离[任职]|退休|不再|交接"
    r"|请假|代理|轮训|休假|\d{1,2}[日号]起"
)
"""Words of whoever gives the seat up, or of a day to come: a change, which is read with its days elsewhere."""
