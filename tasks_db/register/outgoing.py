"""What goes out, as the office sees it: the next working day, what waits, and what did not arrive."""

from datetime import date, datetime, time

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.reminders import Bundle
from tasks_db.terms import NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """One outgoing message; ``about`` are the titles of what a bundle asks for, or the sentence of a notice."""

    notice_id: int
    person: str
    kind: NoticeKind
    state: NoticeState
    send_at: datetime
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreached:
    """A unit that a notice (通知) was meant for and did not reach, since nobody is bound for it."""

    unit: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What waits to go out at ``as_of``; what did not arrive since ``since``, and what may have arrived twice.

    Each oldest first. ``unreached`` are the units that notices since then did not reach, ``unasked`` those of which
    nothing can be asked.
    """

    as_of: datetime
    since: datetime
    waiting: tuple[OutgoingLine, ...]
    undelivered: tuple[OutgoingLine, ...]
    maybe_twice: tuple[OutgoingLine, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    unasked: tuple["UnaskedUnit", ...] = ()

    @property
    def lost(self) -> int:
        """Return how many messages did not arrive, with those that had nobody to go to."""
        return len(self.undelivered) + len(self.unreached)


@dataclass(frozen=True, slots=True)
class Coming:
    """The bundles that go out from ``since`` to ``until`` if nobody answers, in order of time."""

    since: date
    until: date
    bundles: tuple[Bundle, ...]


@dataclass(frozen=True, slots=True)
class OnTrial:
    """What a plan in 试运行 would send, had it been handed out when the trial began, and who could not be asked."""

    plan_id: int
    title: str
    bundles: tuple[Bundle, ...]
    unasked: tuple["UnaskedUnit", ...]


@dataclass(frozen=True, slots=True)
class SendingHours:
    """The stretches of a working day in which reminders go out, local time, and the next working day."""

    spans: tuple[tuple[time, time], ...]
    following: date


@dataclass(frozen=True, slots=True)
class UnaskedUnit:
    """A unit of which nothing can be asked, why, and how many of its dues that holds up."""

    unit: str
    why: str
    dues: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go out on ``day``, the next working day, if nobody answered until then; ``today``: what leaves yet.

    What leaves today is asked no more on ``day``.
    """

    day: date
    today: tuple[Bundle, ...]
    bundles: tuple[Bundle, ...]
    unasked: tuple[UnaskedUnit, ...]
    undelivered: tuple[OutgoingLine, ...]
