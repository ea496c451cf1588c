"""The outbox against a model of what arrived: any course of claims, ends, deaths and days keeps its invariants.

``OUTBOX_STEPS`` says how many steps are taken (a few hundred by default; 10 000 in a long run).
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, NoticeKind, NoticeState
from tasks_db.work.acts import answering
from tasks_db.work.post import outbox, planning, rebuilding, sending
from tasks_db.work.post.sending import Claimed, Outcome, Result
from tests.seeding import NOW, Size, desk_of, seed

STEPS = int(os.environ.get("OUTBOX_STEPS", "300"))
_COURSE = 50
_CHANNELS = frozenset({"telegram"})
_SIZE = Size(60, due=20, people=6)
_OVER = frozenset({NoticeState.SENT, NoticeState.EMPTY, NoticeState.FAILED, NoticeState.UNKNOWN})
_PEOPLE = st.integers(1, _SIZE.people)
_SENDERS = st.sampled_from(["one", "other"])
_DEAD = "dead"
"""Whoever died tells nobody how their attempts ended."""
_ARRIVES = frozenset({Result.SENT})
_TRIES = 3


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as made:
        desk = desk_of(Path(made))
        seed(desk, _SIZE)
        desk.do(SYSTEM, planning.rounds_are_laid_out)
        desk.do(SYSTEM, rebuilding.remember_fingerprint)
        desk.door.checkpoint()
        desk.close()
        return (Path(made) / "lianxi.sqlite3").read_bytes()


@dataclass
class Known:
    """What the model knows of a notice."""

    kind: NoticeKind
    bundle: bool
    doubtful: int = 0
    arrived: int = 0
    doubted_at: datetime | None = None
    over: NoticeState | None = None


@dataclass
class Held:
    """A claim that a sender believes to hold, since a moment of real time; ``lapsed`` once another has taken it."""

    claimed: Claimed
    sender: str
    since: datetime
    lapsed: bool = field(default=False)


class Course(RuleBasedStateMachine):
    """Two senders, a planner and whoever speaks, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "lianxi.sqlite3").write_bytes(_template())
        self.now = self.wall = NOW
        self.desk = replace(desk_of(self.folder), clock=lambda: self.now)
        self.known: dict[int, Known] = {}
        self.held: list[Held] = []
        self.claims = 0
        self._look()

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.folder)

    # what is said

    @rule(person=_PEOPLE)
    def something_is_said_in_answer(self, person: int) -> None:
        at = Address("telegram", str(person))
        self.desk.do(SYSTEM, outbox.answers, at, [Answer("已记录。")], 1)
        self._look()

    @rule(person=_PEOPLE)
    def somebody_is_told(self, person: int) -> None:
        with self.desk.door.write() as session:
            outbox.tell(session, person, "请带材料参会。", self.now)
        self._look()

    @rule()
    def the_day_is_planned(self) -> None:
        planning.plan(self.desk)
        self._look()

    @rule(share=st.integers(1, _SIZE.due))
    def somebody_answers(self, share: int) -> None:
        with self.desk.door.read() as session:
            unit = session.get_one(models.Assignment, share).unit_id or 0
            who = people.member_of_person(session, unit, local_date(self.now))
        with suppress(Refusal):
            self.desk.do(who, answering.record, share, 0, Given(AnswerKind.NO_CHANGE))

    # what leaves

    @rule(sender=_SENDERS, room=st.integers(1, 6))
    def claims_are_taken(self, sender: str, room: int) -> None:
        before = self._rows()
        self.claims += 1
        for death in [held for held in self.held if held.since <= self.wall - outbox.LEASE and not held.lapsed]:
            self._doubt(death.claimed.id)  # whoever claims finds out that the lease is over
            death.lapsed = True
        busy = [held.claimed.whom for held in self.held if held.sender == sender and not held.lapsed]
        taken = self.desk.do(
            SYSTEM, sending.claim, f"{sender}{self.claims}", _CHANNELS, self.wall,
            room=room, room_for_notices=room, busy=busy,
        )  # fmt: skip
        assert len(taken) <= room
        assert len({one.whom for one in taken}) == len(taken), "one message for each at a time"
        for one in taken:
            row, known = before[one.id], self.known[one.id]
            live = [held for held in self.held if held.claimed.id == one.id and not held.lapsed]
            assert not live, "a notice is claimed by one"
            assert known.over is None, "what is over leaves no more"
            assert row.send_at <= self.now
            if known.doubted_at is not None:
                assert self.wall >= known.doubted_at + outbox.PAUSES[known.doubtful - 1], "doubts wait"
            if known.kind is not NoticeKind.ANSWER:
                assert self.desk.windows.is_open(self.now, self.desk.calendar)
            if known.bundle:
                assert row.working_day == local_date(self.now), "a bundle leaves on its own day"
            self.held.append(Held(one, sender, self.wall))

    @rule(number=st.integers(0, 50), result=st.sampled_from(Result), arrives=st.booleans())
    def an_attempt_ends(self, number: int, result: Result, arrives: bool) -> None:  # noqa: FBT001
        living = [held for held in self.held if held.sender != _DEAD]
        if not living:
            return
        held = living[number % len(living)]
        self.held.remove(held)
        claimed, known = held.claimed, self.known[held.claimed.id]
        if result in _ARRIVES or (result is Result.MAYBE_GONE and arrives):
            known.arrived += 1
        to = Address("telegram", str(claimed.whom)) if isinstance(claimed.whom, int) else claimed.whom
        shown = result if result is not Result.SHUT_OUT else Result.REFUSED  # accounts are not the outbox's
        before = self._rows()[claimed.id]
        outcome = Outcome(claimed, shown, to, ref=f"m{claimed.id}" if shown is Result.SENT else None, why="故障")
        self.desk.do(SYSTEM, sending.record, [outcome], _CHANNELS, self.wall)
        after = self._rows()[claimed.id]
        if held.lapsed:
            assert _of(after) == _of(before), "only the holder ends a claim"
        elif shown is Result.MAYBE_GONE:
            self._doubt(claimed.id)
        elif shown is Result.NOT_GONE:
            assert (after.state, after.attempts) == (NoticeState.PENDING, before.attempts - 1)
        else:
            assert after.state in _OVER
            known.over = after.state

    @rule(sender=_SENDERS, arrives=st.booleans())
    def a_sender_dies(self, sender: str, arrives: bool) -> None:  # noqa: FBT001
        for held in [one for one in self.held if one.sender == sender]:
            self.known[held.claimed.id].arrived += arrives and not held.lapsed
            held.sender = _DEAD

    # time

    @rule(seconds=st.sampled_from([1, 30, 60, 100, 600, 3600]))
    def time_goes_by(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.wall += timedelta(seconds=seconds)

    @rule()
    def the_next_day_comes(self) -> None:
        self.now += timedelta(days=1)
        self.wall += timedelta(days=1)

    # what must hold

    @invariant()
    def what_is_over_stays_and_nothing_is_lost(self) -> None:
        rows = self._rows()
        for notice_id, known in self.known.items():
            row = rows.get(notice_id)
            if row is None:  # a bundle of another day that surely never left
                assert known.bundle, "a notice vanished"
                assert not known.arrived, "what may have arrived was forgotten"
                continue
            if known.over is not None:
                assert row.state is known.over, "what is over never leaves again"
            assert row.doubtful >= known.doubtful, "doubts are never taken back"
            if known.arrived > 1:
                assert row.doubtful, "a second copy that nobody counts"
            assert (row.state is NoticeState.CLAIMED) == (row.claimed_by is not None)
        live = [held.claimed.id for held in self.held if not held.lapsed]
        assert {key(row.id) for row in rows.values() if row.state is NoticeState.CLAIMED} == set(live)
        bundles = [(row.person_id, row.working_day) for row in rows.values() if row.kind is NoticeKind.BUNDLE]
        assert len(bundles) == len(set(bundles))

    @invariant()
    def whoever_got_nothing_will_be_asked_again(self) -> None:
        with self.desk.door.read() as session:
            failed = select(models.Notice.id).where(
                models.Notice.state.in_([NoticeState.FAILED, NoticeState.UNKNOWN])  # type: ignore[attr-defined]
            )
            assert session.exec(select(models.Ask).where(models.Ask.notice_id.in_(failed))).first() is None  # type: ignore[attr-defined]

    def _doubt(self, notice_id: int) -> None:
        known = self.known[notice_id]
        known.doubtful += 1
        known.doubted_at = self.wall
        if known.doubtful >= _TRIES:
            known.over = NoticeState.UNKNOWN

    def _look(self) -> None:
        """Take note of what is new, and of bundles that ended with their day."""
        for notice_id, row in self._rows().items():
            known = self.known.setdefault(notice_id, Known(row.kind, row.kind is NoticeKind.BUNDLE))
            if row.kind is NoticeKind.BUNDLE and row.state in _OVER:
                known.over = row.state

    def _rows(self) -> dict[int, models.Notice]:
        with self.desk.door.read() as session:
            return _notices(session)


def _notices(session: Session) -> dict[int, models.Notice]:
    return {key(row.id): row for row in session.exec(select(models.Notice))}


def _of(row: models.Notice) -> tuple[object, ...]:
    return row.state, row.claimed_by, row.attempts, row.doubtful, row.retry_at


def _run(steps: int) -> None:
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=max(steps // _COURSE, 1),
            stateful_step_count=_COURSE,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_no_course_of_claims_deaths_and_days_breaks_the_outbox() -> None:
    _run(STEPS)


def _anybody_ends(session: Session, tokens: dict[int, str]) -> dict[int, models.Notice]:
    """As ``outbox.held``, without asking who holds the claim."""
    claimed = {i: row for i, row in _notices(session).items() if row.state is NoticeState.CLAIMED}
    return {notice_id: row for notice_id, row in claimed.items() if notice_id in tokens}


def _uncounted(session: Session, notice: models.Notice, *_rest: object) -> None:
    """As ``outbox.doubt``, and nobody counts."""
    notice.state, notice.claimed_by = NoticeState.PENDING, None
    session.add(notice)


def _asks_kept(_session: Session, _notice: models.Notice) -> None:
    """As ``outbox.give_back``, and nothing is given back."""


def _ends_after_another_claimed(course: Course) -> None:
    course.something_is_said_in_answer(1)
    course.claims_are_taken("one", 6)
    course.time_goes_by(3600)
    course.claims_are_taken("other", 6)  # the lease is over: it waits a minute again
    course.time_goes_by(60)
    course.claims_are_taken("other", 6)
    course.an_attempt_ends(0, Result.SENT, arrives=True)


def _dies_with_a_message_that_arrived(course: Course) -> None:
    course.something_is_said_in_answer(1)
    course.claims_are_taken("one", 6)
    course.a_sender_dies("one", arrives=True)
    course.time_goes_by(3600)
    course.claims_are_taken("other", 6)


def _is_refused_with_a_bundle(course: Course) -> None:
    while not any(course.known[held.claimed.id].bundle for held in course.held):
        course.the_next_day_comes()
        course.the_day_is_planned()
        course.claims_are_taken("one", 6)
    for _ in range(len(course.held)):
        course.an_attempt_ends(0, Result.REFUSED, arrives=False)


_BREAKS = pytest.mark.parametrize(
    ("name", "broken", "way"),
    [
        ("held", _anybody_ends, _ends_after_another_claimed),
        ("doubt", _uncounted, _dies_with_a_message_that_arrived),
        ("give_back", _asks_kept, _is_refused_with_a_bundle),
    ],
)


def _walk(way: Callable[[Course], None]) -> None:
    """Go one way by hand, and look at every invariant at its end; a random course comes by it too seldom."""
    course = Course()
    try:
        way(course)
        course.what_is_over_stays_and_nothing_is_lost()
        course.whoever_got_nothing_will_be_asked_again()
    finally:
        course.teardown()


@_BREAKS
def test_a_broken_invariant_is_found(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    broken: Callable[..., object],
    way: Callable[[Course], None],
) -> None:
    _walk(way)
    monkeypatch.setattr(outbox, name, broken)
    with pytest.raises((AssertionError, IntegrityError)):
        _walk(way)
