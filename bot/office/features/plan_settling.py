"""Settling a loaded plan in chat, one kind of question a page; each press shows what is left."""

from bot.office.entries import button, prompt
from bot.office.features import name_orders
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, plan_cards, plan_parts
from tasks_db.language.lists import listed
from tasks_db.register import handing_out
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of, ladder_of, steps_of
from tasks_db.work.acts import roster, settling, together
from tasks_db.work.views import desk_orders
from tasks_db.work.views import plans as views
from tasks_db.work.views.overview import overview, unknown_name


def _show_left(turn: Turn, plan_id: int, part: str) -> None:
    """Show the same page again, or the overview once its page is empty."""
    turn.edit(plan_cards.after_settling(turn.ask(overview, plan_id), part))


@button(actions.UNIT_IS, Right.PLAN)
def unit_is(turn: Turn, plan_id: str, assignment: str, unit_id: str) -> None:
    """Record which unit of the registry a printed name means."""
    printed = turn.ask(unknown_name, int(plan_id), int(assignment))
    turn.do(settling.identify, int(plan_id), printed, int(unit_id))
    _show_left(turn, int(plan_id), "units")


@button(actions.UNIT_NEW, Right.PLAN)
def unit_new(turn: Turn, plan_id: str, assignment: str) -> None:
    """Take a printed name into the registry as a new unit."""
    printed = turn.ask(unknown_name, int(plan_id), int(assignment))
    turn.do(settling.register_new_unit, int(plan_id), printed)
    _show_left(turn, int(plan_id), "units")


@button(actions.UNITS_ALL, Right.PLAN)
def units_all(turn: Turn, plan_id: str) -> None:
    """Take every printed name that resembles no known unit into the registry."""
    turn.do(settling.register_fresh_units, int(plan_id))
    _show_left(turn, int(plan_id), "units")


@button(actions.UNITS_LIKELY, Right.PLAN)
def units_likely(turn: Turn, plan_id: str) -> None:
    """Take every printed name that resembles another for that one, and the others for new units."""
    turn.do(settling.settle_likely, int(plan_id))
    turn.do(settling.register_fresh_units, int(plan_id))
    _show_left(turn, int(plan_id), "units")


@button(actions.UNIT_NAME, Right.PLAN)
def unit_name(turn: Turn, plan_id: str, assignment: str) -> None:
    """Ask which unit a printed name means."""
    printed = turn.ask(unknown_name, int(plan_id), int(assignment))
    text = f"“{printed}”是哪个单位？请回复单位库里的名称。"
    prompt_for(turn, "unit_name", text, plan=int(plan_id), printed=printed)


@prompt("unit_name", Right.PLAN)
def take_unit_name(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the name of the unit that was asked for."""
    plan_id, printed = int(str(args["plan"])), str(args["printed"])
    if len(names := listed(text)) > 1 and (found := turn.ask(desk_orders.waiting_names, printed, plan_id)):
        name_orders.several(turn, found, names)
        return
    turn.do(settling.identify_by_name, plan_id, printed, text.strip())
    turn.say(plan_parts.part(turn.ask(overview, plan_id), "units"))


@button(actions.PAST_DUE, Right.PLAN)
def past_due(turn: Turn, task_id: str, how: str) -> None:
    """Settle what becomes of a task whose date was over before it was loaded: ask for it, or take it as done."""
    plan, _ = turn.ask(views.task, int(task_id))
    turn.do(settling.settle_past_due, int(task_id), how)
    _show_left(turn, plan.id, "past")


@button(actions.PAST_DUE_ALL, Right.PLAN)
def past_due_all(turn: Turn, plan_id: str, how: str) -> None:
    """Settle in one go every task whose date was over before it was loaded."""
    turn.do(settling.settle_all_past_due, int(plan_id), how)
    _show_left(turn, int(plan_id), "past")


@button(actions.DEFAULT, Right.PLAN)
def default(turn: Turn, plan_id: str, choice: str) -> None:
    """Give the undated tasks one date or one cycle."""
    if choice == "type":
        text = "没有时限的任务默认到哪一天？请回复日期，例如 2025-12-31。"
        prompt_for(turn, "default_date", text, plan=int(plan_id))
        return
    chosen, _, standing = choice.partition("+")
    turn.do(settling.default_undated, int(plan_id), chosen, standing or None)
    _show_left(turn, int(plan_id), "undated")


@prompt("default_date", Right.PLAN)
def take_default_date(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the date that the undated tasks get."""
    plan_id = int(str(args["plan"]))
    turn.do(settling.default_undated, plan_id, day_of(text, local_date(turn.now)))
    turn.say(plan_cards.overview(turn.ask(overview, plan_id)))


@button(actions.CONSOLIDATE, Right.PLAN)
def consolidate(turn: Turn, plan_id: str, choice: str) -> None:
    """Name the consolidating unit of the tasks that have none."""
    if choice == "type":
        prompt_for(turn, "consolidate", "都由哪个单位汇总？请回复单位名称。", plan=int(plan_id))
        return
    turn.do(settling.consolidate_rest, int(plan_id), None)
    _show_left(turn, int(plan_id), "consol")


@prompt("consolidate", Right.PLAN)
def take_consolidating(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the name of the unit that consolidates the tasks that have none."""
    plan_id = int(str(args["plan"]))
    turn.do(settling.consolidate_rest, plan_id, text.strip())
    turn.say(plan_cards.overview(turn.ask(overview, plan_id)))


@button(actions.ASSIGN, Right.PLAN)
def assign(turn: Turn, plan_id: str) -> None:
    """Ask which units do the tasks that name none."""
    waiting = turn.ask(overview, int(plan_id)).plan.live_tasks
    prompt_for(turn, "assign", plan_parts.ask_units(handing_out.unassigned(waiting)), plan=int(plan_id))


@prompt("assign", Right.PLAN)
def take_units(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the units that were written by the tasks' numbers."""
    plan_id = int(str(args["plan"]))
    turn.do(together.assign_in_words, plan_id, text)
    turn.say(plan_cards.after_settling(turn.ask(overview, plan_id), "consol"))


@button(actions.ASK_MODE_ALL, Right.PLAN)
def ask_mode_all(turn: Turn, plan_id: str, mode: str) -> None:
    """Let every unit of the plan's tasks be asked, or only the lead units."""
    turn.do(settling.ask_mode_of_all, int(plan_id), each=mode == "each")
    _show_left(turn, int(plan_id), "ask")


@button(actions.CANDIDATE, Right.PLAN)
def candidate(turn: Turn, task_id: str, choice: str) -> None:
    """Take an item beside the register as a task, or leave it."""
    plan, _ = turn.ask(views.task, int(task_id))
    turn.do(settling.take_candidate, int(task_id), take=choice == "take")
    _show_left(turn, plan.id, "cands")


@button(actions.CANDIDATES_ALL, Right.PLAN)
def candidates_all(turn: Turn, plan_id: str, choice: str) -> None:
    """Take all items beside the register as tasks, or leave them all."""
    turn.do(settling.take_all_candidates, int(plan_id), take=choice == "take")
    _show_left(turn, int(plan_id), "cands")


@button(actions.FINDING, Right.PLAN)
def finding(turn: Turn, finding_id: str) -> None:
    """Mark one finding as looked at."""
    plan_id = turn.do(settling.settle_finding, int(finding_id))
    _show_left(turn, plan_id, "finds")


@button(actions.FINDINGS_SEEN, Right.PLAN)
def findings_seen(turn: Turn, plan_id: str, first: str, last: str) -> None:
    """Mark the findings on the page as looked at."""
    turn.do(settling.settle_findings, int(plan_id), int(first), int(last))
    _show_left(turn, int(plan_id), "finds")


@button(actions.SUPPLIER, Right.PLAN)
def supplier(turn: Turn, plan_id: str) -> None:
    """Ask which unit supplies the figures."""
    text = "未定的指标由哪个单位报数？请回复单位名称；只定一项就写“3 县教委”。"
    prompt_for(turn, "supplier", text, plan=int(plan_id))


@prompt("supplier", Right.PLAN)
def take_supplier(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the unit that supplies the figures, of one indicator or of all that have none."""
    plan_id = int(str(args["plan"]))
    turn.do(settling.set_supplier, plan_id, text)
    turn.say(plan_parts.part(turn.ask(overview, plan_id), "inds"))


@button(actions.STEPS, Right.PLAN)
def steps(turn: Turn, plan_id: str) -> None:
    """Show how a plan asks, and ask what of it is to be changed."""
    settings = turn.ask(overview, int(plan_id)).plan.settings
    prompt_for(turn, "steps", plan_cards.ask_steps(settings), plan=int(plan_id))


@prompt("steps", Right.PLAN)
def take_steps(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the days of the ladder, or after 升级 the working days after which silence climbs."""
    plan_id, words = int(str(args["plan"])), text.strip()
    if words.startswith("升级"):
        turn.do(settling.set_steps, plan_id, steps_of(words.removeprefix("升级")))
    else:
        turn.do(settling.set_ladder, plan_id, ladder_of(words))
    turn.say(plan_cards.overview(turn.ask(overview, plan_id)))


@button(actions.ROSTER, Right.PEOPLE)
def take_roster(turn: Turn, plan_id: str) -> None:
    """Turn the printed member list into seats; liaisons are not named there, so their seats are made vacant."""
    turn.say(plan_cards.roster_taken(turn.do(roster.take_over, int(plan_id))))
