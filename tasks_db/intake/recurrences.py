"""How often: which of the rounds that ``language.rounds`` reads are work that the text asks for.

The clause must speak of work: an act (组织, 开展, 报告…), a count of times, or the day by which something is due
(每月十五日以前); a bound (每年不超过1次) asks for none. Money and entitlements are none: 每生每年700元,
每个托位每年600元, 夫妻双方每年可提取, 每人每年只享受一次. Neither are measures: 每千人口, 每2万人.
长期, 持续推进 and 常态化 make work standing without a period. So do rounds that cannot be kept (每旬, 每四个月) and
work every week: nobody is asked for it time by time, only for what is reported each week (每周五前报送). In a date
column the period alone will do: 每月, 每月5日前.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tasks_db.intake.draft import Recurrence
from tasks_db.intake.quantities import MONEY, halve
from tasks_db.language.round_days import Unkept
from tasks_db.language.rounds import RoundMark, rounds

# no round is written without one of these; all begin with a sign of one set, which is looked for at once
_OFTEN = re.compile(
    "[每按逐双单隔一季报、,，](?:(?<=每)|(?<=[按逐])[日周旬月季半学年]|(?<=[双单])月|(?<=隔)[周月年日]"
    "|(?<=[月季度期年周旬天日]一)|(?<=季)度?[首末头最第]|(?<=[月季周]报)[，,、每次]"  # 月报，次月5日前
    r"|(?:(?<=\d[、,，])|(?<=\d月[、,，]))\d{1,2}月?[、,，]\d)"  # 3、6、9、12月的20日
)
_ENTITLEMENT = re.compile(r"可(?:以)?(?:提取|申请|享受|领取)|享受|给予|补贴|补助|奖励|免除|减免|补偿|缴纳|发放")
# 每年不超过1次 bounds the work and asks for none
_CAP = re.compile("不(?:得|应|能)?(?:超过|多于)|[至最]多")
_ACTS = (
    r"组织|开展|召开|举办|汇总|报告|报送|上报|汇报|通报|公布|公开|公示|发布|督导|督查|检查|巡查|评估|评价|考核|培训|调度|调研|排查|演练|宣传|更新|走访|慰问"
    r"|体检|测评|监测|研究|听取|总结|新增|新建|改造|建成|建设|完成|安排"
)
_TIMES = re.compile("[一二两三四\\d]\\s*次")
_ACT = re.compile(_ACTS)
_WORK = re.compile(rf"{_ACTS}|至少|不少于|不低于|\d+\s*(?:次|场|期|轮|批)|[一二两三四]\s*(?:次|场|期|轮)")
_STANDING = re.compile(
    r"持续推进|长期(?:坚持|推进|开展|实施|抓好)"
    # 常态化 before an act, not as the attribute of a thing: 常态化排查, but no 常态化疫情防控
    r"|常态化(?:、[^，。；]{1,4}化)?(?:地)?(?:开展|推进|推动|组织|实施|做好|抓好|加强|落实|保持|化解|排查|督促|督导|检查|巡查|监管|管理|走访|宣传|培训|调度|机制)"
)
_REPORTED = re.compile("[报填]送|上报|报告|汇报|反馈|提交|填报|报一次")
_LONGEST_CLAUSE = 30
# every question about the rounds of a text looks for them first
_REMEMBERED = 8192
_STANDING_CELL = re.compile(
    r"长期|持续|常年|常态|贯穿|全程|常抓不懈|不间断|每(?:个)?(?:工作)?(?:日|天|周|星期|旬|半个?月)"
)


class Unasked(NamedTuple):
    """Work with a round that nobody is asked for: its clause, and why."""

    clause: str
    why: Unkept


def recurrences(text: str, *, column: bool = False) -> tuple[Recurrence, ...]:
    """Return the rounds that a text, or the cell of a date column, asks for, each with its clause as target.

    A round without a day is due by the day that the same text gives for another one of its period.
    """
    found = [(mark, clause) for mark, clause in _asked(text, column=column) if mark.rounds]
    dated: dict[str, set[str | None]] = {}
    for mark, _ in found:
        for one in mark.rounds if mark.dated else ():
            dated.setdefault(one.every, set()).add(one.day)
    made = []
    for mark, clause in found:
        for one in mark.rounds:
            days = dated.get(one.every, set())
            day = one.day if mark.dated or len(days) != 1 else next(iter(days))
            made.append(Recurrence(one.every, clause, day, one.months))
    return tuple(made)


def reported_rounds(cell: str) -> tuple[tuple[Recurrence, ...], Unkept | None]:
    """Return the rounds that the cell of a column of rounds (报送周期) names, and why one of them is not kept, if so.

    What stands there is reported, so 每周 is a round too, and a period may stand alone (季度, 月报).
    """
    marks = rounds(cell) or rounds(f"每{cell}")
    found = tuple(Recurrence(one.every, "", one.day, one.months) for mark in marks for one in mark.rounds)
    return found, next((mark.unkept for mark in marks if mark.unkept), None)


def unsure_rounds(text: str, *, column: bool = False) -> tuple[tuple[str, Recurrence], ...]:
    """Return the rounds whose day is an inference (每月初), each with the words that leave it open."""
    return tuple(
        (text[mark.start : mark.end], Recurrence(one.every, clause, one.day, one.months))
        for mark, clause in _asked(text, column=column)
        for one in mark.rounds
        if not mark.sure
    )


def round_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text speaks of its rounds and of their days (于次月5日前): no dates of their own."""
    found = [span for mark in _marks(text) for span in ((mark.start, mark.end), mark.later)]
    return tuple(span for span in found if span is not None)


def unasked_round(text: str, *, column: bool = False) -> Unasked | None:
    """Return the first work of a text with a round that cannot be kept or that nobody is asked for, or None.

    In a date column the period alone is work.
    """
    for mark in _marks(text):
        rest = re.split("[，。；]", text[mark.end : mark.end + _LONGEST_CLAUSE], maxsplit=1)[0]
        clause = text[mark.start : mark.end] + rest
        often = mark.unkept or (Unkept.TOO_OFTEN if _is_weekly_work(mark, text) else None)
        # 每天不低于2小时 is a measure
        if often and (column or _ACT.search(clause) or _TIMES.search(clause)):
            return Unasked(clause, often)
    return None


@lru_cache(maxsize=_REMEMBERED)
def _marks(text: str) -> tuple[RoundMark, ...]:
    return rounds(text) if _OFTEN.search(text) else ()


def _asked(text: str, *, column: bool) -> Iterator[tuple[RoundMark, str]]:
    for mark in _marks(text):
        clause = _clause(mark, text)
        due = mark.dated and not _ENTITLEMENT.search(clause)
        if (column or due or _is_work(clause)) and not _is_weekly_work(mark, text):
            yield mark, clause


def _clause(mark: RoundMark, text: str) -> str:
    return re.split(r"[，。；,;]", text[mark.end :], maxsplit=1)[0].strip()


def _is_weekly_work(mark: RoundMark, text: str) -> bool:
    """Whether something is done each week, but not reported by a day."""
    return any(one.every == "week" for one in mark.rounds) and not (
        mark.dated or _REPORTED.search(_clause(mark, text))
    )


def _is_work(clause: str) -> bool:
    plain = halve(clause)
    return bool(_WORK.search(plain)) and not any(no.search(plain) for no in (_ENTITLEMENT, _CAP, MONEY))


def is_standing(text: str) -> bool:
    """Whether running text calls the work standing."""
    return _STANDING.search(text) is not None


def is_standing_cell(text: str) -> bool:
    """Whether the cell of a date column says that the work has no end."""
    return _STANDING_CELL.search(text) is not None
