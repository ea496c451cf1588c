"""Reading a plan in this process."""

from pathlib import Path

from tasks_db.intake.draft import PlanDraft
from tasks_db.intake.readers import open_document
from tasks_db.intake.understand import understand


def read_plan(path: Path) -> PlanDraft:
    """Read a plan document. Raises IntakeError, with what to do, for a file that cannot be read."""
    return understand(open_document(path))
