"""Tasks given by hand and notices to be signed for: read back, receipts, who has signed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.intake import IntakeError, read_rows_apart
from tasks_db.language.lists import listed
from tasks_db.register.giving import CircularLine, GivenTask, HandedTask, Sending, Signed
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
        found.append(HandedTask(cells.get("依据", "") or "领导交办", units, day, cells.get("交办事项", "")))
    if faults:
        raise PlanError("表格没有交办，请改好这些行再发：\n" + "\n".join(faults[:20]))
    return found


def before(tasks: Sequence[HandedTask]) -> Message:
    """Read tasks back before they are given (R17)."""
    lines = [
        f"{n}. {clip(t.text, 60)}（{'、'.join(t.units)}，{dates.day(t.day)}前，{t.ground}）"
        for n, t in enumerate(tasks[:_SHOWN], 1)
    ]
    more = [f"……另有{len(tasks) - _SHOWN}项"] if len(tasks) > _SHOWN else []
    units = len({name for task in tasks for name in task.units})
    head = f"交办{len(tasks)}项，{units}个单位，第一个单位牵头："
    return Message("\n".join([head, *lines, *more]), ((Button("确认交办", actions.GIVE_NOW),),))


def given(tasks: Sequence[GivenTask]) -> Message:
    """Return the receipt of tasks given by hand, with the way back for each."""
    lines = [f"{t.code} {t.title}：{'、'.join(t.units)}，{dates.day(t.day)}前" for t in tasks[:_SHOWN]]
    cancel = [Button(f"取消 {t.code}", actions.CANCEL, (t.task_id,)) for t in tasks[:_SHOWN]]
    return Message("\n".join([f"已交办{len(tasks)}项，随下一条消息发给单位：", *lines]), in_rows(cancel, 3))


def before_sending(value: Sending, text: str) -> Message:
    """Read a notice back, with whom it reaches (R17)."""
    left = value.unreached
    unreached = f"\n{len(left)}个单位没有绑定的联络员，发不到：{names(left)}。" if left else ""
    return Message(
        f"通知{value.whom}，发给{value.people}人，请各自签收：\n{text}{unreached}",
        ((Button("确认发出", actions.NOTICE_NOW),),),
    )


def sent(value: Sending) -> Message:
    """Return the receipt of a notice."""
    return Message(f"通知已发给{value.people}人（在发送时段内送出）。谁签收了，请看 /notices。")


def circulars(lines: Sequence[CircularLine]) -> Message:
    """Return the latest notices, each with how many have signed."""
    if not lines:
        return Message("还没有发过通知。要发请写：通知全体：内容，或 通知各乡镇（街道）：内容。")
    text = [
        f"{n}. {dates.day(dates.today(c.at))} 通知{c.whom}：{clip(c.text, 30)}"
        f"（签收{len(c.readers) - len(c.silent)}/{len(c.readers)}）"
        for n, c in enumerate(lines, 1)
    ]
    buttons = [Button(str(n), actions.NOTICE, (c.id,)) for n, c in enumerate(lines, 1)]
    return Message("\n".join(text), in_rows(buttons, 6))


def circular(line: CircularLine) -> Message:
    """Return one notice with who has signed for it and who has not."""
    signed = [f"· {r.unit} {r.person} {dates.moment(r.read_at)}" for r in line.readers if r.read_at is not None]
    head = f"通知{line.whom}（{dates.moment(line.at)}）：{clip(line.text, 200)}"
    text = [head, f"签收{len(signed)}/{len(line.readers)}", *signed[:_SHOWN]]
    if len(signed) > _SHOWN:
        text.append(f"……另有{len(signed) - _SHOWN}人")
    if line.silent:
        text.append(f"没签收：{names([f'{r.unit}{r.person}' for r in line.silent], _SHOWN)}")
    if line.unreached:
        text.append(f"没发到（没有绑定的联络员，请电话通知）：{names(line.unreached, _SHOWN)}")
    remind = ((Button(f"催签收（{len(line.silent)}）", actions.NOTICE_REMIND, (line.id,)),),) if line.silent else ()
    return Message("\n".join(text), remind)


def signed(value: Signed) -> str:
    """Return a notice with the receipt of its signature below it: what was signed can still be read."""
    receipt = "已签收。" if value.units == 1 else f"已签收（代表{value.units}个单位）。"
    return f"通知（办公室）：\n{value.text}\n\n{receipt}"


def reminded(people: Sequence[str]) -> str:
    """Return the receipt of a reminder."""
    return f"已再发给{names(people)}，请签收。"
