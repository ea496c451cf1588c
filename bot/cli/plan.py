"""``lianxi plan``: from a file to the dispatch, in the terminal."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlmodel import Session

from bot.cli.shared import desk_of, out
from messages import compare_text, plan_cards, plan_sheet
from tasks_db.intake import read_plan_apart
from tasks_db.register.authority import OPERATOR
from tasks_db.register.checkpoints import CYCLE_NAMES
from tasks_db.register.compare import Item, compare_by_key
from tasks_db.register.compare import compare as compare_items
from tasks_db.register.overview import Overview
from tasks_db.store import people, plans
from tasks_db.work.acts import handing_out, loading, replacing, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.views.overview import overview

app = typer.Typer(help="方案：载入、核定、交办、撤回", no_args_is_help=True)
PlanId = Annotated[int, typer.Argument(help="方案编号")]


@app.command()
def add(file: Annotated[Path, typer.Argument(help="方案文件")]) -> None:
    """载入一份方案；交办之前不会通知任何单位。"""
    with desk_of() as desk:
        with out.status(f"正在读 {file.name} ……"):
            draft = read_plan_apart(file)
        with desk.door.write() as session:
            now = desk.clock()
            plan = loading.add(session, people.the_meeting(session), draft, Source.of(file), now, OPERATOR)
            value = overview(session, plan, now)
        _print(value)


@app.command()
def show(plan_id: PlanId) -> None:
    """显示方案读出了什么、还有什么要定。"""
    with desk_of() as desk, desk.door.read() as session:
        _print(overview(session, plans.get(session, plan_id), desk.clock()))


@app.command(name="list")
def list_plans() -> None:
    """列出全部方案。"""
    with desk_of() as desk, desk.door.read() as session:
        table = Table("编号", "方案", "阶段")
        for plan in plans.all_plans(session):
            table.add_row(str(plan.id), plan.title, plan.stage.zh)
        out.print(table)


def _print(value: Overview) -> None:
    out.print(plan_cards.overview(value).text, highlight=False)
    for name in value.unknown:
        out.print(f"　没有对上：{plan_cards.unknown_line(name)}", highlight=False)
    for finding in value.findings:
        out.print(f"　[yellow]疑点[/yellow] {finding.message}", highlight=False)
    if value.blockers:
        out.print(f"下一步：lianxi plan settle {value.plan.id} --help", highlight=False)
    else:
        table = Table("单位", "提问数")
        for unit, count in value.questions.items():
            table.add_row(unit, str(count))
        out.print(table)
        out.print(f"下一步：lianxi plan dispatch {value.plan.id}", highlight=False)


@app.command()
def settle(  # noqa: C901 - one option, one line
    plan_id: PlanId,
    unit: Annotated[list[str] | None, typer.Option(help="印出来的名称=单位库名称，可多次")] = None,
    new_units: Annotated[bool, typer.Option("--new-units", help="没有相近的名称都登记为新单位")] = False,  # noqa: FBT002
    past_due: Annotated[str | None, typer.Option(help="已过期任务：done 已完成，ask 照常催报")] = None,
    default: Annotated[str | None, typer.Option(help="没有时限的：日期，或 quarter/half_year/year")] = None,
    consolidate: Annotated[str | None, typer.Option(help="没有牵头的由谁汇总：first 第一个单位，或单位名称")] = None,
    candidates: Annotated[str | None, typer.Option(help="候选：take 全部采纳，drop 全部不采纳")] = None,
    supplier: Annotated[str | None, typer.Option(help="指标由哪个单位报数")] = None,
    issued: Annotated[bool, typer.Option("--issued", help="已正式印发，内容未变")] = False,  # noqa: FBT002
) -> None:
    """核定方案里还没定的事；可多次运行，每次定一部分。"""
    with desk_of() as desk:
        now = desk.clock()
        with desk.door.write() as session:
            plan = plans.get(session, plan_id)
            settling.refuse_dispatched(plan)
            if candidates:
                for task in plans.tasks_of(session, plan_id, candidates=True):
                    settling.take_candidate(session, task, now, OPERATOR, take=candidates == "take")
            for pair in unit or []:
                printed, _, name = pair.partition("=")
                settling.identify_by_name(session, plan, printed, name, now, OPERATOR)
            if new_units:
                for name_ in overview(session, plan, now).unknown:
                    if name_.is_fresh:
                        settling.register_new_unit(session, plan, name_.match.printed, now, OPERATOR)
            if past_due:
                _settle_past_due(session, plan_id, past_due, now)
            if default:
                value = default if default in CYCLE_NAMES else _day(default)
                settling.default_undated(session, plan, value, now, OPERATOR)
            if consolidate:
                settling.consolidate_rest(
                    session, plan, None if consolidate == "first" else consolidate, now, OPERATOR
                )
            if supplier:
                settling.set_supplier(session, plan, None, supplier, now, OPERATOR)
            if issued:
                settling.mark_issued(session, plan, now, OPERATOR)
            session.flush()
            value_now = overview(session, plan, now)
        _print(value_now)


def _settle_past_due(session: Session, plan_id: int, how: str, now: datetime) -> None:
    if how not in {"done", "ask"}:
        raise typer.BadParameter("--past-due 只能是 done 或 ask。")
    for task in plans.tasks_of(session, plan_id):
        if task.review is not None:
            settling.settle_past_due(session, task, how, now, OPERATOR)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"“{text}”不是日期也不是周期：请写 2025-12-31，或 {'/'.join(CYCLE_NAMES)}。"
        ) from None


@app.command(name="dispatch")
def hand_out(plan_id: PlanId) -> None:
    """交办：从此开始催报。"""
    with desk_of() as desk, desk.door.write() as session:
        plan = plans.get(session, plan_id)
        dues = handing_out.dispatch(session, plan, desk.calendar, desk.clock(), OPERATOR)
        out.print(f"已交办“{plan.title}”，共{dues}项应报。", highlight=False)


@app.command()
def recall(plan_id: PlanId) -> None:
    """撤回交办：停止催报，已报的内容保留。"""
    with desk_of() as desk, desk.door.write() as session:
        plan = plans.get(session, plan_id)
        handing_out.recall(session, plan, desk.clock(), OPERATOR)
        out.print(f"已撤回“{plan.title}”的交办。", highlight=False)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="旧版文件")], new: Annotated[Path, typer.Argument(help="新版文件")]
) -> None:
    """对比一个方案的两版文件：改、拆、并、增、删（不用数据库）。"""
    before, after = read_plan_apart(old), read_plan_apart(new)
    found = compare_items(
        [Item.of_draft(n, task) for n, task in enumerate(before.tasks)],
        [Item.of_draft(n, task) for n, task in enumerate(after.tasks)],
    )
    out.print(compare_text.summary(found), highlight=False)
    for line in compare_text.lines(found):
        out.print(line, highlight=False)


@app.command(name="export")
def export_sheet(plan_id: PlanId, save: Annotated[Path, typer.Option("--out", help="表格文件")]) -> None:
    """把方案导出成表格，改好后用 plan mend 送回。"""
    with desk_of() as desk, desk.door.read() as session:
        items = replacing.items_of(session, plans.get(session, plan_id))
    save.write_bytes(plan_sheet.write(plan_id, items))
    out.print(f"已存到 {save}。改好后运行：lianxi plan mend {save}", highlight=False)


@app.command()
def mend(file: Annotated[Path, typer.Argument(help="改好的表格")]) -> None:
    """采用改好的表格。"""
    plan_id = plan_sheet.plan_of(file)
    if plan_id is None:
        raise plan_sheet.SheetError("这不是导出的方案修订表。请用 lianxi plan export 导出后再改。")
    items = plan_sheet.read(file)
    with desk_of() as desk:
        with desk.door.write() as session:
            plan = plans.get(session, plan_id)
            found = compare_by_key(replacing.items_of(session, plan), items)
            replacing.write_items(session, plan, found, desk.clock(), OPERATOR)
            value = overview(session, plan, desk.clock())
        out.print(compare_text.summary(found), highlight=False)
        _print(value)


@app.command()
def replace(
    old_id: Annotated[int, typer.Argument(help="原方案编号")],
    new_id: Annotated[int, typer.Argument(help="新版方案编号")],
) -> None:
    """用新载入的方案替换原方案；编号、留痕、绑定和已报的内容都保留。"""
    with desk_of() as desk:
        with desk.door.write() as session:
            old, new = plans.get(session, old_id), plans.get(session, new_id)
            found = replacing.replace_plan(session, old, new, desk.clock(), OPERATOR)
            value = overview(session, old, desk.clock())
        out.print(compare_text.summary(found), highlight=False)
        _print(value)
