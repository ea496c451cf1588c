"""One unit's month on one page: for the office and the convenors of any unit, for others of their own."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from config.clock import local_date, local_instant
from tasks_db.register import authority, unit_month, unit_pleas
from tasks_db.register.authority import Right
from tasks_db.register.letters import Earlier
from tasks_db.register.put_off_record import PutOffRecord
from tasks_db.register.queries import Scope
from tasks_db.register.reading import Reading
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.register.unit_month import Circulated, UnitMonth
from tasks_db.register.unit_pleas import Helped
from tasks_db.store import audit, candidates, desk, outgoing, people, registers
from tasks_db.store.keys import key
from tasks_db.terms import ReportState
from tasks_db.work import lettering, messages_sent, put_off_rows
from tasks_db.work.context import Context, view

_END_OF_DAY = time(23, 59, 59)


@view(Right.ASK)
def unit_month_of(ctx: Context, unit: str | int, since: date) -> UnitMonth:
    """Return a unit's month, of which ``since`` is any day; of a month that is over, as it stood at its end.

    Raises UnitError for a name that no unit has, NotAllowed for a unit that the asker may not see, AnswerRefused for
    a month that has not begun.
    """
    meeting = people.the_meeting(ctx.session)
    found = lettering.unit_of(ctx, meeting.jurisdiction_id, unit)
    unit_id = key(found.id)
    _require_seen(authority.scope(ctx.who), unit_id)
    first, last = _month(since)
    if first > ctx.today:
        raise AnswerRefused(
            f"{first.year}年{first.month}月还没有开始。下个月应报的，见“{found.name}本月情况”；"
            f"要看去年的，请写“/month {found.name} {first.year - 1}年{first.month}月”。"
        )
    as_of = min(ctx.now, local_instant(last, _END_OF_DAY))
    reading = registers.part(ctx.session, candidates.with_a_share([unit_id]))
    days = outgoing.days_asked(ctx.session, key(meeting.id), unit_id)
    asked = {due_id: sorted(went) for due_id, went in days.items()}
    own, passed = _pleas(ctx, reading, unit_id, first, last, as_of)
    return UnitMonth(
        unit_id,
        audit.name_on(ctx.session, found, last),
        f"{meeting.name}办公室",
        first,
        last,
        as_of,
        owed=unit_month.owed_between(reading, unit_id, first, last, asked, as_of),
        said=unit_month.said_between(reading, unit_id, first, last, as_of),
        asked_help=own,
        gives_help=passed,
        letters=_letters(ctx, key(meeting.id), unit_id, first, last),
        notices=_notices(ctx, unit_id, first, last, as_of),
        coming=tuple(
            one
            for one in unit_month.owed_between(reading, unit_id, *_month(last + timedelta(days=1)), asked, as_of)
            if one.state is not ReportState.EXEMPTED
        ),
        messages=tuple(
            sorted({day for went in asked.values() for day in went if first <= day <= min(last, local_date(as_of))})
        ),
        carried=unit_month.carried_into(reading, unit_id, first, asked, as_of),
        sent=messages_sent.sent_to(ctx, unit_id, local_instant(first, time()), as_of),
        tasks=unit_month.tasks_between(reading, unit_id, first, as_of),
        put_off=_put_off(ctx, reading, unit_id, found.name, first, last, as_of),
    )


def _put_off(
    ctx: Context, reading: Reading, unit_id: int, name: str, first: date, last: date, as_of: datetime
) -> tuple[PutOffRecord, ...]:
    every = put_off_rows.of_tasks(ctx, [task for _, task in reading.tasks()])
    return tuple(one for one in every if one.is_of(unit_id, name) and one.at <= as_of and one.touches(first, last))


def _pleas(
    ctx: Context, reading: Reading, unit_id: int, first: date, last: date, as_of: datetime
) -> tuple[tuple[Helped, ...], tuple[Helped, ...]]:
    """The pleas of a unit, and those of others that were passed to it, mostly for tasks in which it has no share."""
    pleas = desk.pleas_told(ctx.session, unit_pleas.pleas(reading))
    own, _ = unit_pleas.helped_between(reading, unit_id, first, last, pleas, as_of)
    tasks = desk.tasks_helped_by(ctx.session, unit_id)
    if not tasks:
        return own, ()
    of_others = registers.part(ctx.session, tasks)
    pleas = desk.pleas_told(ctx.session, unit_pleas.pleas(of_others))
    return own, unit_pleas.helped_between(of_others, unit_id, first, last, pleas, as_of)[1]


def _require_seen(scope: Scope, unit_id: int) -> None:
    if not scope.all and unit_id not in scope.unit_ids:
        raise NotAllowed("只能看贵单位的情况。如需了解其他情况，请联系联席会议办公室。")


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _letters(ctx: Context, meeting_id: int, unit_id: int, first: date, last: date) -> tuple[Earlier, ...]:
    found = lettering.earlier(ctx, meeting_id).get(unit_id, ())
    return tuple(one for one in found if one.day is not None and first <= one.day <= last)


def _notices(ctx: Context, unit_id: int, first: date, last: date, as_of: datetime) -> tuple[Circulated, ...]:
    found: dict[int, Circulated] = {}
    for notice, reader in desk.notices_of(ctx.session, unit_id):
        day = local_date(notice.at)
        if first <= day <= last:
            read = reader.read_at
            signed = local_date(read) if read is not None and read <= as_of else None
            before = found.get(key(notice.id))
            answer = reader.answer if reader.answered_at is not None and reader.answered_at <= as_of else ""
            found[key(notice.id)] = Circulated(
                notice.text,
                day,
                signed or (before.signed if before is not None else None),
                answer or (before.answer if before is not None else ""),
                reached=reader.person_id is not None or (before is not None and before.reached),
                phoned=reader.phoned or (before.phoned if before is not None else ""),
            )
    return tuple(found.values())
