"""Digests of small registers and what their papers say, for the tests of them."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

from docx import Document

from messages import digest_paper, paper, paper_docx
from messages.paper import Paper
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.register.reading import Register
from tasks_db.register.values import Measurement, Task
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
)

MEETING = "青禾县乡村建设联席会议"
PAST = date(2025, 10, 31)


def compiled(*tasks: Task, as_of: datetime = NOW) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=as_of)


def line_of(task: Task, as_of: datetime = NOW) -> TaskLine:
    return compiled(task, as_of=as_of).tasks[0]


def paper_of(found: Digest) -> Paper:
    return digest_paper.paper(found, MEETING)


def file_of(found: Digest) -> bytes:
    return paper_docx.docx(paper_of(found), found.as_of)


def text_of(content: bytes) -> str:
    """Everything that a Word file says, the cells of its tables last."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def body_of(found: Digest) -> str:
    """The text of a digest's paper without its annexes, line by line as it is printed."""
    printed = paper_of(found)
    lines = [printed.title, printed.opening.text]
    for number, section in paper.numbered(printed.sections):
        lines += [f"{number}{section.heading}", *filter(None, [section.lead]), *paper.items(section)]
        for inner, part in paper.inside(section):
            lines += [f"{inner}{part.heading}", *paper.items(part)]
    return "\n".join(lines)


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
