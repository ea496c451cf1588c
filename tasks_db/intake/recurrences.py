"""How often: work that a text gives a period. The one place that knows it.

=================  ===========  =====================================================
每月, 按月, 逐月    month        每月底前报送, 一月一调度
每季度, 每季, 按季  quarter      每季度…不少于100场
每学期              semester     每学期…报告: a school year's terms, to the end of January and July
每半年, 半年一次    half_year    每半年报送一次: to the end of June and December
每年, 每年度, 每学年  year         每年组织1场以上, 每年一次
=================  ===========  =====================================================

The clause must speak of work: an act (组织, 开展, 报告…), a count of times, or the day by which something is due
(每月十五日以前); a bound (每年不超过1次) asks for none. Money and entitlements are none: 每生每年700元,
每个托位每年600元, 夫妻双方每年可提取, 每人每年只享受一次. Neither are measures: 每千人口, 每2万人.
长期, 持续推进 and 常态化 make work standing without a period. So do rounds closer than a month (每周, 每旬, 每日),
which nobody is asked to report one by one. In a date column the period alone will do: 每月, 每月5日前.
"""

import re

from tasks_db.intake.draft import Recurrence
from tasks_db.intake.quantities import MONEY, halve

_EVERY = {"月": "month", "季": "quarter", "季度": "quarter", "学期": "semester", "半年": "half_year"}
_PERIOD = re.compile(
    r"(?:每(?:个)?|[按逐](?=[月季半学]))(?P<of>月|季度|季|学期|半年|学年|年度|年)(?!龄|级|轮)"
    r"|(?:一(?P<one>月|季度|季|学期|年)|(?P<half>半年))一(?!次性)"
)
# no round is written without one of these
_OFTEN = re.compile("[每按逐月季度期年](?:(?<=每)|(?<=[按逐])[日周旬月季半学]|(?<=[月季度期年])一)")
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
_DUE_EACH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?:之前|以前|前)|[底末](?:之前|以前|前)?")
_STANDING = re.compile(
    r"持续推进|长期(?:坚持|推进|开展|实施|抓好)"
    # 常态化 before an act, not as the attribute of a thing: 常态化排查, but no 常态化疫情防控
    r"|常态化(?:、[^，。；]{1,4}化)?(?:地)?(?:开展|推进|推动|组织|实施|做好|抓好|加强|落实|保持|化解|排查|督促|督导|检查|巡查|监管|管理|走访|宣传|培训|调度|机制)"
)
_CLOSER = re.compile(
    r"(?:每(?:个)?(?:工作)?(?:日|天|周|星期|旬|半个?月)|[按逐](?:日|周|旬)|半月一)(?!人均|均)[^，。；]{0,30}"
)
_STANDING_CELL = re.compile(
    r"长期|持续|常态|贯穿|全程|常抓不懈|不间断|每(?:个)?(?:工作)?(?:日|天|周|星期|旬|半个?月)"
)


def recurrences(text: str, *, column: bool = False) -> tuple[Recurrence, ...]:
    """Return the rounds that a text, or the cell of a date column, asks for, each with its clause as target."""
    if not _OFTEN.search(text):
        return ()
    plain = halve(text)
    found = []
    for period in _PERIOD.finditer(plain):
        clause = re.split(r"[，。；,;]", text[period.end() :], maxsplit=1)[0].strip()
        if not column and not _is_work(clause) and not _is_due(clause):
            continue
        found.append(Recurrence(_EVERY.get(period["of"] or period["one"] or period["half"], "year"), clause))
    return tuple(found)


def _is_due(clause: str) -> bool:
    """Whether a clause opens with the day of its period by which something is due: 每月十五日以前, 每季度末."""
    due = _DUE_EACH.match(halve(clause))
    return due is not None and not _ENTITLEMENT.search(clause, due.end())


def _is_work(clause: str) -> bool:
    plain = halve(clause)
    return bool(_WORK.search(plain)) and not any(no.search(plain) for no in (_ENTITLEMENT, _CAP, MONEY))


def closer_than_a_month(text: str) -> str | None:
    """Return the round of work that a text asks for more often than monthly, with its clause, or None."""
    if not _OFTEN.search(text):
        return None
    found = (clause.group() for clause in _CLOSER.finditer(halve(text)))
    # 每天不低于2小时 is a measure
    return next((clause for clause in found if _ACT.search(clause) or _TIMES.search(clause)), None)


def is_standing(text: str) -> bool:
    """Whether running text calls the work standing."""
    return _STANDING.search(text) is not None


def is_standing_cell(text: str) -> bool:
    """Whether the cell of a date column says that the work has no end."""
    return _STANDING_CELL.search(text) is not None
