"""One consistent reading of the rows: the whole ``Register``, or a ``Part`` of it, and what they have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.grouping import grouped
from tasks_db.register.people import Seat
from tasks_db.register.values import BarePlan, Chase, OpenLine, Plan, Sent, Task
from tasks_db.terms import SeatRole


class Reading(ABC):
    """One consistent reading of rows: tasks, each whole, who is asked for them, and what was asked so far.

    Decisions over single tasks take a Reading, a ``Part`` or the ``Register``; what counts tasks takes a Register.
    """

    seats: tuple[Seat, ...]
    sent: Sent
    chases: tuple[Chase, ...]

    @abstractmethod
    def every_task(self) -> Iterator[tuple[BarePlan, Task]]:
        """Every task that was read, whether it counts or not, in order of plan and row."""

    def tasks(self) -> Iterator[tuple[BarePlan, Task]]:
        """The live tasks of plans that ask, in order of plan and row."""
        return ((plan, task) for plan, task in self.every_task() if plan.asks and task.is_live)

    def dues(self) -> Iterator[OpenLine]:
        """Yield every due of units that are asked, exempted and satisfied ones too, in order of plan and row."""
        for plan, task in self.tasks():
            for assignment in task.asked_assignments:
                for due in assignment.dues:
                    yield OpenLine(plan, task, assignment, due)

    @cached_property
    def asked_days(self) -> Mapping[int, list[date]]:
        """Due's id → the nominal days of the rungs that were asked of it."""
        return grouped((due_id, day) for due_id, day, _ in self.sent.asks)

    @cached_property
    def heard_days(self) -> Mapping[int, list[date]]:
        """Due's id → the nominal days of the rungs that somebody was told of: what waits to be passed on is none."""
        return grouped((due_id, day) for due_id, day, _ in self.sent.asks - self.sent.to_pass_on)

    @cached_property
    def message_days(self) -> Mapping[int, list[date]]:
        """Due's id → the days of the messages that asked for it."""
        return grouped(self.sent.days)

    @cached_property
    def message_moments(self) -> Mapping[int, list[datetime]]:
        """Due's id → when the messages left that asked for it."""
        return grouped(self.sent.moments)

    @cached_property
    def chases_of(self) -> Mapping[int, list[Chase]]:
        """Due's id → its chases, in order."""
        return grouped((chase.due_id, chase) for chase in self.chases)

    @cached_property
    def _seats_by_unit(self) -> Mapping[tuple[int, int], list[Seat]]:
        return grouped(((seat.meeting_id, seat.unit_id), seat) for seat in self.seats)

    def seats_of(self, meeting_id: int, unit_id: int, *roles: SeatRole) -> tuple[Seat, ...]:
        """The seats of a unit in a meeting, in the order of ``roles``."""
        own = [s for s in self._seats_by_unit.get((meeting_id, unit_id), ()) if s.role in roles]
        return tuple(sorted(own, key=lambda s: roles.index(s.role)))


@dataclass(frozen=True)
class Part(Reading):
    """Some tasks of some plans. Each is whole, with all its units, but nothing may be counted over them."""

    held: tuple[tuple[BarePlan, Task], ...]
    seats: tuple[Seat, ...] = ()
    sent: Sent = field(default_factory=Sent)
    chases: tuple[Chase, ...] = ()

    def every_task(self) -> Iterator[tuple[BarePlan, Task]]:
        """The tasks that were read, in order of plan and row."""
        return iter(self.held)


@dataclass(frozen=True)
class Register(Reading):
    """Plans with all their tasks: what counting rules (digest, states of a plan, queries) take."""

    plans: tuple[Plan, ...]
    seats: tuple[Seat, ...] = ()
    sent: Sent = field(default_factory=Sent)
    chases: tuple[Chase, ...] = ()

    def every_task(self) -> Iterator[tuple[Plan, Task]]:
        """Every task of every plan, in order of plan and row."""
        return ((plan, task) for plan in self.plans for task in plan.tasks)

    def tasks(self) -> Iterator[tuple[Plan, Task]]:
        """The live tasks of plans that ask, in order of plan and row."""
        return ((plan, task) for plan in self.plans if plan.asks for task in plan.live_tasks)
