"""A register for attacks, made by the real acts: six units with a liaison and a task each, more where wanted."""

import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import SecretStr

from bot.channels.telegram import NAME
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, handing_out, loading, roster, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.context import Context
from tasks_db.work.desk import open_desk
from tasks_db.work.views.seats import seats
from tests.small_world import a_draft, a_draft_task

_ONE_AT_A_TIME = threading.Lock()
"""Alembic upgrades one database at a time in a process."""
CLERK = 11
FIRST_LIAISON = 101
DEADLINE = date(2025, 12, 19)
FAR_DEADLINE = date(2026, 9, 30)


@dataclass(frozen=True)
class Town:
    """Who is there: each liaison has one task, by the same number."""

    liaisons: tuple[int, ...]

    @classmethod
    def of(cls, size: int) -> "Town":
        return cls(tuple(range(FIRST_LIAISON, FIRST_LIAISON + size)))


def task_title(chat: int) -> str:
    """What the task of a liaison is called; nobody else's is called so."""
    return f"整治河段甲{chat}"


def build(
    folder: Path,
    town: Town,
    handed_out: datetime,
    *,
    database: str | None = None,
    daily: bool = False,
    deadline: date | None = None,
    quiet: int = 0,
) -> None:
    """Found the office and hand out one plan; with ``daily`` everybody is asked on every day.

    The last ``quiet`` liaisons have a plan of their own, and are asked for months only when it is handed out.
    """
    settings = Settings(data_dir=folder, database_url=SecretStr(database) if database else None)
    with _ONE_AT_A_TIME, contextlib.closing(open_desk(settings)) as opened:
        desk = replace(opened, clock=lambda: handed_out)

        def set_up(ctx: Context) -> None:
            founding.found_meeting(ctx, "清河县", "清河县联席会议", "清河县府办")
            meeting = people.the_meeting(ctx.session)
            seat = people.ensure_seat(
                ctx.session, key(meeting.id), key(meeting.office_unit_id), SeatRole.OFFICE_STAFF
            )
            clerk = seating.take_seat(ctx.session, seat, "文员", ctx.today)
            seating.bind_directly(ctx, key(clerk.id), Address(NAME, str(CLERK)))
            units = {chat: f"县{chat}局" for chat in town.liaisons}
            rows = [
                TableRow(n, unit, (), (), SeatRole.LIAISON.zh, f"联{chat}", "")
                for n, (chat, unit) in enumerate(units.items(), 1)
            ]
            roster.load_table(ctx, rows)
            for line in seats(ctx).lines:
                if line.person is not None and line.person.startswith("联"):
                    assert line.person_id is not None
                    seating.bind_directly(ctx, line.person_id, Address(NAME, line.person[1:]))
            asked = town.liaisons[: len(town.liaisons) - quiet]
            _hand_out(ctx, "河道整治方案", asked, units, DEADLINE if deadline is None else deadline, daily=daily)
            if quiet:
                _hand_out(ctx, "水库整治方案", town.liaisons[len(asked) :], units, FAR_DEADLINE, daily=False)

        desk.do(SYSTEM, set_up)


def _hand_out(
    ctx: Context, title: str, chats: Sequence[int], units: Mapping[int, str], deadline: date, *, daily: bool
) -> None:
    tasks = [a_draft_task(str(n), task_title(chat), [units[chat]], day=deadline) for n, chat in enumerate(chats, 1)]
    plan = loading.load_plan(ctx, a_draft(title, *tasks), Source("方案.txt", title))
    if daily:
        settling.set_ladder(ctx, plan, range(-360, 1))
    handing_out.hand_out(ctx, plan)
