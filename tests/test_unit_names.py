"""Unit names as people say them: whom a plea means, and how a paper prints it."""

import pytest

from tasks_db.register.unit_names import Known, in_full, match, spoken
from tasks_db.terms import UnitKind

REGISTRY = [
    Known(1, "县住房城乡建设局", UnitKind.UNIT, ("县住建局",)),
    Known(2, "县公安局", UnitKind.UNIT),
    Known(3, "县水利局", UnitKind.UNIT),
    Known(4, "市水利局", UnitKind.UNIT),
]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("公安局", "县公安局"),
        ("住建局", "县住房城乡建设局"),
        ("县住建局", "县住房城乡建设局"),
        ("市水利局", "市水利局"),
    ],
)
def test_a_unit_is_known_by_what_people_of_the_county_call_it(said: str, meant: str) -> None:
    unit = spoken(said, REGISTRY)
    assert unit is not None
    assert unit.name == meant


@pytest.mark.parametrize("said", ["水利局", "省公安局", "教育局", ""])
def test_a_name_that_two_units_go_by_or_none_is_nobody(said: str) -> None:
    assert spoken(said, REGISTRY) is None


def test_a_paper_prints_names_in_full_and_leaves_words_that_are_none() -> None:
    assert in_full("住建局、公安局", REGISTRY) == "县住房城乡建设局、县公安局"
    assert in_full("尽快拨付资金", REGISTRY) == "尽快拨付资金"


def test_a_name_that_is_a_part_of_a_units_is_like_it_and_no_fresh_one() -> None:
    assert [unit.name for unit in match("县建设局", REGISTRY).alike] == ["县住房城乡建设局"]
    assert match("县设局", REGISTRY).alike == match("县建设公司", REGISTRY).alike == ()
