"""A unit that is registered with its group and its other names in one sentence, read back first."""

from bot.office.features.task_edits import keep_order
from bot.office.turn import Turn
from messages import desk_orders_text
from tasks_db.language import new_unit_words
from tasks_db.language.deeds import Deed
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PeopleError
from tasks_db.terms import UnitKind
from tasks_db.work.views import desk_orders as views
from tasks_db.work.views import units


def in_words(turn: Turn, text: str) -> bool:
    """Read back a unit with its group, other names and liaison (登记某某街道，属于各乡镇); return whether it is one.

    Raises PeopleError for a group that the registry does not have.
    """
    said = new_unit_words.new_unit(text) if authority.may(turn.member, Right.PEOPLE) else None
    if said is None:
        return False
    if turn.ask(units.is_name, said.unit):
        turn.say(desk_orders_text.is_registered(said.unit))
        return True
    group = turn.ask(views.unit_by_name, said.group) if said.group else None
    if said.group and (group is None or group.kind is not UnitKind.GROUP):
        raise PeopleError(f"没有登记。单位库里没有集合单位“{said.group}”，请写它的全称再说一次。")
    name, aliases = group.name if group is not None else "", list(said.aliases)
    keep_order(turn, Deed.NEW_UNIT, unit=said.unit, name=said.person, group=name, aliases=aliases)
    near = turn.ask(units.near, said.unit)
    turn.say(desk_orders_text.before_new_unit(said.unit, near, said.person, "", name, said.aliases))
    return True
