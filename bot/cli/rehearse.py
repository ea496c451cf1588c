"""``lianxi rehearse``: a script played on a fresh sample, and what the program said and recorded."""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import say
from config import logs
from config.settings import Settings
from tasks_db.refusal import Refusal
from tasks_db.register.digest.as_json import as_json as value_as_json
from tasks_db.register.recorded import Recorded

if TYPE_CHECKING:
    from bot.sample.stage import Played


class RehearseError(Refusal):
    """A script that was not played to its end as written; ``str()`` names the line."""


def rehearse(
    script: Annotated[Path, typer.Argument(metavar="SCRIPT", help="剧本文件，一行一个动作")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    folder: Annotated[Path | None, typer.Option("--out", help="把程序发出的文件存到这个目录")] = None,
) -> None:
    """在一份全新的样例上演一遍剧本，显示程序说了什么、记了什么。"""
    from bot.run import play_script  # noqa: PLC0415 - the other commands need no bot
    from bot.sample.script import parse  # noqa: PLC0415

    if not script.is_file():
        raise RehearseError(f"找不到剧本 {script}。可以先试随程序附带的剧本：bot/sample/scripts。")
    logs.set_up(Settings().log_format, quiet=True)
    acts = parse(script.read_text("utf-8-sig"))
    with tempfile.TemporaryDirectory(prefix="lianxi") as place:
        played, channel = asyncio.run(play_script(acts, Path(place), script.parent))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for one in channel.spoken:
            if one.attachment is not None:
                (folder / Path(one.attachment.name).name).write_bytes(one.attachment.content)
    if as_json:
        typer.echo(json.dumps([_json(line) for line in played], ensure_ascii=False, indent=1))
    else:
        say("\n".join(text for line in played for text in _words(line)))
    failed = next((line for line in played if line.failed is not None), None)
    if failed is not None:
        raise RehearseError(f"第{failed.line}行没有演成：{failed.failed}")


def _json(line: "Played") -> dict[str, object]:
    """The contract of DESIGN.md: keys and order are kept for scripts that compare."""
    found = {
        "line": line.line,
        "act": line.source,
        "said": value_as_json(line.said),
        "stored": [_stored(one) for one in line.stored],
        "withdrawn": [_stored(one) for one in line.withdrawn],
    }
    return found if line.failed is None else {**found, "failed": line.failed}


def _stored(one: Recorded) -> object:
    told = value_as_json(one)
    assert isinstance(told, dict)  # noqa: S101 - a dataclass becomes a dict
    return {name: value for name, value in told.items() if name != "report_id"}


def _words(line: "Played") -> Iterator[str]:
    yield f"{line.line:>3} {line.source}"
    if line.failed is not None:
        yield f"    没有演成：{line.failed}"
    for said in line.said:
        body = said.text.replace("\n", "\n      ")
        yield f"    → {said.to}：{body}"
        for row in said.buttons:
            yield "      " + " ".join(f"[{label}]" for label in row)
        for name in said.files:
            yield f"      附件：{name}"
    for one in (*line.stored, *line.withdrawn):
        percent = f"{one.percent}%" if one.percent is not None else ""
        day = f"，改到{one.new_date}" if one.new_date else ""
        yield f"    记：{one.unit}｜{one.task}｜{one.kind.zh}{percent}{day}（{one.status.zh}）"
