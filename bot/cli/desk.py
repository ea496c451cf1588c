"""``lianxi desk``: what waits for the office, and what is done about it; the same acts as in chat."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import desk_of, say
from config.clock import local_date
from messages import circular_text, giving_text, office_day
from tasks_db.register.authority import OPERATOR
from tasks_db.work.acts import circulars, giving
from tasks_db.work.acts import desk as acts
from tasks_db.work.views import circulars as circular_views
from tasks_db.work.views import desk as views
from tasks_db.work.views import giving as giving_views

app = typer.Typer(help="待办：需协调事项、逾期未报、意见", no_args_is_help=True)
ReportId = Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="反馈编号，见 lianxi desk pleas")]


@app.command()
def show() -> None:
    """显示现在等着办公室办的事。"""
    with desk_of() as desk:
        day = desk.ask(OPERATOR, views.office)
    say(office_day.office(day).text if day.waits else "现在没有待办。")


@app.command()
def pleas() -> None:
    """列出待答复的需协调事项。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, views.pleas)
    for one in found:
        say(f"#{one.report_id}　{office_day.plea(one).text}")
    say(f"需协调{len(found)}件")


@app.command(name="to-unit")
def to_unit(
    report_id: ReportId, unit: Annotated[str | None, typer.Argument(help="单位；不写就转反馈里点名的单位")] = None
) -> None:
    """把一件需协调事项转给单位。"""
    with desk_of() as desk:
        say(office_day.passed(desk.do(OPERATOR, acts.pass_to_unit, report_id, unit)))


@app.command(name="to-convenors")
def to_convenors(report_id: ReportId) -> None:
    """把一件需协调事项报召集人。"""
    with desk_of() as desk:
        say(office_day.told_convenors(desk.do(OPERATOR, acts.pass_to_convenors, report_id)))


@app.command()
def answer(report_id: ReportId, words: Annotated[str, typer.Argument(help="答复的内容，单位会看到")]) -> None:
    """答复一件需协调事项。"""
    with desk_of() as desk:
        say(office_day.answered(desk.do(OPERATOR, acts.answer_plea, report_id, words)))


@app.command()
def silent() -> None:
    """列出提醒过联络员、成员仍未报的单位。"""
    with desk_of() as desk:
        lines, offered = desk.ask(OPERATOR, views.silent)
    say(office_day.silent(lines, offered).text)
    for line in lines:
        if line.due_id in offered:
            say(f"可提请召集人督促{line.unit}：lianxi desk raise {line.due_id}")


@app.command(name="raise")
def raise_silence(due_id: Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="见 lianxi desk silent")]) -> None:
    """提请召集人督促一个久未反馈的单位。"""
    with desk_of() as desk:
        say(office_day.told_convenors(desk.do(OPERATOR, acts.raise_silence, due_id)))


@app.command()
def opinions(
    number: Annotated[int | None, typer.Argument(help="要答复的意见编号；不写就列出")] = None,
    words: Annotated[str, typer.Argument(help="答复")] = "",
) -> None:
    """列出待答复的意见，或答复一条。"""
    with desk_of() as desk:
        if number is not None:
            say(office_day.opinion_answered(desk.do(OPERATOR, acts.answer_opinion, number, words)))
            return
        for one, who, said in desk.ask(OPERATOR, views.opinions):
            say(f"#{one}　{who}：{said}")


@app.command()
def give(
    text: Annotated[str, typer.Argument(help="谁或依据，单位，日期，事项；用逗号分开")] = "",
    *,
    file: Annotated[Path | None, typer.Option(help="表格：交办事项、单位、时限、依据")] = None,
) -> None:
    """领导交办：一件写一句，多件用表格；从此开始催报。"""
    with desk_of() as desk:
        tasks = (
            giving_text.read_table(file, local_date(desk.clock()))
            if file is not None
            else desk.ask(OPERATOR, giving_views.read_tasks, text)
        )
        say(giving_text.given(desk.do(OPERATOR, giving.give_tasks, tasks)).text)


@app.command()
def notice(
    whom: Annotated[str, typer.Argument(help="全体，或单位、集合单位，几个用顿号隔开")],
    text: Annotated[str, typer.Argument(help="内容")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """发通知，由各单位联络员签收。"""
    with desk_of() as desk:
        if not yes:
            say(circular_text.before_sending(desk.ask(OPERATOR, circular_views.before_sending, whom), text).text)
            typer.confirm("确认发出？", abort=True)
        say(circular_text.sent(desk.do(OPERATOR, circulars.send_circular, whom, text)).text)


@app.command()
def notices(
    number: Annotated[int | None, typer.Argument(help="通知编号；不写就列出")] = None,
    *,
    remind: Annotated[bool, typer.Option("--remind", help="再发给还没签收的人")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="再发给签收了、还没答复的人")] = False,
    phoned: Annotated[str, typer.Option("--phoned", help="电话通知了这个单位；同时写 --who")] = "",
    who: Annotated[str, typer.Option("--who", help="谁接的电话")] = "",
    answer: Annotated[str, typer.Option("--answer", help="电话里答复了什么")] = "",
) -> None:
    """列出发过的通知，或一条通知谁签收了、答复了什么。"""
    with desk_of() as desk:
        if number is None:
            for line in desk.ask(OPERATOR, circular_views.circulars):
                say(f"#{line.id}　{circular_text.circular(line).text}")
            return
        if remind:
            say(circular_text.reminded(desk.do(OPERATOR, circulars.remind_readers, number)))
        if ask:
            say(circular_text.reminded(desk.do(OPERATOR, circulars.ask_for_answers, number), "请答复"))
        if phoned:
            say(circular_text.phoned(*desk.do(OPERATOR, circulars.told_by_phone, phoned, who, answer, number)))
        say(circular_text.circular(desk.ask(OPERATOR, circular_views.circular, number)).text)
