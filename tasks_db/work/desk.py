"""The one seam to the database: acts and views go in, values come out, each in a transaction of its own.

No transaction spans an await: an act is an ordinary function, done in a worker thread where an event loop waits.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from config.clock import Clock, system_clock
from config.settings import Settings
from tasks_db.refusal import Refusal
from tasks_db.register.authority import Caller
from tasks_db.register.reminders import SendWindows
from tasks_db.register.workdays import Calendar, parse_overrides
from tasks_db.store import facts, people
from tasks_db.store.door import Door
from tasks_db.work.context import Context

P = ParamSpec("P")
Result = TypeVar("Result")


class DeskError(Refusal):
    """The program cannot work with this database or these settings; ``str()`` says what to do."""


@dataclass(frozen=True)
class Desk:
    """Everything that chat, terminal and jobs work with: the register, the clock and the office's calendar."""

    door: Door
    clock: Clock
    calendar: Calendar
    windows: SendWindows
    files: Path
    """Where evidence is kept."""
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "register"))

    @property
    def database(self) -> str:
        """Where the data lies, as an address that people may read: without its password."""
        return self.door.url.render_as_string(hide_password=True)

    def do(
        self, who: Caller, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Do an act in one transaction, stored as a whole or not at all, and return what it gives."""
        now = self.clock()
        with self.door.write() as session:
            return act(self._context(session, who, now), *args, **kwargs)

    def ask(
        self, who: Caller, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Return what a view gives; nothing is written."""
        now = self.clock()
        with self.door.read() as session:
            return view(self._context(session, who, now), *args, **kwargs)

    async def doing(
        self, who: Caller, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Do an act as ``do`` does, in a thread."""
        return await self.apart(lambda: self.do(who, act, *args, **kwargs))

    async def asking(
        self, who: Caller, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Return what a view gives as ``ask`` does, in a thread."""
        return await self.apart(lambda: self.ask(who, view, *args, **kwargs))

    def _context(self, session: Session, who: Caller, now: datetime) -> Context:
        return Context(session, who, now, self.calendar, self.windows, self.files)

    async def now(self) -> datetime:
        """Return the present moment, aware; read in a thread, since a rehearsal's clock lies in the database."""
        return await self.apart(self.clock)

    async def apart(self, work: Callable[[], Result]) -> Result:
        """Do blocking work in a thread, so that the loop goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Wait for the work in the threads, then close the database."""
        self._threads.shutdown()
        self.door.close()


def database_file(settings: Settings) -> Path | None:
    """Return the SQLite file that the settings name, or None for a server; nothing is opened."""
    return Door(settings.database).file


def open_desk(settings: Settings, *, database: str | None = None) -> Desk:
    """Open the database that the settings name, bring it up to date, and put the desk together."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    door = Door(database or settings.database)
    door.upgrade()
    overrides = _own_days(settings.holidays_file)
    return Desk(
        door=door,
        clock=choose_clock(settings, door),
        calendar=Calendar(overrides),
        windows=SendWindows(tuple((w.start, w.end) for w in settings.send_windows)),
        files=settings.data_dir / "evidence",
    )


def _own_days(file: Path | None) -> dict[date, bool]:
    if file is None:
        return {}
    try:
        return parse_overrides(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise DeskError(f"节假日文件 {file} 打不开：请检查路径，并存成 UTF-8 文本。") from None
    except ValueError as error:
        raise DeskError(str(error)) from None


def choose_clock(settings: Settings, door: Door) -> Clock:
    """Real time, unless the settings or the database itself (the sample's) say that this is a rehearsal.

    The rehearsal clock lives in the database, so that every process reads the same one.
    """
    if settings.clock != "system":
        with door.write() as session:
            if facts.rehearsal_now(session) is None and people.has_meeting(session):
                raise DeskError(
                    "这个数据库里已有正式数据，不能改成演练：请去掉 LIANXI_CLOCK，或用 LIANXI_DATA_DIR 换一个空目录。"
                )
            facts.start_rehearsal(session, settings.clock)

    def rehearsal() -> datetime:
        with door.read() as session:
            return facts.rehearsal_now(session) or system_clock()

    with door.read() as session:
        return rehearsal if facts.rehearsal_now(session) is not None else system_clock
