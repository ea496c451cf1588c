"""台账: every task of a plan in one row, in words, and what beside it is kept; and the same as open data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import SHANGHAI, local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, deciding, lights, progress, reviews, states, unit_names
from tasks_db.register.ended import Ended
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.reading import Register
from tasks_db.register.values import Assignment, Plan, Report, Task
from tasks_db.terms import AnswerKind, Light, Mark, PlanStage, Role, WorkState

_NO_PLEAS: Mapping[int, PleaTold] = {}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task as the ledger has it; ``light`` colours its state, ``key`` is hidden and names the task for good."""

    key: int
    code: str
    source: str
    title: str
    target: str
    leaders: str
    leads: str
    responsibles: str
    deadline: str
    progress: str
    figure: str
    state: WorkState
    mark: Mark | None
    light: Light | None
    problem: str
    following: str
    needs: str
    evidence: str
    reported: str
    note: str


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A plan's rows, with how many of its tasks are in each state."""

    plan_id: int
    title: str
    rows: tuple[LedgerRow, ...]

    def count(self, state: WorkState) -> int:
        """Return how many tasks are in a state."""
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole ledger at a moment: plans, and below them extensions and every report as lines of text.

    ``resolutions`` and ``filings`` are those of the bodies, as ``ledger_meetings`` has them.
    """

    as_of: datetime
    sheets: tuple[LedgerSheet, ...]
    extensions: tuple[tuple[str, ...], ...]
    reports: tuple[tuple[str, ...], ...]
    resolutions: tuple[tuple[str, ...], ...] = ()
    filings: tuple[tuple[str, ...], ...] = ()
    cancelled: tuple[Ended, ...] = ()


def ledger(register: Register, now: datetime, pleas: Mapping[int, PleaTold] = _NO_PLEAS) -> Ledger:
    """Return the ledger of the plans of a register; ``pleas`` is what became of those that were made, by report."""
    reports = sorted(_reports(register), key=lambda one: one[2].id)
    return Ledger(
        now,
        tuple(
            LedgerSheet(plan.id, plan.title, tuple(_row(plan, t, now, pleas) for t in plan.live_tasks if _counts(t)))
            for plan in register.plans
        ),
        tuple(_extension(t, a, r, now) for t, a, r in reports if r.kind is AnswerKind.EXTENSION and r.said_by(now)),
        tuple(row for t, a, r in reports if (row := _report(t, a, r, now, pleas)) is not None),
    )


def of_leader(whole: Ledger, leader: str) -> Ledger:
    """Return the part of a ledger that is a leader's (责任领导), alone or with others; no sheets where nothing is."""
    return part(whole, {row.key for sheet in whole.sheets for row in sheet.rows if leader in row.leaders.split("、")})


def part(whole: Ledger, task_ids: Collection[int]) -> Ledger:
    """Return the part of a ledger that tells of some tasks; what bodies decided and filed is of all, and left out."""
    rows = ((sheet, tuple(row for row in sheet.rows if row.key in task_ids)) for sheet in whole.sheets)
    sheets = tuple(replace(sheet, rows=own) for sheet, own in rows if own)
    codes_of = {row.code for sheet in sheets for row in sheet.rows}
    extensions, reports = (
        tuple(line for line in lines if line[0] in codes_of) for lines in (whole.extensions, whole.reports)
    )
    return Ledger(whole.as_of, sheets, extensions, reports)


CELLS = (
    *("序号", "任务来源", "重点任务", "目标要求", "责任领导", "牵头单位", "责任单位", "完成时限（原/现）"),
    *("本期进展", "完成值", "进度状态", "存在问题", "下一步措施", "需协调事项", "佐证", "报送单位·日期·审核", "备注"),
)
"""The columns of a plan's sheet, in the order of ``cells``."""


def cells(row: LedgerRow) -> tuple[str, ...]:
    """Return a row as its sheet prints it, by the columns of ``CELLS``."""
    state = row.state.zh + (f"（{row.mark.zh}）" if row.mark else "")
    said = (row.progress, row.figure, state, row.problem, row.following, row.needs, row.evidence)
    head = (row.code, row.source, row.title, row.target, row.leaders, row.leads, row.responsibles, row.deadline)
    return (*head, *said, row.reported, row.note)


def _counts(task: Task) -> bool:
    return task.indicator_id is None


def _row(plan: Plan, task: Task, now: datetime, pleas: Mapping[int, PleaTold]) -> LedgerRow:
    words = [(a, progress.last_word(a, now)) for a in task.asked_assignments]
    said = [*((a, r) for a, r in words if r is not None), *deciding.said_before(task, now)]
    last = max((r for _, r in said), key=lambda r: r.at, default=None)
    shown = lights.shown(plan, task, now)
    return LedgerRow(
        key=task.id,
        code=codes.of(task),
        source=task.source_place,
        title=task.title,
        target=task.content,
        leaders="、".join(task.leaders),
        leads=_units(task, Role.LEAD),
        responsibles=_units(task, Role.RESPONSIBLE),
        deadline=_deadline(task),
        progress="；".join(f"{a.called}：{r.text or r.kind.zh}" for a, r in said),
        figure=_figure(task, [r for _, r in said], now),
        state=states.work_state(plan, task, now),
        mark=states.mark(plan, task, now),
        light=shown.light,
        problem="；".join(f"{a.called}：{r.problem}" for a, r in said if r.problem),
        following="；".join(
            f"{a.unit}：预计{r.expected}" for a, r in said if r.expected is not None and not a.ended_at
        ),
        needs="；".join(
            f"{a.unit}：请{r.needs}协调{_became(r, pleas)}" for a, r in said if r.needs and not a.ended_at
        ),
        evidence="、".join(name for _, r in said for name in r.evidence),
        reported=_reported(last, now) if last is not None else "",
        note=_note(task, now),
    )


def _figure(task: Task, last: Sequence[Report], now: datetime) -> str:
    """The percent that the task's state goes by; later words without one leave it standing, with its day."""
    figure = deciding.task_figure(task, now)
    if figure is None:
        return ""
    said = figure.report
    older = any(r.assignment_id == said.assignment_id and r.said_on > said.said_on for r in last)
    return f"{figure.percent}%" + (f"（{said.said_on.month}月{said.said_on.day}日报）" if older else "")


def _reported(last: Report, now: datetime) -> str:
    by = f"，{last.written_down}" if last.entered_by is not None else ""
    return f"{last.unit}，{_moment(last.at)}，{last.decision(now).zh}{by}"


def _note(task: Task, now: datetime) -> str:
    """On which day the task was done, with that on which it was put down where it is another, and 已销号.

    Then which unit it is that the plan prints by another name.
    """
    closed, done = states.closed_at(task, now), states.done_on(task, now)
    parts = ["已销号"] if task.struck_off_at is not None else []
    if closed is not None:
        put_down = local_date(closed)
        parts.append(f"办结日期{done}（{put_down}登记）" if done is not None else f"办结日期{put_down}")
    return "；".join([*(["，".join(parts)] if parts else []), *_other_names(task)])


def _other_names(task: Task) -> list[str]:
    """Which unit it is that a plan prints by a name which it no longer has."""
    shares = (a for a in task.printed_assignments if not a.is_group)
    return [f"{a.printed}现名{name}" for a in shares if (name := unit_names.now_called(a.printed, a.unit))]


def _units(task: Task, role: Role) -> str:
    return "、".join(a.printed for a in task.printed_assignments if a.role is role)


def _deadline(task: Task) -> str:
    if task.deadline is None:
        return "长期" if task.standing or task.cycles else ""
    original = task.deadline.original_day
    return f"{task.deadline.day}（原{original}）" if original else str(task.deadline.day)


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _reports(register: Register) -> Iterator[tuple[Task, Assignment, Report]]:
    for plan in register.plans:
        for task in plan.tasks:
            for assignment in task.shares:
                yield from ((task, assignment, report) for report in assignment.reports)


def _extension(task: Task, assignment: Assignment, report: Report, now: datetime) -> tuple[str, ...]:
    head = (codes.of(task), task.title, assignment.called, _moment(report.at))
    days = (str(report.old_day or ""), str(report.new_date or ""))
    decided = report.decided_at is not None and report.decided_at <= now
    by = (report.decider or "", _moment(report.decided_at)) if decided and report.decided_at else ("", "")
    return (*head, *days, report.text, report.decision(now).zh, *by, report.reason or "")


def _became(report: Report, pleas: Mapping[int, PleaTold]) -> str:
    """What became of a plea, in brackets behind it: （县公安局11月24日答复：手续已办好）; empty where nothing did."""
    told = pleas.get(report.id)
    return f"（{told.became}）" if told is not None and told.became else ""


def _report(
    task: Task, assignment: Assignment, report: Report, now: datetime, pleas: Mapping[int, PleaTold]
) -> tuple[str, ...] | None:
    """A report's row; None for what its unit took back, unless a colleague of whoever wrote it down put it right."""
    stood = report.said_by(now)
    by = None if stood else reviews.put_right_by(report, assignment.reports)
    reopened = reviews.reopened(report, now)
    if by is None and reopened is None and not stood:
        return None
    mark = report.decision(now).zh if by is None else f"{report.status.zh}（{by.entered_by}代录更正）"
    if reopened is not None:
        mark += f"（{reopened.month}月{reopened.day}日办公室重开：{report.reason}）"
    if report.entered_by is not None and by is None:
        called = report.called_on
        mark += f"（{f'{called.month}月{called.day}日来电，' if called is not None else ''}{report.written_down}）"
    percent = "" if report.percent is None else f"{report.percent}%"
    said = (
        report.kind.zh,
        percent,
        report.text,
        report.problem or "",
        f"{report.needs or ''}{_became(report, pleas)}",
    )
    return (codes.of(task), task.title, assignment.called, _moment(report.at), *said, mark)


Row = dict[str, object]


def open_data(register: Register, now: datetime) -> dict[str, list[Row]]:
    """Return plans, tasks, assignments, dues and reports as plain rows by table, without anybody's name."""
    data: dict[str, list[Row]] = {name: [] for name in ("plans", "tasks", "assignments", "dues", "reports")}
    for plan in register.plans:
        period = [day.isoformat() if day else None for day in plan.period]
        data["plans"].append(
            {"id": plan.id, "title": plan.title, "number": plan.number, "stage": plan.stage.value,
             "dispatched_at": _instant(plan.dispatched_at), "period_start": period[0], "period_end": period[1]}
        )  # fmt: skip
        for task in plan.tasks:
            if not task.candidate:
                _task_data(data, plan, task, now)
    return data


def _task_data(data: dict[str, list[Row]], plan: Plan, task: Task, now: datetime) -> None:
    asks = plan.stage is PlanStage.DISPATCHED and task.is_live
    mark = states.mark(plan, task, now) if asks and task.indicator_id is None else None
    data["tasks"].append(
        {"id": task.id, "plan": plan.id, "code": codes.of(task), "title": task.title, "content": task.content,
         "leaders": "、".join(task.leaders), "deadline": _day(task.deadline.day if task.deadline else None),
         "original_deadline": _day(task.deadline.original_day if task.deadline else None),
         "standing": task.standing, "cancelled": task.cancelled_at is not None,
         "state": states.work_state(plan, task, now).value if asks and task.indicator_id is None else None,
         "mark": mark.value if mark is not None else None,
         "source_place": task.source_place, "source_quote": task.source_quote}
    )  # fmt: skip
    for own in task.shares:
        data["assignments"].append(
            {"id": own.id, "task": task.id, "unit": own.unit, "printed": own.printed, "role": own.role.value,
             "consolidates": own.consolidates, "asked": own.asked and own.ended_at is None, "group": own.parent_id,
             "ended_at": _instant(own.ended_at)}
        )  # fmt: skip
        data["dues"] += [
            {"id": due.id, "assignment": own.id, "kind": due.checkpoint.kind.value, "task_day": _day(due.task_day),
             "collect_on": _day(due.day), "exempted": due.exempted_at is not None}
            for due in own.dues
        ]  # fmt: skip
        data["reports"] += [
            {"id": said.id, "assignment": own.id, "at": _instant(said.at), "kind": said.kind.value,
             "percent": said.percent, "text": said.text, "problem": said.problem, "needs": said.needs,
             "expected": _day(said.expected), "new_date": _day(said.new_date),
             "decision": said.decision(now).value, "reason": said.reason}
            for said in own.reports
            if said.said_by(now)
        ]  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat() if at is not None else None
