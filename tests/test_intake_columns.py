"""Each word of column titles is known by its example and left alone in its counter-example."""

from pathlib import Path

import pytest

from tasks_db.intake import columns
from tasks_db.intake.columns import WORDS, Column, Word
from tasks_db.intake.headers import column_of
from tests.intake_samples import read


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.meant)
def test_a_title_is_what_its_word_says(word: Word) -> None:
    assert column_of(word.meant) is word.column
    assert columns.by_words(word.meant) is word.column
    assert column_of(word.not_meant) is not word.column


SHEET = (
    "白石县造林任务分解表（2026年）\n序号|工作任务|扛旗者|帮衬者|交卷日\n1|补植林木十二亩。|县林业局|县水利局|2026年3月底\n"
    "2|修整步道三公里。|县住建局|县财政局|2026年6月底\n"
)


def test_titles_that_no_word_knows_are_told_by_their_cells(tmp_path: Path) -> None:
    assert column_of("交卷日") is Column.OTHER
    first, _ = read(tmp_path, SHEET).tasks
    assert (first.leads, first.responsibles, str(first.deadline_date)) == (("县林业局",), ("县水利局",), "2026-03-31")
