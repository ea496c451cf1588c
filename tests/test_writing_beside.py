"""On a server, answers to different tasks are written beside one another, and those to one task in turn."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlmodel import select

from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address, Member
from tasks_db.register.progress import Given
from tasks_db.register.refusals import PeopleError
from tasks_db.store import models, people
from tasks_db.terms import AnswerKind, ReportStatus, SeatRole
from tasks_db.work.acts import answering, changing, seating
from tasks_db.work.desk import Desk, Whole
from tests.postgres_server import PostgresServer, address
from tests.seeding import TODAY, Size, desk_of, seed, shares_of

SIZE = Size(50, people=10)
FIRST, SECOND = 1, 2
"""Two tasks; five units have a share in each."""
_PATIENCE = 60


@pytest.fixture(scope="module")
def desk(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    server.psql("CREATE DATABASE beside")
    opened = desk_of(tmp_path_factory.mktemp("beside"), address(server, "beside"))
    seed(opened, SIZE)
    yield opened
    opened.close()


def speaker(desk: Desk, task: int, place: int) -> tuple[Member, int]:
    """Who speaks for the unit in a place of a task, and its share."""
    share, unit = next((s, u) for s, t, u, p in shares_of(SIZE) if (t, p) == (task, place))
    with desk.door.read() as session:
        return people.member_of_person(session, unit, TODAY), share


def answers(whole: Whole, who: Member, share: int, percent: int) -> None:
    whole.do(who, answering.record, share, 0, Given(AnswerKind.PROGRESS, percent=percent))


def said(desk: Desk, share: int, percent: int) -> bool:
    query = select(models.Report).where(models.Report.assignment_id == share, models.Report.percent == percent)
    with desk.door.read() as session:
        return session.exec(query).first() is not None


class Behind:
    """Something done in a thread, which is to wait for a lock."""

    def __init__(self, desk: Desk, work: Callable[[], object]) -> None:
        self._desk = desk
        self._thread = threading.Thread(target=work)
        self._thread.start()

    def is_waiting(self) -> bool:
        """Wait until it waits for a lock; False where it has ended without."""
        for _ in range(_PATIENCE * 20):
            with self._desk.door.read() as session:
                if session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
                    return True
            if not self._thread.is_alive():
                return False
            time.sleep(0.05)
        return False

    def ends(self) -> bool:
        self._thread.join(_PATIENCE)
        return not self._thread.is_alive()


def test_two_answers_to_different_tasks_do_not_wait_for_each_other(desk: Desk) -> None:
    (one, first), (other, second) = speaker(desk, FIRST, 0), speaker(desk, SECOND, 1)
    with desk.whole(lambda _: True) as open_one, desk.whole(lambda _: True) as open_other:
        answers(open_one, one, first, 51)
        answers(open_other, other, second, 52)
        open_other.commit()
        assert said(desk, second, 52)
        open_one.commit()
    assert said(desk, first, 51)


def test_two_answers_to_one_task_come_one_after_the_other_and_none_is_lost(desk: Desk) -> None:
    (one, first), (other, second) = speaker(desk, FIRST, 2), speaker(desk, FIRST, 3)

    def answers_too() -> None:
        with desk.whole(lambda _: True) as whole:
            answers(whole, other, second, 62)
            whole.commit()

    with desk.whole(lambda _: True) as whole:
        answers(whole, one, first, 61)
        behind = Behind(desk, answers_too)
        assert behind.is_waiting()
        assert not said(desk, second, 62)
        whole.commit()
    assert behind.ends()
    assert said(desk, first, 61)
    assert said(desk, second, 62)


def test_the_same_answer_given_twice_at_once_is_one(desk: Desk) -> None:
    """Whoever comes second decides over what the first has written."""
    who, share = speaker(desk, SECOND, 2)

    def answers_too() -> None:
        with desk.whole(lambda _: True) as whole:
            answers(whole, who, share, 71)
            whole.commit()

    with desk.whole(lambda _: True) as whole:
        answers(whole, who, share, 71)
        behind = Behind(desk, answers_too)
        assert behind.is_waiting()
        whole.commit()
    assert behind.ends()
    query = select(models.Report).where(models.Report.assignment_id == share, models.Report.percent == 71)
    with desk.door.read() as session:
        assert [row.status for row in session.exec(query)] == [ReportStatus.SUBMITTED]


def test_what_the_office_changes_waits_for_answers_and_answers_for_it(desk: Desk) -> None:
    who, share = speaker(desk, SECOND, 3)
    with desk.whole(lambda _: True) as whole:
        answers(whole, who, share, 81)
        behind = Behind(desk, lambda: desk.do(SYSTEM, changing.cancel_task, SECOND, "并入别的任务"))
        assert behind.is_waiting()
        whole.commit()
    assert behind.ends()
    assert said(desk, share, 81)


def test_one_invitation_lets_one_in_when_two_enter_it_at_once(desk: Desk) -> None:
    with desk.door.read() as session:
        unit = session.exec(select(models.Unit.name)).first() or ""
    code = desk.do(OPERATOR, seating.invite, unit, SeatRole.LIAISON).code
    refused: list[str] = []

    def enters_too() -> None:
        try:
            desk.do(None, seating.bind, code, Address("telegram", "second"), "乙")
        except PeopleError as refusal:
            refused.append(str(refusal))

    with desk.whole(lambda _: True) as whole:
        whole.do(None, seating.bind, code, Address("telegram", "first"), "甲")
        behind = Behind(desk, enters_too)
        assert behind.is_waiting()
        whole.commit()
    assert behind.ends()
    assert ["这个邀请码已经用过了" in sentence for sentence in refused] == [True]
