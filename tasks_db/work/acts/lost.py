"""换手机, 手机丢了: whoever holds a phone is let in nowhere any more, and gets a code for another one."""

from datetime import datetime

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.lost import LetOut
from tasks_db.register.people import Member
from tasks_db.register.refusals import PeopleError
from tasks_db.store import links, looks, models, people
from tasks_db.store.keys import key
from tasks_db.work import by_link, office_people
from tasks_db.work.acts.seating import issue_code
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.views import lost as views


@act(Right.PEOPLE)
def let_out(ctx: Context, person_id: int, wall: datetime) -> LetOut:
    """Let a person in nowhere any more, at once, and return a new one-time code for them in the same step.

    Browsers are signed out, accounts unbound and links ended; what is said from the old phone from now on is a
    stranger's. Their mail address stays. The others of the office are told; what waits to be told to the person waits
    until they are back. ``wall`` is real time. Raises PeopleError for who sits nowhere, and for oneself.
    """
    if isinstance(ctx.who, Member) and ctx.who.person_id == person_id:
        raise PeopleError(
            "这是您自己正在用的登录。请办公室另一位来停用，或在网页右上角“登录的浏览器”里退出丢失的那一台。"
        )
    found = views.one(ctx, person_id, wall)
    for browser in ctx.session.exec(
        select(models.Browser).where(models.Browser.person_id == person_id, col(models.Browser.ended_at).is_(None))
    ).all():
        browser.ended_at = ctx.now
        ctx.session.add(browser)
    for channel in found.channels:
        people.drop_account(ctx.session, person_id, channel)
    for code in ctx.session.exec(
        select(models.BrowserCode).where(
            models.BrowserCode.person_id == person_id, col(models.BrowserCode.used_at).is_(None)
        )
    ).all():
        code.expires_at = min(code.expires_at, wall)
        ctx.session.add(code)
    by_link.end(ctx.session, links.living(ctx.session, views.tenures(ctx, person_id)), ctx.now)
    look(ctx.session, ctx.today, looks.of_person(person_id))
    seat = _seat(ctx, person_id)
    new = issue_code(ctx.session, seat, ctx.now, ctx.by, person_id=person_id)
    ctx.note("停用旧手机", "person", person_id, browsers=found.browsers, channels=list(found.channels))
    text = f"{'、'.join(found.seats)}{found.person}的旧手机已停用（备案）。本人用新邀请码登录之前，催报发不到。"
    but = ctx.who.person_id if isinstance(ctx.who, Member) else None
    return LetOut(found, new, office_people.tell_office(ctx, text, but=but))


def _seat(ctx: Context, person_id: int) -> models.Seat:
    """The seat in which a person serves today: the first, as its holder."""
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    return ctx.session.get_one(models.Seat, next(one.seat_id for one in lines if one.person_id == person_id))
