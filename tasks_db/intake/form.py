"""The JSON form of a draft that ``lianxi parse --json`` prints: a contract with scripts."""

from tasks_db.intake.draft import DraftTask, PlanDraft, Quote


def to_json(draft: PlanDraft) -> dict[str, object]:
    """Return the draft as plain values: dates in ISO form, lists for tuples."""
    return {
        "plan_title": draft.plan_title,
        "doc_number": draft.doc_number,
        "status": draft.status,
        "period": [day.isoformat() for day in draft.period] if draft.period else None,
        "tasks": [_task(task) for task in draft.tasks],
        "candidates": [_task(task) for task in draft.candidates],
        "remarks": [{"text": one.text, "applies_to": one.applies_to} for one in draft.remarks],
        "indicators": [
            {
                "seq": one.seq,
                "name": one.name,
                "unit": one.unit,
                "baseline": one.baseline,
                "targets": one.targets,
            }
            for one in draft.indicators
        ],
        "members": [
            {"role": one.role, "name": one.name, "title": one.title, "unit": one.unit} for one in draft.members
        ],
        "duties": [{"unit": one.unit, "text": one.text} for one in draft.duties],
        "meeting": _meeting(draft),
        "findings": [
            {
                "kind": one.kind,
                "severity": one.severity,
                "message": one.message,
                "quotes": [_quote(quote) for quote in one.quotes],
            }
            for one in draft.findings
        ],
        "coverage": [
            {"place": one.place, "start": one.start, "end": one.end, "as": one.read_as} for one in draft.coverage
        ],
        "superiors": [{"title": one.title, "number": one.number} for one in draft.superiors],
    }


def _task(task: DraftTask) -> dict[str, object]:
    return {
        "seq": task.seq,
        "section": task.section,
        "title": task.title,
        "content": task.content,
        "leads": list(task.leads),
        "responsibles": list(task.responsibles),
        "leaders": list(task.leaders),
        "deadline_text": task.deadline_text,
        "deadline_date": task.deadline_date.isoformat() if task.deadline_date else None,
        "effective_deadline": task.effective_deadline.isoformat() if task.effective_deadline else None,
        "deadline_basis": task.deadline_basis,
        "recurring": task.recurring,
        "milestones": [{"date": one.date.isoformat(), "target": one.target} for one in task.milestones],
        "recurrences": [
            {
                "every": one.every,
                "day": one.day,
                "months": list(one.months) if one.months else None,
                "target": one.target,
            }
            for one in task.recurrences
        ],
        "source": _quote(task.source),
        "confidence": task.confidence,
    }


def _quote(quote: Quote) -> dict[str, object]:
    return {"place": quote.place, "quote": quote.quote}


def _meeting(draft: PlanDraft) -> dict[str, object] | None:
    rules = draft.meeting
    if rules is None:
        return None
    return {
        "name": rules.name,
        "office_unit": rules.office_unit,
        "plenary_per_year": rules.plenary_per_year,
        "convenor_post": rules.convenor_post,
        "member_units": list(rules.member_units),
        "seal_unit": rules.seal_unit,
        "proposers": rules.proposers,
        "approvers": rules.approvers,
        "replacement": rules.replacement,
        "chair": rules.chair,
    }
