"""Real documents in the forms that offices have, scored against what careful readers found in them.

They are PDF files whose tables run over pages, pages copied as one line, and tables that lost their grid.
"""

import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tasks_db.intake import to_json
from tasks_db.intake.plan import read_plan
from tests.test_intake_plans import load

# means over the documents that have tasks, units or dates at all
LEAST = {
    "task_recall": 0.97,
    "task_precision": 0.97,
    "lead_f1": 0.97,
    "responsible_f1": 0.97,
    "deadline_accuracy_dated": 0.97,
    "member_name_recall": 0.95,
}


@pytest.fixture(scope="module")
def scored(samples: Path, more_samples: Path) -> dict[str, dict[str, Any]]:
    scorer = load(samples / "score.py")
    found = {}
    for path in sorted((more_samples / "docs").iterdir()):
        label = json.loads((more_samples / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        found[path.stem] = scorer.summary(scorer.score_doc(label, json.loads(json.dumps(to_json(read_plan(path))))))
    return found


@pytest.mark.parametrize("figure", LEAST)
def test_documents_in_the_forms_of_offices_are_read(scored: dict[str, dict[str, Any]], figure: str) -> None:
    values = {name: one[figure] for name, one in scored.items() if one[figure] is not None}
    assert mean(values.values()) >= LEAST[figure], values


def test_no_date_stands_where_a_document_states_none(scored: dict[str, dict[str, Any]]) -> None:
    assert {name: one["spurious_deadlines"] for name, one in scored.items() if one["spurious_deadlines"]} == {}
