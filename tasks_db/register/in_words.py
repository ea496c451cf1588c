"""What a question or an order in words comes to."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tasks_db.language.questions import Aspect, Filters, Order, Question, QuestionKind, Unknown
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.values import TaskLine, Unreported
from tasks_db.register.ended import Ended
from tasks_db.register.lights import Shown
from tasks_db.register.queries import Answer
from tasks_db.register.seen import SeenTask
from tasks_db.register.units_standing import UnitsStanding


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be meant, as a button says it: a question with its filters, or one task and what of it."""

    label: str
    kind: QuestionKind
    filters: Filters
    task_id: int | None = None
    aspect: Aspect = Aspect.CARD


@dataclass(frozen=True, slots=True)
class TaskTold:
    """One task as it stands, with its light and what that follows from; ``seen`` is what its reader may do with it.

    ``line`` is None where the reader sees their own share alone; ``silent`` are beside it who did not report, a
    group with those of its members that did not.
    """

    seen: SeenTask
    aspect: Aspect
    shown: Shown
    line: TaskLine | None
    as_of: datetime
    silent: tuple[Unreported, ...] = ()
    units: UnitsStanding | None = None
    """Where its units stand, for whoever asks for them and may see them."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A unit with those who sit for it."""

    unit: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """An issued plan in a line: its number, its day, until when it runs, and how many tasks it has."""

    title: str
    number: str | None
    issued_on: date | None
    until: date | None
    tasks: int


@dataclass(frozen=True, slots=True)
class BodyTold:
    """A standing body as its documents print it. ``heads`` are its convenors, each with the word for the seat."""

    name: str
    office: str | None
    office_heads: tuple[str, ...]
    heads: tuple[tuple[str, str], ...]
    units: tuple[str, ...] | None
    """Its members; None while nobody has said them, and a plenary calls every unit with a liaison."""
    plenary_per_year: int | None
    plans: tuple[PlanTold, ...]
    unmatched: tuple[str, ...] = ()
    """Members as a plan prints them whom no unit is matched with."""
    called_beside: tuple[str, ...] = ()
    """Units that a plenary calls beside them: those of the deputy convenors and the head of the office."""


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A unit that stands for others (各乡镇) and the units that belong to it today."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MembersTold:
    """The members of a body after a change, and which came and went; ``first``: nobody had said them before.

    ``sittings`` are those whose notice has not gone out and that call others by it.
    """

    units: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    first: bool = False
    sittings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InWords:
    """A question or an order in words, as it was understood.

    ``answer`` holds all rows of the answer, ``tasks`` the tasks that are asked for. ``options`` are what the words
    may mean where that is not clear, or what there is near an ``unknown`` name. ``open``: it may be a report as well.
    ``figures`` stand beside the one task that is told of, where words name both. ``narrowed``: the asker sees a part
    of the register, so that an unknown name may be known to others. ``ended`` are cancelled tasks that are asked for.
    """

    question: Question | None = None
    order: Order | None = None
    answer: Answer[Any] | None = None
    tasks: tuple[TaskTold, ...] = ()
    figures: Answer[Any] | None = None
    options: tuple[Option, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    seated: tuple[Seated, ...] = ()
    ended: tuple[Ended, ...] = ()
    open: bool = False
    narrowed: bool = False

    @property
    def kind(self) -> QuestionKind | None:
        """The kind of question that was understood, if one was."""
        return self.question.kind if self.question is not None else None

    def on_page(self, page: int) -> "InWords":
        """Return the same, opened at a page."""
        return replace(self, question=replace(self.question, page=page) if self.question else None)
