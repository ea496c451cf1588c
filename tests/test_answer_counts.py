"""What an answer and a bundle ask of the database: for many tasks as for one, in a large register as in a small."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.store import models
from tasks_db.work.desk import Desk
from tasks_db.work.post import planning
from tasks_db.work.views import bundles
from tests.seeding import NOW, TODAY, Size, counted, desk_of, seed, shares_of, title
from tests.typing_world import Typing

ANSWER_STATEMENTS = 30
"""What a typed answer may cost from its inbox row to its receipt's; here all tasks read much alike."""
ROWS, ROWS_A_TASK = 60, 15
BUNDLE_STATEMENTS = 6
ITEMS = 13


@contextmanager
def seeded(folder: Path, size: Size) -> Iterator[Desk]:
    folder.mkdir()
    desk = desk_of(folder)
    seed(desk, size)
    yield desk
    desk.close()


ONE = "1 进度60%，正在铺设管网"
EACH = "\n".join(f"{n} 进度{n + 50}%，正在铺设管网" for n in range(1, ITEMS + 1))
ALL = "、".join(map(str, range(1, ITEMS + 1))) + "都无变化"


@pytest.mark.parametrize("text", [ONE, ALL, ONE.replace("1 ", "\n1 ")])
def test_a_typed_answer_asks_as_often_in_any_register(tmp_path: Path, text: str) -> None:
    """From the row of what came in to the answer's row: one transaction that reads and one that writes."""
    found = []
    for size in (Size(200, people=10), Size(2000, people=100)):
        with seeded(tmp_path / str(size.shares), size) as desk:
            typing = Typing(desk)
            own = [share for share, _, unit, _ in shares_of(size) if unit == 3]
            typing.shows(3, own[:ITEMS])
            asked = typing.types(3, text)
            assert typing.said(3).startswith("已记录")
            assert asked.begun == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]
            assert asked.rows <= ROWS + ROWS_A_TASK * len(own)
            found.append(len(asked.statements))
    assert len(set(found)) == 1, found
    assert found[0] <= ANSWER_STATEMENTS


def test_words_of_a_task_that_is_not_asked_of_their_writer_are_asked_about_as_cheaply(tmp_path: Path) -> None:
    size = Size(200, people=10, alike=False)
    with seeded(tmp_path / "register", size) as desk:
        typing = Typing(desk)
        own = {task: share for share, task, unit, _ in shares_of(size) if unit == 3}
        typing.shows(3, [next(iter(own.values()))])
        other = title(size, next(task for task in range(1, size.tasks + 1) if task not in own))
        asked = typing.types(3, f"{other}装了12台")
        assert typing.said(3).startswith(f"“{other}”现在没有请您反馈")
        assert len(asked.statements) <= ANSWER_STATEMENTS
        assert asked.rows <= ROWS + ROWS_A_TASK * len(own)


def test_thirteen_answers_in_one_message_ask_no_oftener_than_one(tmp_path: Path) -> None:
    """One alone is held against the unit's other tasks, too."""
    found = []
    for n, text in enumerate((ONE, EACH)):
        with seeded(tmp_path / str(n), Size(200, people=10)) as desk:
            typing = Typing(desk)
            typing.shows(3, [share for share, _, unit, _ in shares_of(Size(200, people=10)) if unit == 3][:ITEMS])
            found.append(len(typing.types(3, text).statements))
            assert typing.said(3).startswith("已记录" if text == ONE else f"已记录{ITEMS}项")
    assert found[1] <= found[0] <= ANSWER_STATEMENTS


def test_a_batch_of_bundles_is_read_in_as_many_statements_as_one(tmp_path: Path) -> None:
    found = []
    for shares, due in ((200, 20), (2000, 20), (2000, 400)):
        with seeded(tmp_path / f"{shares}-{due}", Size(shares, due)) as desk:
            Typing(desk)
            planning.plan(desk)
            with desk.door.read() as session:
                waiting = session.exec(select(models.Notice).where(models.Notice.working_day == TODAY)).all()
                with counted(desk) as read:
                    values = bundles.read_bundles(session, waiting, NOW, desk.calendar)
            assert sum(len(value.items) for value in values.values() if value is not None) == due
            found.append(len(read.statements))
            assert len(read.statements) / len(waiting) <= BUNDLE_STATEMENTS
    assert len(set(found)) == 1, found
