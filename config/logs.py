"""Structured logs in which no secret ever stands."""

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_BOT_TOKEN = re.compile(r"(?:bot)?\d+:[A-Za-z0-9_-]{5,}")
_URL_PASSWORD = re.compile(r"(://[^:/@\s]+:)[^@\s]+@")
_HIDDEN = "［已隐去］"


def redact(text: str) -> str:
    """The text without bot tokens (also inside addresses) and without passwords in addresses."""
    return _URL_PASSWORD.sub(rf"\1{_HIDDEN}@", _BOT_TOKEN.sub(_HIDDEN, text))


def _redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


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
        _redact_event,
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
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _redact_event, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    # httpx writes whole addresses, token included, at INFO; the scheduler writes a line a minute
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn", "telegram.ext.Application", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
