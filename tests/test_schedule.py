"""The program wakes by itself: at once when it starts, and in each minute after that."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.channels.script import NAME, ScriptChannel
from bot.delivery import schedule
from bot.run import Program
from config.settings import Settings
from messages.message import Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.work.desk import open_desk
from tests.unanswering import always_open, somebody_to_be_told

PATIENCE = 30


class Listening(ScriptChannel):
    """``heard`` is set as soon as something is said."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        ref = await super().send(to, message, later=later)
        self.heard.set()
        return ref


async def test_what_waits_goes_out_when_the_program_starts_and_not_a_minute_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "TICK_SECONDS", 3600)
    for name, value in always_open(tmp_path).items():
        monkeypatch.setenv(name, value)
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk:
        await desk.doing(SYSTEM, somebody_to_be_told, NAME)
        channel = Listening()
        program = Program(desk, [channel], paced=False)
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as running:
            ticking = running.create_task(schedule.ticking(desk, program.sender, program.watch))
            sending = running.create_task(program.sender.serve())
            await channel.heard.wait()
            ticking.cancel()
            sending.cancel()
        assert [said.text for said in channel.spoken] == ["请带材料参会。"]
