"""What is said of decisions and before weighty acts: both days, who hears of it, what stays, and the way back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from messages import (
    cards,
    dates,
    greeting,
    letter_by_mail,
    office_day,
    paper_cards,
    paper_replies,
    people_text,
    plan_cards,
    reviewing,
    taking_back,
    task_cards,
)
from messages.message import Message
from tasks_db.register.answers import Said
from tasks_db.register.chasing import Chased, Unchased
from tasks_db.register.greeting import StandsIn
from tasks_db.register.links import Mailed
from tasks_db.register.membership import MemberChange
from tasks_db.register.outcomes import Exempted, HandedOut, Moved, Moving, Recalled
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord
from tasks_db.register.reviews import Decided
from tasks_db.register.seating import Deputising, DeputyEnded, MailSet
from tasks_db.register.taking_back import Did
from tasks_db.register.units import Ended, Merged, Renaming
from tasks_db.register.values import Assignment, Report
from tasks_db.terms import AnswerKind, PaperKind, PaperState, ReportStatus, Role, SeatRole
from tests.builders import NOW, a_closure, a_plan, a_report, a_task, an_assignment

DAY = date(2025, 12, 31)
TEN = date(2026, 1, 10)
LATER = date(2026, 1, 20)


def case(report: Report, *others: Assignment, before: tuple[Report, ...] = (), **task: Any) -> Said:
    """The report of a lead, or with ``others`` of the last of them."""
    own = an_assignment("县水利局", reports=[*before, report])
    plan = a_plan(a_task(own, *others, deadline=DAY, **task))
    held = plan.tasks[0].assignments[0]
    return Said(plan, plan.tasks[0], held, held.reports[-1])


def labels(message: Message) -> list[str]:
    return [b.label for row in message.buttons for b in row]


def extension(**given: Any) -> Report:
    return a_report(AnswerKind.EXTENSION, checkpoint=None, new_date=TEN, text="等设备", **given)


def asking(role: Role, new: date = TEN) -> Said:
    """A request for more time of a unit that consolidates, or of one that helps it."""
    lead, helps = an_assignment("县水利局"), an_assignment("县教委", Role.RESPONSIBLE)
    plan = a_plan(a_task(lead, helps, deadline=DAY))
    task = plan.tasks[0]
    share = next(a for a in task.assignments if a.role is role)
    report = replace(extension(), checkpoint_id=share.dues[0].checkpoint.id, assignment_id=share.id, unit=share.unit)
    return Said(plan, task, share, replace(report, new_date=new))


def test_an_extension_names_the_old_day_the_new_one_and_the_one_that_stays() -> None:
    """R9: what moves is the unit's own day."""
    assert reviewing.moving(asking(Role.LEAD)) == "原时限2025年12月31日 → 申请2026年1月10日"
    helps = asking(Role.RESPONSIBLE)
    own = helps.assignment.dues[0].day
    if own == DAY:  # built without collection days
        helps = replace(
            helps,
            assignment=replace(helps.assignment, dues=(replace(helps.assignment.dues[0], day=own - timedelta(5)),)),
        )
    assert reviewing.moving(helps) == (
        "原收集日2025年12月26日 → 申请2026年1月10日，晚于整项时限；整项完成时限仍是2025年12月31日"
    )
    granted = reviewing.told(helps, accept=True, day=LATER).text
    assert granted == (
        "“改造农村公路”已同意延期至2026年1月20日（您申请的是2026年1月10日）。整项完成时限仍是2025年12月31日。"
    )
    assert "您申请的是" not in reviewing.told(helps, accept=True, day=TEN).text
    assert labels(reviewing.one(asking(Role.LEAD), NOW))[:3] == ["同意延期", "同意，另定日期", "退回"]


def test_a_return_tells_the_reason_and_opens_the_task_while_the_unit_has_a_share() -> None:
    said = case(a_report(text="开工"))
    back = reviewing.told(said, accept=False, reason="请写进度")
    assert back.text == "“改造农村公路”的推进中被退回：请写进度\n请按意见补充后重新回复。"
    assert [label for row in back.buttons for label, _, _ in row] == ["打开任务，重新回复"]
    refused = reviewing.told(asking(Role.LEAD), accept=False, reason="汛前必须完成")
    assert refused.text == (
        "“改造农村公路”的申请延期被退回：汛前必须完成\n"
        "没有同意延期，时限仍是2025年12月31日，请按原时限办理；有新的情况可以再申请。"
    )
    gone = replace(said, assignment=replace(said.assignment, ended_at=NOW))
    left = reviewing.told(gone, accept=False, reason="请写进度")
    assert left.text.endswith("没有通过：请写进度\n这一项已不由贵单位报，不用再回复。")
    assert left.buttons == ()
    assert "　这是单位调整前的反馈：牵头单位现在是" in reviewing.one(gone, NOW).text


def test_what_was_written_down_for_a_unit_is_told_with_the_decision() -> None:
    phoned = case(a_report(text="开工", entered_by="文员"))
    assert reviewing.told(phoned, accept=True).text.endswith("已通过审核。\n办公室代您录入：推进中：开工")
    assert "\n" not in reviewing.told(case(a_report(text="开工")), accept=True).text


@pytest.mark.parametrize(
    ("reached", "on_link", "told"),
    [
        (True, False, "已告知王敏。"),
        (False, False, "王敏还没有绑定，请电话告知。"),
        (False, True, "王敏打开链接就能看到。"),
    ],
)
def test_who_decided_reads_whether_the_unit_heard_of_it(reached: bool, on_link: bool, told: str) -> None:  # noqa: FBT001
    done = case(a_report(status=ReportStatus.RETURNED, decided=date(2025, 11, 4), reason="请写进度"))
    text = reviewing.decided(Decided(done, reached=reached, on_link=on_link))
    assert text.startswith("已退回（请写进度）：县水利局 推进中\n")
    assert text.endswith(told)


def test_a_closing_waits_for_the_silent_and_warns_of_what_nobody_has_read() -> None:
    silent = case(a_closure(date(2025, 11, 3)), an_assignment("县教委", Role.RESPONSIBLE))
    shown = reviewing.one(silent, NOW)
    assert "　待补齐：还有1个单位没有反馈（县教委）" in shown.text
    assert labels(shown)[:2] == ["催一催", "退回"]
    unread = case(
        a_closure(date(2025, 11, 3)), an_assignment("县教委", Role.RESPONSIBLE, reports=[a_report(text="还差一段")])
    )
    asked = reviewing.before_closing(unread)
    assert asked is not None
    assert asked.text == (
        "同意办结“改造农村公路”？这一项还有1条反馈没有审核（县教委）；同意后整项办结、不再催报，"
        "它们仍列在审核里。也可以先审核它们，再同意办结。"
    )
    assert labels(asked) == ["仍同意办结", "先审核它们"]
    assert reviewing.before_closing(silent) is None


def test_a_report_is_shown_with_what_the_unit_said_before_and_since() -> None:
    first, second, third = (a_report(text=f"第{n}次", day=date(2025, 11, n)) for n in (1, 2, 3))
    said = case(third, before=(first, second))
    middle = replace(said, report=said.assignment.reports[1])
    text = reviewing.one(middle, NOW).text
    assert "此前：推进中：第1次（县水利局 王敏 2025年11月1日）" in text
    assert "后来又报：推进中：第3次（县水利局 王敏 2025年11月3日）" in text


def test_a_task_that_is_not_the_units_goes_on_with_whom_it_named_and_says_what_happens_till_then() -> None:
    said = case(a_report(AnswerKind.NOT_OURS, text="不归我们", needs="县教委"))
    text = reviewing.whose_instead(said, "县教委")
    assert "县水利局说应由县教委负责。请改牵头单位（现在是县水利局）。" in text.text
    assert text.text.endswith("改好以后告知新的单位，不再问原来的；没改之前留在待办里。")
    assert labels(text) == ["改为县教委", "改牵头单位", "看任务"]
    gone = reviewing.reassigned(said, ["县教委"]).text
    assert gone == "“改造农村公路”的异议已同意：牵头单位改为县教委，贵单位不用再报这一项。"
    assert reviewing.reassigned(said, ["县教委", "县水利局"]).text.endswith("牵头单位改为县教委、县水利局。")


def test_passing_many_says_how_many_hear_of_it_and_what_stays() -> None:
    plain = [case(a_report(text=f"第{n}次")) for n in (1, 2)]
    assert reviewing.passing(plain, 2, 1) == (
        "将通过2条一般反馈（县水利局），告知1人，请确认。没有勾选的一般反馈1条、其余2条（申请、困难、需协调）不动。"
    )


def test_what_the_office_did_last_is_named_with_its_time_and_its_own_way_back() -> None:
    did = Did(at=NOW, action="催签收", about="通知全体", before="", after="")
    assert taking_back.told(did).text == "您09:00做的是“催签收”，通知全体。\n已经发出，收不回。"
    moved = replace(did, action="改牵头单位", before="县教委", after="县水利局", task_id=7)
    assert taking_back.told(moved).text.endswith("：县教委改为县水利局。\n打开任务，按原来的改回。")
    assert labels(taking_back.told(moved)) == ["打开任务"]
    back = taking_back.unchased(Unchased(("县水利局",), ("县教委",))).text.splitlines()
    assert back == [
        "已撤回催办，还没有发出的不再发：县水利局。到期仍按方案提醒。",
        "这段时间也不要提醒的，请说“缓催县水利局到某月某日”。",
        "已经发出、收不回的：县教委。没到期的不会记为未报送；要说明，可用 /notice 给单位发一句话。",
    ]
    gone = taking_back.unsent(did, Unchased(("江一帆",), ("王青",))).text
    assert "还没有发出，不再发给：江一帆。\n已经发出、收不回的：王青。要更正，可用 /notice 再发一条。" in gone


FROM, TILL = date(2025, 12, 1), date(2025, 12, 10)


def test_a_deputy_is_read_back_with_what_they_may_do_who_hears_of_it_and_from_when_it_holds() -> None:
    one = Deputising(3, "县府办", SeatRole.OFFICE_HEAD, "主一", "刘二", FROM, TILL, bound=False)
    assert people_text.before_deputising(one).text == (
        "2025年12月1日至2025年12月10日，县府办办公室主任主一的消息和提醒改发给刘二，到期自动恢复；"
        "期间刘二可以办办公室主任的事，包括签发公文。告知主一。"
        "刘二还没有绑定：确认后给一个邀请码，请转告本人；绑定以前仍发给主一。"
    )
    known = replace(one, role=SeatRole.LIAISON, bound=True)
    assert people_text.before_deputising(known).text.endswith("的提醒改发给刘二，到期自动恢复；告知主一、刘二。")
    ended = DeputyEnded("县水利局", SeatRole.LIAISON, ("刘二",), "", ("刘二",))
    assert people_text.deputy_ended(ended) == "刘二不再代理县水利局联络员，联络员空缺，请登记。已告知刘二。"
    coming = StandsIn("县水利局", SeatRole.LIAISON, "江一帆", FROM, TILL)
    assert greeting._stands_in(coming, FROM - timedelta(1)) == (
        "您将于2025年12月1日至2025年12月10日代县水利局联络员江一帆办理；到那天起，这个席位的提醒发给您，现在还不用办。"
    )
    assert greeting._stands_in(coming, FROM) == "您现在代县水利局联络员江一帆办理，到2025年12月10日为止。"


def test_a_unit_is_renamed_merged_or_ended_with_what_goes_along_and_who_is_told() -> None:
    rename = Renaming("县畜牧局", "县畜牧中心", 2, 0)
    assert people_text.before_renaming(rename).text == (
        "把“县畜牧局”改名为“县畜牧中心”？确认后今天起生效，该单位没有已绑定的人，不告知；它的2项未办结任务、席位和已报的内容都不变，"
        "已印的文字不变，原名仍能认出。要从以后某天起生效的，请到那天再确认。"
    )
    assert "告知该单位3人；" in people_text.before_renaming(replace(rename, told=3)).text
    merged = Merged(1, 2, "县畜牧局", "县农业局", 2, 1, (("联络员", "马一", "牛二"),))
    assert people_text.before_merging(merged).text == (
        "把“县畜牧局”并入“县农业局”？2项任务、1个席位和全部名称一起并过去，告知两家的联络员，不能撤销。"
        "\n联络员只留牛二：马一不再担任，邀请码作废。\n要留的是另一位，请先给留下的单位换人。"
    )
    assert "，告知县畜牧局的人，不能撤销。" in people_text.before_merging(replace(merged, tasks=0)).text
    ended = Ended(1, "县畜牧局", FROM, 2, 3)
    assert "今天以后不再催它，席位2个随之结束；没办完的任务3项还在它名下；告知它的人。" in (
        people_text.before_ending(ended).text
    )
    assert people_text.ended(ended).endswith("还有3项没办完的任务在它名下，请改单位或豁免。")


def test_a_mail_address_says_when_it_is_used() -> None:
    mail = MailSet("县水利局", SeatRole.LIAISON, "江一帆", "jiang@example.invalid", 0)
    assert "，催报发到那里，邮件里有反馈的链接。" in people_text.mail_set(mail)
    assert "催报照旧发到原来的渠道，那里一直发不到时才发邮件。" in people_text.mail_set(replace(mail, channels=1))
    off = people_text.mail_set(replace(mail, address=None))
    assert "以前邮件里的链接都作废了。现在没有渠道，请给邀请码" in off
    sent = letter_by_mail.by_mail(
        Message("请反馈"), [Mailed("县水利局", SeatRole.LIAISON, "https://x.invalid/r/1", FROM)], None
    )
    assert sent.text.splitlines()[2:] == [
        "县水利局联络员点这里反馈（不用登录）：",
        "https://x.invalid/r/1",
        "链接有效至2025年12月1日。谁打开它都能替本单位反馈，请不要转发。",
        "这是系统自动发出的邮件，回信没有人看；有事请直接联系联席会议办公室。",
    ]
    page = letter_by_mail.by_mail(Message("请反馈"), [], "https://x.invalid").text
    assert "要查看和办理，请登录网页：https://x.invalid\n这是系统自动发出的邮件" in page


PAPER = PaperRecord(5, 1, PaperKind.DIGEST, None, PaperState.CHECKED, NOW, (), None, None, None, None, (), ())
UNTIL = datetime(2025, 11, 13, 17, 0, tzinfo=NOW.tzinfo)


def test_a_unit_that_a_paper_names_is_told_till_when_it_may_answer_and_what_silence_means() -> None:
    head, line, foot = paper_replies.asked(5, ["县水利局逾期2天。"], UNTIL).text.splitlines()
    assert (head, line) == ("办公室拟印发的通报写到贵单位：", "· 县水利局逾期2天。")
    assert foot == f"请于{dates.moment(UNTIL)}前核对；逾时不答复的，按无异议处理。"
    assert "每个单位只看到自己的句子，" in paper_replies.before_showing(PAPER, ["县水利局"]).text
    assert paper_replies.shown(["县水利局"], ["县教委"], UNTIL).endswith("没有人可告知、请电话核对的：县教委。")
    assert paper_replies.shown([], [], UNTIL) == "各单位的句子没有变化，不用再发。"
    reply = PaperReply("县水利局", ("县水利局逾期2天。",), NOW, UNTIL, NOW, "江一帆", "已完成")
    silent = replace(reply, unit="县教委", answered_at=None, answered_by=None, answer="")
    agreed = replace(reply, unit="县财政局", answer="")
    assert paper_replies.count([reply, silent, agreed]).startswith(
        "单位核对：已发3个，答复2个（无异议1、说明1），截至"
    )
    lines = paper_replies.listed(PAPER, [reply, silent, agreed]).splitlines()
    assert lines[1] == f"县水利局：已完成（江一帆，{dates.moment(NOW)}）"
    assert lines[3] == "县教委：未答复"
    assert lines[5].startswith("县财政局：无异议（江一帆，")
    assert "点名的县教委还没有核对，或答复时限未到。" in paper_replies.before_signing(PAPER, ["县教委"]).text


def test_before_a_paper_is_issued_or_thrown_away_it_is_said_who_gets_it_and_that_it_stays_so() -> None:
    """R17."""
    digest = paper_cards.before_issuing(PAPER, "2025年第3期", []).text
    assert digest.endswith(
        "编为2025年第3期，存档后不再改动；不会自动发给任何人，"
        "印发后点“发给各单位”（发前再问一次），或下载后按主送、抄送分送。确认印发吗？"
    )
    letter = replace(PAPER, kind=PaperKind.URGING, unit="县水利局")
    assert "；马上发给1个单位（县水利局），1人收到：江一帆。" in (
        paper_cards.before_issuing(letter, "联席催〔2025〕3号", ["江一帆"]).text
    )
    assert "；县水利局没有人能在这里收到，请下载后另行送达。" in (
        paper_cards.before_issuing(letter, "联席催〔2025〕3号", []).text
    )
    assert paper_cards.ask_drop(PAPER).text.endswith("作废后不能恢复。确认作废吗？")
    assert "，并重新核稿；编号和日期印发时填入。" in paper_cards.compared(PAPER, "改了一处", "a" * 64).text
    signed = paper_cards.compared(replace(PAPER, state=PaperState.SIGNED), "改了一处", "a" * 64)
    assert "要采用请先“退回起草”，再点“采用这份改稿”。" in signed.text
    assert labels(signed) == ["退回起草", "采用这份改稿"]


def test_who_is_asked_of_a_task_from_now_on_and_who_has_to_be_phoned_is_named() -> None:
    """R12 and R17."""
    changed = task_cards.asked_instead(["县城管局"], ["县水利局", "县教委"], ["县教委"])
    assert changed.startswith("单位已改：以后问县城管局（随下一条消息告知），不再问县水利局、县教委（")
    assert changed.endswith("（县教委没有已绑定的联络员，请电话告知，其余已告知）。")
    assert task_cards.asked_instead([], ["县水利局"]) == "单位已改：不再问县水利局（已告知）。"
    assert task_cards.asked_as_before(led=True) == "单位已改，要问的单位没有变，谁牵头已告知各单位。"
    assert task_cards.asked_as_before(led=False) == "单位已改，要问的单位没有变。"


def test_a_date_that_moves_says_what_it_was_and_who_heard() -> None:
    moved = Moved("改造农村公路", DAY, TEN, 0)
    assert task_cards.moved(moved) == (
        "“改造农村公路”的完成时限改为2026年1月10日（原2025年12月31日）。没有催报过，不用告知。"
    )
    assert task_cards.moved(replace(moved, told=3)).endswith("已告知3人。")
    both = [Moving(7, "2-1", "改造农村公路", DAY, 3), Moving(8, "2-2", "清理", None, 2)]
    assert task_cards.before_moves(both, TEN, "会议").text == (
        "2项的时限改到2026年1月10日，会发5条告知：\n2-1 改造农村公路：2025年12月31日\n2-2 清理：没有时限\n依据：会议"
    )
    freed = Exempted("改造农村公路", "县教委", "另有安排", 2, 1)
    assert task_cards.exempted(freed) == "已豁免县教委在“改造农村公路”的2项应报。理由：另有安排"
    assert task_cards.exemption_ended(freed).endswith("2项照常催报，已告知1人。")
    assert task_cards.exemption_ended(replace(freed, told=0)).endswith("，没有已绑定的联络员，请电话告知。")


def test_handing_out_trying_out_and_taking_back_say_who_hears_of_it_and_till_when_nobody_does() -> None:
    """R8 and R17."""
    done = HandedOut(2, "供水方案", 9)
    assert "共9项应报。五分钟内撤回不会告知任何人。\n谁还没有绑定" in plan_cards.handed_out(done).text
    again = plan_cards.handed_out(replace(done, told=3)).text
    assert "五分钟后告知先前收到撤回通知的3人：已重新交办。" in again
    assert plan_cards.tried_out(done).text.endswith(
        "每个工作日把本应发给谁、几项合成一条发给办公室，不通知任何单位，也不算逾期。"
    )
    assert labels(plan_cards.tried_out(done)) == ["正式交办", "停止试运行"]
    assert plan_cards.trial_stopped(2, "供水方案").text.endswith("已停止试运行，没有通知过任何单位。")
    assert "不再催报；没有通知过任何人。" in plan_cards.recalled(Recalled(2, "供水方案", 0))
    assert "不再催报；已告知3人。" in plan_cards.recalled(Recalled(2, "供水方案", 3))
    left = MemberChange(1, "各乡镇", 2, "甲镇", joins=False, tasks=((3, "1"),), told=2)
    assert "不再催报，已告知2人。" in plan_cards.members_taken(2, [left], taken=True)
    assert "没有已绑定的人，请电话告知。" in plan_cards.members_taken(2, [replace(left, told=0)], taken=True)
    assert plan_cards.removed(2, "供水方案").text == "已移除“供水方案”，没有通知过任何人。"


def test_chasing_names_when_each_is_asked_who_has_to_be_phoned_and_who_is_put_off() -> None:
    asked = Chased(((DAY, ("县水利局",)),), ("县教委",), ("县水利局", "县教委"), ())
    assert cards.chased(asked).splitlines() == [
        "已催办1个单位，随2025年12月31日的消息发出：县水利局。",
        "联系不上（没有联络员或未绑定），请电话联系：县教委。",
    ]


def test_a_paper_that_waits_says_for_which_step() -> None:
    assert office_day.paper(PAPER) == "通报稿5（待签发）"
    assert office_day.paper(replace(PAPER, state=PaperState.DRAFTED)) == "通报稿5（待核稿）"
