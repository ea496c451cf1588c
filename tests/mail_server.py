"""A mail server over real SMTP: it takes mail, or refuses it, puts it off or hangs up, as a test says."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.settings import Settings

HOST = "127.0.0.1"
USER, PASSWORD = "lianxi@qinghe.example", "geheim-Wort/0815"


def words_of(mail: EmailMessage) -> str:
    body: Any = mail.get_body()
    return str(body.get_content()).replace("\r\n", "\n").rstrip("\n")


@dataclass
class MailServer:
    """``taken`` is what it took, by whom it is for. ``to_reader``, ``to_mail`` and ``hangs_up`` are how it answers.

    It answers so to those addresses that they name; without a word it takes everything.
    """

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    to_reader: dict[str, str] = field(default_factory=dict)
    to_mail: dict[str, str] = field(default_factory=dict)
    hangs_up: set[str] = field(default_factory=set)

    def for_(self, reader: str) -> list[EmailMessage]:
        return [mail for to, mail in self.taken if to == reader]

    def text(self, reader: str) -> str:
        """The words of the newest mail of somebody."""
        return words_of(self.for_(reader)[-1])

    # what aiosmtpd asks

    async def handle_RCPT(self, _: SMTP, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        if address in self.to_reader:
            return self.to_reader[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Any, envelope: Any) -> str:  # noqa: N802
        (reader,) = envelope.rcpt_tos
        if reader in self.to_mail:
            return self.to_mail[reader]
        self.taken.append((reader, message_from_bytes(envelope.content, policy=default)))
        if reader in self.hangs_up:
            line: Any = server.transport
            line.abort()
        return "250 OK"


def _authenticate(_: Any, __: Any, ___: Any, ____: Any, said: Any) -> AuthResult:
    right = (said.login, said.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> Path:
    """A certificate of this machine's own with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.qinghe.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "mail.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*plain))
    return file


@asynccontextmanager
async def mail_server(*, security: str = "none", cert: Path | None = None) -> AsyncIterator[MailServer]:
    """Serve mail on this machine; with a certificate over TLS or after STARTTLS, to those who sign in."""
    held = MailServer()
    tls = None
    if cert is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(cert)
    own: Mapping[str, Any] = {}
    if security != "none":
        own = {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        own = {**own, "tls_context": tls, "require_starttls": True}

    lines: list[SMTP] = []

    def opened() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # it does not see that the line is one of TLS already
            lines.append(SMTP(held, hostname="mail.qinghe.example", loop=loop, **own))
        return lines[-1]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(opened, HOST, 0, ssl=tls if security == "tls" else None)
    async with server:
        held.port = server.sockets[0].getsockname()[1]
        yield held
        for line in lines:
            open_still: Any = line.transport
            if open_still is not None:
                with suppress(AttributeError):  # asyncio's own, of a line of TLS that has ended by itself meanwhile
                    open_still.abort()
        for _ in range(3):  # what was cut is told so, through the layers of TLS
            await asyncio.sleep(0)


@asynccontextmanager
async def bare_server(cert: Path | None = None) -> AsyncIterator[MailServer]:
    """A server that greets, over TLS with a certificate, and offers nothing: no mail is ever trusted to it."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 bare\r\n")
        while line := await reader.readline():
            writer.write(b"250 bare\r\n" if line.upper().startswith(b"EHLO") else b"502 no\r\n")
        writer.close()

    tls = None
    if cert is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(cert)
    async with await asyncio.start_server(talk, HOST, 0, ssl=tls) as server:
        yield MailServer(server.sockets[0].getsockname()[1])


def mail_settings(server: MailServer, folder: Path, **own: Any) -> Settings:
    """Settings of an office whose mail goes out by this server."""
    mail = {"mail_host": HOST, "mail_port": server.port, "mail_security": "none", "mail_from": USER}
    return Settings(data_dir=folder, **{**mail, "web_url": "https://lianxi.example", **own})
