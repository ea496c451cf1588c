"""Rules become tables as pdfplumber would have it, however many they are."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as plumber

from tasks_db.intake import read_plan_apart
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tasks_db.intake.readers.drawn_tables import tables_of
from tests.ofd_samples import ofd
from tests.reader_samples import Rule, Text, pdf

STEP = 20.0


def edge(at: int, begin: int, length: int, *, upright: bool) -> dict[str, Any]:
    low, high = begin * STEP, (begin + length) * STEP
    across = at * STEP
    x0, x1, top, bottom = (across, across, low, high) if upright else (low, high, across, across)
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


EDGES = st.lists(
    st.builds(edge, st.integers(0, 5), st.integers(0, 4), st.integers(1, 5), upright=st.booleans()), max_size=14
)


@given(EDGES)
@settings(max_examples=300, deadline=None)
def test_the_cells_are_those_that_pdfplumber_finds(edges: list[dict[str, Any]]) -> None:
    joined = plumber.merge_edges([dict(one) for one in edges], 3, 3, 3, 3) if edges else []
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(joined, 3, 3))
    theirs = [sorted(group) for group in plumber.cells_to_tables(cells)]
    assert [sorted(one.cells) for one in tables_of([dict(one) for one in edges])] == theirs


def paper(count: int) -> list[Text | Rule]:
    """A page ruled in so many lines each way, with a word on it."""
    rules = [Rule(50, 50 + 4 * n, 50 + 4 * count, 50 + 4 * n) for n in range(count)]
    rules += [Rule(50 + 4 * n, 50, 50 + 4 * n, 50 + 4 * count) for n in range(count)]
    return [*rules, Text(60, 700, "一、总则")]


@pytest.mark.parametrize("suffix", [".pdf", ".ofd"])
def test_ruled_paper_is_read_within_the_limits_of_a_plan(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"稿纸{suffix}"
    path.write_bytes(pdf([paper(120)]) if suffix == ".pdf" else ofd([paper(120)]))
    assert [one.kind for one in read_plan_apart(path).findings] == ["no_tasks"]


@pytest.mark.parametrize("suffix", [".pdf", ".ofd"])
def test_more_crossings_than_any_table_has_are_refused(suffix: str) -> None:
    data = pdf([paper(150)]) if suffix == ".pdf" else ofd([paper(150)])
    with pytest.raises(IntakeError, match="第1页内容过密"):
        read_bytes(data, suffix)
