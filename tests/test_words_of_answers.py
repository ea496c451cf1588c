"""What an answer to a question says beside its rows: how far its reader sees, its moment, what must not be misread.

Rows are made by hand here: which rows there are is tested where they are decided.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any, cast

import pytest
from openpyxl import load_workbook

from config.clock import local_instant
from messages import query_more, query_page, query_sheet, query_steps, query_text, query_words
from messages.message import Message
from tasks_db.language.questions import QuestionKind
from tasks_db.register import queries
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.values import Coordination, IndicatorLine, Unreported
from tasks_db.register.outgoing import SendingHours
from tasks_db.register.queries import (
    Answer,
    AskedRow,
    DueRow,
    EventRow,
    Filters,
    IndicatorRow,
    NotAsked,
    OverdueRow,
    ProgressRow,
    RequestRow,
    SignedRow,
    TallyRow,
    VacantRow,
)
from tasks_db.terms import (
    AnswerKind,
    AssignmentState,
    CheckpointKind,
    ReportState,
    ReportStatus,
    Verdict,
    WorkState,
)
from tests.builders import NOW

ROAD = TaskRef(1, 7, "2", "改造农村公路", None)
DAY = date(2025, 10, 31)
SAID_AT = datetime(2025, 11, 3, 17, 30, tzinfo=NOW.tzinfo)
SOURCE = Source(9, "县水利局", "王敏", None, NOW, AnswerKind.BLOCKED, ReportStatus.SUBMITTED)

LATE = OverdueRow(ROAD, 3, 4, "县水利局", DAY, 12, CheckpointKind.DEADLINE, is_task=True, missing=("县水利局",))
MILESTONE = replace(LATE, kind=CheckpointKind.MILESTONE, is_task=False)
REPORT = replace(LATE, is_task=False, report_state=ReportState.NOT_REPORTED, missing=("县水利局",))
PROGRESS = ProgressRow(
    ROAD, 3, 4, "县水利局", DAY, WorkState.ON_TRACK, None, None, None, AssignmentState.UNDER_WAY, None, 60,
    "路基完成", 9, NOW, 2, 1,
)  # fmt: skip
SILENT = Unreported(
    ROAD, 3, 4, "县水利局", DAY, 1, 0, ("县水利局",), is_group=False, state=ReportState.NOT_REPORTED,
    kind=CheckpointKind.DEADLINE,
)  # fmt: skip
UNREACHED = replace(SILENT, unit="县教委", missing=("县教委",), state=ReportState.UNDELIVERED)
PLEA = Coordination(ROAD, 3, "县水利局", "资金没有到位", "县财政局", SOURCE)
FIGURE = IndicatorRow(
    IndicatorLine(1, 5, "1", "供水率", "%", (), "2025", "95", "90", Verdict.SHORT, "县水利局", SOURCE), 3, 4
)
AHEAD = DueRow(
    ROAD, 3, 4, "县水利局", date(2025, 11, 26), date(2025, 12, 1), 14, CheckpointKind.DEADLINE, "", None,
    is_open=True,
)  # fmt: skip
EVENT = EventRow(ROAD, 3, "县水利局", NOW, AnswerKind.PROGRESS, 60, "路基完成", ReportStatus.SUBMITTED)
REQUEST = RequestRow(
    ROAD, 3, "县水利局", 9, AnswerKind.EXTENSION, NOW, DAY, date(2025, 12, 1), "等资金", ReportStatus.SUBMITTED,
    incomplete=False,
)  # fmt: skip
ASKED = AskedRow(ROAD, 3, 4, "县水利局", (DAY,), date(2025, 11, 14), NotAsked.ASKED)
SIGNED = SignedRow(1, "县水利局", 2, 1, reached=True, at=NOW)
VACANT = VacantRow(1, "县水利局", NotAsked.NOBODY, 2)
TALLY = TallyRow(WorkState.ON_TRACK, None, 3)

ANSWERS: list[tuple[Callable[[Any], Message], object]] = [
    (query_text.overdue, LATE),
    (query_text.overdue_units, LATE),
    (query_text.progress, PROGRESS),
    (query_text.unreported, SILENT),
    (query_text.unreported_units, SILENT),
    (query_text.coordination, PLEA),
    (query_text.indicators, FIGURE),
    (query_more.due, AHEAD),
    (query_more.finished, EVENT),
    (query_more.changes, EVENT),
    (query_more.requests, REQUEST),
    (query_more.tally, TALLY),
    (query_more.vacant, VACANT),
    (query_more.signed, SIGNED),
    (query_more.asked, ASKED),
]


def answer(*rows: object, **given: Any) -> Answer[Any]:
    return Answer(NOW, given.pop("filters", Filters()), given.pop("about", ()), rows, **given)


@pytest.mark.parametrize(("told", "row"), ANSWERS)
def test_whoever_sees_a_part_hears_so_with_rows_and_without_and_never_none_of_everything(
    told: Callable[[Any], Message], row: object
) -> None:
    """R14, and the moment of every answer, of any kind."""
    one, none = told(answer(row, narrowed=True)).text, told(answer(narrowed=True, about=("县水利局",))).text
    assert query_page.NARROWED in one
    assert none.startswith("您能看到的"), none
    assert f"（县水利局）。{query_page.NARROWED}{query_page.ASK_OFFICE}" in none
    hidden = told(answer(narrowed=True, hidden=True, about=("县水利局",))).text
    assert hidden.startswith(f"您看不到县水利局的情况。{query_page.NARROWED}{query_page.ASK_OFFICE}")
    whole = told(answer(row)).text
    assert query_page.NARROWED not in whole
    assert "您能看到" not in told(answer()).text
    assert all("截至2025年11月12日 09:00" in text for text in (one, none, hidden, whole, told(answer()).text))


@pytest.mark.parametrize(("told", "row"), ANSWERS)
def test_the_days_that_were_asked_for_stand_in_the_answer(told: Callable[[Any], Message], row: object) -> None:
    asked = Filters(since=date(2025, 11, 3), until=date(2025, 11, 7))
    for text in (told(answer(row, filters=asked)).text, told(answer(filters=asked)).text):
        assert told is query_text.indicators or "（11月3日至11月7日）" in text


def test_a_late_milestone_and_a_late_report_are_told_beside_late_work_and_not_as_such() -> None:
    text = query_text.overdue(answer(LATE, MILESTONE, REPORT)).text
    assert text.startswith("逾期任务1项，长期任务未完成的节点1条；另有1条未按时报送，不算任务逾期\n")
    assert [line.rpartition("·")[2] for line in text.splitlines()[2:]] == ["逾期12天", "节点已过12天", "未按时报送"]
    by_unit = query_text.overdue_units(answer(LATE, replace(REPORT, unit="县教委"))).text.splitlines()
    assert by_unit[0] == "逾期任务1项，涉及1个单位"
    assert by_unit[-2:] == ["县水利局：改造农村公路逾期12天", "县教委：未按时报送1条"]


def test_whose_percent_it_is_is_told_where_the_unit_itself_is_silent() -> None:
    text = query_text.progress(answer(replace(PROGRESS, speaker="县财政局"))).text
    assert "达序时（县财政局报60%）·其他单位已报1/2：县财政局：路基完成（11月12日报）" in text


def test_who_could_not_be_reached_stands_apart_from_who_did_not_report() -> None:
    text = query_text.unreported(answer(SILENT, UNREACHED, of=5)).text.splitlines()
    assert text[:2] == ["未按时报送单位1个，共1条；未送达单位1个", "到期应报5条，已报3条"]
    assert text[3:] == [
        "1. 县水利局·改造农村公路·10月31日应报",
        "2. 县教委·改造农村公路·10月31日应报·未送达",
        "未送达：没有联络员、未绑定或联系不上，请办公室另行联系。",
    ]
    by_unit = query_text.unreported_units(answer(SILENT, UNREACHED, of=5)).text.splitlines()
    assert by_unit[3:] == ["县水利局1条：改造农村公路", "未送达1个（没有联络员或联系不上，不算未报）：县教委"]
    assert "到现在没有到期应报的" in query_text.unreported(answer(of=0)).text
    assert "到期应报的5条都报了" in query_text.unreported(answer(of=5)).text


@pytest.mark.parametrize("told", [query_text.unreported, query_text.unreported_units])
@pytest.mark.parametrize("rows", [(), (SILENT,)])
def test_work_that_is_late_without_a_report_due_is_told_below(told: Callable[[Any], Message], rows: Any) -> None:
    text = told(answer(*rows, of=3, beside=(replace(SILENT, unit="县教委"),))).text
    assert "另有1个单位的任务已经逾期、至今没有答复，交办时已过报送日，所以不算未按时报送：县教委（1-2 " in text
    assert "改造农村公路，逾期12天）" in text


def test_what_is_asked_for_tells_since_when_and_what_became_of_it() -> None:
    text = query_text.coordination(answer(replace(PLEA, answered="县财政局已答复"))).text
    assert "资金没有到位；需协调：县财政局（11月12日报，县财政局已答复）" in text


def test_figures_that_the_plan_prints_alone_show_no_verdict_to_whoever_may_not_see_it() -> None:
    text = query_text.indicators(answer(replace(FIGURE, printed=True), narrowed=True)).text
    assert text.startswith("方案印发的指标1条，完成数只有供数单位能看")
    assert Verdict.SHORT.zh not in text
    assert Verdict.SHORT.zh in query_text.indicators(answer(FIGURE)).text


def test_a_collection_day_is_told_with_the_date_of_the_task_in_the_answer_and_in_its_table() -> None:
    """R9."""
    done = replace(AHEAD, is_open=False)
    text = query_more.due(answer(AHEAD, done)).text.splitlines()
    assert text[0] == "到期2条（1项任务），未完成1条"
    assert text[2].startswith("1. 11月26日（剩14天·收集日，任务12月1日）·改造农村公路")
    assert text[3].startswith("2. 11月26日（已完成·收集日，任务12月1日）")
    rows = table(QuestionKind.DUE, AHEAD, done)
    assert [row[3:5] for row in rows[1:]] == [("2025年11月26日", "2025年12月1日")] * 2
    assert [row[-1] for row in rows[1:]] == ["未完成", "已完成"]


def test_what_came_in_is_told_by_its_local_hour_and_that_nobody_has_reviewed_it() -> None:
    closed = replace(EVENT, kind=None, decision=None, closed=True)
    told = query_more.changes(answer(EVENT, closed, replace(EVENT, decision=ReportStatus.ACCEPTED))).text.splitlines()
    assert told[0] == "收到反馈2条（1个单位），待审核1条，办结1项"
    assert told[2:] == [
        "1. 09:00·县水利局·改造农村公路：推进中60%，路基完成（待审核）",
        "2. 09:00·县水利局·改造农村公路：已办结",
        "3. 09:00·县水利局·改造农村公路：推进中60%，路基完成",
    ]
    assert query_more.finished(answer(EVENT, closed)).text.startswith("办结任务1项；各单位报已完成或申请办结1条\n")
    assert [row[4] for row in table(QuestionKind.FINISHED, EVENT, closed)[1:]] == ["推进中", "已办结"]


def test_a_request_tells_both_days_and_that_it_waits_for_the_silent() -> None:
    kept = replace(REQUEST, kind=AnswerKind.CLOSURE, old=None, new=None, incomplete=True)
    accepted = replace(REQUEST, decision=ReportStatus.ACCEPTED)
    text = query_more.requests(answer(REQUEST, accepted, kept)).text.splitlines()
    assert text[0] == "延期和办结申请3条，待决定2条，同意1条"
    assert "由10月31日延到12月1日·待审核：等资金" in text[2]
    assert "·申请办结·待补齐" in text[4]


def test_whom_nothing_reached_has_not_failed_to_sign() -> None:
    some = [SIGNED, replace(SIGNED, unit="县财政局", signed=2), replace(SIGNED, unit="县教委", signed=0, at=None)]
    away = replace(SIGNED, unit="县气象局", signed=0, reached=False, at=None)
    text = query_more.signed(answer(*some, away)).text.splitlines()
    assert text[0] == "已签收1个单位，没有签收的2个。已签收：县财政局"
    assert text[2:] == [
        "县水利局：部分签收1/2项（11月12日）",
        "县财政局：已签收2/2项（11月12日）",
        "县教委：没有签收0/2项",
        "联系不上、没有发到的（不算未签收）：县气象局",
    ]
    assert query_more.vacant(answer(VACANT)).text.startswith("联系不上的单位1个，催不到，不算未报\n")


def test_when_a_unit_is_asked_next_stands_beside_when_it_was() -> None:
    text = query_more.asked(answer(ASKED, replace(ASKED, following=None, why=NotAsked.REQUESTED))).text
    assert "催过1次（10月31日），下次11月14日\n" in text
    assert text.endswith("催过1次（10月31日），有申请等待审核")
    often = replace(ASKED, asked=tuple(date(2025, 11, n) for n in (3, 4, 5, 6)))
    assert "催过4次（最近11月4日、11月5日、11月6日）" in query_more.asked(answer(often)).text


def table(kind: QuestionKind, *rows: object) -> list[tuple[object, ...]]:
    made = query_sheet.sheet(kind, answer(*rows))
    assert made is not None
    return cells(made.content)


def cells(content: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_a_table_to_take_along_names_members_and_says_of_each_row_what_it_is() -> None:
    group = replace(MILESTONE, unit="各乡镇", missing=("云乡", "溪乡"))
    late = table(QuestionKind.OVERDUE, group, REPORT)
    assert [row[2] for row in late[1:]] == ["云乡、溪乡", "县水利局"]
    assert [row[4] for row in late[1:]] == ["节点已过12天", "未按时报送"]
    silent = table(QuestionKind.UNREPORTED, SILENT, UNREACHED)
    assert [row[4] for row in silent[1:]] == ["未按时报送", "未送达"]
    troubled = replace(PROGRESS, problem="占道", leaders=("王县长", "李县长"), deadline=date(2026, 6, 30))
    told = table(QuestionKind.PROGRESS, replace(troubled, owed=CheckpointKind.MILESTONE))[1]
    assert told[8] == "2025年11月12日"
    assert told[10:] == ("阶段节点", "2026年6月30日", "占道", None, "王县长、李县长")


def test_a_table_is_named_by_the_local_day() -> None:
    """R16: shortly after midnight it is another day than in UTC."""
    early = replace(answer(LATE), as_of=local_instant(date(2025, 11, 12), time(0, 30)))
    made = query_sheet.sheet(QuestionKind.OVERDUE, early)
    assert made is not None
    assert made.name == "逾期任务2025-11-12.xlsx"


def test_words_beside_an_answer_take_nothing_for_late_that_is_not() -> None:
    shown = Message("逾期任务：无")
    over = query_words.over_before(shown, [("修整河道", DAY)], local_instant(date(2025, 11, 3), time(9))).text
    assert over.endswith("交办时已过时限、按已办结登记，不算逾期：修整河道（2025年10月31日，3天前）")
    rows = (
        ASKED,
        replace(ASKED, unit="县教委", why=NotAsked.ANSWERED),
        replace(ASKED, unit="县气象局", why=NotAsked.NOBODY),
    )
    told = query_words.still_silent(shown, answer(*rows)).text
    assert "已提醒、还没回复的1个单位（没到期，不算未报）：县水利局\n" in told
    assert told.endswith("催不到、也没有回复的1个单位（没有联络员或联系不上）：县气象局")


def test_why_there_is_no_ranking_and_when_nothing_is_sent_is_said_in_full() -> None:
    """R13 and R6."""
    assert "各单位任务多少、难易不同，排名不公道，也不合减负的要求" in query_words.ranking().text
    hours = SendingHours(spans=((time(8, 30), time(18)),), following=date(2025, 11, 13))
    text = query_words.holidays(hours).text
    assert "节假日、周末和下班时间不发催报，只在工作日08:30—18:00发（调休上班的照发）。" in text
    assert "下一个工作日：2025年11月13日。" in text


def test_who_sits_for_a_unit_is_told_with_a_next_step_that_the_reader_may_take() -> None:
    one = SimpleNamespace(unit="县教委", names=())
    assert query_words.seated([cast("Any", one)], office=False).text.endswith("空缺的请问联席会议办公室。")
    assert query_words.seated([cast("Any", one)]).text.endswith("空缺的可说“给某某局发邀请码”补上。")


def steps_of(kind: QuestionKind, told: Message, **given: Any) -> list[str]:
    office, convenor = given.pop("office", False), given.pop("convenor", False)
    one = answer(given.pop("row", LATE), of=1, **given)
    return labels(query_steps.with_steps(told, kind, one, office=office, convenor=convenor))


def labels(message: Message) -> list[str]:
    return [b.label for row in message.buttons for b in row]


def test_whoever_may_not_chase_nor_take_a_file_along_has_no_button_for_it() -> None:
    """R14: buttons follow rights, and a convenor asks the office to chase."""
    bare = Message("逾期任务1项")
    assert steps_of(QuestionKind.OVERDUE, bare, office=True) == ["催一催", "导出表格"]
    assert steps_of(QuestionKind.OVERDUE, bare, convenor=True) == ["请办公室催办", "导出表格"]
    assert steps_of(QuestionKind.OVERDUE, bare, narrowed=True) == []
    assert "按单位" in steps_of(QuestionKind.UNREPORTED, bare, office=True)
    assert steps_of(QuestionKind.UNREPORTED, bare, narrowed=True) == []
    assert steps_of(QuestionKind.VACANT, bare, convenor=True) == []
    assert steps_of(QuestionKind.VACANT, bare, office=True) == ["生成全部邀请码（表格）"]
    assert "去审核" not in steps_of(QuestionKind.REQUESTS, bare, narrowed=True)


def test_a_next_step_keeps_the_units_that_were_asked_about() -> None:
    one = answer(PROGRESS, filters=Filters(unit_ids=(3,), since=DAY))
    told = query_steps.with_steps(Message(""), QuestionKind.PROGRESS, one, office=False, convenor=False)
    ((button,),) = told.buttons
    assert queries.decode(str(button.args[1]), leaders=[], sections=[]) == Filters(unit_ids=(3,))


def test_in_a_group_an_answer_keeps_the_buttons_that_turn_its_pages_alone() -> None:
    """R13."""
    rows = [replace(LATE, task=replace(ROAD, task_id=n)) for n in range(40)]
    told = query_steps.with_steps(
        query_text.overdue(answer(*rows)), QuestionKind.OVERDUE, answer(*rows), office=True, convenor=False
    )
    assert {"1", "催一催", "更多"} <= set(labels(told))
    assert labels(query_steps.for_group(told)) == ["更多"]
