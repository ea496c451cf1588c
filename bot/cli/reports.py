"""``lianxi due | overdue | digest | tick``: what scripts ask for."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.shared import desk_of, moment, out
from config.clock import SHANGHAI, local_date
from config.settings import Settings
from messages import digest_docx, digest_tables
from tasks_db.register import digest as digests
from tasks_db.register import queries, reminders
from tasks_db.register.people import told_at
from tasks_db.register.reminders import Bundle
from tasks_db.store import people, registers

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="截至的日期或时刻，默认现在")]


def due(
    until: Annotated[str, typer.Option("--until", help="到哪个日期或时刻为止")], *, as_json: AsJson = False
) -> None:
    """列出到某时为止会发出的提醒（只看，不发）。"""
    with desk_of() as desk, desk.door.read() as session:
        now = desk.clock()
        found = list(
            reminders.forecast(registers.load(session), desk.calendar, desk.windows, now, moment(until, now))
        )
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
                "due_date": a.line.due.day.isoformat(),
                "rung": a.rung.name,
            }
            for a in bundle.asks
        ],
    }


def overdue(*, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出逾期的任务和单位。"""
    with desk_of() as desk, desk.door.read() as session:
        answer = queries.overdue(registers.load(session), queries.EVERYTHING, moment(as_of, desk.clock()))
    if as_json:
        typer.echo(json.dumps(queries.to_json(answer), ensure_ascii=False, indent=1))
        return
    table = Table("任务", "单位", "时限", "逾期")
    for row in answer.rows:
        table.add_row(row.task.title, row.unit, str(row.due_day), f"{row.days}天")
    out.print(table)
    out.print(f"共{len(answer.rows)}条，截至{_local(answer.as_of)}", highlight=False)


def digest(
    *,
    as_of: AsOf = None,
    folder: Annotated[Path | None, typer.Option("--out", help="把 .docx 存到这个目录")] = None,
    as_json: AsJson = False,
) -> None:
    """汇总进展通报：在终端显示，存成 .docx，或输出 JSON。"""
    with desk_of() as desk, desk.door.read() as session:
        moment_ = moment(as_of, desk.clock())
        value = digests.compile(registers.load(session), as_of=moment_)
        meeting = people.the_meeting(session).name
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"进展通报{local_date(moment_)}.docx"
        path.write_bytes(digest_docx.docx(value, title=f"{meeting}进展通报", office=f"{meeting}办公室"))
        if not as_json:
            out.print(f"已存到 {path}", highlight=False)
    if as_json:
        typer.echo(json.dumps(digests.to_json(value), ensure_ascii=False, indent=1))
    elif folder is None:
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


def tick(until: Annotated[str, typer.Option("--until", help="演练时钟移到哪个时刻")]) -> None:
    """移动演练时钟，途中该发的都发出去（只用于演练）。"""
    from bot.run import move_rehearsal  # noqa: PLC0415 - the other commands do not talk to a chat

    settings = Settings()
    with desk_of(settings) as desk:
        visited = asyncio.run(move_rehearsal(settings, desk, moment(until, desk.clock())))
        out.print(f"经过{len(visited)}个时刻，现在是{_local(desk.clock())}", highlight=False)
