"""Who is to lead a task, and to which day it moves, amid other clauses (1-5交错了，应当是县公安局)."""

from collections.abc import Iterator, Mapping, Sequence

from tasks_db import lazy_re as re
from tasks_db.language.deeds import Deed
from tasks_db.language.order_seats import Clauses

_UNIT = r"[\ue000-\ue0ff]"
_FORWARD = re.compile(
    rf"(?:改交给?|改由|改派给?|改给|重新交给)(?P<unit>{_UNIT})(?:来)?(?:牵头|负责|办理?|承办|去办|落实)*(?:了|吧)*$"
)
_SHOULD_BE = re.compile(
    rf"(?:应[该当]?(?:是|交给?|由|给|为)|换成|换由|转给|转交给?|改为|改成|交给?|是)(?P<unit>{_UNIT})(?:的)?(?:来)?(?:牵头|负责|办理?|承办|去办|落实)*(?:的)?(?:了|吧)*$"
)
_WENT_WRONG = re.compile(r"交错|派错|给错|发错|交办错|弄错|搞错|说错|牵头错|牵头单位[写填]?错|不该(?:交|给|由)")
_NOT_THE_LEAD = re.compile(r"责任|配合|协助|协同|联络员|领导|名称|改名|更名|牵头单位(?!错|[写填]错)")
"""Who is beside whom is read by its own forms, and a unit that is called otherwise is no other unit."""
_MOVES = re.compile(
    r"(?:改到|改为|改成|改至|(?:延期|延长|延|推迟|顺延|往后推|后推|推)[到至]|调整到|调整为|[定放]到)"
    r"(?P<day>(?:\d{4}年|今年|明年)?\d{1,2}月(?:\d{1,2}[日号]?|底|末)|\d{4}-\d{1,2}-\d{1,2})(?:前|之前|以前)?(?:了|吧|为止)*$"
)
_WISHED = re.compile(
    r"申请|请求|想|希望|建议|要求|能否|拟|恳请|争取|可能|预计|打算|如果|若|是否|未同意|不同意|没同意|没有同意"
)
"""A unit's plea for another day, or a day that is only thought of: nobody has set it."""
_AGREES = re.compile("(?:同意|批准|准许|可以|[把将给])+")
"""What only agrees is no ground: the units would read it as that."""
_NOT_OF_TASK = re.compile(r"会议|开会|例会|答复期限|收集日|稿|公文|函件|通知\d|任期|代理")
_LATE = re.compile(r"(?:的?(?:完成|办结)?(?:时限|期限|日期|时间|截止日期?))")
_SMALL = re.compile(
    r"[把将的从由自起至到]|原来?|现在|办公室|请|统一|一下|予以|这项|那项|任务|(?:\d{4}年|今年|明年)?\d{1,2}月(?:\d{1,2}[日号]?|底|末)|[《》“”\"'()（）:：\s]"
)


def led(parts: Sequence[str], slots: Mapping[str, str], *, is_last: bool) -> Iterator[Clauses]:
    """Which unit leads instead of another; ``slots`` name the task, ``is_last`` is for the one given last."""
    text = "，".join(parts)
    if not (slots or is_last) or _NOT_THE_LEAD.search(text):
        return
    wrong = _WENT_WRONG.search(text) is not None
    for form in (_FORWARD, *((_SHOULD_BE,) if wrong else ())):
        for place, part in enumerate(parts):
            found = form.search(part)
            if found is not None:
                beside = tuple(one for count, one in enumerate(parts) if count != place)
                yield Clauses(Deed.LEAD, {**(slots or {"last": "1"}), "unit": found["unit"]}, beside)
                return


def moved(parts: Sequence[str], slots: Mapping[str, str], number: str) -> Iterator[Clauses]:
    """To which day the one task that is named moves; what else is said is the ground (依据写…, 因管材未到货)."""
    text = "，".join(parts)
    if not slots or _WISHED.search(text):
        return
    found = [(place, move) for place, part in enumerate(parts) if (move := _MOVES.search(part)) is not None]
    if len(found) != 1:
        return
    place, move = found[0]
    ahead = parts[place][: move.start()]
    if _NOT_OF_TASK.search(ahead):
        return
    bare = _LATE.sub("", re.sub(number, "", ahead))
    grounds = [re.sub(number, "", _LATE.sub("", ahead)).strip("，的 《》")] if _SMALL.sub("", bare) else []
    grounds = [one for one in grounds if not _AGREES.fullmatch(one)]
    beside = (*(one for count, one in enumerate(parts) if count < place), *grounds, *parts[place + 1 :])
    kept = tuple(left for one in beside if (left := re.sub(rf"{number}|《》", "", one).strip("，的 ")))
    if kept:  # a day alone is read by the forms of one clause
        yield Clauses(Deed.MOVE, {**slots, "day": move["day"]}, kept)
