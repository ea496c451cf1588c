"""Who is to sit for a unit in another's place, as people type it: unit, post, name, from when and why."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.language.typed import typed
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class ReplacingWords:
    """Somebody is to sit for a unit in another's place; ``since`` is None where no day is said."""

    unit: str
    role: SeatRole
    name: str
    since: date | None
    reason: str
    post: str = ""


_REPLACING = re.compile(
    r"(?P<unit>[^，,。\s]{2,20}?)的?(?P<role>副召集人|召集人|办公室主任|成员)(?:由[^，,\s]{2,5})?"
    r"(?:换成|换为|改成|改为|调整为|更换为|变更为)"
    r"(?P<post>[\u4e00-\u9fff]{1,12}长|[\u4e00-\u9fff]{0,12}(?:主任|书记|科员|干事|专员|参谋|秘书))?"
    r"(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:[（(](?P<behind>[^（）()]{2,20})[）)])?(?P<rest>[，,].*)?"
)
_SINCE = re.compile(r"(?:自|从)?(?P<day>[^，,]*?[日号天])(?:起|开始)?")


def replacing(text: str, today: date) -> ReplacingWords | None:
    """Return what 县公安局成员换成赵新，自4月7日起，因工作变动 says; None for any other text.

    Of liaisons (联络员) the orders speak. Raises SittingWordsError for words behind the name that are no day and no
    reason.
    """
    found = _REPLACING.fullmatch(typed(text).plain.strip().rstrip("。"))
    if found is None:
        return None
    since, reason = None, ""
    for part in re.split("[，,]", found["rest"] or ""):
        words = part.strip()
        marks = [mark for mark in dates(words, today) if mark.day is not None]
        if words.startswith(("因", "原因", "由于")):
            reason = words.removeprefix("原因").strip(" ：:")
        elif len(marks) == 1 and _SINCE.fullmatch(words) and marks[0].days and marks[0].days.exact:
            since = marks[0].day if "年" in words or marks[0].day is None else _nearest(marks[0].day, today)
        elif words:
            raise SittingWordsError(f"没有看懂“{words}”。请写：单位成员换成姓名，自某月某日起，因工作变动。")
    role = next(role for role in SeatRole if role.zh == found["role"])
    post = (found["post"] or found["behind"] or "").strip()
    return ReplacingWords(found["unit"], role, found["name"], since, reason, post)


def post_and_reason(text: str) -> tuple[str, str]:
    """Return the post and the reason that were typed for a change: 副局长，因工作变动; 无 is neither."""
    parts = [part.strip(" 。") for part in re.split("[，,；;]", text) if part.strip(" 。")]
    reasons = [part for part in parts if part.startswith(("因", "原因", "由于")) or part.endswith(_REASONS)]
    posts = [part for part in parts if part not in reasons and part != "无"]
    return "、".join(posts), "，".join(part.removeprefix("原因").strip(" ：:") for part in reasons)


_REASONS = ("变动", "调动", "调整", "调离", "退休", "辞职", "交流", "轮岗", "分工")
"""So a reason for a change ends: 工作变动, 班子分工调整."""


def _nearest(day: date, today: date) -> date:
    """Return the day without its year that is nearest: somebody may sit there for a while before it is filed."""
    before = day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
    return min(day, before, key=lambda each: abs(each - today))
