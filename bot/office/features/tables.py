"""Spreadsheets out and in again: the ledger, 填报表 of the units; every difference is shown before it counts."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, dates, fill_sheet, ledger_back, ledger_sheet
from messages.message import Message
from tasks_db.register.authority import Right
from tasks_db.register.fill import Filled
from tasks_db.register.ledger_back import Back, counting
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import ledger as acts
from tasks_db.work.post import conversation
from tasks_db.work.views import ledger as views
from tasks_db.work.views import plea_days, units

_BACK, _FILLED = TypeAdapter(Back), TypeAdapter(Filled)
_NO_GROUND = frozenset({"无", "没有", "无依据", ""})
_OLD_BUTTON = "这个按钮已经失效，请把表格重新发一次。"


@command("ledger", "导出台账（表格），可加责任领导、单位或方案", Right.PLAN)
def ledger(turn: Turn, rest: str) -> None:
    """Send the ledger as a spreadsheet, or the part of it that is of the leader, unit or plan that is named."""
    value, of = turn.ask(views.ledger_of, rest.strip()) if rest.strip() else (turn.ask(views.ledger), "")
    if not value.sheets:
        raise PlanError("还没有交办的方案，没有台账可导出。发送 /plans 查看方案。")
    tasks = sum(len(sheet.rows) for sheet in value.sheets)
    whose = f"{of}，" if of else ""
    follows = (
        "只有这几项；要改任务，请用全部台账（/ledger）改好发回来。"
        if of
        else "可以改责任领导、牵头单位、责任单位和完成时限，也可以在“本期进展”里替单位填（采用后记为代录，"
        "几家的写成“单位：进展”）；改好发回来，先给您看差异。"
    )
    text = f"台账：{whose}{len(value.sheets)}个方案、{tasks}项任务（{dates.as_of(value.as_of)}）。{follows}"
    turn.say(Message(text, attachment=ledger_sheet.file(value)))


@command("forms", "导出填报表：/forms，或一个单位的：/forms 县公安局", Right.PLAN)
def forms(turn: Turn, rest: str) -> None:
    """Send a spreadsheet with one sheet a unit, or one unit's alone, to be filled in offline."""
    if rest.strip():
        _send_forms(turn, turn.ask(units.named, rest.strip()))
    else:
        _send_forms(turn, "")


def forms_of(turn: Turn, unit: str) -> bool:
    """Send the sheet of one unit; return whether there is a unit of this name."""
    name = turn.ask(plea_days.unit_named, unit)
    if name is not None:
        _send_forms(turn, name)
    return name is not None


def _send_forms(turn: Turn, unit: str) -> None:
    sheets = turn.ask(views.fill_sheets)
    if not sheets:
        raise PlanError("现在没有要各单位报的任务，不用填报表。发送 /plans 查看方案。")
    if unit and not (sheets := tuple(one for one in sheets if one.unit == unit)):
        raise PlanError(
            f"{unit}现在没有要报的任务，没有填报表。集合单位承担的任务默认不逐家问，要它报请先发“1-1也问{unit}”。"
        )
    whose = f"{unit}1张" if unit else f"{len(sheets)}个单位，各一张"
    text = f"填报表：{whose}。填好发回来（一个单位一份也行），先给您看填了什么，再代录。"
    turn.say(Message(text, attachment=fill_sheet.file(sheets, turn.now)))


def take_back(turn: Turn, path: Path) -> bool:
    """Show what a spreadsheet that we gave out would change, and wait for the button; False for any other file."""
    back = ledger_back.read(path)
    if back is None:
        return False
    kept = (_BACK if isinstance(back, Back) else _FILLED).dump_python(back, mode="json")  # type: ignore[arg-type]
    turn.do(conversation.wait_for, "back", {"ledger": isinstance(back, Back), "back": kept})
    turn.say(_shown(turn, back, 0))
    return True


def _shown(turn: Turn, back: Back | Filled, page: int) -> Message:
    if isinstance(back, Back):
        found = turn.ask(views.ledger_differences, back)
        return ledger_back.of_ledger(found.found, found.told, page)
    return ledger_back.of_filled(turn.ask(views.filled, back), page)


def _waiting(turn: Turn) -> Back | Filled:
    """The spreadsheet that was sent last; raises PlanError for an older button."""
    sent = turn.ask(conversation.waiting)
    if sent is None or sent.kind != "back":
        raise PlanError(_OLD_BUTTON)
    kept: Any = sent.args["back"]
    return _BACK.validate_python(kept) if sent.args["ledger"] else _FILLED.validate_python(kept)


@button(actions.BACK_PAGE, Right.PLAN)
def page(turn: Turn, number: str) -> None:
    """Turn to another page of what a spreadsheet would change."""
    turn.edit(_shown(turn, _waiting(turn), int(number)))


@button(actions.LEDGER_TAKE, Right.PLAN)
def take_ledger(turn: Turn, agreed: str) -> None:
    """Take over what counts of the ledger that was sent last."""
    back = _waiting(turn)
    if not isinstance(back, Back):
        raise PlanError(_OLD_BUTTON)
    found = turn.ask(views.ledger_differences, back)
    if changes := sum(one.given is None for one in counting(found.found)):
        kept = _BACK.dump_json(back).decode()
        prompt_for(turn, "ledger_ground", ledger_back.ask_ground(changes, found.told), back=kept, agreed=int(agreed))
        return
    done = turn.do(acts.take_ledger, back, int(agreed))
    turn.do(conversation.let_go)
    turn.edit(ledger_back.ledger_taken(done))


@prompt("ledger_ground", Right.PLAN, sentence=True)
def take_ground(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take over what counts of a ledger on the ground that was typed; 无 is none."""
    back = _BACK.validate_json(str(args["back"]))
    ground = text.strip().removeprefix("依据").lstrip("：: ")
    done = turn.do(acts.take_ledger, back, int(str(args["agreed"])), None, "" if ground in _NO_GROUND else ground)
    turn.say(ledger_back.ledger_taken(done))


@button(actions.FILLED_TAKE, Right.REVIEW)
def take_filled(turn: Turn, agreed: str) -> None:
    """Write down what units filled in."""
    back = _waiting(turn)
    if not isinstance(back, Filled):
        raise PlanError(_OLD_BUTTON)
    done = turn.do(acts.take_filled, back.rows, int(agreed))
    turn.do(conversation.let_go)
    turn.edit(ledger_back.filled_taken(done))
