"""What readers struck out of a quarter's paper: words nobody reviewed, two figures of one unit, half a plea."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from config.clock import SHANGHAI
from messages import digest_tables, paper_words
from tasks_db.register import digest
from tasks_db.register.digest.faults import left_open_in
from tasks_db.register.digest.values import Before, Digest
from tasks_db.register.unit_names import Known, told_in_full
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, Mark, ReportStatus, Role, UnitKind, WorkState
from tests.builders import NOW, a_checkpoint, a_closure, a_plan, a_register, a_report, a_task, an_assignment, owing_on
from tests.digests import PAST, body_of, compiled, paper_of


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def reviewed(*tasks: Task) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, reviewed_only=True)


def test_words_that_nobody_reviewed_are_named_and_counted_nowhere() -> None:
    said = [accepted("进度45%，2个小区换完", percent=45), a_report(text="进度95%，5个小区换完", percent=95, day=PAST)]
    said[1] = replace(said[1], at=datetime(2025, 11, 10, 10, tzinfo=SHANGHAI))
    found = reviewed(a_task(an_assignment("县水利局", reports=said), seq="5"))
    text, (row,) = body_of(found), paper_of(found).annexes[0].table.rows
    assert "（待审核的不计入进度，另行注明暂列状态）" in text
    assert "主要进展" not in text, "what lags is told with the problems alone"
    assert "县水利局牵头的第5项“改造农村公路”未达序时：11月3日反馈进度45%，按时间应达86.5%；11月10日已报" in text
    assert row[7].splitlines() == ["县水利局：进度45%，2个小区换完", "县水利局11月10日已报，本办公室未审"]
    assert "95" not in text + "".join(row).replace("应达95", "")
    # it is a report all the same: nobody says that the unit is silent
    alone = reviewed(a_task(an_assignment("县水利局", reports=[said[1]])))
    assert (alone.tasks[0].work_state, alone.tasks[0].mark) == (WorkState.UNQUANTIFIED, Mark.REPORT)


def test_a_unit_that_helps_finishes_its_own_share_and_not_the_task() -> None:
    helper = an_assignment("县市场监管局", Role.RESPONSIBLE, reports=[accepted("已完成", kind=AnswerKind.DONE)])
    found = compiled(a_task(an_assignment("县住建局"), helper))
    assert found.tasks[0].work_state is WorkState.UNQUANTIFIED
    assert "100%" not in body_of(found) + "".join(paper_of(found).annexes[0].table.rows[0])


def test_who_speaks_in_anothers_place_is_named_with_its_figure() -> None:
    helper = an_assignment("县教育局", Role.RESPONSIBLE, reports=[accepted("进度10%，正在摸底", percent=10)])
    text = body_of(compiled(a_task(an_assignment("县民政局"), helper, seq="8")))
    assert (
        "县民政局牵头的第8项“改造农村公路”未达序时：牵头单位未反馈，县教育局11月3日反馈进度10%，按时间应达86.5%。"
        in text
    )


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("联合检查发现隐患15处，整改13处", (2, "处隐患")),
        ("排查问题20个，已整改完成18个", (2, "个问题")),
        ("发现隐患9处，整改9处", (0, "处隐患")),
        ("发现隐患9处，培训13人次", (9, "处隐患")),
        ("检查食堂30家，合格28家", (2, "家食堂")),
        ("抽检食品56批次，其中合格54批次，不合格2批次已下架", (0, "批次食品")),
        ("排查出13处隐患，其中10处已整改", (3, "处隐患")),
        ("发现问题12个，全部整改", (0, "个问题")),
        ("检查商户42家，不合格4家", (4, "家")),
        ("核对驾驶员31名，2名不合格，不再上岗", (0, "名")),
        ("抽检出厂水15份全部合格", None),
        ("检查食堂16家，合格15家，1家责令整改", (0, "家食堂")),
        ("检查食堂19家，全部合格，12月份不合格的3家复查合格", None),
        ("检测水样46份，合格45份，上季度不合格的2份复检合格", (1, "份水样")),
    ],
)
def test_what_was_found_and_not_put_right_is_told(said: str, left: tuple[int, str] | None) -> None:
    found = left_open_in(said)
    assert (None if found is None else (found.count, found.measure + found.what)) == left


def test_what_is_left_open_is_a_problem_and_somebodys_step() -> None:
    task = a_task(an_assignment("县住建局", reports=[accepted("发现隐患15处，整改13处", percent=95)]), seq="12")
    text = body_of(replace(compiled(task), answer_by=date(2025, 11, 19), first_by=date(2025, 11, 15)))
    assert "第12项“改造农村公路”：县住建局11月3日反馈尚有2处隐患未整改。" in text
    assert (
        "除注明日期的外，以下事项于2025年11月19日前完成：\n"
        "县住建局对第12项尚未整改的2处隐患立即落实防护措施，明确整改单位和时限，11月15日前反馈。" in text
    )
    matters = replace(task.assignments[0].reports[0], text="发现问题15个，整改13个")
    other = a_task(an_assignment("县住建局", reports=[matters]), seq="12")
    assert "县住建局督促整改第12项尚未整改的2个问题，明确整改单位和时限。" in body_of(compiled(other))


def test_a_plea_says_what_it_wants_in_the_units_own_words_and_with_names_in_full() -> None:
    known = [Known(1, "县住房城乡建设局", UnitKind.UNIT, ("县住建局",))]
    said = told_in_full("冬季停工影响20天，请住建局协调增加施工班组", "住建局", known)
    assert paper_words.without_plea(said, "县住房城乡建设局") == "冬季停工影响20天"
    assert paper_words.ask("县住房城乡建设局", said) == "请县住房城乡建设局协调增加施工班组"
    other = "移交房屋2处，另有2处手续需要县自然资源局协助办理"
    assert paper_words.without_plea(other, "县自然资源局") == ""
    assert paper_words.asking(other, "县自然资源局") == "2处手续需县自然资源局协助办理"


def test_a_request_to_close_that_waits_for_others_is_not_before_the_office() -> None:
    lead = an_assignment("县水利局", reports=[a_closure(date(2025, 11, 4))])
    found = reviewed(a_task(lead, an_assignment("县财政局", Role.RESPONSIBLE), seq="5"))
    text = body_of(found)
    assert "县水利局于11月4日申请办结第5项“改造农村公路”，待县财政局反馈后审核。" in text
    assert "本办公室审核第" not in text
    assert not found.unreviewed


def test_a_refused_request_is_told_with_the_day_that_was_in_force_when_it_was_made() -> None:
    deadline = a_checkpoint(date(2026, 9, 28), original_day=date(2025, 12, 31))
    asked: dict[str, Any] = {"checkpoint": deadline, "status": ReportStatus.RETURNED, "reason": "太晚"}
    refused = a_report(
        AnswerKind.EXTENSION, date(2025, 10, 8), new_date=date(2026, 12, 29), decided=date(2025, 10, 9), **asked
    )
    granted = a_report(
        AnswerKind.EXTENSION, date(2025, 10, 20), checkpoint=deadline, new_date=date(2026, 9, 28),
        status=ReportStatus.ACCEPTED, decided=date(2025, 10, 22), old_day=date(2025, 12, 31),
    )  # fmt: skip
    found = compiled(a_task(an_assignment("县商务局", reports=[refused, granted]), deadline=deadline))
    assert {e.new: e.old for e in found.extensions} == {
        date(2026, 9, 28): date(2025, 12, 31),
        date(2026, 12, 29): date(2025, 12, 31),
    }


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (date(2025, 11, 24), "本单位承担部分的完成时限由11月10日延至11月24日"),
        (date(2025, 11, 9), "本单位报送日期由11月5日延至11月9日"),
    ],
)
def test_a_unit_beside_the_lead_asks_for_more_time_than_the_plan_prints_or_for_a_later_report(
    wanted: date, told: str
) -> None:
    deadline = a_checkpoint(date(2025, 11, 10))
    asked = a_report(AnswerKind.EXTENSION, date(2025, 11, 3), checkpoint=deadline, new_date=wanted)
    helper = an_assignment("县财政局", Role.RESPONSIBLE, reports=[asked])
    task = owing_on(a_task(an_assignment(), helper, deadline=deadline, seq="5"), "县财政局", date(2025, 11, 5))
    assert f"申请将第5项“改造农村公路”的{told}，" in body_of(compiled(task))


def test_what_is_decided_later_on_the_day_of_an_issue_is_told_in_the_next() -> None:
    issue = datetime(2025, 11, 3, 9, 30, tzinfo=SHANGHAI)
    early, late = (replace(accepted("建成1处"), decided_at=issue.replace(hour=hour)) for hour in (8, 15))
    before = Before("1", issue.date(), (), issue)
    for report, told in ((early, 0), (late, 1)):
        plan = a_plan(a_task(an_assignment(reports=[report])))
        assert len(digest.compile(a_register(plan), as_of=NOW, before=before).facts) == told


def test_a_heading_over_all_there_is_is_left_out() -> None:
    text = body_of(compiled(a_task(an_assignment(reports=[accepted("建成3处")]), section=None)))
    assert "二、主要进展\n县教委牵头的第" in text
    assert "其他任务" not in text


def test_a_plea_leaves_what_was_done_to_the_progress() -> None:
    said = "移交房屋2处，另有2处手续需要县自然资源局协助办理"
    report = accepted(said, kind=AnswerKind.BLOCKED, problem=said, needs="县自然资源局")
    found = compiled(a_task(an_assignment("县财政局", reports=[report]), seq="9"))
    (row,) = paper_of(found).annexes[0].table.rows
    assert "县财政局就第9项“改造农村公路”提出：2处手续需县自然资源局协助办理。" in body_of(found)
    assert "县财政局：移交房屋2处" in row
    assert "县财政局：2处手续需县自然资源局协助办理" in row


def test_an_extension_tells_the_units_own_reason_and_a_waiting_closing_stands_among_the_requests() -> None:
    asked = accepted(
        "改造农村公路 申请延期到12月31日，1处站点消防验收没有完成",
        kind=AnswerKind.EXTENSION, new_date=date(2025, 12, 31), reason="请于月底前完成",
    )  # fmt: skip
    refused = a_task(an_assignment("县民政局", reports=[replace(asked, status=ReportStatus.RETURNED)]), seq="8")
    lead = an_assignment("县水利局", reports=[a_closure(date(2025, 11, 4))])
    waits = a_task(lead, an_assignment("县财政局", Role.RESPONSIBLE), deadline=PAST, seq="5")
    found = compiled(refused, waits)
    text, rows = body_of(found), paper_of(found).annexes[0].table.rows
    assert "县民政局因1处站点消防验收未完成，申请将第8项" in text
    assert "未予同意，要求11月30日前完成" in text or "未予同意，答复意见为“请于月底前完成”" in text
    assert "逾期12天，11月4日申请办结，因县财政局尚未反馈，尚未审核。" in text
    assert "申请办结第5项" not in text, "it stands with the late work"
    assert "县财政局尚未反馈，办结申请尚未审核" in rows[1]
    assert not any("逾期未完成" in cell for cell in rows[1])


def test_what_was_closed_says_its_day_and_old_words_say_theirs() -> None:
    done = replace(a_closure(date(2025, 11, 4)), status=ReportStatus.ACCEPTED, text="桥面铺完3公里")
    done = replace(done, decided_at=datetime(2025, 11, 5, 10, tzinfo=SHANGHAI))
    closed = a_task(
        an_assignment("县交通局", reports=[done]),
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[accepted("拨付2笔", date(2025, 9, 3))]),
        deadline=PAST, seq="1", closed_at=datetime(2025, 11, 5, 10, tzinfo=SHANGHAI),
    )  # fmt: skip
    found = compiled(closed)
    (row,) = paper_of(found).annexes[0].table.rows
    assert "，11月5日办结（应于10月31日完成）。" in body_of(found)
    assert any("（逾期办结）" in cell for cell in row)
    assert any("拨付2笔（9月3日反馈）" in cell for cell in row)
    real = compiled(replace(closed, done_on=date(2025, 10, 29)))  # the office learnt of it later
    (row,) = paper_of(real).annexes[0].table.rows
    assert "，10月29日办结（11月5日登记）。" in body_of(real)
    assert "已办结\n10月29日" in "".join(row)
    assert "逾期办结" not in "".join(row)
    assert digest_tables.state(real.tasks[0]).startswith("已办结\n2025年10月29日（2025年11月5日登记）")


def test_who_asked_to_close_in_time_is_not_late_since_the_office_was() -> None:
    """Their day stands beside the office's; and what waits for the office is no problem of the unit's."""
    done = replace(a_closure(date(2025, 10, 30)), status=ReportStatus.ACCEPTED, text="桥面铺完3公里")
    done = replace(done, decided_at=datetime(2025, 11, 5, 10, tzinfo=SHANGHAI))
    moment = datetime(2025, 11, 5, 10, tzinfo=SHANGHAI)
    closed = a_task(an_assignment("县交通局", reports=[done]), deadline=PAST, seq="1", closed_at=moment)
    asks = replace(a_closure(date(2025, 11, 4)), text="干渠修缮5公里，已通水")
    waits = a_task(an_assignment("县水利局", reports=[asks]), seq="2")
    found = compiled(closed, waits)
    text, (first, second) = body_of(found), paper_of(found).annexes[0].table.rows
    assert "，11月5日办结（到期前申请）。" in text
    assert "10月30日申请" in "".join(first)
    assert "达序时\n（办结申请待审核，暂按达序时计）" in "".join(second)
    assert "办结申请尚未审核" not in "".join(second)


def test_a_task_that_nobody_told_of_is_named_with_whether_anything_was_due() -> None:
    found = compiled(a_task(an_assignment("县水利局"), deadline=date(2026, 6, 30), seq="1"))
    (row,) = paper_of(found).annexes[0].table.rows
    assert "尚未反馈" in row
    assert (
        "（一）未反馈进展事项\n尚无反馈1项，均未到报送期：第1项“改造农村公路”（县水利局，2026年6月30日到期）。"
        in body_of(found)
    )
    assert "县水利局（第1项）反馈办理情况。" in body_of(found)
    due = a_task(an_assignment("县水利局"), standing=False, checkpoints=[a_checkpoint(PAST, CheckpointKind.ROUND)],
                 deadline=date(2026, 6, 30), seq="1")  # fmt: skip
    assert "尚无反馈1项：第1项" in body_of(compiled(due))


def test_units_out_of_reach_are_asked_for_a_liaison_and_their_report() -> None:
    plan = a_plan(a_task(an_assignment("县供水公司"), deadline=PAST, seq="5"))
    text = body_of(digest.compile(a_register(plan, seats=[]), as_of=NOW))
    assert "县供水公司（第5项）没有联络员，催报未送达，见附件2。" in text
    assert "县供水公司（第5项）明确联络员，反馈所列任务办理情况。" in text


def test_late_work_says_what_it_lacks_and_until_when_a_refusal_wanted_it() -> None:
    deadline = a_checkpoint(PAST)
    refused = a_report(
        AnswerKind.EXTENSION, date(2025, 10, 8), checkpoint=deadline, new_date=date(2025, 12, 29),
        status=ReportStatus.RETURNED, decided=date(2025, 10, 9), reason="请于11月10日前完成",
    )  # fmt: skip
    told = accepted("进度80%，4台电梯投用，1台因居民意见没有统一尚未开工", percent=80)
    lift = a_task(an_assignment("县住建局", reports=[refused, told]), deadline=deadline, seq="6")
    silent = a_task(an_assignment("县教委"), deadline=PAST, seq="7")
    found = replace(compiled(lift, silent), answer_by=date(2025, 11, 19))
    text, (row, _) = body_of(found), paper_of(found).annexes[0].table.rows
    assert (
        "11月3日反馈进度80%，1台因居民意见未统一尚未开工，申请延期未获同意，本办公室要求11月10日前完成，期限已过。"
        in text
    )
    assert "延至12月29日，本办公室于10月9日未予同意，要求11月10日前完成，期限已过。" in text
    assert "县住建局（第6项）、县教委（第7项）报送完成时间和措施，第7项并补报办理进展、说明逾期原因。" in text
    assert "县住建局：进度80%，4台电梯投用" in row
    assert "县住建局：1台因居民意见未统一尚未开工" in row


def test_what_was_found_earlier_stays_open_until_the_unit_says_what_became_of_it() -> None:
    earlier = accepted("发现隐患9处，整改7处", date(2025, 10, 10))
    later = accepted("发现隐患12处，整改10处")
    found = compiled(a_task(an_assignment("县住建局", reports=[earlier, later]), standing=True, seq="12"))
    text = body_of(found)
    assert "县住建局11月3日反馈尚有2处隐患未整改，10月10日反馈的2处隐患未报整改结果。" in text
    assert (
        "对第12项尚未整改的2处隐患立即落实防护措施，明确整改单位和时限，并核实10月10日所报2处隐患的整改情况，反馈。"
        in text
    )
    mended = replace(later, text="发现隐患12处，整改12处，上月剩余2处已整改")
    assert "隐患未" not in body_of(compiled(a_task(an_assignment(reports=[earlier, mended]), standing=True)))


def test_a_closing_that_was_asked_for_on_its_day_is_told_as_such() -> None:
    asked = a_closure(PAST, approved=date(2025, 11, 5))
    found = reviewed(
        a_task(an_assignment("县住建局", reports=[asked]), deadline=PAST, seq="6", closed_at=asked.decided_at)
    )
    (row,) = paper_of(found).annexes[0].table.rows
    assert "（到期当日10月31日申请）" in "".join(row)


def test_the_annex_tells_a_percent_before_a_request_to_close_and_none_beside_what_is_done() -> None:
    """What only asks to close, and an excuse, are no account of the work."""
    before = accepted("进度78%，换完39台水泵", date(2025, 10, 28), percent=78)
    done = accepted("换完6台水泵，前面忘了报", kind=AnswerKind.DONE, percent=100)
    asks = a_report(AnswerKind.CLOSURE, date(2025, 11, 10), text="申请办结；换完50台水泵", percent=100)
    task = a_task(
        an_assignment("县住建局", reports=[before, asks]),
        an_assignment("溪口镇", Role.RESPONSIBLE, reports=[done]),
        deadline=PAST,
        seq="6",
    )
    table = paper_of(reviewed(task)).annexes[0].table
    cells = dict(zip(table.headers, table.rows[0], strict=True))
    assert cells["进度"] == "78%\n（10月28日）"
    assert cells["进展情况"].split("\n") == [
        "县住建局：换完50台水泵（待审核）",
        "县住建局：进度78%，换完39台水泵（10月28日反馈）",
        "溪口镇：换完6台水泵",
    ]


def test_a_difficulty_that_nobody_reviewed_stays_out_and_a_plea_is_told_as_one_that_waits() -> None:
    """No help can wait until somebody has read the report that asks for it."""
    trouble = a_report(AnswerKind.BLOCKED, problem="场地没有落实")
    found = reviewed(a_task(an_assignment("县住建局", reports=[trouble]), seq="6"))
    (row,) = paper_of(found).annexes[0].table.rows
    assert "场地" not in body_of(found) + "".join(row)
    assert found.blocked == ()
    said = a_report(text="换完3台水泵，剩下2台没有电，请县供电公司接电", needs="县供电公司")
    before = accepted("有1处站点用地未批，请县自然资源局办理", date(2025, 11, 1), needs="县自然资源局")
    found = reviewed(a_task(an_assignment("县住建局", reports=[before, said]), seq="6"))
    (row,) = paper_of(found).annexes[0].table.rows
    assert "请县自然资源局办理" in body_of(found), "what was reviewed before stands until the new words are"
    plea = "剩下2台没有电，请县供电公司接电（11月3日提出，反馈待审核，未见答复）"
    assert plea in body_of(found)
    assert plea in "".join(row)
    assert "请县供电公司研究办理第6项接电事宜" in body_of(found)
    assert "3台" not in body_of(found) + "".join(row), "the figure waits for the review"
    settled = accepted("剩下2台水泵已经接电", date(2025, 11, 5))
    over = reviewed(a_task(an_assignment("县住建局", reports=[said, settled]), seq="6"))
    assert "供电公司" not in body_of(over)


def test_many_late_tasks_and_pleas_stand_in_few_words_and_none_is_left_out() -> None:
    said = accepted("", kind=AnswerKind.BLOCKED, problem="场地没有落实", needs="县财政局")
    tasks = [a_task(an_assignment(f"县第{n}局", reports=[said]), deadline=PAST, seq=str(n)) for n in range(1, 9)]
    text = body_of(compiled(*tasks))
    assert "逾期8项：第1项“改造农村公路”（县第1局，应于10月31日完成）；" in text
    assert all(f"县第{n}局（第{n}项）：场地未落实，请县财政局研究。" in text for n in range(1, 9))


def test_a_percent_is_held_against_what_the_deadline_asks_for() -> None:
    deadline = replace(a_checkpoint(NOW.date()), target="完工率达到80%")
    task = a_task(an_assignment("县住建局", reports=[accepted("完工率82%", percent=82)]), deadline=deadline)
    found = compiled(task)
    assert found.tasks[0].work_state is WorkState.ON_TRACK
    assert str(found.tasks[0].expected_percent) == "80.0"
    behind = replace(task, checkpoints=(replace(deadline, target=""),))
    assert compiled(behind).tasks[0].work_state is WorkState.BEHIND


def test_what_waits_is_named_beside_the_classes_and_the_office_owes_its_reviews() -> None:
    lead = an_assignment("县民政局", reports=[replace(a_closure(date(2025, 10, 30)), text="5处服务站投用")])
    waits = a_task(lead, an_assignment("县卫健局", Role.RESPONSIBLE), deadline=PAST, seq="8")
    unread = a_task(an_assignment("县大数据中心", reports=[a_report(text="平台上线")]), seq="9")
    found = reviewed(waits, unread)
    text, (row, _) = body_of(found), paper_of(found).annexes[0].table.rows
    assert "（待审核的不计入进度，另行注明暂列状态）" in text
    assert (
        "时限已过而申请待审核1项（50.0%，第8项）。\n"
        "其中，反馈待审核1项（第9项县大数据中心11月3日已报，本办公室未审），不计入已报未量化。" in text
    )
    assert "县卫健局（第8项）补报进展情况、存在问题和下一步措施。" in text
    assert "本办公室审核第9项的反馈；在县卫健局反馈后审核第8项的办结申请。" in text
    assert any("5处服务站投用（10月30日反馈，待审核）" in cell or "5处服务站投用（待审核）" in cell for cell in row)


def test_late_work_tells_the_reason_of_a_request_that_was_refused_before_the_period() -> None:
    deadline = a_checkpoint(PAST)
    refused = a_report(
        AnswerKind.EXTENSION, date(2025, 9, 8), text="申请延期到12月29日，3个部门的接口没有打通", checkpoint=deadline,
        new_date=date(2025, 12, 29), status=ReportStatus.RETURNED, decided=date(2025, 9, 9),
        reason="请于11月10日前完成",
    )  # fmt: skip
    task = a_task(an_assignment("县大数据中心", reports=[refused]), deadline=deadline, seq="14")
    found = replace(compiled(task), answer_by=date(2025, 11, 19))
    (row,) = paper_of(found).annexes[0].table.rows
    assert (
        "9月8日因3个部门的接口未打通申请延至12月29日，本办公室9月9日未同意，要求11月10日前完成，期限已过，此后未反馈进展。"
        in body_of(found)
    )
    assert "县大数据中心（第14项）补报办理进展，报送完成时间和措施。" in body_of(found)
    assert "县大数据中心：3个部门的接口未打通（9月8日反馈）" in row
