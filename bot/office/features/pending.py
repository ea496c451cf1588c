"""What was typed but not stored yet: waiting for a button to confirm it, to pick its task, or to say what it means.

It is kept under a nonce in the person's one prompt. Whatever the person starts next replaces it, and a button with an
older nonce says so instead of storing something stale.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.office.features import shared
from bot.office.turn import Turn
from messages.asking import Choice
from tasks_db.language import Answer, Shown
from tasks_db.register import progress
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind
from tasks_db.work.post import conversation

KIND = "pending"
_STALE = "这条消息已经失效。请重新回复，或发送 /mine 查看现在的任务。"


@dataclass(frozen=True, slots=True)
class Line:
    """A number that the person can see, and what it stands for."""

    number: int
    assignment_id: int
    due_id: int
    title: str
    can_close: bool
    indicator: bool

    @property
    def shown(self) -> Shown:
        return Shown(self.number, self.title, self.can_close)

    @property
    def choice(self) -> Choice:
        return Choice(self.number, self.title, self.can_close)


@dataclass(frozen=True, slots=True)
class Held:
    """An answer for one line that waits for its button."""

    line: Line
    given: Given


def given_of(answer: Answer) -> Given:
    return Given(
        answer.kind, answer.percent, answer.text, answer.problem, answer.needs, answer.expected, answer.new_date
    )


def new_nonce() -> str:
    return secrets.token_hex(3)


def hold(session: Session, turn: Turn, nonce: str, lines: Sequence[Line], held: Sequence[Held], text: str) -> None:
    args: dict[str, object] = {
        "nonce": nonce,
        "lines": [asdict(line) for line in lines],
        "held": [{"line": asdict(h.line), "given": _given_out(h.given)} for h in held],
        "text": text,
    }
    conversation.set_prompt(session, turn.me.person_id, KIND, args, turn.now)


@dataclass(frozen=True, slots=True)
class Pending:
    lines: list[Line]
    held: list[Held]
    text: str


def pending(session: Session, person_id: int, nonce: str) -> Pending:
    """What waits under this nonce; raises AnswerRefused for an old button."""
    prompt = conversation.peek_prompt(session, person_id)
    if prompt is None or prompt.kind != KIND or prompt.args.get("nonce") != nonce:
        raise AnswerRefused(_STALE)
    args: dict[str, Any] = prompt.args
    return Pending(
        [Line(**row) for row in args["lines"]],
        [Held(Line(**row["line"]), _given_in(row["given"])) for row in args["held"]],
        str(args["text"]),
    )


def _given_out(given: Given) -> dict[str, object]:
    out = asdict(given)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in out.items()}


def _given_in(stored: Mapping[str, Any]) -> Given:
    values = dict(stored)
    for name in ("expected", "new_date"):
        if values[name] is not None:
            values[name] = date.fromisoformat(str(values[name]))
    values["kind"] = AnswerKind.of(values["kind"])
    return Given(**values)


def lines_of(session: Session, turn: Turn, items: Sequence[tuple[int, int, int | None]]) -> list[Line]:
    """The numbers that this person sees and may answer; tasks that went away are left out."""
    lines = []
    loaded: Loaded = {}
    for number, assignment_id, due_id in items:
        try:
            _, task, assignment = shared.own(session, turn.me, assignment_id, loaded)
        except AnswerRefused:
            continue
        if progress.is_closed(task, turn.now):
            continue
        can_close = progress.can_close(task, assignment, due_id, turn.now)
        lines.append(Line(number, assignment_id, due_id or 0, task.title, can_close, task.indicator_id is not None))
    return lines
