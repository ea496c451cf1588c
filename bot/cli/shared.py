"""What the commands share: the console, the desk, and how a moment is read from the command line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Annotated

import typer
from rich.console import Console

from config.clock import local_instant, parse_instant
from config.settings import Settings
from messages import forms, wording
from tasks_db.work.desk import Desk, open_desk

out = Console()
BodyName = Annotated[str | None, typer.Option("--body", help="哪个议事机构：编号或名称；不写是第一个")]


def say(text: str) -> None:
    """Print a message as it is: what people wrote in brackets is no markup, and a pipe gets whole lines."""
    out.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def desk_of(settings: Settings | None = None) -> Iterator[Desk]:
    """Open the desk over the configured database, and close it afterwards."""
    settings = settings or Settings()
    forms.use(settings.paper)
    if (own := settings.data_dir / "templates").is_dir():
        wording.use_folder(own)
    desk = open_desk(settings)
    try:
        yield desk
    finally:
        desk.close()


def moment(text: str | None, default: datetime) -> datetime:
    """Return the instant that was typed: an ISO instant, a day (its end), or either as this program prints it (R16).

    Gives ``default`` where nothing was typed; ends the command with status 2 for what is no instant.
    """
    if text is None:
        return default
    if (printed := _as_printed(text)) is not None:
        return printed
    try:
        return parse_instant(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


_PRINTED = re.compile(r"(\d{4})[年-](\d{1,2})[月-](\d{1,2})日?(?:\s+(\d{1,2}):(\d{2}))?")
_END_OF_DAY = time(23, 59, 59)


def _as_printed(text: str) -> datetime | None:
    """2025年12月31日, 2025年12月31日 09:00 and 2025-12-31 09:00 are local time."""
    found = _PRINTED.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute = found.groups()
    try:
        at = time(int(hour), int(minute)) if hour is not None else _END_OF_DAY
        return local_instant(date(int(year), int(month), int(day)), at)
    except ValueError:
        return None
