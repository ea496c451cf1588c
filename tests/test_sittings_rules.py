"""The rules that a document prints are used: who proposes, approves, how often all meet; a sitting by terminal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from messages.sitting_notices import decided_line
from tasks_db.intake.draft import MeetingRules
from tasks_db.language.sitting_named import Named, named
from tasks_db.language.sitting_words import Wish, decided, demand, time_and_place, wish
from tasks_db.register.meetings import calling, deciding
from tasks_db.register.meetings.rules import Rules, changed, read_off
from tasks_db.register.meetings.values import Resolution
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import models
from tasks_db.terms import Decided, SeatRole, SittingKind
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import (
    DEPUTY,
    EXTRA,
    RULES,
    SAID,
    SCHOOLS,
    STARTS,
    STREETS,
    WATER,
    approved,
    called,
    joint_meeting,
)
from tests.small_world import a_draft, a_draft_task, add_plan, at_local
from tests.terminal import typed

MONDAY = date(2025, 11, 3)


async def test_only_whom_the_rules_name_approves_and_a_refusal_carries_its_reason(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        printed = MeetingRules(
            None, None, 1, None, (), "县水利局", "召集人、副召集人、办公室主任、成员单位", "召集人"
        )
        await add_plan(
            office, a_draft("制度方案", a_draft_task("1", "建制度", ["县水利局"]), meeting=printed), hand_out=False
        )
        heard = await office.say(CLERK, "/rules")
        assert "来源：默认，没有采用方案的规则" in heard.text
        heard = await office.press(CLERK, "采用方案2的规则")
        assert "谁可以提议：召集人、副召集人、办公室主任、成员单位" in heard.text
        assert "每年全体会议：至少1次" in heard.text
        # the clerk is staff of the office and no 办公室主任: the rules do not name them
        heard = await office.say(CLERK, "提议召开全体会议，研究年度安排")
        assert "会议由召集人、副召集人、办公室主任、成员单位提议" in heard.text

        await office.say(STREETS, "提议召开部分成员单位会议，研究路灯")
        await office.say(DEPUTY, "/help")
        await office.forge(DEPUTY, "sj:1:yes")
        assert "开会和纪要由召集人审定" in (await office.last(DEPUTY))["text"]
        await office.told(CONVENOR)
        await office.press(CONVENOR, "不同意")
        await office.say(CONVENOR, "先由办公室协调")
        assert "未获同意。召集人：先由办公室协调" in await office.told(STREETS)
        heard = await office.say(STREETS, "/sittings 1")
        assert "未同意" in heard.text
        heard = await office.say(CONVENOR, "全体会议今年开过没有")
        assert "已召开0次，规则要求每年至少1次" in heard.text

        heard = await office.press(CLERK, "改：每年全体会议次数")
        heard = await office.say(CLERK, "很多次")
        assert "请写 1 到 99 之间的数字" in heard.text
        heard = await office.say(CLERK, "2次")
        assert "每年全体会议：至少2次" in heard.text


async def test_a_sitting_that_moves_or_is_called_off_is_told_to_everybody_who_was_called(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        await called(office)
        await office.told(SCHOOLS)
        await office.say(CLERK, "/sittings 1")
        await office.press(CLERK, "定时间地点")
        heard = await office.say(CLERK, "11月31日上午9:30 三楼")
        assert "没有看懂会议时间" in heard.text
        await office.say(CLERK, "11月12日下午3点 县政府五楼")
        assert "【会议时间地点有变】" in await office.told(SCHOOLS)
        assert "2025年11月12日 15:00" in (await office.last(SCHOOLS))["text"]
        await office.press(CLERK, "取消会议")
        await office.say(CLERK, "召集人出差")
        assert "取消（原定2025年11月12日 15:00）" in await office.told(SCHOOLS)
        heard = await office.press(SCHOOLS, "参加")
        assert "现在不收回执" in heard.text


async def test_a_question_lets_go_of_what_waits_and_an_answer_by_phone_is_written_down(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        await called(office)
        await office.say(CLERK, "谁请假了")
        await office.press(CLERK, "代录回执")
        heard = await office.say(CLERK, "县教育局不来")
        assert "请写：单位 参加" in heard.text
        heard = await office.say(CLERK, "谁请假了")
        assert "请假0：无" in heard.text
        await office.press(CLERK, "代录回执")
        heard = await office.say(CLERK, "县教育局 请假 副局长 李明")
        assert "县教育局回执已代录：请假，副局长 李明" in heard.text

        # nobody can approve in chat: the office is told how it is written down
        def leave(session: Session) -> None:
            for account in session.exec(select(models.Account).where(models.Account.address == str(CONVENOR))).all():
                session.delete(account)

        await office.say(WATER, "提议召开临时会议，研究路灯")
        await office.write(leave)
        heard = await office.say(CLERK, "/sittings 2")
        assert "lianxi sitting approve 2 --by 召集人" in heard.text


async def test_the_terminal_takes_a_sitting_from_its_proposal_to_its_minutes(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)

        def said(*words: str) -> str:
            return typed(tmp_path, *words)

        assert "请用 --by 写明是谁" in said("sitting", "propose", "研究路灯")
        assert "会议1" in said("sitting", "propose", "研究路灯", "--kind", "全体会议", "--by", "城成员")
        assert "审定" in said("sitting", "approve", "1", "--by", "副召集人方")
        assert "已同意召开" in said("sitting", "approve", "1", "--by", "召集人")
        said("sitting", "when", "1", "11月10日上午9:30 三楼会议室")
        assert "研究路灯" in said("sitting", "agenda", "1", "--draft")
        assert "请先点“通知核稿”" in said("sitting", "call", "1", "--yes")
        assert "定于2025年11月10日" in said("sitting", "notice", "1", "--check", "--sign")
        assert "通知已发出" in said("sitting", "call", "1", "--yes")
        said("sitting", "answer", "1", "县教育局", "请假", "--delegate", "副局长 李明")
        assert "请假1：县教育局（委派副局长 李明）" in said("sitting", "replies")
        await at_local(office, "2025-11-10T10:00")
        said("sitting", "hold", "1")
        assert "县城管局" in said("sitting", "presence", "1", "县城管局", "出席", "城成员")
        assert "印发后列为督办任务" in said("sitting", "resolve", "1", SAID, "--supervise")
        said("sitting", "submit", "1")
        said("sitting", "sign", "1", "--by", "召集人")
        assert "1项督办任务已交办" in said("sitting", "issue", "1", "--yes")
        assert "议定1项，推进1项" in said("sitting", "decided")
        assert "已召开1次" in said("sitting", "plenary")
        assert "清河县联席会议" in said("body", "list")
        said("body", "add", "清河县防汛工作领导小组", "--office", "县水利局")
        assert "（领导小组）" in said("body", "rules", "--body", "2", "--set", "谁审核同意=组长")


def test_rules_that_are_not_understood_are_not_taken() -> None:
    assert read_off(RULES, "方案1").approvers == (SeatRole.CONVENOR,)
    assert changed(Rules(), "approvers", "召集人、副召集人").said_approvers() == "召集人、副召集人"
    with pytest.raises(MeetingRefused, match="没有看懂"):
        changed(Rules(), "approvers", "召集人和县长")


def test_partial_sittings_and_those_of_last_year_do_not_count_as_the_plenary() -> None:
    count = deciding.plenaries(replace(Rules(), plenary_per_year=1), [], 2025)
    assert (count.held, count.owed, count.short) == (0, 1, True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("谁请假了", Wish.REPLIES),
        ("上次会议定的事办了没有", Wish.FOLLOW_UP),
        ("全体会议今年开过没有", Wish.PLENARY),
        ("提议召开临时会议，研究路灯", Wish.PROPOSE),
        ("2025年第一次全体会议定的事办了没有", Wish.FOLLOW_UP),
        ("第2次会议定的事怎么样了", Wish.FOLLOW_UP),
        ("全体会议去年开过没有", Wish.PLENARY),
        ("2025年全体会议开过没有", Wish.PLENARY),
        ("第1次会议谁请假了", Wish.REPLIES),
        ("2025年评估报告", Wish.EVALUATION),
        ("起草年度评估报告", Wish.EVALUATION),
        ("评估报告已报送", None),
        ("第一次全体会议定的事已完成", None),
        ("上次会议定的事已完成", None),
        ("全体会议开过了", None),
        ("会议室已经建成", None),
        ("谁能同意召开？", Wish.RULES),
        ("能不能开个会研究一下停车场用地", Wish.PROPOSE),
        ("请召集人开会协调停车用地", Wish.PROPOSE),
        ("进度40%，请召集人开会协调", None),
        ("希望会议室尽快建好", None),
        ("会议材料", Wish.PACK),
        ("材料已经送会", None),
    ],
)
def test_a_report_that_speaks_of_a_meeting_is_no_question(text: str, wanted: Wish | None) -> None:
    found = wish(text)
    assert (found.wish if found else None) is wanted


def test_the_sitting_that_words_name_is_known_by_year_number_and_kind() -> None:
    today = date(2026, 2, 3)
    assert named("2025年第一次全体会议定的事", today) == Named(2025, 1, SittingKind.PLENARY)
    assert named("全体会议去年开过没有", today) == Named(2025, None, SittingKind.PLENARY)
    assert named("第2次会议谁请假了", today) == Named(None, 2, None)
    assert Named(2025, 1, None).fits(2025, 1, SittingKind.AD_HOC)
    assert not Named(2025, None, None).fits(2026, 1, SittingKind.AD_HOC)


def test_a_list_of_members_that_has_only_begun_leaves_nobody_out() -> None:
    liaisons = [(n, n, SeatRole.LIAISON) for n in range(1, 7)]
    assert _called_of(liaisons) == (1, 2, 3, 4, 5, 6)
    begun = [*liaisons, (11, 1, SeatRole.MEMBER), (12, 9, SeatRole.OFFICE_HEAD)]
    assert _called_of(begun) == (9, 1, 2, 3, 4, 5, 6)
    assert calling.seat_calling(begun, 1) == 11
    whole = [*liaisons, *((10 + n, n, SeatRole.MEMBER) for n in range(1, 5))]
    assert _called_of(whole) == (1, 2, 3, 4)


def test_a_plenary_calls_the_members_that_the_office_said_else_those_that_the_plan_prints() -> None:
    """A unit that only has a task has a liaison's seat, and is no member by that."""
    seats = [*((n, n, SeatRole.LIAISON) for n in range(1, 7)), (12, 3, SeatRole.OFFICE_HEAD)]
    assert _called_of(seats, printed=(2, 1)) == (3, 2, 1)
    assert _called_of([*seats, (13, 5, SeatRole.MEMBER)], printed=(2, 1)) == (3, 2, 1, 5)
    assert _called_of([*seats, (13, 5, SeatRole.MEMBER)], said=(4, 3), printed=(2, 1)) == (3, 4)
    assert calling.seat_calling([*seats, (13, 3, SeatRole.MEMBER)], 3) == 13, "a unit with two seats is called once"


def _called_of(
    seats: Sequence[calling.SeatOf], said: tuple[int, ...] | None = None, printed: tuple[int, ...] = ()
) -> tuple[int, ...]:
    return calling.units_called(seats, calling.member_units(seats, said, printed))


async def test_the_card_says_whom_a_list_of_members_leaves_out_and_all_can_be_called(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.units("县审计局")
        await office.seat("县审计局", "审联络", 231, SeatRole.LIAISON)
        await approved(office)
        heard = await office.say(CLERK, "/sittings 1")
        assert "没有列入的1个单位（不是成员单位）：县审计局" in heard.text
        await office.press(CLERK, "定参会单位")
        heard = await office.say(CLERK, "全部")
        assert "县审计局" in heard.text.partition("参会：")[2].partition("\n")[0]
        assert "没有列入" not in heard.text


def test_a_sentence_of_the_minutes_is_read_for_its_lead_its_co_units_and_its_day() -> None:
    units = [("县财政局", "县财政局"), ("县教委", "县教育局"), ("县教育局", "县教育局")]
    said = decided("会议议定，由县财政局会同县教委在12月26日前提出资金安排意见。", units, MONDAY)
    assert (said.kind, said.lead, said.with_units, said.day) == (
        Decided.AGREED,
        "县财政局",
        ("县教育局",),
        date(2025, 12, 26),
    )
    assert demand(said.text, units, MONDAY) == "提出资金安排意见"
    more = "由县财政局会同县教育局在5月30日前办结6个小区的审批，县教育局同步落实改造资金"
    assert demand(more, units, MONDAY) == "办结6个小区的审批"
    split = "农村集中供水工程管网保温改造，由县财政局牵头，县教育局配合，12月5日前完成"
    assert demand(split, units, MONDAY) == "农村集中供水工程管网保温改造"
    both = decided("县财政局、县教育局抓紧办理", units, MONDAY)
    assert (both.lead, both.day) == (None, None)
    assert decided("暂缓研究", units, MONDAY).kind is Decided.DEFERRED


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("会议室改造由县财政局负责", "会议议定，会议室改造由县财政局负责。"),
        ("会议议定，由县财政局负责", "会议议定，由县财政局负责。"),
        ("会上，县财政局通报了进展。", "会上，县财政局通报了进展。"),
        ("上周工作情况，县财政局作了说明，汇报了进展", "会上，上周工作情况，县财政局作了说明，汇报了进展。"),
        ("听取了县财政局的汇报", "会议听取了县财政局的汇报。"),
        ("暂缓研究", "会议暂缓研究。"),
    ],
)
def test_the_minutes_print_a_sentence_whole_with_how_it_was_decided(typed: str, printed: str) -> None:
    said = decided(typed, [("县财政局", "县财政局")], MONDAY)
    assert (
        decided_line(Resolution(1, said.kind, said.text, said.lead, (), None, supervised=False, task_id=None))
        == printed
    )


def test_when_and_where_a_sitting_is_must_be_said_whole() -> None:
    said = time_and_place("11月20日上午9点半在县政府会议室", MONDAY)
    assert (said.day, f"{said.at:%H:%M}", said.place) == (date(2025, 11, 20), "09:30", "县政府会议室")
