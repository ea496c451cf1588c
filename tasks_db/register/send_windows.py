"""The stretches of a working day in which messages go out (R6)."""

from datetime import date, datetime, time

from config.clock import local_date, local_instant
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.workdays import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class SendWindows:
    """The stretches of a working day in which reminders go out, local time, in order."""

    spans: tuple[tuple[time, time], ...]

    def next_open(self, instant: datetime, calendar: Calendar) -> datetime:
        """The earliest moment at or after ``instant`` at which a reminder may go out."""
        day = local_date(instant)
        if calendar.is_working_day(day):
            for start, end in self.spans:
                if instant <= local_instant(day, end):
                    return max(instant, local_instant(day, start))
        return local_instant(calendar.on_or_after(day + ONE_DAY), self.spans[0][0])

    def opening(self, day: date) -> datetime:
        """Return the moment at which the first window of a day begins; the day itself may be a day off."""
        return local_instant(day, self.spans[0][0])

    def is_open(self, instant: datetime, calendar: Calendar) -> bool:
        """Return whether a reminder may go out at this very moment."""
        return self.next_open(instant, calendar) == instant
