"""``lianxi sitting notice`` and ``call``: the notice of a sitting read, checked, signed and sent at the terminal."""

from typing import Annotated

import typer

from bot.cli.shared import desk_of, say
from messages import sitting_notices, sitting_text
from tasks_db.register.authority import OPERATOR
from tasks_db.register.meetings.deciding import Step
from tasks_db.work.acts import noticing, sittings
from tasks_db.work.desk import Desk
from tasks_db.work.views import calling
from tasks_db.work.views import sittings as views

app = typer.Typer()
Number = Annotated[int, typer.Argument(metavar="SITTING", help="会议编号")]
Yes = Annotated[bool, typer.Option("--yes", help="不再确认")]


def confirmed(desk: Desk, number: int, step: Step, *, yes: bool) -> None:
    """Show what is about to go out and ask once, unless that was said with ``--yes``; aborts on no."""
    if not yes:
        seen = desk.ask(OPERATOR, views.sitting, number)
        if step is Step.ISSUE:
            say(sitting_notices.before_issue(seen.sitting, desk.clock(), seen.beside).text)
        else:
            say(sitting_notices.before_sending(seen.body, seen.sitting, step, seen.beside).text)
        typer.confirm("现在发出？", abort=True)


@app.command()
def notice(
    number: Number,
    *,
    check: Annotated[bool, typer.Option("--check", help="核稿")] = False,
    sign: Annotated[bool, typer.Option("--sign", help="签发（召集人或办公室主任已签字）")] = False,
) -> None:
    """显示会议通知，核稿、签发。"""
    with desk_of() as desk:
        if check:
            desk.do(OPERATOR, noticing.check, number, sitting_notices.to_release)
        if sign:
            desk.do(OPERATOR, noticing.sign, number, sitting_notices.released)
        say(sitting_notices.shown(*desk.ask(OPERATOR, views.notice, number), office=True).text)


@app.command()
def call(number: Number, *, yes: Yes = False) -> None:
    """发会议通知。"""
    with desk_of() as desk:
        confirmed(desk, number, Step.CALL, yes=yes)
        done = desk.do(OPERATOR, sittings.call, number, sitting_notices.call, sitting_notices.call_heads)
        say(sitting_text.called(done, desk.ask(OPERATOR, calling.leaves_at), desk.clock()))
