"""备案, decided: in which way a body's rules let a seat change hands, and what each way has to name."""

from datetime import date, datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import FilingMode, SeatRole

_BY_WORDS = (
    ("递补", FilingMode.SUCCESSION),
    ("自动", FilingMode.AUTOMATIC),
    ("批准", FilingMode.BY_HEAD),
    ("审定", FilingMode.BY_HEAD),
    ("会议确定", FilingMode.BY_MEETING),
    ("会议研究", FilingMode.BY_MEETING),
)
_NAMES = {
    FilingMode.BY_MEETING: "写明哪次会议确定的，例如：2025年第一次全体会议",
    FilingMode.BY_HEAD: "写明谁、何时批准的，例如：召集人栗某2025年4月7日批准",
}


@dataclass(frozen=True, slots=True)
class Filing:
    """A seat that changed hands, as filed. ``open_items`` are open tasks of its unit that went along."""

    id: int
    unit: str
    role: SeatRole
    before: str
    before_post: str
    after: str
    after_post: str
    mode: FilingMode
    reason: str
    basis: str
    since: date
    filed_at: datetime
    filed_by: str
    open_items: int
    code: str | None = None
    """Binds whoever comes; only where it was filed just now, and they are not bound yet."""

    @property
    def sentence(self) -> str:
        """What a paper says of it: 县公安局成员由秦某调整为赵某，自2025年4月7日起，已备案."""
        before = f"由{self.before}调整为" if self.before else "确定为"
        day = f"{self.since.year}年{self.since.month}月{self.since.day}日"
        return f"{self.unit}{self.role.zh}{before}{self.after}，自{day}起，已备案。"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a seat before it is filed: who sits there, who is to, and what would go along."""

    unit: str
    role: SeatRole
    before: str
    after: str
    mode: FilingMode
    since: date
    open_items: int


def mode_of(rules: Rules, role: SeatRole = SeatRole.MEMBER) -> FilingMode:
    """Return the way that the rules of a body name; succession, filed, where they are silent, and for liaisons."""
    if role is SeatRole.LIAISON:
        return FilingMode.SUCCESSION
    return next((mode for word, mode in _BY_WORDS if word in rules.replacement), FilingMode.SUCCESSION)


def mode_named(text: str) -> FilingMode:
    """Return the way that a word names; raises MeetingRefused for another."""
    found = next((mode for mode in FilingMode if text in {mode.zh, mode.value}), None)
    if found is None:
        raise MeetingRefused(f"方式只能是：{'、'.join(mode.zh for mode in FilingMode)}。")
    return found


def needs_basis(mode: FilingMode) -> bool:
    """Return whether a change in this way has to name the decision that it rests on."""
    return mode in _NAMES


def require_basis(mode: FilingMode, basis: str) -> None:
    """Raise MeetingRefused where a change that a sitting or the convenor decides does not name that decision."""
    if needs_basis(mode) and not basis.strip():
        raise MeetingRefused(f"{mode.zh}的调整要有依据：请{_NAMES[mode]}。")
