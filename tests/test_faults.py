"""Delivery under fire, a short cut of ``make faults``: the real program against a hostile server."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults import town
from tests.faults.database_rows import DATABASE
from tests.faults.receiving_rows import RECEIVING
from tests.faults.rows import Row
from tests.faults.sending_rows import SENDING
from tests.faults.table import STARTS, line, run_row
from tests.faults.town import Town
from tests.faults.world import Parent, a_parent, local

SHORT = [row for row in (*SENDING, *RECEIVING, *DATABASE) if row.short]


@pytest.fixture(scope="module")
def parent() -> Iterator[Parent]:
    with a_parent() as started:
        yield started


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    town.build(folder, Town.of(6), local(STARTS) - timedelta(minutes=90))
    return folder


@pytest.mark.parametrize("row", SHORT, ids=lambda row: row.name)
def test_a_fault_costs_nothing_but_time(row: Row, parent: Parent, built: Path, tmp_path: Path) -> None:
    verdict = run_row(row, parent, tmp_path, built)
    assert not verdict.faults, line(verdict)
