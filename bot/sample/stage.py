"""Plays a rehearsal script on the sample: what each line made the program say and record."""

import itertools
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from bot.channels.base import Event, FileRef, Files, Press, Text, Where, Who
from bot.channels.script import NAME, ScriptChannel, Spoken
from bot.channels.web.values import Part
from bot.delivery.rehearsal import Rehearsal
from bot.sample.script import Act, Move, Presses, Says, Sends
from messages.message import Button
from messages.tokens import encode
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.recorded import Recorded
from tasks_db.terms import ReportStatus
from tasks_db.work.desk import Desk
from tasks_db.work.views.reviews import recorded_reports

_BEGINNINGS = {
    ".jpg": b"\xff\xd8\xff\xe0",
    ".jpeg": b"\xff\xd8\xff\xe0",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".pdf": b"%PDF-1.7\n",
}
"""How invented files begin, so that they are taken for what their names say."""


class StageError(Refusal):
    """A line that nobody on the stage can play; ``str()`` says why and what there is instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody was told, in words, labels of buttons and names of files."""

    to: str
    text: str
    buttons: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """One line and what came of it. ``failed`` says why it could not be played, else None."""

    line: int
    source: str
    said: tuple[Said, ...] = ()
    stored: tuple[Recorded, ...] = ()
    withdrawn: tuple[Recorded, ...] = ()
    failed: str | None = None


@dataclass
class Stage:
    """A sample that is played by a script: ``cast`` are the people in it, ``folder`` has the files that they send."""

    desk: Desk
    channel: ScriptChannel
    receive: Callable[[Event], Awaitable[None]]
    rehearsal: Rehearsal
    cast: list[Part]
    folder: Path
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def play(self, act: Act) -> Played:
        """Play one line and return what it made the program say and record."""
        heard, before = len(self.channel.spoken), await self._recorded()
        try:
            await self._do(act)
        except StageError as refused:
            return Played(act.number, act.source, failed=str(refused))
        after = await self._recorded()
        return Played(
            act.number,
            act.source,
            said=tuple(self._said(one) for one in self.channel.spoken[heard:]),
            stored=tuple(one for number, one in after.items() if number not in before),
            withdrawn=tuple(one for number, one in after.items() if _was_withdrawn(before.get(number), one)),
        )

    async def _recorded(self) -> Mapping[int, Recorded]:
        return {one.report_id: one for one in await self.desk.asking(SYSTEM, recorded_reports)}

    def _said(self, one: Spoken) -> Said:
        names = {person.address: person.name for person in self.cast}
        labels = tuple(tuple(button.label for button in row) for row in one.message.buttons if row)
        files = (one.attachment.name,) if one.attachment is not None else ()
        return Said(names.get(one.at.value, one.at.value), one.text, labels, files)

    async def _do(self, act: Act) -> None:
        match act:
            case Move(until=until):
                await self.rehearsal.move(until)
            case _:
                await self.receive(self._event(act))

    def _event(self, act: Says | Presses | Sends) -> Event:
        at = self._address(act.who)
        who, where, number = Who(at, act.who), Where(at), str(next(self._ids))
        if isinstance(act, Presses):
            shown, button = self._button(at, act.label)
            return Press(id=number, who=who, where=where, ref=shown.ref, token=encode(button))
        reply_to = self._nth(at, act.reply)
        if isinstance(act, Says):
            return Text(id=number, who=who, where=where, ref=f"in{number}", reply_to=reply_to, text=act.text)
        files = tuple(self._file(name) for name in act.files)
        return Files(
            id=number, who=who, where=where, ref=f"in{number}", reply_to=reply_to, files=files, caption=act.text
        )

    def _address(self, name: str) -> Address:
        for person in self.cast:
            if person.name == name:
                return Address(NAME, person.address)
        raise StageError(f"样例里没有“{name}”。可以是：{'、'.join(person.name for person in self.cast)}。")

    def _nth(self, at: Address, number: int | None) -> str | None:
        """The ref of the n-th message that somebody got."""
        if number is None:
            return None
        screen = self.channel.screen(at)
        if not 1 <= number <= len(screen):
            raise StageError(f"到这里只收到{len(screen)}条消息，没有第{number}条可以回复。")
        return screen[number - 1].ref

    def _button(self, at: Address, label: str) -> tuple[Spoken, Button]:
        """The button of a label on the newest message that has it; the whole label, or else how it begins."""
        shown = [(one, b) for one in reversed(self.channel.screen(at)) for row in one.message.buttons for b in row]
        for fits in (str.__eq__, str.startswith):
            for one, button in shown:
                if fits(button.label, label):
                    return one, button
        seen = "、".join(dict.fromkeys(button.label for _, button in shown)) or "没有按钮"
        raise StageError(f"没有“{label}”这个按钮。现在有：{seen}。")

    def _file(self, name: str) -> FileRef:
        """A file beside the script; an invented one of that name where there is none."""
        path = self.folder / name
        content = path.read_bytes() if path.is_file() else invented(name)
        self.channel.files[name] = content
        return FileRef(name, name, len(content))


def invented(name: str) -> bytes:
    """Return the content of a file that a script sends and nobody has."""
    return _BEGINNINGS.get(Path(name).suffix.lower(), b"") + f"演练文件：{name}".encode()


def _was_withdrawn(before: Recorded | None, now: Recorded) -> bool:
    return before is not None and before.status is not now.status and now.status is ReportStatus.WITHDRAWN
