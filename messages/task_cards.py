"""One task as the office changes it: what can be changed, what a change would do, what was done (留痕)."""

from collections.abc import Sequence
from datetime import date

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import exempted_units, names
from messages.plan_parts import task_line
from tasks_db.register import unit_names
from tasks_db.register.exemptions import Exemption, holding
from tasks_db.register.outcomes import Cancelling, Ending, Exempted, Finished, Moved, Moving, Reopened
from tasks_db.register.values import Assignment, BarePlan, Task
from tasks_db.terms import PlanStage

_UNITS_SHOWN = 15
FIELDS = {
    "deadline": ("改时限", "新的时限是哪一天、依据是什么？例如：2026年6月底 县政府第12次常务会议决定。"),
    "done": ("办结日期", "实际是哪一天办结的、依据是什么？例如：10月29日 县财政局来电。"),
    "leads": ("改牵头", "牵头单位有哪些？请回复名称，用顿号分开。"),
    "resps": ("改责任", "责任单位有哪些？请回复名称，用顿号分开。"),
    "leaders": ("改领导", "责任领导是谁？请回复姓名，用顿号分开。"),
    "consol": ("改汇总", "由哪个单位汇总？请回复单位名称。"),
    "cycle": (
        "定周期",
        "多久报送一次？请回复，例如：每月、每季度、每半年、每月25日前、每季度首月10日前。",
    ),
}
"""What can be changed by typing: the button's label and the question."""


def _now(one: Assignment) -> str:
    """What a unit is called now that the plan prints by another name."""
    name = unit_names.now_called(one.printed, one.unit) if not one.is_group else ""
    return f"现名{name}，" if name else ""


def edit(plan: BarePlan, task: Task) -> Message:
    """Return what can be changed of one task, before 交办 and after it."""
    units = "、".join(
        f"{a.printed}（{_now(a)}{a.role.zh}{'，不逐家问' if not a.asked else ''}）" for a in task.printed_assignments
    )
    lines = [task_line(task), f"　责任领导：{'、'.join(task.leaders) or '无'}", f"　{units}"]
    lines += [f"　{line}" for line in exempted_units(task)]
    fields = [Button(label, actions.EDIT_FIELD, (task.id, field)) for field, (label, _) in FIELDS.items()]
    rows = list(in_rows(fields, 3))
    if plan.stage is PlanStage.LOADED:
        rows.append(
            (
                Button("只问牵头", actions.ASK_MODE, (task.id, "lead")),
                Button("逐家问", actions.ASK_MODE, (task.id, "each")),
            )
        )
    else:
        rows.append(
            (
                Button("豁免单位", actions.EXEMPT, (task.id,)),
                Button("销号", actions.STRIKE_OFF, (task.id,)),
                Button("回头看重开", actions.REOPEN, (task.id,)),
            )
        )
    if plan.asks and any(not a.asked for a in task.printed_assignments):
        rows.append((Button("逐家问（没有问的单位也问）", actions.ASK_MODE, (task.id, "ask")),))
    rows += in_rows(_ending(list(holding(task))[:_UNITS_SHOWN]), 2)
    rows.append((Button("取消任务", actions.CANCEL, (task.id,)), Button("留痕", actions.HISTORY, (task.id,))))
    rows.append((Button("返回方案", actions.PLAN, (plan.id,)),))
    return Message("\n".join(lines), tuple(rows))


def asked_instead(new: Sequence[str], gone: Sequence[str], untold: Sequence[str] = ()) -> str:
    """Say who is asked for a task from now on, and who is no longer; ``untold``: of these, whom nobody could tell."""
    parts = [f"以后问{names(new)}（随下一条消息告知）"] if new else []
    parts += [f"不再问{names(gone)}{_told(gone, untold)}"] if gone else []
    return f"单位已改：{'，'.join(parts)}。"


def asked_as_before(*, led: bool) -> str:
    """Say that the same units are asked as before; ``led``: they have heard who leads them now."""
    return f"单位已改，要问的单位没有变{'，谁牵头已告知各单位' if led else ''}。"


def _told(gone: Sequence[str], untold: Sequence[str]) -> str:
    phoned = [one for one in gone if one in untold]
    if not phoned:
        return "（已告知）"
    rest = "，其余已告知" if len(phoned) < len(gone) else ""
    return f"（{names(phoned, _UNITS_SHOWN)}没有已绑定的联络员，请电话告知{rest}）"


def ask_field(task: Task, field: str) -> str:
    """Return the question for a field's new value."""
    return f"第{task.seq}项 {task.title}\n{FIELDS[field][1]}"


def ask_ground_of_move(value: Cancelling, day: date) -> str:
    """Return the question for the ground on which a deadline moves, with how many people that reaches."""
    return f"{_moving(value, day)}请回复依据，例如：县政府会议决定。"


def before_moving(value: Cancelling, day: date, ground: str) -> str:
    """Return the question before a deadline moves on a ground, with how many people that reaches (R17)."""
    return f"{_moving(value, day)}依据：{ground}"


def _moving(value: Cancelling, day: date) -> str:
    return f"第{value.seq}项“{value.title}”的时限改到{dates.day(day)}，会告知{value.told}人。"


def moved(value: Moved) -> str:
    """Return the receipt of a moved deadline, with whom the office still has to call."""
    return "\n".join(filter(None, [_moved(value), waits_for_call(value.by_phone)]))


def _moved(value: Moved) -> str:
    was = f"（原{dates.day(value.before)}）" if value.before else ""
    told = f"已告知{value.told}人。" if value.told else "没有催报过，不用告知。"
    closed = "这项现在算已办结，不重开就不会按新时限催报。" if value.closed is not None else ""
    return f"“{value.title}”的完成时限改为{dates.day(value.day)}{was}。{told}{closed}"


def to_reopen(text: str, done: Sequence[Moved]) -> Message:
    """Return a receipt of moved deadlines with the button that opens again what still counts as done."""
    closed = sum(one.closed is not None for one in done)
    label = "按新时限重开" if closed == 1 else f"按新时限重开这{closed}项"
    return Message(text, ((Button(label, actions.DESK_ORDER), Button("不重开", actions.NO_ORDER)),) if closed else ())


def ask_ground_of_moves(found: Sequence[Moving], day: date) -> str:
    """Return the question for the ground on which several deadlines move, each named."""
    return f"{_all_moving(found, day)}\n请回复依据，例如：联席会议第3次会议决定；不改了就回复“取消”。"


def before_moves(found: Sequence[Moving], day: date, ground: str) -> Message:
    """Return the question before several deadlines move on a ground, each named, with how many are told (R17)."""
    row = (Button(f"确认改{len(found)}项", actions.MOVE_ALL), Button("不改了", actions.NO_ORDER))
    return Message(f"{_all_moving(found, day)}\n依据：{ground}", (row,))


def _all_moving(found: Sequence[Moving], day: date) -> str:
    lines = [f"{one.code} {one.title}：{_day_now(one)}" for one in found]
    told = sum(one.told for one in found)
    head = [f"{len(found)}项的时限改到{dates.day(day)}，会发{told}条告知：", *lines]
    whom = names(list(dict.fromkeys(person for one in found for person in one.whom)), _UNITS_SHOWN)
    absent = [unit for one in found for unit in one.by_phone]
    head += [f"告知：{whom}"] if whom else []
    return "\n".join(head) + phoned_lines(absent)


def _day_now(one: Moving) -> str:
    day = dates.day(one.before) if one.before else "没有时限"
    return f"{day}（已办结）" if one.closed else day


def all_moved(done: Sequence[Moved]) -> str:
    """Return the receipt of several deadlines that were moved together."""
    lines = [f"已改{len(done)}项：", *map(_moved, done)]
    waits = waits_for_call([unit for one in done for unit in one.by_phone])
    return "\n".join([*lines, *([waits] if waits else [])])


def waits_for_call(units: Sequence[str]) -> str:
    """Return the line of a receipt that names whom the office still has to call; empty where there is nobody."""
    shown = names(list(dict.fromkeys(units)), _UNITS_SHOWN)
    return f"还要电话告知的：{shown}，记在待办里；打过后点“待电话告知”记下。" if units else ""


def ask_exemption(task: Task) -> str:
    """Return the question which unit is exempted and why."""
    units = names([a.unit for a in task.asked_assignments], _UNITS_SHOWN)
    return f"第{task.seq}项 {task.title}\n豁免哪个单位、什么理由？请回复“单位 理由”。现在要报的单位：{units}"


def exempted(value: Exempted) -> str:
    """Return the receipt of an exemption."""
    return f"已豁免{value.unit}在“{value.title}”的{value.dues}项应报。理由：{value.reason}"


def exemption_ended(value: Exempted) -> str:
    """Return the receipt of an exemption that was taken back."""
    told = f"已告知{value.told}人" if value.told else "没有已绑定的联络员，请电话告知"
    return f"已取消{value.unit}在“{value.title}”的豁免：{value.dues}项照常催报，{told}。"


def exemptions(found: Sequence[Exemption]) -> Message:
    """Return the exemptions that hold, each with the button that takes it back."""
    if not found:
        return Message("现在没有这样的豁免。单位豁免了哪些，打开任务看（/task 编号），或在方案页上看。")
    shown = found[:_UNITS_SHOWN]
    lines = [f"{one.code} {one.title}：{one.unit}（{one.reason}）" for one in shown]
    more = (
        [f"……另有{len(found) - len(shown)}处，请写单位和编号，例如“取消县民政局1-4的豁免”。"]
        if len(found) > len(shown)
        else []
    )
    return Message("\n".join(["豁免着的，要取消哪个？", *lines, *more]), in_rows(_ending(shown), 2))


def _ending(found: Sequence[Exemption]) -> list[Button]:
    """The buttons that take exemptions back, each by its unit and, where there are several tasks, by its code."""
    several = len({one.task_id for one in found}) > 1
    return [
        Button(f"取消豁免{one.code if several else ''}{one.unit}", actions.END_EXEMPTION, (one.task_id, one.unit_id))
        for one in found
        if one.unit_id is not None
    ]


def before_exempting(task: Task, unit: str, reason: str) -> str:
    """Return the question before a unit is exempted: it hears of it at once (R17)."""
    return f"豁免{unit}在第{task.seq}项“{task.title}”里全部要报的，并告知它的联络员；以后可以取消豁免。理由：{reason}"


def before_reopening(value: Cancelling, day: date | None, reason: str) -> str:
    """Return the question before a closed task opens again, with how many people hear of it (R17)."""
    due = f"时限改为{dates.day(day)}" if day else "按原时限催报"
    return f"重开第{value.seq}项“{value.title}”（回头看），{due}，会告知{value.told}人。原因：{reason}"


def asked_from_now(before: Task, after: Task, untold: Sequence[str] = ()) -> str:
    """Say who is asked of a task from now on and who no longer, after its units have changed; else nothing.

    ``untold``: of those who are asked no more, whom nobody could tell.
    """
    was, now = ([a.unit for a in task.asked_assignments] for task in (before, after))
    more, fewer = [one for one in now if one not in was], [one for one in was if one not in now]
    return (f"{names(more, _UNITS_SHOWN)}从下一条消息起催报。" if more else "") + (
        f"{names(fewer, _UNITS_SHOWN)}不再催报这一项{_told(fewer, untold)}。" if fewer else ""
    )


def before_asking_each(task: Task) -> str:
    """Return the question before every unit of a task is asked that is not asked yet (R17)."""
    unasked = names([a.printed for a in task.printed_assignments if not a.asked], _UNITS_SHOWN)
    return (
        f"第{task.seq}项“{task.title}”改为逐家问：{unasked}（集合单位按现在的成员）从下一条消息起催报。"
        "之后不想再问的单位，用豁免。"
    )


def ask_ground(task: Task) -> str:
    """Return the question for the ground of a cancellation."""
    return f"取消第{task.seq}项“{task.title}”，不再催报。请回复取消的依据，例如：县政府第12次常务会议决定。"


def before_cancelling(value: Cancelling, ground: str) -> Message:
    """Return the question before a cancellation: people are told at once, so the ground is read back (R17)."""
    return Message(
        f"将取消第{value.seq}项“{value.title}”，并告知{value.told}人。{phoned_lines(value.by_phone)}\n依据：{ground}",
        (
            (
                Button("确认取消", actions.CANCEL_NOW, (value.task_id,)),
                Button("不取消", actions.EDIT, (value.task_id,)),
            ),
        ),
    )


def cancelled(task_id: int, done: Ending, ground: str) -> Message:
    """Return the receipt of a cancellation, with whom it told and the way back."""
    told = f"已告知{done.told}人。" if done.told else ""
    waits = f"\n{waits_for_call(done.by_phone)}" if done.by_phone else ""
    return Message(
        f"已取消“{done.title}”。{told}依据：{ground}{waits}",
        ((Button("恢复任务", actions.RESTORE, (task_id,)),),),
    )


def phoned_lines(units: Sequence[str]) -> str:
    """Return the line that names the units which nobody can be told for, and how a call is put down."""
    if not units:
        return ""
    how = "请电话告知，打过后说“已电话告知某某局：……”，会留记录"
    return f"\n没有联络员、告知不到的：{names(list(dict.fromkeys(units)), _UNITS_SHOWN)}。{how}"


def restored(title: str) -> str:
    """Return the receipt of a cancellation taken back."""
    return f"已恢复“{title}”，照常催报。"


def struck_off(title: str) -> str:
    """Return the receipt of 销号."""
    return f"已销号：{title}"


def before_finishing(value: Finished, ground: str) -> str:
    """Return the question before a task gets the day on which it was done, with what that changes (R17)."""
    why = f"\n依据：{ground}" if ground else ""
    if value.closed is not None:
        was = f"{dates.day(value.before)} → " if value.before else ""
        now = f"{dates.day(value.day)}{_in_time(value)}"
        return f"第{value.seq}项“{value.title}”办结日期：{was}{now}，不另告知单位。{why}"
    silent = ""
    if value.silent:
        silent = f"还有{len(value.silent)}个单位没有反馈（{names(value.silent, _UNITS_SHOWN)}），办结后不再催。"
    return (
        f"第{value.seq}项“{value.title}”按办公室核实办结，办结日期{dates.day(value.day)}{_in_time(value)}，"
        f"会告知{value.told}人不用再反馈。{silent}{why}"
    )


def _in_time(value: Finished) -> str:
    if value.deadline is None:
        return ""
    due = f"时限{dates.day(value.deadline)}"
    return (
        f"（{due}，按时）"
        if value.day <= value.deadline
        else f"（{due}，逾期{(value.day - value.deadline).days}天办结）"
    )


def finished(value: Finished) -> str:
    """Return the receipt of the day on which a task was done."""
    if value.closed is not None:
        put_right = f"已改“{value.title}”办结日期为{dates.day(value.day)}{_in_time(value)}。"
        return f"{put_right}台账、通报从现在起按这一天，留痕里有前后两个日期。"
    heard = f"已告知{value.told}人。" if value.told else "没有需要告知的人。"
    return f"已办结“{value.title}”，办结日期{dates.day(value.day)}{_in_time(value)}。{heard}错了可以“回头看重开”。"


def reopened(value: Reopened, day: date | None) -> str:
    """Return the receipt of a task opened again after 办结."""
    due = f"，新的时限{dates.day(day)}" if day else "，按原时限催报；要给新时限请点“改时限”"
    heard = f"已告知{value.told}人，附原因。" if value.told else "它的单位没有已绑定的联络员，请电话告知。"
    return f"已重开“{value.title}”{due}。{heard}"
