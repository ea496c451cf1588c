"""Reading a plan in this process."""

from dataclasses import replace
from pathlib import Path

from tasks_db.intake.draft import PlanDraft
from tasks_db.intake.findings import gravest_first
from tasks_db.intake.readers import open_document
from tasks_db.intake.sensitive import refuse_secret, sensitive_findings
from tasks_db.intake.understand import understand


def read_plan(path: Path) -> PlanDraft:
    """Read a plan document.

    Raises IntakeError, with what to do, for a file that cannot be read and for a paper marked as secret.
    """
    document = open_document(path)
    refuse_secret(document)
    draft = understand(document)
    found = tuple(sensitive_findings(document))
    return replace(draft, findings=gravest_first((*draft.findings, *found))) if found else draft
