"""The digest as chat messages: the first screen says what matters, the following ones hold everything.

Tasks are numbered once for the whole digest, the overdue ones first, so that a number means the same on every page;
below the tasks they are named by title, since a second numbering (the plan's) would invite answers to the wrong one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from messages import actions, brief, dates, digest_opening, paging
from messages.digest_tables import by_silent_unit, extension_state, members, percent_said, plain, rounding, tasks_owed
from messages.message import Button, Message, in_rows
from messages.query_text import COORDINATION, UNREPORTED
from tasks_db.register.digest.request_values import Extension
from tasks_db.register.digest.values import Coordination, Digest, TaskLine, Unreported
from tasks_db.register.queries import Filters, encode
from tasks_db.terms import Mark, Verdict, WorkState

__all__ = ["ALL_PLANS", "chat", "plain", "read_args"]

_TOP_OVERDUE = 5
_TOP_COORDINATION = 3
_SHORT_LINE = 40
ALL_PLANS = "all"
"""What a button carries for the digest of every plan."""
_ORDER = (
    WorkState.OVERDUE,
    WorkState.BEHIND,
    WorkState.NO_FEEDBACK,
    WorkState.NOT_STARTED,
    WorkState.UNQUANTIFIED,
    WorkState.ON_TRACK,
    WorkState.STANDING,
    WorkState.CLOSED,
)
"""What needs a look first; the states themselves are tried in the order of ``WorkState``."""


def chat(digest: Digest, page: int = 0) -> Message:
    """One screen: the summary as page 0, then all the rest."""
    ordered = [(n, line) for n, line in enumerate(_ordered(digest), 1)]
    details = _details(digest, ordered)
    pages = paging.paginate([f"{_title(digest)}（续）", dates.as_of(digest.as_of)], [text for text, _ in details])
    last = len(pages) if digest.plans else 0
    page = min(max(page, 0), last)
    if page == 0:
        shown = ordered[: min(_TOP_OVERDUE, len(digest.in_state(WorkState.OVERDUE)))]
        return Message(_summary(digest), _buttons(digest, page, last), _numbers(shown))
    found = pages[page - 1]
    on_page = [item for _, item in details[found.first : found.last] if item is not None]
    return Message(found.text, _buttons(digest, page, last), _numbers(on_page))


def read_args(plans: str, as_of: int, now: datetime) -> tuple[tuple[int, ...] | None, datetime]:
    """The plans and the moment that a digest button carries; moment 0 means now."""
    plan_ids = None if plans == ALL_PLANS else tuple(int(part) for part in plans.split("-") if part.isdecimal())
    return plan_ids, datetime.fromtimestamp(as_of, UTC) if as_of else now


def _buttons(digest: Digest, page: int, last: int) -> tuple[tuple[Button, ...], ...]:
    """Turning pages with ``(plans, as_of in epoch seconds, page)``, which ``read_args`` takes apart."""
    plans = ALL_PLANS if digest.plan_ids is None else "-".join(map(str, digest.plan_ids))
    args = (plans, int(digest.as_of.timestamp()))
    turning = []
    if page > 0:
        turning.append(Button("上一页", actions.DIGEST, (*args, page - 1)))
    if page < last:
        turning.append(Button("更多", actions.DIGEST, (*args, page + 1)))
    asking = _asking(digest) if page == 0 else []
    return in_rows(turning, 2) + in_rows(asking, 2)


def _asking(digest: Digest) -> list[Button]:
    """The lists behind the summary, where a single filter says which plans they are about."""
    if digest.plan_ids is not None and len(digest.plan_ids) > 1:
        return []
    filters = encode(Filters(plan_id=digest.plan_ids[0] if digest.plan_ids else None))
    asking = []
    if digest.coordination:
        asking.append(Button("需协调事项", actions.PAGE, (COORDINATION, filters, 0)))
    if digest.unreported or digest.undelivered:
        asking.append(Button("未报送单位", actions.BY_UNIT, (UNREPORTED, filters, 0)))
    return asking


def _numbers(items: Sequence[tuple[int, TaskLine]]) -> tuple[tuple[int, int, int | None], ...]:
    """The share that a number stands for: the one that is overdue, else the consolidating unit's."""
    late = [(n, o.assignment_id, o.due_id) for n, line in items if (o := line.overdue) is not None]
    rest = [(n, a, None) for n, line in items if line.overdue is None and (a := line.assignment_id) is not None]
    return tuple(sorted([*late, *rest]))


def _title(digest: Digest) -> str:
    if len(digest.plans) == 1:
        return f"《{paging.clip(digest.plans[0].title, 30)}》进展通报"
    return f"{len(digest.plans)}个方案进展通报"


def _ordered(digest: Digest) -> list[TaskLine]:
    """Tasks by what needs a look first, the longest overdue ahead, otherwise in the plan's order."""
    return sorted(
        digest.tasks,
        key=lambda line: (_ORDER.index(line.work_state), -(line.overdue.days if line.overdue else 0)),
    )


def counts(digest: Digest) -> str:
    """Return 共16项：已办结4项（25.0%）、…: states without a task are left out, so what is named adds up.

    What was 办结 at 交办 already is said apart; where rounded shares do not make 100.0, so is that.
    """
    tally = digest.total
    named = "、".join(
        f"{s.work_state.zh}{s.count}项（{s.percent}%{_at_dispatch(s.work_state, digest)}）"
        for s in tally.shares
        if s.count
    )
    note = rounding(tally)
    return f"共{tally.total}项" + (f"：{named}" if named else "") + (f"（{note}）" if note else "")


def _at_dispatch(state: WorkState, digest: Digest) -> str:
    before = digest.total.closed_before_dispatch if state is WorkState.CLOSED else 0
    return f"，其中交办时已办结{before}项" if before else ""


def reports(digest: Digest) -> str:
    """Return 按时11项、未按时报送9项: the 报送状态 of all tasks, those without a task left out."""
    return "、".join(f"{c.report_state.zh}{c.count}项" for c in digest.reports if c.count)


def flags(digest: Digest) -> str:
    """Return what the first screen says beside the counts: 遇阻1项、待审办结1项."""
    raised = (
        ("长期任务节点未完成", sum(line.missed_milestone is not None for line in digest.tasks)),
        ("遇阻", sum(bool(line.blocked) for line in digest.tasks)),
        ("连续无变化", sum(line.unchanged_twice for line in digest.tasks)),
        ("待审办结", len(digest.closures)),
        ("待审延期", sum(item.waits for item in digest.extensions)),
        *((mark.zh, len(digest.marked(mark))) for mark in (Mark.REPORT, Mark.RETURNED, Mark.UNTOLD)),
    )
    return "、".join(f"{name}{n}项" for name, n in raised if n)


def _summary(digest: Digest) -> str:
    if not digest.plans:
        return f"进展通报：无。现在没有已交办的方案。\n{dates.as_of(digest.as_of)}"
    lines = [_title(digest), dates.as_of(digest.as_of)]
    if said := digest_opening.last_sitting(digest):
        lines.append(said)
    lines.append(counts(digest))
    if raised := flags(digest):
        lines.append(f"其中{raised}")
    if digest.unreviewed and not digest.reviewed_only:
        lines.append(f"含待审核反馈{len(digest.unreviewed)}条，审核通过后才写进通报")
    lines += _top_overdue(digest)
    lines += _top_coordination(digest.coordination)
    lines.append("；".join(_silent_units(digest)))
    verdicts = Counter(item.verdict for item in digest.indicators)
    if verdicts:
        lines.append("指标：" + "、".join(f"{v.zh}{verdicts[v]}条" for v in Verdict if verdicts[v]))
    return "\n".join(lines)


def _silent_units(digest: Digest) -> Iterator[str]:
    yield _units("未按时报送", digest.unreported) or "未按时报送：无"
    if digest.undelivered:
        yield _units("未送达", digest.undelivered)


def _units(word: str, silent: Sequence[Unreported]) -> str:
    units = list(dict.fromkeys(name for item in silent for name in item.missing))
    return f"{word}：{len(units)}个单位（{brief.few(units, counted=False)}）" if units else ""


def _top_overdue(digest: Digest) -> Iterator[str]:
    late = sorted(digest.in_state(WorkState.OVERDUE), key=lambda line: -(line.overdue.days if line.overdue else 0))
    if not late:
        yield "逾期：无"
        return
    yield paging.heading(f"逾期{len(late)}项")
    for n, line in enumerate(late[:_TOP_OVERDUE], 1):
        yield f"{n}. {_task(line, digest)}"
    if len(late) > _TOP_OVERDUE:
        yield f"另有{len(late) - _TOP_OVERDUE}项，点“更多”查看"


def _top_coordination(items: Sequence[Coordination]) -> Iterator[str]:
    if not items:
        yield "需协调：无"
        return
    yield paging.heading(f"需协调{len(items)}项")
    for item in items[:_TOP_COORDINATION]:
        yield paging.clip(f"{brief.unit(item.unit)}：{_plea(item)}", _SHORT_LINE)
    if len(items) > _TOP_COORDINATION:
        yield f"另有{len(items) - _TOP_COORDINATION}项"


def _plea(item: Coordination) -> str:
    answered = f"（{item.answers or item.answered}）" if item.answered else ""
    return f"{brief.matter(item.matter) or '未写明困难'}；需协调：{brief.matter(item.needs)}{answered}"


def _task(line: TaskLine, digest: Digest) -> str:
    """修桥·县交通局·10月31日·逾期12天, or with the percent where it is not overdue."""
    unit = line.overdue.unit if line.overdue else line.unit
    parts = [brief.title(line.task.title), brief.unit(unit) if unit else "未明确汇总单位"]
    if line.overdue:
        parts += [brief.day(line.overdue.day, digest.day), f"逾期{line.overdue.days}天"]
    else:
        parts.append(brief.day(line.deadline, digest.day) if line.deadline else "")
        parts.append(percent_said(line))
    if line.missed_milestone:
        parts.append(f"{brief.day(line.missed_milestone.day, digest.day)}的节点未完成")
    return brief.joined([*parts, line.mark.zh if line.mark else "", members(line)])


_Detail = tuple[str, tuple[int, TaskLine] | None]


def _details(digest: Digest, ordered: Sequence[tuple[int, TaskLine]]) -> list[_Detail]:
    """Everything as lines, each with the numbered task that it is about."""
    found: list[_Detail] = []
    for state in _ORDER:
        in_state = [item for item in ordered if item[1].work_state is state]
        if in_state:
            found.append((paging.heading(f"{state.zh}{len(in_state)}项"), None))
            found += [(f"{n}. {_task(line, digest)}", (n, line)) for n, line in in_state]
    return found + [(text, None) for text in _appendix(digest)]


def _appendix(digest: Digest) -> Iterator[str]:
    unchanged = [line for line in digest.tasks if line.unchanged_twice]
    yield from _block(
        "需协调事项",
        [f"{brief.title(c.task.title)}·{brief.unit(c.unit)}：{_plea(c)}" for c in digest.coordination],
    )
    yield from _block("报送情况", [reports(digest)] if digest.tasks else [])
    for title, silent in (("未按时报送单位", digest.unreported), ("未送达单位", digest.undelivered)):
        units = by_silent_unit(silent)
        yield from _block(
            title, [f"{brief.unit(unit)}{tasks_owed(items)}项：{_silent(items)}" for unit, items in units.items()]
        )
    yield from _block("连续两次无变化", [_task(line, digest) for line in unchanged])
    yield from _block("延期", [_extension(item) for item in digest.extensions])
    yield from _block("待审办结", [f"{brief.title(c.task.title)}·{brief.unit(c.unit)}" for c in digest.closures])
    yield from _block(
        "指标",
        [
            brief.joined(
                (brief.matter(i.name), f"{i.period}年目标{i.target or '—'}", f"现{i.value or '—'}", i.verdict.zh)
            )
            for i in digest.indicators
        ],
    )


def _silent(items: Sequence[Unreported]) -> str:
    """The titles, and for a group how many of its members reported on each."""
    told = {
        item.task.task_id: brief.title(item.task.title)
        + (f"（已报{item.reported}/{item.asked}）" if item.is_group else "")
        for item in items
    }
    return "、".join(told.values())


def _extension(item: Extension) -> str:
    old = dates.day(item.old) if item.old else "—"
    return f"{brief.title(item.task.title)}：{old}→{dates.day(item.sought or item.new)}，{extension_state(item)}"


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield paging.heading(f"{title}{len(lines)}条" if lines else f"{title}：无")
    yield from lines
