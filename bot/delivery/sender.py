"""Sends what waits in the outbox: claim, read the state again, send, record the outcome; each one on its own."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import structlog
import telegram
from sqlmodel import Session
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.markup import fitted, keyboard
from config.clock import local_date
from messages import notices
from messages.message import Button, Message
from tasks_db.register.people import Address, told_at
from tasks_db.store import models, people
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.desk import CHANNEL, Desk
from tasks_db.work.post import conversation, outbox, reachability
from tasks_db.work.views.bundles import read_bundle

log = structlog.get_logger(__name__)

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""No connection was made, so nothing can have arrived."""

_OFFLINE_WAIT = timedelta(seconds=30)

_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")
"""Bot API texts of a 400 that no retry will change."""


class Sender:
    """One sending pass at a time in this process; the rows keep several processes apart."""

    def __init__(self, desk: Desk, bot: telegram.Bot) -> None:
        self._desk = desk
        self.bot = bot
        self._one_pass = asyncio.Lock()

    async def send_waiting(self) -> int:
        """Send every notice whose time has come; returns how many went out."""
        async with self._one_pass:
            now, wall = await self._desk.now(), datetime.now(UTC)
            await self._desk.write(lambda s: outbox.release_dead_claims(s, wall))
            sent = 0
            in_window = self._desk.windows.is_open(now, self._desk.calendar)
            for notice_id in await self._desk.read(lambda s: outbox.ready(s, now, wall, bundles=in_window)):
                try:
                    sent += await self._send(notice_id, now, wall)
                except Exception:
                    # it stays claimed, so the lease makes it unknown; the others get theirs
                    log.exception("a notice failed", notice=notice_id)
            return sent

    async def _send(self, notice_id: int, now: datetime, wall: datetime) -> bool:
        if not await self._desk.write(lambda s: outbox.claim(s, notice_id, wall)):
            return False
        address, message = await self._desk.read(lambda s: self._compose(s, notice_id, now))
        if address is None or message is None:
            state = NoticeState.EMPTY if address is not None else NoticeState.FAILED
            await self._desk.write(lambda s: outbox.finish(s, notice_id, state, now, "没有可发的内容或没有账号"))
            return False
        try:
            sent = await self.bot.send_message(address, fitted(message.text), reply_markup=keyboard(message))
        except TelegramError as error:
            await self._record_failure(notice_id, address, error, now, wall)
            return False

        def done(session: Session) -> None:
            outbox.finish(session, notice_id, NoticeState.SENT, now)
            if message.numbers:
                conversation.remember_shown(
                    session, Address(CHANNEL, address), str(sent.message_id), message.numbers, now, notice_id
                )

        await self._desk.write(done)
        return True

    def _compose(self, session: Session, notice_id: int, now: datetime) -> tuple[str | None, Message | None]:
        notice = session.get_one(models.Notice, notice_id)
        account = told_at(people.accounts_of(session, notice.person_id))
        if account is None:
            return None, None
        address = account.address.value
        if notice.kind is NoticeKind.IMMEDIATE:
            rows = tuple(
                tuple(Button(str(label), str(action), tuple(args)) for label, action, args in row)  # type: ignore[arg-type]
                for row in notice.buttons
            )
            return address, Message(notice.text or "", rows)
        value = read_bundle(session, notice, now, calendar=self._desk.calendar)
        return address, notices.bundle(value, local_date(now)) if value is not None else None

    async def _record_failure(
        self, notice_id: int, address: str, error: TelegramError, now: datetime, wall: datetime
    ) -> None:
        """Final refusals end the notice and tell the office; waiting is not a try; silence is unknown."""
        log.warning("notice not sent", notice=notice_id, error=type(error).__name__)
        if (wait := _asked_to_wait(error)) is not None:
            await self._desk.write(lambda s: outbox.postpone(s, notice_id, wall + wait))
            return
        final = isinstance(error, Forbidden) or (
            isinstance(error, BadRequest) and any(text in str(error).lower() for text in _GONE)
        )
        if final or (isinstance(error, BadRequest) or not isinstance(error, (TimedOut, NetworkError))):
            at = Address(CHANNEL, address) if final else None
            await self._desk.write(lambda s: self._refused(s, notice_id, now, str(error), at))
            return
        await self._desk.write(lambda s: outbox.finish(s, notice_id, NoticeState.UNKNOWN, now, str(error)))

    def _refused(self, session: Session, notice_id: int, now: datetime, why: str, gone: Address | None) -> None:
        outbox.finish(session, notice_id, NoticeState.FAILED, now, why)
        if gone is not None:
            outbox.take_back_asks(session, notice_id)
            reachability.lost(session, gone, now)


def _asked_to_wait(error: TelegramError) -> timedelta | None:
    """How long to wait after a failure that is no try: asked to, offline, or refused for the token's sake."""
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        return seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
    never_tried = isinstance(error, InvalidToken) or isinstance(error.__cause__, _NEVER_LEFT)
    return _OFFLINE_WAIT if never_tried else None
