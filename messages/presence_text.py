"""Who comes to a sitting and who was there: answers to the notice, 登记出席 read back, its receipt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from messages import actions, chair_text, dates
from messages.message import Button, Message
from messages.phrases import names
from tasks_db.language.presence_words import example
from tasks_db.register.meetings import deciding, presence
from tasks_db.register.meetings.chairing import parted
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Attendee, Sitting
from tasks_db.terms import Presence, Reply, SittingState

_UNKNOWN = "未反馈"
"""What a unit is called that neither answered nor signed in, and of whom nobody has said anything."""
_TOLD = (*Presence, None)


def counts(s: Sitting, left_out: Sequence[str] = ()) -> list[str]:
    """Return the lines of a sitting's card that say who comes, and who is left out, or in numbers who was there."""
    if not s.attendees:
        return []
    if s.state in {SittingState.APPROVED, SittingState.PROPOSED}:
        observers = s.units(observers=True)
        lines = [f"参会：{names(s.units())}" + (f"；列席：{names(observers)}" if observers else "")]
        if left_out:
            why = f"没有列入的{len(left_out)}个单位（不是成员单位）：{names(left_out)}"
            lines.append(f"{why}。都要请的，点“定参会单位”写“全部”。")
        return lines
    if s.state is SittingState.CALLED:
        return [
            f"回执：参加{len(s.replied(Reply.ATTEND))}、请假{len(s.replied(Reply.LEAVE))}、未回{len(s.replied(None))}"
        ]
    parts = [f"{_word(p)}{len(s.of_presence(p))}" for p in _TOLD if s.of_presence(p)]
    return [f"出席情况：{'、'.join(parts)}"] if parts else []


def _word(how: Presence | None) -> str:
    return how.zh if how is not None else _UNKNOWN


def attendance(s: Sitting, *, office: bool = False) -> Message:
    """Return who answered the notice and how; after the sitting, who was there."""
    row = [Button("返回会议", actions.SITTING, (s.id,))]
    if s.state not in {SittingState.CALLED, SittingState.CANCELLED}:
        if office and s.state in deciding.STATES[Step.PRESENCE]:
            row = [Button("更正出席", actions.SITTING_STEP, (s.id, Step.PRESENCE.value)), *_taken_back(s), *row]
        return Message("\n".join([s.name, *_chair(s), *_there(s)]), (tuple(row),))
    lines = [s.name, *_chair(s)]
    for reply in (Reply.LEAVE, Reply.ATTEND, None):
        found = s.replied(reply)
        word = reply.zh if reply else "未回"
        told = "、".join(f"{a.unit}（{replied_by(a)}）" if replied_by(a) else a.unit for a in found)
        lines.append(f"{word}{len(found)}：{told or '无'}")
    if observers := [a for a in s.attendees if a.observer]:
        lines.append(f"列席{len(observers)}：{'、'.join(f'{a.unit}（{_of_observer(a)}）' for a in observers)}")
    away = [a.unit for a in s.attendees if not a.reached]
    if away:
        lines.append(f"通知没有送达（未绑定），请电话通知：{names(away)}")
    if s.reply_by:
        lines.append(f"回执截止：{dates.day(s.reply_by)}")
    if s.reminded_at is not None and s.replied(None):
        lines.append(f"上次催回执：{dates.moment(s.reminded_at)}")
    if office and s.state is SittingState.CALLED:
        if s.replied(None):
            row.append(Button("催回执", actions.SITTING_STEP, (s.id, Step.REMIND.value)))
        row.append(Button("代录回执", actions.SITTING_STEP, (s.id, "phone")))
    return Message("\n".join(lines), (tuple(row),))


def _chair(s: Sitting) -> list[str]:
    """Who chairs, where it is not the convenor: the list of who was there is kept with the minutes."""
    return [f"主持：{chair_text.beside(s.chair)}"] if parted(s.chair)[0] else []


def _of_observer(a: Attendee) -> str:
    said = a.reply.zh if a.reply else "未回"
    return f"{said}，{replied_by(a)}" if replied_by(a) else said


def replied_by(a: Attendee) -> str:
    """Return what a unit's answer says beside 参加 or 请假: who comes instead, or why nobody does."""
    if a.reply is Reply.LEAVE:
        return f"委派{a.delegate}" if a.delegate else a.reason
    return a.delegate


def _there(s: Sitting) -> list[str]:
    return [f"{_word(p)}{len(s.of_presence(p))}：{_listed(s.of_presence(p))}" for p in _TOLD if s.of_presence(p)]


def _listed(found: Sequence[Attendee]) -> str:
    return "、".join(_one(a) for a in found)


def _one(a: Attendee) -> str:
    if a.presence is Presence.SUBSTITUTE:
        return f"{a.unit}（{a.attended}代）"
    if a.presence is Presence.LEAVE and not a.attended:
        return f"{a.unit}{f'（{a.reason}）' if a.reason else ''}"
    if a.presence is Presence.LEAVE:
        return f"{a.unit}（代：{a.attended}）"
    return f"{a.unit}{f' {a.attended}' if a.attended else ''}"


def _unknown_line(s: Sitting) -> list[str]:
    silent = s.of_presence(None)
    if not silent:
        return []
    return [
        f"{_UNKNOWN}的{len(silent)}个单位没有回执、也没有签到，不算缺席。请问清后点“更正出席”；不更正的，纪要里不列。"
    ]


def before_reminding(s: Sitting) -> Message:
    """Ask whether the notice is to go again to the units that have not answered, and name them (R17)."""
    silent = s.replied(None)
    away = [a.unit for a in silent if not a.reached]
    reached = [a.unit for a in silent if a.reached]
    lines = [f"将把{s.name}的通知连同“参加”“请假”按钮再发给没有回执的{len(reached)}个单位：{'、'.join(reached)}。"]
    if away:
        lines.append(f"没有绑定、要打电话问的{len(away)}个：{'、'.join(away)}（问到后点“代录回执”）。")
    if s.reminded_at is not None:
        lines.append(f"上次催回执：{dates.moment(s.reminded_at)}。")
    go = Button("确认催回执", actions.SITTING_STEP, (s.id, Step.REMIND.value, 1))
    return Message("\n".join(lines), ((go,), (Button("返回会议", actions.SITTING, (s.id,)),)))


def reminded(s: Sitting, silent: Sequence[Attendee]) -> str:
    """Return the receipt of 催回执: who gets the notice again, and who has to be asked by phone."""
    reached = [a.unit for a in silent if a.reached]
    away = [a.unit for a in silent if not a.reached]
    phone = f"\n没有绑定、要打电话问的：{'、'.join(away)}。" if away else ""
    told = f"{len(reached)}个单位（{'、'.join(reached)}）"
    return f"已催回执：{s.name}的通知再次发给{told}。还有谁没回，随时可以问“谁没回执”。{phone}"


def early(s: Sitting, now: datetime, doubt: str) -> list[str]:
    """Return the line that points out that a sitting has not begun, with what to do about it."""
    at = dates.moment(s.starts_at) if s.starts_at is not None else ""
    return [f"会议还没到开始时间（{at}）。{doubt}"] if deciding.is_early(s, now) else []


def before_holding(s: Sitting, now: datetime) -> Message:
    """Ask whether a sitting is to be taken as held, with everybody as they will be written down (R17)."""
    held = presence.as_held(s)
    lines = [
        *early(s, now, "会开过了再登记；确实提前开了的，可以确认。"),
        f"登记{s.name}已召开，出席情况按签到和回执这样记：",
        *_there(held),
        *_unknown_line(held),
    ]
    go = Button("确认登记", actions.SITTING_STEP, (s.id, Step.HOLD.value, 1))
    mend = Button("先更正出席", actions.SITTING_STEP, (s.id, Step.PRESENCE.value))
    return Message("\n".join(lines), ((go, mend), (Button("返回会议", actions.SITTING, (s.id,)),)))


def held(s: Sitting) -> Message:
    """Return the receipt of 登记出席, with the way to mend it and to take it back."""
    lines = [f"已登记{s.name}召开。", *_there(s), *_unknown_line(s)]
    mend = Button("更正出席", actions.SITTING_STEP, (s.id, Step.PRESENCE.value))
    return Message("\n".join(lines), ((*_taken_back(s), mend), _onward(s)))


def mended(s: Sitting, now: datetime, off: Sequence[str] = ()) -> Message:
    """Return who was there after it was corrected, and who was taken ``off``; before 登记出席 it is asked again."""
    gone = f"已从名单里去掉：{'、'.join(off)}。" if off else ""
    if s.state is SittingState.CALLED:
        asked = before_holding(s, now)
        return replace(asked, text=f"{gone}\n{asked.text}".strip())
    again = Button("再更正", actions.SITTING_STEP, (s.id, Step.PRESENCE.value))
    lines = [f"已更正。{gone}", *_there(s), *_unknown_line(s)]
    return Message("\n".join(lines), ((*_taken_back(s), again), _onward(s)))


def _taken_back(s: Sitting) -> list[Button]:
    """The way back from 登记出席, as long as there is one."""
    if not deciding.is_unwritten(s):
        return []
    return [Button("撤销登记", actions.SITTING_STEP, (s.id, "unhold"))]


def _onward(s: Sitting) -> tuple[Button, ...]:
    return (
        Button("记一项", actions.SITTING_STEP, (s.id, Step.RESOLVE.value)),
        Button("返回会议", actions.SITTING, (s.id,)),
    )


def ask_presence(s: Sitting) -> str:
    """Ask what is to be corrected, with an example of units that the sitting knows."""
    held = presence.as_held(s)
    first = [a.unit for a in (*held.of_presence(None), *held.attendees)]
    return f"谁的出席要更正？照平常的话写，一次可以写几家。{example(tuple(dict.fromkeys(first)))}"


def replied(unit: str, sitting_id: int, reply: Reply, delegate: str = "", reason: str = "") -> Message:
    """Return the receipt of an answer to a notice, with the way to change it; whoever comes signs in on the day."""
    if reply is Reply.LEAVE and delegate:
        told = f"，委派{delegate}参会{f'（{reason}）' if reason else ''}"
    else:
        told = f"：{delegate or reason}" if delegate or reason else ""
    other = Reply.LEAVE if reply is Reply.ATTEND else Reply.ATTEND
    change = Button(f"改为{other.zh}", actions.SITTING_REPLY, (sitting_id, other.value))
    here = Button("会议当天签到", actions.SITTING_HERE, (sitting_id,))
    return Message(f"{unit}回执已记录：{reply.zh}{told}", ((change, here) if reply is Reply.ATTEND else (change,),))


def by_phone(unit: str, reply: Reply, delegate: str = "", reason: str = "") -> str:
    """Return the receipt of an answer that the office wrote down for a unit."""
    told = "".join(f"，{one}" for one in (f"委派{delegate}参会" if delegate else "", reason) if one)
    return f"{unit}回执已代录：{reply.zh}{told}。要改的再说一遍。"
