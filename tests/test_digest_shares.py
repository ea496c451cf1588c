"""Whose figure is whose: several leads each with its own, and of a group every member or none."""

from datetime import date
from typing import Any

from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import a_checkpoint, a_group, a_report, a_task, an_assignment
from tests.digests import body_of, compiled, paper_of

LATER = date(2025, 12, 31)


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def cell(found: Digest, header: str) -> str:
    table = paper_of(found).annexes[0].table
    return table.rows[0][table.headers.index(header)]


def two_leads(first: Report, second: Report, *, deadline: date = LATER) -> Digest:
    lead = an_assignment("县教育局", reports=[first])
    other = an_assignment("县住建局", consolidates=False, reports=[second])
    return compiled(a_task(lead, other, deadline=deadline, seq="5", title="新建食堂"))


def test_each_of_several_leads_has_its_own_figure_and_whoever_is_ahead_is_asked_for_nothing() -> None:
    found = two_leads(
        accepted("进度40%，封顶3所", percent=40), accepted("进度90%，招标5所", day=date(2025, 11, 11), percent=90)
    )
    text = body_of(found)
    assert "第5项“新建食堂”未达序时：县教育局11月3日反馈40%、县住建局11月11日反馈90%，按时间应达86.5%" in text
    assert "县教育局（第5项）报送加快进度的措施。" in text
    assert "县住建局（第5项）" not in text
    assert cell(found, "进度") == "县教育局40%\n（11月3日）\n县住建局90%\n（11月11日）\n应达86.5%"
    assert cell(found, "存在问题") == "县教育局：未反馈原因"
    assert "几个牵头单位都报了进度的分别列明" in paper_of(found).annexes[0].note


def test_late_work_of_several_leads_tells_each_figure() -> None:
    late = two_leads(
        accepted("进度40%", day=date(2025, 10, 29), percent=40),
        accepted("进度90%", percent=90),
        deadline=date(2025, 10, 31),
    )
    assert "县教育局10月29日反馈进度40%、县住建局11月3日反馈进度90%" in body_of(late)


def test_a_figure_that_was_enough_on_its_own_day_is_to_be_brought_up_to_date_and_not_sped_up() -> None:
    said = accepted("进度80%，封顶3所", day=date(2025, 9, 1), percent=80)
    found = compiled(a_task(an_assignment("县教育局", reports=[said]), deadline=LATER, seq="5"))
    text = body_of(found)
    assert cell(found, "存在问题") == "待更新进度"
    assert "县教育局（第5项）反馈最新进度，仍低于应达进度的，报送加快进度的措施。" in text
    assert "县教育局（第5项）报送加快进度的措施" not in text


def test_what_a_figure_should_have_been_on_its_own_day_goes_by_the_date_of_then() -> None:
    moved = a_checkpoint(date(2026, 12, 31), original_day=LATER)
    said = accepted("进度70%，封顶3所", day=date(2025, 9, 1), percent=70)
    more = a_report(
        AnswerKind.EXTENSION, date(2025, 9, 20), checkpoint=moved, new_date=moved.day, status=ReportStatus.ACCEPTED,
        decided=date(2025, 9, 22),
    )  # fmt: skip
    share = an_assignment("县教育局", reports=[said, more])
    then = compiled(a_task(share, deadline=moved, seq="5")).tasks[0].due_then
    plain = compiled(a_task(an_assignment("县教育局", reports=[said]), deadline=LATER, seq="5")).tasks[0].due_then
    assert then == plain


def test_what_a_unit_counts_as_waiting_is_what_its_work_lacks() -> None:
    said = accepted("进度40%，建成公厕18座，2座待验收", percent=40)
    found = compiled(a_task(an_assignment("县城管局", reports=[said]), deadline=LATER, seq="5"))
    assert cell(found, "存在问题") == "县城管局：2座待验收"
    assert "2座待验收" in body_of(found)


def test_of_a_group_whoever_is_ahead_stands_with_its_figure_beside_those_that_lag() -> None:
    due = a_checkpoint(LATER)
    said = {
        "枫林乡": [accepted("进度35%", percent=35)],
        "平川镇": [accepted("进度90%", percent=90)],
        "沙坪乡": [accepted("完成招标，队伍进场")],
        "青石镇": [accepted("已完成", kind=AnswerKind.DONE, checkpoint=due)],
        "云台乡": [],
    }
    towns = [an_assignment(name, Role.RESPONSIBLE, reports=reports) for name, reports in said.items()]
    text = body_of(compiled(a_task(*a_group("各乡镇", towns), seq="4", deadline=due)))
    assert (
        "未达序时：枫林乡11月3日反馈进度35%，按时间应达86.5%；"
        "平川镇90%，沙坪乡未报进度百分比，青石镇已完成，云台乡尚无反馈（未到报送时限）。" in text
    )
    assert "云台乡（第4项）反馈所承担工作的办理情况。" in text, "nobody asks why, before the day"
    assert "平川镇（第4项）" not in text


def test_of_a_group_whoever_let_a_report_go_by_is_named_and_not_the_group() -> None:
    due = a_checkpoint(date(2025, 10, 31))
    towns = [
        an_assignment(
            n, Role.RESPONSIBLE, reports=[accepted("建成3个", day=date(2025, 10, 30))] if n == "溪乡" else []
        )
        for n in ("溪乡", "云乡")
    ]
    lead = an_assignment("县民政局", reports=[accepted("进度90%", percent=90)])
    text = body_of(compiled(a_task(lead, *a_group("各乡镇", towns), deadline=due, seq="4")))
    assert "云乡" in text[text.index("未按时报送") :].split("下一步工作")[0]
