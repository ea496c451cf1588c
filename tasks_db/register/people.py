"""Who somebody is to the joint meeting: a person with the seats they serve in."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import SeatRole, TenureKind

MAIL = "mail"
"""What accounts by e-mail are called: their addresses are written down by the office, and nothing comes in there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is reached: a channel, and what that channel calls the conversation."""

    channel: str
    value: str


@dataclass(frozen=True, slots=True)
class Account:
    """One of the places where a person is reached; ``reachable`` is False once a send was refused for good.

    ``bound_at`` is None where it is not known since when.
    """

    address: Address
    reachable: bool
    bound_at: datetime | None = None


def told_at(accounts: Sequence[Account], given_up: Collection[str] = ()) -> Account | None:
    """Return where somebody is told things: at the first account that can be reached, else at the first.

    One on a channel that is given up comes after those on others.
    """
    order = sorted(accounts, key=lambda one: (not one.reachable, one.address.channel in given_up))
    return order[0] if order else None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a seat. ``accounts`` is empty until they are bound; the preferred one stands first."""

    person_id: int
    name: str
    kind: TenureKind
    since: date
    until: date | None
    accounts: tuple[Account, ...]
    linked: bool = False
    """Whether they have a link that nobody has recalled: what is asked of them the office passes on (待转交)."""

    @property
    def on_channel(self) -> bool:
        """Whether the person can be told anything on a channel."""
        return any(account.reachable for account in self.accounts)

    @property
    def reachable(self) -> bool:
        """Whether the person can be asked anything at all: on a channel, or by a link that the office passes on."""
        return self.linked or self.on_channel

    def serves_on(self, day: date) -> bool:
        """Return whether the person serves on a day; ``since`` and ``until`` are included."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Seat:
    """A role of a unit in a joint meeting, with everybody who holds, held or will hold it."""

    id: int
    meeting_id: int
    unit_id: int
    unit: str
    role: SeatRole
    holders: tuple[Holder, ...]

    def holders_on(self, day: date) -> tuple[Holder, ...]:
        """Who serves that day, a deputy before the one they stand in for."""
        serving = [h for h in self.holders if h.serves_on(day)]
        return tuple(sorted(serving, key=lambda h: h.kind is not TenureKind.DEPUTY))


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat that a person serves in now, as holder or deputy."""

    seat_id: int
    meeting_id: int
    unit_id: int
    unit: str
    role: SeatRole
    kind: TenureKind


@dataclass(frozen=True, slots=True)
class Member:
    """A person known to the bot, with the seats they serve in today.

    ``lost`` says that the account from which they write counted as out of reach until now.
    """

    person_id: int
    name: str
    seats: tuple[SeatHeld, ...]
    lost: bool = False


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever has the link of a seat: the seat speaks, and nobody by name (``authority`` says what it may).

    ``person_id`` is who holds the seat, under whose name its answers stand. ``link_ids`` are all links that this
    holder of the seat was ever given, so that a new one still shows, and may take back, what came in by an older one.
    """

    link_id: int
    seat: SeatHeld
    person_id: int
    link_ids: frozenset[int]
    asks_code: bool = False
    """Whether 办结 and 延期 need the code that was given out beside the link."""

    @property
    def seats(self) -> tuple[SeatHeld, ...]:
        """The one seat that the link belongs to."""
        return (self.seat,)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands in for a seat's holder, both days included."""

    tenure_id: int
    person: str
    since: date
    until: date
    bound: bool = True
    """Whether they can be reached; until then all goes to the holder."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who takes a seat on a later day."""

    person: str
    since: date


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat with whoever holds it, for lists."""

    seat_id: int
    unit: str
    role: SeatRole
    post: str
    person_id: int | None
    person: str | None
    bound: bool
    reachable: bool
    mail: str | None = None
    """Their e-mail address, where the office has written one down."""
    deputies: tuple[Standing, ...] = ()
    """Who stands in for them today, or is to."""
    coming: Coming | None = None
    """Who takes the seat on a later day."""

    @property
    def is_liaison(self) -> bool:
        """Whether it is a liaison's seat."""
        return self.role is SeatRole.LIAISON
