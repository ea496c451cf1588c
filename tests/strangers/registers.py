"""Builds a register that a stranger wrote, through the acts of the product, and compares his counts by hand.

``python -m tests.strangers.registers REGISTER.json…`` prints what differs, task by task, and the totals.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import select

from config.settings import Settings
from tasks_db.intake.draft import PlanDraft, Recurrence
from tasks_db.refusal import Refusal
from tasks_db.register import report_states, states
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.roster import TableRow
from tasks_db.store import models, people, registers
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import answering, changing, founding, handing_out, loading, reviewing, roster, seating
from tasks_db.work.acts.loading import Source
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import rehearsal
from tasks_db.work.views.seats import seats
from tests.small_world import a_draft, a_draft_task

_SAID = NoticeText("审核好了。", ())
_QUARTERLY = Recurrence("quarter", "报送进展")
"""How a long-term task of a set reports, so that it may be handed out; no round ends before the sets' days."""


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _kind(value: str) -> AnswerKind:
    return next(kind for kind in AnswerKind if kind.value == value)


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(f"{value}+08:00")


def _draft(written: Mapping[str, Any]) -> PlanDraft:
    tasks = []
    for one in written["tasks"]:
        milestones = [(date.fromisoformat(m["date"]), m["target"]) for m in one.get("milestones", [])]
        last = max((day for day, _ in milestones), default=None)
        # R8: the office gives a task that has milestones alone a date before 交办; it takes the last one
        deadline = _day(one["deadline"]) or (None if one.get("standing") else last)
        task = a_draft_task(one["seq"], one["title"], one["leads"], one["responsibles"], deadline, milestones)
        if one.get("standing"):
            task = task._replace(recurring=True, recurrences=(_QUARTERLY,))
        tasks.append(task)
    return a_draft(written["title"], *tasks)


@dataclass
class Played:
    """A register as it stands, and the events that the program did not take."""

    work: dict[str, str] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


class _Office:
    def __init__(self, desk: Desk, written: Mapping[str, Any]) -> None:
        self._desk, self._written = desk, written
        self._reports: dict[int, int] = {}
        self._user: dict[str, str] = {}
        names = {u for t in written["tasks"] for u in (*t["leads"], *t["responsibles"])}
        away = set(written.get("unreachable", []))
        rows = [
            TableRow(n, unit, (), (), SeatRole.LIAISON.zh, f"{unit}联络员", "")
            for n, unit in enumerate(sorted(names))
        ]
        rows.append(TableRow(len(rows), "县政府办", (), (), SeatRole.OFFICE_STAFF.zh, "办公室", ""))
        desk.do(SYSTEM, founding.found_meeting, "某县", "某县联席会议", "县政府办")
        desk.do(SYSTEM, roster.load_table, rows)
        for line in desk.ask(SYSTEM, seats).lines:
            if line.person_id is not None and line.unit not in away:
                self._user[line.unit] = str(line.person_id)
                desk.do(SYSTEM, seating.bind_directly, line.person_id, Address("chat", str(line.person_id)))
        plan = desk.do(SYSTEM, loading.load_plan, _draft(written), Source("方案.txt", written["title"]))
        desk.do(SYSTEM, handing_out.hand_out, plan)

    def play(self, number: int, event: Mapping[str, Any]) -> None:
        self._desk.do(SYSTEM, rehearsal.move_clock, _moment(event["at"]))
        match event.get("office"):
            case None:
                self._reports[number] = self._answer(event)
            case "accept" | "return" as decision:
                reason = "" if decision == "accept" else "请补充"
                self._desk.do(
                    OPERATOR,
                    reviewing.decide,
                    self._reports[event["of"]],
                    _SAID,
                    accept=decision == "accept",
                    reason=reason,
                )
            case "exempt":
                self._desk.do(OPERATOR, changing.exempt, self._task(event["task"]), event["unit"], "不涉及")
            case "strike_off":
                self._desk.do(OPERATOR, changing.strike_off, self._task(event["task"]))
            case "cancel":
                self._desk.do(OPERATOR, changing.cancel_task, self._task(event["task"]), "县政府会议定")
            case "deadline":
                day = date.fromisoformat(event["date"])
                self._desk.do(OPERATOR, changing.move_deadline, self._task(event["task"]), day)
            case other:
                raise ValueError(other)

    def _answer(self, event: Mapping[str, Any]) -> int:
        with self._desk.door.read() as session:
            today = self._desk.clock().date()
            member = people.member_by_address(session, Address("chat", self._user[event["unit"]]), today)
            register = registers.load(session)
        assert member is not None
        task = next(t for plan in register.plans for t in plan.tasks if t.seq == event["task"])
        share = next(a for a in task.asked_assignments if a.unit == event["unit"])
        given = Given(
            _kind(event["kind"]),
            event.get("percent"),
            event.get("text", ""),
            new_date=_day(event.get("new_date")),
        )
        if given.kind is AnswerKind.BLOCKED:
            given = replace(given, text="", problem=given.text)
        recorded = self._desk.do(member, answering.record, share.id, 0, given)
        _, said = recorded.said[0]
        return said.report.id

    def _task(self, seq: str) -> int:
        with self._desk.door.read() as session:
            return key(session.exec(select(models.Task).where(models.Task.seq == seq)).one().id)

    def stands(self) -> Played:
        as_of = _moment(self._written["as_of"])
        self._desk.do(SYSTEM, rehearsal.move_clock, as_of)
        with self._desk.door.read() as session:
            register = registers.load(session)
        found = Played()
        for plan, task in register.tasks():
            found.work[task.seq] = states.work_state(plan, task, as_of).zh
            found.reports[task.seq] = report_states.task_report_state(register, plan, task, as_of).zh
        return found


def played(written: Mapping[str, Any]) -> Played:
    """Return how the register stands on its day when its events are done one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), clock=_moment(written["handed_out"]).isoformat(), database_url=None
        )
        with closing(open_desk(settings)) as desk:
            office, refused = _Office(desk, written), []
            for number, event in enumerate(written["events"]):
                try:
                    office.play(number, event)
                except (Refusal, KeyError) as said:
                    refused.append(f"{number} {event}: {said}")
            found = office.stands()
            found.refused = refused
            return found


def main(paths: list[str]) -> None:
    """Print what differs from each register's counts by hand."""
    for path in paths:
        written = json.loads(Path(path).read_text("utf-8"))
        found, wanted = played(written), written["expect"]
        print(path, f"{len(written['tasks'])} tasks, {len(written['events'])} events")  # noqa: T201 - a table for people
        for line in found.refused:
            print("  refused", line)  # noqa: T201
        for name, mine, theirs in (
            ("work", found.work, wanted["work"]),
            ("reports", found.reports, wanted["reports"]),
        ):
            right = sum(mine.get(seq) == state for seq, state in theirs.items())
            print(f"  {name}: {right} of {len(theirs)} as counted by hand")  # noqa: T201
            for seq in sorted(mine.keys() | theirs.keys(), key=int):
                if mine.get(seq) != theirs.get(seq):
                    print(f"    {seq}: {mine.get(seq)}, by hand {theirs.get(seq)}")  # noqa: T201
        print("  totals", dict(Counter(found.work.values())), "by hand", wanted["totals"])  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
