"""What waits for the office and for the convenors: the day as one value, and each list behind it."""

from collections.abc import Collection
from dataclasses import replace

from config.clock import local_date
from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.names import pieces
from tasks_db.register import authority, codes, office_day, queries, reminders, states
from tasks_db.register.authority import Right
from tasks_db.register.digest import lines
from tasks_db.register.helping import WAITS, Asked
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.waiting import SittingWaits, waiting
from tasks_db.register.office_day import (
    ConvenorDay,
    Disowned,
    OfficeDay,
    PleaLine,
    Rehearsed,
    SilentLine,
    Week,
    WeekPicture,
)
from tasks_db.register.papers import PaperRecord
from tasks_db.register.queries.asked import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.reading import Register
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import REQUESTS
from tasks_db.register.values import Sent
from tasks_db.store import desk, facts, links, meetings, models, names, papers, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.store.units import named_unit
from tasks_db.terms import NoticeKind, PlanStage, UnitKind, WorkState
from tasks_db.work import digesting
from tasks_db.work import meetings as meeting_steps
from tasks_db.work import pleas as steps
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox
from tasks_db.work.views import reviews, to_call
from tasks_db.work.views.membership import all_proposed

NOT_PASSED = "这件需协调事项不是发给贵单位的，不能在这里答复。请联系联席会议办公室。"


@view(Right.REVIEW)
def office(ctx: Context) -> OfficeDay:
    """Return everything that waits for the office now."""
    register = registers.load(ctx.session)
    waiting = reviews.waiting(ctx)
    requests = sum(said.report.kind in REQUESTS for said in waiting)
    missing = queries.unreported(register, EVERYTHING, ctx.now).rows
    silent = office_day.silences(register, ctx.now, ctx.calendar, missing)
    late = queries.overdue(register, EVERYTHING, ctx.now).rows
    return OfficeDay(
        as_of=ctx.now,
        requests=requests,
        reviews=len(waiting) - requests,
        pleas=steps.open_pleas(ctx, register),
        overdue=tuple(row for row in late if row.is_task),
        silent=tuple(line for line, _ in silent),
        offered=office_day.offers(silent, desk.raised(ctx.session), ctx.today, ctx.calendar),
        undelivered=_undelivered(ctx),
        vacant=queries.vacant(register, EVERYTHING, ctx.now).rows,
        opinions=len(desk.opinions_waiting(ctx.session)),
        changes=sum(len(changes) for changes in all_proposed(ctx, register).values()),
        rehearsed=_rehearsed(ctx),
        papers=_papers(ctx),
        to_pass_on=_to_pass_on(ctx),
        disowned=_disowned(ctx, register),
        sittings=_sittings(ctx),
        calls=to_call.waiting(ctx),
        unreported=queries.counted(missing),
        office_after=tuple(sorted({plan.settings.office_after for plan in register.plans})),
    )


def _disowned(ctx: Context, register: Register) -> tuple[Disowned, ...]:
    """The tasks whose unit is still to be changed, with the unit that should have it where the registry knows it."""
    found = []
    for one in office_day.disowned(register, ctx.now):
        known = steps.called(ctx, one.needs) if one.needs else None
        found.append(replace(one, instead=known.name if known is not None else ""))
    return tuple(found)


def _papers(ctx: Context) -> tuple[PaperRecord, ...]:
    rows = papers.waiting(ctx.session, meeting_steps.own_ids(ctx, Right.DECIDE))
    return tuple(papers.records(ctx.session, rows)) if rows else ()


def _sittings(ctx: Context) -> tuple[SittingWaits, ...]:
    found = meetings.open_sittings(ctx.session, meeting_steps.own_ids(ctx, Right.CONVENE))
    bodies = {one.meeting_id: meeting_steps.body(ctx, one.meeting_id) for one in found}
    return tuple(waiting((((bodies[one.meeting_id], one)) for one in found), ctx.now))


def _to_pass_on(ctx: Context) -> tuple[str, ...]:
    whom = [notice.person_id for notice in links.to_pass_on(ctx.session, ctx.today) if notice.person_id is not None]
    called = people.names(ctx.session, whom)
    return tuple(called[person_id] for person_id in whom)


def _rehearsed(ctx: Context) -> tuple[Rehearsed, ...]:
    """Who would have been reached today by the plans in trial, had they been handed out when the trial began."""
    found = []
    in_trial = plans.in_trial(ctx.session)
    for plan in registers.load(ctx.session, in_trial).plans if in_trial else ():
        began = plan.dispatched_at or ctx.now
        trial = replace(
            registers.load(ctx.session, [plan.id]), plans=(replace(plan, stage=PlanStage.DISPATCHED),), sent=Sent()
        )
        coming = reminders.forecast(trial, ctx.calendar, ctx.windows, began, ctx.now)
        lines = tuple(
            f"{b.holder.name}（{b.asks[0].seat.unit}）{len(b.asks)}项：{b.asks[0].line.task.title}"
            + ("等" if len(b.asks) > 1 else "")
            for b in coming
            if b.day == ctx.today
        )
        if lines:
            found.append(Rehearsed(plan.title, lines))
    return tuple(found)


def _undelivered(ctx: Context) -> tuple[str, ...]:
    since = ctx.windows.opening(ctx.calendar.before(ctx.today))
    lost = [n.person_id for n in outbox.undelivered(ctx.session, since) if n.kind is not NoticeKind.ANSWER]
    called = people.names(ctx.session, {person_id for person_id in lost if person_id is not None})
    return tuple(called[person_id] for person_id in lost if person_id is not None)


@view(Right.DECIDE)
def pleas(ctx: Context) -> tuple[PleaLine, ...]:
    """Return the pleas that nobody has answered; a convenor sees those that came to them."""
    return tuple(one for one in _every_plea(ctx) if not one.handled.helper_said)


@view(Right.DECIDE)
def waiting_on(ctx: Context, unit: str) -> tuple[tuple[PleaLine, int], ...]:
    """Return the pleas that were passed to a unit and wait for its answer, each with for how many days.

    Raises UnitError for a name that no unit has.
    """
    area = people.the_meeting(ctx.session).jurisdiction_id
    return _passed_to(ctx, key(named_unit(ctx.session, area, unit).id))


@view(Right.DECIDE)
def named_and_waiting_on(ctx: Context, unit_id: int) -> tuple[str, tuple[tuple[PleaLine, int], ...]]:
    """Return the name of a unit, and the pleas that wait for its answer as ``waiting_on`` gives them."""
    return ctx.session.get_one(models.Unit, unit_id).name, _passed_to(ctx, unit_id)


def _passed_to(ctx: Context, unit_id: int) -> tuple[tuple[PleaLine, int], ...]:
    passed = desk.passed_to(ctx.session, [unit_id])
    return tuple(
        (one, (ctx.today - local_date(told)).days)
        for one in pleas(ctx)
        if one.report_id in passed and (told := one.handled.unit_told_at) is not None
    )


def _every_plea(ctx: Context) -> tuple[PleaLine, ...]:
    """Those that the caller may see, also where the unit that was to help has answered."""
    found = steps.open_pleas(ctx, registers.load(ctx.session), helped=True)
    mine = authority.is_office(ctx.who)
    return found if mine else tuple(one for one in found if one.handled.convenor_told_at is not None)


@view(Right.DECIDE)
def sittings_to_decide(ctx: Context) -> tuple[SittingWaits, ...]:
    """Return the sittings of which the caller may decide something now: the proposal, the notice or the minutes."""
    found = meetings.open_sittings(ctx.session, meeting_steps.own_ids(ctx, Right.DECIDE))
    bodies = {one.meeting_id: meeting_steps.body(ctx, one.meeting_id) for one in found}
    mine = (
        (bodies[one.meeting_id], one)
        for one in found
        if deciding.DECISIONS.intersection(
            deciding.steps(bodies[one.meeting_id], one, meeting_steps.roles(ctx, one.meeting_id), None)
        )
    )
    return tuple(waiting(mine, ctx.now))


@view(Right.DECIDE)
def plea(ctx: Context, report_id: int) -> PleaLine:
    """Return one plea; raises AnswerRefused where it is answered or taken back meanwhile."""
    lines = (*_every_plea(ctx), *_unaddressed(ctx))
    found = next((one for one in lines if one.report_id == report_id), None)
    if found is None:
        raise AnswerRefused("这件需协调事项已经答复，或单位已经收回。")
    return found


def _unaddressed(ctx: Context) -> tuple[PleaLine, ...]:
    """Difficulties that name nobody who should help; the office alone may pass them on."""
    if not authority.is_office(ctx.who):
        return ()
    register = registers.load(ctx.session)
    found = [one for _, task in register.tasks() if lines.is_counted(task) for one in steps.unaddressed(task, ctx)]
    days = desk.days_to_answer(ctx.session)
    return office_day.open_pleas(found, desk.handled(ctx.session), ctx.today, days=days)


@view(Right.REVIEW)
def unaddressed(ctx: Context, report_id: int) -> PleaLine | None:
    """Return a difficulty that was reported and names nobody, while it stands and nothing was done about it."""
    found = (one for one in _unaddressed(ctx) if one.report_id == report_id and one.is_untouched)
    return next((one for one in found if all(other.report_id != report_id for other in pleas(ctx))), None)


@view(Right.REVIEW)
def pleas_called(ctx: Context, words: str) -> tuple[PleaLine, ...]:
    """Return the pleas and difficulties that words name by their unit and their task; of no words, all of them."""
    addressed = pleas(ctx)
    known_ids = {one.report_id for one in addressed}
    found = (*addressed, *(one for one in _unaddressed(ctx) if one.report_id not in known_ids))
    known = vocabulary(names.names_for(ctx.session, words, EVERYTHING), ())
    named = list(pieces(words, known))
    units = {unit.name for p in named if p.is_a is Names.UNIT for unit in known.units if unit.id in _ids(p.value)}
    tasks = {one for p in named if p.is_a is Names.TASK for one in _ids(p.value)}
    numbers = {str(one) for p in named if p.is_a is Names.NUMBERS for one in _ids(p.value)}
    by_unit = [one for one in found if not units or one.unit in units]
    by_task = [one for one in by_unit if one.task.task_id in tasks or one.task.seq in numbers]
    return tuple(by_task if tasks or numbers else by_unit)


def _ids(value: object) -> tuple[int, ...]:
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()


@view(Right.ANSWER)
def put_to_us(ctx: Context, ref: str | None) -> int | None:
    """Return the report whose plea was put to the caller's unit by the message ``ref``; None where it was no plea.

    Without ``ref`` by what they were sent last, while nobody has answered it.
    """
    passed = desk.passed_to(ctx.session, authority.units_of(ctx.who))
    if not passed:
        return None
    if ref is not None:
        notice = desk.told_as(ctx.session, ctx.me.person_id, ref)
        return _plea_in(notice, passed) if notice is not None else None
    waits = {n: row for n, row in passed.items() if row.answered_at is None and not row.helper_answer}
    told = (_plea_in(notice, waits) for notice in desk.just_told(ctx.session, ctx.me.person_id) if waits)
    return next((report_id for report_id in told if report_id is not None), None)


@view(Right.ANSWER)
def asked_of_us(ctx: Context) -> tuple[Asked, ...]:
    """Return the pleas that were lately passed to the caller's unit and wait for its answer, the newest first."""
    passed = desk.passed_to(ctx.session, authority.units_of(ctx.who)).values()
    again = facts.some(ctx.session, [desk.asked_again(row.report_id) for row in passed])
    lately = local_date(ctx.now - WAITS).isoformat()
    waits = [
        row
        for row in passed
        if row.answered_at is None
        and not row.helper_answer
        and row.unit_told_at is not None
        and (row.unit_told_at > ctx.now - WAITS or again.get(desk.asked_again(row.report_id), "") > lately)
    ]
    loaded = Loaded(ctx.session)
    said = [loaded.said(row.report_id) for row in sorted(waits, key=lambda row: row.id or 0, reverse=True)]
    return tuple(
        Asked(one.report.id, one.assignment.unit, codes.of(one.task), one.task.title, one.report.problem or "")
        for one in said
        if one.report.withdrawn_at is None
    )


@view(Right.ANSWER)
def to_be_answered(ctx: Context, report_id: int) -> str:
    """Return the unit that asks for help by a plea; raises AnswerRefused where it is not put to the caller."""
    if report_id not in desk.passed_to(ctx.session, authority.units_of(ctx.who)):
        raise AnswerRefused(NOT_PASSED)
    return Loaded(ctx.session).said(report_id).assignment.unit


def _plea_in(notice: models.Notice, passed: Collection[int]) -> int | None:
    """The plea that a message asks to be answered, by the button that it carries."""
    report_id = desk.offers(notice, office_day.HELPER_ANSWER)
    return report_id if report_id in passed else None


@view(Right.REVIEW)
def helper(ctx: Context, report_id: int) -> str | None:
    """Return the unit that a plea asks for help, by its name in the registry; None where it names none."""
    unit = steps.called(ctx, plea(ctx, report_id).needs)
    return unit.name if unit is not None and unit.kind is UnitKind.UNIT else None


@view(Right.REVIEW)
def opinions(ctx: Context) -> tuple[tuple[int, str, str], ...]:
    """Return the opinions that wait for an answer: number, who, and what they said."""
    waiting = desk.opinions_waiting(ctx.session)
    called = people.names(ctx.session, {row.person_id for row in waiting})
    return tuple((key(row.id), called[row.person_id], row.text) for row in waiting)


@view(Right.REVIEW)
def silent(ctx: Context) -> tuple[tuple[SilentLine, ...], frozenset[int]]:
    """Return who stands on the office's list for their silence, and the dues that may go to a convenor."""
    day = office(ctx)
    return day.silent, frozenset(line.due_id for line in day.offered if line.due_id is not None)


@view(Right.DECIDE)
def convenor(ctx: Context, *, weekly: bool) -> ConvenorDay:
    """Return what a convenor hears today: the pleas that came to them today, and the week where they want it."""
    register = registers.load(ctx.session)
    came = tuple(
        one
        for one in steps.open_pleas(ctx, register)
        if one.handled.convenor_told_at is not None and local_date(one.handled.convenor_told_at) == ctx.today
    )
    return ConvenorDay(ctx.now, came, _week(ctx, register) if weekly else None)


@view(Right.DECIDE)
def week_picture(ctx: Context, person_id: int) -> WeekPicture | None:
    """Return what the week's picture for a convenor is drawn from: the body that they convene; None for no task."""
    own = (b for b in meetings.bodies(ctx.session) if person_id in _convenors(ctx, key(b.id)))
    body = next(own, None)
    if body is None:
        return None
    digest = digesting.compiled(ctx, key(body.id), as_of=ctx.now)
    return WeekPicture(digest, body.name) if digest.tasks else None


def _convenors(ctx: Context, meeting_id: int) -> list[int]:
    return people.people_in(ctx.session, meeting_id, tuple(authority.CONVENORS), ctx.today)


def _week(ctx: Context, register: Register) -> Week:
    tasks = [(plan, task) for plan, task in register.tasks() if lines.is_counted(task)]
    found = [states.work_state(plan, task, ctx.now) for plan, task in tasks]
    return Week(
        tasks=len(tasks),
        closed=found.count(WorkState.CLOSED),
        overdue=found.count(WorkState.OVERDUE),
        unreported=queries.counted(queries.unreported(register, EVERYTHING, ctx.now).rows)[0],
        pleas=len(steps.open_pleas(ctx, register)),
    )


@view(Right.REVIEW)
def office_part(ctx: Context) -> OfficeDay | None:
    """Return the office's part of a bundle; None where nothing waits."""
    day = office(ctx)
    return day if day.waits else None


@view(Right.DECIDE)
def convenor_part(ctx: Context, *, weekly: bool) -> ConvenorDay | None:
    """Return a convenor's part of a bundle; None where there is nothing to know."""
    day = convenor(ctx, weekly=weekly)
    return day if day.waits else None


@view(Right.DELIVER)
def left_pleas(ctx: Context) -> tuple[int, ...]:
    """Return the reports whose pleas the office has left for a working day, so that they go to the convenors now."""
    found = steps.open_pleas(ctx, registers.load(ctx.session))
    return tuple(
        one.report_id
        for one in found
        if one.is_untouched and office_day.convenor_day(one.at, ctx.calendar, ctx.windows) <= ctx.today
    )


@view(Right.DECIDE)
def is_weekly(ctx: Context, person_id: int) -> bool:
    """Return whether a convenor gets the week's picture today: on the first working day of a week, if wanted."""
    first = ctx.calendar.on_or_after(ctx.today.fromordinal(ctx.today.toordinal() - ctx.today.weekday()))
    return ctx.today == first and wants_week(ctx, person_id)


@view(Right.DECIDE)
def wants_week(ctx: Context, person_id: int) -> bool:
    """Return whether a convenor wants the weekly picture."""
    return facts.get(ctx.session, weekly(person_id)) == "1"


def weekly(person_id: int) -> str:
    """Return the name of the fact that says whether a convenor wants the weekly picture."""
    return f"weekly_picture:{person_id}"
