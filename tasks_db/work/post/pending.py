"""What was typed but is not recorded yet: it waits for a button to confirm it, pick its task or say what it means.

It is kept under a nonce in the person's one prompt. Whatever the person starts next replaces it, and a button with an
older nonce says so instead of recording something stale.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from config.clock import local_date
from tasks_db.language import LastSaid
from tasks_db.register.answers import Held, Line, Pending
from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import conversation

KIND = "pending"
"""The kind of the prompt. Nothing typed answers it, only a button does."""

EVIDENCE = "evidence"
"""The kind of the prompt under which files wait of which it is asked for which task they are."""

_STALE = "这条消息已经失效。请重新回复，或发送 /mine 查看现在的任务。"


@act(Right.ANSWER)
def hold(ctx: Context, pending: Pending) -> str:
    """Keep what waits for its buttons, instead of what waited before; returns the nonce that the buttons carry."""
    nonce = secrets.token_hex(3)
    args: dict[str, object] = {
        "nonce": nonce,
        "lines": [_line_out(line) for line in pending.lines],
        "held": kept(pending.held),
        "text": pending.text,
        "confirming": pending.confirming,
        "files": [asdict(file) for file in pending.files],
    }
    conversation.wait_for(ctx, KIND, args)
    return nonce


@view(Right.ANSWER)
def held(ctx: Context, nonce: str) -> Pending:
    """Return what waits under a nonce; raises AnswerRefused for an old button."""
    found = _waiting(ctx)
    if found is None or found[0] != nonce:
        raise AnswerRefused(_STALE)
    return found[1]


@view(Right.ANSWER)
def waiting_today(ctx: Context) -> tuple[str, Pending] | None:
    """Return what has waited for a button since today, with the nonce of the buttons; None where nothing does."""
    prompt = conversation.waiting(ctx)
    return _waiting(ctx) if prompt is not None and local_date(prompt.at) == ctx.today else None


def _waiting(ctx: Context) -> tuple[str, Pending] | None:
    prompt = conversation.waiting(ctx)
    if prompt is None or prompt.kind != KIND:
        return None
    args = prompt.args
    lines = tuple(_line_in(row) for row in args["lines"])
    answers = of_kept(args["held"])
    files = tuple(KeptFile(**file) for file in args.get("files", ()))
    return str(args["nonce"]), Pending(lines, answers, str(args["text"]), bool(args.get("confirming")), files)


@act(Right.ANSWER)
def add_files(ctx: Context, files: Sequence[KeptFile]) -> bool:
    """Let files go with the words that wait since today; returns whether any wait."""
    prompt = conversation.waiting(ctx)
    if prompt is None or prompt.kind != KIND or local_date(prompt.at) != ctx.today:
        return False
    known = list(prompt.args.get("files", ()))
    conversation.wait_for(ctx, KIND, {**prompt.args, "files": [*known, *(asdict(file) for file in files)]})
    return True


@view(Right.ANSWER)
def files_held(ctx: Context) -> tuple[KeptFile, ...]:
    """Return the files of which it has been asked since today for which task they are."""
    waiting = conversation.waiting(ctx)
    if waiting is None or waiting.kind != EVIDENCE or local_date(waiting.at) != ctx.today:
        return ()
    return tuple(KeptFile(**file) for file in waiting.args["files"])


@act(Right.ANSWER)
def drop(ctx: Context, nonce: str) -> None:
    """Let what waits under a nonce go unrecorded; raises AnswerRefused for an old button."""
    held(ctx, nonce)
    conversation.let_go(ctx)


@act(Right.ANSWER)
def close(ctx: Context) -> bool:
    """Let whatever waits for a button go unrecorded; returns whether anything did."""
    prompt = conversation.waiting(ctx)
    if prompt is None or prompt.kind != KIND:
        return False
    conversation.let_go(ctx)
    return True


def kept(held: Sequence[Held]) -> list[dict[str, object]]:
    """Return answers as a prompt keeps them."""
    return [{"line": _line_out(h.line), "given": _given_out(h.given), "replaces": h.replaces} for h in held]


def of_kept(stored: Any) -> tuple[Held, ...]:  # noqa: ANN401 - as it stands in the prompt
    """Return the answers that a prompt keeps."""
    return tuple(Held(_line_in(row["line"]), _given_in(row["given"]), row.get("replaces")) for row in stored)


def _given_out(given: Given) -> dict[str, object]:
    out = asdict(given)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in out.items()}


def _given_in(stored: Mapping[str, Any]) -> Given:
    values = dict(stored)
    for name in ("expected", "new_date", "called_on"):
        if values.get(name) is not None:
            values[name] = date.fromisoformat(str(values[name]))
    values["kind"] = AnswerKind.of(values["kind"])
    return Given(**values)


def _line_out(line: Line) -> dict[str, object]:
    return asdict(line) | {"day": line.day.isoformat() if line.day else None}


def _line_in(stored: Mapping[str, Any]) -> Line:
    day, last = stored.get("day"), stored.get("last")
    told = LastSaid(**{**last, "kind": AnswerKind.of(last["kind"])}) if last else None
    return Line(**{**stored, "day": date.fromisoformat(day) if day else None, "last": told})
