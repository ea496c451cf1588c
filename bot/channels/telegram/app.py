"""The wiring of the bot on one page: which update goes where, who is asking, and what happens when it fails.

Order matters in two places: commands come before plain text, and a text is held first against what the bot is waiting
for, then against the tasks of the message replied to, then against the questions it knows.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
import telegram
from sqlmodel import Session
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.channels.telegram.markup import decode
from bot.delivery.sender import Sender
from bot.office.entries import BUTTONS, COMMANDS, PROMPTS, Prompted
from bot.office.features import (
    answer_buttons,
    answer_text,
    corrections,
    files,
    looking,
    plan_settling,
    plans,
    queries,
    review,
    start,
    task_edits,
    units,
    versions,
)
from bot.office.features import people as seats
from bot.office.features.answer_text import answer_in_words
from bot.office.features.queries import asked_in_words
from bot.office.turn import Turn
from config.clock import local_date
from config.settings import Settings, is_loopback
from tasks_db.refusal import Refusal
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.people import Address, Member
from tasks_db.register.queries import StaleFilters
from tasks_db.store import people
from tasks_db.work.desk import CHANNEL, Desk
from tasks_db.work.post import conversation, reachability

log = structlog.get_logger(__name__)

Handle = Callable[[Turn], Awaitable[None]]
OnUpdate = Callable[[telegram.Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
App = Application[Any, Any, Any, Any, Any, Any]

FEATURES = (
    answer_buttons,
    answer_text,
    corrections,
    files,
    looking,
    plan_settling,
    plans,
    queries,
    review,
    seats,
    start,
    task_edits,
    units,
    versions,
)
"""Importing a feature registers what it answers to."""

_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_CONNECTIONS = 32
_TYPED_AGAIN = frozenset({Right.PLAN, Right.PEOPLE})
"""What the office types by itself; of a unit's words only a date is asked for again."""
_NEVER_MIND = ("算了", "不用了", "不改了", "不取消", "先不", "撤销")
_OLD_BUTTON = "这个按钮已经失效。请发送 /mine 或 /help 重新开始。"
_TROUBLE = "刚才没有处理成功，您的内容没有记录。请再发一次；还不行就告诉联席会议办公室。"


def build(settings: Settings, desk: Desk, *, token: str, api_url: str) -> App:
    """The application that talks to a Bot API server at ``api_url`` (Telegram's own, or any other)."""
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(chat_requests(settings, api_url))
        .get_updates_request(chat_requests(settings, api_url))
        .rate_limiter(AIORateLimiter(max_retries=0))
        .concurrent_updates(1)  # what a person says is taken in the order in which they said it
    )
    app = builder.build()
    private = filters.ChatType.PRIVATE

    def on(handle: Handle) -> OnUpdate:
        async def run(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await _in_turn(desk, context.bot, update, handle)

        return run

    app.add_handler(CallbackQueryHandler(on(_pressed)))
    app.add_handler(ChatMemberHandler(on(_membership), ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, on(_in_group)))
    app.add_handler(MessageHandler(private & filters.UpdateType.EDITED_MESSAGE, on(_edited)))
    app.add_handler(MessageHandler(private & filters.COMMAND, on(_commanded)))
    app.add_handler(MessageHandler(private & filters.TEXT, on(_typed)))
    app.add_handler(MessageHandler(private & (filters.Document.ALL | filters.PHOTO), on(_sent_file)))
    app.add_handler(MessageHandler(private, on(files.unheard)))
    return app


def chat_requests(settings: Settings, api_url: str) -> HTTPXRequest:
    """Through the proxy that is set, or the environment's; a server on this machine is talked to directly."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
    direct = is_loopback(api_url)
    return HTTPXRequest(
        connection_pool_size=_CONNECTIONS,
        proxy=None if direct else proxy,
        httpx_kwargs={"trust_env": not direct},
    )


def send_after_each_update(app: App, sender: Sender) -> None:
    """Let what an update queued for others (a decision, a notice to the office) go out at once."""

    async def send(_update: object, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await sender.send_waiting()

    app.add_handler(TypeHandler(object, send), group=1)


async def publish_commands(app: App) -> None:
    """The command menu. Everybody sees the same short list; /help shows what one's own seat may do."""
    shown = ("mine", "overdue", "progress", "task", "review", "plans", "digest", "help")
    await app.bot.set_my_commands([(name, COMMANDS[name].hint) for name in shown])


def allowed_updates() -> list[str]:
    return list(_UPDATES)


async def _in_turn(desk: Desk, bot: ExtBot[Any], update: telegram.Update, handle: Handle) -> None:
    """Find out who asks and when, do it, and answer every refusal with its sentence."""
    chat = update.effective_chat
    if chat is None or update.effective_user is None:
        return
    at = Address(CHANNEL, str(chat.id))
    now = await desk.now()
    person = str(update.effective_user.id)
    member = await desk.read(lambda s: people.member_by_address(s, Address(CHANNEL, person), local_date(now)))
    turn = Turn(desk, bot, update, member, now, at, update.callback_query)
    try:
        await handle(turn)
    except (Refusal, StaleFilters) as refusal:
        await turn.say(str(refusal))
    except TelegramError:
        log.exception("the chat did not take an answer")
    except Exception:
        log.exception("an update failed")
        await turn.say(_TROUBLE)


async def _commanded(turn: Turn) -> None:
    message = turn.update.effective_message
    text = message.text if message is not None and message.text else ""
    name, _, rest = text.partition(" ")
    command = COMMANDS.get(name.removeprefix("/").split("@")[0].lower())
    if command is None:
        await turn.say("没有这个命令。发送 /help 看看能做什么。")
    elif not authority.may(turn.member, command.right):
        await turn.say(authority.refusal(turn.member, command.right))
    else:
        await _stop_waiting(turn)
        await command.run(turn, rest)


async def _stop_waiting(turn: Turn) -> None:
    """A command begins something else: what is typed after it does not answer an older question."""

    def work(session: Session) -> None:
        prompt = conversation.peek_prompt(session, turn.me.person_id)
        if prompt is not None and prompt.kind in PROMPTS:
            conversation.take_prompt(session, turn.me.person_id)

    if turn.member is not None:
        await turn.write(work)


async def _pressed(turn: Turn) -> None:
    query = turn.query
    if query is None:
        return
    try:
        await query.answer()
    except BadRequest:
        log.info("a button was answered too late")  # only the spinner stays longer; the press itself counts
    try:
        action, args = decode(query.data or "")
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
            log.warning("a button's data was not understood", action=action)
            await turn.say(_OLD_BUTTON)


async def _typed(turn: Turn) -> None:
    message = turn.update.effective_message
    text = message.text.strip() if message is not None and message.text else ""
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
    """What somebody in these seats can say instead."""
    if authority.units_of(member):
        return "没有看懂。可以回复“3 已完成”“其余无变化”，或直接问“逾期任务”“我的任务”；发送 /help 看用法。"
    if authority.is_office(member):
        return "没有看懂。可以把方案文件发来，或发送 /plans、/review、/preview、/digest；发送 /help 看用法。"
    return "没有看懂。可以问“逾期任务”“县民政局进展”“需协调事项”，或发送 /digest 看通报；发送 /help 看用法。"


async def _prompted(turn: Turn, text: str) -> bool:
    """Give the text to whatever asked for it today; a reply to another message is not an answer to the prompt."""
    prompt = await turn.read(lambda s: conversation.peek_prompt(s, turn.me.person_id))
    waiting = PROMPTS.get(prompt.kind) if prompt is not None else None
    if prompt is None or waiting is None or local_date(prompt.at) != local_date(turn.now):
        return False
    if turn.replied_to is not None and await turn.ask(conversation.has_numbers, turn.at, turn.replied_to):
        return False
    await turn.write(lambda s: conversation.take_prompt(s, turn.me.person_id))
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
        await turn.write(lambda s: conversation.set_prompt(s, turn.me.person_id, waiting.kind, args, turn.now))
        await turn.say(f"{refusal}\n请重新回复；不改了就回复“取消”。")


async def _sent_file(turn: Turn) -> None:
    message = turn.update.effective_message
    if message is None:
        return
    caption = message.caption or ""
    if message.document is not None:
        document = message.document
        await files.received(turn, document.file_id, document.file_name or "文件", document.file_size or 0, caption)
    elif message.photo:
        photo = message.photo[-1]
        name = f"照片{local_date(turn.now)}-{message.message_id}.jpg"
        await files.received(turn, photo.file_id, name, photo.file_size or 0, caption)


async def _edited(turn: Turn) -> None:
    await turn.say("看到您修改了消息。已记录的不会跟着变：请点“改一下”，或把新的内容再发一次。")


async def _in_group(turn: Turn) -> None:
    """Groups get summaries; asks and answers are private (DESIGN.md rule 10)."""
    message = turn.update.effective_message
    text = message.text if message is not None and message.text else ""
    name = text.split()[0].removeprefix("/").split("@")[0] if text else ""
    if name == "digest" and authority.may(turn.member, Right.DECIDE):
        await queries.show_digest(turn, "")
    else:
        await turn.say("催报和反馈请私聊我。群里只发进展通报（/digest，办公室和召集人可用）。")


async def _membership(turn: Turn) -> None:
    """They switched the bot off or on again."""
    change = turn.update.my_chat_member
    if change is None or change.chat.type != telegram.constants.ChatType.PRIVATE:
        return
    if change.new_chat_member.status == telegram.constants.ChatMemberStatus.MEMBER:
        await turn.do(reachability.returned, turn.at)
    else:
        await turn.do(reachability.left, turn.at)
