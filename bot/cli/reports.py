"""``lianxi due | preview | outbox | digest | tick``: what goes out, and what the joint meeting gets."""

import asyncio
import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.questions import AsJson, AsOf
from bot.cli.shared import BodyName, desk_of, moment, out, say
from config.clock import SHANGHAI
from config.settings import Settings
from messages import (
    digest_file,
    digest_opening,
    digest_tables,
    fill_sheet,
    forms,
    ledger_back,
    ledger_sheet,
    outgoing_text,
)
from tasks_db.register import digest as digests
from tasks_db.register.authority import OPERATOR
from tasks_db.register.fill import Told
from tasks_db.register.ledger_back import Back, counting
from tasks_db.register.people import told_at
from tasks_db.register.reminders import Bundle
from tasks_db.work.acts import ledger as acts
from tasks_db.work.desk import Desk
from tasks_db.work.views import burden as burdens
from tasks_db.work.views import ledger as ledgers
from tasks_db.work.views import outgoing
from tasks_db.work.views.digest import digest as digest_view


def due(
    until: Annotated[str, typer.Option("--until", help="到哪个日期或时刻为止")], *, as_json: AsJson = False
) -> None:
    """列出到某时为止会发出的提醒（只看，不发）。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, outgoing.forecast, moment(until, desk.clock()))
    if as_json:
        typer.echo(json.dumps([_bundle(b) for b in found], ensure_ascii=False, indent=1))
        return
    table = Table("时间", "收件人", "项数", "第一项")
    for bundle in found:
        first = bundle.asks[0].line.task.title
        table.add_row(_local(bundle.send_at), bundle.holder.name, str(len(bundle.asks)), first)
    out.print(table)


def _local(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _bundle(bundle: Bundle) -> dict[str, object]:
    """``due_date`` is the task's own date, ``collect_on`` the day on which this unit owes its answer (R9)."""
    account = told_at(bundle.holder.accounts)
    return {
        "send_at": bundle.send_at.astimezone(SHANGHAI).isoformat(),
        "person": bundle.holder.name,
        "account": account.address.value if account is not None else None,
        "seats": list(dict.fromkeys(f"{a.seat.unit}{a.seat.role.zh}" for a in bundle.asks)),
        "asks": [
            {
                "plan": a.line.plan.title,
                "task": a.line.task.title,
                "unit": a.line.assignment.unit,
                "due_date": a.line.due.task_day.isoformat(),
                "collect_on": a.line.due.day.isoformat(),
                "rung": a.rung.name,
            }
            for a in bundle.asks
        ],
    }


def preview() -> None:
    """显示下一个工作日会发什么，哪些发不出去。"""
    with desk_of() as desk:
        say(outgoing_text.preview(desk.ask(OPERATOR, outgoing.preview)))


def outbox() -> None:
    """显示等待发出的和没有送达的消息。"""
    with desk_of() as desk:
        say(outgoing_text.waiting(desk.ask(OPERATOR, outgoing.waiting), most=None))


def burden() -> None:
    """列出各单位每月收到几条消息、几次提问。"""
    with desk_of() as desk:
        say(outgoing_text.burden(desk.ask(OPERATOR, burdens.burden), most=None))


def digest(
    *,
    as_of: AsOf = None,
    plan: Annotated[list[int] | None, typer.Option("--plan", help="只汇总这个编号的方案，可多次")] = None,
    folder: Annotated[Path | None, typer.Option("--out", help="把 .docx 存到这个目录")] = None,
    picture: Annotated[bool, typer.Option("--picture", help="把给领导看的图也存到这个目录")] = False,
    table: Annotated[bool, typer.Option("--table", help="把进展情况表（.xlsx）也存到这个目录")] = False,
    body: BodyName = None,
    as_json: AsJson = False,
) -> None:
    """汇总进展通报：在终端显示，存成 .docx，或输出 JSON。"""
    if folder is None and (picture or table):
        raise typer.BadParameter("存图和表要写明目录，例如 --out 通报。")
    with desk_of() as desk:
        found = desk.ask(OPERATOR, digest_view, moment(as_of, desk.clock()), plan or None, body)
    value, meeting = found.digest, found.meeting
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        file = digest_file.word(value, meeting)
        files = [file, *(digest_file.pictures(value, meeting) if picture else [])]
        files += [digest_file.table(value)] if table else []
        for one in files:
            (folder / one.name).write_bytes(one.content)
        if not as_json:
            say("\n".join([*(f"已存到 {folder / one.name}" for one in files), forms.fonts_needed()]))
    if as_json:
        typer.echo(json.dumps(digests.to_json(value), ensure_ascii=False, indent=1))
    elif folder is None:
        if last := digest_opening.last_sitting(value):
            say(last)
        for part in digest_tables.plain(value):
            _print_table(part)


def _print_table(part: digest_tables.Table) -> None:
    out.print(f"[bold]{part.title}[/bold]")
    if not part.rows:
        out.print(digest_tables.NONE)
        return
    table = Table(*part.headers)
    for row in part.rows:
        table.add_row(*row)
    out.print(table)


def ledger(
    save: Annotated[Path, typer.Option("--out", help="表格文件")] = Path("台账.xlsx"),
    *,
    fill: Annotated[bool, typer.Option("--forms", help="导出填报表：每个单位一张，线下填")] = False,
    back: Annotated[Path | None, typer.Option("--back", help="改好的台账或填好的填报表：先列差异，再问")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
    by: Annotated[str | None, typer.Option(help="代录记在办公室哪位名下")] = None,
) -> None:
    """导出台账（汇总、每个方案一张表、延期、报送记录）或填报表；改好填好的收回来。"""
    with desk_of() as desk:
        if back is not None:
            _take_back(desk, back, by, yes=yes)
            return
        if fill:
            save.write_bytes(fill_sheet.write(desk.ask(OPERATOR, ledgers.fill_sheets), desk.clock()))
        else:
            save.write_bytes(ledger_sheet.write(desk.ask(OPERATOR, ledgers.ledger)))
    say(f"已存到 {save}")


def _take_back(desk: Desk, path: Path, by: str | None, *, yes: bool) -> None:
    """Show every difference of a spreadsheet that we gave out, ask, and take over what counts."""
    found = ledger_back.read(path)
    if found is None:
        raise ledger_back.BackError("这不是导出的台账或填报表。请用 lianxi ledger 导出后再改。")
    if isinstance(found, Back):
        compared = desk.ask(OPERATOR, ledgers.ledger_differences, found)
        shown, count = ledger_back.ledger_lines(compared.found, compared.told), len(counting(compared.found))
    else:
        told = desk.ask(OPERATOR, ledgers.filled, found)
        shown, count = ledger_back.filled_lines(told), sum(isinstance(one, Told) for one in told)
    say("\n".join(shown))
    if not count:
        return
    if not yes:
        typer.confirm("确认采用？", abort=True)
    if isinstance(found, Back):
        say(ledger_back.ledger_taken(desk.do(OPERATOR, acts.take_ledger, found, count, by)))
    else:
        say(ledger_back.filled_taken(desk.do(OPERATOR, acts.take_filled, found.rows, count, by)))


def export(folder: Annotated[Path, typer.Option("--out", help="存到这个目录")]) -> None:
    """导出开放数据：方案、任务、分工、应报、反馈，各一个 JSON 和一个 CSV。"""
    with desk_of() as desk:
        tables = desk.ask(OPERATOR, ledgers.open_data)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
        # with its mark, so that a spreadsheet knows it for UTF-8
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else [])
            writer.writeheader()
            for row in rows:
                writer.writerow({k: ledger_sheet.text(v) if isinstance(v, str) else v for k, v in row.items()})
    counts = "、".join(f"{name} {len(rows)}" for name, rows in tables.items())
    say(f"已存到 {folder}：{counts}")


def tick(until: Annotated[str, typer.Option("--until", help="演练时钟移到哪个时刻")]) -> None:
    """移动演练时钟，途中该发的都发出去（只用于演练）。"""
    from bot.run import move_rehearsal  # noqa: PLC0415 - the other commands do not talk to a chat

    settings = Settings()
    with desk_of(settings) as desk:
        visited = asyncio.run(move_rehearsal(settings, desk, moment(until, desk.clock())))
        out.print(f"经过{len(visited)}个时刻，现在是{_local(desk.clock())}", highlight=False)
