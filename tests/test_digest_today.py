"""What a paper says of the day itself, of old figures, of what waits for a review, and from when time counts."""

from datetime import date
from typing import Any

from messages import digest_tables
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role, WorkState
from tests.builders import NOW, a_checkpoint, a_closure, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of, compiled, paper_of

TODAY, LATER = date(2025, 11, 12), date(2025, 12, 31)


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def reviewed(*tasks: Task) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, reviewed_only=True)


def states_of(found: Digest) -> list[str]:
    table = paper_of(found).annexes[0].table
    return [row[table.headers.index("状态")] for row in table.rows]


def test_what_is_due_on_the_day_itself_is_said_to_be_and_is_not_measured_against_the_whole() -> None:
    task = a_task(
        an_assignment("县文化馆", reports=[accepted("进度90%，正在调试", percent=90)]), seq="2", deadline=TODAY
    )
    found = compiled(task)
    assert found.tasks[0].work_state is WorkState.BEHIND
    text = body_of(found)
    assert "县文化馆牵头的第2项“改造农村公路”11月12日到期、未报完成：11月3日反馈进度90%。" in text
    assert "县文化馆（第2项）报送11月12日到期任务的完成时间和措施，需要延期的按程序申请。" in text
    assert "加快进度" not in text
    assert states_of(found) == ["未达序时\n（11月12日到期）"]
    assert "应达" not in text


def test_nobody_is_named_as_silent_about_what_is_due_on_the_day_itself() -> None:
    found = compiled(a_task(an_assignment("县文化馆"), deadline=TODAY))
    assert found.tasks[0].work_state is WorkState.NO_FEEDBACK
    assert "尚无反馈1项：第" in body_of(found)
    assert "未报" not in body_of(found)


def test_a_closing_that_waits_is_said_once_beside_the_state() -> None:
    found = compiled(a_task(an_assignment("县交通局", reports=[a_closure(date(2025, 11, 12))]), deadline=TODAY))
    assert states_of(found) == ["达序时\n（办结申请待审核，暂按达序时计）"]
    assert "日到期" not in body_of(found)


def test_old_figures_stand_with_their_day_wherever_they_stand() -> None:
    old = accepted("进度20%，移交目录1200条", date(2025, 9, 18), percent=20)
    helper = an_assignment("县博物馆", Role.RESPONSIBLE, reports=[old])
    late = a_task(an_assignment("县体育局", reports=[old]), seq="7", deadline=date(2025, 10, 31))
    slow = a_task(an_assignment("县大数据中心"), helper, seq="26", deadline=LATER)
    found = compiled(late, slow)
    text = body_of(found)
    assert "逾期12天，9月18日反馈进度20%" in text
    assert (
        "县大数据中心牵头的第26项“改造农村公路”未达序时：牵头单位未反馈，县博物馆9月18日反馈进度20%，按时间应达86.5%。"
        in text
    )
    table = paper_of(found).annexes[0].table
    figures = [row[table.headers.index("进度")] for row in table.rows]
    assert figures == ["20%\n（9月18日）", "县博物馆\n20%\n（9月18日）\n应达86.5%"]


def test_a_task_whose_only_report_is_under_review_reads_so() -> None:
    waits = a_task(
        an_assignment("县文旅局", reports=[a_report(text="进度40%", percent=40)]), seq="14", deadline=LATER
    )
    told = a_task(an_assignment("县教育局", reports=[accepted("正在选址")]), seq="15", deadline=LATER)
    assert "反馈待审核1项（100.0%）。\n其中，反馈待审核1项（第14项" in body_of(reviewed(waits))
    found = reviewed(waits, told)
    text = body_of(found)
    assert (
        "已报未量化1项（50.0%）、反馈待审核1项（50.0%）。已报未量化指已有反馈、未报进度百分比。\n其中，反馈待审核1项（第14项"
        in text
    )
    assert states_of(found) == ["反馈待审核", "已报未量化"]
    assert "40%" not in text


def test_tasks_of_which_nothing_is_reviewed_are_marked_and_named() -> None:
    tasks = [
        a_task(an_assignment(unit, reports=[a_report(text="进度40%", percent=40)]), seq=seq, deadline=LATER)
        for seq, unit in (("14", "县文旅局"), ("20", "县文旅局"), ("33", "县财政局"))
    ]
    assert (
        "反馈待审核3项（100.0%）。\n其中，反馈待审核3项（第14、20项县文旅局11月3日已报，本办公室未审；第33项"
        in body_of(reviewed(*tasks))
    )


def test_what_was_refused_reads_as_asked_for_and_not_as_the_new_date() -> None:
    deadline = a_checkpoint(LATER)
    said = a_report(
        AnswerKind.EXTENSION, date(2025, 11, 4), checkpoint=deadline, new_date=date(2026, 3, 31),
        status=ReportStatus.RETURNED, decided=date(2025, 11, 6),
    )  # fmt: skip
    found = compiled(a_task(an_assignment("县体育局", reports=[said]), deadline=deadline))
    (row,) = digest_tables.extensions(found).rows
    assert digest_tables.extensions(found).headers[4] == "申请延至"
    assert row[4:] == ("2026年3月31日", "未同意（联席会议办公室，2025年11月6日）")


def test_whoever_asked_for_more_time_alone_told_nothing_of_the_work() -> None:
    deadline = a_checkpoint(LATER)
    said = a_report(
        AnswerKind.EXTENSION, checkpoint=deadline, new_date=date(2026, 3, 31), text="设备没有到货",
        status=ReportStatus.ACCEPTED, decided=date(2025, 11, 5),
    )  # fmt: skip
    found = compiled(a_task(an_assignment("县博物馆", reports=[said]), deadline=deadline, seq="4"))
    table = paper_of(found).annexes[0].table
    assert table.rows[0][table.headers.index("进展情况")] == "尚未反馈进展（11月5日同意延至2026年3月31日）"
    text = body_of(found)
    assert (
        "已报未量化1项（100.0%）。已报未量化指已有反馈、未报进度百分比。\n其中，已报未量化1项中仅申请延期未报进展1项（第4项）。"
        in text
    )
    assert "仅申请延期未报进展1项：第4项“改造农村公路”（县博物馆，11月5日同意延至2026年3月31日）。" in text
    assert "县博物馆（第4项）反馈办理情况。" in text
    assert "尚无反馈" not in text


def test_more_time_that_was_asked_for_in_time_is_named_while_nobody_decides() -> None:
    deadline = a_checkpoint(date(2025, 11, 7))
    asks = a_report(
        AnswerKind.EXTENSION, date(2025, 11, 6), checkpoint=deadline, new_date=date(2025, 11, 30), text="设备没有到货"
    )
    told = accepted("进度60%，完成选址", percent=60)
    plain = a_task(an_assignment("县教育局", reports=[asks]), deadline=deadline, seq="15")
    slow = a_task(an_assignment("县体育局", reports=[told, asks]), deadline=deadline, seq="16")
    found = reviewed(plain, slow)
    text = body_of(found)
    assert "时限已过而申请待审核2项（100.0%，第15、16项）。" in text
    assert "应报反馈" not in text, "whose request waits is not counted"
    assert (
        "1.县教育局牵头的第15项“改造农村公路”11月7日到期，未反馈进展；到期前申请延期，本办公室尚未审核。\n"
        "2.县体育局牵头的第16项“改造农村公路”11月7日到期，11月3日反馈进度60%；到期前申请延期，本办公室尚未审核。"
        in text
    )
    assert "审核第15、16项的延期申请" in text
    assert (
        states_of(found)
        == [
            "时限已过而申请待审核\n（到期前的11月6日申请延期，本办公室尚未审核）",
        ]
        * 2
    )
    assert "县教育局（第15项）反馈办理情况。" in text, "nobody told how the work stands"
    assert "县体育局（第16项）" not in text, "the office's delay is not theirs"


def test_what_was_sent_back_counts_as_no_feedback_and_is_named_as_sent_back() -> None:
    sent_back = a_report(
        text="推进顺利",
        day=date(2025, 11, 3),
        status=ReportStatus.RETURNED,
        decided=date(2025, 11, 4),
        reason="请写明进度",
    )
    found = compiled(
        a_task(an_assignment("县融媒体中心", reports=[sent_back]), seq="25", deadline=LATER),
        a_task(an_assignment("县总工会"), seq="31", deadline=LATER),
    )
    text = body_of(found)
    assert "尚无有效反馈2项（100.0%）。\n其中，尚无有效反馈2项中退回待重报1项（第25项）。" in text
    assert (
        "尚无有效反馈2项：第25项“改造农村公路”（县融媒体中心11月3日反馈，11月4日退回（请写明进度），尚未重报）；第31项“改造农村公路”（县总工会，12月31日到期）。"
        in text
    )
    assert "县总工会（第31项）反馈办理情况。\n2.县融媒体中心（第25项）按退回意见重报。" in text
    assert states_of(found) == ["尚无有效反馈\n（退回待重报）", "尚无有效反馈"]


def test_a_missed_stage_says_which_day_it_was() -> None:
    stage = a_checkpoint(date(2025, 10, 31), CheckpointKind.MILESTONE)
    found = compiled(a_task(an_assignment("县博物馆"), deadline=LATER, checkpoints=[stage]))
    assert states_of(found) == ["逾期12天\n（阶段目标）"]
    table = paper_of(found).annexes[0].table
    assert table.rows[0][table.headers.index("完成时限")] == "2025年12月31日\n（阶段目标\n2025年10月31日）"


def test_the_paper_says_from_when_the_planned_progress_counts() -> None:
    note = paper_of(compiled(a_task(an_assignment("县博物馆"), deadline=LATER))).annexes[0].note
    assert "“应达”为按时间折算的进度，自方案交办之日（2025年1月2日）起算到完成时限止" in note


def test_several_due_on_the_day_itself_are_named_by_number() -> None:
    said = [accepted("进度90%，正在调试", percent=90)]
    works = [
        a_task(an_assignment(f"县{n}局", reports=said), seq=str(n), deadline=TODAY if n < 3 else LATER)
        for n in range(1, 5)
    ]
    found = compiled(*works)
    assert "县1局牵头的第1项“改造农村公路”11月12日到期、未报完成：11月3日反馈进度90%。" in body_of(found)
    slow = a_task(an_assignment("县图书馆", reports=[accepted("进度10%", percent=10)]), seq="9", deadline=LATER)
    assert "县图书馆牵头的第9项“改造农村公路”未达序时：" in body_of(compiled(*works, slow))


def test_a_title_that_is_counted_stays_and_what_asks_to_close_goes() -> None:
    late = a_task(
        an_assignment("县财政局", reports=[accepted("进度60%，清理闲置场馆9处", percent=60)]),
        title="清理闲置场馆", seq="30", deadline=date(2025, 11, 5),
    )  # fmt: skip
    lagging = [
        a_task(an_assignment("县水利局", reports=[accepted(f"清淤{n}公里", percent=99)]), deadline=LATER)
        for n in range(1, 8)
    ]
    assert "11月3日反馈进度60%。" in body_of(compiled(late, *lagging))
    asked = accepted("申请办结，5个场馆全部建成", kind=AnswerKind.CLOSURE)
    table = paper_of(compiled(a_task(an_assignment("县残联", reports=[asked])))).annexes[0].table
    assert table.rows[0][table.headers.index("进展情况")] == "县残联：5个场馆全部建成"


def test_of_a_unit_that_asks_for_help_what_is_not_done_is_told_beside_its_plea() -> None:
    said = accepted(
        "进度70%，看台主体完工，跑道未铺设，尾款86万元未到位，请县财政局拨付",
        kind=AnswerKind.BLOCKED, percent=70, problem="尾款86万元未到位，请县财政局拨付", needs="县财政局",
    )  # fmt: skip
    helper = an_assignment("县自然资源局", Role.RESPONSIBLE, reports=[accepted("完成用地手续办理", percent=50)])
    late = a_task(an_assignment("县体育局", reports=[said]), helper, seq="7", deadline=date(2025, 11, 5))
    lagging = [
        a_task(an_assignment("县水利局", reports=[accepted(f"清淤{n}公里", percent=99)]), deadline=LATER)
        for n in range(1, 8)
    ]
    found = compiled(late, *lagging)
    text = body_of(found)
    assert "11月3日反馈进度70%，跑道未铺设。" in text
    assert text.count("86万元") == 1
    table = paper_of(found).annexes[0].table
    assert table.rows[0][table.headers.index("存在问题")] == "县体育局：跑道未铺设，尾款86万元未到位，请县财政局拨付"


def test_what_is_due_on_the_day_itself_lacks_a_reason_like_all_that_is_not_done() -> None:
    said = [accepted("进度90%，正在调试", percent=90)]
    table = paper_of(compiled(a_task(an_assignment("县文化馆", reports=said), deadline=TODAY))).annexes[0].table
    assert table.rows[0][table.headers.index("进度")] == "90%\n（11月3日）\n应达100%"
    assert table.rows[0][table.headers.index("存在问题")] == "未反馈原因"
