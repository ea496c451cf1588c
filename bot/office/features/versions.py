"""A plan in a new version: compared with the one it seems to follow, replaced on confirmation; mended as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.office.entries import button
from bot.office.features.plans import by, show
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, compare_text, plan_sheet
from messages.message import Attachment, Button, Message
from tasks_db.register.authority import Right
from tasks_db.register.compare import Comparison, Item, compare_by_key
from tasks_db.register.refusals import PlanError
from tasks_db.store import plans
from tasks_db.work.acts import replacing, settling
from tasks_db.work.post import conversation


@button(actions.COMPARE, Right.PLAN)
async def compare(turn: Turn, new_id: str, old_id: str, page: str) -> None:
    def work(session: Session) -> Message:
        new, old = plans.get(session, int(new_id)), plans.get(session, int(old_id))
        found = replacing.compare_plans(session, old, new)
        return compare_text.message(
            f"方案{new.id}与方案{old.id}对比",
            found,
            int(page),
            (actions.COMPARE, (int(new_id), int(old_id))),
            Button(f"用新文件替换方案{old.id}", actions.REPLACE, (int(new_id), int(old_id))),
        )

    message = await turn.read(work)
    await (turn.say(message) if page == "0" else turn.edit(message))


@button(actions.REPLACE, Right.PLAN)
async def replace(turn: Turn, new_id: str, old_id: str, confirmed: str = "0") -> None:
    def ask(session: Session) -> Message:
        old = plans.get(session, int(old_id))
        text = (
            f"用新文件替换方案{old.id}“{old.title}”？\n编号、留痕、绑定和已报的内容都会保留，核定过的单位不用重来。"
        )
        return Message(text, ((Button("确认替换", actions.REPLACE, (int(new_id), int(old_id), 1)),),))

    def work(session: Session) -> tuple[str, Message]:
        old, new = plans.get(session, int(old_id)), plans.get(session, int(new_id))
        found = replacing.replace_plan(session, old, new, turn.now, by(turn))
        return f"已替换方案{old.id}：{compare_text.summary(found)}。", show(session, turn, int(old_id))

    if confirmed != "1":
        await turn.say(await turn.read(ask))
        return
    sentence, overview = await turn.write(work)
    await turn.edit(sentence)
    await turn.say(overview)


@button(actions.EXPORT, Right.PLAN)
async def export(turn: Turn, plan_id: str) -> None:
    """The plan as a spreadsheet to mend."""

    def work(session: Session) -> bytes:
        plan = plans.get(session, int(plan_id))
        return plan_sheet.write(int(plan_id), replacing.items_of(session, plan))

    content = await turn.read(work)
    name = f"方案{plan_id}修订表{local_date(turn.now)}.xlsx"
    text = "改好后把这个表格发回来。编号不要改；新增的行编号留空，不要的行删掉。"
    await turn.say(Message(text, attachment=Attachment(name, content)))


async def take_sheet(turn: Turn, path: Path, plan_id: int) -> None:
    """A mended table came back: show what it changes, and take it over on confirmation."""
    items = await turn.desk.apart(lambda: plan_sheet.read(path))

    def work(session: Session) -> Message:
        settling.refuse_dispatched(plans.get(session, plan_id))
        shown = _shown(session, plan_id, items, 0)
        args = {"plan": plan_id, "items": [_out(item) for item in items]}
        conversation.set_prompt(session, turn.me.person_id, "sheet", args, turn.now)
        return shown

    await turn.say(await turn.write(work))


def _difference(session: Session, plan_id: int, items: Sequence[Item]) -> Comparison:
    old = replacing.items_of(session, plans.get(session, plan_id))
    unknown = {i.key for i in items if i.key} - {i.key for i in old}
    if unknown:
        listed = "、".join(str(k) for k in sorted(unknown))
        raise PlanError(f"表格里的编号{listed}不是方案{plan_id}的任务。新增的行请把编号留空。")
    return compare_by_key(old, items)


def _out(item: Item) -> dict[str, object]:
    return {**asdict(item), "deadline": item.deadline.isoformat() if item.deadline else None}


def _in(stored: Mapping[str, Any]) -> Item:
    names = {field: tuple(stored[field]) for field in ("leads", "responsibles", "leaders")}
    deadline = date.fromisoformat(stored["deadline"]) if stored["deadline"] else None
    return Item(**{**stored, **names, "deadline": deadline})


def _waiting(session: Session, turn: Turn, plan_id: str) -> list[Item]:
    """The rows of the table that was sent last; raises PlanError for an older button."""
    prompt = conversation.peek_prompt(session, turn.me.person_id)
    if prompt is None or prompt.kind != "sheet" or prompt.args.get("plan") != int(plan_id):
        raise PlanError("这个按钮已经失效，请把表格重新发一次。")
    args: dict[str, Any] = prompt.args
    return [_in(row) for row in args["items"]]


def _shown(session: Session, plan_id: int, items: Sequence[Item], page: int) -> Message:
    return compare_text.message(
        f"修订表与方案{plan_id}对比",
        _difference(session, plan_id, items),
        page,
        (actions.SHEET_PAGE, (plan_id,)),
        Button("按表格更新", actions.SHEET_TAKE, (plan_id,)),
    )


@button(actions.SHEET_PAGE, Right.PLAN)
async def sheet_page(turn: Turn, plan_id: str, page: str) -> None:
    await turn.edit(await turn.read(lambda s: _shown(s, int(plan_id), _waiting(s, turn, plan_id), int(page))))


@button(actions.SHEET_TAKE, Right.PLAN)
async def sheet_take(turn: Turn, plan_id: str) -> None:
    def work(session: Session) -> tuple[str, Message]:
        plan = plans.get(session, int(plan_id))
        found = _difference(session, int(plan_id), _waiting(session, turn, plan_id))
        replacing.write_items(session, plan, found, turn.now, by(turn))
        conversation.take_prompt(session, turn.me.person_id)
        return f"已按表格更新方案{plan.id}：{compare_text.summary(found)}。", show(session, turn, int(plan_id))

    sentence, overview = await turn.write(work)
    await turn.edit(sentence)
    await turn.say(overview)
