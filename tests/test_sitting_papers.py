"""The papers of sittings: each keeps every rule of its kind by GB/T 9704, and says what the sitting says."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from docx import Document

from config.clock import local_instant
from messages import resolutions_text, sitting_file
from messages.sitting_file import Kind
from messages.sitting_pack import pack
from tasks_db.register import digest
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.request_values import Extension
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings import waiting
from tasks_db.register.meetings.evaluation import evaluate
from tasks_db.register.meetings.filing import Filing
from tasks_db.register.meetings.follow_up import (
    FollowUp,
    Standing,
    issued_by,
    sentence,
    sentence_of_all,
    standing,
    told,
)
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import AgendaItem, Attendee, Body, Resolution, Sitting
from tasks_db.register.reading import Register
from tasks_db.terms import (
    AnswerKind,
    BodyKind,
    CheckpointKind,
    Decided,
    FilingMode,
    ItemKind,
    Presence,
    Reply,
    ReportStatus,
    SeatRole,
    SittingKind,
    SittingState,
    WorkState,
)
from tests.builders import a_task
from tests.ladders import a_dispatched
from tests.paper_checker import faults

AT = datetime(2025, 4, 16, 1, 0, tzinfo=UTC)
DAY = date(2025, 4, 17)
BODY = Body(
    1,
    "清河县城乡建设工作联席会议",
    BodyKind.JOINT_MEETING,
    "县住建局",
    Rules(seal_unit="县住建局", plenary_per_year=1),
)


def attendee(n: int, unit: str, presence: Presence, who: str = "", delegate: str = "") -> Attendee:
    reply = Reply.LEAVE if presence in {Presence.LEAVE, Presence.SUBSTITUTE} else Reply.ATTEND
    return Attendee(
        n, n, unit, SeatRole.MEMBER, n, who, presence is Presence.OBSERVER, reply, delegate, "", presence, who,
        reached=True,
    )  # fmt: skip


def resolution(n: int, text: str, *, task_id: int | None = None) -> Resolution:
    return Resolution(
        n, Decided.AGREED, text, "县财政局", ("县教育局",), date(2025, 5, 30), task_id is not None, task_id
    )


SITTING = Sitting(
    id=1, meeting_id=1, kind=SittingKind.PLENARY, state=SittingState.ISSUED, topic="年度安排", proposed_by=1,
    proposed_as="县教育局成员 王青", proposed_at=AT, decided_by="栗某", decided_at=AT, reason="", number=1,
    starts_at=AT, place="县政府三楼会议室", chair="副县长栗某", reply_by=date(2025, 4, 15), called_at=AT, held_at=AT,
    requirements="各单位要倒排工期。", signed_by="栗某", signed_at=AT, issue=1, issued_at=AT, plan_id=2, year=2025,
    attendees=(
        attendee(1, "县财政局", Presence.PRESENT, "财成"),
        attendee(2, "县教育局", Presence.SUBSTITUTE, "副局长教副", "副局长教副"),
        attendee(3, "县审计局", Presence.OBSERVER, "审成"),
    ),
    items=(
        AgendaItem(1, ItemKind.DIGEST, "重点任务进展情况", "办公室", (), ""),
        AgendaItem(2, ItemKind.PLEA, "管网改造经费缺口（需协调：县财政局）", "县水利局", ("县教育局",), "第2项"),
    ),
    resolutions=(
        resolution(1, "由县财政局会同县教育局在5月30日前提出资金安排意见", task_id=7),
        resolution(2, "原则同意县水利局的改造方案"),
    ),
)  # fmt: skip
FILED = Filing(
    1, "县公安局", SeatRole.MEMBER, "秦某", "副局长", "赵某", "副局长", FilingMode.SUCCESSION, "因工作变动", "",
    date(2025, 4, 7), AT, "办公室 文员", 2,
)  # fmt: skip


def nothing() -> Digest:
    return digest.compile(Register(()), as_of=AT)


def written(kind: Kind, day: date = DAY) -> bytes:
    followed = (FollowUp(SITTING.resolutions[0], None),)
    told = sitting_file.Told(nothing(), Standing(SITTING, followed), ())
    return sitting_file.word(kind, BODY, SITTING, told, local_instant(day, time(9))).content


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", list(Kind))
def test_every_paper_of_a_sitting_keeps_every_rule_of_the_page(kind: Kind) -> None:
    assert faults(written(kind)) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_a_paper_taken_again_months_later_bears_the_day_on_which_it_went_out(kind: Kind) -> None:
    later = words(written(kind, date(2025, 9, 30)))
    assert "9月30日" not in later
    assert later == words(written(kind, date(2025, 4, 16)))


def test_the_notice_names_time_place_matters_and_what_is_asked_of_the_units() -> None:
    said = words(written(Kind.NOTICE))
    assert "关于召开2025年第一次全体会议的通知" in said.replace("\n", "")
    assert "经召集人同意，定于2025年4月16日（周三）上午9:00在县政府三楼会议室召开" in said
    assert "各成员单位：" in said
    assert "管网改造经费缺口（需协调：县财政局）（县水利局汇报）。" in said
    assert "请于2025年4月15日前回复参会人员。" in said
    assert "（县住建局代章）" in said.replace("\n", "")


def test_minutes_have_a_number_and_neither_recipients_nor_signature_nor_seal() -> None:
    said = words(written(Kind.MINUTES))
    assert "2025年第1期" in said
    assert "会议议定，由县财政局会同县教育局在5月30日前提出资金安排意见。" in said
    assert "会议原则同意县水利局的改造方案。" in said.replace("议定，", "")
    assert "出席：县财政局 财成。委派：县教育局（副局长教副代）。列席：县审计局 审成。记录：" in said
    assert "代章" not in said
    assert "督办" not in said
    assert "各成员单位：" not in said


def test_the_form_of_a_filing_says_who_came_from_when_and_how() -> None:
    content = sitting_file.filings(BODY, (FILED,), AT, DAY).content
    assert faults(content) == []
    said = words(content)
    assert "县公安局成员由秦某调整为赵某，自2025年4月7日起，已备案。" in said
    assert "递补备案" in said
    assert "2项" in said


def test_the_evaluation_tells_facts_and_no_scores() -> None:
    value = evaluate(
        BODY, 2025, DAY, nothing(), [SITTING], [FollowUp(SITTING.resolutions[0], None)], cancelled=1, changes=2
    )
    content = sitting_file.evaluation(value, AT).content
    assert faults(content) == []
    said = words(content)
    assert "召开会议1次（全体会议1次），印发会议纪要1期，议定事项2项，其中列入督办1项，成员调整备案2人次。" in said
    assert "取消1项" in said
    assert "得分" not in said
    assert "排名" not in said


def test_the_evaluation_of_a_year_has_its_own_extensions_its_missing_plenary_and_the_reasons_on_record() -> None:
    """A plenary that the rules ask for is missed in words; more time of the year before is not counted again."""
    late = digest.compile(Register((a_dispatched(a_task(), day=date(2025, 4, 1)),)), as_of=AT + timedelta(days=365))
    (line,) = late.tasks
    assert line.work_state is WorkState.OVERDUE
    asked = Extension(
        line.task, 1, line.unit or "", CheckpointKind.DEADLINE, DAY, DAY, ReportStatus.ACCEPTED, AT, "召集人方", None,
        Source(1, line.unit or "", "财联", None, AT, AnswerKind.EXTENSION, ReportStatus.ACCEPTED), why="资金文件未到",
    )  # fmt: skip
    told = replace(late, extensions=(asked,))
    said = {
        year: words(sitting_file.evaluation(
            evaluate(body, year, date(year, 12, 31), told, [], [], cancelled=0, changes=0), AT).content)
        for year, body in ((2025, replace(BODY, rules=Rules())), (2026, BODY))
    }  # fmt: skip
    assert "年内延期1项。" in said[2025]
    assert "年内延期" not in said[2026]
    assert "没有召开会议，全体会议没有召开（规则要求每年至少1次）" in said[2026]
    assert "规则要求" not in said[2025]
    assert "该单位申请延期的理由：资金文件未到" in said[2026]
    assert "没有说明原因" not in said[2026]
    assert "留痕" not in said[2025]
    assert "附件1" not in said[2026], "a single annex has no number"
    unreached = replace(told, extensions=(), tasks=(replace(line, undelivered=(line.unit or "",)),))
    value = evaluate(BODY, 2026, date(2026, 12, 31), unreached, [], [], cancelled=0, changes=0)
    assert "催报没有送达，情况待核实" in words(sitting_file.evaluation(value, AT).content)


def test_what_became_of_resolutions_adds_up() -> None:
    assert sentence([FollowUp(SITTING.resolutions[0], None)]) == "议定1项，取消1项"


def test_a_late_matter_stays_in_sight_behind_a_later_sitting_and_no_earlier_pack_knows_that_one() -> None:
    """The plenary's late matter is told for the convenor, the agenda and the digest; as of the sitting each time."""
    late = digest.compile(Register((a_dispatched(a_task(), a_task(), day=date(2025, 4, 1)),)), as_of=AT)
    closed, overdue = (
        replace(line, work_state=state, deadline=date(2025, 6, 30))
        for line, state in zip(late.tasks, (WorkState.CLOSED, WorkState.OVERDUE), strict=True)
    )
    lines = {line.task.task_id: line for line in (closed, overdue)}
    ids = list(lines)
    plenary = replace(
        SITTING,
        id=1,
        issued_at=AT,
        resolutions=(resolution(1, "甲事", task_id=ids[0]), resolution(2, "乙事", task_id=ids[1])),
    )
    ad_hoc = replace(
        SITTING, id=2, kind=SittingKind.AD_HOC, number=1, issued_at=AT + timedelta(days=5),
        resolutions=(resolution(3, "丙事", task_id=ids[0]),),
    )  # fmt: skip
    now = AT + timedelta(days=9)
    found = standing(issued_by([plenary, ad_hoc], now), lines)
    assert sentence_of_all(found) == "议定1项，办结1项；2025年第一次全体会议还有逾期1项"
    tells = told(found, date(2025, 4, 25))
    assert tells is not None
    assert (tells.said, tells.tasks) == (sentence_of_all(found), tuple(ids))
    answer = resolutions_text.followed(BODY, found).text
    assert "2025年第一次全体会议还没办完的1项：\n2. 乙事" in answer
    assert "原时限2025年5月30日，延期至2025年6月30日" in answer
    assert issued_by([plenary, ad_hoc], AT - timedelta(hours=1), plenary.id) == ()
    assert issued_by([plenary, ad_hoc], now, ad_hoc.id) == (plenary,)


def test_the_pack_of_a_sitting_on_one_topic_tells_of_the_register_what_its_agenda_names() -> None:
    told = digest.compile(Register((a_dispatched(a_task(), day=date(2025, 4, 1)),)), as_of=AT)
    asked = AgendaItem(1, ItemKind.PROPOSAL, "校门口停车", "", (), "县公安局提议")
    shown = AgendaItem(2, ItemKind.DIGEST, "重点任务进展情况", "办公室", (), "")
    topic = replace(SITTING, kind=SittingKind.SPECIAL, title="校园周边交通安全", items=(asked,))
    found = [
        pack(BODY, one, told, Standing(), (), DAY, DAY)
        for one in (topic, replace(topic, items=(asked, shown)), SITTING)
    ]
    assert found[0].title == "清河县城乡建设工作联席会议2025年校园周边交通安全专题会议材料"
    overall = [next(s for s in paper.sections if s.heading.endswith("总体进展")) for paper in found]
    assert [bool(section.paragraphs) for section in overall] == [False, True, True]
    assert [bool(paper.annexes) for paper in found] == [False, True, True]


def test_a_sitting_of_today_or_tomorrow_is_told_with_its_local_hour() -> None:
    called = replace(SITTING, state=SittingState.CALLED, starts_at=local_instant(DAY, time(9)), attendees=())
    for now, step in (
        (DAY, "今天09:00在县政府三楼会议室开会"),
        (DAY - timedelta(days=1), "明天09:00在县政府三楼会议室开会"),
    ):
        (waits,) = waiting.waiting([(BODY, called)], local_instant(now, time(8)))
        assert waits.step == step
