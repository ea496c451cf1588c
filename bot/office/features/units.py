"""The units of a task, for whoever leads it and for the office: read them, chase the silent, use their words."""

from bot.office.entries import button
from bot.office.turn import Turn
from messages import actions, cards, dates, orders_text, receipts
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering, chasing
from tasks_db.work.views import answers, chases, tasks


@button(actions.UNITS, Right.ASK)
def units(turn: Turn, task_id: str) -> None:
    """Show what each unit of a task says."""
    turn.say(cards.units(turn.ask(tasks.units, int(task_id)), turn.now))


@button(actions.CHASE, Right.COORDINATE)
def chase(turn: Turn, task_id: str, confirmed: str = "") -> None:
    """Chase the units that have not reported (催办), each in its next bundle; several only once asked (R17)."""
    ahead = turn.ask(chases.before, int(task_id))
    if not confirmed and ahead.reaches_many:
        turn.say(orders_text.before_chasing(ahead, dates.today(turn.now)))
        return
    done = cards.chased(turn.do(chasing.chase, int(task_id)))
    (turn.edit if confirmed else turn.say)("\n".join([done, *orders_text.left_out(ahead)]))


@button(actions.TAKE_OVER, Right.ANSWER)
def take_over(turn: Turn, task_id: str) -> None:
    """Put the responsible units' words together as a draft of the consolidating unit's own report."""
    words = turn.ask(answers.adoptable, int(task_id))
    given = Given(AnswerKind.PROGRESS, text=cards.adopted(words))
    turn.say(receipts.draft(turn.do(answering.draft, words.assignment_id, given)))
