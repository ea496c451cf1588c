"""Orders of one plain sentence that say which unit, or which several, a name means that a plan prints."""

from collections.abc import Mapping, Sequence

from bot.office.features.task_edits import keep_order
from bot.office.turn import Turn
from messages import naming_text, plan_cards
from messages.message import Message
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.register.overview import WaitingName
from tasks_db.work.acts import naming, settling
from tasks_db.work.views import desk_orders as views
from tasks_db.work.views import orders, units
from tasks_db.work.views.overview import overview

_PLAINLY = frozenset({"就是", "也就是", "是指", "指的是", "指是", "指的就是", "指就是"})
"""What says of two names that they mean the same; 定为 and 是 are said of many things."""


def means(turn: Turn, order: DeskOrder) -> bool:
    """Take which unit a doubtful name means, or read several back; return whether that is what was said."""
    printed, names = order.get("printed"), order.lists["other"]
    found = turn.ask(views.waiting_names, printed, int(order.get("plan")) if order.get("plan") else None)
    if not found:
        return order.get("means") in _PLAINLY and _is_known(turn, printed, names)
    if len(names) > 1:
        several(turn, found, names)
        return True
    (unit_id,) = turn.ask(orders.unit_ids, names)
    unit = turn.ask(units.name_of, unit_id)
    for one in found:
        turn.do(settling.identify, one.plan_id, one.printed, unit_id)
    turn.say(naming_text.settled(found, unit))
    turn.say(plan_cards.after_settling(turn.ask(overview, found[0].plan_id), "units"))
    return True


def _is_known(turn: Turn, printed: str, names: Sequence[str]) -> bool:
    """Say what holds where no plan waits for a name, and where it is changed; only of names of units."""
    known = [turn.ask(views.unit_by_name, one) for one in names]
    if not all(known) or not naming_text.is_like_unit(printed):
        return False
    turn.say(naming_text.not_waiting(printed, turn.ask(views.unit_by_name, printed), [one for one in known if one]))
    return True


def several(turn: Turn, found: Sequence[WaitingName], names: Sequence[str]) -> None:
    """Read back for which units a name stands."""
    full = [turn.ask(units.name_of, one) for one in turn.ask(orders.unit_ids, names)]
    keep_order(turn, Deed.MEANS, plans=[one.plan_id for one in found], printed=found[0].printed, units=full)
    turn.say(naming_text.before_several(found, full))


def done(turn: Turn, kept: Mapping[str, object]) -> Message:
    """Let a name stand for several units in each plan that waits for it."""
    plan_ids = [int(str(one)) for one in _listed(kept["plans"])]
    for plan_id in plan_ids:
        turn.do(naming.mean_several, plan_id, str(kept["printed"]), [str(one) for one in _listed(kept["units"])])
    return plan_cards.after_settling(turn.ask(overview, plan_ids[0]), "units")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
