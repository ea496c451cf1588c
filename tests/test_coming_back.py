"""Somebody who had shut us out lets us in again, or moves: what is said to them then (R3, R4)."""

from datetime import UTC, datetime
from typing import Any

from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.post import reachability
from tests.audited_office import CHANNEL, Audited
from tests.small_world import local
from tests.test_rules_at_the_desk import TODAY, office

__all__ = ["office"]
AT, ELSEWHERE = Address(CHANNEL, "101"), Address(CHANNEL, "900")


def in_vain(office: Audited, kind: NoticeKind, text: str, sent: str, **fields: Any) -> None:
    """A message that was refused when it was sent, or ``fields`` of it otherwise."""
    person = office.row(models.Person, name="水联").id if kind is not NoticeKind.ANSWER else None
    known: dict[str, Any] = {"state": NoticeState.FAILED, "channel": CHANNEL, "address": "101"}
    with office.desk.door.write() as session:
        session.add(
            models.Notice(
                person_id=person, kind=kind, text=text, send_at=local(sent).astimezone(UTC), **known | fields
            )
        )


def test_answers_since_the_last_working_day_are_said_again_in_their_order_and_nothing_else_is(
    office: Audited,
) -> None:
    """What the acts did is told by nothing else; the asks of a bundle have gone to the next one."""
    answer, sent = NoticeKind.ANSWER, NoticeState.SENT
    office.desk.do(None, reachability.left, AT)
    in_vain(office, answer, "前天说的", "2025-10-30T18:00")
    in_vain(office, answer, "周五说的", "2025-10-31T00:30")
    in_vain(office, answer, "周五收到的", "2025-10-31T09:00", state=sent)
    in_vain(office, answer, "对别人说的", "2025-10-31T09:00", address="102")
    in_vain(office, answer, "别的渠道说的", "2025-10-31T09:00", channel="mail")
    in_vain(office, answer, "不知到没到的", "2025-10-31T09:00", state=NoticeState.UNKNOWN)
    in_vain(office, NoticeKind.IMMEDIATE, "审核结果", "2025-11-03T09:00")
    in_vain(office, NoticeKind.BUNDLE, "当日催报", "2025-11-03T09:00", working_day=TODAY)
    in_vain(office, answer, "（补发：上次没有送到）\n今天说的", "2025-11-03T09:00")
    before = {row.id: (row.state, row.text) for row in office.rows(models.Notice)}
    office.desk.do(None, reachability.returned, AT)
    changed = [row for row in office.rows(models.Notice) if (row.state, row.text) != before[row.id]]
    assert [(row.state, row.text) for row in changed] == [
        (NoticeState.PENDING, "（补发：上次没有送到）\n周五说的"),
        (NoticeState.PENDING, "（补发：上次没有送到）\n今天说的"),
    ]


def test_whoever_was_never_out_of_reach_hears_nothing_again(office: Audited) -> None:
    in_vain(office, NoticeKind.ANSWER, "一句回执", "2025-11-03T09:00")
    office.desk.do(None, reachability.returned, AT)
    assert [row.state for row in office.rows(models.Notice)] == [NoticeState.FAILED]


def test_a_conversation_that_moves_is_followed_unless_its_new_address_is_somebodys_already(office: Audited) -> None:
    def whose() -> dict[str, int]:
        return {row.address: row.person_id for row in office.rows(models.Account)}

    mine = whose()["101"]
    office.desk.do(None, reachability.moved, AT, ELSEWHERE)
    assert whose() == {"900": mine}
    other = office.row(models.Person, name="财联").id
    with office.desk.door.write() as session:
        session.add(
            models.Account(
                person_id=other, channel=CHANNEL, address="101", bound_at=datetime(2025, 11, 3, tzinfo=UTC)
            )
        )
    office.desk.do(None, reachability.moved, ELSEWHERE, AT)
    assert whose() == {"900": mine, "101": other}
