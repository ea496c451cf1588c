"""通知 in chat: to any mix of units, groups and people, read back with whom it reaches, and who has signed."""

from collections.abc import Sequence

from bot.office.entries import button, command, prompt
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, circular_text
from tasks_db.language import desk_words
from tasks_db.language.small_talk import is_receipt
from tasks_db.language.typed import typed
from tasks_db.register import authority, following, helping
from tasks_db.register.authority import Right
from tasks_db.register.giving import ToAnswer
from tasks_db.register.helping import Speaks
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import circulars as acts
from tasks_db.work.post import conversation, pending
from tasks_db.work.views import answers, orders, units
from tasks_db.work.views import circulars as views

_OLD_WORDS = "这句话已经处理过了。要答复通知的，请在那一条下面回复。"
_OLD_BUTTON = "这个按钮已经失效，请重新写一遍。"
_WAITS = "notice_ready"


@command("notice", "通知：/notice 全体 周五前报送年度总结", Right.PLAN)
def notice(turn: Turn, rest: str) -> None:
    """Read a notice back before it is sent."""
    whom, _, text = rest.strip().partition(" ")
    _read_back(turn, whom, text)


def send_paper(turn: Turn, record: PaperRecord, whom: str) -> None:
    """Read back a notice with which an issued digest goes to units as its file."""
    value, text = turn.ask(views.before_sending, whom), circular_text.of_paper(record.label)
    turn.do(conversation.wait_for, _WAITS, {"whom": whom, "text": text, "paper": record.id})
    turn.say(circular_text.before_sending(value, text))


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
    paper_id = ready.args.get("paper")
    paper = int(str(paper_id)) if paper_id is not None else None
    done = turn.do(acts.send_circular, str(ready.args["whom"]), str(ready.args["text"]), paper)
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


@button(actions.NOTICE_ASK_ANSWER, Right.PLAN)
def ask_for_answers(turn: Turn, number: str) -> None:
    """Ask those again who signed for a notice and did not answer it."""
    turn.say(circular_text.reminded(turn.do(acts.ask_for_answers, int(number)), "请答复"))


@button(actions.ANSWER_NOTICE, Right.ASK)
def ask_answer(turn: Turn, number: str) -> None:
    """Ask for the answer to a notice."""
    turn.do(acts.sign, int(number))
    prompt_for(turn, "notice_answer", circular_text.ASK_ANSWER, notice=int(number))


@prompt("notice_answer", Right.ASK, sentence=True)
def take_answer(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the answer to a notice."""
    _answer(turn, int(str(args["notice"])), text)


@button(actions.NOTICE_WORDS, Right.ASK)
def take_typed(turn: Turn, number: str) -> None:
    """Take what was typed before as the answer to a notice."""
    turn.ask(views.sent_to_me, int(number))
    _answer(turn, int(number), kept_words(turn, _OLD_WORDS))


def _signs(text: str) -> bool:
    """Whether a text is a bare 收到."""
    return is_receipt(typed(text).plain.strip())


def _answer(turn: Turn, number: int, text: str) -> None:
    """Keep an answer; a bare 收到 signs, and where an answer is asked for it hears so."""
    if _signs(text):
        turn.say(f"{circular_text.signed(turn.do(acts.sign, number))}\n{circular_text.STILL_ASKS}")
    else:
        turn.say(circular_text.answered(turn.do(acts.answer, number, text)))


def replied(turn: Turn, text: str) -> bool:
    """Take what is typed under a notice as the answer to it, whatever else it may be; return whether it was that."""
    if turn.replied_to is None or not authority.may(turn.member, Right.ASK) or _signs(text):
        return False
    asked = turn.ask(views.to_answer, turn.replied_to)
    if asked:
        _answer(turn, asked[0].id, text)
    return bool(asked)


def follows(turn: Turn, text: str) -> bool:
    """Take words of no task, typed right after a notice, as the answer to it; ask where they may be either.

    What tells of a task of one's own, and what is put as a question, is left to whatever reads these.
    """
    asked = _open(turn)
    today = local_date(turn.now)
    lines = turn.ask(answers.lines_shown, turn.at, None).lines if asked else ()
    speaks = helping.speaks_of(text, lines, (), today) if asked else Speaks.OWN
    if speaks is Speaks.OWN:
        return False
    if speaks is Speaks.NONE and asked[0].just_told:
        _answer(turn, asked[0].id, text)
    elif not any(one.just_told for one in asked):
        return False
    else:
        _ask_which(turn, text, asked)
    return True


def asks(turn: Turn, text: str) -> bool:
    """Ask about words right after a notice that nothing else understood; return whether there was one."""
    asked = [one for one in _open(turn) if one.just_told]
    if asked and not following.is_put_as_question(text):
        _ask_which(turn, text, asked)
        return True
    return False


def _open(turn: Turn) -> tuple[ToAnswer, ...]:
    """The notices that somebody who speaks for a unit may be answering now, if the bot waits for nothing else."""
    if turn.replied_to is not None or not authority.may(turn.member, Right.ANSWER):
        return ()
    asked = turn.ask(views.to_answer, None)
    return asked if asked and turn.ask(pending.waiting_today) is None else ()


def _ask_which(turn: Turn, text: str, asked: Sequence[ToAnswer]) -> None:
    keep_words(turn, text)
    turn.say(circular_text.answer_or_progress(text, asked))


def received(turn: Turn, text: str) -> bool:
    """Take a bare 收到 as 签收 of the notice it replies to or follows; return whether it was that.

    Where it may be meant for something else that came with it, it is asked which.
    """
    if not _signs(text):
        return False
    asked = turn.ask(views.to_sign, turn.replied_to)
    if asked.is_clear:
        turn.say(circular_text.signed(turn.do(acts.sign, asked.notices[0][0])))
    elif asked.notices:
        turn.say(circular_text.ask_receipt(asked))
    return bool(asked.notices)


@prompt("call_taken", Right.PLAN)
def take_who_answered(turn: Turn, args: dict[str, object], text: str) -> None:
    """Write a call down with who took it."""
    turn.say(circular_text.phoned(*turn.do(acts.keep_call, str(args["unit"]), str(args["text"]), text.strip("。 "))))


def _tell_who_signed(turn: Turn) -> bool:
    """Who has signed for the latest notice, with the way to those before it; False where none was sent."""
    found = turn.ask(views.circulars)
    if found:
        turn.say(circular_text.circular(next((one for one in found if one.readers), found[0])))
    if len(found) > 1:
        turn.say(circular_text.circulars(found))
    return bool(found)


def in_words(turn: Turn, text: str) -> bool:
    """Read back a notice that words order (给县教育局、县水利局发个通知：…), or say who signed for one."""
    if not authority.may(turn.member, Right.PLAN):
        return False
    if desk_words.asks_who_signed(text):
        return _tell_who_signed(turn)
    if (call := desk_words.told_by_phone(text)) is not None:
        turn.say(circular_text.phoned(*turn.do(acts.told_by_phone, call.unit, call.who, call.words)))
        return True
    if (made := desk_words.called(text)) is not None:
        (unit_id,) = turn.ask(orders.unit_ids, [made.unit])
        unit = turn.ask(units.name_of, unit_id)
        prompt_for(turn, "call_taken", circular_text.ask_who_answered(unit), unit=unit, text=made.words)
        return True
    said = turn.ask(views.read, text)
    if said is None or (following.is_put_as_question(text) and not {"：", ":"} & set(text)):
        return False
    _read_back(turn, said.whom, said.words)
    return True
