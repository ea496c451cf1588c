"""The command tree on one page; each command is a thin line from words to a call."""

from typing import Annotated

import typer

from bot.cli import (
    answers,
    desk,
    keeping,
    letters,
    links,
    office,
    papers,
    parsing,
    plan,
    questions,
    rehearse,
    reports,
    seat,
    sitting,
    task,
)
from config import logs
from config.collecting import loading
from config.settings import Settings

app = typer.Typer(
    help="联席：联席会议办公室的任务催报与进展汇总机器人",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(plan.app, name="plan")
app.add_typer(task.app, name="task")
app.add_typer(seat.app, name="seat")
app.add_typer(links.app, name="links")
app.add_typer(sitting.app, name="sitting")
app.add_typer(sitting.body_app, name="body")
app.add_typer(office.people_app, name="people")
app.add_typer(answers.review_app, name="review")
app.add_typer(desk.app, name="desk")
app.add_typer(papers.paper_app, name="paper")
app.add_typer(letters.letter_app, name="letter")
app.command()(answers.answer)
app.command(name="put-off")(answers.put_off)
app.command(name="put-offs")(answers.put_offs)
app.command(name="ask-again")(answers.ask_again)
app.command()(answers.chase)
app.command()(parsing.parse)
app.command()(office.init)
app.command()(questions.ask)
app.command()(questions.overdue)
app.command()(questions.progress)
app.command()(questions.mine)
app.command()(questions.unreported)
app.command()(questions.coordination)
app.command()(questions.indicators)
app.command()(reports.due)
app.command()(reports.preview)
app.command()(reports.outbox)
app.command()(reports.burden)
app.command()(reports.digest)
app.command()(reports.ledger)
app.command()(reports.export)
app.command()(reports.tick)
app.command()(rehearse.rehearse)
app.command()(office.doctor)
app.command()(keeping.backup)
app.command()(keeping.restore)


@app.command()
def run(
    *,
    poll: Annotated[
        bool, typer.Option("--poll/--no-poll", help="是否收 Telegram 消息；多个程序共用数据库时只能有一个收")
    ] = True,
    sample: Annotated[bool, typer.Option("--sample", help="打开样例：虚构的望澜县，只在本机，供试用")] = False,
) -> None:
    """运行联席：打开本办公室的网页，设置了令牌同时连 Telegram；还没有 lianxi init 就打开样例。"""
    import asyncio  # noqa: PLC0415 - only this command needs the whole bot

    with loading():
        from bot.run import run_forever  # noqa: PLC0415 - keeps the other commands quick

    settings = Settings()
    logs.set_up(settings.log_format)
    asyncio.run(run_forever(settings, poll=poll, sample=sample))
