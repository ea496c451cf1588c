"""Plan 003 from file to digest: a draft table with leaders and dates to 2025; one task is carried to its close."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.terms import WorkState
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.story_steps import bound_by_invitation, compiled, no_draft_goes_out, paper

HEALTH, SCHOOL = 101, 102
SCHOOL_CHAT = LocalPerson(SCHOOL, "教联", "市教育局联络员", "成员单位")


@pytest.fixture
def plan_file(samples: Path) -> Path:
    return next(samples.glob("003_*.txt"))


async def test_the_draft_of_plan_003_waits_in_silence_until_it_is_issued(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(tmp_path, "2021-01-18T08:00+08:00", area="鄂州市", office="市卫健委") as office:
        await office.seat("市卫健委", "卫联", HEALTH)
        heard = await office.send_file(CLERK, plan_file)
        assert "任务16项（有时限12项，长期4项），指标0项，候选15条" in heard.text
        await no_draft_goes_out(office, date(2021, 2, 26), HEALTH)


async def test_plan_003_once_issued_goes_from_the_file_to_the_digest(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(
        tmp_path, "2021-03-01T08:00+08:00", area="鄂州市", office="市卫健委", extra=[SCHOOL_CHAT]
    ) as office:
        await _settle_and_issue(office, plan_file)
        heard = await bound_by_invitation(office, "市教育局", SCHOOL)
        assert "贵单位现有7项待反馈" in heard.text
        await office.seat("市卫健委", "卫联", HEALTH)
        await _refused_while_units_are_silent(office)
        await _taken_over_and_exempted(office)
        await _returned_and_closed(office)
        await _the_year_ends(office)
        await _told_and_compiled(office)


async def test_plan_003_loaded_a_year_late_is_looked_over_instead_of_chased(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(tmp_path, "2022-02-07T08:00+08:00", area="鄂州市", office="市卫健委") as office:
        await office.send_file(CLERK, plan_file)
        heard = await office.press(CLERK, "已正式印发，内容未变")
        assert "6项任务已过期，还没有定怎么办" in heard.text

        # one is done, one gets another date, the rest are asked for all the same
        heard = await office.press(CLERK, "已过期 6")
        assert "登记备案制度：2021年12月31日" in heard.text
        await office.press(CLERK, "1 已完成")
        await office.press(CLERK, "2 改时限")
        heard = await office.say(CLERK, "2021-06-30")
        assert "已经过去" in heard.text
        await office.press(CLERK, "2 改时限")
        await office.say(CLERK, "2022-06-30")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "已过期 4")
        heard = await office.press(CLERK, "全部照常催报")
        assert "项任务已过期" not in heard.text
        heard = await office.press(CLERK, "任务清单")
        assert "2022年6月30日" in heard.text


async def test_what_became_past_due_while_the_draft_waited_is_looked_over_too(
    plan_file: Path, tmp_path: Path
) -> None:
    async with open_office(tmp_path, "2021-12-20T08:00+08:00", area="鄂州市", office="市卫健委") as office:
        heard = await office.send_file(CLERK, plan_file)
        assert "项任务已过期" not in heard.text
        await office.until(date(2022, 2, 10))
        heard = await office.press(CLERK, "已正式印发，内容未变")
        assert "6项任务已过期，还没有定怎么办" in heard.text


async def _settle_and_issue(office: Office, plan_file: Path) -> None:
    await office.send_file(CLERK, plan_file)
    heard = await office.press(CLERK, "已正式印发，内容未变")
    assert "备注：各项工作均需各区落实" in heard.text
    assert "13个单位名称还没有对上" in heard.text
    await office.press(CLERK, "单位名称")
    await office.press(CLERK, "没有相近的13个")

    # beside the table the body has items of its own: one is taken, with a number of its own
    heard = await office.press(CLERK, "候选 15")
    assert "17 全面落实产休假政策" in heard.text
    await office.press(CLERK, "采纳“全面落实")
    heard = await office.press(CLERK, "全部不采纳")
    assert "任务17项" in heard.text

    # 长期 gets a cycle and no date; one task reports more often, and has two leaders now
    heard = await office.press(CLERK, "没有时限 5")
    assert "长期任务只能定周期" in heard.text
    await office.press(CLERK, "每年报送")
    await office.press(CLERK, "任务清单")
    await office.press(CLERK, "改 4")
    await office.press(CLERK, "定周期")
    heard = await office.say(CLERK, "半年")
    assert "每半年报送｜市自然资源局" in heard.text
    await office.press(CLERK, "改领导")
    heard = await office.say(CLERK, "胡正国，李志胜")
    assert "责任领导：胡正国、李志胜" in heard.text

    # the task taken from the body names no lead
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "汇总单位 1")
    heard = await office.press(CLERK, "都由第一个单位汇总")
    assert "可以交办：共49次提问，14个单位" in heard.text
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "共49项应报" in heard.text


async def _refused_while_units_are_silent(office: Office) -> None:
    # 市卫健委 would close task 8 on the first day; two units have said nothing, one of them has no liaison
    await office.until(date(2021, 3, 1))
    heard = await office.press(HEALTH, "全部签收")
    assert "已签收14项" in heard.text
    heard = await office.say(HEALTH, "/task 8")
    assert "市卫健委：已签收" in heard.text
    assert "各单位：0/2已报" in heard.text
    heard = await office.press(HEALTH, "申请办结")
    assert "还有2个单位没有反馈：市教育局、市妇联" in heard.text
    before = await office.press(HEALTH, "催一催")
    assert "联系不上，催不到：市妇联" in before.text
    heard = await office.press(HEALTH, "确认催办")
    assert "随2021年3月2日的消息发出：市教育局" in heard.text
    assert "请电话联系：市妇联" in heard.text

    # the chase joins the next day's message
    await office.until(date(2021, 3, 2))
    asked = await office.last(SCHOOL)
    assert "待反馈1项：\n1. 成立市区两级" in asked["text"]
    heard = await office.say(SCHOOL, "1 已完成，指导专班已组建", reply_to=asked["id"])
    assert "已完成，指导专班已组建" in heard.text


async def _taken_over_and_exempted(office: Office) -> None:
    # the lead reads what its units said and makes it its own words, first as a draft
    await office.say(HEALTH, "/task 8")
    heard = await office.press(HEALTH, "各单位反馈")
    assert "各单位反馈 1/2" in heard.text
    assert "· 市妇联（应于" in heard.text
    heard = await office.press(HEALTH, "采用各单位文字")
    assert "已存为草稿" in heard.text
    heard = await office.press(HEALTH, "提交")
    assert "推进中：市教育局：已完成，指导专班已组建" in heard.text

    # the office excuses the unit that has no part in it
    await office.say(CLERK, "/task 8")
    await office.press(CLERK, "修改/豁免")
    await office.press(CLERK, "豁免单位")
    heard = await office.say(CLERK, "市妇联")
    assert "豁免要有理由" in heard.text
    await office.press(CLERK, "豁免单位")
    heard = await office.say(CLERK, "市妇联 由教育部门一并办理")
    assert "已豁免市妇联" in heard.text
    heard = await office.say(HEALTH, "/task 8")
    assert "各单位：1/1已报" in heard.text


async def _returned_and_closed(office: Office) -> None:
    # the convenor wants proof first
    await office.press(HEALTH, "申请办结")
    heard = await office.press(HEALTH, "确认申请办结")
    assert "待审核" in heard.text
    heard = await office.say(CONVENOR, "/review")
    assert "待审核1条" in heard.text, "a convenor is shown what they decide, and nothing else"
    await office.press(CONVENOR, "1", within="待审核1条")
    await office.press(CONVENOR, "退回")
    await office.say(CONVENOR, "请附批复")
    assert "申请办结被退回：请附批复" in await office.told(HEALTH)

    # "8" in words is line 8 of the latest list, another task: nothing is stored before it is confirmed
    await office.say(HEALTH, "/mine")
    heard = await office.say(HEALTH, "8 已完成，批复已附")
    assert "请确认：8. 中心城区各区" in heard.text
    await office.press(HEALTH, "不是，重新说")

    # asked for once more, agreed, struck off
    await office.say(HEALTH, "/task 8")
    await office.press(HEALTH, "申请办结")
    await office.press(HEALTH, "确认申请办结")
    await office.say(CONVENOR, "/review")
    await office.press(CONVENOR, "1", within="待审核1条")
    await office.press(CONVENOR, "同意办结")
    await office.press(CONVENOR, "仍同意办结")  # what other units said is not reviewed
    assert "已同意办结，不再催报" in await office.told(HEALTH)
    await office.say(CLERK, "/task 8")
    await office.press(CLERK, "修改/豁免")
    heard = await office.press(CLERK, "销号")
    assert "已销号：成立市区两级" in heard.text
    heard = await office.say(SCHOOL, "/task 8")
    assert "市教育局：销号" in heard.text


async def _the_year_ends(office: Office) -> None:
    # months without a word to anybody whose date is far; then the year's tasks come, the closed one not among them
    told = len(await office.received(SCHOOL))
    await office.until(date(2021, 11, 25))
    assert len(await office.received(SCHOOL)) == told
    await office.until(date(2021, 11, 26))
    asked = await office.last(SCHOOL)
    assert "成立市区两级" not in asked["text"]
    heard = await office.say(
        SCHOOL, "1、2 推进中，预计12月20日完成；3 有困难，场地未落实，需市民政局协调", reply_to=asked["id"]
    )
    assert "已记录3项" in heard.text
    assert "3. 开展试点示范：有困难，场地未落实，需市民政局协调" in heard.text


async def _told_and_compiled(office: Office) -> None:
    await office.until(date(2022, 1, 5))
    heard = await office.say(CONVENOR, "李志胜负责的逾期任务")
    assert "逾期任务5项" in heard.text
    assert "市自然资源局" not in heard.text, "a round that nobody could be asked for is no late work"
    heard = await office.say(CONVENOR, "市自然资源局报了吗")
    assert "市自然资源局·落实土地、规划支持政策·2021年12月31日应报·未送达" in heard.text
    heard = await office.say(CONVENOR, "李志胜负责的")
    assert "任务进展12项（李志胜）" in heard.text
    pages = [heard.text]
    while "更多" in heard.labels():
        heard = await office.press(CONVENOR, "更多")
        pages.append(heard.text)
    assert "服务指导…·市卫健委·已办结" in "".join(pages)
    heard = await office.say(CONVENOR, "/digest")
    assert "共17项：已办结1项（5.9%）、长期推进5项（29.4%）、逾期5项（29.4%）、尚无反馈6项（35.3%）" in heard.text

    value = await compiled(office)
    (closed,) = value.in_state(WorkState.CLOSED)
    assert closed.struck_off
    assert {s.unit for s in closed.sources} == {"市卫健委", "市教育局"}
    assert [(c.unit, c.needs) for c in value.coordination] == [("市教育局", "市民政局")]
    assert "市妇联" not in {u.unit for u in value.unreported if u.task.seq == "8"}
    words = await paper(office, CONVENOR)
    assert "请市民政局协调（2021年11月26日提出，反馈待审核，未见答复）" in words, "nobody has reviewed the plea yet"
    assert "待审核的不计入进度，另行注明" in words
