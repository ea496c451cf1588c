"""Reading a foreign file in a process of its own, with limits: what breaks there breaks nothing here.

The child is a fresh interpreter that imports intake alone, so it does not matter how this program was started;
``-P`` keeps a foreign module in the working folder from taking the place of ours. Drafts come back as JSON, never
as pickles: whoever takes over the child must not gain the parent.
"""

import json
import logging
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tasks_db.intake.draft import IntakeError, PlanDraft
from tasks_db.lean_dataclass import dataclass

_ROOT = Path(__file__).resolve().parents[2]
_CPU_SPENT = 24  # SIGXCPU
_PATIENCE = 10
"""How many times longer a reader may take by the clock than on the processor: busy machines refuse no sound file."""
_LOG = logging.getLogger(__name__)
_TOO_LONG = "读取这个文件超过了时间上限。请检查文件是否过大或已损坏，只保留方案正文和附件后再发送。"
_CRASHED = (
    "读取这个文件时超出了内存上限或程序中断。请删去图片和无关内容后另存为 .docx 再发送；如仍不行，请联系管理员。"
)


def read_plan_apart(path: Path, *, seconds: float = 60, memory_mb: int = 1024) -> PlanDraft:
    """Read a plan in a process that may use so many seconds of the processor and megabytes; callable from any thread.

    Raises IntakeError for what the file has done wrong, for overrunning the limits and for a crash.
    """
    draft = _decoded(PlanDraft, _read_apart("plan", path, seconds, memory_mb))
    assert isinstance(draft, PlanDraft)  # noqa: S101  for the type checker: _decoded returns what it is asked for
    return draft


def read_rows_apart(path: Path, *, seconds: float = 60, memory_mb: int = 1024) -> list[list[str]]:
    """Read a table (.xlsx, .xls, .csv) as ``readers.open_rows`` does, in a process with limits.

    Raises IntakeError for what the file has done wrong, for overrunning the limits and for a crash.
    """
    return [[str(text) for text in row] for row in _read_apart("rows", path, seconds, memory_mb)]


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a file says as it stands: its paragraphs, and its tables row by row."""

    paragraphs: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def read_blocks_apart(path: Path, *, seconds: float = 60, memory_mb: int = 1024) -> Blocks:
    """Read the paragraphs and tables of a document in a process with limits; nothing of it is understood.

    Raises IntakeError for what the file has done wrong, for overrunning the limits and for a crash.
    """
    found = _read_apart("blocks", path, seconds, memory_mb)
    return Blocks(
        tuple(str(what) for kind, what in found if kind == "text"),
        tuple(tuple(tuple(map(str, row)) for row in what) for kind, what in found if kind == "table"),
    )


def _read_apart(what: str, path: Path, seconds: float, memory_mb: int) -> Any:  # noqa: ANN401  JSON is anything
    command = [sys.executable, "-P", "-m", "tasks_db.intake.child", what, str(seconds), str(memory_mb), str(path)]
    search = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module; the path is one argument
            command,
            env={**os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise IntakeError(_TOO_LONG) from error
    except (OSError, ValueError) as error:
        raise IntakeError(_CRASHED) from error
    if done.returncode:
        _LOG.error("intake ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        raise IntakeError(_TOO_LONG if done.returncode == -_CPU_SPENT else _CRASHED)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise IntakeError(answer["error"])
    return answer[what]


def _decoded(kind: Any, value: Any) -> object:  # noqa: ANN401  the inverse of asdict and JSON, led by the annotations
    if get_origin(kind) is UnionType:
        inner = next(one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _decoded(inner, value)
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        several = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else kinds
        return tuple(_decoded(one, part) for one, part in zip(several, value, strict=True))
    made: Any = kind
    if hasattr(kind, "_fields"):  # named tuples come as lists
        hints = get_type_hints(kind)
        return made(*(_decoded(hints[name], part) for name, part in zip(kind._fields, value, strict=True)))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return made(**{field.name: _decoded(hints[field.name], value[field.name]) for field in fields(kind)})
    return date.fromisoformat(value) if kind is date else value
