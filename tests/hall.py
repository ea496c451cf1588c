"""What people do and see in an office of a test, whatever channel they use."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from bot.delivery.rehearsal import Rehearsal
from bot.run import Program
from config.clock import local_date, local_instant
from tasks_db.register.authority import SYSTEM
from tasks_db.register.roster import TableRow
from tasks_db.work.acts import roster
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk

P = ParamSpec("P")
Result = TypeVar("Result")
CLERK, CONVENOR = 11, 12


@dataclass
class Heard:
    """What a person's screen shows after an act: the bot's new and changed messages."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(str(m["text"]) for m in self.messages)

    def labels(self) -> list[str]:
        return [b["text"] for m in self.messages for row in m["keyboard"] for b in row]


@dataclass
class Hall(ABC):
    """An office with its people, who are known by numbers.

    A message is its ``id``, ``text``, whom it is ``from``, its ``keyboard`` and its ``document``.
    ``say``, ``press`` and ``send_bytes`` come back when what was said is dealt with, with what the person then hears.
    """

    desk: Desk
    program: Program
    rehearsal: Rehearsal

    @abstractmethod
    async def say(self, user: int, text: str, reply_to: int | None = None) -> Heard: ...

    @abstractmethod
    async def press(self, user: int, label: str, *, within: str = "") -> Heard:
        """Press the latest button whose label begins so, on a message that holds ``within``."""

    @abstractmethod
    async def send_bytes(
        self, user: int, name: str, content: bytes, caption: str = "", reply_to: int | None = None
    ) -> Heard: ...

    @abstractmethod
    async def seen(self, user: int) -> list[dict[str, Any]]:
        """What stands in somebody's chat, oldest first."""

    @abstractmethod
    async def fetched(self, user: int, message: dict[str, Any]) -> bytes:
        """The file of a message, as the person saves it."""

    @abstractmethod
    async def enters(self, user: int, code: str) -> Heard:
        """Somebody uses an invitation, as this channel has it."""

    async def last(self, user: int) -> dict[str, Any]:
        """The bot's latest message to a person."""
        return [m for m in await self.seen(user) if m["from"] == "bot"][-1]

    async def received(self, user: int) -> list[str]:
        return [m["text"] for m in await self.seen(user) if m["from"] == "bot"]

    async def until(self, day: date | datetime) -> list[datetime]:
        """Let time pass to the end of a day, or to a moment."""
        moment = day if isinstance(day, datetime) else local_instant(day, datetime.max.time().replace(microsecond=0))
        return await self.rehearsal.move(moment)

    async def told(self, user: int) -> str:
        """All that somebody has heard once the next send window is open: notices keep to the windows (R6)."""
        now = await self.desk.now()
        await self.rehearsal.move(self.desk.windows.next_open(now, self.desk.calendar))
        return "\n".join(await self.received(user))

    async def read(self, work: Callable[[Session], Result]) -> Result:
        """What stands in the database, read without any act or view."""

        def reading() -> Result:
            with self.desk.door.read() as session:
                return work(session)

        return await self.desk.apart(reading)

    async def write(self, work: Callable[[Session], Result]) -> Result:
        """Change rows behind the program's back."""

        def writing() -> Result:
            with self.desk.door.write() as session:
                return work(session)

        return await self.desk.apart(writing)

    async def do(self, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do an act as the program itself."""
        return await self.desk.doing(SYSTEM, act, *args, **kwargs)

    async def ask(self, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        return await self.desk.asking(SYSTEM, view, *args, **kwargs)

    async def today(self) -> date:
        return local_date(await self.desk.now())

    async def units(self, *names: str) -> None:
        """Put units into the registry; a name that begins with 各 is a group."""
        rows = [TableRow(n, name, (), (), "", "", "") for n, name in enumerate(names, 1)]
        await self.desk.doing(SYSTEM, roster.load_table, rows)

    async def group(self, name: str, *members: str) -> None:
        rows = [TableRow(n, member, (), (name,), "", "", "") for n, member in enumerate(members, 1)]
        await self.desk.doing(SYSTEM, roster.load_table, rows)
