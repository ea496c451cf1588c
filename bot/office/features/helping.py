"""A unit that a plea was passed to answers it: under the message, right after it, or by its button."""

from collections.abc import Sequence

from bot.office.entries import button, prompt
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, office_day
from tasks_db.register import authority, following, helping
from tasks_db.register.authority import Right
from tasks_db.register.helping import Asked, Speaks
from tasks_db.work.acts import desk as acts
from tasks_db.work.post import pending
from tasks_db.work.views import answers
from tasks_db.work.views import desk as views

_OLD_WORDS = "这句话已经处理过了。要答复的，请在那一条下面回复。"


def replied(turn: Turn, text: str) -> bool:
    """Take what is typed as a reply to a plea as its answer, whatever else it may be; return whether it was that."""
    if turn.replied_to is None or not authority.may(turn.member, Right.ANSWER):
        return False
    report_id = turn.ask(views.put_to_us, turn.replied_to)
    if report_id is None:
        return False
    _answer(turn, report_id, text)
    return True


def follows(turn: Turn, text: str) -> bool:
    """Take what is typed while a plea waits as its answer, or ask; return whether it was that.

    Words that name a task of one's own are progress of that. What names none, typed right after the plea, answers it;
    all else that may be either is asked about, so that nothing is recorded under a task that it does not speak of.
    """
    asked = _waiting(turn)
    if not asked:
        return False
    today = local_date(turn.now)
    lines = turn.ask(answers.lines_shown, turn.at, None).lines
    speaks = helping.speaks_of(text, lines, asked, today)
    just_told = turn.ask(views.put_to_us, None)
    if just_told is not None and ((speaks is Speaks.NONE and len(asked) == 1) or helping.only_received(text, today)):
        _answer(turn, just_told, text)
        return True
    if speaks is Speaks.OWN:
        return False
    _ask_which(turn, text, asked)
    return True


def asks(turn: Turn, text: str) -> bool:
    """Ask about words right after a plea that nothing else understood; return whether there was one."""
    asked = _waiting(turn)
    if not asked or turn.ask(views.put_to_us, None) is None or following.is_put_as_question(text):
        return False
    _ask_which(turn, text, asked)
    return True


def _waiting(turn: Turn) -> tuple[Asked, ...]:
    if turn.replied_to is not None or not authority.may(turn.member, Right.ANSWER):
        return ()
    asked = turn.ask(views.asked_of_us)
    return asked if asked and turn.ask(pending.waiting_today) is None else ()


def _ask_which(turn: Turn, text: str, asked: Sequence[Asked]) -> None:
    keep_words(turn, text)
    turn.say(office_day.plea_or_progress(text, asked))


@button(actions.PLEA_WORDS, Right.ANSWER)
def take_words(turn: Turn, report: str) -> None:
    """Take what was typed before as the answer to a plea."""
    turn.ask(views.to_be_answered, int(report))
    _answer(turn, int(report), kept_words(turn, _OLD_WORDS))


def _answer(turn: Turn, report_id: int, text: str) -> None:
    if helping.only_received(text, local_date(turn.now)):
        turn.say(office_day.HELPER_RECEIVED)
    else:
        turn.say(office_day.helped(turn.do(acts.answer_as_helper, report_id, text)))


@button(actions.PLEA_HELPED, Right.ANSWER)
def ask(turn: Turn, report: str) -> None:
    """Ask for the answer to a plea."""
    unit = turn.ask(views.to_be_answered, int(report))
    prompt_for(turn, "plea_helped", office_day.ask_helper(unit), report=int(report))


@prompt("plea_helped", Right.ANSWER, sentence=True)
def take(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the answer to a plea."""
    _answer(turn, int(str(args["report"])), text)
