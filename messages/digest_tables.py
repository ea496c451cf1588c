"""The digest as titled tables of plain text: what the terminal prints and what stands in the paper's tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from config.clock import local_date
from messages import brief, dates, paging
from tasks_db.register.digest.values import (
    Coordination,
    Digest,
    Extension,
    IndicatorLine,
    Source,
    Tally,
    TaskLine,
    TaskRef,
    Unreported,
)
from tasks_db.terms import DigestClass

NONE = "无"
_SOURCES = 3


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
        by_plan,
        by_section,
        by_unit,
        tasks,
        coordination,
        unreported,
        extensions,
        closures,
        indicators,
    )
    return [part(digest) for part in parts]


def percent(value: Decimal) -> str:
    return f"{value}%"


def totals(digest: Digest) -> Table:
    rows = [(s.digest_class.zh, str(s.count), percent(s.percent)) for s in digest.total.shares]
    if rows and digest.total.total:
        rows.append(("合计", str(digest.total.total), "100.0%"))
    return Table("总体进展", ("状态", "项数", "占比"), tuple(rows) if digest.total.total else ())


def _tallies(title: str, label: str, tallies: Sequence[Tally], unnamed: str) -> Table:
    headers = (label, "合计", *(c.zh for c in DigestClass))
    rows = ((t.label or unnamed, str(t.total), *(str(s.count) for s in t.shares)) for t in tallies if t.total)
    return Table(title, headers, tuple(rows))


def by_plan(digest: Digest) -> Table:
    return _tallies("分方案进展", "方案", digest.by_plan, "（无标题）")


def by_section(digest: Digest) -> Table:
    return _tallies("分章节进展", "章节", digest.by_section, "（未分章节）")


def by_unit(digest: Digest) -> Table:
    return _tallies("分汇总单位进展", "汇总单位", digest.by_unit, "（未明确汇总单位）")


def source(value: Source) -> str:
    """县教委王敏，2025年11月3日, with whoever wrote down an answer given by phone."""
    entered = f"，{value.entered_by}代录" if value.entered_by else ""
    return f"{value.unit}{value.person}，{dates.day(local_date(value.at))}{entered}"


def sources(line: TaskLine) -> str:
    """For a narrow column: what words and figure rest on, then the newest, and how many there are in all."""
    if not line.sources:
        return "办公室认定" if line.closed_at else NONE
    own = [s for s in (line.text_source, line.percent_source) if s is not None]
    ordered = list(dict.fromkeys([*own, *reversed(line.sources)]))
    rest = [f"共{len(ordered)}份反馈"] if len(ordered) > _SOURCES else []
    return "\n".join([*(_in_column(s) for s in ordered[:_SOURCES]), *rest])


def _in_column(value: Source) -> str:
    entered = f"（{value.entered_by}代录）" if value.entered_by else ""
    return f"{value.unit}{value.person}{entered}\n{dates.day(local_date(value.at))}"


def deadline(line: TaskLine) -> str:
    """The date in force, below it the one that an extension moved."""
    if line.deadline is None:
        return "长期" if line.digest_class is DigestClass.STANDING else "未明确"
    moved = line.original_deadline is not None and line.original_deadline != line.deadline
    was = f"\n（原{dates.day(line.original_deadline)}）" if moved and line.original_deadline else ""
    return dates.day(line.deadline) + was


def state(line: TaskLine) -> str:
    """The class with its figure, and the flags."""
    word = "已销号" if line.struck_off else line.digest_class.zh
    if line.overdue:
        word += f"{line.overdue.days}天"
    if line.closed_at:
        word += f"\n{dates.day(local_date(line.closed_at))}"
    figure = "" if line.percent is None or line.digest_class is DigestClass.CLOSED else f" {line.percent}%"
    flags = [
        name
        for name, raised in (
            ("遇阻", line.blocked),
            ("未报送", line.unreported),
            ("需协调", line.needing),
            ("连续无变化", line.unchanged_twice),
        )
        if raised
    ]
    return word + figure + (f"\n（{'、'.join(flags)}）" if flags else "")


def said(line: TaskLine) -> str:
    parts = [paging.one_line(line.text)]
    if line.problem:
        parts.append(f"困难：{paging.one_line(line.problem)}")
    if line.expected:
        parts.append(f"预计{dates.day(line.expected)}完成")
    return "\n".join(part for part in parts if part) or NONE


def number(task: TaskRef, digest: Digest) -> str:
    """The row's number as the plan prints it, with the plan's place in the digest where there are several."""
    if len(digest.plans) == 1:
        return task.seq
    place = next(i for i, plan in enumerate(digest.plans, 1) if plan.id == task.plan_id)
    return f"{place}-{task.seq}"


def tasks(digest: Digest) -> Table:
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
    def row(item: Coordination) -> tuple[str, ...]:
        matter, needs = paging.one_line(item.matter), paging.one_line(item.needs)
        return number(item.task, digest), item.unit, matter or "未写明", needs, source(item.source)

    headers = ("序号", "单位", "事项", "需谁协调", "反馈来源")
    return Table("需协调事项", headers, tuple(row(item) for item in digest.coordination))


def unreported_by_unit(digest: Digest) -> dict[str, list[Unreported]]:
    """The silent by unit, in the order of the plans: one unit's tasks together, never a ranking."""
    units: dict[str, list[Unreported]] = {}
    for item in digest.unreported:
        units.setdefault(item.unit, []).append(item)
    return units


def unreported_tasks(items: Sequence[Unreported], digest: Digest) -> str:
    """第1、4项; a group says for each task how many of its members reported and who did not."""
    if not items[0].is_group:
        return f"第{'、'.join(number(item.task, digest) for item in items)}项"
    return "；".join(
        f"第{number(item.task, digest)}项已报{item.reported}/{item.asked}，未报：{brief.few(item.missing)}"
        for item in items
    )


def unreported(digest: Digest) -> Table:
    rows = (
        (unit, str(len(items)), unreported_tasks(items, digest)) for unit, items in unreported_by_unit(digest).items()
    )
    return Table("未报送单位", ("单位", "任务数", "任务"), tuple(rows))


def extension_state(item: Extension) -> str:
    return "待审" if item.decided_at is None else f"已同意（{dates.day(local_date(item.decided_at))}）"


def extensions(digest: Digest) -> Table:
    rows = (
        (
            number(item.task, digest),
            paging.one_line(item.task.title),
            item.unit,
            dates.day(item.old) if item.old else "—",
            dates.day(item.new),
            extension_state(item),
        )
        for item in digest.extensions
    )
    return Table("延期事项", ("序号", "任务", "单位", "原时限", "新时限", "办理情况"), tuple(rows))


def closures(digest: Digest) -> Table:
    rows = (
        (number(item.task, digest), paging.one_line(item.task.title), item.unit, source(item.source))
        for item in digest.closures
    )
    return Table("待审的办结申请", ("序号", "任务", "单位", "反馈来源"), tuple(rows))


def indicators(digest: Digest) -> Table:
    def row(item: IndicatorLine) -> tuple[str, ...]:
        name = paging.one_line(item.name) + (f"（{item.measure}）" if item.measure else "")
        before = "、".join(f"{value}（{period}）" for period, value in item.baseline) or "—"
        origin = _in_column(item.source) if item.source else (item.supplier or "—")
        return item.seq, name, before, item.period, item.target or "—", item.value or "—", item.verdict.zh, origin

    headers = ("序号", "指标", "基期值", "目标年", "目标值", "完成值", "比对", "数据来源")
    return Table("指标完成情况", headers, tuple(row(item) for item in digest.indicators))
