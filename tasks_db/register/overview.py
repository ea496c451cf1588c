"""A loaded plan as the office settles it: what was understood, and what is still open."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

from tasks_db.intake.draft import Span
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import unit_names, values
from tasks_db.register.ended import Ended
from tasks_db.register.handing_out import Blocker
from tasks_db.register.membership import MemberChange
from tasks_db.register.new_version import Predecessor
from tasks_db.terms import PlanStage


@dataclass(frozen=True, slots=True)
class WaitingName:
    """A printed name of which a plan waits to be told what it means, with the numbers of the tasks that print it."""

    plan_id: int
    printed: str
    seqs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A printed name that the registry does not know.

    ``assignment_id`` is an assignment that prints it: an old button still means the name that it was shown with.
    """

    assignment_id: int
    match: unit_names.Match
    seqs: tuple[str, ...]
    twin: str | None = None
    """Another unknown name that this one resembles and that the plan prints more often: likely what was meant."""

    @property
    def likely(self) -> str | None:
        """The name that it resembles most: a unit's, or another unknown one of the plan; None for a fresh one."""
        return self.match.alike[0].name if self.match.alike else self.twin

    @property
    def is_a_sign_apart(self) -> bool:
        """Whether one sign that sounds otherwise parts it from what it resembles: it may as well be another unit."""
        return self.likely is not None and unit_names.is_a_sign_apart(self.match.printed, self.likely)

    @property
    def may_be_taken(self) -> bool:
        """Whether it may be taken with others for what each resembles, without a look at each."""
        return self.likely is not None and not self.is_a_sign_apart

    @property
    def is_fresh(self) -> bool:
        """Whether it resembles nothing, so that it may become a unit without a closer look."""
        return not self.match.alike and self.twin is None

    @property
    def is_collective(self) -> bool:
        """Whether it stands for several units: which these are nobody but the office can say."""
        return unit_names.looks_like_group(self.match.printed)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document and the place where they stand."""

    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """疑点: something in the document that a person should look at, with both quotes."""

    id: int
    kind: str
    severity: str
    message: str
    quotes: tuple[Quote, ...]


def speaks_of(finding: Finding, task: values.Task) -> bool:
    """Return whether a finding quotes the row that a task was read from."""
    return any(quote.place and quote.place == task.source_place for quote in finding.quotes)


DATE_FINDINGS = frozenset(
    {"unclear_date", "undated_round", "date_mismatch", "date_not_in_register", "date_not_after_issue"}
)
"""Findings that leave open on which day a task is due: the office confirms it, and nothing is guessed (R11)."""


@dataclass(frozen=True, slots=True)
class Above:
    """A paper that a plan carries out, and the plan of this register that it is, if it is one."""

    title: str
    number: str | None
    plan_id: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a document's text, what it was read as, and the tasks that begin with it."""

    text: str
    read_as: str
    place: str
    tasks: tuple[values.Task, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A plan's text as it was read from its file."""

    plan_id: int
    title: str
    file_name: str
    stretches: tuple[Stretch, ...]


_LEAST = 4
"""A line shorter than that is no way to find a sentence."""


def stretches(text: str, spans: Sequence[Span], tasks: Iterable[values.Task]) -> tuple[Stretch, ...]:
    """Return a document's text in order, cut where the reading changes and where a task's own words begin."""
    begins: dict[int, list[values.Task]] = {}
    for task in tasks:
        at = _beginning(text, spans, task)
        if at is not None:
            begins.setdefault(at, []).append(task)
    found = []
    for span in spans:
        cuts = [span.start, *sorted(at for at in begins if span.start < at < span.end), span.end]
        found += [
            Stretch(text[low:high], span.read_as, span.place, tuple(begins.get(low, ())))
            for low, high in itertools.pairwise(cuts)
        ]
    return tuple(found)


def _beginning(text: str, spans: Sequence[Span], task: values.Task) -> int | None:
    """Where a task's words begin: its quote or its title at its place, else the place itself, None without one."""
    there = [span for span in spans if span.place == task.source_place]
    if not there:
        return None
    first, last = there[0].start, there[-1].end
    for words in (task.source_quote.split("\n")[0].strip(), task.title):
        at = text.find(words, first, last) if len(words) >= _LEAST else -1
        if at >= 0:
            return at
    return first


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of all plans; ``tasks`` counts those that count, ``is_draft`` is 征求意见稿."""

    id: int
    title: str
    stage: PlanStage
    tasks: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with its days, and what keeps one that waits from 交办: ``blockers``, and open findings beside them."""

    line: PlanLine
    loaded: date
    dispatched: date | None
    blockers: tuple[Blocker, ...]
    findings: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the office sees of a plan before 交办."""

    plan: values.Plan
    file_name: str
    issued_on: str | None
    blockers: tuple[Blocker, ...]
    unknown: tuple[UnknownName, ...]
    questions: dict[str, int]
    findings: tuple[Finding, ...]
    candidates: tuple[values.Task, ...]
    remarks: tuple[str, ...]
    roster: int
    without_supplier: int
    predecessor: Predecessor | None
    """The plan that this one seems to be a later version of."""
    above: tuple[Above, ...] = ()
    below: tuple[int, ...] = ()
    """The plans that carry this one out."""
    own_ladder: tuple[int, ...] = ()
    """The plan's own rungs in days around a date; empty where it asks as every plan does."""
    member_changes: tuple[MemberChange, ...] = ()
    """What has changed in its groups since 交办 and waits for the office."""
    ended: tuple[Ended, ...] = ()
    """The tasks that were cancelled."""
