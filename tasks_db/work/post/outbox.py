"""Outgoing messages as rows.

::

    PENDING ──claim──▶ CLAIMED ──taken by the channel──────▶ SENT
       ▲                 │ │ │ └──nothing left to say──────▶ EMPTY
       │                 │ │ └──refused by the platform────▶ FAILED   (its own word, with its code: R4)
       ├──surely not gone┘ │
       └──may have arrived─┴──after three tries, or when its day is over──▶ UNKNOWN

    FAILED ──an answer of late, and its person lets us in again (``reachability``)──▶ PENDING

    TO_PASS_ON ──passed on by the office, or answered by its link──▶ SENT
       └──its person comes onto a channel──▶ PENDING

Invariants: a row is written before its message. A claim takes a row out of PENDING and only who holds the claim ends
it; one whose process died may have arrived. What may have arrived counts in ``doubtful`` for good, and leaves again
after 1 and 10 minutes with a word that it may come twice. What was SENT is never sent again. A bundle leaves, or is
passed on, on its own day or never. A notice that nobody got gives its asks back, so that the next bundle asks again;
what it was about stays with it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, func, select

from tasks_db.register.authority import Right
from tasks_db.register.handing_out import GRACE
from tasks_db.register.notice import Answer, ButtonWords
from tasks_db.register.people import Address
from tasks_db.store import looks, models
from tasks_db.store.door import Beside
from tasks_db.store.keys import key
from tasks_db.store.lean import columns, insert_new, rows, table_of
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import leaving, ways
from tasks_db.work.post.ways import Ways

LEASE = timedelta(seconds=90)
"""How long a claim holds in real time: more than a channel takes to fail (R4: 30 s)."""

PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
"""After how long what may have arrived is tried again (R4)."""


def tell(
    session: Session,
    person_id: int,
    text: str,
    now: datetime,
    buttons: Sequence[Sequence[tuple[str, str, Sequence[object]]]] = (),
    *,
    file: tuple[str, bytes] | None = None,
) -> models.Notice:
    """Queue a message for a person, wherever they are reached: a decision, a return, an answer to a chase.

    A ``file`` that goes with it is its name and its content.
    """
    notice = models.Notice(
        person_id=person_id,
        kind=NoticeKind.IMMEDIATE,
        send_at=now,
        text=text,
        buttons=_as_lists(buttons),
        file_name=file[0] if file is not None else None,
        file=file[1] if file is not None else None,
    )
    session.add(notice)
    session.flush()
    return notice


def unsay(session: Session, text: str) -> None:
    """Take back what was queued for anybody in these words and has not left."""
    waits = (NoticeState.PENDING, NoticeState.TO_PASS_ON)
    kind, state = models.Notice.kind, col(models.Notice.state)
    query = select(models.Notice).where(kind == NoticeKind.IMMEDIATE, state.in_(waits), models.Notice.text == text)
    for notice in session.exec(query):
        session.delete(notice)


def count_due(session: Session, now: datetime) -> int:
    """Return how many notices wait whose time has come."""
    query = select(func.count()).select_from(models.Notice)
    return session.exec(query.where(models.Notice.state == NoticeState.PENDING, models.Notice.send_at <= now)).one()


@act(Right.DELIVER, Beside.ANYBODY)
def answers(ctx: Context, at: Address, said: Sequence[Answer], update_id: int) -> None:
    """Queue what is said in a conversation, in order, in answer to the row ``update_id`` of what came in."""
    new = [
        {
            "channel": at.channel,
            "address": at.value,
            "kind": NoticeKind.ANSWER,
            "state": NoticeState.PENDING,
            "send_at": ctx.now,
            "text": one.text,
            "buttons": _as_lists(one.buttons),
            "numbers": [list(item) for item in one.numbers],
            "about": [],
            "file_name": one.file_name,
            "file": one.file,
            "changes": one.changes,
            "secret": one.secret,
            "update_id": update_id,
            "attempts": 0,
            "doubtful": 0,
        }
        for one in said
    ]
    insert_new(ctx.session, models.Notice, new)  # plain: everybody who says anything waits for it


def _as_lists(
    buttons: Sequence[Sequence[tuple[str, str, Sequence[object]]]] | tuple[tuple[ButtonWords, ...], ...],
) -> list[list[list[object]]]:
    return [[[label, action, list(args)] for label, action, args in row] for row in buttons]


def claim(
    session: Session,
    token: str,
    open_to: Ways,
    now: datetime,
    wall: datetime,
    *,
    room: int,
    room_for_notices: int,
    in_window: bool,
    busy: Collection[int | Address] = (),
) -> list[tuple[int, int | Address]]:
    """Take what is to leave now, in the order in which it leaves, one for each person and conversation.

    Answers fill up to ``room``, notices up to ``room_for_notices`` of it, these only inside a send window. ``busy``
    are the persons and the conversations that something is on its way to. ``wall`` is real time, which retries follow
    also in a rehearsal. The way of each is chosen here (``ways``). Returns the id of each and whom it goes to.
    """
    waiting = rows(
        session,
        leaving.first_of_each(open_to, in_window=in_window and room_for_notices > 0),
        {**leaving.moments(now, wall, LEASE), "most": 2 * room + 2 * len(busy)},
    )
    chosen: dict[int | Address, Any] = {}
    notices = 0
    for row in waiting:
        to = row.person_id if row.person_id is not None else Address(row.channel or "", row.address or "")
        is_notice = row.kind is not NoticeKind.ANSWER
        if to in chosen or to in busy or len(chosen) == room or (is_notice and notices == room_for_notices):
            continue
        chosen[to] = row
        notices += is_notice
    _take(session, chosen.values(), token, ways.chosen(session, chosen.values(), open_to), wall)
    return [(row.id, to) for to, row in chosen.items()]


def _take(
    session: Session, chosen: Collection[Any], token: str, to: Mapping[int, Address | None], wall: datetime
) -> None:
    """Write down that these rows are claimed, and which way they go."""
    if not chosen:
        return
    notice = columns(models.Notice)
    claimed = (
        update(table_of(models.Notice))
        .where(notice.id == bindparam("which"))
        .values(
            state=NoticeState.CLAIMED,
            claimed_by=token,
            claimed_at=wall,
            attempts=notice.attempts + 1,
            channel=bindparam("on"),
            address=bindparam("at"),
        )
    )
    goes = [(row.id, to[row.id]) for row in chosen]
    session.connection().execute(
        claimed,
        [{"which": each, "on": at.channel if at else None, "at": at.value if at else None} for each, at in goes],
    )


def held(session: Session, tokens: Mapping[int, str]) -> dict[int, models.Notice]:
    """Return those of these notices that are still claimed under their tokens, by their ids.

    The claim of one that is left out was over meanwhile.
    """
    found = session.exec(
        select(models.Notice)
        .where(col(models.Notice.id).in_(tokens), models.Notice.state == NoticeState.CLAIMED)
        .with_for_update()
    ).all()
    return {key(notice.id): notice for notice in found if notice.claimed_by == tokens[key(notice.id)]}


def finish(
    session: Session, notice: models.Notice, state: NoticeState, now: datetime, why: str | None = None
) -> None:
    """Record how it ended; ``now`` is when it was sent, ``why`` what kept it.

    What reached nobody gives its asks back.
    """
    notice.state, notice.error, notice.claimed_by = state, why, None
    if state is NoticeState.SENT:
        notice.sent_at, notice.file = now, None
    elif state is not NoticeState.EMPTY:
        give_back(session, notice)
    session.add(notice)


def give_back(session: Session, notice: models.Notice) -> None:
    """Delete the asks of a notice, so that its rungs are asked again; it keeps the titles that it was about."""
    titles = session.exec(
        select(models.Task.title)
        .join(models.Checkpoint, col(models.Checkpoint.task_id) == col(models.Task.id))
        .join(models.Due, col(models.Due.checkpoint_id) == col(models.Checkpoint.id))
        .join(models.Ask, col(models.Ask.due_id) == col(models.Due.id))
        .where(models.Ask.notice_id == notice.id, col(models.Ask.merged).is_(False))
        .order_by(col(models.Ask.id))
    ).all()
    notice.about = [*notice.about, *titles]
    session.add(notice)
    look(session, looks.AT_ONCE, looks.of_notices([key(notice.id)]))
    session.execute(delete(models.Ask).where(col(models.Ask.notice_id) == notice.id))


def redirect(session: Session, seat_id: int) -> None:
    """Give back what waits to be asked of a seat, so that whoever serves in it now is asked, and nobody else (R4).

    Whoever changes the seat lets all be looked at that its unit owes.
    """
    waiting = select(models.Notice.id).where(
        models.Notice.kind == NoticeKind.BUNDLE,
        col(models.Notice.state).in_((NoticeState.PENDING, NoticeState.TO_PASS_ON)),
    )
    session.execute(
        delete(models.Ask).where(col(models.Ask.seat_id) == seat_id, col(models.Ask.notice_id).in_(waiting))
    )


def comes_onto_a_channel(session: Session, person_id: int) -> None:
    """Let what was to be passed on to a person leave by itself: there is a channel to them by now."""
    waiting = models.Notice.state == NoticeState.TO_PASS_ON
    for notice in session.exec(select(models.Notice).where(models.Notice.person_id == person_id, waiting)):
        notice.state = NoticeState.PENDING
        session.add(notice)


def put_back(session: Session, notice: models.Notice, until: datetime | None = None) -> None:
    """Let a notice that surely did not leave wait again, till ``until``; the try does not count (R4)."""
    notice.state, notice.claimed_by, notice.attempts = NoticeState.PENDING, None, notice.attempts - 1
    notice.retry_at = until
    ways.let_go(notice)
    session.add(notice)


def doubt(session: Session, notice: models.Notice, now: datetime, wall: datetime, why: str) -> None:
    """Nobody knows whether it arrived: try again after a pause, or leave it to the office after the last try (R4)."""
    notice.doubtful += 1
    if notice.doubtful > len(PAUSES):
        finish(session, notice, NoticeState.UNKNOWN, now, why)
        return
    notice.state, notice.claimed_by, notice.error = NoticeState.PENDING, None, why
    notice.retry_at = wall + PAUSES[notice.doubtful - 1]
    session.add(notice)


def release_dead_claims(session: Session, now: datetime, wall: datetime, lease: timedelta = LEASE) -> int:
    """End the claims whose process died, and return how many; their messages may have gone out."""
    dead = session.scalars(leaving.dead(), leaving.moments(now, wall, lease)).all()
    for notice in dead:
        doubt(session, notice, now, wall, "发送时程序中断")
    session.flush()
    return len(dead)


def drop_stale(session: Session, today: date) -> int:
    """End the bundles of earlier days; their rungs join the bundle of today. Returns how many.

    One of which no try may have arrived was never there; the others are shown to the office as unknown (R4).
    """
    stale = session.exec(
        select(models.Notice).where(
            models.Notice.kind == NoticeKind.BUNDLE,
            col(models.Notice.state).in_((NoticeState.PENDING, NoticeState.TO_PASS_ON)),
            col(models.Notice.working_day) < today,
        )
    ).all()
    for notice in stale:
        give_back(session, notice)
        if notice.doubtful:
            notice.state = NoticeState.UNKNOWN
        else:
            session.delete(notice)
    session.flush()
    return len(stale)


def asks_of(session: Session, notice_id: int) -> list[models.Ask]:
    """Return the asks that are lines of a notice, in order; those merged into another line are left out."""
    query = select(models.Ask).where(models.Ask.notice_id == notice_id, col(models.Ask.merged).is_(False))
    return list(session.exec(query.order_by(col(models.Ask.id))).all())


def people_asked(session: Session, *, plan_id: int | None = None, task_id: int | None = None) -> list[int]:
    """Return the ids of the people who were sent something about a plan, or about one task, each once.

    Of one task those whose unit still has a share in it: the others were told that it is not theirs any more.
    """
    about = (
        col(models.Task.plan_id) == plan_id
        if plan_id is not None
        else (col(models.Task.id) == task_id) & col(models.Assignment.ended_at).is_(None)
    )
    query = (
        select(models.Notice.person_id)
        .join(models.Ask, col(models.Ask.notice_id) == col(models.Notice.id))
        .join(models.Due, col(models.Due.id) == col(models.Ask.due_id))
        .join(models.Assignment, col(models.Assignment.id) == col(models.Due.assignment_id))
        .join(models.Checkpoint, col(models.Checkpoint.id) == col(models.Due.checkpoint_id))
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(about, models.Notice.state == NoticeState.SENT)
        .distinct()
    )
    return [key(person_id) for person_id in session.exec(query)]


def aware(session: Session, plan: models.Plan, now: datetime) -> list[int]:
    """Return the ids of the people who know of a plan's present 交办: nobody within its first minutes (R17)."""
    since = plan.dispatched_at
    return [] if since is not None and now < since + GRACE else people_asked(session, plan_id=plan.id)


def undelivered(session: Session, since: datetime) -> list[models.Notice]:
    """Return what the office should know of: refused for good, or unknown after the last try."""
    query = select(models.Notice).where(
        col(models.Notice.state).in_([NoticeState.FAILED, NoticeState.UNKNOWN]), models.Notice.send_at >= since
    )
    return list(session.exec(query.order_by(col(models.Notice.id))).all())


def maybe_twice(session: Session, since: datetime) -> list[models.Notice]:
    """Return what arrived, but may have arrived more than once."""
    query = select(models.Notice).where(
        models.Notice.state == NoticeState.SENT, models.Notice.doubtful > 0, models.Notice.send_at >= since
    )
    return list(session.exec(query.order_by(col(models.Notice.id))).all())


def notices_wait(session: Session) -> bool:
    """Return whether any notice to a person waits for a send window."""
    query = select(models.Notice.id).where(
        models.Notice.state == NoticeState.PENDING, models.Notice.kind == NoticeKind.IMMEDIATE
    )
    return session.exec(query.limit(1)).first() is not None


def anything_leaves(session: Session, open_to: Ways, now: datetime, wall: datetime, *, in_window: bool) -> bool:
    """Return whether ``claim`` may find something, or a claim is over: a look that writes nothing."""
    return bool(rows(session, leaving.anything(open_to, in_window=in_window), leaving.moments(now, wall, LEASE)))
