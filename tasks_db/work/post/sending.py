"""Notices on their way: claimed, read again, sent, and what came of them recorded; several at once.

Each step is one transaction of the sender's; ``wall`` is real time, which leases and retries follow also in a
rehearsal. The states and their invariants are drawn in ``outbox``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum, auto

from sqlmodel import col, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.answers import Numbered
from tasks_db.register.authority import Right
from tasks_db.register.bundle import BundleValue
from tasks_db.register.links import Mailed
from tasks_db.register.notice import Answer, ButtonWords
from tasks_db.register.people import Address
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import conversation, desk_day, outbox, reachability, ways
from tasks_db.work.views.bundles import read_bundles


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice that is to leave now; ``whom`` is the person, or the conversation, that it goes to."""

    id: int
    token: str
    whom: int | Address

    @property
    def is_answer(self) -> bool:
        """Whether it is said in a conversation, so that somebody waits for it."""
        return isinstance(self.whom, Address)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a claimed notice says on ``day``, and where.

    ``to`` is None where its person has no account on these channels, ``content`` where everything was answered
    meanwhile. ``doubtful`` says that it may have arrived before. ``links`` are those that stand in it.
    """

    claimed: Claimed
    to: Address | None
    day: date
    content: BundleValue | Answer | None
    doubtful: bool
    links: tuple[Mailed, ...] = ()


class Result(Enum):
    """What is known of a notice after an attempt to send it."""

    SENT = auto()
    NOTHING_TO_SAY = auto()
    NOBODY_THERE = auto()
    NOT_GONE = auto()
    MAYBE_GONE = auto()
    REFUSED = auto()
    SHUT_OUT = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. ``ref`` names the message that was sent ``to`` somebody, ``numbers`` what stands on it.

    ``why`` says what kept it, ``until`` (real time) until when its conversation takes nothing.
    """

    claimed: Claimed
    result: Result
    to: Address | None = None
    ref: str | None = None
    numbers: Sequence[tuple[int, int, int | None]] = ()
    why: str | None = None
    until: datetime | None = None

    @property
    def found_no_network(self) -> bool:
        """Whether nothing was heard of the channel."""
        return self.result is Result.NOT_GONE and self.until is None


_CONNECTED = frozenset({Result.SENT, Result.REFUSED, Result.SHUT_OUT})


@view(Right.DELIVER)
def anything_leaves(
    ctx: Context, channels: Collection[str], wall: datetime, *, served: Collection[str] | None = None
) -> bool:
    """Return whether ``claim`` may find something to do: a cheap look before a transaction that writes."""
    open_to = ways.ways(ctx.session, ctx.calendar, channels, served, wall)
    return outbox.anything_leaves(ctx.session, open_to, ctx.now, wall, in_window=_in_window(ctx))


def _in_window(ctx: Context) -> bool:
    return ctx.windows.is_open(ctx.now, ctx.calendar)


@act(Right.DELIVER)
def claim(
    ctx: Context,
    token: str,
    channels: Collection[str],
    wall: datetime,
    *,
    room: int,
    room_for_notices: int,
    busy: Collection[int | Address],
    served: Collection[str] | None = None,
) -> list[Claimed]:
    """Take what is to leave now, one for each person and conversation, answers first; see ``outbox.claim``.

    ``channels`` take messages just now, ``served`` are all that are set up: what is for another of them waits.
    """
    outbox.release_dead_claims(ctx.session, ctx.now, wall)
    taken = outbox.claim(
        ctx.session,
        token,
        ways.ways(ctx.session, ctx.calendar, channels, served, wall),
        ctx.now,
        wall,
        room=room,
        room_for_notices=room_for_notices,
        in_window=_in_window(ctx),
        busy=busy,
    )
    return [Claimed(notice_id, token, to) for notice_id, to in taken]


@act(Right.DELIVER)
def release_all(ctx: Context, wall: datetime) -> int:
    """End every claim, since no other process sends; return how many there were."""
    return outbox.release_dead_claims(ctx.session, ctx.now, wall, timedelta(0))


@view(Right.DELIVER)
def compose(ctx: Context, claimed: Sequence[Claimed]) -> list[Outgoing]:
    """Read claimed notices again as they are now (R7)."""
    rows = ctx.session.exec(select(models.Notice).where(col(models.Notice.id).in_([one.id for one in claimed]))).all()
    to = {key(n.id): Address(n.channel, n.address) if n.channel and n.address else None for n in rows}
    leaving = [n for n in rows if n.kind is NoticeKind.BUNDLE and to[key(n.id)] is not None]
    bundles = read_bundles(ctx.session, leaving, ctx.now, ctx.calendar) if leaving else {}
    bundles = desk_day.with_parts(ctx, leaving, bundles)
    notices = {key(n.id): n for n in rows}
    return [
        Outgoing(one, to[one.id], ctx.today, _content(notices[one.id], to, bundles), notices[one.id].doubtful > 0)
        for one in claimed
    ]


def _content(
    notice: models.Notice, to: Mapping[int, Address | None], bundles: Mapping[int, BundleValue | None]
) -> BundleValue | Answer | None:
    if to[key(notice.id)] is None:
        return None
    return bundles[key(notice.id)] if notice.kind is NoticeKind.BUNDLE else _words(notice)


def _words(notice: models.Notice) -> Answer:
    return Answer(
        notice.text or "",
        _buttons(notice),
        tuple((number or 0, assignment or 0, due) for number, assignment, due in notice.numbers),
        notice.file_name,
        notice.file,
        notice.changes,
        notice.secret,
    )


def _buttons(notice: models.Notice) -> tuple[tuple[ButtonWords, ...], ...]:
    return tuple(
        tuple((str(label), str(action), tuple(args)) for label, action, args in row)  # type: ignore[arg-type]
        for row in notice.buttons
    )


def has_list(outgoing: Outgoing) -> bool:
    """Return whether a message shows a list, by the numbers of which it is answered."""
    content = outgoing.content
    changes = isinstance(content, Answer) and content.changes is not None
    return outgoing.to is not None and content is not None and not changes and _is_list(content.numbers)


def _is_list(numbers: Sequence[Numbered]) -> bool:
    """Whether these are the numbers of a list, and not of a message about one task alone."""
    return bool(numbers) and numbers[0][0] > 0


@act(Right.DELIVER)
def begin(ctx: Context, leaving: Sequence[Outgoing]) -> None:
    """Keep the lists that are about to leave: who gets one may answer it before anybody knows that it came (R3)."""
    lists = [
        conversation.Said(one.to, conversation.unsure_ref(one.claimed.id, one.claimed.token), one.content.numbers)
        for one in leaving
        if one.to is not None and one.content is not None
    ]
    conversation.remember(ctx.session, lists, ctx.now)


@act(Right.DELIVER)
def record(ctx: Context, outcomes: Sequence[Outcome], channels: Collection[str], wall: datetime) -> int:
    """Record how attempts to send ended; return how many of the notices went out.

    One whose claim was over meanwhile stays as whoever took it has it.
    """
    sent = 0
    held = outbox.held(ctx.session, {outcome.claimed.id: outcome.claimed.token for outcome in outcomes})
    ways.end_silence(ctx.session, {one.to.channel for one in outcomes if one.to and one.result in _CONNECTED})
    ways.note_silence(ctx.session, {one.to.channel for one in outcomes if one.to and one.found_no_network}, wall)
    for outcome in outcomes:
        notice = held.get(outcome.claimed.id)
        if notice is not None:
            _record(ctx, notice, outcome, channels, wall)
            sent += outcome.result is Result.SENT
    conversation.forget(ctx.session, [*_known(outcomes, held)])
    conversation.remember(ctx.session, [*_numbered(outcomes, held)], ctx.now)
    ctx.session.flush()
    return sent


def _known(outcomes: Sequence[Outcome], held: Mapping[int, models.Notice]) -> Iterator[tuple[Address, str]]:
    """What messages were called of which it is known by now whether they arrived."""
    for one in outcomes:
        listless = one.result is Result.SENT and not _is_list(one.numbers)
        if one.claimed.id in held and one.to is not None and one.result is not Result.MAYBE_GONE and not listless:
            yield one.to, conversation.unsure_ref(one.claimed.id, one.claimed.token)


def _numbered(outcomes: Sequence[Outcome], held: Mapping[int, models.Notice]) -> Iterator[conversation.Said]:
    """The messages that went out with numbers on them."""
    for one in outcomes:
        notice = held.get(one.claimed.id)
        if notice is not None and one.result is Result.SENT and one.to and one.ref is not None and one.numbers:
            bundle = key(notice.id) if notice.kind is NoticeKind.BUNDLE else None
            yield conversation.Said(one.to, one.ref, one.numbers, bundle)


def _record(ctx: Context, notice: models.Notice, outcome: Outcome, channels: Collection[str], wall: datetime) -> None:
    session, why = ctx.session, outcome.why
    match outcome.result:
        case Result.SENT:
            _sent(ctx, notice, outcome)
        case Result.NOTHING_TO_SAY:
            outbox.finish(session, notice, NoticeState.EMPTY, ctx.now, "没有可发的内容")
        case Result.NOBODY_THERE:
            outbox.finish(session, notice, NoticeState.FAILED, ctx.now, "没有账号")
        case Result.NOT_GONE:
            outbox.put_back(session, notice, outcome.until)
        case Result.MAYBE_GONE:
            outbox.doubt(session, notice, ctx.now, wall, why or "")
        case Result.REFUSED:
            outbox.finish(session, notice, NoticeState.FAILED, ctx.now, why)
        case Result.SHUT_OUT:
            _shut_out(ctx, notice, outcome, channels)


def _sent(ctx: Context, notice: models.Notice, outcome: Outcome) -> None:
    outbox.finish(ctx.session, notice, NoticeState.SENT, ctx.now)
    notice.ref = outcome.ref
    if outcome.to is not None:
        notice.channel, notice.address = outcome.to.channel, outcome.to.value


def _shut_out(ctx: Context, notice: models.Notice, outcome: Outcome, channels: Collection[str]) -> None:
    """The address takes nothing any more: it goes to the person's next one, else it failed and the office hears."""
    if outcome.to is not None:
        reachability.lost(ctx.session, outcome.to, ctx.now)
    others = people.accounts_of(ctx.session, notice.person_id) if notice.person_id is not None else []
    if notice.doubtful:  # it may stand on that channel already, and never comes on two
        outbox.finish(ctx.session, notice, NoticeState.UNKNOWN, ctx.now, outcome.why)
    elif any(account.reachable and account.address.channel in channels for account in others):
        outbox.put_back(ctx.session, notice)
    else:
        outbox.finish(ctx.session, notice, NoticeState.FAILED, ctx.now, outcome.why)
