"""The office takes an act of its own back in words: what was done today is told with the way back, or read back."""

from bot.office.features import moving, putting_off
from bot.office.features.orders import ordered
from bot.office.turn import Turn
from config.clock import local_date
from messages import plan_marks_text, put_off_text
from messages import taking_back as wording
from tasks_db.language.questions import Order, OrderKind
from tasks_db.language.taking_back import chase_of, taken_back
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of
from tasks_db.register.taking_back import Did, Way
from tasks_db.work.acts import chasing, circulars, marking
from tasks_db.work.views import putting_off as postponed
from tasks_db.work.views import taking_back


def in_words(turn: Turn, text: str) -> bool:
    """Answer 刚才那条退回错了; return False for any other words, and for whoever reviews nothing.

    Of somebody who reports for a unit as well, words that name no act of the office are about an answer.
    """
    if _chase_of(turn, text):
        return True
    wanted = taken_back(text) if authority.may(turn.member, Right.REVIEW) else None
    if wanted is None or (not wanted.sorts and authority.may(turn.member, Right.ANSWER)):
        return False
    did = turn.ask(taking_back.last, wanted)
    order = _back(did) if did is not None else None
    if did is None:
        turn.say(wording.nothing())
    elif did.way is Way.UNSENT:
        turn.say(wording.unchased(turn.do(chasing.take_back, did.at)))
    elif did.way is Way.UNSENT_NOTICE and did.circular_id is not None and not wanted.names_another(did.about):
        turn.say(wording.unsent(did, turn.do(circulars.take_back, did.circular_id)))
    elif did.way is Way.MARKS and did.plan_id is not None:
        turn.say(plan_marks_text.marked(turn.do(marking.take_back_marks, did.plan_id)))
    elif did.task_id is not None and did.way is Way.DEADLINE and did.day_before is not None and not did.own:
        _deadline(turn, did, did.task_id, wanted.day)
    elif order is not None:
        ordered(turn, order, text)
    else:
        turn.say(wording.told(did))
    return True


def _deadline(turn: Turn, did: Did, task_id: int, said: str) -> None:
    """Read back the deadline before, or the day that was said with it; a day that is past is told (R17)."""
    today = local_date(turn.now)
    day = day_of(said, today) if said else did.day_before
    if day is None or day < today:
        turn.say(wording.past(did))
        return
    moving.one(turn, task_id, day, wording.put_right(did))


def _chase_of(turn: Turn, text: str) -> bool:
    """Take the chase of a unit back, whoever ordered it; where none waits, offer what is meant then (缓催)."""
    whom = chase_of(text) if authority.may(turn.member, Right.REVIEW) else None
    named = turn.ask(postponed.named, whom) if whom is not None else None
    if whom is None or named is None or not named.unit_ids:
        return False
    found = turn.do(chasing.take_back_of, [one for ids in named.unit_ids if len(ids) == 1 for one in ids])
    if found.stopped or found.left:
        turn.say(wording.unchased(found))
    elif held := turn.ask(postponed.called, whom):
        turn.say(put_off_text.in_force(held))
    else:
        turn.say(wording.no_chase(whom))
        putting_off.begin(turn, whom)
    return True


def _back(did: Did) -> Order | None:
    """The order that brings back what was before, to be read back first (R17)."""
    if did.way is Way.PERSON and did.unit_id is not None and did.before:
        return Order(OrderKind.HAND_OVER, unit_ids=(did.unit_id,), coming=did.before)
    return None
