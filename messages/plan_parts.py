"""The pages behind a loaded plan's overview, one for each kind of thing that is still to be settled."""

from collections.abc import Sequence

from messages import actions, dates, paging
from messages.message import Button, Message, in_rows
from messages.paging import Stretch
from messages.phrases import clip, names
from tasks_db.language.rounds import NAMES, name_of_round
from tasks_db.register import handing_out
from tasks_db.register.overview import Overview, UnknownName
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Task

PER_PAGE = 6
_UNITS_PER_PAGE = 12
_FINDINGS_PER_PAGE = 3
_SEQS = 4

SEVERITY = {"error": "要改", "warning": "请核对", "info": "提示"}
# where the office settles what a finding asks
_SETTLED_AT = {
    **dict.fromkeys(
        ("unit_typo", "unit_alias", "unit_level", "place_typo", "glued_units", "shared_ending", "owner_mismatch"),
        "units",
    ),
    **dict.fromkeys(("unclear_date", "undated_round"), "undated"),
    **dict.fromkeys(("missing_lead", "lead_named", "no_owners"), "consol"),
    **dict.fromkeys(("no_owner", "not_in_register", "date_not_in_register"), "cands"),
    **dict.fromkeys(("indicator_text", "target_below_baseline", "term_mismatch"), "inds"),
    "date_not_after_issue": "past",
    **dict.fromkeys(("overlap", "same_rows", "co_leads"), "tasks"),
}
PARTS = {
    "tasks": "任务清单",
    "units": "单位名称",
    "past": "已过期",
    "undated": "没有时限",
    "consol": "汇总单位",
    "ask": "要问的单位",
    "finds": "疑点",
    "cands": "候选",
    "inds": "指标",
}
_SETTLED_ONE_BY_ONE = ("units", "past", "cands", "finds")


def counts(value: Overview) -> dict[str, int]:
    """Return how many things each part holds."""
    plan = value.plan
    return {
        "tasks": len(plan.own_tasks),
        "units": len(value.unknown),
        "past": sum(t.review is not None for t in plan.live_tasks),
        "undated": len(handing_out.undated(plan.live_tasks)),
        "consol": len(_without_consolidator(value)),
        "ask": len(value.questions),
        "finds": len(value.findings),
        "cands": len(value.candidates),
        "inds": len(plan.indicators),
    }


def open_still(value: Overview) -> str:
    """Say what of a plan is undecided and does not keep it from 交办, as a line of its own; empty for nothing."""
    open_ones = (
        (len(value.candidates), "候选{}条没有定"),
        (value.without_supplier, "指标{}项没有报数单位"),
        (len(value.findings), "疑点{}处没有看"),
    )
    left = "，".join(words.format(count) for count, words in open_ones if count)
    return f"\n还没有定的：{left}。现在不定也可以，以后在方案页上照样能定。" if left else ""


def part(value: Overview, name: str, page: int = 0) -> Message:
    """Return one page of what is behind a button of the overview, the nearest that there is.

    Raises PlanError for a part that no plan has.
    """
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
    }.get(name)
    if build is None:
        raise PlanError(f"方案里没有这一部分。请发送 /plan {value.plan.id} 重新打开。")
    return build(value, page)


def has_more(value: Overview, name: str) -> bool:
    """Return whether a part that is settled piece by piece has a piece left, so that its page is shown again."""
    return name == "ask" or (name in _SETTLED_ONE_BY_ONE and counts(value)[name] > 0)


def _turning(value: Overview, name: str, page: Stretch) -> tuple[Button, ...]:
    back = Button("返回方案", actions.PLAN, (value.plan.id,))
    return (back, *paging.turning(page, actions.PLAN_PART, (value.plan.id, name)))


def rounds_of(task: Task) -> str:
    """Return the rounds in which a task reports, as they are written and read."""
    return "、".join(dict.fromkeys(name_of_round(cycle.round) for cycle in task.cycles))


def task_line(task: Task) -> str:
    """Return a task in two lines: its number and title, its date, its units and who consolidates."""
    deadline = task.deadline
    default = "（默认）" if deadline and deadline.basis == "default" else ""
    day = f"{dates.day(deadline.day)}{default}" if deadline else ""
    rounds = f"{rounds_of(task)}报送" if task.cycles else ""
    when = "，".join(filter(None, (day, rounds))) or "未定时限"
    units = names([a.printed for a in task.printed_assignments], 4)
    consolidating = task.consolidating.unit if task.consolidating else "未定"
    return f"{task.seq}. {clip(task.title, 28)}\n　{when}｜{units or '没有单位'}｜汇总：{consolidating}"


def _tasks(value: Overview, number: int) -> Message:
    tasks = value.plan.own_tasks
    page = paging.so_many(len(tasks), PER_PAGE, number)
    shown = tasks[page.first : page.last]
    edits = [Button(f"改 {t.seq}", actions.EDIT, (t.id,)) for t in shown]
    return Message("\n".join(map(task_line, shown)), (*in_rows(edits, 3), _turning(value, "tasks", page)))


def _units(value: Overview, number: int) -> Message:
    alike = [n for n in value.unknown if not n.is_fresh]
    ordered = [*alike, *(n for n in value.unknown if n.is_fresh)]
    page = paging.so_many(len(ordered), PER_PAGE, number)
    shown = ordered[page.first : page.last]
    numbered = list(enumerate(shown, page.first + 1))
    buttons = [_ways_of(value.plan.id, place, name) for place, name in numbered]
    fresh = len(ordered) - len(alike)
    if fresh > 1:
        buttons.append((Button(f"没有相近的{fresh}个都登记为新单位", actions.UNITS_ALL, (value.plan.id,)),))
    taken = sum(name.may_be_taken for name in alike)
    if taken and len(ordered) > 1:
        first = f"登记{fresh}个，" if fresh else ""
        likely = f"{first}相近的{taken}个按所像的定"
        buttons.append((Button(likely, actions.UNITS_LIKELY, (value.plan.id,)),))
    look = f"（{len(alike)}个与别的名称相近，请先看这些）" if alike else ""
    head = f"还有{len(ordered)}个名称没有对上{look}："
    text = (
        "\n".join([head, *(unknown_line(place, name) for place, name in numbered)])
        if ordered
        else "单位名称都对上了。"
    )
    return Message(text, (*buttons, _turning(value, "units", page)))


def _ways_of(plan_id: int, place: int, name: UnknownName) -> tuple[Button, ...]:
    """The buttons that settle one unknown name."""
    same_as = [
        Button(f"{place}={clip(unit.name, 12)}", actions.UNIT_IS, (plan_id, name.assignment_id, unit.id))
        for unit in name.match.alike[:2]
    ]
    return (
        *same_as,
        Button(f"{place} 登记为新单位", actions.UNIT_NEW, (plan_id, name.assignment_id)),
        Button(f"{place} 是别的单位", actions.UNIT_NAME, (plan_id, name.assignment_id)),
    )


def unknown_line(place: int, name: UnknownName) -> str:
    """Return a name that was not recognised, with its place in the list, where it stands and what it resembles."""
    tasks = f"任务{'、'.join(name.seqs[:_SEQS])}{'等' if len(name.seqs) > _SEQS else ''}"
    apart = "（只差一个字，请单独定）" if name.is_a_sign_apart else ""
    like = f"，像“{name.likely}”{apart}" if name.likely else ""
    return f"{place}. {name.match.printed}（{tasks}）{like}"


def _past(value: Overview, number: int) -> Message:
    tasks = [t for t in value.plan.live_tasks if t.review is not None]
    page = paging.so_many(len(tasks), PER_PAGE, number)
    shown = tasks[page.first : page.last]
    lines = [f"{t.seq}. {clip(t.title, 28)}：{dates.day(t.deadline.day) if t.deadline else ''}" for t in shown]
    buttons = [
        (
            Button(f"{t.seq} 已完成", actions.PAST_DUE, (t.id, "done")),
            Button(f"{t.seq} 照常催报", actions.PAST_DUE, (t.id, "ask")),
            Button(f"{t.seq} 改时限", actions.EDIT_FIELD, (t.id, "deadline")),
        )
        for t in shown
    ]
    whole = (
        Button("全部已完成", actions.PAST_DUE_ALL, (value.plan.id, "done")),
        Button("全部照常催报", actions.PAST_DUE_ALL, (value.plan.id, "ask")),
    )
    text = "\n".join([f"{len(tasks)}项任务已经过期，怎么办：", *lines])
    return Message(text, (*buttons, *([whole] if len(tasks) > 1 else []), _turning(value, "past", page)))


def _undated(value: Overview, number: int) -> Message:
    tasks = handing_out.undated(value.plan.live_tasks)
    page = paging.so_many(len(tasks), PER_PAGE, number)
    lines = [f"{t.seq}. {clip(t.title, 34)}{'（长期）' if t.standing else ''}" for t in tasks[page.first : page.last]]
    end = value.plan.period[1]
    mixed = any(t.standing for t in tasks)
    until = f"到{dates.day(end)}{'，长期的每季度' if mixed else ''}" if end else ""
    choices = [Button(until, actions.DEFAULT, (value.plan.id, "end+quarter" if mixed else "end"))] if end else []
    choices.append(Button("指定日期", actions.DEFAULT, (value.plan.id, "type")))
    if all(t.standing for t in tasks):
        choices.clear()  # work without an end takes a cycle only
    choices += [
        Button(f"{NAMES[e]}报送", actions.DEFAULT, (value.plan.id, e)) for e in ("quarter", "half_year", "year")
    ]
    head = f"{len(tasks)}项任务没有时限。一次定下默认值（会标明“默认”，长期任务只能定周期）："
    return Message("\n".join([head, *lines]), (*in_rows(choices, 3), _turning(value, "undated", page)))


def _without_consolidator(value: Overview) -> list[Task]:
    """Tasks whose units name no lead, and tasks that name no unit at all."""
    return [t for t in value.plan.live_tasks if handing_out.needs_consolidating(t, unassigned=True)]


def _consolidating(value: Overview, number: int) -> Message:
    tasks = _without_consolidator(value)
    page = paging.so_many(len(tasks), PER_PAGE, number)
    lines = [
        f"{t.seq}. {clip(t.title, 20)}：{names([a.printed for a in t.printed_assignments], 3) or '没有单位'}"
        for t in tasks[page.first : page.last]
    ]
    row = [Button("都由指定单位汇总", actions.CONSOLIDATE, (value.plan.id, "type"))]
    if any(t.assignments for t in tasks):
        row.insert(0, Button("都由第一个单位汇总", actions.CONSOLIDATE, (value.plan.id, "first")))
    without = len(handing_out.unassigned(value.plan.live_tasks))
    write = [(Button(f"写{without}项的单位", actions.ASSIGN, (value.plan.id,)),)] if without else []
    head = f"{len(tasks)}项任务没有牵头单位，由谁汇总？"
    return Message("\n".join([head, *lines]), (*write, tuple(row), _turning(value, "consol", page)))


def ask_units(tasks: Sequence[Task]) -> str:
    """Return the question which units do the tasks that name none."""
    numbers = "、".join(t.seq for t in tasks)
    return (
        f"第{numbers}项没有单位。请按序号写，一行几项，第一个单位牵头，例如：\n"
        "1-3、5 县水利局、县财政局\n其余 县城管局"
    )


def _asking(value: Overview, number: int) -> Message:
    asked = list(value.questions.items())
    page = paging.so_many(len(asked), _UNITS_PER_PAGE, number)
    lines = [f"· {unit}：{count}次" for unit, count in asked[page.first : page.last]]
    row = (
        Button("全部只问牵头", actions.ASK_MODE_ALL, (value.plan.id, "lead")),
        Button("全部逐家问", actions.ASK_MODE_ALL, (value.plan.id, "each")),
    )
    head = f"交办后一共要问{sum(value.questions.values())}次（每个节点每个单位算一次）："
    note = "集合单位（各乡镇等）默认不逐家问；单项可在“任务清单”里改。"
    return Message("\n".join([head, *lines, note]), (row, _turning(value, "ask", page)))


def finding_lines(value: Overview) -> list[str]:
    """Return every open finding with its number, how much it matters, and the two quotes below it."""
    return [
        "\n".join(
            [
                f"{number}. 〔{SEVERITY[finding.severity]}〕{finding.message}",
                *(f"　{q.place}：“{clip(q.quote, 70)}”" for q in finding.quotes[:2]),
            ]
        )
        for number, finding in enumerate(value.findings, 1)
    ]


def _findings(value: Overview, number: int) -> Message:
    page = paging.so_many(len(value.findings), _FINDINGS_PER_PAGE, number)
    shown = value.findings[page.first : page.last]
    buttons = [Button(f"{n} 已看", actions.FINDING, (f.id,)) for n, f in enumerate(shown, page.first + 1)]
    if len(buttons) > 1:
        seen = (value.plan.id, shown[0].id, shown[-1].id)
        buttons.append(Button("这几处都已看", actions.FINDINGS_SEEN, seen))
    lines = finding_lines(value)[page.first : page.last]
    return Message(
        "\n".join([f"疑点{len(value.findings)}处：", *lines]),
        (
            tuple(buttons),
            *in_rows(_ways_to_settle(value, [f.kind for f in shown]), 3),
            _turning(value, "finds", page),
        ),
    )


def _ways_to_settle(value: Overview, kinds: Sequence[str]) -> tuple[Button, ...]:
    """To the parts in which the office settles what these kinds of findings ask, where something is open there."""
    still_open = counts(value)
    places = dict.fromkeys(_SETTLED_AT.get(kind, "") for kind in kinds)
    return tuple(
        Button(f"去定：{PARTS[name]}", actions.PLAN_PART, (value.plan.id, name, 0))
        for name in places
        if still_open.get(name)
    )


def _candidates(value: Overview, number: int) -> Message:
    tasks = value.candidates
    page = paging.so_many(len(tasks), PER_PAGE, number)
    shown = tasks[page.first : page.last]
    lines = [
        f"{t.seq} {clip(t.title, 26)}（{t.source_place}）\n　{names([a.printed for a in t.printed_assignments], 4)}"
        for t in shown
    ]
    buttons = [
        (
            Button(f"采纳“{clip(t.title, 8)}”", actions.CANDIDATE, (t.id, "take")),
            Button("不采纳", actions.CANDIDATE, (t.id, "drop")),
        )
        for t in shown
    ]
    none = [(Button("全部不采纳", actions.CANDIDATES_ALL, (value.plan.id, "drop")),)] if len(tasks) > 1 else []
    head = f"任务表以外，还有{len(tasks)}条写明了单位的内容。要当作任务吗？"
    return Message("\n".join([head, *lines]), (*buttons, *none, _turning(value, "cands", page)))


def _indicators(value: Overview, number: int) -> Message:
    indicators = value.plan.indicators
    page = paging.so_many(len(indicators), PER_PAGE, number)
    lines = [
        f"{i.seq}. {clip(i.name, 26)}：{'，'.join(f'{y}年{v}' for y, v in i.targets.items())}"
        f"（报数：{i.supplier or '未定'}）"
        for i in indicators[page.first : page.last]
    ]
    ask = f"未定的{value.without_supplier}项由谁报数？"
    row = [(Button(ask, actions.SUPPLIER, (value.plan.id,)),)] if value.without_supplier else []
    head = f"指标{len(indicators)}项（定了报数单位才会去问）："
    return Message("\n".join([head, *lines]), (*row, _turning(value, "inds", page)))
