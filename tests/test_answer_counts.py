"""What an answer and a bundle ask of the database: for many tasks as for one, in a large register as in a small."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import select

from tasks_db.register.answers import Held, Line
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Member
from tasks_db.register.progress import Given
from tasks_db.store import models, people
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tasks_db.work.desk import Desk
from tasks_db.work.post import planning, rebuilding
from tasks_db.work.views import answers, bundles
from tests.seeding import NOW, TODAY, Size, counted, desk_of, seed, shares_of

ANSWER_STATEMENTS = 26
"""Of the 30 that a typed answer may cost from its inbox row to its receipt's; here all tasks read much alike."""
BUNDLE_STATEMENTS = 6
ITEMS = 13


@contextmanager
def seeded(folder: Path, size: Size) -> Iterator[Desk]:
    folder.mkdir()
    desk = desk_of(folder)
    seed(desk, size)
    desk.do(SYSTEM, planning.rounds_are_laid_out)
    desk.do(SYSTEM, rebuilding.remember_fingerprint)
    yield desk
    desk.close()


def of_unit(desk: Desk, size: Size, unit: int) -> tuple[Member, list[int]]:
    """Who speaks for a unit, and its shares."""
    with desk.door.read() as session:
        who = people.member_of_person(session, unit, TODAY)
    return who, [share for share, _, owner, _ in shares_of(size) if owner == unit]


def held(shares: Sequence[int]) -> list[Held]:
    given = Given(AnswerKind.PROGRESS, percent=60)
    lines = (Line(n, share, 0, "", can_close=False, indicator=False) for n, share in enumerate(shares, 1))
    return [Held(line, given) for line in lines]


def test_thirteen_answers_ask_as_often_as_one_in_any_register(tmp_path: Path) -> None:
    found = []
    for shares in (200, 2000):
        size = Size(shares, people=10)
        with seeded(tmp_path / str(shares), size) as desk:
            who, own = of_unit(desk, size, 3)
            for items in (own[:1], own[1 : 1 + ITEMS]):
                with counted(desk) as read:
                    for share in items[:1]:
                        desk.ask(who, answers.line, share, 0)
                with counted(desk) as written:
                    recorded = desk.do(who, answering.record_all, held(items))
                assert len(recorded.said) == len(items)
                found.append(len(read.statements) + len(written.statements))
    assert max(found) <= ANSWER_STATEMENTS, found
    with_others, together = {found[0], found[2]}, {found[1], found[3]}
    # one answer alone is offered for tasks that ask for the same, which costs a look at the unit's other tasks
    assert len(with_others) == len(together) == 1, found


def test_a_batch_of_bundles_is_read_in_as_many_statements_as_one(tmp_path: Path) -> None:
    found = []
    for shares, due in ((200, 20), (2000, 20), (2000, 400)):
        with seeded(tmp_path / f"{shares}-{due}", Size(shares, due)) as desk:
            planning.plan(desk)
            with desk.door.read() as session:
                waiting = session.exec(select(models.Notice).where(models.Notice.working_day == TODAY)).all()
                with counted(desk) as read:
                    values = bundles.read_bundles(session, waiting, NOW, desk.calendar)
            assert sum(len(value.items) for value in values.values() if value is not None) == due
            found.append(len(read.statements))
            assert len(read.statements) / len(waiting) <= BUNDLE_STATEMENTS
    assert len(set(found)) == 1, found
