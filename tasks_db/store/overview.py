"""A loaded plan as the office settles it: everything that was understood, and everything still open, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db import dispatching, models, units
from tasks_db import register as values
from tasks_db.dispatching import Blocker
from tasks_db.store import dispatch, replacing, roster, settling, superiors
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.terms import PlanStage


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A printed name that the registry does not know. ``index`` is its place in the list, for buttons."""

    index: int
    match: units.Match
    seqs: tuple[str, ...]
    twin: str | None = None
    """Another unknown name that this one resembles and that the plan prints more often: likely what was meant."""

    @property
    def is_fresh(self) -> bool:
        """Whether it resembles nothing, so that it may become a unit without a closer look."""
        return not self.match.alike and self.twin is None


@dataclass(frozen=True, slots=True)
class Overview:
    plan: values.Plan
    file_name: str
    issued_on: str | None
    blockers: tuple[Blocker, ...]
    unknown: tuple[UnknownName, ...]
    questions: dict[str, int]
    findings: tuple[models.Finding, ...]
    candidates: tuple[values.Task, ...]
    remarks: tuple[str, ...]
    roster: int
    without_supplier: int
    predecessor: int | None
    """The plan that this one seems to be a later version of."""
    above: tuple[superiors.Above, ...] = ()
    below: tuple[int, ...] = ()
    """The plans that carry this one out."""


def overview(session: Session, plan: models.Plan, now: datetime) -> Overview:
    value = dispatch.one_plan(session, key(plan.id))
    meeting = session.get_one(models.JointMeeting, plan.meeting_id)
    known = registry(session, meeting.jurisdiction_id)
    today = local_date(now)
    names = dispatching.unknown_names(value)
    findings = tuple(settling.findings_of(session, key(plan.id)))
    indicators = session.exec(select(models.Indicator).where(models.Indicator.plan_id == plan.id)).all()
    return Overview(
        plan=value,
        file_name=plan.file_name,
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        blockers=tuple(dispatching.blockers(value)),
        unknown=tuple(_unknown(index, name, names, known, findings) for index, name in enumerate(sorted(names))),
        questions=dispatching.questions(value, dispatch.members_on(session, today), today),
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
    known: Sequence[units.Known],
    findings: Sequence[models.Finding],
) -> UnknownName:
    """What a name may be another spelling of: by likeness, or because a finding sets the two side by side.

    The commonest of several unknown spellings stands for the unit, so that it can be registered with the rest.
    """
    match = units.match(name, known)
    doubts = [[q["quote"] for q in finding.quotes] for finding in findings]
    beside = [other for quoted in doubts if name in quoted for other in quoted if other != name]
    meant = [unit for other in beside if (unit := units.match(other, known).unit) is not None]
    commoner = [other for other in beside if other in names and len(names[other]) > len(names[name])]
    twin = units.twin(name, names) or max(commoner, key=lambda other: len(names[other]), default=None)
    alike = tuple(dict.fromkeys((*match.alike, *meant)))
    return UnknownName(index, replace(match, alike=alike), tuple(names[name]), twin)


def _predecessor(session: Session, plan: models.Plan) -> int | None:
    earlier = replacing.likely_predecessor(session, plan) if plan.stage is PlanStage.LOADED else None
    return earlier.id if earlier is not None and key(earlier.id) < key(plan.id) else None
