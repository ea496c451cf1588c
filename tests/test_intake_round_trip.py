"""Registers written in a hundred layouts come back, whatever the columns and the roles are called."""

import sys
from dataclasses import astuple
from io import BytesIO
from pathlib import Path

import pytest
from legacy_doc import extract_text
from python_calamine import CalamineWorkbook

from tasks_db.intake.columns import Column
from tasks_db.intake.headers import column_of
from tasks_db.intake.plan import read_plan
from tasks_db.intake.roles import role_of
from tasks_db.intake.speech import spoken
from tests import layout_writer_words as words
from tests.layout_writer import LAYOUTS, document, formats
from tests.layout_writer_doc import as_doc
from tests.layout_writer_files import Grid
from tests.layout_writer_score import Score, score
from tests.layout_writer_xls import as_xls

SIZE = 8


def measured(folder: Path, seed: str, *, every_format: bool = False) -> dict[str, Score]:
    """Return the score of each layout, in one of its formats or in all."""
    scores: dict[str, Score] = {}
    for number, layout in enumerate(LAYOUTS):
        shown = list(formats(layout))
        chosen = shown if every_format else [shown[(number + int(seed)) % len(shown)]]
        total = scores.setdefault(layout.name, Score())
        for file_format in chosen:
            written, expected = document(layout, file_format, seed, SIZE)
            total.add(score(read_plan(written.save(folder, f"{number}")), expected))
    return scores


def table(scores: dict[str, Score]) -> str:
    """Return where it fails, a line a layout, and the total."""
    total = Score()
    lines = [f"{'layout':40} tasks  found extra  units  named wrong"]
    for name, one in [*scores.items(), ("total", total)]:
        if one is not total:
            total.add(one)
        if one is total or one.misses:
            counts = f"{one.tasks:5} {one.found:6} {one.extra:5} {one.units:6} {one.named:6} {one.wrong:5}"
            lines += [
                f"{name:40} {counts}",
                *(f"    {miss}" for miss in (one.misses[:3] if one is not total else [])),
            ]
    return "\n".join(lines)


def test_there_are_layouts_enough_and_no_two_alike() -> None:
    names = [layout.name for layout in LAYOUTS]
    assert len(set(names)) == len(names) >= 60


def test_a_third_of_the_words_for_columns_and_roles_is_in_no_list() -> None:
    titles = {title for one in (*words.KNOWN_TITLES, *words.STRANGE_TITLES) for title in astuple(one)}
    strange = [title for title in titles if column_of(title) is Column.OTHER]
    labels = {label for one in (*words.KNOWN_ROLES, *words.STRANGE_ROLES) for label in (one.lead, one.responsible)}
    verbs = {verb for one in (*words.KNOWN_ROLES, *words.STRANGE_ROLES) for verb in (one.leads, one.helps)}
    unknown = [label for label in labels if role_of(label) is None]
    unknown += [verb for verb in verbs if spoken(f"县水利局{verb}", frozenset()) is None]
    assert len(strange) * 3 >= len(titles)
    assert len(unknown) * 3 >= len(labels) + len(verbs)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_tasks_and_units_come_back_from_every_layout(tmp_path: Path, seed: str) -> None:
    scores = measured(tmp_path, seed)
    sys.stdout.write(table(scores))
    total = Score()
    for one in scores.values():
        total.add(one)
    assert total.task_recall >= 0.98, table(scores)
    assert total.task_precision >= 0.98, table(scores)
    assert total.unit_recall >= 0.97, table(scores)
    assert total.unit_precision >= 0.97, table(scores)


def test_other_readers_find_the_same_in_the_binary_files() -> None:
    grid = Grid((("序号", "任务", "牵头单位"), ("1", "修桥\n铺路", "县水务局"), ("2", "绿化", "县水务局")), (2,))
    long = ["长" * 3000, "云" * 6000]  # texts of a workbook go on in a second record

    book = CalamineWorkbook.from_filelike(BytesIO(as_xls([*long, grid]))).get_sheet_by_index(0)
    word = extract_text(as_doc([*long, grid, "完"])).text

    assert [row[0] for row in book.to_python()] == [*long, "序号", "1", "2"]
    assert book.merged_cell_ranges == [((0, 0), (0, 2)), ((1, 0), (1, 2)), ((3, 2), (4, 2))]
    assert all(text in word for text in [*long, "修桥", "铺路", "绿化", "完"])


def test_the_writer_is_no_relative_of_the_reader() -> None:
    writers = [path for path in Path(__file__).parent.glob("layout_writer*.py") if "score" not in path.name]
    assert len(writers) >= 4
    assert all("tasks_db" not in path.read_text(encoding="utf-8") for path in writers)


def test_the_same_seed_writes_the_same_document() -> None:
    first, second = document(LAYOUTS[0], "txt", "9"), document(LAYOUTS[0], "txt", "9")
    assert first[0].data == second[0].data
    assert first[1] == second[1]
    assert document(LAYOUTS[0], "txt", "8")[0].data != first[0].data
