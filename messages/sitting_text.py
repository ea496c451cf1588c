"""Sittings in chat and terminal: their list, one of them with the steps that can be taken, its agenda and answers."""

from collections.abc import Sequence
from datetime import datetime

from config.clock import local_date
from messages import actions, chair_text, dates, presence_text, resolutions_text
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.language.arranged_words import Arranged
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import PlenaryCount, Step
from tasks_db.register.meetings.follow_up import FollowUp, sentence
from tasks_db.register.meetings.rules import FIELDS
from tasks_db.register.meetings.values import Attendee, Body, Sitting
from tasks_db.terms import Reply, SittingKind, SittingState

_SHOWN = 12
_STEPS = {
    Step.WITHDRAW: "撤回提议",
    Step.APPROVE: "同意召开",
    Step.REFUSE: "不同意",
    Step.WHEN: "定时间地点",
    Step.CHAIR: "定主持人",
    Step.UNITS: "定参会单位",
    Step.AGENDA: "拟议程",
    Step.CHECK_NOTICE: "通知核稿",
    Step.SIGN_NOTICE: "签发通知",
    Step.RETURN_NOTICE: "退回通知",
    Step.CALL: "发会议通知",
    Step.SUPPLEMENT: "补发调整后的议程",
    Step.REMIND: "催回执",
    Step.HOLD: "登记出席",
    Step.PRESENCE: "更正出席",
    Step.RESOLVE: "记一项",
    Step.REQUIREMENTS: "记会议要求",
    Step.SUBMIT: "纪要送审",
    Step.RECALL: "撤回纪要",
    Step.SIGN: "签发纪要",
    Step.RETURN: "退回修改",
    Step.ISSUE: "印发纪要",
    Step.CANCEL: "取消会议",
}
_DECIDING = {Step.APPROVE: "yes", Step.REFUSE: "no"}
_RELEASING = {Step.SIGN_NOTICE: "yes", Step.RETURN_NOTICE: "no"}
_SIGNING = {Step.SIGN: "yes", Step.RETURN: "no"}
_BACK = {SittingState.HELD: "纪要退回意见", SittingState.APPROVED: "通知退回意见"}
_COMING = frozenset({SittingState.APPROVED, SittingState.CALLED})
_CHAIR_UNSAID = "没有写明，先按召集人主持，召集人可以委托其他同志"
_WAY = "提议开会：发“提议召开临时会议，研究……”。"


def ask_proposal(kind: SittingKind, topic: str, *, speaks: bool) -> Message:
    """Ask whether words are meant as the proposal of a sitting."""
    about = f"，研究：{topic}" if topic else ""
    otherwise = Button("这是我的反馈", actions.REPORT_ANYWAY) if speaks else Button("不用了", actions.NO_ORDER)
    return Message(
        f"是要提议召开{kind.zh}{about}吗？提议会交给审核的人决定。没有当作进展记录。",
        ((Button("提议召开", actions.SITTING_MEANT), otherwise),),
    )


HOW_TO_ADD = (
    "补记已开的会，照会议的步骤补一遍，每步都有按钮，也可以直接写（还没有记录）：\n"
    "1. 提议召开专题会议，研究……（召集人同意；已有的会议看 /sittings）\n"
    "2. 点“定时间地点”，写开会的那天、钟点和地点；参会单位、议程、通知照常\n"
    "3. 登记出席：写谁主持、哪些单位请假\n"
    "4. 记一项：由某某局牵头，12月10日前……，某某局配合，列入督办（议定的事一件一条）\n"
    "5. 纪要送审、签发、印发纪要；写了“列入督办”的印发后就催办。"
)


def arranged(laid: Arranged) -> str:
    """Return when and where a sitting is proposed to be, and who is to come, in one line."""
    when = laid.when
    at = f"拟于{dates.day(when.day)}{when.clock}在{when.place}召开" if when is not None else ""
    return "；".join(filter(None, (at, f"参加单位：{laid.units}" if laid.units else "")))


def before_proposing(kind: SittingKind, laid: Arranged, grounds: str) -> Message:
    """Read a proposal back whose one sentence says time, place and units, before it goes to whoever decides (R17)."""
    when = laid.when
    lines = [f"提议召开{kind.zh}，核对后送审：", f"事项：{laid.topic or '（没有写）'}"]
    lines += [f"时间：{dates.day(when.day)}{when.clock}", f"地点：{when.place}"] if when is not None else []
    lines += [f"参加单位：{laid.units}"] if laid.units else []
    lines += [f"理由：{grounds}"] if grounds else []
    lines.append("时间、地点和参加单位随提议报给审核的人；同意后由办公室按此确定。")
    return Message(
        "\n".join(lines), ((Button("提议召开", actions.SITTING_MEANT), Button("不用了", actions.NO_ORDER)),)
    )


def ask_remind(s: Sitting) -> Message:
    """Ask whether 催一下没回复的 is about the answers to a notice or about tasks."""
    silent = len(s.replied(None))
    row = (
        Button(f"催会议回执（{silent}个单位）", actions.SITTING_STEP, (s.id, Step.REMIND.value)),
        Button("催任务反馈", actions.ASK_ANYWAY),
    )
    return Message(f"催{s.name}没有回执的单位，还是催任务没有反馈的单位？", (row,))


def which(what: str, found: Sequence[Sitting]) -> Message:
    """Ask which of several sittings an order is about; where there is none, say so."""
    if not found:
        return Message(f"现在没有{what}会议。发送 /sittings 看全部会议。")
    lines = [f"{what}会议有{len(found)}次，是哪一次？", *(f"{s.id}. {_head(s)}" for s in found[:_SHOWN])]
    buttons = in_rows([Button(f"会议{s.id}", actions.SITTING, (s.id,)) for s in found[:_SHOWN]], 4)
    return Message("\n".join(lines), buttons)


def label(step: Step) -> str:
    """What a step's button says."""
    return _STEPS[step]


def listed(body: Body, sittings: Sequence[Sitting], *, narrowed: bool) -> Message:
    """Return the list of sittings, the newest first, with a button for each."""
    scope = "（只列出通知了贵单位的和您提议的）" if narrowed else ""
    if not sittings:
        return Message(f"{body.name}还没有会议{scope}。{_WAY}")
    lines = [f"{body.name}的会议{len(sittings)}次{scope}"]
    lines += [f"{s.id}. {_head(s)}" for s in sittings[:_SHOWN]]
    if len(sittings) > _SHOWN:
        lines.append(f"……另有{len(sittings) - _SHOWN}次更早的")
    buttons = in_rows([Button(f"会议{s.id}", actions.SITTING, (s.id,)) for s in sittings[:_SHOWN]], 4)
    return Message("\n".join([*lines, _WAY]), buttons)


def _head(sitting: Sitting) -> str:
    when = f"，{dates.moment(sitting.starts_at)}" if sitting.starts_at else ""
    return f"{sitting.name}（{sitting.state.zh}）{when}：{clip(sitting.topic, 30)}"


def card(
    sitting: Sitting,
    steps: Sequence[Step],
    *,
    mine: Attendee | None = None,
    followed: Sequence[FollowUp] = (),
    office: bool = False,
    unbound: Sequence[str] = (),
    left_out: Sequence[str] = (),
) -> Message:
    """Return one sitting as it stands, with a button for every step that the asker may take."""
    s = sitting
    lines = [
        f"会议{s.id}：{s.name}（{s.state.zh}）",
        f"事项：{s.topic}",
        *([f"提议理由：{s.grounds}"] if s.grounds else []),
        f"提议：{s.proposed_as}，{_on(s.proposed_at)}",
    ]
    if s.decided_by and s.decided_at:
        word = "不同意" if s.state is SittingState.REFUSED else "同意召开"
        lines.append(f"审核：{s.decided_by}{word}，{_on(s.decided_at)}")
    if s.reason:
        lines.append(f"{_BACK.get(s.state, '理由')}：{s.reason}")
    if s.starts_at is not None:
        lines.append(
            f"时间：{dates.moment(s.starts_at)}（{dates.weekday(local_date(s.starts_at))}）  地点：{s.place}"
        )
    if s.chair:
        lines.append(f"主持：{chair_text.beside(s.chair)}")
    lines += presence_text.counts(s, left_out)
    if s.items:
        lines.append(f"议题{len(s.items)}项：" + "；".join(clip(i.matter, 24) for i in s.items))
    if s.resolutions:
        ticked = f"；列入督办{len(s.supervised)}项" if s.supervised else ""
        lines.append(f"议定事项：{resolutions_text.by_kind(s.resolutions)}{ticked}")
    if s.issued_at is not None and s.supervised:
        lines.append(f"落实：{sentence(followed)}" if followed else f"督办任务见方案{s.plan_id}")
        lines += [f"· 第{s.resolutions.index(f.resolution) + 1}项 → {resolutions_text.task_of(f)}" for f in followed]
    if s.state is SittingState.APPROVED and Step.AGENDA in steps and (lacking := deciding.missing(s)):
        lines.append(f"发通知前还要定：{'、'.join(lacking)}")
    lines += _notice_line(s, steps)
    lines += _told_by_hand(s, unbound)
    if mine is not None and s.state is SittingState.CALLED and not mine.observer:
        lines.append(f"贵单位回执：{_replied(mine)}")
    return Message("\n".join(lines), _card_buttons(s, steps, mine, office=office))


def _notice_line(s: Sitting, steps: Sequence[Step]) -> list[str]:
    """How far the notice is: 核稿 and 签发 with who and when; to its office, that it is not what was told."""
    if Step.SUPPLEMENT in steps:
        return ["通知发出后议程有改动，参会单位还不知道。"]
    done = s.signing
    if done.checked_at is None:
        waits = s.state is SittingState.APPROVED and not deciding.missing(s)
        return ["会议通知：待核稿，核稿、签发后才能发"] if waits else []
    said = f"会议通知：{_on(done.checked_at)}核稿{f'（{done.checked_by}）' if done.checked_by else ''}"
    if done.signed_at is None:
        return [f"{said}，等召集人或办公室主任签发"]
    return [f"{said}，{_on(done.signed_at)}签发{f'（{done.signed_by}）' if done.signed_by else ''}"]


def _told_by_hand(s: Sitting, unbound: Sequence[str]) -> list[str]:
    """What the office does where whoever has to decide cannot be reached in chat."""
    if not unbound:
        return []
    who = "、".join(unbound)
    if s.state is SittingState.APPROVED:
        return [f"要由{who}签发，还没有绑定：请先邀请，或签字后在终端登记：lianxi sitting notice {s.id} --sign"]
    act = "approve" if s.state is SittingState.PROPOSED else "sign"
    return [f"要由{who}审定，还没有绑定：请先邀请，或在终端代为登记：lianxi sitting {act} {s.id} --by {who}"]


def _on(moment: datetime) -> str:
    return dates.day(local_date(moment))


def _replied(one: Attendee) -> str:
    if one.reply is None:
        return "还没有回"
    if one.reply is Reply.ATTEND:
        return "参加" + (f"（{one.delegate}）" if one.delegate else "")
    return f"请假（{f'委派{one.delegate}' if one.delegate else one.reason}）"


def _card_buttons(
    s: Sitting, steps: Sequence[Step], mine: Attendee | None, *, office: bool
) -> tuple[tuple[Button, ...], ...]:
    buttons = [_button(s, step) for step in steps if not _waits(s, step)]
    more = []
    if (office or Step.RETURN_NOTICE in steps) and (s.called_at is not None or not deciding.missing(s)):
        more.append(Button("看通知", actions.SITTING_SHOWN, (s.id, "notice")))
    if s.items:
        more.append(Button("看议程", actions.SITTING_SHOWN, (s.id, "agenda")))
    if s.called_at is not None and s.attendees:
        more.append(
            Button("看回执" if s.state is SittingState.CALLED else "看出席", actions.SITTING_SHOWN, (s.id, "who"))
        )
    if s.resolutions:
        more.append(Button("看纪要", actions.SITTING_SHOWN, (s.id, "minutes")))
    if mine is not None and s.state is SittingState.CALLED and not mine.observer:
        more += reply_buttons(s)
    if office:
        more += _files(s)
    return (*in_rows(buttons, 3), *in_rows(more, 3))


def _files(s: Sitting) -> list[Button]:
    """The papers of a sitting that there are by now, as Word files."""
    found = []
    if s.starts_at is not None and s.items:
        found += [("通知 Word", "notice"), ("议程 Word", "agenda"), ("会议材料", "pack"), ("材料送召集人", "sent")]
    if s.resolutions:
        found.append(("纪要 Word", "minutes"))
    return [Button(label, actions.SITTING_FILE, (s.id, kind)) for label, kind in found]


def _waits(s: Sitting, step: Step) -> bool:
    """A step has no button while something comes before it, so that the next step is the likely one."""
    return (step is Step.SUBMIT and not s.resolutions) or (step is Step.PRESENCE and s.state is SittingState.CALLED)


def _button(s: Sitting, step: Step) -> Button:
    if step in _DECIDING:
        return Button(label(step), actions.SITTING_DECIDE, (s.id, _DECIDING[step]))
    if step in _RELEASING:
        return Button(label(step), actions.SITTING_RELEASE, (s.id, _RELEASING[step]))
    if step in _SIGNING:
        return Button(label(step), actions.SITTING_SIGN, (s.id, _SIGNING[step]))
    if step is Step.WITHDRAW:
        return Button(label(step), actions.SITTING_WITHDRAW, (s.id,))
    if step in {Step.CHAIR, Step.CANCEL}:
        return Button(label(step), actions.SITTING_HEAD, (s.id, step.value))
    return Button(label(step), actions.SITTING_STEP, (s.id, step.value))


def reply_buttons(s: Sitting) -> list[Button]:
    """The two answers to a notice."""
    return [
        Button("参加", actions.SITTING_REPLY, (s.id, Reply.ATTEND.value)),
        Button("请假", actions.SITTING_REPLY, (s.id, Reply.LEAVE.value)),
    ]


def ask_reply(s: Sitting) -> Message:
    """Ask what a unit answers to a notice, where its words speak of coming and were not read."""
    return Message(f"没有看懂{s.name}的回执。贵单位参加还是请假？", (tuple(reply_buttons(s)),))


def proposed(s: Sitting, approvers: Sequence[str], at: datetime, now: datetime) -> str:
    """Return the receipt of a proposal: who is asked to decide, and when it reaches them."""
    why = f"\n理由：{s.grounds}" if s.grounds else ""
    lines = f"已提议召开{s.name}，研究：{s.topic}{why}"
    if s.state is not SittingState.PROPOSED or not approvers:
        return lines
    return f"{lines}\n{_reaches(f'请{names(approvers)}决定的消息', at, now)}"


def _reaches(what: str, at: datetime, now: datetime) -> str:
    if at <= now:
        return f"{what}已送出。"
    return f"{what}{dates.moment(at)}送到（现在不在发送时段）；对方现在打开“待办”也能看到。"


def pack_sent(name: str, told: Sequence[str], at: datetime, now: datetime) -> str:
    """Return the receipt of a pack that went to the convenors."""
    what = f"《{name.removesuffix('.docx')}》发{names(told)}的一份文件"
    return f"{what}已送出。" if at <= now else f"{what}{dates.moment(at)}送到（现在不在发送时段）。"


def called(s: Sitting, at: datetime, now: datetime) -> str:
    """Return the receipt of a notice: when it reaches the units, and whoever has to be told by phone."""
    later = f"，{dates.moment(at)}送到（现在不在发送时段）" if at > now else ""
    away = [a.unit for a in s.attendees if not a.reached]
    phone = f"\n没有绑定、要电话通知的：{names(away)}" if away else ""
    return f"{s.name}的通知已发出，共{len(s.attendees)}个单位{later}。谁请假了，随时可以问。{phone}"


def issued(s: Sitting) -> str:
    """Return the receipt of minutes that have gone out."""
    tasks = f"，{len(s.supervised)}项督办任务已交办（方案{s.plan_id}）" if s.supervised else "，没有督办事项"
    away = list(dict.fromkeys(a.unit for a in s.attendees if not a.reached))
    by_hand = f"\n没有绑定、要另送的：{'、'.join(away)}。" if away else ""
    return f"{s.minutes}已印发（第{s.issue}期）{tasks}。办得怎样，可以问“上次会议定的事办了没有”。{by_hand}"


def no_replies() -> str:
    """There is no announced sitting whose answers could be shown."""
    return "现在没有已发通知、还没开的会议。发送 /sittings 看全部会议。"


def plenary(body: Body, count: PlenaryCount, now: datetime | None = None) -> Message:
    """Return how often all have met in a year, against the rules; of one that is over at ``now`` nothing is owed."""
    told = f"{count.year}年全体会议已召开{count.held}次"
    told += f"（{'、'.join(_on(s.starts_at) for s in count.sittings if s.starts_at)}）" if count.held else ""
    owed = f"，规则要求每年至少{count.owed}次" if count.owed else "，采用的规则没有写明次数"
    lines = [f"{told}{owed}。"]
    if count.coming is not None:
        at = f"，{dates.moment(count.coming.starts_at)}" if count.coming.starts_at else ""
        lines.append(f"会议{count.coming.id}{count.coming.state.zh}{at}。")
    elif count.short and (now is None or local_date(now).year <= count.year):
        lines.append("今年还要召开。可以发“提议召开全体会议，研究……”。")
    lines.append("临时会议和部分成员单位会议不计入。")
    del body
    return Message("\n".join(lines))


def chairs(body: Body, sittings: Sequence[Sitting]) -> str:
    """Return who chairs the sittings that are to come, and whom the rules let chair."""
    coming = [s for s in sittings if s.state in _COMING and s.chair]
    lines = [f"会议{s.id}（{s.name}）：由{chair_text.beside(s.chair)}主持" for s in coming]
    said = f"按规则由{body.rules.chair}主持" if body.rules.chair else f"规则里由谁主持：{_CHAIR_UNSAID}"
    source = f"（{body.rules.source}）" if body.rules.chair and body.rules.source else ""
    return "\n".join([*lines, f"{body.name}的会议，{said}{source}。"])


def rules(body: Body, stating: Sequence[tuple[int, str]], *, office: bool) -> Message:
    """Return the rules of a body, and for the office the buttons that change them."""
    r = body.rules
    lines = [
        f"{body.name}（{body.kind.zh}）的规则",
        f"谁可以提议：{r.said_proposers()}",
        f"谁审核同意：{r.said_approvers()}",
        f"由谁主持：{r.chair or _CHAIR_UNSAID}",
        f"每年全体会议：{f'至少{r.plenary_per_year}次' if r.plenary_per_year else '没有写明'}",
        f"代章单位：{r.seal_unit or '没有写明'}",
        f"成员调整：{r.replacement or '没有写明'}",
        f"每次会议最多{r.most_topics}个议题",
        f"来源：{r.source or '默认，没有采用方案的规则'}",
    ]
    lines.append(_WAY)
    if not office:
        return Message("\n".join(lines))
    take = [Button(f"采用方案{n}的规则", actions.RULES_TAKE, (n,)) for n, _ in stating[:4]]
    change = [Button(f"改：{word}", actions.RULE, (name,)) for name, word in FIELDS.items()]
    return Message("\n".join(lines), (*in_rows(take, 2), *in_rows(change, 2)))
