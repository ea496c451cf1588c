"""The digest of a body's plans as views and acts put it together: steps, and no views (R14)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from config.collecting import without_collecting
from tasks_db.register import digest as digests
from tasks_db.register import unit_names
from tasks_db.register.digest.last_sitting import LastSitting
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.values import Before, Coordination, Digest, TaskLine
from tasks_db.register.digest.waits import waits_on
from tasks_db.register.meetings import follow_up
from tasks_db.register.meetings.values import Sitting
from tasks_db.register.refusals import PlanError
from tasks_db.store import audit, desk, meetings, models, papers, people, plans, registers, units
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context

_MOVED = "定时限"
"""How the trail names a date that the office moved by its own hand."""
_ANSWER_DAYS = 5
"""So many working days those whom a digest names have to do what it asks of them."""
_FIRST_DAYS = 3
"""So many for what does not wait: one in which who is named may answer the draft, one to sign it, one to do it."""


def body_id(ctx: Context, plan_ids: Collection[int], meeting: str | None = None) -> int:
    """Return whose digest one of these plans is; without any that of the caller's own body, or of the one named.

    Raises PlanError for plans of several bodies: nobody signs a paper of two.
    """
    owners = plans.owners(ctx.session, plan_ids)
    if len(owners) > 1:
        raise PlanError("所选方案属于不同的议事机构，请分开汇总。")
    return next(iter(owners), None) or steps.own_body(ctx, meeting).id


def compiled(
    ctx: Context,
    meeting_id: int,
    *,
    as_of: datetime,
    plan_ids: Collection[int] = (),
    before: Before | None = None,
    period: Period | None = None,
    drafted_at: datetime | None = None,
) -> Digest:
    """Return the digest of a body at a moment, of its plans that are named, by default of all handed out.

    It knows what became of what the last sitting decided. ``drafted_at`` is when a paper of it was begun.
    """
    register = registers.load(ctx.session, plan_ids or plans.handed_out_by(ctx.session, meeting_id))
    with without_collecting():
        found = digests.compile(
            register, as_of=as_of, plan_ids=plan_ids or None, before=before, period=period, reviewed_only=True
        )
    answer, first = days_to_answer(ctx, as_of, drafted_at)
    pleas = _in_full(ctx, with_answers(ctx, found.coordination, as_of))
    return replace(
        found,
        last_sitting=_last_sitting(ctx, meeting_id, found),
        tasks=_with_grounds(ctx, _with_reasons_answered(ctx, _needing(found, pleas), as_of), as_of),
        coordination=pleas,
        waits_on=tuple(waits_on(found.tasks, pleas, unit_names.spellings(_registry(ctx)))),
        answer_by=answer,
        first_by=first,
    )


def of_paper(ctx: Context, row: models.Paper) -> Digest:
    """Return the digest of a paper's moment, held against the issue before."""
    return compiled(
        ctx,
        row.meeting_id,
        as_of=row.as_of,
        plan_ids=row.plan_ids,
        before=papers.said(papers.get(ctx.session, row.before_id) if row.before_id is not None else None),
        period=papers.told_period(ctx.session, row),
        drafted_at=row.drafted_at,
    )


def days_to_answer(ctx: Context, as_of: datetime, drafted_at: datetime | None = None) -> tuple[date, date]:
    """Return until when those whom a digest names have to do what it asks, and until when what does not wait.

    Both are so many working days after it, or after it was drafted.
    """
    begun = max(as_of, drafted_at) if drafted_at is not None else as_of
    day = local_date(begun)
    return ctx.calendar.after(day, _ANSWER_DAYS), ctx.calendar.after(day, _FIRST_DAYS)


def with_answers(ctx: Context, asked: Sequence[Coordination], as_of: datetime) -> tuple[Coordination, ...]:
    """Return pleas with what had become of them by a moment.

    One that was answered, and that its unit's newer words do not speak of, is over.
    """
    if not asked:
        return ()
    became = desk.pleas_told(ctx.session, [one.source.report_id for one in asked])

    def told(one: Coordination) -> Coordination:
        plea = became.get(one.source.report_id)
        if plea is None:
            return one
        return replace(one, answered=plea.in_short_by(as_of), answers=plea.answers_by(as_of))

    return tuple(one for one in map(told, asked) if one.later is None or not one.is_answered)


def _with_reasons_answered(ctx: Context, lines: Sequence[TaskLine], as_of: datetime) -> tuple[TaskLine, ...]:
    """The lines with what was answered to the plea that an earlier difficulty rests on: nobody left that alone."""
    earlier = [line.earlier_reason.report_id for line in lines if line.earlier_reason is not None]
    became = desk.pleas_told(ctx.session, earlier) if earlier else {}

    def told(line: TaskLine) -> TaskLine:
        reason = line.earlier_reason
        plea = became.get(reason.report_id) if reason is not None else None
        if reason is None or plea is None or not plea.was_answered_by(as_of):
            return line
        return replace(line, earlier_reason=replace(reason, answers=plea.answers_by(as_of)))

    return tuple(map(told, lines))


def _with_grounds(ctx: Context, lines: Sequence[TaskLine], as_of: datetime) -> tuple[TaskLine, ...]:
    """The lines with the ground on which the office moved a date to the one in force, where it put one down."""
    moved = [line.task.task_id for line in lines if line.original_deadline not in {None, line.deadline}]
    kept = audit.histories(ctx.session, "task", moved) if moved else {}

    def told(line: TaskLine) -> TaskLine:
        done = (one for one in kept.get(line.task.task_id, ()) if one.action == _MOVED and one.at <= as_of)
        last = next(reversed([*done]), None)
        if last is None or last.detail.get("after") != str(line.deadline) or not last.detail.get("before"):
            return line
        return replace(line, moved_for=str(last.detail.get("ground", "")).strip())

    return tuple(map(told, lines))


def _needing(found: Digest, open_: Sequence[Coordination]) -> tuple[TaskLine, ...]:
    """The lines with those units alone that still need help."""
    kept = {(one.task.task_id, one.unit) for one in open_}
    return tuple(
        replace(line, needing=own)
        if (own := tuple(u for u in line.needing if (line.task.task_id, u) in kept)) != line.needing
        else line
        for line in found.tasks
    )


def _in_full(ctx: Context, asked: Sequence[Coordination]) -> tuple[Coordination, ...]:
    """Pleas with those whom they are addressed to by the names that a paper prints."""
    if not asked:
        return ()
    registry = _registry(ctx)
    return tuple(
        replace(
            one,
            matter=unit_names.told_in_full(one.matter, one.needs, registry),
            needs=unit_names.in_full(one.needs, registry),
        )
        for one in asked
    )


def _registry(ctx: Context) -> Sequence[unit_names.Known]:
    return units.registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)


def lines_of(ctx: Context, plan_ids: Collection[int], as_of: datetime) -> dict[int, TaskLine]:
    """Return where every task of some plans stood, by its id; nothing without a plan."""
    if not plan_ids:
        return {}
    register = registers.load(ctx.session, plan_ids)
    return {line.task.task_id: line for line in digests.compile(register, as_of=as_of).tasks}


def standing_of(
    ctx: Context, sittings: Iterable[Sitting], as_of: datetime, apart_from: int | None = None
) -> follow_up.Standing:
    """Return where the decisions of sittings stood at a moment, without those of the one that is named."""
    issued = follow_up.issued_by(sittings, as_of, apart_from)
    plan_ids = sorted({s.plan_id for s in issued if s.plan_id is not None})
    return follow_up.standing(issued, lines_of(ctx, plan_ids, as_of))


def _last_sitting(ctx: Context, meeting_id: int, digest: Digest) -> LastSitting | None:
    """What became of what the sittings decided; None where nothing of it was open in the period."""
    standing = standing_of(ctx, meetings.sittings(ctx.session, meeting_id), digest.as_of)
    return follow_up.told(standing, digest.period.since)
