"""What the commands share: the console, the desk, and how a moment is read from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import typer
from rich.console import Console

from config.clock import parse_instant
from config.settings import Settings
from tasks_db.work.desk import Desk, open_desk

out = Console()


def say(text: str) -> None:
    """Print a message as it is: what people wrote in brackets is no markup, and a pipe gets whole lines."""
    out.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def desk_of(settings: Settings | None = None) -> Iterator[Desk]:
    """The desk over the configured database, closed afterwards."""
    desk = open_desk(settings or Settings())
    try:
        yield desk
    finally:
        desk.close()


def moment(text: str | None, default: datetime) -> datetime:
    """A day or an instant as typed; wrong ones end the command with status 2."""
    if text is None:
        return default
    try:
        return parse_instant(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
