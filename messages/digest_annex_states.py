"""The columns of a digest's first annex that say until when a task is, in which state it stands, and since when."""

from config.clock import local_date
from messages import brief, dates, digest_done, digest_parts, digest_problems
from messages.digest_reopened import reopened
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import AWAITING, CheckpointKind, Mark, WorkState


def dates_of(line: TaskLine, digest: Digest) -> str:
    """Return what stands below a task's date: that it is the plan's, and the milestone that it had to reach."""
    return _from_plan(line, digest) + _milestone_of(line)


def state(line: TaskLine, digest: Digest) -> str:
    """Return a task's state with what belongs to it, and that of the issue before, where it was another."""
    return _state(line, digest) + _since(line, digest)


def _from_plan(line: TaskLine, digest: Digest) -> str:
    """（方案期末） where a task has no date of its own."""
    ends = {plan.period[1] for plan in digest.plans if plan.id == line.task.plan_id}
    return "\n（方案期末）" if line.deadline in ends and line.deadline is not None and not line.deadline_text else ""


def _milestone_of(line: TaskLine) -> str:
    """（阶段目标 2025年9月30日）: the one that was missed, else the last one whose day has come."""
    is_one = line.overdue is not None and line.overdue.kind is CheckpointKind.MILESTONE
    last = line.overdue.day if is_one and line.overdue else line.milestone.day if line.milestone else None
    return f"\n（阶段目标\n{dates.day(last)}）" if last is not None else ""


def _state(line: TaskLine, digest: Digest) -> str:
    """One state, with what belongs to it; whether reports came stands in an annex of its own."""
    word = "已销号" if line.struck_off else digest_parts.state_word(line.work_state, digest)
    unread = line.work_state is WorkState.UNQUANTIFIED and line.mark is Mark.REPORT
    over = digest.is_over(line)
    if unread or over:
        word = digest_parts.phrase("over") if over else Mark.REPORT.zh
    parts = [word + (f"{line.overdue.days}天" if line.overdue else "")]
    if line.overdue and line.overdue.kind is CheckpointKind.MILESTONE:
        parts.append("（阶段目标）")
    if line.closed_at is not None:
        on = brief.day(line.done_on or local_date(line.closed_at), digest.day)
        parts.append("（交办时认定）" if line.closed_before_dispatch and line.done_on is None else on)
        parts += ["（逾期办结）"] if digest_done.closed_late(line) else []
        asked = digest_done.asked_in_time(line)
        parts += [f"（{digest_parts.by_its_date(asked, line)}{brief.day(asked, digest.day)}申请）"] if asked else []
    parts += [f"（{again}）"] if (again := reopened(line, digest, whole=line.closed_at is None)) else []
    if digest_parts.is_due_today(line, digest):
        parts.append(f"（{brief.day(digest.day, digest.day)}到期）")
    if line.missed_milestone:
        parts.append("（阶段目标未完成）")
    elif line.overdue is None and (of := line.milestone) is not None and of.told_on is not None:
        day = brief.day(of.done_on or of.told_on, digest.day)
        parts.append(f"（阶段目标{day}完成）" if of.done_on else f"（{day}反馈阶段目标已完成）")
    if over:
        parts.append(f"（{digest_problems.pending(line, digest)}）")
    elif line.mark is not None and not unread:
        parts.append(f"（{line.mark.zh}，暂按{word}计）" if line.mark in AWAITING else f"（{line.mark.zh}）")
    elif not unread and line.work_state is not WorkState.STANDING:
        beside = digest_parts.asks_beside_its_mark(line, digest)
        marks = dict.fromkeys(mark.zh for unit, _, mark in beside if unit in {line.unit, *line.leads})
        parts += [f"（{'、'.join(marks)}，暂按{word}计）"] if marks else []
    return "\n".join(parts)


def _since(line: TaskLine, digest: Digest) -> str:
    """（上期：尚无反馈） of a task whose state is another than in the issue before, on lines of its own."""
    changed = next((c for c in digest.changed if c.task.task_id == line.task.task_id), None)
    if digest.before is not None and line.task.task_id in digest.before.over:
        return "" if digest.is_over(line) else f"\n（上期：\n{digest_parts.phrase('over')}）"
    if changed is None:
        return ""
    if not changed.was:
        return "\n（上期未列）"
    of_milestone = changed.was is WorkState.OVERDUE and _was_late_for_milestone(line, digest)
    return f"\n（上期：\n{changed.was.zh}{'，阶段目标' if of_milestone else ''}）"


def _was_late_for_milestone(line: TaskLine, digest: Digest) -> bool:
    """Whether the date that was over in the issue before was a milestone's, since the task's own came later."""
    before = digest.before.day if digest.before is not None else digest.day
    own = line.original_deadline or line.deadline
    return line.milestone is not None and line.milestone.day < before and (own is None or own >= before)
