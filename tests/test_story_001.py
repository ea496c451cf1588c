"""Plan 001 from file to digest: a draft with owner brackets in its paragraphs, quarterly rounds, eleven figures."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.terms import ReportState, WorkState
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.story_steps import bound_by_invitation, compiled, no_draft_goes_out, paper

HEALTH, SCHOOL, WOMEN = 101, 102, 103
SCHOOL_CHAT = LocalPerson(SCHOOL, "教联", "区教委联络员", "成员单位")


@pytest.fixture
def plan_file(samples: Path) -> Path:
    return next(samples.glob("001_*.txt"))


async def test_the_draft_of_plan_001_waits_in_silence_until_it_is_issued(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(tmp_path, "2024-07-10T08:00+08:00", area="开州区", office="区卫生健康委") as office:
        heard = await office.send_file(CLERK, plan_file)
        assert "任务19项（有时限6项，长期1项），指标11项" in heard.text
        await office.seat("区卫生健康委", "卫联", HEALTH)
        await no_draft_goes_out(office, date(2024, 8, 30), HEALTH)


async def test_plan_001_once_issued_goes_from_the_file_to_the_digest(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(
        tmp_path, "2024-09-02T08:00+08:00", area="开州区", office="区卫生健康委", extra=[SCHOOL_CHAT]
    ) as office:
        await _settle_and_issue(office, plan_file)

        # every unit that is asked has a seat to be invited to
        heard = await office.say(CLERK, "/seats")
        assert "联络员席位25个，空缺25个" in heard.text

        # 区教委 binds by its code and hears at once what it owes; the office is told
        heard = await bound_by_invitation(office, "区教委", SCHOOL)
        assert "区教委联络员" in heard.text
        assert "贵单位现有7项待反馈" in heard.text
        assert "区教委的联络员教联已绑定" in await office.told(CLERK)
        await office.seat("区卫生健康委", "卫联", HEALTH)
        await office.seat("区妇联", "妇联", WOMEN)

        await _first_round(office)
        await _extension(office)
        await _told_and_compiled(office)


async def _settle_and_issue(office: Office, plan_file: Path) -> None:
    await office.group("各乡镇街道", "甲镇", "乙乡")
    await office.send_file(CLERK, plan_file)
    heard = await office.press(CLERK, "已正式印发，内容未变")
    assert "征求意见稿" not in heard.text
    assert "25个单位名称还没有对上" in heard.text, heard.text
    # one unit is printed with another level; the finding sets both side by side, and the clerk says which is meant
    await office.press(CLERK, "单位名称 25")
    heard = await office.press(CLERK, "没有相近的24个")
    assert "市人力社保局（任务8），像“区人力社保局”" in heard.text
    heard = await office.press(CLERK, "1=区人力社保局")
    assert "单位名称还没有对上" not in heard.text
    await office.say(CLERK, "/plan 1")
    assert "“市人力社保局”与“区人力社保局”级别不同" not in (await office.press(CLERK, "疑点")).text
    await office.say(CLERK, "/plan 1")

    # twelve tasks have no date, five no lead
    await office.press(CLERK, "没有时限")
    await office.press(CLERK, "指定日期")
    heard = await office.say(CLERK, "2025-12-31")
    assert "5项任务没有汇总单位" in heard.text
    await office.press(CLERK, "汇总单位")
    heard = await office.press(CLERK, "都由第一个单位汇总")
    assert "可以交办：" in heard.text

    # figures: one by 区教委, the rest by the office's own unit
    await office.press(CLERK, "指标")
    await office.press(CLERK, "未定的11项")
    await office.say(CLERK, "5 区教委")
    await office.press(CLERK, "未定的10项")
    heard = await office.say(CLERK, "区卫生健康委")
    assert "未定" not in "".join(heard.labels())
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "已交办" in heard.text


async def _first_round(office: Office) -> None:
    # the first morning: one bundle each, received with one press
    await office.until(date(2024, 9, 2))
    assert "新交办7项，请签收" in (await office.last(SCHOOL))["text"]
    heard = await office.press(SCHOOL, "全部签收")
    assert "已签收7项" in heard.text

    # 区妇联 says too much by button, takes it back, and leaves it at 无变化 for everything
    heard = await office.press(WOMEN, "2", within="新交办3项")
    assert "区妇联：已交办" in heard.text
    await office.press(WOMEN, "推进中")
    heard = await office.press(WOMEN, "50%")
    assert "推进中50%" in heard.text
    heard = await office.press(WOMEN, "撤销")
    assert "已撤销：积极支持用人单位办托" in heard.text
    heard = await office.press(WOMEN, "其余无变化")
    assert "已将其余3项记为“无变化”" in heard.text

    # the quarter's round: asked a week before, answered in words under the message
    await office.until(date(2024, 9, 23))
    asked = await office.last(HEALTH)
    assert "不少于100场）：2024年9月30日（剩7天）" in asked["text"]
    heard = await office.say(HEALTH, "1 本季度已办60场，进度60%", reply_to=asked["id"])
    assert "已记录：1. 加强家庭照护指导" in heard.text
    await office.until(date(2024, 11, 25))
    assert await office.last(HEALTH) == heard.messages[-1], "the round is answered: nothing more is asked of it"


async def _extension(office: Office) -> None:
    # 区教委 cannot reach the phased target in time: it asks for a later day, and the asking stops
    await office.until(date(2024, 11, 29))
    assert "35%）：2024年12月31日（剩32天）" in (await office.last(SCHOOL))["text"]
    await office.press(SCHOOL, "申请延期")
    heard = await office.say(SCHOOL, "1月24日，两所园还在验收")
    assert "延期至2025年1月24日" in heard.text
    assert "待审核" in heard.text
    told = len(await office.received(SCHOOL))
    await office.until(date(2024, 12, 27))
    assert "加快托幼一体化发展" not in "".join((await office.received(SCHOOL))[told:])

    # the office sees both dates and agrees; the unit is told, and the digest keeps both
    await office.say(CLERK, "/review")
    heard = await office.press(CLERK, "1", within="待审核2条")
    assert "原时限2024年12月31日 → 申请2025年1月24日" in heard.text
    await office.press(CLERK, "同意延期")
    assert "“加快托幼一体化发展”已同意延期至2025年1月24日" in await office.told(SCHOOL)
    heard = await office.say(SCHOOL, "我的任务")
    assert "加快托幼一体化发展·责任汇总·2025年1月24日（剩25天）" in heard.text


async def _told_and_compiled(office: Office) -> None:
    # past the old day: 区教委 is in time, 区卫生健康委 is not, and the convenor asks in plain words
    await office.until(date(2025, 1, 6))
    heard = await office.say(CONVENOR, "逾期任务")
    assert "建设公办托育示范机构" in heard.text
    assert "加快托幼一体化发展·区教委" not in heard.text
    heard = await office.say(CONVENOR, "区教委进展")
    assert "任务进展6项（区教委）" in heard.text
    heard = await office.say(CONVENOR, "/digest")
    assert "共19项" in heard.text

    value = await compiled(office)
    assert len(value.tasks) == 19
    assert [(e.unit, e.old, e.new) for e in value.extensions if e.is_granted] == [
        ("区教委", date(2024, 12, 31), date(2025, 1, 24))
    ]
    assert [(line.task.title, line.overdue.unit) for line in value.in_state(WorkState.OVERDUE) if line.overdue] == [
        ("建设公办托育示范机构", "区卫生健康委"),
    ]
    guided = next(line for line in value.tasks if line.task.title == "加强家庭照护指导")
    assert guided.percent == 60
    # the last quarter's round was let go by: a late report, and no late work
    assert (guided.work_state, guided.report_state) == (WorkState.ON_TRACK, ReportState.NOT_REPORTED)
    assert [s.unit for s in guided.sources] == ["区妇联", "区卫生健康委"]
    words = await paper(office, CONVENOR)
    assert "由2024年12月31日延至2025年1月24日，本办公室于" in words
    assert "逾期1项" in words
