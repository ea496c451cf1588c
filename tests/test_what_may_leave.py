"""Which rows of the outbox leave at a moment (R4, R6): by kind, window, day, and the pause before another try."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tasks_db.register.authority import SYSTEM
from tasks_db.store import models
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.post import rehearsal, sending
from tests.audited_office import CHANNEL, Audited
from tests.small_world import local
from tests.test_rules_at_the_desk import TODAY, office

__all__ = ["office"]
ANSWER, NOTICE, BUNDLE = NoticeKind.ANSWER, NoticeKind.IMMEDIATE, NoticeKind.BUNDLE
WALL = datetime(2026, 3, 1, 2, tzinfo=UTC)
"""Real time, which is another one than the rehearsal's."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Row:
    kind: NoticeKind
    day: date | None = None
    state: NoticeState = NoticeState.PENDING
    retry: datetime | None = None
    earlier: timedelta = MINUTE
    """By how much its time has come."""


IN_WINDOW, NIGHT, NOON, DAY_OFF = "2025-11-03T10:00", "2025-11-03T21:00", "2025-11-03T12:30", "2025-11-08T10:00"
OF_TODAY = Row(BUNDLE, TODAY)
LEAVES: list[tuple[str, Row, str, bool]] = [
    *(("an answer leaves at any hour", Row(ANSWER), moment, True) for moment in (IN_WINDOW, NIGHT, NOON, DAY_OFF)),
    ("but not before its time", Row(ANSWER, earlier=-MINUTE), IN_WINDOW, False),
    ("a notice leaves at once inside the window", Row(NOTICE), IN_WINDOW, True),
    *(("else it waits for it", Row(NOTICE), moment, False) for moment in (NIGHT, NOON, DAY_OFF)),
    ("a bundle leaves inside the window", OF_TODAY, IN_WINDOW, True),
    *(("and never outside", OF_TODAY, moment, False) for moment in (NIGHT, NOON)),
    ("on no day but its own", Row(BUNDLE, TODAY - DAY), IN_WINDOW, False),
    ("not on a later one, though that is a working day", OF_TODAY, "2025-11-04T10:00", False),
    ("nor before it", Row(BUNDLE, TODAY + DAY), IN_WINDOW, False),
    *(
        ("what may have arrived waits out its pause", Row(kind, TODAY, retry=WALL + MINUTE), IN_WINDOW, False)
        for kind in NoticeKind
    ),
    *(
        ("and leaves once that is over", Row(kind, TODAY, retry=WALL - MINUTE), IN_WINDOW, True)
        for kind in NoticeKind
    ),
    *(
        (f"{kind.name} that is {state.name}", Row(kind, TODAY, state), IN_WINDOW, state is NoticeState.PENDING)
        for kind in NoticeKind
        for state in NoticeState
        if state is not NoticeState.CLAIMED  # a claim that is over is another matter
    ),
]


@pytest.mark.parametrize(("case", "row", "moment", "leaves"), LEAVES)
def test_what_leaves_at_a_moment(office: Audited, case: str, row: Row, moment: str, *, leaves: bool) -> None:
    office.desk.do(SYSTEM, rehearsal.move_clock, local(moment))
    to: dict[str, Any] = {"person_id": office.row(models.Person, name="水联").id}
    if row.kind is ANSWER:
        to = {"channel": CHANNEL, "address": "101"}
    with office.desk.door.write() as session:
        session.add(
            models.Notice(
                kind=row.kind,
                state=row.state,
                working_day=row.day if row.kind is BUNDLE else None,
                send_at=local(moment).astimezone(UTC) - row.earlier,
                retry_at=row.retry,
                text="一句话",
                **to,
            )
        )
    claimed = office.desk.do(SYSTEM, sending.claim, "me", {CHANNEL}, WALL, room=9, room_for_notices=9, busy=())
    assert bool(claimed) == leaves, case
