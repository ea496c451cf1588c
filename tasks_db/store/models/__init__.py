"""The rows of the register, one module a subject; see the way through in docs/design.md."""

from tasks_db.store.models.columns import read_quickly
from tasks_db.store.models.desk import Circular, CircularReader, Opinion, Plea, Raised
from tasks_db.store.models.doors import Browser, BrowserCode, Link, PageFile, PageMessage, PageReader
from tasks_db.store.models.inbox import Job, Lease, Update
from tasks_db.store.models.meetings import AgendaItem, Attendee, Filing, Resolution, Sitting
from tasks_db.store.models.outbox import Ask, Chase, Fact, Notice, Prompt, Shown
from tasks_db.store.models.papers import Paper, PaperReply
from tasks_db.store.models.people import (
    Account,
    GroupMembership,
    Invitation,
    JointMeeting,
    Jurisdiction,
    Person,
    Seat,
    Tenure,
    Unit,
    UnitAlias,
)
from tasks_db.store.models.plans import (
    Assignment,
    AuditEntry,
    Checkpoint,
    Due,
    Finding,
    Indicator,
    Plan,
    PlanText,
    Task,
)
from tasks_db.store.models.reports import Evidence, Measurement, Report
from tasks_db.store.models.row import Row

__all__ = [
    "Account",
    "AgendaItem",
    "Ask",
    "Assignment",
    "Attendee",
    "AuditEntry",
    "Browser",
    "BrowserCode",
    "Chase",
    "Checkpoint",
    "Circular",
    "CircularReader",
    "Due",
    "Evidence",
    "Fact",
    "Filing",
    "Finding",
    "GroupMembership",
    "Indicator",
    "Invitation",
    "Job",
    "JointMeeting",
    "Jurisdiction",
    "Lease",
    "Link",
    "Measurement",
    "Notice",
    "Opinion",
    "PageFile",
    "PageMessage",
    "PageReader",
    "Paper",
    "PaperReply",
    "Person",
    "Plan",
    "PlanText",
    "Plea",
    "Prompt",
    "Raised",
    "Report",
    "Resolution",
    "Seat",
    "Shown",
    "Sitting",
    "Task",
    "Tenure",
    "Unit",
    "UnitAlias",
    "Update",
]

read_quickly(Row.metadata)
