"""What waits for the office's decision in a digest's paper: counted by R15, said with the sums, told nowhere else."""

from dataclasses import replace
from datetime import date
from typing import Any

from messages import digest_annex_lists, digest_annexes, digest_counts
from tasks_db.register import digest
from tasks_db.register.digest.values import Before, Digest
from tasks_db.register.papers import before_of
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role, WorkState
from tests.builders import NOW, a_checkpoint, a_closure, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import PAST, body_of, paper_of

LATER = date(2025, 12, 31)


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def reviewed(*tasks: Task, before: Before | None = None) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, before=before, reviewed_only=True)


def undecided() -> list[Task]:
    """A lift whose unit asked in time for more time, a closing, a figure, and newer words: nothing is decided."""
    over = a_checkpoint(date(2025, 11, 7))
    asks = a_report(AnswerKind.EXTENSION, date(2025, 11, 6), checkpoint=over, new_date=LATER, text="设备没有到货")
    newer = replace(a_report(text="进度95%，5个小区换完", percent=95), at=NOW)
    return [
        a_task(an_assignment("县住建局", reports=[asks]), deadline=over, seq="6"),
        a_task(an_assignment("县人社局", reports=[a_closure(date(2025, 11, 10))]), deadline=LATER, seq="21"),
        a_task(an_assignment("县财政局", reports=[a_report(text="进度30%", percent=30)]), deadline=LATER, seq="26"),
        a_task(an_assignment("县水利局", reports=[accepted("进度45%", percent=45), newer]), deadline=LATER, seq="5"),
    ]


def test_the_sums_say_which_of_a_state_is_counted_so_for_want_of_a_decision() -> None:
    found = reviewed(*undecided())
    assert (
        "达序时1项（25.0%）、未达序时1项（25.0%）、反馈待审核1项（25.0%）、时限已过而申请待审核1项（25.0%，第6项）。\n"
        "其中，"
        "达序时1项中办结申请待审核1项（第21项），暂按达序时计；反馈待审核1项（第26项"
    ) in body_of(found)
    assert "另有1项的反馈或者申请待审核（第5项县水利局11月12日反馈），未计入。" in body_of(found)
    table = paper_of(found).annexes[0].table
    assert table.rows[1][table.headers.index("状态")] == "达序时\n（办结申请待审核，暂按达序时计）"


def test_whatever_waits_is_counted_once_of_late_work_too_and_marked_beside_its_state() -> None:
    """A request that came after its date leaves the task late, and one on the day leaves it as it stands."""
    today = a_checkpoint(NOW.date())
    done = replace(a_closure(date(2025, 11, 10)), text="换完12部电梯")
    longer = a_report(AnswerKind.EXTENSION, date(2025, 11, 11), checkpoint=today, new_date=LATER, text="配件没有到货")
    newer = replace(a_report(text="清淤9公里"), at=NOW)
    found = reviewed(
        a_task(an_assignment("县水利局", reports=[accepted("进度45%", percent=45), newer]), deadline=LATER, seq="1"),
        a_task(an_assignment("县住建局", reports=[accepted("进度60%", percent=60), done]), deadline=PAST, seq="2"),
        a_task(an_assignment("县商务局", reports=[accepted("进度30%", percent=30), longer]), deadline=today, seq="3"),
    )
    told = (
        "其中，3项的反馈或者申请待审核（第1项县水利局11月12日反馈；第2项县住建局11月10日申请办结；"
        "第3项县商务局11月11日申请延期），未计入。"
    )
    assert told in body_of(found)
    table = paper_of(found).annexes[0].table
    states = [row[table.headers.index("状态")] for row in table.rows]
    assert states[1] == "逾期12天\n（办结申请待审核，暂按逾期计）"
    assert states[2] == "未达序时\n（11月12日到期）\n（延期申请待审核，暂按未达序时计）"


def test_the_comparison_says_how_much_of_a_rise_waits_for_a_decision() -> None:
    tasks = undecided()
    before = Before("1", date(2025, 9, 30), tuple((task.id, WorkState.NO_FEEDBACK) for task in tasks))
    told = (
        "达序时增加1项（第21项办结申请待审核）、未达序时增加1项、"
        "反馈待审核增加1项（第26项反馈待审核）、尚无反馈减少4项、时限已过而申请待审核增加1项。"
    )
    assert told in body_of(reviewed(*tasks, before=before))


def test_what_waited_past_its_date_in_the_issue_before_is_held_against_its_class_there() -> None:
    tasks = undecided()
    before = before_of(1, None, NOW, {"digest": digest.to_json(reviewed(*tasks))})
    assert before.over == (tasks[0].id,)
    assert "各项任务的办理状态没有变化" in body_of(reviewed(*tasks, before=before))
    granted = replace(tasks[0], closed_at=NOW)
    found = reviewed(granted, *tasks[1:], before=before)
    assert "新办结1项，时限已过而申请待审核减少1项" in body_of(found)
    assert "（上期：\n时限已过而申请待审核）" in paper_of(found).annexes[0].table.rows[0][5]


def test_the_reports_are_counted_with_the_annex_of_each_kind_of_them() -> None:
    came_late = a_task(an_assignment("县教育局", reports=[accepted("进度20%", date(2025, 11, 6))]), deadline=PAST)
    unasked = a_task(an_assignment("县供水公司"), deadline=PAST, seq="5")
    found = digest.compile(a_register(a_plan(came_late, unasked), seats=[]), as_of=NOW)
    annexes = digest_annexes.Annexes(found)
    told = digest_counts.overall(found, annexes=annexes).paragraphs[1].text
    assert told == "未办结的任务应报反馈2份，迟报1份、催报未送达1份，名单和口径见附件2。"
    assert [annex.title for annex in annexes.in_order()][1:] == ["未报、迟报和催报未送达情况表"], (
        "no annex of a single row"
    )


def returned(text: str, reason: str, **said: Any) -> Report:
    return a_report(
        text=text,
        day=date(2025, 11, 3),
        status=ReportStatus.RETURNED,
        decided=date(2025, 11, 3),
        reason=reason,
        **said,
    )


def test_a_lead_whose_words_were_sent_back_is_nowhere_called_silent() -> None:
    """Neither beside the words of another unit, nor alone, nor in the annex of who did not report."""
    vague = [returned("推进顺利", "请写明签约人数")]
    helper = an_assignment("县医保局", Role.RESPONSIBLE, reports=[accepted("落实签约服务费")])
    slow = an_assignment("县民政局", Role.RESPONSIBLE, reports=[accepted("进度20%", percent=20)])
    found = reviewed(
        a_task(an_assignment("县卫健局", reports=vague), helper, deadline=PAST, seq="16"),
        a_task(an_assignment("县文旅局", reports=vague), deadline=PAST, seq="17"),
        a_task(an_assignment("县体育局", reports=vague), slow, deadline=LATER, seq="18"),
    )
    text, annexes = body_of(found), paper_of(found).annexes
    told = "11月3日反馈，当日退回（请写明签约人数），尚未重报"
    assert text.count(f"逾期12天，{told}。") == 2
    assert "未达序时：牵头单位11月3日反馈被退回、未重报，县民政局11月3日反馈进度20%" in text
    assert (
        "县体育局（第18项）按退回意见重报。\n2.县卫健局（第16项）、县文旅局（第17项）按退回意见重报，并报送逾期原因、完成时间和措施。"
        in text
    )
    assert "县卫健局：" + told + "\n县医保局：落实签约服务费" in annexes[0].table.rows[0]
    rows = digest_annex_lists.silence(found).rows
    assert [row[-1] for row in rows if row[2] in {"县卫健局", "县文旅局"}] == [
        "未报（11月3日反馈被退回，未重报）"
    ] * 2
    everything = text + "".join(cell for row in annexes[0].table.rows for cell in row)
    assert "至今未反馈" not in everything
    assert "尚未反馈" not in everything


def test_who_asked_for_more_time_alone_is_listed_as_such_among_those_who_did_not_report() -> None:
    refused = returned("设备没有到货", "请抓紧", kind=AnswerKind.EXTENSION, new_date=LATER)
    found = reviewed(a_task(an_assignment("县卫健局", reports=[refused]), deadline=PAST))
    table = digest_annex_lists.silence(found)
    assert (table.headers[0], table.rows[0][-1]) == ("任务序号", "未报（11月3日申请延期未获同意，未报进展）")


def test_a_plea_that_was_passed_on_says_to_whom_while_nobody_has_answered_it() -> None:
    plea = accepted("换完3台水泵，剩下2台没有电，请县供电公司接电", needs="县供电公司")
    found = reviewed(a_task(an_assignment("县水利局", reports=[plea]), deadline=LATER, seq="4"))
    (asked,) = found.coordination
    passed = replace(found, coordination=(replace(asked, answered="已转县供电公司"),))
    assert "请县供电公司接电（11月3日提出，已转县供电公司，未见答复）" in body_of(passed)
