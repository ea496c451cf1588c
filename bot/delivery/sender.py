"""Sends what waits in the outbox: claim, read the state again, send, record the outcome; each one on its own."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import structlog

from bot.channels.base import Channel, ChannelError, Refused, Wait
from messages import notices
from messages.message import Button, Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.work.desk import Desk
from tasks_db.work.post import sending
from tasks_db.work.post.sending import Outgoing

log = structlog.get_logger(__name__)

_OFFLINE_WAIT = timedelta(seconds=30)


class Sender:
    """One sending pass at a time in this process; the rows keep several processes apart."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel]) -> None:
        """Send through ``channels``, each by its name."""
        self._desk = desk
        self._channels = channels
        self._served = frozenset(channels)
        self._one_pass = asyncio.Lock()

    async def send_waiting(self) -> int:
        """Send every notice whose time has come; return how many went out."""
        async with self._one_pass:
            sent = 0
            waiting = await self._desk.doing(SYSTEM, sending.take_up, self._served, datetime.now(UTC))
            for notice_id in waiting:
                try:
                    sent += await self._send(notice_id)
                except Exception:
                    # it stays claimed, so the lease makes it unknown; the others get theirs
                    log.exception("a notice failed", notice=notice_id)
            return sent

    async def _send(self, notice_id: int) -> bool:
        """Send one notice; where an account turns out to be gone, at the person's next one."""
        if not await self._desk.doing(SYSTEM, sending.claim, notice_id, datetime.now(UTC)):
            return False
        outgoing = await self._desk.asking(SYSTEM, sending.compose, notice_id, self._served)
        if outgoing is None:
            await self._desk.doing(SYSTEM, sending.homeless, notice_id)
            return False
        message = _message(outgoing)
        if message is None:
            await self._desk.doing(SYSTEM, sending.empty, notice_id)
            return False
        try:
            ref = await self._channels[outgoing.to.channel].send(outgoing.to, message)
        except ChannelError as error:
            again = await self._record_failure(notice_id, outgoing.to, error)
            return await self._send(notice_id) if again else False
        await self._desk.doing(SYSTEM, sending.sent, notice_id, outgoing.to, ref, message.numbers)
        return True

    async def _record_failure(self, notice_id: int, to: Address, error: ChannelError) -> bool:
        """Record what is known of a failed send; return whether to try at once, at another address."""
        log.warning("notice not sent", notice=notice_id, channel=to.channel, error=type(error).__name__)
        wall, why = datetime.now(UTC), str(error)
        if isinstance(error, Wait):
            until = wall + (error.after or _OFFLINE_WAIT)
            await self._desk.doing(SYSTEM, sending.postponed, notice_id, until)
        elif not isinstance(error, Refused):
            await self._desk.doing(SYSTEM, sending.unknown, notice_id, why)
        elif error.account_gone:
            return await self._desk.doing(SYSTEM, sending.shut_out, notice_id, to, why, self._served, wall)
        else:
            await self._desk.doing(SYSTEM, sending.refused, notice_id, why)
        return False


def _message(outgoing: Outgoing) -> Message | None:
    """Return what to say, if anything is left of it."""
    content = outgoing.content
    if isinstance(content, NoticeText):
        return Message(content.text, tuple(tuple(Button(*button) for button in row) for row in content.buttons))
    return notices.bundle(content, outgoing.day) if content is not None else None
