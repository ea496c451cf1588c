"""Seats as values: the whole list, and what an invitation, a handover or a deputy came to."""

import unicodedata
from datetime import date, datetime

from tasks_db import lazy_re as re
from tasks_db.language.replacing_words import person
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import PeopleError
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class SeatList:
    """Every seat of the joint meeting with whoever holds it at ``as_of``, in order of entry."""

    as_of: datetime
    lines: tuple[SeatLine, ...]

    @property
    def unbound(self) -> tuple[SeatLine, ...]:
        """The seats that nobody is bound to, vacant ones included."""
        return tuple(line for line in self.lines if not line.bound)

    @property
    def liaisons(self) -> tuple[SeatLine, ...]:
        """The liaisons' seats."""
        return tuple(line for line in self.lines if line.role is SeatRole.LIAISON)

    @property
    def vacant_liaisons(self) -> tuple[SeatLine, ...]:
        """The liaisons' seats that nobody holds."""
        return tuple(line for line in self.liaisons if line.person is None)


@dataclass(frozen=True, slots=True)
class Invited:
    """A one-time code for a seat. ``person`` is None where the seat is vacant: whoever uses the code takes it."""

    unit: str
    role: SeatRole
    person: str | None
    code: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A liaison's seat that has another holder; ``code`` binds them where they are not bound yet."""

    unit: str
    before: str | None
    after: str
    code: str | None
    post: str = ""


_WITH_POST = re.compile(r"(?P<name>[^（(，,]*?)\s*(?:[（(](?P<post>[^（()）]+)[）)]|[，,]\s*(?P<behind>.+))")


def person_and_post(text: str) -> tuple[str, str | None]:
    """Return a name and the post beside it: 林知微（科员）, 副局长李明; None for the post where there stands none."""
    match = _WITH_POST.fullmatch(text.strip())
    if match is None:
        name, post = person(text)
        return name, post or None
    return match["name"].strip(), (match["post"] or match["behind"]).strip()


def require_order(since: date, until: date) -> None:
    """Raise PeopleError where somebody is to stand in until a day before the first."""
    if until < since:
        raise PeopleError("代理的结束日期不能早于开始日期。请核对后重写两个日期。")


@dataclass(frozen=True, slots=True)
class Deputising:
    """What a deputy would do, before it counts: in whose seat, and from when until when, both days included.

    ``seat_id`` is None in an order that somebody else is to give.
    """

    seat_id: int | None
    unit: str
    role: SeatRole
    holder: str | None
    person: str
    since: date
    until: date
    bound: bool = True
    """Whether the deputy can be reached yet."""
    post: str = ""
    """The deputy's own, as it was said."""


@dataclass(frozen=True, slots=True)
class Deputised:
    """Somebody who stands in for a seat's holder; ``code`` binds them where they are not bound yet."""

    standing: Deputising
    code: str | None


@dataclass(frozen=True, slots=True)
class DeputyEnded:
    """Who no longer stands in for a seat, and whose it is, empty for a vacant one; ``told`` have heard of it."""

    unit: str
    role: SeatRole
    persons: tuple[str, ...]
    holder: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailSet:
    """Where a seat's holder gets mail from now on; ``address`` is None where they get none any more.

    ``channels`` counts the other channels that they are reached on.
    """

    unit: str
    role: SeatRole
    person: str
    address: str | None
    channels: int


_LONGEST_MAIL = 254
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def mail_address(text: str) -> str:
    """Return an e-mail address as it is kept, however wide it was typed; raises PeopleError for what is none."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    if len(plain) > _LONGEST_MAIL or _MAIL.fullmatch(plain) is None:
        raise PeopleError(f"“{text.strip()}”不是邮箱地址。请写成 liming@example.gov.cn 这样。")
    return plain


@dataclass(frozen=True, slots=True)
class Unseating:
    """A line of a table that names somebody for a seat that ``before`` holds."""

    line: int
    unit: str
    role: SeatRole
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TableTaken:
    """How many units and seats a table of the office's named; ``clashes`` are the lines that were left, and why.

    ``replaced`` are the seats that have another holder by it, ``posts`` those whose holder has another post; ``held``
    are the seats that were left to their holders until the office confirms the change.
    """

    units: int
    seats: int
    clashes: tuple[str, ...] = ()
    replaced: int = 0
    posts: int = 0
    held: tuple[Unseating, ...] = ()
