"""Faults that a unit counted: found and not put right, or held against a standard and not passed.

隐患13处，整改10处 leaves three; 监测水样120份，合格118份 leaves two that did not pass. A count alone is no success:
until the unit says what became of them they are followed up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import states
from tasks_db.register.digest import rechecks
from tasks_db.register.digest.facts import OF_EARLIER, accepted
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
    rf"{_NOT_PASSED}[^。；;]*?(?:处置|整改|停用|停售|停业|下架|召回|查封|立案|查处|更换|清洗|消毒|移交|复检|复测|销毁"
    r"|不再|不得|不准|不予|停岗|停职|停课|调离|辞退|清退|取消|退回|换[人下掉])"
    r"|(?:复检|复测|复查|复验)[^。；;]{0,8}(?:合格|达标)"
)
_ORDERED = r"[^\d，,。；;]{0,4}(?:责令|限期|整改|停业|停用|停售|下架|召回|处置|立案|查处|查封|封存|更换|复检|复查)"
"""What a check led to, behind the count of what it did not pass: 1家责令整改."""
_EARLIER = re.compile(
    rf"(?:(?P<month>\d{{1,2}}月)份?|上(?:一?个?季度|个?月|次|期)|此前|前期)[^\d，,。；;]{{0,4}}?"
    rf"(?:没有?整改|未(?:完成)?整改|发现|查出|检出|反馈|遗留|(?P<failed>{_NOT_PASSED}))的"
    rf"(?P<n>\d{{1,6}})(?P<measure>{_UNITS}|{_MEASURE})(?P<rest>[^，,。；;]*)"
)
"""What became of an earlier count that the unit names: 12月份没有整改的5处已整改4处, 上季度不合格的2份复检合格."""
_SETTLED = re.compile(r"整改|销号|处置|解决|消除|复检|复测|复查|复验|下架|停业|停用|查处|更换")
_NOT = re.compile(r"[未没尚仍]")
_VERBS = re.compile(
    r"^(?:.*(?:已|共|累计|随机|本月|本季度|本期|月份?|季度|对|了))?(?:监测|检测|抽检|抽测|抽查|检查|检验|采集|采样|送检|测试|评估|考核|验收|完成|组织|开展)+了?"
)
_DANGERS = re.compile(r"隐患|风险|危险")
_EATEN_OR_USED = re.compile(r"水|食|餐|饮|药|疫苗|消防|电梯|燃气|锅炉|校车|特种设备|甲醛|安全")
_PEOPLE = ("人", "名")
_SIGNS = re.compile(r"隐患|问题|短板|风险点|合格|达标|超标")
"""One of these stands in every text that counts faults; most texts have none and are read no further."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """How many of what was counted are left: 2 处 of 隐患; 0 where none. ``failed``: they did not pass a check.

    ``untold`` where the unit says nothing of what became of any of them; ``found`` is how many did not pass at all.
    ``finding`` is where and what of all that is left (石乡1处余氯不足), where the unit says it.
    """

    count: int
    measure: str
    what: str
    failed: bool = False
    untold: bool = False
    found: int = 0
    finding: str = ""


def left_open_in(text: str) -> LeftOpen | None:
    """Return what of the faults that a text counts is left by its own words; None where it counts none.

    What it says of an earlier count is left out.
    """
    if not _SIGNS.search(text):
        return None
    own = _EARLIER.sub("", text)
    counted = [*_mended_in(own), *_failed_in(own)]
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
        ordered = re.search(rf"(?<!\d){count}{found['measure']}{_ORDERED}", text[found.end() :])
        left, finding = rechecks.left_behind(text[found.end() :], count)
        if (dealt or ordered) and left == count:
            left, finding = 0, ""
        yield LeftOpen(left, found["measure"], what, failed=True, found=count, finding=finding)
    if whole:
        return
    for pattern in _FAILED:
        for found in pattern.finditer(text):
            count = int(found["n"])
            finding = rechecks.clause_with(text, found.start())
            yield LeftOpen(
                0 if dealt else count, found["measure"], found["what"], failed=True, found=count, finding=finding
            )


def unmended(task: Task, period: Period, as_of: datetime) -> Iterator[Unmended]:
    """Yield what each unit of an open task counted in the period and has not put right, by its accepted words.

    What is left of an earlier count stands beside the last one until the unit says what became of it, also where the
    issue before told of it.
    """
    if states.closed_at(task, as_of) is not None:
        return
    for assignment in task.asked_assignments:
        counted: list[_Counted] = []
        reports = accepted(assignment, as_of)
        if not any(_SIGNS.search(report.text) for report in reports):
            continue
        for report in _each_once(reports, task.title):
            own = left_open_in(report.text)
            counted = _followed_up(counted, _Counted(report, own) if own is not None else None, report.text)
        told = [one for one in counted if one.report.decided_at is not None and period.holds(one.report.decided_at)]
        whole = sum(one.left.found for one in told)
        whole += sum(one.left.count for one in counted if one not in told and one.left.failed)
        for n, (report, left) in enumerate((one.report, one.left) for one in counted):
            if left.count > 0:
                later = any(one.left.failed is left.failed for one in counted[n + 1 :])
                yield Unmended(
                    TaskRef.of(task),
                    assignment.id,
                    report.unit,
                    left.count,
                    left.measure,
                    left.what,
                    superseded=later or left.untold,
                    source=Source.of(report, as_of),
                    failed=left.failed,
                    of=whole if left.failed else 0,
                    dangerous=_is_dangerous(left, task.title),
                    finding=left.finding if left.failed else "",
                )


@dataclass(frozen=True, slots=True)
class _Counted:
    report: Report
    left: LeftOpen

    def down_to(self, count: int) -> "_Counted":
        """The same with so many left; which of several those are, is not known."""
        if count == self.left.count:
            return self
        return replace(self, left=replace(self.left, count=count, finding=""))


def _followed_up(before: Sequence[_Counted], own: _Counted | None, text: str) -> list[_Counted]:
    """What a unit's counts leave open once one more of its texts, with or without a count of its own, is read.

    A text that names an earlier count says what became of that one; one that speaks of what was before and of no
    such count says it of all. So does one that was tested anew or put right since, of what it names.
    """
    before, text = _of_month(before, text)
    if own is not None and own.report.text != text:
        anew = left_open_in(text)
        own = replace(own, left=anew) if anew is not None else None
    before = _checked_again(before, text)
    counted = [*before, *([own] if own is not None else [])]
    named = list(_EARLIER.finditer(text))
    for said in named:
        count, failed = int(said["n"]), bool(said["failed"])
        alike = [n for n, one in enumerate(counted) if one.left.count > 0 and one.left.failed is failed]
        earlier = [n for n in alike if n < len(before)]
        same = next((n for n in reversed(earlier) if counted[n].left.count == count), None)
        if same is not None:
            counted[same] = counted[same].down_to(_left_of(said))
        elif said["month"] is None and _left_of(said) == 0:
            whole = alike if sum(counted[n].left.count for n in alike) == count else earlier
            for n in whole:
                counted[n] = counted[n].down_to(0)
    if not named and own is not None and OF_EARLIER.search(text):
        for n, one in enumerate(before):
            if one.left.failed is own.left.failed and (not one.left.failed or _DEALT_WITH.search(text)):
                counted[n] = one.down_to(0)
    return counted


def _of_month(before: Sequence[_Counted], text: str) -> tuple[Sequence[_Counted], str]:
    """The counts before a text with what it says of those of a month (1月2处超标的水厂…), and its other words."""
    counted = list(before)
    for said in rechecks.of_month(text):
        alike = [n for n, one in enumerate(counted) if one.left.failed and one.left.count == said.count]
        of_it = [
            n for n in alike if said.month in {counted[n].report.said_on.month, *said.months(counted[n].report.text)}
        ]
        if of_it:
            counted[of_it[-1]] = counted[of_it[-1]].down_to(said.count - said.settled)
            text = text.replace(said.words, "")
    return counted, text


def _checked_again(before: Sequence[_Counted], text: str) -> list[_Counted]:
    """The counts before a text with what it says of their places or findings: put right, or tested anew."""
    counted = list(before)
    for sentence in rechecks.sentences(text):
        open_ = [n for n, one in enumerate(counted) if one.left.failed and one.left.count > 0]
        of_others = _EARLIER.search(sentence) or any(rechecks.of_month(sentence))
        if not open_ or of_others or left_open_in(sentence) is not None:
            continue
        meant = [n for n in open_ if rechecks.settles(sentence, counted[n].left.finding)]
        if not meant and len(open_) == 1 and not counted[open_[0]].left.finding:
            meant = open_ if rechecks.passed_anew(sentence) else []
        if len(meant) == 1:
            one = counted[meant[0]]
            counted[meant[0]] = one.down_to(one.left.count - rechecks.how_many(sentence, one.left.count))
    return counted


def _left_of(said: "re.Match[str]") -> int:
    """How many of an earlier count are left by the words behind it."""
    count, rest = int(said["n"]), said["rest"]
    part = re.search(rf"(?P<n>\d{{1,6}}){said['measure']}", rest)
    if not _SETTLED.search(rest) or (part is None and _NOT.search(rest)):
        return count
    return max(0, count - int(part["n"])) if part is not None else 0


def _each_once(reports: Sequence[Report], title: str) -> list[Report]:
    """The reports without those whose words a later one tells anew, with more before them: 12月份检查食堂21家…."""
    words = ["".join(r.text.split()).removeprefix(title).lstrip("：:，,") for r in reports]
    anew = [any(own and later.find(own) > 0 for later in words[n + 1 :]) for n, own in enumerate(words)]
    return [r for r, is_told in zip(reports, anew, strict=True) if not is_told]


def _is_dangerous(left: LeftOpen, title: str) -> bool:
    """Whether somebody may come to harm by what is left: by a hidden danger, or by water, food or gear that failed.

    People who did not pass an examination are none, nor are works that were not accepted.
    """
    if not left.failed:
        return bool(_DANGERS.search(left.what))
    return left.measure not in _PEOPLE and bool(_EATEN_OR_USED.search(left.what + title))
