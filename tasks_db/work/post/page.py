"""The conversation that the page shows, as rows: what was said to people, and what they said.

What a person says and its row in the inbox are one commit (R3); the same key is said once. Every change has a number
that grows in the order of the commits, since writers follow one another: whoever asks for what came after a number
misses nothing that another process wrote.
"""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from tasks_db.register.authority import Right
from tasks_db.register.page import Bubble, ButtonOnPage, FileOnPage, NewFile, Sent, Stretch, Waiting
from tasks_db.register.people import Address
from tasks_db.register.updates import Update
from tasks_db.store import models
from tasks_db.store.door import Beside
from tasks_db.store.keys import key as id_of
from tasks_db.terms import JobState, NoticeKind, NoticeState, UpdateState
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import inbox

MOST = 60
"""How many messages are shown at once; older ones are asked for."""

_MOST_CHANGES = 200

_WITHOUT_CONTENT = defer(getattr(models.PageFile, "content"))  # noqa: B009 - to sqlmodel it is bytes, here a column

UpdateOf = Callable[[Sequence[Bubble]], Update]
"""What came in, told from the messages that it became on the page."""


@act(Right.DELIVER)
def tell(
    ctx: Context,
    at: Address,
    text: str,
    buttons: Sequence[Sequence[ButtonOnPage]],
    file: NewFile | None = None,
    *,
    secret: bool = False,
) -> int:
    """Say something to somebody on the page, of a ``secret`` one until the night; return the id of the message."""
    row = models.PageMessage(
        address=at.value,
        change=_next_change(ctx.session),
        mine=False,
        text=text,
        buttons=_kept(buttons),
        file_id=_keep_file(ctx, at, file) if file is not None else None,
        secret=secret,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return id_of(row.id)


@act(Right.DELIVER)
def change(ctx: Context, at: Address, message_id: int, text: str, buttons: Sequence[Sequence[ButtonOnPage]]) -> bool:
    """Change what was said to somebody; what reads so already stays. False for a file, and where there is none."""
    row = _message(ctx.session, at, message_id)
    if row is None or row.mine or row.file_id is not None:
        return False
    if (row.text, row.buttons) != (text, _kept(buttons)):
        row.text, row.buttons, row.edited_at = text, _kept(buttons), ctx.now
        row.change = _next_change(ctx.session)
        ctx.session.add(row)
    return True


@act(Right.DELIVER)
def hear(
    ctx: Context,
    at: Address,
    key: str,
    text: str,
    reply_to: int | None,
    files: Sequence[NewFile],
    update_of: UpdateOf,
    wall: datetime,
) -> list[Bubble]:
    """Keep what somebody said, as messages of the page and as a row of the inbox; return the messages.

    Of several files each is a message, and the words stand on the first. What came with the same ``key`` before is
    returned as it was, and not said again. ``wall`` is real time.
    """
    said = _by_key(ctx.session, at, key)
    if said:
        return _bubbles(ctx.session, said)
    quoted = _message(ctx.session, at, reply_to) if reply_to is not None else None
    for place, file in enumerate(files or [None]):
        row = models.PageMessage(
            address=at.value,
            change=_next_change(ctx.session),
            mine=True,
            text="" if place else text,
            file_id=_keep_file(ctx, at, file) if file is not None else None,
            reply_to=quoted.id if quoted is not None else None,
            key=key,
            place=place,
            at=ctx.now,
        )
        ctx.session.add(row)
        ctx.session.flush()
        said.append(row)
    bubbles = _bubbles(ctx.session, said)
    inbox.store(ctx, at.channel, "", [update_of(bubbles)], wall)
    _read(ctx.session, at, id_of(said[-1].id))
    return bubbles


@act(Right.DELIVER)
def correct(
    ctx: Context, at: Address, message_id: int, text: str, update_of: UpdateOf, wall: datetime
) -> Bubble | None:
    """Change the last thing that somebody said, and keep that in the inbox; None for any other message."""
    last = ctx.session.exec(
        select(func.max(models.PageMessage.id)).where(
            models.PageMessage.address == at.value, col(models.PageMessage.mine)
        )
    ).one()
    row = _message(ctx.session, at, message_id)
    if row is None or last != message_id:
        return None
    if row.text == text:
        return _bubbles(ctx.session, [row])[0]
    row.text, row.edited_at, row.change = text, ctx.now, _next_change(ctx.session)
    ctx.session.add(row)
    ctx.session.flush()
    bubbles = _bubbles(ctx.session, [row])
    inbox.store(ctx, at.channel, "", [update_of(bubbles)], wall)
    return bubbles[0]


@act(Right.DELIVER, Beside.ANYBODY)
def press(ctx: Context, at: Address, message_id: int, token: str, update: Update, wall: datetime) -> bool:
    """Keep that somebody pressed a button; False where the message has no such button (any more)."""
    row = _message(ctx.session, at, message_id)
    if row is None or not any(button[1] == token for line in row.buttons for button in line):
        return False
    inbox.store(ctx, at.channel, "", [update], wall)
    return True


@view(Right.DELIVER)
def newest(ctx: Context, at: Address, before: int | None = None) -> Stretch:
    """Return the newest messages of a conversation, or those before a message."""
    query = select(models.PageMessage).where(models.PageMessage.address == at.value)
    if before is not None:
        query = query.where(col(models.PageMessage.id) < before)
    rows = ctx.session.exec(query.order_by(col(models.PageMessage.id).desc()).limit(MOST + 1)).all()
    shown = [*reversed(rows[:MOST])]
    reader = ctx.session.get(models.PageReader, at.value)
    return Stretch(
        tuple(_bubbles(ctx.session, shown)),
        len(rows) > MOST,
        _last_change(ctx.session),
        reader.read_up_to if reader is not None else 0,
    )


@view(Right.DELIVER)
def changed(ctx: Context, change: int | None) -> tuple[int, frozenset[str]]:
    """Return the number of the newest change (0 before the first), and in which conversations there was one since.

    Without a number to begin from, no conversation is named.
    """
    last = _last_change(ctx.session)
    if change is None or change >= last:
        return last, frozenset()
    query = select(models.PageMessage.address).where(col(models.PageMessage.change) > change).distinct()
    return last, frozenset(ctx.session.exec(query))


@view(Right.DELIVER)
def since(ctx: Context, change: int, ats: Collection[Address]) -> Stretch | None:
    """Return what is new or changed in some conversations since a change, each message as it reads now.

    None where that is so much that the page had better be read anew.
    """
    last = _last_change(ctx.session)
    if change > last:
        return None  # the database was put back from a backup
    query = select(models.PageMessage).where(
        col(models.PageMessage.change) > change, col(models.PageMessage.address).in_([at.value for at in ats])
    )
    rows = ctx.session.exec(query.order_by(col(models.PageMessage.change)).limit(_MOST_CHANGES + 1)).all()
    if len(rows) > _MOST_CHANGES:
        return None
    return Stretch(tuple(_bubbles(ctx.session, rows)), more=False, change=last)


@view(Right.DELIVER)
def waiting(ctx: Context, ats: Collection[Address]) -> Mapping[Address, Waiting]:
    """Return what each of some conversations holds for somebody who is not looking."""
    message, reader = models.PageMessage, models.PageReader
    values = [at.value for at in ats]
    unread = dict(
        ctx.session.exec(
            select(message.address, func.count())
            .join(reader, col(reader.address) == col(message.address), isouter=True)
            .where(
                col(message.address).in_(values),
                ~col(message.mine),
                col(message.id) > func.coalesce(col(reader.read_up_to), 0),
            )
            .group_by(col(message.address))
        ).all()
    )
    newest_ids = select(func.max(message.id)).where(col(message.address).in_(values)).group_by(col(message.address))
    rows = ctx.session.exec(select(message).where(col(message.id).in_(newest_ids))).all()
    last = {bubble.address: bubble for bubble in _bubbles(ctx.session, rows)}
    return {at: Waiting(unread.get(at.value, 0), last.get(at.value)) for at in ats}


@view(Right.DELIVER)
def sent(ctx: Context, at: Address, message_id: int) -> Sent | None:
    """Return what somebody sent and what was said to them since; None where there is no such message."""
    row = _message(ctx.session, at, message_id)
    if row is None or not row.mine:
        return None
    query = select(models.PageMessage).where(
        models.PageMessage.address == at.value,
        col(models.PageMessage.id) > message_id,
        ~col(models.PageMessage.mine),
    )
    said = ctx.session.exec(query.order_by(col(models.PageMessage.id)).limit(MOST)).all()
    name = ctx.session.exec(select(models.PageFile.name).where(models.PageFile.id == row.file_id)).first()
    return Sent(
        row.text, name, tuple(_bubbles(ctx.session, said)), _is_busy(ctx.session, at), _last_change(ctx.session)
    )


def _is_busy(session: Session, at: Address) -> bool:
    """Whether something that was said here is not worked off, or an answer has not arrived."""
    update, job, notice = models.Update, models.Job, models.Notice
    lane = f"{at.channel}:{at.value}"
    waits = select(update.id).where(update.lane == lane, update.state == UpdateState.WAITING)
    reads = select(job.id).join(update, col(update.id) == col(job.update_id))
    reads = reads.where(update.lane == lane, job.state == JobState.WAITING)
    leaves = select(notice.id).where(
        notice.channel == at.channel,
        notice.address == at.value,
        notice.kind == NoticeKind.ANSWER,
        col(notice.state).in_((NoticeState.PENDING, NoticeState.CLAIMED)),
    )
    return any(session.exec(query.limit(1)).first() is not None for query in (waits, reads, leaves))


@act(Right.DELIVER)
def mark_read(ctx: Context, at: Address, up_to: int) -> None:
    """Note that somebody has seen their conversation up to a message; an earlier one changes nothing."""
    _read(ctx.session, at, up_to)


@view(Right.DELIVER)
def file(ctx: Context, file_id: str, ats: Collection[Address]) -> tuple[FileOnPage, bytes] | None:
    """Return a file of one of these conversations with its content; None where they have no such file."""
    row = ctx.session.get(models.PageFile, file_id)
    if row is None or row.address not in {at.value for at in ats}:
        return None
    return _known(row), row.content


@view(Right.DELIVER)
def content_of(ctx: Context, file_id: str) -> bytes | None:
    """Return what a file holds; None where there is none of this id (any more)."""
    row = ctx.session.get(models.PageFile, file_id)
    return row.content if row is not None else None


@act(Right.DELIVER, Beside.ANYBODY)
def seen(ctx: Context, browser_ids: Collection[int], wall: datetime) -> None:
    """Note that browsers are in use at ``wall``, real time."""
    ctx.session.connection().execute(
        update(models.Browser).where(col(models.Browser.id).in_(browser_ids)).values(seen_at=wall)
    )


def _read(session: Session, at: Address, up_to: int) -> None:
    reader = session.get(models.PageReader, at.value) or models.PageReader(address=at.value)
    if up_to > reader.read_up_to:
        reader.read_up_to = up_to
        session.add(reader)
        session.flush()


def _next_change(session: Session) -> int:
    return _last_change(session) + 1


def _last_change(session: Session) -> int:
    return session.exec(select(func.max(models.PageMessage.change))).one() or 0


def _message(session: Session, at: Address, message_id: int) -> models.PageMessage | None:
    row = session.get(models.PageMessage, message_id)
    return row if row is not None and row.address == at.value else None


def _by_key(session: Session, at: Address, key: str) -> list[models.PageMessage]:
    query = select(models.PageMessage).where(models.PageMessage.address == at.value, models.PageMessage.key == key)
    return list(session.exec(query.order_by(col(models.PageMessage.place))).all())


def _keep_file(ctx: Context, at: Address, file: NewFile) -> str:
    file_id = secrets.token_urlsafe(24)
    ctx.session.add(
        models.PageFile(
            id=file_id,
            address=at.value,
            name=file.name,
            mime=file.mime,
            size=len(file.content),
            width=file.width,
            height=file.height,
            content=file.content,
            at=ctx.now,
        )
    )
    ctx.session.flush()
    return file_id


def _kept(buttons: Sequence[Sequence[ButtonOnPage]]) -> list[list[list[str]]]:
    return [[[label, token] for label, token in row] for row in buttons if row]


def _bubbles(session: Session, rows: Sequence[models.PageMessage]) -> list[Bubble]:
    files = _files(session, {row.file_id for row in rows if row.file_id is not None})
    return [
        Bubble(
            id=id_of(row.id),
            address=row.address,
            change=row.change,
            mine=row.mine,
            text=row.text,
            said_at=row.at,
            buttons=tuple(tuple((label, token) for label, token in line) for line in row.buttons),
            file=files.get(row.file_id) if row.file_id is not None else None,
            reply_to=row.reply_to,
            edited_at=row.edited_at,
        )
        for row in rows
    ]


def _files(session: Session, ids: Collection[str]) -> Mapping[str, FileOnPage]:
    """What is known of files, without reading their content."""
    if not ids:
        return {}
    query = select(models.PageFile).where(col(models.PageFile.id).in_(ids)).options(_WITHOUT_CONTENT)
    return {row.id: _known(row) for row in session.exec(query)}


def _known(row: models.PageFile) -> FileOnPage:
    return FileOnPage(row.id, row.name, row.mime, row.size, row.width, row.height)
