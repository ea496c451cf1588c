"""Bodies and their sittings as values."""

from dataclasses import replace
from datetime import date, datetime

from tasks_db.language.numerals import in_chinese
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.meetings.rules import Rules
from tasks_db.terms import (
    BodyKind,
    Decided,
    ItemKind,
    Presence,
    Reply,
    SeatRole,
    SittingKind,
    SittingState,
)

_HEADS = {
    SeatRole.CONVENOR: "组长",
    SeatRole.DEPUTY_CONVENOR: "副组长",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A standing body with the rules it goes by; ``office_unit`` is where its office sits."""

    id: int
    name: str
    kind: BodyKind
    office_unit: str | None
    rules: Rules

    @property
    def office(self) -> str:
        """What its office is called on paper."""
        return f"{self.name}办公室"

    def title_of_approvers(self) -> str:
        """Who lets a sitting be held, as this kind of body calls them: 召集人, 组长."""
        return "、".join(self.title(role) for role in self.rules.approvers)

    def title(self, role: SeatRole) -> str:
        """What a role is called in a body of this kind: a leading group has a 组长 and no 召集人."""
        return role.zh if self.kind is BodyKind.JOINT_MEETING else _HEADS.get(role, role.zh)


@dataclass(frozen=True, slots=True)
class Attendee:
    """A unit that is called to a sitting; see the row. ``reached`` says whether anybody in its seat can be told."""

    id: int
    unit_id: int
    unit: str
    role: SeatRole | None
    person_id: int | None
    person: str
    observer: bool
    reply: Reply | None
    delegate: str
    reason: str
    presence: Presence | None
    attended: str
    reached: bool


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A matter on the agenda; ``id`` is 0 while it is only proposed. ``units`` are needed beside the reporter."""

    id: int
    kind: ItemKind
    matter: str
    reporter: str
    units: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided of a matter: by whom it is to be done, with whom, by when; ``task_id`` once it is a task."""

    id: int
    kind: Decided
    text: str
    lead: str | None
    with_units: tuple[str, ...]
    day: date | None
    supervised: bool
    task_id: int | None

    @property
    def can_be_supervised(self) -> bool:
        """Whether it says who does it and by when; a matter without a concrete demand is no task."""
        return self.lead is not None and self.day is not None


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a notice said as it went out, with the units that it went to; it is never changed by what comes later."""

    matters: tuple[tuple[str, str], ...]
    """Each with who reports on it."""
    starts_at: datetime | None
    place: str
    chair: str
    reply_by: date | None
    unit_ids: frozenset[int]
    told: tuple[tuple[str, str], ...] = ()
    """The matters as its units were told them last, by the notice or by what was sent after it (补充通知)."""
    told_ids: frozenset[int] = frozenset()
    """The units that were told of the sitting, those included that 补充通知 called."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How far a notice is on its way out: when and by whom it was checked and signed, None at the terminal."""

    checked_at: datetime | None = None
    checked_by: str | None = None
    signed_at: datetime | None = None
    signed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting with everything that belongs to it."""

    id: int
    meeting_id: int
    kind: SittingKind
    state: SittingState
    topic: str
    proposed_by: int
    proposed_as: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str
    number: int | None
    starts_at: datetime | None
    place: str
    chair: str
    reply_by: date | None
    called_at: datetime | None
    held_at: datetime | None
    requirements: str
    signed_by: str | None
    signed_at: datetime | None
    issue: int | None
    issued_at: datetime | None
    plan_id: int | None
    year: int
    """The local year of its start, or of its proposal while it has none."""
    attendees: tuple[Attendee, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    signing: Signing = Signing()
    notice: Noticed | None = None
    grounds: str = ""
    """Why it is proposed."""
    reminded_at: datetime | None = None
    """When the units that had not answered the notice got it again last."""
    can_undo: bool = False
    """Whether the last change of the agenda can be taken back."""
    title: str = ""
    """What stands before its kind in its name."""
    dropped: tuple[str, ...] = ()
    """What the office took off the proposed agenda; see ``agenda.key_of``."""

    def as_noticed(self) -> "Sitting":
        """Return it as its notice said it when it went out; as it is now before that."""
        if self.notice is None:
            return self
        told = self.notice
        return replace(
            self,
            starts_at=told.starts_at,
            place=told.place,
            chair=told.chair,
            reply_by=told.reply_by,
            attendees=tuple(a for a in self.attendees if a.unit_id in told.unit_ids),
            items=tuple(AgendaItem(0, ItemKind.ADDED, matter, who, (), "") for matter, who in told.matters),
        )

    def as_told(self) -> "Sitting":
        """Return it as its units know it: the matters and units of its notices, the time and place told since.

        What was changed and not told stays out of what is repeated to them.
        """
        if self.notice is None:
            return self
        return replace(
            self,
            chair=self.notice.chair,
            attendees=tuple(a for a in self.attendees if a.unit_id in self.notice.told_ids),
            items=tuple(AgendaItem(0, ItemKind.ADDED, matter, who, (), "") for matter, who in self.notice.told),
        )

    @property
    def name(self) -> str:
        """2025年第一次全体会议, or 2025年校园周边交通安全专题会议; without the year before it has a number."""
        if self.title or self.number is None:
            return f"{f'{self.year}年' if self.number else ''}{self.title}{self.kind.zh}"
        return f"{self.year}年第{in_chinese(self.number)}次{self.kind.zh}"

    @property
    def minutes(self) -> str:
        """What its minutes are called where a task names them as its source: 第一次全体会议纪要."""
        return f"{self.name}纪要"

    @property
    def supervised(self) -> tuple[Resolution, ...]:
        """The resolutions ticked for 督办."""
        return tuple(r for r in self.resolutions if r.supervised)

    def was_called(self, unit_id: int) -> bool:
        """Return whether the notice went to a unit; one that only sat in on the day was not called."""
        if self.notice is not None:
            return unit_id in self.notice.told_ids
        return any(one.unit_id == unit_id for one in self.attendees)

    def units(self, *, observers: bool = False) -> tuple[str, ...]:
        """The names of the units that are called, each once; or of those that sit in on it (列席)."""
        return tuple(dict.fromkeys(a.unit for a in self.attendees if a.observer is observers))

    def replied(self, reply: Reply | None) -> tuple[Attendee, ...]:
        """The units that answered so; None: that have not answered. Observers are not asked."""
        return tuple(a for a in self.attendees if a.reply is reply and not a.observer)

    def of_presence(self, presence: Presence | None) -> tuple[Attendee, ...]:
        """The units that the minutes list so; None: of whom nobody has said whether they were there."""
        return tuple(a for a in self.attendees if a.presence is presence)
