"""The program that apart.py runs: read one file within limits and print what it says, or the refusal, as JSON."""

import json
import math
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tasks_db.intake.blocks import Table
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.plan import read_plan
from tasks_db.intake.readers import open_document, open_rows

_MEGABYTE = 1024 * 1024
TOO_MUCH = "读取这个文件超出了内存上限。请删去图片和无关内容，只保留方案正文和附件后再发送。"


def _limit(seconds: float, megabytes: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  POSIX only

        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))


def _blocks(path: Path) -> list[list[object]]:
    """Paragraphs and tables as they stand, none of it understood."""
    blocks = open_document(path).blocks
    return [
        ["table", [[cell.text for cell in row] for row in block.rows]]
        if isinstance(block, Table)
        else ["text", block.text]
        for block in blocks
    ]


_READ: dict[str, Callable[[Path], object]] = {
    "plan": lambda path: asdict(read_plan(path)),
    "rows": open_rows,
    "blocks": _blocks,
}


def _main(what: str, seconds: str, megabytes: str, path: str) -> None:
    _limit(float(seconds), int(megabytes))
    try:
        answer: dict[str, object] = {what: _READ[what](Path(path))}
    except IntakeError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": TOO_MUCH}
    json.dump(answer, sys.stdout, default=date.isoformat)


if __name__ == "__main__":
    _main(*sys.argv[1:])
