"""The digest as people read it: one screen in the chat, and a paper that an office would accept."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings

from messages import digest_docx, digest_text, paging
from messages.message import Button, Message
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Measurement, Register, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    an_indicator,
    registers,
)

PAST = date(2025, 10, 31)
TITLE = "青禾县乡村建设联席会议办公室关于2025年重点任务进展情况的通报"
OFFICE = "青禾县乡村建设联席会议办公室"
COUNTS = (
    "共9项：已办结1项（11.1%）、长期推进1项（11.1%）、逾期1项（11.1%）、尚无反馈1项（11.1%）、"
    "达序时3项（33.3%）、未达序时1项（11.1%）、已报未量化1项（11.1%）（分项占比因四舍五入合计为99.9%）"
)


def late(title: str, days: int) -> Task:
    return a_task(an_assignment("县交通局"), title=title, deadline=date(2025, 11, 12) - timedelta(days))


def busy_register() -> Register:
    """An invented county's plan with something in every part of the digest."""
    moved = a_checkpoint(date(2025, 12, 31), original_day=PAST)
    granted = a_report(
        AnswerKind.EXTENSION,
        date(2025, 10, 20),
        checkpoint=moved,
        new_date=date(2025, 12, 31),
        status=ReportStatus.ACCEPTED,
        decided=date(2025, 10, 22),
    )
    asked = a_checkpoint(date(2025, 11, 5), CheckpointKind.ROUND)
    towns = [
        an_assignment(
            f"{name}乡", Role.RESPONSIBLE, reports=[a_report(checkpoint=asked)] if name not in "云石" else []
        )
        for name in "云溪石桥柳沟"
    ]
    blocked = a_report(
        AnswerKind.BLOCKED,
        checkpoint=asked,
        percent=40,
        text="站房主体封顶，设备采购挂网",
        problem="配套资金未到位",
        needs="县财政局",
        entered_by="周丽",
    )
    figures = a_report(day=date(2025, 11, 5))
    measurement = Measurement("2025", "91.5", figures.at, figures.id)
    tasks = (
        a_task(
            an_assignment("县教育局", reports=[a_closure(PAST, approved=date(2025, 11, 3))]), title="新建乡镇幼儿园"
        ),
        late("改造农村公路四十公里", 12),
        a_task(
            an_assignment("县水务局", reports=[blocked]),
            *a_group("各乡镇", towns),
            title="建设集中供水站",
            section="一、补齐设施短板",
            seq="3",
            checkpoints=[asked],
        ),
        a_task(
            an_assignment("县民政局", reports=[a_report(percent=95, text="四个站点全部投用")]), title="建设养老服务站"
        ),
        a_task(an_assignment("县文旅局", reports=[a_report(AnswerKind.RECEIVED)]), title="修缮传统民居"),
        a_task(
            an_assignment("县住建局", reports=[a_report(AnswerKind.NO_CHANGE, d) for d in (PAST, date(2025, 11, 6))]),
            title="整治农村危房",
        ),
        a_task(an_assignment("县卫健局"), title="培训乡村医生", standing=True),
        a_task(
            an_assignment("县商务局", reports=[granted, a_report(percent=90, text="冷库完工")]),
            title="建设冷链物流中心",
            deadline=moved,
        ),
        a_task(
            an_assignment("县农业农村局", reports=[a_report(percent=100), a_closure(date(2025, 11, 10))]),
            title="建设高标准农田",
        ),
    )
    sections = ("一、补齐设施短板", "二、提升公共服务")
    numbered = [
        replace(t, seq=str(i), section=sections[0] if i <= 4 else sections[1]) for i, t in enumerate(tasks, 1)
    ]
    asking = a_task(an_assignment("县教育局", reports=[figures]), indicator_id=900)
    plan = a_plan(
        *numbered,
        asking,
        title="青禾县乡村建设行动实施方案（2025—2027年）",
        number="青政办发〔2025〕3号",
        period=(date(2025, 1, 1), date(2027, 12, 31)),
        indicators=[
            an_indicator(
                "农村自来水普及率", id=900, targets={"2025": "≥90", "2027": "≥95"}, measurements=[measurement]
            ),
            an_indicator("公办园在园幼儿占比", seq="2", targets={"2025": "≥全市平均水平"}, baseline={"2022": "—"}),
        ],
    )
    return a_register(plan)


@pytest.fixture
def busy() -> Digest:
    return digest.compile(busy_register(), as_of=NOW)


@pytest.fixture
def paper(busy: Digest) -> bytes:
    return digest_docx.docx(busy, title=TITLE, office=OFFICE)


def text_of(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def buttons(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


# the chat


def test_the_first_screen_gives_counts_the_overdue_and_what_needs_coordination(busy: Digest) -> None:
    message = digest_text.chat(busy)
    assert message.text.splitlines() == [
        "《青禾县乡村建设行动实施方案（2025—2027年）》进展通报",
        "截至2025年11月12日 09:00",
        COUNTS,
        "其中遇阻1项、连续无变化1项、待审办结1项",
        "【逾期1项】",
        "1. 改造农村公路四十公里·县交通局·10月31日·逾期12天",
        "【需协调1项】",
        "县水务局：配套资金未到位；需协调：县财政局",
        "未按时报送：3个单位（县交通局、云乡、石乡）",
        "指标：已达到1条、未到期2条",
    ]
    assert [b.label for b in buttons(message)] == ["更多", "需协调事项", "未报送单位"]
    assert message.numbers == ((1, busy.tasks[1].overdue.assignment_id, busy.tasks[1].overdue.due_id),)  # type: ignore[union-attr]


def test_only_the_five_longest_overdue_are_on_the_first_screen() -> None:
    tasks = [late(f"任务{days}", days) for days in (3, 9, 1, 30, 5, 7, 2)]
    message = digest_text.chat(digest.compile(a_register(a_plan(*tasks)), as_of=NOW))
    assert re.findall(r"逾期(\d+)天", message.text) == ["30", "9", "7", "5", "3"]
    assert "另有2项" in message.text


def test_an_empty_part_says_so() -> None:
    message = digest_text.chat(
        digest.compile(a_register(a_plan(a_task(an_assignment(reports=[a_report()])))), as_of=NOW)
    )
    assert "逾期：无\n需协调：无\n未按时报送：无" in message.text


def test_without_any_plan_the_digest_still_answers() -> None:
    message = digest_text.chat(digest.compile(Register(()), as_of=NOW), 3)
    assert message.text.startswith("进展通报：无。")
    assert message.buttons == ()


def test_the_following_screens_name_every_task_and_every_part(busy: Digest) -> None:
    pages = all_pages(busy)
    rest = "\n".join(page.text for page in pages[1:])
    assert all(rest.count(line.task.title[:8]) >= 1 for line in busy.tasks)
    assert "【延期1条】\n建设冷链物流中心：2025年10月31日→2025年12月31日，已同意（2025年10月22日）" in rest
    assert "各乡镇1项：建设集中供水站（已报4/6）" in rest


def test_a_button_carries_plans_and_moment_so_that_the_next_page_is_of_the_same_digest(busy: Digest) -> None:
    one = replace(busy, plan_ids=(busy.plans[0].id,))
    more = buttons(digest_text.chat(one))[0]
    assert more.action == "digest"
    plans, moment, page = more.args
    assert (str(plans), page) == (str(busy.plans[0].id), 1)
    assert digest_text.read_args(str(plans), int(moment), NOW + timedelta(1)) == ((busy.plans[0].id,), NOW)
    assert digest_text.read_args("all", 0, NOW) == (None, NOW)


def all_pages(found: Digest) -> list[Message]:
    pages = [digest_text.chat(found)]
    while any(b.label == "更多" for b in buttons(pages[-1])):
        pages.append(digest_text.chat(found, len(pages)))
    return pages


@settings(max_examples=30, deadline=None)
@given(registers(max_tasks=8))
def test_every_screen_of_any_digest_keeps_to_a_screen_and_numbers_every_task_once(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    pages = all_pages(found)
    for page in pages:
        assert page.text.count("\n") < paging.MAX_LINES
        assert len(page.text) <= paging.MAX_CHARS
    starts = [line.split(". ")[0] for page in pages[1:] for line in page.text.splitlines()]
    assert [int(s) for s in starts if s.isdigit()] == list(range(1, len(found.tasks) + 1))
    summary = {n: (a, d) for n, a, d in pages[0].numbers}
    rest = {n: (a, d) for page in pages[1:] for n, a, d in page.numbers}
    assert summary.items() <= rest.items()


def test_the_largest_summary_still_fits_one_screen() -> None:
    need = a_report(AnswerKind.BLOCKED, problem="难" * 90, needs="请" * 90)
    tasks = [
        a_task(
            an_assignment("某某县农业农村和乡村振兴事务综合管理服务中心" + str(i), reports=[need]),
            title="长" * 60,
            deadline=date(2023, 1, 1) if i % 7 else date(2027, 1, 1),
        )
        for i in range(900)
    ]
    found = digest.compile(a_register(a_plan(*tasks, title="长" * 60)), as_of=NOW)
    text = digest_text.chat(found).text
    assert text.count("\n") < paging.MAX_LINES
    assert len(text) <= paging.MAX_CHARS


def test_the_terminal_gets_every_part_as_a_table_with_its_head(busy: Digest) -> None:
    tables = digest_text.plain(busy)
    assert [t.title for t in tables] == [
        "总体进展", "报送情况", "分方案进展", "分章节进展", "分汇总单位进展", "任务进展情况表",
        "需协调事项", "未按时报送单位", "未送达单位", "延期事项", "待审的办结申请", "指标完成情况",
    ]  # fmt: skip
    assert all(len(row) == len(t.headers) for t in tables for row in t.rows)
    assert tables[0].rows[-1] == ("合计", "9", "100.0%（分项占比因四舍五入合计为99.9%）")


# the paper


def test_the_same_digest_gives_the_same_bytes(busy: Digest, paper: bytes) -> None:
    assert digest_docx.docx(busy, title=TITLE, office=OFFICE) == paper
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2025-11-12T01:00:00Z" in archive.read("docProps/core.xml").decode()


def test_every_run_names_a_chinese_font_and_no_theme_font_is_left(paper: bytes) -> None:
    document = Document(io.BytesIO(paper))
    runs = list(document.element.body.iter(qn("w:r")))
    fonts = [run.find(qn("w:rPr")).find(qn("w:rFonts")) for run in runs]
    assert {f.get(qn("w:eastAsia")) for f in fonts} == {"仿宋", "黑体", "楷体"}
    normal = document.styles["Normal"].element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert normal.get(qn("w:eastAsia")) == "仿宋"
    assert not [a for f in (*fonts, normal) for a in f.attrib if a.endswith("Theme")]


def test_the_paper_has_its_title_moment_counts_and_every_part(paper: bytes) -> None:
    text = text_of(paper)
    assert text.startswith(
        f"{TITLE}\n（截至2025年11月12日 09:00）\n自2025年1月2日交办以来，《青禾县乡村建设行动实施方案"
    )
    assert f"{COUNTS}。报送情况：" in text
    for heading in (
        "一、总体进展",
        "二、各章节和各单位进展",
        "三、存在问题",
        "四、需协调事项",
        "五、未按时报送单位",
        "六、延期和待审事项",
        "七、指标完成情况",
        "附件：任务进展情况表",
    ):
        assert heading in text
    assert f"{OFFICE}\n2025年11月12日" in text


def test_problems_name_the_unit_the_row_and_the_report_behind(paper: bytes) -> None:
    text = text_of(paper)
    assert "县交通局负责的第2项“改造农村公路四十公里”，应于2025年10月31日完成，逾期12天，没有收到反馈。" in text
    assert (
        "县水务局负责的第3项“建设集中供水站”，进度40%，时间已过86.5%（县水务局，2025年11月3日，办公室代录）。" in text
    )
    assert "县水务局（第3项“建设集中供水站”）：配套资金未到位" in text
    assert "（三）尚无反馈1项\n1．有1项未到报送时间或未送达。" in text
    assert "各乡镇：第3项已报4/6，未报：云乡、石乡。" in text
    assert "县商务局申请第8项完成时限由2025年10月31日延至2025年12月31日，已同意（2025年10月22日）" in text
    assert "县农业农村局申请办结第9项，待审" in text


def test_every_empty_part_of_the_paper_says_none() -> None:
    found = digest.compile(Register(()), as_of=NOW)
    document = Document(io.BytesIO(digest_docx.docx(found, title=TITLE, office=OFFICE)))
    texts = [p.text for p in document.paragraphs]
    headings = [i for i, text in enumerate(texts) if re.match(r"(.、|（.）|分)", text)]
    assert len(headings) == 16
    assert all(texts[i + 1] == "无。" or i + 1 in headings for i in headings)


def test_the_annex_has_a_row_for_every_task_with_its_source(busy: Digest, paper: bytes) -> None:
    annex = Document(io.BytesIO(paper)).tables[-1]
    assert len(annex.rows) == 1 + len(busy.tasks)
    water = [cell.text for cell in annex.rows[3].cells]
    assert water[:4] == ["3", "建设集中供水站", "县水务局", "各乡镇"]
    assert water[4:6] == ["2025年12月31日", "未达序时 40%\n（未按时报送、遇阻、需协调）"]
    assert "站房主体封顶" in water[6]
    assert water[7].startswith("县水务局（办公室代录）\n2025年11月3日\n")
    assert water[7].endswith("共5份反馈")
    assert [row.cells[4].text for row in annex.rows][8] == "2025年12月31日\n（原2025年10月31日）"


def test_a_task_that_the_office_closed_by_itself_says_so_in_the_annex() -> None:
    found = digest.compile(a_register(a_plan(a_task(closed_at=NOW - timedelta(days=1)))), as_of=NOW)
    annex = Document(io.BytesIO(digest_docx.docx(found, title=TITLE, office=OFFICE))).tables[-1]
    assert [cell.text for cell in annex.rows[1].cells][5:] == ["已办结\n2025年11月11日", "无", "办公室认定"]


def test_what_xml_cannot_hold_does_not_break_the_paper() -> None:
    report = a_report(text="一\x0b二\x00三\ud800", percent=5, problem="\x1b[31m")
    found = digest.compile(a_register(a_plan(a_task(an_assignment(reports=[report])))), as_of=NOW)
    assert "二三" in text_of(digest_docx.docx(found, title=TITLE, office=OFFICE))


def test_several_plans_are_told_apart_by_number() -> None:
    plans = [a_plan(a_task(title=f"任务{i}", seq="1", deadline=PAST), title=f"方案{i}") for i in (1, 2)]
    found = digest.compile(a_register(*plans), as_of=NOW)
    text = text_of(digest_docx.docx(found, title=TITLE, office=OFFICE))
    assert "第1-1项“任务1”" in text
    assert "第2-1项“任务2”" in text
    assert digest_text.chat(found).text.startswith("2个方案进展通报")


def test_a_round_let_go_by_is_a_report_that_is_missing_and_no_overdue_task() -> None:
    task = a_task(standing=True, checkpoints=[a_checkpoint(PAST, CheckpointKind.ROUND)], seq="7")
    found = digest.compile(a_register(a_plan(task)), as_of=NOW)
    text = text_of(digest_docx.docx(found, title=TITLE, office=OFFICE))
    assert "五、未按时报送单位\n1．县教委：第7项。" in text
    assert "（一）逾期\n无。" in text


@settings(max_examples=10, deadline=None)
@given(registers(max_tasks=3))
def test_any_digest_becomes_a_paper_with_all_its_tasks(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    document = Document(io.BytesIO(digest_docx.docx(found, title=TITLE, office=OFFICE)))
    if found.tasks:
        assert len(document.tables[-1].rows) == 1 + len(found.tasks)
