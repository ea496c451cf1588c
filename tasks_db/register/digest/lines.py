"""The line of one task, and what hangs on it: flags, coordination, silence, and the reports behind each."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import deciding, progress, report_states, request_words, states
from tasks_db.register.digest import past, pleas, rest, silence, together
from tasks_db.register.digest.facts import accepted, ahead_in, fact_in, lacking_in
from tasks_db.register.digest.reasons import UNEXPLAINED, EarlierReason
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.reopening import last_reopening, last_returned_closing, returned_before_closing
from tasks_db.register.digest.values import Blockage, Coordination, Returned, Said, TaskLine, Unreported
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Report, Task
from tasks_db.terms import AnswerKind, AssignmentState, Mark, ReportState, ReportStatus, Role, WorkState

_TWICE = 2
_NOT_TOLD = re.compile(r"(?:没有?|未|尚未)[^，,]{0,4}报|(?:没有?|未|尚未)反馈")
_SLOW = frozenset({WorkState.OVERDUE, WorkState.BEHIND})


@dataclass(frozen=True, slots=True)
class Told:
    """A task's line and the lists that its units stand in."""

    line: TaskLine
    blocked: list[Blockage]
    coordination: list[Coordination]
    silent: list[Unreported]

    @property
    def unreported(self) -> list[Unreported]:
        """The units that were asked and did not report."""
        return [item for item in self.silent if item.state is ReportState.NOT_REPORTED]

    @property
    def undelivered(self) -> list[Unreported]:
        """The units that could not be asked."""
        return [item for item in self.silent if item.state is ReportState.UNDELIVERED]


def told(reading: Reading, plan: BarePlan, task: Task, as_of: datetime) -> Told:
    """Return the task as it stood: the facts of its deciding unit, the flags of every unit asked."""
    silent = silence.unreported(reading, plan, task, as_of)
    blocked, needs = blockages(task, as_of), coordination(task, as_of)
    return Told(_task_line(reading, plan, task, as_of, blocked, needs, silent), blocked, needs, silent)


def _names(items: Iterable[Blockage | Coordination | Unreported]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.unit for item in items))


def _task_line(
    reading: Reading,
    plan: BarePlan,
    task: Task,
    as_of: datetime,
    blocked: list[Blockage],
    needs: list[Coordination],
    silent: list[Unreported],
) -> TaskLine:
    state, closed_at = states.work_state(plan, task, as_of), states.closed_at(task, as_of)
    mark = states.mark(plan, task, as_of)
    figure, words = deciding.task_figure(task, as_of), deciding.task_words(task, as_of)
    deadline, late = states.effective_deadline(plan, task), states.late_work(task, as_of)
    unit, assignment_id = _answers_for(task)
    speaker = next((a for a in task.shares if words and a.id == words.assignment_id), None)
    told = _text(words, task.title, speaker, as_of) if words and speaker else ""
    return TaskLine(
        task=TaskRef.of(task),
        content=task.content,
        leaders=task.leaders,
        unit=unit,
        assignment_id=assignment_id,
        leads=_printed(task, Role.LEAD),
        responsibles=_printed(task, Role.RESPONSIBLE),
        deadline=deadline,
        original_deadline=task.deadline.original_day if task.deadline else None,
        deadline_text=task.deadline_text,
        work_state=state,
        report_state=report_states.task_report_state(reading, plan, task, as_of),
        group=report_states.group_count(reading, plan, task, as_of),
        closed_at=closed_at,
        done_on=states.done_on(task, as_of),
        closed_before_dispatch=states.closed_before_dispatch(plan, task, as_of),
        struck_off=task.struck_off_at is not None and task.struck_off_at <= as_of,
        overdue=late if state is WorkState.OVERDUE else None,
        missed_milestone=late if state is WorkState.STANDING else None,
        percent=figure.percent if figure else None,
        percent_source=Source.of(figure.report, as_of) if figure else None,
        expected_percent=None if deadline is None else _expected(plan, task, deadline, local_date(as_of)),
        text=told,
        problem=words.problem if words and closed_at is None else None,
        lacking=lacking_in(told, task.title, slow=state in _SLOW) if closed_at is None else "",
        expected=words.expected if words and closed_at is None else None,
        next_step=_ahead(told, words, as_of) if words and closed_at is None else "",
        evidence=_evidence(task, as_of),
        text_source=Source.of(words, as_of) if words else None,
        said=_said(task, words, as_of),
        blocked=_names(blocked),
        unreported=_names(i for i in silent if i.state is ReportState.NOT_REPORTED),
        undelivered=_names(i for i in silent if i.state is ReportState.UNDELIVERED),
        needing=_names(needs),
        unchanged_twice=closed_at is None and is_unchanged_twice(task, as_of),
        sources=tuple(Source.of(r, as_of) for r in _behind(task, as_of)),
        unchanged_on=_unchanged_since(words, task.shares, as_of) if words and closed_at is None else None,
        exempted=tuple(_exempted(task, as_of)),
        mark=mark,
        returned=_returned(task, as_of, mark) if closed_at is None else None,
        earlier_reason=_earlier_reason(task, state, as_of),
        reopened=last_reopening(task, as_of),
        closing_returned=(returned_before_closing if closed_at is not None else last_returned_closing)(task, as_of),
        milestone=states.last_milestone(task, as_of) if closed_at is None else None,
        due_then=() if deadline is None or closed_at is not None else tuple(_due_then(plan, task, as_of)),
    )


def _text(report: Report, title: str, assignment: Assignment, as_of: datetime) -> str:
    """What a report says of the work, after what it goes on with; of a request for time what it says beside that."""
    if report.kind is AnswerKind.EXTENSION:
        return request_words.told_in(report, title)
    said = (r for r in progress.standing_reports(assignment, as_of) if r.kind in deciding.SUBSTANCE)
    return together.whole_text(report, said)


def _ahead(told: str, words: Report, as_of: datetime) -> str:
    return ahead_in(told) or rest.told_of_rest(told, words.said_on, local_date(as_of))


def _unchanged_since(words: Report, among: Iterable[Assignment], as_of: datetime) -> date | None:
    """When the unit that used the words, which is among these, last said 无变化 after them."""
    own = (progress.last_of(a, {AnswerKind.NO_CHANGE}, as_of) for a in among if a.id == words.assignment_id)
    later = next((r for r in own if r is not None and r.at > words.at), None)
    return local_date(later.at) if later is not None else None


def _exempted(task: Task, as_of: datetime) -> Iterator[tuple[str, date]]:
    for assignment in task.asked_assignments:
        if progress.is_exempted(assignment, as_of):
            yield (
                assignment.unit,
                local_date(max(d.exempted_at for d in assignment.dues if d.exempted_at is not None)),
            )


def _returned(task: Task, as_of: datetime, mark: Mark | None) -> Returned | None:
    """What was last sent back of what units said of the work.

    Where somebody else's words stand, that is what whoever answers for the task said: they are not silent.
    """
    silent = [a for a in deciding.owners(task, as_of) if not deciding.has_spoken(a, as_of)]
    units = task.asked_assignments if mark is Mark.RETURNED else silent
    found = [(r, r.decided_at) for a in units for r in deciding.sent_back(a, as_of)]
    last, decided = max(found, key=lambda pair: (pair[0].at, pair[0].id), default=(None, None))
    return Returned(Source.of(last, as_of), local_date(decided), last.reason) if last and decided else None


def _answers_for(task: Task) -> tuple[str | None, int | None]:
    """The unit under whose name the task stands, and its share: the consolidating one, else the groups alone."""
    if task.consolidating is not None:
        return task.consolidating.unit, task.consolidating.id
    if task.is_for_groups_alone:
        return deciding.printed_groups(task), task.printed_assignments[0].id
    return None, None


def _said(task: Task, shown: Report | None, as_of: datetime) -> tuple[Said, ...]:
    """The last words of every unit that the office accepted, but for those that the line itself shows.

    Of the unit whose newer words are shown those before them: the facts of a report beside what a request tells.
    """
    found = []
    for assignment in task.shares:
        report = _accepted(assignment, task.title, as_of, beside=shown)
        if report is not None:
            found.append(
                Said(assignment.id, assignment.called, report.kind, report.percent,
                     _text(report, task.title, assignment, as_of),
                     report.problem, Source.of(report, as_of), _unchanged_since(report, (assignment,), as_of))
            )  # fmt: skip
    return tuple(found)


def _accepted(assignment: Assignment, title: str, as_of: datetime, *, beside: Report | None) -> Report | None:
    """The unit's last accepted report that says how things are; 无变化 only where it never said more.

    None where that one stands already, or is over by what a request of the unit tells since.
    """
    told = [r for r in progress.standing_reports(assignment, as_of) if r.decision(as_of) is ReportStatus.ACCEPTED]
    if beside is not None and beside.kind is AnswerKind.EXTENSION and beside.assignment_id == assignment.id:
        own = next((r for r in reversed(told) if r.kind in deciding.SUBSTANCE), None)
        return own if own is not None and fact_in(own.text, own.problem, title) else None
    for report in reversed(told):
        if deciding.tells_anew(report, title):
            return None if beside is not None and report.id == beside.id else report
    return next((r for r in reversed(told) if r.kind is AnswerKind.NO_CHANGE), None)


def _evidence(task: Task, as_of: datetime) -> tuple[str, ...]:
    """The names of the files that came with what stands, of every unit, each once."""
    came = [a for a in task.shares if any(r.evidence for r in a.reports)]
    with_files = [r for a in came for r in progress.standing_reports(a, as_of) if r.evidence]
    return tuple(dict.fromkeys(name for r in with_files for name in r.evidence))


def _printed(task: Task, role: Role) -> tuple[str, ...]:
    """A unit by its name in the registry, which is written one way in all places; a group as the plan has it."""
    return tuple(
        a.printed if a.is_group else a.unit for a in task.printed_assignments if a.role is role and not a.by_office
    )


def _due_then(plan: BarePlan, task: Task, as_of: datetime) -> Iterator[tuple[int, Decimal]]:
    """How far the task should have been on the day of each unit's figure, by its date of then: by the report."""
    for assignment in task.shares:
        if (given := deciding.figure(assignment, as_of)) is None:
            continue
        said, then = Source.of(given.report, as_of), past.with_dates_of(task, given.report.at).deadline
        if then is not None:
            yield said.report_id, _expected(plan, task, then.day, said.said_on)


def _expected(plan: BarePlan, task: Task, deadline: date, day: date) -> Decimal:
    share = states.percent_due(plan, task, deadline, day)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _substance(assignment: Assignment, as_of: datetime) -> Iterator[Report]:
    """What the unit says at present, newest first: back to the last report that says anew how things are."""
    for report in reversed(progress.standing_reports(assignment, as_of)):
        yield report
        if report.kind in deciding.SUBSTANCE:
            return


def present_text(assignment: Assignment, as_of: datetime) -> str:
    """Return what the unit last said in words, its difficulty where it gave no more."""
    words = deciding.words(assignment, as_of)
    return (_text(words[-1], "", assignment, as_of) or words[-1].problem or "") if words else ""


def blockages(task: Task, as_of: datetime) -> list[Blockage]:
    """The units that are 遇阻 and what each said of it."""
    found = []
    for assignment in task.asked_assignments:
        said_so = any(report.kind is AnswerKind.BLOCKED for report in assignment.reports)
        if said_so and progress.state(task, assignment, as_of) is AssignmentState.BLOCKED:
            standing = progress.standing_reports(assignment, as_of)
            report = next((r for r in reversed(standing) if r.kind is AnswerKind.BLOCKED and not r.withheld), None)
            if report is not None:
                matter = report.problem or report.text
                source = Source.of(report, as_of)
                found.append(Blockage(TaskRef.of(task), assignment.id, assignment.unit, matter, source))
    return found


def is_unchanged_twice(task: Task, as_of: datetime) -> bool:
    """Return whether a unit that answers for the task said 无变化 the last two times."""
    return any(_unchanged_twice(a, as_of) for a in deciding.level(task, as_of))


def _unchanged_twice(assignment: Assignment, as_of: datetime) -> bool:
    answers = [r.kind for r in progress.standing_reports(assignment, as_of) if r.kind in progress.ANSWERS]
    return answers[-_TWICE:] == [AnswerKind.NO_CHANGE] * _TWICE


def _behind(task: Task, as_of: datetime) -> list[Report]:
    """The reports that the line rests on, oldest first: present words, figures, or the bare 签收."""
    found: dict[int, Report] = {}
    deciders = deciding.level(task, as_of)
    for assignment in task.asked_assignments:
        standing = progress.standing_reports(assignment, as_of)
        found.update((r.id, r) for r in [*_substance(assignment, as_of), *standing[-1:]])
    for assignment in (*task.asked_assignments, *deciders):  # a decider that is not asked may have told a figure
        figure = deciding.figure(assignment, as_of)
        if figure is not None:
            found[figure.report.id] = figure.report
    # whoever is asked no more may have closed the task
    found.update((r.id, r) for _, r in task.requests if r.stands(as_of) and _is_approved_closure(r, as_of))
    if task.is_for_groups_alone:
        found.update((r.id, r) for r in states.finishing(task, as_of))
    words = deciding.task_words(task, as_of)
    if words is not None:
        found[words.id] = words
    for assignment in deciders:
        answers = [r for r in progress.standing_reports(assignment, as_of) if r.kind in progress.ANSWERS]
        found.update((r.id, r) for r in answers[-_TWICE:] if r.kind is AnswerKind.NO_CHANGE)
    return sorted(found.values(), key=lambda r: (r.at, r.id))


def _is_approved_closure(report: Report, as_of: datetime) -> bool:
    return report.kind is AnswerKind.CLOSURE and report.decision(as_of) is ReportStatus.ACCEPTED


def coordination(task: Task, as_of: datetime) -> list[Coordination]:
    """What each unit needs from others and has not taken back; other progress since then takes nothing back.

    Who was refused more time still needs the help that the request asked for. A plea that waits for a review is told
    beside what was reviewed, unless it asks the same units.
    """
    if states.closed_at(task, as_of) is not None:
        return []
    asking = (a for a in task.asked_assignments if any(r.needs for r in a.reports))
    found = [(a, plea) for a in asking for plea in _open_pleas(a, task.title, as_of)]
    return [
        Coordination(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            _matter(plea),
            plea.report.needs or "",
            Source.of(plea.report, as_of),
            later=plea.later,
            still_on=plea.still_on,
            waits=plea.report.withheld,
        )
        for assignment, plea in found
    ]


def _open_pleas(assignment: Assignment, title: str, as_of: datetime) -> Iterator[pleas.Open]:
    said = list(reversed(deciding.so_far(assignment, as_of)))
    heard = pleas.open_plea([r for r in said if not r.withheld], title)
    if heard is not None:
        yield heard
    newest = pleas.open_plea(said, title) if any(r.withheld and r.needs for r in said) else None
    if newest is None or not newest.report.withheld or newest.report.kind is AnswerKind.EXTENSION:
        return  # what a request for more time asks of others is told with the request
    if heard is None or heard.report.needs != newest.report.needs:
        yield newest


def _matter(plea: pleas.Open) -> str:
    matter = pleas.matter(plea.report)
    return pleas.renewed(matter, plea.report.needs or "", plea.still) if plea.still else matter


def _earlier_reason(task: Task, state: WorkState, as_of: datetime) -> EarlierReason | None:
    """The last difficulty that whoever decides told of slow work before its newest words; None for none."""
    if state not in UNEXPLAINED:
        return None
    decides = deciding.unit(task, as_of)
    if decides is None:
        return None
    said = [r for r in deciding.so_far(decides, as_of) if not r.withheld]
    if said and said[-1].kind is AnswerKind.DONE:
        return None  # whoever has finished has no trouble any more
    for n, report in reversed(list(enumerate(said[:-1]))):
        if report.kind is AnswerKind.EXTENSION:
            continue  # what a request tells is told with the request
        told = (report.problem or "").strip() or lacking_in(report.text, task.title, slow=True)
        told = _without_heard(told, report, task, as_of)
        if told:
            newer = said[n + 1 :]
            over = any(pleas.settles(r, told, task.title) for r in newer)
            over = over or (task.is_for_groups_alone and any(r.kind is AnswerKind.DONE for r in newer))
            return None if over else EarlierReason(told, report.said_on, report.id, unit=report.unit)
    return None


def _without_heard(told: str, by: Report, task: Task, as_of: datetime) -> str:
    """A difficulty without the clauses that say that another unit has not told, where that one has since."""
    since = {a.called for a in task.shares if any(r.at > by.at for r in accepted(a, as_of))} - {by.unit}
    kept = [c for c in told.split("，") if not (_NOT_TOLD.search(c) and any(unit in c for unit in since))]
    return "，".join(kept)


def is_counted(task: Task) -> bool:
    """Return whether a task counts; one that only asks for an indicator's figure does not."""
    return task.indicator_id is None
