"""A unit that a plea was passed to answers it: under the message, right after it, or by its button."""

from bot.office.entries import button, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, office_day
from tasks_db.register import authority, helping
from tasks_db.register.authority import Right
from tasks_db.work.acts import desk as acts
from tasks_db.work.post import pending
from tasks_db.work.views import answers
from tasks_db.work.views import desk as views


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
    """Take what is typed right after a plea as its answer, unless it speaks of a task; return whether it was that."""
    if turn.replied_to is not None or not authority.may(turn.member, Right.ANSWER):
        return False
    report_id = turn.ask(views.put_to_us, None)
    if report_id is None or turn.ask(pending.waiting_today) is not None:
        return False
    today = local_date(turn.now)
    lines = turn.ask(answers.lines_shown, turn.at, None).lines
    if not (helping.is_of_no_task(text, lines, today) or helping.only_received(text, today)):
        return False
    _answer(turn, report_id, text)
    return True


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
