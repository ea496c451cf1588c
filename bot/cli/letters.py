"""``lianxi letter``: 提醒函, 催办单 and 督办单 are drafted; ``lianxi paper`` takes them on from there."""

from typing import Annotated

import typer

from bot.cli.papers import show_paper
from bot.cli.shared import BodyName, desk_of, say
from config.clock import local_date
from messages import letter_text
from tasks_db.register.authority import OPERATOR
from tasks_db.register.office_words import day_of
from tasks_db.register.refusals import PaperError
from tasks_db.terms import PaperKind
from tasks_db.work.acts import letters as acts
from tasks_db.work.desk import Desk
from tasks_db.work.views import letters as views

letter_app = typer.Typer(help="提醒函、催办单、督办单", no_args_is_help=True)
Unit = Annotated[str, typer.Argument(help="单位")]


Only = Annotated[str | None, typer.Option("--only", help="只写这一项，编号或名称，如 1-3")]


@letter_app.command(name="list")
def list_letters(
    unit: Annotated[str | None, typer.Argument(help="单位；不写列出全部")] = None, *, body: BodyName = None
) -> None:
    """列出可以发函的单位，或一个单位可以写什么。"""
    with desk_of() as desk:
        if unit is None:
            say(letter_text.listed(desk.ask(OPERATOR, views.remindings, body)).text)
            return
        say(letter_text.unit(desk.ask(OPERATOR, views.reminding, unit, body), office=True, signs=True).text)


@letter_app.command()
def remind(unit: Unit, *, only: Only = None, body: BodyName = None) -> None:
    """起草提醒函：30天内到期的事项。"""
    with desk_of() as desk:
        tasks = _only(desk, unit, only, body)
        _drafted(desk, desk.do(OPERATOR, acts.draft, PaperKind.REMINDER, unit, body, tasks).id)


@letter_app.command()
def urge(unit: Unit, *, only: Only = None, body: BodyName = None) -> None:
    """起草催办单：这个单位拖欠的全部事项，或其中一项。"""
    with desk_of() as desk:
        tasks = _only(desk, unit, only, body)
        _drafted(desk, desk.do(OPERATOR, acts.draft, PaperKind.URGING, unit, body, tasks).id)


def _only(desk: Desk, unit: str, only: str | None, body: str | None) -> tuple[int, ...]:
    """The tasks of which alone a letter is to be; none for all."""
    if only is None:
        return ()
    found = desk.ask(OPERATOR, views.reminding, unit, body)
    named = found.about(only)
    if not named:
        raise PaperError(letter_text.nothing_of(found, only))
    return tuple(item.task_id for item in named)


@letter_app.command()
def supervise(
    unit: Unit,
    task: Annotated[str, typer.Argument(metavar="TASK", help="任务编号，如 1-3")],
    *,
    body: BodyName = None,
) -> None:
    """起草督办单：一项逾期的，或连续两期没有报送的事项。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, views.reminding, unit, body)
        ids = [item.task_id for item in found.owed if item.code == task]
        if not ids:
            known = "、".join(item.code for item in found.supervisable) or "没有"
            raise PaperError(f"{found.unit}没有拖欠第{task}项。可督办的：{known}。")
        _drafted(desk, desk.do(OPERATOR, acts.supervise, unit, ids[0], body).id)


@letter_app.command()
def copy(
    paper: Annotated[int, typer.Argument(metavar="PAPER", help="稿子的编号")],
    names: Annotated[list[str] | None, typer.Argument(help="抄送给谁，可写几个；不写就不抄送")] = None,
) -> None:
    """写一份函或单抄送给谁。"""
    with desk_of() as desk:
        show_paper(desk, desk.do(OPERATOR, acts.copy_to, paper, names or []).id)


@letter_app.command(name="answer-by")
def answer_by(
    paper: Annotated[int, typer.Argument(metavar="PAPER", help="稿子的编号")],
    day: Annotated[str, typer.Argument(help="请对方答复的日期，例如 2025-11-20")],
) -> None:
    """改一份函或单的办理期限。"""
    with desk_of() as desk:
        show_paper(desk, desk.do(OPERATOR, acts.answer_by, paper, day_of(day, local_date(desk.clock()))).id)


def _drafted(desk: Desk, paper_id: int) -> None:
    """Show a draft; where another one of its kind waits already, say so."""
    show_paper(desk, paper_id)
    found = desk.ask(OPERATOR, views.beside, paper_id)
    if found:
        say(letter_text.another(found))
