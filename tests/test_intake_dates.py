"""What dates lean on, shares of several years, and work without an end."""

from datetime import date

import pytest

from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.recurrences import is_standing, is_standing_cell

ISSUED = Context(issued_on=date(2025, 3, 10))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2023—2025年占比分别达30%、35%、40%", [("2023", "达30%"), ("2024", "达35%"), ("2025", "达40%")]),
        ("2024年、2026年分别建成10个、30个", [("2024", "建成10个"), ("2026", "建成30个")]),
        ("2024年和2025年分别达到30%和40%", [("2024", "达到30%"), ("2025", "达到40%")]),
    ],
)
def test_shares_of_several_years_are_dealt_out(phrase: str, expected: list[tuple[str, str]]) -> None:
    found = [(str(one.on.year), one.target or "") for one in readings(phrase, ISSUED)]
    assert [year for year, _ in found] == [year for year, _ in expected]
    assert all(target.endswith(share) for (_, target), (_, share) in zip(found, expected, strict=True))


def test_shares_that_do_not_match_their_years_are_not_dealt_out() -> None:
    assert all(one.target is None for one in readings("2023—2025年占比分别达30%、40%", ISSUED))


@pytest.mark.parametrize("phrase", ["6月底前", "今年底前", "印发之日起30日内", "5月15日前"])
def test_without_a_year_to_lean_on_nothing_is_guessed(phrase: str) -> None:
    assert readings(phrase, Context()) == ()


def test_a_month_takes_the_year_named_before_it_and_is_less_sure() -> None:
    first, second = readings("2026年3月底前开工，10月底前完工", ISSUED)
    assert (first.on, second.on) == (date(2026, 3, 31), date(2026, 10, 31))
    assert second.confidence < first.confidence


@pytest.mark.parametrize("text", ["持续推进改造", "常态化排查隐患", "长期坚持"])
def test_standing_work_is_called_standing(text: str) -> None:
    assert is_standing(text)


@pytest.mark.parametrize("text", ["长期护理保险", "常态化疫情防控", "长期失能老人"])
def test_a_mere_attribute_makes_no_work_standing(text: str) -> None:
    assert not is_standing(text)


def test_the_cell_of_a_date_column_may_say_that_work_has_no_end() -> None:
    assert is_standing_cell("长期")
    assert not is_standing_cell("2025年")
