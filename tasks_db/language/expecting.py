"""By which day a clause expects the work to be done: a day to come, with completion, 预计 or an end by that day."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import cues, more_time, troubles
from tasks_db.language.day_marks import Mark

_LITTLE = re.compile(
    rf"{cues.FUTURE.pattern}|能够?|可以?|到位?|在|就|才|左右|前|之|收[尾工口]|扫尾|拿[下到]|[弄搞办][好完]|{cues.EMPTY_WORDS.pattern}"
)
_ENDS = re.compile(
    r"(?:肯定|一定|保证|绝对|[之以]?前|左右|前后|可以?|能够?|会|都|全部?|应该?|就|要|再|把它?){0,8}[\u4e00-\u9fff]{0,2}?"
    r"(?:扫尾|[收结]尾|收[口官工]|完工|竣工|[\u4e00-\u9fff]完|[\u4e00-\u9fff]得完|完得(?:了工?|成)|[弄做搞办干][好完]|拿(?:出|下)来?|出来|交付|[交报拿赶](?:得)?(?:出来|上来|齐|完|上)|补[齐上足])[了吧哈呢的啊]{0,4}\W*"
)
_WHAT_IS_LEFT = re.compile(
    r"[剩余差]|^\W*[^,。;]{0,8}?(?:我们|咱们?|我局|这[项个块边]|那边)$|^\W*(?:争取|计划|照(?:这|目前|现在)[^,。;]{0,6}|预计|打算|估计|大概|应该|我们|全部|都|到|在|整体|最[迟晚]){0,6}$"
)


_APART = re.compile(r"^.*\s(?=\S*$)|^[^,。;\s\d]{2,12}的话")
"""天气好的话20号前能收尾: a condition takes no day away, nor do words that a blank parts from it."""
_AS_ASKED = re.compile(r"要求|原[定来计]|目标|通知|方案|合同")


def expected(text: str, dated: tuple[Mark, ...], today: date, *, ahead: bool) -> Mark | None:
    """Return the day on which a clause expects completion, None where it tells none.

    ``ahead`` is True where it says that the work will be done, by that word itself.
    """
    if troubles.difficulty(text):
        return None  # 元旦前完工有难度
    if (takes := more_time.takes(text, today)) is not None:
        return takes
    announced = cues.FUTURE.search(text) and _announces_nothing_else(text, dated)
    if not ahead and not announced and not _ends_by_a_day(text, dated) and not _stands_apart(text, dated):
        return None
    found = [said for said in dated if said.day is not None and said.day >= today and said.rule != "year"]
    return found[-1] if found else None


def _stands_apart(text: str, dated: tuple[Mark, ...]) -> bool:
    """As 推进中 35% 无困难 预计12月31日, where blanks part what is told."""
    if not dated:
        return False
    start, end = text.rfind(" ", 0, dated[-1].start) + 1, text.find(" ", dated[-1].end)
    before, behind = text[start : dated[-1].start], text[dated[-1].end : end if end >= 0 else len(text)]
    return start > 0 and cues.FUTURE.search(before) is not None and not _LITTLE.sub("", before + behind)


def _ends_by_a_day(text: str, dated: tuple[Mark, ...]) -> bool:
    """As 28号之前能扫尾 and 剩2个12月20日前收尾: the work, or what is left of it, ends by that day."""
    if not dated or dated[-1].day is None:
        return False
    before = text[: dated[-1].start]
    left = _WHAT_IS_LEFT.search(_APART.sub("", before)) and not _AS_ASKED.search(before)
    return bool(left) and _ENDS.fullmatch(text, dated[-1].end) is not None


def _announces_nothing_else(text: str, dated: tuple[Mark, ...]) -> bool:
    """Whether a day is said of the work itself: 预计12月底, but not 打算月底前再换2公里."""
    for said in reversed(dated):
        text = text[: said.start] + text[said.end :]
    return not _LITTLE.sub("", text)
