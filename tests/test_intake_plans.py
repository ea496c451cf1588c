"""The real plans, scored against what careful readers found in them."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tasks_db.intake import PlanDraft, to_json
from tasks_db.intake.plan import read_plan

FIVE = ("000", "001", "002", "003", "004")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plans(samples: Path) -> list[Path]:
    return sorted(samples.glob("*_*.txt"))


@pytest.fixture(scope="module")
def drafts(samples: Path) -> dict[str, PlanDraft]:
    return {path.stem: read_plan(path) for path in plans(samples)}


@pytest.fixture(scope="module")
def predictions(drafts: dict[str, PlanDraft], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("predictions")
    for name, draft in drafts.items():
        (folder / f"{name}.json").write_text(json.dumps(to_json(draft), ensure_ascii=False), encoding="utf-8")
    return folder


def totals(samples: Path, predictions: Path, only: tuple[str, ...]) -> dict[str, float | None]:
    scorer = load(samples / "score.py")
    with Path("/dev/null").open("w", encoding="utf-8") as sink:
        count = scorer.run(str(predictions), str(samples / "gold"), strict=True, out=sink, only=only)
    summary: dict[str, float | None] = scorer.summary(count)
    return summary


def test_every_task_unit_date_leader_and_member_of_the_five_plans_is_read(samples: Path, predictions: Path) -> None:
    found = totals(samples, predictions, FIVE)
    for figure in (
        "task_recall",
        "task_precision",
        "lead_f1",
        "responsible_f1",
        "leader_f1",
        "deadline_accuracy",
        "deadline_accuracy_dated",
        "recurring_accuracy",
        "member_name_recall",
        "member_name_precision",
    ):
        assert found[figure] == 1.0, (figure, found[figure])
    assert found["spurious_deadlines"] == 0
    assert found["unitless_extra"] == 0


def test_other_layouts_are_read_as_well(samples: Path, predictions: Path) -> None:
    found = totals(samples, predictions, ("",))
    for figure in ("task_recall", "task_precision", "lead_f1", "responsible_f1", "deadline_accuracy"):
        value = found[figure]
        assert value is not None
        assert value >= 0.99, (figure, value)


def test_titles_periods_indicators_milestones_and_rounds_are_read_and_nothing_beyond(
    samples: Path, predictions: Path
) -> None:
    scorer = load(samples / "score_extras.py")
    misses = []
    for label in sorted((samples / "gold").glob("00*.json")):
        prediction = json.loads((predictions / label.name).read_text(encoding="utf-8"))
        misses += scorer.score(prediction, json.loads(label.read_text(encoding="utf-8")))[1]
    assert misses == []


def test_coverage_partitions_every_plan(samples: Path, drafts: dict[str, PlanDraft]) -> None:
    for path in plans(samples):
        spans = drafts[path.stem].coverage
        length = len(path.read_text(encoding="utf-8"))
        assert spans[0].start == 0
        assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
        assert spans[-1].end == length
        assert all(span.start < span.end for span in spans)


def test_nothing_of_the_five_plans_is_left_unread(drafts: dict[str, PlanDraft]) -> None:
    unread = [
        (name, span.place) for name, draft in drafts.items() for span in draft.coverage if span.read_as == "unread"
    ]
    assert [entry for entry in unread if entry[0].startswith(FIVE)] == []


def test_every_quote_stands_in_the_document(samples: Path, drafts: dict[str, PlanDraft]) -> None:
    for path in plans(samples):
        plain = "".join(path.read_text(encoding="utf-8").split())
        draft = drafts[path.stem]
        for task in (*draft.tasks, *draft.candidates):
            assert all("".join(part.split()) in plain for part in task.source.quote.split(" ")), task.source.place


def test_items_beside_the_table_are_candidates_and_rows_are_not_repeated(drafts: dict[str, PlanDraft]) -> None:
    counts = {name[:3]: len(draft.candidates) for name, draft in drafts.items() if name.startswith(FIVE)}
    assert counts == {"000": 3, "001": 0, "002": 0, "003": 15, "004": 0}


def test_the_rules_and_duties_of_the_joint_meeting_are_read(drafts: dict[str, PlanDraft]) -> None:
    draft = next(draft for name, draft in drafts.items() if name.startswith("004"))
    assert draft.meeting is not None
    assert draft.meeting.office_unit == "县卫生健康和体育局"
    assert draft.meeting.seal_unit == "县卫生健康和体育局"
    assert draft.meeting.plenary_per_year == 1
    assert draft.meeting.chair == "召集人或召集人委托的同志"
    assert len(draft.meeting.member_units) == 18
    assert len(draft.duties) == 19


def test_a_remark_that_holds_for_every_row_is_kept(drafts: dict[str, PlanDraft]) -> None:
    draft = next(draft for name, draft in drafts.items() if name.startswith("003"))
    assert [remark.applies_to for remark in draft.remarks] == ["all"]


def has_finding(kind: str, *words: str) -> Callable[[PlanDraft], bool]:
    return lambda draft: any(
        finding.kind == kind and all(word in finding.message for word in words) for finding in draft.findings
    )


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ("000", has_finding("owner_mismatch", "县住房乡建委", "县住房城乡建委")),
        ("000", has_finding("unit_typo", "县住房乡建委")),
        ("000", has_finding("date_not_after_issue", "2023-12-31")),
        ("000", has_finding("issue_dates", "2024-07-18", "2024-10-31")),
        ("001", has_finding("unit_level", "市人力社保局", "区人力社保局")),
        ("001", has_finding("missing_lead", "加强组织领导")),
        ("002", has_finding("no_owners", "20 项")),
        ("002", has_finding("numbering", "“二”")),
        ("004", has_finding("unit_alias", "县发改局", "县发展和改革局", "县发展和改革委员会")),
        ("004", has_finding("unit_alias", "县计生协", "县计划生育协会")),
        ("004", has_finding("date_not_after_issue", "2022-12-31")),
        ("004", has_finding("numbering", "（十一）", "（十三）")),
        ("004", has_finding("duty_without_member", "县交通运输局", "县文化和旅游局")),
        ("004", has_finding("member_without_duty", "县行政审批服务管理局")),
        ("004", has_finding("member_without_person", "县委编办")),
    ],
)
def test_the_contradictions_of_the_five_plans_are_found(
    drafts: dict[str, PlanDraft], plan: str, found: Callable[[PlanDraft], bool]
) -> None:
    draft = next(draft for name, draft in drafts.items() if name.startswith(plan))
    assert found(draft), [finding.message for finding in draft.findings]


def test_a_word_file_says_what_its_text_says(samples: Path, drafts: dict[str, PlanDraft]) -> None:
    def told(draft: PlanDraft) -> list[Any]:
        return [(task.title, task.leads, task.responsibles, task.deadline_date) for task in draft.tasks]

    compared = 0
    for path in sorted((samples / "originals").glob("*.docx")):
        if path.stem in drafts:
            compared += 1
            assert told(read_plan(path)) == told(drafts[path.stem]), path.stem
    assert compared >= 3
