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

    def was_answered_by(self, moment: datetime) -> bool:
        """Return whether an answer had come by a moment; one that was kept without a day is old."""
        by_office = self.answered_at is not None or bool(self.answer)
        return self._helped_by(moment) or (by_office and _had_come(self.answered_at, moment))

    def in_short_by(self, moment: datetime) -> str:
        """Return what had become of it by a moment: 县财政局已答复, 已答复, 已转县财政局; empty where nothing had."""
        if self._helped_by(moment):
            return f"{self.unit}已答复"
        if self.was_answered_by(moment):
            return "已答复"
        passed = self.unit and self.passed_at is not None and self.passed_at <= moment
        return f"已转{self.unit}" if passed else ""

    def _helped_by(self, moment: datetime) -> bool:
        return bool(self.helper_answer) and _had_come(self.helper_answered_at, moment)

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
            if words and (moment is None or _had_come(at, moment))
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


def _had_come(at: datetime | None, moment: datetime) -> bool:
    return at is None or at <= moment


def _day(at: datetime | None) -> str:
    if at is None:
        return ""
    day = local_date(at)
    return f"{day.month}月{day.day}日"
