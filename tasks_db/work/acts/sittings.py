"""A sitting until it is held: proposed, approved or refused, prepared, announced, called off (DESIGN: Sitting)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import Session

from config.clock import local_date, local_instant
from tasks_db.language import chair_words
from tasks_db.language.sitting_words import time_and_place
from tasks_db.register.authority import OFFICE, Right
from tasks_db.register.meetings import chairing, deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Sitting
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models, people
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole, SittingKind, SittingState
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act
from tasks_db.work.meetings import Wording

_REPLY_DAYS = 1
"""So many working days before a sitting its units are asked to have answered."""


@act(Right.PROPOSE)
def propose(
    ctx: Context,
    kind: SittingKind,
    topic: str,
    tell: Wording,
    tell_office: Wording,
    *,
    grounds: str = "",
    title: str = "",
    meeting: str | None = None,
    by: str | None = None,
) -> int:
    """Propose a sitting, and return its number; whoever approves is told, and the office in words of its own.

    ``grounds`` are why, ``title`` what stands before the kind in its name. What an approver proposes is approved with
    that. ``by`` is who proposed it, for the terminal.
    Raises MeetingRefused for whoever the rules do not let propose, and for a sitting without a topic.
    """
    body = steps.own_body(ctx, meeting)
    who = steps.speaker(ctx, body, by, body.rules.proposers)
    deciding.require_proposer(body, who.roles)
    if not topic.strip():
        raise MeetingRefused("请写明研究什么事项，例如：提议召开临时会议，研究经费缺口。")
    sitting = models.Sitting(
        meeting_id=body.id,
        kind=kind,
        topic=topic.strip(),
        grounds=grounds.strip(),
        title=title.strip(),
        proposed_by=who.person_id,
        proposed_as=who.capacity,
        proposed_at=ctx.now,
    )
    ctx.session.add(sitting)
    ctx.session.flush()
    ctx.note(
        "提议开会",
        "sitting",
        sitting.id,
        kind=kind.zh,
        topic=sitting.topic,
        grounds=sitting.grounds,
        proposer=who.capacity,
    )
    if any(role in body.rules.approvers for role in who.roles):
        _approved(ctx, sitting, who.person_id)
        deciding_now: list[int] = []
    else:
        deciding_now = steps.holders(ctx, body.id, body.rules.approvers)
    value = meetings.value(ctx.session, sitting)
    steps.tell(ctx, deciding_now, tell(body, value))
    office = [one for one in steps.holders(ctx, body.id, tuple(OFFICE)) if one not in deciding_now]
    steps.tell(ctx, office, tell_office(body, value))
    return key(sitting.id)


def _approved(ctx: Context, sitting: models.Sitting, person_id: int) -> None:
    sitting.state, sitting.decided_by, sitting.decided_at = SittingState.APPROVED, person_id, ctx.now
    body = steps.body(ctx, sitting.meeting_id)
    sitting.chair = sitting.chair or _convenor(ctx, body.id, body.title(SeatRole.CONVENOR))
    steps.call_roster(ctx, sitting)
    ctx.session.add(sitting)
    ctx.note("同意开会", "sitting", sitting.id)


def _convenor(ctx: Context, meeting_id: int, title: str) -> str:
    lines = people.seat_lines(ctx.session, meeting_id, ctx.today)
    names = [line.person for line in lines if line.role is SeatRole.CONVENOR and line.person]
    return f"{title}{names[0]}" if names else ""


@act(Right.PROPOSE)
def withdraw(ctx: Context, sitting_id: int, tell: Wording, *, by: str | None = None) -> None:
    """Take a proposal back while nobody has decided of it. Raises MeetingRefused for anybody but the proposer."""
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    deciding.require_step(meetings.value(ctx.session, row), Step.WITHDRAW)
    who = steps.speaker(ctx, body, by, body.rules.proposers)
    if who.person_id != row.proposed_by:
        raise MeetingRefused(f"这是{row.proposed_as}的提议，只有本人能撤回。")
    _end(ctx, row, SittingState.CANCELLED, "提议人撤回")
    told = steps.holders(ctx, body.id, (*body.rules.approvers, *OFFICE))
    steps.tell(ctx, told, tell(body, meetings.value(ctx.session, row)))


def _end(ctx: Context, row: models.Sitting, state: SittingState, reason: str) -> None:
    row.state, row.reason = state, reason
    ctx.session.add(row)
    ctx.note({SittingState.REFUSED: "不同意开会"}.get(state, "取消会议"), "sitting", row.id, reason=reason)


@act(Right.DECIDE)
def decide(
    ctx: Context, sitting_id: int, tell: Wording, *, accept: bool, reason: str = "", by: str | None = None
) -> None:
    """Let a proposed sitting be held, or refuse it with a reason; the proposer and the office are told.

    Raises MeetingRefused for whoever the body's rules do not name for it, and for a refusal without a reason.
    """
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    step = Step.APPROVE if accept else Step.REFUSE
    deciding.require_step(meetings.value(ctx.session, row), step)
    who = steps.speaker(ctx, body, by, body.rules.approvers)
    deciding.require_approver(body, who.roles)
    if not accept and not reason.strip():
        raise MeetingRefused("不同意要写明理由，请在下一条消息里写。")
    if accept:
        _approved(ctx, row, who.person_id)
    else:
        row.decided_by, row.decided_at = who.person_id, ctx.now
        _end(ctx, row, SittingState.REFUSED, reason.strip())
    told = [row.proposed_by, *steps.holders(ctx, body.id, tuple(OFFICE))]
    steps.tell(ctx, told, tell(body, meetings.value(ctx.session, row)))


@act(Right.CONVENE)
def set_time(ctx: Context, sitting_id: int, words: str, tell: Wording, tell_heads: Wording) -> None:
    """Set when and where a sitting is, as typed: 11月20日上午9:30 县政府三楼会议室.

    Whoever has the notice already is told of the change, the convenors in words of their own. Raises
    SittingWordsError for words that leave it open, MeetingRefused for a moment that is past.
    """
    row, body = steps.opened(ctx, sitting_id, Step.WHEN)
    said = time_and_place(words, ctx.today)
    at = local_instant(said.day, said.at)
    if at <= ctx.now:
        raise MeetingRefused("这个时间已经过去，请写今后的时间。")
    before = f"{row.starts_at or ''} {row.place}".strip()
    row.starts_at, row.place = at, said.place
    row.reply_by = _reply_by(ctx, at)
    ctx.session.add(row)
    steps.redrafted(ctx, row)
    ctx.note("定会议时间地点", "sitting", row.id, before=before, after=f"{at.isoformat()} {row.place}")
    if row.state is SittingState.CALLED:
        steps.tell_called(ctx, body, meetings.value(ctx.session, row).as_told(), tell, tell_heads)


def _reply_by(ctx: Context, at: datetime) -> date:
    return max(ctx.calendar.before(local_date(at), _REPLY_DAYS), ctx.today)


def _called(session: Session, row: models.Sitting) -> list[int | None]:
    return [one.person_id for one in meetings.attendee_rows(session, key(row.id))]


@act(Right.DECIDE)
def set_chair(ctx: Context, sitting_id: int, chair: str) -> None:
    """Say who chairs a sitting, as typed: the convenor, or whom the convenor delegates (召集人委托副召集人主持).

    The office writes it down, or whoever approves sittings says so; raises MeetingRefused for others, and for words
    that leave open who it is.
    """
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    deciding.require_step(meetings.value(ctx.session, row), Step.CHAIR)
    deciding.require_taker(body, steps.roles(ctx, body.id), Step.CHAIR)
    lines = people.seat_lines(ctx.session, body.id, ctx.today)
    before, row.chair = row.chair, chairing.chair(body, lines, chair_words.chairing(chair))
    ctx.session.add(row)
    steps.redrafted(ctx, row)
    ctx.note("定主持人", "sitting", row.id, before=before, after=row.chair)


@act(Right.CONVENE)
def set_units(ctx: Context, sitting_id: int, names: Sequence[str], *, observers: bool = False) -> None:
    """Call exactly these units to a sitting; with ``observers`` let these sit in on it (列席) beside the others.

    Raises UnitError for a name that no unit has, MeetingRefused for a plenary without one of the members.
    """
    row, body = steps.opened(ctx, sitting_id, Step.UNITS)
    meeting = ctx.session.get_one(models.JointMeeting, body.id)
    units = [named_unit(ctx.session, meeting.jurisdiction_id, name) for name in names]
    if not units:
        raise MeetingRefused("请写参会单位，用顿号分开。")
    if row.kind is SittingKind.PLENARY and not observers:
        _require_members(ctx, body.id, {key(unit.id) for unit in units})
    present = meetings.attendee_rows(ctx.session, key(row.id))
    for one in present:
        if one.observer is observers:
            ctx.session.delete(one)
    ctx.session.flush()
    seats = steps.calling_seats(ctx, body.id)
    for unit_id in dict.fromkeys(key(unit.id) for unit in units):
        ctx.session.add(steps.attendee(key(row.id), unit_id, seats, observer=observers))
    ctx.session.flush()
    steps.redrafted(ctx, row)
    ctx.note("定列席单位" if observers else "定参会单位", "sitting", row.id, after=[unit.name for unit in units])


def _require_members(ctx: Context, meeting_id: int, called: Collection[int]) -> None:
    """Raise MeetingRefused where a plenary would leave out a member; others may be called beside them."""
    members = meetings.members(ctx.session, meeting_id, ctx.today) or ()
    missing = [ctx.session.get_one(models.Unit, one).name for one in members if one not in called]
    if missing:
        raise MeetingRefused(
            f"全体会议通知全部成员单位{len(members)}个，还缺{'、'.join(missing)}。"
            f"可以在成员单位以外再加；不是成员单位的，先写“{missing[0]}不是成员单位”，再定参会单位。"
        )


@act(Right.CONVENE)
def call(ctx: Context, sitting_id: int, tell: Wording, tell_heads: Wording) -> Sitting:
    """Send the notice to everybody who is called and to the convenors; return the sitting with its number.

    Raises MeetingRefused that names what the notice still lacks, or the step that comes before (核稿, 签发).
    """
    row, body = steps.opened(ctx, sitting_id, Step.CALL)
    sittings = meetings.sittings(ctx.session, body.id)
    value = meetings.value(ctx.session, row)
    deciding.require_ready_to_call(value, ctx.now)
    row.number = deciding.next_number(sittings, row.kind, value.year)
    row.state, row.called_at = SittingState.CALLED, ctx.now
    row.notice = meetings.noticed(value)
    ctx.session.add(row)
    called = meetings.value(ctx.session, row)
    told = steps.tell_called(ctx, body, called, tell, tell_heads)
    ctx.note("发会议通知", "sitting", row.id, name=called.name, told=told)
    return called


@act(Right.DECIDE)
def cancel(ctx: Context, sitting_id: int, reason: str, tell: Wording) -> None:
    """Call a sitting off with a reason; whoever had the notice is told, else the proposer.

    The office does it, or whoever approves sittings; raises MeetingRefused for others.
    """
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    deciding.require_step(meetings.value(ctx.session, row), Step.CANCEL)
    deciding.require_taker(body, steps.roles(ctx, body.id), Step.CANCEL)
    if not reason.strip():
        raise MeetingRefused("取消会议要写明原因。")
    called = row.state is SittingState.CALLED
    _end(ctx, row, SittingState.CANCELLED, reason.strip())
    heads = (SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR) if called else ()
    whom = _called(ctx.session, row) if called else []
    if called:
        value = meetings.value(ctx.session, row)
        whom += [line.person_id for line in steps.liaisons_beside(ctx, body, value)]
    told = [row.proposed_by, *whom, *steps.holders(ctx, body.id, (*OFFICE, *heads))]
    steps.tell(ctx, told, tell(body, meetings.value(ctx.session, row)))
