"""What a person was last shown, and what the bot waits for them to type."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.answers import Numbered
from tasks_db.register.authority import Right
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.store.lean import columns, once, table_of, upserting
from tasks_db.work.context import Context, act, view

_FEW = 20
"""So many of the latest messages are looked through at a time for the latest list."""

_UNSURE = "?"
"""How the name begins that stands for a message while nobody knows whether it arrived."""

_POINTED_AT_FOR = timedelta(days=1)
"""So long a reply to a message without a known name may be to one that is not known to have arrived."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message with numbers that was sent into a conversation; ``notice_id`` says which bundle it was, if one."""

    at: Address
    ref: str
    numbers: Sequence[Numbered]
    notice_id: int | None = None


def remember(session: Session, messages: Sequence[Said], now: datetime) -> None:
    """Keep which number stands for what on messages, all in one statement; one that was edited keeps its latest."""
    if not messages:
        return
    statement = upserting(session, models.Shown, ("channel", "address", "ref"), "items", "at")
    rows = [
        {
            "channel": one.at.channel,
            "address": one.at.value,
            "ref": one.ref,
            "notice_id": one.notice_id,
            "items": [list(item) for item in one.numbers],
            "at": now,
        }
        for one in messages
    ]
    session.connection().execute(statement, rows)


def unsure_ref(notice_id: int, token: str) -> str:
    """Return what a message is called from when a try to send it begins till it is known what came of it."""
    return f"{_UNSURE}{notice_id}/{token}"


def forget(session: Session, messages: Sequence[tuple[Address, str]]) -> None:
    """Drop what stands on messages that have another name by now, or surely did not arrive."""
    if not messages:
        return
    shown = columns(models.Shown)
    gone = delete(table_of(models.Shown)).where(
        shown.channel == bindparam("on"), shown.address == bindparam("whom"), shown.ref == bindparam("name")
    )
    names = [{"on": at.channel, "whom": at.value, "name": ref} for at, ref in messages]
    session.connection().execute(gone, names)


def _shown_at(at: Address) -> SelectOfScalar[models.Shown]:
    return select(models.Shown).where(models.Shown.channel == at.channel, models.Shown.address == at.value)


@cache  # put together once, since whatever is typed asks it
def _latest(*, further: bool) -> SelectOfScalar[models.Shown]:
    row = models.Shown
    query = select(row).where(row.channel == bindparam("channel"), row.address == bindparam("address"))
    query = query.order_by(col(row.id).desc()).limit(_FEW)
    return query.where(col(row.id) < bindparam("before")) if further else query


@view(Right.GREET)
def shown(ctx: Context, at: Address, ref: str | None) -> tuple[Numbered, ...]:
    """Return the numbers on the message ``ref`` that was replied to, else those on the latest list.

    A message about one task alone begins with number 0. A reply to it means that task, by the number printed on it
    or 1; without a reply the task stands behind those of the list, so that words without a number are asked about.
    """
    row = _replied_to(ctx, at, ref)
    if row is not None:
        return tuple(_of_reply(_items(row)))
    alone: Numbered | None = None
    for row in _latest_first(ctx, at):
        items = _items(row)
        if items[0][0]:
            return tuple(_listed(items, alone))
        alone = alone or _of_reply(items)[0]
    return (alone,) if alone else ()


def _latest_first(ctx: Context, at: Address) -> Iterator[models.Shown]:
    """What was shown in a conversation, latest first; read a few at a time, since the latest list ends the search."""
    before: int | None = None
    while True:
        handed = {"channel": at.channel, "address": at.value, "before": before}
        found = ctx.session.exec(_latest(further=before is not None), params=handed).all()
        yield from found
        if len(found) < _FEW:
            return
        before = found[-1].id


def _of_reply(items: list[Numbered]) -> list[Numbered]:
    if items[0][0]:
        return items
    number, assignment_id, due_id = items[-1]
    return [(number or 1, assignment_id, due_id)]


def _listed(items: list[Numbered], alone: Numbered | None) -> list[Numbered]:
    if alone is None or any(assignment_id == alone[1] for _, assignment_id, _ in items):
        return items
    return [*items, (max(number for number, _, _ in items) + 1, alone[1], alone[2])]


@dataclass(frozen=True, slots=True)
class InView:
    """What a person has in view as they type: numbered tasks, and the assignments that bare words may be about.

    ``beside`` is a task of its own message, which has no number among ``listed``. ``known``: no other list can be
    meant.
    """

    listed: tuple[Numbered, ...]
    beside: Numbered | None = None
    near: frozenset[int] = frozenset()
    known: bool = True


@view(Right.GREET)
def in_view(ctx: Context, at: Address, ref: str | None) -> InView:
    """Return what somebody has in view who replies to the message ``ref``, or to none.

    The numbers are those of the message replied to, else of the latest list. A reply to a message about one task
    means that task, and the numbers of the list beside it; without a reply a task shown since the list may be meant
    as well.
    """
    row = _replied_to(ctx, at, ref)
    replied = _items(row) if row is not None else []
    if replied and replied[0][0]:
        return InView(tuple(replied))
    alone, lists = _since_the_list(ctx, at)
    listed = lists[0] if lists else []
    if replied:
        return _beside(listed, replied[-1], replied_to=True)
    seen = InView(tuple(listed)) if alone is None else _beside(listed, alone, replied_to=False)
    return replace(seen, known=ref is None and _agree(lists))


def _since_the_list(ctx: Context, at: Address) -> tuple[Numbered | None, list[list[Numbered]]]:
    """The task shown alone since the latest list, and the lists that may be the latest that a person sees.

    Those that may not have arrived stand before the latest that surely did.
    """
    alone: Numbered | None = None
    lists: list[list[Numbered]] = []
    for row in _latest_first(ctx, at):
        items = _items(row)
        if items[0][0]:
            lists.append(items)
            if not row.ref.startswith(_UNSURE):
                break
        elif not lists:
            alone = alone or items[-1]
    return alone, lists


def _replied_to(ctx: Context, at: Address, ref: str | None) -> models.Shown | None:
    """What stands on the message ``ref``.

    A message of which no name is known is that which may have arrived of late, unless a list says otherwise.
    """
    if ref is None:
        return None
    row = ctx.session.exec(_shown_at(at).where(models.Shown.ref == ref)).first()
    if row is not None:
        return row
    unsure = col(models.Shown.ref).startswith(_UNSURE) & (col(models.Shown.at) > ctx.now - _POINTED_AT_FOR)
    rows = ctx.session.exec(_shown_at(at).where(unsure).order_by(col(models.Shown.id).desc())).all()
    if not rows or not _agree([*_since_the_list(ctx, at)[1][:1], *map(_items, rows)]):
        return None
    return rows[0]


def _agree(lists: Sequence[list[Numbered]]) -> bool:
    """Whether no number stands for two tasks."""
    return len({(n, a) for items in lists for n, a, _ in items}) == len({n for items in lists for n, _, _ in items})


def _beside(listed: list[Numbered], alone: Numbered, *, replied_to: bool) -> InView:
    number, assignment_id, due_id = alone
    same = next((item for item in listed if item[1] == assignment_id), None)
    near = {assignment_id} if replied_to else {assignment_id, *(item[1] for item in listed)}
    if same is not None:
        return InView(tuple(listed), near=frozenset(near) if replied_to else frozenset())
    if not listed:
        return InView(((number or 1, assignment_id, due_id),), near=frozenset(near))
    if replied_to and number:
        listed = [item for item in listed if item[0] != number]
        return InView(((number, assignment_id, due_id), *listed), near=frozenset(near))
    return InView(tuple(listed), alone, frozenset(near))


@view(Right.GREET)
def has_numbers(ctx: Context, at: Address, ref: str | None) -> bool:
    """Return whether it is known which tasks the message ``ref`` shows."""
    return _replied_to(ctx, at, ref) is not None


def _items(row: models.Shown) -> list[Numbered]:
    return [(number or 0, assignment or 0, due) for number, assignment, due in row.items]


def set_prompt(session: Session, person_id: int, kind: str, args: dict[str, object], now: datetime) -> None:
    """Wait for the person to type something; a new question replaces an old one."""
    session.flush()
    statement = upserting(session, models.Prompt, ("person_id",), "kind", "args", "at")
    session.connection().execute(statement, {"person_id": person_id, "kind": kind, "args": args, "at": now})


def peek_prompt(session: Session, person_id: int) -> models.Prompt | None:
    """Return what the person was asked to type, None if nothing; the bot goes on waiting for it."""
    return once(session, ("prompt", person_id), lambda: session.get(models.Prompt, person_id, populate_existing=True))


def take_prompt(session: Session, person_id: int) -> models.Prompt | None:
    """What the person was asked to type, if anything; asking is over with this."""
    prompt = session.get(models.Prompt, person_id, populate_existing=True)
    if prompt is not None:
        session.delete(prompt)
        session.flush()
    return prompt


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the bot waits for a person to type: the prompt's kind, what it is about, and since when."""

    kind: str
    args: dict[str, Any]
    at: datetime


@act(Right.GREET)
def wait_for(ctx: Context, kind: str, args: dict[str, object]) -> None:
    """Wait for the person who asks to type something; a new question replaces an old one."""
    set_prompt(ctx.session, ctx.me.person_id, kind, args, ctx.now)


@view(Right.GREET)
def waiting(ctx: Context) -> Waiting | None:
    """Return what the person was asked to type, if anything."""
    row = peek_prompt(ctx.session, ctx.me.person_id)
    return Waiting(row.kind, row.args, row.at) if row is not None else None


@act(Right.GREET)
def let_go(ctx: Context) -> None:
    """Stop waiting for the person to type something."""
    take_prompt(ctx.session, ctx.me.person_id)
