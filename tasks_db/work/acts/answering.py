"""Answers as they are given: recorded, corrected, withdrawn, kept as drafts."""

from collections.abc import Sequence

from config.clock import local_date
from tasks_db.register import authority, following, hearing, overlaps, progress
from tasks_db.register.answers import Also, Held, Line, Recorded, Refused, Said, is_left
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work import pleas
from tasks_db.work.context import Context, act
from tasks_db.work.looking import keep
from tasks_db.work.own import loaded_for, own_assignment, own_report
from tasks_db.work.post import conversation, outbox, pending
from tasks_db.work.taking import Speaker, Taking, take, take_back


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

    With ``corrects`` each replaces the person's last answer to its task; so does one that says it again in full.
    """
    loaded = loaded_for(ctx, [answer.given.kind for answer in held])
    loaded.fetch_shares([answer.line.assignment_id for answer in held])
    taking = Taking(ctx, loaded)
    refused: list[Refused] = []
    for answer in held:
        line, replaces = answer.line, answer.replaces
        if corrects or (replaces is None and following.says_in_full(line.last, answer.given)):
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
    take_back(ctx, loaded, ids[0])
    return record_all(ctx, [Held(to, Given.of(before.report))])


@act(Right.ANSWER)
def record_rest(ctx: Context, notice_id: int, kind: AnswerKind) -> int:
    """Answer with ``kind`` whatever a bundle still asks of the person's unit; returns for how many tasks.

    无变化 leaves out the tasks of which the unit has said something today.
    """
    loaded = Loaded(ctx.session)
    loaded.fetch_asked(notice_id)
    taking = Taking(ctx, loaded)
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
    take_back(ctx, loaded, report_id)
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
        take_back(ctx, loaded, report_id)
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


def _own(ctx: Context, loaded: Loaded, assignment_id: int, due_id: int, given: Given, *, draft: bool = False) -> Said:
    own_assignment(ctx, loaded, assignment_id)
    speaker = Speaker(ctx.speaker_id, link_id=ctx.link_id)
    return take(ctx, loaded, assignment_id, due_id or None, given, speaker, draft=draft)


def _with_others(
    ctx: Context, loaded: Loaded, said: Sequence[tuple[int, Said]], refused: Sequence[Refused] = ()
) -> Recorded:
    """What was recorded; one answer alone comes with the other tasks of the unit that ask for much the same."""
    also: list[Also] = []
    if len(said) == 1 and overlaps.may_serve((one := said[0][1]).report.kind):
        alike = overlaps.overlapping(loaded.beside(one), one.task, one.assignment, ctx.now)
        also = [Also(assignment.id, plan.title, task.seq) for plan, task, assignment in alike]
    return Recorded(tuple(said), tuple(refused), tuple(also))
