"""What became of a plea (需协调事项), in full: whom it went to, what that unit and the office answered."""

from collections.abc import Mapping
from datetime import datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.values import Assignment, Task


@dataclass(frozen=True, slots=True)
class PleaTold:
    """What became of a plea so far: the unit that it was passed to, when, and what was answered when and by whom.

    ``helper_answer`` is what that unit said by itself, ``answer`` what the office or a convenor told who had asked.
    """

    unit_id: int | None
    unit: str
    passed_at: datetime | None
    answer: str
    answered_at: datetime | None
    helper_answer: str = ""
    helper_answered_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Return whether an answer came, and not only a unit that was to help was told."""
        return self.answered_at is not None or bool(self.answer or self.helper_answer)

    @property
    def answers(self) -> str:
        """Return every answer with whose it is and its day, the unit's own first; empty where none came."""
        return self.answers_by(None)

    def answers_by(self, moment: datetime | None) -> str:
        """Return the answers that had come by a moment, by default all; one that was kept without a day is old."""
        told = (
            (self.unit, self.helper_answer, self.helper_answered_at),
            ("办公室", self.answer, self.answered_at),
        )
        return "；".join(
            f"{who}{_day(at)}答复：{words}"
            for who, words, at in told
            if words and (moment is None or at is None or at <= moment)
        )

    @property
    def became(self) -> str:
        """Return what became of it: the answers, else whom it was passed to; empty where nothing did."""
        return self.answers or (f"已转{self.unit}，等答复" if self.passed_at is not None and self.unit else "")


def of_task(task: Task, told: Mapping[int, PleaTold]) -> tuple[tuple[Assignment, PleaTold], ...]:
    """Return what became of the pleas of a task that were passed on or answered, each with whose it is, in order."""
    return tuple(
        (share, told[report.id])
        for share in task.shares
        for report in share.reports
        if report.id in told and report.withdrawn_at is None
    )


def _day(at: datetime | None) -> str:
    if at is None:
        return ""
    day = local_date(at)
    return f"{day.month}月{day.day}日"
