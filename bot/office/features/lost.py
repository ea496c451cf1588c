"""换手机, 手机丢了: whoever holds the old phone is let out at once, and a code for the new one is given with it."""

from datetime import UTC, datetime

from bot.office.entries import button
from bot.office.turn import Turn
from messages import actions, lost_text
from tasks_db.register.authority import Right
from tasks_db.work.acts import lost as acts
from tasks_db.work.views import lost as views


def asked(turn: Turn, who: str) -> None:
    """Say what the phone of somebody opens, with the button that lets it out (R17)."""
    if who:
        turn.say(lost_text.before(turn.ask(views.called, who, datetime.now(UTC))))
    else:
        turn.say(lost_text.WHOSE)


@button(actions.LET_OUT, Right.PEOPLE)
def let_out(turn: Turn, person: str) -> None:
    """Let somebody out everywhere, and give the code by which they come back."""
    done = turn.do(acts.let_out, int(person), datetime.now(UTC))
    turn.say(lost_text.let_out(done, turn.channel.invitation_link(done.code)))
