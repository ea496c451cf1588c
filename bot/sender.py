"""Sends what waits in the outbox: claim, read the state again, send, record the outcome; each one on its own."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog
import telegram
from sqlmodel import Session
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.bundles import read_bundle
from bot.desk import Desk
from bot.markup import keyboard
from config.clock import local_date
from messages import notices
from messages.message import Button, Message
from tasks_db import models
from tasks_db.store import outbox, people
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState, SeatRole

log = structlog.get_logger(__name__)

_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")
"""Bot API texts of a 400 that no retry will change."""


class Sender:
    """One sending pass at a time in this process; the rows keep several processes apart."""

    def __init__(self, desk: Desk, bot: telegram.Bot) -> None:
        self._desk = desk
        self._bot = bot
        self._one_pass = asyncio.Lock()

    async def send_waiting(self) -> int:
        """Send every notice whose time has come; returns how many went out."""
        async with self._one_pass:
            now, wall = await self._desk.now(), datetime.now(UTC)
            await self._desk.write(lambda s: outbox.release_dead_claims(s, wall))
            sent = 0
            for notice_id in await self._desk.read(lambda s: outbox.ready(s, now, wall)):
                sent += await self._send(notice_id, now, wall)
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
            sent = await self._bot.send_message(address, message.text, reply_markup=keyboard(message))
        except TelegramError as error:
            await self._record_failure(notice_id, error, now, wall)
            return False

        def done(session: Session) -> None:
            outbox.finish(session, notice_id, NoticeState.SENT, now)
            if message.numbers:
                outbox.remember_shown(session, address, sent.message_id, message.numbers, now, notice_id)

        await self._desk.write(done)
        return True

    def _compose(self, session: Session, notice_id: int, now: datetime) -> tuple[str | None, Message | None]:
        notice = session.get_one(models.Notice, notice_id)
        account = people.account_of(session, notice.person_id)
        if account is None:
            return None, None
        if notice.kind is NoticeKind.IMMEDIATE:
            rows = tuple(
                tuple(Button(str(label), str(action), tuple(args)) for label, action, args in row)  # type: ignore[arg-type]
                for row in notice.buttons
            )
            return account.address, Message(notice.text or "", rows)
        value = read_bundle(session, notice, now, calendar=self._desk.calendar)
        return account.address, notices.bundle(value, local_date(now)) if value is not None else None

    async def _record_failure(self, notice_id: int, error: TelegramError, now: datetime, wall: datetime) -> None:
        """Final refusals end the notice and tell the office; waiting is not a try; silence is unknown."""
        log.warning("notice not sent", notice=notice_id, error=type(error).__name__)
        if isinstance(error, RetryAfter):
            wait = (
                error.retry_after
                if isinstance(error.retry_after, timedelta)
                else timedelta(seconds=error.retry_after)
            )
            await self._desk.write(lambda s: outbox.postpone(s, notice_id, wall + wait))
            return
        final = isinstance(error, Forbidden) or (
            isinstance(error, BadRequest) and any(text in str(error).lower() for text in _GONE)
        )
        if final or (isinstance(error, BadRequest) or not isinstance(error, (TimedOut, NetworkError))):
            await self._desk.write(lambda s: self._refused(s, notice_id, now, str(error), unreachable=final))
            return
        await self._desk.write(lambda s: outbox.finish(s, notice_id, NoticeState.UNKNOWN, now, str(error)))

    def _refused(self, session: Session, notice_id: int, now: datetime, why: str, *, unreachable: bool) -> None:
        outbox.finish(session, notice_id, NoticeState.FAILED, now, why)
        notice = session.get_one(models.Notice, notice_id)
        if not unreachable or not outbox.mark_unreachable(session, notice.person_id):
            return
        member = people.member_of_person(session, notice.person_id, local_date(now))
        meeting = people.the_meeting(session)
        roles = (SeatRole.OFFICE_HEAD, SeatRole.OFFICE_STAFF)
        seats = "、".join(f"{s.unit}{s.role.zh}" for s in member.seats) or "无席位"
        for person_id in people.people_in(session, key(meeting.id), roles, local_date(now)):
            if person_id != notice.person_id:
                text = (
                    f"联系不上{member.name}（{seats}）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。"
                )
                outbox.tell(session, person_id, text, now)
