"""Looking at one task: its card, the verbatim source, the pages of a bundle."""

from collections.abc import Mapping
from dataclasses import replace

from bot.office.entries import button, command
from bot.office.features import ended
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, letter_text, notices, plan_cards, task_cards
from tasks_db.language import coded
from tasks_db.language.questions.frames import turns_page
from tasks_db.register import authority, codes
from tasks_db.register.authority import Right
from tasks_db.register.seen import SeenTask
from tasks_db.work.post import conversation
from tasks_db.work.views import bundles, letters, plans, sittings, tasks
from tasks_db.work.views import ended as ended_tasks

_CARDS_AT_ONCE = 5
TURNED = "bundle_page"
"""The kind of what a conversation waits for while the pages of a bundle are turned in words."""


@button(actions.CARD, Right.ANSWER)
def card(turn: Turn, assignment: str, due: str) -> None:
    """Show the card of a task in a list; the card keeps the task's number in that list."""
    seen = turn.ask(tasks.numbered, int(assignment), int(due), turn.at, turn.pressed)
    if not ended.told(turn, seen.task.id):
        turn.say(cards.card(seen, turn.now))


@button(actions.TASK, Right.ASK)
def task(turn: Turn, task_id: str) -> None:
    """Show the card of a task that the person may see."""
    if not ended.told(turn, int(task_id)):
        _say_card(turn, turn.ask(tasks.task, int(task_id)))


def _say_card(turn: Turn, seen: SeenTask) -> None:
    """Show a card; below it, for whoever may write letters, those that were issued of the task."""
    card = cards.card(seen, turn.now)
    found = turn.ask(letters.of_task, seen.task.id) if authority.may(turn.member, Right.DECIDE) else ()
    turn.say(replace(card, text=f"{card.text}\n{letter_text.under_task(found)}") if found else card)


@command("task", "查看任务：/task 3", Right.ASK)
def task_by_number(turn: Turn, rest: str) -> None:
    """Show the card of the task with the typed number; where several plans have that number, one card for each."""
    plan_id, seq = codes.parted(rest)
    if plan_id is not None and authority.may(turn.member, Right.PLAN) and _shown_before(turn, plan_id, seq):
        return
    gone = turn.ask(ended_tasks.of_number, rest)
    for seen in (turn.ask(tasks.by_seq, rest, gone=bool(gone)))[:_CARDS_AT_ONCE]:
        _say_card(turn, seen)
    for one in gone[:_CARDS_AT_ONCE]:
        ended.tell(turn, one)


def in_words(turn: Turn, text: str) -> bool:
    """Turn the pages of a bundle, or show a task that waits for 交办 (方案2第2项); return whether words were that."""
    if _turned(turn, text):
        return True
    named = coded.asked_of(text)
    return named is not None and authority.may(turn.member, Right.PLAN) and _shown_before(turn, *named)


def _shown_before(turn: Turn, plan_id: int, seq: str) -> bool:
    found = turn.ask(tasks.not_handed_out, plan_id, seq)
    if found is not None:
        plan, task = turn.ask(plans.task, found)
        told = task_cards.edit(plan, task)
        turn.say(replace(told, text=f"{plan_cards.not_handed_out(plan)}\n{told.text}"))
    return found is not None


@button(actions.SOURCE, Right.ASK)
def source(turn: Turn, task_id: str) -> None:
    """Show what the plan itself says of a task."""
    task = turn.ask(tasks.task, int(task_id)).task
    turn.say(cards.source(task, turn.ask(sittings.of_task, task.id)))


@button(actions.BUNDLE_PAGE, Right.ANSWER)
def bundle_page(turn: Turn, notice: str, page: str) -> None:
    """Turn to another page of a bundle that was sent."""
    value = turn.ask(bundles.sent_bundle, int(notice))
    turn.edit(notices.bundle(value, local_date(turn.now), int(page)))


def _turned(turn: Turn, text: str) -> bool:
    """Turn the newest bundle's pages where nothing was asked since (下一页); return whether words were that."""
    ahead = turns_page(text)
    if not ahead or not authority.may(turn.member, Right.ANSWER):
        return False
    waits = turn.ask(conversation.waiting)
    today = waits is not None and local_date(waits.at) == local_date(turn.now)
    turned = waits is not None and today and waits.kind == TURNED
    notice = turn.ask(bundles.newest)
    if notice is None or (today and not turned):
        return False
    value = turn.ask(bundles.sent_bundle, notice)
    last = max(len(value.items) - 1, 0) // notices.PER_PAGE
    page = min(max((_page(waits.args) if waits is not None and turned else 0) + ahead, 0), last)
    turn.say(notices.bundle(value, local_date(turn.now), page))
    turn.do(conversation.wait_for, TURNED, {"page": page})
    return True


def _page(args: Mapping[str, object]) -> int:
    return int(str(args.get("page", 0)))
