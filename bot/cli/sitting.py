"""``lianxi sitting`` and ``lianxi body``: sittings from proposal to follow-up, and the rules; the chat's acts."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import sitting_notice
from bot.cli.shared import BodyName, desk_of, say
from bot.cli.sitting_notice import Number, Yes, confirmed
from messages import agenda_text, presence_text, resolutions_text, sitting_file, sitting_notices, sitting_text
from messages.message import Attachment
from tasks_db.language.lists import listed
from tasks_db.language.matters import matters
from tasks_db.language.proposing_words import kind_of
from tasks_db.language.sitting_words import reply
from tasks_db.register.authority import OPERATOR
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.rules import FIELDS
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import BodyKind, Reply
from tasks_db.work.acts import agendas, attending, bodies, minutes, sittings
from tasks_db.work.desk import Desk
from tasks_db.work.views import sittings as views

app = typer.Typer(help="会议：提议、审核、通知、回执、纪要、督办", no_args_is_help=True)
app.add_typer(sitting_notice.app)
body_app = typer.Typer(help="联席会议、领导小组、工作专班和它们的规则", no_args_is_help=True)
By = Annotated[str | None, typer.Option(help="是谁（姓名）：终端里代为登记要写明")]
Words = Annotated[str, typer.Argument(help="内容")]


def _show(desk: Desk, number: int) -> views.Seen:
    seen = desk.ask(OPERATOR, views.sitting, number)
    say(sitting_text.card(seen.sitting, seen.steps, followed=seen.followed, unbound=seen.unbound).text)
    return seen


@app.command(name="list")
def list_sittings(*, body: BodyName = None) -> None:
    """列出会议，新的在前。"""
    with desk_of() as desk:
        value = desk.ask(OPERATOR, views.sittings, body)
        say(sitting_text.listed(value.body, value.sittings, narrowed=value.narrowed).text)


@app.command()
def show(number: Number) -> None:
    """显示一次会议：状态、议程、回执、纪要。"""
    with desk_of() as desk:
        seen = _show(desk, number)
        for part in (agenda_text.agenda(seen.sitting), presence_text.attendance(seen.sitting)):
            say(part.text)
        if seen.sitting.resolutions:
            say(sitting_notices.minutes(seen.body, seen.sitting))


@app.command()
def propose(
    topic: Annotated[str, typer.Argument(help="研究什么事项")],
    *,
    why: Annotated[str, typer.Option(help="提议的理由")] = "",
    kind: Annotated[str, typer.Option(help="全体会议、部分成员单位会议、专题会议、临时会议")] = "临时会议",
    by: By = None,
    body: BodyName = None,
) -> None:
    """提议开会，等审核人同意。"""
    with desk_of() as desk:
        told = (sitting_notices.proposed, sitting_notices.proposed_to_office)
        number = desk.do(OPERATOR, sittings.propose, kind_of(kind), topic, *told, grounds=why, meeting=body, by=by)
        _show(desk, number)


@app.command()
def withdraw(number: Number, *, by: By = None) -> None:
    """撤回还没有审核的提议。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.withdraw, number, sitting_notices.cancelled, by=by)
        _show(desk, number)


@app.command()
def approve(number: Number, *, by: By = None) -> None:
    """登记审核人同意召开。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.decide, number, sitting_notices.decided, accept=True, by=by)
        _show(desk, number)


@app.command()
def refuse(number: Number, reason: Annotated[str, typer.Argument(help="理由")], *, by: By = None) -> None:
    """登记审核人不同意，写明理由。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.decide, number, sitting_notices.decided, accept=False, reason=reason, by=by)
        _show(desk, number)


@app.command()
def when(number: Number, words: Annotated[str, typer.Argument(help="例如：11月20日上午9:30 三楼会议室")]) -> None:
    """定会议时间和地点；已发通知的，再通知一遍。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.set_time, number, words, sitting_notices.moved, sitting_notices.moved_heads)
        _show(desk, number)


@app.command()
def chair(number: Number, words: Annotated[str, typer.Argument(help="职务和姓名")]) -> None:
    """定主持人：召集人，或召集人委托的同志。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.set_chair, number, words)
        _show(desk, number)


@app.command()
def units(
    number: Number,
    names: Annotated[str, typer.Argument(help="单位，用顿号分开")],
    *,
    observers: Annotated[bool, typer.Option("--observers", help="这些单位列席")] = False,
) -> None:
    """定参会单位，或列席单位。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.set_units, number, listed(names, spaces=True), observers=observers)
        _show(desk, number)


@app.command()
def agenda(
    number: Number,
    *,
    add: Annotated[str | None, typer.Option(help="增列一个议题")] = None,
    drop: Annotated[int | None, typer.Option(help="删去第几项")] = None,
    draft: Annotated[bool, typer.Option("--draft", help="按台账重拟议程")] = False,
) -> None:
    """显示、重拟或修改议程。"""
    left = 0
    with desk_of() as desk:
        if draft:
            left = desk.do(OPERATOR, agendas.draft, number).left
        if drop is not None:
            desk.do(OPERATOR, agendas.drop_item, number, drop)
        if add is not None:
            desk.do(OPERATOR, agendas.add_items, number, matters(add))
        say(agenda_text.agenda(desk.ask(OPERATOR, views.sitting, number).sitting, left=left).text)


@app.command()
def cancel(number: Number, reason: Annotated[str, typer.Argument(help="原因")]) -> None:
    """取消会议，并告知已通知的单位。"""
    with desk_of() as desk:
        desk.do(OPERATOR, sittings.cancel, number, reason, sitting_notices.cancelled)
        _show(desk, number)


@app.command()
def answer(
    number: Number,
    unit: Annotated[str, typer.Argument(help="单位")],
    words: Annotated[str, typer.Argument(help="参加 或 请假")],
    *,
    delegate: Annotated[str, typer.Option(help="委派谁参会")] = "",
    reason: Annotated[str, typer.Option(help="请假原因")] = "",
) -> None:
    """代录一个单位的回执。"""
    chosen: Reply = reply(words)
    with desk_of() as desk:
        name = desk.do(OPERATOR, attending.reply, number, chosen, delegate=delegate, reason=reason, unit=unit)
        say(f"{name}回执已记录：{chosen.zh}")


@app.command()
def replies(*, body: BodyName = None) -> None:
    """下一次会议谁参加、谁请假、谁没回。"""
    with desk_of() as desk:
        coming = desk.ask(OPERATOR, views.replies, body)
        say(presence_text.attendance(coming.sitting).text if coming else sitting_text.no_replies())


@app.command()
def hold(number: Number) -> None:
    """登记会议已召开，出席先按回执和签到记。"""
    with desk_of() as desk:
        desk.do(OPERATOR, attending.hold, number)
        say(presence_text.attendance(desk.ask(OPERATOR, views.sitting, number).sitting).text)


@app.command()
def presence(
    number: Number, line: Annotated[list[str], typer.Argument(help="例如：县财政局由副局长代，县水利局缺席")]
) -> None:
    """更正出席情况，一次可以写几家。"""
    with desk_of() as desk:
        desk.do(OPERATOR, attending.set_presence, number, " ".join(line))
        say(presence_text.attendance(desk.ask(OPERATOR, views.sitting, number).sitting).text)


@app.command()
def resolve(
    number: Number,
    words: Annotated[str, typer.Argument(help="议定的内容，一次一项")],
    *,
    supervise: Annotated[bool, typer.Option("--supervise", help="列入督办")] = False,
    by_whom: Annotated[
        str | None, typer.Option("--units", help="补牵头、日期、配合：县财政局 12月30日 县教育局")
    ] = None,
) -> None:
    """记一项议定事项。"""
    with desk_of() as desk:
        (value,) = desk.do(OPERATOR, minutes.resolve, number, words)
        if by_whom is not None:
            value = desk.do(OPERATOR, minutes.complete, value.id, by_whom)
        if supervise:
            value = desk.do(OPERATOR, minutes.supervise, value.id, on=True)
        say(resolutions_text.resolution(value, number).text)


@app.command()
def change(
    number: Number,
    item: Annotated[int, typer.Argument(help="纪要里的第几项")],
    *,
    supervise: Annotated[bool | None, typer.Option("--supervise/--note", help="列入督办，或只是知悉")] = None,
    by_whom: Annotated[str | None, typer.Option("--units", help="补牵头、日期、配合")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="删去")] = False,
) -> None:
    """改纪要里的一项：补牵头和日期、列入督办、删去。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, views.sitting, number).sitting.resolutions
        if not 1 <= item <= len(found):
            raise MeetingRefused(f"纪要里没有第{item}项，共{len(found)}项。")
        value = found[item - 1]
        if drop:
            desk.do(OPERATOR, minutes.drop, value.id)
            _show(desk, number)
            return
        if by_whom is not None:
            value = desk.do(OPERATOR, minutes.complete, value.id, by_whom)
        if supervise is not None:
            value = desk.do(OPERATOR, minutes.supervise, value.id, on=supervise)
        say(resolutions_text.resolution(value, number).text)


@app.command()
def require(number: Number, words: Words) -> None:
    """记会议要求（原话）。"""
    with desk_of() as desk:
        desk.do(OPERATOR, minutes.require, number, words)
        _show(desk, number)


@app.command()
def submit(number: Number) -> None:
    """纪要送审。"""
    with desk_of() as desk:
        desk.do(OPERATOR, minutes.submit, number, sitting_notices.to_sign)
        _show(desk, number)


@app.command()
def sign(number: Number, *, by: By = None) -> None:
    """登记纪要已签发。"""
    with desk_of() as desk:
        desk.do(OPERATOR, minutes.sign, number, sitting_notices.signed, accept=True, by=by)
        _show(desk, number)


@app.command(name="return")
def send_back(number: Number, reason: Annotated[str, typer.Argument(help="怎么改")], *, by: By = None) -> None:
    """登记纪要退回修改。"""
    with desk_of() as desk:
        desk.do(OPERATOR, minutes.sign, number, sitting_notices.signed, accept=False, reason=reason, by=by)
        _show(desk, number)


@app.command()
def issue(number: Number, *, yes: Yes = False) -> None:
    """印发纪要；督办事项成为任务。"""
    with desk_of() as desk:
        confirmed(desk, number, Step.ISSUE, yes=yes)
        say(sitting_text.issued(desk.do(OPERATOR, minutes.issue, number, sitting_notices.issued)))


@app.command()
def decided(*, body: BodyName = None) -> None:
    """上次会议定的事办得怎样。"""
    with desk_of() as desk:
        last = desk.ask(OPERATOR, views.last_decided, body)
        say(resolutions_text.followed(last.body, last.standing).text)


@app.command()
def paper(
    number: Number,
    kind: Annotated[str, typer.Argument(help="会议通知、议程、会议材料、会议纪要")],
    *,
    out_dir: Annotated[Path, typer.Option("--out", help="存到哪个目录")] = Path(),
) -> None:
    """把通知、议程、会议材料或纪要存成 Word 文件。"""
    chosen = next((one for one, name in sitting_file.NAMES.items() if name == kind), None)
    if chosen is None:
        raise typer.BadParameter(f"只能是：{'、'.join(sitting_file.NAMES.values())}。")
    with desk_of() as desk:
        now = desk.clock()
        value = desk.ask(OPERATOR, views.papers, number, pack=chosen is sitting_file.Kind.PACK)
        file = sitting_file.word(
            chosen, value.body, value.sitting, sitting_file.Told.of(value.digest, value.last, value.own), now
        )
    _save(file, out_dir)


@app.command()
def evaluation(
    year: Annotated[int, typer.Argument(help="年份")],
    *,
    body: BodyName = None,
    out_dir: Annotated[Path, typer.Option("--out", help="存到哪个目录")] = Path(),
) -> None:
    """把年度评估报告存成 Word 文件。"""
    with desk_of() as desk:
        file = sitting_file.evaluation(desk.ask(OPERATOR, views.evaluated, year, body), desk.clock())
    _save(file, out_dir)


def _save(file: Attachment, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file.name).write_bytes(file.content)
    say(f"已存到 {folder / file.name}")


@app.command()
def plenary(*, body: BodyName = None) -> None:
    """今年的全体会议开过没有。"""
    with desk_of() as desk:
        say(sitting_text.plenary(*desk.ask(OPERATOR, views.plenary, body)).text)


@body_app.command(name="list")
def list_bodies() -> None:
    """列出联席会议、领导小组、工作专班。"""
    with desk_of() as desk:
        for one in desk.ask(OPERATOR, views.bodies):
            say(f"{one.id} {one.name}（{one.kind.zh}），办公室设在{one.office_unit or '未定'}")


@body_app.command(name="add")
def add_body(
    name: Annotated[str, typer.Argument(help="全名")],
    *,
    kind: Annotated[str, typer.Option(help="联席会议、领导小组、工作专班")] = BodyKind.LEADING_GROUP.zh,
    office: Annotated[str, typer.Option(help="办公室设在哪个单位")],
) -> None:
    """再建一个议事机构。"""
    chosen = next((one for one in BodyKind if one.zh == kind), None)
    if chosen is None:
        raise typer.BadParameter(f"只能是：{'、'.join(one.zh for one in BodyKind)}。")
    with desk_of() as desk:
        one = desk.do(OPERATOR, bodies.add_body, name, chosen, office)
        say(f"已建立{one.name}（编号{one.id}）。成员用 lianxi people load 表.csv --body {one.id} 载入。")


@body_app.command()
def rules(
    *,
    body: BodyName = None,
    take: Annotated[int | None, typer.Option(help="采用这个方案载明的规则")] = None,
    change: Annotated[str | None, typer.Option("--set", help="改一条，例如：谁审核同意=召集人、副召集人")] = None,
) -> None:
    """显示规则；采用方案载明的规则，或改一条。"""
    with desk_of() as desk:
        if take is not None:
            desk.do(OPERATOR, bodies.take_rules, take)
        if change is not None:
            name, _, text = change.partition("=")
            field = next((key for key, word in FIELDS.items() if name.strip() in {key, word}), name.strip())
            desk.do(OPERATOR, bodies.set_rule, field, text, body)
        seen = desk.ask(OPERATOR, views.rules, body)
        say(sitting_text.rules(seen.body, seen.stating, office=False).text)
        for number, title in seen.stating:
            say(f"方案{number}“{title}”载明了规则：lianxi body rules --take {number}")
