"""The one seam to the database: acts and views go in, values come out.

Each act is a transaction of its own, or everything that one update brings about is (``whole``). No transaction spans
an await: an act is an ordinary function, done in a worker thread where an event loop waits.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from config.clock import Clock, system_clock
from config.settings import Settings
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM, Caller
from tasks_db.register.links import LinkRules
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar, parse_overrides
from tasks_db.store import facts, people
from tasks_db.store.door import DatabaseAway, Door, queue
from tasks_db.work.context import Context, beside_of

__all__ = ["DatabaseAway", "Desk", "DeskError", "Overtaken", "Whole", "database_file", "open_desk"]

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
    links: LinkRules = field(default_factory=LinkRules)
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
        with self.door.write(beside_of(act)) as session:
            return act(self.context(session, who, now), *args, **kwargs)

    def ask(
        self, who: Caller, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Return what a view gives; nothing is written."""
        now = self.clock()
        with self.door.read() as session:
            return view(self.context(session, who, now), *args, **kwargs)

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

    @contextmanager
    def whole(self, end: Callable[[Context], bool]) -> Iterator["Whole"]:
        """Do everything that belongs to one update, in one commit; what is not committed in the block is undone.

        ``end`` ends the row that it belongs to, first of all that is written; False where another one has done it.
        """
        whole = Whole(self, end)
        try:
            yield whole
        finally:
            whole.close()

    def context(self, session: Session, who: Caller, now: datetime) -> Context:
        """Return what acts and views are given in a transaction."""
        return Context(session, who, now, self.calendar, self.windows, self.files)

    async def now(self) -> datetime:
        """Return the present moment, aware; read in a thread, since a rehearsal's clock lies in the database."""
        return await self.apart(self.clock)

    async def checkpoint(self) -> bool:
        """Write what SQLite's log holds into the file itself; return whether all of it is there."""
        return await self.apart(self.door.checkpoint)

    async def apart(self, work: Callable[[], Result]) -> Result:
        """Do blocking work in a thread, so that the loop goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Wait for the work in the threads, then close the database."""
        self._threads.shutdown()
        self.door.close()


class Overtaken(Exception):  # noqa: N818 - nothing is wrong: another process was a moment earlier
    """The row that was worked off has been ended by another process; nothing is stored."""


class Whole:
    """Acts and views that are read outside the write lock and stored in one commit.

    Until the first act everything is read in one reading transaction; from then on in the writing one. An act that is
    refused leaves nothing behind, and what was done before it stands.
    """

    def __init__(self, desk: Desk, end: Callable[[Context], bool]) -> None:
        self.desk = desk
        self.now = desk.clock()
        self._end = end
        self._opened = ExitStack()
        self._reading: Session | None = None
        self._writing: Session | None = None

    def ask(
        self, who: Caller, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Return what a view gives, with what the acts before it have changed."""
        return view(self.desk.context(self._session(), who, self.now), *args, **kwargs)

    def do(
        self, who: Caller, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Do an act, to be stored with all others by ``commit``; raises Overtaken where it is done already."""
        session = self._begun()
        queue(session, beside_of(act))
        with session.begin_nested():
            return act(self.desk.context(session, who, self.now), *args, **kwargs)

    def commit(self) -> None:
        """End the row and store everything; raises Overtaken where another one has done it."""
        session = self._begun()
        session.commit()

    def close(self) -> None:
        """Undo what is not committed."""
        self._opened.close()

    def _session(self) -> Session:
        if self._writing is not None:
            return self._writing
        if self._reading is None:
            self._reading = self._opened.enter_context(self.desk.door.read())
        return self._reading

    def _begun(self) -> Session:
        if self._writing is None:
            self._opened.close()  # what was read is values by now
            self._writing = self._opened.enter_context(self.desk.door.begun())
            if not self._end(self.desk.context(self._writing, SYSTEM, self.now)):
                raise Overtaken
        return self._writing


def ready_folder(folder: Path) -> None:
    """Make the data folder where it is not there yet; raises DeskError where it cannot be made or written to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise DeskError(
            f"数据目录 {folder} 不能写：请检查它的属主、权限和磁盘是否只读，或用 LIANXI_DATA_DIR 换一个目录。"
        )


def database_file(settings: Settings) -> Path | None:
    """Return the SQLite file that the settings name, or None for a server; nothing is opened."""
    return Door(settings.database).file


def open_desk(settings: Settings, *, database: str | None = None) -> Desk:
    """Open the database that the settings name, bring it up to date, and put the desk together.

    Raises Refusal with a sentence for the operator where the folder or the database cannot be used.
    """
    ready_folder(settings.data_dir)
    door = Door(database or settings.database)
    door.upgrade()
    overrides = _own_days(settings.holidays_file)
    return Desk(
        door=door,
        clock=choose_clock(settings, door),
        calendar=Calendar(overrides),
        windows=SendWindows(tuple((w.start, w.end) for w in settings.send_windows)),
        files=settings.data_dir / "evidence",
        links=LinkRules(settings.web_url, settings.link_days, settings.link_code, settings.mail_host is not None),
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
