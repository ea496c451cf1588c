"""What the digest's screens, paper and annex say of states: late work, late reports, each unit's accepted word."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from messages import digest_tables, digest_text
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.reading import Register
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, Role, WorkState
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
    at,
    owing_on,
    registers,
)
from tests.digests import compiled, file_of, line_of, text_of

PAST, ACCEPTED = date(2025, 10, 31), date(2025, 11, 5)


def accepted(**said: Any) -> Report:
    return a_report(status=ReportStatus.ACCEPTED, decided=ACCEPTED, **said)


def written(found: Digest) -> str:
    """Everything that the paper says, cells included."""
    return text_of(file_of(found))


def screens(found: Digest) -> str:
    """Every screen of the chat, one below the other."""
    texts = [digest_text.chat(found).text]
    for page in itertools.count(1):
        following = digest_text.chat(found, page).text
        if following == texts[-1]:
            return "\n".join(texts)
        texts.append(following)
    raise AssertionError


# every unit's accepted word, and nobody's name


def test_what_a_responsible_unit_reported_and_the_office_accepted_stands_in_the_annex() -> None:
    task = a_task(
        an_assignment("县教委", reports=[a_report(text="园所开工", percent=90)]),
        an_assignment("县住建局", Role.RESPONSIBLE, reports=[accepted(text="母婴室20处全部建成", percent=100)]),
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[accepted(kind=AnswerKind.NO_CHANGE)]),
        an_assignment("县公安局", Role.RESPONSIBLE, reports=[accepted(kind=AnswerKind.BLOCKED, problem="人手不足")]),
        an_assignment("县水务局", Role.RESPONSIBLE, reports=[a_report(text="还没有审核的话")]),
    )
    (row,) = digest_tables.tasks(compiled(task)).rows
    assert row[6].splitlines() == [
        "园所开工",
        "县住建局：母婴室20处全部建成，进度100%",
        "县财政局：无变化",
        "县公安局：有困难；困难：人手不足",
    ]


def test_an_accepted_word_stands_until_another_is_accepted() -> None:
    reports = [accepted(text="旧话", day=PAST), a_report(text="新话", day=date(2025, 11, 6))]
    task = a_task(
        an_assignment("县教委", reports=[a_report()]), an_assignment("县住建局", Role.RESPONSIBLE, reports=reports)
    )
    assert [s.text for s in line_of(task).said] == ["旧话"]


def test_what_a_unit_said_that_is_asked_no_more_is_still_found() -> None:
    excused = an_assignment("县住建局", Role.RESPONSIBLE, asked=False, reports=[accepted(text="建成20处")])
    task = a_task(an_assignment("县教委", reports=[a_report()]), excused)
    assert [said.text for said in line_of(task).said] == ["建成20处"]
    assert [fact.text for fact in compiled(task).facts] == ["建成20处"]


def test_what_a_unit_said_whose_task_went_to_another_stands_in_the_digest() -> None:
    before = an_assignment("县城管局", consolidates=False, reports=[accepted(text="建成20处")])
    task = replace(a_task(an_assignment("县教委")), former=(replace(before, dues=(), ended_at=NOW),))
    assert [(said.unit, said.text) for said in line_of(task).said] == [("县城管局（原牵头）", "建成20处")]
    assert [fact.text for fact in compiled(task).facts] == ["建成20处"]
    assert "县城管局（原牵头）：建成20处" in written(compiled(task))


def test_a_closed_task_stays_closed_when_another_unit_gets_it() -> None:
    closed = an_assignment("县城管局", consolidates=False, reports=[a_closure(PAST, approved=ACCEPTED)])
    task = replace(a_task(an_assignment("县教委")), former=(replace(closed, dues=(), ended_at=NOW),))
    assert line_of(task).work_state is WorkState.CLOSED


def test_a_task_that_is_closed_has_no_difficulty_and_no_next_step_any_more() -> None:
    words = a_report(AnswerKind.BLOCKED, text="建成20处，下一步验收", problem="资金缺口", expected=date(2025, 12, 1))
    task = a_task(an_assignment("县教委", reports=[words]))
    assert (line_of(task).problem, line_of(task).next_step) == ("资金缺口", "下一步验收")
    closed = line_of(replace(task, closed_at=at(ACCEPTED)))
    assert (closed.problem, closed.next_step, closed.expected) == (None, "", None)


def test_while_the_consolidating_unit_is_silent_the_annex_says_whose_words_it_prints() -> None:
    task = a_task(
        an_assignment("县教委"),
        an_assignment("县住建局", Role.RESPONSIBLE, reports=[a_report(text="建成", percent=9)]),
    )
    line = line_of(task)
    assert (line.unit, line.percent, line.text, line.work_state) == ("县教委", 9, "建成", WorkState.BEHIND)
    assert digest_tables.said(line) == "县住建局：建成"


@settings(max_examples=15, deadline=None)
@given(register=registers(max_tasks=3))
def test_no_liaison_is_named_on_any_screen_or_paper(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    tables = "".join(cell for table in digest_text.plain(found) for row in table.rows for cell in row)
    assert "王敏" not in written(found) + screens(found) + tables
    assert {s.person for line in found.tasks for s in line.sources} <= {"王敏"}, "the trace keeps the name"


def test_what_was_taken_down_by_phone_is_marked_without_a_name() -> None:
    report = a_report(percent=10, entered_by="周丽", text="选址")
    text = written(compiled(a_task(an_assignment("县教委", reports=[report]))))
    assert "选址（电话反馈）" in text
    assert "周丽" not in text


# late work and late reports


def test_late_work_and_late_reports_stand_in_parts_of_their_own() -> None:
    work = a_task(an_assignment("县教委", reports=[a_report(day=PAST, percent=90)]), deadline=PAST, seq="1")
    report = owing_on(
        a_task(
            an_assignment("县民政局", reports=[a_report(percent=100)]),
            an_assignment("县财政局", Role.RESPONSIBLE),
            deadline=date(2025, 11, 14),
            seq="2",
        ),
        "县财政局",
        date(2025, 11, 11),
    )
    found = compiled(work, report)
    text = written(found)
    assert "（一）逾期事项\n县教委牵头的第1项“改造农村公路”应于10月31日完成，逾期12天，10月31日反馈进度90%。" in text
    assert "（二）未按时报送情况\n未报1份：第2项“改造农村公路”：县财政局（应于11月11日报送）。" in text
    assert [(line.work_state, line.report_state) for line in found.tasks] == [
        (WorkState.OVERDUE, ReportState.ON_TIME),
        (WorkState.ON_TRACK, ReportState.NOT_DUE),
    ]
    assert "未按时报送：1个单位（县财政局）" in digest_text.chat(found).text


def test_a_task_that_nobody_spoke_of_is_named_as_that_and_as_silent_once_its_report_is_due() -> None:
    asked = a_checkpoint(PAST, CheckpointKind.ROUND)
    due = a_task(an_assignment("县文旅局", reports=[a_report(AnswerKind.RECEIVED)]), checkpoints=[asked], seq="1")
    ahead = a_task(an_assignment("县商务局"), seq="2")
    text = written(compiled(due, ahead))
    assert "有时限的2项，尚无反馈2项（100.0%）。" in text
    assert (
        "（一）未反馈进展事项\n尚无反馈2项：第1项“改造农村公路”（县文旅局，12月31日到期）；第2项“改造农村公路”（县商务局，12月31日到期）。"
        in text
    )
    assert "县文旅局（第1项）、县商务局（第2项）反馈办理情况。" in text
    assert "（二）未按时报送情况\n未报1份：第1项“改造农村公路”：县文旅局（应于10月31日报送）。" in text


def test_a_unit_that_could_not_be_asked_is_listed_as_undelivered_and_in_no_other_place() -> None:
    asked = a_checkpoint(PAST, CheckpointKind.ROUND)
    plan = a_plan(a_task(an_assignment("县自然资源局"), deadline=None, checkpoints=[asked], seq="1"))
    found = digest.compile(a_register(plan, seats=[]), as_of=NOW)
    assert (found.unreported, found.tasks[0].report_state) == ((), ReportState.UNDELIVERED)
    text = written(found)
    assert "（一）催报未送达情况\n县自然资源局（第1项）没有联络员，催报未送达，见附件2。" in text
    assert "未按时报送：无；未送达：1个单位（县自然资源局）" in digest_text.chat(found).text
    assert "【未送达单位1条】\n县自然资源局1项" in screens(found)


def test_a_missed_milestone_of_standing_work_is_listed_while_the_task_stays_standing() -> None:
    milestone = a_checkpoint(PAST, CheckpointKind.MILESTONE)
    found = compiled(a_task(an_assignment("县教委"), standing=True, checkpoints=[milestone], seq="1"))
    assert found.tasks[0].work_state is WorkState.STANDING
    text = written(found)
    assert "县教委牵头的长期推进任务第1项“改造农村公路”应于10月31日完成的阶段目标尚未完成。" in text
    assert "逾期" not in text
    assert "其中长期任务节点未完成1项" in digest_text.chat(found).text


def test_work_that_has_not_begun_is_named_with_whose_word_that_is() -> None:
    task = a_task(an_assignment("县教委", reports=[a_report(text="尚未启动，等用地批复")]), seq="1")
    assert "（一）未启动事项\n县教委牵头的第1项“改造农村公路”未启动。" in written(compiled(task))


# groups, what was done at 交办, sums


def a_group_task(**fields: Any) -> Task:
    done = a_checkpoint(PAST)
    towns = [
        an_assignment("云乡", Role.RESPONSIBLE, reports=[a_report(AnswerKind.DONE, PAST, checkpoint=done)]),
        an_assignment("石乡", Role.RESPONSIBLE, reports=[a_report(day=PAST)]),
        an_assignment("柳乡", Role.RESPONSIBLE),
    ]
    return a_task(*a_group("各乡镇", towns), deadline=done, seq="1", **fields)


def test_a_task_for_a_group_alone_shows_how_many_reported_and_are_done() -> None:
    found = compiled(a_group_task())
    text = written(found)
    assert "各乡镇负责的第1项“改造农村公路”应于10月31日完成，逾期12天，未完成的有石乡、柳乡（未反馈）" in text
    assert "已报2/3，已完成1/3" in text
    assert "1. 改造农村公路·各乡镇·10月31日·逾期12天·已报2/3，已完成1/3" in digest_text.chat(found).text
    assert [(t.label, t.total) for t in found.by_unit] == [("各乡镇", 1)]
    (row,) = digest_tables.tasks(found).rows
    assert row[2] == "各乡镇"


def test_an_exempted_town_is_not_among_those_asked() -> None:
    towns = [
        an_assignment("云乡", Role.RESPONSIBLE, reports=[a_report(day=PAST)]),
        an_assignment("石乡", Role.RESPONSIBLE),
        an_assignment("柳乡", Role.RESPONSIBLE, exempted=PAST),
    ]
    beside = an_assignment("县教委", reports=[a_report(day=PAST)])
    found = compiled(a_task(beside, *a_group("各乡镇", towns), deadline=PAST))
    assert [(u.unit, u.reported, u.asked, u.missing) for u in found.unreported] == [("各乡镇", 1, 2, ("石乡",))]


def test_what_was_done_at_the_dispatch_is_counted_apart() -> None:
    before, after = a_task(closed_at=at(date(2025, 1, 1))), a_task(closed_at=at(PAST))
    found = compiled(before, after, a_task(standing=True), a_task(standing=True))
    assert found.total.closed_before_dispatch == 1
    assert digest_text.counts(found) == "共4项：已办结2项（50.0%，其中交办时已办结1项）、长期推进2项（50.0%）"
    assert digest_tables.totals(found).rows[0] == ("已办结（其中交办时已办结1项）", "2", "50.0%")
    assert "2025年1月1日（交办时）" in digest_tables.state(found.tasks[0])


@pytest.mark.parametrize(
    ("closed", "standing", "silent", "note"),
    [(1, 1, 1, "99.9%"), (1, 15, 0, "100.1%"), (2, 1, 1, ""), (1, 0, 0, "")],
)
def test_shares_that_do_not_make_a_hundred_are_said_to_be_rounded(
    closed: int, standing: int, silent: int, note: str
) -> None:
    fields: list[dict[str, Any]] = [{"closed_at": at(PAST)}] * closed + [{"standing": True}] * standing
    found = compiled(*(a_task(**f) for f in fields + [{}] * silent))
    expected = f"（分项占比因四舍五入合计为{note}）" if note else ""
    assert digest_text.counts(found).endswith("%）" + expected)
    assert ("四舍五入" in digest_text.counts(found)) is bool(note)
    assert digest_tables.totals(found).rows[-1][2] == "100.0%" + expected


def test_what_was_due_is_counted_by_unit_and_task_as_the_annex_lists_it() -> None:
    found = compiled(a_task(deadline=PAST), a_task(an_assignment("县教委", reports=[a_report()])))
    assert "未办结的任务应报反馈1份（每项任务每个单位计1份，以最近一次应报为准），未报1份。" in written(found)
    assert [c.count for c in found.reports if c.count] == [1, 1]


def test_a_report_that_came_late_is_marked_in_the_annex() -> None:
    late = a_task(an_assignment("县教委", reports=[a_report(day=PAST + timedelta(2), percent=90)]), deadline=PAST)
    (row,) = digest_tables.tasks(compiled(late)).rows
    assert row[5] == "逾期12天 90%\n（迟报）"


def test_the_paper_names_late_and_missing_reports_apart_with_their_items() -> None:
    late = a_task(an_assignment("县教委", reports=[a_report(day=PAST + timedelta(2))]), deadline=PAST, seq="1")
    silent = a_task(an_assignment("县民政局"), deadline=PAST, seq="2")
    text = written(compiled(late, silent))
    assert "以最近一次应报为准），迟报1份、未报1份。" in text
    assert "未按时报送情况\n1.未报1份：县民政局（第2项），见附件2。\n2.迟报1份：县教委（第1项），见附件2。" in text


def test_what_the_office_took_down_late_from_a_unit_nobody_could_ask_is_no_late_report() -> None:
    said = a_report(day=PAST + timedelta(2), entered_by="周丽")
    plan = a_plan(a_task(an_assignment("县自然资源局", reports=[said]), deadline=PAST, seq="1"))
    text = written(digest.compile(a_register(plan, seats=[]), as_of=NOW))
    assert "催报未送达1份（为电话反馈）。" in text
    assert "县自然资源局（第1项）没有联络员，由本办公室电话了解，见附件2。" in text
    assert "迟报1份" not in text
