"""Structured logs in which no secret ever stands."""

import base64
import logging
import re
import sys
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

import structlog
from structlog.typing import Processor

# as Telegram gives them out, and whatever stands in the place of one in an address; a port is neither
_BOT_TOKEN = re.compile(r"bot\d+(?::|%3A|%253A)[\w-]{5,}|\d{6,}(?::|%3A|%253A)[\w-]{30,}", re.ASCII | re.IGNORECASE)
_URL_PASSWORD = re.compile(r"(://[^:/@\s]*:)[^\s]+@")
_HIDDEN = "［已隐去］"
_LEAST_SECRET = 8
"""What is shorter than this is hidden as a whole word of an address alone, since it may stand anywhere in a text."""
_known: set[str] = set()


def hide(*secrets: str) -> None:
    """Let ``redact`` hide these from now on, also where they are quoted for an address or in base64."""
    for secret in secrets:
        # the part behind the colon is what nobody may have; what stands before it is the bot's number
        for part in (secret, secret.partition(":")[2]):
            if len(part) >= (_LEAST_SECRET if part == secret else _LEAST_SECRET * 2):
                _known.update(_forms(part))


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield repr(secret)[1:-1]
    once = quote(secret, safe="")
    yield from (once, re.sub("%..", lambda found: found[0].lower(), once), quote(once, safe=""))
    yield secret.encode().hex()
    for before in range(3):  # a secret begins anywhere in the groups of three bytes that base64 is made of
        whole = base64.b64encode(b"\0" * before + secret.encode()).decode().rstrip("=")
        sure = whole[(0, 2, 3)[before] : len(whole) - 1]
        yield from (sure, sure.replace("+", "-").replace("/", "_"))


def redact(text: str) -> str:
    """Return the text without bot tokens, passwords in addresses and what ``hide`` was told, however encoded."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return _URL_PASSWORD.sub(rf"\1{_HIDDEN}@", _BOT_TOKEN.sub(_HIDDEN, text))


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """The last step before a line is written, so that nothing comes after it: values, exceptions and all."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up(log_format: Literal["console", "json"] = "console", *, quiet: bool = False) -> None:
    """Send every log, ours and the libraries', through one redacting line to stderr; ``quiet`` only warnings."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Redacting(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    logging.raiseExceptions = False  # a line that cannot be written would be shown as it came, beside this
    logging.captureWarnings(capture=True)  # they would be written past this
    # httpx writes whole addresses, token included, at INFO; the scheduler writes a line a minute
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn", "telegram.ext.Application", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
