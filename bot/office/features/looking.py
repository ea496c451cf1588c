"""Looking at one task: its card, the verbatim source, the pages of a bundle."""

from bot.office.entries import button, command
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, notices
from tasks_db.register.authority import Right
from tasks_db.work.views import bundles, tasks

_CARDS_AT_ONCE = 5


@button(actions.CARD, Right.ANSWER)
async def card(turn: Turn, assignment: str, due: str) -> None:
    """Show the card of a task in a list; the card keeps the task's number in that list."""
    seen = await turn.ask(tasks.numbered, int(assignment), int(due), turn.at, turn.pressed)
    await turn.say(cards.card(seen, turn.now))


@button(actions.TASK, Right.ASK)
async def task(turn: Turn, task_id: str) -> None:
    """Show the card of a task that the person may see."""
    await turn.say(cards.card(await turn.ask(tasks.task, int(task_id)), turn.now))


@command("task", "查看任务：/task 3", Right.ASK)
async def task_by_number(turn: Turn, rest: str) -> None:
    """Show the card of the task with the typed number; where several plans have that number, one card for each."""
    for seen in (await turn.ask(tasks.by_seq, rest))[:_CARDS_AT_ONCE]:
        await turn.say(cards.card(seen, turn.now))


@button(actions.SOURCE, Right.ASK)
async def source(turn: Turn, task_id: str) -> None:
    """Show what the plan itself says of a task."""
    await turn.say(cards.source((await turn.ask(tasks.task, int(task_id))).task))


@button(actions.BUNDLE_PAGE, Right.ANSWER)
async def bundle_page(turn: Turn, notice: str, page: str) -> None:
    """Turn to another page of a bundle that was sent."""
    value = await turn.ask(bundles.sent_bundle, int(notice))
    await turn.edit(notices.bundle(value, local_date(turn.now), int(page)))
