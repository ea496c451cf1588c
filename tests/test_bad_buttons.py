"""Buttons that nobody offered, that are old, that are pressed twice, and two people who answer at once."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.register.authority import OPERATOR
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import answering, changing, handing_out
from tasks_db.work.post import conversation
from tasks_db.work.views.plans import task_by_number
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    TROUBLE,
    WATER,
    Office,
    a_draft,
    a_draft_task,
    add_plan,
    assignment_and_due,
    at_local,
    clear,
    open_office,
    rows,
    small_meeting,
)

OLD = "已经失效"


async def bundle_on_the_first_morning(office: Office) -> None:
    await small_meeting(
        office,
        a_draft_task(
            "1",
            "改造供水管网",
            ["县水利局"],
            ["县财政局"],
            milestones=[(date(2025, 11, 28), "完成三成"), (date(2025, 12, 5), "完成六成")],
        ),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
    )
    await at_local(office, "2025-11-03T09:30")


FORGED = (
    "",
    ":",
    "zz",
    "nc",
    "nc:1",
    "nc:a:b",
    "nc:1:2:3:4",
    "nc:99999999999999999999:1",
    "nc:-1:-1",
    "pp:{a}:{d}:500",
    "pp:{a}:{d}:-1",
    "et:{a}:{d}:soon",
    "bp:9999:0",
    "bp:x:y",
    "ok:nononce:0",
    "ck:nononce:0:done",
    "ct:nononce:99",
    "page:overdue:-:999",
    "page:nothing:-:0",
    "page:mine:zz9:0",
    "page:mine:p99999999999999999999:0",
    "tv:0",
    "ud:4711",
    "am:4711",
    "ev:{a}",
    "🙂:🙂",
    "nc:{a}:{d}" + "9" * 200,
)


async def test_malformed_and_oversized_button_data_is_answered_and_stores_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        for data in FORGED:
            heard = await office.forge(MONEY, data.format(a=assignment, d=due) or " ")
            assert TROUBLE not in heard.text, data
            assert heard.messages, data
        assert await rows(office) == []


async def test_malformed_button_data_of_the_office_is_answered(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.say(CLERK, "/help")
        for data in (
            "pi:1:2:999",
            "fn:5",
            "pf:1:zz",
            "tf:1:zz",
            "digest:all:99999999999999999:0",
            "digest:all:-5:-9",
            "df:9-9:0",
            "pl:99999999999999999999",
            "rk:999",
            "te:0",
            "go:1:1",
            "ac:9",
            "rv:-3",
        ):
            heard = await office.forge(CLERK, data)
            assert TROUBLE not in heard.text, data
            assert heard.messages, data


@pytest.mark.parametrize("action", ["rc", "nc", "dn", "pp"])
async def test_a_button_pressed_twice_is_one_answer(tmp_path: Path, action: str) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        data = f"{action}:{assignment}:{due}" + (":50" if action == "pp" else "")
        first = await office.forge(MONEY, data)
        second = await office.forge(MONEY, data)
        assert first.text == second.text
        (report,) = await rows(office)
        assert report.checkpoint_id is not None


async def test_done_said_again_days_later_does_not_finish_the_next_milestone(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        await office.forge(MONEY, f"dn:{assignment}:{due}")
        await at_local(office, "2025-11-06T12:00")
        await office.forge(MONEY, f"dn:{assignment}:{due}")
        assert len({r.checkpoint_id for r in await rows(office)}) == 1


async def test_a_button_of_another_units_task_is_refused(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        said = clear(await office.forge(STREETS, f"nc:{assignment}:{due}"))
        assert "这是县财政局的任务" in said
        assert "/mine" in said
        assert await rows(office) == []


async def test_old_buttons_of_a_cancelled_task_and_a_recalled_plan_are_refused(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县水利局")
        await office.say(WATER, "1 进度30%")
        bundle = (await office.seen(WATER))[0]["id"]

        task_id = await office.desk.asking(OPERATOR, task_by_number, 1, "1")
        await office.desk.doing(OPERATOR, changing.cancel_task, task_id, "会议决定")
        await office.sender.send_waiting()
        for data in (f"nc:{assignment}:{due}", f"pp:{assignment}:{due}:50", f"dn:{assignment}:{due}"):
            assert "已经取消" in clear(await office.forge(WATER, data))
        clear(await office.say(WATER, "1 进度60%", reply_to=bundle))
        assert len(await rows(office)) == 1

        await office.desk.doing(OPERATOR, handing_out.recall, 1)
        await office.sender.send_waiting()
        other, other_due = await assignment_and_due(office, "县城管局", "2")
        assert "撤回" in clear(await office.forge(STREETS, f"nc:{other}:{other_due}"))
        clear(await office.say(STREETS, "1 进度60%"))
        assert len(await rows(office)) == 1


async def test_a_button_whose_question_was_replaced_says_so(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        await office.say(WATER, "/mine")
        heard = await office.say(WATER, "已经弄好了吧")
        assert heard.labels()
        message, data = await office.find_button(WATER, heard.labels()[0])
        assignment, due = await assignment_and_due(office, "县水利局")
        await office.forge(WATER, f"bl:{assignment}:{due}")
        assert OLD in clear(await office.press_data(WATER, message, data))
        assert await rows(office) == []


async def test_a_question_of_yesterday_does_not_take_todays_words(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        await office.say(WATER, "1 进度30%")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "退回")
        await at_local(office, "2025-11-04T10:00")
        await office.say(CLERK, "逾期任务")
        await office.press(CLERK, "退回", within="改造供水管网")
        await office.say(CLERK, "/overdue")
        await office.say(CLERK, "逾期任务")
        assert [r.reason for r in await rows(office)] == [None]


async def test_a_question_lets_go_when_a_button_leads_elsewhere(tmp_path: Path) -> None:
    """R17: after each of these, what is typed is no reason of the return that was asked for before."""
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        await office.say(WATER, "1 进度30%")
        (said,) = await rows(office)
        await office.say(CLERK, "/help")
        await office.say(STREETS, "1 资金没有到位，需县财政局协调")
        other = (await rows(office))[-1].id
        others = (f"ro:{other}", f"rx:{said.id}", f"pe:{other}")
        for elsewhere in ("rv:0", "dk:review", "ls:0", "pl:1", "pt:1:tasks:0", "digest:all:0:0", *others):
            await office.forge(CLERK, f"rt:{said.id}")
            await office.forge(CLERK, elsewhere)
            await office.say(CLERK, "数字和上月对不上")
            assert {(r.status, r.reason) for r in await rows(office)} == {(ReportStatus.SUBMITTED, None)}, elsewhere
        await office.forge(CLERK, f"rt:{said.id}")
        await office.say(CLERK, "数字和上月对不上")
        assert [r.status for r in await rows(office)] == [ReportStatus.RETURNED, ReportStatus.SUBMITTED]


async def test_a_reply_to_the_list_is_no_answer_to_the_question_that_waits(tmp_path: Path) -> None:
    """R17."""
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        bundle = (await office.last(WATER))["id"]
        assignment, due = await assignment_and_due(office, "县水利局")
        await office.forge(WATER, f"bl:{assignment}:{due}")
        await office.say(WATER, "1 进度60%", reply_to=bundle)
        assert [(r.kind, r.percent) for r in await rows(office)] == [(AnswerKind.PROGRESS, 60)]


async def test_a_button_does_only_what_was_read_back_for_it(tmp_path: Path) -> None:
    """R17: what waits is for one task, one plan, one day; the button of another does nothing."""
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        ids = {seq: await office.desk.asking(OPERATOR, task_by_number, 1, seq) for seq in ("1", "2")}
        await office.say(CLERK, "/plans")
        await office.do_as(CLERK, conversation.wait_for, "cancel_ready", {"task": ids["1"], "ground": "会议决定"})
        assert OLD in clear(await office.forge(CLERK, f"xn:{ids['2']}"))
        await office.do_as(CLERK, conversation.wait_for, "sheet", {"plan": 1, "items": []})
        other = await add_plan(
            office, a_draft("防汛方案", a_draft_task("1", "疏浚河道", ["县水利局"])), hand_out=False
        )
        assert OLD in clear(await office.forge(CLERK, f"xt:{other}"))
        tasks = await office.read(lambda s: list(s.exec(select(models.Task)).all()))
        assert [task.cancelled_at for task in tasks] == [None] * 3
        await at_local(office, "2025-11-20T09:30")
        await office.say(CLERK, "催一下县城管局")
        message, data = await office.find_button(CLERK, "确认催办")
        await at_local(office, "2025-11-21T09:30")
        assert OLD in clear(await office.press_data(CLERK, message, data))
        assert await office.read(lambda s: list(s.exec(select(models.Chase)).all())) == []


async def test_what_was_said_on_another_day_is_taken_back_by_its_own_button_alone(tmp_path: Path) -> None:
    """R17: 撤销 typed with a number means today's answers too."""
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        await office.say(WATER, "1 进度30%")
        await at_local(office, "2025-11-04T10:00")
        for words in ("撤销", "撤销第1项"):
            assert "11月3日报的，要撤销请点那条回执下面的“撤销”" in clear(await office.say(WATER, words))
        assert [r.withdrawn_at for r in await rows(office)] == [None]


async def test_two_units_that_answer_at_the_same_moment_are_both_kept(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        units = {WATER: "县水利局", MONEY: "县财政局"}
        found = {user: await assignment_and_due(office, unit) for user, unit in units.items()}
        await asyncio.gather(
            *(
                office.do_as(user, answering.record, assignment, due, Given(AnswerKind.PROGRESS, percent=percent))
                for percent in range(20)
                for user, (assignment, due) in found.items()
            )
        )
        kept = await rows(office)
        assert len(kept) == 40
        assert {(r.assignment_id, r.percent) for r in kept} == {(a, p) for p in range(20) for a, _ in found.values()}


async def test_one_button_pressed_many_times_at_once_is_one_report(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await bundle_on_the_first_morning(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        given = Given(AnswerKind.PROGRESS, percent=40)
        await asyncio.gather(*(office.do_as(MONEY, answering.record, assignment, due, given) for _ in range(12)))
        assert len(await rows(office)) == 1
