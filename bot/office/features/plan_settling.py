"""Settling a loaded plan in chat, one kind of question a page; each press shows what is left."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from bot.office.entries import button, prompt
from bot.office.features.plans import by, part_message, show
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions
from messages.message import Message
from messages.plan_cards import FINDINGS_PER_PAGE
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, plans
from tasks_db.work.acts import roster, settling
from tasks_db.work.views.overview import overview


async def _settle(turn: Turn, plan_id: int, part: str, work: Callable[[Session, models.Plan], object]) -> None:
    """Do one piece of settling and show the same page again, or the overview once its page is empty."""

    def both(session: Session) -> Message:
        plan = plans.get(session, plan_id)
        settling.refuse_dispatched(plan)
        work(session, plan)
        session.flush()
        return (
            part_message(session, turn, plan_id, part)
            if _left(session, turn, plan_id, part)
            else show(session, turn, plan_id)
        )

    await turn.edit(await turn.write(both))


def _left(session: Session, turn: Turn, plan_id: int, part: str) -> bool:
    value = overview(session, plans.get(session, plan_id), turn.now)
    return {
        "units": bool(value.unknown),
        "past": any(t.review for t in value.plan.live_tasks),
        "cands": bool(value.candidates),
        "finds": bool(value.findings),
        "ask": True,
    }.get(part, False)


def _printed(session: Session, turn: Turn, plan: models.Plan, index: str) -> str:
    """The unknown name behind a button; the list may have become shorter since."""
    unknown = overview(session, plan, turn.now).unknown
    found = next((n.match.printed for n in unknown if n.index == int(index)), None)
    if found is None:
        raise PlanError("这个名称已经定过了，请看最新的清单。")
    return found


@button(actions.UNIT_IS, Right.PLAN)
async def unit_is(turn: Turn, plan_id: str, index: str, unit_id: str) -> None:
    def work(session: Session, plan: models.Plan) -> None:
        unit = session.get(models.Unit, int(unit_id))
        if unit is None:
            raise PlanError("单位库里没有这个单位了，请看最新的清单。")
        settling.identify(session, plan, _printed(session, turn, plan, index), unit, turn.now, by(turn))

    await _settle(turn, int(plan_id), "units", work)


@button(actions.UNIT_NEW, Right.PLAN)
async def unit_new(turn: Turn, plan_id: str, index: str) -> None:
    def work(session: Session, plan: models.Plan) -> None:
        settling.register_new_unit(session, plan, _printed(session, turn, plan, index), turn.now, by(turn))

    await _settle(turn, int(plan_id), "units", work)


@button(actions.UNITS_ALL, Right.PLAN)
async def units_all(turn: Turn, plan_id: str) -> None:
    """Every name that resembles nothing known becomes a unit; look-alikes are left to be looked at one by one."""

    def work(session: Session, plan: models.Plan) -> None:
        for name in overview(session, plan, turn.now).unknown:
            if name.is_fresh:
                settling.register_new_unit(session, plan, name.match.printed, turn.now, by(turn))

    await _settle(turn, int(plan_id), "units", work)


@button(actions.UNIT_NAME, Right.PLAN)
async def unit_name(turn: Turn, plan_id: str, index: str) -> None:
    printed = await turn.read(lambda s: _printed(s, turn, plans.get(s, int(plan_id)), index))
    text = f"“{printed}”是哪个单位？请回复单位库里的名称。"
    await prompt_for(turn, "unit_name", text, plan=int(plan_id), printed=printed)


@prompt("unit_name", Right.PLAN)
async def take_unit_name(turn: Turn, args: dict[str, object], text: str) -> None:
    def work(session: Session) -> Message:
        plan = plans.get(session, int(str(args["plan"])))
        settling.identify_by_name(session, plan, str(args["printed"]), text.strip(), turn.now, by(turn))
        return part_message(session, turn, plan.id or 0, "units")

    await turn.say(await turn.write(work))


@button(actions.PAST_DUE, Right.PLAN)
async def past_due(turn: Turn, task_id: str, how: str) -> None:
    task = await turn.read(lambda s: plans.task_by_id(s, int(task_id)))

    def work(session: Session, _plan: models.Plan) -> None:
        settling.settle_past_due(session, plans.task_by_id(session, int(task_id)), how, turn.now, by(turn))

    await _settle(turn, task.plan_id, "past", work)


@button(actions.PAST_DUE_ALL, Right.PLAN)
async def past_due_all(turn: Turn, plan_id: str, how: str) -> None:
    def work(session: Session, plan: models.Plan) -> None:
        for task in plans.tasks_of(session, plan.id or 0):
            if task.review is not None:
                settling.settle_past_due(session, task, how, turn.now, by(turn))

    await _settle(turn, int(plan_id), "past", work)


@button(actions.DEFAULT, Right.PLAN)
async def default(turn: Turn, plan_id: str, choice: str) -> None:
    if choice == "type":
        text = "没有时限的任务默认到哪一天？请回复日期，例如 2025-12-31。"
        await prompt_for(turn, "default_date", text, plan=int(plan_id))
        return

    def work(session: Session, plan: models.Plan) -> None:
        if choice == "end" and plan.period_end is None:
            raise PlanError("方案没有写明期限，请指定日期。")
        value = plan.period_end if choice == "end" and plan.period_end else choice
        settling.default_undated(session, plan, value, turn.now, by(turn))

    await _settle(turn, int(plan_id), "undated", work)


def date_of(text: str) -> date:
    """A date that the office types; raises PlanError with the form it wants."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise PlanError("日期请写成 2025-12-31 这样。") from None


@prompt("default_date", Right.PLAN)
async def take_default_date(turn: Turn, args: dict[str, object], text: str) -> None:
    def work(session: Session) -> Message:
        plan = plans.get(session, int(str(args["plan"])))
        settling.default_undated(session, plan, date_of(text), turn.now, by(turn))
        return show(session, turn, plan.id or 0)

    await turn.say(await turn.write(work))


@button(actions.CONSOLIDATE, Right.PLAN)
async def consolidate(turn: Turn, plan_id: str, choice: str) -> None:
    if choice == "type":
        await prompt_for(turn, "consolidate", "都由哪个单位汇总？请回复单位名称。", plan=int(plan_id))
        return
    await _settle(
        turn,
        int(plan_id),
        "consol",
        lambda s, plan: settling.consolidate_rest(s, plan, None, turn.now, by(turn)),
    )


@prompt("consolidate", Right.PLAN)
async def take_consolidating(turn: Turn, args: dict[str, object], text: str) -> None:
    def work(session: Session) -> Message:
        plan = plans.get(session, int(str(args["plan"])))
        settling.consolidate_rest(session, plan, text.strip(), turn.now, by(turn))
        return show(session, turn, plan.id or 0)

    await turn.say(await turn.write(work))


@button(actions.ASK_MODE_ALL, Right.PLAN)
async def ask_mode_all(turn: Turn, plan_id: str, mode: str) -> None:
    def work(session: Session, plan: models.Plan) -> None:
        for task in plans.tasks_of(session, plan.id or 0):
            settling.ask_mode(session, task, turn.now, by(turn), each=mode == "each")

    await _settle(turn, int(plan_id), "ask", work)


@button(actions.CANDIDATE, Right.PLAN)
async def candidate(turn: Turn, task_id: str, choice: str) -> None:
    task = await turn.read(lambda s: plans.task_by_id(s, int(task_id)))

    def work(session: Session, _plan: models.Plan) -> None:
        row = plans.task_by_id(session, int(task_id))
        settling.take_candidate(session, row, turn.now, by(turn), take=choice == "take")

    await _settle(turn, task.plan_id, "cands", work)


@button(actions.CANDIDATES_ALL, Right.PLAN)
async def candidates_all(turn: Turn, plan_id: str, choice: str) -> None:
    def work(session: Session, plan: models.Plan) -> None:
        for task in plans.tasks_of(session, plan.id or 0, candidates=True):
            settling.take_candidate(session, task, turn.now, by(turn), take=choice == "take")

    await _settle(turn, int(plan_id), "cands", work)


@button(actions.FINDING, Right.PLAN)
async def finding(turn: Turn, finding_id: str) -> None:
    def work(session: Session) -> Message:
        row = session.get(models.Finding, int(finding_id))
        if row is None:
            raise PlanError("没有这处疑点。")
        settling.settle_finding(session, row, turn.now, by(turn))
        session.flush()
        left = _left(session, turn, row.plan_id, "finds")
        return part_message(session, turn, row.plan_id, "finds") if left else show(session, turn, row.plan_id)

    await turn.edit(await turn.write(work))


@button(actions.FINDINGS_SEEN, Right.PLAN)
async def findings_seen(turn: Turn, plan_id: str, page: str) -> None:
    """Everything on one page has been looked at."""
    first = int(page) * FINDINGS_PER_PAGE

    def work(session: Session) -> Message:
        plans.get(session, int(plan_id))
        for row in plans.findings_of(session, int(plan_id))[first : first + FINDINGS_PER_PAGE]:
            settling.settle_finding(session, row, turn.now, by(turn))
        session.flush()
        left = _left(session, turn, int(plan_id), "finds")
        return part_message(session, turn, int(plan_id), "finds") if left else show(session, turn, int(plan_id))

    await turn.edit(await turn.write(work))


@button(actions.SUPPLIER, Right.PLAN)
async def supplier(turn: Turn, plan_id: str) -> None:
    text = "未定的指标由哪个单位报数？请回复单位名称；只定一项就写“3 县教委”。"
    await prompt_for(turn, "supplier", text, plan=int(plan_id))


@prompt("supplier", Right.PLAN)
async def take_supplier(turn: Turn, args: dict[str, object], text: str) -> None:
    def work(session: Session) -> Message:
        plan = plans.get(session, int(str(args["plan"])))
        settling.refuse_dispatched(plan)
        first, _, rest = text.strip().partition(" ")
        seq, unit = (first, rest.strip()) if rest else (None, first)
        settling.set_supplier(session, plan, seq, unit, turn.now, by(turn))
        return part_message(session, turn, plan.id or 0, "inds")

    await turn.say(await turn.write(work))


@button(actions.ROSTER, Right.PEOPLE)
async def take_roster(turn: Turn, plan_id: str) -> None:
    """The printed roster becomes seats; liaisons are not named there, so their seats are offered empty."""
    taken = await turn.do(roster.take_over, int(plan_id))
    left = (
        f"\n单位没有对上的：{'、'.join(e.name + ' ' + e.title for e in taken.left)}。"
        "请先点“单位名称”对上这些单位，或把单位和别名列成表格发给我，再点一次“采用成员名单”。"
        if taken.left
        else ""
    )
    kept = "".join(f"\n{e.role}仍是{holder}（名单上是{e.name}），没有改动。" for e, holder in taken.kept)
    await turn.say(f"已按名单设席位{taken.seats}个，各成员单位的联络员席位空着，可用 /invite 单位 邀请。{left}{kept}")
