"""Damaged documents say what the whole ones say, or a finding quotes what is not sure."""

import pytest

from tests.damage import Count, calibration, measured, table
from tests.damage_operators import OPERATORS

# what no reader can put together again is told instead
LEAST = {
    "joined_by_nothing": 0.7,
    "cells_merged": 0.7,
    "header_lost": 0.75,
    "cell_a_line": 0.8,
    "table_on_one_line": 0.8,
    "cells_glued": 0.0,
}


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return measured(range(3, 4), every=4)


@pytest.mark.parametrize("name", [operator.__name__ for operator in OPERATORS])
def test_tasks_outlive_each_damage_as_far_as_text_is_left_to_tell_them(counts: dict[str, Count], name: str) -> None:
    assert counts[name].whole >= LEAST.get(name, 0.92) * counts[name].tasks, table(counts)


def test_what_is_called_sure_is_right_and_what_is_not_is_called_so(counts: dict[str, Count]) -> None:
    right, every = (sum(one.sure[0.9][n] for one in counts.values()) for n in (0, 1))
    assert right >= 0.97 * every, calibration(counts)


def test_over_all_damage_next_to_no_task_and_no_unit_is_lost_without_a_word(counts: dict[str, Count]) -> None:
    tasks, units = sum(one.tasks for one in counts.values()), sum(one.units for one in counts.values())
    assert sum(one.silent for one in counts.values()) <= 0.005 * tasks, table(counts)
    assert sum(one.silent_units for one in counts.values()) <= 0.005 * units, table(counts)
