"""Where what comes in goes: who is asking, which feature answers, and what people hear when it fails.

A command comes before plain text. A text is held first against what the bot is waiting for, then against the
questions and orders that it knows, then it is read as an answer; what may be both is asked about.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot.channels.base import (
    Channel,
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
from bot.channels.events import of_row
from bot.office import sealed
from bot.office.entries import BUTTONS, COMMANDS, JOBS, PROMPTS, Prompted, SaidElse
from bot.office.features import (
    circulars,
    desk,
    desk_orders,
    digests,
    files,
    helping,
    orders,
    queries,
    sitting_wishes,
    sittings,
    start,
)
from bot.office.features.answer_text import answer_in_words, sign_first, tells_plainly
from bot.office.features.registered import OFFICE_HEARS
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, desk_orders_text, query_text, query_words
from messages.tokens import decode
from tasks_db.language.small_talk import only_greets
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register import authority, following
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.notice import Answer
from tasks_db.register.queries import StaleFilters
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.updates import Waiting
from tasks_db.terms import JobState
from tasks_db.work.context import Context
from tasks_db.work.desk import DatabaseAway, Desk, Overtaken, Whole
from tasks_db.work.post import conversation, inbox, jobs, outbox, reachability
from tasks_db.work.post.jobs import Job
from tasks_db.work.views.members import who_writes

log = structlog.get_logger(__name__)


MENU = {
    name: COMMANDS[name].hint for name in ("mine", "overdue", "progress", "task", "review", "plans", "digest", "help")
}
"""The commands that a channel's menu shows, with their hints."""

_DIGESTS = frozenset({actions.DIGEST, actions.DIGEST_FILE})
_LISTS_OF_DIGESTS = frozenset({query_text.COORDINATION, query_text.UNREPORTED})
"""What the buttons of a digest ask for; no others work in a group (R13)."""
_PAGES = frozenset({actions.PAGE, actions.BY_UNIT})
_LEAVES = frozenset({actions.PLAN, actions.PLANS, actions.PLAN_PART, actions.REVIEW, actions.DESK, actions.DIGEST})
_LEAVES |= {actions.REVIEW_ONE, actions.REVIEW_NEXT, actions.PLEA}
"""The buttons that go elsewhere: a question that waits for typing lets go of it (R17)."""
_TYPED_AGAIN = frozenset({Right.PLAN, Right.PEOPLE, Right.CONVENE})
"""What the office types by itself; of a unit's words only a date is asked for again."""
_ASKED_AGAIN = frozenset({"extension", "grant", "put_off_whom", "put_off_day", "plea_unit"})
_CODE = re.compile(r"(?:我的?)?(?:邀请码|绑定)?(?:是|[:：])?\s*(?P<code>[A-Za-z2-9]{4}[-－—][A-Za-z2-9]{4})[。.]?")
"""An invitation's code that is typed without its command."""
_NEVER_MIND = ("算了", "不用了", "不改了", "不取消", "先不", "撤销")
_OTHER_SINCE = "这张卡片以后又说了别的事，按钮已经失效，没有改动。请把这件事再说一遍。"
_OLD_BUTTON = "这个按钮已经失效。请发送 /mine 或 /help 重新开始。"
_IN_PRIVATE = "催报和反馈请私聊我。群里只发进展通报（/digest，办公室和召集人可用）。"
_EDITED = "看到您修改了消息。已记录的不会跟着变：请点“改一下”，或把新的内容再发一次。"
_NOTICED, _KEPT = timedelta(minutes=2), timedelta(days=2)
"""After how long an answer says that it is late; a channel keeps what we do not fetch for a day (Bot API)."""
_TROUBLE = "刚才没有处理成功，您的内容没有记录。请再发一次；还不行就告诉联席会议办公室。"


@dataclass(frozen=True)
class Routing:
    """Works off what came in, whichever of ``channels`` (by name) it came in on."""

    desk: Desk
    channels: Mapping[str, Channel]

    def take(self, one: Waiting) -> None:
        """Work off what a person said, and store all that it brings about in one commit (R3).

        What cannot be read is put aside. Raises DatabaseAway, and Overtaken where another process has done it.
        """
        channel = self.channels[one.channel]
        try:
            event = channel.read(one.raw)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must stop nothing else (R3)
            # without its traceback: what people said does not go into the log
            log.warning("an update cannot be read and is put aside", update=one.ids[0], error=type(error).__name__)
            self.desk.do(SYSTEM, inbox.put_aside, one, type(error).__name__, datetime.now(UTC))
            return

        def end(ctx: Context) -> bool:
            return inbox.end(ctx.session, one, datetime.now(UTC))

        def failed(ctx: Context) -> bool:
            return inbox.put_aside(ctx, one, "处理失败", datetime.now(UTC))

        self._work_off(channel, event, one.ids[0], _dispatch, end=end, failed=failed)

    def do_job(self, job: Job, holder: str, contents: Sequence[bytes]) -> None:
        """Do long work that an update began, with what its files hold; ``holder`` is who claimed it.

        Raises DatabaseAway, and Overtaken where another process has it.
        """
        self._finish_job(job, holder, lambda turn: JOBS[job.work](turn, contents))

    def drop_job(self, job: Job, holder: str, sentence: str) -> None:
        """Give long work up and say why; what was said beside the files counts. Raises as ``do_job`` does."""
        self._finish_job(job, holder, lambda turn: _without_files(turn, job.work, sentence))

    def put_off_job(self, job: Job, holder: str, sentence: str, until: datetime) -> None:
        """Let long work wait till ``until``, in real time; say so once, and hear what was said beside the files.

        Raises as ``do_job`` does.
        """

        def wait(ctx: Context) -> bool:
            return jobs.put_off(ctx.session, job.id, holder, files.LATER.get(job.work, job.work), until)

        told = job.work not in files.LATER
        self._finish_job(job, holder, lambda turn: None if told else _without_files(turn, job.work, sentence), wait)

    def _finish_job(
        self, job: Job, holder: str, run: Callable[[Turn], None], wait: Callable[[Context], bool] | None = None
    ) -> None:
        event = of_row(job.event)

        def end(ctx: Context) -> bool:
            return wait(ctx) if wait is not None else jobs.end(ctx.session, job.id, holder, ctx.now)

        def failed(ctx: Context) -> bool:
            return jobs.end(ctx.session, job.id, holder, ctx.now, JobState.FAILED)

        channel = self.channels[event.where.address.channel]
        self._work_off(channel, event, job.update_id, run, end=end, failed=failed)

    def _work_off(
        self,
        channel: Channel,
        event: Event | None,
        update_id: int,
        run: Callable[[Turn], None],
        *,
        end: Callable[[Context], bool],
        failed: Callable[[Context], bool],
    ) -> None:
        try:
            with self.desk.whole(end) as whole:
                if event is not None:
                    _answer(whole, channel, event, update_id, run)
                whole.commit()
        except (DatabaseAway, Overtaken):
            raise
        except Exception:
            log.exception("working an update off failed")
            with self.desk.whole(failed) as whole:
                if event is not None:
                    whole.do(SYSTEM, outbox.answers, event.where.address, [Answer(_TROUBLE)], update_id)
                whole.commit()


def _answer(whole: Whole, channel: Channel, event: Event, update_id: int, run: Callable[[Turn], None]) -> None:
    """Let the office work on an event, and queue what it says; every refusal is answered with its sentence."""
    turn = Turn(whole, channel, event, whole.ask(None, who_writes, event.who.address), update_id)
    try:
        run(turn)
    except DatabaseAway:
        raise
    except (Refusal, StaleFilters) as refusal:
        turn.say(str(refusal))
    if turn.said:
        said = [replace(turn.said[0], text=_late(event) + turn.said[0].text), *turn.said[1:]]
        if turn.member is not None and any(map(sealed.confirms, said)):
            waits = turn.ask(conversation.waiting)
            said = [sealed.sealed(one, waits) for one in said]
        whole.do(SYSTEM, outbox.answers, turn.at, said, update_id)


def _late(event: Event) -> str:
    """Say so where somebody waited for an answer because we, or the database, were away (R3)."""
    if event.at is None or not _NOTICED < datetime.now(UTC) - event.at < _KEPT:
        return ""
    return f"（系统刚才中断，您{dates.clock(event.at)}发来的内容现在处理）\n"


def _dispatch(turn: Turn) -> None:
    event = turn.event
    if turn.member is not None and turn.member.lost and not isinstance(event, Gone):
        turn.do(reachability.returned, event.who.address)  # whoever writes can be written to (R4)
    if isinstance(event, Moved):
        turn.do(reachability.moved, turn.at, event.to)
    elif event.where.is_group:
        _in_group(turn)
    elif isinstance(event, Joined):
        turn.do(reachability.returned, turn.at)
    elif isinstance(event, Gone):
        turn.do(reachability.left, turn.at)
    else:
        _in_private(turn)


def _in_private(turn: Turn) -> None:
    match turn.event:
        case Text(text=text):
            command = _command(text.strip())
            (_typed(turn, text.strip()) if command is None else _commanded(turn, *command))
        case Press(token=token):
            _pressed(turn, token)
        case Files(caption=caption):
            if not files.received(turn, turn.event):
                _hear_caption(turn, caption)
        case EditedText():
            turn.say(_EDITED)
        case Unreadable(caption=caption):
            files.unheard(turn)
            _hear_caption(turn, caption)


def _without_files(turn: Turn, work: str, sentence: str) -> None:
    """Say what became of files, and hear the words beside evidence, unless they were heard before."""
    turn.say(sentence)
    if work == files.KEEP and isinstance(turn.event, Files):
        _hear_caption(turn, turn.event.caption)


def _hear_caption(turn: Turn, caption: str) -> None:
    """Hear what was said beside something that nobody can look at, as the words that they are."""
    if files.says_more(turn, caption):
        one = turn.event
        said = Text(
            id=one.id, who=one.who, where=one.where, ref=one.ref, reply_to=one.reply_to, at=one.at, text=caption
        )
        _in_private(replace(turn, event=said))


def _in_group(turn: Turn) -> None:
    """Groups get summaries; asks and answers are private, and what is said among members is not for us (R13)."""
    event = turn.event
    if isinstance(event, Press) and _is_of_digest(event.token):
        _pressed(turn, event.token)
        return
    command = _command(event.text) if isinstance(event, Text) else None
    if command is None and not isinstance(event, Press):
        return
    if command is not None and command[0] == "digest" and authority.may(turn.member, COMMANDS["digest"].right):
        digests.show_digest(turn, "")
    else:
        turn.say(_IN_PRIVATE)


def _is_of_digest(token: str) -> bool:
    action, _, args = token.partition(":")
    return action in _DIGESTS or (action in _PAGES and args.partition(":")[0] in _LISTS_OF_DIGESTS)


def _command(text: str) -> tuple[str, str] | None:
    """Return a command's name and the rest of its line; None for other words."""
    name, _, rest = text.partition(" ")
    is_command = name.startswith("/") and name[1:2].isascii() and name[1:2].isalnum()
    return (name[1:].lower(), rest) if is_command else None


def _commanded(turn: Turn, name: str, rest: str) -> None:
    _stop_waiting(turn)
    command = COMMANDS.get(name)
    if command is None:
        turn.say("没有这个命令。发送 /help 看看能做什么。")
    elif turn.member is not None and not turn.member.seats and not authority.may(turn.member, command.right):
        start.seatless(turn)
    elif not authority.may(turn.member, command.right):
        turn.say(authority.refusal(turn.member, command.right))
    else:
        command.run(turn, rest)


def _stop_waiting(turn: Turn) -> None:
    """A command begins something else: what is typed after it does not answer an older question."""
    if turn.member is not None:
        prompt = turn.ask(conversation.waiting)
        if prompt is not None and prompt.kind in PROMPTS:
            turn.do(conversation.let_go)


def _pressed(turn: Turn, token: str) -> None:
    try:
        action, args = decode(token)
    except ValueError:
        action, args = "", ()
    pressed = BUTTONS.get(action)
    if pressed is None:
        turn.say(_OLD_BUTTON)
    elif not authority.may(turn.member, pressed.right):
        turn.say(authority.refusal(turn.member, pressed.right))
    else:
        if action in _LEAVES:
            _stop_waiting(turn)
        args, seal = sealed.opened(args)
        if seal is not None and not sealed.holds(seal, turn.ask(conversation.waiting)):
            raise AnswerRefused(_OTHER_SINCE)
        try:
            pressed.run(turn, *args)
        except (TypeError, ValueError, IndexError, KeyError):
            log.warning("a button's token was not understood", action=action)
            turn.say(_OLD_BUTTON)


def _typed(turn: Turn, text: str) -> None:
    code = _CODE.fullmatch(text)
    if code is not None or turn.member is None:
        start.start(turn, code["code"] if code is not None else "")
        return
    if not turn.member.seats:
        start.seatless(turn)
        return
    if any(
        hears(turn, text) for hears in (helping.replied, circulars.replied, _prompted, orders.declined, *OFFICE_HEARS)
    ):
        return
    speaks = authority.may(turn.member, Right.ANSWER)
    asks = authority.may(turn.member, Right.ASK)
    if sittings.replied(turn, text) or (asks and circulars.received(turn, text)):
        return
    if (asks and sitting_wishes.wished(turn, text)) or helping.follows(turn, text) or circulars.follows(turn, text):
        return
    asked = queries.heard(turn, text) if asks else None
    if not speaks and desk_orders.is_no_order_of_ours(text, asked):
        turn.say(desk_orders_text.not_an_order(text, partial(authority.may, turn.member)))
    elif asked is not None and not (speaks and tells_plainly(turn, text)):
        if speaks:
            sign_first(turn, text)
        queries.tell(turn, asked, text)
    elif not (speaks and (answer_in_words(turn, text) or helping.asks(turn, text) or circulars.asks(turn, text))):
        office, units = authority.is_office(turn.member), bool(authority.units_of(turn.member))
        asking = following.is_put_as_question(text)
        turn.say(query_words.not_understood(office=office, units=units, asking=asking))


def _prompted(turn: Turn, text: str) -> bool:
    """Give the text to whatever asked for it today; a reply to another message is not an answer to the prompt."""
    prompt = turn.ask(conversation.waiting)
    waiting = PROMPTS.get(prompt.kind) if prompt is not None else None
    if prompt is None or waiting is None or local_date(prompt.at) != local_date(turn.now):
        return False
    if turn.replied_to is not None and turn.ask(conversation.has_numbers, turn.at, turn.replied_to):
        return False
    other = not waiting.sentence or following.is_put_as_question(text)
    if other and (asked := queries.heard(turn, text)) is not None and queries.lets_go(asked):
        turn.do(conversation.let_go)
        queries.tell(turn, asked, text)
        return True
    turn.do(conversation.let_go)
    greets = waiting.sentence and only_greets(text)
    if greets or text in desk.WORDS or sitting_wishes.asks(text) or desk_orders.orders_else(turn, waiting, text):
        return False
    if not waiting.offered and (text == "取消" or text.startswith(_NEVER_MIND)):
        turn.say("好的，没有改动。")
    elif authority.may(turn.member, waiting.right):
        try:
            _answered(turn, waiting, prompt.args, text)
        except SaidElse:
            return False
    else:
        turn.say(authority.refusal(turn.member, waiting.right))
    return True


def _answered(turn: Turn, waiting: Prompted, args: dict[str, object], text: str) -> None:
    """Hand the text over; what the office mistyped may be typed again without going back to the button."""
    try:
        waiting.run(turn, args, text)
    except Refusal as refusal:
        if waiting.right not in _TYPED_AGAIN and waiting.kind not in _ASKED_AGAIN:
            raise
        turn.do(conversation.wait_for, waiting.kind, args)
        turn.say(f"{refusal}\n请重新回复；不改了就回复“取消”。")
