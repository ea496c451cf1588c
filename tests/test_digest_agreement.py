"""Chat, paper, spreadsheet, JSON and picture say the same of any register, and each sentence has its reports."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from openpyxl import load_workbook
from PIL import Image

from messages import (
    digest_annex_tables,
    digest_file,
    digest_text,
    paper_shown,
    paper_sources,
    picture,
    query_text,
    task_told,
)
from messages.paper import paragraphs
from tasks_db.language.questions import Aspect
from tasks_db.register import digest, ledger, lights, queries
from tasks_db.register.digest import lines
from tasks_db.register.digest.values import Digest
from tasks_db.register.in_words import TaskTold
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.reading import Register
from tasks_db.register.seen import SeenTask
from tasks_db.register.values import Plan
from tasks_db.terms import Mark, ReportStatus, Role, WorkState
from tests.builders import NOW, a_group, a_plan, a_register, a_report, a_task, an_assignment, registers
from tests.digests import MEETING, busy_register, file_of, paper_of

PROGRAM = Path(__file__).parent.parent


def cells_of_word(found: Digest) -> list[dict[str, str]]:
    table = Document(io.BytesIO(file_of(found))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def cells_of_sheet(found: Digest) -> list[dict[str, str]]:
    book = load_workbook(io.BytesIO(digest_file.table(found).content))
    assert book.active is not None
    rows = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def plain(text: str) -> str:
    """A cell as it is compared: without what XML cannot hold, and what a spreadsheet must not take for a formula."""
    return "".join(text.removeprefix("'").split())


def shared_with_towns(deadline: date) -> Plan:
    """A lead that is silent, and two towns of which one says 70%."""
    lead = an_assignment("县住建局", consolidates=True)
    towns = (
        an_assignment("云乡", Role.RESPONSIBLE),
        an_assignment("石乡", Role.RESPONSIBLE, reports=[a_report(percent=70)]),
    )
    title = "望澜县城镇老旧小区改造提升行动方案（2025—2026年）"
    return a_plan(a_task(lead, *a_group("各乡镇", towns), deadline=deadline), title=title)


def why(plan: Plan) -> str:
    """The answer to why a task stands where it does."""
    register, (task,) = a_register(plan), plan.tasks
    told = lines.told(register, plan, task, NOW)
    seen = SeenTask(plan=plan, task=task, own=None, coordinates=True, office=True)
    value = TaskTold(seen, Aspect.WHY, lights.shown(plan, task, NOW), told.line, NOW, tuple(told.silent))
    return task_told.told(value).text


def test_the_figure_of_one_town_is_never_told_as_that_of_the_whole_task() -> None:
    """While the lead is silent a town's word decides the class (R15), but its 70% stays its own, everywhere."""
    plan = shared_with_towns(date(2025, 12, 31))
    register = a_register(plan)
    found = digest.compile(register, as_of=NOW)
    content = picture.content(found, MEETING)
    assert "70%" not in content.plans[0][2][0].word
    assert content.plans[0][0] == plan.title, "a title is wrapped, never cut"
    assert "石乡报70%" in "".join(digest_text.chat(found, page).text for page in range(2))
    assert "石乡报70%" in query_text.progress(queries.progress_lines(register, EVERYTHING, NOW)).text
    assert "进度石乡报70%" in why(plan)


def test_of_a_group_those_are_named_who_did_not_report() -> None:
    text = why(shared_with_towns(date(2025, 11, 10)))
    assert "未按时报送：县住建局、云乡" in text
    assert "各乡镇" not in text.partition("未按时报送")[2]


@settings(max_examples=15, deadline=None)
@given(registers(max_tasks=4))
def test_every_rendering_says_the_same_of_every_task(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    told = digest_annex_tables.tasks(found)
    drawn = [square for _, _, squares in picture.content(found, MEETING).plans for square in squares]
    body = json.loads(json.dumps(digest.to_json(found)))
    assert [square.number for square in drawn] == [line.task.seq for line in found.tasks]
    assert [square.state for square in drawn] == [line.work_state for line in found.tasks]
    assert [line["work_state"] for line in body["tasks"]] == [line.work_state.value for line in found.tasks]
    assert [line["mark"] for line in body["tasks"]] == [
        line.mark.value if line.mark else None for line in found.tasks
    ]
    for square, line in zip(drawn, found.tasks, strict=True):
        assert line.mark is None or square.word.startswith(picture.MARKS[line.mark])
    if not found.tasks:
        return
    word, sheet = cells_of_word(found), cells_of_sheet(found)
    for n, row in enumerate(told.rows):
        cells = dict(zip(told.headers, row, strict=True))
        mark = found.tasks[n].mark
        assert mark is None or mark.zh in cells["状态"]
        assert {head: plain(text) for head, text in sheet[n].items()} == {h: plain(t) for h, t in cells.items()}
        assert {head: plain(cells[head]) for head in word[n]} == {head: plain(t) for head, t in word[n].items()}
    counts = dict(picture.content(found, MEETING).legend)
    for share in found.total.shares:
        assert counts.get(share.work_state, 0) == share.count
        assert not share.count or f"{share.work_state.zh}{share.count}项" in digest_text.counts(found)
    chat = "\n".join(digest_text.chat(found, page).text for page in range(9))
    assert all(mark.zh in chat for mark in Mark if found.marked(mark))


def test_what_stands_beside_a_state_is_in_the_ledger_the_lists_and_the_paper_alike() -> None:
    returned = a_report(text="推进顺利", status=ReportStatus.RETURNED, decided=date(2025, 11, 5))
    register = a_register(a_plan(a_task(an_assignment("县水利局", reports=[returned]), seq="1")))
    found = digest.compile(register, as_of=NOW)
    (sheet,) = ledger.ledger(register, NOW).sheets
    (row,) = queries.progress_lines(register, EVERYTHING, NOW).rows
    assert dict(zip(ledger.CELLS, ledger.cells(sheet.rows[0]), strict=True))["进度状态"] == "尚无反馈（退回待重报）"
    assert (row.work_state, row.mark) == (WorkState.NO_FEEDBACK, Mark.RETURNED)
    assert ledger.open_data(register, NOW)["tasks"][0]["mark"] == "returned"
    assert digest_annex_tables.tasks(found).rows[0][6] == "尚无有效反馈\n（退回待重报）"
    assert f"其中{Mark.RETURNED.zh}1项" in digest_text.chat(found).text


@settings(max_examples=15, deadline=None)
@given(registers(max_tasks=4))
def test_every_sentence_names_reports_that_stood_and_every_accepted_word_is_found(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    printed = paper_of(found)
    stood = {
        r.id for p in register.plans for t in p.tasks for a in t.assignments for r in a.reports if r.said_by(NOW)
    }
    assert {i for p in paragraphs(printed) for i in p.sources} <= stood
    body = paper_sources.sources(printed, found, paper_shown.known(found))
    assert isinstance(body, dict)
    named = [s["report_id"] for p in body["paragraphs"] for s in p["sources"]]  # type: ignore[union-attr,index,call-overload]
    assert set(named) == {i for p in paragraphs(printed) for i in p.sources}
    cells = "".join(cell for row in digest_annex_tables.tasks(found).rows for cell in row)
    for line in found.tasks:
        for said in line.said:
            assert "".join(said.text.split()) in "".join(cells.split())


COMPILE = """
import hashlib, sys
from messages import digest_file, picture
from tasks_db.register import digest
from tests.builders import NOW
from tests.digests import MEETING, busy_register
found = digest.compile(busy_register(), as_of=NOW)
files = [digest_file.word(found, MEETING).content, digest_file.table(found).content, picture.png(found, MEETING)]
for content in files:
    print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_register_gives_the_same_bytes_in_any_time_zone_and_locale() -> None:
    made = []
    for zone, locale, seed in (("Asia/Shanghai", "zh_CN.UTF-8", "1"), ("America/New_York", "C", "2")):
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", COMPILE], cwd=PROGRAM, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        made.append(done.stdout.split())
    assert made[0] == made[1]
    assert len(made[0]) == 3


# the picture


def contrast(one: str, other: str) -> float:
    """The ratio by which text is told from its ground, as WCAG computes it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((light(one), light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


@pytest.mark.parametrize("state", WorkState, ids=lambda state: state.value)
def test_every_state_has_a_word_of_its_own_and_can_be_read_on_its_colour(state: WorkState) -> None:
    ground, ink, word = picture.COLOURS[state]
    assert contrast(ground, ink) >= 4.5
    assert [w for _, _, w in picture.COLOURS.values()].count(word) == 1


def test_the_picture_gives_five_counts_and_pleas_with_whom_they_ask_and_ranks_nobody() -> None:
    found = digest.compile(busy_register(), as_of=NOW)
    told = picture.content(found, MEETING)
    assert told.counts == (("逾期", 1), ("未按时报送单位", 3), ("未达序时", 1), ("需协调", 1), ("办结", 1))
    assert told.pleas == (("第3项 县水务局：配套资金未到位", "→ 县财政局"),)
    assert told.overdue == (("第2项 县交通局：改造农村公路四十公里", "12天"),)
    assert [square.number for square in told.plans[0][2]] == [str(n) for n in range(1, 10)]
    image = Image.open(io.BytesIO(picture.png(found, MEETING)))
    assert (image.format, image.width) == ("PNG", 1080)
    assert not re.search("第.名|排名|倒数", str(told))


def test_a_plea_that_says_nothing_beside_what_it_asks_stands_in_the_picture_in_its_own_words() -> None:
    found = digest.compile(busy_register(), as_of=NOW)
    only = replace(found.coordination[0], matter="请县财政局尽快拨付经费")
    told = picture.content(replace(found, coordination=(only, replace(only, matter=""))), MEETING)
    assert told.pleas[0] == ("第3项 县水务局：请县财政局尽快拨付经费", "→ 县财政局")
    assert "未写任务名称" not in str(told.pleas)


def test_chinese_is_drawn_on_a_machine_without_any_font() -> None:
    font = picture.font(24)
    missing = font.getmask("\U0010ffff").getbbox()
    for char in "联席会议逾期协→“”〔〕、。%":
        assert font.getmask(char).getbbox() not in {None, missing}, char
