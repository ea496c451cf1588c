"""Orders of one plain sentence about seats and units: who follows whom, other names, links, and who is left alone."""

from bot.office.entries import prompt
from bot.office.features import filings, people, putting_off
from bot.office.features import links as links_shown
from bot.office.features.orders import ordered
from bot.office.features.shared import prompt_for
from bot.office.features.task_edits import keep_order
from bot.office.turn import Turn
from messages import desk_orders_text, people_text
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.language.questions import Order, OrderKind
from tasks_db.language.replacing_words import ReplacingWords
from tasks_db.register.authority import Right
from tasks_db.work.views import orders, seats, sittings, units


def seat(turn: Turn, order: DeskOrder) -> bool:
    """Read back who becomes liaison of a unit, with their post."""
    unit = order.get("unit") if "unit" in order.known or not order.get("before") else ""
    post, before = order.get("post") or order.get("ahead"), order.get("before")
    said = ReplacingWords("", None, order.get("person"), None, "", post, before)
    if before and not unit and filings.of_office(turn, said):
        return True
    unit = unit or turn.ask(seats.unit_of_liaison, order.get("before"))
    _read_successor(turn, unit, order.get("person") + (f"（{post}）" if post else ""))
    return True


def _read_successor(turn: Turn, unit: str, coming: str) -> None:
    unit_ids = tuple(turn.ask(orders.unit_ids, [unit]))
    ordered(turn, Order(OrderKind.HAND_OVER, unit_ids=unit_ids, coming=coming), "")


def leaves(turn: Turn, order: DeskOrder) -> bool:
    """Ask who follows a liaison who leaves; somebody in another seat is the matter of 备案."""
    person = order.get("before")
    if person and not any(role.value == "liaison" for _, role in turn.ask(sittings.seats_held_by, person)):
        return False
    unit = order.get("unit") if "unit" in order.known else turn.ask(seats.unit_of_liaison, person)
    held = next((one.person for one in turn.ask(seats.seats).liaisons if one.unit == unit), None)
    prompt_for(turn, "successor", desk_orders_text.ask_successor(unit, held), unit=unit)
    return True


@prompt("successor", Right.PEOPLE)
def take_successor(turn: Turn, args: dict[str, object], text: str) -> None:
    """Read back who follows a liaison."""
    _read_successor(turn, str(args["unit"]), text.strip().strip("。"))


def new_unit(turn: Turn, order: DeskOrder) -> bool:
    """Read back that a unit is taken into the registry; one that is there by any name is not taken twice."""
    unit = order.get("unit")
    if turn.ask(units.is_name, unit):
        turn.say(desk_orders_text.is_registered(unit))
        return True
    person = order.get("person")
    day = people.past_day(turn, order.get("since"), lambda day: people_text.registered_later(unit, person, day))
    keep_order(turn, order.deed, unit=unit, name=person)
    asked = desk_orders_text.before_new_unit(unit, turn.ask(units.near, unit), person, order.left)
    turn.say(people_text.on_past_day(asked, day))
    return True


def rename(turn: Turn, order: DeskOrder) -> bool:
    """Read back that a unit gets another name."""
    names = order.get("unit"), order.get("other")
    people.read_back_renaming(turn, names, order.get("since"), order.ground, order.left)
    return True


def merge(turn: Turn, order: DeskOrder) -> bool:
    """Read a merger of two units back."""
    gone, kept = order.get("unit"), order.get("kept") or order.get("other")
    if gone == kept:
        gone = order.get("other")
    people.read_back_merging(turn, (gone, kept), order.get("since"), order.ground, order.left)
    return True


def end_unit(turn: Turn, order: DeskOrder) -> bool:
    """Read back that a unit is no more."""
    unit = order.get("unit")
    day = people.past_day(turn, order.get("since"), lambda day: people_text.ended_later(unit, day))
    turn.say(people_text.on_past_day(people_text.before_ending(turn.ask(units.before_ending, unit)), day))
    return True


def link(turn: Turn, order: DeskOrder) -> bool:
    """Show a unit's link, made where there is none."""
    links_shown.links(turn, order.get("unit"))
    return True


def links(turn: Turn, order: DeskOrder) -> bool:
    """Show the links of whoever is on no channel."""
    del order
    links_shown.links(turn, "")
    return True


def unlink(turn: Turn, order: DeskOrder) -> bool:
    """End a unit's link."""
    links_shown.unlink(turn, order.get("unit"))
    return True


def rest(turn: Turn, order: DeskOrder) -> bool:
    """Ask until when a unit is not to be chased."""
    putting_off.begin(turn, order.get("unit"))
    return True
