"""A plan in a new version: compared with the one it seems to follow, replaced on confirmation; mended as a table."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot.office.entries import button
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, compare_text, plan_cards, plan_sheet
from messages.message import Attachment, Message
from tasks_db.language import desk_words
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.compare import Item
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import replacing
from tasks_db.work.post import conversation
from tasks_db.work.views import versions as views
from tasks_db.work.views.overview import overview


@button(actions.COMPARE, Right.PLAN)
def compare(turn: Turn, new_id: str, old_id: str, page: str) -> None:
    """Show what a new version changes."""
    value = turn.ask(views.before_replacing, int(old_id), int(new_id))
    message = compare_text.of_plans(int(new_id), value, int(page))
    (turn.say(message) if page == "0" else turn.edit(message))


@button(actions.REPLACE, Right.PLAN)
def replace(turn: Turn, new_id: str, old_id: str, confirmed: str = "0") -> None:
    """Replace the old plan by its new version, once that is confirmed."""
    new, old = int(new_id), int(old_id)
    if confirmed != "1":
        value = turn.ask(views.before_replacing, old, new)
        turn.say(compare_text.of_plans(new, value, 0) if value.first else compare_text.before_replacing(new, value))
        return
    turn.edit(compare_text.replaced(turn.do(replacing.replace_plan, old, new)))
    turn.say(plan_cards.overview(turn.ask(overview, old)))


@button(actions.REPLACED, Right.PLAN)
def replaced(turn: Turn, plan_id: str, page: str) -> None:
    """Show what the last new version of a plan has changed."""
    turn.edit(compare_text.replaced_before(turn.ask(views.last_replaced, int(plan_id)), int(page)))


def in_words(turn: Turn, text: str) -> bool:
    """Compare a plan with the one that it follows (这是方案2的新稿), or tell what changed (跟上次差在哪).

    Returns whether it was either.
    """
    if not authority.may(turn.member, Right.PLAN):
        return False
    asked = desk_words.asks_changes(text)
    if asked is not None:
        turn.say(compare_text.replaced_before(turn.ask(views.last_replaced, asked.plan), 0))
        return True
    said = desk_words.new_version(text)
    if said is None:
        return False
    new = said.new if said.new is not None else turn.ask(views.newest, said.old)
    before = turn.ask(views.follows, new) if new is not None and said.old is None else None
    old = said.old if said.old is not None else before.plan_id if before is not None else None
    if new is None or old is None:
        turn.say(compare_text.which_version(new))
    else:
        turn.say(compare_text.of_plans(new, turn.ask(views.before_replacing, old, new), 0))
    return True


@button(actions.EXPORT, Right.PLAN)
def export(turn: Turn, plan_id: str) -> None:
    """Send the plan as a spreadsheet to mend."""
    items = turn.ask(views.items, int(plan_id))
    content = plan_sheet.write(int(plan_id), items)
    name = f"方案{plan_id}修订表{local_date(turn.now)}.xlsx"
    text = "改好后把这个表格发回来。编号不要改；新增的行编号留空，不要的行删掉。"
    turn.say(Message(text, attachment=Attachment(name, content)))


def take_sheet(turn: Turn, path: Path, plan_id: int) -> None:
    """Show what a mended table changes, and wait for the button that takes it over.

    Raises SheetError with every faulty row, and PlanError for the table of another plan or of one handed out.
    """
    items = plan_sheet.read(path, local_date(turn.now))
    found = turn.ask(views.compare_sheet, plan_id, items)
    turn.do(conversation.wait_for, "sheet", {"plan": plan_id, "items": [_out(item) for item in items]})
    turn.say(compare_text.of_sheet(plan_id, found, 0))


def _out(item: Item) -> dict[str, object]:
    return {**asdict(item), "deadline": item.deadline.isoformat() if item.deadline else None}


def _in(stored: Mapping[str, Any]) -> Item:
    names = {field: tuple(stored[field]) for field in ("leads", "responsibles", "leaders", "cycles")}
    deadline = date.fromisoformat(stored["deadline"]) if stored["deadline"] else None
    return Item(**{**stored, **names, "deadline": deadline})


def _waiting(turn: Turn, plan_id: int) -> list[Item]:
    """The rows of the table that was sent last; raises PlanError for an older button."""
    sent = turn.ask(conversation.waiting)
    if sent is None or sent.kind != "sheet" or sent.args.get("plan") != plan_id:
        raise PlanError("这个按钮已经失效，请把表格重新发一次。")
    return [_in(row) for row in sent.args["items"]]


@button(actions.SHEET_PAGE, Right.PLAN)
def sheet_page(turn: Turn, plan_id: str, page: str) -> None:
    """Turn to another page of what the mended table changes."""
    found = turn.ask(views.compare_sheet, int(plan_id), _waiting(turn, int(plan_id)))
    turn.edit(compare_text.of_sheet(int(plan_id), found, int(page)))


@button(actions.SHEET_TAKE, Right.PLAN)
def sheet_take(turn: Turn, plan_id: str) -> None:
    """Take the mended table over."""
    found = turn.do(replacing.take_sheet, int(plan_id), _waiting(turn, int(plan_id)))
    turn.do(conversation.let_go)
    turn.edit(compare_text.sheet_taken(int(plan_id), found))
    turn.say(plan_cards.overview(turn.ask(overview, int(plan_id))))
