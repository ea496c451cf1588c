"""``lianxi task``: one task of a plan, in the terminal; the same acts as in chat."""

from collections.abc import Callable
from typing import Annotated, Concatenate, Literal, ParamSpec, TypeVar

import typer

from bot.cli.shared import desk_of, say
from config.clock import local_date
from messages import cards, course_text, task_cards
from tasks_db.language.lists import listed
from tasks_db.register.authority import OPERATOR
from tasks_db.register.office_words import day_of, done_day
from tasks_db.register.outcomes import Moved
from tasks_db.work.acts import changing, finishing, settling, together
from tasks_db.work.acts.together import Amended
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.views import course, tasks
from tasks_db.work.views import plans as views

P = ParamSpec("P")
R = TypeVar("R")

app = typer.Typer(help="任务：查看、改时限和单位、豁免、取消、销号", no_args_is_help=True)
PlanId = Annotated[int, typer.Argument(metavar="PLAN", help="方案编号")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="任务序号；或编号，例如 #12")]
Names = Annotated[str, typer.Argument(help="名称，用顿号分开")]


def _show(desk: Desk, task_id: int) -> None:
    """The task as the office changes it."""
    say(task_cards.edit(*desk.ask(OPERATOR, views.task, task_id)).text)


def _id(desk: Desk, plan_id: int, number: str) -> int:
    return desk.ask(OPERATOR, views.task_by_number, plan_id, number)


def _do(
    plan_id: int, number: str, act: Callable[Concatenate[Context, int, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Do an act on a task and show the task as it is then."""
    with desk_of() as desk:
        task_id = _id(desk, plan_id, number)
        result = desk.do(OPERATOR, act, task_id, *args, **kwargs)
        _show(desk, task_id)
    return result


@app.command()
def show(
    plan_id: PlanId,
    number: Number,
    *,
    units: Annotated[bool, typer.Option("--units", help="各单位反馈")] = False,
    source: Annotated[bool, typer.Option("--source", help="方案原文")] = False,
) -> None:
    """显示一项任务：时限、单位、最近反馈。"""
    with desk_of() as desk:
        now = desk.clock()
        seen = desk.ask(OPERATOR, tasks.task, _id(desk, plan_id, number))
        say(cards.card(seen, now).text)
        if units:
            say(cards.units(desk.ask(OPERATOR, tasks.units, seen.task.id), now).text)
        if source:
            say(cards.source(seen.task).text)


@app.command()
def deadline(
    plan_id: PlanId,
    number: Number,
    day: Annotated[str, typer.Argument(help="例如 2025-12-31、2026年6月底")],
    *,
    ground: Annotated[str, typer.Option(help="依据，已收到催报的人会看到")] = "",
) -> None:
    """改时限；已交办的，催报随之改期，并告知已收到催报的人。"""

    def work(ctx: Context, task_id: int) -> Moved:
        return changing.move_deadline(ctx, task_id, day_of(day, ctx.today), ground)

    say(task_cards.moved(_do(plan_id, number, work)))


@app.command()
def units(
    plan_id: PlanId,
    number: Number,
    lead: Annotated[str | None, typer.Option(help="牵头单位，用顿号分开")] = None,
    responsible: Annotated[str | None, typer.Option(help="责任单位，用顿号分开")] = None,
) -> None:
    """改牵头单位、责任单位；没写的不动。"""
    if lead is None and responsible is None:
        raise typer.BadParameter("请写 --lead 或 --responsible。")

    change = Amended(
        leads=listed(lead, spaces=True) if lead is not None else None,
        responsibles=listed(responsible, spaces=True) if responsible is not None else None,
    )
    done = _do(plan_id, number, together.amend, change)
    if done.untold:
        say(f"{'、'.join(done.untold)}不再催报这一项，没有已绑定的联络员，请电话告知。")


@app.command()
def leaders(plan_id: PlanId, number: Number, names: Names) -> None:
    """改责任领导。"""
    _do(plan_id, number, changing.set_leaders, listed(names, spaces=True))


@app.command()
def consolidate(plan_id: PlanId, number: Number, unit: Annotated[str, typer.Argument(help="单位名称")]) -> None:
    """定汇总单位。"""
    _do(plan_id, number, changing.consolidate, unit)


@app.command()
def cycle(
    plan_id: PlanId, number: Number, every: Annotated[str, typer.Argument(help="每季度、每月25日前，或 quarter")]
) -> None:
    """定报送周期。"""
    _do(plan_id, number, changing.set_cycle, every)


@app.command(name="ask-mode")
def ask_mode(plan_id: PlanId, number: Number, mode: Literal["lead", "each"]) -> None:
    """交办前：lead 只问牵头，each 逐家问。"""
    _do(plan_id, number, changing.ask_mode, each=mode == "each")


@app.command(name="past-due")
def past_due(plan_id: PlanId, number: Number, how: Literal["done", "ask"]) -> None:
    """交办前已过期的任务：done 已完成，ask 照常催报。"""
    _do(plan_id, number, settling.settle_past_due, how)


@app.command()
def candidate(plan_id: PlanId, number: Number, choice: Literal["take", "drop"]) -> None:
    """名册以外的一条：take 采纳为任务，drop 不采纳。"""
    _do(plan_id, number, settling.take_candidate, take=choice == "take")


@app.command()
def exempt(
    plan_id: PlanId,
    number: Number,
    unit: Annotated[str, typer.Argument(help="单位名称")],
    reason: Annotated[str, typer.Argument(help="理由")],
) -> None:
    """豁免一个单位，告知其联络员。"""
    with desk_of() as desk:
        value = desk.do(OPERATOR, changing.exempt, _id(desk, plan_id, number), unit, reason)
    say(task_cards.exempted(value))


@app.command(name="end-exemption")
def end_exemption(plan_id: PlanId, number: Number, unit: Annotated[str, typer.Argument(help="单位名称")]) -> None:
    """取消豁免：这个单位照常催报，告知其联络员。"""
    with desk_of() as desk:
        value = desk.do(OPERATOR, changing.end_exemption, _id(desk, plan_id, number), unit)
    say(task_cards.exemption_ended(value))


@app.command()
def cancel(
    plan_id: PlanId,
    number: Number,
    ground: Annotated[str, typer.Argument(help="依据")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """取消任务，告知已收到催报的人；可用 restore 恢复。"""
    with desk_of() as desk:
        task_id = _id(desk, plan_id, number)
        if not yes:
            say(task_cards.before_cancelling(desk.ask(OPERATOR, views.before_cancelling, task_id), ground).text)
            typer.confirm("确认取消？", abort=True)
        done = desk.do(OPERATOR, changing.cancel_task, task_id, ground)
    say(task_cards.cancelled(task_id, done, ground).text)
    say(f"要恢复：lianxi task restore {plan_id} '#{task_id}'")


@app.command()
def restore(plan_id: PlanId, number: Number) -> None:
    """恢复取消了的任务。"""
    with desk_of() as desk:
        say(task_cards.restored(desk.do(OPERATOR, changing.restore_task, _id(desk, plan_id, number))))


@app.command()
def reopen(
    plan_id: PlanId,
    number: Number,
    reason: Annotated[str, typer.Argument(help="原因")],
    *,
    day: Annotated[str | None, typer.Option("--day", help="新的时限，例如 2025-12-31")] = None,
) -> None:
    """回头看：办结的任务重开，写明原因，重新催报。"""
    with desk_of() as desk:
        new = day_of(day, local_date(desk.clock())) if day else None
        say(task_cards.reopened(desk.do(OPERATOR, changing.reopen, _id(desk, plan_id, number), reason, new), new))


@app.command(name="finish")
def finish(
    plan_id: PlanId,
    number: Number,
    day: Annotated[str, typer.Argument(help="实际办结的日期，例如 2025-10-29")],
    ground: Annotated[str, typer.Argument(help="依据")] = "",
) -> None:
    """登记实际办结的日期：没有办结的任务就此办结，已办结的改办结日期。"""
    with desk_of() as desk:
        done = done_day(day, local_date(desk.clock()))
        say(task_cards.finished(desk.do(OPERATOR, finishing.finish_on, _id(desk, plan_id, number), done, ground)))


@app.command(name="strike-off")
def strike_off(plan_id: PlanId, number: Number) -> None:
    """销号：办结之后的最后一步。"""
    with desk_of() as desk:
        say(task_cards.struck_off(desk.do(OPERATOR, changing.strike_off, _id(desk, plan_id, number))))


@app.command()
def history(plan_id: PlanId, number: Number) -> None:
    """显示留痕：谁在什么时候改了什么。"""
    with desk_of() as desk:
        say(course_text.course(desk.ask(OPERATOR, course.course, _id(desk, plan_id, number))))
