"""What is said before and after an errand is done: what it does and does not do, who hears of it, what is lacking."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from messages import (
    asking,
    giving_text,
    letter_text,
    link_page,
    links_text,
    lost_text,
    office_day,
    paper_sources,
    put_off_text,
    receipts,
)
from messages.message import Message
from messages.paper import Paper, Paragraph
from tasks_db.language import Unclear, UnclearKind
from tasks_db.register import digest
from tasks_db.register.answers import Assigned, Held, Later, Line, Recorded, Refused, Said
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.giving import GivenTask, HandedTask
from tasks_db.register.hearing import Confirm, PutOff, Question, WhichTask
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.letters import LetterItem, Reminding
from tasks_db.register.links import LinkLine, LinkList, LinkRules, Made, Owed, Understood
from tasks_db.register.lost import Lost
from tasks_db.register.office_day import ConvenorDay, Handled, PleaLine, SilentLine, Week
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.progress import Given
from tasks_db.register.putting_off import Postponed, PutOffDone, PutOffLine
from tasks_db.register.reading import Register
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus, Role, SeatRole
from tests.builders import NOW, a_closure, a_plan, a_report, a_task, an_assignment

DAY = date(2025, 12, 1)
LINE = Line(1, 3, 4, "改造农村公路", can_close=False, indicator=False)


def labels(message: Message) -> list[str]:
    return [b.label for row in message.buttons for b in row]


def test_an_answer_is_read_back_with_every_value_that_would_be_kept() -> None:
    """R17, and R11 for what is not kept."""
    stuck = Given(AnswerKind.BLOCKED, None, "卡住了", "资金没有到位", "县财政局", date(2025, 12, 20))
    more = Given(AnswerKind.EXTENSION, None, "来不及", new_date=DAY)
    other = Given(AnswerKind.NOT_OURS, None, "不归我们", needs="县教委")
    held = [Held(replace(LINE, number=n), one) for n, one in enumerate((stuck, more, other), 1)]
    text = asking.question("n", Question(Confirm(tuple(held), ()), ("天气不错",))).text
    assert text.splitlines() == [
        "请确认：",
        "1. 改造农村公路",
        "　有困难，预计2025年12月20日，需县财政局协调",
        "　困难：资金没有到位",
        "　“卡住了”",
        "2. 改造农村公路",
        "　申请延期，延期至2025年12月1日",
        "　“来不及”",
        "3. 改造农村公路",
        "　不属我单位，应由县教委负责",
        "　“不归我们”",
        "另有这些没有记录，请带上编号再说一次：",
        "“天气不错”",
    ]


def test_putting_an_answer_off_says_how_often_and_what_could_not_be() -> None:
    held = (Held(LINE, Given(AnswerKind.PROGRESS)),)
    text = asking.question("n", Question(PutOff(held, Unclear(UnclearKind.NOT_AN_ANSWER, (), "晚点")), ())).text
    assert "好的，进展没有记录。过多久再提醒？（最多推迟两次，不超过收集日）" in text
    refused = Refused(2, "整修校舍", "已经推迟过两次")
    assert asking.put_off(Later((("改造农村公路", DAY),), (refused,))).text.splitlines() == [
        "好的，有进展随时说。",
        "改造农村公路：2025年12月1日前不再提醒",
        "整修校舍：已经推迟过两次",
    ]


def said(report: Report, *others: Any) -> Said:
    plan = a_plan(a_task(an_assignment("县水利局", reports=[report]), *others))
    task = plan.tasks[0]
    own = task.assignments[0]
    return Said(plan, task, own, own.reports[0])


def test_a_receipt_names_who_is_silent_and_what_was_not_recorded_and_why() -> None:
    kept = said(a_closure(date(2025, 11, 3)), an_assignment("县教委", Role.RESPONSIBLE))
    told = receipts.receipt(kept, NOW)
    assert "待补齐：还有1个单位没有反馈（县教委）。他们反馈或被豁免后，再由办公室审核。" in told.text
    assert "催一催" in labels(told)
    both = receipts.receipts(Recorded(((1, kept),), (Refused(2, "整修校舍", "这一项已经办结"),)), NOW)
    assert both.text.endswith("没有记录：\n2. 整修校舍：这一项已经办结")
    draft = receipts.draft(said(a_report(status=ReportStatus.DRAFT, text="路基完成"))).text
    assert draft.endswith("领导同意后点“提交”。在此之前仍会按期提醒。")


def test_a_long_answer_is_cut_in_its_receipt_and_what_was_read_from_it_is_not() -> None:
    long = a_report(
        AnswerKind.BLOCKED, text="路" * 300, problem="资金没有到位", needs="县财政局", expected=date(2025, 12, 20)
    )
    assert receipts.receipt(said(long), NOW).text.splitlines()[1:5] == [
        f"　有困难：{'路' * 119}…（全文300字已记录）",
        "　困难：资金没有到位",
        "　需县财政局协调",
        "　预计2025年12月20日",
    ]


def test_an_answer_by_phone_that_stands_for_another_says_which() -> None:
    first = a_report(text="路基完成30%", withdrawn=date(2025, 11, 12))
    new = a_report(text="路基完成60%", day=date(2025, 11, 12))
    new = replace(new, at=first.withdrawn_at or NOW)
    plan = a_plan(a_task(an_assignment("县水利局", reports=[first, new])))
    own = plan.tasks[0].assignments[0]
    told = receipts.written_down(Said(plan, plan.tasks[0], own, own.reports[1]), NOW).text
    assert told.startswith("代录 县水利局：")
    assert "代替先报的“推进中：路基完成30%”" in told


POSTPONED = Postponed(3, "县教育局", "2-2", "检查校园宿舍", date(2025, 12, 3), date(2025, 12, 10), (4,))


def test_putting_a_unit_off_says_that_dates_stand_who_hears_of_it_and_who_cannot() -> None:
    before = put_off_text.before([POSTPONED], "局长来电").text
    assert "应报日在缓催期内的，时限不变，到期没报仍记未报；要放宽请改时限或延期。" in before
    assert before.endswith("在那以前不提醒、不列入待办的逾期未报，不记为进展；告知县教育局。")
    in_time = put_off_text.before([replace(POSTPONED, day=date(2025, 12, 20))], "").text
    assert "应报日在缓催期内" not in in_time
    done = put_off_text.done(PutOffDone((POSTPONED,), "局长来电", 0))
    assert "没有记为进展。单位没有人能在这里收到，请另行告知。" in done.text
    assert labels(done) == ["照常催 2-2"]
    assert "已告知2人。" in put_off_text.done(PutOffDone((POSTPONED,), "", 2)).text
    office = PutOffLine(3, "县教育局", 1, "2-2", "检查校园宿舍", date(2025, 12, 10), by_office=True, why="局长来电")
    assert put_off_text.of_unit(office) == "县教育局12月10日再催（办公室缓催：局长来电）"
    own = replace(office, by_office=False, why="")
    assert put_off_text.of_unit(own) == "县教育局12月10日再催（单位晚点再报）"
    assert put_off_text.not_chased([own]) == [
        "缓催的没有催：县教育局12月10日再催（单位晚点再报）。要催请说“恢复催县教育局”。"
    ]


def test_tasks_given_by_hand_are_read_back_with_who_leads_and_on_what_they_rest() -> None:
    task = HandedTask("第3次专题会", ("县教委", "县财政局"), DAY, "修整校舍")
    assert giving_text.before([task]).text == (
        "交办1项，2个单位，第一个单位牵头：\n1. 修整校舍（县教委、县财政局，2025年12月1日前，第3次专题会）"
    )
    given = giving_text.given([GivenTask(7, "4-1", "修整校舍", ("县教委",), DAY)])
    assert "记在方案4《领导交办事项》，随下一条消息发给单位：\n4-1 修整校舍：县教委，2025年12月1日前" in given.text
    assert labels(given) == ["取消 4-1"]


def test_a_lost_phone_says_what_ends_what_does_not_who_hears_of_it_and_that_there_is_no_way_back() -> None:
    lost = Lost(1, "马致同", ("县教委联络员",), "县教委", 2, ("telegram",), 1, "ma@example.invalid")
    assert lost_text.does(lost) == (
        "县教委联络员马致同：马上停用网页登录2个、Telegram的绑定、填报链接1个，旧手机上发的话不再算他的；"
        "同时给一个新邀请码，由您转给本人。已报的内容都在，没办完的照旧。告知办公室其他人。不能撤销。"
        "邮箱 ma@example.invalid 不停：在丢失的手机上也能收信的，请另行取消。"
    )


def test_links_say_how_many_older_ones_end_and_how_their_codes_are_passed_on() -> None:
    living = LinkLine(1, "县教委", SeatRole.LIAISON, "王敏", date(2025, 11, 20), 1)
    over = replace(living, unit="县财政局", until=date(2025, 11, 11), asks=0)
    none = replace(over, unit="县气象局", until=None)
    text = links_text.overview(LinkList(NOW, (living, over, none), ("县农业局",)), LinkRules()).text
    assert "· 县教委联络员 王敏：有效至2025年11月20日，待转交1项" in text
    assert "· 县财政局联络员 王敏：2025年11月11日已过期" in text
    assert (
        "还没有链接1个，过期1个，今天待转交1个。没有联络员的：县农业局，请先登记姓名：/handover 单位 姓名。" in text
    )
    assert "10个工作日内有效，原有2个随之作废。" in text
    assert "现在还没有。" in links_text.overview(LinkList(NOW, (none,), ()), LinkRules()).text
    made = Made("县教委", SeatRole.LIAISON, "王敏", "https://x.invalid/1", "4711", date(2025, 11, 20), 1)
    assert links_text.made([made]).endswith(
        "1个链接，有效至2025年11月20日；以前的都已作废。请转给本人，不要发到群里。"
        "其中1个今天有要报的，转交以后请点“已转交”。 办结和延期要填验证码：请和链接分开告诉本人。"
    )
    assert "验证码" not in links_text.made([replace(made, code="")])


def test_the_page_of_a_link_says_what_a_request_is_and_takes_back_only_what_nobody_has_decided() -> None:
    waits = said(a_report(AnswerKind.EXTENSION, new_date=DAY, text="等资金"))
    decided = said(
        a_report(AnswerKind.EXTENSION, status=ReportStatus.ACCEPTED, decided=date(2025, 11, 4), new_date=DAY)
    )
    receipt = link_page._receipt
    assert receipt(waits, NOW).can_go
    assert receipt(waits, NOW).state == "待审核"
    assert not receipt(decided, NOW).can_go
    assert receipt(decided, NOW).state == "已通过"


PLEA = PleaLine(9, TaskRef(1, 7, "2", "改造农村公路", None), "县水利局", "资金没有到位", "县财政局", NOW)


def test_messages_of_convenors_tell_the_week_and_how_to_stop_it() -> None:
    day = office_day.convenor(ConvenorDay(NOW, (), Week(10, 3, 2, 4, 1)))
    assert day.text == "每周简况：任务10项，已办结3项，逾期2项；到期没报4个单位；需协调1件。"
    assert labels(day) == ["不再发每周简况"]
    assert labels(office_day.of_convenor([], [], wants_week=False)) == ["每周发一份简况"]
    assert labels(office_day.of_convenor([], [], wants_week=True)) == ["不再发每周简况"]


def test_a_units_answer_to_a_plea_is_not_taken_for_its_own_progress_and_says_so() -> None:
    told = office_day.helped(said(a_report(text="已安排")))
    assert told.startswith(
        "已告知县水利局和联席会议办公室：这是对“改造农村公路”需协调事项的答复，没有记作贵单位任务的进展。"
    )


def test_a_plea_page_says_to_whom_it_went() -> None:
    plea = replace(PLEA, handled=Handled(NOW, NOW))
    assert (
        "请县财政局协调　已于2025年11月12日 09:00转单位，已于2025年11月12日 09:00报召集人"
        in office_day.plea(plea).text
    )
    assert office_day.pleas([plea]).text.endswith("1-2 县水利局：请县财政局协调（资金没有到位），已转，等答复")


def test_how_silence_climbs_is_told_with_each_of_its_days() -> None:
    """R12."""
    assert office_day.steps(PlanSettings(member_after=2, office_after=6, convenor_after=14)) == (
        "不报的：过期第2个工作日提醒成员，第6个工作日列入办公室清单，第14个工作日可提请召集人"
    )


def test_only_a_silence_that_lasts_long_enough_can_go_to_a_convenor() -> None:
    task = TaskRef(1, 7, "2", "改造农村公路", None)
    lines = [SilentLine(n, task, unit, DAY) for n, unit in ((4, "县水利局"), (5, "县教委"), (None, "各乡镇"))]
    told = office_day.silent(lines, {5})
    assert labels(told) == ["2 提请召集人"]
    assert told.text.splitlines()[0] == "提醒过联络员、成员仍未报的3个："


def understood(kind: AnswerKind, *, silent: int = 0) -> link_page.Preview:
    plan = a_plan(a_task(an_assignment("县水利局")))
    own = plan.tasks[0].assignments[0]
    owed = Owed(Assigned(plan, plan.tasks[0], own), own.dues[0])
    return link_page.preview(Understood(owed, Given(kind, None, "等设备"), (), silent))


def test_on_the_page_of_a_link_a_request_is_called_one_before_it_counts() -> None:
    """R17: it cannot be mistaken for what it asks for."""
    assert understood(AnswerKind.CLOSURE).note == "这是申请，由联席会议办公室审核同意后才算办结。"
    assert understood(AnswerKind.EXTENSION).note == "这是申请，由联席会议办公室审核同意后时限才变。"
    assert understood(AnswerKind.NOT_OURS).note == "这是申请，由联席会议办公室在三个工作日内答复。"
    assert understood(AnswerKind.PROGRESS).note == ""
    assert understood(AnswerKind.CLOSURE, silent=2).note == (
        "还有2个单位没有反馈：申请先记为待补齐，他们反馈或被豁免后再由办公室审核。"
    )


COMING = LetterItem(7, "2-1", "改造管网", "", True, DAY, DAY, None, 0, (), ())  # noqa: FBT003
LATE = replace(COMING, code="2-2", days=12)
SKIPPED = replace(COMING, code="2-3", missed=(date(2025, 9, 30), date(2025, 10, 31)))
OWED = replace(COMING, code="2-4")


def test_what_could_be_written_to_a_unit_tells_why_and_gives_each_their_own_buttons() -> None:
    """R14: the office drafts letters, a convenor or the office's head ticks what is supervised."""
    one = Reminding(3, "县水利局", (COMING,), (LATE, SKIPPED, OWED))
    office = letter_text.unit(one, office=True, signs=False)
    assert office.text.splitlines() == [
        "县水利局：",
        "30天内到期1项",
        "　2-1 改造管网，2025年12月1日",
        "拖欠3项",
        "　2-2 改造管网，逾期12天",
        "　2-3 改造管网，连续2期未报",
        "　2-4 改造管网，应于2025年12月1日报，未反馈",
        f"可督办{len(one.supervisable)}项，由召集人或办公室主任点选。",
    ]
    assert labels(office) == ["起草提醒函 1", "起草催办单 3", "只写 2-2", "只写 2-3", "只写 2-4"]
    signs = letter_text.unit(one, office=False, signs=True)
    assert labels(signs) == [f"督办 {item.code}" for item in one.supervisable]
    assert "由召集人或办公室主任点选" not in signs.text
    assert labels(letter_text.unit(one, office=False, signs=False)) == []


def test_behind_each_sentence_of_a_paper_stands_who_said_so_and_who_wrote_it_down() -> None:
    """R15."""
    known = {
        n: Source(n, "县水利局", "王敏", by, NOW, AnswerKind.PROGRESS, ReportStatus.ACCEPTED)
        for n, by in ((1, None), (2, "文员"))
    }
    paper = Paper("通报", Paragraph("管网完成60%。", sources=(1, 2)), (), (), DAY, "办公室")
    assert paper_sources.shown(5, paper, known, 0).text.splitlines()[0] == "出处（只供办公室和召集人查看）"
    assert paper_sources.shown(5, paper, known, 0).text.splitlines()[-2:] == [
        "县水利局 王敏 2025年11月12日",
        "县水利局 王敏 2025年11月12日（文员代录）",
    ]
    reply = PaperReply("县水利局", ("管网完成60%。",), NOW, NOW, NOW, "王敏", "已完成")
    other = replace(reply, lines=("别的话。",))
    told: Any = paper_sources.sources(paper, digest.compile(Register(()), as_of=NOW), known, [reply, other])
    ((sentence),) = told["paragraphs"]
    assert [one["answer"] for one in sentence["replies"]] == ["已完成"]
    assert [one["entered_by"] for one in sentence["sources"]] == [None, "文员"]


def test_a_table_of_given_tasks_with_a_faulty_row_is_not_taken_in_part(tmp_path: Path) -> None:
    """R11."""
    table = tmp_path / "交办.csv"
    table.write_text(
        "交办事项,单位,时限,依据\n修整校舍,县教委,12月1日,专题会\n清理河道,县水利局,改日,专题会\n", "utf-8"
    )
    with pytest.raises(PlanError) as refused:
        giving_text.read_table(table, date(2025, 11, 3))
    assert str(refused.value) == "表格没有交办，请改好这些行再发：\n第3行：看不懂时限“改日”"


def test_which_number_is_not_in_a_list_is_said_with_those_that_are() -> None:
    unclear = Unclear(UnclearKind.UNKNOWN_NUMBER, (7,), "7 完成")
    lines = (LINE, replace(LINE, number=2, title="整修校舍"))
    text = asking.question("n", Question(WhichTask(unclear, lines, of_all=False), ())).text
    assert text.startswith("那条消息里没有第7项（有1、2）。“7 完成”说的是哪一项？\n")


def test_files_kept_come_with_what_to_be_careful_about() -> None:
    assert asking.evidence_kept(["照片.jpg"], "改造农村公路", "照片里可能有个人信息。") == (
        "已收下佐证“照片.jpg”，归到：改造农村公路\n照片里可能有个人信息。"
    )
