"""All that the findings look at."""

from tasks_db.intake.blocks import Notice, Passage, Table
from tasks_db.intake.draft import DraftDuty, DraftIndicator, DraftMember, DraftTask, MeetingRules, Quote
from tasks_db.intake.frontmatter import Front
from tasks_db.intake.headers import Header
from tasks_db.intake.outline import Outline, Placed
from tasks_db.intake.residue import Residue
from tasks_db.intake.table_rows import Entry
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a document, with the places it stands at.

    ``registers`` are the tables of tasks with their headers, ``rows`` their entries, ``pairs`` the items of the body
    that say the same as a row, ``notices`` what the reader says,
    ``left_out`` the places of the tables that hold no tasks (lists of projects, of firms and sites, scores),
    ``unread`` the tables of which nothing was made,
    ``assigned`` where the items with an assignment begin in the document, ``residue`` what states who or when and
    that nothing was made of.
    """

    front: Front
    outline: Outline
    tasks: tuple[DraftTask, ...]
    candidates: tuple[DraftTask, ...]
    registers: tuple[tuple[Placed, Header], ...]
    rows: tuple[Entry, ...]
    pairs: tuple[tuple[Entry, Entry], ...]
    mentions: tuple[tuple[str, Quote], ...]
    indicators: tuple[tuple[DraftIndicator, Quote], ...]
    members: tuple[DraftMember, ...]
    duties: tuple[DraftDuty, ...]
    meeting: MeetingRules | None
    goals: tuple[Passage, ...]
    notices: tuple[Notice, ...]
    left_out: dict[str, list[str]]
    unread: tuple[Table, ...]
    assigned: frozenset[int]
    residue: Residue

    def first_quotes(self) -> dict[str, Quote]:
        """Return where each unit is named first."""
        quotes: dict[str, Quote] = {}
        for name, quote in self.mentions:
            quotes.setdefault(name, quote)
        return quotes
