"""补充通知: what is told of an agenda that changed after its notice had gone out, read back before it leaves."""

from datetime import datetime

from messages import actions, dates
from messages.agenda_text import item_line
from messages.message import Button, Message, in_rows
from messages.sitting_notices import told, when
from messages.sitting_text import reply_buttons
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.noticed import agenda_change
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.register.notice import NoticeText


def supplement(body: Body, s: Sitting) -> NoticeText:
    """Return what the units are told of the change, with the two answers for whoever has not given one."""
    return told("\n".join(["【会议补充通知】", *_lines(body, s)]), tuple(reply_buttons(s)))


def supplement_heads(body: Body, s: Sitting) -> NoticeText:
    """Return the same as convenors get it."""
    look = Button("看会议", actions.SITTING, (s.id,))
    return told("\n".join(["【会议补充通知】（已告知参会单位）", *_lines(body, s)]), (look,))


def _lines(body: Body, s: Sitting) -> list[str]:
    change = agenda_change(s)
    lines = [f"{body.name}{s.name}（{when(s.starts_at)}，{s.place}）的议程有调整："]
    if change is not None:
        lines += [f"增列：{matter}{f'（{who}汇报）' if who else ''}" for matter, who in change.added]
        lines += [f"不再研究：{matter}" for matter in change.dropped]
        lines += [f"{matter}：{f'改由{who}汇报' if who else '不再指定汇报单位'}" for matter, who in change.handed]
        lines += ["议题次序有调整。"] if change.moved else []
    lines.append("调整后的议题：")
    lines += [f"{n}. {item_line(item)}" for n, item in enumerate(s.items, 1)]
    lines.append("其他事项不变；已经回执的不用再回。")
    return lines


def before(body: Body, s: Sitting, coming: tuple[str, ...], unknown: tuple[str, ...]) -> Message:
    """Ask whether the change is to be told, with its text, to whom, and who has to be told by phone (R17)."""
    reached = list(dict.fromkeys((*(a.unit for a in s.attendees if a.reached), *coming)))
    away = [a.unit for a in s.attendees if not a.reached]
    lines = [f"将把补充通知发给{len(reached)}个单位（{'、'.join(reached)}），并告知召集人："]
    lines.append(supplement(body, s).text)
    lines += [f"原来没有通知的{'、'.join(coming)}要汇报，一并列入参会单位。"] if coming else []
    lines += [f"没有绑定、要电话通知的：{'、'.join(away)}。"] if away else []
    lines += [f"单位库里没有{'、'.join(unknown)}，发不到，请另行通知。"] if unknown else []
    go = Button("确认补发", actions.SITTING_STEP, (s.id, Step.SUPPLEMENT.value, 1))
    return Message("\n".join(lines), in_rows([go, Button("看议程", actions.SITTING_SHOWN, (s.id, "agenda"))], 2))


def sent(s: Sitting, at: datetime, now: datetime) -> str:
    """Return the receipt of 补充通知."""
    reached = [a.unit for a in s.attendees if a.reached]
    away = [a.unit for a in s.attendees if not a.reached]
    later = f"，{dates.moment(at)}送到（现在不在发送时段）" if at > now else ""
    phone = f"\n没有绑定、要电话通知的：{'、'.join(away)}。" if away else ""
    return f"{s.name}的补充通知已发出，共{len(reached)}个单位{later}。{phone}"
