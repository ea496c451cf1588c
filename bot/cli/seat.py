"""``lianxi seat``: who sits where, who is bound, invitations, handovers and deputies."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.channels.telegram.links import deep_link
from bot.cli.shared import desk_of, out
from config.clock import local_date
from messages.people_table import invitation_table
from tasks_db.register.authority import OPERATOR
from tasks_db.register.refusals import PeopleError
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.store.units import find_unit
from tasks_db.terms import SeatRole
from tasks_db.work.acts import seating

app = typer.Typer(help="席位：名单、邀请", no_args_is_help=True)


@app.command(name="list")
def list_seats(*, unbound: Annotated[bool, typer.Option("--unbound", help="只看还没有绑定的")] = False) -> None:
    """列出席位：谁在任，绑定了没有。"""
    with desk_of() as desk, desk.door.read() as session:
        meeting = people.the_meeting(session)
        table = Table("单位", "席位", "姓名", "绑定")
        for line in people.seat_lines(session, key(meeting.id), local_date(desk.clock())):
            if not (unbound and line.bound):
                state = ("联系不上" if not line.reachable else "已绑定") if line.bound else "未绑定"
                table.add_row(line.unit, line.role.zh, line.person or "空缺", state)
        out.print(table)


@app.command()
def invite(
    unit: Annotated[str | None, typer.Argument(help="单位；不写就邀请全部未绑定的席位")] = None,
    role: Annotated[str, typer.Option(help="席位")] = SeatRole.LIAISON.zh,
    bot_name: Annotated[str, typer.Option(help="机器人的用户名，用来生成链接；不写就只给邀请码")] = "",
    save: Annotated[Path, typer.Option("--out", help="全部邀请码存到这个表格")] = Path("邀请码.xlsx"),
) -> None:
    """生成一次性邀请码：一个单位的，或全部未绑定席位的（存成表格）。"""
    with desk_of() as desk, desk.door.write() as session:
        meeting = people.the_meeting(session)
        now = desk.clock()
        if unit is None:
            invited = seating.invite_unbound(session, key(meeting.id), now, OPERATOR)
            save.touch(mode=0o600)  # whoever reads a code can take the seat
            save.write_bytes(invitation_table(invited, partial(deep_link, bot_name) if bot_name else None))
            out.print(f"{len(invited)}个席位的邀请码已存到 {save}；以前没用的邀请码都已作废。", highlight=False)
            return
        wanted = next((r for r in SeatRole if r.zh == role), None)
        if wanted is None:
            raise typer.BadParameter(f"席位只能是：{'、'.join(r.zh for r in SeatRole)}。")
        found = find_unit(session, meeting.jurisdiction_id, unit)
        if found is None:
            raise PeopleError(f"单位库里没有“{unit}”。请用 lianxi people load 载入单位，或写全称。")
        seat = people.ensure_seat(session, key(meeting.id), key(found.id), wanted)
        code = seating.invite(session, seat, now, OPERATOR)
        out.print(f"{found.name}{role}：{code}", highlight=False)
        if bot_name:
            out.print(f"链接：{deep_link(bot_name, code)}", highlight=False)
