"""What a question asks of the database: as little in a large register as in a small one, and in proportion to it."""

from pathlib import Path

import pytest

from tasks_db.register.authority import SYSTEM
from tasks_db.work.views import seats
from tests.seeding import Size, counted, desk_of, seed, title
from tests.typing_world import CONVENOR, Typing

QUESTION_STATEMENTS = 12
ROWS, ROWS_A_TASK = 10, 30
"""A task with five units has five shares, five dues and five reports, and their seats stand beside it."""

ABOUT_NOTHING = {
    "逾期任务": "没有逾期的任务",
    "下周要到期的任务": "没有到期的任务",
    "需协调事项": "没有需协调的事项",
    "有哪些延期申请": "没有延期申请",
}
ONE = title(Size(200, alike=False), 17)
OF_A_UNIT = {"第3局进展": "任务进展20项（第3局）"}
ABOUT_ONE = {f"{ONE}进展怎么样": ONE, f"{ONE}什么时候到期": ONE}


@pytest.mark.parametrize(("text", "answer"), [*ABOUT_NOTHING.items(), *ABOUT_ONE.items(), *OF_A_UNIT.items()])
def test_a_convenors_question_asks_as_often_in_any_register(tmp_path: Path, text: str, answer: str) -> None:
    tasks = 20 if text in OF_A_UNIT else 1 if text in ABOUT_ONE else 0
    found = []
    for shares, people in ((200, 10), (2000, 100)):
        folder = tmp_path / str(shares)
        folder.mkdir()
        desk = desk_of(folder)
        seed(desk, Size(shares, people=people, tasks_a_plan=1000, alike=False))
        typing = Typing(desk)
        asked = typing.types(CONVENOR, text)
        desk.close()
        found.append((len(asked.statements), asked.rows))
        assert answer in typing.said(CONVENOR)
        assert asked.rows <= ROWS + ROWS_A_TASK * tasks
    assert len({statements for statements, _ in found}) == 1, found
    if text not in OF_A_UNIT:  # beside whose tasks other units stand in the larger one
        assert len(set(found)) == 1, found
    assert found[0][0] <= QUESTION_STATEMENTS


def test_the_list_of_seats_asks_as_often_for_ten_people_as_for_a_hundred(tmp_path: Path) -> None:
    found = []
    for people in (10, 100):
        folder = tmp_path / str(people)
        folder.mkdir()
        desk = desk_of(folder)
        seed(desk, Size(200, people=people))
        with counted(desk) as asked:
            listed = desk.ask(SYSTEM, seats.seats)
        desk.close()
        assert sum(line.person is not None for line in listed.lines) == people
        found.append(len(asked.statements))
    assert found[0] == found[1], found
