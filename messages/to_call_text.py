"""Whom the office still has to call, and of what."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.register.office_day import CallDue

_SHOWN, _TEXT = 12, 60
NONE = "没有待电话告知的单位。"


def line(one: CallDue) -> str:
    """Return one unit with what it is to be told."""
    return f"{one.unit}：{clip(one.text, _TEXT)}"


def listed(found: Sequence[CallDue]) -> Message:
    """Return whom to call, with a button for each that puts the call down."""
    if not found:
        return Message(NONE)
    shown = found[:_SHOWN]
    more = f"，这里是前{_SHOWN}个" if len(found) > _SHOWN else ""
    lines = [f"待电话告知{len(found)}个{more}。打过的请点“已告知”记下："]
    lines += [f"{n}. {one.unit}（{dates.moment(one.at)}起）：{clip(one.text, 160)}" for n, one in enumerate(shown, 1)]
    buttons = [Button(f"已告知{n}", actions.CALLED, (one.circular_id, one.unit_id)) for n, one in enumerate(shown, 1)]
    return Message("\n".join(lines), in_rows(buttons, 4))
