"""Questions after what happened: the course of a task, why words were returned, which messages somebody got."""

from bot.office.features import task_edits
from bot.office.turn import Turn
from messages import course_text
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.register import authority
from tasks_db.work.views import course, orders
from tasks_db.work.views import desk_orders as views


def trail(turn: Turn, order: DeskOrder) -> bool:
    """Say the course of a task: 第5项留痕, 第5项原定年底怎么变成1月20日."""
    task_edits.show_course(turn, turn.ask(views.task_of_any, order, turn.at)[1].id)
    return True


def sent_back(turn: Turn, order: DeskOrder) -> bool:
    """Say why words were returned: of the unit that is named, else of the own ones."""
    if order.get("unit"):
        unit_ids, whose = tuple(turn.ask(orders.unit_ids, [order.get("unit")])), order.get("unit")
    else:
        unit_ids, whose = tuple(authority.units_of(turn.member)), "贵单位"
        if not unit_ids:
            return False
    turn.say(course_text.sent_back(turn.ask(course.sent_back, unit_ids), whose, turn.now))
    return True


def messages(turn: Turn, order: DeskOrder) -> bool:
    """Say which messages a person or a unit got, with their days and hours."""
    whose = order.get("unit") or order.get("person")
    unit_ids = tuple(turn.ask(orders.unit_ids, [whose])) if order.get("unit") else ()
    turn.say(course_text.got(turn.ask(course.got, whose, unit_ids), whose, turn.now))
    return True
