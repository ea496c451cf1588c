"""One notice on its way: taken up, claimed, read again, sent, and its outcome recorded.

Each step is one transaction of the sender's; ``wall`` is real time, which leases and retries follow also in a
rehearsal. The states and their invariants are drawn in ``outbox``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_db.register.answers import Numbered
from tasks_db.register.authority import Right
from tasks_db.register.bundle import BundleValue
from tasks_db.register.notice import ButtonWords, NoticeText
from tasks_db.register.people import Account, Address, told_at
from tasks_db.store import models, people
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import conversation, outbox, reachability
from tasks_db.work.views.bundles import read_bundle


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a notice says on ``day``, and where; ``content`` is None where everything was answered meanwhile."""

    to: Address
    day: date
    content: BundleValue | NoticeText | None


@act(Right.DELIVER)
def take_up(ctx: Context, channels: Collection[str], wall: datetime) -> list[int]:
    """Return the notices to try now, oldest first; those whose sender died are among them once their lease is over.

    A person whose accounts are all on channels other than ``channels`` is left to whoever serves those.
    """
    outbox.release_dead_claims(ctx.session, wall)
    in_window = ctx.windows.is_open(ctx.now, ctx.calendar)
    waiting = outbox.ready(ctx.session, ctx.now, wall, bundles=in_window)
    accounts = people.all_accounts(ctx.session) if waiting else {}
    return [
        notice_id
        for notice_id, person_id in waiting
        if person_id not in accounts or _served(accounts[person_id], channels)
    ]


@act(Right.DELIVER)
def claim(ctx: Context, notice_id: int, wall: datetime) -> bool:
    """Take a notice for sending; False when another worker has it or it is done."""
    return outbox.claim(ctx.session, notice_id, wall)


@view(Right.DELIVER)
def compose(ctx: Context, notice_id: int, channels: Collection[str]) -> Outgoing | None:
    """Read a notice again as it is now (R7); None where its person has no account on these channels."""
    notice = ctx.session.get_one(models.Notice, notice_id)
    account = told_at(_served(people.accounts_of(ctx.session, notice.person_id), channels))
    if account is None:
        return None
    if notice.kind is NoticeKind.IMMEDIATE:
        return Outgoing(account.address, ctx.today, NoticeText(notice.text or "", _buttons(notice)))
    bundle = read_bundle(ctx.session, notice, ctx.now, calendar=ctx.calendar)
    return Outgoing(account.address, ctx.today, bundle)


def _served(accounts: Sequence[Account], channels: Collection[str]) -> list[Account]:
    return [account for account in accounts if account.address.channel in channels]


def _buttons(notice: models.Notice) -> tuple[tuple[ButtonWords, ...], ...]:
    return tuple(
        tuple((str(label), str(action), tuple(args)) for label, action, args in row)  # type: ignore[arg-type]
        for row in notice.buttons
    )


@act(Right.DELIVER)
def empty(ctx: Context, notice_id: int) -> None:
    """Record that a notice had nothing left to say and was not sent."""
    outbox.finish(ctx.session, notice_id, NoticeState.EMPTY, ctx.now, "没有可发的内容")


@act(Right.DELIVER)
def homeless(ctx: Context, notice_id: int) -> None:
    """Record that a notice was not sent because its person has no account."""
    outbox.finish(ctx.session, notice_id, NoticeState.FAILED, ctx.now, "没有账号")


@act(Right.DELIVER)
def sent(ctx: Context, notice_id: int, at: Address, ref: str, numbers: Sequence[Numbered]) -> None:
    """Record that a notice went out as the message ``ref``, and which tasks the numbers on it stand for."""
    outbox.finish(ctx.session, notice_id, NoticeState.SENT, ctx.now)
    if numbers:
        conversation.remember(ctx, at, ref, numbers, notice_id)


@act(Right.DELIVER)
def postponed(ctx: Context, notice_id: int, until: datetime) -> None:
    """Record that a notice was not delivered yet and is tried again from ``until`` on; the try does not count."""
    outbox.postpone(ctx.session, notice_id, until)


@act(Right.DELIVER)
def unknown(ctx: Context, notice_id: int, why: str) -> None:
    """Record that nobody knows whether a notice arrived, and ``why``."""
    outbox.finish(ctx.session, notice_id, NoticeState.UNKNOWN, ctx.now, why)


@act(Right.DELIVER)
def refused(ctx: Context, notice_id: int, why: str) -> None:
    """Record that the channel will never take this message, and ``why``."""
    outbox.finish(ctx.session, notice_id, NoticeState.FAILED, ctx.now, why)


@act(Right.DELIVER)
def shut_out(ctx: Context, notice_id: int, at: Address, why: str, channels: Collection[str], wall: datetime) -> bool:
    """The address does not take messages any more; return whether the person can be told at another one.

    If so, the notice waits to be sent there. If not, it failed, its asks are given back and the office is told.
    """
    reachability.lost(ctx.session, at, ctx.now)
    notice = ctx.session.get_one(models.Notice, notice_id)
    elsewhere = _served(people.accounts_of(ctx.session, notice.person_id), channels)
    if any(account.reachable for account in elsewhere):
        outbox.postpone(ctx.session, notice_id, wall)
        return True
    outbox.finish(ctx.session, notice_id, NoticeState.FAILED, ctx.now, why)
    outbox.take_back_asks(ctx.session, notice_id)
    return False
