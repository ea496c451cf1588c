"""The buttons of a sitting in words (登记出席, 记一项：…, 同意签发会议通知), and answers that units gave by phone."""

from bot.office.features.sitting_minutes import sign
from bot.office.features.sittings import ask_head, release, take_head, take_step, take_words
from bot.office.turn import Turn
from messages import presence_text, sitting_text
from tasks_db.language.attendance_words import attendance
from tasks_db.language.sitting_labels import labelled
from tasks_db.language.sitting_orders import numbered
from tasks_db.register.authority import Right, may
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Sitting
from tasks_db.work.acts import attending
from tasks_db.work.views import sittings as views

_STEPS = {sitting_text.label(step): step for step in Step}
_OTHERWISE = {Step.HOLD: Step.PRESENCE}
"""登记出席 of a sitting that is registered already means to correct it."""
_UNHOLD = "撤销登记"


def pressed_in_words(turn: Turn, text: str) -> bool:
    """Do what the button says whose words were typed; return False for other words, and where it is nowhere due."""
    said = labelled(text)
    if said is None:
        return False
    label, rest = said
    number = numbered(text)
    step = Step.PRESENCE if label == _UNHOLD else _STEPS[label]
    found = _at(turn, step, number)
    if not found and step in _OTHERWISE:
        step = _OTHERWISE[step]
        found = _at(turn, step, number)
    if not found:
        return False
    if len(found) > 1:
        turn.say(sitting_text.which(f"可以“{label}”的", found))
        return True
    _take(turn, found[0], "unhold" if label == _UNHOLD else step.value, rest)
    return True


def _at(turn: Turn, step: Step, number: int | None) -> list[Sitting]:
    return [one for one in turn.ask(views.at_step, step) if number in {None, one.id}]


def _take(turn: Turn, one: Sitting, step: str, rest: str) -> None:
    match step:
        case Step.SIGN:
            sign(turn, str(one.id), "yes")
        case Step.SIGN_NOTICE:
            release(turn, str(one.id), "yes")
        case Step.CHAIR if rest:
            take_head(turn, {"sitting": one.id, "step": step}, rest)
        case Step.CHAIR:
            ask_head(turn, str(one.id), step)
        case _ if rest:
            given = Step.PRESENCE.value if step == Step.HOLD else step
            take_words(turn, {"sitting": one.id, "step": given}, rest)
        case _:
            take_step(turn, str(one.id), step)


def told_by_phone(turn: Turn, text: str) -> bool:
    """Write down what the office says that a unit answers: 县水利局参加，由江一帆参会; return whether it is that."""
    if not may(turn.member, Right.CONVENE):
        return False
    for one in turn.ask(views.at_step, Step.HOLD):
        if one.starts_at is None or one.starts_at <= turn.now:
            continue
        for unit in (*one.units(), *one.units(observers=True)):
            name = next((n for n in (unit, unit.removeprefix("县")) if text.startswith(n)), None)
            said = attendance(text[len(name) :].lstrip(" ，,：:").removeprefix("回复")) if name else None
            if said is not None and (said.reply.zh in text or said.delegate):
                turn.do(attending.reply, one.id, said.reply, delegate=said.delegate, reason=said.reason, unit=unit)
                turn.say(presence_text.by_phone(unit, said.reply, said.delegate, said.reason))
                return True
    return False
