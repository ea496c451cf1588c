"""备案 in chat and terminal: a change of a seat read back, its receipt, what was filed."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message
from tasks_db.register.meetings.filing import Change, Filing
from tasks_db.register.meetings.values import Body
from tasks_db.terms import SeatRole

_SHOWN = 12


def ask_post(value: Change) -> str:
    """Ask for what the form of a change says of whoever comes."""
    return (
        f"{value.unit}{value.role.zh}：{value.before or '空缺'} → {value.after}。"
        f"备案表还要写{value.after}的职务和变动原因，例如：副局长，因工作变动；都不写回复“无”。"
    )


def before(value: Change, basis: str = "", post: str = "", reason: str = "", said: str = "") -> Message:
    """Return a change of a seat read back, with what it will do and the decision that it rests on (R17).

    ``said`` is who leaves by what was typed; where somebody else sits there, that is pointed out.
    """
    other = said and said != value.before
    doubt = f"\n注意：您写的是由{said}调整，现任是{value.before or '空缺'}，请核对。" if other else ""
    after = f"{value.after}（{post}）" if post else value.after
    why = f"，{reason}" if reason else ""
    return Message(
        f"{value.unit}{value.role.zh}：{value.before or '空缺'} → {after}，自{dates.day(value.since)}起{why}。\n"
        f"方式：{value.mode.zh}{f'（{basis}）' if basis else ''}；"
        f"未办事项{value.open_items}项一并移交，并登记备案。{doubt}",
        ((Button("确认换人", actions.FILING_GO), Button("不用了", actions.NO_ORDER)),),
    )


def which_seat(before: str, after: str, held: Sequence[tuple[str, SeatRole]]) -> str:
    """Ask which of somebody's seats another is to take."""
    seats = "、".join(f"{unit}{role.zh}" for unit, role in held)
    unit, role = held[0]
    return f"{before}有{len(held)}个席位（{seats}）。请写明换哪一个，例如：{unit}{role.zh}换成{after}。"


def say_liaison(unit: str, after: str) -> str:
    """Say how a liaison is replaced."""
    return f"是{unit}的联络员。换联络员请说：{unit}联络员换成{after}。"


def filed(value: Filing) -> str:
    """Return the receipt of a filed change, with the code for whoever comes and is not bound yet."""
    go = (
        ""
        if value.code is None
        else f"\n{value.after}尚未绑定。请转告本人用邀请码{value.code}登录网页，或发送：/start {value.code}"
        f"（可以现在就绑定，{value.since.month}月{value.since.day}日起接到提醒）"
    )
    return f"{value.sentence}\n方式：{value.mode.zh}；未办事项移交{value.open_items}项。备案表发送 /filings。{go}"


def never_changed(unit: str) -> str:
    """Say that nobody of a unit was ever replaced."""
    return f"{unit}没有换过人。换联络员，说“{unit}联络员换成某某，自某月某日起”。"


def filings(body: Body, found: Sequence[Filing]) -> Message:
    """Return what was filed, the newest first."""
    if not found:
        return Message(f"{body.name}还没有成员调整备案。换人：直接说“县公安局成员换成赵新，自4月7日起”。")
    lines = [f"{body.name}成员调整备案{len(found)}条"]
    lines += [f"· {one.sentence}（{one.mode.zh}{f'，{one.basis}' if one.basis else ''}）" for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"……另有{len(found) - _SHOWN}条更早的")
    return Message("\n".join(lines))
