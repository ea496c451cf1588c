"""A loaded plan before the dispatch: the overview, and one page for each thing that is still to be settled."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.register import handing_out
from tasks_db.register.checkpoints import CYCLE_NAMES
from tasks_db.register.overview import Overview, UnknownName
from tasks_db.register.values import Plan, Task
from tasks_db.terms import PlanStage

PER_PAGE = 6
_PAPERS = 2
_STATUS = {"draft": "征求意见稿", "issued": "印发稿", None: "未写明是否印发"}

_SEVERITY = {"error": "要改", "warning": "请核对", "info": "提示"}
# where the office settles what a finding asks
_SETTLED_AT = {
    **dict.fromkeys(("unit_typo", "unit_alias", "unit_level", "place_typo", "owner_mismatch"), "units"),
    **dict.fromkeys(("unclear_date", "undated_round"), "undated"),
    **dict.fromkeys(("missing_lead", "lead_named", "no_owners"), "consol"),
    **dict.fromkeys(("no_owner", "not_in_register", "date_not_in_register"), "cands"),
    **dict.fromkeys(("indicator_text", "target_below_baseline", "term_mismatch"), "inds"),
    "date_not_after_issue": "past",
    "overlap": "tasks",
}
PARTS = {
    "tasks": "任务清单",
    "units": "单位名称",
    "past": "已过期",
    "undated": "没有时限",
    "consol": "汇总单位",
    "ask": "提问数",
    "finds": "疑点",
    "cands": "候选",
    "inds": "指标",
}


def overview(value: Overview) -> Message:
    """Counts first, then what stands in the way of the dispatch; one button for each thing to look at."""
    plan = value.plan
    tasks = plan.live_tasks
    dated = sum(t.deadline is not None for t in tasks)
    lines = [
        f"方案{plan.id}：{plan.title}",
        f"{_STATUS[plan.document_status]}，{plan.stage.zh}" + (f"，{plan.number}" if plan.number else ""),
        (
            f"任务{len(tasks)}项（有时限{dated}项，长期{sum(t.standing for t in tasks)}项），"
            f"指标{len(plan.indicators)}项，候选{len(value.candidates)}条，疑点{len(value.findings)}处"
        ),
    ]
    lines += _above(value)
    if value.remarks:
        lines.append(f"备注：{clip(value.remarks[0].removeprefix('备注：'), 60)}")
    if plan.stage is PlanStage.LOADED:
        if value.blockers:
            lines.append("交办前还要定：")
            lines += [f"· {_blocker(b)}" for b in value.blockers]
        else:
            lines.append(f"可以交办：共{sum(value.questions.values())}次提问，{len(value.questions)}个单位。")
        lines.append("交办前不会通知任何单位。")
    return Message("\n".join(lines), _overview_buttons(value))


def _above(value: Overview) -> list[str]:
    """The papers above the plan, those that are plans here first; one line."""
    papers = sorted(value.above, key=lambda one: one.plan_id is None)
    shown = [
        f"《{clip(one.title, 30)}》"
        + (f"（{one.number}）" if one.number else "")
        + (f"即方案{one.plan_id}" if one.plan_id else "")
        for one in papers[:_PAPERS]
    ]
    more = f"等{len(papers)}份" if len(papers) > _PAPERS else ""
    return [f"上位文件：{'、'.join(shown)}{more}"] if shown else []


def _blocker(blocker: handing_out.Blocker) -> str:
    return blocker.text if blocker.kind in {"draft", "empty"} else f"{blocker.count}{blocker.text}"


def _counts(value: Overview) -> dict[str, int]:
    """How many things each part holds."""
    plan = value.plan
    return {
        "tasks": len(plan.live_tasks),
        "units": len(value.unknown),
        "past": sum(t.review is not None for t in plan.live_tasks),
        "undated": len(handing_out.undated(plan.live_tasks)),
        "consol": len(_without_consolidator(value)),
        "ask": len(value.questions),
        "finds": len(value.findings),
        "cands": len(value.candidates),
        "inds": len(plan.indicators),
    }


def _overview_buttons(value: Overview) -> tuple[tuple[Button, ...], ...]:
    plan, counts = value.plan, _counts(value)
    parts = [
        Button(f"{label} {counts[part]}", actions.PLAN_PART, (plan.id, part, 0))
        for part, label in PARTS.items()
        if counts[part]
    ]
    rows = list(in_rows(parts, 3))
    if value.roster:
        rows.append((Button(f"采用成员名单 {value.roster}人", actions.ROSTER, (plan.id,)),))
    if value.predecessor is not None:
        rows.append(
            (Button(f"可能是方案{value.predecessor}的新版：对比", actions.COMPARE, (plan.id, value.predecessor, 0)),)
        )
    related = [Button(f"上位方案{one.plan_id}", actions.PLAN, (one.plan_id,)) for one in value.above if one.plan_id]
    related += [Button(f"下位方案{number}", actions.PLAN, (number,)) for number in value.below]
    rows += in_rows(related, 3)
    if plan.stage is PlanStage.LOADED:
        rows.append((Button("导出表格修改", actions.EXPORT, (plan.id,)),))
    if plan.document_status == "draft":
        rows.append((Button("已正式印发，内容未变", actions.MARK_ISSUED, (plan.id,)),))
    if plan.stage is PlanStage.LOADED and not value.blockers:
        rows.append((Button("交办", actions.DISPATCH, (plan.id,)),))
    if plan.stage is PlanStage.DISPATCHED:
        rows.append((Button("撤回交办", actions.RECALL, (plan.id,)),))
    return tuple(rows)


def _page(lines: Sequence[str], page: int, per_page: int = PER_PAGE) -> tuple[list[str], int, int]:
    pages = max(1, -(-len(lines) // per_page))
    page = max(0, min(page, pages - 1))
    return list(lines[page * per_page : (page + 1) * per_page]), page, pages


def _turning(plan_id: int, part: str, page: int, pages: int) -> tuple[Button, ...]:
    row = [Button("返回方案", actions.PLAN, (plan_id,))]
    if page > 0:
        row.append(Button("上一页", actions.PLAN_PART, (plan_id, part, page - 1)))
    if page + 1 < pages:
        row.append(Button("下一页", actions.PLAN_PART, (plan_id, part, page + 1)))
    return tuple(row)


def part(value: Overview, name: str, page: int) -> Message:
    """One page of what is behind a button of the overview."""
    build = {
        "tasks": _tasks,
        "units": _units,
        "past": _past,
        "undated": _undated,
        "consol": _consolidating,
        "ask": _asking,
        "finds": _findings,
        "cands": _candidates,
        "inds": _indicators,
    }[name]
    return build(value, page)


def _task_line(task: Task) -> str:
    deadline = task.deadline
    when = dates.day(deadline.day) if deadline else "、".join(CYCLE_NAMES[e] for e, _ in task.cycles) or "未定时限"
    default = "（默认）" if deadline and deadline.basis == "default" else ""
    units = names([a.printed for a in task.printed_assignments], 4)
    consolidating = task.consolidating.unit if task.consolidating else "未定"
    return f"{task.seq}. {clip(task.title, 28)}\n　{when}{default}｜{units or '没有单位'}｜汇总：{consolidating}"


def _tasks(value: Overview, page: int) -> Message:
    tasks = value.plan.live_tasks
    shown, page, pages = _page([_task_line(t) for t in tasks], page)
    edits = [Button(f"改 {t.seq}", actions.EDIT, (t.id,)) for t in tasks[page * PER_PAGE : (page + 1) * PER_PAGE]]
    turning = _turning(value.plan.id, "tasks", page, pages)
    return Message("\n".join(shown), (*in_rows(edits, 3), turning))


def _units(value: Overview, page: int) -> Message:
    alike = [n for n in value.unknown if not n.is_fresh]
    ordered = [*alike, *(n for n in value.unknown if n.is_fresh)]
    shown, page, pages = _page([unknown_line(n) for n in ordered], page)
    buttons: list[tuple[Button, ...]] = []
    for name in ordered[page * PER_PAGE : (page + 1) * PER_PAGE]:
        row = [
            Button(f"{name.index + 1}={clip(unit.name, 12)}", actions.UNIT_IS, (value.plan.id, name.index, unit.id))
            for unit in name.match.alike[:2]
        ]
        row.append(Button(f"{name.index + 1} 登记为新单位", actions.UNIT_NEW, (value.plan.id, name.index)))
        row.append(Button(f"{name.index + 1} 是别的单位", actions.UNIT_NAME, (value.plan.id, name.index)))
        buttons.append(tuple(row))
    fresh = len(ordered) - len(alike)
    if fresh > 1:
        buttons.append((Button(f"没有相近的{fresh}个都登记为新单位", actions.UNITS_ALL, (value.plan.id,)),))
    look = f"（{len(alike)}个与别的名称相近，请先看这些）" if alike else ""
    head = f"还有{len(ordered)}个名称没有对上{look}："
    buttons.append(_turning(value.plan.id, "units", page, pages))
    return Message("\n".join([head, *shown]) if ordered else "单位名称都对上了。", tuple(buttons))


def unknown_line(name: UnknownName) -> str:
    """A name that was not recognised, where it stands and what it resembles."""
    tasks = f"任务{'、'.join(name.seqs[:4])}{'等' if len(name.seqs) > 4 else ''}"  # noqa: PLR2004
    resembled = name.match.alike[0].name if name.match.alike else name.twin
    like = f"，像“{resembled}”" if resembled else ""
    return f"{name.index + 1}. {name.match.printed}（{tasks}）{like}"


def _past(value: Overview, page: int) -> Message:
    tasks = [t for t in value.plan.live_tasks if t.review is not None]
    lines = [f"{t.seq}. {clip(t.title, 28)}：{dates.day(t.deadline.day) if t.deadline else ''}" for t in tasks]
    shown, page, pages = _page(lines, page)
    buttons: list[tuple[Button, ...]] = [
        (
            Button(f"{t.seq} 已完成", actions.PAST_DUE, (t.id, "done")),
            Button(f"{t.seq} 照常催报", actions.PAST_DUE, (t.id, "ask")),
            Button(f"{t.seq} 改时限", actions.EDIT_FIELD, (t.id, "deadline")),
        )
        for t in tasks[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    if len(tasks) > 1:
        buttons.append(
            (
                Button("全部已完成", actions.PAST_DUE_ALL, (value.plan.id, "done")),
                Button("全部照常催报", actions.PAST_DUE_ALL, (value.plan.id, "ask")),
            )
        )
    buttons.append(_turning(value.plan.id, "past", page, pages))
    return Message("\n".join([f"{len(tasks)}项任务已经过期，怎么办：", *shown]), tuple(buttons))


def _undated(value: Overview, page: int) -> Message:
    tasks = handing_out.undated(value.plan.live_tasks)
    shown, page, pages = _page(
        [f"{t.seq}. {clip(t.title, 34)}{'（长期）' if t.standing else ''}" for t in tasks], page
    )
    end = value.plan.period[1]
    choices = [Button(f"到{dates.day(end)}", actions.DEFAULT, (value.plan.id, "end"))] if end else []
    choices += [
        Button("指定日期", actions.DEFAULT, (value.plan.id, "type")),
        *(
            Button(f"{CYCLE_NAMES[e]}报送", actions.DEFAULT, (value.plan.id, e))
            for e in ("quarter", "half_year", "year")
        ),
    ]
    head = f"{len(tasks)}项任务没有时限。一次定下默认值（会标明“默认”，长期任务只能定周期）："
    return Message(
        "\n".join([head, *shown]),
        (*in_rows(choices, 3), _turning(value.plan.id, "undated", page, pages)),
    )


def _without_consolidator(value: Overview) -> list[Task]:
    """Tasks whose units name no lead, and tasks that name no unit at all."""
    return [t for t in value.plan.live_tasks if t.consolidating is None]


def _consolidating(value: Overview, page: int) -> Message:
    tasks = _without_consolidator(value)
    lines = [
        f"{t.seq}. {clip(t.title, 20)}：{names([a.printed for a in t.printed_assignments], 3) or '没有单位'}"
        for t in tasks
    ]
    shown, page, pages = _page(lines, page)
    row = [Button("都由指定单位汇总", actions.CONSOLIDATE, (value.plan.id, "type"))]
    if any(t.assignments for t in tasks):
        row.insert(0, Button("都由第一个单位汇总", actions.CONSOLIDATE, (value.plan.id, "first")))
    head = f"{len(tasks)}项任务没有牵头单位，由谁汇总？"
    return Message("\n".join([head, *shown]), (tuple(row), _turning(value.plan.id, "consol", page, pages)))


def _asking(value: Overview, page: int) -> Message:
    lines = [f"· {unit}：{count}次" for unit, count in value.questions.items()]
    shown, page, pages = _page(lines, page, 12)
    row = (
        Button("全部只问牵头", actions.ASK_MODE_ALL, (value.plan.id, "lead")),
        Button("全部逐家问", actions.ASK_MODE_ALL, (value.plan.id, "each")),
    )
    head = f"交办后一共要问{sum(value.questions.values())}次（每个节点每个单位算一次）："
    note = "集合单位（各乡镇等）默认不逐家问；单项可在“任务清单”里改。"
    return Message("\n".join([head, *shown, note]), (row, _turning(value.plan.id, "ask", page, pages)))


FINDINGS_PER_PAGE = 3


def _findings(value: Overview, page: int) -> Message:
    per_page = FINDINGS_PER_PAGE
    rows = []
    for number, finding in enumerate(value.findings, 1):
        quotes = "\n".join(f"　{q.place}：“{clip(q.quote, 70)}”" for q in finding.quotes[:2])
        rows.append(f"{number}. 〔{_SEVERITY[finding.severity]}〕{finding.message}\n{quotes}".rstrip())
    shown, page, pages = _page(rows, page, per_page)
    first = page * per_page
    buttons = [
        Button(f"{first + n + 1} 已看", actions.FINDING, (finding.id or 0,))
        for n, finding in enumerate(value.findings[first : first + per_page])
    ]
    if len(buttons) > 1:
        buttons.append(Button("这几处都已看", actions.FINDINGS_SEEN, (value.plan.id, page)))
    open_parts = _counts(value)
    settled = dict.fromkeys(_SETTLED_AT.get(one.kind, "") for one in value.findings[first : first + per_page])
    ways = tuple(
        Button(f"去定：{PARTS[name]}", actions.PLAN_PART, (value.plan.id, name, 0))
        for name in settled
        if open_parts.get(name)
    )
    return Message(
        "\n".join([f"疑点{len(value.findings)}处：", *shown]),
        (tuple(buttons), *in_rows(ways, 3), _turning(value.plan.id, "finds", page, pages)),
    )


def _candidates(value: Overview, page: int) -> Message:
    tasks = value.candidates
    lines = [
        f"{t.seq} {clip(t.title, 26)}（{t.source_place}）\n　{names([a.printed for a in t.printed_assignments], 4)}"
        for t in tasks
    ]
    shown, page, pages = _page(lines, page)
    buttons: list[tuple[Button, ...]] = [
        (
            Button(f"采纳“{clip(t.title, 8)}”", actions.CANDIDATE, (t.id, "take")),
            Button("不采纳", actions.CANDIDATE, (t.id, "drop")),
        )
        for t in tasks[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    if len(tasks) > 1:
        buttons.append((Button("全部不采纳", actions.CANDIDATES_ALL, (value.plan.id, "drop")),))
    buttons.append(_turning(value.plan.id, "cands", page, pages))
    head = f"任务表以外，还有{len(tasks)}条写明了单位的内容。要当作任务吗？"
    return Message("\n".join([head, *shown]), tuple(buttons))


def _indicators(value: Overview, page: int) -> Message:
    lines = [
        f"{i.seq}. {clip(i.name, 26)}：{'，'.join(f'{y}年{v}' for y, v in i.targets.items())}"
        f"（报数：{i.supplier or '未定'}）"
        for i in value.plan.indicators
    ]
    shown, page, pages = _page(lines, page)
    rows: list[tuple[Button, ...]] = []
    if value.without_supplier:
        rows.append((Button(f"未定的{value.without_supplier}项由谁报数？", actions.SUPPLIER, (value.plan.id,)),))
    rows.append(_turning(value.plan.id, "inds", page, pages))
    return Message("\n".join([f"指标{len(lines)}项（定了报数单位才会去问）：", *shown]), tuple(rows))


def plans(rows: Sequence[Plan]) -> Message:
    if not rows:
        return Message("还没有方案。把方案文件直接发给我即可（Word、Excel、PDF、网页或文本）。")
    lines = [f"{p.id}. {clip(p.title, 36)}（{p.stage.zh}，{len(p.live_tasks)}项）" for p in rows]
    buttons = [Button(f"方案{p.id}", actions.PLAN, (p.id,)) for p in rows[:12]]
    return Message("\n".join(lines[:15]), in_rows(buttons, 4))


def edit(plan: Plan, task: Task) -> Message:
    """What can be changed of one task, before the dispatch and after it."""
    units = "、".join(
        f"{a.printed}（{a.role.zh}{'，不逐家问' if not a.asked else ''}）" for a in task.printed_assignments
    )
    lines = [_task_line(task), f"　责任领导：{'、'.join(task.leaders) or '无'}", f"　{units}"]
    fields = [
        Button(label, actions.EDIT_FIELD, (task.id, field))
        for field, label in (
            ("deadline", "改时限"),
            ("leads", "改牵头"),
            ("resps", "改责任"),
            ("leaders", "改领导"),
            ("consol", "改汇总"),
            ("cycle", "定周期"),
        )
    ]
    rows = list(in_rows(fields, 3))
    if plan.stage is PlanStage.LOADED:
        rows.append(
            (
                Button("只问牵头", actions.ASK_MODE, (task.id, "lead")),
                Button("逐家问", actions.ASK_MODE, (task.id, "each")),
            )
        )
    else:
        rows.append((Button("豁免单位", actions.EXEMPT, (task.id,)), Button("销号", actions.STRIKE_OFF, (task.id,))))
    rows.append((Button("取消任务", actions.CANCEL, (task.id,)), Button("留痕", actions.HISTORY, (task.id,))))
    rows.append((Button("返回方案", actions.PLAN, (plan.id,)),))
    return Message("\n".join(lines), tuple(rows))
