"""A loaded plan as the office settles it: everything that was understood, and everything still open, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks_db.intake.draft import Span
from tasks_db.register import handing_out, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.overview import Finding, Overview, Quote, ReadText, UnknownName, stretches
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, plans, superiors
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.work import steps
from tasks_db.work.acts import roster
from tasks_db.work.context import Context, view
from tasks_db.work.views import ended
from tasks_db.work.views.membership import proposed
from tasks_db.work.views.versions import follows


@view(Right.PLAN)
def overview(ctx: Context, plan_id: int) -> Overview:
    """Return what was understood of a plan and what is still open; raises PlanError where there is no such plan."""
    plan = plans.get(ctx.session, plan_id)
    value = plans.one_plan(ctx.session, plan_id)
    known = steps.registered(ctx, plan)
    names = handing_out.unknown_names(value)
    printed_at = {a.printed: a.id for t in reversed(value.live_tasks) for a in reversed(t.assignments)}
    findings = tuple(_finding(row) for row in plans.findings_of(ctx.session, plan_id))
    return Overview(
        plan=value,
        file_name=plan.file_name,
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        blockers=tuple(handing_out.blockers(value)),
        unknown=tuple(UnknownName(printed_at[name], *_meant(name, names, known, findings)) for name in sorted(names)),
        questions=handing_out.questions(value, plans.members_on(ctx.session, ctx.today), ctx.today),
        findings=findings,
        candidates=tuple(t for t in value.tasks if t.candidate and t.cancelled_at is None),
        remarks=tuple(r["text"] for r in plan.remarks),
        roster=len(roster.entries_of(plan)),
        without_supplier=sum(i.supplier is None for i in value.indicators),
        predecessor=follows(ctx, plan_id),
        above=superiors.above(ctx.session, plan),
        below=superiors.below(ctx.session, plan),
        member_changes=proposed(ctx, plan_id),
        ended=ended.every(ctx, plan_id),
        own_ladder=value.settings.ladder if "ladder" in plan.settings else (),
    )


@view(Right.PLAN)
def registry(ctx: Context, plan_id: int) -> tuple[str, ...]:
    """Return the names of the units that a plan's tasks can be given to."""
    return tuple(unit.name for unit in steps.registered(ctx, plans.get(ctx.session, plan_id)))


@view(Right.PLAN)
def read_text(ctx: Context, plan_id: int) -> ReadText:
    """Return a plan's text as it was read, with the tasks where they begin.

    Raises PlanError where there is no such plan, or its text is not kept.
    """
    plan = plans.get(ctx.session, plan_id)
    kept = ctx.session.get(models.PlanText, plan_id)
    if kept is None:
        raise PlanError("这个方案没有留原文：早先载入的，或不是从文件来的。任务的原句见方案页里的“改”。")
    spans = [Span(place, start, end, read_as) for place, start, end, read_as in kept.spans]
    tasks = [task for task in plans.one_plan(ctx.session, plan_id).tasks if task.cancelled_at is None]
    return ReadText(plan_id, plan.title, plan.file_name, stretches(kept.text, spans, tasks))


@view(Right.PLAN)
def has_text(ctx: Context, plan_id: int) -> bool:
    """Return whether a plan's text is kept."""
    return plan_id <= MAX_KEY and ctx.session.get(models.PlanText, plan_id) is not None


@view(Right.PLAN)
def unknown_name(ctx: Context, plan_id: int, assignment_id: int) -> str:
    """Return the unknown name that an assignment prints; raises PlanError where it is settled meanwhile."""
    row = ctx.session.get(models.Assignment, assignment_id) if assignment_id <= MAX_KEY else None
    unknown = {name.match.printed for name in overview(ctx, plan_id).unknown}
    if row is None or row.printed not in unknown:
        raise PlanError("这个名称已经定过了，请看最新的清单。")
    return row.printed


def _meant(
    name: str,
    names: Mapping[str, Sequence[str]],
    known: Sequence[unit_names.Known],
    findings: Sequence[Finding],
) -> tuple[unit_names.Match, tuple[str, ...], str | None]:
    """What a name may be another spelling of: by likeness, or because a finding sets the two side by side.

    The commonest of several unknown spellings stands for the unit, so that it can be registered with the rest.
    """
    match = unit_names.match(name, known)
    doubts = [[q.quote for q in finding.quotes] for finding in findings]
    beside = [other for quoted in doubts if name in quoted for other in quoted if other != name]
    meant = [unit for other in beside if (unit := unit_names.match(other, known).unit) is not None]
    commoner = [other for other in beside if other in names and len(names[other]) > len(names[name])]
    twin = unit_names.twin(name, names) or max(commoner, key=lambda other: len(names[other]), default=None)
    alike = tuple(dict.fromkeys((*match.alike, *meant)))
    return replace(match, alike=alike), tuple(names[name]), twin


def _finding(row: models.Finding) -> Finding:
    quotes = tuple(Quote(q["place"], q["quote"]) for q in row.quotes)
    return Finding(key(row.id), row.kind, row.severity, row.message, quotes)
