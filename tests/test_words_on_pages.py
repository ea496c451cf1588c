"""What the office's pages and the page of a link say, as they are drawn from values, without a server."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

from bot.channels.web.office.review import _case
from bot.channels.web.pages import Pages
from messages import circular_text, phrases, plan_cards, put_off_text
from messages.link_page import Preview, Receipt, Shown, TaskForm
from tasks_db.register import codes
from tasks_db.register.answers import Said
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.giving import CircularLine, Reader, Unreached
from tasks_db.register.membership import MemberChange
from tasks_db.register.office_day import Disowned, Handled, OfficeDay, PleaLine, SilentLine
from tasks_db.register.outgoing import Outgoing, OutgoingLine
from tasks_db.register.papers import PaperRecord, Step
from tasks_db.register.queries.rows import NotAsked, VacantRow
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, NoticeKind, NoticeState, PaperKind, PaperState, Role
from tests.builders import NOW, a_plan, a_report, a_task, an_assignment, at

DAY = date(2025, 11, 10)
TASK = TaskRef(7, 1, "1-2", "改造供水管网", None)
PAGES = Pages(sample=False)


def words(body: bytes | memoryview) -> str:
    """What somebody reads of a page: no marks, no blanks but one."""
    main = bytes(body).decode().partition("<main>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def office(template: str, **values: Any) -> bytes | memoryview:
    return PAGES.office(template, 200, title="县联席办", who="文员", menu=[], said="", as_of=NOW, **values).body


def drawn(template: str, **values: Any) -> str:
    return words(office(template, **values))


# the office's day


def a_day(**waits: Any) -> OfficeDay:
    none: dict[str, Any] = dict.fromkeys(("pleas", "overdue", "silent", "offered", "undelivered", "vacant"), ())
    return OfficeDay(as_of=NOW, requests=0, reviews=0, **(none | waits))


def home(day: OfficeDay, **fields: Any) -> str:
    known: dict[str, Any] = {"plans": [], "all": False, "waits": [], "offered": [], "changes": {}, "opinions": ()}
    known["answered"] = ()
    return drawn("home.html", day=day, blocker=plan_cards.blocker, code=codes.of, **(known | fields))


def test_the_offices_first_page_names_each_thing_that_waits_with_its_reason() -> None:
    day = a_day(
        vacant=(VacantRow(3, "县林业局", NotAsked.UNBOUND, 2),),
        disowned=(Disowned(TASK, "县教委", Role.LEAD, 5, "财政", "县财政局"),),
    )
    joins = MemberChange(1, "各乡镇", 2, "青石镇", joins=True, tasks=((1, "1"),), unasked=((2, "2"),))
    leaves = MemberChange(1, "各乡镇", 4, "白沙镇", joins=False, tasks=((1, "1"),))
    offered = [SilentLine(9, TASK, "县水利局", DAY)]
    said = home(day, offered=offered, changes={6: [joins, leaves]}, opinions=((1, "王敏", "太早"),))
    for sentence in (
        "没有人可催的1个单位",
        "县林业局 ：联络员没有绑定，压着2项任务",
        "待改单位 1项 7-1-2 改造供水管网：不属县教委，它说应由县财政局负责",
        "青石镇加入“各乡镇”，涉及方案6的2项任务",
        "白沙镇退出“各乡镇”，涉及方案6的1项任务",
        "可提请召集人督促 1个",
        "改造供水管网：县水利局，应于2025年11月10日报 提请召集人",
        "意见 1条 王敏：太早",
        "截至2025年11月12日 09:00",
    ):
        assert sentence in said
    assert "现在没有待办。" in said


# what goes out


def outbox(**fields: Any) -> str:
    line = OutgoingLine(1, "王敏", NoticeKind.BUNDLE, NoticeState.SENT, at(DAY), ("改造供水管网",))
    sent = Outgoing(NOW, at(DAY), (), (line,), (line,))
    known: dict[str, Any] = {
        "today": DAY, "days": [], "people": 0, "sent": sent, "unasked": [], "code": codes.of,
        "when": phrases.when_due, "bundle": NoticeKind.BUNDLE, "trials": [], "put_off": [],
        "put_off_line": put_off_text.line, "burden": [],
    }  # fmt: skip
    return drawn("outbox.html", **(known | fields))


def test_what_was_lost_what_may_have_come_twice_and_who_cannot_be_asked_stand_apart() -> None:
    trial = SimpleNamespace(
        title="供水方案", plan_id=3, unasked=[SimpleNamespace(unit="县林业局", why="没有联络员", dues=2)]
    )
    burden = [("2025-11", [SimpleNamespace(unit="县教委", messages=2, questions=3)])]
    unasked = [SimpleNamespace(unit="县教委", why="没有联络员", dues=2)]
    said = outbox(unasked=unasked, trials=[(trial, [])], burden=burden)
    for sentence in (
        "发不出去 1个单位 单位 为什么 压着几项 县教委 没有联络员 2项",
        "没有送达 1条",
        "2025年11月10日 09:00以来。请电话联系本人",
        "可能重复 1条",
        "没有等待发出的消息。",
        "试运行《供水方案》：今后七天本应发出，不会真的发给单位",
        "发不出去的1个单位：县林业局（没有联络员，2项）",
        "自动发给各单位的消息和其中的提问；各单位自己问的答复不算。",
        "2025年11月：1个单位，消息2条，提问3次",
        "截至2025年11月12日 09:00",
    ):
        assert sentence in said
    assert "收集日是单位应报的日子，比整项的时限早几天" in outbox(days=[(DAY, [])], people=4)
    assert "如果到时都没有反馈，将发给4人（一人一个工作日最多一条" in outbox(days=[(DAY, [])], people=4)


# papers and notices


def test_a_paper_names_who_took_each_step_and_a_notice_who_has_not_signed_or_was_not_reached() -> None:
    paper = PaperRecord(
        1, 1, PaperKind.DIGEST, None, PaperState.CHECKED, NOW, (1,), None, None, None, None,
        (Step(PaperState.CHECKED, at(DAY), "文员"),), (),
    )  # fmt: skip
    readers = (Reader("王敏", "县教委", at(DAY)), Reader("李工", "县水利局", None, lost=True))
    notice = CircularLine(4, at(DAY), "全体", "请报联系人", readers, (Unreached(3, "县林业局", "没有联络员"),))
    said = drawn(
        "papers.html", papers=[paper], more=2, notices=[notice], sittings=[], choices=([], []),
        signed_count=circular_text.signed_count, remind_count=circular_text.remind_count,
        answers_to_ask=circular_text.answers_to_ask,
        untold=lambda _: False, state_of=circular_text.state_of, can_link=False,
    )  # fmt: skip
    for sentence in (
        "公文 3份",
        "核稿2025年11月10日 09:00（文员）",
        "另有2份更早的",
        "通知全体：签收1/2，答复0/2，送不到1个单位 请报联系人",
        "签收了，没答复：县教委王敏",
        "县教委 王敏：2025年11月10日 09:00签收",
        "县水利局 李工：没有签收，现在联系不上",
        "县林业局：送不到（没有联络员）",
        "截至2025年11月12日 09:00",
    ):
        assert sentence in said


# reviews


def a_case(*reports: Report, which: int = 0, **task: Any) -> Any:
    plan = a_plan(a_task(an_assignment("县教委", reports=reports), source_quote="改造农村公路60公里", **task))
    own = plan.tasks[0].assignments[0]
    return _case(Said(plan, plan.tasks[0], own, own.reports[which]), NOW)


REVIEW: dict[str, Any] = {
    "lacking": [],
    "pleas": [], "code": codes.of, "troubles": [], "plain": [], "left": 0, "phoned": "", "units": [],
    "extension": AnswerKind.EXTENSION, "not_ours": AnswerKind.NOT_OURS, "evidence": {},
    "passed": (),
}  # fmt: skip


def review(*, reviews: bool = True, **fields: Any) -> str:
    return drawn("review.html", reviews=reviews, **(REVIEW | {"requests": []} | fields))


def test_a_review_shows_the_plans_words_who_said_it_and_what_was_said_before_and_since() -> None:
    said = [
        a_report(day=date(2025, 11, day), text=text) for day, text in ((3, "在选址"), (4, "已开工"), (5, "完成一半"))
    ]
    text = review(plain=[a_case(*said, which=1)], left=3)
    for sentence in (
        "县教委 王敏 2025年11月4日 · 推进中 推进中：已开工",
        "方案原文 改造农村公路60公里",
        "此前 推进中：在选址（县教委 王敏 2025年11月3日）",
        "后来又报 推进中：完成一半（县教委 王敏 2025年11月5日）",
        "另有3条，办完上面的会列出来。",
        "截至2025年11月12日 09:00",
    ):
        assert sentence in text


def test_more_time_shows_the_day_that_was_asked_for_and_another_unit_is_for_the_office_alone_to_put() -> None:
    asks = a_case(a_report(AnswerKind.EXTENSION, new_date=date(2026, 1, 31)))
    body = office("review.html", reviews=True, requests=[asks], **REVIEW)
    assert 'value="2026年1月31日"' in bytes(body).decode()
    not_ours = a_case(a_report(AnswerKind.NOT_OURS, text="由县林业局负责"))
    assert "改后的牵头单位" in review(requests=[not_ours])
    assert "改后的牵头单位" not in review(requests=[not_ours], reviews=False)


def test_a_closing_that_waits_for_others_can_only_be_chased_or_returned() -> None:
    closure = a_report(AnswerKind.CLOSURE)
    alone = a_case(closure)
    assert "同意办结 退回县教委的原因 退回" in review(requests=[alone])
    plan = a_plan(a_task(an_assignment("县教委", reports=[closure]), an_assignment("县财政局", Role.RESPONSIBLE)))
    own = plan.tasks[0].assignments[0]
    waits = review(requests=[_case(Said(plan, plan.tasks[0], own, own.reports[0]), NOW)])
    assert "还有1个单位没有反馈（县财政局）" in waits
    assert "催一催" in waits
    assert "同意办结" not in waits


def test_a_plea_says_where_it_went_and_whoever_only_decides_passes_nothing_on() -> None:
    plea = PleaLine(5, TASK, "县教委", "缺钱", "县财政局", at(DAY), Handled(at(date(2025, 11, 11)), at(DAY)))
    said = review(pleas=[plea])
    for sentence in (
        "缺钱 请县财政局协调",
        "已于2025年11月11日 09:00转单位",
        "已于2025年11月10日 09:00报召集人",
        "转召集人",
    ):
        assert sentence in said
    convenor = review(pleas=[plea], reviews=False)
    assert "答复单位" in convenor
    assert "转召集人" not in convenor
    assert "代录" not in convenor


# the page of a link


def a_form(**fields: Any) -> TaskForm:
    known: dict[str, Any] = {
        "assignment_id": 1, "due_id": 2, "title": "改造供水管网", "plan": "供水方案", "due": "11月14日应报",
        "words": "改造管网60公里", "last": "在选址", "figure": False, "choices": (("progress", "推进中"),),
    }  # fmt: skip
    return TaskForm(**(known | fields))


def test_the_page_of_a_link_names_its_seat_the_plan_both_what_was_said_and_what_became_of_it() -> None:
    receipts = tuple(
        Receipt(n, f"第{n}件", "进度60%", state, "", "11月10日", can_go=can_go)
        for n, (state, can_go) in enumerate((("待审核", True), ("已通过审核", False)), 1)
    )
    shown = Shown("县联席会议", "联席办", "县水利局联络员", "截至11月12日", (a_form(),), (a_form(),), receipts)
    body = PAGES.reply(200, at="/r/x", page=shown, refused="", filled=None).body
    said = words(body)
    for sentence in (
        "县水利局联络员 县联席会议 · 截至11月12日",
        "现在要报 1 项 改造供水管网 11月14日应报 供水方案 改造管网60公里 上次：在选址",
        "第1件 进度60% 11月10日 · 待审核 撤回",
        "第2件 进度60% 11月10日 · 已通过审核 其他任务",
        "谁打开都能替本席位反馈，请不要转发到群里。报的内容由办公室审核。",
        "换人、丢失或有疑问，请联系联席办。",
    ):
        assert sentence in said


def test_what_was_understood_is_shown_before_it_counts_and_a_link_that_is_over_says_whom_to_ask() -> None:
    one = Preview(1, 2, "改造供水管网", "供水方案", "推进中，60%", "进度由文字读出", "没错，提交", (), asks_code=True)
    body = PAGES.reply_preview(200, at="/r/x", one=one, given="{}", key="k", refused="").body
    said = words(body)
    for sentence in ("供水方案 推进中，60% 进度由文字读出", "没错，提交", "（到这里还没有记录）", "六位数字"):
        assert sentence in said
    assert "请向联席办要一个新的。以前报的都在，不用重报。" in words(PAGES.reply_over("expired", 410, "联席办").body)
