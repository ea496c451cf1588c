"""Orders of one plain sentence about who has a share in a task: who leads it, who is responsible, who is asked."""

from collections.abc import Sequence

from bot.office.features import task_edits
from bot.office.turn import Turn
from messages import desk_orders_text
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.terms import PlanStage, Role
from tasks_db.work.views import desk_orders as views
from tasks_db.work.views import membership, orders
from tasks_db.work.views import units as registered


def units(turn: Turn, order: DeskOrder) -> bool:
    """Read back who leads a task from now on, or who is added to those responsible, or leaves them."""
    plan, task = turn.ask(views.task_meant, order, turn.at)
    was = {
        role: [(a.unit, a.printed) for a in task.printed_assignments if a.role is role and a.ended_at is None]
        for role in (Role.LEAD, Role.RESPONSIBLE)
    }
    named = order.lists["other" if order.deed is Deed.SWAP_UNIT else "unit"]
    known = [turn.ask(registered.name_of, one) for one in turn.ask(orders.unit_ids, named)]
    leads, others = was[Role.LEAD], was[Role.RESPONSIBLE]
    match order.deed:
        case Deed.LEAD:
            beside = [
                turn.ask(registered.name_of, one) for one in turn.ask(orders.unit_ids, order.lists.get("other", ()))
            ]
            leads = [(one, one) for one in known]
            others = [(one, one) for one in beside] or [one for one in others if one[0] not in known]
        case Deed.SWAP_UNIT:
            old = order.get("unit")
            if old and not any(old in one for one in (*leads, *others)):
                turn.say(desk_orders_text.no_part(task, old, [unit for unit, _ in (*leads, *others)]))
                return True
            has = {unit for unit, printed in (*leads, *(others if old else ())) if old not in {unit, printed}}
            if again := [one for one in known if one in has]:
                turn.say(desk_orders_text.has_part(task, again[0]))
                return True
            new_ones = [(one, one) for one in known]
            leads = [new_ones[0] if old and old in one else one for one in leads]
            others = [new_ones[0] if old in one else one for one in others] if old else new_ones
        case Deed.ADD_UNITS:
            new = [one for one in known if one not in {unit for unit, _ in (*leads, *others)}]
            if not new:
                turn.say(desk_orders_text.has_part(task, known[0]))
                return True
            others = [*others, *((one, one) for one in new)]
        case _:
            if missing := [one for one in known if one not in {unit for unit, _ in others}]:
                turn.say(desk_orders_text.no_part(task, missing[0], [unit for unit, _ in others]))
                return True
            others = [one for one in others if one[0] not in known]
    now = {Role.LEAD: leads, Role.RESPONSIBLE: others}
    changed = [role for role in now if _printed(now[role]) != _printed(was[role])]
    if not changed:
        turn.say(desk_orders_text.has_part(task, known[0]))
        return True
    task_edits.keep_order(turn, order.deed, task=task.id, **{role.value: _printed(now[role]) for role in changed})
    called = 1 if order.deed is Deed.SWAP_UNIT else 0  # a name that was misprinted is read back as it is printed
    lines = [(role.zh, [one[called] for one in was[role]], [one[called] for one in now[role]]) for role in changed]
    turn.say(desk_orders_text.before_units(task, lines, asks=plan.stage is PlanStage.DISPATCHED))
    return True


def ask_member(turn: Turn, order: DeskOrder) -> bool:
    """Read back that one member of a group is asked of a task, and the others are not."""
    _, task = turn.ask(views.task_meant, order, turn.at)
    group, member = turn.ask(membership.unasked_group, task.id, order.get("unit"))
    task_edits.keep_order(turn, order.deed, task=task.id, unit=member.unit)
    turn.say(desk_orders_text.before_asking_member(task, member.unit, group.printed))
    return True


def _printed(units: Sequence[tuple[str, str]]) -> list[str]:
    return [printed for _, printed in units]
