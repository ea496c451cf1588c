"""The minutes of a sitting: what was decided, signed, issued; what is ticked for 督办 becomes tasks then."""

import hashlib

from tasks_db.language import decisions
from tasks_db.language.decisions import Owed
from tasks_db.language.sitting_words import DecidedWords, completing, decided, demand
from tasks_db.register import unit_names
from tasks_db.register.authority import OFFICE, Right
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Body, Resolution, Sitting
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit, registry
from tasks_db.terms import CheckpointKind, Role, SeatRole, SittingState, UnitKind
from tasks_db.work import meetings as steps
from tasks_db.work import steps as plan_steps
from tasks_db.work.acts import handing_out
from tasks_db.work.context import Context, act
from tasks_db.work.meetings import Wording


@act(Right.CONVENE)
def resolve(ctx: Context, sitting_id: int, *texts: str) -> tuple[Resolution, ...]:
    """Write down matters as they were decided, and return what was understood of each: lead, co-units, day.

    One is for 督办 where the words say so and name a lead and a day; else 知悉 until ``supervise`` is called. Raises
    SittingWordsError for an empty sentence.
    """
    row, body = steps.opened(ctx, sitting_id, Step.RESOLVE)
    return tuple(_written(ctx, row, body, words) for words in texts)


def _written(ctx: Context, row: models.Sitting, body: Body, words: str) -> Resolution:
    said = _understood(ctx, body, words)
    present = meetings.resolutions(ctx.session, key(row.id))
    lead = _unit(ctx, body, said.lead) if said.lead else None
    one = models.Resolution(
        sitting_id=key(row.id),
        position=present[-1].position + 1 if present else 1,
        kind=said.kind,
        text=said.text,
        lead_id=lead,
        with_units=list(said.with_units),
        day=said.day,
        supervised=bool(said.supervise) and lead is not None and said.day is not None,
    )
    ctx.session.add(one)
    ctx.session.flush()
    ctx.note("记议定事项", "sitting", row.id, text=said.text, lead=said.lead or "", day=str(said.day or ""))
    return _value(ctx, one)


def _understood(ctx: Context, body: Body, words: str) -> DecidedWords:
    return decided(words, _spellings(ctx, body), ctx.today)


def _spellings(ctx: Context, body: Body) -> list[tuple[str, str]]:
    """How single units may be written, each with the unit's name."""
    meeting = ctx.session.get_one(models.JointMeeting, body.id)
    return unit_names.spellings(registry(ctx.session, meeting.jurisdiction_id))


def _unit(ctx: Context, body: Body, name: str) -> int:
    meeting = ctx.session.get_one(models.JointMeeting, body.id)
    unit = named_unit(ctx.session, meeting.jurisdiction_id, name)
    if unit.kind is UnitKind.GROUP:
        raise MeetingRefused(f"“{unit.name}”是集合单位，不能牵头。请写一个单位。")
    return key(unit.id)


def _value(ctx: Context, one: models.Resolution) -> Resolution:
    sitting = meetings.value(ctx.session, meetings.row(ctx.session, one.sitting_id))
    return next(r for r in sitting.resolutions if r.id == one.id)


def _opened(ctx: Context, resolution_id: int) -> tuple[models.Resolution, Body]:
    one = meetings.resolution_row(ctx.session, resolution_id)
    _, body = steps.opened(ctx, one.sitting_id, Step.RESOLVE)
    return one, body


@act(Right.CONVENE)
def supervise(ctx: Context, resolution_id: int, *, on: bool) -> Resolution:
    """Tick a matter for 督办, or leave it for notice (知悉).

    Raises MeetingRefused where it names no lead or no day.
    """
    one, _ = _opened(ctx, resolution_id)
    value = _value(ctx, one)
    if on and not value.can_be_supervised:
        lacking = "、".join(
            words for words, lacks in (("牵头单位", value.lead is None), ("完成日期", value.day is None)) if lacks
        )
        raise MeetingRefused(f"列入督办要有{lacking}。请先点“补牵头、日期”。")
    one.supervised = on
    ctx.session.add(one)
    ctx.note("列入督办" if on else "不列督办", "resolution", one.id, text=one.text)
    return _value(ctx, one)


@act(Right.CONVENE)
def complete(ctx: Context, resolution_id: int, words: str) -> Resolution:
    """Say who leads a matter, by when, and with whom: 县财政局 12月30日 县教育局. What is not said stays.

    Raises SittingWordsError for words that are not understood, MeetingRefused for a day that is past.
    """
    one, body = _opened(ctx, resolution_id)
    spellings = _spellings(ctx, body)
    said, before = completing(words, spellings, ctx.today), _owed(ctx, one)
    if said.day is not None and said.day <= ctx.today:
        raise MeetingRefused("这个日期已经过去，请写今后的日期。")
    if said.lead is not None:
        one.lead_id = _unit(ctx, body, said.lead)
        one.with_units = [unit for unit in said.with_units or one.with_units if unit != said.lead]
    one.day = said.day or one.day
    old, one.text = one.text, decisions.completed(one.text, before, _owed(ctx, one), spellings, ctx.today)
    ctx.session.add(one)
    ctx.note(
        "补议定事项", "resolution", one.id, lead=said.lead or "", day=str(one.day or ""), before=old, after=one.text
    )
    return _value(ctx, one)


def _owed(ctx: Context, one: models.Resolution) -> Owed:
    lead = ctx.session.get_one(models.Unit, one.lead_id).name if one.lead_id is not None else None
    return Owed(lead, one.day)


@act(Right.CONVENE)
def rewrite(ctx: Context, resolution_id: int, words: str) -> Resolution:
    """Put a matter in other words; what the new ones say of lead, co-units and day replaces what stood there.

    It stays ticked for 督办 where it still says who and by when. Raises SittingWordsError for an empty sentence.
    """
    one, body = _opened(ctx, resolution_id)
    said, before = _understood(ctx, body, words), one.text
    one.kind, one.text = said.kind, said.text
    if said.lead is not None:
        one.lead_id, one.with_units = _unit(ctx, body, said.lead), list(said.with_units)
    one.day = said.day or one.day
    wanted = one.supervised if said.supervise is None else said.supervise
    one.supervised = wanted and one.lead_id is not None and one.day is not None
    ctx.session.add(one)
    ctx.session.flush()
    ctx.note("改议定事项", "resolution", one.id, before=before, after=one.text)
    return _value(ctx, one)


@act(Right.CONVENE)
def drop(ctx: Context, resolution_id: int) -> int:
    """Take a matter out of the minutes while they are written; returns the sitting's number."""
    one, _ = _opened(ctx, resolution_id)
    sitting_id, text = one.sitting_id, one.text
    ctx.session.delete(one)
    ctx.session.flush()
    ctx.note("删议定事项", "sitting", sitting_id, text=text)
    return sitting_id


@act(Right.CONVENE)
def require(ctx: Context, sitting_id: int, words: str) -> None:
    """Write down what the chair asked for (要求), as typed; an empty text takes it out."""
    row, _ = steps.opened(ctx, sitting_id, Step.REQUIREMENTS)
    before, row.requirements = row.requirements, words.strip()
    ctx.session.add(row)
    ctx.note("记会议要求", "sitting", row.id, before=before, after=row.requirements)


@act(Right.CONVENE)
def submit(ctx: Context, sitting_id: int, tell: Wording) -> None:
    """Hand the minutes to whoever signs them by the rules; raises MeetingRefused while nothing is written down."""
    row, body = steps.opened(ctx, sitting_id, Step.SUBMIT)
    value = meetings.value(ctx.session, row)
    deciding.require_minutes(value)
    steps.settle_presence(ctx, row)
    row.state, row.reason = SittingState.SUBMITTED, ""
    ctx.session.add(row)
    ctx.note("纪要送审", "sitting", row.id, resolutions=len(value.resolutions))
    told = steps.holders(ctx, body.id, body.rules.approvers)
    steps.tell(ctx, told, tell(body, meetings.value(ctx.session, row)))


@act(Right.CONVENE)
def recall(ctx: Context, sitting_id: int, tell: Wording) -> None:
    """Take minutes back that wait for their signature, or are signed and not issued; who signs them is told.

    A signature under what is about to change counts no more.
    """
    row, body = steps.opened(ctx, sitting_id, Step.RECALL)
    before = row.state.zh
    row.state, row.reason, row.signed_by, row.signed_at = SittingState.HELD, "", None, None
    ctx.session.add(row)
    ctx.note("撤回纪要", "sitting", row.id, before=before)
    told = steps.holders(ctx, body.id, body.rules.approvers)
    steps.tell(ctx, told, tell(body, meetings.value(ctx.session, row)))


@act(Right.DECIDE)
def sign(
    ctx: Context, sitting_id: int, tell: Wording, *, accept: bool, reason: str = "", by: str | None = None
) -> None:
    """Sign the minutes (签发), or send them back with what is to be changed; the office is told.

    Raises MeetingRefused for whoever the rules do not name, and for sending back without a word.
    """
    row = meetings.row(ctx.session, sitting_id)
    body = steps.body(ctx, row.meeting_id)
    deciding.require_step(meetings.value(ctx.session, row), Step.SIGN if accept else Step.RETURN)
    who = steps.speaker(ctx, body, by, body.rules.approvers)
    deciding.require_approver(body, who.roles)
    if not accept and not reason.strip():
        raise MeetingRefused("退回要写明怎么改，请在下一条消息里写。")
    if accept:
        row.state, row.signed_by, row.signed_at = SittingState.SIGNED, who.person_id, ctx.now
    else:
        row.state, row.reason = SittingState.HELD, reason.strip()
        row.signed_by = row.signed_at = None
    ctx.session.add(row)
    ctx.note("签发纪要" if accept else "退回纪要", "sitting", row.id, reason=reason.strip())
    steps.tell(ctx, steps.holders(ctx, body.id, tuple(OFFICE)), tell(body, meetings.value(ctx.session, row)))


@act(Right.CONVENE)
def issue(ctx: Context, sitting_id: int, tell: Wording) -> Sitting:
    """Issue the signed minutes (印发): what is ticked for 督办 becomes tasks that name them as their source.

    Everybody who was called, the liaisons beside them and the convenors are told; the tasks are asked for by the
    ladder from the next working day. Returns the sitting as issued. Raises MeetingRefused where the minutes are not
    signed.
    """
    row, body = steps.opened(ctx, sitting_id, Step.ISSUE)
    deciding.require_issuable(meetings.value(ctx.session, row), ctx.today)
    sittings = meetings.sittings(ctx.session, body.id)
    row.state, row.issued_at = SittingState.ISSUED, ctx.now
    row.issue = deciding.next_issue(sittings, ctx.today.year)
    ctx.session.add(row)
    value = meetings.value(ctx.session, row)
    if value.supervised:
        row.plan_id = _hand_out(ctx, body, value)
        ctx.session.add(row)
    issued = meetings.value(ctx.session, row)
    ctx.note("印发纪要", "sitting", row.id, issue=issued.issue, tasks=len(issued.supervised))
    convenors = steps.holders(ctx, body.id, (SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR))
    called = [a.person_id for a in issued.attendees]
    beside = [line.person_id for line in steps.liaisons_beside(ctx, body, issued)]
    steps.tell(ctx, [*called, *beside, *convenors], tell(body, issued))
    return issued


def _hand_out(ctx: Context, body: Body, sitting: Sitting) -> int:
    """The tasks of the minutes as a plan of their own, handed out at once; returns its number."""
    name = f"{body.name}{sitting.minutes}"
    plan = models.Plan(
        meeting_id=body.id,
        title=f"{name}议定事项",
        number=f"纪要第{sitting.issue}期",
        issuer=body.office,
        document_status="issued",
        issued_on=ctx.today,
        period_start=ctx.today,
        period_end=max(r.day for r in sitting.supervised if r.day is not None),
        loaded_at=ctx.now,
        file_name=f"{name}.docx",
        file_hash=hashlib.sha256(f"sitting {sitting.id}".encode()).hexdigest(),
    )
    ctx.session.add(plan)
    ctx.session.flush()
    known = plan_steps.registered(ctx, plan)
    spellings = _spellings(ctx, body)
    numbers = {r.id: n for n, r in enumerate(sitting.resolutions, 1)}
    for position, resolution in enumerate(sitting.supervised):
        place = f"{sitting.minutes}第{numbers[resolution.id]}项"
        task = models.Task(
            plan_id=key(plan.id),
            position=position,
            seq=str(position + 1),
            title=demand(resolution.text, spellings, ctx.today),
            content=resolution.text,
            deadline_text=str(resolution.day),
            source_place=place,
            source_quote=resolution.text,
        )
        ctx.session.add(task)
        ctx.session.flush()
        named = [(Role.LEAD, resolution.lead or ""), *((Role.RESPONSIBLE, unit) for unit in resolution.with_units)]
        for order, (role, unit) in enumerate(named):
            plan_steps.assign(ctx, task, role, unit, order, known)
        ctx.session.add(
            models.Checkpoint(
                task_id=key(task.id),
                kind=CheckpointKind.DEADLINE,
                day=resolution.day or ctx.today,
                basis="text",
                confirmed=True,
            )
        )
        row = meetings.resolution_row(ctx.session, resolution.id)
        row.task_id = task.id
        ctx.session.add(row)
    ctx.session.flush()
    handing_out.hand_out(ctx, key(plan.id))
    return key(plan.id)
