"""A table that goes on under 续表 is one table, and the sign is no title of anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.plan import read_plan
from tasks_db.intake.readers import read_bytes
from tests import layout_writer_files as files
from tests.layout_writer_doc import as_doc
from tests.layout_writer_files import Block, Grid
from tests.layout_writer_pdf import as_ofd, as_pdf
from tests.layout_writer_texts import as_mht, as_rtf

HEAD = ("序号", "重点任务", "牵头单位", "完成时限")
FIRST = ("1", "清理河面漂浮物", "县水利局", "2026年6月底")
SECOND = ("2", "整治沿河排污口", "县生态环境局", "2026年9月底")
TITLE = "青石县河湖清洁行动实施方案"

WRITERS: dict[str, Callable[[list[Block]], bytes]] = {
    ".txt": files.as_text,
    ".md": files.as_markdown,
    ".docx": files.as_docx,
    ".doc": as_doc,
    ".html": files.as_html,
    ".pdf": as_pdf,
    ".ofd": as_ofd,
    ".rtf": as_rtf,
    ".mht": as_mht,
}


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        one.text if isinstance(one, Passage) else [[cell.text for cell in row] for row in one.rows]
        for one in document.blocks
    ]


def read(*blocks: Block, suffix: str = ".docx") -> Document:
    return read_bytes(WRITERS[suffix](list(blocks)), suffix)


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_a_table_goes_on_under_the_sign_in_every_format(suffix: str, tmp_path: Path) -> None:
    blocks: list[Block] = [TITLE, Grid((HEAD, FIRST)), "续表", Grid((HEAD, SECOND))]
    document = read(*blocks, suffix=suffix)
    assert said(document) == [TITLE, [list(row) for row in (HEAD, FIRST, SECOND)]]
    assert [one.text for one in document.noise] == ["续表", *HEAD]
    path = tmp_path / f"表{suffix}"
    path.write_bytes(WRITERS[suffix](blocks))
    draft = read_plan(path)
    assert draft.plan_title == TITLE
    assert [(task.seq, task.content) for task in draft.tasks] == [(FIRST[0], FIRST[1]), (SECOND[0], SECOND[1])]


@pytest.mark.parametrize(
    "sign", ["续表", "（续表）", "续表1", "续 表", "续上表", "接上页", "附件 任务分解表（续）", "任务表（续表一）"]
)
def test_the_sign_is_written_in_many_ways(sign: str) -> None:
    document = read(Grid((HEAD, FIRST)), sign, Grid((SECOND, SECOND)))
    assert said(document) == [[list(row) for row in (HEAD, FIRST, SECOND, SECOND)]]


def test_the_sign_may_stand_in_the_first_row_of_the_table_that_goes_on() -> None:
    spanned = f"<table><tr><td colspan=4>续表</td></tr>{files._html_table(Grid((HEAD, SECOND)))[7:]}"
    page = f"<html><body>{files._html_table(Grid((HEAD, FIRST)))}{spanned}</body></html>"
    document = read_bytes(page.encode(), ".html")
    assert said(document) == [[list(row) for row in (HEAD, FIRST, SECOND)]]
    assert [one.text for one in document.noise] == ["续表", *HEAD]


def test_a_table_of_another_width_stays_apart() -> None:
    document = read(Grid((HEAD, FIRST)), "续表", Grid((HEAD[:3], SECOND[:3])))
    assert said(document) == [[list(HEAD), list(FIRST)], [list(HEAD[:3]), list(SECOND[:3])]]


def test_without_a_table_before_and_behind_it_the_words_are_text() -> None:
    assert said(read("续表", "接上页继续填写。", Grid((HEAD, FIRST)), "续表")) == [
        "续表",
        "接上页继续填写。",
        [list(HEAD), list(FIRST)],
        "续表",
    ]
