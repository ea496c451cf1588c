"""Answers to what people ask of the register.

Every answer is restricted to what the asker's seats may see and says so, names its moment and holds every row; the
rendering only lays it out in pages. Drafts and plans that are not dispatched are left out. States and silence are the
digest's, so that an answer and a digest of the same moment never disagree.
"""

from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.queries.ahead import SOON, due, next_due
from tasks_db.register.queries.asked import (
    EVERYTHING,
    NO_FILTERS,
    Filters,
    Named,
    Scope,
    StaleFilters,
    decode,
    encode,
    in_words,
    names_by_digest,
)
from tasks_db.register.queries.happened import changes, finished, requests
from tasks_db.register.queries.late import counted, overdue, unreported
from tasks_db.register.queries.needs import coordination, indicators
from tasks_db.register.queries.reached import asked, signed, vacant
from tasks_db.register.queries.rows import (
    Answer,
    AskedRow,
    DueRow,
    EventRow,
    IndicatorRow,
    MineRow,
    NotAsked,
    OverdueRow,
    ProgressRow,
    RequestRow,
    SignedRow,
    TallyRow,
    VacantRow,
)
from tasks_db.register.queries.standing import mine, progress_lines
from tasks_db.register.queries.tally import tally

__all__ = [
    "EVERYTHING",
    "NO_FILTERS",
    "SOON",
    "Answer",
    "AskedRow",
    "DueRow",
    "EventRow",
    "Filters",
    "IndicatorRow",
    "MineRow",
    "Named",
    "NotAsked",
    "OverdueRow",
    "ProgressRow",
    "RequestRow",
    "Scope",
    "SignedRow",
    "StaleFilters",
    "TallyRow",
    "VacantRow",
    "asked",
    "changes",
    "coordination",
    "counted",
    "decode",
    "due",
    "encode",
    "finished",
    "in_words",
    "indicators",
    "mine",
    "names_by_digest",
    "next_due",
    "overdue",
    "progress_lines",
    "requests",
    "signed",
    "tally",
    "to_json",
    "unreported",
    "vacant",
]


def to_json(answer: Answer[object]) -> Json:
    """An answer for scripts (``lianxi overdue --json``): as_of, filters, count and rows by field name."""
    return {
        "as_of": as_json(answer.as_of),
        "filters": as_json(answer.filters),
        "count": len(answer.rows),
        "rows": as_json(answer.rows),
    }
