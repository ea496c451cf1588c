"""Answers as they are given: recorded, corrected, withdrawn, kept as drafts, written down for a unit that phoned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config.clock import local_date
from tasks_db.register import authority, following, hearing, overlaps, progress
from tasks_db.register.answers import Also, Held, Line, Recorded, Refused, Said, find_asked, is_left
from tasks_db.register.authority import Right
from tasks_db.register.progress import SELF_EVIDENT, Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, Seat
from tasks_db.store import models, plans, registers, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, ReportStatus, SeatRole
from tasks_db.work import measuring, pleas
from tasks_db.work.context import Context, act
from tasks_db.work.looking import keep, keep_all
from tasks_db.work.own import loaded_for, own_assignment, own_report
from tasks_db.work.post import conversation, outbox, pending

_FULL = 100


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who answers: ``entered_by`` the office's person who took a call (代录), ``link_id`` the link it came in by."""

    person_id: int
    entered_by: int | None = None
    link_id: int | None = None


@act(Right.REPORT)
def record(ctx: Context, assignment_id: int, due_id: int, given: Given) -> Recorded:
    """Record what the person's own unit says of a task, about the due named or (0) the earliest that it owes.

    The same answer given again changes nothing and gives the first one back, so a button pressed twice is one answer.
    Returns it with the unit's other tasks that it would serve as well. Raises AnswerRefused.
    """
    loaded = loaded_for(ctx, [given.kind])
    return _with_others(ctx, loaded, [(0, _own(ctx, loaded, assignment_id, due_id, given))])


@act(Right.ANSWER)
def record_all(ctx: Context, held: Sequence[Held], *, corrects: bool = False) -> Recorded:
    """Record the answers of one message together; a task that refuses is named with its reason, the others stand.

    With ``corrects`` each replaces the person's last answer to its task.
    """
    loaded = loaded_for(ctx, [answer.given.kind for answer in held])
    loaded.fetch_shares([answer.line.assignment_id for answer in held])
    taking = _Taking(ctx, loaded)
    refused: list[Refused] = []
    for answer in held:
        line, replaces = answer.line, answer.replaces
        if corrects:
            replaces = reports.latest_open(ctx.session, line.assignment_id, ctx.me.person_id)
        try:
            given = following.as_figure(line.printed, answer.given) if line.indicator else answer.given
            taking.take(line.printed, line.assignment_id, line.due_id, given, replaces=replaces)
        except AnswerRefused as refusal:
            refused.append(Refused(line.printed, line.title, str(refusal)))
    return _with_others(ctx, loaded, taking.taken(), refused)


@act(Right.ANSWER)
def settle(ctx: Context, nonce: str, index: int, kind: AnswerKind | None = None) -> Recorded:
    """Record the answer at ``index`` of those that wait under a nonce, as the ``kind`` that was pressed or as heard.

    ``hearing.EVERY`` records all of them. When none is left the question is closed. Raises AnswerRefused for an old
    button.
    """
    waiting = pending.held(ctx, nonce)
    every = index == hearing.EVERY
    answers = waiting.held if every else (waiting.held[index],)
    recorded = record_all(ctx, [hearing.chosen_state(a, kind) if kind is not None else a for a in answers])
    if every or len(waiting.held) == 1:
        conversation.let_go(ctx)
    return recorded


@act(Right.ANSWER)
def move_latest(ctx: Context, lines: Sequence[Line], to: Line) -> Recorded:
    """Take back the answer that the person gave last, and give it for another task: 刚才说错了，是第2项.

    Raises AnswerRefused where it cannot be taken back any more, or more than one was given.
    """
    loaded = Loaded(ctx.session)
    last = [line for line in lines if line.just_said]
    found = [reports.latest_open(ctx.session, line.assignment_id, ctx.me.person_id) for line in last]
    ids = [i for i in found if i is not None]
    if len(ids) != 1:
        raise AnswerRefused("刚才报了不止一项，不知道要改哪一项。请点要改的那条下面的“撤销”，再重新回复。")
    before = own_report(ctx, loaded, ids[0])
    if before.assignment.id == to.assignment_id:
        raise AnswerRefused(f"刚才就是记在“{to.title}”上的，没有改动。")
    _withdraw(ctx, loaded, ids[0])
    return record_all(ctx, [Held(to, Given.of(before.report))])


@act(Right.ANSWER)
def record_rest(ctx: Context, notice_id: int, kind: AnswerKind) -> int:
    """Answer with ``kind`` whatever a bundle still asks of the person's unit; returns for how many tasks.

    无变化 leaves out the tasks of which the unit has said something today.
    """
    loaded = Loaded(ctx.session)
    loaded.fetch_asked(notice_id)
    taking = _Taking(ctx, loaded)
    for due_id in [ask.due_id for ask in outbox.asks_of(ctx.session, notice_id)]:
        try:
            found = loaded.of_due(due_id)
            authority.require_own(ctx.who, found.assignment)
        except AnswerRefused:
            continue  # recalled or handed over since
        taking.fold(found.assignment.id)
        found = loaded.of_due(due_id)
        due = found.due(due_id)
        still_open = due is not None and progress.is_open(found.task, found.assignment, due, ctx.now)
        if still_open and is_left(found, kind, ctx.now):
            taking.take(0, found.assignment.id, due_id, Given(kind))
    return len(taking.taken())


@act(Right.ANSWER)
def record_also(ctx: Context, report_id: int, assignment_id: int) -> Recorded:
    """Give a report's answer for another task of the unit that asks for much the same: reported once, used twice.

    Raises AnswerRefused where the report no longer stands.
    """
    loaded = Loaded(ctx.session)
    report = own_report(ctx, loaded, report_id).report
    if not (overlaps.may_serve(report.kind) and report.said_by(ctx.now)):
        raise AnswerRefused("这条反馈已经撤销，不能再用到别的任务。请直接回复。")
    return _with_others(ctx, loaded, [(0, _own(ctx, loaded, assignment_id, 0, Given.of(report)))])


@act(Right.ANSWER)
def draft(ctx: Context, assignment_id: int, given: Given) -> Said:
    """Keep an answer as a draft of the person's own unit, which only the unit sees; returns it."""
    return _own(ctx, Loaded(ctx.session), assignment_id, 0, given, draft=True)


@act(Right.REPORT)
def withdraw(ctx: Context, report_id: int) -> Said:
    """撤销 a report of the person's own unit, possible until it is decided; the version stays in the history.

    Returns the report as it was. Raises AnswerRefused where it is withdrawn or decided already.
    """
    loaded = Loaded(ctx.session)
    said = own_report(ctx, loaded, report_id)
    authority.require_own_word(ctx.who, said.report)
    _withdraw(ctx, loaded, report_id)
    return said


@act(Right.ANSWER)
def withdraw_latest(
    ctx: Context, lines: Sequence[Line], numbers: Sequence[int], kind: AnswerKind | None = None
) -> tuple[str, ...]:
    """撤销 typed: the person's latest answer to each line of these numbers, or their very latest one.

    With ``kind`` it is the latest of that kind (撤回延期申请).
    Returns the titles of the tasks. Raises AnswerRefused where nothing of today can be taken back: what is older is
    only taken back by its own button.
    """
    loaded = Loaded(ctx.session)
    wanted = [line for line in lines if line.number in numbers] or lines
    found = [reports.latest_open(ctx.session, line.assignment_id, ctx.me.person_id, kind) for line in wanted]
    ids = sorted(i for i in found if i is not None)
    older = [said for i in ids if local_date((said := own_report(ctx, loaded, i)).report.at) != ctx.today]
    ids = [i for i in ids if i not in {said.report.id for said in older}]
    if older and not ids:
        last = older[-1]
        day = local_date(last.report.at)
        raise AnswerRefused(
            f"今天没有可以撤销的反馈。“{last.task.title}”是{day.month}月{day.day}日报的，要撤销请点那条回执下面的“撤销”。"
        )
    if not ids:
        of_kind = f"“{kind.zh}”" if kind else "反馈"
        raise AnswerRefused(f"没有可以撤销的{of_kind}（办公室审核过的不能撤销；如有变化，请直接再报一次）。")
    chosen = ids if numbers else ids[-1:]
    titles = tuple(own_report(ctx, loaded, report_id).task.title for report_id in chosen)
    for report_id in chosen:
        _withdraw(ctx, loaded, report_id)
    return titles


@act(Right.ANSWER)
def keep_as_draft(ctx: Context, report_id: int) -> Said:
    """Take a report of the own unit back into a draft that only the unit sees, until the boss has agreed.

    Returns the draft. Raises AnswerRefused where the report does not wait for its review any more.
    """
    loaded = Loaded(ctx.session)
    before = own_report(ctx, loaded, report_id).report.status
    if before is not ReportStatus.SUBMITTED:
        raise AnswerRefused(f"这条反馈{before.zh}，不能再存为草稿。")
    row = reports.get(ctx.session, report_id)
    row.status = ReportStatus.DRAFT
    ctx.note("存为草稿", "report", report_id, before=before.zh, after=ReportStatus.DRAFT.zh)
    return keep(ctx, loaded, row)


@act(Right.ANSWER)
def submit_draft(ctx: Context, report_id: int) -> Said:
    """The boss has agreed: what was kept as a draft becomes the unit's answer as of now. Returns it.

    Raises AnswerRefused where it is no draft any more, or the task takes no answer.
    """
    loaded = Loaded(ctx.session)
    said = own_report(ctx, loaded, report_id)
    if said.report.status is not ReportStatus.DRAFT:
        raise AnswerRefused("这条草稿已经提交或撤销。")
    taken = progress.apply(said.task, said.assignment, said.due_id, Given.of(said.report), ctx.now)
    row = reports.get(ctx.session, report_id)
    row.status = ReportStatus.ACCEPTED if taken.decided else ReportStatus.SUBMITTED
    row.at, row.checkpoint_id = ctx.now, taken.checkpoint_id
    row.decided_at = ctx.now if taken.decided else None
    ctx.note("提交草稿", "report", report_id, before=ReportStatus.DRAFT.zh, after=row.status.zh)
    pleas.bring_to_office(ctx, submitted := keep(ctx, loaded, row))
    return submitted


@act(Right.REVIEW)
def write_down(ctx: Context, unit: str, seq: str, words: str, by: str | None = None) -> Said:
    """代录: write down what a unit has told by phone of its task ``seq``; it stands under the name of its liaison.

    ``by`` is the office's person who took the call, for whoever has no name here. Returns the report. Raises
    AnswerRefused where unit and number name no task or several, PeopleError where it is not clear who took the call.
    """
    loaded, part = Loaded(ctx.session), registers.part(ctx.session, plans.of_seq(seq), every_seat=True)
    found = find_asked(part, unit, seq)
    clerk = authority.in_whose_name(ctx.who, part.seats, ctx.today, by)
    told = following.told(words, found.line(0, None, ctx.now), ctx.today)
    given = following.as_figure(0, told) if found.task.indicator_id is not None else told
    return _record(ctx, loaded, found.assignment.id, None, given, _told(ctx, part.seats, found.assignment, clerk))


@act(Right.REVIEW)
def write_down_all(ctx: Context, told: Sequence[tuple[int, Given]], by: str | None = None) -> None:
    """代录 of several shares, as ``write_down``, each under the name of its unit's liaison."""
    loaded, seats = Loaded(ctx.session), registers.load(ctx.session).seats
    clerk = authority.in_whose_name(ctx.who, seats, ctx.today, by)
    for share_id, given in told:
        _record(ctx, loaded, share_id, None, given, _told(ctx, seats, loaded.assigned(share_id).assignment, clerk))


def _told(ctx: Context, seats: Iterable[Seat], share: Assignment, clerk: int) -> _Speaker:
    own = (s for s in seats if s.unit_id == share.unit_id and s.role is SeatRole.LIAISON)
    return _Speaker(next((h.person_id for s in own for h in s.holders_on(ctx.today)), clerk), entered_by=clerk)


class _Taking:
    """Answers of one message on their way into the register: decided one by one, written together."""

    def __init__(self, ctx: Context, loaded: Loaded) -> None:
        self._ctx, self._loaded = ctx, loaded
        self._speaker = _Speaker(ctx.me.person_id)
        self._said: list[tuple[int, Said]] = []
        self._rows: list[tuple[int, models.Report]] = []

    def take(
        self, number: int, assignment_id: int, due_id: int, given: Given, *, replaces: int | None = None
    ) -> None:
        """Take an answer of the own unit under the number that it was given for; raises AnswerRefused."""
        if replaces is not None:
            self._write()
        self.fold(assignment_id)
        own_assignment(self._ctx, self._loaded, assignment_id)
        decided = _decide(
            self._ctx, self._loaded, assignment_id, due_id or None, given, self._speaker, replaces=replaces
        )
        if isinstance(decided, Said):
            self._write()
            self._said.append((number, decided))
        else:
            self._rows.append((number, decided))

    def fold(self, assignment_id: int) -> None:
        """Write what was said of a share by this message, since it bears on what is said of it next."""
        if any(row.assignment_id == assignment_id for _, row in self._rows):
            self._write()

    def taken(self) -> list[tuple[int, Said]]:
        """Write what is not written yet, and return everything that was taken, in order."""
        self._write()
        return self._said

    def _write(self) -> None:
        if self._rows:
            written = _write(self._ctx, self._loaded, [row for _, row in self._rows])
            self._said += zip((number for number, _ in self._rows), written, strict=True)
            self._rows.clear()


def _own(ctx: Context, loaded: Loaded, assignment_id: int, due_id: int, given: Given, *, draft: bool = False) -> Said:
    own_assignment(ctx, loaded, assignment_id)
    speaker = _Speaker(ctx.speaker_id, link_id=ctx.link_id)
    return _record(ctx, loaded, assignment_id, due_id or None, given, speaker, draft=draft)


def _record(
    ctx: Context,
    loaded: Loaded,
    assignment_id: int,
    due_id: int | None,
    given: Given,
    speaker: _Speaker,
    *,
    draft: bool = False,
) -> Said:
    decided = _decide(ctx, loaded, assignment_id, due_id, given, speaker, draft=draft)
    return decided if isinstance(decided, Said) else _write(ctx, loaded, [decided])[0]


def _decide(
    ctx: Context,
    loaded: Loaded,
    assignment_id: int,
    due_id: int | None,
    given: Given,
    speaker: _Speaker,
    *,
    draft: bool = False,
    replaces: int | None = None,
) -> models.Report | Said:
    """Return the row of an answer that may be taken, or the report that says the same already."""
    if given.percent is not None and not 0 <= given.percent <= _FULL:
        raise AnswerRefused("进度要在0到100之间，请重新回复，例如：进度60%。")
    found = loaded.assigned(assignment_id)
    first = (
        progress.repeated(found.task, found.assignment, due_id, given, ctx.now, draft=draft)
        if replaces is None
        else None
    )
    if first is not None and found.task.cancelled_at is None:
        return loaded.said(first.id)
    if replaces is not None:
        before = loaded.said(replaces)
        if before.assignment.id != assignment_id:
            raise AnswerRefused("这条反馈是另一项任务的，不能这样替换。请直接重新回复。")
        found, due_id = before.without(ctx.now), due_id or before.due_id
    taken = progress.apply(found.task, found.assignment, due_id, given, ctx.now)
    if replaces is not None:
        _withdraw(ctx, loaded, replaces)
    status = ReportStatus.DRAFT if draft else ReportStatus.ACCEPTED if taken.decided else ReportStatus.SUBMITTED
    return models.Report(
        assignment_id=assignment_id,
        checkpoint_id=taken.checkpoint_id,
        person_id=speaker.person_id,
        entered_by=speaker.entered_by,
        link_id=speaker.link_id,
        at=ctx.now,
        kind=given.kind,
        percent=given.percent,
        text=given.text,
        problem=given.problem,
        needs=given.needs,
        expected=given.expected,
        new_date=given.new_date,
        status=status,
        decided_at=ctx.now if status is ReportStatus.ACCEPTED else None,
        replaces_id=replaces,
    )


def _write(ctx: Context, loaded: Loaded, rows: Sequence[models.Report]) -> list[Said]:
    """Write answers, with their figures and what the audit says of them."""
    written = keep_all(ctx, loaded, rows)
    noted: list[tuple[str, str, int, dict[str, object]]] = []
    for row, said in zip(rows, written, strict=True):
        measuring.keep_measurement(ctx, said)
        pleas.bring_to_office(ctx, said)
        changed = {"replaces": row.replaces_id} if row.replaces_id is not None else {}
        detail = {"task": said.task.id, "unit": said.assignment.unit, **changed}
        noted.append((row.kind.zh, "report", said.report.id, detail))
    ctx.note_all(noted)
    return written


def _withdraw(ctx: Context, loaded: Loaded, report_id: int) -> None:
    row = reports.get(ctx.session, report_id)
    if row.withdrawn_at is not None:
        raise AnswerRefused("这条反馈已经撤销过了。")
    if row.decided_at is not None and row.kind not in SELF_EVIDENT:
        raise AnswerRefused("办公室已经审核过这条反馈，不能撤销。如有变化，请直接再报一次。")
    before, row.status = row.status, ReportStatus.WITHDRAWN
    # a draft never stood, so taking it back leaves no trace in an earlier digest
    row.withdrawn_at = row.at if before is ReportStatus.DRAFT else ctx.now
    keep(ctx, loaded, row)
    ctx.note("撤销反馈", "report", report_id, before=before.zh, after=ReportStatus.WITHDRAWN.zh)


def _with_others(
    ctx: Context, loaded: Loaded, said: Sequence[tuple[int, Said]], refused: Sequence[Refused] = ()
) -> Recorded:
    """What was recorded; one answer alone comes with the other tasks of the unit that ask for much the same."""
    also: list[Also] = []
    if len(said) == 1 and overlaps.may_serve((one := said[0][1]).report.kind):
        alike = overlaps.overlapping(loaded.beside(one), one.task, one.assignment, ctx.now)
        also = [Also(assignment.id, plan.title, task.seq) for plan, task, assignment in alike]
    return Recorded(tuple(said), tuple(refused), tuple(also))
