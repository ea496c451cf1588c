"""``lianxi seat``: who sits where, who is bound, invitations, handovers and deputies."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.channels.telegram.links import deep_link
from bot.channels.web.links import page_link
from bot.cli.shared import desk_of, out, say
from config.clock import local_date, system_clock
from config.settings import Settings
from messages import dates, filing_text, lost_text, people_text, sitting_file
from messages.people_table import invitation_table
from tasks_db.language import deputy_words
from tasks_db.register.authority import OPERATOR
from tasks_db.register.meetings.filing import mode_named
from tasks_db.register.office_words import day_of
from tasks_db.register.refusals import PeopleError
from tasks_db.terms import SeatRole
from tasks_db.work.acts import deputies, doors, filing, lost, seating
from tasks_db.work.views import browsers as signed_in
from tasks_db.work.views import lost as lost_views
from tasks_db.work.views import sittings
from tasks_db.work.views.seats import before_deputising, seats, seats_meant, standing_in

app = typer.Typer(help="席位：名单、邀请、换人、代理", no_args_is_help=True)
UnitName = Annotated[str, typer.Argument(help="单位")]
SeatRoleName = Annotated[str, typer.Option("--role", help="席位，例如 联络员、办公室主任")]
PersonName = Annotated[str, typer.Argument(help="姓名")]


@app.command(name="list")
def list_seats(*, unbound: Annotated[bool, typer.Option("--unbound", help="只看还没有绑定的")] = False) -> None:
    """列出席位：谁在任，绑定了没有。"""
    with desk_of() as desk:
        value = desk.ask(OPERATOR, seats)
    table = Table("单位", "席位", "姓名", "绑定")
    for line in value.unbound if unbound else value.lines:
        table.add_row(line.unit, line.role.zh, line.person or "空缺", people_text.state(line))
    out.print(table)


@app.command()
def invite(
    unit: Annotated[str | None, typer.Argument(help="单位；不写就邀请全部未绑定的席位")] = None,
    role: Annotated[str, typer.Option(help="席位")] = SeatRole.LIAISON.zh,
    bot_name: Annotated[str, typer.Option(help="Telegram 机器人的用户名，用来生成它的链接；不写就用网页的")] = "",
    save: Annotated[Path, typer.Option("--out", help="全部邀请码存到这个表格")] = Path("邀请码.xlsx"),
) -> None:
    """生成一次性邀请码：一个单位的，或全部未绑定席位的（存成表格）。"""
    settings = Settings()

    def link(code: str) -> str | None:
        return deep_link(bot_name, code) if bot_name else page_link(settings.web_url, code)

    with desk_of(settings) as desk:
        if unit is not None:
            one = desk.do(OPERATOR, seating.invite, unit, _role(role))
            say(people_text.invited(one, link(one.code)))
            return
        invited = desk.do(OPERATOR, seating.invite_unbound)
    save.touch(mode=0o600)  # whoever reads a code can take the seat
    save.write_bytes(invitation_table(invited, link))
    out.print(f"{len(invited)}个席位的邀请码已存到 {save}；以前没用的邀请码都已作废。", highlight=False)


def _role(name: str) -> SeatRole:
    role = next((r for r in SeatRole if r.zh == name), None)
    if role is None:
        raise typer.BadParameter(f"席位只能是：{'、'.join(r.zh for r in SeatRole)}。")
    return role


@app.command()
def handover(unit: UnitName, person: PersonName) -> None:
    """联络员换人：今天起由这个人接任，没办完的都转过去。"""
    with desk_of() as desk:
        say(people_text.handed_over(desk.do(OPERATOR, seating.hand_over, unit, person)))


@app.command()
def deputy(
    unit: UnitName,
    person: PersonName,
    since: Annotated[str, typer.Argument(help="开始日期，例如 2025-12-01")],
    until: Annotated[str, typer.Argument(help="结束日期，例如 2025-12-10")],
    *,
    role: SeatRoleName = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再确认")] = False,
) -> None:
    """临时代理：这几天的提醒改发给代理人。单位处也可以写本人姓名；不写席位是联络员。"""
    with desk_of() as desk:
        said = deputy_words.deputy(f"{unit} {person} {since} {until}", local_date(desk.clock()))
        lines = desk.ask(OPERATOR, seats_meant, f"{role}{said.unit}")
        if len(lines) > 1:
            raise PeopleError(f"可能是几个席位，请用 --role 写明：{'、'.join(line.role.zh for line in lines)}。")
        value = desk.ask(OPERATOR, before_deputising, lines[0].seat_id, said.person, said.since, said.until)
        if not yes:
            say(people_text.before_deputising(value).text)
            typer.confirm("确认代理？", abort=True)
        done = desk.do(OPERATOR, deputies.deputise, "", said.person, said.since, said.until, lines[0].seat_id)
    say(people_text.deputised(done).text)


@app.command()
def undeputy(unit: UnitName, role: SeatRoleName = "") -> None:
    """取消临时代理：提醒从现在起发给原来的人。单位处也可以写本人或代理人的姓名。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, standing_in, f"{role}{unit}")
        if len(found) != 1:
            raise PeopleError(people_text.standing_in(found).text)
        say(people_text.deputy_ended(desk.do(OPERATOR, deputies.end, "", found[0].seat_id)))


@app.command(name="deputies")
def list_deputies() -> None:
    """列出谁在代谁，从哪天到哪天。"""
    with desk_of() as desk:
        say(people_text.standing_in(desk.ask(OPERATOR, standing_in)).text)


@app.command()
def mail(
    unit: UnitName,
    address: Annotated[str | None, typer.Argument(help="邮箱；不写就取消")] = None,
    role: Annotated[str, typer.Option(help="席位")] = SeatRole.LIAISON.zh,
) -> None:
    """登记一个席位的邮箱：没有别的渠道时催报发到那里，邮件里有反馈的链接；不写邮箱就取消。"""
    with desk_of() as desk:
        say(people_text.mail_set(desk.do(OPERATOR, seating.set_mail, desk.links, unit, address, _role(role))))


@app.command()
def browsers() -> None:
    """列出登录着网页的浏览器：谁，在哪个浏览器，最近什么时候用过。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, signed_in.browsers, system_clock())
    table = Table("姓名", "浏览器", "登录", "最近使用")
    for one in found:
        table.add_row(one.person, one.name, dates.moment(one.since), dates.moment(one.seen_at))
    out.print(table)


@app.command(name="sign-out")
def sign_out(person: PersonName) -> None:
    """让一个人在所有浏览器里退出网页：丢了电脑、换了人的时候用。"""
    with desk_of() as desk:
        say(people_text.signed_out(person, desk.do(OPERATOR, doors.end_browsers_of, person)))


@app.command(name="lost")
def lose(person: PersonName, *, yes: Annotated[bool, typer.Option("--yes", help="不再确认")] = False) -> None:
    """换手机、手机丢了：旧的登录、绑定和链接马上停用，同时给一个新邀请码。"""
    wall = system_clock()
    with desk_of() as desk:
        found = desk.ask(OPERATOR, lost_views.called, person, wall)
        say(lost_text.before(found).text)
        if len(found) != 1:
            raise typer.Exit(1)
        if not yes:
            typer.confirm("确认停用？", abort=True)
        say(lost_text.let_out(desk.do(OPERATOR, lost.let_out, found[0].person_id, wall), None))


@app.command(name="test")
def try_seat(unit: UnitName, role: Annotated[str, typer.Option(help="席位")] = SeatRole.LIAISON.zh) -> None:
    """发一条测试消息给一个席位，看能不能收到。"""
    with desk_of() as desk:
        say(people_text.test_sent(desk.do(OPERATOR, seating.send_test, unit, _role(role))))


@app.command()
def replace(
    unit: UnitName,
    person: PersonName,
    *,
    role: Annotated[str, typer.Option(help="席位")] = SeatRole.MEMBER.zh,
    since: Annotated[str | None, typer.Option(help="从哪天起，例如 2025-12-01；不写是今天")] = None,
    mode: Annotated[str | None, typer.Option(help="递补备案、自动更替、会议确定、召集人批准；不写按规则")] = None,
    reason: Annotated[str, typer.Option(help="变动原因")] = "",
    basis: Annotated[str, typer.Option(help="哪次会议确定，或谁何时批准")] = "",
    post: Annotated[str, typer.Option(help="新任的职务")] = "",
    body: Annotated[str | None, typer.Option("--body", help="哪个议事机构：编号或名称；不写是第一个")] = None,
) -> None:
    """换成员、召集人或办公室主任，并登记备案；未办事项一并移交。"""
    with desk_of() as desk:
        day = day_of(since, local_date(desk.clock())) if since else None
        chosen = mode_named(mode) if mode else None
        filed = desk.do(
            OPERATOR,
            filing.replace_holder,
            unit,
            _role(role),
            person,
            since=day,
            mode=chosen,
            reason=reason,
            basis=basis,
            post=post,
            meeting=body,
        )
        say(filing_text.filed(filed))


@app.command()
def filings(
    *,
    body: Annotated[str | None, typer.Option("--body", help="哪个议事机构：编号或名称；不写是第一个")] = None,
    save: Annotated[Path | None, typer.Option("--out", help="备案表存成这个 Word 文件")] = None,
) -> None:
    """列出成员调整备案。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, sittings.filings, body)
        now = desk.clock()
    say(filing_text.filings(*found).text)
    if save is not None:
        save.write_bytes(sitting_file.filings(*found, now, local_date(now)).content)
        say(f"备案表已存到 {save}")
