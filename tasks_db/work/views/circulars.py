"""通知: to whom one would go and whom it cannot reach, and who has signed for those that were sent."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlmodel import select

from tasks_db.language import circulars as language
from tasks_db.language.circulars import Notice
from tasks_db.language.questions import Vocabulary
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import giving, office_day
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.authority import Right
from tasks_db.register.giving import CircularLine, Reader, Sending, ToAnswer, ToSign, Unreached
from tasks_db.register.people import Holder, Seat
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.refusals import PlanError
from tasks_db.store import desk, models, names, people, registers, units
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.lean import columns
from tasks_db.terms import NoticeKind, SeatRole, UnitKind
from tasks_db.work.context import Context, view

_LATEST = 10
_ANSWERED_WITHIN = timedelta(days=7)
"""For so long words of no task may be the answer to a notice; later it is answered under it or by its button."""
_HOW = "请写“全体”、单位或集合单位，几个用顿号隔开，例如：县教育局、县水利局、各乡镇（街道）。"


@dataclass(frozen=True, slots=True)
class Reached:
    """A unit that a notice is meant for, and who is sent it for that unit; else why nobody can be."""

    unit_id: int
    unit: str
    holder: Holder | None
    why: str


@view(Right.PLAN)
def read(ctx: Context, text: str) -> Notice | None:
    """Return the notice that words order, as far as they say it; None for other words."""
    return language.notice(text, _known(ctx, text))


def _known(ctx: Context, text: str) -> Vocabulary:
    return vocabulary(names.names_for(ctx.session, text, EVERYTHING), ())


@view(Right.PLAN)
def before_sending(ctx: Context, whom: str) -> Sending:
    """Return whom a notice would reach and whom not (R17); ``whom`` is any mix of units, groups, people and 全体.

    Raises PlanError for words that name nobody, and for those that may mean several units.
    """
    called, found = reached_by(ctx, whom)
    return Sending(
        called,
        tuple((one.unit, one.holder.name) for one in found if one.holder is not None),
        tuple(Unreached(one.unit_id, one.unit, one.why) for one in found if one.holder is None),
        len({one.holder.person_id for one in found if one.holder is not None}),
    )


@view(Right.PLAN)
def reached_by(ctx: Context, whom: str) -> tuple[str, tuple[Reached, ...]]:
    """Return what those are called whom a notice is for, and each unit with who is sent it; raises as above."""
    known = _known(ctx, whom)
    said = language.addressees(whom.strip(), known, whole=True)
    called = {unit.id: unit for unit in known.units}
    if said.unclear:
        words, ids = said.unclear[0]
        raise PlanError(f"“{words}”可能是{'、'.join(called[one].name for one in ids)}。请写全称。")
    if said.unknown or not (said.everybody or said.unit_ids):
        raise PlanError(f"没有认出“{'、'.join(said.unknown) or whom.strip()}”。{_HOW}")
    left_out = {member for one in said.without for member in _members(ctx, one, is_group=called[one].is_group)}
    seats = _seats(ctx)
    wanted = list(dict.fromkeys(seat.unit_id for seat in seats if seat.role is SeatRole.LIAISON))
    if not said.everybody:
        wanted = [m for one in said.unit_ids for m in _members(ctx, one, is_group=called[one].is_group)]
    meant = [one for one in dict.fromkeys(wanted) if one not in left_out]
    if not meant:
        raise PlanError(f"“{whom.strip()}”里没有单位。{_HOW}")
    but = f"（除{'、'.join(called[one].name for one in said.without)}）" if said.without else ""
    head = giving.EVERYBODY if said.everybody else "、".join(called[one].name for one in said.unit_ids)
    return f"{head}{but}", _reached(ctx, meant, seats)


def _members(ctx: Context, unit_id: int, *, is_group: bool) -> list[int]:
    if not is_group:
        return [unit_id]
    return [key(unit.id) for unit in units.group_members(ctx.session, unit_id, ctx.today)]


def _seats(ctx: Context) -> tuple[Seat, ...]:
    return registers.seats(ctx.session, columns(models.Seat).role.in_(ASKED_ROLES))


def _reached(ctx: Context, unit_ids: Sequence[int], seats: Sequence[Seat]) -> tuple[Reached, ...]:
    own: dict[int, list[Seat]] = {}
    for seat in seats:
        own.setdefault(seat.unit_id, []).append(seat)
    called = {key(row.id): row.name for row in units.of_ids(ctx.session, unit_ids)}
    return tuple(_of_unit(ctx, one, called[one], own.get(one, [])) for one in unit_ids)


def _of_unit(ctx: Context, unit_id: int, unit: str, seats: Sequence[Seat]) -> Reached:
    """Who is sent a notice for a unit: whoever is asked for it, if they are on a channel."""
    in_order = sorted(seats, key=lambda seat: ASKED_ROLES.index(seat.role))
    serving = [holder for seat in in_order for holder in seat.holders_on(ctx.today)]
    for holder in serving:
        if holder.on_channel:
            return Reached(unit_id, unit, holder, "")
    if not serving:
        return Reached(unit_id, unit, None, "没有联络员")
    first = serving[0]
    if first.accounts:
        why = f"联系不上{first.name}"
    else:
        why = f"{first.name}只有填报链接" if first.linked else f"{first.name}没有绑定"
    return Reached(unit_id, unit, None, why)


@view(Right.PLAN)
def circulars(ctx: Context) -> tuple[CircularLine, ...]:
    """Return the latest notices, newest first, with who has signed for them."""
    return tuple(_line(ctx, row) for row in desk.circulars(ctx.session, _LATEST))


@view(Right.PLAN)
def circular(ctx: Context, circular_id: int) -> CircularLine:
    """Return one notice; raises PlanError where there is none of this number."""
    row = ctx.session.get(models.Circular, circular_id) if circular_id <= MAX_KEY else None
    if row is None:
        raise PlanError("没有这条通知。发送 /notices 查看发过的通知。")
    return _line(ctx, row)


def _line(ctx: Context, row: models.Circular) -> CircularLine:
    sent = desk.readers(ctx.session, key(row.id))
    accounts = people.accounts_of_all(ctx.session, [one.person_id for one, _, _ in sent if one.person_id is not None])
    readers = tuple(
        Reader(
            one.phoned or person or "",
            unit,
            one.read_at,
            lost=one.read_at is None and not any(a.reachable for a in accounts.get(one.person_id or 0, ())),
            answer=one.answer,
            answered_at=one.answered_at,
            phoned=bool(one.phoned),
        )
        for one, person, unit in sent
        if person is not None or one.phoned
    )
    missed = [one.unit_id for one, person, _ in sent if person is None and not one.phoned]
    return CircularLine(key(row.id), row.at, row.whom, row.text, readers, unreached(ctx, missed))


@view(Right.ASK)
def to_sign(ctx: Context, ref: str | None) -> ToSign:
    """Return what the message ``ref`` asks the caller to sign for; without it, what they were sent last asks."""
    if ref is not None:
        replied = desk.told_as(ctx.session, ctx.me.person_id, ref)
        signed = desk.offers(replied, office_day.SIGN) if replied is not None else None
        return ToSign(((signed, ""),) if signed is not None else ())
    told = desk.just_told(ctx.session, ctx.me.person_id)
    asked = dict.fromkeys(one for notice in told if (one := desk.offers(notice, office_day.SIGN)) is not None)
    open_ids = desk.unsigned(ctx.session, ctx.me.person_id, tuple(asked))
    bundle = next((notice.id for notice in told if notice.kind is NoticeKind.BUNDLE), None)
    waiting = ((one, ctx.session.get_one(models.Circular, one).text) for one in asked if one in open_ids)
    return ToSign(tuple(waiting), bundle)


@view(Right.ASK)
def sent_to_me(ctx: Context, circular_id: int) -> Sequence[models.CircularReader]:
    """Return the rows by which a notice was sent to the caller; raises PlanError where it was not."""
    mine = select(models.CircularReader).where(models.CircularReader.person_id == ctx.me.person_id)
    rows = ctx.session.exec(mine.where(models.CircularReader.circular_id == min(circular_id, MAX_KEY))).all()
    if not rows:
        raise PlanError("这条通知不是发给您的。")
    return rows


@view(Right.ASK)
def to_answer(ctx: Context, ref: str | None) -> tuple[ToAnswer, ...]:
    """Return the notice that the message ``ref`` is; without it, those of the last days, newest first.

    What the caller has answered is left out of these.
    """
    if ref is not None:
        replied = desk.told_as(ctx.session, ctx.me.person_id, ref)
        meant = desk.offers(replied, office_day.SIGN) if replied is not None else None
        if meant is None:
            return ()
        return (ToAnswer(meant, ctx.session.get_one(models.Circular, meant).text, just_told=True),)
    rows = desk.unanswered(ctx.session, ctx.me.person_id, ctx.now - _ANSWERED_WITHIN)
    last = desk.just_told(ctx.session, ctx.me.person_id) if rows else ()
    just = {desk.offers(notice, office_day.SIGN) for notice in last}
    return tuple(ToAnswer(key(row.id), row.text, just_told=row.id in just and None not in just) for row in rows)


@view(Right.PLAN)
def unreached(ctx: Context, unit_ids: Collection[int]) -> tuple[Unreached, ...]:
    """Return units that a notice was not sent to, each with why it cannot be now, or with who could be sent it."""
    if not unit_ids:
        return ()
    found = _reached(ctx, list(unit_ids), _seats(ctx))
    return tuple(
        Unreached(one.unit_id, one.unit, one.why or "当时送不到", one.holder.name if one.holder is not None else None)
        for one in found
    )


@view(Right.PLAN)
def now_reached(ctx: Context, unit_ids: Collection[int]) -> dict[int, int]:
    """Return who can be sent a notice now for units that it could not be sent to: persons by units."""
    found = _reached(ctx, list(unit_ids), _seats(ctx)) if unit_ids else ()
    return {one.unit_id: one.holder.person_id for one in found if one.holder is not None}


@view(Right.PLAN)
def names_to_choose(ctx: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the groups and the units that a notice can go to, by name."""
    known = units.registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)
    return (
        tuple(one.name for one in known if one.kind is UnitKind.GROUP),
        tuple(one.name for one in known if one.kind is not UnitKind.GROUP),
    )
