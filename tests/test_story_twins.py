"""The five stories over invented plans: the same steps on Telegram and on the page; one by mail and link too."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.channels.mail.outgoing import Mail
from config.settings import Settings
from tasks_db.register.authority import OPERATOR
from tasks_db.register.roster import TableRow
from tasks_db.store.keys import key
from tasks_db.terms import WorkState
from tasks_db.work.acts import loading, roster, seating
from tasks_db.work.acts.loading import Source
from tests import intake_samples
from tests.evidence_samples import a_workbook
from tests.hall import CLERK, CONVENOR, Hall
from tests.link_world import ADDRESS, phone, reports
from tests.local_chat import LocalPerson
from tests.mail_server import HOST, USER, mail_server, words_of
from tests.office_world import open_office
from tests.page_office import page_office
from tests.story_steps import bound_by_invitation, compiled, no_draft_goes_out, paper

ONE, TWO = 101, 102
MAILBOX = "ying@yingji.example"
Opening = Callable[[str, str, str], AbstractAsyncContextManager[Hall]]


@pytest.fixture(params=["telegram", "page"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Open an office on a morning, for an area, as which unit's."""

    @asynccontextmanager
    async def opening(starts: str, area: str, office: str) -> AsyncIterator[Hall]:
        if request.param == "page":
            async with page_office(tmp_path, starts, area=area, office=office) as hall:
                yield hall
        else:
            extra = [LocalPerson(user, f"新人{user}", "", "成员单位") for user in (ONE, TWO)]
            async with open_office(tmp_path, starts, area=area, office=office, extra=extra) as hall:
                yield hall

    return opening


async def loaded(hall: Hall, folder: Path, text: str) -> None:
    """A plan that was read already: reading is the same everywhere, and its file comes in as any other."""
    await hall.do(loading.load_plan, intake_samples.read(folder, text), Source("方案.txt", "0" * 64))


async def handed_out(hall: Hall) -> None:
    await hall.say(CLERK, "/plan 1")
    await hall.press(CLERK, "交办")
    assert "已交办" in (await hall.press(CLERK, "确认交办")).text


async def test_a_table_in_an_annex_goes_from_the_plan_to_the_digest(opened: Opening, tmp_path: Path) -> None:
    async with opened("2026-07-27T08:00+08:00", "云溪县", "县府办") as hall:
        await hall.group("各乡镇（街道）", "甲镇", "乙镇")
        await loaded(hall, tmp_path, intake_samples.MEALS)
        heard = await hall.say(CLERK, "/plan 1")
        assert "任务3项（有时限2项，长期1项），指标2项" in heard.text
        assert "交办" not in heard.labels()
        assert not any("助餐" in text for text in await hall.received(CONVENOR))

        # names and figures
        await hall.press(CLERK, "单位名称 5")
        heard = await hall.press(CLERK, "没有相近的5个")
        assert "可以交办" in heard.text
        heard = await hall.press(CLERK, "指标 2")
        assert "2. 助餐点食品安全等级合格率" in heard.text, "what has no number in the document gets one of its own"
        await hall.press(CLERK, "未定的2项")
        assert "报数：县民政局" in (await hall.say(CLERK, "县民政局")).text
        await handed_out(hall)
        heard = await bound_by_invitation(hall, "县民政局", ONE)
        assert "您的席位：县民政局联络员" in heard.text
        assert "贵单位现有3项待反馈" in heard.text

        # the first morning: received with one press; before the phased day: answered under the message
        await hall.until(date(2026, 7, 27))
        assert "新交办3项，请签收" in (await hall.last(ONE))["text"]
        assert "已签收3项" in (await hall.press(ONE, "全部签收")).text
        await hall.until(date(2026, 7, 31))
        asked = await hall.last(ONE)
        assert "阶段节点（开工）：2026年8月31日（剩31天）" in asked["text"]
        heard = await hall.say(ONE, "1 进度30%，正在选址，需县财政局协调", reply_to=asked["id"])
        assert "已记录：1. 新建社区食堂" in heard.text

        # reviewed, told, asked for and compiled
        assert "待审核1条" in (await hall.say(CLERK, "/review")).text
        await hall.press(CLERK, "1", within="待审核1条")
        await hall.press(CLERK, "通过")
        assert "已通过审核" in await hall.told(ONE)
        assert "达序时30%" in (await hall.say(CONVENOR, "县民政局进展")).text
        assert "需协调：县财政局" in (await hall.say(CONVENOR, "/digest")).text
        assert "县民政局就第1项“新建社区食堂”提出" in await paper(hall, CONVENOR)


async def issued_and_handed_out(hall: Hall, folder: Path) -> None:
    await loaded(hall, folder, intake_samples.FLOOD)
    await no_draft_goes_out(hall, date(2026, 3, 24))
    await hall.press(CLERK, "已正式印发，内容未变")
    await hall.press(CLERK, "单位名称")
    await hall.press(CLERK, "没有相近的")
    await hall.press(CLERK, "没有时限")
    await hall.press(CLERK, "每半年报送")
    await hall.press(CLERK, "汇总单位")
    await hall.press(CLERK, "都由第一个单位汇总")
    await handed_out(hall)


async def test_a_draft_waits_until_it_is_issued_and_an_extension_is_granted(opened: Opening, tmp_path: Path) -> None:
    async with opened("2026-03-23T08:00+08:00", "青岚市", "市水利局") as hall:
        await issued_and_handed_out(hall, tmp_path)
        heard = await bound_by_invitation(hall, "市应急管理局", ONE)
        assert "贵单位现有" in heard.text
        assert "市应急管理局的联络员新人101已绑定" in await hall.told(CLERK)

        # said, taken back, said again
        await hall.until(date(2026, 3, 25))
        asked = await hall.last(ONE)
        line = next(one for one in asked["text"].splitlines() if "物资储备" in one)
        heard = await hall.say(ONE, f"{line.split('.')[0]} 已采购，进度50%", reply_to=asked["id"])
        assert "物资储备" in heard.text
        assert "已撤销" in (await hall.press(ONE, "撤销")).text
        heard = await hall.say(ONE, f"{line.split('.')[0]} 已采购，进度60%", reply_to=asked["id"])
        assert "进度60%" in heard.text

        # more time is asked for and granted, and the digest keeps both days
        await hall.say(ONE, "/task 2")
        await hall.press(ONE, "申请延期")
        heard = await hall.say(ONE, "5月20日，两个库点还在验收")
        assert "延期至2026年5月20日" in heard.text
        await hall.say(CLERK, "/review")
        heard = await hall.press(CLERK, "1", within="待审核")
        assert "原时限2026年4月30日 → 申请2026年5月20日" in heard.text
        await hall.press(CLERK, "同意延期")
        assert "已同意延期至2026年5月20日" in await hall.told(ONE)
        granted = [(one.unit, one.old, one.new) for one in (await compiled(hall)).extensions if one.is_granted]
        assert granted == [("市应急管理局", date(2026, 4, 30), date(2026, 5, 20))]


async def test_a_plan_without_units_is_given_some_and_a_draft_answer_is_proved(
    opened: Opening, tmp_path: Path
) -> None:
    async with opened("2026-03-02T08:00+08:00", "松原镇", "镇党政办") as hall:
        people = {"镇文化站": "文联", "镇财政所": "财联"}
        rows = [TableRow(n, unit, (), (), "联络员", name, "") for n, (unit, name) in enumerate(people.items(), 1)]
        await hall.do(roster.load_table, rows)
        await loaded(hall, tmp_path, intake_samples.LIBRARY)
        await hall.say(CLERK, "/plan 1")
        await hall.press(CLERK, "任务清单")
        await hall.press(CLERK, "改 2")
        await hall.press(CLERK, "改牵头")
        assert "单位库里没有“镇文联”" in (await hall.say(CLERK, "镇文联")).text
        assert "镇文化站（牵头）" in (await hall.say(CLERK, "镇文化站")).text
        await hall.press(CLERK, "改责任")
        await hall.say(CLERK, "镇财政所")
        await hall.press(CLERK, "返回方案")
        await hall.press(CLERK, "汇总单位 2")
        await hall.press(CLERK, "都由指定单位汇总")
        await hall.say(CLERK, "镇文化站")
        await hall.press(CLERK, "没有时限 2")
        await hall.press(CLERK, "指定日期")
        await hall.say(CLERK, "2026-12-31")
        await handed_out(hall)
        assert "文联，您好" in (await bound_by_invitation(hall, "镇文化站", ONE)).text

        # 镇财政所 is on no channel: the clerk writes down what it says by phone
        await hall.say(CLERK, "/phone 镇财政所 2 进度40%，已列入预算")
        assert "代录 镇财政所" in (await hall.press(CLERK, "确认代录")).text

        # kept back until the boss agrees, handed in, said better, proved by a file
        await hall.until(date(2026, 3, 2))
        await hall.say(ONE, "1 已修缮5处，进度70%")
        assert "办公室看不到" in (await hall.press(ONE, "先存草稿")).text
        assert "待审核1条" in (await hall.say(CLERK, "/review")).text
        await hall.press(ONE, "提交")
        await hall.press(ONE, "改一下")
        assert "推进中：进度80%" in (await hall.say(ONE, "进度80%，漏雨书屋已修缮6处")).text
        await hall.send_bytes(ONE, "台账.xlsx", a_workbook(), "1")
        await hall.say(CLERK, "/review")
        heard = await hall.press(CLERK, "2", within="待审核2条")
        assert "佐证：台账.xlsx" in heard.text
        assert "70%" not in heard.text
        await hall.press(CLERK, "通过")
        await hall.press(CLERK, "1", within="待审核2条")
        await hall.press(CLERK, "退回")
        assert "已退回（请写明金额）：镇财政所" in (await hall.say(CLERK, "请写明金额")).text
        (proved,) = [line for line in (await compiled(hall)).tasks if line.task.seq == "2"]
        assert proved.percent == 80


async def test_a_task_is_closed_once_all_have_said_it_and_the_convenor_agrees(
    opened: Opening, tmp_path: Path
) -> None:
    async with opened("2026-03-02T08:00+08:00", "清河区", "区府办") as hall:
        await loaded(hall, tmp_path, intake_samples.CELLS)
        await hall.say(CLERK, "/plan 1")
        await hall.press(CLERK, "单位名称 4")
        await hall.press(CLERK, "没有相近的")
        await handed_out(hall)
        await bound_by_invitation(hall, "区商务局", ONE)
        await bound_by_invitation(hall, "区城管局", TWO)

        # not while a unit is silent; the chase joins its next message
        await hall.until(date(2026, 3, 2))
        await hall.say(ONE, "/task 1")
        assert "还有1个单位没有反馈：区城管局" in (await hall.press(ONE, "申请办结")).text
        assert "区城管局" in (await hall.press(ONE, "催一催")).text
        await hall.until(date(2026, 3, 3))
        asked = await hall.last(TWO)
        assert "待反馈1项" in asked["text"]
        await hall.say(TWO, "1 已完成，照明已换新", reply_to=asked["id"])

        # the lead makes its unit's words its own
        await hall.say(ONE, "/task 1")
        await hall.press(ONE, "各单位反馈")
        await hall.press(ONE, "采用各单位文字")
        assert "区城管局：已完成，照明已换新" in (await hall.press(ONE, "提交")).text

        # the convenor wants proof first, then agrees
        for decision in ("退回", "同意办结"):
            await hall.say(ONE, "/task 1")
            await hall.press(ONE, "申请办结")
            await hall.press(ONE, "确认申请办结")
            await hall.say(CONVENOR, "/review")
            await hall.press(CONVENOR, "1", within="待审核1条")
            await hall.press(CONVENOR, decision)
            if decision == "退回":
                await hall.say(CONVENOR, "请附批复")
                assert "申请办结被退回：请附批复" in await hall.told(ONE)
        await hall.press(CONVENOR, "仍同意办结")  # what the other unit said is not reviewed
        assert "已同意办结，不再催报" in await hall.told(ONE)
        (closed,) = (await compiled(hall)).in_state(WorkState.CLOSED)
        assert closed.task.seq == "1"


async def test_each_of_a_group_is_asked_and_nearly_is_not_done(opened: Opening, tmp_path: Path) -> None:
    async with opened("2025-06-23T08:00+08:00", "临江区", "区府办") as hall:
        await hall.group("各街道办事处", "甲街道", "乙街道", "丙街道")
        await loaded(hall, tmp_path, intake_samples.RENOVATION)
        await hall.say(CLERK, "/plan 1")
        await hall.press(CLERK, "单位名称")
        await hall.press(CLERK, "没有相近的")
        await hall.press(CLERK, "没有时限 1")
        await hall.press(CLERK, "指定日期")
        await hall.say(CLERK, "2025-06-30")
        await hall.press(CLERK, "任务清单 4")
        await hall.press(CLERK, "改 4")
        await hall.press(CLERK, "逐家问")
        await handed_out(hall)
        await bound_by_invitation(hall, "甲街道", ONE)
        await bound_by_invitation(hall, "乙街道", TWO)
        await hall.until(date(2025, 6, 23))

        # nearly is not done: it is asked about
        heard = await hall.say(TWO, "基本完成")
        assert "请确认" in heard.text
        assert "已完成：基本完成" in (await hall.press(TWO, "已完成")).text
        await hall.say(CLERK, "/phone 丙街道 4 进度30%")
        await hall.press(CLERK, "确认代录")

        # the day goes by, and one was silent
        await hall.until(date(2025, 7, 3))
        assert "逾期3天" in (await hall.last(ONE))["text"]
        assert "落实资金" in (await hall.say(CONVENOR, "逾期任务")).text
        assert "逾期1项" in (await hall.say(CONVENOR, "/digest")).text


async def test_who_is_told_by_mail_answers_by_the_links_in_it_from_the_draft_to_the_paper(tmp_path: Path) -> None:
    async with mail_server() as server:
        mail = {"mail_host": HOST, "mail_port": server.port, "mail_security": "none", "mail_from": USER}

        def channels(settings: Settings) -> list[Mail]:
            return [Mail(settings, "青岚市联席会议")]

        async with page_office(
            tmp_path,
            "2026-03-23T08:00+08:00",
            area="青岚市",
            office="市水利局",
            others=channels,
            web_url=ADDRESS,
            **mail,
        ) as hall:
            await issued_and_handed_out(hall, tmp_path)
            await hall.do(roster.load_table, [TableRow(1, "市应急管理局", (), (), "联络员", "应联", "")])
            await hall.desk.doing(OPERATOR, seating.set_mail, hall.desk.links, "市应急管理局", MAILBOX)

            # asked by mail, answered by the link in it, taken back and said again
            await hall.until(date(2026, 3, 25))
            (letter,) = server.for_(MAILBOX)
            assert "物资储备" in words_of(letter)
            link = await phone(hall.world, re.findall(rf"{ADDRESS}/r/(\S+)", words_of(letter))[0])
            assert "进度50%" in await link.answer("物资储备", "progress", percent="50", words="已采购")
            (first,) = await reports(hall.world)
            assert (await link.take_back(key(first.id))).status_code == 303
            assert "进度60%" in await link.answer("物资储备", "progress", percent="60", words="已采购")

            # more time is asked for on the same page and granted in the office's chat; the mail tells it
            page = await link.answer("物资储备", "extension", day="2026-05-20", words="两个库点还在验收")
            assert "申请延期" in page
            assert "来自链接" in (await hall.say(CLERK, "/review")).text
            heard = await hall.press(CLERK, "1", within="待审核")
            assert "原时限2026年4月30日 → 申请2026年5月20日" in heard.text
            await hall.press(CLERK, "同意延期")
            await hall.told(CLERK)
            assert "已同意延期至2026年5月20日" in server.text(MAILBOX)
            await hall.say(CONVENOR, "/digest")
            assert "2026年5月20日\n（原2026年4月30日）" in await paper(hall, CONVENOR)
