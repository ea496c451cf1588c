"""From a draft that intake understood to the rows of a plan."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from tasks_db.intake.draft import DraftIndicator, DraftTask, PlanDraft
from tasks_db.intake.marked_draft import is_marked_draft
from tasks_db.language.rounds import Round
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import unit_names
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Cycle
from tasks_db.store import cycles, models, people
from tasks_db.store.keys import key
from tasks_db.terms import GONE, CheckpointKind, Role
from tasks_db.work import steps
from tasks_db.work.context import Context, act

_TITLE_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a plan was read from; the hash recognises the same file dropped twice."""

    name: str
    sha256: str

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> "Source":
        """Return the source that a file on disk is, by the name that people know it by."""
        return cls(name or path.name, hashlib.sha256(path.read_bytes()).hexdigest())


@act(Right.PLAN)
def load_plan(ctx: Context, draft: PlanDraft, source: Source) -> int:
    """Store a draft as a plan that waits for 交办, and return its number; nobody is told anything.

    Raises PlanError where the same file is already there.
    """
    session = ctx.session
    twin = session.exec(
        select(models.Plan).where(
            models.Plan.file_hash == source.sha256,
            col(models.Plan.stage).not_in(GONE),
        )
    ).first()
    if twin is not None:
        raise PlanError(f"这份文件已经载入过（方案{twin.id}“{twin.title}”）。查看请发 /plan {twin.id}。")
    meeting = people.the_meeting(session)
    plan = models.Plan(
        meeting_id=key(meeting.id),
        title=draft.plan_title or Path(source.name).stem,  # a bare table goes by its file's name
        number=draft.doc_number,
        issuer=draft.issuer,
        document_status="draft" if is_marked_draft(Path(source.name).stem) else draft.status,
        issued_on=draft.issued_on,
        period_start=draft.period[0] if draft.period else None,
        period_end=draft.period[1] if draft.period else None,
        loaded_at=ctx.now,
        file_name=source.name,
        file_hash=source.sha256,
        remarks=[{"text": r.text, "applies_to": r.applies_to} for r in draft.remarks],
        intake={
            "members": [{"role": m.role, "name": m.name, "title": m.title, "unit": m.unit} for m in draft.members],
            "duties": [{"unit": d.unit, "text": d.text} for d in draft.duties],
            "meeting": _meeting(draft),
            "superiors": [{"title": s.title, "number": s.number} for s in draft.superiors],
        },
    )
    session.add(plan)
    session.flush()
    known = steps.registered(ctx, plan)
    drafts = (*draft.tasks, *draft.candidates)
    for position, (seq, task) in enumerate(zip(_numbers(draft), drafts, strict=True)):
        _add_task(ctx, plan, task, seq, position, known, candidate=position >= len(draft.tasks))
    for number, indicator in zip(_own([i.seq for i in draft.indicators]), draft.indicators, strict=True):
        _add_indicator(session, key(plan.id), indicator, number)
    for finding in draft.findings:
        session.add(
            models.Finding(
                plan_id=key(plan.id),
                kind=finding.kind,
                severity=finding.severity,
                message=finding.message,
                quotes=[{"place": q.place, "quote": q.quote} for q in finding.quotes],
            )
        )
    if draft.text:
        spans = [list(span) for span in draft.coverage]
        session.add(models.PlanText(plan_id=key(plan.id), text=draft.text, spans=spans))
    session.flush()
    ctx.note("载入方案", "plan", plan.id, file=source.name, tasks=len(draft.tasks))
    return key(plan.id)


def _meeting(draft: PlanDraft) -> dict[str, object] | None:
    """The rules that the document prints for its body, until the office takes them over."""
    rules = draft.meeting
    if rules is None:
        return None
    return {
        "name": rules.name,
        "plenary_per_year": rules.plenary_per_year,
        "convenor_post": rules.convenor_post,
        "seal_unit": rules.seal_unit,
        "proposers": rules.proposers,
        "approvers": rules.approvers,
        "replacement": rules.replacement,
        "chair": rules.chair,
    }


def _numbers(draft: PlanDraft) -> list[str]:
    """Return the number by which people will call each task, then each candidate: one number, one task.

    The printed numbers stand where no two tasks share one; where the document starts again in each section, tasks
    are numbered through. Candidates go on counting, since their numbers are the body's and not the table's.
    """
    own = _own([task.seq for task in draft.tasks])
    last = max((int(seq) for seq in own if seq.isdecimal()), default=0)
    return [*own, *(str(last + n) for n in range(1, len(draft.candidates) + 1))]


def _own(printed: Sequence[str]) -> list[str]:
    """Return the printed numbers where each has one of its own, else numbers counted through."""
    whole = all(printed) and len(set(printed)) == len(printed)
    return list(printed) if whole else [str(n) for n in range(1, len(printed) + 1)]


def _title_of(task: DraftTask) -> str:
    """Return the printed title, or the beginning of the content where the document gives none."""
    if task.title:
        return task.title.rstrip("。；;")
    first = task.content.split("，")[0].split("。")[0]
    return first if len(first) <= _TITLE_LENGTH else first[: _TITLE_LENGTH - 1] + "…"


def _add_task(
    ctx: Context,
    plan: models.Plan,
    draft: DraftTask,
    seq: str,
    position: int,
    known: Sequence[unit_names.Known],
    *,
    candidate: bool,
) -> None:
    session = ctx.session
    past_due = draft.deadline_date is not None and draft.deadline_date < ctx.today
    task = models.Task(
        plan_id=key(plan.id),
        position=position,
        seq=seq,
        section=draft.section,
        title=_title_of(draft),
        content=draft.content,
        leaders=list(draft.leaders),
        deadline_text=draft.deadline_text,
        standing=draft.recurring and draft.deadline_date is None,
        cycles=[cycles.row(Cycle(Round(r.every, r.day, r.months), r.target)) for r in draft.recurrences],
        source_place=draft.source.place,
        source_quote=draft.source.quote,
        confidence=draft.confidence,
        candidate=candidate,
        review=steps.PAST_DUE if past_due else None,
    )
    session.add(task)
    session.flush()
    named = [(Role.LEAD, name) for name in draft.leads] + [(Role.RESPONSIBLE, name) for name in draft.responsibles]
    for order, (role, name) in enumerate(named):
        steps.assign(ctx, task, role, name, order, known)
    for milestone in draft.milestones:
        if milestone.date != draft.deadline_date:
            _checkpoint(session, task, CheckpointKind.MILESTONE, milestone.date, milestone.target, "text")
    if draft.deadline_date is not None:
        last = next((m.target for m in draft.milestones if m.date == draft.deadline_date), "")
        basis = draft.deadline_basis or "text"
        _checkpoint(session, task, CheckpointKind.DEADLINE, draft.deadline_date, last, basis)
    session.flush()


def _checkpoint(
    session: Session, task: models.Task, kind: CheckpointKind, day: date, target: str | None, basis: str
) -> None:
    session.add(
        models.Checkpoint(task_id=key(task.id), kind=kind, day=day, target=target or "", basis=basis, confirmed=True)
    )


def _add_indicator(session: Session, plan_id: int, draft: DraftIndicator, number: str) -> None:
    session.add(
        models.Indicator(
            plan_id=plan_id,
            seq=number,
            name=draft.name,
            measure=draft.unit,
            baseline=draft.baseline,
            targets=draft.targets,
        )
    )
