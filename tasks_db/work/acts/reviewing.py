"""The office decides: a report is accepted or returned, an extension moves its date."""

from collections.abc import Collection, Sequence
from datetime import date

from config.clock import day_in_full
from tasks_db.register import asked_seats, authority, other_day, progress
from tasks_db.register.answers import Said
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import Decided, Passed, is_plain, newest, not_taken_back, outdated
from tasks_db.store import models, papers, people, registers, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus
from tasks_db.work import leaving, owing
from tasks_db.work.acts import changing
from tasks_db.work.context import Context, act
from tasks_db.work.looking import keep
from tasks_db.work.post import outbox
from tasks_db.work.taking import take_back
from tasks_db.work.views import reviews

_NAMED = 5


@act(Right.DECIDE)
def decide(
    ctx: Context, report_id: int, notice: NoticeText, *, accept: bool, reason: str = "", day: date | None = None
) -> Decided:
    """Accept a report or return it with a reason, and tell whoever gave it at once, in the words of ``notice``.

    An accepted extension moves the date: to the one that is asked for, or to ``day`` where the office grants another;
    the other units whose date moves with it are told. Raises AnswerRefused for such a day that is past or not later
    than the date in force, for a convenor where the report is the office's to review, where somebody else has decided
    or the unit has withdrawn it meanwhile, and where a 申请办结 would be accepted while units asked are silent.
    """
    loaded = Loaded(ctx.session)
    said = loaded.said(report_id)
    if day is not None and accept:
        _grant(ctx, loaded, said, day)
        said = loaded.said(report_id)
    decided = _decide(ctx, loaded, said, accept=accept, reason=reason)
    row = reports.get(ctx.session, report_id)
    reached = people.is_bound(ctx.session, row.person_id)
    on_link = _reads_it_on_the_link(ctx, row)
    if not on_link:
        outbox.tell(ctx.session, row.person_id, notice.text, ctx.now, notice.buttons)
    moved = accept and row.kind is AnswerKind.EXTENSION and said.assignment.consolidates
    others, untold = _tell_others(ctx, said, row) if moved else ((), ())
    return Decided(decided, reached=reached, on_link=on_link, others=others, untold=untold)


def _tell_others(ctx: Context, said: Said, row: models.Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the other units whose date has moved with an extension; returns which were told, and which cannot be."""
    owed, day = said.owed, row.new_date
    if owed is None or day is None:
        return (), ()
    date_of = "完成时限" if owed.checkpoint.kind is CheckpointKind.DEADLINE else "报送时间"
    text = (
        f"“{said.task.title}”的{date_of}改为{day_in_full(day)}（原{day_in_full(owed.checkpoint.day)}）。"
        f"依据：{said.assignment.unit}申请延期，已同意"
    )
    part = registers.part(ctx.session, [said.task.id], every_seat=True)
    told: dict[str, None] = {}
    untold: dict[str, None] = {}
    people_told = {row.person_id}
    for line in part.dues():
        if line.due.checkpoint.id != owed.checkpoint.id or line.assignment.id == said.assignment.id:
            continue
        reached = asked_seats.seat_to_ask(part, line, ctx.today)
        (told if reached is not None else untold)[line.assignment.unit] = None
        if reached is not None and reached[1].person_id not in people_told:
            people_told.add(reached[1].person_id)
            outbox.tell(ctx.session, reached[1].person_id, text, ctx.now)
    return tuple(told), tuple(untold)


def _grant(ctx: Context, loaded: Loaded, said: Said, day: date) -> None:
    """Write another day over the one that an extension asks for, which stays in the trail and beside the report."""
    report = said.report
    if report.kind is not AnswerKind.EXTENSION or report.status is not ReportStatus.SUBMITTED:
        raise AnswerRefused("只有还没有审核的延期申请能另定日期。改已定的时限，请打开任务点“改时限”。")
    if report.new_date == day:
        return
    if day < ctx.today or (said.owed is not None and day <= said.owed.day):
        now = f"现在的时限{day_in_full(said.owed.day)}" if said.owed is not None else "今天"
        raise AnswerRefused(f"同意的日期要晚于{now}，也不能是过去的日子。不同意延期的，请写明原因退回。")
    row = reports.get(ctx.session, report.id)
    ctx.note("另定延期日期", "report", row.id, before=str(row.new_date or ""), after=str(day))
    row.new_date, row.reason = day, other_day.both_days(row.new_date, day)
    keep(ctx, loaded, row)


@act(Right.REVIEW)
def reassign(ctx: Context, report_id: int, names: Sequence[str], notice: NoticeText) -> Decided:
    """Give a task to other units as a 不属我单位 asks, agreeing to it where nobody has yet; the sender is told.

    ``names`` are the units of the sender's role from now on. Raises AnswerRefused for any other report, and PlanError
    that names every unit which the registry does not know.
    """
    said = reviews.one(ctx, report_id)
    if said.report.kind is not AnswerKind.NOT_OURS:
        raise AnswerRefused("这一条不是“不属我单位”，不用调整单位。")
    if not names:
        raise AnswerRefused("请写改后的单位名称，用顿号分开。")
    if said.report.status is ReportStatus.SUBMITTED:
        done = decide(ctx, report_id, notice, accept=True)
    else:
        row = reports.get(ctx.session, report_id)
        reached = people.is_bound(ctx.session, row.person_id)
        if reached:
            outbox.tell(ctx.session, row.person_id, notice.text, ctx.now, notice.buttons)
        done = Decided(said, reached=reached, on_link=_reads_it_on_the_link(ctx, row))
    # this ends the sender's share, so it comes last; the sender has just been told
    changing.set_units(ctx, said.task.id, said.assignment.role, names, tell=False)
    leaving.tell_of_units(ctx, said.task, but={said.assignment.unit})
    return done


def _reads_it_on_the_link(ctx: Context, row: models.Report) -> bool:
    """Whether whoever gave a report is told by the page of its link alone: no message would reach them."""
    return row.link_id is not None and not people.is_bound(ctx.session, row.person_id)


@act(Right.REVIEW)
def pass_plain(ctx: Context, until: int) -> Passed:
    """Accept every plain report that waits, up to the number ``until``, which was the last that the office saw.

    Each person is told once. Raises AnswerRefused where none waits any more.
    """
    return _pass(ctx, [said for said in reviews.waiting(ctx) if is_plain(said.report) and said.report.id <= until])


@act(Right.REVIEW)
def pass_chosen(ctx: Context, report_ids: Collection[int]) -> Passed:
    """Accept those of some plain reports that still wait. Each person is told once.

    Raises AnswerRefused where one of them holds a request or a difficulty, and where none waits any more.
    """
    chosen = [said for said in reviews.waiting(ctx) if said.report.id in report_ids]
    if not all(is_plain(said.report) for said in chosen):
        raise AnswerRefused("其中有申请、困难或需协调的，请单独审核。")
    return _pass(ctx, chosen)


def _pass(ctx: Context, plain: Sequence[Said]) -> Passed:
    if not plain:
        raise AnswerRefused("没有可以一起通过的一般反馈了。发送 /review 看还有什么要审核。")
    loaded = Loaded(ctx.session)
    loaded.fetch(list({said.task.id for said in plain}))
    plain = newest(plain)
    told: dict[int, list[str]] = {}
    on_link: set[int] = set()
    phoned: dict[int, list[str]] = {}
    for said in plain:
        _decide(ctx, loaded, loaded.said(said.report.id), accept=True)
        row = reports.get(ctx.session, said.report.id)
        if _reads_it_on_the_link(ctx, row):
            on_link.add(row.person_id)
        else:
            told.setdefault(row.person_id, []).append(said.task.title)
            if row.entered_by is not None:  # whoever phoned has not seen what was written down in their name
                phoned.setdefault(row.person_id, []).append(f"\n办公室代您录入“{said.task.title}”：{row.text}")
    for person_id, titles in told.items():
        named = "、".join(f"“{title}”" for title in titles[:_NAMED])
        text = f"{named}{f'等{len(titles)}项' if len(titles) > _NAMED else ''}的反馈已通过审核。"
        text += "".join(phoned.get(person_id, ())[:_NAMED])
        outbox.tell(ctx.session, person_id, text, ctx.now)
    return Passed(len(plain), len(told), len(on_link))


@act(Right.REVIEW)
def take_back_pass(ctx: Context, report_id: int) -> Decided:
    """撤销审核: let a report that was accepted wait for its review again; whoever gave it is told, where that can be.

    Raises AnswerRefused, with what to do instead, where an issued paper rests on it or something followed from it:
    a moved date, a changed unit, a task that was struck off.
    """
    loaded = Loaded(ctx.session)
    said = loaded.said(report_id)
    row = reports.get(ctx.session, report_id)
    if row.status is not ReportStatus.ACCEPTED or row.decided_by is None or row.decided_at is None:
        raise AnswerRefused("这条反馈不是审核通过的，没有可撤销的审核。待审核的见 /review。")
    rests = papers.issued_since(ctx.session, row.decided_at, said.plan.id)
    if reason := not_taken_back(said, rests):
        raise AnswerRefused(reason)
    _open_again(ctx, said)
    row.status, row.decided_at, row.decided_by, row.reason = ReportStatus.SUBMITTED, None, None, None
    change = {"before": ReportStatus.ACCEPTED.zh, "after": ReportStatus.SUBMITTED.zh}
    ctx.note("撤销审核", "report", report_id, **change)
    text = f"“{said.task.title}”的反馈，办公室撤回了刚才的通过，正在重新审核。您不用做什么。"
    reached, on_link = people.is_bound(ctx.session, row.person_id), _reads_it_on_the_link(ctx, row)
    if not on_link:
        outbox.tell(ctx.session, row.person_id, text, ctx.now)
    return Decided(keep(ctx, loaded, row), reached=reached, on_link=on_link)


@act(Right.REVIEW)
def return_accepted(ctx: Context, report_id: int, notice: NoticeText, reason: str) -> Decided:
    """Return an accepted report, on whichever day, with a reason: it counts no more and the unit reports anew.

    The unit is told in the words of ``notice``; what has been issued stays as it was issued. Raises AnswerRefused
    without a reason, for what was not accepted, and where something followed from it: a moved date, a changed unit, a
    task that was struck off.
    """
    loaded = Loaded(ctx.session)
    said = loaded.said(report_id)
    row = reports.get(ctx.session, report_id)
    if row.status is not ReportStatus.ACCEPTED:
        raise AnswerRefused("这条反馈不是已通过的，不用收回。待审核的见 /review。")
    if why_not := not_taken_back(said, None):
        raise AnswerRefused(why_not)
    if not reason.strip():
        raise AnswerRefused("收回已通过的反馈要写明原因，请在下一条消息里写。")
    _open_again(ctx, said)
    row.status, row.decided_at, row.decided_by, row.reason = ReportStatus.RETURNED, ctx.now, ctx.by.person_id, reason
    change = {"before": ReportStatus.ACCEPTED.zh, "after": ReportStatus.RETURNED.zh}
    ctx.note("收回通过", "report", report_id, reason=reason, **change)
    reached = people.is_bound(ctx.session, row.person_id)
    on_link = _reads_it_on_the_link(ctx, row)
    if not on_link:
        outbox.tell(ctx.session, row.person_id, notice.text, ctx.now, notice.buttons)
    return Decided(keep(ctx, loaded, row), reached=reached, on_link=on_link)


def _open_again(ctx: Context, said: Said) -> None:
    """Forget the 办结日期 of a task whose closing counts no more: the next closing has a day of its own."""
    if said.report.kind is AnswerKind.CLOSURE:
        task = ctx.session.get_one(models.Task, said.task.id)
        task.done_on = None
        ctx.session.add(task)


def _decide(ctx: Context, loaded: Loaded, said: Said, *, accept: bool, reason: str = "") -> Said:
    """Decide one report, without telling anybody."""
    authority.require_decider(ctx.who, said.report.kind)
    before = said.report.status
    if before is not ReportStatus.SUBMITTED:
        raise AnswerRefused(f"这条反馈{before.zh}，不用再审。")
    if not accept and not reason.strip():
        raise AnswerRefused("退回要写明原因，请在下一条消息里写。")
    if accept and progress.is_incomplete(said.task, said.report, ctx.now):
        silent = len(progress.silent_units(said.task, ctx.now))
        raise AnswerRefused(f"还有{silent}个单位没有反馈，这条办结申请待补齐。请催一催，或豁免不用再报的单位。")
    row = reports.get(ctx.session, said.report.id)
    row.status = ReportStatus.ACCEPTED if accept else ReportStatus.RETURNED
    row.decided_at, row.decided_by, row.reason = ctx.now, ctx.by.person_id, reason or row.reason
    change = {"before": before.zh, "after": row.status.zh}
    ctx.note("通过" if accept else "退回", "report", row.id, reason=reason, **change)
    if accept:
        for before_it in outdated(said):
            take_back(ctx, loaded, before_it.id)
    if accept and row.kind is AnswerKind.EXTENSION:
        _extend(ctx, said, row)
    return keep(ctx, loaded, row)


def _extend(ctx: Context, said: Said, row: models.Report) -> None:
    task, assignment = said.task, said.assignment
    if row.new_date is None:
        raise AnswerRefused("这条延期申请没有日期，请退回让单位补上。")
    owed = said.owed
    if owed is None:
        raise AnswerRefused("这条延期申请没有写明要延哪个时限，请退回让单位重报。")
    row.old_day = owed.day
    dates = {"before": str(row.old_day), "after": str(row.new_date)}
    ctx.note("延期", "task", task.id, unit=assignment.unit, **dates)
    if assignment.consolidates:
        owing.move_checkpoint(ctx, owed.checkpoint.id, row.new_date)
        return
    # one unit's own share: the date printed for the task stays as it is
    due = ctx.session.get_one(models.Due, owed.id)
    due.day = row.new_date
    ctx.session.add(due)
