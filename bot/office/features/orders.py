"""Orders in words (催一下公安局, 第5项延到1月底, 换人 …): read back once, then done by whoever may."""

import re
from dataclasses import replace

from bot.channels.base import Text
from bot.office.entries import PROMPTS, button
from bot.office.features import phoned, standing_in
from bot.office.features.looking import TURNED
from bot.office.features.shared import WORDS, prompt_for
from bot.office.turn import Turn
from messages import actions, cards, dates, orders_text, people_text, receipts
from messages.message import ButtonArg, Message
from tasks_db.language import seat_words
from tasks_db.language.questions import Filters, Order, OrderKind, QuestionKind
from tasks_db.register import authority, queries
from tasks_db.register.authority import Right
from tasks_db.register.orders import Ordered
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import changing, chasing, forwarding, phoning, seating
from tasks_db.work.post import conversation
from tasks_db.work.views import orders as views
from tasks_db.work.views import said_before

_WAITS = "order"
_STALE = "这个按钮已经失效。请把要办的事再说一遍。"
_RIGHTS = {
    OrderKind.CHASE: Right.COORDINATE,
    OrderKind.EXTEND: Right.PLAN,
    OrderKind.HAND_OVER: Right.PEOPLE,
    OrderKind.DEPUTISE: Right.PEOPLE,
    OrderKind.INVITE: Right.PEOPLE,
    OrderKind.RECORD: Right.REVIEW,
}


def ordered(turn: Turn, order: Order, text: str) -> None:
    """Read an order back with what it will do; ask for what it lacks."""
    may = authority.may(turn.member, _RIGHTS[order.kind])
    if not may and not authority.is_convenor(turn.member):
        turn.say(authority.refusal(turn.member, _RIGHTS[order.kind]))
        return
    if order.kind is OrderKind.CHASE and not (order.unit_ids or order.task_ids or order.everybody):
        turn.say(orders_text.missing(order.kind))
        return
    order = turn.ask(views.of_role, order, text)
    value = turn.ask(views.before, order)
    if not orders_text.is_whole(value):
        _ask_for_more(turn, order.kind, may=may)
    elif order.kind is OrderKind.DEPUTISE and may:
        standing_in.ordered(turn, order, value)
    elif order.kind is OrderKind.INVITE and may:
        _invite(turn, value)
    else:
        turn.do(conversation.wait_for, _WAITS, _kept(order))
        turn.say(orders_text.asks(value, dates.today(turn.now), office=may))
        if order.kind is OrderKind.HAND_OVER:
            tell_not_kept(turn, value.units[0][0])


def tell_not_kept(turn: Turn, unit: str) -> None:
    """Say which addresses, typed beside the name of a unit's liaison, are not kept with it."""
    typed = turn.event.text if isinstance(turn.event, Text) else ""
    if found := seat_words.addresses(typed):
        turn.say(orders_text.not_kept(unit, found))


def _ask_for_more(turn: Turn, kind: OrderKind, *, may: bool) -> None:
    if kind is OrderKind.RECORD and may:
        prompt_for(turn, "phone", orders_text.missing(kind))
    else:
        turn.say(orders_text.missing(kind))


def _invite(turn: Turn, value: Ordered) -> None:
    invited = turn.do(seating.invite, value.units[0][0])
    turn.say(people_text.invited(invited, turn.channel.invitation_link(invited.code)))


def _kept(order: Order) -> dict[str, object]:
    return {
        "kind": order.kind.value,
        "units": list(order.unit_ids),
        "tasks": list(order.task_ids),
        "day": order.day.isoformat() if order.day else None,
        "until": order.until.isoformat() if order.until else None,
        "coming": order.coming,
        "words": order.words,
        "listed": order.listed.value if order.listed is not None else None,
        "filters": queries.encode(order.filters),
    }


def _waiting(turn: Turn) -> Ordered:
    """The order that was read back last; raises AnswerRefused where something else has been said since."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _WAITS or dates.today(row.at) != dates.today(turn.now):
        raise AnswerRefused(_STALE)
    args = row.args
    order = Order(
        OrderKind(str(args["kind"])),
        unit_ids=tuple(args["units"]),
        task_ids=tuple(args["tasks"]),
        day=dates.parsed(args["day"]),
        until=dates.parsed(args["until"]),
        coming=args["coming"],
        words=str(args["words"]),
        listed=_listed(str(args.get("listed"))),
        filters=turn.ask(views.filters, str(args.get("filters", "-"))),
    )
    return turn.ask(views.before, order)


_LISTS = (QuestionKind.UNREPORTED, QuestionKind.OVERDUE, QuestionKind.SIGNED)


def _listed(kind: str) -> QuestionKind | None:
    """The list whose everybody is chased; None for what the units owe, listed or not."""
    return next((one for one in _LISTS if one.value == kind), None)


@button(actions.ORDER, Right.COORDINATE)
def go(turn: Turn) -> None:
    """Do the order that was read back; raises AnswerRefused for a button that is no longer waited for."""
    row = turn.ask(conversation.waiting)
    if row is not None and row.kind == phoned.WAITS and dates.today(row.at) == dates.today(turn.now):
        phoned.write_down(turn, row.args)
        return
    value = _waiting(turn)
    turn.edit(_done(turn, value))
    turn.do(conversation.let_go)


def _done(turn: Turn, value: Ordered) -> str | Message:
    unit = value.units[0][0] if value.units else ""
    match value.kind:
        case OrderKind.CHASE:
            unit_ids = turn.ask(views.unit_ids, [name for name, _ in value.units])
            task_ids = [task.id for task in value.tasks]
            chased = turn.do(chasing.chase_owing, unit_ids, task_ids, listed=value.listed, filters=value.filters)
            return cards.chased(chased)
        case OrderKind.EXTEND if value.day is not None:
            turn.do(changing.move_deadline, value.tasks[0].id, value.day)
            return orders_text.moved(value)
        case OrderKind.HAND_OVER if value.coming is not None:
            return people_text.handed_over(turn.do(seating.hand_over, unit, value.coming))
        case OrderKind.RECORD:
            words = value.words if value.words.startswith("进度") else f"进度{value.words}"
            said = turn.do(phoning.write_down, unit, value.tasks[0].seq, words)
            return receipts.written_down(said, turn.now).text
        case _:
            raise AnswerRefused(_STALE)


@button(actions.TO_OFFICE, Right.DECIDE)
def to_office(turn: Turn) -> None:
    """Pass the order on to the office."""
    value = _waiting(turn)
    unit_ids = turn.ask(views.unit_ids, [name for name, _ in value.units])
    filters = Filters(unit_ids=tuple(unit_ids), task_ids=tuple(task.id for task in value.tasks))
    kind = value.listed.value if value.listed is not None else OrderKind.CHASE.value
    args: tuple[ButtonArg, ...] = (kind, queries.encode(value.filters if value.listed is not None else filters))
    press = ("催一催", actions.CHASE_THOSE, args) if value.kind is OrderKind.CHASE else None
    who = "、".join(dict.fromkeys(f"{seat.role.zh}{turn.me.name}" for seat in turn.me.seats[:1]))
    notice = orders_text.forwarded(value, who, dates.today(turn.now), press)
    turn.edit(orders_text.told(turn.do(forwarding.forward, notice)))
    turn.do(conversation.let_go)


@button(actions.NO_ORDER, Right.ASK)
def no(turn: Turn) -> None:
    """Let the order go."""
    turn.do(conversation.let_go)
    turn.edit("好的，没有改动。")


_DECLINED = re.compile(r"(?:取消|算了|不用了|不办了|先不办了?|不缓了|不改了)[吧了]?[。！!]?")
_NO_CARD = frozenset({WORDS, TURNED, said_before.REMEMBERED})
"""What is kept beside what people type, and is no order that was read back."""


def declined(turn: Turn, text: str) -> bool:
    """Let an order go that was read back, for words that say no more than that (R17); return whether it was so."""
    if _DECLINED.fullmatch(text) is None or not authority.may(turn.member, Right.COORDINATE):
        return False
    row = turn.ask(conversation.waiting)
    if row is None or row.kind in {*PROMPTS, *_NO_CARD} or dates.today(row.at) != dates.today(turn.now):
        if (row is not None and row.kind in PROMPTS) or authority.units_of(turn.member) or "取消" not in text:
            return False
        turn.say("现在没有等您确认的事，没有改动。")
        return True
    turn.do(conversation.let_go)
    turn.say("好的，没有改动。")
    return True


@button(actions.CHASE_THOSE, Right.DECIDE)
def chase_those(turn: Turn, kind: str, encoded: str) -> None:
    """Read back a chase of whoever stands in an answer, or of what some units and tasks owe."""
    filters, listed = turn.ask(views.filters, encoded), _listed(kind)
    order = Order(OrderKind.CHASE, everybody=True, listed=listed, filters=filters)
    if listed is None:
        order = replace(order, unit_ids=filters.unit_ids, task_ids=filters.task_ids)
    ordered(turn, order, "")
