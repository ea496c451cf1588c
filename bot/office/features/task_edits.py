"""Changing one task, before 交办 and after it; what was changed, when and by whom is kept (留痕)."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.office.entries import button, prompt
from bot.office.features import ended
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, course_text, dates, desk_orders_text, letter_text, task_cards
from messages.message import Button, Message
from tasks_db.language import desk_words
from tasks_db.language.deeds import Deed
from tasks_db.language.lists import listed, unit_and_reason
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_and_ground, done_day_and_ground
from tasks_db.register.outcomes import Moved
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Task
from tasks_db.terms import Role
from tasks_db.work.acts import changing, together
from tasks_db.work.post import conversation
from tasks_db.work.views import course, letters, tasks, units
from tasks_db.work.views import plans as views

DESK_ORDER = "desk_order"
"""What waits to be confirmed: an order that was read back."""
_OLD_BUTTON = "这个按钮已经失效。请发送 /plans 重新打开方案。"


def keep_order(turn: Turn, deed: Deed, **values: object) -> None:
    """Keep an order that was read back until it is confirmed."""
    turn.do(conversation.wait_for, DESK_ORDER, {"deed": deed.value, **values})


def _show(turn: Turn, task_id: int) -> None:
    if not ended.told(turn, task_id):
        turn.say(task_cards.edit(*turn.ask(views.task, task_id)))


@button(actions.EDIT, Right.PLAN)
def edit(turn: Turn, task_id: str) -> None:
    """Show what can be changed of a task."""
    _show(turn, int(task_id))


@button(actions.EDIT_FIELD, Right.PLAN)
def edit_field(turn: Turn, task_id: str, field: str) -> None:
    """Ask for a field's new value."""
    if field not in task_cards.FIELDS:
        raise PlanError(_OLD_BUTTON)
    _, task = turn.ask(views.task, int(task_id))
    prompt_for(turn, "edit", task_cards.ask_field(task, field), task=int(task_id), field=field)


@prompt("edit", Right.PLAN)
def take_edit(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take a field's new value and show the task with it."""
    task_id = int(str(args["task"]))
    if str(args["field"]) == "deadline":
        _take_deadline(turn, task_id, *day_and_ground(text, local_date(turn.now)))
        return
    if str(args["field"]) == "done":
        read_back_finished(turn, task_id, *done_day_and_ground(text, local_date(turn.now)))
        return
    before = _asked(turn, task_id)
    untold = _change(turn, task_id, str(args["field"]), text.strip())
    after = _asked(turn, task_id)
    if before != after:
        gone = [u for u in before if u not in after]
        turn.say(task_cards.asked_instead([u for u in after if u not in before], gone, untold))
    _show(turn, task_id)


def change_units(turn: Turn, task_id: int, changes: Mapping[Role, Sequence[str]]) -> str:
    """Give a task other units in some roles, and say who is asked instead; who changes roles never leaves it."""
    before = _asked(turn, task_id)
    amended = together.Amended(leads=changes.get(Role.LEAD), responsibles=changes.get(Role.RESPONSIBLE))
    untold = turn.do(together.amend, task_id, amended).untold
    after = _asked(turn, task_id)
    gone = [unit for unit in before if unit not in after]
    if before == after:
        return task_cards.asked_as_before(led=Role.LEAD in changes and bool(after))
    return task_cards.asked_instead([unit for unit in after if unit not in before], gone, untold)


def _asked(turn: Turn, task_id: int) -> tuple[str, ...]:
    """The units that are asked for a task by now, once it is handed out."""
    plan, task = turn.ask(views.task, task_id)
    return tuple(dict.fromkeys(a.unit for a in task.asked_assignments)) if plan.asks else ()


def _take_deadline(turn: Turn, task_id: int, day: date, ground: str) -> None:
    """Move a deadline; where people are told of it, its ground is asked for first (R17)."""
    value = turn.ask(views.before_cancelling, task_id)
    if value.told and not ground:
        text = task_cards.ask_ground_of_move(value, day)
        prompt_for(turn, "deadline_ground", text, task=task_id, day=day.isoformat())
        return
    done = turn.do(changing.move_deadline, task_id, day, ground)
    _show(turn, task_id)
    offer_reopening(turn, [done], ground)
    turn.say(task_cards.to_reopen(task_cards.moved(done), [done]))


def offer_reopening(turn: Turn, done: Sequence[Moved], ground: str) -> None:
    """Keep the order to open again what counts as done though it has another deadline; its button gives it."""
    closed = [one.closed for one in done if one.closed is not None]
    if closed:
        why = f"时限改到{dates.day(done[0].day)}" + (f"，{ground}" if ground else "")
        keep_order(turn, Deed.REOPEN, tasks=closed, day=done[0].day.isoformat(), why=why)


@prompt("deadline_ground", Right.PLAN, sentence=True)
def take_ground_of_move(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the ground on which a deadline moves."""
    _take_deadline(turn, int(str(args["task"])), date.fromisoformat(str(args["day"])), text.strip())


def read_back_finished(turn: Turn, task_id: int, day: date, ground: str) -> None:
    """Read back on which day a task was done: an open one is closed by that, and its units hear of it (R17)."""
    value = turn.ask(views.before_finishing, task_id, day)
    keep_order(turn, Deed.FINISHED, task=task_id, day=day.isoformat(), why=ground)
    text = task_cards.before_finishing(value, ground)
    row = (
        Button("确认办结日期" if value.closed else "确认办结", actions.DESK_ORDER),
        Button("不用了", actions.NO_ORDER),
    )
    turn.say(Message(text, (row,)))


def _change(turn: Turn, task_id: int, field: str, text: str) -> tuple[str, ...]:
    """Write a field's new value; return the units that left the task and could not be told."""
    match field:
        case "leads":
            return turn.do(changing.set_units, task_id, Role.LEAD, listed(text, spaces=True))
        case "resps":
            return turn.do(changing.set_units, task_id, Role.RESPONSIBLE, listed(text, spaces=True))
        case "leaders":
            turn.do(changing.set_leaders, task_id, listed(text, spaces=True))
        case "consol":
            turn.do(changing.consolidate, task_id, text)
        case "cycle":
            turn.do(changing.set_cycle, task_id, text)
        case _:
            raise PlanError(_OLD_BUTTON)
    return ()


@button(actions.ASK_MODE, Right.PLAN)
def ask_mode(turn: Turn, task_id: str, mode: str) -> None:
    """Let every unit of a task be asked, or the leads alone; ``ask`` says first who is asked from then on (R17)."""
    if mode == "ask":
        _ask_first(turn, turn.ask(views.task, int(task_id))[1])
        return
    before = _asked(turn, int(task_id))
    turn.do(changing.ask_mode, int(task_id), each=mode == "each")
    after = _asked(turn, int(task_id))
    if before != after:
        turn.say(task_cards.asked_instead([u for u in after if u not in before], []))
    turn.edit(task_cards.edit(*turn.ask(views.task, int(task_id))))


@button(actions.EXEMPT, Right.PLAN)
def exempt(turn: Turn, task_id: str) -> None:
    """Ask which unit is exempted, and why."""
    _, task = turn.ask(views.task, int(task_id))
    prompt_for(turn, "exempt", task_cards.ask_exemption(task), task=int(task_id))


@prompt("exempt", Right.PLAN)
def take_exemption(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the unit and the reason, "单位 理由"."""
    unit, reason = unit_and_reason(text)
    turn.say(exempt_now(turn, int(str(args["task"])), unit, reason))


def exempt_now(turn: Turn, task_id: int, unit: str, reason: str) -> Message:
    """Exempt a unit from a task, and return the receipt with the way back."""
    done = task_cards.exempted(turn.do(changing.exempt, task_id, unit, reason))
    return Message(done, ((Button("看任务、取消豁免", actions.EDIT, (task_id,)),),))


def read_back_exemption(turn: Turn, task: Task, unit: str, reason: str, left: str) -> None:
    """Read back that a unit is exempted, whose people are told at once; ask for the reason where none is given.

    Raises PlanError where it cannot be, before anything is promised.
    """
    turn.ask(tasks.whom_to_exempt, task.id, unit)
    if not reason:
        text = f"{unit}不用再报“{task.title}”：请回复理由（会告知该单位）。不豁免了回复“取消”。"
        prompt_for(turn, "exempt_why", text, task=task.id, unit=unit)
        return
    keep_order(turn, Deed.EXEMPT, task=task.id, unit=unit, why=reason)
    turn.say(desk_orders_text.before_exempting(task, unit, reason, left))


@prompt("exempt_why", Right.PLAN, sentence=True)
def take_reason_of_exemption(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take why a unit is exempted, and read it back."""
    _, task = turn.ask(views.task, int(str(args["task"])))
    read_back_exemption(turn, task, str(args["unit"]), text.strip(), "")


@button(actions.END_EXEMPTION, Right.PLAN)
def end_exemption(turn: Turn, task_id: str, unit: str) -> None:
    """Let a unit owe again what it was exempted from."""
    name = turn.ask(units.name_of, int(unit))
    turn.say(task_cards.exemption_ended(turn.do(changing.end_exemption, int(task_id), name)))


def _ask_each(turn: Turn, code: str) -> None:
    """Ask once before every unit of a task is asked (R17); where several plans have the number, show them."""
    for seen in turn.ask(tasks.by_seq, code):
        if any(not a.asked for a in seen.task.printed_assignments):
            _ask_first(turn, seen.task)
        else:
            turn.say(f"{code} {seen.task.title}：已经逐家问，每家都在问。")


def _ask_first(turn: Turn, task: Task) -> None:
    each = Button("确认逐家问", actions.ASK_MODE, (task.id, "each"))
    turn.say(Message(task_cards.before_asking_each(task), ((each,),)))


def in_words(turn: Turn, text: str) -> bool:
    """Take an exemption back in words (取消县公安局2-4的豁免), or ask every unit; return whether it was that."""
    code = desk_words.ask_each(text)
    if code is not None and authority.may(turn.member, Right.PLAN):
        _ask_each(turn, code)
        return True
    said = desk_words.ends_exemption(text)
    if said is None or not authority.may(turn.member, Right.PLAN):
        return False
    found = turn.ask(tasks.exempted, said.unit, said.task)
    if not found and not said.plainly:
        return False
    if len(found) == 1:
        turn.say(task_cards.exemption_ended(turn.do(changing.end_exemption, found[0].task_id, found[0].unit)))
    else:
        turn.say(task_cards.exemptions(found))
    return True


@button(actions.CANCEL, Right.PLAN)
def cancel(turn: Turn, task_id: str) -> None:
    """Ask for the ground of a cancellation."""
    _, task = turn.ask(views.task, int(task_id))
    prompt_for(turn, "cancel", task_cards.ask_ground(task), task=int(task_id))


@prompt("cancel", Right.PLAN, sentence=True)
def take_ground(turn: Turn, args: dict[str, object], text: str) -> None:
    """Read the ground back before anything happens: people are told at once of a cancellation."""
    task_id, ground = int(str(args["task"])), text.strip()
    value = turn.ask(views.before_cancelling, task_id)
    turn.do(conversation.wait_for, "cancel_ready", {"task": task_id, "ground": ground})
    turn.say(task_cards.before_cancelling(value, ground))


@button(actions.CANCEL_NOW, Right.PLAN)
def cancel_now(turn: Turn, task_id: str) -> None:
    """Cancel a task on the ground that was read back; raises PlanError for a button that is no longer waited for."""
    ready = turn.ask(conversation.waiting)
    if ready is None or ready.kind != "cancel_ready" or ready.args.get("task") != int(task_id):
        raise PlanError("这个按钮已经失效。要取消任务，请重新点“取消任务”。")
    ground = str(ready.args["ground"])
    done = turn.do(changing.cancel_task, int(task_id), ground)
    turn.do(conversation.let_go)
    turn.edit(task_cards.cancelled(int(task_id), done, ground))


@button(actions.RESTORE, Right.PLAN)
def restore(turn: Turn, task_id: str) -> None:
    """Take a cancellation back."""
    turn.edit(task_cards.restored(turn.do(changing.restore_task, int(task_id))))


@button(actions.STRIKE_OFF, Right.PLAN)
def strike_off(turn: Turn, task_id: str) -> None:
    """Strike a closed task off (销号)."""
    turn.say(task_cards.struck_off(turn.do(changing.strike_off, int(task_id))))


@button(actions.HISTORY, Right.PLAN)
def history(turn: Turn, task_id: str) -> None:
    """Show what was done to a task and said of it (留痕)."""
    show_course(turn, int(task_id))


def show_course(turn: Turn, task_id: int) -> None:
    """Say the course of a task, with the letters about it where the office asks."""
    done = course_text.course(turn.ask(course.course, task_id))
    office = authority.may(turn.member, Right.PLAN)
    written = letter_text.under_task(turn.ask(letters.of_task, task_id)) if office else ""
    turn.say(f"{done}\n{written}" if written else done)
