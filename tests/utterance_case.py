"""The form of the table of utterances: what was typed, what had been shown, what is expected."""

from dataclasses import dataclass
from datetime import date

from tasks_db.language import Intent, Shown, UnclearKind
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 12)  # a Wednesday

TITLES = (
    "农村公路改造",
    "学校食堂提升",
    "养老服务站建设",
    "河道清淤",
    "政务大厅一窗受理",
)

FIVE = tuple(Shown(number, title, can_close=False) for number, title in enumerate(TITLES, 1))
FIVE_LEAD = tuple(Shown(number, title, can_close=True) for number, title in enumerate(TITLES, 1))
SIXTEEN = tuple(Shown(number, f"第{number}片区整治", can_close=False) for number in range(1, 17))
ONE = (Shown(1, "农村公路改造", can_close=False),)
ONE_LEAD = (Shown(1, "农村公路改造", can_close=True),)
ONLY_THREE = (Shown(3, "养老服务站建设", can_close=False),)

RECEIVED = AnswerKind.RECEIVED
PROGRESS = AnswerKind.PROGRESS
NO_CHANGE = AnswerKind.NO_CHANGE
BLOCKED = AnswerKind.BLOCKED
DONE = AnswerKind.DONE
CLOSURE = AnswerKind.CLOSURE
EXTENSION = AnswerKind.EXTENSION
NOT_OURS = AnswerKind.NOT_OURS


@dataclass(frozen=True, slots=True)
class Said:
    """The answer expected for one task; ``problem`` only says whether one is named."""

    number: int
    kind: AnswerKind
    percent: int | None = None
    needs: str | None = None
    expected: date | None = None
    new_date: date | None = None
    problem: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    kind: UnclearKind
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    shown: tuple[Shown, ...]
    said: tuple[Said, ...] = ()
    asked: tuple[Asked, ...] = ()
    intent: Intent | None = None
    clear: bool = True
    undone: tuple[int, ...] = ()


def case(text: str, shown: tuple[Shown, ...], *said: Said, intent: Intent | None = None) -> Case:
    return Case(text, shown, said=said, intent=intent)


def ask_back(text: str, shown: tuple[Shown, ...], kind: UnclearKind, *numbers: int) -> Case:
    return Case(text, shown, asked=(Asked(kind, numbers),), clear=False)


def each(
    numbers: tuple[int, ...], kind: AnswerKind, *, confirm: bool = False, expected: date | None = None
) -> tuple[Said, ...]:
    return tuple(Said(number, kind, confirm=confirm, expected=expected) for number in numbers)
