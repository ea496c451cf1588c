"""Seats, invitations, handovers and deputies in words."""

from messages import actions, dates
from messages.message import Button, Message
from tasks_db.register.people import SeatLine
from tasks_db.register.seating import Deputised, HandedOver, Invited, SeatList, TableTaken

_SHOWN = 12


def seats(value: SeatList) -> Message:
    """Who is bound and who is not, with a button that invites everybody who is not."""
    unbound = value.unbound
    text = [
        f"席位{len(value.lines)}个，已绑定{len(value.lines) - len(unbound)}个（{dates.as_of(value.as_of)}）",
        f"联络员席位{len(value.liaisons)}个，空缺{len(value.vacant_liaisons)}个",
        *(f"· {line.unit}{line.role.zh}：{line.person or '空缺'}，未绑定" for line in unbound[:_SHOWN]),
    ]
    if len(unbound) > _SHOWN:
        text.append(f"……另有{len(unbound) - _SHOWN}个未绑定")
    text.append("邀请一个：/invite 单位；全部：点下面的按钮。换人：/handover 单位 姓名")
    row = (Button("生成全部邀请码（表格）", actions.INVITE_ALL),)
    return Message("\n".join(text), (row,) if unbound else ())


def state(line: SeatLine) -> str:
    """已绑定, 未绑定 or 联系不上."""
    if not line.bound:
        return "未绑定"
    return "已绑定" if line.reachable else "联系不上"


def invited(value: Invited, link: str | None) -> str:
    """The code for a seat, and the ways to use it; ``link`` is the address that opens the chat and binds at once."""
    way = f"点开即绑定：{link}\n或由本人发送" if link is not None else "由本人发送"
    return f"{value.unit}{value.role.zh}的邀请码：{value.code}\n{way}：/start {value.code}\n只能用一次。"


def handed_over(value: HandedOver) -> str:
    """Who is the liaison now, and what is left to do."""
    head = f"{value.unit}联络员已改为{value.after}"
    if value.code is None:
        return f"{head}，即日起提醒发给{value.after}。"
    return f"{head}，尚未绑定。请转告本人发送：/start {value.code}"


def deputised(value: Deputised) -> str:
    """Who stands in and for how long, and what is left to do."""
    days = f"{dates.day(value.since)}至{dates.day(value.until)}"
    head = f"{days}，{value.unit}的提醒改发给{value.person}。"
    if value.code is None:
        return head
    return f"{head}\n尚未绑定，请转告本人发送：/start {value.code}（未绑定期间仍发给原联络员）"


def table_taken(value: TableTaken) -> str:
    """How much a table of units and people held."""
    return f"已载入{value.units}个单位、{value.seats}个席位。"
