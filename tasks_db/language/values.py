"""The values that go into and come out of understanding what a person typed."""

from datetime import date
from enum import StrEnum

from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind


class UnclearKind(StrEnum):
    """Why something is asked back instead of stored."""

    NO_NUMBER = "no_number"  # a state, but for which of several tasks?
    UNKNOWN_NUMBER = "unknown_number"  # a number that the person was not shown
    NO_STATE = "no_state"  # a task, but nothing said of it that can be told
    AMBIGUOUS = "ambiguous"  # two readings, both sensible
    RANGE_OR_CODE = "range_or_code"  # 2-6: the code of the first of ``numbers``, or the range of the others
    QUESTION = "question"  # the person asks
    ELSEWHERE = "elsewhere"  # "已报", "见附件": said in another place
    FIGURE = "figure"  # a bare figure, perhaps of an indicator
    LATER = "later"  # the answer will come later: 晚点再报
    NOT_AN_ANSWER = "not_an_answer"


class Intent(StrEnum):
    """What the message does as a whole, beside or instead of answering."""

    RECEIPT = "receipt"  # of everything shown; the answers say so task by task
    THANKS = "thanks"
    GREETING = "greeting"
    SMALL_TALK = "small_talk"  # kind words and excuses: 刚在开会，等下看
    HOW_TO_MEND = "how_to_mend"  # asks how what was said can be put right
    UNDO = "undo"  # the last answers, or those of ``Understanding.undone``
    ASK_AGAIN = "ask_again"  # 晚点再报 is taken back
    CORRECTION = "correction"  # the answers replace what was said before
    MOVE = "move"  # what was said last belongs to the task of ``Understanding.moved_to`` instead


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What the person's last message told of a task, which the next may put right.

    ``text`` is what it said where that was some minutes ago at most: who goes on with it says it again in full.
    """

    kind: AnswerKind
    percent: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A task that the person may mean.

    ``can_close``: the person's unit consolidates the task, so "已完成" asks for 办结 instead of reporting a part.
    ``listed``: it stood under its number on the list last shown; else it is another open task of theirs, which only
    its name or the context can mean. ``near``: words without a number or a name mean it, since they reply to it or
    it was just asked about. ``answered``: something was said of it today, or that it is done, so "其余" does not mean
    it. ``indicator``: it asks for a figure. ``just_said``: the person's last message was about it,
    and told ``last``. ``content`` is what the plan wants of it, in its words, ``day`` the date that a request for
    more time would move, ``code`` its plan's number and its own (2-1).
    """

    number: int
    title: str
    can_close: bool
    listed: bool = True
    near: bool = False
    answered: bool = False
    indicator: bool = False
    just_said: bool = False
    content: str = ""
    day: date | None = None
    code: str = ""
    last: LastSaid | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one task.

    ``text`` keeps the person's own words. ``percent`` is 0 to 100. ``needs`` names whose help is asked for, or
    for NOT_OURS the unit said to own the task. ``expected`` is 预计完成, ``new_date`` is 申请延期至; where the words
    leave that open, ``likely`` are the days to offer. With ``confirm`` nothing is stored before the person has
    pressed a button; ``options`` are what else the words may mean.
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
    options: tuple[AnswerKind, ...] = ()


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
    undone_kind: AnswerKind | None = None
    moved_to: int | None = None
