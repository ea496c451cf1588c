"""The annexes of a digest's paper, numbered in order: all tasks, then what the text has no room for."""

from collections.abc import Callable
from dataclasses import replace

from messages import dates, digest_annex_lists, digest_annex_tables, digest_parts, digest_tables
from messages.paper import Annex
from tasks_db import lazy_re as re
from tasks_db.register.digest.values import Digest
from tasks_db.terms import ReportState, WorkState

_PERCENT = re.compile(r"\d\s*[%％]|百分之")
Whole = Callable[[], int]
"""Adds an annex, if it is not there yet, and returns its number."""

_WIDTH = 225.0
"""What a wide page has between its margins, in millimetres."""
_TASKS = (10.0, 21.0, 19.0, 20.0, 12.0, 26.5, 22.5, 22.0, 31.0, 22.0, 10.0, 9.0)
_MAY_BE_EMPTY = frozenset({"责任领导", "存在问题", "下一步", "佐证"})
"""Columns that are left out where no row has anything to say in them; their room goes to next steps first."""
_PROBLEMS, _NEXT = "存在问题", "下一步"
_FOR_NEXT = 9.0
"""So much wider the next steps may become, before widest and problems share what is left."""
_PACE = "进度栏中“应达”为按时间折算的进度，自{start}起算到完成时限止{asked}；"
_ASKED = "，完成时限有百分比要求的按该要求折算"
_WHOSE = "进度以牵头单位（有几个的，为负责汇总的一个）的反馈为准"
_EACH = "，几个牵头单位都报了进度的分别列明"
_INSTEAD = "，牵头单位尚未反馈的以其他单位的反馈为准"
_SLOWEST = "，由各单位分别承担的以进度最低的为准"
_UNQUANTIFIED = "；已报未量化指已有反馈、未报进度百分比"
_CHANGED = "；状态与上期不同的，注明上期状态"
_INDICATORS = (18.0, 45.0, 34.0, 18.0, 32.0, 24.0, 20.0, 34.0)
_SILENCE = (20.0, 57.0, 44.0, 44.0, 60.0)
_UNDELIVERED = (20.0, 52.0, 44.0, 44.0, 65.0)
_SILENCE_NOTE = (
    "负责汇总的牵头单位{each}在完成时限、阶段目标日期或每次报送截止日当天报送，其他单位提前{ahead}个工作日报送；"
    "时限遇休息日的，从此前最近的工作日起算；每项任务每个单位计1份，以最近一次应报为准。"
    "下列不计：（1）通报当天到期、尚未报送的；（2）已办结的任务；（3）应报日及以前申请延期或办结、尚待审核的单位。"
)
_EACH_OWES = "和分别承担任务的各单位"
_TOO_EARLY = "催报开始以前的反馈，已报完成的计为本次报送，其余不计。"
_BEFORE_A_MOVE = "催报开始以后、同意延期以前已有反馈，此后未再反馈的，仍计为本次按时报送：{listed}。"
_UNDELIVERED_NOTE = "应报日期前没有联络员或者联系不上、催报未送达的，不算未报，也不算迟报。"
_VACANT_NOTE = "应报日期前没有联络员、催报未送达的，不算未报，也不算迟报。"
_INDICATORS_NOTE = "只列有数据的指标，序号为方案指标表的序号。"
_PLEAS = (14.0, 50.0, 42.0, 79.0, 40.0)
_REQUESTS = (14.0, 48.0, 36.0, 40.0, 42.0, 45.0)


class Annexes:
    """The annexes of one paper; the first one is always there, the others once somebody points to them."""

    def __init__(self, digest: Digest) -> None:
        """Begin with the table of all tasks, and the indicators where there is anything to say of them."""
        self._digest = digest
        table, widths = _without_empty(digest_annex_tables.tasks(digest), _TASKS)
        self._found = [Annex(table.title, table, widths, note=_reading(digest))]
        told = replace(digest, indicators=tuple(i for i in digest.indicators if i.value is not None))
        if told.indicators:
            table = digest_tables.indicators(told)
            headers = ("指标序号", *table.headers[1:])
            self._add(replace(table, title="指标完成情况表", headers=headers), _INDICATORS, _INDICATORS_NOTE)

    def _add(self, table: digest_tables.Table, widths: tuple[float, ...], note: str = "") -> int:
        known = next((n for n, annex in enumerate(self._found, 1) if annex.title == table.title), None)
        if known is not None:
            return known
        self._found.append(Annex(table.title, table, widths, note=note))
        return len(self._found)

    def _ahead(self) -> str:
        """How many working days before the date other units owe their report, where all plans agree on that."""
        days = {plan.lead_days for plan in self._digest.plans}
        return str(days.pop()) if len(days) == 1 else "几"

    def indicators(self) -> int:
        """Point to the figures of indicators, which are there where there are any."""
        return 2

    def tasks(self) -> int:
        """Point to the table of all tasks."""
        return 1

    def silence(self) -> int:
        """Add who did not report what, with who could not be asked where these are few."""
        table, note = digest_annex_lists.silence(self._digest), self._what_is_due()
        unreached = self._unreached()
        if not self._is_folded():
            return self._add(table, _SILENCE, note)
        others = digest_annex_lists.undelivered(self._digest)
        rows = (*table.rows, *others.rows)
        return self._add(replace(table, title="未报、迟报和催报未送达情况表", rows=rows), _SILENCE, note + unreached)

    def _what_is_due(self) -> str:
        """What the list of silence counts, with what bears on this one alone."""
        each = _EACH_OWES if any(line.group is not None for line in self._digest.tasks) else ""
        came_early = any(r.early_on is not None for r in self._digest.reporting)
        listed = digest_annex_lists.before_a_move(self._digest)
        moved = _BEFORE_A_MOVE.format(listed=listed) if listed else ""
        return _SILENCE_NOTE.format(ahead=self._ahead(), each=each) + (_TOO_EARLY if came_early else "") + moved

    def undelivered(self) -> int:
        """Add who could not be asked of what; few of them stand with who did not report."""
        if self._is_folded():
            return self.silence()
        return self._add(digest_annex_lists.undelivered(self._digest), _UNDELIVERED, self._unreached())

    def _is_folded(self) -> bool:
        """Whether an annex of its own would be hardly more than its heading."""
        few = 0 < len(digest_annex_lists.undelivered(self._digest).rows) <= digest_parts.FEW
        return few and bool(digest_annex_lists.silence(self._digest).rows)

    def _unreached(self) -> str:
        unreached = [r for r in self._digest.reporting if r.state is ReportState.UNDELIVERED or r.by_phone]
        if not unreached:
            return ""
        return _VACANT_NOTE if all(r.vacant for r in unreached) else _UNDELIVERED_NOTE

    def pleas(self) -> int:
        """Add all pleas, whole."""
        return self._add(digest_annex_lists.pleas(self._digest), _PLEAS)

    def requests(self) -> int:
        """Add all extensions, and requests to close that wait."""
        return self._add(digest_annex_lists.requests(self._digest), _REQUESTS)

    def in_order(self) -> tuple[Annex, ...]:
        """Return the annexes; none where there is no task."""
        return tuple(self._found) if self._digest.tasks else ()


def _without_empty(
    table: digest_tables.Table, all_widths: tuple[float, ...]
) -> tuple[digest_tables.Table, tuple[float, ...]]:
    columns = list(zip(*table.rows, strict=True)) or [("",)] * len(table.headers)
    kept = [
        i
        for i, header in enumerate(table.headers)
        if header not in _MAY_BE_EMPTY or any(cell != "—" for cell in columns[i])
    ]
    widths = [all_widths[i] for i in kept]
    spare, widest = _WIDTH - sum(widths), widths.index(max(widths))
    problems, coming = table.headers.index(_PROBLEMS), table.headers.index(_NEXT)
    if coming in kept:
        widths[kept.index(coming)] += min(spare, _FOR_NEXT)
        spare -= min(spare, _FOR_NEXT)
    if problems in kept:
        widths[kept.index(problems)] += spare / 2
        spare /= 2
    widths[widest] += spare
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return digest_tables.Table(table.title, tuple(table.headers[i] for i in kept), rows), tuple(widths)


def _reading(digest: Digest) -> str:
    """How the table is to be read, as far as it has such rows."""
    starts = {max(filter(None, (plan.dispatched_on, plan.period[0]))) for plan in digest.plans}
    day = f"（{dates.day(starts.pop())}）" if len(starts) == 1 else ""
    asked = any(_PERCENT.search(line.deadline_text or "") for line in digest.tasks)
    parts = [
        _PACE.format(start=f"方案交办之日{day}", asked=_ASKED if asked else ""),
        _WHOSE,
        _EACH if any(map(digest_parts.lead_figures, digest.tasks)) else "",
        _INSTEAD if any(map(digest_parts.is_lead_silent, digest.tasks)) else "",
        _SLOWEST if any(line.group is not None for line in digest.tasks) else "",
        _UNQUANTIFIED if digest.total.count(WorkState.UNQUANTIFIED) else "",
        _CHANGED if digest.changed else "",
    ]
    return "".join(parts) + "。"
