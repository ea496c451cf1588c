"""Who comes to a sitting and who was there: answers to the notice, sign-in, presence as the minutes list it."""

from collections.abc import Sequence

from tasks_db.language.sitting_words import presence
from tasks_db.register.authority import Right
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models, people
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit
from tasks_db.terms import Presence, Reply, SittingState
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act


@act(Right.ATTEND)
def reply(
    ctx: Context, sitting_id: int, answer: Reply, *, delegate: str = "", reason: str = "", unit: str | None = None
) -> str:
    """Answer a notice for one's own unit: 参加, or 请假 with who comes instead or why nobody does; return the unit.

    The office writes down what a ``unit`` told by phone. A later answer replaces an earlier one until the sitting
    begins. Raises MeetingRefused where the unit is not called, and for leave without a delegate or a reason.
    """
    row = meetings.row(ctx.session, sitting_id)
    one = steps.called_row(ctx, row, unit)
    if row.state is not SittingState.CALLED:
        raise MeetingRefused("这次会议现在不收回执。发送 /sittings 看会议。")
    if answer is Reply.LEAVE and not delegate.strip() and not reason.strip():
        raise MeetingRefused("请假请写明委派谁参会（职务、姓名）；没有人可派的，写明原因。")
    before = one.reply.zh if one.reply else ""
    one.reply, one.replied_at = answer, ctx.now
    one.delegate, one.reason = delegate.strip(), reason.strip()
    ctx.session.add(one)
    name = ctx.session.get_one(models.Unit, one.unit_id).name
    ctx.note("会议回执", "sitting", row.id, unit=name, before=before, after=answer.zh, delegate=one.delegate)
    return name


@act(Right.ATTEND)
def sign_in(ctx: Context, sitting_id: int) -> str:
    """Sign in at a sitting on its day for one's own unit; returns the unit.

    Raises MeetingRefused on any other day, and once its minutes are with whoever signs them.
    """
    row = meetings.row(ctx.session, sitting_id)
    one = steps.called_row(ctx, row, None)
    if row.state not in {SittingState.CALLED, SittingState.HELD}:
        raise MeetingRefused("这次会议现在不能签到。")
    deciding.require_day(meetings.value(ctx.session, row), ctx.now)
    one.presence, one.attended = Presence.PRESENT, ctx.me.name
    if one.reply is Reply.LEAVE and one.delegate:
        one.attended = one.delegate
    if one.observer:
        one.presence = Presence.OBSERVER
    ctx.session.add(one)
    name = ctx.session.get_one(models.Unit, one.unit_id).name
    ctx.note("会议签到", "sitting", row.id, unit=name, person=one.attended)
    return name


@act(Right.CONVENE)
def hold(ctx: Context, sitting_id: int) -> None:
    """Say that a sitting has been held. Whoever signed in is present; the others as they answered the notice.

    A unit that sent somebody else is present by them; one that did not answer is absent until the office says
    otherwise. Raises MeetingRefused before the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.HOLD)
    deciding.require_begun(meetings.value(ctx.session, row), ctx.now)
    for one in meetings.attendee_rows(ctx.session, key(row.id)):
        if one.presence is None:
            one.presence = deciding.presence_by_reply(one.reply, observer=one.observer)
            one.attended = one.delegate or (_name(ctx, one) if one.presence is not Presence.ABSENT else "")
            ctx.session.add(one)
    row.state, row.held_at = SittingState.HELD, ctx.now
    ctx.session.add(row)
    ctx.note("登记会议召开", "sitting", row.id, body=body.name)


def _name(ctx: Context, one: models.Attendee) -> str:
    return people.names(ctx.session, {one.person_id}).get(one.person_id, "") if one.person_id is not None else ""


@act(Right.CONVENE)
def set_presence(ctx: Context, sitting_id: int, lines: Sequence[str]) -> int:
    """Correct who was there, a line each: 县公安局 请假, 县审计局 列席 张三; return how many were written.

    A unit that was not called and sat in is added. Raises SittingWordsError or UnitError for a line that is not
    understood; nothing is written then.
    """
    row, body = steps.opened(ctx, sitting_id, Step.PRESENCE)
    meeting = ctx.session.get_one(models.JointMeeting, body.id)
    said = [presence(line) for line in lines if line.strip()]
    units = [named_unit(ctx.session, meeting.jurisdiction_id, name) for name, _, _ in said]
    for unit, (_, how, who) in zip(units, said, strict=True):
        _write(ctx, row, key(unit.id), how, who)
    ctx.session.flush()
    ctx.note(
        "更正出席", "sitting", row.id, lines=[f"{u.name}{s[1].zh}{s[2]}" for u, s in zip(units, said, strict=True)]
    )
    return len(said)


def _write(ctx: Context, row: models.Sitting, unit_id: int, how: Presence, who: str) -> None:
    called = meetings.attendee_rows(ctx.session, key(row.id))
    one = next((a for a in called if a.unit_id == unit_id), None)
    if one is None:
        one = models.Attendee(sitting_id=key(row.id), unit_id=unit_id, observer=how is Presence.OBSERVER)
    one.presence = how
    one.attended = who or (one.attended or _name(ctx, one) if how is not Presence.ABSENT else "")
    if how is Presence.ABSENT:
        one.attended = ""
    ctx.session.add(one)
