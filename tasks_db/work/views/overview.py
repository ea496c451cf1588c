"""A loaded plan as the office settles it: everything that was understood, and everything still open, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.register import handing_out, unit_names
from tasks_db.register.overview import Finding, Overview, Quote, UnknownName
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.terms import PlanStage
from tasks_db.work.acts import replacing, roster
from tasks_db.work.views import superiors


def overview(session: Session, plan: models.Plan, now: datetime) -> Overview:
    value = plans.one_plan(session, key(plan.id))
    meeting = session.get_one(models.JointMeeting, plan.meeting_id)
    known = registry(session, meeting.jurisdiction_id)
    today = local_date(now)
    names = handing_out.unknown_names(value)
    findings = tuple(_finding(row) for row in plans.findings_of(session, key(plan.id)))
    indicators = session.exec(select(models.Indicator).where(models.Indicator.plan_id == plan.id)).all()
    return Overview(
        plan=value,
        file_name=plan.file_name,
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        blockers=tuple(handing_out.blockers(value)),
        unknown=tuple(_unknown(index, name, names, known, findings) for index, name in enumerate(sorted(names))),
        questions=handing_out.questions(value, plans.members_on(session, today), today),
        findings=findings,
        candidates=tuple(t for t in value.tasks if t.candidate and t.cancelled_at is None),
        remarks=tuple(r["text"] for r in plan.remarks),
        roster=len(roster.entries_of(plan)),
        without_supplier=sum(i.supplier_id is None for i in indicators),
        predecessor=_predecessor(session, plan),
        above=superiors.above(session, plan),
        below=superiors.below(session, plan),
    )


def _unknown(
    index: int,
    name: str,
    names: Mapping[str, Sequence[str]],
    known: Sequence[unit_names.Known],
    findings: Sequence[Finding],
) -> UnknownName:
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
    return UnknownName(index, replace(match, alike=alike), tuple(names[name]), twin)


def _finding(row: models.Finding) -> Finding:
    quotes = tuple(Quote(q["place"], q["quote"]) for q in row.quotes)
    return Finding(key(row.id), row.kind, row.severity, row.message, quotes)


def _predecessor(session: Session, plan: models.Plan) -> int | None:
    earlier = replacing.likely_predecessor(session, plan) if plan.stage is PlanStage.LOADED else None
    return earlier.id if earlier is not None and key(earlier.id) < key(plan.id) else None
