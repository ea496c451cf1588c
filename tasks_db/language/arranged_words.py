"""What a proposal of a sitting says beside its topic: when and where it is to be, and who is to come."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.sitting_words import SittingWordsError, TimeAndPlace, time_and_place
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Arranged:
    """The topic by itself, and what was said of time, place and units; None and empty where nothing was."""

    topic: str
    when: TimeAndPlace | None
    units: str

    @property
    def says_more(self) -> bool:
        """Whether anything was said beside the topic."""
        return self.when is not None or bool(self.units)


_CLAUSES = re.compile(r"[，,；;。\n]+")
_COME = re.compile(
    r"(?:(?:参加|参会|出席|与会)(?:的)?(?:单位|部门|人员)?(?:是|为|有)?[:：]?"
    r"|(?:叫|通知|邀请)(?=.{2,}(?:参加|出席|来)$))"
    r"(?P<units>.{2,}?)(?:等)?(?:单位|部门)?(?:参加|出席|来)?"
)
_HOUR = re.compile(r"\d{1,2}\s*(?:[:：]\s*\d{2}|[点时])")
_AT = re.compile(r"(?:会议)?(?:时间|地点)?[:：]?(?:定在|拟于|于|在)?")


_HELD = re.compile(
    r"\s*(?:请|要|想|怎么|如何|帮我)*(?:补记|补录|补登|补)(?:一?[次个场下])*(?:已经?|以前|之前|上周|昨天)*(?:开过?|召开)?过?了?的?"
    r"[^，,。：:]{0,8}会议?(?:的?记录)?[\s。.!！？?]*"
    r"|[^，,。：:]{2,16}?(?:召开|开)(?:了|过)[^，,。；;]{0,16}(?:会议|会|专题会)[，,。；;].*(?:议定|决定|明确|主持|请假).*",
    re.DOTALL,
)


def tells_of_held(text: str) -> bool:
    """Return whether words tell of a sitting that has been held and is to be written down: 补记一次已开的会."""
    return _HELD.fullmatch(text) is not None


def arranged(topic: str, today: date) -> Arranged:
    """Part the topic of a proposal from time, place and units: 研究占道，11月27日下午3点在三楼会议室."""
    parts = [part.strip() for part in _CLAUSES.split(topic) if part.strip()]
    kept: list[str] = []
    when, units = None, ""
    skipped = -1
    for n, part in enumerate(parts):
        if n == skipped:
            continue
        come = _COME.fullmatch(part) if not units else None
        said = _when(part, parts[n + 1] if n + 1 < len(parts) else "", today) if when is None and not come else None
        if come is not None:
            units = come["units"]
        elif said is not None:
            when, takes_next = said
            skipped = n + 1 if takes_next else -1
        else:
            kept.append(part)
    return Arranged("，".join(kept), when, units)


def _when(part: str, following: str, today: date) -> tuple[TimeAndPlace, bool] | None:
    """When and where a clause says, its place perhaps in the next one; None where it says no time."""
    if _HOUR.search(part) is None:
        return None
    for words, takes_next in ((part, False), (f"{part} {following}", True)):
        try:
            found = time_and_place(_AT.sub("", words, count=1), today)
        except SittingWordsError:
            continue
        return TimeAndPlace(found.day, found.at, _AT.sub("", found.place, count=1).strip()), takes_next
    return None
