"""What people are told of a sitting: asked to approve, called, told of a change, asked to sign, sent the minutes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from config.clock import local_date
from messages import actions, dates
from messages.agenda_text import item_line
from messages.chair_text import led
from messages.message import Button, Message
from messages.presence_text import early
from messages.sitting_text import reply_buttons
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Attendee, Body, Resolution, Sitting
from tasks_db.register.notice import NoticeText
from tasks_db.terms import Decided, Presence, SittingKind, SittingState

_LONGEST = 3600


def told(text: str, *rows: tuple[Button, ...]) -> NoticeText:
    """Return what somebody is told, as long as one message holds, with its rows of buttons."""
    return NoticeText(whole(text), tuple(tuple((b.label, b.action, b.args) for b in row) for row in rows))


def whole(text: str) -> str:
    """Return a text that one message can hold; of a longer one what is missing is said, and where it is."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}\n……（未完，共{len(text)}字，全文见 Word 稿，请向联席会议办公室要）"


def _look(s: Sitting, label: str = "看会议") -> Button:
    return Button(label, actions.SITTING, (s.id,))


def proposed(body: Body, s: Sitting) -> NoticeText:
    """Ask for the approval of a proposed sitting; one whose proposer may approve it goes to the office at once."""
    head = _proposal(body, s)
    if s.state is SittingState.APPROVED:
        return told(f"{head}\n已同意召开，请办公室定时间地点、拟议程、发通知。", (_look(s, "去准备"),))
    return told(
        f"{head}\n请{body.rules.said_approvers()}审核。",
        (
            Button("同意召开", actions.SITTING_DECIDE, (s.id, "yes")),
            Button("不同意", actions.SITTING_DECIDE, (s.id, "no")),
        ),
        (_look(s),),
    )


def _proposal(body: Body, s: Sitting) -> str:
    why = f"\n理由：{s.grounds}" if s.grounds else ""
    return f"{s.proposed_as}提议召开{body.name}{s.name}，研究：{s.topic}{why}"


def proposed_to_office(body: Body, s: Sitting) -> NoticeText:
    """Tell the office of a proposal: who decides of it, and nothing to press that others may press alone (R14)."""
    if s.state is SittingState.APPROVED:
        return proposed(body, s)
    head = _proposal(body, s)
    return told(f"{head}\n已送{body.rules.said_approvers()}审核，同意后由办公室准备会议。", (_look(s),))


def decided(body: Body, s: Sitting) -> NoticeText:
    """Tell the proposer and the office what was decided of a proposal."""
    del body
    if s.state is SittingState.REFUSED:
        return told(f"{s.proposed_as}提议的{s.name}（{s.topic}）未获同意。{s.decided_by}：{s.reason}", (_look(s),))
    return told(
        f"{s.decided_by}已同意召开{s.name}，研究：{s.topic}\n下一步由办公室定时间地点、拟议程、发通知。",
        (_look(s),),
    )


def cancelled(body: Body, s: Sitting) -> NoticeText:
    """Tell that a sitting will not be held."""
    del body
    when = f"（原定{dates.moment(s.starts_at)}）" if s.starts_at else ""
    return told(f"{s.name}取消{when}：{s.topic}\n原因：{s.reason}")


def call(body: Body, s: Sitting) -> NoticeText:
    """Return the notice of a sitting with its two answers."""
    return told("\n".join(["【会议通知】", *_call_lines(body, s)]), tuple(reply_buttons(s)))


def reminder(body: Body, s: Sitting) -> NoticeText:
    """Return the notice again with its two answers, for whoever has not answered it (催回执)."""
    head = "【催回执】还没有收到贵单位的会议回执，请现在回复参加或请假。"
    return told("\n".join([head, *_call_lines(body, s)]), tuple(reply_buttons(s)))


def call_heads(body: Body, s: Sitting) -> NoticeText:
    """Return the notice of a sitting as convenors get it: they are told, and not asked whether they come."""
    return told("\n".join(["【会议通知】（已发参会单位）", *_call_lines(body, s)]), (_look(s),))


def moved_heads(body: Body, s: Sitting) -> NoticeText:
    """Return to convenors the notice of a sitting whose time or place has changed."""
    return told("\n".join(["【会议时间地点有变】（已告知参会单位）", *_call_lines(body, s)]), (_look(s),))


def before_sending(body: Body, s: Sitting, step: Step, beside: Sequence[str] = ()) -> Message:
    """Return the notice that is about to go out to many, and to whom, to be confirmed (R17).

    ``beside`` are the liaisons who hear of it though somebody else of their unit is called.
    """
    if step is Step.CHECK_NOTICE:
        go = Button("核稿无误，送签发", actions.SITTING_STEP, (s.id, step.value, 1))
        head = f"请核对通知稿（将发{len(s.attendees)}个单位）。核稿后由召集人或办公室主任签发："
        return Message(f"{head}\n{call(body, s).text}", ((go,), _ways(s)))
    head = f"将通知{len(s.attendees)}个单位，并告知召集人。{_receivers(s, beside)}"
    go = Button("确认发出通知", actions.SITTING_STEP, (s.id, step.value, 1))
    return Message(f"{head}\n{call(body, s).text}", ((go,),))


def _receivers(s: Sitting, beside: Sequence[str]) -> str:
    """Name who gets a notice, who hears of it beside them, and whom nothing reaches."""
    called = "、".join(f"{a.unit}{a.person}" for a in s.attendees if a.reached)
    away = "、".join(a.unit for a in s.attendees if not a.reached)
    more = f"；一并告知联络员：{'、'.join(beside)}" if beside else ""
    return f"收到的是：{called or '无'}{more}。" + (f"发不到、要另送的：{away}。" if away else "")


def before_issue(s: Sitting, now: datetime, beside: Sequence[str] = ()) -> Message:
    """Return to whom minutes are about to go, and what becomes a task, to be confirmed (R17)."""
    tasks = f"督办{len(s.supervised)}项成为任务，由牵头单位反馈" if s.supervised else "没有督办事项"
    reached = list(dict.fromkeys(a.unit for a in s.attendees if a.reached))
    away = [unit for unit in dict.fromkeys(a.unit for a in s.attendees) if unit not in reached]
    by_hand = f"\n没有绑定、发不到、要另送的{len(away)}个：{'、'.join(away)}。" if away else ""
    more = f"，一并发联络员{'、'.join(beside)}" if beside else ""
    lines = early(s, now, "会还没有开的，请开过再印发。")
    lines.append(f"将把{s.minutes}发给{len(reached)}个单位（{'、'.join(reached)}）和召集人{more}；{tasks}。{by_hand}")
    return Message("\n".join(lines), ((Button("确认印发", actions.SITTING_STEP, (s.id, Step.ISSUE.value, 1)),),))


def _ways(s: Sitting) -> tuple[Button, ...]:
    return (Button("通知 Word", actions.SITTING_FILE, (s.id, "notice")), _look(s, "返回会议"))


def shown(body: Body, s: Sitting, *, office: bool) -> Message:
    """Return the notice to be read: as it went out, before that as it would."""
    sent = f"{dates.day(local_date(s.called_at))}发出" if s.called_at is not None else "稿，还没有发出"
    return Message(f"会议通知（{sent}）\n{call(body, s).text}", (_ways(s) if office else (_look(s, "返回会议"),),))


def to_release(body: Body, s: Sitting) -> NoticeText:
    """Ask for the signature under a notice that has been checked, with its whole text."""
    return told(
        f"请签发会议通知（将发{len(s.attendees)}个单位）：\n{call(body, s).text}",
        (
            Button("签发通知", actions.SITTING_RELEASE, (s.id, "yes")),
            Button("退回修改", actions.SITTING_RELEASE, (s.id, "no")),
        ),
        (_look(s),),
    )


def released(body: Body, s: Sitting) -> NoticeText:
    """Tell the office that a notice is signed, or what is to be changed in it."""
    del body
    if s.signing.signed_at is not None:
        return told(f"{s.name}的通知已由{s.signing.signed_by or '终端'}签发，可以发出。", (_look(s, "去发通知"),))
    return told(f"{s.name}的通知退回修改：{s.reason}", (_look(s, "去修改"),))


def moved(body: Body, s: Sitting) -> NoticeText:
    """Return the notice again, after its time or place has changed; answers that were given stand."""
    return told("\n".join(["【会议时间地点有变】", *_call_lines(body, s)]), tuple(reply_buttons(s)))


def _call_lines(body: Body, s: Sitting) -> list[str]:
    at = when(s.starts_at)
    lines = [f"经{body.title_of_approvers()}同意，定于{at}在{s.place}召开{body.name}{s.name}，{led(s.chair)}。"]
    lines.append("一、议题")
    lines += [f"{n}. {item_line(replace(item, source=''))}" for n, item in enumerate(s.items, 1)]
    lines.append(f"二、参会：{'全体成员单位' if s.kind is SittingKind.PLENARY else '、'.join(s.units())}")
    observers = s.units(observers=True)
    if observers:
        lines.append(f"列席：{'、'.join(observers)}")
    if s.reply_by is not None:
        lines.append(f"三、请于{dates.day(s.reply_by)}前回执。因故不能参会的请假，并委派熟悉情况的同志参会。")
    return lines


def when(at: datetime | None) -> str:
    """Return when a sitting is, with the day of the week."""
    return f"{dates.moment(at)}（{dates.weekday(local_date(at))}）" if at is not None else "待定时间"


def to_sign(body: Body, s: Sitting) -> NoticeText:
    """Ask for the signature under the minutes, with the whole text."""
    return told(
        f"请签发会议纪要：\n{minutes(body, s)}",
        (
            Button("签发纪要", actions.SITTING_SIGN, (s.id, "yes")),
            Button("退回修改", actions.SITTING_SIGN, (s.id, "no")),
        ),
    )


def recalled(body: Body, s: Sitting) -> NoticeText:
    """Tell whoever signs them that minutes are taken back and need no answer now."""
    return told(f"{s.minutes}由{body.office}撤回修改，原来送审的不用签了，改好后再送。", (_look(s),))


def pack(body: Body, s: Sitting) -> NoticeText:
    """Say to a convenor what the file is that comes with these words."""
    at = f"（{when(s.starts_at)}，{s.place}）" if s.starts_at else ""
    return told(f"【会前材料】{body.name}{s.name}{at}的通知、议程和相关材料，请审阅。", (_look(s),))


def signed(body: Body, s: Sitting) -> NoticeText:
    """Tell the office that the minutes are signed, or what is to be changed in them."""
    del body
    if s.state is SittingState.SIGNED:
        return told(f"{s.minutes}已由{s.signed_by}签发，可以印发。", (_look(s, "去印发"),))
    return told(f"{s.minutes}退回修改：{s.reason}", (_look(s, "去修改"),))


def issued(body: Body, s: Sitting) -> NoticeText:
    """Send the issued minutes to everybody who was called."""
    ticked = len(s.supervised)
    tail = f"\n列入督办{ticked}项，已交办牵头单位，请按期反馈。" if ticked else ""
    return told(f"【{body.name}会议纪要第{s.issue}期】\n{minutes(body, s)}{tail}", (_look(s),))


def minutes(body: Body, s: Sitting) -> str:
    """Return the minutes as text: when, who chaired, what was decided, who was there."""
    at = when(s.starts_at)
    matters = f"研究{len(s.items)}项事项。" if s.items else ""
    lines = [f"{at}，{s.chair}主持召开{body.name}{s.name}，{matters}现纪要如下。"]
    lines += [f"{n}. {decided_line(r)}" for n, r in enumerate(s.resolutions, 1)]
    if not s.resolutions:
        lines.append("（还没有记议定事项）")
    if s.requirements:
        lines.append(f"要求：{s.requirements}")
    lines += [f"{p.zh}：{listed(s.of_presence(p))}" for p in Presence if s.of_presence(p)]
    return "\n".join(lines)


def decided_line(r: Resolution) -> str:
    """One matter of the minutes: 会议议定，由…，marked where it is for 督办; what was only heard: 会上，…."""
    text = r.text.rstrip("。；;")
    if r.kind is Decided.HEARD and not text.startswith(r.kind.zh):
        return f"会上，{text.removeprefix('会上').lstrip('，,')}。"
    said = text if text.startswith(r.kind.zh) else f"{_decided(r)}，{text}"
    return f"会议{said}。{'【督办】' if r.supervised else ''}"


def _decided(r: Resolution) -> str:
    """What stands before a matter: its kind, where the sentence itself does not say it (…暂缓，待方案完善后再议)."""
    return "决定" if r.kind in {Decided.DEFERRED, Decided.IN_PRINCIPLE} and r.kind.zh in r.text else r.kind.zh


def listed(found: tuple[Attendee, ...]) -> str:
    """List units in the order of the roster, each with who sat there; of 委派, who came instead.

    Minutes of before there was 委派 name them under 请假.
    """
    told = []
    for a in found:
        if a.presence is Presence.SUBSTITUTE:
            told.append(f"{a.unit}（{a.attended}代）")
        elif a.presence is Presence.LEAVE:
            told.append(f"{a.unit}（代：{a.attended}）" if a.attended else a.unit)
        else:
            told.append(f"{a.unit}{f' {a.attended}' if a.attended else ''}")
    return "、".join(told)
