"""Units that are to be told of something by phone: listed until the call is put down."""

from bot.office.entries import button, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, circular_text, to_call_text
from tasks_db.language import desk_words
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.work.acts import circulars as acts
from tasks_db.work.views import to_call, units


def show(turn: Turn) -> None:
    """Show whom the office still has to call."""
    turn.say(to_call_text.listed(turn.ask(to_call.waiting)))


def in_words(turn: Turn, text: str) -> bool:
    """Show the list where words ask for it (待电话告知, 还要给谁打电话); return whether they do."""
    if not (authority.may(turn.member, Right.REVIEW) and desk_words.asks_whom_to_call(text)):
        return False
    show(turn)
    return True


@button(actions.CALLED, Right.PLAN)
def called(turn: Turn, circular: str, unit: str) -> None:
    """Ask who took the call, or say that it is put down already."""
    name = turn.ask(units.name_of, int(unit))
    waits = {(one.circular_id, one.unit_id) for one in turn.ask(to_call.waiting)}
    if (int(circular), int(unit)) not in waits:
        turn.say(f"{name}已经记下电话告知了。")
        return
    prompt_for(turn, "call_put_down", circular_text.ask_who_answered(name), unit=name, circular=int(circular))


@prompt("call_put_down", Right.PLAN)
def put_down(turn: Turn, args: dict[str, object], text: str) -> None:
    """Write the call down with who took it."""
    circular, who = int(str(args["circular"])), text.strip("。 ")
    turn.say(circular_text.phoned(*turn.do(acts.told_by_phone, str(args["unit"]), who, circular_id=circular)))
