"""``lianxi links``: links for those without a channel, to be passed on by SMS, WeChat or paper."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.shared import desk_of, out, say
from config.clock import local_date
from messages import links_text
from tasks_db.register.authority import OPERATOR
from tasks_db.register.links import LinkList
from tasks_db.work.acts import links as acts
from tasks_db.work.views import links as views

app = typer.Typer(help="链接：没有渠道的单位用它反馈（表格、二维码）", invoke_without_command=True)


@app.callback()
def links(ctx: typer.Context) -> None:
    """列出没有渠道的席位：有没有链接，到哪天，今天的消息转交了没有。"""
    if ctx.invoked_subcommand is None:
        with desk_of() as desk:
            _list(desk.ask(OPERATOR, views.overview))


def _list(value: LinkList) -> None:
    table = Table("单位", "席位", "姓名", "链接", "今天")
    for line in value.lines:
        waits = links_text.waits(line)
        table.add_row(line.unit, line.role.zh, line.person, links_text.state(value, line), waits)
    out.print(table)
    if value.vacant:
        say(f"没有联络员的：{'、'.join(value.vacant)}。请先登记姓名：lianxi seat handover 单位 姓名")
    say("生成链接和二维码：lianxi links make --out 文件夹")


@app.command()
def make(
    units: Annotated[list[str] | None, typer.Argument(help="单位；不写就是全部没有渠道的席位")] = None,
    *,
    folder: Annotated[Path, typer.Option("--out", help="表格和二维码存到这个文件夹")] = Path("链接"),
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """生成链接：一张表格，每个席位一个二维码；他们以前的链接作废。"""
    with desk_of() as desk:
        if not units and not yes:
            lines = desk.ask(OPERATOR, views.overview).without_channel
            living = sum(line.until is not None for line in lines)
            typer.confirm(f"给{len(lines)}个席位生成链接？其中{living}个以前的链接随之作废。", abort=True)
        made = desk.do(OPERATOR, acts.make, desk.links, units or ())
        day = local_date(desk.clock())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = [(f"链接{day}.xlsx", links_text.link_table(made)), *links_text.pictures(made)]
    for name, content in files:
        target = folder / name
        target.touch(mode=0o600)  # whoever has a link can answer for the seat
        target.write_bytes(content)
    say(links_text.made(made))
    say(f"表格和{len(made)}个二维码已存到 {folder}。转交以后：lianxi links passed")


@app.command()
def passed(unit: Annotated[str | None, typer.Argument(help="单位；不写就是今天全部待转交的")] = None) -> None:
    """记下今天的消息已经转交。"""
    with desk_of() as desk:
        say(links_text.passed(desk.do(OPERATOR, acts.pass_on, unit)))


@app.command()
def recall(unit: Annotated[str, typer.Argument(help="单位")]) -> None:
    """收回一个单位的链接：马上打不开，也不再算能催到。"""
    with desk_of() as desk:
        say(links_text.recalled(unit, desk.do(OPERATOR, acts.recall, unit)))
