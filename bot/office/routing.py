"""Where what comes in goes: who is asking, which feature answers, and what people hear when it fails.

A command comes before plain text. A text is held first against what the bot is waiting for, then against the tasks of
the message replied to, then against the questions it knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.channels.base import (
    Channel,
    ChannelError,
    EditedText,
    Event,
    Files,
    Gone,
    Joined,
    Moved,
    Press,
    Text,
    Unreadable,
)
from bot.office.entries import BUTTONS, COMMANDS, PROMPTS, Prompted
from bot.office.features import (
    answer_buttons,
    answer_text,
    corrections,
    files,
    looking,
    people,
    plan_settling,
    plans,
    queries,
    review,
    start,
    task_edits,
    units,
    versions,
)
from bot.office.features.answer_text import answer_in_words
from bot.office.features.queries import asked_in_words
from bot.office.turn import Turn, patiently
from config.clock import local_date
from messages import actions, query_text
from messages.message import Message
from messages.tokens import decode
from tasks_db.refusal import Refusal
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.people import Member
from tasks_db.register.queries import StaleFilters
from tasks_db.work.desk import Desk
from tasks_db.work.post import conversation, reachability
from tasks_db.work.views.members import who_writes

log = structlog.get_logger(__name__)

FEATURES = (
    answer_buttons,
    answer_text,
    corrections,
    files,
    looking,
    people,
    plan_settling,
    plans,
    queries,
    review,
    start,
    task_edits,
    units,
    versions,
)
"""Importing a feature registers what it answers to."""

MENU = {
    name: COMMANDS[name].hint for name in ("mine", "overdue", "progress", "task", "review", "plans", "digest", "help")
}
"""The commands that a channel's menu shows, with their hints."""

_DIGESTS = frozenset({actions.DIGEST, actions.DIGEST_FILE})
_LISTS_OF_DIGESTS = frozenset({query_text.COORDINATION, query_text.UNREPORTED})
"""What the buttons of a digest ask for; no others work in a group (R13)."""
_TYPED_AGAIN = frozenset({Right.PLAN, Right.PEOPLE})
"""What the office types by itself; of a unit's words only a date is asked for again."""
_NEVER_MIND = ("算了", "不用了", "不改了", "不取消", "先不", "撤销")
_OLD_BUTTON = "这个按钮已经失效。请发送 /mine 或 /help 重新开始。"
_IN_PRIVATE = "催报和反馈请私聊我。群里只发进展通报（/digest，办公室和召集人可用）。"
_EDITED = "看到您修改了消息。已记录的不会跟着变：请点“改一下”，或把新的内容再发一次。"
_TROUBLE = "刚才没有处理成功，您的内容没有记录。请再发一次；还不行就告诉联席会议办公室。"


@dataclass(frozen=True)
class Routing:
    """Works events off, whichever of ``channels`` (by name) they came in on."""

    desk: Desk
    channels: Mapping[str, Channel]

    async def receive(self, event: Event) -> None:
        """Work an event off, and answer every refusal with its sentence; raises KeyError for an unknown channel."""
        channel = self.channels[event.where.address.channel]
        try:
            await _dispatch(await self._turn(channel, event))
        except (Refusal, StaleFilters) as refusal:
            await _tell(channel, event, str(refusal))
        except ChannelError:
            log.exception("the channel did not take an answer")
        except Exception:
            log.exception("an event failed")
            await _tell(channel, event, _TROUBLE)

    async def _turn(self, channel: Channel, event: Event) -> Turn:
        """Find out who asks, and when."""
        now = await self.desk.now()
        member = await self.desk.asking(None, who_writes, event.who.address)
        return Turn(self.desk, channel, event, member, now)


async def _tell(channel: Channel, event: Event, sentence: str) -> None:
    """Answer an event with a sentence; this needs no database."""
    try:
        await patiently(lambda: channel.send(event.where.address, Message(sentence)))
    except ChannelError:
        log.exception("the channel did not take an answer")


async def _dispatch(turn: Turn) -> None:
    event = turn.event
    if isinstance(event, Moved):
        await turn.do(reachability.moved, turn.at, event.to)
    elif event.where.is_group:
        await _in_group(turn)
    elif isinstance(event, Joined):
        await turn.do(reachability.returned, turn.at)
    elif isinstance(event, Gone):
        await turn.do(reachability.left, turn.at)
    else:
        await _in_private(turn)


async def _in_private(turn: Turn) -> None:
    match turn.event:
        case Text(text=text):
            command = _command(text.strip())
            await (_typed(turn, text.strip()) if command is None else _commanded(turn, *command))
        case Press(token=token):
            await _pressed(turn, token)
        case Files(files=sent, caption=caption):
            await files.received(turn, sent, caption)
        case EditedText():
            await turn.say(_EDITED)
        case Unreadable():
            await files.unheard(turn)


async def _in_group(turn: Turn) -> None:
    """Groups get summaries; asks and answers are private, and what is said among members is not for us (R13)."""
    event = turn.event
    if isinstance(event, Press) and _is_of_digest(event.token):
        await _pressed(turn, event.token)
        return
    command = _command(event.text) if isinstance(event, Text) else None
    if command is None and not isinstance(event, Press):
        return
    if command is not None and command[0] == "digest" and authority.may(turn.member, COMMANDS["digest"].right):
        await queries.show_digest(turn, "")
    else:
        await turn.say(_IN_PRIVATE)


def _is_of_digest(token: str) -> bool:
    action, _, args = token.partition(":")
    return action in _DIGESTS or (action == actions.PAGE and args.partition(":")[0] in _LISTS_OF_DIGESTS)


def _command(text: str) -> tuple[str, str] | None:
    """Return a command's name and the rest of its line; None for other words."""
    name, _, rest = text.partition(" ")
    is_command = name.startswith("/") and name[1:2].isascii() and name[1:2].isalnum()
    return (name[1:].lower(), rest) if is_command else None


async def _commanded(turn: Turn, name: str, rest: str) -> None:
    command = COMMANDS.get(name)
    if command is None:
        await turn.say("没有这个命令。发送 /help 看看能做什么。")
    elif not authority.may(turn.member, command.right):
        await turn.say(authority.refusal(turn.member, command.right))
    else:
        await _stop_waiting(turn)
        await command.run(turn, rest)


async def _stop_waiting(turn: Turn) -> None:
    """A command begins something else: what is typed after it does not answer an older question."""
    if turn.member is not None:
        prompt = await turn.ask(conversation.waiting)
        if prompt is not None and prompt.kind in PROMPTS:
            await turn.do(conversation.let_go)


async def _pressed(turn: Turn, token: str) -> None:
    try:
        action, args = decode(token)
    except ValueError:
        action, args = "", ()
    pressed = BUTTONS.get(action)
    if pressed is None:
        await turn.say(_OLD_BUTTON)
    elif not authority.may(turn.member, pressed.right):
        await turn.say(authority.refusal(turn.member, pressed.right))
    else:
        try:
            await pressed.run(turn, *args)
        except (TypeError, ValueError, IndexError, KeyError):
            log.warning("a button's token was not understood", action=action)
            await turn.say(_OLD_BUTTON)


async def _typed(turn: Turn, text: str) -> None:
    if turn.member is None:
        await start.start(turn, "")
        return
    if not turn.member.seats:
        await turn.say(authority.refusal(turn.member, Right.ASK))
        return
    if await _prompted(turn, text):
        return
    replying = turn.replied_to is not None
    speaks = authority.may(turn.member, Right.ANSWER)
    asks = authority.may(turn.member, Right.ASK)
    if replying and speaks and await answer_in_words(turn, text):
        return
    if asks and await asked_in_words(turn, text):
        return
    if not replying and speaks and await answer_in_words(turn, text):
        return
    await turn.say(_not_understood(turn.member))


def _not_understood(member: Member) -> str:
    """Return what somebody in these seats can say instead."""
    if authority.units_of(member):
        return "没有看懂。可以回复“3 已完成”“其余无变化”，或直接问“逾期任务”“我的任务”；发送 /help 看用法。"
    if authority.is_office(member):
        return "没有看懂。可以把方案文件发来，或发送 /plans、/review、/preview、/digest；发送 /help 看用法。"
    return "没有看懂。可以问“逾期任务”“县民政局进展”“需协调事项”，或发送 /digest 看通报；发送 /help 看用法。"


async def _prompted(turn: Turn, text: str) -> bool:
    """Give the text to whatever asked for it today; a reply to another message is not an answer to the prompt."""
    prompt = await turn.ask(conversation.waiting)
    waiting = PROMPTS.get(prompt.kind) if prompt is not None else None
    if prompt is None or waiting is None or local_date(prompt.at) != local_date(turn.now):
        return False
    if turn.replied_to is not None and await turn.ask(conversation.has_numbers, turn.at, turn.replied_to):
        return False
    await turn.do(conversation.let_go)
    if text == "取消" or text.startswith(_NEVER_MIND):
        await turn.say("好的，没有改动。")
    elif authority.may(turn.member, waiting.right):
        await _answered(turn, waiting, prompt.args, text)
    else:
        await turn.say(authority.refusal(turn.member, waiting.right))
    return True


async def _answered(turn: Turn, waiting: Prompted, args: dict[str, object], text: str) -> None:
    """Hand the text over; what the office mistyped may be typed again without going back to the button."""
    try:
        await waiting.run(turn, args, text)
    except Refusal as refusal:
        if waiting.right not in _TYPED_AGAIN and waiting.kind != "extension":
            raise
        await turn.do(conversation.wait_for, waiting.kind, args)
        await turn.say(f"{refusal}\n请重新回复；不改了就回复“取消”。")
