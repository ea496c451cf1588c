"""通知 in chat: to any mix of units, groups and people, read back with whom it reaches, and who has signed."""

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, circular_text
from tasks_db.language import desk_words
from tasks_db.language.small_talk import is_receipt
from tasks_db.language.typed import typed
from tasks_db.register import authority, following
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import circulars as acts
from tasks_db.work.post import conversation
from tasks_db.work.views import circulars as views

_OLD_BUTTON = "这个按钮已经失效，请重新写一遍。"
_WAITS = "notice_ready"


@command("notice", "通知：/notice 全体 周五前报送年度总结", Right.PLAN)
def notice(turn: Turn, rest: str) -> None:
    """Read a notice back before it is sent."""
    whom, _, text = rest.strip().partition(" ")
    _read_back(turn, whom, text)


def _read_back(turn: Turn, whom: str, text: str) -> None:
    """Read a notice back with whom it reaches; ask for what is not said."""
    whom, text = whom.strip(), text.strip()
    if not whom:
        prompt_for(turn, "notice_whom", circular_text.ASK_WHOM, text=text)
        return
    value = turn.ask(views.before_sending, whom)
    if not text:
        prompt_for(turn, "notice_words", circular_text.ask_words(value.whom), whom=whom)
        return
    turn.do(conversation.wait_for, _WAITS, {"whom": whom, "text": text})
    turn.say(circular_text.before_sending(value, text))


@prompt("notice_whom", Right.PLAN)
def take_whom(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take whom a notice goes to."""
    _read_back(turn, text, str(args["text"]))


@prompt("notice_words", Right.PLAN, sentence=True)
def take_words(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what a notice says."""
    _read_back(turn, str(args["whom"]), text)


@button(actions.NOTICE_NOW, Right.PLAN)
def notice_now(turn: Turn) -> None:
    """Send the notice that was read back; raises PlanError for a button that is no longer waited for."""
    ready = turn.ask(conversation.waiting)
    if ready is None or ready.kind != _WAITS:
        raise PlanError(_OLD_BUTTON)
    done = turn.do(acts.send_circular, str(ready.args["whom"]), str(ready.args["text"]))
    turn.do(conversation.let_go)
    turn.edit(circular_text.sent(done))


@command("notices", "发过的通知：谁签收了", Right.PLAN)
def notices(turn: Turn, rest: str) -> None:
    """List the latest notices."""
    del rest
    turn.say(circular_text.circulars(turn.ask(views.circulars)))


@button(actions.NOTICE, Right.PLAN)
def one_notice(turn: Turn, number: str) -> None:
    """Show who has signed for a notice."""
    turn.say(circular_text.circular(turn.ask(views.circular, int(number))))


@button(actions.NOTICE_REMIND, Right.PLAN)
def remind(turn: Turn, number: str) -> None:
    """Send a notice again to whoever has not signed."""
    turn.say(circular_text.reminded(turn.do(acts.remind_readers, int(number))))


@button(actions.SIGN, Right.ASK)
def sign(turn: Turn, number: str) -> None:
    """Sign for a notice."""
    turn.edit(circular_text.signed(turn.do(acts.sign, int(number))))


def received(turn: Turn, text: str) -> bool:
    """Take a bare 收到 as 签收 of the notice it replies to or follows; return whether it was that.

    Where it may be meant for something else that came with it, it is asked which.
    """
    if not is_receipt(typed(text).plain.strip()):
        return False
    asked = turn.ask(views.to_sign, turn.replied_to)
    if asked.is_clear:
        turn.say(circular_text.signed(turn.do(acts.sign, asked.notices[0][0])))
    elif asked.notices:
        turn.say(circular_text.ask_receipt(asked))
    return bool(asked.notices)


def _tell_who_signed(turn: Turn) -> bool:
    """Who has signed for the latest notice, with the way to those before it; False where none was sent."""
    found = turn.ask(views.circulars)
    if found:
        turn.say(circular_text.circular(found[0]))
    if len(found) > 1:
        turn.say(circular_text.circulars(found))
    return bool(found)


def in_words(turn: Turn, text: str) -> bool:
    """Read back a notice that words order (给县教育局、县水利局发个通知：…), or say who signed for one."""
    if not authority.may(turn.member, Right.PLAN):
        return False
    if desk_words.asks_who_signed(text):
        return _tell_who_signed(turn)
    said = turn.ask(views.read, text)
    if said is None or (following.is_put_as_question(text) and not {"：", ":"} & set(text)):
        return False
    _read_back(turn, said.whom, said.words)
    return True
