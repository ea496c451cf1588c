"""临时代理: somebody stands in for a seat's holder for a time, and stops before it is over."""

from datetime import date, timedelta

from tasks_db.register.authority import CONVENORS, Right
from tasks_db.register.refusals import PeopleError
from tasks_db.register.seating import Deputised, Deputising, DeputyEnded, person_and_post, require_order
from tasks_db.store import looks, models
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.people import deputies_on, holder_name, is_bound, tenure_on
from tasks_db.terms import SeatRole, TenureKind
from tasks_db.work.acts.seating import issue_code
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.seats import person_of, seat_of


@act(Right.PEOPLE)
def deputise(ctx: Context, unit: str, name: str, since: date, until: date, seat_id: int | None = None) -> Deputised:
    """Let somebody stand in for a seat's holder for a time (委托), both days included; both are told.

    The post may stand beside the name, 李明（科员）, and is kept in the record alone.
    The seat is the one of this id, else that of the liaison of ``unit``. Raises UnitError for a name that no unit
    has, and PeopleError for a group of units, a convenor's seat, days in the wrong order and the holder's own name.
    """
    require_order(since, until)
    name, post = person_and_post(name)
    seat, found = _meant(ctx, unit, seat_id)
    if seat.role in CONVENORS:
        raise PeopleError("召集人不在时由副召集人办理，席位不设代理；换人请说“召集人换成某某”。")
    holder = holder_name(ctx.session, key(seat.id), ctx.today) or ""
    if name == holder:
        raise PeopleError(f"{name}就是{found.name}的{seat.role.zh}，不用代理。请写代理人的姓名。")
    person_id = key(person_of(ctx.session, seat, name).id)
    ctx.session.add(
        models.Tenure(seat_id=key(seat.id), person_id=person_id, kind=TenureKind.DEPUTY, since=since, until=until)
    )
    ctx.session.flush()
    outbox.redirect(ctx.session, key(seat.id))
    look(ctx.session, ctx.today, looks.of_unit(seat.unit_id))
    beside = {"post": post} if post else {}
    ctx.note("委托代理", "seat", seat.id, holder=holder, person=name, since=str(since), until=str(until), **beside)
    bound = is_bound(ctx.session, person_id)
    days = f"{_day(since)}至{_day(until)}"
    told = f"{days}，{found.name}的提醒改发给{name}代办" if seat.role is SeatRole.LIAISON else ""
    told = told or f"{days}，{found.name}{seat.role.zh}的消息和提醒改发给{name}代办"
    waits = "" if bound else f"；{name}还没有绑定，绑定以前仍发给您"
    _tell(ctx, _holder(ctx, seat), f"{told}，到期自动恢复{waits}。有不对请找联席会议办公室。")
    _tell(ctx, person_id, f"{days}，请您代{holder or seat.role.zh}办理{found.name}{seat.role.zh}的事，提醒会发给您。")
    code = None if bound else issue_code(ctx.session, seat, ctx.now, ctx.by, person_id=person_id)
    value = Deputising(key(seat.id), found.name, seat.role, holder or None, name, since, until, post=post or "")
    return Deputised(value, code)


def _meant(ctx: Context, unit: str, seat_id: int | None) -> tuple[models.Seat, models.Unit]:
    """The seat of this id with its unit, else that of a unit's liaison."""
    if seat_id is None:
        return seat_of(ctx, unit, SeatRole.LIAISON)
    seat = ctx.session.get(models.Seat, seat_id) if seat_id <= MAX_KEY else None
    if seat is None:
        raise PeopleError("没有这个席位。各单位的席位见 /seats。")
    return seat, ctx.session.get_one(models.Unit, seat.unit_id)


@act(Right.PEOPLE)
def end(ctx: Context, unit: str, seat_id: int | None = None) -> DeputyEnded:
    """Let nobody stand in for a seat's holder any more, from now on; whoever it is about is told.

    The seat is the one of this id, else that of the liaison of ``unit``. Raises UnitError for a name that no unit
    has, and PeopleError where nobody stands in or is to.
    """
    seat, found = _meant(ctx, unit, seat_id)
    standing = deputies_on(ctx.session, [key(seat.id)], ctx.today)
    if not standing:
        raise PeopleError(f"{found.name}{seat.role.zh}现在没有代理。谁在代谁，请说“谁在替谁”；席位见 /seats。")
    holder = holder_name(ctx.session, key(seat.id), ctx.today) or ""
    told = []
    for one in standing:
        tenure = ctx.session.get_one(models.Tenure, one.tenure_id)
        tenure.until = ctx.today - timedelta(days=1)
        ctx.session.add(tenure)
        text = f"您不用再代理{found.name}{seat.role.zh}了，提醒从现在起发给{holder or '原来的人'}。"
        told += [one.person] if _tell(ctx, tenure.person_id, text) else []
    ctx.session.flush()
    outbox.redirect(ctx.session, key(seat.id))
    look(ctx.session, ctx.today, looks.of_unit(seat.unit_id))
    names = tuple(one.person for one in standing)
    ctx.note("取消代理", "seat", seat.id, holder=holder, person="、".join(names))
    text = f"{'、'.join(names)}不再代理{found.name}{seat.role.zh}，提醒从现在起发给您。"
    told += [holder] if _tell(ctx, _holder(ctx, seat), text) else []
    return DeputyEnded(found.name, seat.role, names, holder, tuple(told))


def _holder(ctx: Context, seat: models.Seat) -> int | None:
    tenure = tenure_on(ctx.session, key(seat.id), ctx.today, TenureKind.HOLDER)
    return tenure.person_id if tenure is not None else None


def _tell(ctx: Context, person_id: int | None, text: str) -> bool:
    """Tell somebody who can be told anything; return whether that was so."""
    bound = person_id is not None and is_bound(ctx.session, person_id)
    if person_id is not None and bound:
        outbox.tell(ctx.session, person_id, text, ctx.now)
    return bound


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
