"""Who is a member of the standing body, as its office says it: 县税务局是成员单位, 成员单位去掉市财政局."""

from tasks_db import lazy_re as re
from tasks_db.language.lists import listed
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MemberChange:
    """Units that are members, and units that are none; ``whole``: the former are all there are."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    whole: bool = False


_ASKS = re.compile(r"[?]|吗|是不是|哪|谁|几个|多少|什么|没有[吗呢]?$")
_MEMBER = r"(?:联席会议|领导小组|工作专班|专班)?的?成员单位(?:的?名单)?"
_WHO = r"(?P<who>[^,。;:]{2,200}?)"
_OUT = r"(?:去掉|去除|删掉|删去|删除|移出|移除|划掉|拿掉|剔除|取消|除去|减去)"
_IN = r"(?:增加|加上|加入|补上|补充|增补|新增|添加|添上|加)"
_LET = r"(?:请|麻烦)?(?:把|将)?"
_DROPS = (
    rf"{_WHO}(?:已经|现在|都|也)*(?:不是|不再是|不算|不属于|不再作为|不作为|退出)(?:了)?{_MEMBER}了?",
    rf"{_LET}{_WHO}(?:都|也)?(?:从|在){_MEMBER}(?:里|中|里面|当中|名单)?(?:面)?{_OUT}",
    rf"{_LET}{_MEMBER}(?:里|中|里面)?{_OUT}[:]?{_WHO}",
    rf"{_LET}{_WHO}{_OUT}(?:出|出了)?{_MEMBER}",
    rf"{_OUT}{_MEMBER}[:]?{_WHO}",
)
_ADDS = (
    rf"{_WHO}(?:现在|都|也|还)*(?:是|算|作为){_MEMBER}",
    rf"{_LET}{_WHO}(?:都|也)?(?:列为|列入|增加为|增补为|补充为|加为|加入|加进|加到|作为|增列为|纳入|设为|定为){_MEMBER}(?:里|中|里面|名单)?(?:面)?",
    rf"{_LET}{_MEMBER}(?:里|中|里面)?(?:再)?{_IN}[:]?{_WHO}",
    rf"{_LET}{_IN}{_WHO}(?:为|作为|当|做|到){_MEMBER}",
)
_WHOLE = (rf"{_MEMBER}(?:[:]|(?:就)?(?:是|为|有|包括|定为)[:]?){_WHO}",)
_LONGEST = 400


def member_change(text: str) -> MemberChange | None:
    """Return what a text says of who is a member; None for questions and all other texts."""
    plain = typed(text).plain.strip().rstrip("。!,; \n").replace("\n", "、")
    if "成员单位" not in plain or len(plain) > _LONGEST or _ASKS.search(plain):
        return None
    for forms, kind in ((_DROPS, "drop"), (_WHOLE, "whole"), (_ADDS, "add")):
        for form in forms:
            found = re.compile(form).fullmatch(plain)
            if found is None:
                continue
            units = listed(found["who"])
            if kind == "drop":
                return MemberChange(drop=units)
            if kind == "add" or len(units) > 1:
                return MemberChange(add=units, whole=kind == "whole")
    return None
