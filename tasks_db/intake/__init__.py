"""From a document to a plan draft: readers give blocks with places, stages turn them into a PlanDraft.

Here is what a program that serves needs: foreign files are read in a process of their own. ``plan.read_plan`` reads
in this one, and is left out so that serving loads neither readers nor stages.
"""

from tasks_db.intake.apart import read_plan_apart, read_rows_apart
from tasks_db.intake.draft import IntakeError, PlanDraft
from tasks_db.intake.form import to_json

__all__ = ["IntakeError", "PlanDraft", "read_plan_apart", "read_rows_apart", "to_json"]
