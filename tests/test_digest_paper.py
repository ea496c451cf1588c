"""What the digest's paper says: what was done, what is late and whose, who is asked for what; what it never says."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from messages import digest_paper, paper, paper_words
from tasks_db.register import digest
from tasks_db.register.digest.facts import fact_in
from tasks_db.register.digest.period import period_of
from tasks_db.register.digest.values import Before, Digest
from tasks_db.register.people import Holder, Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role, SeatRole, TenureKind, WorkState
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
    registers,
)
from tests.digests import MEETING, PAST, body_of, busy_register, compiled, paper_of

ROUND = a_checkpoint(PAST, CheckpointKind.ROUND)


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


# the first sentence


def test_the_paper_says_its_base_its_period_and_each_task_once() -> None:
    text = body_of(digest.compile(busy_register(), as_of=NOW))
    assert text.splitlines()[:7] == [
        "青禾县乡村建设联席会议办公室关于2025年10—11月份重点任务进展情况的通报",
        (
            "根据《青禾县乡村建设行动实施方案（2025—2027年）》（青政办发〔2025〕3号），本办公室对方案的9项任务进行了调度。"
            "数据截至2025年11月12日，由牵头单位、责任单位反馈并经本办公室审核（未经审核的已注明）。"
            "现将有关情况通报如下："
        ),
        "一、总体进展",
        (
            "调度任务9项（逐项情况见附件1）：已办结1项（11.1%，本期1项）；长期推进1项（11.1%）；"
            "其余有时限的7项，达序时3项（33.3%）、未达序时1项（11.1%）、逾期1项（11.1%）、"
            "已报未量化1项（11.1%）、尚无反馈1项（11.1%）。分项占比因四舍五入合计为99.9%。已报未量化指已有反馈、未报进度百分比。"
        ),
        "其中，达序时3项中办结申请待审核1项（第9项），暂按达序时计。",
        (
            "未办结的任务应报反馈8份（每项任务每个单位计1份，以最近一次应报为准，申请延期或办结、待审核的单位不计），"
            "按时5份、未报3份。"
        ),
        "指标方面，农村自来水普及率2025年91.5%（目标≥90%，已达到），见附件2。",
    ]


def test_what_was_closed_in_the_period_before_it_and_at_dispatch_is_told_apart() -> None:
    closed = [a_task(closed_at=at(day)) for day in (date(2025, 1, 1), date(2025, 6, 1), PAST, PAST)]
    heard = a_task(
        an_assignment(reports=[accepted("", day=PAST, checkpoint=ROUND)]), standing=True, checkpoints=[ROUND]
    )
    silent = a_task(an_assignment("县民政局"), standing=True, checkpoints=[ROUND])
    text = body_of(compiled(*closed, heard, silent))
    assert (
        "调度任务6项（逐项情况见附件）：已办结4项（66.7%，本期2项，此前1项，交办时认定1项）；"
        "长期推进2项（33.3%；按牵头单位最近一次应报计，按时报送1项、未报1项）。" in text
    )
    assert "交办时" not in text.splitlines()[1], "what was closed at 交办 is said once"


def test_the_issue_before_is_what_this_one_is_held_against() -> None:
    tasks = [a_task(closed_at=at(PAST)), a_task(), a_task(an_assignment(reports=[a_report(percent=95)]))]
    plan = a_plan(*tasks)
    states = (WorkState.ON_TRACK, WorkState.NO_FEEDBACK, WorkState.NO_FEEDBACK)
    before = Before("3", date(2025, 9, 30), tuple((t.id, s) for t, s in zip(plan.tasks, states, strict=True)))
    found = digest.compile(a_register(plan), as_of=NOW, before=before)
    assert "与上期（第3期，截至9月30日）相比，新办结1项，尚无反馈减少1项；达序时1项，项数与上期持平。" in body_of(
        found
    )
    assert [(c.was, c.now) for c in found.changed] == [
        (WorkState.ON_TRACK, WorkState.CLOSED),
        (WorkState.NO_FEEDBACK, WorkState.ON_TRACK),
    ]
    rows = paper_of(found).annexes[0].table.rows
    assert [row[5].partition("\n（")[2] for row in rows] == ["上期：\n达序时）", "", "上期：\n尚无反馈）"]
    assert found.period.since == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("day", "name", "since"),
    [
        (date(2025, 1, 6), "2024年第四季度", date(2024, 10, 1)),
        (date(2025, 4, 7), "2025年第一季度", date(2025, 1, 1)),
        (date(2025, 3, 25), "2025年第一季度", date(2025, 1, 1)),
        (date(2025, 5, 20), "2025年4—5月份", date(2025, 4, 1)),
        (date(2025, 10, 31), "2025年10月份", date(2025, 10, 1)),
    ],
)
def test_a_paper_is_named_after_the_time_that_it_tells_of(day: date, name: str, since: date) -> None:
    found = period_of(day)
    assert (found.name, found.since, found.until) == (name, since, day)


# what was done


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("进度60%，文昌街道托育点开班", "文昌街道托育点开班"),
        ("补贴办法3月5日印发。进度80%", "补贴办法3月5日印发"),
        ("母婴室20处全部建成，进度100%", "母婴室20处全部建成"),
        ("16所幼儿园开设托班，在托261人", "16所幼儿园开设托班，在托261人"),
        ("累计完成投资1,500万元，占计划的60%", "累计完成投资1,500万元，占计划的60%"),
        ("第3项 已召开动员会，正在排查", "已召开动员会"),
        ("已完成选址，下一步办理用地手续，6月底前开工", "已完成选址"),
        (
            "前期经过多次研究，与县财政局联合印发了关于进一步加强农村供水工程建设和运行维护管理并对困难群众用水费用给予适当补助的实施细则（试行）和配套的三项制度",
            "与县财政局联合印发了关于进一步加强农村供水工程建设和运行维护管理并对困难群众用水费用给予适当补助的实施细则（试行）和配套的三项制度",
        ),
        ("正在有序推进中", ""),
        ("已完成", ""),
        ("任务已全部完成，进度100%", ""),
        ("已完成，18个小区建档", "18个小区建档"),
        ("进度50%", ""),
        ("目前工程进度已达65%", ""),
        ("没有开展培训", ""),
        ("尚未开工", ""),
        ("预计5月底完成", ""),
        ("无变化", ""),
    ],
)
def test_what_was_done_is_a_fact_and_no_percent_promise_or_phrase(said: str, told: str) -> None:
    assert fact_in(said) == told


def test_the_tasks_own_title_is_not_told_again() -> None:
    said = "检查施工质量安全 已完成，发现隐患15处，整改13处"
    assert fact_in(said, title="检查施工质量安全") == "发现隐患15处，整改13处"


def test_the_eleventh_section_of_a_part_is_numbered_too() -> None:
    done = [
        a_task(an_assignment(reports=[accepted(f"建成{n}处")]), section=f"第{n}方面", seq=str(n))
        for n in range(1, 13)
    ]
    text = body_of(compiled(*done))
    assert "（十）第10方面\n" in text
    assert "（十一）第11方面\n" in text
    assert "（十二）第12方面\n" in text


def test_a_difficulty_is_not_told_as_done() -> None:
    text = "主体封顶，设备采购经费缺口12万元，需县财政局协调"
    assert fact_in(text, "设备采购经费缺口12万元") == "主体封顶"


def test_what_a_responsible_unit_did_stands_in_the_text_under_its_section() -> None:
    lead = an_assignment("县教委", reports=[accepted("正在推进")])
    other = an_assignment("县住建局", Role.RESPONSIBLE, reports=[accepted("母婴室20处全部建成，进度100%")])
    text = body_of(compiled(a_task(lead, other, seq="4", section="二、补齐服务短板")))
    assert (
        "二、主要进展\n（一）补齐服务短板\n县教委牵头的第4项“改造农村公路”：母婴室20处全部建成（县住建局反馈）。"
        in text
    )


def test_a_task_has_one_sentence_and_the_office_may_choose_which() -> None:
    lead = an_assignment("县教委", reports=[accepted("16所幼儿园开设托班")])
    other = an_assignment("县住建局", Role.RESPONSIBLE, reports=[accepted("母婴室建成20处")])
    found = compiled(a_task(lead, other))
    assert [f.chosen for f in found.facts] == [True, False]
    told = digest_paper.paper(found, MEETING, ticked={found.facts[1].source.report_id})
    done = next(s for s in told.sections if s.heading == "主要进展")
    assert "母婴室建成20处（县住建局反馈）" in done.paragraphs[0].text
    assert "16所" not in done.paragraphs[0].text


@pytest.mark.parametrize(
    "report",
    [
        a_report(text="建成20处"),
        a_report(text="建成20处", status=ReportStatus.RETURNED, decided=date(2025, 11, 4)),
        a_report(text="建成20处", day=date(2025, 9, 1), status=ReportStatus.ACCEPTED, decided=date(2025, 9, 2)),
    ],
)
def test_what_is_not_accepted_or_was_told_before_is_no_progress_of_the_period(report: Report) -> None:
    assert "主要进展" not in body_of(compiled(a_task(an_assignment(reports=[report]))))


def test_without_its_report_a_sentence_is_gone() -> None:
    with_it = a_task(an_assignment("县教委", reports=[accepted("建成20处")]))
    without = replace(with_it, assignments=tuple(replace(a, reports=()) for a in with_it.assignments))
    assert "建成20处" in body_of(compiled(with_it))
    assert "建成20处" not in body_of(compiled(without))


# what is late


def test_late_work_names_its_leads_as_printed_and_who_answers_for_it() -> None:
    leads = [
        an_assignment("县教委", reports=[accepted("园舍封顶，进度90%", percent=90)]),
        an_assignment("县住建局", consolidates=False),
    ]
    text = body_of(compiled(a_task(*leads, deadline=PAST, leaders=("李志远", "张慧"), seq="7")))
    assert "县教委、县住建局牵头的第7项“改造农村公路”应于10月31日完成，逾期12天，11月3日反馈进度90%。" in text
    assert "李志远" not in text, "leaders stand beside the task in the annex"


def test_several_of_a_kind_are_numbered_with_a_narrow_dot_and_one_alone_is_not() -> None:
    two = body_of(compiled(a_task(deadline=PAST, seq="1"), a_task(deadline=PAST, seq="2")))
    assert "（一）逾期事项\n1.县教委牵头的第1项" in two
    assert "\n2.县教委牵头的第2项" in two
    assert "．" not in two
    assert "（一）逾期事项\n县教委牵头的" in body_of(compiled(a_task(deadline=PAST)))


def test_nobody_is_named_for_what_is_not_due_and_empty_parts_are_left_out() -> None:
    text = body_of(compiled(a_task(an_assignment("县商务局", reports=[accepted("进度95%", percent=95)]))))
    assert "县商务局" not in text
    assert "无。" not in text
    assert [line for line in text.splitlines() if re.match("[一二三四五]、", line)] == ["一、总体进展"]


# pleas and requests


def need(**said: Any) -> Digest:
    report = a_report(AnswerKind.BLOCKED, **said)
    return compiled(a_task(an_assignment("县卫健局", reports=[report]), title="建设母婴室", seq="5"))


def test_a_plea_stands_once_and_whole_with_whom_it_is_addressed_to() -> None:
    matter = "商场母婴室改造的设备采购、装修和后期运营维护经费合计缺口12万元，至今没有资金来源，需县财政局协调。"
    text = body_of(need(problem=matter, needs="县财政局"))
    assert (
        "县卫健局就第5项“建设母婴室”提出：商场母婴室改造的设备采购、装修和后期运营维护经费合计缺口12万元，"
        "至今没有资金来源，请县财政局协调。" in text
    )
    assert text.count("12万元") == 1
    assert (
        "请县财政局研究办理第5项所提事项，将办理情况答复县卫健局，不能办理的说明原因。"
        "答复抄送本办公室；仍不能解决的，由本办公室提请联席会议研究。"
    ) in text


@pytest.mark.parametrize(
    ("needs", "asked"),
    [
        ("县财政局", "请县财政局研究"),
        ("需县财政局、县自然资源局", "请县财政局、县自然资源局研究"),
        ("县税务局", "请县税务局给予支持"),
        ("请县财政局尽快拨付配套资金", "请县财政局尽快拨付配套资金"),
        ("希望召集人", "请召集人研究"),
    ],
)
def test_whoever_is_asked_is_addressed_as_papers_do(needs: str, asked: str) -> None:
    assert paper_words.ask(needs) == asked


def requested(
    status: ReportStatus, by: int | None, *, until: date | None = None, meeting_id: int = 1, **said: Any
) -> str:
    """What the paper says of a request that person 7 may have decided: a convenor ``until`` a day, of a body."""
    deadline = a_checkpoint(date(2025, 12, 31))
    report = a_report(
        AnswerKind.EXTENSION, date(2025, 11, 3), checkpoint=deadline, new_date=date(2026, 3, 31), status=status,
        decided=None if status is ReportStatus.SUBMITTED else date(2025, 11, 6), decided_by=by, **said,
    )  # fmt: skip
    plan = a_plan(a_task(an_assignment("县商务局", reports=[report]), deadline=deadline, seq="8"))
    holder = Holder(7, "沈怀瑾", TenureKind.HOLDER, date(2020, 1, 1), until, ())
    seat = Seat(1, meeting_id, 1, "县政府", SeatRole.CONVENOR, (holder,))
    return body_of(digest.compile(a_register(plan, seats=[seat]), as_of=NOW))


def test_an_extension_says_who_decided_and_a_refused_one_is_told_too() -> None:
    asked = "申请将第8项“改造农村公路”的完成时限由12月31日延至2026年3月31日，"
    granted = requested(ReportStatus.ACCEPTED, 7, old_day=date(2025, 12, 31))
    assert f"{asked}召集人于11月6日同意。" in granted
    assert f"{asked}召集人于11月6日未予同意，答复意见为“年内必须完成”。" in requested(
        ReportStatus.RETURNED, 7, reason="年内必须完成。"
    )
    assert f"{asked}本办公室于11月6日未予同意。" in requested(ReportStatus.RETURNED, 99)
    assert f"{asked}本办公室尚未审核。" in requested(ReportStatus.SUBMITTED, None)


def test_where_a_convenor_decides_on_closings_the_paper_and_the_offices_step_say_so() -> None:
    granted = replace(a_closure(date(2025, 11, 3), approved=date(2025, 11, 6)), decided_by=7)
    tasks = [
        a_task(an_assignment("县商务局", reports=[said]), seq=str(n), closed_at=closed)
        for n, (said, closed) in enumerate([(granted, granted.decided_at), (a_closure(date(2025, 11, 10)), None)], 1)
    ]
    holder = Holder(7, "沈怀瑾", TenureKind.HOLDER, date(2020, 1, 1), None, ())
    seat = Seat(1, 1, 1, "县政府", SeatRole.CONVENOR, (holder,))
    text = body_of(digest.compile(a_register(a_plan(*tasks), seats=[seat]), as_of=NOW))
    assert "并经本办公室审核，办结由召集人审定（未经审核的已注明）。" in text
    assert "审核第2项的办结申请，办结报召集人审定。" in text
    assert "召集人审定" not in body_of(digest.compile(a_register(a_plan(*tasks)), as_of=NOW)), "the office decided"


def test_whoever_was_no_convenor_of_the_body_on_the_day_has_decided_for_the_office() -> None:
    decided = date(2025, 11, 6)
    assert "召集人于11月6日同意" in requested(ReportStatus.ACCEPTED, 7, until=decided)
    for held in ({"until": date(2025, 11, 5)}, {"meeting_id": 2}):
        assert "，本办公室于11月6日同意" in requested(ReportStatus.ACCEPTED, 7, **held)


# how it is written


def test_quotation_marks_inside_quotation_marks_are_turned() -> None:
    text = body_of(compiled(a_task(title="大力开展“家门口”托育服务", deadline=PAST, seq="1")))
    assert "第1项“大力开展‘家门口’托育服务”" in text
    assert paper_words.book("关于落实《办法》的方案") == "《关于落实〈办法〉的方案》"


@settings(max_examples=25, deadline=None)
@given(registers(max_tasks=6))
def test_any_paper_keeps_to_its_length_names_no_liaison_and_tells_no_hour(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    printed, text = paper_of(found), body_of(found)
    assert paper.length(printed) <= digest_paper.MOST
    assert "王敏" not in text
    assert not re.search(r"\d{1,2}:\d{2}", text)
    headings = [s for _, s in paper.numbered(printed.sections)]
    assert all(s.paragraphs or any(p.paragraphs for p in s.sections) for s in headings)
    assert {t for p in paper.paragraphs(printed) for t in p.tasks} <= {line.task.task_id for line in found.tasks}


def test_a_group_is_printed_once_with_who_of_it_is_silent() -> None:
    towns = [
        an_assignment(f"{n}乡", Role.RESPONSIBLE, reports=[accepted("", day=PAST)] if n == "云" else [])
        for n in "云石柳"
    ]
    found = compiled(
        a_task(an_assignment("县教委"), *a_group("各乡镇", towns), deadline=None, checkpoints=[ROUND], seq="3")
    )
    assert "第3项“改造农村公路”：县教委、各乡镇已报1/3，未报：石乡、柳乡（应于10月31日报送）。" in body_of(found)


def test_nobody_is_named_for_having_nothing_new_to_say() -> None:
    reports = [a_report(AnswerKind.NO_CHANGE, d) for d in (PAST, date(2025, 11, 6))]
    found = compiled(a_task(an_assignment(reports=reports)))
    cells = "".join(cell for row in paper_of(found).annexes[0].table.rows for cell in row)
    assert "无变化" not in body_of(found) + cells.replace("无变化）", "")
