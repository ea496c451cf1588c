"""``lianxi init``, ``lianxi people`` and ``lianxi doctor``: setting up and looking after an installation."""

import itertools
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import desk_of, out, say
from config.settings import Settings
from messages import people_text
from messages.people_table import read_people
from tasks_db.register.authority import OPERATOR
from tasks_db.work.acts import founding, roster, units
from tasks_db.work.views import units as unit_views

people_app = typer.Typer(help="单位和人员", no_args_is_help=True)


@people_app.callback()
def _people() -> None:
    """单位和人员。"""


@people_app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV 或 XLSX：单位、别名、集合单位、席位、姓名、职务、邮箱")],
    *,
    body: Annotated[str | None, typer.Option(help="席位设在哪个议事机构：编号或名称；不写是第一个")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="现在有人的席位也换成表里的人")] = False,
) -> None:
    """一次载入单位、别名、集合单位、席位和人员。"""
    rows = read_people(file)
    with desk_of() as desk:
        taken = desk.do(OPERATOR, roster.load_table, rows, body, mails=desk.links.mails, replaces=replace)
    say(f"{people_text.table_taken(taken)}下一步：lianxi seat invite")
    if taken.held:
        say(f"{people_text.left_seated(taken.held)}\n要换的，请再运行一次，加上 --replace。")


@people_app.command()
def rename(
    name: Annotated[str, typer.Argument(help="现在的名称")], new: Annotated[str, typer.Argument(help="新名称")]
) -> None:
    """单位改名；原名仍能认出。"""
    with desk_of() as desk:
        say(people_text.renamed(desk.do(OPERATOR, units.rename, name, new), new))


@people_app.command()
def merge(
    name: Annotated[str, typer.Argument(help="重复的单位")],
    into: Annotated[str, typer.Argument(help="留下的单位")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """把一个单位并入另一个：任务、席位、名称一起并过去，不能撤销。"""
    with desk_of() as desk:
        if not yes:
            say(people_text.before_merging(desk.ask(OPERATOR, unit_views.before_merging, name, into)).text)
            typer.confirm("确认合并？", abort=True)
        say(people_text.merged(desk.do(OPERATOR, units.merge, name, into)))


@people_app.command()
def end(
    name: Annotated[str, typer.Argument(help="单位")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """单位撤并：今天以后不再催，席位结束，历史保留。"""
    with desk_of() as desk:
        if not yes:
            say(people_text.before_ending(desk.ask(OPERATOR, unit_views.before_ending, name)).text)
            typer.confirm("确认撤并？", abort=True)
        say(people_text.ended(desk.do(OPERATOR, units.end, name)))


def init(
    area: Annotated[str, typer.Option("--area", prompt="辖区（例如 清河县）", help="辖区")],
    meeting: Annotated[str, typer.Option("--meeting", prompt="联席会议名称", help="联席会议名称")],
    office: Annotated[str, typer.Option("--office", prompt="办公室设在哪个单位", help="办公室所在单位")],
    name: Annotated[str, typer.Option("--name", prompt="办公室第一位使用人的姓名", help="姓名")],
) -> None:
    """建立联席会议和办公室的第一个账号，给出绑定用的邀请码。"""
    with desk_of() as desk:
        code = desk.do(OPERATOR, founding.set_up_office, area, meeting, office, name)
    say(f"已建立“{meeting}”。{name}的邀请码：{code}（只能用一次）")
    say(f"下一步：lianxi run，在打开的网页里填这个邀请码；用 Telegram 的，给机器人发送 /start {code}")
    say("单位和人员：lianxi people load 单位人员表.csv，或登录后把表格发到会话里。")


def doctor(
    *, deep: Annotated[bool, typer.Option("--deep", help="把每项应报的催报日期重算一遍，有误的改正")] = False
) -> None:
    """检查设置、数据库、令牌、时钟、节假日和未绑定的席位，并说明怎么办。"""
    from bot.channels.mail.checkup import mail  # noqa: PLC0415 - as below
    from bot.channels.telegram.checkup import token  # noqa: PLC0415 - the other commands need no network library
    from bot.channels.web.checkup import page  # noqa: PLC0415 - as above
    from bot.office.checkup import examine, look_deeper  # noqa: PLC0415 - as above

    worst, settings = 0, Settings()
    for check in itertools.chain(
        (page(settings),), examine(settings, token, mail), (look_deeper(settings) for _ in range(deep))
    ):
        mark = {"ok": "[green]正常[/green]", "look": "[yellow]注意[/yellow]", "bad": "[red]有问题[/red]"}[
            check.verdict
        ]
        out.print(f"{mark} {check.what}：{check.sentence}", highlight=False, soft_wrap=True)
        worst = max(worst, int(check.verdict == "bad"))
    sys.exit(worst)
