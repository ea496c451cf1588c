"""From a document to a plan draft: readers give blocks with places, stages turn them into a PlanDraft."""

from tasks_db.intake.apart import read_plan_apart, read_rows_apart
from tasks_db.intake.draft import IntakeError, PlanDraft
from tasks_db.intake.form import to_json
from tasks_db.intake.plan import read_plan

__all__ = ["IntakeError", "PlanDraft", "read_plan", "read_plan_apart", "read_rows_apart", "to_json"]
