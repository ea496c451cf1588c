"""Values are quickly made, and are what the standard library's would be."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from tasks_db.lean_dataclass import dataclass

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Day:
    """A value as most of them are."""

    day: date
    name: str = ""
    kept: list[int] = dataclasses.field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Holiday(Day):
    """The same fields, of another class."""


@dataclass(frozen=True)
class Nothing:
    """A value without fields."""


@dataclass(slots=True)
class Changing:
    """What changes has no hash."""

    count: int = 0


NEW_YEAR = date(2026, 1, 1)


def test_values_are_equal_by_their_class_and_the_fields_that_count() -> None:
    one, same, other = Day(NEW_YEAR, "元旦", [1]), Day(NEW_YEAR, "元旦", [2]), Day(NEW_YEAR, "节")
    assert (one == same, one != other, hash(one) == hash(same)) == (True, True, True)
    assert one != Holiday(NEW_YEAR, "元旦")
    assert len({one, same, other, Nothing(), Nothing()}) == 3
    assert (Changing(1) == Changing(1), Changing(1) == Changing(2)) == (True, False)


def test_what_changes_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(Changing())


def test_a_value_is_shown_by_its_fields_and_copied_with_changes() -> None:
    assert repr(Day(NEW_YEAR, "元旦")) == "Day(day=datetime.date(2026, 1, 1), name='元旦')"
    assert dataclasses.replace(Day(NEW_YEAR), name="元旦") == Day(NEW_YEAR, "元旦")


def test_no_module_makes_values_the_slow_way() -> None:
    slow = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    modules = (path for top in ("bot", "messages", "tasks_db") for path in (ROOT / top).rglob("*.py"))
    found = [str(path.relative_to(ROOT)) for path in modules if slow.search(path.read_text("utf-8"))]
    assert found == ["tasks_db/lean_dataclass.py"]
