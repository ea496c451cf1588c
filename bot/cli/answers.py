"""``lianxi review | answer | chase``: what units answer, in the terminal; the same acts as in chat."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli.shared import desk_of, out, say
from config.clock import local_date
from messages import cards, orders_text, put_off_text, receipts, reviewing
from messages.phrases import clip, said
from tasks_db.language.lists import listed
from tasks_db.register.authority import OPERATOR
from tasks_db.register.office_words import day_of
from tasks_db.work.acts import chasing, phoning, putting_off
from tasks_db.work.acts import reviewing as acts
from tasks_db.work.desk import Desk
from tasks_db.work.views import phoned, reviews, tasks
from tasks_db.work.views import putting_off as put_off_views

_MAX_NUMBER = 2**31 - 1
review_app = typer.Typer(help="审核：待审核的反馈，通过或退回", no_args_is_help=True)

PlanId = Annotated[int, typer.Argument(metavar="PLAN", min=1, max=_MAX_NUMBER, help="方案编号")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="任务序号")]
By = Annotated[str | None, typer.Option("--by", help="记在办公室哪位人员名下；只有一位时不用写")]
ReportId = Annotated[int, typer.Argument(min=1, max=_MAX_NUMBER, help="反馈编号，见 lianxi review list")]


@review_app.command(name="list")
def list_reports() -> None:
    """列出待审核的反馈。"""
    with desk_of() as desk:
        waiting = (*desk.ask(OPERATOR, reviews.waiting), *desk.ask(OPERATOR, reviews.incomplete))
        now = desk.clock()
    if not waiting:
        say(reviewing.waiting(waiting, 0, now).text)
        return
    table = Table("编号", "单位", "任务", "反馈")
    for one in waiting:
        words = (one.report.unit, clip(one.task.title, 30), clip(said(one.report), 60))
        table.add_row(str(one.report.id), *map(escape, words))
    out.print(table)


@review_app.command(name="show")
def show_report(report_id: ReportId) -> None:
    """显示一条反馈：谁报的、原话、佐证。"""
    with desk_of() as desk:
        say(reviewing.one(desk.ask(OPERATOR, reviews.one, report_id), desk.clock()).text)


@review_app.command()
def accept(
    report_id: ReportId,
    *,
    day: Annotated[str | None, typer.Option("--day", help="同意延到别的日期，例如 2025-12-10")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """通过一条反馈；同意延期的，时限随之改动。办结时还有别的反馈没有审核的，先问一次。"""
    with desk_of() as desk:
        asks = reviewing.before_closing(desk.ask(OPERATOR, reviews.one, report_id))
        if asks is not None and not yes:
            say(asks.text)
            typer.confirm("仍同意办结？", abort=True)
        granted = day_of(day, local_date(desk.clock())) if day else None
        _decide(desk, report_id, accepted=True, day=granted)


@review_app.command()
def reassign(report_id: ReportId, units: Annotated[str, typer.Argument(help="改后的单位，用顿号分开")]) -> None:
    """同意“不属我单位”，把任务改给别的单位；告知原来的单位。"""
    with desk_of() as desk:
        notice = reviewing.reassigned(desk.ask(OPERATOR, reviews.one, report_id), listed(units, spaces=True))
        say(reviewing.decided(desk.do(OPERATOR, acts.reassign, report_id, listed(units, spaces=True), notice)))
        say(notice.text)


@review_app.command(name="return")
def send_back(report_id: ReportId, reason: Annotated[str, typer.Argument(help="退回的原因，单位会看到")]) -> None:
    """退回一条反馈，并告知单位原因。"""
    with desk_of() as desk:
        _decide(desk, report_id, accepted=False, reason=reason)


@review_app.command(name="take-away")
def take_away(report_id: ReportId, reason: Annotated[str, typer.Argument(help="收回的原因，单位会看到")]) -> None:
    """收回一条已通过的反馈，哪天都可以；不再算数，单位重新报。"""
    with desk_of() as desk:
        case = desk.ask(OPERATOR, reviews.one, report_id)
        notice = reviewing.told(case, accept=False, reason=reason, was_accepted=True)
        say(reviewing.decided(desk.do(OPERATOR, acts.return_accepted, report_id, notice, reason)))


@review_app.command(name="pass-plain")
def pass_plain(
    report_ids: Annotated[list[int] | None, typer.Argument(help="反馈编号；不写就是全部", show_default=False)] = None,
) -> None:
    """一般反馈（没有申请、困难、需协调的）一起通过，一次告知各单位。"""
    with desk_of() as desk:
        if report_ids:
            done = desk.do(OPERATOR, acts.pass_chosen, report_ids)
        else:
            waiting = [one.report.id for one in desk.ask(OPERATOR, reviews.waiting)]
            done = desk.do(OPERATOR, acts.pass_plain, max(waiting, default=0))
        say(reviewing.passed(done, len(desk.ask(OPERATOR, reviews.waiting))).text)


def _decide(desk: Desk, report_id: int, *, accepted: bool, reason: str = "", day: date | None = None) -> None:
    case, again = desk.ask(OPERATOR, reviews.one, report_id), desk.ask(OPERATOR, reviews.was_accepted, report_id)
    notice = reviewing.told(case, accept=accepted, reason=reason, day=day, was_accepted=again)
    done = desk.do(OPERATOR, acts.decide, report_id, notice, accept=accepted, reason=reason, day=day)
    receipt = reviewing.decided(done)
    if accepted:
        receipt += reviewing.real_day(done.said, local_date(desk.clock()))
    say(reviewing.accepted(receipt, done.said.report).text if accepted else receipt)


def answer(
    unit: Annotated[str, typer.Argument(help="单位")],
    number: Number,
    text: Annotated[str, typer.Argument(help="单位的答复，例如“进度60%，正在选址”")],
    *,
    by: By = None,
    yes: Annotated[bool, typer.Option("--yes", help="代替同事已代录的数，不再询问")] = False,
) -> None:
    """代录一个单位的电话答复。"""
    with desk_of() as desk:
        found = None if yes else desk.ask(OPERATOR, phoned.of_colleague, unit, number, text)
        if found is not None and found[0].entered_by != by:
            typer.confirm(orders_text.instead_of_colleague(*found, desk.clock()), abort=True)
        written = desk.do(OPERATOR, phoning.write_down, unit, number, text, by)
        say(receipts.written_down(written, desk.clock()).text)
    say(f"审核：lianxi review accept {written.report.id}")


def put_off(
    unit: Annotated[str, typer.Argument(help="单位")],
    number: Number,
    day: Annotated[str, typer.Argument(help="缓到哪天再催，例如 2025-11-10")],
    *,
    why: Annotated[str, typer.Option("--why", help="原因")] = "",
) -> None:
    """缓催：一个单位的一项任务在那天以前不提醒，当天再催；不记为进展。"""
    with desk_of() as desk:
        until = day_of(day, local_date(desk.clock()))
        shares = desk.ask(
            OPERATOR, put_off_views.shares, desk.ask(OPERATOR, put_off_views.named, f"{unit} {number}项")
        )
        say(put_off_text.done(desk.do(OPERATOR, putting_off.put_off_for, shares, until, why)).text)


def put_offs() -> None:
    """列出缓催的：哪个单位哪一项，到哪天再催，为什么。"""
    with desk_of() as desk:
        say(put_off_text.in_force(desk.ask(OPERATOR, put_off_views.in_force)).text)


def ask_again(
    unit: Annotated[str, typer.Argument(help="单位")],
    number: Annotated[str, typer.Argument(help="任务编号；不写是这个单位缓催的全部")] = "",
) -> None:
    """不再缓催：照常提醒。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, put_off_views.called, f"{unit} {number}项" if number else unit)
        done = desk.do(OPERATOR, putting_off.ask_again_for, [one.assignment_id for one in found])
        say(put_off_text.asked_again(done))


def chase(plan_id: PlanId, number: Number, *, by: By = None) -> None:
    """催一催：一项任务里还没有反馈的单位，随下一条消息再问一次。"""
    with desk_of() as desk:
        seen = desk.ask(OPERATOR, tasks.in_plan, plan_id, number)
        say(cards.chased(desk.do(OPERATOR, chasing.chase, seen.task.id, by)))
