"""``lianxi parse``: what a document says, without a database."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.shared import out
from tasks_db.intake import read_plan_apart, to_json
from tasks_db.intake.draft import DraftTask, PlanDraft
from tasks_db.language.rounds import Round, name_of_round

_PLACES = 8
# a reading below this is to be compared with the paper
_SURE = 0.5
_STATUS = {"draft": "征求意见稿", "issued": "印发稿", None: "未写明"}


def parse(
    file: Annotated[Path, typer.Argument(help="方案文件")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """读一份方案，显示读出了什么（不用数据库）。"""
    draft = read_plan_apart(file)
    if as_json:
        typer.echo(json.dumps(to_json(draft), ensure_ascii=False, indent=1))
    else:
        show_draft(draft)


def show_draft(draft: PlanDraft) -> None:
    """Print what a document says: its head, its tasks, its remarks and what to look at."""
    period = f"{draft.period[0]} 至 {draft.period[1]}" if draft.period else "未写明"
    out.print(f"[bold]{draft.plan_title}[/bold]")
    out.print(f"文号：{draft.doc_number or '无'}　状态：{_STATUS[draft.status]}　期限：{period}", highlight=False)
    out.print(
        f"任务{len(draft.tasks)}项，候选{len(draft.candidates)}条，指标{len(draft.indicators)}项，"
        f"成员{len(draft.members)}人，职责{len(draft.duties)}条，疑点{len(draft.findings)}处",
        highlight=False,
    )
    out.print(_table(draft.tasks))
    unread = list(dict.fromkeys(span.place for span in draft.coverage if span.read_as == "unread"))
    if unread:
        shown = "、".join(unread[:_PLACES]) + (f"等 {len(unread)} 处" if len(unread) > _PLACES else "")
        out.print(f"[yellow]没有读入[/yellow] {shown}，请对照原文看是否有任务。", highlight=False)
    for remark in draft.remarks:
        out.print(f"备注：{remark.text}", highlight=False)
    for finding in draft.findings:
        out.print(f"[yellow]疑点[/yellow] {finding.message}", highlight=False)
        for quote in finding.quotes:
            out.print(f"　{quote.place}：{quote.quote[:60]}", style="dim", highlight=False)


def _table(tasks: tuple[DraftTask, ...]) -> Table:
    table = Table("序号", "任务", "牵头", "责任", "时限", show_lines=False)
    for task in tasks:
        title = (task.title or task.content[:24]) + ("（待核）" if task.confidence < _SURE else "")
        table.add_row(task.seq, title, "、".join(task.leads), "、".join(task.responsibles), _when(task))
    return table


def _when(task: DraftTask) -> str:
    """The day and the rounds; what has neither is standing, or states nothing."""
    rounds = dict.fromkeys(name_of_round(Round(one.every, one.day, one.months)) for one in task.recurrences)
    told = [*([str(task.deadline_date)] if task.deadline_date else []), *rounds]
    return "、".join(told) or ("长期" if task.recurring else "—")
