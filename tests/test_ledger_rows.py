"""What the ledger and the open data say of a task (R15): every unit's own words, local moments, and nobody's name."""

import io
from dataclasses import replace
from datetime import date, time
from typing import Any

from openpyxl import load_workbook

from config.clock import local_instant
from messages import fill_sheet, ledger_sheet
from tasks_db.register import ledger
from tasks_db.register.fill import FillRow, FillSheet
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, CheckpointKind, Light, ReportStatus, Role, WorkState
from tests.builders import NOW, a_checkpoint, a_group, a_plan, a_register, a_report, a_task, an_assignment, at

EARLY = local_instant(date(2025, 11, 5), time(7, 30))
"""The day before, in UTC."""
LAST = date(2025, 11, 6)


def said(kind: AnswerKind = AnswerKind.PROGRESS, **fields: Any) -> Report:
    return a_report(kind, date(2025, 11, 4), **fields)


def a_register_of_all() -> Any:
    lead = an_assignment(
        "县水利局",
        reports=[
            said(percent=40, text="换管3公里", expected=date(2025, 12, 20), evidence=("照片.jpg",)),
            said(AnswerKind.DONE, text="没有交", status=ReportStatus.DRAFT),
        ],
    )
    trouble = replace(said(AnswerKind.BLOCKED, text="缺资金", problem="缺资金", needs="县财政局"), at=EARLY)
    helps = an_assignment("县财政局", Role.RESPONSIBLE, reports=[trouble])
    town = an_assignment("甲镇", Role.RESPONSIBLE, reports=[said(text="收回", withdrawn=date(2025, 11, 5))])
    former = replace(
        an_assignment("县城管局", Role.RESPONSIBLE, reports=[said(text="清完两条", needs="县教委")]),
        ended_at=at(LAST),
    )
    task = a_task(
        lead,
        helps,
        *a_group("各乡镇", [town]),
        title="改造供水管网",
        deadline=a_checkpoint(date(2025, 12, 26), original_day=date(2025, 12, 19)),
        checkpoints=[a_checkpoint(LAST, CheckpointKind.MILESTONE, target="完成三成")],
        leaders=("周一鸣",),
    )
    task = replace(task, seq="3", former=(former,))
    others = (
        a_task(title="候选", candidate=True),
        a_task(title="报指标", indicator_id=5),
        a_task(title="已取消", cancelled_at=at(LAST)),
    )
    return a_register(a_plan(task, *others))


def test_a_row_tells_what_each_unit_said_last_and_whose_it_is() -> None:
    register = a_register_of_all()
    (sheet,) = ledger.ledger(register, NOW).sheets
    (row,) = sheet.rows
    code = f"{register.plans[0].id}-3"
    assert dict(zip(ledger.CELLS, ledger.cells(row), strict=True)) == {
        "序号": code,
        "任务来源": "第1行",
        "重点任务": "改造供水管网",
        "目标要求": "改造供水管网",
        "责任领导": "周一鸣",
        "牵头单位": "县水利局",
        "责任单位": "县财政局、各乡镇",
        "完成时限（原/现）": "2025-12-26（原2025-12-19）",
        "本期进展": "县水利局：换管3公里；县财政局：缺资金；县城管局（原责任）：清完两条",
        "完成值": "40%",
        "进度状态": "逾期",
        "存在问题": "县财政局：缺资金",
        "下一步措施": "县水利局：预计2025-12-20",
        "需协调事项": "县财政局：请县财政局协调",
        "佐证": "照片.jpg",
        "报送单位·日期·审核": "县财政局，2025-11-05 07:30，待审核",
        "备注": "",
    }


def test_reports_and_extensions_are_listed_as_they_came_with_local_moments_and_no_drafts() -> None:
    wish = replace(said(AnswerKind.EXTENSION, text="雨季", new_date=date(2026, 1, 30)), at=EARLY, old_day=LAST)
    register = a_register(a_plan(a_task(an_assignment("县水利局", reports=[wish, said(status=ReportStatus.DRAFT)]))))
    found = ledger.ledger(register, NOW)
    code = found.sheets[0].rows[0].code
    head = (code, "改造农村公路", "县水利局", "2025-11-05 07:30")
    assert found.extensions == ((*head, "2025-11-06", "2026-01-30", "雨季", "待审核", "", "", ""),)
    assert found.reports == ((*head, "申请延期", "", "雨季", "", "", "待审核"),)


def test_an_accepted_closure_stays_among_the_reports_after_its_task_was_opened_again() -> None:
    closure = a_report(
        AnswerKind.CLOSURE,
        date(2025, 11, 4),
        status=ReportStatus.ACCEPTED,
        decided=date(2025, 11, 4),
        withdrawn=date(2025, 11, 5),
        reason="还有堵点",
    )
    (row,) = ledger.ledger(a_register(a_plan(a_task(an_assignment("县水利局", reports=[closure])))), NOW).reports
    assert row[-1] == "已通过（11月5日办公室重开：还有堵点）"


def test_the_part_of_a_leader_holds_their_tasks_alone_or_shared_with_what_was_said_of_them() -> None:
    spoken = [an_assignment("县水利局", reports=[said(text="挖沟")])], [an_assignment(reports=[said(text="修桥")])]
    shared = a_task(*spoken[0], title="改造管网", leaders=("罗清禾", "邵启岚"))
    other = a_task(*spoken[1], title="修桥", leaders=("罗清",))
    whole = ledger.ledger(a_register(a_plan(shared, other)), NOW)
    part = ledger.of_leader(whole, "罗清禾")
    assert [row.title for sheet in part.sheets for row in sheet.rows] == ["改造管网"]
    assert [line[1] for line in part.reports] == ["改造管网"]
    assert ledger.of_leader(whole, "邵启岚").sheets == part.sheets
    assert ledger.of_leader(whole, "清禾").sheets == ()


def test_the_open_data_holds_every_share_and_word_with_its_decision_and_nobodys_name() -> None:
    data = ledger.open_data(a_register_of_all(), NOW)
    assert [row["title"] for row in data["tasks"]] == ["改造供水管网", "报指标", "已取消"]
    assert [row["cancelled"] for row in data["tasks"]] == [False, False, True]
    assert [row["state"] for row in data["tasks"]] == ["overdue", None, None]
    asked = {row["unit"]: row["asked"] for row in data["assignments"] if row["task"] == data["tasks"][0]["id"]}
    assert asked == {"县水利局": True, "县财政局": True, "各乡镇": True, "甲镇": True, "县城管局": False}
    words = {row["text"]: row for row in data["reports"]}
    assert words.keys() >= {"换管3公里", "缺资金", "清完两条"}
    assert "没有交" not in words
    assert words["缺资金"]["at"] == "2025-11-05T07:30:00+08:00"
    assert "王敏" not in str(data)
    days = {(row["kind"], row["task_day"]) for row in data["dues"]}
    assert ("deadline", "2025-12-26") in days
    assert ("milestone", "2025-11-06") in days


def sheets_of(value: ledger.Ledger) -> dict[str, Any]:
    book = load_workbook(io.BytesIO(ledger_sheet.write(value)))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_the_spreadsheet_colours_states_counts_them_and_executes_nothing() -> None:
    """Every sheet bears its moment, the totals are those of the rows, and what looks like a formula stays text."""
    register = a_register_of_all()
    found = ledger.ledger(register, NOW)
    (plan,) = found.sheets
    odd = replace(plan.rows[0], title="=1+1", light=Light.RED)
    value = replace(found, sheets=(replace(plan, rows=(odd,)),), extensions=(("3", "改造供水管网"),))
    sheets = sheets_of(value)
    assert all("截至2025年11月12日 09:00" in sheet["A1"].value for sheet in sheets.values())
    totals = dict(zip(*(list(row) for row in sheets["汇总"].iter_rows(2, 3, values_only=True)), strict=True))
    assert totals["任务数"] == "1"
    assert {state.zh: totals[state.zh] for state in WorkState} == {
        state.zh: str(int(state is odd.state)) for state in WorkState
    }
    sheet = sheets[f"方案{register.plans[0].id}"]
    assert [cell.value for cell in sheet[3]][2].endswith("=1+1")
    assert [cell.value for cell in sheet[3]][2] != "=1+1"
    assert sheet.cell(3, 11).fill.start_color.rgb.endswith("FFC7CE")
    assert [cell.value for cell in sheets["延期"][3]][:2] == ["3", "改造供水管网"]
    assert sheet.column_dimensions["R"].hidden


def test_a_form_to_fill_in_names_the_tasks_date_and_beside_it_the_units_own() -> None:
    """R9."""
    row = FillRow(7, "1-3", "改造供水管网", date(2025, 12, 26), date(2025, 12, 23), "")
    book = load_workbook(io.BytesIO(fill_sheet.write([FillSheet("县教委", (row,))], NOW)))
    head, cells = (dict(enumerate(line)) for line in book.worksheets[0].iter_rows(2, 3, values_only=True))
    told = {head[n]: cells[n] for n in head}
    assert (told["完成时限"], told["本单位应报"]) == ("2025-12-26", "2025-12-23")


def test_a_closed_task_says_on_which_day_it_was_done_and_when_that_was_put_down() -> None:
    closed = a_task(an_assignment("县水利局"), closed_at=EARLY)
    (row,) = ledger.ledger(a_register(a_plan(closed)), NOW).sheets[0].rows
    assert row.note == "办结日期2025-11-05"
    real = replace(closed, done_on=date(2025, 10, 29))
    (row,) = ledger.ledger(a_register(a_plan(real)), NOW).sheets[0].rows
    assert row.note == "办结日期2025-10-29（2025-11-05登记）"
