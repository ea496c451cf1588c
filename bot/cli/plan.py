"""``lianxi plan``: from a file to 交办, in the terminal; the same acts as in chat."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table

from bot.cli.shared import desk_of, out, say
from config.clock import local_date
from messages import compare_text, office_day, plan_cards, plan_marks_text, plan_parts, plan_sheet
from tasks_db.intake import read_plan_apart
from tasks_db.language.lists import listed
from tasks_db.language.rounds import NAMES
from tasks_db.register.authority import OPERATOR
from tasks_db.register.compare import Item
from tasks_db.register.compare import compare as compare_items
from tasks_db.register.office_words import day_of, done_day, is_cycle, ladder_of, steps_of
from tasks_db.register.overview import Overview
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import handing_out, loading, marking, membership, replacing, roster, settling, together
from tasks_db.work.acts.loading import Source
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.views import plans as views
from tasks_db.work.views import versions
from tasks_db.work.views.membership import proposed
from tasks_db.work.views.overview import overview

app = typer.Typer(help="方案：载入、核定、交办、撤回", no_args_is_help=True)
PlanId = Annotated[int, typer.Argument(help="方案编号")]
Way = Literal["done", "ask"]
Mode = Literal["lead", "each"]
Choice = Literal["take", "drop"]


@app.command()
def add(file: Annotated[Path, typer.Argument(help="方案文件")]) -> None:
    """载入一份方案；交办之前不会通知任何单位。"""
    with desk_of() as desk:
        with out.status(f"正在读 {file.name} ……"):
            draft = read_plan_apart(file)
        _print(desk, desk.do(OPERATOR, loading.load_plan, draft, Source.of(file)))


@app.command()
def show(plan_id: PlanId) -> None:
    """显示方案读出了什么、还有什么要定。"""
    with desk_of() as desk:
        _print(desk, plan_id)


@app.command(name="list")
def list_plans() -> None:
    """列出全部方案。"""
    with desk_of() as desk:
        table = Table("编号", "方案", "阶段")
        for plan in desk.ask(OPERATOR, views.plans, abolished=True):
            table.add_row(str(plan.id), plan.title, plan.stage.zh)
        out.print(table)


@app.command()
def tasks(plan_id: PlanId) -> None:
    """列出方案的任务；单项修改用 lianxi task。"""
    with desk_of() as desk:
        value = desk.ask(OPERATOR, overview, plan_id)
    for task in value.plan.live_tasks:
        say(plan_parts.task_line(task))
    for task in value.candidates:
        say(f"候选 {task.seq}. {task.title}")


@app.command()
def findings(
    plan_id: PlanId,
    *,
    seen: Annotated[str | None, typer.Option(help="标记为已看：编号，可写几个，例如 12,15；all 全部")] = None,
) -> None:
    """列出方案还没看过的疑点，连同两处原文。"""
    with desk_of() as desk:
        if seen is not None:
            _mark_seen(desk, plan_id, seen)
        value = desk.ask(OPERATOR, overview, plan_id)
    for finding, line in zip(value.findings, plan_parts.finding_lines(value), strict=True):
        say(f"#{finding.id}　{line}")
    say(f"疑点{len(value.findings)}处")


def _mark_seen(desk: Desk, plan_id: int, seen: str) -> None:
    numbers = [name.removeprefix("#") for name in listed(seen, spaces=True)]
    if seen != "all" and not all(number.isdecimal() for number in numbers):
        raise typer.BadParameter("请写疑点的编号，例如 12,15；或写 all。")
    shown = [finding.id for finding in desk.ask(OPERATOR, overview, plan_id).findings]
    wanted = shown if seen == "all" else [int(number) for number in numbers]
    unknown = [number for number in wanted if number not in shown]
    if unknown:
        raise PlanError(f"方案{plan_id}没有编号为{'、'.join(map(str, unknown))}的疑点，或已经看过。")
    for number in wanted:
        desk.do(OPERATOR, settling.settle_finding, number)


def _print(desk: Desk, plan_id: int) -> None:
    _print_overview(desk.ask(OPERATOR, overview, plan_id))


def _print_overview(value: Overview) -> None:
    say(plan_cards.overview(value).text)
    for place, name in enumerate(value.unknown, 1):
        say(f"　没有对上：{plan_parts.unknown_line(place, name)}")
    for finding in value.findings:
        out.print("　[yellow]疑点[/yellow] ", end="")
        say(finding.message)
    if value.blockers:
        say(f"下一步：lianxi plan settle {value.plan.id} --help")
    else:
        table = Table("单位", "提问数")
        for unit, count in value.questions.items():
            table.add_row(unit, str(count))
        out.print(table)
        say(f"下一步：lianxi plan dispatch {value.plan.id}")


@app.command()
def settle(
    plan_id: PlanId,
    *,
    unit: Annotated[list[str] | None, typer.Option(help="印出来的名称=单位库名称，可多次")] = None,
    new_unit: Annotated[list[str] | None, typer.Option(help="把印出来的名称登记为新单位，可多次")] = None,
    new_units: Annotated[bool, typer.Option("--new-units", help="没有相近的名称都登记为新单位")] = False,
    likely: Annotated[bool, typer.Option("--likely", help="有相近的名称都按所像的定")] = False,
    units: Annotated[
        str | None, typer.Option(help="没有单位的按序号写：1-3、5 县水利局、县财政局；其余 县城管局")
    ] = None,
    past_due: Annotated[Way | None, typer.Option(help="已过期任务：done 已完成，ask 照常催报")] = None,
    default: Annotated[str | None, typer.Option(help="没有时限的：日期，周期如 quarter，或 end（方案期末）")] = None,
    consolidate: Annotated[str | None, typer.Option(help="没有牵头的由谁汇总：first 第一个单位，或单位名称")] = None,
    ask_mode: Annotated[Mode | None, typer.Option(help="全部任务：lead 只问牵头，each 逐家问")] = None,
    candidates: Annotated[Choice | None, typer.Option(help="候选：take 全部采纳，drop 全部不采纳")] = None,
    supplier: Annotated[str | None, typer.Option(help="指标由哪个单位报数；只定一项写“3 县教委”")] = None,
    issued: Annotated[bool, typer.Option("--issued", help="已正式印发，内容未变")] = False,
) -> None:
    """核定方案里还没定的事；可多次运行，每次定一部分。"""
    with desk_of() as desk:
        value = _default(default, local_date(desk.clock())) if default else None

        chosen: list[tuple[object, Callable[[Context], object]]] = [
            (candidates, lambda ctx: settling.take_all_candidates(ctx, plan_id, take=candidates == "take")),
            (units, lambda ctx: together.assign_in_words(ctx, plan_id, units or "")),
            (unit or new_unit, lambda ctx: _settle_names(ctx, plan_id, unit or [], new_unit or [])),
            (new_units, lambda ctx: settling.register_fresh_units(ctx, plan_id)),
            (likely, lambda ctx: settling.settle_likely(ctx, plan_id)),
            (past_due, lambda ctx: settling.settle_all_past_due(ctx, plan_id, past_due or "")),
            (value, lambda ctx: settling.default_undated(ctx, plan_id, value or "")),
            (consolidate, lambda ctx: settling.consolidate_rest(ctx, plan_id, _consolidating(consolidate))),
            (ask_mode, lambda ctx: settling.ask_mode_of_all(ctx, plan_id, each=ask_mode == "each")),
            (supplier, lambda ctx: settling.set_supplier(ctx, plan_id, supplier or "")),
            (issued, lambda ctx: settling.mark_issued(ctx, plan_id)),
        ]

        def work(ctx: Context) -> None:
            """All that was chosen, or nothing."""
            for wanted, settled in chosen:
                if wanted:
                    settled(ctx)

        desk.do(OPERATOR, work)
        _print(desk, plan_id)


def _consolidating(words: str | None) -> str | None:
    return None if words == "first" else words


def _settle_names(ctx: Context, plan_id: int, pairs: Sequence[str], new: Sequence[str]) -> None:
    for pair in pairs:
        printed, _, name = pair.partition("=")
        settling.identify_by_name(ctx, plan_id, printed, name)
    for printed in new:
        settling.register_new_unit(ctx, plan_id, printed)


def _default(text: str, today: date) -> date | str:
    if text == settling.TO_THE_END:
        return text
    try:
        return day_of(text, today)
    except PlanError:
        if is_cycle(text):
            return text
        names = "/".join(NAMES)
        raise typer.BadParameter(
            f"“{text}”不是日期也不是周期：请写 2025-12-31，或每月25日前、{names}，或 end。"
        ) from None


@app.command()
def marks(
    plan_id: PlanId,
    *,
    number: Annotated[str | None, typer.Option(help="文号，例如 某政办发〔2025〕12号")] = None,
    issued_on: Annotated[str | None, typer.Option(help="印发日期，例如 2025-11-03")] = None,
    take_back: Annotated[bool, typer.Option("--undo", help="撤销上一次改动")] = False,
) -> None:
    """登记或更正文号和印发日期；没有写的那一样不变。"""
    with desk_of() as desk:
        now = desk.ask(OPERATOR, views.marks, plan_id)
        if not (number or issued_on or take_back):
            say(plan_marks_text.told(plan_id, now))
        elif take_back:
            say(plan_marks_text.marked(desk.do(OPERATOR, marking.take_back_marks, plan_id)).text)
        else:
            day = done_day(issued_on, local_date(desk.clock())) if issued_on else now.issued_on
            done = desk.do(OPERATOR, marking.set_marks, plan_id, number or now.number, day)
            say(plan_marks_text.marked(done).text)


@app.command()
def ladder(plan_id: PlanId, days: Annotated[str, typer.Option("--days", help="例如 -14,-7,-1,0,3")]) -> None:
    """定方案自己的提醒日：离时限的天数，时限之前的为负。"""
    chosen = ladder_of(days)
    with desk_of() as desk:
        say(plan_cards.ladder(desk.do(OPERATOR, settling.set_ladder, plan_id, chosen)))


@app.command()
def steps(plan_id: PlanId, days: Annotated[str, typer.Option("--days", help="例如 3,7,15")]) -> None:
    """定不报的怎么升级：过期几个工作日提醒成员、列入办公室清单、可提请召集人。"""
    chosen = steps_of(days)
    with desk_of() as desk:
        say(office_day.steps(desk.do(OPERATOR, settling.set_steps, plan_id, chosen)))


@app.command(name="roster")
def take_roster(plan_id: PlanId) -> None:
    """按方案印的成员名单设席位。"""
    with desk_of() as desk:
        say(plan_cards.roster_taken(desk.do(OPERATOR, roster.take_over, plan_id)))


@app.command(name="dispatch")
def hand_out(
    plan_id: PlanId, *, trial: Annotated[bool, typer.Option("--trial", help="试运行：只发给办公室")] = False
) -> None:
    """交办：从此开始催报；五分钟内撤回不会告知任何人。"""
    with desk_of() as desk:
        if trial:
            say(plan_cards.tried_out(desk.do(OPERATOR, handing_out.try_out, plan_id)).text)
            return
        value = desk.do(OPERATOR, handing_out.hand_out, plan_id)
    say(f"已交办“{value.title}”，共{value.dues}项应报。")


@app.command(name="stop-trial")
def stop_trial(plan_id: PlanId) -> None:
    """停止试运行，回到待交办。"""
    with desk_of() as desk:
        say(plan_cards.trial_stopped(plan_id, desk.do(OPERATOR, handing_out.stop_trial, plan_id)).text)


@app.command()
def recall(plan_id: PlanId) -> None:
    """撤回交办：停止催报，已报的内容保留；告知已收到催报的人。"""
    with desk_of() as desk:
        value = desk.do(OPERATOR, handing_out.recall, plan_id)
    say(f"已撤回“{value.title}”的交办，告知{value.told}人。")


@app.command()
def remove(plan_id: PlanId) -> None:
    """移除载入错了、还没有催报过的方案；可用 put-back 恢复。"""
    with desk_of() as desk:
        say(plan_cards.removed(plan_id, desk.do(OPERATOR, handing_out.remove, plan_id)).text)


@app.command()
def end(plan_id: PlanId, reason: Annotated[str, typer.Argument(help="原因，已收到催报的人会看到")]) -> None:
    """终止方案：停止催报，已报的内容保留；可用 put-back 恢复。"""
    with desk_of() as desk:
        say(plan_cards.ended(desk.do(OPERATOR, handing_out.end, plan_id, reason)).text)


@app.command(name="put-back")
def put_back(plan_id: PlanId) -> None:
    """恢复移除或终止的方案，等待交办。"""
    with desk_of() as desk:
        say(plan_cards.put_back(plan_id, desk.do(OPERATOR, handing_out.put_back, plan_id)).text)


@app.command()
def members(
    plan_id: PlanId,
    *,
    take: Annotated[list[str] | None, typer.Option(help="采纳一个单位的变动，可多次")] = None,
    decline: Annotated[list[str] | None, typer.Option(help="不采纳一个单位的变动，可多次")] = None,
) -> None:
    """列出交办后集合单位的成员变动；采纳之前照交办时的成员催报。"""
    with desk_of() as desk:

        def work(ctx: Context) -> None:
            """All that was chosen, or nothing."""
            for unit in take or []:
                membership.take(ctx, plan_id, unit)
            for unit in decline or []:
                membership.decline(ctx, plan_id, unit)

        if take or decline:
            desk.do(OPERATOR, work)
        left = desk.ask(OPERATOR, proposed, plan_id)
        say(plan_cards.member_changes(left, plan_id).text)
        if left:
            one = left[0].unit
            say(f"采纳：lianxi plan members {plan_id} --take {one}；不采纳：--decline {one}")


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
    say(compare_text.summary(found))
    for line in compare_text.lines(found):
        say(line)


@app.command(name="export")
def export_sheet(plan_id: PlanId, save: Annotated[Path, typer.Option("--out", help="表格文件")]) -> None:
    """把方案导出成表格，改好后用 plan mend 送回。"""
    with desk_of() as desk:
        items = desk.ask(OPERATOR, versions.items, plan_id)
    save.write_bytes(plan_sheet.write(plan_id, items))
    say(f"已存到 {save}。改好后运行：lianxi plan mend {save}")


@app.command()
def mend(file: Annotated[Path, typer.Argument(help="改好的表格")]) -> None:
    """采用改好的表格。"""
    plan_id = plan_sheet.plan_of(file)
    if plan_id is None:
        raise plan_sheet.SheetError("这不是导出的方案修订表。请用 lianxi plan export 导出后再改。")
    with desk_of() as desk:
        items = plan_sheet.read(file, local_date(desk.clock()))
        say(compare_text.summary(desk.do(OPERATOR, replacing.take_sheet, plan_id, items)))
        _print(desk, plan_id)


@app.command()
def replace(
    old_id: Annotated[int, typer.Argument(help="原方案编号")],
    new_id: Annotated[int, typer.Argument(help="新版方案编号")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """用新载入的方案替换原方案；已报的内容都保留，正在催报的照新版催，各单位告知一次改了什么。"""
    with desk_of() as desk:
        value = desk.ask(OPERATOR, versions.before_replacing, old_id, new_id)
        if value.told and not yes:
            say(compare_text.before_replacing(new_id, value).text)
            typer.confirm("确认替换？", abort=True)
        say(compare_text.replaced(desk.do(OPERATOR, replacing.replace_plan, old_id, new_id)))
        _print(desk, old_id)


@app.command()
def replaced(plan_id: PlanId) -> None:
    """列出方案最近一次换新版时的差异。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, versions.last_replaced, plan_id).found
    say(compare_text.summary(found))
    for line in compare_text.lines(found):
        say(line)
