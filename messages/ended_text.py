"""What is told of a task that was cancelled: that it was, when, by whom and on what ground."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message
from messages.phrases import clip
from tasks_db.register.ended import Ended

_SHOWN = 20
NONE = "没有取消过的任务。"


def card(value: Ended, *, restores: bool = False) -> Message:
    """Return the card of a cancelled task; for whoever ``restores`` it, with the way back."""
    lines = [f"{value.code} {value.title}：已取消", f"{line(value)}。不再催报，不用再反馈；取消以前的记录都在。"]
    lines += [f"牵头：{'、'.join(value.leads)}"] if value.leads else []
    lines += [f"责任：{'、'.join(value.others)}"] if value.others else []
    if not restores:
        return Message("\n".join(lines))
    row = (
        Button("恢复任务", actions.RESTORE, (value.task_id,)),
        Button("留痕", actions.HISTORY, (value.task_id,)),
    )
    return Message("\n".join([*lines, "要接着办，请点“恢复任务”，会告知各单位。"]), (row,))


def line(value: Ended) -> str:
    """Return when, by whom and on what ground a task was cancelled."""
    return f"{dates.moment(value.at)}{f'由{value.by}' if value.by else ''}取消，依据：{value.ground or '没有写'}"


def listed(found: Sequence[Ended]) -> Message:
    """Return the list of cancelled tasks, with a button for each."""
    if not found:
        return Message(NONE)
    shown = found[:_SHOWN]
    lines = [f"已取消的任务{len(found)}项" + (f"，这里是前{_SHOWN}项：" if len(found) > _SHOWN else "：")]
    lines += [f"{one.code} {one.title}\n　{line(one)}" for one in shown]
    buttons = [Button(f"{one.code} {clip(one.title, 10)}", actions.TASK, (one.task_id,)) for one in shown]
    return Message("\n".join(lines), tuple((one,) for one in buttons))


def in_short(found: Sequence[Ended]) -> str:
    """Return a line below a plan of what of it was cancelled; empty where nothing was."""
    if not found:
        return ""
    return f"已取消{len(found)}项：{'；'.join(f'{one.seq}. {one.title}（{line(one)}）' for one in found[:3])}" + (
        "等，问“已取消的任务”看全部" if len(found) > 3 else ""  # noqa: PLR2004  as many as are shown
    )
