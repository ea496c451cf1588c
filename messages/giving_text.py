"""Tasks given by hand: read from a table, read back, receipts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.intake import IntakeError, read_rows_apart
from tasks_db.language.lists import listed
from tasks_db.register import codes
from tasks_db.register.giving import WITHOUT_GROUND, GivenLine, GivenTask, HandedTask
from tasks_db.register.office_words import day_of
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Task
from tasks_db.terms import WorkState

COLUMNS = ("交办事项", "单位", "时限", "依据")
_SHOWN = 12
_LISTED = 20


def is_table(path: Path) -> bool:
    """Return whether a table's first row names the columns of tasks given by hand."""
    try:
        rows = read_rows_apart(path)
    except IntakeError:
        return False
    return {"交办事项", "单位", "时限"} <= set(rows[0])


def read_table(path: Path, today: date) -> list[HandedTask]:
    """Return the tasks of a table, a row each; raises PlanError that names every faulty row."""
    rows = read_rows_apart(path)
    faults, found = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(rows[0], row, strict=False))
        if not any(row):
            continue
        try:
            day = day_of(cells.get("时限", ""), today)
        except PlanError:
            faults.append(f"第{number}行：看不懂时限“{cells.get('时限', '')}”")
            continue
        units = listed(cells.get("单位", ""), spaces=True)
        found.append(HandedTask(cells.get("依据", "") or WITHOUT_GROUND, units, day, cells.get("交办事项", "")))
    if faults:
        raise PlanError("表格没有交办，请改好这些行再发：\n" + "\n".join(faults[:20]))
    return found


def before(tasks: Sequence[HandedTask]) -> Message:
    """Read tasks back before they are given (R17)."""
    lines = [
        f"{n}. {clip(t.text, 60)}（{'、'.join(t.units)}，{dates.day(t.day)}前，{_ground(t)}{_led(t)}）"
        for n, t in enumerate(tasks[:_SHOWN], 1)
    ]
    more = [f"……另有{len(tasks) - _SHOWN}项"] if len(tasks) > _SHOWN else []
    units = len({name for task in tasks for name in task.units})
    head = f"交办{len(tasks)}项，{units}个单位，第一个单位牵头："
    return Message("\n".join([head, *lines, *more]), ((Button("确认交办", actions.GIVE_NOW),),))


def _led(task: HandedTask) -> str:
    return f"，责任领导{'、'.join(task.leaders)}" if task.leaders else ""


def _ground(task: HandedTask) -> str:
    return "没有写谁交办" if task.ground == WITHOUT_GROUND else task.ground


def given(tasks: Sequence[GivenTask]) -> Message:
    """Return the receipt of tasks given by hand, with the way back for each."""
    lines = [f"{t.code} {t.title}：{'、'.join(t.units)}，{dates.day(t.day)}前" for t in tasks[:_SHOWN]]
    cancel = [Button(f"取消 {t.code}", actions.CANCEL, (t.task_id,)) for t in tasks[:_SHOWN]]
    return Message(
        "\n".join(
            [
                f"已交办{len(tasks)}项，记在方案{tasks[0].code.partition('-')[0]}《领导交办事项》，随下一条消息发给单位：",
                *lines,
            ]
        ),
        in_rows(cancel, 3),
    )


def all_given(lines: Sequence[GivenLine], whom: str = "") -> Message:
    """Return the tasks that were given by hand, the latest first; of one leader where ``whom`` is given."""
    mine = [one for one in reversed(lines) if one.is_from(whom)] if whom else list(reversed(lines))
    if not lines:
        return Message("还没有领导交办事项。要交办，说“领导交办：王县长批示，县水利局，12月20日前，核查水库隐患”。")
    if not mine:
        return Message(f"依据里写明“{whom}”的没有；领导交办事项共{len(lines)}项，说“领导交办的事”看全部。")
    open_ones = sum(one.state is not WorkState.CLOSED for one in mine)
    head = f"{whom or '领导'}交办{len(mine)}项，没有办结的{open_ones}项："
    shown = [
        f"{one.code} {one.title}：{'、'.join(one.units) or '没有单位'}，"
        f"{dates.day(one.day) if one.day else '没有时限'}，{one.state.zh}（{one.ground}）"
        for one in mine[:_LISTED]
    ]
    more = [f"……另有{len(mine) - _LISTED}项更早的，说“导出台账”看全部。"] if len(mine) > _LISTED else []
    buttons = [Button(one.code, actions.TASK, (one.task_id,)) for one in mine[:_LISTED]]
    return Message("\n".join([head, *shown, *more]), in_rows(buttons, 4))


def ground_set(task: Task, before: str, now: str) -> Message:
    """Return the receipt of another ground, with the way back."""
    text = f"{codes.of(task)} {task.title}\n依据：{before} → {now}。以后的消息和公文这样写；已经发出的不变。"
    row = (Button("撤销", actions.GROUND_BACK, (task.id,)), Button("打开任务", actions.TASK, (task.id,)))
    return Message(text, (row,))
