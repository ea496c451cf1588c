"""Faults that a unit counted: found and not put right, or held against a standard and not passed.

隐患13处，整改10处 leaves three; 监测水样120份，合格118份 leaves two that did not pass. A count alone is no success:
until the unit says what became of them they are followed up.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import states
from tasks_db.register.digest.facts import OF_EARLIER, accepted_in
from tasks_db.register.digest.open_faults import Unmended
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.values import Report, Task

_FAULTS = r"(?:安全|质量|风险)?(?:隐患|问题|短板|风险点)"
_MEASURE = r"[处个项条件起]"
_DONE = r"(?:整改|销号|处置|解决|化解|消除)(?:完成|完毕|到位|销号|了)*"
_FOUND = re.compile(
    rf"(?:(?P<what>{_FAULTS})(?:点|清单)?(?P<found>\d{{1,6}})(?P<measure>{_MEASURE})"
    rf"|(?:发现|排查|查出|检查出|查找|梳理)(?:出|到)?(?P<found2>\d{{1,6}})(?P<measure2>{_MEASURE})(?P<what2>{_FAULTS}))"
    r"(?P<rest>[^。；;]*)"
)
_MENDED = (
    re.compile(rf"{_DONE}(?P<n>\d{{1,6}}){_MEASURE}"),
    re.compile(rf"(?P<n>\d{{1,6}}){_MEASURE}(?:现|均|都|已经?|全部)*(?:完成)?{_DONE}"),
)
_LEFT = re.compile(rf"(?P<n>\d{{1,6}}){_MEASURE}(?:还|尚|仍|正在|正)*(?:没有?|未|待)?(?:完成)?整改")
_ALL = re.compile(r"(?:均|都|全部|全)已?(?:完成)?(?:整改|销号|处置|解决|化解|消除)")
_TOUCHED = re.compile(r"整改|销号|处置|解决|化解|消除|移交|交办|立案|查处|关停")
_UNITS = r"份|批次|批|家|台|辆|件|组|户|个|处|所|座|人|名|项|栋|套|条|眼"
_PASSED = re.compile(
    rf"(?P<what>[^\d，,。；;：:]{{0,12}})(?P<all>\d{{1,7}})(?P<measure>{_UNITS})(?P<noun>[^\d，,。；;]{{0,6}})[，,]?"
    r"(?:其中|经?(?:检测|检验|抽检|监测|测试|评估)|结果|目前|已|有)*(?:合格|达标)(?:的|了)?(?P<passed>\d{1,7})(?P=measure)"
)
_NOT_PASSED = r"(?:不合格|不达标|未达标|没有?达标|未合格|超标)"
_FAILED = (
    re.compile(
        rf"(?P<n>\d{{1,6}})(?P<measure>{_UNITS})(?P<what>[^\d，,。；;]{{0,8}}?)(?:检测|检验|抽检)?{_NOT_PASSED}"
    ),
    re.compile(rf"{_NOT_PASSED}(?:的)?(?P<what>[^\d，,。；;]{{0,6}}?)(?P<n>\d{{1,6}})(?P<measure>{_UNITS})"),
)
_DEALT_WITH = re.compile(
    rf"{_NOT_PASSED}[^。；;]*?(?:处置|整改|停用|停售|停业|下架|召回|查封|立案|查处|更换|清洗|消毒|移交|复检|复测|销毁)"
    r"|(?:复检|复测|复查|复验)[^。；;]{0,8}(?:合格|达标)"
)
_ORDERED = r"[^\d，,。；;]{0,4}(?:责令|限期|整改|停业|停用|停售|下架|召回|处置|立案|查处|查封|封存|更换|复检|复查)"
"""What a check led to, behind the count of what it did not pass: 1家责令整改."""
_OF_A_MONTH = re.compile(
    rf"(?P<month>\d{{1,2}})月份?(?:(?:发现|查出|检出|反馈|遗留)的|{_NOT_PASSED}的)(?P<n>\d{{1,6}})(?P<measure>{_UNITS})"
)
"""What a unit counted in a month that it names: 12月份不合格的3家."""
_VERBS = re.compile(
    r"^(?:.*(?:已|共|累计|随机|本月|本季度|本期|月份?|季度|对|了))?(?:监测|检测|抽检|抽测|抽查|检查|检验|采集|采样|送检|测试|评估|考核|验收|完成|组织|开展)+了?"
)
_DANGERS = re.compile(r"隐患|风险|危险")
_EATEN_OR_USED = re.compile(r"水|食|餐|饮|药|疫苗|消防|电梯|燃气|锅炉|校车|特种设备|甲醛|安全")
_PEOPLE = ("人", "名")


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """How many of what was counted are left: 2 处 of 隐患; 0 where none. ``failed``: they did not pass a check.

    ``untold`` where the unit says nothing of what became of any of them; ``found`` is how many did not pass at all.
    """

    count: int
    measure: str
    what: str
    failed: bool = False
    untold: bool = False
    found: int = 0


def left_open_in(text: str) -> LeftOpen | None:
    """Return what of the faults that a text counts is left by its own words; None where it counts none."""
    counted = [*_mended_in(text), *_failed_in(text)]
    return next((left for left in counted if left.count > 0), counted[0] if counted else None)


def _mended_in(text: str) -> Iterator[LeftOpen]:
    for found in _FOUND.finditer(text):
        count, rest = int(found["found"] or found["found2"]), found["rest"]
        measure, what = found["measure"] or found["measure2"], found["what"] or found["what2"]
        if left := _LEFT.search(rest):
            yield LeftOpen(int(left["n"]), measure, what)
        elif mended := next((m for pattern in _MENDED if (m := pattern.search(rest))), None):
            yield LeftOpen(max(0, count - int(mended["n"])), measure, what)
        elif _ALL.search(rest):
            yield LeftOpen(0, measure, what)
        elif not _TOUCHED.search(text):
            yield LeftOpen(count, measure, what, untold=True)


def _failed_in(text: str) -> Iterator[LeftOpen]:
    """What did not pass: all less those that did, else the count of those that did not."""
    dealt = bool(_DEALT_WITH.search(text))
    whole = [m for m in _PASSED.finditer(text) if int(m["passed"]) <= int(m["all"])]
    for found in whole:
        what = found["noun"] or _VERBS.sub("", found["what"])
        count = int(found["all"]) - int(found["passed"])
        ordered = re.compile(rf"(?<!\d){count}{found['measure']}{_ORDERED}").search(text, found.end())
        yield LeftOpen(0 if dealt or ordered else count, found["measure"], what, failed=True, found=count)
    if whole:
        return
    if dealt:
        yield from (LeftOpen(0, m["measure"], "", failed=True) for m in _OF_A_MONTH.finditer(text))
    for pattern in _FAILED:
        for found in pattern.finditer(_OF_A_MONTH.sub("", text) if dealt else text):
            count = int(found["n"])
            yield LeftOpen(0 if dealt else count, found["measure"], found["what"], failed=True, found=count)


def unmended(task: Task, period: Period, as_of: datetime) -> Iterator[Unmended]:
    """Yield what each unit of an open task counted in the period and has not put right, by its accepted words.

    What is left of an earlier count stands beside the last one until the unit says what became of it.
    """
    if states.closed_at(task, as_of) is not None:
        return
    for assignment in task.asked_assignments:
        accepted = _each_once(accepted_in(period, assignment, as_of), task.title)
        counted = [(r, left) for r in accepted if (left := left_open_in(r.text)) is not None]
        whole = sum(left.found for _, left in counted)
        for n, (report, left) in enumerate(counted):
            later = [r for r, of in counted[n + 1 :] if of.failed is left.failed]
            if left.count > 0 and not any(_speaks_of_earlier(r, left) for r in later):
                yield Unmended(
                    TaskRef.of(task),
                    assignment.id,
                    report.unit,
                    left.count,
                    left.measure,
                    left.what,
                    superseded=bool(later) or left.untold,
                    source=Source.of(report, as_of),
                    failed=left.failed,
                    of=whole if left.failed else 0,
                    dangerous=_is_dangerous(left, task.title),
                )


def _each_once(reports: Sequence[Report], title: str) -> list[Report]:
    """The reports without those whose words a later one tells anew, with more before them: 12月份检查食堂21家…."""
    words = ["".join(r.text.split()).removeprefix(title).lstrip("：:，,") for r in reports]
    anew = [any(own and own in later and own != later for later in words[n + 1 :]) for n, own in enumerate(words)]
    return [r for r, is_told in zip(reports, anew, strict=True) if not is_told]


def _is_dangerous(left: LeftOpen, title: str) -> bool:
    """Whether somebody may come to harm by what is left: by a hidden danger, or by water, food or gear that failed.

    People who did not pass an examination are none, nor are works that were not accepted.
    """
    if not left.failed:
        return bool(_DANGERS.search(left.what))
    return left.measure not in _PEOPLE and bool(_EATEN_OR_USED.search(left.what + title))


def _speaks_of_earlier(report: Report, left: LeftOpen) -> bool:
    """Whether a later report says what became of what was left; of what failed, that it was dealt with."""
    said = local_date(report.at).month
    counted = any(int(m["n"]) == left.count and int(m["month"]) != said for m in _OF_A_MONTH.finditer(report.text))
    is_earlier = counted or bool(OF_EARLIER.search(report.text))
    return is_earlier and (not left.failed or bool(_DEALT_WITH.search(report.text)))
