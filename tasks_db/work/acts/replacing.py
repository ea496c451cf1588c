"""A plan in a new version: the draft gives way to the final paper, or to its mended spreadsheet.

The old plan's row goes on, so that identity, history, bindings and reports go along; what the new version says is
written over it. Nobody is asked anything by this: a plan that is handed out is taken back first.
"""

from collections.abc import Sequence
from datetime import datetime

from rapidfuzz import fuzz
from sqlmodel import Session, select

from tasks_db.register.authority import Authority
from tasks_db.register.compare import Comparison, Item, compare
from tasks_db.register.refusals import PlanError
from tasks_db.store import audit, models, plans
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.terms import PlanStage, Role
from tasks_db.work.acts import changing, settling

SAME_PLAN = 85
"""Likeness of two titles (0–100) from which the one may be the other's earlier version."""


def likely_predecessor(session: Session, plan: models.Plan) -> models.Plan | None:
    """The plan that this one seems to be a later version of: nearly the same title, still in use."""
    others = [
        (fuzz.ratio(other.title, plan.title), key(other.id), other)
        for other in plans.all_plans(session)
        if other.id != plan.id and other.meeting_id == plan.meeting_id and other.stage is not PlanStage.ABOLISHED
    ]
    alike = [(score, -number, other) for score, number, other in others if score >= SAME_PLAN]
    return max(alike, key=lambda found: found[:2])[2] if alike else None


def compare_plans(session: Session, old: models.Plan, new: models.Plan) -> Comparison:
    return compare(items_of(session, old), items_of(session, new))


def items_of(session: Session, plan: models.Plan) -> list[Item]:
    """The plan's live tasks as they are compared; an item's key is its row's id."""
    value = plans.one_plan(session, key(plan.id))
    return [Item.of_task(t) for t in value.live_tasks if t.indicator_id is None]


def replace_plan(session: Session, old: models.Plan, new: models.Plan, now: datetime, by: Authority) -> Comparison:
    """Let the old plan go on as the new version; the new row is spent. Returns what changed."""
    if old.stage is PlanStage.DISPATCHED:
        raise PlanError(f"方案{old.id}已经交办。请先撤回交办，再用新文件替换；已报的内容会保留。")
    if new.stage is not PlanStage.LOADED:
        raise PlanError("只能用还没有交办的新文件来替换。")
    found = compare_plans(session, old, new)
    kept = [(m.old, m.new) for m in found.matches]
    kept += [(whole, parts[0]) for whole, parts in found.split]
    kept += [(parts[0], whole) for parts, whole in found.merged]
    for before, after in kept:
        _write_over(session, before.key, after.key, now)
    extra = [*found.added, *(part for _, parts in found.split for part in parts[1:])]
    for item in extra:
        _take_in(session, old, item.key)
    gone = [*found.dropped, *(part for parts, _ in found.merged for part in parts[1:])]
    for item in gone:
        changing.cancel(session, plans.task_by_id(session, item.key), "新版方案中没有这一项", now, by)
    _order(session, old, [*kept, *((i, i) for i in extra)])
    _write_plan_over(session, old, new)
    _move_rest(session, old, new)
    new.stage = PlanStage.ABOLISHED
    session.add_all([old, new])
    session.flush()
    audit.note(
        session,
        now,
        by,
        "替换方案",
        "plan",
        old.id,
        file=new.file_name,
        changed=len(found.changed),
        added=len(extra),
        dropped=len(gone),
    )
    return found


def _write_over(session: Session, old_id: int, new_id: int, now: datetime) -> None:
    """Give the old task the new version's words, units and dates; assignments that stay keep their reports."""
    old, new = session.get_one(models.Task, old_id), session.get_one(models.Task, new_id)
    for name in ("seq", "section", "title", "content", "leaders", "deadline_text", "standing", "source_place"):
        setattr(old, name, getattr(new, name))
    old.source_quote, old.confidence, old.review = new.source_quote, new.confidence, new.review
    old.cycles = new.cycles or old.cycles
    _move_assignments(session, old, new, now)
    _move_checkpoints(session, old, new)
    session.add(old)


def _move_assignments(session: Session, old: models.Task, new: models.Task, now: datetime) -> None:
    before = {(a.role, a.unit_id or a.printed): a for a in plans.assignments_of(session, key(old.id))}
    for row in plans.assignments_of(session, key(new.id)):
        kept = before.pop((row.role, row.unit_id or row.printed), None)
        if kept is None:
            row.task_id = key(old.id)
            row.consolidates = row.consolidates and not any(a.consolidates for a in before.values())
            session.add(row)
        else:
            kept.position, kept.printed = row.position, row.printed
            session.add(kept)
    for gone in before.values():
        gone.ended_at, gone.consolidates = now, False
        session.add(gone)
    session.flush()


def _move_checkpoints(session: Session, old: models.Task, new: models.Task) -> None:
    """The new version's dates; one that only moved keeps its row, and with it what was said about it."""
    before = {(c.kind, c.target): c for c in plans.checkpoints_of(session, key(old.id))}
    for row in plans.checkpoints_of(session, key(new.id)):
        kept = before.get((row.kind, row.target)) or before.get((row.kind, ""))
        if kept is None:
            row.task_id = key(old.id)
            session.add(row)
        elif kept.day != row.day:
            kept.original_day = kept.original_day or kept.day
            kept.day, kept.basis = row.day, row.basis
            session.add(kept)
    session.flush()


def _take_in(session: Session, plan: models.Plan, task_id: int) -> None:
    task = session.get_one(models.Task, task_id)
    task.plan_id = key(plan.id)
    session.add(task)


def _order(session: Session, plan: models.Plan, kept: Sequence[tuple[Item, Item]]) -> None:
    """Stand in the new version's order."""
    place = {after.key: session.get_one(models.Task, after.key).position for _, after in kept}
    for before, after in kept:
        task = session.get_one(models.Task, before.key)
        task.position = place[after.key]
        task.plan_id = key(plan.id)
        session.add(task)


def _write_plan_over(session: Session, old: models.Plan, new: models.Plan) -> None:
    for name in (
        "title",
        "number",
        "issuer",
        "document_status",
        "issued_on",
        "period_start",
        "period_end",
        "file_name",
        "file_hash",
        "remarks",
        "intake",
    ):
        setattr(old, name, getattr(new, name))
    session.add(old)


def _move_rest(session: Session, old: models.Plan, new: models.Plan) -> None:
    """Candidates, findings and indicators are the new version's; a supplier that was set stays with its indicator."""
    for finding in plans.findings_of(session, key(old.id)):
        finding.settled_at = finding.settled_at or new.loaded_at
        session.add(finding)
    for finding in plans.findings_of(session, key(new.id)):
        finding.plan_id = key(old.id)
        session.add(finding)
    for candidate in plans.tasks_of(session, key(old.id), candidates=True):
        candidate.cancelled_at = new.loaded_at
        session.add(candidate)
    for candidate in plans.tasks_of(session, key(new.id), candidates=True):
        _take_in(session, old, key(candidate.id))
    known = {i.name: i for i in _indicators(session, old)}
    for indicator in _indicators(session, new):
        kept = known.pop(indicator.name, None)
        if kept is None:
            indicator.plan_id = key(old.id)
            session.add(indicator)
        else:
            kept.seq, kept.baseline, kept.targets = indicator.seq, indicator.baseline, indicator.targets
            session.add(kept)


def _indicators(session: Session, plan: models.Plan) -> list[models.Indicator]:
    return list(session.exec(select(models.Indicator).where(models.Indicator.plan_id == plan.id)).all())


def write_items(session: Session, plan: models.Plan, found: Comparison, now: datetime, by: Authority) -> None:
    """Take over a mended spreadsheet: ``found.matches`` and ``added`` hold what its rows say."""
    settling.refuse_dispatched(plan)
    known = registry(session, session.get_one(models.JointMeeting, plan.meeting_id).jurisdiction_id)
    for match in found.changed:
        task = plans.task_by_id(session, match.old.key)
        fields = {c.field for c in match.changes}
        task.seq, task.title, task.content = match.new.seq, match.new.title, match.new.content
        session.add(task)
        for role, field, names in (
            (Role.LEAD, "牵头单位", match.new.leads),
            (Role.RESPONSIBLE, "责任单位", match.new.responsibles),
        ):
            if field in fields:
                settling.replace_printed(session, task, role, names, known, now)
        if "责任领导" in fields:
            task.leaders = list(match.new.leaders)
        if match.new.deadline is not None and "时限" in fields:
            settling.set_deadline(session, task, match.new.deadline, now, by)
        audit.note(session, now, by, "按表格修改", "task", task.id, changed=sorted(fields))
    position = max((t.position for t in plans.tasks_of(session, key(plan.id))), default=-1)
    for number, item in enumerate(found.added, position + 1):
        _add_item(session, plan, item, number, now, by)
    for item in found.dropped:
        changing.cancel(session, plans.task_by_id(session, item.key), "表格中删去", now, by)
    session.flush()


def _add_item(session: Session, plan: models.Plan, item: Item, position: int, now: datetime, by: Authority) -> None:
    task = models.Task(
        plan_id=key(plan.id),
        position=position,
        seq=item.seq,
        title=item.title or item.content[:24],
        content=item.content,
        leaders=list(item.leaders),
        source_place="办公室修订表",
        source_quote=item.content,
    )
    session.add(task)
    session.flush()
    known = registry(session, session.get_one(models.JointMeeting, plan.meeting_id).jurisdiction_id)
    settling.replace_printed(session, task, Role.LEAD, item.leads, known, now)
    settling.replace_printed(session, task, Role.RESPONSIBLE, item.responsibles, known, now)
    if item.deadline is not None:
        settling.set_deadline(session, task, item.deadline, now, by)
    audit.note(session, now, by, "按表格新增", "task", task.id)
