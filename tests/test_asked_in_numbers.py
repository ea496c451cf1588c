"""What is asked once before it is done, in numbers, and the way back beside what is done (R17), as it is worded."""

from dataclasses import replace
from datetime import date, time

from config.clock import local_instant
from messages import (
    actions,
    cards,
    circular_text,
    orders_text,
    plan_cards,
    put_off_text,
    receipts,
    reviewing,
    task_cards,
)
from messages.message import Message
from messages.taking_back import unchased
from tasks_db.language.questions import OrderKind
from tasks_db.register.answers import Recorded, Refused, Said
from tasks_db.register.chasing import Chased, ChasedLine, Unchased
from tasks_db.register.giving import Sending, Unreached
from tasks_db.register.orders import Ordered, OrderedTask
from tasks_db.register.outcomes import Cancelling, Ending, HandedOut, HandingOut, Recalled, Recalling, Reopened
from tasks_db.register.putting_off import Postponed, PutOffDone
from tasks_db.register.reviews import Passed
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import NOW, a_group, a_plan, a_report, a_task, an_assignment

DAY, LATER = date(2025, 11, 14), date(2025, 12, 5)
EARLY = local_instant(date(2025, 11, 13), time(7, 30))


def buttons(message: Message) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(one.label, one.action, tuple(one.args)) for row in message.buttons for one in row]


def said(report: Report, *beside: Report, title: str = "改造供水管网", unit: str = "县水利局") -> Said:
    others = [an_assignment("县财政局", Role.RESPONSIBLE, reports=[one]) for one in beside]
    plan = a_plan(a_task(an_assignment(unit, reports=[report]), *others, title=title))
    task = plan.tasks[0]
    return Said(plan, task, task.assignments[0], task.assignments[0].reports[0])


def test_the_dispatch_is_asked_with_tasks_units_questions_its_first_moment_and_whom_it_misses() -> None:
    value = HandingOut(3, "供水方案", 12, 5, 31, EARLY)
    asked = plan_cards.before_handing_out(value)
    assert asked.text == (
        "交办“供水方案”？\n12项任务，5个单位，共31次提问。"
        "第一批提醒从2025年11月13日 07:30起发出，五分钟内撤回不会告知任何人。"
    )
    assert buttons(asked) == [
        ("确认交办", actions.DISPATCH, (3, 1)),
        ("返回方案", actions.PLAN, (3,)),
    ]
    missed = plan_cards.before_handing_out(replace(value, unreached=("县城管局", "县教委"))).text
    assert "其中2个单位没有可催的联络员，发不出去：县城管局、县教委" in missed
    done = plan_cards.handed_out(HandedOut(3, "供水方案", 31, told=2))
    assert "共31项应报" in done.text
    assert "五分钟后告知先前收到撤回通知的2人" in done.text
    assert buttons(done) == [("撤回交办", actions.RECALL, (3,))]
    assert "告知先前" not in plan_cards.handed_out(HandedOut(3, "供水方案", 31)).text


def test_a_recall_and_an_end_say_whom_they_reach_and_how_many() -> None:
    value = Recalling(3, "供水方案", ("水联", "财联"))
    assert "并告知已收到催报的2人：水联、财联。" in plan_cards.before_recalling(value).text
    assert buttons(plan_cards.before_recalling(value))[0] == ("确认撤回", actions.RECALL, (3, 1))
    assert plan_cards.before_ending(value, "停止执行") == (
        "终止“供水方案”，不再催报，已报的内容保留；会告知已收到催报的2人：水联、财联。原因：停止执行"
    )
    assert "没有人需要告知" in plan_cards.ask_reason(replace(value, told=()))
    assert "已告知2人" in plan_cards.recalled(Recalled(3, "供水方案", 2))
    assert "没有通知过任何人" in plan_cards.recalled(Recalled(3, "供水方案", 0))
    for done in (plan_cards.ended(Recalled(3, "供水方案", 2)), plan_cards.removed(3, "供水方案")):
        assert buttons(done) == [("恢复方案", actions.PUT_BACK, (3,))]
    assert buttons(plan_cards.tried_out(HandedOut(3, "供水方案", 31)))[1] == ("停止试运行", actions.TRY_OUT, (3, 0))


def test_a_cancellation_is_read_back_with_its_ground_and_how_many_hear_of_it() -> None:
    asked = task_cards.before_cancelling(Cancelling(8, "3", "改造供水管网", 4), "会议决定")
    assert asked.text == "将取消第3项“改造供水管网”，并告知4人。\n依据：会议决定"
    assert [label for label, _, _ in buttons(asked)] == ["确认取消", "不取消"]
    done = task_cards.cancelled(8, Ending("改造供水管网", 4, ()), "会议决定")
    assert buttons(done) == [("恢复任务", actions.RESTORE, (8,))]
    again = task_cards.before_reopening(Cancelling(8, "3", "改造供水管网", 4), DAY, "漏水")
    assert again == "重开第3项“改造供水管网”（回头看），时限改为2025年11月14日，会告知4人。原因：漏水"
    assert "按原时限催报" in task_cards.before_reopening(Cancelling(8, "3", "改造供水管网", 4), None, "漏水")
    assert "已告知4人，附原因" in task_cards.reopened(Reopened("改造供水管网", 4), None)
    assert "请电话告知" in task_cards.reopened(Reopened("改造供水管网", 0), None)


def test_asking_every_unit_names_those_that_are_not_asked_yet_alone() -> None:
    group = replace(an_assignment("各乡镇", Role.RESPONSIBLE, is_group=True), asked=False)
    task = replace(a_task(an_assignment("县水利局"), group, title="改造供水管网"), seq="3")
    assert task_cards.before_asking_each(task).startswith(
        "第3项“改造供水管网”改为逐家问：各乡镇（集合单位按现在的成员）"
    )


def test_plain_reports_are_passed_after_a_question_with_how_many_of_whom_and_what_stays() -> None:
    mine = [said(a_report(person="水联", id=n), title=f"第{n}件") for n in (1, 2)]
    other = said(a_report(person="财联", id=3), unit="县财政局")
    wish = said(a_report(AnswerKind.EXTENSION, new_date=LATER, id=4))
    late = said(a_report(person="城联", id=9), unit="县城管局")
    asked = reviewing.before_passing([*mine, other, wish, late], 4)
    assert asked.text == (
        "将通过3条一般反馈（县水利局、县财政局），告知2人，请确认。没有勾选的一般反馈1条、其余1条（申请、困难、需协调）不动。"
    )
    assert buttons(asked) == [("确认通过", actions.ACCEPT_PLAIN, (4, 1)), ("返回列表", actions.REVIEW, (0,))]
    assert reviewing.passed(Passed(3, 2, 1), 1).text == "已通过3条，告知2人，另1人打开链接就能看到。"
    assert buttons(reviewing.passed(Passed(3, 2), 1)) == [("审核其余1条", actions.REVIEW, (0,))]
    assert buttons(reviewing.passed(Passed(3, 2), 0)) == []


def test_a_closing_beside_unread_reports_is_asked_and_an_acceptance_offers_its_way_back() -> None:
    closing = a_report(AnswerKind.CLOSURE, id=5)
    assert reviewing.before_closing(said(closing)) is None
    asked = reviewing.before_closing(said(closing, a_report(id=6)))
    assert asked is not None
    assert "这一项还有1条反馈没有审核（县财政局）" in asked.text
    assert buttons(asked) == [
        ("仍同意办结", actions.ACCEPT, (5, 1)),
        ("先审核它们", actions.REVIEW_ONE, (6,)),
    ]
    assert buttons(reviewing.accepted("已通过", a_report(id=7))) == [("撤销审核", actions.REVIEW_AGAIN, (7,))]


def test_an_answer_that_is_recorded_offers_to_be_taken_back_each_on_its_own() -> None:
    one = said(a_report(percent=40, text="完成40%", id=11))
    single = receipts.receipts(Recorded(((1, one),)), NOW)
    assert buttons(single)[0] == ("撤销", actions.UNDO, (11,))
    two = said(a_report(AnswerKind.NO_CHANGE, id=12), title="整治背街小巷")
    refused = Refused(3, "修缮干渠", "这项任务已经办结")
    both = receipts.receipts(Recorded(((1, one), (2, two)), (refused,)), NOW)
    assert both.text.splitlines() == [
        "已记录2项：",
        "1. 改造供水管网：推进中：完成40%（待审核）",
        "2. 整治背街小巷：无变化",
        "没有记录：",
        "3. 修缮干渠：这项任务已经办结",
    ]
    assert buttons(both) == [("撤销1", actions.UNDO, (11,)), ("撤销2", actions.UNDO, (12,))]
    draft = said(a_report(status=ReportStatus.DRAFT, id=13))
    assert [label for label, _, _ in buttons(receipts.draft(draft))] == ["提交", "撤销"]


def line(n: int, unit: str, *, asked_on: date | None = DAY) -> ChasedLine:
    return ChasedLine(unit, f"1-{n}", f"第{n}件", date(2025, 11, 10), asked_on)


def test_a_chase_is_read_back_with_units_and_things_when_it_leaves_and_whom_it_cannot_reach() -> None:
    chased = Chased(
        ((DAY, ("县水利局", "县财政局")),),
        ("县城管局",),
        ("县水利局", "县财政局", "县城管局"),
        (),
        (line(1, "县水利局"), line(2, "县水利局"), line(3, "县财政局"), line(4, "县城管局", asked_on=None)),
    )
    order = Ordered(OrderKind.CHASE, chased=chased)
    asked = orders_text.asks(order, date(2025, 11, 13), office=True)
    assert asked.text.splitlines() == [
        "催办2个单位、3条：",
        "· 县水利局：1-1 第1件（2025年11月10日应报，已过3天）",
        "· 县水利局：1-2 第2件（2025年11月10日应报，已过3天）",
        "· 县财政局：1-3 第3件（2025年11月10日应报，已过3天）",
        "2025年11月14日发（每人一天一条，今天的已经发过或已过发送时间；急的请打电话）：县水利局、县财政局",
        "收到的提醒里，这几项标明“办公室催办”。",
        "联系不上，催不到：县城管局",
    ]
    assert buttons(asked) == [("确认催办", actions.ORDER, ()), ("不用了", actions.NO_ORDER, ())]
    gone = replace(line(1, "县水利局"), day=date(2025, 12, 26), missed=date(2025, 11, 26))
    late = orders_text.asks(
        replace(order, chased=replace(chased, lines=(gone,))), date(2025, 12, 2), office=True
    ).text
    assert "第1件（2025年11月26日应报的一期没有报，随2025年12月26日应报的一期催）" in late
    passed_on = orders_text.asks(order, DAY, office=False)
    assert "这项由联席会议办公室办理" in passed_on.text
    assert buttons(passed_on)[0] == ("转告办公室", actions.TO_OFFICE, ())
    assert "今天就发：县水利局、县财政局" in passed_on.text
    assert cards.chased(chased).startswith("已催办2个单位，随2025年11月14日的消息发出：县水利局、县财政局。")
    back = unchased(Unchased(("县水利局",), ("县财政局",))).text
    assert "还没有发出的不再发：县水利局" in back
    assert "已经发出、收不回的：县财政局" in back


def test_orders_are_read_back_with_old_and_new() -> None:
    task = OrderedTask(8, "3", "改造供水管网", DAY, 4)
    moved = Ordered(OrderKind.EXTEND, tasks=(task,), day=LATER)
    told = "改时限：第3项 改造供水管网\n2025年11月14日 → 2025年12月5日，涉及4个单位。"
    assert orders_text.what(moved, DAY) == told
    assert "没有时限 → 2025年12月5日" in orders_text.what(replace(moved, tasks=(replace(task, deadline=None),)), DAY)
    hand = Ordered(OrderKind.HAND_OVER, units=(("县水利局", "水联"),), coming="李明")
    assert orders_text.what(hand, DAY).startswith("县水利局联络员：水联 → 李明，今天起。")
    assert "县水利局联络员：空缺 → 李明" in orders_text.what(replace(hand, units=(("县水利局", None),)), DAY)
    whole = {OrderKind.EXTEND: moved, OrderKind.HAND_OVER: hand}
    for kind, order in whole.items():
        assert orders_text.is_whole(order), kind
        assert not orders_text.is_whole(replace(order, day=None, coming=None)), kind


def postponed(n: int, unit: str) -> Postponed:
    return Postponed(n, unit, f"1-{n}", f"第{n}件", date(2025, 11, 28), LATER, (n,))


def test_putting_off_is_read_back_with_what_it_does_not_do_and_each_is_ended_on_its_own() -> None:
    lines = [postponed(1, "县水利局"), postponed(2, "县财政局")]
    asked = put_off_text.before(lines, "局长来电")
    assert asked.text.splitlines() == [
        "缓催到2025年12月5日（当天再催）：2个单位、2项",
        "· 县水利局：1-1 第1件（2025年11月28日应报）",
        "· 县财政局：1-2 第2件（2025年11月28日应报）",
        "原因：局长来电",
        "应报日在缓催期内的，时限不变，到期没报仍记未报；要放宽请改时限或延期。",
        "在那以前不提醒、不列入待办的逾期未报，不记为进展；告知县水利局、县财政局。",
    ]
    assert [label for label, _, _ in buttons(asked)] == ["确认缓催", "不用了", "只缓1-1 县水利局", "只缓1-2 县财政局"]
    done = put_off_text.done(PutOffDone(tuple(lines), "局长来电", 2))
    assert "已告知2人" in done.text
    assert buttons(done) == [
        ("照常催 1-1", actions.ASK_AGAIN_FOR, (1,)),
        ("照常催 1-2", actions.ASK_AGAIN_FOR, (2,)),
    ]


def test_a_notice_is_read_back_with_whom_it_reaches_and_whom_not_and_why() -> None:
    reached = (("县水利局", "水联"), ("县财政局", "财联"))
    value = Sending("全体", reached, (Unreached(4, "县城管局", "城联没有绑定"),), 2)
    asked = circular_text.before_sending(value, "周五前报总结")
    assert asked.text.splitlines()[:4] == [
        "通知全体，发给2人，请各自签收：",
        "周五前报总结",
        "收得到：县水利局水联、县财政局财联",
        "1个单位送不到：县城管局（城联没有绑定）。",
    ]
    assert [label for label, _, _ in buttons(asked)] == ["确认发出", "不用了"]
    assert circular_text.sent(value).text.startswith(
        "通知已发给2人（在发送时段内送出）。1个单位送不到，留在名单上：县城管局。"
    )


def test_members_of_a_group_are_no_units_of_their_own_in_the_question_before_asking_each() -> None:
    town = an_assignment("甲镇", Role.RESPONSIBLE)
    task = a_task(an_assignment("县水利局"), *a_group("各乡镇", [town]))
    assert "甲镇" not in task_cards.before_asking_each(task)
