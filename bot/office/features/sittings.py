"""Sittings in chat: proposed, approved, prepared, announced, held, minuted, followed up."""

from bot.office.entries import SaidElse, button, command, prompt
from bot.office.features import agendas
from bot.office.features.shared import prompt_for
from bot.office.features.sitting_minutes import parted, recall, resolve
from bot.office.features.sitting_shown import ask_remind, show_one
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, presence_text, sitting_file, sitting_notices, sitting_text
from messages.message import Attachment, Message
from tasks_db.language import attendance_words, member_words, replacing_words, sitting_words
from tasks_db.language.attendance_words import Attendance
from tasks_db.language.lists import listed
from tasks_db.language.sitting_labels import labelled
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.meetings.deciding import Step
from tasks_db.terms import Reply
from tasks_db.work.acts import attending, minutes, noticing, sittings
from tasks_db.work.views import calling
from tasks_db.work.views import sittings as views

_ASKS = {
    Step.WHEN: "什么时间、在哪里开？例如：11月20日上午9:30 县政府三楼会议室",
    Step.CHAIR: "由谁主持？请写职务和姓名，例如：县府办副主任 王青",
    Step.UNITS: "请哪些单位参加？用顿号分开，都请写“全部”；列席写在后面，例如：县财政局、县水利局，列席 县审计局",
    Step.RESOLVE: "怎么定的？几项的，用序号或分行写开，例如：由县财政局会同县教育局在12月30日前提出资金安排意见",
    Step.REQUIREMENTS: "会议提了什么要求？原话写上即可；要清空回复“无”。",
    Step.CANCEL: "为什么取消？",
}
_PHONED = "哪个单位、怎么回的？例如：县教育局 参加；或 县教育局 请假 副局长 李明"
_NAMES = {step.value: {sitting_text.label(step)} for step in Step} | {
    Step.PRESENCE.value: {sitting_text.label(Step.PRESENCE), sitting_text.label(Step.HOLD)}
}
"""How the buttons of each step are called; 登记出席 asks for what 更正出席 does."""
_OBSERVERS = "列席"
_EVERY_UNIT = frozenset({"全部", "全部单位", "所有单位", "各单位", "全体单位", "各成员单位", "都参加", "全部参加"})
_BETWEEN = " ，,、；;：:\n"


@command("sittings", "会议：提议、通知、纪要", Right.ASK)
def show_sittings(turn: Turn, rest: str) -> None:
    """Show the sittings that the asker may see, or the one that is named by its number."""
    number = rest.strip().removeprefix("会议")
    if number.isdecimal():
        show_one(turn, int(number))
        return
    value = turn.ask(views.sittings, turn.ask(views.named_in, rest))
    turn.say(sitting_text.listed(value.body, value.sittings, narrowed=value.narrowed))


@button(actions.SITTING_FILE, Right.CONVENE)
def as_file(turn: Turn, sitting: str, kind: str) -> None:
    """Send one of a sitting's papers as a Word file, or its pack to the convenors."""
    if kind == "sent":
        send_pack(turn, int(sitting))
        return
    send_file(turn, int(sitting), sitting_file.Kind(kind))


def send_file(turn: Turn, sitting: int, wanted: sitting_file.Kind) -> None:
    """Send one of a sitting's papers as a Word file."""
    file = _file(turn, sitting, wanted)
    turn.say(Message(file.name.removesuffix(".docx"), attachment=file))


def _file(turn: Turn, sitting: int, wanted: sitting_file.Kind) -> Attachment:
    value = turn.ask(views.papers, sitting, pack=wanted is sitting_file.Kind.PACK)
    told = sitting_file.Told.of(value.digest, value.last, value.own)
    return sitting_file.word(wanted, value.body, value.sitting, told, turn.now)


def send_pack(turn: Turn, sitting: int) -> None:
    """Send the pack of a sitting to its convenors, as one file."""
    file = _file(turn, sitting, sitting_file.Kind.PACK)
    told, at = turn.do(noticing.send_pack, sitting, file.name, file.content, sitting_notices.pack)
    turn.say(sitting_text.pack_sent(file.name, told, at, turn.now))


@button(actions.SITTING_DECIDE, Right.DECIDE)
def decide(turn: Turn, sitting: str, answer: str) -> None:
    """Let a sitting be held; for a refusal the reason is asked for first."""
    if answer == "no":
        turn.ask(views.ready_for, int(sitting), Step.REFUSE)
        prompt_for(turn, "sitting_refused", "不同意的理由？", sitting=int(sitting))
        return
    turn.do(sittings.decide, int(sitting), sitting_notices.decided, accept=True)
    show_one(turn, int(sitting))


@prompt("sitting_refused", Right.DECIDE, sentence=True)
def take_refusal(turn: Turn, args: dict[str, object], text: str) -> None:
    """Refuse a sitting for the reason that was typed."""
    sitting = int(str(args["sitting"]))
    turn.do(sittings.decide, sitting, sitting_notices.decided, accept=False, reason=text)
    turn.say("已记录，提议人和办公室会收到。")


@button(actions.SITTING_WITHDRAW, Right.PROPOSE)
def withdraw(turn: Turn, sitting: str) -> None:
    """Take one's own proposal back."""
    turn.do(sittings.withdraw, int(sitting), sitting_notices.cancelled)
    turn.edit("提议已撤回。")


@button(actions.SITTING_HEAD, Right.DECIDE)
def ask_head(turn: Turn, sitting: str, step: str) -> None:
    """Ask who chairs, or why the sitting is called off."""
    chosen = Step(step)
    turn.ask(views.ready_for, int(sitting), chosen)
    prompt_for(turn, "sitting_head", _ASKS[chosen], sitting=int(sitting), step=chosen.value)


@prompt("sitting_head", Right.DECIDE)
def take_head(turn: Turn, args: dict[str, object], text: str) -> None:
    """Set who chairs, or call the sitting off."""
    sitting = int(str(args["sitting"]))
    if args["step"] == Step.CHAIR.value:
        turn.do(sittings.set_chair, sitting, text)
    else:
        turn.do(sittings.cancel, sitting, text, sitting_notices.cancelled)
    show_one(turn, sitting)


@button(actions.SITTING_RELEASE, Right.SIGN)
def release(turn: Turn, sitting: str, answer: str) -> None:
    """Sign the notice; to send it back, what is to be changed is asked for first."""
    if answer == "no":
        turn.ask(views.ready_for, int(sitting), Step.RETURN_NOTICE)
        prompt_for(turn, "notice_back", "怎么改？", sitting=int(sitting))
        return
    turn.do(noticing.sign, int(sitting), sitting_notices.released)
    turn.say("已签发，由办公室发出。")


@prompt("notice_back", Right.SIGN, sentence=True)
def take_notice_back(turn: Turn, args: dict[str, object], text: str) -> None:
    """Send the notice back to the office."""
    turn.do(noticing.send_back, int(str(args["sitting"])), text, sitting_notices.released)
    turn.say("已退回办公室修改。")


@button(actions.SITTING_STEP, Right.CONVENE)
def take_step(turn: Turn, sitting: str, step: str, confirmed: str = "") -> None:
    """Take a step of the office's: at once, after what is typed, or after what it will do is confirmed (R17)."""
    number, sure = int(sitting), confirmed == "1"
    if (
        agendas.stepped(turn, number, step, sure=sure)
        or _of_presence(turn, number, step, sure=sure)
        or parted(turn, number, step)
    ):
        return
    chosen = Step(step)
    match chosen:
        case Step.CHECK_NOTICE | Step.CALL | Step.ISSUE:
            _to_many(turn, number, chosen, confirmed=sure)
        case Step.REMIND if sure:
            silent = turn.do(noticing.remind, number, sitting_notices.reminder)
            turn.edit(presence_text.reminded(turn.ask(views.sitting, number).sitting, silent))
        case Step.REMIND:
            ask_remind(turn, number)
        case Step.RECALL:
            recall(turn, number)
        case Step.SUBMIT:
            turn.do(minutes.submit, number, sitting_notices.to_sign)
            show_one(turn, number)
        case _:
            turn.ask(views.ready_for, number, chosen)
            prompt_for(turn, "sitting_step", _ASKS[chosen], sitting=number, step=chosen.value)


def _of_presence(turn: Turn, number: int, step: str, *, sure: bool) -> bool:
    """Take a step that tells who answered or who was there; return False for another one."""
    match step:
        case "unhold":
            turn.do(attending.take_back_holding, number)
            turn.edit("已撤销登记：会议回到“已发通知”，签到和更正过的出席都留着。")
            show_one(turn, number)
        case "phone":
            prompt_for(turn, "sitting_step", _PHONED, sitting=number, step=step)
        case Step.HOLD.value if sure:
            turn.do(attending.hold, number)
            turn.edit(presence_text.held(turn.ask(views.sitting, number).sitting))
        case Step.HOLD.value:
            turn.say(presence_text.before_holding(turn.ask(views.ready_to_hold, number), turn.now))
        case Step.PRESENCE.value:
            asked = presence_text.ask_presence(turn.ask(views.ready_to_hold, number))
            prompt_for(turn, "sitting_step", asked, sitting=number, step=step)
        case _:
            return False
    return True


def _to_many(turn: Turn, number: int, step: Step, *, confirmed: bool) -> None:
    """Check the notice, send it, or send the minutes, once it is confirmed what goes to how many (R17)."""
    if confirmed and step is Step.CHECK_NOTICE:
        turn.do(noticing.check, number, sitting_notices.to_release)
        turn.edit("已核稿，送召集人和办公室主任签发。签发前改动时间、主持人、单位或议程，要重新核稿。")
        show_one(turn, number)
    elif confirmed and step is Step.CALL:
        called = turn.do(sittings.call, number, sitting_notices.call, sitting_notices.call_heads)
        turn.edit(sitting_text.called(called, turn.ask(calling.leaves_at), turn.now))
    elif confirmed:
        turn.edit(sitting_text.issued(turn.do(minutes.issue, number, sitting_notices.issued)))
    elif step is Step.ISSUE:
        seen = turn.ask(views.sitting, number)
        turn.say(sitting_notices.before_issue(seen.sitting, turn.now, seen.beside))
    else:
        ready = turn.ask(views.ready_notice, number, step)
        turn.say(sitting_notices.before_sending(*ready, step, turn.ask(views.sitting, number).beside))


@prompt("sitting_step", Right.CONVENE, sentence=True)
def take_words(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what was asked for at a step of the office's."""
    number, step = int(str(args["sitting"])), str(args["step"])
    text = _behind_label(step, text)
    match step:
        case Step.WHEN.value:
            turn.do(sittings.set_time, number, text, sitting_notices.moved, sitting_notices.moved_heads)
        case Step.UNITS.value:
            call_units(turn, number, text)
        case Step.PRESENCE.value:
            off = turn.do(attending.set_presence, number, text)
            turn.say(presence_text.mended(turn.ask(views.sitting, number).sitting, turn.now, off))
            return
        case Step.RESOLVE.value | Step.REQUIREMENTS.value if _is_other(turn, text):
            raise SaidElse
        case Step.RESOLVE.value:
            resolve(turn, number, text)
            return
        case Step.REQUIREMENTS.value:
            turn.do(minutes.require, number, "" if text.strip() == "无" else text)
        case "phone":
            unit, reply, who = sitting_words.phoned(text)
            name = turn.do(attending.reply, number, reply, delegate=who, unit=unit)
            turn.say(f"{name}回执已代录：{reply.zh}{f'，{who}' if who else ''}")
            return
        case _:
            if not agendas.rewrite(turn, number, step, text):
                agendas.take(turn, number, step, text)
            return
    show_one(turn, number)


def _behind_label(step: str, text: str) -> str:
    """The words for a step without the name of its button before them; raises SaidElse for another button's name."""
    said = labelled(text)
    if said is None:
        return text
    label, rest = said
    if label not in _NAMES.get(step, ()) or not rest:
        raise SaidElse
    return rest


def _is_other(turn: Turn, text: str) -> bool:
    """Whether words are plainly about something else than what a sitting decided: who comes, who sits for a unit."""
    if attendance_words.attendance(text) is not None:
        return True
    try:
        return replacing_words.replacing(text, local_date(turn.now)) is not None
    except SittingWordsError:
        return True


def call_units(turn: Turn, number: int, text: str) -> None:
    """Set which units come to a sitting, as typed: 县公安局、县财政局；列席：县司法局."""
    if member_words.member_change(text) is not None:
        raise SaidElse
    members, marked, observers = text.partition(_OBSERVERS)
    if members.strip(_BETWEEN) in _EVERY_UNIT:
        members = "、".join(turn.ask(calling.every_unit, number))
    if members.strip(_BETWEEN):
        turn.do(sittings.set_units, number, listed(members.strip(_BETWEEN), spaces=True))
    if marked or not members.strip(_BETWEEN):
        turn.do(sittings.set_units, number, listed(observers.strip(_BETWEEN), spaces=True), observers=True)


@button(actions.SITTING_REPLY, Right.ATTEND)
def answer(turn: Turn, sitting: str, reply: str) -> None:
    """Answer a notice: 参加 at once, 请假 once it is said who comes instead."""
    chosen = Reply.of(reply)
    turn.ask(views.called_to, int(sitting))
    if chosen is Reply.LEAVE:
        prompt_for(
            turn,
            "sitting_leave",
            "由谁代为参会？请写职务和姓名，例如：副局长 王青。没有人可派的，以“原因”开头写明，例如：原因 防汛值守",
            sitting=int(sitting),
        )
        return
    _reply(turn, int(sitting), Attendance(chosen))


@prompt("sitting_leave", Right.ATTEND)
def take_leave(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take who comes instead, or why nobody does."""
    _reply(turn, int(str(args["sitting"])), attendance_words.leave(text))


def replied(turn: Turn, text: str) -> bool:
    """Take a message as the answer to the notice of the next sitting; return False where it is none.

    A receipt that speaks of coming in words which are not read is asked about: it is no receipt of tasks.
    """
    if not authority.may(turn.member, Right.ATTEND):
        return False
    said = attendance_words.attendance(text)
    called = turn.ask(views.awaiting_reply) if said is not None or attendance_words.speaks_of_coming(text) else None
    if called is None:
        return False
    if said is None:
        turn.say(sitting_text.ask_reply(called))
    elif said.reply is Reply.LEAVE and not (said.delegate or said.reason):
        answer(turn, str(called.id), Reply.LEAVE.value)
    else:
        _reply(turn, called.id, said)
    return True


def _reply(turn: Turn, number: int, said: Attendance) -> None:
    unit = turn.do(attending.reply, number, said.reply, delegate=said.delegate, reason=said.reason)
    turn.say(presence_text.replied(unit, number, said.reply, said.delegate, said.reason))


@button(actions.SITTING_HERE, Right.ATTEND)
def here(turn: Turn, sitting: str) -> None:
    """Sign in on the day."""
    unit = turn.do(attending.sign_in, int(sitting))
    turn.say(f"{unit}已签到。")
