"""Mail as a way out: one connection for each message, by SMTP."""

import asyncio
import contextlib
import mimetypes
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import localtime, make_msgid
from typing import Any

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.channels.base import Abilities, FileRef, Length, NotEditable, Refused, Unknown, Wait
from bot.channels.mail import NAME
from bot.channels.mail.failures import of_answer, why_of
from config.settings import Settings
from messages.message import Message
from messages.paging import clip
from tasks_db.register.people import Address

ABILITIES = Abilities(
    buttons=False,
    edits=False,
    hears=False,
    text=100_000,
    caption=100_000,
    card=100_000,
    unit=Length.CHARACTERS,
    chat_rate=None,
    group_rate=None,
    overall_rate=None,
    speaks_first=True,
    acknowledge=None,
    download=None,
    upload=None,
)

AT_ONCE = 4
"""Connections at once: servers shut out whoever opens many."""
_TURN_SECONDS = 25.0
"""How long a message waits for one of them."""
_GREETING_SECONDS = 20.0
"""How long the server may take until it is ready for the mail itself."""
_TAKING_SECONDS = 30.0
"""How long it may take the mail: with the two before less than a claim lasts (``outbox.LEASE``)."""
_SUBJECT_MOST = 60


def client_of(settings: Settings) -> SMTP:
    """Return a connection, not yet opened, to the settings' mail server; raises LookupError where none is set."""
    at = settings.mail_at
    if at is None:
        raise LookupError("no mail server is set")
    security = settings.mail_security
    return SMTP(
        hostname=at[0],
        port=at[1],
        timeout=_GREETING_SECONDS,
        use_tls=security == "tls",
        start_tls=security == "starttls",
        tls_context=ssl.create_default_context() if security != "none" else None,
        username=settings.mail_user,
        password=settings.mail_password.get_secret_value() if settings.mail_password is not None else None,
    )


class Mail:
    """Mail as a channel: what is sent cannot be changed, and nothing comes in."""

    name = NAME
    abilities = ABILITIES

    def __init__(self, settings: Settings, title: str) -> None:
        """Send by the mail server of the settings, in the name of ``title``; raises LookupError where none is set."""
        self._settings = settings
        self._title = title
        self._turns = asyncio.Semaphore(AT_ONCE)
        client_of(settings)

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        """Send a message; return its Message-ID.

        Raises Unknown where the connection was lost after the mail itself was on its way, Refused and Wait as
        ``failures`` reads the server's answers, and Wait for whatever went wrong before.
        """
        del later
        letter = self._letter(to.value, message)
        async with self._turn(), self._connected() as server:
            try:
                async with asyncio.timeout(_GREETING_SECONDS):
                    await server.mail(self._settings.mail_from or "")
                    await server.rcpt(to.value)
            except SMTPResponseException as error:
                raise of_answer(error) from error
            except (SMTPException, OSError, TimeoutError) as error:
                raise Wait(why_of(error)) from error
            try:
                await server.data(letter.as_bytes(policy=WIRE), timeout=_TAKING_SECONDS)
            except SMTPResponseException as error:
                raise of_answer(error) from error
            except (SMTPException, OSError, TimeoutError) as error:
                raise Unknown(why_of(error)) from error
        return str(letter["Message-ID"])

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                await self._turns.acquire()
        except TimeoutError as error:
            raise Wait("other mail is still on its way", timedelta(seconds=_TURN_SECONDS)) from error
        try:
            yield
        finally:
            self._turns.release()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        server = client_of(self._settings)
        try:
            try:
                async with asyncio.timeout(_GREETING_SECONDS):
                    await server.connect()
            except (SMTPException, OSError, TimeoutError) as error:
                raise Wait(why_of(error)) from error
            yield server
            with contextlib.suppress(SMTPException, OSError, TimeoutError):  # it has taken the mail already
                await server.quit(timeout=1)
        finally:
            server.close()

    def _letter(self, to: str, message: Message) -> EmailMessage:
        sender = self._settings.mail_from or ""
        name, _, domain = sender.rpartition("@")
        letter = EmailMessage()
        letter["From"] = MailAddress(self._title, name, domain)
        letter["To"] = to
        subject = message.subject or message.text.partition("\n")[0]
        letter["Subject"] = f"【{self._title}】{clip(subject, _SUBJECT_MOST)}"
        letter["Date"] = localtime()
        letter["Message-ID"] = make_msgid(domain=domain)
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(self.abilities.fitted(message))
        file = message.attachment
        if file is not None:
            main, _, sub = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition("/")
            letter.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
        return letter

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        """Raise NotEditable: mail that was sent stays as it is."""
        del at, message
        raise NotEditable(ref)

    def read(self, raw: Sequence[Mapping[str, Any]]) -> None:
        """Return None: nothing comes in."""

    async def fetch(self, file: FileRef) -> bytes:
        """Raise Refused: nobody sends files by mail."""
        raise Refused(f"no such file: {file.id}", account_gone=False)

    def invitation_link(self, code: str) -> None:
        """Return None: an invitation is not used by mail."""
