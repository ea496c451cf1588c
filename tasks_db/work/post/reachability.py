"""Who can be reached where: people stop the bot, come back, and move to another address."""

from datetime import datetime

from sqlmodel import Session, col, select

from config.clock import local_date, local_instant
from tasks_db.register.authority import OFFICE, Right
from tasks_db.register.people import MAIL, Address
from tasks_db.store import looks, models, people
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox

_SAID_AGAIN = "（补发：上次没有送到）\n"


@act(Right.GREET)
def left(ctx: Context, at: Address) -> None:
    """Remember that somebody shut this address to us; the office is told if they cannot be reached elsewhere."""
    lost(ctx.session, at, ctx.now)


@act(Right.GREET)
def returned(ctx: Context, at: Address) -> None:
    """Remember that somebody can be written to at this address again; they get what was said to them in vain."""
    account = people.account_at(ctx.session, at)
    if account is not None and not account.reachable:
        account.reachable = True
        ctx.session.add(account)
        look(ctx.session, ctx.today, looks.of_person(account.person_id))
        _say_again(ctx, at)


def _say_again(ctx: Context, at: Address) -> None:
    """Let the answers leave that were refused here since the last working day began, oldest first.

    The acts that they tell of are done, and nothing else tells of them (R3); surely none has arrived (R4). Bundles
    and notices are not among them: their asks went back to the next bundle. What is older says nothing any more.
    """
    since = local_instant(ctx.calendar.before(ctx.today))
    in_vain = select(models.Notice).where(
        models.Notice.kind == NoticeKind.ANSWER,
        models.Notice.state == NoticeState.FAILED,
        models.Notice.channel == at.channel,
        models.Notice.address == at.value,
        models.Notice.send_at >= since,
    )
    for notice in ctx.session.exec(in_vain.order_by(col(models.Notice.id))):
        # said anew at the end of the conversation, not by changing a message above
        notice.state, notice.error, notice.changes = NoticeState.PENDING, None, None
        notice.text = _SAID_AGAIN + (notice.text or "").removeprefix(_SAID_AGAIN)
        ctx.session.add(notice)


@act(Right.GREET)
def moved(ctx: Context, at: Address, to: Address) -> None:
    """Follow a conversation to its new address; nothing changes where that address is somebody's already."""
    account = people.account_at(ctx.session, at)
    if account is not None and people.account_at(ctx.session, to) is None:
        account.channel, account.address = to.channel, to.value
        ctx.session.add(account)


def lost(session: Session, at: Address, now: datetime) -> None:
    """Mark an account as out of reach, and tell the office, once, when it was the person's last one."""
    account = people.account_at(session, at)
    if account is None or not account.reachable:
        return
    account.reachable = False
    session.add(account)
    look(session, local_date(now), looks.of_person(account.person_id))
    if any(other.reachable for other in people.accounts_of(session, account.person_id)):
        return
    today = local_date(now)
    member = people.member_of_person(session, account.person_id, today)
    if not member.seats:
        return
    seats = "、".join(f"{seat.unit}{seat.role.zh}" for seat in member.seats)
    why = "邮箱退回了邮件" if at.channel == MAIL else "对方停用了机器人或从未打开"
    text = f"联系不上{member.name}（{seats}）：{why}。请电话联系，或用 /handover 换人。"
    for office_id in people.people_in(session, key(people.the_meeting(session).id), tuple(OFFICE), today):
        if office_id != account.person_id:
            outbox.tell(session, office_id, text, now)
