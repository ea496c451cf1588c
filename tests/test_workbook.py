"""Tables that leave the house: what somebody typed stays text."""

import io

import pytest
from openpyxl import load_workbook

from messages.workbook import write_table


@pytest.mark.parametrize("typed", ["=1+1", "+86 10", "-2%", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_nothing_in_a_table_is_taken_for_a_formula(typed: str) -> None:
    sheet = load_workbook(io.BytesIO(write_table(["进展"], [[typed]]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert str(cell.value).endswith(typed)
