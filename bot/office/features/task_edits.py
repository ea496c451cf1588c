"""Changing one task, before 交办 and after it; what was changed, when and by whom is kept (留痕)."""

from bot.office.entries import button, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, task_cards
from tasks_db.language.lists import first_word, listed
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of
from tasks_db.register.refusals import PlanError
from tasks_db.terms import Role
from tasks_db.work.acts import changing
from tasks_db.work.post import conversation
from tasks_db.work.views import plans as views
from tasks_db.work.views import tasks

_OLD_BUTTON = "这个按钮已经失效。请发送 /plans 重新打开方案。"


async def _show(turn: Turn, task_id: int) -> None:
    await turn.say(task_cards.edit(*await turn.ask(views.task, task_id)))


@button(actions.EDIT, Right.PLAN)
async def edit(turn: Turn, task_id: str) -> None:
    """Show what can be changed of a task."""
    await _show(turn, int(task_id))


@button(actions.EDIT_FIELD, Right.PLAN)
async def edit_field(turn: Turn, task_id: str, field: str) -> None:
    """Ask for a field's new value."""
    if field not in task_cards.FIELDS:
        raise PlanError(_OLD_BUTTON)
    _, task = await turn.ask(views.task, int(task_id))
    await prompt_for(turn, "edit", task_cards.ask_field(task, field), task=int(task_id), field=field)


@prompt("edit", Right.PLAN)
async def take_edit(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take a field's new value and show the task with it."""
    task_id = int(str(args["task"]))
    await _change(turn, task_id, str(args["field"]), text.strip())
    await _show(turn, task_id)


async def _change(turn: Turn, task_id: int, field: str, text: str) -> None:
    match field:
        case "deadline":
            await turn.do(changing.move_deadline, task_id, day_of(text, local_date(turn.now)))
        case "leads":
            await turn.do(changing.set_units, task_id, Role.LEAD, listed(text, spaces=True))
        case "resps":
            await turn.do(changing.set_units, task_id, Role.RESPONSIBLE, listed(text, spaces=True))
        case "leaders":
            await turn.do(changing.set_leaders, task_id, listed(text, spaces=True))
        case "consol":
            await turn.do(changing.consolidate, task_id, text)
        case "cycle":
            await turn.do(changing.set_cycle, task_id, text)
        case _:
            raise PlanError(_OLD_BUTTON)


@button(actions.ASK_MODE, Right.PLAN)
async def ask_mode(turn: Turn, task_id: str, mode: str) -> None:
    """Let every unit of a task be asked, or the leads alone."""
    await turn.do(changing.ask_mode, int(task_id), each=mode == "each")
    await turn.edit(task_cards.edit(*await turn.ask(views.task, int(task_id))))


@button(actions.EXEMPT, Right.PLAN)
async def exempt(turn: Turn, task_id: str) -> None:
    """Ask which unit is exempted, and why."""
    _, task = await turn.ask(views.task, int(task_id))
    await prompt_for(turn, "exempt", task_cards.ask_exemption(task), task=int(task_id))


@prompt("exempt", Right.PLAN)
async def take_exemption(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the unit and the reason, "单位 理由"."""
    unit, reason = first_word(text)
    await turn.say(task_cards.exempted(await turn.do(changing.exempt, int(str(args["task"])), unit, reason)))


@button(actions.CANCEL, Right.PLAN)
async def cancel(turn: Turn, task_id: str) -> None:
    """Ask for the ground of a cancellation."""
    _, task = await turn.ask(views.task, int(task_id))
    await prompt_for(turn, "cancel", task_cards.ask_ground(task), task=int(task_id))


@prompt("cancel", Right.PLAN)
async def take_ground(turn: Turn, args: dict[str, object], text: str) -> None:
    """Read the ground back before anything happens: people are told at once of a cancellation."""
    task_id, ground = int(str(args["task"])), text.strip()
    value = await turn.ask(views.before_cancelling, task_id)
    await turn.do(conversation.wait_for, "cancel_ready", {"task": task_id, "ground": ground})
    await turn.say(task_cards.before_cancelling(value, ground))


@button(actions.CANCEL_NOW, Right.PLAN)
async def cancel_now(turn: Turn, task_id: str) -> None:
    """Cancel a task on the ground that was read back; raises PlanError for a button that is no longer waited for."""
    ready = await turn.ask(conversation.waiting)
    if ready is None or ready.kind != "cancel_ready" or ready.args.get("task") != int(task_id):
        raise PlanError("这个按钮已经失效。要取消任务，请重新点“取消任务”。")
    ground = str(ready.args["ground"])
    title = await turn.do(changing.cancel_task, int(task_id), ground)
    await turn.do(conversation.let_go)
    await turn.edit(task_cards.cancelled(int(task_id), title, ground))


@button(actions.RESTORE, Right.PLAN)
async def restore(turn: Turn, task_id: str) -> None:
    """Take a cancellation back."""
    await turn.edit(task_cards.restored(await turn.do(changing.restore_task, int(task_id))))


@button(actions.STRIKE_OFF, Right.PLAN)
async def strike_off(turn: Turn, task_id: str) -> None:
    """Strike a closed task off (销号)."""
    await turn.say(task_cards.struck_off(await turn.do(changing.strike_off, int(task_id))))


@button(actions.HISTORY, Right.PLAN)
async def history(turn: Turn, task_id: str) -> None:
    """Show what was done to a task (留痕)."""
    await turn.say(task_cards.history(await turn.ask(tasks.history, int(task_id))))
