"""What a unit says of one date, so that a table of cases can hold it: ``accepted(K.PROGRESS, percent=60)``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tasks_db.register.values import Checkpoint, Report
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import a_report

K = AnswerKind
Said = Callable[[Checkpoint], Report]

MON, TUE, TODAY = date(2025, 11, 10), date(2025, 11, 11), date(2025, 11, 12)
"""``TODAY`` is the day of ``builders.NOW``."""


def said(kind: AnswerKind, day: date = TUE, **fields: Any) -> Said:
    """An answer to the date in question at nine in the morning, not reviewed yet unless ``fields`` say so."""
    return lambda point: a_report(kind, day, checkpoint=point, **fields)


def accepted(kind: AnswerKind, **fields: Any) -> Said:
    return said(kind, status=ReportStatus.ACCEPTED, decided=TUE, **fields)


def returned(kind: AnswerKind, **fields: Any) -> Said:
    return said(kind, status=ReportStatus.RETURNED, decided=TUE, **fields)


def withdrawn(kind: AnswerKind, **fields: Any) -> Said:
    return said(kind, MON, withdrawn=TUE, **fields)


def draft(kind: AnswerKind) -> Said:
    return said(kind, status=ReportStatus.DRAFT)


def of_the_whole(given: Said) -> Said:
    """The same words about the task as a whole, naming none of its dates."""
    return lambda point: replace(given(point), checkpoint_id=None)
