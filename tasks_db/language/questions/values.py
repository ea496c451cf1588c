"""What can be asked, as values: a kind of question, what it is narrowed to, and the form of its answer."""

from dataclasses import field, fields
from datetime import date
from enum import StrEnum

from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind, Light, Role, WorkState


class QuestionKind(StrEnum):
    """What somebody wants to know; each has one answer."""

    # the register, answered with rows
    OVERDUE = "overdue"
    PROGRESS = "progress"
    MINE = "mine"
    UNREPORTED = "unreported"
    INDICATORS = "indicators"
    COORDINATION = "coordination"
    DUE = "due"
    FINISHED = "finished"
    TALLY = "tally"
    CHANGES = "changes"
    REQUESTS = "requests"
    ASKED = "asked"
    VACANT = "vacant"
    SIGNED = "signed"
    TASK = "task"
    # what the office works with
    REVIEW = "review"
    PLANS = "plans"
    DIGEST = "digest"
    PREVIEW = "preview"
    OUTBOX = "outbox"
    SEATS = "seats"
    # answered with a sentence
    HELP = "help"
    TERM = "term"
    SENDING = "sending"
    WHITHER = "whither"
    RANKING = "ranking"
    MEETINGS = "meetings"
    BODY = "body"
    CONTACT = "contact"
    HOLIDAYS = "holidays"
    PLEASANTRY = "pleasantry"


class Aspect(StrEnum):
    """What is asked of one task."""

    CARD = "card"
    SOURCE = "source"
    WHY = "why"
    UNITS = "units"
    DATES = "dates"
    FACTS = "facts"
    """Whose it is, until when, and what the plan says: all that the plan holds of it."""


class Form(StrEnum):
    """How the answer is wanted."""

    LIST = "list"
    BY_UNIT = "by_unit"
    FILE = "file"
    NEXT = "next"
    """Only what comes first."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is narrowed to; an empty field lets everything pass.

    ``leader`` is a name in 责任领导. ``since`` and ``until`` are days, both included. ``request`` is the kind of
    request that is asked for. ``mine``: the asker's own units. ``without`` are units left out.
    ``undated``: tasks for which the plan prints no date. ``unchanged``: 无变化 was said of them twice running.
    ``collected``: by the days on which the units owe their reports, rather than those of the tasks (谁要报).
    """

    plan_id: int | None = None
    unit_ids: tuple[int, ...] = ()
    leader: str | None = None
    section: str | None = None
    task_ids: tuple[int, ...] = ()
    indicator_ids: tuple[int, ...] = ()
    states: tuple[WorkState, ...] = ()
    light: Light | None = None
    role: Role | None = None
    since: date | None = None
    until: date | None = None
    request: AnswerKind | None = None
    mine: bool = False
    without: tuple[int, ...] = ()
    undated: bool = False
    unchanged: bool = False
    collected: bool = False

    @property
    def narrow(self) -> frozenset[str]:
        """The names of the fields that narrow anything."""
        return frozenset(f.name for f in fields(self) if getattr(self, f.name) not in (None, (), False))


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of what, and in which form. ``page`` is that of the answer, from 0.

    ``numbers`` are tasks named by number, as yet without their plan; ``row`` is the number of a line in the list that
    was shown last. ``as_of`` is a past day as of which it is asked, None for now.
    ``since_issue``: since the last digest was issued (上次通报以来).
    """

    kind: QuestionKind
    filters: Filters = NO_FILTERS
    form: Form = Form.LIST
    aspect: Aspect = Aspect.CARD
    numbers: tuple[int, ...] = ()
    row: int | None = None
    page: int = 0
    as_of: date | None = None
    since_issue: bool = False


class OrderKind(StrEnum):
    """What somebody orders in words."""

    CHASE = "chase"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    DEPUTISE = "deputise"
    INVITE = "invite"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Order:
    """An act that is ordered in words, as far as the words say it.

    ``numbers`` are tasks by number, ``task_ids`` by name. ``day`` is the new date and ``until`` the last day of a
    deputy's time. ``leaving`` and ``coming`` are people. ``words`` is an answer that was given by phone. ``listed``
    is the list of which everybody is chased, as ``filters`` narrow it; None: whatever the units owe.
    """

    kind: OrderKind
    unit_ids: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    task_ids: tuple[int, ...] = ()
    day: date | None = None
    until: date | None = None
    leaving: str | None = None
    coming: str | None = None
    words: str = ""
    everybody: bool = False
    listed: QuestionKind | None = None
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with its names; ``short`` are the ways in which people may write it beside them."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan by its title."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task by its title, its code (1-5) and the words of its text; an indicator by its name and measure (户)."""

    id: int
    title: str
    code: str = ""
    content: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody in a seat, and the unit for which they sit."""

    name: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the asker may ask by. ``own`` are the units that they speak for."""

    units: tuple[UnitName, ...] = ()
    leaders: tuple[str, ...] = ()
    plans: tuple[PlanName, ...] = ()
    sections: tuple[str, ...] = ()
    tasks: tuple[TaskName, ...] = ()
    indicators: tuple[TaskName, ...] = ()
    people: tuple[PersonName, ...] = ()
    own: frozenset[int] = frozenset()


class UnknownKind(StrEnum):
    """What an unknown word seems to name."""

    UNIT = "unit"
    PERSON = "person"
    TASK = "task"
    PLAN = "plan"
    WORDS = "words"
    TURNING = "turning"
    """除了, 没有: words that turn the sense round, so that nothing is answered without them."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that nothing explains; ``near`` are known names like them, the likeliest first."""

    kind: UnknownKind
    text: str
    near: tuple[str, ...] = ()


class Sureness(StrEnum):
    """Whether an utterance is a question: surely, or perhaps, where it may be a report as well."""

    SURE = "sure"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that the words may mean, what speaks for it, and how much.

    ``left`` are words that are known and of no use in it.
    """

    wants: Question | Order
    score: float
    evidence: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an utterance asks or orders: one reading, or several that are as likely; the likeliest first.

    ``unknown`` are words that none of them explains.
    """

    readings: tuple[Reading, ...]
    unknown: tuple[Unknown, ...] = ()
    sureness: Sureness = Sureness.SURE

    @property
    def best(self) -> Question | Order | None:
        """What is meant, where it is clear."""
        return self.readings[0].wants if len(self.readings) == 1 else None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before: the question answered last, if that was today."""

    question: Question | None = None
    listed: bool = field(default=False)
    """Whether its answer was a numbered list."""


NOTHING_SAID = Said()
