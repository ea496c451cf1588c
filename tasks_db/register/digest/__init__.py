"""进展通报: the whole picture of the register at one moment, as a value that knows the report behind each line.

Every live task is in exactly one 办理状态 and one 报送状态 and counts once; whoever did not report what was due is
named, and nothing is withheld because somebody has not answered. ``register.states`` has the rules, ``past`` says
what "as of" means; the renderings read ``values`` and compute nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.decided_once import deciding_once
from tasks_db.register.digest import facts, faults, lines, promises, requests, shares, silence
from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.digest.open_faults import Overrun, Unmended
from tasks_db.register.digest.past import as_it_stood, reviewed_alone
from tasks_db.register.digest.period import Period, period_of
from tasks_db.register.digest.references import PlanHead
from tasks_db.register.digest.reporting import Reporting
from tasks_db.register.digest.request_values import Closure, Extension
from tasks_db.register.digest.targets import indicator_lines
from tasks_db.register.digest.values import Before, Changed, Digest, Fact, TaskLine
from tasks_db.register.reading import Register
from tasks_db.register.values import Plan, Task

__all__ = ["Digest", "Json", "compile", "to_json"]


def compile(  # noqa: A001 - the word of the house: a digest is compiled, and is never used without its module
    register: Register,
    *,
    as_of: datetime,
    plan_ids: Collection[int] | None = None,
    before: Before | None = None,
    period: Period | None = None,
    reviewed_only: bool = False,
) -> Digest:
    """The digest of all dispatched plans, or of those named, at ``as_of``; ``before`` is what the last issue said.

    ``period`` is what it tells of where that does not follow from both: a correction tells what it corrects. With
    ``reviewed_only`` figures and words that wait for a review are not told.
    """
    past = as_it_stood(register, as_of)
    if reviewed_only:
        past = reviewed_alone(past, as_of)
    plans = [p for p in past.plans if plan_ids is None or p.id in plan_ids]
    counted = [(p, t) for p in plans for t in p.tasks if lines.is_counted(t)]
    period = period or _period(local_date(as_of), before)
    told = [_of_task(past, p, t, period, as_of) for p, t in counted]
    task_lines = tuple(t.told.line for t in told)
    return Digest(
        as_of=as_of,
        period=period,
        plan_ids=None if plan_ids is None else tuple(sorted(plan_ids)),
        plans=tuple(PlanHead.of(p, p.dispatched_at) for p in plans if p.dispatched_at is not None),
        overall=shares.overall(task_lines, period),
        total=shares.tally(None, None, task_lines),
        by_plan=tuple(
            shares.tally(p.title, p.id, [line for line in task_lines if line.task.plan_id == p.id]) for p in plans
        ),
        by_unit=tuple(
            shares.tally(unit, None, of_unit)
            for unit, of_unit in shares.grouped(task_lines, lambda line: line.unit).items()
        ),
        by_section=tuple(
            shares.tally(section, plan_id, of_section)
            for (plan_id, section), of_section in shares.grouped(
                task_lines, lambda line: (line.task.plan_id, line.task.section)
            ).items()
        ),
        reports=shares.report_counts(task_lines),
        reporting=tuple(r for t in told for r in t.reporting),
        before=before,
        changed=tuple(_changed(task_lines, before)) if before is not None else (),
        tasks=task_lines,
        facts=tuple(f for t in told for f in t.facts),
        blocked=tuple(b for t in told for b in t.told.blocked),
        coordination=tuple(c for t in told for c in t.told.coordination),
        unreported=tuple(u for t in told for u in t.told.unreported),
        undelivered=tuple(u for t in told for u in t.told.undelivered),
        extensions=tuple(e for t in told for e in t.extensions),
        closures=tuple(c for t in told for c in t.closures),
        unmended=tuple(u for t in told for u in t.unmended),
        overrun=tuple(o for t in told for o in t.overrun),
        reviewed_only=reviewed_only,
        convenors_close=requests.convenors_close(past, counted, as_of),
        indicators=tuple(i for p in plans for i in indicator_lines(p, as_of)),
    )


@dataclass(frozen=True, slots=True)
class _OfTask:
    """What a digest tells of one task."""

    told: lines.Told
    reporting: Sequence[Reporting]
    facts: Sequence[Fact]
    extensions: Sequence[Extension]
    closures: Sequence[Closure]
    unmended: Sequence[Unmended]
    overrun: Sequence[Overrun]


def _of_task(past: Register, plan: Plan, task: Task, period: Period, as_of: datetime) -> _OfTask:
    """All of a task at once: what was decided of it is kept no longer, and looked up among little."""
    with deciding_once():
        return _OfTask(
            lines.told(past, plan, task, as_of),
            tuple(silence.reporting(past, plan, task, as_of)),
            facts.facts(task, period, as_of),
            requests.extensions(past, plan, task, as_of),
            requests.closures(task, as_of),
            tuple(faults.unmended(task, period, as_of)),
            tuple(promises.overrun(task, period, as_of)),
        )


def _period(day: date, before: Before | None) -> Period:
    """What a digest of that day tells of: what is later than the issue before, by the moment."""
    if before is None:
        return period_of(day)
    return replace(period_of(day, before.day), after=before.as_of)


def _changed(task_lines: Iterable[TaskLine], before: Before) -> Iterator[Changed]:
    """The tasks whose state is another than in the issue before, and those that are new since."""
    states = dict(before.states)
    for line in task_lines:
        was = states.get(line.task.task_id)
        if was is not line.work_state:
            yield Changed(line.task, was, line.work_state)


def to_json(digest: Digest) -> Json:
    """The digest for ``lianxi digest --json``: the fields of ``values.Digest`` by name, with its day and start."""
    body = as_json(digest)
    assert isinstance(body, dict)  # noqa: S101 - a dataclass becomes a dict
    return {**body, "day": digest.day.isoformat(), "since": as_json(digest.since)}
