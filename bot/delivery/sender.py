"""Sends what waits in the outbox, several messages at once: claim, read again, send, record what came of it.

Answers leave first and always find room beside the notices (R5). One message at a time is on its way to one person,
so that they arrive in order. The channel keeps to its own rates; what its server refuses to take for a while waits.
"""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.channels.base import Channel, ChannelError, NotEditable, Refused, Wait
from messages import notices
from messages.letter_by_mail import by_mail, subject_of
from messages.message import Attachment, Button, Message
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import SYSTEM
from tasks_db.register.bundle import BundleValue
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address
from tasks_db.work.acts import links
from tasks_db.work.desk import DatabaseAway, Desk
from tasks_db.work.post import sending, ways
from tasks_db.work.post.sending import Claimed, Outcome, Outgoing, Result

log = structlog.get_logger(__name__)

AT_ONCE = 30
"""How many messages are on their way at most, those that hang left out."""

FOR_ANSWERS = 10
"""How many of these are kept free of notices; a notice that hangs keeps its place."""

HANGS = 1.0
"""Seconds after which an answer on its way hangs: a server that never answers one person keeps no other waiting."""

_MOST_HANGING = 60
"""How many answers may hang beside the others: a channel's connections are not without end."""

_LOOK_AGAIN = 1.0
"""Seconds after which the outbox is looked at though nobody said so: for rows of other processes, and for retries."""

_GATHER = 0.05
"""Seconds in which more messages may come to their end before what came of them is recorded."""

_NOTED_FOR = timedelta(minutes=10)
"""How often it is noted that a channel has not joined yet: well within ``silence.LAPSE``."""

_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
_LAST_MOMENTS = 5.0
"""Seconds that messages on their way are given when the program ends; what they leave open counts as unknown."""

_MAYBE_TWICE = "（可能重复）\n"


@dataclass
class _Shut:
    """A channel that takes nothing just now: bad weather, till ``until`` (R4)."""

    until: datetime
    pause: timedelta


class Sender:
    """One sending pass at a time in this process; the rows keep several processes apart."""

    def __init__(
        self,
        desk: Desk,
        channels: Mapping[str, Channel],
        alive: Callable[[], None] = lambda: None,
        *,
        later: Collection[str] = (),
    ) -> None:
        """Send through ``channels``, each by its name; those named ``later`` are set up too, and may join them.

        ``alive`` is called now and then while it works.
        """
        self._alive = alive
        self._desk = desk
        self._channels = channels
        self._later = frozenset(later)
        self._absent = dict.fromkeys(later, datetime.min.replace(tzinfo=UTC))
        """Which channels have not joined yet, as far as is noted, and when that was."""
        self._one_pass = asyncio.Lock()
        self._woken = asyncio.Event()
        self._shut: dict[str, _Shut] = {}
        self._banned: dict[int | Address, datetime] = {}
        """Who takes nothing till when: what is said later must not leave before what was said first."""
        self._on_the_way: dict[asyncio.Task[Outcome], Claimed] = {}
        self._left_at: dict[int, float] = {}
        """When what is on its way began to leave, by the notices' ids."""
        self._conversations: dict[Address, asyncio.Event] = {}
        self._unrecorded: list[Outcome] = []
        self._goes_on = False
        """Whether the last look found notices, so that more are likely."""

    def wake(self) -> None:
        """Look at the outbox now: something was put into it."""
        self._woken.set()

    async def serve(self) -> None:
        """Send whatever comes into the outbox, for ever."""
        while True:
            try:
                await self._look_out()
                await self.send_waiting()
            except DatabaseAway:
                log.warning("the outbox cannot be read; trying again")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._woken.wait()

    async def send_waiting(self) -> int:
        """Send everything whose time has come; return how many messages went out."""
        async with self._one_pass:
            sent = 0
            try:
                while True:
                    self._alive()
                    sent += await self._record()
                    await self._start()
                    if not self._on_the_way:
                        return sent
                    await self._some_done()
            finally:
                await self._wind_up()

    async def recorded(self, at: Address, patience: float = 2.0) -> None:
        """Wait, for so many seconds at most, until it is known what came of a message on its way to a conversation.

        What its numbers stand for is known only then.
        """
        known = self._conversations.get(at)
        if known is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await known.wait()

    @property
    def _served(self) -> frozenset[str]:
        return self._later.union(self._channels)

    async def _look_out(self) -> None:
        """Note which channels are still waited for, and which have come: for when people are told elsewhere."""
        now = datetime.now(UTC)
        come = {name for name in self._absent if name in self._channels}
        if come:
            await self._desk.doing(SYSTEM, ways.heard, come)
            self._absent = {name: at for name, at in self._absent.items() if name not in come}
        missing = self._later.difference(self._channels)
        if any(self._absent[name] <= now - _NOTED_FOR for name in missing):
            await self._desk.doing(SYSTEM, ways.silent, missing, now)
            self._absent = dict.fromkeys(missing, now)

    async def _start(self, *, notices: bool = True) -> None:
        """Put on the way what there is room for, answers before ``notices``."""
        something = self._woken.is_set() or self._goes_on
        self._woken.clear()
        under_way = len(self._on_the_way)
        room = AT_ONCE - (under_way - min(self._hanging(), _MOST_HANGING))
        open_now, served, now = self._open_channels(), self._served, datetime.now(UTC)
        if not room or not open_now:
            return
        # a look writes nothing; it is spared where there is something as likely as not
        if not something and not await self._desk.asking(
            SYSTEM, sending.anything_leaves, open_now, now, served=served
        ):
            return
        claimed = await self._desk.doing(
            SYSTEM,
            sending.claim,
            uuid.uuid4().hex,
            open_now,
            datetime.now(UTC),
            room=room,
            room_for_notices=max(0, AT_ONCE - under_way - FOR_ANSWERS) if notices else 0,
            busy=self._busy(),
            served=served,
        )
        answers = [one for one in claimed if one.is_answer]
        others = [one for one in claimed if not one.is_answer]
        self._goes_on = bool(others) or (self._goes_on and not notices)
        for part in (answers, others):
            composed = await self._compose(part) if part else []
            await self._begin(composed)
            for outgoing in composed:
                if outgoing.to is not None:
                    self._conversations[outgoing.to] = asyncio.Event()
                self._left_at[outgoing.claimed.id] = asyncio.get_running_loop().time()
                self._on_the_way[asyncio.create_task(self._send(outgoing))] = outgoing.claimed

    def _hanging(self) -> int:
        """How many answers have been on their way for so long that their server seems to hang."""
        before = asyncio.get_running_loop().time() - HANGS
        under_way = (claimed for task, claimed in self._on_the_way.items() if not task.done())
        return sum(one.is_answer and self._left_at[one.id] < before for one in under_way)

    def _busy(self) -> set[int | Address]:
        now = datetime.now(UTC)
        self._banned = {whom: until for whom, until in self._banned.items() if until > now}
        return {*self._banned, *(one.whom for one in self._on_the_way.values())}

    async def _compose(self, claimed: Sequence[Claimed]) -> list[Outgoing]:
        """Read what was claimed; one that cannot be put together does not hold up the others."""
        try:
            return await self._with_links(await self._desk.asking(SYSTEM, sending.compose, claimed))
        except DatabaseAway:
            self._unrecorded += [Outcome(one, Result.NOT_GONE) for one in claimed]  # nothing of it has left
            raise
        except Exception:
            if len(claimed) == 1:
                log.exception("a message cannot be put together", notice=claimed[0].id)
                self._unrecorded.append(Outcome(claimed[0], Result.REFUSED, why="程序出错"))
                return []
            return [outgoing for one in claimed for outgoing in await self._compose([one])]

    async def _begin(self, composed: Sequence[Outgoing]) -> None:
        """Write down which numbers leave now (a row before a message, R3)."""
        lists = [one for one in composed if sending.has_list(one)]
        try:
            if lists:
                await self._desk.doing(SYSTEM, sending.begin, lists)
        except DatabaseAway:
            self._unrecorded += [Outcome(one.claimed, Result.NOT_GONE) for one in composed]  # nothing of it has left
            raise

    async def _with_links(self, composed: list[Outgoing]) -> list[Outgoing]:
        """Return messages with links to answer by where their channels hear nothing (a row before a message, R3)."""
        wanted = [one.claimed.id for one in composed if one.content is not None and not self._hears(one)]
        if not wanted:
            return composed
        made = await self._desk.doing(SYSTEM, links.for_mail, self._desk.links, wanted)
        return [replace(one, links=made.get(one.claimed.id, ())) for one in composed]

    def _hears(self, outgoing: Outgoing) -> bool:
        return outgoing.to is None or self._channels[outgoing.to.channel].abilities.hears

    async def _some_done(self) -> None:
        """Wait until something was sent, or said, and a moment more; what is said meanwhile leaves at once (R5).

        What is sent a moment later is recorded with it: each look at the database costs as much as several messages.
        While sends hang it is looked again and again: for what other processes put in, and for what found no room.
        """
        now = asyncio.get_running_loop().time
        until: float | None = None
        while under_way := self._under_way():
            if until is None and len(under_way) < len(self._on_the_way):
                until = now() + _GATHER
            if until is not None and until <= now():
                return
            woken = asyncio.ensure_future(self._woken.wait())
            try:
                left = until - now() if until is not None else _LOOK_AGAIN
                done, _ = await asyncio.wait({woken, *under_way}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                woken.cancel()
            if self._woken.is_set():
                until = until or now() + _GATHER
                await self._start(notices=False)
            elif not done and until is None:
                self._alive()
                await self._start(notices=False)

    def _under_way(self) -> list[asyncio.Task[Outcome]]:
        return [task for task in self._on_the_way if not task.done()]

    async def _record(self) -> int:
        """Write down what has come of messages; return how many went out."""
        for task in [task for task in self._on_the_way if task.done()]:
            self._left_at.pop(self._on_the_way.pop(task).id)
            self._unrecorded.append(task.result())
        outcomes = list(self._unrecorded)
        if not outcomes:
            return 0
        sent = await self._desk.doing(SYSTEM, sending.record, outcomes, self._served, datetime.now(UTC))
        self._unrecorded.clear()
        for outcome in outcomes:
            known = self._conversations.pop(outcome.to, None) if outcome.to is not None else None
            if known is not None:
                known.set()
        return sent

    async def _wind_up(self) -> None:
        """Where a pass is broken off, let what is on its way arrive, and record it."""
        if self._on_the_way:
            await asyncio.wait(self._on_the_way, timeout=_LAST_MOMENTS)
            await self._record()
            for task in self._on_the_way:
                task.cancel()
            self._on_the_way.clear()
            self._left_at.clear()

    def _open_channels(self) -> frozenset[str]:
        now = datetime.now(UTC)
        return frozenset(name for name in self._channels if name not in self._shut or self._shut[name].until <= now)

    async def _send(self, outgoing: Outgoing) -> Outcome:
        """Send one message; return what is known of it then."""
        to = outgoing.to
        if to is None:
            return Outcome(outgoing.claimed, Result.NOBODY_THERE)
        try:
            # a picture is drawn apart: what waits to be received does not wait for it (R5)
            words = self._message if self._hears(outgoing) else self._letter
            message = await asyncio.to_thread(words, outgoing) if _has_picture(outgoing) else words(outgoing)
            if message is None:
                return Outcome(outgoing.claimed, Result.NOTHING_TO_SAY, to)
            ref = await self._say(to, message, outgoing.content)
        except ChannelError as error:
            return self._failed(outgoing.claimed, to, error)
        except Exception:
            # nobody knows how far it came; the others get theirs
            log.exception("a message failed", notice=outgoing.claimed.id)
            return Outcome(outgoing.claimed, Result.MAYBE_GONE, to, why="程序出错")
        self._shut.pop(to.channel, None)
        return Outcome(outgoing.claimed, Result.SENT, to, ref, message.numbers)

    def _message(self, outgoing: Outgoing) -> Message | None:
        """Return what to say, if anything is left of it."""
        content = outgoing.content
        if content is None:
            return None
        message = _words(content) if isinstance(content, Answer) else notices.bundle(content, outgoing.day)
        return _doubted(message, outgoing)

    def _letter(self, outgoing: Outgoing) -> Message | None:
        """Return what to mail, if anything is left of it."""
        content, address = outgoing.content, self._desk.links.address
        if content is None:
            return None
        if isinstance(content, Answer):
            return by_mail(
                _doubted(_words(content), outgoing), outgoing.links, address, content.text.partition("\n")[0]
            )
        message = _doubted(notices.bundle(content, outgoing.day, whole=True), outgoing)
        return by_mail(message, outgoing.links, address, subject_of(content))

    async def _say(self, to: Address, message: Message, content: object) -> str:
        channel = self._channels[to.channel]
        changes = content.changes if isinstance(content, Answer) else None
        if changes is not None and channel.abilities.edits:
            try:
                await channel.edit(to, changes, message)
            except NotEditable:
                log.info("a message is said anew, since it cannot be changed")
            else:
                return changes
        return await channel.send(to, message, later=not isinstance(content, Answer))

    def _failed(self, claimed: Claimed, to: Address, error: ChannelError) -> Outcome:
        log.warning("message not sent", notice=claimed.id, channel=to.channel, error=type(error).__name__)
        why, now = str(error), datetime.now(UTC)
        if isinstance(error, Wait):
            if error.after is not None:
                self._banned[claimed.whom] = now + error.after
                return Outcome(claimed, Result.NOT_GONE, to, why=why, until=now + error.after)
            self._shut_channel(to.channel, now)
            return Outcome(claimed, Result.NOT_GONE, to, why=why)
        if isinstance(error, Refused):
            return Outcome(claimed, Result.SHUT_OUT if error.account_gone else Result.REFUSED, to, why=why)
        return Outcome(claimed, Result.MAYBE_GONE, to, why=why)

    def _shut_channel(self, name: str, now: datetime) -> None:
        """Leave a channel alone for a while, longer each time it takes nothing again."""
        before = self._shut.get(name)
        if before is not None and before.until > now:
            return
        pause = min(before.pause * 2, _LONGEST_PAUSE) if before is not None else _SHORTEST_PAUSE
        self._shut[name] = _Shut(now + pause, pause)


def _has_picture(outgoing: Outgoing) -> bool:
    day = outgoing.content.convenor if isinstance(outgoing.content, BundleValue) else None
    return day is not None and day.picture is not None


def _doubted(message: Message, outgoing: Outgoing) -> Message:
    return replace(message, text=_MAYBE_TWICE + message.text) if outgoing.doubtful else message


def _words(answer: Answer) -> Message:
    file = Attachment(answer.file_name, answer.file) if answer.file_name and answer.file is not None else None
    buttons = tuple(tuple(Button(*button) for button in row) for row in answer.buttons)
    return Message(answer.text, buttons, answer.numbers, file, secret=answer.secret)
