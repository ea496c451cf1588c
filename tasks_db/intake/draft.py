"""What intake understood of a document: the value behind ``lianxi parse --json``.

Nothing here is looked up in a registry: unit names are as printed, dates are what the document says.
"""

from datetime import date
from typing import NamedTuple

from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal


class Quote(NamedTuple):
    """A verbatim piece of the document and where it stands (``"第12行"``, ``"表2第3行"``)."""

    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is due at one of a task's dates; ``target`` is the document's words for it, perhaps empty."""

    date: date
    target: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A round as ``language.rounds`` reads it (``every``, ``day``, ``months``), and what is due in it."""

    every: str
    target: str
    day: str | None = None
    months: tuple[int, int] | None = None


class DraftTask(NamedTuple):
    """A task as the document states it, before the register takes it over.

    ``deadline_text`` is the date as printed, ``deadline_date`` the day that it means. ``effective_deadline`` is that
    day; where the task names no time, it is the end of the plan's period. ``deadline_basis`` says where the effective
    one was found: column, text or plan_period. ``recurring`` is set for work that is reported in rounds or has no
    end. ``confidence`` (0 to 1) says how sure the reading is, the units or the date, whichever is less sure.
    """

    seq: str
    section: str | None
    title: str | None
    content: str
    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    leaders: tuple[str, ...]
    deadline_text: str | None
    deadline_date: date | None
    effective_deadline: date | None
    deadline_basis: str | None
    recurring: bool
    milestones: tuple[Milestone, ...]
    recurrences: tuple[Recurrence, ...]
    source: Quote
    confidence: float


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the document and what it holds for (``"all"`` or a list of seqs)."""

    text: str
    applies_to: str


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """Values are by year and as printed; ``nature`` is 预期性 or 约束性 where the table says so."""

    seq: str
    name: str
    unit: str | None
    baseline: dict[str, str]
    targets: dict[str, str]
    nature: str | None = None


@dataclass(frozen=True, slots=True)
class DraftMember:
    """A person of the printed member list: the role in the joint meeting (召集人), the name, and the post as printed.

    ``unit`` is the unit that the list or the post names, None where neither does.
    """

    role: str
    name: str
    title: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class DraftDuty:
    """What the document says that one unit has to do in general, beside the tasks."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """What the document says of its joint meeting; None where it is silent."""

    name: str | None
    office_unit: str | None
    plenary_per_year: int | None
    convenor_post: str | None
    member_units: tuple[str, ...]
    seal_unit: str | None
    proposers: str | None = None
    """Who may propose a sitting, as roles: 召集人、成员单位."""
    approvers: str | None = None
    """Who approves one, as roles."""
    replacement: str | None = None
    """How members are replaced, as printed."""
    chair: str | None = None
    """Who chairs a sitting, as printed: 召集人或召集人委托的同志."""


@dataclass(frozen=True, slots=True)
class Superior:
    """A paper that the plan says it carries out, as printed."""

    title: str
    number: str | None


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """Something a person should look at. ``severity`` is error, warning or info; ``message`` is Chinese."""

    kind: str
    severity: str
    message: str
    quotes: tuple[Quote, ...]


class Span(NamedTuple):
    """A stretch ``[start, end)`` of the document's text in characters and what it was read as."""

    place: str
    start: int
    end: int
    read_as: str


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan as intake understood it.

    ``status`` is ``draft`` (征求意见稿), ``issued`` (印发) or None where the document does not say; ``period`` is the
    plan's first and last day. ``candidates`` look like tasks but stand beside the register; the office decides on
    them. ``coverage`` says for each stretch of the text what it was read as.
    """

    plan_title: str
    doc_number: str | None
    issuer: str | None
    status: str | None
    issued_on: date | None
    period: tuple[date, date] | None
    tasks: tuple[DraftTask, ...]
    candidates: tuple[DraftTask, ...]
    remarks: tuple[Remark, ...]
    indicators: tuple[DraftIndicator, ...]
    members: tuple[DraftMember, ...]
    duties: tuple[DraftDuty, ...]
    meeting: MeetingRules | None
    findings: tuple[DraftFinding, ...]
    coverage: tuple[Span, ...]
    superiors: tuple[Superior, ...]
    text: str = ""
    """The document's own text, in which ``coverage`` counts."""


class IntakeError(Refusal):
    """A document that cannot be taken in; ``str()`` is the Chinese sentence with the next step."""
