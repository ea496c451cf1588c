"""What nobody can be asked for, and why, for the office's list."""

from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress
from tasks_db.register.asked_seats import ASKED_ROLES, seat_to_ask
from tasks_db.register.people import Holder
from tasks_db.register.reading import Reading
from tasks_db.register.values import OpenLine


@dataclass(frozen=True, slots=True)
class Unasked:
    """A due that nobody can be asked for, and why, for the office's list."""

    line: OpenLine
    why: str


def unasked(reading: Reading, now: datetime) -> list[Unasked]:
    """Return the units' shares of tasks for which nobody can be asked, with the reason; the office sees them."""
    day = local_date(now)
    return [
        Unasked(line, why_unasked(reading, line, day))
        for line in progress.open_lines(reading.dues(), now)
        if seat_to_ask(reading, line, day) is None
    ]


def why_unasked(reading: Reading, line: OpenLine, day: date) -> str:
    """Return why nobody can be asked for a due on a day, where ``seat_to_ask`` finds nobody."""
    if line.assignment.unit_id is None:
        return "单位未识别"
    seats = reading.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES)
    holders: list[Holder] = [h for seat in seats for h in seat.holders_on(day)]
    if not holders:
        return "没有联络员"
    return "未绑定账号" if not any(h.accounts for h in holders) else "联系不上"
