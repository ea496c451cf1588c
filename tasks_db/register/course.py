"""The course of one task, and what reached or came back to somebody, as values."""

from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.put_off_record import PutOffRecord
from tasks_db.register.trail import Change
from tasks_db.register.values import Report, Task


@dataclass(frozen=True, slots=True)
class Course:
    """A task with what was done to it by whom, till ``as_of``; what was said of it stands in its reports."""

    task: Task
    changes: tuple[Change, ...]
    put_off: tuple[PutOffRecord, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """A report that was returned; ``by_name``: whoever asks may hear who did it."""

    task: Task
    report: Report
    by_name: bool


@dataclass(frozen=True, slots=True)
class Got:
    """A message that somebody got by itself, with its moment and what it was about."""

    at: datetime
    person: str
    about: str
