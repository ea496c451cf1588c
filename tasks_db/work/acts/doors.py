"""Signing in on the page: browsers that are bound to a person, codes for another one, signing out.

Whoever holds the invitation of a seat, or a code that the person made in a browser before, is let in. A browser keeps
a token of 256 bits that is drawn here, never one that it brings along; only its hash is stored.
"""

import secrets
from datetime import datetime, timedelta

from sqlmodel import col, select

from tasks_db.register.authority import Authority, Right
from tasks_db.register.page import Entered
from tasks_db.register.people import Address, Member
from tasks_db.register.refusals import PeopleError
from tasks_db.store import audit, looks, models
from tasks_db.store.browsers import page_of, token_hash
from tasks_db.store.door import Beside
from tasks_db.store.people import bind_account, member_of_person
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look

CODE_LASTS = timedelta(minutes=10)


class NameWanted(PeopleError):  # noqa: N818 - nothing is wrong: one more thing is to be said
    """The invitation is for a vacant seat: whoever takes it has to say their name."""


@act(Right.GREET, Beside.NOBODY)  # as ``bind``
def sign_in(ctx: Context, code: str, channel: str, browser: str, wall: datetime, name: str = "") -> Entered:
    """Let somebody in on the page of ``channel`` by an invitation, or by a code from another browser of theirs.

    ``browser`` is what it is, for lists; ``wall`` is real time. A vacant seat is taken under ``name``. Raises
    PeopleError with the sentence for whoever typed the code, NameWanted where a name is missing.
    """
    own = ctx.session.exec(
        select(models.BrowserCode).where(models.BrowserCode.code_hash == seating.hash_of(code))
    ).first()
    if own is None:
        member, at = _by_invitation(ctx, code, channel, name)
    elif own.used_at is not None or own.expires_at < wall:
        raise PeopleError("这个登录码已经用过或过了时间。请在已登录的浏览器里再要一个。")
    else:
        own.used_at = wall
        ctx.session.add(own)
        member = member_of_person(ctx.session, own.person_id, ctx.today)
        at = _address(ctx, own.person_id, channel)
    token = secrets.token_urlsafe(32)
    row = models.Browser(
        person_id=member.person_id, token_hash=token_hash(token), name=browser, since=wall, seen_at=wall
    )
    ctx.session.add(row)
    ctx.session.flush()
    by = Authority(member.person_id, member.name)
    audit.note(ctx.session, ctx.now, by, "登录网页", "browser", row.id, person=member.name, browser=browser)
    return Entered(token, member, at, again=own is not None)


def _by_invitation(ctx: Context, code: str, channel: str, name: str) -> tuple[Member, Address]:
    invited = seating.usable(ctx.session, code, ctx.now).person_id
    if invited is None and not name.strip():
        raise NameWanted("这个席位还没有登记姓名，请同时填写您的姓名。")
    at = _fresh(channel) if invited is None else page_of(ctx.session, invited, channel) or _fresh(channel)
    return seating.bind(ctx, code, at, name.strip()), at


def _address(ctx: Context, person_id: int, channel: str) -> Address:
    """Where a person is told things on the page; made where they are known on other channels alone."""
    found = page_of(ctx.session, person_id, channel)
    if found is None:
        found = _fresh(channel)
        bind_account(ctx.session, person_id, found, ctx.now)
        look(ctx.session, ctx.today, looks.of_person(person_id))
    return found


def _fresh(channel: str) -> Address:
    return Address(channel, secrets.token_hex(8))


@act(Right.GREET)
def code_for_another(ctx: Context, wall: datetime) -> str:
    """Return a new one-time code that signs the person in in another browser; an earlier one stops working.

    ``wall`` is real time.
    """
    me = ctx.me
    for old in ctx.session.exec(
        select(models.BrowserCode).where(
            models.BrowserCode.person_id == me.person_id, col(models.BrowserCode.used_at).is_(None)
        )
    ).all():
        old.expires_at = min(old.expires_at, wall)
        ctx.session.add(old)
    code = seating.drawn_code()
    ctx.session.add(
        models.BrowserCode(person_id=me.person_id, code_hash=seating.hash_of(code), expires_at=wall + CODE_LASTS)
    )
    ctx.note("要登录码", "person", me.person_id)
    return code


@act(Right.GREET)
def end_browser(ctx: Context, browser_id: int) -> None:
    """Sign one's own browser out, this one or another; raises PeopleError where it is none of one's own."""
    row = ctx.session.get(models.Browser, browser_id)
    if row is None or row.person_id != ctx.me.person_id:
        raise PeopleError("没有这个浏览器，请刷新后再看。")
    _end(ctx, row)


@act(Right.PEOPLE)
def end_browsers_of(ctx: Context, name: str) -> int:
    """Sign a person out in every browser; return in how many. Raises PeopleError where nobody of this name is in."""
    rows = [
        row
        for row, person in ctx.session.exec(
            select(models.Browser, models.Person).where(
                models.Browser.person_id == models.Person.id,
                models.Person.name == name,
                col(models.Browser.ended_at).is_(None),
            )
        ).all()
        if person is not None
    ]
    if not rows:
        raise PeopleError(f"“{name}”没有登录着的浏览器。已登录的见 /browsers（命令行：lianxi seat browsers）。")
    for row in rows:
        _end(ctx, row)
    return len(rows)


def _end(ctx: Context, row: models.Browser) -> None:
    if row.ended_at is None:
        row.ended_at = ctx.now
        ctx.session.add(row)
        ctx.note("退出登录", "browser", row.id, browser=row.name)
