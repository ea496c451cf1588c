"""What readers of the last paper struck out or added: whom work waits on, what did not pass, who is asked what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from messages import digest_steps, paper_cards, paper_words, signing
from tasks_db.register import digest
from tasks_db.register.digest import waits
from tasks_db.register.digest.values import Digest
from tasks_db.register.papers import PaperRecord, require_days_ahead
from tasks_db.register.refusals import PaperError
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, PaperKind, PaperState, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_closure, a_group, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import PAST, body_of, paper_of

LATER = date(2025, 12, 31)
UNITS = [(name, name) for name in ("县供水公司", "县公安局", "县财政局", "县住建局", "白塔镇")]


def accepted(text: str, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def reviewed(*tasks: Task) -> Digest:
    found = digest.compile(a_register(a_plan(*tasks)), as_of=NOW, reviewed_only=True)
    waiting = tuple(waits.waits_on(found.tasks, found.coordination, UNITS))
    return replace(found, answer_by=date(2025, 11, 19), first_by=date(2025, 11, 17), waits_on=waiting)


def cells(found: Digest, header: str) -> list[str]:
    table = paper_of(found).annexes[0].table
    return [row[table.headers.index(header)] for row in table.rows]


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("进度82%，还有3公里因县供水公司停水方案没有确定未施工", ("县供水公司", "停水方案", "确定")),
        ("进度82%，县公安局人口数据未接入", ("县公安局", "人口数据", "接入")),
        ("进度82%，县财政局还没批复采购计划", ("县财政局", "采购计划", "批复")),
        ("进度82%，会同县公安局未发现问题", None),
        ("进度82%，白塔镇敬老院增容没有批复", None),
        ("进度82%，县住建局图纸没有确定", None),
    ],
)
def test_a_unit_that_work_waits_on_is_known_by_what_it_has_to_do(said: str, on: tuple[str, ...] | None) -> None:
    found = reviewed(a_task(an_assignment("县住建局", reports=[accepted(said, percent=82)]), deadline=PAST, seq="2"))
    assert [(one.on, one.what, one.do) for one in found.waits_on] == ([] if on is None else [on])


def test_whom_work_waits_on_is_asked_though_nobody_asked_for_help() -> None:
    said = accepted("进度82%，改造管网14公里，还有3公里因县供水公司停水方案没有确定未施工", percent=82)
    text = body_of(reviewed(a_task(an_assignment("县住建局", reports=[said]), deadline=PAST, seq="2")))
    assert "还有3公里管网因县供水公司停水方案未确定未施工" in text, "what is left is told with what it is of"
    assert (
        "第2项“改造农村公路”：据县住建局11月3日反馈，县供水公司停水方案未确定，请县供水公司说明办理情况和时间。"
        in text
    )
    assert "请县供水公司于11月17日前说明第2项停水方案的办理情况和预计确定时间，并告知县住建局。" in text


def test_a_plea_that_was_answered_says_so_and_is_asked_no_more() -> None:
    said = accepted("资金没有到位，请县财政局拨付资金", kind=AnswerKind.BLOCKED, needs="县财政局")
    found = reviewed(a_task(an_assignment("县住建局", reports=[said]), deadline=date(2026, 3, 31), seq="2"))
    answers = (("县财政局已答复", False), ("已转县财政局", True), ("", True))
    for answered, is_asked in answers:
        text = body_of(replace(found, coordination=tuple(replace(c, answered=answered) for c in found.coordination)))
        assert ("（县财政局已答复）。" in text) is not is_asked
        assert ("请县财政局研究办理" in text) is is_asked


def test_what_did_not_pass_is_a_problem_and_is_followed_up() -> None:
    days = (date(2025, 10, 10), date(2025, 10, 24), date(2025, 11, 7))
    said = [accepted(f"监测水样60份，合格{60 - n}份", day) for n, day in zip((2, 1, 1), days, strict=True)]
    found = reviewed(a_task(an_assignment("县卫健局", reports=said), standing=True, seq="8"))
    told = "反馈4份水样不合格（10月10日2份，10月24日、11月7日各1份），未反馈处置情况"
    assert f"县卫健局{told}。" in body_of(found)
    assert (
        "县卫健局立即核实第8项4份不合格水样涉及的单位，未处置到位的先行停用并落实替代或者防护措施，"
        "11月17日前反馈单位名单、原因、处置和复检结果。" in body_of(found)
    )
    assert cells(found, "存在问题") == [f"县卫健局：{told}"]
    dealt = [*said[:2], accepted("监测水样60份，合格59份，此前不合格的4份已复检合格", days[2])]
    again = reviewed(a_task(an_assignment("县卫健局", reports=dealt), standing=True, seq="8"))
    assert "未反馈处置情况" not in body_of(again)
    named = [said[0], accepted("监测水样60份，全部合格，10月份不合格的2份复查合格", days[2])]
    other = [said[0], accepted("监测水样60份，全部合格，9月份不合格的3份复查合格", days[2])]
    partly = [
        accepted("发现隐患13处，整改8处", days[0]),
        accepted("发现隐患7处，整改7处，10月份没有整改的5处已整改4处", days[1]),
        accepted("发现隐患6处，整改5处", days[2]),
        accepted("发现隐患9处，整改9处，上月没有整改的1处已整改", date(2025, 11, 10)),
    ]
    for texts, is_open in ((named, False), (other, True)):
        water = reviewed(a_task(an_assignment("县卫健局", reports=texts), standing=True, seq="8"))
        assert ("未反馈处置情况" in body_of(water)) is is_open
    fires = reviewed(a_task(an_assignment("县消防队", reports=partly), standing=True, seq="8"))
    assert [(one.count, one.source.said_on) for one in fires.unmended] == [(1, days[0])]


def test_a_fault_of_an_earlier_period_is_followed_up_and_its_report_is_not_told_again() -> None:
    said = [accepted("发现隐患13处，整改8处", date(2025, 8, 10)), accepted("发现隐患6处，整改6处", date(2025, 11, 7))]
    found = reviewed(a_task(an_assignment("县消防队", reports=said), standing=True, seq="8"))
    assert [(one.count, one.source.said_on) for one in found.unmended] == [(5, date(2025, 8, 10))]
    assert [fact.text for fact in found.facts] == ["发现隐患6处，整改6处"]


def asked_for_time(**fields: Any) -> Report:
    return a_report(
        AnswerKind.EXTENSION, date(2025, 10, 8), text="申请延期到12月29日，接口没有打通", new_date=date(2025, 12, 29),
        status=ReportStatus.RETURNED, decided=date(2025, 10, 9), **fields,
    )  # fmt: skip


def test_a_refusal_stands_among_the_requests_with_its_reason_and_late_work_says_until_when() -> None:
    def late(n: int) -> Task:
        due = a_checkpoint(PAST)
        refused = asked_for_time(checkpoint=due, reason="群众反映强烈，请于11月20日前完成")
        return a_task(an_assignment(f"县第{n}局", reports=[refused]), deadline=due, seq=str(n))

    told = "因接口未打通申请延期未获同意，本办公室要求11月20日前完成，此后未反馈进展"
    decided = "延至12月29日，本办公室于10月9日以“群众反映强烈”为由未予同意，要求11月20日前完成。"
    text = body_of(reviewed(late(1)))
    assert f"{told}。" in text
    assert decided in text
    assert "县第1局报送第1项“改造农村公路”的进展和推进措施，并按本办公室要求于11月20日前完成。" in text
    many = body_of(reviewed(*(late(n) for n in range(1, 8))))
    assert f"县第7局，应于10月31日完成，{told}" in many
    assert decided in many
    assert "至今未反馈" not in many


def test_a_date_that_is_over_is_named_whatever_class_the_task_counts_in_and_whose_word_is_awaited_is_asked() -> None:
    closing = an_assignment("县教育局", reports=[replace(a_closure(date(2025, 10, 30)), text="清洗水箱46个")])
    waits_for = a_task(closing, an_assignment("县卫健局", Role.RESPONSIBLE), deadline=PAST, seq="10")
    found = reviewed(waits_for)
    text = body_of(found)
    assert "时限已过而申请待审核1项（100.0%，第10项）。" in text
    assert (
        "（一）时限已过而申请待审核事项\n"
        "县教育局牵头的第10项“改造农村公路”10月31日到期；到期前申请办结，因县卫健局尚未反馈未能审核。" in text
    )
    assert "进度滞后" not in text, "who asked in time does not lag"
    assert "县卫健局（第10项）" in text[text.index("下一步工作") :]
    assert cells(found, "状态") == ["时限已过而申请待审核\n（到期前的10月30日申请办结，因县卫健局尚未反馈未能审核）"]


def test_what_the_office_holds_back_says_since_when_and_is_no_class_of_unquantified_work() -> None:
    old = accepted("进度12%，完成比选", percent=12)
    new = a_report(text="进度58%", percent=58, day=date(2025, 11, 10))
    behind = a_task(an_assignment("县水利局", reports=[old, new]), deadline=LATER, seq="5")
    unread = a_task(
        an_assignment("县财政局", reports=[a_report(text="进度25%", percent=25, day=date(2025, 11, 10))]),
        deadline=LATER,
        seq="6",
    )
    found = reviewed(behind, unread)
    text = body_of(found)
    assert "反馈待审核1项（50.0%）" in text
    assert "已报未量化" not in text.replace("不计入已报未量化", "")
    assert "11月10日已报，本办公室未审" in text
    assert cells(found, "状态")[1] == "反馈待审核"
    asked = paper_cards.before_drafting(found, "all", 0)
    assert asked is not None
    assert asked.text.startswith("有2份反馈和申请等着审核（第5、6项），")
    assert [button.label for row in asked.buttons for button in row] == ["先审核", "照样起草"]
    assert paper_cards.before_drafting(reviewed(replace(behind, seq="7")), "all", 0) is not None
    clear = a_task(an_assignment("县水利局", reports=[old]), deadline=LATER, seq="5")
    assert paper_cards.before_drafting(reviewed(clear), "all", 0) is None


def test_figures_of_no_time_are_asked_for_before_and_in_the_paper() -> None:
    said = accepted("收缴水费203万元", date(2025, 11, 10))
    found = reviewed(a_task(an_assignment("县供水公司", reports=[said]), standing=True, seq="18"))
    text = body_of(found)
    assert "第18项“改造农村公路”：11月10日反馈，收缴水费203万元。" in text
    assert "县供水公司（第18项）注明所报数据是本期数还是累计数。" in text
    asked = paper_cards.before_drafting(found, "all", 0)
    assert asked is not None
    assert asked.text.startswith("第18项的数据没有写明是本期数还是累计数")
    clear = replace(said, text="本季度收缴水费203万元")
    assert "注明所报数据" not in body_of(
        reviewed(a_task(an_assignment("县供水公司", reports=[clear]), standing=True, seq="18"))
    )


def test_of_a_group_each_member_is_told_with_what_it_did_and_the_silent_one_is_asked() -> None:
    due = a_checkpoint(LATER)
    said = {
        "云台乡": accepted("已完成，建成供水站3个", kind=AnswerKind.DONE, checkpoint=due),
        "沙坪乡": accepted("进度40%，建成供水站2个", percent=40),
        "河口镇": None,
    }
    towns = [an_assignment(n, Role.RESPONSIBLE, reports=[r] if r else []) for n, r in said.items()]
    text = body_of(reviewed(a_task(*a_group("各乡镇", towns), seq="3", deadline=due)))
    assert "：云台乡已完成，建成供水站3个。" in text, "who lags is told with the problems"
    assert "云台乡已完成，河口镇尚无反馈（未到报送时限）" in text
    assert "沙坪乡（第3项）报送加快进度的措施。" in text
    assert "河口镇（第3项）反馈所承担工作的办理情况。" in text


def test_work_in_time_says_what_its_figure_is_held_against() -> None:
    task = a_task(
        an_assignment("县财政局", reports=[accepted("进度95%，下达经费240万元", percent=95)]), deadline=LATER
    )
    found = reviewed(task)
    assert "：进度95%（11月3日反馈，应达86.5%），下达经费240万元。" in body_of(found)
    assert cells(found, "进度") == ["95%\n（11月3日）\n应达86.5%"]


def test_who_told_something_and_no_figure_is_asked_for_one_and_nobody_twice_for_the_same() -> None:
    silent = an_assignment("县数据局")
    helper = an_assignment("县水利局", Role.RESPONSIBLE, reports=[accepted("完成12处监测点数据整理")])
    untold = a_task(silent, helper, deadline=LATER, seq="16")
    vague = a_report(text="推进顺利", day=date(2025, 11, 3), decided=date(2025, 11, 3), status=ReportStatus.RETURNED,
                     reason="请写明进度")  # fmt: skip
    late = a_task(an_assignment("县发改局", reports=[vague]), deadline=PAST, seq="19")
    text = body_of(reviewed(untold, late))
    assert "县数据局（第16项）报送进度和预计完成时间。" in text
    steps = text[text.index("下一步工作") :]
    assert steps.count("县发改局（第19项）") == 1
    assert "县发改局（11月3日反馈被退回、未重报）" in text


def test_who_told_nothing_is_asked_once_whatever_their_number() -> None:
    silent = [a_task(an_assignment(f"县第{n}局"), deadline=LATER, seq=str(n)) for n in range(1, 10)]
    (step, *_) = digest_steps.next_steps(reviewed(*silent), "三", terse=True).paragraphs
    assert step.text == "尚无反馈的9项任务的牵头单位反馈办理情况。"


def test_what_falls_due_on_the_day_itself_is_counted_as_the_annex_marks_it() -> None:
    today = NOW.date()
    told = a_task(an_assignment("县文化馆", reports=[accepted("进度90%", percent=90)]), deadline=today, seq="1")
    silent = a_task(an_assignment("县体育局"), deadline=today, seq="2")
    found = reviewed(told, silent)
    assert sum("11月12日到期" in cell for cell in cells(found, "状态")) == 2
    assert "11月12日到期、未报完成1项：" in body_of(found)
    assert "另有1项11月12日到期，尚无反馈。" in body_of(found)


def test_a_tasks_name_is_never_cut_inside_a_word() -> None:
    title = "建设覆盖全县各乡镇村的农村供水水质在线监测预警体系"
    assert paper_words.task("4-15", title) == f"第4-15项“{title}”"


def test_under_a_seal_a_long_signature_stands_in_lines_that_are_centred_over_the_date() -> None:
    *names, day = signing.placed("石漾县农村供水提质工作联席会议办公室", "县水利局", "2026年6月30日", sealed=True)
    assert [line.text for line in names] == ["石漾县农村供水提质工作", "联席会议办公室", "（县水利局代章）"]
    centre = day.left + 6.5 / 2
    assert all(abs(line.left + len(line.text) / 2 - centre) < 0.6 for line in names)
    assert day.left + 6.5 == signing.LINE - 4


def test_a_paper_whose_day_is_over_is_not_signed() -> None:
    record = PaperRecord(
        5, 1, PaperKind.DIGEST, None, PaperState.CHECKED, NOW, (), None, None, None, None, (), ()
    )  # fmt: skip
    require_days_ahead(record, date(2025, 4, 8), date(2025, 4, 7))
    with pytest.raises(PaperError, match=r"要求“2025年4月8日前完成”，今天已经是2025年7月1日.*重新起草"):
        require_days_ahead(record, date(2025, 4, 8), date(2025, 7, 1))


def test_a_paper_waits_for_its_signature_as_long_as_the_earlier_of_its_days_lies_ahead() -> None:
    danger = a_task(an_assignment("县卫健局", reports=[accepted("抽检水样64份，合格61份")]), standing=True)
    asked = accepted("资金没有到位，请县财政局拨付", kind=AnswerKind.BLOCKED, needs="县财政局")
    late, in_time = (a_task(an_assignment("县交通局", reports=[asked]), deadline=day) for day in (PAST, LATER))
    told = accepted("考核60人，合格58人", kind=AnswerKind.PROGRESS)
    people = a_task(an_assignment("县人社局", reports=[told]), standing=True)
    found = {name: reviewed(task).asks_first for name, task in (("danger", danger), ("late", late))}
    found |= {name: reviewed(task).asks_first for name, task in (("in time", in_time), ("people", people))}
    assert found == {"danger": True, "late": True, "in time": False, "people": False}


def test_figures_told_anew_of_the_whole_quarter_are_not_added_to_those_before() -> None:
    before = accepted("组织演练19场，参演6300人次", date(2025, 11, 3))
    anew = accepted("本季度组织演练19场，参演6300人次", date(2025, 11, 10))
    found = reviewed(a_task(an_assignment("县应急局", reports=[before, anew]), standing=True, seq="22"))
    assert "38" not in body_of(found)
    assert "最近一次（11月10日）反馈，本季度组织演练19场，参演6300人次。" in body_of(found)


def test_a_count_that_is_told_anew_with_its_month_is_counted_once() -> None:
    days = (date(2025, 10, 24), date(2025, 11, 7), date(2025, 11, 10))
    words = ("检查食堂18家，合格17家", "检查食堂21家，合格18家", "11月份检查食堂21家，合格18家")
    said = [accepted(text, day) for text, day in zip(words, days, strict=True)]
    text = body_of(reviewed(a_task(an_assignment("县市场监管局", reports=said), standing=True, seq="9")))
    assert "县市场监管局反馈4家食堂不合格（10月24日1家，11月10日3家），未反馈处置情况。" in text


def test_what_was_dealt_with_is_counted_apart_from_what_was_not() -> None:
    days = (date(2025, 10, 10), date(2025, 10, 24))
    words = ("检查食品店140家，合格131家", "检查食品店128家，合格124家，不合格的已责令整改")
    said = [accepted(text, day) for text, day in zip(words, days, strict=True)]
    text = body_of(reviewed(a_task(an_assignment("县市场监管局", reports=said), standing=True, seq="11")))
    assert "县市场监管局共反馈13家食品店不合格，其中9家（10月10日）未反馈处置情况。" in text


def test_what_falls_due_within_a_month_and_has_no_figure_is_a_problem_and_no_success_alone() -> None:
    said = accepted("完成平台招标，开发单位进场")
    near = a_task(an_assignment("县数据局", reports=[said]), deadline=date(2025, 12, 10), seq="27")
    far = a_task(an_assignment("县水利局", reports=[said]), deadline=date(2026, 3, 31), seq="28")
    found = reviewed(near, far)
    text = body_of(found)
    assert (
        "未报进度百分比事项\n县数据局牵头的第27项“改造农村公路”未报进度百分比、12月10日到期："
        "11月3日反馈完成平台招标，开发单位进场，应达91.8%。" in text
    )
    assert "县数据局牵头的第27项" not in text.split("三、存在问题")[0], "nor is it told as progress"
    assert "县数据局（第27项）报送进度、预计完成时间和按期完成的措施。" in text
    assert "县水利局（第28项）报送进度和预计完成时间。" in text
    assert cells(found, "存在问题") == ["未报进度百分比", "—"]


def test_whoever_is_asked_for_help_is_asked_by_name_and_at_once_where_the_work_is_late() -> None:
    pleas = (
        ("县教育局", "临江街道", "请临江街道协调周转场地", LATER),
        ("县交通局", "县财政局", "请县财政局下达采购资金", PAST),
    )
    tasks = [
        a_task(
            an_assignment(by, reports=[accepted(f"资金没有到位，{plea}", kind=AnswerKind.BLOCKED, needs=on)]),
            deadline=day,
            seq=str(n),
        )
        for n, (by, on, plea, day) in enumerate(pleas, 1)
    ]
    text = body_of(reviewed(*tasks))
    assert "请临江街道研究办理第1项协调周转场地事宜，于11月19日前将办理情况答复县教育局，不能办理的说明原因。" in text
    assert "请县财政局研究办理第2项下达采购资金事宜，于11月17日前将办理情况答复县交通局，不能办理的说明原因。" in text
    after = "以上答复均抄送本办公室；仍不能解决的，由本办公室提请联席会议研究。"
    assert any(line.endswith(after) and "县财政局" not in line for line in text.splitlines()), "it stands for both"
    assert "部分所列事项答复" not in text


def test_what_did_not_pass_is_dealt_with_by_the_lead_together_with_the_other_units_of_the_task() -> None:
    said = accepted("抽检水样64份，合格61份", day=date(2025, 11, 7))
    water = a_task(
        an_assignment("县卫健局", reports=[said]),
        an_assignment("县教育局", Role.RESPONSIBLE),
        standing=True,
        seq="15",
    )
    assert "县卫健局会同县教育局立即核实第15项3份不合格水样涉及的单位" in body_of(reviewed(water))
