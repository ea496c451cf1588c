"""``lianxi init``, ``lianxi people`` and ``lianxi doctor``: setting up and looking after an installation."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot.cli.shared import desk_of, out
from config.clock import local_date
from config.settings import Settings
from messages.people_table import read_people
from tasks_db.register.authority import OPERATOR
from tasks_db.register.refusals import PeopleError
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import roster, seating

people_app = typer.Typer(help="单位和人员", no_args_is_help=True)


@people_app.callback()
def _people() -> None:
    """单位和人员。"""


@people_app.command()
def load(file: Annotated[Path, typer.Argument(help="CSV 或 XLSX：单位、别名、集合单位、席位、姓名、职务")]) -> None:
    """一次载入单位、别名、集合单位、席位和人员。"""
    rows = read_people(file)
    with desk_of() as desk, desk.door.write() as session:
        meeting = people.the_meeting(session)
        units, seats = roster.load_table(session, meeting, rows, desk.clock(), OPERATOR)
        out.print(f"已载入{units}个单位、{seats}个席位。下一步：lianxi seat invite", highlight=False)


def init(
    area: Annotated[str, typer.Option("--area", prompt="辖区（例如 清河县）", help="辖区")],
    meeting: Annotated[str, typer.Option("--meeting", prompt="联席会议名称", help="联席会议名称")],
    office: Annotated[str, typer.Option("--office", prompt="办公室设在哪个单位", help="办公室所在单位")],
    name: Annotated[str, typer.Option("--name", prompt="办公室第一位使用人的姓名", help="姓名")],
) -> None:
    """建立联席会议和办公室的第一个账号，给出绑定用的邀请码。"""
    with desk_of() as desk, desk.door.write() as session:
        _refuse_second(session)
        now = desk.clock()
        made = seating.create_meeting(session, area, meeting, office)
        unit_id = made.office_unit_id
        seat = people.ensure_seat(session, key(made.id), key(unit_id), SeatRole.OFFICE_STAFF)
        seating.take_seat(session, seat, name, local_date(now))
        code = seating.invite(session, seat, now, OPERATOR)
    out.print(f"已建立“{meeting}”。{name}请给机器人发送：/start {code}", highlight=False)
    out.print("下一步：lianxi people load 单位人员表.csv，然后 lianxi run", highlight=False)


def _refuse_second(session: Session) -> None:
    try:
        present = people.the_meeting(session)
    except PeopleError:
        return
    raise PeopleError(f"已经有“{present.name}”了。要重新开始，请换一个数据目录（LIANXI_DATA_DIR）。")


def doctor() -> None:
    """检查设置、数据库、令牌、时钟、节假日和未绑定的席位，并说明怎么办。"""
    from bot.cli import checkup  # noqa: PLC0415 - the other commands need no network library

    worst = 0
    for check in checkup.examine(Settings()):
        mark = {"ok": "[green]正常[/green]", "look": "[yellow]注意[/yellow]", "bad": "[red]有问题[/red]"}[
            check.verdict
        ]
        out.print(f"{mark} {check.what}：{check.sentence}", highlight=False)
        worst = max(worst, int(check.verdict == "bad"))
    sys.exit(worst)
