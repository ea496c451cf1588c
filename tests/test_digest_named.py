"""A paper with many problems still names which tasks it means, who lags among many, and why where that is known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from messages import digest_lagging, digest_paper, digest_requests, digest_steps
from messages.digest_paper import Size
from messages.paper import paragraphs
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_closure, a_group, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import PAST, body_of, paper_of

LATER = date(2025, 12, 31)


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def reviewed(*tasks: Task) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, reviewed_only=True)


def lagging() -> Digest:
    """Three bureaus that lag, a fourth that has not begun, and a task that each town does for itself."""
    said = {
        1: accepted("进度35%，完成设计，县公安局人口数据没有接入", percent=35),
        2: accepted("进度40%", percent=40),
        3: accepted("进度50%", percent=50),
        5: accepted("尚未启动，信息系统没有确定"),
    }
    alone = [
        a_task(an_assignment(f"县第{n}局", reports=[report]), seq=str(n), title=f"第{n}件事", deadline=LATER)
        for n, report in said.items()
    ]
    due = a_checkpoint(LATER)
    towns = {
        "云乡": [accepted("进度20%", percent=20)],
        "溪乡": [accepted("进度60%", percent=60)],
        "石乡": [accepted("已完成", kind=AnswerKind.DONE, checkpoint=due)],
        "桥乡": [],
    }
    members = [an_assignment(name, Role.RESPONSIBLE, reports=reports) for name, reports in towns.items()]
    return reviewed(*alone, a_task(*a_group("各乡镇", members), seq="6", title="第6件事", deadline=due))


def test_slow_work_has_its_title_its_reason_and_the_members_that_lag_in_a_long_paper_too() -> None:
    first, _, _, group, unbegun = (p.text for p in digest_lagging.behind(lagging(), terse=True))
    assert first == ("县第1局牵头的第1项“第1件事”未达序时：11月3日反馈进度35%，应达86.5%，县公安局人口数据没有接入。")
    assert group == (
        "各乡镇负责的第6项“第6件事”未达序时：云乡20%、溪乡60%，应达86.5%；石乡已完成，桥乡尚无反馈（未到报送时限）。"
    )
    assert unbegun == "县第5局牵头的第5项“第5件事”未启动：信息系统没有确定。"
    behind, unbegun = (p.text for p in digest_lagging.behind(lagging(), terse=True, short=True))
    assert "县第1局第1项（11月3日反馈35%，应达86.5%，县公安局人口数据没有接入）" in behind
    assert "各乡镇第6项（云乡20%、溪乡60%，应达86.5%，石乡已完成，桥乡尚无反馈（未到报送时限））" in behind
    assert unbegun == "未启动1项：第5项“第5件事”（县第5局，信息系统没有确定）。"


def test_a_step_names_the_tasks_and_of_a_group_those_that_lag() -> None:
    step, begin, tell, *_ = digest_steps.next_steps(lagging(), "三", terse=True).paragraphs
    assert step.text == (
        "县第1局（第1项）、县第2局（第2项）、县第3局（第3项）、云乡（第6项）、溪乡（第6项）报送加快进度的措施。"
    )
    assert begin.text == "县第5局（第5项）报送启动时间和措施。", "what has not begun is not asked to go faster"
    assert tell.text == "桥乡（第6项）反馈所承担工作的办理情况。", "a silent member of a group is named and asked"


def test_of_many_members_that_lag_the_slowest_is_named_and_the_group_is_asked() -> None:
    members = [
        an_assignment(f"第{n}乡", Role.RESPONSIBLE, reports=[accepted("正在施工", percent=10 + n)]) for n in range(9)
    ]
    found = reviewed(a_task(*a_group("各乡镇", members), seq="6", title="第6件事", deadline=LATER))
    (behind,) = digest_lagging.behind(found, terse=True)
    assert "未达序时：9个单位低于应达进度，最低为第0乡10%，应达86.5%。" in behind.text
    (step, *_) = digest_steps.next_steps(found, "三", terse=True).paragraphs
    assert step.text == "各乡镇（第6项）报送加快进度的措施。"


def test_late_work_is_asked_for_by_number_and_its_reason_only_where_nobody_gave_one() -> None:
    plea = accepted("进度70%，增容没有批复，请供电公司加快办理", percent=70, needs="供电公司")
    part = accepted("进度70%，落实用地2宗，另有1宗规划没有批准", percent=70)
    words = [plea, part, accepted("进度60%，建成1处", percent=60)]
    found = reviewed(
        *(
            a_task(an_assignment(f"县第{n}局", reports=[said]), seq=str(n), deadline=PAST)
            for n, said in enumerate(words, 1)
        )
    )
    (step, *_) = digest_steps.next_steps(found, "三", terse=True).paragraphs
    assert (
        step.text == "县第1局（第1项）、县第2局（第2项）、县第3局（第3项）报送完成时间和措施，第3项并说明逾期原因。"
    )
    assert "逾期12天，11月3日反馈进度70%，落实用地2宗，另有1宗规划未批准。" in body_of(found)


def test_a_request_that_waits_says_whose_help_it_asks_for_and_they_are_asked_to_answer() -> None:
    over = a_checkpoint(date(2025, 11, 7))
    asks = a_report(
        AnswerKind.EXTENSION, date(2025, 11, 6), checkpoint=over, new_date=LATER,
        text="申请延期到12月31日，2处住户意见没有统一，需要南门街道协调", needs="南门街道",
    )  # fmt: skip
    found = reviewed(a_task(an_assignment("县住建局", reports=[asks]), deadline=over, seq="6"))
    found = replace(found, first_by=date(2025, 11, 15))
    text = body_of(found)
    assert "县住建局11月6日因2处住户意见未统一，申请将第6项" in text
    assert "延至12月31日，本办公室尚未审核。" in text
    assert "2处住户意见未统一，请南门街道协调。" in text, "among the pleas"
    assert "请南门街道研究办理第6项所提事项，于11月15日前将办理情况答复县住建局，不能办理的说明原因。" in text
    assert "本办公室11月15日前审核第6项的延期申请。" in text
    assert "县住建局（第6项）反馈办理情况。" in text, "nobody told how the work stands"
    (row,) = paper_of(found).annexes[0].table.rows
    assert "县住建局：2处住户意见未统一，请南门街道协调，申请延至12月31日，待审核" in row


def test_every_decision_of_the_period_stands_once() -> None:
    """So does a refusal of late work, which itself points there; what was granted says whether it is done."""
    due = a_checkpoint(PAST)
    asked: dict[str, Any] = {
        "kind": AnswerKind.EXTENSION,
        "checkpoint": due,
        "new_date": LATER,
        "text": "设备没有到货",
    }
    refused = a_report(**asked, day=date(2025, 10, 20), status=ReportStatus.RETURNED, decided=date(2025, 10, 21),
                       reason="请抓紧")  # fmt: skip
    moved = a_checkpoint(LATER, original_day=PAST)
    granted = a_report(**{**asked, "checkpoint": moved}, day=date(2025, 10, 20), status=ReportStatus.ACCEPTED,
                       decided=date(2025, 10, 22))  # fmt: skip
    closed = a_closure(date(2025, 11, 5), approved=date(2025, 11, 6))
    found = reviewed(
        a_task(an_assignment("县卫健局", reports=[refused]), deadline=due, seq="20"),
        a_task(an_assignment("县交通局", reports=[granted, closed]), deadline=moved, seq="13"),
    )
    late = {found.tasks[0].task.task_id}
    told = [p.text for p in digest_requests.requests(found, late, terse=True)]
    assert "延至12月31日，本办公室于10月21日未予同意，答复意见为“请抓紧”。" in told[0]
    assert "延至12月31日，本办公室于10月22日同意，已于11月6日办结。" in told[1]
    text = body_of(found)
    assert "逾期12天，因设备未到货申请延期未获同意，此后未反馈进展。" in text


def test_late_reports_are_named_in_a_long_paper_and_counted_in_a_short_one() -> None:
    said = [accepted("建成1处", date(2025, 11, 6))]
    late = [a_task(an_assignment(f"县第{n}局", reports=said), deadline=PAST, seq=str(n)) for n in range(1, 60)]
    assert "迟报59份" in body_of(reviewed(*late)).split("、存在问题")[1]
    few = reviewed(*late[:2])
    drafts = [digest_paper._Draft(few, "办公室", None, None, size=size).paper() for size in Size]
    told = ["".join(p.text for p in paragraphs(d)) for d in drafts]
    assert ["迟报2份：县第1局（第1项）；县第2局（第2项）" in text for text in told] == [True, True, False, False]


def test_the_name_before_a_units_words_is_neither_a_fact_nor_a_reason_nor_begun() -> None:
    said = accepted("审计专项资金：尚未启动，审计人员没有抽调到位", kind=AnswerKind.BLOCKED,
                    problem="审计专项资金：尚未启动，审计人员没有抽调到位")  # fmt: skip
    licences = accepted("申请办结，办理取水许可证9本", kind=AnswerKind.CLOSURE)
    found = reviewed(
        a_task(an_assignment("县审计局", reports=[said]), title="审计专项资金", seq="21", deadline=LATER),
        a_task(an_assignment("县水利局", reports=[licences]), title="办理取水许可", seq="20"),
    )
    text, (row, _) = body_of(found), paper_of(found).annexes[0].table.rows
    assert "县审计局牵头的第21项“审计专项资金”未启动：审计人员未抽调到位。" in text
    assert "县审计局：审计人员未抽调到位" in row
    assert "第20项“办理取水许可”：办理取水许可证9本" in text


def test_a_supply_that_does_not_come_in_time_is_a_reason() -> None:
    said = accepted("进度30%，安装水表2300块，厂家供货不及时", percent=30)
    text = body_of(reviewed(a_task(an_assignment("县供水公司", reports=[said]), seq="15", deadline=LATER)))
    assert "按时间应达86.5%，厂家供货不及时。" in text


@pytest.mark.parametrize(
    ("found_first", "then"),
    [
        ("核出3处标牌多计经费4万元", "另有2处碑座"),
        ("清理碑亭12座", "其余5座碑亭"),
        ("核出3处标牌多计经费4万元", "此外2处碑座"),
    ],
)
def test_slow_work_tells_what_a_lack_leans_on_before_it(found_first: str, then: str) -> None:
    part = accepted(f"进度10%，完成碑刻登记8处，{found_first}，{then}手续不全，正在补", percent=10)
    text = body_of(reviewed(a_task(an_assignment("县文物局", reports=[part]), deadline=LATER, seq="4")))
    assert f"完成碑刻登记8处，{found_first}，{then}手续不全，正在补" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("累计修缮41座", "累计修缮41座（目标40座，已超过）"),
        ("累计修缮40座", "累计修缮40座（目标40座，已达到）"),
        ("已修缮30座", "已修缮30座（目标40座）"),
        ("10月修缮5座", "10月修缮5座"),
        ("累计移交9座", "累计移交9座"),
        ("累计修缮30间", "累计修缮30间"),
    ],
)
def test_a_count_of_late_work_stands_beside_what_the_plan_asks_for(words: str, told: str) -> None:
    share = an_assignment("县文物局", reports=[accepted(f"{words}，石坪乡还有2处没有动工")])
    task = replace(a_task(share, deadline=PAST, seq="4"), content="修缮村内石碑亭40座，登记2批。")
    assert f"{told}，石坪乡还有2处未动工" in body_of(reviewed(task))


@pytest.mark.parametrize(
    ("words", "content", "told"),
    [
        ("累计改造3200亩", "改造盐碱地1.6万亩", "累计改造3200亩（目标1.6万亩）"),
        ("累计改造1.7万亩", "改造盐碱地1.6万亩", "累计改造1.7万亩（目标1.6万亩，已超过）"),
        ("累计培训968人", "培训植保员1100人，减少用药", "累计培训968人（目标1100人）"),
        ("累计发放补助6530万元", "发放盐碱地治理补助0.68亿元", "累计发放补助6530万元（目标0.68亿元）"),
        ("累计发放工资30万元", "发放盐碱地治理补助68万元", "累计发放工资30万元"),
        ("三季度累计培训200人", "培训植保员1100人", "三季度累计培训200人"),
    ],
)
@pytest.mark.parametrize("deadline", [LATER, PAST])
def test_a_count_has_the_number_that_the_plan_asks_for_beside_it_in_the_annex_too(
    words: str, content: str, told: str, deadline: date
) -> None:
    share = an_assignment("县农技站", reports=[accepted(f"进度20%，{words}", percent=20)])
    (row,) = (
        paper_of(reviewed(replace(a_task(share, deadline=deadline, seq="4"), content=content))).annexes[0].table.rows
    )
    assert f"县农技站：进度20%，{told}" in row


def test_a_number_of_the_plan_that_may_be_of_other_work_stands_beside_no_count() -> None:
    share = an_assignment("县文物局", reports=[accepted("累计修缮30座")])
    task = replace(a_task(share, deadline=PAST, seq="4"), content="修缮石碑亭40座、石桥12座。")
    assert "目标" not in body_of(reviewed(task))
