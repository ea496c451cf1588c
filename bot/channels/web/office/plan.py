"""A plan's table to be settled in place: what keeps it from 交办, then every row with its findings beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from starlette.responses import Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from config.clock import local_date
from messages import dates, ended_text, plan_cards, plan_parts, put_off_text
from tasks_db.language.rounds import NAMES
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import exemptions, handing_out, putting_off
from tasks_db.register.exemptions import Exemption
from tasks_db.register.overview import DATE_FINDINGS, Finding, Overview, speaks_of
from tasks_db.register.states import work_state
from tasks_db.register.values import Plan, Task
from tasks_db.terms import GONE, PlanStage, Role, WorkState
from tasks_db.work.views import reviews, sittings, tasks, versions
from tasks_db.work.views.overview import has_text, overview, read_text, registry
from tasks_db.work.views.plans import marks as plan_marks

_BASIS: Final = {"extension": "批准延期", "office": "办公室调整"}


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a task stands that was handed out, and what moved its date."""

    state: WorkState
    struck_off: bool
    waits: int
    """Reports that wait for the office."""
    before: date | None
    ground: str
    exempted: tuple[Exemption, ...]
    owing: tuple[str, ...]
    """Who could be exempted."""
    put_off: tuple[str, ...]
    """Who is not asked for the time being (缓催), until when and why."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A task as it stands in the table, its fields in the form in which they are typed back (R16)."""

    task: Task
    day: str
    cycle: str
    leads: str
    responsibles: str
    consolidating: str
    choices: tuple[str, ...]
    """Who can consolidate: the printed units that are no groups."""
    unasked: str
    findings: tuple[Finding, ...]
    settled: Mapping[Role, str]
    """The units as the registry calls them, each with its printed name beside it where that differs."""
    standing: "_Standing | None" = None


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A task whose date the office has to confirm: why, and the words on which that rests."""

    row: _Row
    why: tuple[str, ...]
    past: bool


def path_of(plan_id: int) -> str:
    """Return the path of a plan's page."""
    return f"{HOME}/plans/{plan_id}"


def _printed(task: Task, role: Role) -> str:
    return "、".join(a.printed for a in task.printed_assignments if a.role is role)


def _row(task: Task, findings: Iterable[Finding], standing: _Standing | None = None) -> _Row:
    units = task.printed_assignments
    return _Row(
        task,
        dates.day(task.deadline.day) if task.deadline is not None else "",
        plan_parts.rounds_of(task),
        _printed(task, Role.LEAD),
        _printed(task, Role.RESPONSIBLE),
        task.consolidating.unit if task.consolidating is not None else "",
        tuple(dict.fromkeys(a.unit for a in units if not a.is_group)),
        "、".join(a.printed for a in units if not a.asked),
        tuple(one for one in findings if speaks_of(one, task)),
        {role: _settled(task, role) for role in Role},
        standing,
    )


def _settled(task: Task, role: Role) -> str:
    names = ((a.unit, a.printed) for a in task.printed_assignments if a.role is role)
    return "、".join(unit if unit == printed else f"{unit}（印作“{printed}”）" for unit, printed in names)


def _standing(plan: Plan, task: Task, now: datetime, waits: int, ground: str | None) -> _Standing:
    """Where a task stands, of which so many reports wait; why its date moved is read from 留痕."""
    basis = _BASIS.get(task.deadline.basis, "") if task.deadline is not None else ""
    free = tuple(exemptions.holding(task))
    return _Standing(
        work_state(plan, task, now),
        task.struck_off_at is not None,
        waits,
        task.deadline.original_day if task.deadline is not None else None,
        ground or basis,
        free,
        tuple(a.unit for a in task.asked_assignments if a.unit not in {one.unit for one in free}),
        tuple(put_off_text.of_unit(one) for one in putting_off.of_task(task, local_date(now))),
    )


def _doubts(value: Overview, rows: Mapping[int, _Row]) -> list[_Doubt]:
    """The tasks with no date, a past one, or one that a finding leaves open, in the order of the plan."""
    undated = {task.id for task in handing_out.undated(value.plan.live_tasks)}
    found = []
    for row in rows.values():
        why = ["长期任务，只能定周期" if row.task.standing else "没有时限，也没有报送周期"] * (row.task.id in undated)
        past = row.task.review is not None
        why += ["载入时已经过期"] * past
        why += [one.message for one in row.findings if one.kind in DATE_FINDINGS]
        if why:
            found.append(_Doubt(row, tuple(why), past))
    return found


def _by_section(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    """The tasks of each section, in the order of the plan."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.section or "", []).append(task)
    return list(found.items())


async def _plan(visit: Visit) -> Response:
    value = await visit.ask(overview, visit.number("plan"))
    plan = value.plan
    asks = plan.stage is PlanStage.DISPATCHED
    now = await visit.site.desk.now()
    waiting = Counter(said.task.id for said in await visit.ask(reviews.waiting)) if asks else Counter[int]()
    of_tasks = plan.own_tasks if asks else ()
    moved = [task.id for task in of_tasks if task.deadline is not None and task.deadline.original_day is not None]
    grounds = await visit.ask(tasks.grounds, moved) if moved else {}
    stands = {task.id: _standing(plan, task, now, waiting[task.id], grounds.get(task.id)) for task in of_tasks}
    rows = {task.id: _row(task, value.findings, stands.get(task.id)) for task in plan.own_tasks}
    beside = {finding.id for row in rows.values() for finding in row.findings}
    waits = plan.stage is PlanStage.LOADED
    return visit.show(
        "plan.html",
        HOME,
        value=value,
        plan=plan,
        path=path_of(plan.id),
        has_text=await visit.ask(has_text, plan.id),
        was_replaced=await visit.ask(versions.was_replaced, plan.id),
        sitting=await visit.ask(sittings.of_task, plan.own_tasks[0].id) if plan.own_tasks else None,
        document=plan_cards.STATUS[plan.document_status],
        stage=PlanStage,
        waits=waits,
        in_force=plan.stage not in GONE and plan.stage is not PlanStage.CLOSED,
        stands=bool(stands),
        titles={task.id: task.title for task in plan.tasks},
        roles=Role,
        closed=WorkState.CLOSED,
        blocker=plan_cards.blocker,
        seems_new=plan_cards.seems_new,
        rows=list(rows.values()),
        doubts=_doubts(value, rows) if waits else [],
        elsewhere=[one for one in value.findings if one.id not in beside],
        severity=plan_parts.SEVERITY,
        lacking=len(handing_out.unconsolidated(plan.live_tasks)),
        without=_by_section(handing_out.unassigned(plan.live_tasks)) if waits else [],
        undated=len(handing_out.undated(plan.live_tasks)),
        standing=sum(task.standing for task in handing_out.undated(plan.live_tasks)),
        alike=sum(one.may_be_taken for one in value.unknown),
        units=await visit.ask(registry, plan.id),
        cancelled=[task for task in plan.tasks if task.cancelled_at is not None and not task.candidate],
        ended={one.task_id: ended_text.line(one) for one in value.ended},
        cycles=NAMES,
        end=plan.period[1],
        ladder=plan_cards.ladder(plan.settings.ladder),
        marks=await visit.ask(plan_marks, plan.id),
    )


_KINDS: Final = {
    "task": "任务",
    "owner": "单位",
    "date": "日期",
    "indicator": "指标",
    "member": "成员",
    "duty": "职责",
    "rule": "规则",
    "heading": "标题",
    "background": "背景",
    "noise": "页眉页脚等",
    "unread": "没有读懂",
}


async def _text(visit: Visit) -> Response:
    """Show the document's text, coloured by what it was read as; a task's number leads to its row and back."""
    read = await visit.ask(read_text, visit.number("plan"))
    kinds = {stretch.read_as for stretch in read.stretches}
    return visit.show(
        "text.html",
        HOME,
        read=read,
        path=path_of(read.plan_id),
        kinds={kind: label for kind, label in _KINDS.items() if kind in kinds},
        unread=[(n, one) for n, one in enumerate(read.stretches) if one.read_as == "unread" and one.text.strip()],
    )


READS: Final[Mapping[str, Endpoint]] = {"/plans/{plan}": _plan, "/plans/{plan}/text": _text}
DOES: Final[Mapping[str, Endpoint]] = {}
