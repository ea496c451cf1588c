"""What the office does on a plan's page: settles it, one form a kind, amends rows, hands it out, takes it back."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from starlette.responses import Response

from bot.channels.web.office.frame import Endpoint, Visit, whole_number
from bot.channels.web.office.plan import path_of
from config.clock import local_date
from messages import plan_cards, plan_marks_text, plan_parts, task_cards
from tasks_db.language.lists import listed
from tasks_db.register import handing_out as deciding
from tasks_db.register.office_words import day_of, done_day
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import changing, finishing, handing_out, marking, membership, settling, together
from tasks_db.work.acts.together import Amended
from tasks_db.work.views import plans as views
from tasks_db.work.views.overview import overview

_NOTHING: Final = "没有填写要改的内容，什么都没有改。"


async def _today(visit: Visit) -> date:
    return local_date(await visit.site.desk.now())


def _back(visit: Visit, sentence: str, at: str = "") -> Response:
    return visit.back(path_of(visit.number("plan")), sentence, at)


# settling, one form for each kind of doubt


async def _names(visit: Visit) -> Response:
    """Take what the printed names mean; a name that is left open stays open."""
    plan_id = visit.number("plan")
    printed = {one.assignment_id: one.match.printed for one in (await visit.ask(overview, plan_id)).unknown}
    meant: dict[str, int | str | None] = {}
    for number, choice in visit.fields("as-").items():
        if number in printed:
            meant[printed[number]] = _unit_chosen(choice)
    typed = visit.fields("name-")
    meant |= {printed[number]: name for number, name in typed.items() if number in printed}
    likely = visit.text("how") == "likely"
    if not meant and not likely:
        return _back(visit, _NOTHING, "names")
    done = await visit.do(together.settle_names, plan_id, meant, likely=likely)
    return _back(visit, f"已定{done}个单位名称。", "names")


def _unit_chosen(choice: str) -> int | str | None:
    """What was chosen for a printed name: a new unit, one of the registry by its number, or one by its name."""
    if choice == "new":
        return None
    return whole_number(choice.removeprefix("=")) if choice.startswith("=") else choice


async def _units(visit: Visit) -> Response:
    """Give the tasks without units theirs, each what is written for it, else what is written for its section."""
    plan_id = visit.number("plan")
    waiting = deciding.unassigned((await visit.ask(overview, plan_id)).plan.live_tasks)
    own, of_all = visit.fields("units-"), visit.text("rest")
    sections = {
        str(name): str(value).strip() for name, value in visit.form.multi_items() if name.startswith("section-")
    }
    given = {
        task.id: names
        for task in waiting
        if (names := listed(own.get(task.id) or sections.get(f"section-{task.section}") or of_all, spaces=True))
    }
    if not given:
        return _back(visit, _NOTHING, "units")
    return _back(visit, f"已写{await visit.do(together.assign_units, plan_id, given)}项任务的单位。", "units")


async def _dates(visit: Visit) -> Response:
    """Take the days, the cycles and what becomes of past tasks, as far as they are filled in."""
    today = await _today(visit)
    days = {task_id: day_of(text, today) for task_id, text in visit.fields("day-").items()}
    cycles, past = visit.fields("cycle-"), visit.fields("past-")
    if not (days or cycles or past):
        return _back(visit, _NOTHING, "dates")
    done = await visit.do(together.settle_dates, visit.number("plan"), days, cycles, past)
    return _back(visit, f"已定{done}项任务的时限。", "dates")


async def _default(visit: Visit) -> Response:
    """Give every task without a date one day or one cycle."""
    choice, _, standing = visit.text("choice").partition("+")
    chosen = day_of(visit.text("day"), await _today(visit)) if choice == "day" else choice
    done = await visit.do(settling.default_undated, visit.number("plan"), chosen, standing or None)
    return _back(visit, f"已给{done}项任务定下默认时限或周期。", "dates")


async def _past_due(visit: Visit) -> Response:
    done = await visit.do(settling.settle_all_past_due, visit.number("plan"), visit.text("how"))
    return _back(visit, f"已定{done}项过期任务。", "dates")


async def _consolidating(visit: Visit) -> Response:
    """Name the consolidating unit of all tasks that have none: one unit, or the first of each."""
    done = await visit.do(settling.consolidate_rest, visit.number("plan"), visit.text("unit") or None)
    return _back(visit, f"已定{done}项任务的汇总单位。", "table")


async def _candidates(visit: Visit) -> Response:
    chosen = visit.fields("take-")
    taken = [task_id for task_id, choice in chosen.items() if choice == "take"]
    left = [task_id for task_id, choice in chosen.items() if choice == "drop"]
    if not chosen:
        return _back(visit, _NOTHING, "candidates")
    done = await visit.do(together.settle_candidates, visit.number("plan"), taken, left)
    return _back(visit, f"已定{done}条候选，采纳{len(taken)}条。", "candidates")


async def _finding(visit: Visit) -> Response:
    await visit.do(settling.settle_finding, visit.number("finding"))
    return _back(visit, "这处疑点已看。", visit.text("at") or "findings")


async def _findings(visit: Visit) -> Response:
    shown = visit.numbers("finding")
    if not shown:
        return _back(visit, _NOTHING, "findings")
    done = await visit.do(settling.settle_findings, visit.number("plan"), min(shown), max(shown))
    return _back(visit, f"{done}处疑点已看。", "table")


async def _supplier(visit: Visit) -> Response:
    """Take who supplies which indicator's figures, and who supplies those that have nobody."""
    own = {str(name).removeprefix("by-"): visit.text(name) for name in visit.form if name.startswith("by-")}
    named = {seq: unit for seq, unit in own.items() if unit}
    if not named and not visit.text("rest"):
        return _back(visit, _NOTHING, "indicators")
    done = await visit.do(together.settle_suppliers, visit.number("plan"), named, visit.text("rest"))
    return _back(visit, f"已定{done}项指标的报数单位。", "indicators")


async def _asked(visit: Visit) -> Response:
    each = visit.text("mode") == "each"
    await visit.do(settling.ask_mode_of_all, visit.number("plan"), each=each)
    return _back(visit, "全部逐家问。" if each else "全部只问牵头。", "asked")


async def _issued(visit: Visit) -> Response:
    await visit.do(settling.mark_issued, visit.number("plan"))
    return _back(visit, plan_cards.MARKED_ISSUED)


async def _draft(visit: Visit) -> Response:
    await visit.do(settling.mark_draft, visit.number("plan"))
    return _back(visit, plan_cards.MARKED_DRAFT)


async def _marks(visit: Visit) -> Response:
    """Take the number and the day of issue that stand in the fields; an empty field leaves the plan without."""
    written = visit.text("issued")
    day = done_day(written, await _today(visit)) if written else None
    done = await visit.do(marking.set_marks, visit.number("plan"), visit.text("number") or None, day)
    return _back(visit, plan_marks_text.marked(done).text)


async def _members(visit: Visit) -> Response:
    """Take what is proposed of a unit for the tasks that are ticked, and decline the rest; or decline it all."""
    plan_id, unit = visit.number("plan"), visit.text("unit")
    if visit.text("how") != "take":
        await visit.do(membership.decline, plan_id, unit)
        return _back(visit, f"不采纳{unit}的成员变动，照交办时的成员催报。", "members")
    ticked = visit.numbers("task")
    if not ticked:
        raise PlanError("没有勾选任务。要采纳的请勾选；一项都不要，请点“都不采纳”。")
    done = await visit.do(membership.take, plan_id, unit, ticked)
    return _back(visit, plan_cards.members_taken(plan_id, done, taken=True), "members")


# one row


async def _amend(visit: Visit) -> Response:
    """Change what differs from what the page showed; where people are told of another date, it is asked first."""
    task_id, at = visit.number("task"), f"t{visit.number('task')}"
    changed = {
        name: visit.text(name)
        for name in ("day", "cycle", "leads", "responsibles", "leaders", "consolidating")
        if visit.text(name) != visit.text(f"was-{name}")
    }
    for name in ("day", "cycle", "consolidating"):
        if changed.get(name) == "":
            raise PlanError("时限、周期和汇总单位只能改成别的，不能清空。任务不再办的，请用“取消任务”。")
    if not changed:
        return _back(visit, _NOTHING, at)
    day = day_of(changed["day"], await _today(visit)) if "day" in changed else None
    value = await visit.ask(views.before_cancelling, task_id)
    if day is not None and value.told and not visit.confirmed:
        if not visit.text("ground"):
            raise PlanError(f"改时限会告知{value.told}人，请填写依据，例如：县政府会议决定。")
        return visit.ask_first(
            task_cards.before_moving(value, day, visit.text("ground")), "确认改动", path_of(visit.number("plan"))
        )
    change = Amended(
        leads=listed(changed["leads"]) if "leads" in changed else None,
        responsibles=listed(changed["responsibles"]) if "responsibles" in changed else None,
        leaders=listed(changed["leaders"]) if "leaders" in changed else None,
        consolidating=changed.get("consolidating", ""),
        cycle=changed.get("cycle", ""),
        day=day,
        ground=visit.text("ground"),
    )
    _, before = await visit.ask(views.task, task_id)
    done = await visit.do(together.amend, task_id, change)
    plan, after = await visit.ask(views.task, task_id)
    follows = task_cards.asked_from_now(before, after, done.untold) if plan.asks else ""
    return _back(visit, f"第{value.seq}项已改{f'，已告知{done.told}人' if done.told else ''}。{follows}", at)


async def _cancel(visit: Visit) -> Response:
    task_id, ground = visit.number("task"), visit.text("ground")
    if not ground:
        raise PlanError("取消任务要写依据，例如：县政府第12次常务会议决定。")
    if not visit.confirmed:
        value = await visit.ask(views.before_cancelling, task_id)
        question = task_cards.before_cancelling(value, ground).text
        return visit.ask_first(question, "确认取消", path_of(visit.number("plan")))
    done = await visit.do(changing.cancel_task, task_id, ground)
    return _back(visit, task_cards.cancelled(task_id, done, ground).text, "cancelled")


async def _ask_mode(visit: Visit) -> Response:
    """Ask every unit of one task or the leads alone; in a plan that asks, who is asked from now on is said first."""
    task_id, each = visit.number("task"), visit.text("mode") == "each"
    plan, task = await visit.ask(views.task, task_id)
    if plan.asks and each and not visit.confirmed:
        question = task_cards.before_asking_each(task)
        return visit.ask_first(question, "确认逐家问", path_of(visit.number("plan")))
    await visit.do(changing.ask_mode, task_id, each=each)
    _, after = await visit.ask(views.task, task_id)
    follows = task_cards.asked_from_now(task, after) if plan.asks else ""
    return _back(visit, f"第{task.seq}项已改为{'逐家问' if each else '只问牵头'}。{follows}", f"t{task_id}")


async def _exempt(visit: Visit) -> Response:
    """Exempt a unit from a task, asked first: it is told at once (R17)."""
    task_id, unit, reason = visit.number("task"), visit.text("unit"), visit.text("reason")
    if not reason:
        raise PlanError("豁免要写理由，会告知这个单位，例如：辖区没有老旧小区。")
    if not visit.confirmed:
        _, task = await visit.ask(views.task, task_id)
        question = task_cards.before_exempting(task, unit, reason)
        return visit.ask_first(question, "确认豁免", path_of(visit.number("plan")))
    done = await visit.do(changing.exempt, task_id, unit, reason)
    return _back(visit, task_cards.exempted(done), f"t{task_id}")


async def _end_exemption(visit: Visit) -> Response:
    task_id = visit.number("task")
    done = await visit.do(changing.end_exemption, task_id, visit.text("unit"))
    return _back(visit, task_cards.exemption_ended(done), f"t{task_id}")


async def _reopen(visit: Visit) -> Response:
    """Open a closed task again (回头看), asked first with how many people hear of it (R17)."""
    task_id, reason = visit.number("task"), visit.text("reason")
    day = day_of(visit.text("day"), await _today(visit)) if visit.text("day") else None
    if not visit.confirmed and reason:
        value = await visit.ask(views.before_reopening, task_id)
        question = task_cards.before_reopening(value, day, reason)
        return visit.ask_first(question, "确认重开", path_of(visit.number("plan")))
    done = await visit.do(changing.reopen, task_id, reason, day)
    return _back(visit, task_cards.reopened(done, day), f"t{task_id}")


async def _finish_on(visit: Visit) -> Response:
    """Put down on which day a task was done, asked first with what that changes (R17)."""
    task_id, ground = visit.number("task"), visit.text("ground")
    day = done_day(visit.text("day"), await _today(visit))
    if not visit.confirmed:
        value = await visit.ask(views.before_finishing, task_id, day)
        label = "确认办结日期" if value.closed else "确认办结"
        return visit.ask_first(task_cards.before_finishing(value, ground), label, path_of(visit.number("plan")))
    done = await visit.do(finishing.finish_on, task_id, day, ground)
    return _back(visit, task_cards.finished(done), f"t{task_id}")


async def _strike_off(visit: Visit) -> Response:
    title = await visit.do(changing.strike_off, visit.number("task"))
    return _back(visit, task_cards.struck_off(title), f"t{visit.number('task')}")


async def _restore(visit: Visit) -> Response:
    return _back(visit, task_cards.restored(await visit.do(changing.restore_task, visit.number("task"))))


# the whole plan


async def _hand_out(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    if not visit.confirmed:
        value = await visit.ask(views.before_handing_out, plan_id)
        open_still = plan_parts.open_still(await visit.ask(overview, plan_id))
        question = plan_cards.before_handing_out(value).text + open_still
        return visit.ask_first(question, "确认交办", path_of(plan_id))
    return _back(visit, plan_cards.handed_out(await visit.do(handing_out.hand_out, plan_id)).text)


async def _recall(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    value = await visit.ask(views.before_recalling, plan_id)
    if value.told and not visit.confirmed:
        return visit.ask_first(plan_cards.before_recalling(value).text, "确认撤回", path_of(plan_id))
    return _back(visit, plan_cards.recalled(await visit.do(handing_out.recall, plan_id)))


async def _try_out(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    begun = plan_cards.tried_out(await visit.do(handing_out.try_out, plan_id)).text
    return _back(visit, begun + plan_parts.open_still(await visit.ask(overview, plan_id)))


async def _stop_trial(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    return _back(visit, plan_cards.trial_stopped(plan_id, await visit.do(handing_out.stop_trial, plan_id)).text)


async def _remove(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    return _back(visit, plan_cards.removed(plan_id, await visit.do(handing_out.remove, plan_id)).text)


async def _end(visit: Visit) -> Response:
    plan_id, reason = visit.number("plan"), visit.text("reason")
    if not visit.confirmed and reason:
        value = await visit.ask(views.before_recalling, plan_id)
        return visit.ask_first(plan_cards.before_ending(value, reason), "确认终止", path_of(plan_id))
    return _back(visit, plan_cards.ended(await visit.do(handing_out.end, plan_id, reason)).text)


async def _put_back(visit: Visit) -> Response:
    plan_id = visit.number("plan")
    return _back(visit, plan_cards.put_back(plan_id, await visit.do(handing_out.put_back, plan_id)).text)


_ONE: Final = "/plans/{plan}"
READS: Final[Mapping[str, Endpoint]] = {}
DOES: Final[Mapping[str, Endpoint]] = {
    f"{_ONE}/names": _names,
    f"{_ONE}/units": _units,
    f"{_ONE}/dates": _dates,
    f"{_ONE}/default": _default,
    f"{_ONE}/past-due": _past_due,
    f"{_ONE}/consolidating": _consolidating,
    f"{_ONE}/candidates": _candidates,
    f"{_ONE}/findings": _findings,
    f"{_ONE}/findings/{{finding}}": _finding,
    f"{_ONE}/supplier": _supplier,
    f"{_ONE}/asked": _asked,
    f"{_ONE}/issued": _issued,
    f"{_ONE}/draft": _draft,
    f"{_ONE}/marks": _marks,
    f"{_ONE}/members": _members,
    f"{_ONE}/tasks/{{task}}": _amend,
    f"{_ONE}/tasks/{{task}}/cancel": _cancel,
    f"{_ONE}/tasks/{{task}}/restore": _restore,
    f"{_ONE}/tasks/{{task}}/ask-mode": _ask_mode,
    f"{_ONE}/tasks/{{task}}/exempt": _exempt,
    f"{_ONE}/tasks/{{task}}/end-exemption": _end_exemption,
    f"{_ONE}/tasks/{{task}}/reopen": _reopen,
    f"{_ONE}/tasks/{{task}}/finish": _finish_on,
    f"{_ONE}/tasks/{{task}}/strike-off": _strike_off,
    f"{_ONE}/hand-out": _hand_out,
    f"{_ONE}/recall": _recall,
    f"{_ONE}/try-out": _try_out,
    f"{_ONE}/stop-trial": _stop_trial,
    f"{_ONE}/remove": _remove,
    f"{_ONE}/end": _end,
    f"{_ONE}/put-back": _put_back,
}
