"""Orders of one plain sentence from whoever may give them: read back and done, or answered with the way."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.channels.base import Text
from bot.office.entries import COMMANDS, Prompted, button
from bot.office.features import (
    courses,
    desk,
    filings,
    giving,
    granting,
    letters,
    moving,
    name_orders,
    papers,
    plan_orders,
    seat_orders,
    share_orders,
    task_edits,
)
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.features.task_edits import change_units
from bot.office.turn import Turn
from config.clock import local_date
from messages import (
    actions,
    circular_text,
    dates,
    desk_orders_text,
    digest_text,
    paper_cards,
    people_text,
    task_cards,
)
from messages.message import Message
from tasks_db.language import replacing_words
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import DeskOrder, sounds_ordered, with_code
from tasks_db.language.typed_days import written_out
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.in_words import InWords
from tasks_db.register.office_words import day_of, done_day
from tasks_db.register.refusals import AnswerRefused, PlanError, SeveralTasks
from tasks_db.register.roster import TableRow
from tasks_db.terms import Role, SeatRole
from tasks_db.work.acts import changing, finishing, roster, seating
from tasks_db.work.acts import membership as members
from tasks_db.work.post import conversation
from tasks_db.work.views import circulars as notices
from tasks_db.work.views import desk_orders as views
from tasks_db.work.views import orders, seats, tasks, units
from tasks_db.work.views import papers as all_papers
from tasks_db.work.views import plans as all_plans

_WAITS = task_edits.DESK_ORDER
_LETS_GO = frozenset({Right.PLAN, Right.PEOPLE, Right.REVIEW})
"""What asks for a name or a day of the office; another order in one sentence is none."""
_GROUNDS = frozenset({"moves", "deadline_ground"})
"""What asks for a ground, which no order is."""
_STALE = "这个按钮已经失效。请把要办的事再说一遍。"


def heard(turn: Turn, text: str) -> DeskOrder | None:
    """Return the order that a sentence gives; None for other words."""
    return turn.ask(views.read, text) if authority.may(turn.member, Right.ASK) else None


def in_words(turn: Turn, text: str) -> bool:
    """Do what the office orders in one sentence, or offer a convenor to pass it on; return whether it was that.

    A unit's own people give no orders of the office: what they type is read as an answer or a question.
    """
    order = heard(turn, text)
    if order is None:
        return False
    if order.deed is Deed.MOVE and granting.in_words(turn, text, only_known=True):
        return True  # what a unit asked for is decided, and is no change of the office's own
    right, run = _DEEDS[order.deed]
    if authority.may(turn.member, right):
        try:
            return run(turn, order)
        except SeveralTasks as several:
            keep_words(turn, text)
            turn.say(desk_orders_text.which_task(str(several), several.tasks))
            return True
    if not authority.is_convenor(turn.member):
        return False
    keep_words(turn, text)
    turn.say(desk_orders_text.of_the_office(text))
    return True


@button(actions.ORDER_OF, Right.ASK)
def of_task(turn: Turn, code: str) -> None:
    """Give the order that waits for the task that is meant, of several that go by its number."""
    text = kept_words(turn, _STALE)
    if not in_words(turn, with_code(text, code)):
        raise AnswerRefused(f"请用编号{code}再说一次，没有改动。")


def orders_else(turn: Turn, waiting: Prompted, text: str) -> bool:
    """Return whether what is typed where the office was asked for something is another order (R17)."""
    if (waiting.sentence and waiting.kind not in _GROUNDS) or waiting.right not in _LETS_GO:
        return False
    changes = authority.may(turn.member, Right.PEOPLE) and replacing_words.says_change(text, local_date(turn.now))
    return changes or heard(turn, text) is not None


def is_no_order_of_ours(text: str, found: InWords | None) -> bool:
    """Return whether words are put as an order that nothing reads: not as a question, and not whole as one."""
    return sounds_ordered(text) and (found is None or (bool(found.unknown) and found.order is None))


def _code_again(turn: Turn, order: DeskOrder) -> bool:
    (unit_id,) = turn.ask(orders.unit_ids, [order.get("unit")])
    unit = turn.ask(units.name_of, unit_id)
    task_edits.keep_order(turn, order.deed, unit=unit)
    turn.say(desk_orders_text.before_new_code(unit))
    return True


# tasks


def _reopen(turn: Turn, order: DeskOrder) -> bool:
    """Ask why a closed task is opened again, or read that back; return whether there is such a task."""
    if order.beside or not order.get("called"):
        task_id = turn.ask(views.task_meant, order, turn.at)[1].id
    else:
        found = turn.ask(tasks.closed_called, order.get("called"))
        if not found:
            return False
        if len(found) > 1:
            raise PlanError(desk_orders_text.several(found))
        task_id = found[0][0]
    value = turn.ask(all_plans.before_reopening, task_id)
    day, why = filings.day_and_reason(turn, order.ground)
    if not why:
        prompt_for(
            turn, "reopen", f"{value.title}：{filings.WHY}", task=task_id, day=day.isoformat() if day else None
        )
        return True
    task_edits.keep_order(turn, order.deed, task=task_id, day=day.isoformat() if day else None, why=why)
    turn.say(desk_orders_text.before_reopening(value, day, why))
    return True


def _finished(turn: Turn, order: DeskOrder) -> bool:
    """Read back on which day a task was done; who reports on the task means their own work, unless they say 办结."""
    _, task = turn.ask(views.task_meant, order, turn.at)
    if order.get("word") not in {"", "办结", "销号"} and turn.ask(views.is_asked, task):
        return False
    task_edits.read_back_finished(turn, task.id, done_day(order.get("day"), local_date(turn.now)), order.get("why"))
    return True


def _cancel(turn: Turn, order: DeskOrder) -> bool:
    """Ask on what ground a task is cancelled, or read that back with whom it reaches."""
    _, task = turn.ask(views.task_meant, order, turn.at)
    if order.ground:
        task_edits.take_ground(turn, {"task": task.id}, order.ground)
    else:
        task_edits.cancel(turn, str(task.id))
    return True


def _exempt(turn: Turn, order: DeskOrder) -> bool:
    """Read back that a unit need not report on a task, and why; ask why where nothing is said."""
    _, task = turn.ask(views.task_meant, order, turn.at)
    unit = order.get("unit") or turn.ask(seats.unit_of_liaison, order.get("person"))
    task_edits.read_back_exemption(turn, task, unit, order.ground, order.left)
    return True


def _leaders(turn: Turn, order: DeskOrder) -> bool:
    _, task = turn.ask(views.task_meant, order, turn.at)
    names = order.lists["person"]
    task_edits.keep_order(turn, order.deed, task=task.id, names=list(names))
    turn.say(desk_orders_text.before_leaders(task, names))
    return True


def _misdated(turn: Turn, order: DeskOrder) -> bool:
    """Read a deadline back that was written wrong; that it was is the ground."""
    day = day_of(order.get("day"), local_date(turn.now))
    _, task = turn.ask(views.task_meant, order, turn.at)
    moving.read_back(turn, [task.id], day, desk_orders_text.misdated(day))
    return True


def _move(turn: Turn, order: DeskOrder) -> bool:
    """Read a deadline back that moves, on the ground that was said, or ask for the ground."""
    day = day_of(written_out(order.get("day")), local_date(turn.now))
    _, task = turn.ask(views.task_meant, order, turn.at)
    letter = "：".join(filter(None, (order.get("letter"), order.get("cause"))))
    ground = order.get("ground") or letter or order.ground
    moving.one(turn, task.id, day, ground)
    return True


# what is shown


def _remind(turn: Turn, order: DeskOrder) -> bool:
    """Show the notice that went out last with who has not signed, and the button that reminds them.

    Where none went out, 没签收的催一下 is an order about the reminders that were not signed for.
    """
    del order
    found = turn.ask(notices.circulars)
    if not found and isinstance(turn.event, Text) and "通知" not in turn.event.text:
        return False
    turn.say(circular_text.circular(found[0]) if found else desk_orders_text.no_notice())
    return True


def _picture(turn: Turn, order: DeskOrder) -> bool:
    del order
    papers.picture(turn, digest_text.ALL_PLANS, "0")
    return True


def _reword(turn: Turn, order: DeskOrder) -> bool:
    """Say how a sentence of a paper is changed, with the papers that may be."""
    del order
    turn.say(paper_cards.how_to_reword([one for one in turn.ask(all_papers.every) if not one.is_locked]))
    return True


def _weekly(turn: Turn, order: DeskOrder) -> bool:
    """Let a convenor have the weekly picture or no longer; whoever else is told who decides that."""
    if authority.is_convenor(turn.member) and order.get("whom") in {"", "我"}:
        desk.weekly(turn, "0" if order.get("off") else "1")
    else:
        turn.say(desk_orders_text.WEEKLY)
    return True


def _ledger(turn: Turn, order: DeskOrder) -> bool:
    """Send the ledger, or the part that is named; return whether the name is that of a plan, a leader or a unit."""
    whose = order.get("whose") or (f"方案{order.get('plan')}" if order.get("plan") else "")
    try:
        COMMANDS["ledger"].run(turn, whose)
    except PlanError:
        if not whose or whose.startswith("方案") or whose.endswith(("方案", "计划", "工作安排")):
            raise
        return False
    return True


def _who_sees(turn: Turn, order: DeskOrder) -> bool:
    del order
    office = authority.may(turn.member, Right.DECIDE)
    turn.say(desk_orders_text.WHO_SEES_OFFICE if office else desk_orders_text.WHO_SEES)
    return True


_DEEDS: Mapping[Deed, tuple[Right, Callable[[Turn, DeskOrder], bool]]] = {
    Deed.SEAT: (Right.PEOPLE, seat_orders.seat),
    Deed.NEW_UNIT: (Right.PEOPLE, seat_orders.new_unit),
    Deed.LEAVES: (Right.PEOPLE, seat_orders.leaves),
    Deed.RENAME: (Right.PEOPLE, seat_orders.rename),
    Deed.MERGE: (Right.PEOPLE, seat_orders.merge),
    Deed.END_UNIT: (Right.PEOPLE, seat_orders.end_unit),
    Deed.CODE_AGAIN: (Right.PEOPLE, _code_again),
    Deed.LINK: (Right.PEOPLE, seat_orders.link),
    Deed.LINKS: (Right.PEOPLE, seat_orders.links),
    Deed.UNLINK: (Right.PEOPLE, seat_orders.unlink),
    Deed.REST: (Right.REVIEW, seat_orders.rest),
    Deed.FINDINGS: (Right.PLAN, plan_orders.findings),
    Deed.REMOVE_PLAN: (Right.PLAN, plan_orders.remove),
    Deed.END_PLAN: (Right.PLAN, plan_orders.end),
    Deed.RECALL_PLAN: (Right.PLAN, plan_orders.recall),
    Deed.DRAFT_PLAN: (Right.PLAN, plan_orders.mark),
    Deed.ISSUED_PLAN: (Right.PLAN, plan_orders.mark),
    Deed.MARKS: (Right.PLAN, plan_orders.set_marks),
    Deed.MARKS_BACK: (Right.PLAN, plan_orders.take_back_marks),
    Deed.MARKS_ASKED: (Right.DECIDE, plan_orders.tell_marks),
    Deed.REOPEN: (Right.PLAN, _reopen),
    Deed.TRAIL: (Right.DECIDE, courses.trail),
    Deed.SENT_BACK: (Right.ASK, courses.sent_back),
    Deed.MESSAGES: (Right.PLAN, courses.messages),
    Deed.FINISHED: (Right.PLAN, _finished),
    Deed.CANCEL: (Right.PLAN, _cancel),
    Deed.EXEMPT: (Right.PLAN, _exempt),
    Deed.LEADERS: (Right.PLAN, _leaders),
    Deed.MOVE: (Right.PLAN, _move),
    Deed.MISDATED: (Right.PLAN, _misdated),
    Deed.LEAD: (Right.PLAN, share_orders.units),
    Deed.SWAP_UNIT: (Right.PLAN, share_orders.units),
    Deed.ADD_UNITS: (Right.PLAN, share_orders.units),
    Deed.DROP_UNITS: (Right.PLAN, share_orders.units),
    Deed.ASK_MEMBER: (Right.PLAN, share_orders.ask_member),
    Deed.REMIND: (Right.PLAN, _remind),
    Deed.PICTURE: (Right.DECIDE, _picture),
    Deed.WEEKLY: (Right.DECIDE, _weekly),
    Deed.LEDGER: (Right.PLAN, _ledger),
    Deed.ANSWER_BY: (Right.PLAN, letters.set_answer_by),
    Deed.REWORD: (Right.PLAN, _reword),
    Deed.GROUND: (Right.PLAN, giving.set_ground),
    Deed.GIVEN: (Right.DECIDE, giving.show_given),
    Deed.MEANS: (Right.PLAN, name_orders.means),
    Deed.WHO_SEES: (Right.ASK, _who_sees),
}
"""Each deed with the right that it needs and what reads it back or does it; false where it was meant otherwise."""


@button(actions.DESK_ORDER, Right.REVIEW)
def go(turn: Turn) -> None:
    """Do the order that was read back; raises AnswerRefused for a button that is no longer waited for."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _WAITS or local_date(row.at) != local_date(turn.now):
        raise AnswerRefused(_STALE)
    turn.do(conversation.let_go)
    turn.edit(_done(turn, Deed(str(row.args["deed"])), row.args))


def _done(turn: Turn, deed: Deed, kept: Mapping[str, object]) -> str | Message:
    if deed in _OF_TASK:
        return _of_tasks(turn, deed, kept)
    if deed in _OF_NAMES:
        return _OF_NAMES[deed](turn, kept)
    match deed:
        case Deed.CODE_AGAIN:
            invited = turn.do(seating.invite, str(kept["unit"]))
            return people_text.invited(invited, turn.channel.invitation_link(invited.code))
        case Deed.LEADERS:
            names = [str(one) for one in _listed(kept["names"])]
            _, task = turn.ask(all_plans.task, int(str(kept["task"])))
            turn.do(changing.set_leaders, task.id, names)
            return desk_orders_text.leaders_set(task, names)
        case Deed.ASK_MEMBER:
            unit = turn.do(members.ask_member, int(str(kept["task"])), str(kept["unit"]))
            return desk_orders_text.member_asked(unit)
        case _:
            changes = {role: [str(one) for one in _listed(kept[role.value])] for role in Role if role.value in kept}
            return change_units(turn, int(str(kept["task"])), changes)


def _of_tasks(turn: Turn, deed: Deed, kept: Mapping[str, object]) -> str | Message:
    if "tasks" in kept:  # several are only ever opened again, with the day that they were given together
        return "\n".join(_reopened(turn, int(str(one)), kept) for one in _listed(kept["tasks"]))
    return _OF_TASK[deed](turn, int(str(kept["task"])), kept)


def _registered(turn: Turn, kept: Mapping[str, object]) -> str:
    unit, name = str(kept["unit"]), str(kept["name"])
    group = str(kept.get("group", ""))
    aliases = tuple(map(str, _listed(kept["aliases"]))) if kept.get("aliases") else ()
    row = TableRow(1, unit, aliases, (group,) if group else (), SeatRole.LIAISON.zh, name, "")
    turn.do(roster.load_table, [row])
    return desk_orders_text.unit_registered(unit, name, group)


def _reopened(turn: Turn, task_id: int, kept: Mapping[str, object]) -> str:
    day = dates.parsed(kept["day"])
    return task_cards.reopened(turn.do(changing.reopen, task_id, str(kept["why"]), day), day)


def _has_finished(turn: Turn, task_id: int, kept: Mapping[str, object]) -> str:
    day = date.fromisoformat(str(kept["day"]))
    return task_cards.finished(turn.do(finishing.finish_on, task_id, day, str(kept["why"])))


def _exempted(turn: Turn, task_id: int, kept: Mapping[str, object]) -> Message:
    return task_edits.exempt_now(turn, task_id, str(kept["unit"]), str(kept["why"]))


_OF_TASK: Mapping[Deed, Callable[[Turn, int, Mapping[str, object]], str | Message]] = {
    Deed.REOPEN: _reopened,
    Deed.FINISHED: _has_finished,
    Deed.EXEMPT: _exempted,
}


_OF_NAMES: Mapping[Deed, Callable[[Turn, Mapping[str, object]], str | Message]] = {
    Deed.MEANS: name_orders.done,
    Deed.NEW_UNIT: _registered,
}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
