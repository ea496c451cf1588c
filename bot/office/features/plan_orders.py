"""Orders of one plain sentence about a whole plan: its way back, its status, its number and the day of its issue."""

from bot.office.entries import button
from bot.office.features import plans
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, desk_orders_text, plan_cards, plan_marks_text
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.register.authority import Right
from tasks_db.register.office_words import done_day
from tasks_db.work.acts import marking, settling
from tasks_db.work.views import desk_orders as views
from tasks_db.work.views import overview
from tasks_db.work.views import plans as all_plans


def _meant(turn: Turn, order: DeskOrder) -> int | None:
    """The plan that is named, or the only one there is; else ask which."""
    if order.get("plan"):
        return int(order.get("plan"))
    found = turn.ask(all_plans.plans)
    if order.get("named"):
        named = views.plans_named(order.get("named"), [(one.id, one.title) for one in found])
        found = tuple(one for one in found if one.id in named) or found
    if len(found) == 1:
        return found[0].id
    listed = [(one.id, one.title) for one in found]
    turn.say(desk_orders_text.ask_plan(order.deed, listed) if listed else desk_orders_text.NO_PLAN)
    return None


def remove(turn: Turn, order: DeskOrder) -> bool:
    """Show a plan with the ways back that its stage has: removed while nobody was asked, else recalled or ended."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        value = turn.ask(overview.overview, plan_id)
        turn.say(plan_cards.ways_back(value))
    return True


def end(turn: Turn, order: DeskOrder) -> bool:
    """Ask why a plan ends."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        plans.end(turn, str(plan_id))
    return True


def recall(turn: Turn, order: DeskOrder) -> bool:
    """Ask whether a plan is taken back from its units, with how many have heard of it."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        turn.say(plan_cards.before_recalling(turn.ask(all_plans.before_recalling, plan_id)))
    return True


def mark(turn: Turn, order: DeskOrder) -> bool:
    """Put a plan down as a draft, or as issued; another word takes it back."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        mark = settling.mark_draft if order.deed is Deed.DRAFT_PLAN else settling.mark_issued
        turn.do(mark, plan_id)
        turn.say(plan_cards.overview(turn.ask(overview.overview, plan_id)))
    return True


def findings(turn: Turn, order: DeskOrder) -> bool:
    """Show what is doubtful in a plan; return whether it waits for that."""
    plan_id = _meant(turn, order)
    return plan_id is None or plans.findings(turn, plan_id)


def set_marks(turn: Turn, order: DeskOrder) -> bool:
    """Put down the number or the day of issue that is said of a plan; what is not said of it stays."""
    plan_id = _meant(turn, order)
    if plan_id is None:
        return True
    now = turn.ask(all_plans.marks, plan_id)
    said = order.get("issued") or order.get("day")
    day = done_day(said, local_date(turn.now)) if said else now.issued_on
    done = turn.do(marking.set_marks, plan_id, order.get("paper") or now.number, day)
    turn.say(plan_marks_text.marked(done))
    return True


def take_back_marks(turn: Turn, order: DeskOrder) -> bool:
    """Take the last change of a plan's number and day of issue back."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        turn.say(plan_marks_text.marked(turn.do(marking.take_back_marks, plan_id)))
    return True


@button(actions.MARKS_BACK, Right.PLAN)
def marks_back(turn: Turn, plan_id: str) -> None:
    """Take the last change of a plan's number and day of issue back."""
    turn.say(plan_marks_text.marked(turn.do(marking.take_back_marks, int(plan_id))))


def tell_marks(turn: Turn, order: DeskOrder) -> bool:
    """Say which number a plan bears and when it was issued, and how that is put down."""
    plan_id = _meant(turn, order)
    if plan_id is not None:
        turn.say(plan_marks_text.told(plan_id, turn.ask(all_plans.marks, plan_id)))
    return True
