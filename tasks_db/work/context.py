"""What every act and every view is given: one transaction, who asks, and the moment.

An act is a function of a ``Context`` that writes; a view is one that only reads. ``@act(Right.PLAN)`` and
``@view(Right.ASK)`` say which right it needs, and refuse whoever lacks it before the function sees anything (R14).
Whose task it is, the function asks for itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.authority import Authority, Caller, Right
from tasks_db.register.people import LinkHolder, Member
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import audit
from tasks_db.store.door import Beside

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Context:
    """One transaction and everything that a decision in it needs.

    ``who`` is a member, a seat by its link, the operator at the terminal or the program itself, or None for a
    stranger. ``files`` is the folder where evidence is kept.
    """

    session: Session
    who: Caller
    now: datetime
    calendar: Calendar
    windows: SendWindows
    files: Path

    @property
    def today(self) -> date:
        """The local day of ``now``."""
        return local_date(self.now)

    @property
    def by(self) -> Authority:
        """In which capacity the caller acts, for the audit; raises LookupError for a stranger."""
        return authority.capacity(self.who)

    def note(self, action: str, entity: str, entity_id: int | None, **detail: object) -> None:
        """Write down what was done to what (留痕), by whom and when; ``detail`` holds old and new values."""
        audit.note(self.session, self.now, self.by, action, entity, entity_id, **detail)

    def note_all(self, done: Sequence[tuple[str, str, int, Mapping[str, object]]]) -> None:
        """Write down several things as ``note`` does: each the action, the entity, its id and the detail."""
        audit.note_all(self.session, self.now, self.by, done)

    @property
    def me(self) -> Member:
        """The member who asks; raises LookupError for anybody else: only people speak for a unit."""
        if isinstance(self.who, Member):
            return self.who
        raise LookupError("only a member of the joint meeting can do this")

    @property
    def by_link(self) -> LinkHolder:
        """The seat that asks by its link; raises LookupError for anybody else."""
        if isinstance(self.who, LinkHolder):
            return self.who
        raise LookupError("only a seat with a link can ask this")

    @property
    def speaker_id(self) -> int:
        """Under whose name stands what is said for a unit: the member's, or that of the holder of a link's seat."""
        return self.who.person_id if isinstance(self.who, LinkHolder) else self.me.person_id

    @property
    def link_id(self) -> int | None:
        """The link by which the caller speaks, if it is one."""
        return self.who.link_id if isinstance(self.who, LinkHolder) else None


Function = Callable[Concatenate[Context, P], R]


_BESIDE = {Right.REPORT: Beside.ANSWERS, Right.ANSWER: Beside.ANSWERS, Right.GREET: Beside.ANYBODY}
"""Beside what acts write that need a right, where they do not say so: whoever answers locks their own tasks."""


def _guarded(right: Right, function: Function[P, R], *, writes: bool, beside: Beside | None = None) -> Function[P, R]:
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

    @wraps(function)
    def guarded(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
        authority.require(ctx.who, right)
        if not writes:
            return function(ctx, *args, **kwargs)
        by = ctx.by if ctx.who is not None else authority.STRANGER
        with audit.during(ctx.session, name, by, ctx.now):
            return function(ctx, *args, **kwargs)

    guarded.right = right  # type: ignore[attr-defined]  # for right_of
    guarded.beside = beside or _BESIDE.get(right, Beside.NOBODY)  # type: ignore[attr-defined]  # for beside_of
    return guarded


def right_of(function: Callable[..., object]) -> Right | None:
    """Return the right that an act or a view asks for; None for a function that asks for none."""
    return getattr(function, "right", None)


def beside_of(function: Callable[..., object]) -> Beside:
    """Return beside what an act writes; of what is no act, beside nothing."""
    found: Beside = getattr(function, "beside", Beside.NOBODY)
    return found


def act(right: Right, beside: Beside | None = None) -> Callable[[Function[P, R]], Function[P, R]]:
    """Make a function an act for people with the right; others get a Refusal with the next step.

    Whatever it changes is written down under its name (留痕). ``beside`` says beside what it may write, where its
    right does not.
    """
    return lambda function: _guarded(right, function, writes=True, beside=beside)


def view(right: Right) -> Callable[[Function[P, R]], Function[P, R]]:
    """Make a function a view for people with the right; others get a Refusal with the next step."""
    return lambda function: _guarded(right, function, writes=False)
