"""Plans in chat: dropped as a file, looked over, handed out, taken back."""

from pathlib import Path

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, plan_cards, plan_parts
from tasks_db.intake import read_plan_apart
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.terms import PlanStage
from tasks_db.work.acts import handing_out, loading, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.views import plans as views
from tasks_db.work.views.overview import overview


def load_file(turn: Turn, path: Path, name: str) -> None:
    """Read a dropped file in a process of its own and show what was understood; nobody is told anything.

    Raises Refusal for a file that cannot be read or is loaded already.
    """
    draft = read_plan_apart(path)
    plan_id = turn.do(loading.load_plan, draft, Source.of(path, name))
    turn.say(plan_cards.overview(turn.ask(overview, plan_id)))


@command("plans", "全部方案", Right.PLAN)
def list_plans(turn: Turn, rest: str) -> None:
    """Show all plans that are in use."""
    del rest
    turn.say(plan_cards.plans(turn.ask(views.plans)))


@button(actions.PLANS, Right.PLAN)
def plans_page(turn: Turn, page: str) -> None:
    """Turn to another page of the list of plans."""
    turn.edit(plan_cards.plans(turn.ask(views.plans), int(page)))


@command("plan", "查看方案：/plan 1", Right.PLAN)
def plan_by_number(turn: Turn, rest: str) -> None:
    """Show the plan of a number; raises PlanError where no number is written."""
    if not rest.strip().isdecimal():
        raise PlanError("请写方案编号，例如 /plan 1；发送 /plans 查看全部方案。")
    turn.say(plan_cards.overview(turn.ask(overview, int(rest))))


@button(actions.PLAN, Right.PLAN)
def plan(turn: Turn, plan_id: str) -> None:
    """Show a plan's overview."""
    turn.edit(plan_cards.overview(turn.ask(overview, int(plan_id))))


@button(actions.PLAN_PART, Right.PLAN)
def plan_part(turn: Turn, plan_id: str, part: str, page: str) -> None:
    """Show one page of what is behind a button of the overview."""
    turn.edit(plan_parts.part(turn.ask(overview, int(plan_id)), part, int(page)))


def findings(turn: Turn, plan_id: int) -> bool:
    """Show what is doubtful in a plan that is not handed out; of another return False: its units' words are meant."""
    found = turn.ask(overview, plan_id)
    if found.plan.stage is PlanStage.DISPATCHED:
        return False
    turn.say(plan_parts.part(found, "finds") if found.findings else plan_cards.overview(found))
    return True


@button(actions.DISPATCH, Right.PLAN)
def hand_out(turn: Turn, plan_id: str, confirmed: str = "0") -> None:
    """交办, asked first: from then on people are asked."""
    if confirmed != "1":
        turn.edit(plan_cards.before_handing_out(turn.ask(views.before_handing_out, int(plan_id))))
        return
    turn.edit(plan_cards.handed_out(turn.do(handing_out.hand_out, int(plan_id))))


@button(actions.RECALL, Right.PLAN)
def recall(turn: Turn, plan_id: str, confirmed: str = "0") -> None:
    """Take a plan back (撤回交办); asked first where that tells somebody."""
    value = turn.ask(views.before_recalling, int(plan_id))
    if value.told and confirmed != "1":
        turn.edit(plan_cards.before_recalling(value))
        return
    turn.edit(plan_cards.recalled(turn.do(handing_out.recall, int(plan_id))))


@button(actions.TRY_OUT, Right.PLAN)
def try_out(turn: Turn, plan_id: str, on: str) -> None:
    """Start a trial (试运行), or end it; nobody but the office hears of either."""
    if on == "1":
        turn.edit(plan_cards.tried_out(turn.do(handing_out.try_out, int(plan_id))))
    else:
        turn.edit(plan_cards.trial_stopped(int(plan_id), turn.do(handing_out.stop_trial, int(plan_id))))


@button(actions.REMOVE, Right.PLAN)
def remove(turn: Turn, plan_id: str) -> None:
    """Remove a plan that was loaded by mistake."""
    turn.edit(plan_cards.removed(int(plan_id), turn.do(handing_out.remove, int(plan_id))))


@button(actions.END, Right.PLAN)
def end(turn: Turn, plan_id: str) -> None:
    """Ask why a plan ends."""
    text = plan_cards.ask_reason(turn.ask(views.before_recalling, int(plan_id)))
    prompt_for(turn, "end_plan", text, plan=int(plan_id))


@prompt("end_plan", Right.PLAN, sentence=True)
def take_end(turn: Turn, args: dict[str, object], text: str) -> None:
    """End a plan for the reason that was typed."""
    turn.say(plan_cards.ended(turn.do(handing_out.end, int(str(args["plan"])), text)))


@button(actions.PUT_BACK, Right.PLAN)
def put_back(turn: Turn, plan_id: str) -> None:
    """Take a removal or an end back."""
    turn.edit(plan_cards.put_back(int(plan_id), turn.do(handing_out.put_back, int(plan_id))))


@button(actions.MARK_ISSUED, Right.PLAN)
def mark_issued(turn: Turn, plan_id: str) -> None:
    """Say that the draft has been issued as it stands (印发)."""
    turn.do(settling.mark_issued, int(plan_id))
    turn.edit(plan_cards.overview(turn.ask(overview, int(plan_id))))


@button(actions.MARK_DRAFT, Right.PLAN)
def mark_draft(turn: Turn, plan_id: str) -> None:
    """Say that a plan is still a draft (征求意见稿)."""
    turn.do(settling.mark_draft, int(plan_id))
    turn.edit(plan_cards.overview(turn.ask(overview, int(plan_id))))
