"""Damaged documents say what the whole ones say, or a finding quotes what is not sure."""

import pytest

from tests.damage import OPERATORS, Count, calibration, measured, table


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return measured(range(3, 4), every=4)


@pytest.mark.parametrize("name", [operator.__name__ for operator in OPERATORS])
def test_nine_tasks_of_ten_outlive_each_damage(counts: dict[str, Count], name: str) -> None:
    least = 0.8 if name == "joined_by_blank" else 0.92
    assert counts[name].whole >= least * counts[name].tasks, table(counts)


def test_what_is_called_sure_is_right_and_what_is_not_is_called_so(counts: dict[str, Count]) -> None:
    right, every = (sum(one.sure[0.9][n] for one in counts.values()) for n in (0, 1))
    assert right >= 0.97 * every, calibration(counts)


def test_over_all_damage_few_tasks_are_lost_without_a_word(counts: dict[str, Count]) -> None:
    tasks = sum(one.tasks for one in counts.values())
    assert sum(one.whole for one in counts.values()) >= 0.95 * tasks, table(counts)
    assert sum(one.silent for one in counts.values()) <= 0.01 * tasks, table(counts)
