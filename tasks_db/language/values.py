"""The values that go into and come out of understanding what a person typed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks_db.terms import AnswerKind


class UnclearKind(StrEnum):
    """Why something is asked back instead of stored."""

    NO_NUMBER = "no_number"  # a state, but for which of several tasks?
    UNKNOWN_NUMBER = "unknown_number"  # a number that the person was not shown
    NO_STATE = "no_state"  # a task, but nothing said of it that can be told
    AMBIGUOUS = "ambiguous"  # two readings, both sensible
    QUESTION = "question"  # the person asks
    ELSEWHERE = "elsewhere"  # "已报", "见附件": said in another place
    FIGURE = "figure"  # a bare figure, perhaps of an indicator
    NOT_AN_ANSWER = "not_an_answer"


class Intent(StrEnum):
    """What the message does as a whole, beside or instead of answering."""

    RECEIPT = "receipt"  # of everything shown; the answers say so task by task
    THANKS = "thanks"
    GREETING = "greeting"
    UNDO = "undo"  # the last answers, or those of ``Understanding.undone``
    CORRECTION = "correction"  # the answers replace what was said before


@dataclass(frozen=True, slots=True)
class Shown:
    """A numbered line that the person was shown.

    ``can_close``: the person's unit consolidates the task, so "已完成" asks for 办结 instead of reporting a part.
    """

    number: int
    title: str
    can_close: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one task.

    ``text`` keeps the person's own words. ``percent`` is 0 to 100. ``needs`` names whose help is asked for, or
    for NOT_OURS the unit said to own the task. ``expected`` is 预计完成, ``new_date`` is 申请延期至; where the words
    leave that open, ``likely`` are the days to offer. With ``confirm`` nothing is stored before the person has
    pressed a button.
    """

    number: int
    kind: AnswerKind
    percent: int | None
    text: str
    problem: str | None
    needs: str | None
    expected: date | None
    new_date: date | None
    confirm: bool
    likely: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something to ask back.

    ``numbers`` are the tasks it may be about (empty: any of those shown); ``options`` the readings to offer first.
    When the person picks a task, ``text`` is understood again with that task alone.
    """

    kind: UnclearKind
    numbers: tuple[int, ...]
    text: str
    options: tuple[AnswerKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """Answers in the order of their numbers, what is asked back, and what the message does as a whole."""

    answers: tuple[Answer, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    intent: Intent | None = None
    undone: tuple[int, ...] = ()
