"""Orders about sittings in plain words: 催回执, 撤回纪要, 同意召开, who is a member, a change of an agenda."""

from bot.office.features import agendas
from bot.office.features.shared import keep_words
from bot.office.features.sitting_labels import pressed_in_words, told_by_phone
from bot.office.features.sitting_minutes import recall
from bot.office.features.sitting_shown import ask_remind, change_minutes
from bot.office.features.sittings import call_units, decide, send_pack, take_head, take_words
from bot.office.turn import Turn
from messages import body_text, sitting_text
from tasks_db.language import agenda_words, arranged_words, chair_words, member_words, sitting_orders
from tasks_db.language.agenda_words import Listed
from tasks_db.language.sitting_orders import Order, SittingOrder
from tasks_db.register.authority import Right, may
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Sitting
from tasks_db.work.acts import members
from tasks_db.work.views import sittings as views

_RIGHTS = {Order.APPROVE: Right.DECIDE}
"""Who may order it; all else is for the office."""
_WHAT = {
    Order.REMIND: "等回执、可以催的",
    Order.RECALL: "纪要已送审、可以撤回的",
    Order.APPROVE: "等您决定开不开的",
    Order.PACK: "还没开、可以送材料的",
    Order.AGENDA: "还没开、可以改议程的",
}
_STEPS = {
    Order.REMIND: Step.REMIND,
    Order.RECALL: Step.RECALL,
    Order.APPROVE: Step.APPROVE,
    Order.PACK: Step.AGENDA,
    Order.AGENDA: Step.AGENDA,
}


def in_words(turn: Turn, text: str) -> bool:
    """Do what is ordered about a sitting; return False for other words and for whoever may not order it."""
    if may(turn.member, Right.CONVENE) and arranged_words.tells_of_held(text):
        turn.say(sitting_text.HOW_TO_ADD)
        return True
    said = sitting_orders.ordered(text)
    if said is not None and may(turn.member, _RIGHTS.get(said.order, Right.CONVENE)):
        return _ordered(turn, said, text)
    if may(turn.member, Right.CONVENE) and (change := member_words.member_change(text)) is not None:
        turn.say(body_text.changed(turn.do(members.change, change.add, change.drop, whole=change.whole)))
        return True
    if may(turn.member, Right.CONVENE) and _set_up(turn, text):
        return True
    if pressed_in_words(turn, text) or told_by_phone(turn, text) or _chaired(turn, text):
        return True
    return may(turn.member, Right.CONVENE) and _changes(turn, text)


def _set_up(turn: Turn, text: str) -> bool:
    """Set when and where a sitting is, and who comes, of one sentence that says both; the sitting is shown once."""
    said = sitting_orders.set_up(text)
    if said is None:
        return False
    found = _named(turn, Step.UNITS if said.units else Step.WHEN, said.number)
    if len(found) != 1:
        turn.say(sitting_text.which("可以定时间、单位的", found))
        return True
    if said.units:
        call_units(turn, found[0].id, said.units)
    take_words(turn, {"sitting": found[0].id, "step": Step.WHEN.value}, said.when)
    return True


def _chaired(turn: Turn, text: str) -> bool:
    """Write down who chairs, of words that say it (召集人委托副召集人主持这次会议)."""
    who = chair_words.ordered(text)
    found = _named(turn, Step.CHAIR, sitting_orders.numbered(text)) if who and may(turn.member, Right.DECIDE) else ()
    if len(found) > 1:
        turn.say(sitting_text.which("可以定主持人的", found))
    elif who and found:
        take_head(turn, {"sitting": found[0].id, "step": Step.CHAIR.value}, who)
    return bool(found)


def _changes(turn: Turn, text: str) -> bool:
    """Change an agenda, or what was decided, as the words say it; return False for others."""
    change = agenda_words.change(text)
    if change is None or not (change.plain or change.of is not None or change.mends):
        return False
    minuted = change.of is Listed.MINUTES or (change.of is None and change.mends)
    step = Step.RESOLVE if minuted else Step.AGENDA
    found = _named(turn, step, sitting_orders.numbered(text))
    if len(found) != 1 or (change.of is None and minuted and change.number > len(found[0].resolutions)):
        return False
    if step is Step.RESOLVE:
        return change_minutes(turn, found[0].id, change)
    agendas.change(turn, found[0].id, change)
    return True


def _named(turn: Turn, step: Step, number: int | None) -> tuple[Sitting, ...]:
    return tuple(one for one in turn.ask(views.at_step, step) if number in {None, one.id})


def _ordered(turn: Turn, said: SittingOrder, text: str) -> bool:
    found = _named(turn, _STEPS[said.order], said.number)
    if not said.sure:
        if len(found) != 1:
            return False
        keep_words(turn, text)
        turn.say(sitting_text.ask_remind(found[0]))
        return True
    if len(found) != 1:
        turn.say(sitting_text.which(_WHAT[said.order], found))
        return True
    one = found[0]
    match said.order:
        case Order.REMIND:
            ask_remind(turn, one.id)
        case Order.RECALL:
            recall(turn, one.id)
        case Order.PACK:
            send_pack(turn, one.id)
        case Order.AGENDA:
            agendas.show(turn, one.id)
        case _:
            decide(turn, str(one.id), "yes")
    return True
