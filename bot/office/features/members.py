"""Changes of a group after 交办 (新增一个镇): proposed with what they mean, taken or declined by a button."""

from bot.office.entries import button
from bot.office.turn import Turn
from messages import actions, plan_cards
from tasks_db.register.authority import Right
from tasks_db.work.acts import membership
from tasks_db.work.views import membership as views
from tasks_db.work.views import units


@button(actions.MEMBERS, Right.PLAN)
def shown(turn: Turn, plan_id: str) -> None:
    """Show what is proposed for one plan."""
    turn.say(plan_cards.member_changes(turn.ask(views.proposed, int(plan_id)), int(plan_id)))


def all_shown(turn: Turn) -> None:
    """Show what is proposed for every plan, a message a plan."""
    for plan_id, changes in turn.ask(views.all_changes).items():
        turn.say(plan_cards.member_changes(changes, plan_id))


@button(actions.MEMBER_TAKE, Right.PLAN)
def taken(turn: Turn, plan_id: str, unit: str, how: str) -> None:
    """Take what is proposed of a unit, for the tasks that are asked or for those that are not, or decline it."""
    number, name = int(plan_id), turn.ask(units.name_of, int(unit))
    if how == "0":
        turn.say(plan_cards.members_taken(number, turn.do(membership.decline, number, name), taken=False))
        return
    mine = [one for one in turn.ask(views.proposed, number) if one.unit == name]
    tasks = [task_id for one in mine for task_id, _ in (one.unasked if how == "2" else one.tasks)]
    turn.say(plan_cards.members_taken(number, turn.do(membership.take, number, name, tasks), taken=True))
