"""Who comes to a sitting and who was there: answers to the notice, sign-in, presence as the minutes list it."""

from tasks_db.language.presence_words import Present, presences
from tasks_db.register.authority import Right
from tasks_db.register.meetings import deciding, presence
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.refusals import MeetingRefused
from tasks_db.register.unit_names import spellings
from tasks_db.store import meetings, models
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit, registry
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
        one.presence, one.attended = Presence.SUBSTITUTE, one.delegate
    if one.observer:
        one.presence = Presence.OBSERVER
    ctx.session.add(one)
    name = ctx.session.get_one(models.Unit, one.unit_id).name
    ctx.note("会议签到", "sitting", row.id, unit=name, person=one.attended)
    return name


@act(Right.CONVENE)
def hold(ctx: Context, sitting_id: int) -> None:
    """Say that a sitting has been held. Whoever signed in is present; the others as they answered the notice.

    A unit that sent somebody else is present by them; of one that neither answered nor signed in nothing is known
    until the office says it. Raises MeetingRefused before the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.HOLD)
    deciding.require_begun(meetings.value(ctx.session, row), ctx.now)
    row.state, row.held_at = SittingState.HELD, ctx.now
    ctx.session.add(row)
    ctx.note("登记会议召开", "sitting", row.id, body=body.name)


@act(Right.CONVENE)
def take_back_holding(ctx: Context, sitting_id: int) -> None:
    """Take 登记出席 back: the sitting is announced again; who signed in and what was written down stays.

    Raises MeetingRefused once something is written in the minutes.
    """
    row, _ = steps.opened(ctx, sitting_id, Step.PRESENCE)
    deciding.require_unwritten(meetings.value(ctx.session, row))
    row.state, row.held_at = SittingState.CALLED, None
    ctx.session.add(row)
    ctx.note("撤销登记会议召开", "sitting", row.id)


@act(Right.CONVENE)
def set_presence(ctx: Context, sitting_id: int, words: str) -> tuple[str, ...]:
    """Correct who was there, as typed (县财政局由副局长代，县水利局缺席); return the units that were taken off.

    A unit that was not called and sat in is added, and gets the minutes like the others; where the words deny that it
    was there, it is taken off again. 其余 are the called ones of whom nothing is known yet. Nothing is written where
    it raises: SittingWordsError or UnitError for words that are not understood, MeetingRefused before the sitting
    begins, and for a unit that was called and is to be taken off.
    """
    row, body = steps.opened(ctx, sitting_id, Step.PRESENCE)
    held = presence.as_held(meetings.value(ctx.session, row))
    deciding.require_begun(held, ctx.now)
    meeting = ctx.session.get_one(models.JointMeeting, body.id)
    said = presences(words, spellings(registry(ctx.session, meeting.jurisdiction_id)))
    written = [(named_unit(ctx.session, meeting.jurisdiction_id, one.unit), one) for one in said if one.unit]
    named = {key(unit.id) for unit, _ in written}
    silent = [one.unit_id for one in held.of_presence(None) if one.unit_id not in named]
    written += [(ctx.session.get_one(models.Unit, unit), one) for one in said if one.unit is None for unit in silent]
    if not written:
        raise MeetingRefused("没有未反馈的单位了，“其余”没有指到谁。请写明单位。")
    off = [unit.name for unit, one in written if presence.taken_off(held, key(unit.id), unit.name, one.how, words)]
    seats = steps.calling_seats(ctx, body.id)
    for unit, one in written:
        _write(ctx, row, key(unit.id), one, seats, off=unit.name in off)
    ctx.session.flush()
    lines = [f"{unit.name}{'去掉' if unit.name in off else _said(one)}" for unit, one in written]
    ctx.note("更正出席", "sitting", row.id, lines=lines)
    return tuple(off)


def _said(one: Present) -> str:
    return f"{one.how.zh if one.how else '未反馈'}{one.who}"


_AWAY = frozenset({Presence.LEAVE, Presence.ABSENT})


def _write(
    ctx: Context, row: models.Sitting, unit_id: int, said: Present, seats: steps.Calling, *, off: bool
) -> None:
    called = meetings.attendee_rows(ctx.session, key(row.id))
    one = next((a for a in called if a.unit_id == unit_id), None)
    if off and one is not None:
        ctx.session.delete(one)
        return
    if one is None:
        observer = said.how is Presence.OBSERVER
        one = steps.attendee(key(row.id), unit_id, seats, observer=observer)
    how = Presence.SUBSTITUTE if said.how is Presence.LEAVE and said.who else said.how
    if one.observer and one.seat_id is not None and how is Presence.PRESENT:
        how = Presence.OBSERVER  # 其余都到了 makes nobody a member who sits in
    if how is Presence.SUBSTITUTE:
        one.delegate = one.attended = said.who or one.delegate
    elif how is None or how in _AWAY:
        one.attended = ""
    else:
        one.attended = said.who or ("" if one.presence in {*_AWAY, Presence.SUBSTITUTE} else one.attended)
    one.presence = how
    ctx.session.add(one)
