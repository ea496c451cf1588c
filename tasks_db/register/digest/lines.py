"""The line of one task, and what hangs on it: flags, coordination, silence, and the reports behind each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.digest import classes
from tasks_db.register.digest.values import Blockage, Coordination, Source, TaskLine, TaskRef, Unreported
from tasks_db.register.values import Assignment, Plan, Report, Task
from tasks_db.terms import AnswerKind, AssignmentState, CheckpointKind, ReportStatus, Role

_SUBSTANCE = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.CLOSURE})
"""Answers that say anew how things are; 无变化 and requests leave what was said before them standing."""

_TWICE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A task's line and the lists that its units stand in."""

    line: TaskLine
    blocked: list[Blockage]
    coordination: list[Coordination]
    unreported: list[Unreported]


def told(plan: Plan, task: Task, as_of: datetime) -> Told:
    """The task as it stood: the facts of its consolidating unit, the flags of every unit asked."""
    blocked, needs, silent = blockages(task, as_of), coordination(task, as_of), unreported(task, as_of)
    flags = (tuple(dict.fromkeys(item.unit for item in of)) for of in (blocked, needs, silent))
    return Told(_task_line(plan, task, as_of, *flags), blocked, needs, silent)


def _task_line(
    plan: Plan,
    task: Task,
    as_of: datetime,
    blocked: tuple[str, ...],
    needing: tuple[str, ...],
    silent: tuple[str, ...],
) -> TaskLine:
    closed_at = progress.closed_at(task, as_of)
    closed = closed_at is not None
    figure = classes.slowest(task, as_of)
    deadline = classes.effective_deadline(plan, task)
    words = _latest_words(task, as_of)
    return TaskLine(
        task=TaskRef.of(task),
        leaders=task.leaders,
        unit=task.consolidating.unit if task.consolidating else None,
        assignment_id=task.consolidating.id if task.consolidating else None,
        leads=_printed(task, Role.LEAD),
        responsibles=_printed(task, Role.RESPONSIBLE),
        deadline=deadline,
        original_deadline=task.deadline.original_day if task.deadline else None,
        deadline_text=task.deadline_text,
        digest_class=classes.digest_class(plan, task, as_of),
        closed_at=closed_at,
        struck_off=closed and task.struck_off_at is not None and task.struck_off_at <= as_of,
        overdue=classes.overdue(task, as_of),
        percent=figure.percent if figure else None,
        percent_source=Source.of(figure.report, as_of) if figure else None,
        expected_percent=None if deadline is None else _expected(plan, deadline, as_of),
        text=words.text if words else "",
        problem=words.problem if words and not closed else None,
        expected=words.expected if words and not closed else None,
        text_source=Source.of(words, as_of) if words else None,
        blocked=blocked,
        unreported=silent,
        needing=needing,
        unchanged_twice=not closed and any(_unchanged_twice(a, as_of) for a in classes.subjects(task)),
        sources=tuple(Source.of(r, as_of) for r in _behind(task, as_of)),
    )


def _printed(task: Task, role: Role) -> tuple[str, ...]:
    return tuple(a.printed for a in task.printed_assignments if a.role is role)


def _expected(plan: Plan, deadline: date, as_of: datetime) -> Decimal:
    share = classes.elapsed(plan, deadline, local_date(as_of)) * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _substance(assignment: Assignment, as_of: datetime) -> Iterator[Report]:
    """What the unit says at present, newest first: back to the last report that says anew how things are."""
    for report in reversed(progress.standing_reports(assignment, as_of)):
        yield report
        if report.kind in _SUBSTANCE:
            return


def _words(assignment: Assignment, as_of: datetime) -> list[Report]:
    """The unit's reports that say something in words, oldest first."""
    standing = progress.standing_reports(assignment, as_of)
    return [r for r in standing if r.kind in _SUBSTANCE and (r.text or r.problem)]


def _latest_words(task: Task, as_of: datetime) -> Report | None:
    """The latest words of those who answer for the task."""
    words = (r for a in classes.subjects(task) for r in _words(a, as_of))
    return max(words, key=lambda r: (r.at, r.id), default=None)


def present_text(assignment: Assignment, as_of: datetime) -> str:
    """What the unit last said in words, its difficulty where it gave no more."""
    words = _words(assignment, as_of)
    return (words[-1].text or words[-1].problem or "") if words else ""


def blockages(task: Task, as_of: datetime) -> list[Blockage]:
    """The units that are 遇阻 and what each said of it."""
    found = []
    for assignment in task.asked_assignments:
        if progress.state(task, assignment, as_of) is AssignmentState.BLOCKED:
            standing = progress.standing_reports(assignment, as_of)
            report = next((r for r in reversed(standing) if r.kind is AnswerKind.BLOCKED), None)
            if report is not None:
                matter = report.problem or report.text
                source = Source.of(report, as_of)
                found.append(Blockage(TaskRef.of(task), assignment.id, assignment.unit, matter, source))
    return found


def _unchanged_twice(assignment: Assignment, as_of: datetime) -> bool:
    answers = [r.kind for r in progress.standing_reports(assignment, as_of) if r.kind in progress.ANSWERS]
    return answers[-_TWICE:] == [AnswerKind.NO_CHANGE] * _TWICE


def _behind(task: Task, as_of: datetime) -> list[Report]:
    """The reports that the line rests on, oldest first: present words, figures, or the bare 签收."""
    found: dict[int, Report] = {}
    subjects = classes.subjects(task)
    for assignment in task.asked_assignments:
        standing = progress.standing_reports(assignment, as_of)
        found.update((r.id, r) for r in [*_substance(assignment, as_of), *standing[-1:]])
    for assignment in (*task.asked_assignments, *subjects):  # a subject that is not asked may have told a figure
        figure = classes.figure(assignment, as_of)
        if figure is not None:
            found[figure.report.id] = figure.report
    for assignment in task.assignments:  # whoever is asked no more may have closed the task
        standing = progress.standing_reports(assignment, as_of)
        found.update((r.id, r) for r in standing if _is_approved_closure(r, as_of))
    words = _latest_words(task, as_of)
    if words is not None:
        found[words.id] = words
    for assignment in subjects:
        answers = [r for r in progress.standing_reports(assignment, as_of) if r.kind in progress.ANSWERS]
        found.update((r.id, r) for r in answers[-_TWICE:] if r.kind is AnswerKind.NO_CHANGE)
    return sorted(found.values(), key=lambda r: (r.at, r.id))


def _is_approved_closure(report: Report, as_of: datetime) -> bool:
    return report.kind is AnswerKind.CLOSURE and report.decision(as_of) is ReportStatus.ACCEPTED


def coordination(task: Task, as_of: datetime) -> list[Coordination]:
    """What each unit needs from others and has not taken back by a later report of substance."""
    if progress.is_closed(task, as_of):
        return []
    found = []
    for assignment in task.asked_assignments:
        report = next((r for r in _substance(assignment, as_of) if r.needs and r.needs.strip()), None)
        if report is not None and report.needs:
            found.append(
                Coordination(
                    TaskRef.of(task),
                    assignment.id,
                    assignment.unit,
                    report.problem or report.text,
                    report.needs,
                    Source.of(report, as_of),
                )
            )
    return found


def owes_report(task: Task, assignment: Assignment, as_of: datetime) -> bool:
    """未报送: something is owed, and the unit never answered at all or has let a round of reporting go by."""
    if progress.last_word(assignment, as_of) is None:
        return any(progress.is_open(task, assignment, d, as_of) for d in assignment.dues)
    rounds = (d for d in assignment.dues if d.checkpoint.kind is CheckpointKind.ROUND)
    return any(progress.is_overdue(task, assignment, d, as_of) for d in rounds)


def unreported(
    task: Task, as_of: datetime, among: Iterable[Assignment] | None = None, *, collapse: bool = True
) -> list[Unreported]:
    """The units that owe a report; the members of a group stand as one line, as the plan prints them (23/27).

    ``among`` narrows it to some of the task's units; without ``collapse`` every member stands for itself.
    """
    candidates = task.asked_assignments if among is None else among
    silent = [a for a in candidates if owes_report(task, a, as_of)]
    groups = {a.id: a for a in task.assignments if a.is_group} if collapse else {}
    lines = [_single(task, a, as_of) for a in silent if a.parent_id not in groups]
    for group in groups.values():
        members = [a for a in silent if a.parent_id == group.id]
        if members:
            lines.append(_group(task, group, members, as_of))
    return lines


def _first_owed(task: Task, assignments: Iterable[Assignment], as_of: datetime) -> tuple[date, int]:
    in_order = sorted(((a, d) for a in assignments for d in a.dues), key=lambda pair: (pair[1].day, pair[1].id))
    return next((d.day, d.id) for a, d in in_order if progress.is_open(task, a, d, as_of))


def _single(task: Task, assignment: Assignment, as_of: datetime) -> Unreported:
    day, due_id = _first_owed(task, [assignment], as_of)
    return Unreported(
        TaskRef.of(task),
        assignment.id,
        due_id,
        assignment.unit,
        day,
        asked=1,
        reported=0,
        missing=(assignment.unit,),
        is_group=False,
    )


def _group(task: Task, group: Assignment, silent: list[Assignment], as_of: datetime) -> Unreported:
    asked = [a for a in task.asked_assignments if a.parent_id == group.id and not _exempted(a, as_of)]
    return Unreported(
        TaskRef.of(task),
        group.id,
        None,
        group.printed,
        _first_owed(task, silent, as_of)[0],
        asked=len(asked),
        reported=len(asked) - len(silent),
        missing=tuple(a.unit for a in silent),
        is_group=True,
    )


def _exempted(assignment: Assignment, as_of: datetime) -> bool:
    """Excused from everything and heard from never: such a member is not among those asked."""
    excused = all(d.exempted_at is not None and d.exempted_at <= as_of for d in assignment.dues)
    return excused and progress.last_word(assignment, as_of) is None


def is_counted(task: Task) -> bool:
    """The asking for an indicator's figure is no task of the plan."""
    return task.indicator_id is None
