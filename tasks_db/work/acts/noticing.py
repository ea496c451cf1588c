"""The notice of a sitting: 核稿 by the office, 签发 by a convenor or the office's head; 催回执 once it is out."""

from datetime import datetime

from tasks_db.register.authority import OFFICE, RULES, Right
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Attendee, Body, Sitting
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models, people
from tasks_db.terms import SeatRole
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act
from tasks_db.work.meetings import Wording
from tasks_db.work.post import outbox


@act(Right.CONVENE)
def check(ctx: Context, sitting_id: int, tell: Wording) -> None:
    """核稿: the office has read the notice; who may sign it is told.

    Raises MeetingRefused, naming what is missing, and for a notice that is checked already.
    """
    row, body = steps.opened(ctx, sitting_id, Step.CHECK_NOTICE)
    value = meetings.value(ctx.session, row)
    deciding.require_whole(value, ctx.now)
    if value.signing.checked_at is not None:
        raise MeetingRefused("通知已经核稿，等召集人或办公室主任签发。")
    row.notice_checked_at, row.notice_checked_by, row.reason = ctx.now, ctx.by.person_id, ""
    ctx.session.add(row)
    ctx.note("会议通知核稿", "sitting", row.id)
    signers = steps.holders(ctx, body.id, tuple(RULES[Right.SIGN] or ()))
    steps.tell(ctx, signers, tell(body, steps.numbered(ctx, meetings.value(ctx.session, row))))


@act(Right.SIGN)
def sign(ctx: Context, sitting_id: int, tell: Wording) -> None:
    """签发 by a convenor or the office's head; the office is told. Raises MeetingRefused before 核稿."""
    row, body = _to_sign(ctx, sitting_id)
    deciding.require_checked(meetings.value(ctx.session, row), ctx.now)
    row.notice_signed_at, row.notice_signed_by = ctx.now, ctx.by.person_id
    ctx.session.add(row)
    ctx.note("签发会议通知", "sitting", row.id)
    steps.tell(ctx, steps.holders(ctx, body.id, tuple(OFFICE)), tell(body, meetings.value(ctx.session, row)))


@act(Right.SIGN)
def send_back(ctx: Context, sitting_id: int, reason: str, tell: Wording) -> None:
    """Send a notice that is checked or signed back to the office, with what is to be changed.

    Raises MeetingRefused where it is not checked, and without a word of what is to be changed.
    """
    row, body = _to_sign(ctx, sitting_id)
    if row.notice_checked_at is None:
        raise MeetingRefused("通知还没有核稿，不用退回。")
    if not reason.strip():
        raise MeetingRefused("退回要写明怎么改，请在下一条消息里写。")
    steps.redrafted(ctx, row)
    row.reason = reason.strip()
    ctx.session.add(row)
    ctx.note("退回会议通知", "sitting", row.id, reason=row.reason)
    steps.tell(ctx, steps.holders(ctx, body.id, tuple(OFFICE)), tell(body, meetings.value(ctx.session, row)))


@act(Right.CONVENE)
def remind(ctx: Context, sitting_id: int, tell: Wording) -> tuple[Attendee, ...]:
    """Send the notice again to whoever has not answered it (催回执), and return those units.

    Raises MeetingRefused where all have answered, where none of the others can be reached, once the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.REMIND)
    value = meetings.value(ctx.session, row)
    silent = deciding.require_silent(value, ctx.now)
    row.reminded_at = ctx.now
    ctx.session.add(row)
    ctx.note("催会议回执", "sitting", row.id, units=[one.unit for one in silent])
    steps.tell(ctx, [one.person_id for one in silent], tell(body, value.as_told()))
    return silent


@act(Right.CONVENE)
def supplement(ctx: Context, sitting_id: int, tell: Wording, tell_heads: Wording) -> Sitting:
    """Tell whoever is called, and the convenors, how the agenda has changed since they were told it (补充通知).

    A unit that is to report and was not called is called with it. Returns the sitting as they know it then. Raises
    MeetingRefused where nothing has changed, and once the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.SUPPLEMENT)
    value = meetings.value(ctx.session, row)
    deciding.require_supplement(value, ctx.now)
    coming, seats = steps.newly_reporting(ctx, value).units, steps.calling_seats(ctx, body.id)
    for unit_id in coming:
        ctx.session.add(steps.attendee(sitting_id, unit_id, seats, observer=False))
    value = meetings.value(ctx.session, row)
    row.notice = meetings.supplemented(row.notice or {}, value, ctx.now)
    ctx.session.add(row)
    ctx.note("补发议程", "sitting", row.id, added=list(coming.values()))
    steps.tell_called(ctx, body, value, tell, tell_heads)
    return meetings.value(ctx.session, row)


@act(Right.CONVENE)
def send_pack(
    ctx: Context, sitting_id: int, name: str, content: bytes, tell: Wording
) -> tuple[tuple[str, ...], datetime]:
    """Send the pack of a sitting (会议材料) to its convenors as one file; return their names and when it leaves.

    Raises NotAllowed for another body's office, MeetingRefused where none of them can be reached.
    """
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    steps.require_office(ctx, body)
    heads = steps.holders(ctx, body.id, (SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR))
    reached = [one for one in dict.fromkeys(heads) if people.is_bound(ctx.session, one)]
    if not reached:
        raise MeetingRefused("召集人还没有绑定，发不到。请先邀请，或点“会议材料”下载后送去。")
    words = tell(body, meetings.value(ctx.session, row))
    for person_id in reached:
        outbox.tell(ctx.session, person_id, words.text, ctx.now, words.buttons, file=(name, content))
    known = people.names(ctx.session, set(reached))
    ctx.note("会议材料送召集人", "sitting", row.id, file=name, told=len(reached))
    return tuple(known[one] for one in reached), ctx.windows.next_open(ctx.now, ctx.calendar)


def _to_sign(ctx: Context, sitting_id: int) -> tuple[models.Sitting, Body]:
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    steps.require_in(ctx, body, Right.SIGN)
    deciding.require_step(meetings.value(ctx.session, row), Step.SIGN_NOTICE)
    return row, body
