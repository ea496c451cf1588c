"""``lianxi backup`` and ``lianxi restore``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import say
from bot.delivery.instance import only_instance
from config.settings import Settings
from messages import dates
from tasks_db.refusal import Refusal
from tasks_db.work import backup as backups
from tasks_db.work.backup import Contents
from tasks_db.work.desk import database_file, ready_folder

_MEGABYTE = 1024 * 1024
_FEW = 5


class RestoreRefused(Refusal):
    """Nothing was restored; ``str()`` says what to do."""


def backup(
    out: Annotated[Path | None, typer.Option("--out", help="备份写到哪个文件；默认在数据目录的 backups 里")] = None,
) -> None:
    """备份数据库和佐证材料，运行中也可以做。"""
    made = backups.back_up(Settings(), out)
    say(f"备份好了：{made.file}（{_size(made.size)}，佐证材料{made.evidence}份）。请把它抄到另一台机器上。")
    if made.missing:
        names = "、".join(made.missing[:_FEW])
        say(f"注意：数据库里有{len(made.missing)}份佐证材料在文件夹里找不到：{names}。")


def _size(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{max(1, size // 1024)} KB"


def restore(
    file: Annotated[Path, typer.Argument(help="lianxi backup 做的备份文件")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """从备份恢复；先停掉正在运行的程序。"""
    settings = Settings()
    ready_folder(settings.data_dir)
    with only_instance(database_file(settings)), backups.opened(settings, file) as opened:
        now = backups.present(settings)
        if now is not None and not yes:
            _ask(opened.contents, now)
        done = backups.restore(settings, opened)
    say(f"已恢复：{_said(done.contents)}，佐证材料{done.evidence}份。")
    if done.kept is not None:
        say(f"恢复前的数据库留在 {done.kept}，确认无误后可以删去。")
    say("备份之后的反馈不在里面；那以后发出过的消息可能再发一次。下一步：lianxi doctor，然后 lianxi run。")


def _ask(backup: Contents, present: Contents) -> None:
    """Ask once, with what will be replaced by what (R17); where nobody can answer, say how to."""
    question = f"要用备份（{_said(backup)}）换掉现在的数据库（{_said(present)}）"
    if not sys.stdin.isatty():
        raise RestoreRefused(f"{question}：确认请加 --yes 再运行一次。")
    if not typer.confirm(f"{question}，确认吗？"):
        raise RestoreRefused("没有恢复，数据库保持原样。")


def _said(contents: Contents) -> str:
    when = f"{dates.moment(contents.made_at)}，" if contents.made_at is not None else ""
    return f"{when}{contents.plans}个方案、{contents.reports}条反馈"
