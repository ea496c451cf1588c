"""Tasks given by hand: read from a table, read back, receipts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.intake import IntakeError, read_rows_apart
from tasks_db.language.lists import listed
from tasks_db.register.giving import WITHOUT_GROUND, GivenTask, HandedTask
from tasks_db.register.office_words import day_of
from tasks_db.register.refusals import PlanError

COLUMNS = ("交办事项", "单位", "时限", "依据")
_SHOWN = 12


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
        f"{n}. {clip(t.text, 60)}（{'、'.join(t.units)}，{dates.day(t.day)}前，{_ground(t)}）"
        for n, t in enumerate(tasks[:_SHOWN], 1)
    ]
    more = [f"……另有{len(tasks) - _SHOWN}项"] if len(tasks) > _SHOWN else []
    units = len({name for task in tasks for name in task.units})
    head = f"交办{len(tasks)}项，{units}个单位，第一个单位牵头："
    return Message("\n".join([head, *lines, *more]), ((Button("确认交办", actions.GIVE_NOW),),))


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
