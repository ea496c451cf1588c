"""The digest as titled tables of plain text: what the terminal prints and what stands in the paper's tables."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from config.clock import local_date
from messages import brief, dates, paging
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.request_values import Extension, Moves
from tasks_db.register.digest.values import Coordination, Digest, IndicatorLine, Said, Tally, TaskLine, Unreported
from tasks_db.terms import AnswerKind, Mark, ReportState, WorkState

NONE = "无"
SOURCES = 3
"""So many names stand in a narrow cell; the others are counted."""
MOVED = {Moves.TASK: "", Moves.SHARE: "（本单位承担部分）", Moves.REPORT: "（本单位报送）"}
"""What a request would move, where it is not the task's own date."""
_UNCHANGED = "连续无变化"
_WHOLE = Decimal("100.0")


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are as wide as ``headers``; an empty table is printed as its title and 无."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(digest: Digest) -> list[Table]:
    """The whole digest, for a terminal: every part is there, also where it is empty."""
    parts: tuple[Callable[[Digest], Table], ...] = (
        totals,
        reports,
        by_plan,
        by_section,
        by_unit,
        tasks,
        coordination,
        unreported,
        undelivered,
        extensions,
        closures,
        indicators,
    )
    return [part(digest) for part in parts]


def percent(value: Decimal) -> str:
    """Return a share with its sign: 25.0%."""
    return f"{value}%"


def rounding(tally: Tally) -> str:
    """Return the note that a paper owes where rounded shares do not add up to 100.0, else nothing."""
    return rounded(tally.sum_of_shares) if tally.total else ""


def whole(value: Decimal) -> str:
    """Return a percent without a needless nought: 100, 58.1."""
    return str(value).removesuffix(".0")


def rounded(total: Decimal) -> str:
    """Return the note for rounded shares that add up to something else than 100.0, else nothing."""
    return "" if total == _WHOLE else f"分项占比因四舍五入合计为{percent(total)}"


def totals(digest: Digest) -> Table:
    """Return how many tasks are in each 办理状态, with their shares."""
    if not digest.total.total:
        return Table("总体进展", ("状态", "项数", "占比"), ())
    rows = [
        (_closed_apart(s.work_state, digest.total), str(s.count), percent(s.percent)) for s in digest.total.shares
    ]
    note = rounding(digest.total)
    rows.append(("合计", str(digest.total.total), percent(_WHOLE) + (f"（{note}）" if note else "")))
    return Table("总体进展", ("状态", "项数", "占比"), tuple(rows))


def _closed_apart(state: WorkState, tally: Tally) -> str:
    before = tally.closed_before_dispatch if state is WorkState.CLOSED else 0
    return f"{state.zh}（其中交办时已办结{before}项）" if before else state.zh


def reports(digest: Digest) -> Table:
    """Return how many tasks are in each 报送状态."""
    rows = tuple((c.report_state.zh, str(c.count)) for c in digest.reports) if digest.total.total else ()
    return Table("报送情况", ("状态", "项数"), rows)


def _tallies(title: str, label: str, tallies: Sequence[Tally], unnamed: str) -> Table:
    headers = (label, "合计", *(state.zh for state in WorkState))
    rows = ((t.label or unnamed, str(t.total), *(str(s.count) for s in t.shares)) for t in tallies if t.total)
    return Table(title, headers, tuple(rows))


def by_plan(digest: Digest) -> Table:
    """Return how many tasks of each plan are in each 办理状态."""
    return _tallies("分方案进展", "方案", digest.by_plan, "（无标题）")


def by_section(digest: Digest) -> Table:
    """Return how many tasks of each section are in each 办理状态."""
    return _tallies("分章节进展", "章节", digest.by_section, "（未分章节）")


def by_unit(digest: Digest) -> Table:
    """Return how many tasks of each consolidating unit are in each 办理状态; tasks without one share a row."""
    return _tallies("分汇总单位进展", "汇总单位", digest.by_unit, "（未明确汇总单位）")


def source(value: Source) -> str:
    """Return 县教委，2025年11月3日; nobody is named in a paper, and an answer given by phone is marked (R15)."""
    return f"{value.unit}，{dates.day(value.said_on)}" + ("，办公室代录" if value.entered_by else "")


def sources(line: TaskLine) -> str:
    """For a narrow column: what words and figure rest on, then the newest, and how many there are in all."""
    if not line.sources:
        return "办公室认定" if line.closed_at else NONE
    own = [s for s in (line.text_source, line.percent_source) if s is not None]
    ordered = list(dict.fromkeys([*own, *reversed(line.sources)]))
    rest = [f"共{len(ordered)}份反馈"] if len(ordered) > SOURCES else []
    return "\n".join([*(_in_column(s) for s in ordered[:SOURCES]), *rest])


def _in_column(value: Source) -> str:
    return f"{value.unit}{'（办公室代录）' if value.entered_by else ''}\n{dates.day(value.said_on)}"


def deadline(line: TaskLine) -> str:
    """The date in force, below it the one that an extension moved."""
    if line.deadline is None:
        return "长期" if line.work_state is WorkState.STANDING else "未明确"
    moved = line.original_deadline is not None and line.original_deadline != line.deadline
    was = f"\n（原{dates.day(line.original_deadline)}）" if moved and line.original_deadline else ""
    return dates.day(line.deadline) + was


def state(line: TaskLine) -> str:
    """Return the 办理状态 with its figure, how many of a group answered, and the flags, as the office sees it."""
    word = "已销号" if line.struck_off else line.work_state.zh
    if line.overdue:
        word += f"{line.overdue.days}天"
    if line.closed_at:
        closed = dates.day(local_date(line.closed_at))
        word += f"\n{dates.day(line.done_on)}（{closed}登记）" if line.done_on else f"\n{closed}"
        word += "（交办时）" if line.closed_before_dispatch else ""
    if line.percent is not None and line.work_state is not WorkState.CLOSED:
        word += f" {line.percent}%" + (f"（{whose}）" if (whose := speaks_instead(line)) else "")
    if line.group is not None:
        word += f"\n{members(line)}"
    flags = "、".join(name for name, raised in _flags(line) if raised)
    return word + (f"\n（{flags}）" if flags else "")


def marked(line: TaskLine) -> str:
    """Return the 办理状态 with what stands beside it: 已报未量化，延期申请待审核."""
    return line.work_state.zh + (f"，{line.mark.zh}" if line.mark else "")


def figure(line: TaskLine) -> str:
    """Return how far the task is, as a paper says it: 进度70%; with the unit that says so, where it is another's.

    What nobody put as a percent is none: 已完成 of a unit that does not consolidate is said of its own share. 长期
    work and what is closed have no figure.
    """
    source = line.percent_source
    if line.percent is None or source is None or line.work_state in {WorkState.CLOSED, WorkState.STANDING}:
        return ""
    if source.kind is AnswerKind.CLOSURE:
        return "已申请办结"
    whose = speaks_instead(line)
    if whose and source.kind is AnswerKind.DONE:
        return f"{whose}反馈所承担部分已完成"
    return f"{whose}反馈进度{line.percent}%" if whose else f"进度{line.percent}%"


def percent_said(line: TaskLine) -> str:
    """Return 70%, or 石乡报70% where it is not the whole task's; empty where there is none, or the task is closed."""
    if line.percent is None or line.work_state is WorkState.CLOSED:
        return ""
    whose = speaks_instead(line)
    return f"{brief.unit(whose)}报{line.percent}%" if whose else f"{line.percent}%"


def speaks_instead(line: TaskLine) -> str:
    """Return the unit whose figure stands for the task while its consolidating unit has given none; else empty."""
    source = line.percent_source
    return source.unit if source is not None and line.unit and source.unit != line.unit else ""


def members(line: TaskLine) -> str:
    """Return n/m of a task for a group alone: 已报3/5，已完成1/5; empty for every other task."""
    if line.group is None:
        return ""
    return f"已报{line.group.reported}/{line.group.asked}，已完成{line.group.done}/{line.group.asked}"


def _flags(line: TaskLine) -> Sequence[tuple[str, object]]:
    standing = line.work_state is WorkState.STANDING
    return (
        ("按时报送", standing and line.report_state is ReportState.ON_TIME and not line.unreported),
        (ReportState.LATE.zh, line.report_state is ReportState.LATE),
        (ReportState.NOT_REPORTED.zh, line.unreported),
        (ReportState.UNDELIVERED.zh, line.undelivered),
        ("节点未完成", line.missed_milestone),
        ("遇阻", line.blocked),
        *((mark.zh, line.mark is mark) for mark in Mark),
        ("需协调", line.needing),
        (_UNCHANGED, line.unchanged_twice),
    )


def said(line: TaskLine) -> str:
    """Return what the deciding unit says, then what every other unit said and the office accepted, a line each."""
    parts = [paging.one_line(line.text)]
    if line.problem:
        parts.append(f"困难：{paging.one_line(line.problem)}")
    if line.expected:
        parts.append(f"预计{dates.day(line.expected)}完成")
    own = "\n".join(part for part in parts if part)
    if own and line.text_source is not None and line.text_source.unit != line.unit:
        own = f"{line.text_source.unit}：{own}"
    return "\n".join(part for part in (own, *map(_said, line.said)) if part) or NONE


def _said(item: Said) -> str:
    """Return one unit's words with its difficulty: 县住建局：母婴室全部建成，进度60%；困难：经费不足."""
    problem = paging.one_line(item.problem or "")
    said = problem and problem != paging.one_line(item.text)
    return said_words(item) + (f"；困难：{problem}" if said else "")


def said_words(item: Said) -> str:
    """Return one unit's words as 县住建局：母婴室全部建成，进度60%."""
    parts = [paging.one_line(item.text) or item.kind.zh]
    tells = item.kind is not AnswerKind.CLOSURE and (item.kind is not AnswerKind.DONE or item.percent != _WHOLE)
    if item.percent is not None and f"{item.percent}%" not in item.text and tells:
        parts.append(f"进度{item.percent}%")
    return f"{item.unit}：{'，'.join(parts)}"


def number(task: TaskRef, digest: Digest) -> str:
    """The row's number as the plan prints it; where there are several plans its code, as chat and sheets have it."""
    return task.seq if len(digest.plans) == 1 else codes.of(task)


def tasks(digest: Digest) -> Table:
    """Return every task of the digest with its units, date, state, progress and sources."""
    headers = ("序号", "任务", "汇总单位", "责任单位", "完成时限", "状态", "进展", "反馈来源")
    rows = (
        (
            number(line.task, digest),
            paging.one_line(line.task.title),
            line.unit or "、".join(line.leads) or "未明确",
            "、".join(line.responsibles) or "—",
            deadline(line),
            state(line),
            said(line),
            sources(line),
        )
        for line in digest.tasks
    )
    return Table("任务进展情况表", headers, tuple(rows))


def coordination(digest: Digest) -> Table:
    """Return what each unit needs coordinated, and with whom."""

    def row(item: Coordination) -> tuple[str, ...]:
        matter, needs = paging.one_line(item.matter), paging.one_line(item.needs)
        return number(item.task, digest), item.unit, matter or "未写明", needs, source(item.source)

    headers = ("序号", "单位", "事项", "需谁协调", "反馈来源")
    return Table("需协调事项", headers, tuple(row(item) for item in digest.coordination))


def by_silent_unit(silent: Sequence[Unreported]) -> dict[str, list[Unreported]]:
    """Return the silent by unit, in the order of the plans: one unit's tasks together, never a ranking."""
    units: dict[str, list[Unreported]] = {}
    for item in silent:
        units.setdefault(item.unit, []).append(item)
    return units


def tasks_owed(items: Sequence[Unreported]) -> int:
    """Return for how many tasks these are silent: a group has a line of a task for each day on which members owed."""
    return len({item.task.task_id for item in items})


def silent_tasks(items: Sequence[Unreported], digest: Digest) -> str:
    """Return 第1、4项; a group says for each task how many of its members reported and who did not."""
    if not items[0].is_group:
        return f"第{'、'.join(number(item.task, digest) for item in items)}项"
    missing: dict[int, list[str]] = {}
    for item in items:
        missing.setdefault(item.task.task_id, []).extend(item.missing)
    return "；".join(
        f"第{number(item.task, digest)}项已报{item.reported}/{item.asked}，"
        f"{'未报' if item.state is ReportState.NOT_REPORTED else item.state.zh}：{brief.few(missing[task_id])}"
        for task_id, item in {item.task.task_id: item for item in items}.items()
    )


def unreported(digest: Digest) -> Table:
    """Return the units that did not report what was due."""
    return _silent("未按时报送单位", digest.unreported, digest)


def undelivered(digest: Digest) -> Table:
    """Return the units that could not be asked."""
    return _silent("未送达单位", digest.undelivered, digest)


def _silent(title: str, silent: Sequence[Unreported], digest: Digest) -> Table:
    units = by_silent_unit(silent)
    rows = ((unit, str(tasks_owed(items)), silent_tasks(items, digest)) for unit, items in units.items())
    return Table(title, ("单位", "任务数", "任务"), tuple(rows))


def extension_state(item: Extension) -> str:
    """Return 待审, or what was decided, by whom and when: 已同意（联席会议办公室，2025年10月22日）."""
    if item.decided_at is None:
        return "待审"
    word = "已同意" if item.is_granted else "未同意"
    word += f"延至{dates.day(item.new)}" if item.sought is not None else ""
    return f"{word}（{item.decided_by}，{dates.day(local_date(item.decided_at))}）"


def extensions(digest: Digest) -> Table:
    """Return the extensions that were asked for or granted, with the old and the new date."""
    rows = (
        (
            number(item.task, digest),
            paging.one_line(item.task.title),
            item.unit,
            dates.day(item.old) if item.old else "—",
            dates.day(item.sought or item.new) + MOVED[item.moves],
            extension_state(item),
        )
        for item in digest.extensions
    )
    return Table("延期事项", ("序号", "任务", "单位", "原时限", "申请延至", "办理情况"), tuple(rows))


def closures(digest: Digest) -> Table:
    """Return the 申请办结 that wait for the office, with the unit and the day."""
    rows = (
        (number(item.task, digest), paging.one_line(item.task.title), item.unit, source(item.source))
        for item in digest.closures
    )
    return Table("待审的办结申请", ("序号", "任务", "单位", "反馈来源"), tuple(rows))


def indicators(digest: Digest) -> Table:
    """Return each indicator's target and figure for each year, how they compare, and where the figure comes from."""

    def row(item: IndicatorLine) -> tuple[str, ...]:
        name = paging.one_line(item.name) + (f"（{item.measure}）" if item.measure else "")
        before = "、".join(f"{value}（{period}）" for period, value in item.baseline) or "—"
        origin = _in_column(item.source) if item.source else (item.supplier or "—")
        return item.seq, name, before, item.period, item.target or "—", item.value or "—", item.verdict.zh, origin

    headers = ("序号", "指标", "基期值", "目标年", "目标值", "完成值", "比对", "数据来源")
    return Table("指标完成情况", headers, tuple(row(item) for item in digest.indicators))
