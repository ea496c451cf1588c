"""提醒函, 催办单 and 督办单 are drafted; from then on they go the way of every paper."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from tasks_db.register import letters, papers, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, units
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.terms import PaperKind, PaperState
from tasks_db.work import lettering
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act


@act(Right.PLAN)
def draft(
    ctx: Context,
    kind: PaperKind,
    unit: str | int,
    meeting: str | None = None,
    task_ids: Collection[int] = (),
    answer_by: date | None = None,
) -> PaperRecord:
    """Draft a reminder of what comes due for a unit, or a 催办单 of what it owes by now: of some tasks, or of all.

    ``answer_by`` is the day until which an answer is asked for, where the office said one.
    Raises UnitError for a name that no unit has, PaperError where there is nothing to write of.
    """
    if kind not in {PaperKind.REMINDER, PaperKind.URGING}:
        raise PaperError("这里只起草提醒函和催办单；督办单由召集人或办公室主任逐项点选。")
    return _draft(ctx, kind, unit, task_ids, meeting, Right.PLAN, answer_by)


@act(Right.SIGN)
def supervise(ctx: Context, unit: str | int, task_id: int, meeting: str | None = None) -> PaperRecord:
    """Draft a 督办单 to a unit about one task, as a convenor or the office's head ticks it.

    Raises PaperError where the task is neither late nor unreported for two rounds.
    """
    return _draft(ctx, PaperKind.SUPERVISION, unit, (task_id,), meeting, Right.SIGN)


def _draft(
    ctx: Context,
    kind: PaperKind,
    unit: str | int,
    task_ids: Collection[int],
    meeting: str | None,
    right: Right,
    answer_by: date | None = None,
) -> PaperRecord:
    body = steps.own_body(ctx, meeting)
    steps.require_in(ctx, body, right)
    area = ctx.session.get_one(models.JointMeeting, body.id).jurisdiction_id
    unit_id = key(lettering.unit_of(ctx, area, unit).id)
    found = lettering.reminding(ctx, body.id, unit_id)
    by = ctx.calendar.after(ctx.today, letters.REPLY_DAYS)
    value = letters.written(kind, found, task_ids, ctx.now, by, answer_by)
    row = models.Paper(
        meeting_id=body.id,
        kind=kind,
        unit_id=unit_id,
        as_of=ctx.now,
        value=lettering.kept(value),
        drafted_at=ctx.now,
        drafted_by=ctx.by.person_id,
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.note(f"起草{kind.zh}", "paper", row.id, unit=value.unit, items=[item.code for item in value.items])
    return rows.record(ctx.session, row)


@act(Right.PLAN)
def copy_to(ctx: Context, paper_id: int, names: Sequence[str]) -> PaperRecord:
    """Say who gets a copy of a letter (抄送), in the place of whoever it said before; nobody for no names.

    A registered unit is called by its name and gets the letter once it is issued; anybody else is printed as typed.
    Raises PaperError for a digest, and after 签发.
    """
    row = _unsigned(ctx, paper_id, "抄送", "通报的抄送在配置里写。")
    area = ctx.session.get_one(models.JointMeeting, row.meeting_id).jurisdiction_id
    known = units.registry(ctx.session, area)
    called = [match.unit.name if (match := unit_names.match(name, known)).unit else name for name in names]
    value = lettering.letter(row)
    if value.unit in called:
        raise PaperError(f"{value.unit}是主送单位，不用抄送。")
    _rewrite(ctx, row, replace(value, copies=tuple(dict.fromkeys(called))))
    ctx.note("写抄送", "paper", row.id, copies=called)
    return rows.record(ctx.session, row)


@act(Right.PLAN)
def answer_by(ctx: Context, paper_id: int, day: date) -> PaperRecord:
    """Say until which day a letter asks for an answer, in the place of the day that it said before.

    Whoever had checked it checks it anew. Raises PaperError for a digest, a day that is over, and after 签发.
    """
    row = _unsigned(ctx, paper_id, "办理期限", "通报请各单位答复的日期由各项的时限得出。")
    letters.require_to_come(day, ctx.now)
    value = lettering.letter(row)
    _rewrite(ctx, row, replace(value, answer_by=day))
    ctx.note("改办理期限", "paper", row.id, before=value.answer_by.isoformat(), after=day.isoformat())
    return rows.record(ctx.session, row)


def _unsigned(ctx: Context, paper_id: int, what: str, of_digest: str) -> models.Paper:
    """The row of a letter of which something is to be written; raises PaperError where that cannot be any more."""
    row = rows.get(ctx.session, paper_id)
    steps.require_in(ctx, steps.body(ctx, row.meeting_id), Right.PLAN)
    record = rows.record(ctx.session, row)
    if not record.is_letter:
        raise PaperError(f"只有函和单可以写{what}；{of_digest}")
    papers.require_unlocked(record)
    if record.state is PaperState.SIGNED:
        raise PaperError(f"{record.label}已经签发，没有改动。要改{what}请先“退回起草”，改好后重新核稿、签发。")
    if record.edited is not None:
        raise PaperError(f"这份用的是改稿，{what}请在改稿里写；要在这里写，请先点“改回台账稿”。")
    return row


def _rewrite(ctx: Context, row: models.Paper, value: letters.Letter) -> None:
    """Let a letter say something else; 核稿 begins anew."""
    row.value = lettering.kept(value)
    row.state, row.checked_at, row.checked_by = PaperState.DRAFTED, None, None
    ctx.session.add(row)
    ctx.session.flush()
