"""What comes back in 填报表, row by row: names that the register does not have are shown before anything counts."""

import pytest

from messages.ledger_back import filled_lines
from tasks_db.register import fill
from tasks_db.register.fill import FilledRow
from tasks_db.register.unit_names import Known
from tasks_db.terms import UnitKind

UNITS = [
    Known(n, name, UnitKind.UNIT, also)
    for n, (name, also) in enumerate(
        [("县市场监管局", ("县市场监督管理局",)), ("县财政局", ()), ("县城市管理局", ("县城管局",))]
    )
]
SHARES = {5: ("县市场监管局", "1-5", "查处占道经营")}


def told(sheet: str, needs: str = "") -> str:
    row = FilledRow(f"“{sheet}”第3行", 5, "推进中", "60", "", "", needs, sheet)
    return "\n".join(filled_lines(list(fill.told([row], SHARES, UNITS))))


@pytest.mark.parametrize("sheet", ["县市场监管局", "县市场监督管理局", "Sheet1", "工作表 2", "县市场监管"])
def test_a_sheet_by_a_name_of_its_unit_or_by_none_is_taken_as_it_is(sheet: str) -> None:
    assert "1行可以代录" in told(sheet)
    assert "疑点" not in told(sheet)


def test_a_sheet_by_a_name_that_no_unit_has_is_shown_as_doubtful() -> None:
    assert "疑点：表名“县市场监督局”不是登记的单位名，按编号是县市场监管局的任务" in told("县市场监督局")


def test_a_sheet_by_another_units_name_is_not_taken() -> None:
    assert "0行可以代录" in told("县财政局")
    assert "表名写的是县财政局，这一行的编号却是县市场监管局的任务" in told("县财政局")


def test_a_helper_who_is_no_unit_is_shown_as_doubtful_with_the_near_names() -> None:
    assert "疑点" not in told("县市场监管局", "县财政局、城管局")
    said = told("县市场监管局", "县财政局、县城管理局")
    assert "有疑点的1行请先核对" in said
    assert "没有“县城管理局”这个单位，协调事项转不过去。是不是“县城市管理局”" in said
