"""A sitting as people look at it: card, agenda, who answered, minutes, and what may be said beside each."""

from bot.office.entries import SaidElse, button, prompt
from bot.office.features import agendas
from bot.office.turn import Turn
from messages import actions, presence_text, resolutions_text, sitting_notices, sitting_text
from messages.message import Button, Message, in_rows
from tasks_db.language import agenda_words, sitting_orders
from tasks_db.language.agenda_words import Change, ListChange, Listed
from tasks_db.register.authority import Right
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.refusals import MeetingRefused
from tasks_db.work.acts import minutes
from tasks_db.work.post import conversation
from tasks_db.work.views import calling
from tasks_db.work.views import sittings as views


@button(actions.SITTING, Right.ASK)
def show(turn: Turn, sitting: str) -> None:
    """Show one sitting."""
    show_one(turn, int(sitting))


def show_one(turn: Turn, sitting: int) -> None:
    """Show one sitting with what the person may do."""
    seen = turn.ask(views.sitting, sitting)
    turn.say(
        sitting_text.card(
            seen.sitting,
            seen.steps,
            mine=seen.mine,
            followed=seen.followed,
            office=seen.office,
            unbound=seen.unbound,
            left_out=turn.ask(calling.left_out, sitting) if Step.UNITS in seen.steps else (),
        )
    )


@button(actions.SITTING_SHOWN, Right.ASK)
def show_part(turn: Turn, sitting: str, part: str) -> None:
    """Show the agenda, the answers or the minutes of a sitting."""
    seen = turn.ask(views.sitting, int(sitting))
    match part:
        case "agenda":
            agendas.show(turn, seen.sitting.id)
        case "notice":
            turn.say(sitting_notices.shown(*turn.ask(views.notice, int(sitting)), office=seen.office))
        case "who":
            show_replies(turn, seen)
        case "minutes":
            turn.say(_minutes(seen))
            if Step.RESOLVE in seen.steps:
                turn.do(conversation.wait_for, "minutes", {"sitting": seen.sitting.id})
        case _:
            raise ValueError(part)


def show_replies(turn: Turn, seen: views.Seen) -> None:
    """Show who answered the notice, or who was there; the office may go on with 催一下没回复的."""
    turn.say(presence_text.attendance(seen.sitting, office=seen.office))
    if Step.REMIND in seen.steps:
        turn.do(conversation.wait_for, "replies", {"sitting": seen.sitting.id})


@prompt("replies", Right.CONVENE, offered=True)
def hear_replies(turn: Turn, args: dict[str, object], text: str) -> None:
    """Remind whoever has not answered, beside the list of answers."""
    said = sitting_orders.ordered(text)
    if said is None or said.order is not sitting_orders.Order.REMIND:
        raise SaidElse
    ask_remind(turn, said.number or int(str(args["sitting"])))


def ask_remind(turn: Turn, number: int) -> None:
    """Read back to whom the notice goes again (R17)."""
    turn.say(presence_text.before_reminding(turn.ask(views.ready_to_remind, number)))


@prompt("minutes", Right.CONVENE, offered=True)
def hear_minutes(turn: Turn, args: dict[str, object], text: str) -> None:
    """Change what was decided, in words: 第2项改为…, 删掉第2项."""
    said = agenda_words.change(text)
    if said is None or said.of is Listed.AGENDA or not change_minutes(turn, int(str(args["sitting"])), said):
        raise SaidElse


def change_minutes(turn: Turn, number: int, said: ListChange) -> bool:
    """Put a matter of the minutes in other words, or take it out; return False for any other change."""
    if said.change not in {Change.REWRITE, Change.DROP}:
        return False
    found = turn.ask(views.ready_for, number, Step.RESOLVE).resolutions
    place = said.number or len(found)
    if not 1 <= place <= len(found):
        raise MeetingRefused(f"没有第{place}项议定事项，共{len(found)}项。")
    one = found[place - 1]
    if said.change is Change.DROP:
        turn.do(minutes.drop, one.id)
        turn.say(f"已删去第{place}项：{one.text}")
        show_part(turn, str(number), "minutes")
        return True
    turn.say(resolutions_text.resolution(turn.do(minutes.rewrite, one.id, said.text), number))
    return True


def _minutes(seen: views.Seen) -> Message:
    """The minutes, and while they are written a button for each matter."""
    text = sitting_notices.whole(sitting_notices.minutes(seen.body, seen.sitting))
    back = (Button("返回会议", actions.SITTING, (seen.sitting.id,)),)
    if Step.RESOLVE not in seen.steps:
        return Message(text, (*in_rows(resolutions_text.to_tasks(seen.sitting, seen.mine), 4), back))
    rows = [Button(f"第{n}项", actions.RESOLUTION, (r.id, "show")) for n, r in enumerate(seen.sitting.resolutions, 1)]
    return Message(text, (*in_rows(rows, 6), back))
