"""Whose phone may be lost, and what it opens."""

from datetime import datetime

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.lost import Lost
from tasks_db.register.people import MAIL, SeatLine
from tasks_db.register.refusals import PeopleError
from tasks_db.store import links, models, people
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view
from tasks_db.work.views.browsers import IDLE


@view(Right.PEOPLE)
def called(ctx: Context, who: str, wall: datetime) -> tuple[Lost, ...]:
    """Return the people in seats whom words may name: by their name, with a unit or a post before it, or by unit.

    ``wall`` is real time. Empty for a name that nobody in a seat has.
    """
    lines = [line for line in _lines(ctx) if line.person]
    meant = [line for line in lines if line.person == who or who.endswith(line.person or "-")]
    meant = meant or [line for line in lines if who and line.unit.endswith(who.removesuffix("联络员"))]
    return tuple(one(ctx, person_id, wall) for person_id in dict.fromkeys(key(line.person_id) for line in meant))


@view(Right.PEOPLE)
def one(ctx: Context, person_id: int, wall: datetime) -> Lost:
    """Return what somebody's phone opens; raises PeopleError for who sits nowhere."""
    mine = [line for line in _lines(ctx) if line.person_id == person_id]
    if not mine:
        raise PeopleError("这个人现在没有席位，旧的登录本来就进不来。各单位的席位见 /seats。")
    accounts = [account.address for account in people.accounts_of(ctx.session, person_id)]
    browser = models.Browser
    signed_in = select(browser.id).where(
        browser.person_id == person_id, col(browser.ended_at).is_(None), col(browser.seen_at) >= wall - IDLE
    )
    return Lost(
        person_id,
        mine[0].person or "",
        tuple(f"{line.unit}{line.role.zh}" for line in mine),
        mine[0].unit,
        len(ctx.session.exec(signed_in).all()),
        tuple(at.channel for at in accounts if at.channel != MAIL),
        len(links.living(ctx.session, tenures(ctx, person_id))),
        next((at.value for at in accounts if at.channel == MAIL), None),
    )


@view(Right.PEOPLE)
def tenures(ctx: Context, person_id: int) -> list[int]:
    """Return the tenures of a person, past ones too."""
    query = select(models.Tenure.id).where(models.Tenure.person_id == person_id)
    return [key(tenure_id) for tenure_id in ctx.session.exec(query)]


def _lines(ctx: Context) -> list[SeatLine]:
    return people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
