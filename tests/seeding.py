"""A register of any size, written in bulk: shares handed out and answered long ago, some of them due today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, insert
from sqlmodel import SQLModel

from config.clock import local_instant
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import models
from tasks_db.store.door import Door
from tasks_db.store.lean import table_of
from tasks_db.terms import (
    AnswerKind,
    CheckpointKind,
    NoticeKind,
    NoticeState,
    PlanStage,
    ReportStatus,
    Role,
    SeatRole,
    TenureKind,
)
from tasks_db.work.desk import Desk

TODAY = date(2025, 11, 3)
"""A Monday; the week before and after has no holiday."""
NOW = local_instant(TODAY, time(9, 5))
_HANDED_OUT = date(2025, 3, 3)
_REPORTED = local_instant(date(2025, 6, 4), time(10))
_FAR = date(2026, 6, 30)
"""The day of what is not due today; its ladder begins in May."""
_FIRST_LOOK = date(2026, 5, 20)
_WINDOWS = SendWindows(((time(9), time(11, 30)), (time(14, 30), time(17, 30))))
_CHUNK = 20_000
_NUMBERED = (
    *(models.Unit, models.Person, models.Account, models.Seat, models.Tenure, models.Plan, models.Task),
    *(models.Assignment, models.Checkpoint, models.Due, models.Report, models.Notice, models.Ask),
)
"""What is written with ids of its own; a server goes on counting behind them."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a register is: shares of units in tasks, of which ``due`` are to be asked today.

    Every task has ``units`` of the ``people``'s units, each with a liaison of its own, and ``reports`` accepted
    reports of each of its units. A plan holds ``tasks_a_plan``. Where they are not ``alike``, each task has words of
    its own.
    """

    shares: int
    due: int = 0
    people: int = 40
    units: int = 5
    reports: int = 1
    tasks_a_plan: int = 200
    alike: bool = True

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return self.shares // self.units


def desk_of(folder: Path, database: str | None = None, *, now: datetime = NOW) -> Desk:
    """A desk over an empty database of this version, at a moment that stands still."""
    door = Door(database or f"sqlite:///{folder / 'lianxi.sqlite3'}")
    door.upgrade()
    return Desk(door, lambda: now, Calendar(), _WINDOWS, folder / "evidence")


def seed(desk: Desk, size: Size) -> None:
    """Write a register of a size into an empty database."""
    with desk.door.write() as session:
        connection = session.connection()
        for model, rows in _tables(size):
            _insert(connection, model, rows)
        if connection.dialect.name == "postgresql":
            for model in _NUMBERED:
                name = table_of(model).name
                top = f"(SELECT max(id) FROM {name})"  # noqa: S608 - our own tables
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {top})")
    with desk.door.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _insert(connection: Connection, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    found = iter(rows)
    while chunk := list(islice(found, _CHUNK)):
        connection.execute(insert(table_of(model)), chunk)


def _tables(size: Size) -> Iterator[tuple[type[SQLModel], Iterable[Mapping[str, Any]]]]:
    people = range(1, size.people + 1)
    tasks = range(1, size.tasks + 1)
    plans = range(1, (size.tasks - 1) // size.tasks_a_plan + 2)
    yield models.Jurisdiction, [{"id": 1, "name": "清河县"}]
    yield models.Unit, [{"id": n, "jurisdiction_id": 1, "name": f"第{n}局", "kind": "unit"} for n in people]
    yield models.JointMeeting, [{"id": 1, "jurisdiction_id": 1, "name": "联席会议", "office_unit_id": 1, "rules": {}}]
    yield models.Person, [{"id": n, "jurisdiction_id": 1, "name": f"联络员{n}"} for n in people]
    yield models.Account, (
        {"id": n, "person_id": n, "channel": "telegram", "address": str(n), "reachable": True, "preferred": True,
         "bound_at": _REPORTED}
        for n in people
    )  # fmt: skip
    yield (
        models.Seat,
        ({"id": n, "meeting_id": 1, "unit_id": n, "role": SeatRole.LIAISON, "post": ""} for n in people),
    )
    yield (
        models.Tenure,
        ({"id": n, "seat_id": n, "person_id": n, "kind": TenureKind.HOLDER, "since": _HANDED_OUT} for n in people),
    )
    yield models.Plan, (
        {"id": n, "meeting_id": 1, "title": f"第{n}号工作方案", "document_status": "issued",
         "stage": PlanStage.DISPATCHED, "loaded_at": _at(_HANDED_OUT), "dispatched_at": _at(_HANDED_OUT),
         "file_name": "方案.txt", "file_hash": str(n), "settings": {}, "remarks": [], "intake": {}}
        for n in plans
    )  # fmt: skip
    yield models.Task, (
        {"id": n, "plan_id": (n - 1) // size.tasks_a_plan + 1, "position": n, "seq": str(n),
         "title": title(size, n), "content": f"完成{title(size, n)}。", "leaders": [], "cycles": [],
         "standing": False, "source_place": f"第{n}行", "source_quote": "", "confidence": 1.0, "candidate": False}
        for n in tasks
    )  # fmt: skip
    yield models.Assignment, (
        {"id": share, "task_id": task, "unit_id": unit, "printed": f"第{unit}局", "position": place,
         "role": Role.LEAD if place == 0 else Role.RESPONSIBLE, "consolidates": place == 0, "asked": True}
        for share, task, unit, place in shares_of(size)
    )  # fmt: skip
    yield models.Checkpoint, (
        {"id": task, "task_id": task, "kind": CheckpointKind.DEADLINE, "day": _task_day(size, task), "target": "",
         "basis": "column", "confirmed": True}
        for task in tasks
    )  # fmt: skip
    yield models.Due, (
        {"id": share, "checkpoint_id": task, "assignment_id": share, "day": _day(size, share),
         "look_on": TODAY if share <= size.due else _FIRST_LOOK, "touched": 0}
        for share, task, _, _ in shares_of(size)
    )  # fmt: skip
    yield models.Report, (
        {"id": n, "assignment_id": share, "checkpoint_id": task, "person_id": unit, "at": _REPORTED,
         "kind": AnswerKind.PROGRESS, "percent": 40, "text": "正在推进", "status": ReportStatus.ACCEPTED,
         "decided_at": _REPORTED}
        for n, (share, task, unit) in _numbered_reports(size)
    )  # fmt: skip
    yield models.Notice, (
        {"id": n, "person_id": n, "kind": NoticeKind.BUNDLE, "working_day": _HANDED_OUT, "state": NoticeState.SENT,
         "send_at": _at(_HANDED_OUT), "buttons": [], "numbers": [], "about": [], "attempts": 1,
         "sent_at": _at(_HANDED_OUT)}
        for n in people
    )  # fmt: skip
    yield (
        models.Ask,
        (
            {
                "id": n,
                "due_id": share,
                "seat_id": unit,
                "rung": rung,
                "rung_date": day,
                "notice_id": unit,
                "merged": False,
            }
            for n, (share, unit, rung, day) in enumerate(_asks(size), 1)
        ),
    )


def title(size: Size, task: int) -> str:
    """The title of a task; one of its own is of so many words that no answer would serve two (``overlaps``)."""
    own = "".join(chr(first + task) for first in (0x5000, 0x7000, 0x9B00, 0x9D00))  # no word holds them
    return f"第{task}项建设任务" if size.alike else f"{own}任务"


def _asks(size: Size) -> Iterator[tuple[int, int, str, date]]:
    """Every share has heard of the dispatch, and what is due today was asked for at the rung before."""
    for share, _, unit, _ in shares_of(size):
        yield share, unit, "交办", _HANDED_OUT
        if share <= size.due:
            yield share, unit, "T-30", _day(size, share) - timedelta(days=30)


def shares_of(size: Size) -> Iterator[tuple[int, int, int, int]]:
    """Yield every share: its id, its task, its unit, and the unit's place in the task."""
    ids = count(1)
    for task in range(1, size.tasks + 1):
        for place in range(size.units):
            yield next(ids), task, (task + place * 7) % size.people + 1, place


def _numbered_reports(size: Size) -> Iterator[tuple[int, tuple[int, int, int]]]:
    said = ((share, task, unit) for share, task, unit, _ in shares_of(size) for _ in range(size.reports))
    return enumerate(said, 1)


def _day(size: Size, share: int) -> date:
    return TODAY + timedelta(days=7) if share <= size.due else _FAR


def _task_day(size: Size, task: int) -> date:
    """The task's own date is that of its units."""
    return _day(size, (task - 1) * size.units + 1)


def _at(day: date) -> datetime:
    return local_instant(day, time(9))


# counting


@dataclass
class Counted:
    """What a block asked of the database: its statements, and apart from them how its transactions began."""

    statements: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    rows: int = 0


@contextmanager
def counted(desk: Desk, *, rows: bool = False) -> Iterator[Counted]:
    """Count the statements of a block, and with ``rows`` the rows that they gave and wrote.

    Each statement that reads is asked a second time for how many rows it gives.
    """
    found = Counted()
    own = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT pg_advisory_xact_lock")

    def executed(connection: Connection, _cursor: Any, statement: str, values: Any, context: Any, many: Any) -> None:
        if statement.startswith("BEGIN"):
            found.begun.append(statement)
        if statement.startswith(own):
            return
        found.statements.append(statement)
        if rows and statement.startswith("SELECT"):
            again = connection.connection.cursor()
            again.execute(f"SELECT count(*) FROM ({statement}) AS counted", values)  # noqa: S608 - our own
            found.rows += again.fetchone()[0]  # type: ignore[index]
        elif rows:
            found.rows += len(getattr(context, "compiled_parameters", ())) or (len(values) if many else 1)

    event.listen(desk.door.engine, "before_cursor_execute", executed)
    try:
        yield found
    finally:
        event.remove(desk.door.engine, "before_cursor_execute", executed)


def tables_in(statements: Sequence[str]) -> set[str]:
    """The words after FROM and JOIN: which tables statements read."""
    words = " ".join(statements).replace("(", " ").split()
    return {after for word, after in pairwise(words) if word in {"FROM", "JOIN"}}
