"""What a year of a body came to (评估): facts of the register and the sittings, no scores and no ranks."""

from collections.abc import Sequence
from datetime import date

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings.deciding import is_held
from tasks_db.register.meetings.follow_up import FollowUp
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.terms import SittingKind


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A year of a body until ``day``: its tasks as they stand, its sittings, what became of what they decided.

    ``cancelled`` and ``changes`` count the tasks that were taken back and the seats that changed hands.
    """

    body: Body
    year: int
    day: date
    digest: Digest
    held: tuple[Sitting, ...]
    issued: tuple[Sitting, ...]
    followed: tuple[FollowUp, ...]
    cancelled: int
    changes: int

    @property
    def extended(self) -> int:
        """How many requests for more time were granted in the year itself."""
        granted = (e.decided_at for e in self.digest.extensions if e.is_granted)
        return sum(at is not None and local_date(at).year == self.year for at in granted)

    def of_kind(self, kind: SittingKind) -> int:
        """Return how many sittings of a kind were held."""
        return sum(s.kind is kind for s in self.held)


def evaluate(
    body: Body,
    year: int,
    day: date,
    digest: Digest,
    sittings: Sequence[Sitting],
    followed: Sequence[FollowUp],
    *,
    cancelled: int,
    changes: int,
) -> Evaluation:
    """Return what a year came to; only sittings of that year count."""
    held = tuple(s for s in sittings if s.year == year and is_held(s))
    issued = tuple(s for s in held if s.issued_at is not None and local_date(s.issued_at) <= day)
    return Evaluation(body, year, day, digest, held, issued, tuple(followed), cancelled, changes)
