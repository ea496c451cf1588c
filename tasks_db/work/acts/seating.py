"""Who sits where: seats taken, handed over; invitations and the accounts they bind."""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register import authority
from tasks_db.register.authority import Authority, Right
from tasks_db.register.links import LinkRules
from tasks_db.register.people import MAIL, Address, Member, SeatLine
from tasks_db.register.refusals import PeopleError
from tasks_db.register.seating import HandedOver, Invited, MailSet, mail_address, person_and_post
from tasks_db.store import audit, links, looks, models
from tasks_db.store.door import Beside
from tasks_db.store.keys import key
from tasks_db.store.people import (
    account_at,
    accounts_of,
    bind_account,
    deputies_on,
    drop_account,
    holder_name,
    holders_after,
    is_bound,
    member_of_person,
    people_in,
    seat_lines,
    tenure_on,
    the_meeting,
)
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole, TenureKind
from tasks_db.work import by_link, filings, office_people
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.seats import person_of, seat_of

INVITATION_DAYS = 30
NO_MAIL = (
    "还没有设置发邮件的服务器，写了邮箱也发不出去。请先设置 LIANXI_MAIL_HOST 和 LIANXI_MAIL_FROM"
    "（见 docs/operations.md），重新启动后再试。"
)
TEST_SEEN = "tm"
"""The name of the button under a test message."""
_CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read wrong over the phone
_ONE_DAY = timedelta(days=1)


@act(Right.PEOPLE)
def invite(ctx: Context, unit: str, role: SeatRole = SeatRole.LIAISON) -> Invited:
    """Return a new one-time code for a unit's seat, which is made where there is none yet.

    It is for whoever holds the seat; where they are bound, or nobody does, for whoever is to hold it from a later
    day. An earlier unused code of that person stops working. Raises UnitError for a name that no unit has, and
    PeopleError for a group of units or where it is not clear which of several seats is meant.
    """
    seat, found = seat_of(ctx, unit, role)
    holder = tenure_on(ctx.session, key(seat.id), ctx.today, TenureKind.HOLDER)
    coming = next(iter(holders_after(ctx.session, key(seat.id), ctx.today)), None)
    if coming is not None and not (holder is None or is_bound(ctx.session, holder.person_id)):
        coming = None
    tenure = coming or holder
    person_id = tenure.person_id if tenure is not None else None
    name = ctx.session.get_one(models.Person, person_id).name if person_id is not None else None
    return Invited(found.name, role, name, issue_code(ctx.session, seat, ctx.now, ctx.by, person_id=person_id))


@act(Right.PEOPLE)
def invite_unbound(ctx: Context) -> tuple[Invited, ...]:
    """Return a new code for every seat that nobody is bound to, and for whoever is to stand in and is not bound.

    Earlier unused ones of theirs stop working.

    Raises PeopleError where everybody is bound.
    """
    lines = seat_lines(ctx.session, key(the_meeting(ctx.session).id), ctx.today)
    wanted: list[tuple[SeatLine, str | None, int | None]] = [
        (line, line.person, None) for line in lines if not line.bound
    ]
    wanted += [
        (line, f"{one.person}（代理）", ctx.session.get_one(models.Tenure, one.tenure_id).person_id)
        for line in lines
        for one in line.deputies
        if not one.bound
    ]
    if not wanted:
        raise PeopleError("所有席位都已绑定，不用再邀请。")
    return tuple(
        Invited(line.unit, line.role, person, issue_code(ctx.session, seat, ctx.now, ctx.by, person_id=person_id))
        for line, person, person_id in wanted
        for seat in (ctx.session.get_one(models.Seat, line.seat_id),)
    )


@act(Right.PEOPLE)
def hand_over(ctx: Context, unit: str, name: str, *, stays: bool = False) -> HandedOver:
    """Let somebody else be a unit's liaison from today on (备案): what is open goes along.

    The predecessor's account loses the seat, and the post goes with them: that of the new holder may stand behind the
    name, 林知微（科员）. With ``stays`` the post alone changes, and nobody is replaced. Raises UnitError for a name
    that no unit has, and PeopleError for a group of units, for no name, and where somebody else sits there than is
    to stay.
    """
    name, post = person_and_post(name)
    seat, found = seat_of(ctx, unit, SeatRole.LIAISON)
    before = holder_name(ctx.session, key(seat.id), ctx.today)
    if stays and (before is None or name not in {"", before}):
        now = f"{found.name}现在的联络员是{before or '空缺'}。"
        raise PeopleError(f"{now}换人请写：/handover {found.name} 姓名（职务）")
    name = before if stays and before is not None else name
    if not name:
        raise PeopleError("没有写姓名。请写：/handover 单位 姓名（职务）")
    person = take_seat(ctx.session, seat, name, ctx.today)
    if post is not None or before != name:
        seat.post = post or ""
        ctx.session.add(seat)
    if before != name:
        filings.file(ctx, seat, before, name, ctx.today)
    told = {"post": seat.post} if seat.post else {}
    ctx.note("联络员调整（备案）", "seat", seat.id, before=before or "", after=name, **told)
    bound = is_bound(ctx.session, key(person.id))
    code = None if bound or before == name else issue_code(ctx.session, seat, ctx.now, ctx.by)
    return HandedOver(found.name, before, name, code, seat.post)


@act(Right.PEOPLE)
def send_test(ctx: Context, unit: str, role: SeatRole = SeatRole.LIAISON) -> tuple[str, ...]:
    """发测试消息 to whoever serves in a unit's seat; returns their names.

    Raises UnitError for a name that no unit has, and PeopleError where nobody in the seat is bound.
    """
    meeting = the_meeting(ctx.session)
    found = named_unit(ctx.session, meeting.jurisdiction_id, unit)
    lines = [
        line
        for line in seat_lines(ctx.session, key(meeting.id), ctx.today)
        if line.unit == found.name and line.role is role and line.bound and line.person_id is not None
    ]
    if not lines:
        raise PeopleError(f"{found.name}{role.zh}还没有人绑定，发不出测试消息。请先邀请：/invite {found.name}")
    for line in lines:
        text = f"这是联席会议办公室的测试消息，不用办理。下面有“收到”的请点一下。（{found.name}{role.zh}）"
        outbox.tell(ctx.session, key(line.person_id), text, ctx.now, ((("收到", TEST_SEEN, (line.seat_id,)),),))
    ctx.note("发测试消息", "unit", found.id, role=role.zh, to=[line.person for line in lines])
    return tuple(line.person or "" for line in lines)


@act(Right.ASK)
def test_seen(ctx: Context, seat_id: int) -> None:
    """Tell the office that a test message to a seat has arrived; raises PeopleError for another's seat."""
    seat = next((one for one in ctx.me.seats if one.seat_id == seat_id), None)
    if seat is None:
        raise PeopleError("这条测试消息不是发给您的。")
    office_people.tell_office(ctx, f"{seat.unit}{seat.role.zh}{ctx.me.name}收到了测试消息。")
    ctx.note("收到测试消息", "seat", seat_id)


@act(Right.PEOPLE)
def set_mail(
    ctx: Context, rules: LinkRules, unit: str, address: str | None, role: SeatRole = SeatRole.LIAISON
) -> MailSet:
    """Write down where a seat's holder gets mail, or that they get none any more.

    They are told by mail while they have no other channel, or when that one fails. Raises UnitError for a name that
    no unit has, and PeopleError where nobody holds the seat, the address is none or another's, or no mail goes out.
    """
    if address is not None and not rules.mails:
        raise PeopleError(NO_MAIL)
    seat, found = seat_of(ctx, unit, role)
    tenure = tenure_on(ctx.session, key(seat.id), ctx.today, TenureKind.HOLDER)
    if tenure is None:
        way = f"/handover {found.name} 姓名" if role is SeatRole.LIAISON else "单位人员表"
        raise PeopleError(f"{found.name}的{role.zh}还没有登记姓名。请先登记（{way}），再写邮箱。")
    person = ctx.session.get_one(models.Person, tenure.person_id)
    before = mail_to(ctx.session, tenure.person_id, address, ctx.now)
    ctx.note("登记邮箱" if address else "取消邮箱", "seat", seat.id, person=person.name, before=before or "")
    accounts = accounts_of(ctx.session, tenure.person_id)
    mine = next((one.address.value for one in accounts if one.address.channel == MAIL), None)
    return MailSet(found.name, role, person.name, mine, len(accounts) - bool(mine))


def mail_to(session: Session, person_id: int, address: str | None, now: datetime) -> str | None:
    """Let a person get mail at an address, or none any more, and return where they got it before.

    What was mailed elsewhere opens nothing any more. Raises PeopleError for an address that is none, or another's.
    """
    at = Address(MAIL, mail_address(address)) if address is not None else None
    whose = account_at(session, at) if at is not None else None
    if whose is not None and whose.person_id != person_id:
        other = session.get_one(models.Person, whose.person_id).name
        raise PeopleError(
            f"邮箱 {whose.address} 已经登记给{other}，一个邮箱只能登记给一个人。请换一个，或先取消那一个。"
        )
    before = next((one.address for one in accounts_of(session, person_id) if one.address.channel == MAIL), None)
    if before not in {None, at}:
        by_link.end(session, links.mailed_to(session, person_id), now)
    if at is None:
        drop_account(session, person_id, MAIL)
    else:
        bind_account(session, person_id, at, now)
        outbox.comes_onto_a_channel(session, person_id)
    look(session, local_date(now), looks.of_person(person_id))
    return before.value if before is not None else None


def take_seat(session: Session, seat: models.Seat, name: str, since: date) -> models.Person:
    """Put a person into a seat from today on and return them; whoever held it hands over the day before.

    The caller writes the audit entry (备案).
    """
    current = tenure_on(session, key(seat.id), since, TenureKind.HOLDER)
    if current is not None:
        person = session.get_one(models.Person, current.person_id)
        if person.name == name:
            return person
        current.until = since - _ONE_DAY
        session.add(current)
        outbox.redirect(session, key(seat.id))
    person = person_of(session, seat, name)
    session.add(models.Tenure(seat_id=key(seat.id), person_id=key(person.id), since=since))
    look(session, since, looks.of_unit(seat.unit_id))
    return person


def issue_code(
    session: Session, seat: models.Seat, now: datetime, by: Authority, *, person_id: int | None = None
) -> str:
    """Return a new one-time code for a seat: for its holder, or for the deputy that ``person_id`` names.

    An earlier unused code of the seat stops working, but for that of somebody else who sits there or stands in, or
    is to. Only the code's hash is kept.
    """
    code = drawn_code()
    tenure = tenure_on(session, key(seat.id), local_date(now), TenureKind.HOLDER)
    whose = person_id or (tenure.person_id if tenure else None)
    others = {tenure.person_id} if tenure is not None else set()
    standing = deputies_on(session, [key(seat.id)], local_date(now))
    others |= {session.get_one(models.Tenure, one.tenure_id).person_id for one in standing}
    others |= {one.person_id for one in holders_after(session, key(seat.id), local_date(now))}
    revoke_codes(session, seat, now, but_of=others - {whose})
    session.add(
        models.Invitation(
            seat_id=key(seat.id),
            person_id=whose,
            code_hash=hash_of(code),
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    )
    audit.note(session, now, by, "邀请", "seat", seat.id)
    return code


def revoke_codes(session: Session, seat: models.Seat, now: datetime, *, but_of: Collection[int] = ()) -> None:
    """Let no code of a seat work any more that nobody has used yet, but for those of some people."""
    for old in session.exec(
        select(models.Invitation).where(
            models.Invitation.seat_id == seat.id,
            col(models.Invitation.used_at).is_(None),
            col(models.Invitation.revoked_at).is_(None),
        )
    ).all():
        if old.person_id not in but_of:
            old.revoked_at = now
            session.add(old)


def drawn_code() -> str:
    """Return a new one-time code, in a form that is read right over the phone."""
    drawn = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def hash_of(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


@act(Right.GREET, Beside.NOBODY)  # one code lets one in, and one seat is taken once
def bind(ctx: Context, code: str, at: Address, chat_name: str) -> Member:
    """Bind a chat account by an invitation and return whose it is; the office is told of a liaison (备案).

    An account on another channel stays; one on this channel is replaced.
    A vacant seat is taken under ``chat_name``, the chat's own name for the person. Raises PeopleError with the
    sentence for whoever typed the code.
    """
    session, now = ctx.session, ctx.now
    invitation = usable(session, code, now)
    mine = account_at(session, at)
    seat = session.get_one(models.Seat, invitation.seat_id)
    if invitation.person_id is not None:
        person = session.get_one(models.Person, invitation.person_id)
    else:
        person = take_seat(session, seat, chat_name, local_date(now))
    if mine is not None and mine.person_id != person.id:
        # the same human under two seats: the account already tells who it is
        _pass_on(session, key(seat.id), key(person.id), mine.person_id, local_date(now))
        person = session.get_one(models.Person, mine.person_id)
    elif mine is None:
        bind_account(session, key(person.id), at, now)
    invitation.used_at = now
    session.add(invitation)
    outbox.comes_onto_a_channel(session, key(person.id))
    look(session, ctx.today, looks.of_person(key(person.id)))
    audit.note(session, now, Authority(person.id, person.name), "绑定", "seat", seat.id, person=person.name)
    _tell_office(ctx, seat, person.name)
    return member_of_person(session, key(person.id), local_date(now))


def usable(session: Session, code: str, now: datetime) -> models.Invitation:
    """Return the invitation of a code that was typed; raises PeopleError where it is none, or none any more."""
    invitation = session.exec(select(models.Invitation).where(models.Invitation.code_hash == hash_of(code))).first()
    if invitation is None:
        raise PeopleError("邀请码不对。请核对后再发一次，或向联席会议办公室要一个新的。")
    if invitation.used_at is not None:
        raise PeopleError("这个邀请码已经用过了。如果不是您本人用的，请马上告诉联席会议办公室。")
    if invitation.revoked_at is not None or invitation.expires_at < now:
        raise PeopleError("这个邀请码已经失效。请向联席会议办公室要一个新的。")
    return invitation


def _tell_office(ctx: Context, seat: models.Seat, name: str) -> None:
    if seat.role is not SeatRole.LIAISON:
        return
    unit = ctx.session.get_one(models.Unit, seat.unit_id)
    for person_id in people_in(ctx.session, seat.meeting_id, tuple(authority.OFFICE), ctx.today):
        outbox.tell(ctx.session, person_id, f"{unit.name}的联络员{name}已绑定（备案）。", ctx.now)


def _pass_on(session: Session, seat_id: int, before: int, after: int, day: date) -> None:
    """From ``day`` on somebody else serves as the one invited would: as holder, or as deputy as long."""
    for tenure in session.exec(
        select(models.Tenure).where(models.Tenure.seat_id == seat_id, models.Tenure.person_id == before)
    ).all():
        if tenure.until is not None and tenure.until < day:
            continue
        since = max(tenure.since, day)
        session.add(
            models.Tenure(seat_id=seat_id, person_id=after, kind=tenure.kind, since=since, until=tenure.until)
        )
        tenure.until = since - _ONE_DAY
        session.add(tenure)
    session.flush()
    outbox.redirect(session, seat_id)


@act(Right.PEOPLE)
def bind_directly(ctx: Context, person_id: int, at: Address) -> None:
    """Bind an account without an invitation, for the sample's made-up people."""
    bind_account(ctx.session, person_id, at, ctx.now)
    look(ctx.session, ctx.today, looks.of_person(person_id))
    ctx.note("直接绑定", "person", person_id, channel=at.channel)
