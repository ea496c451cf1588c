"""登记出席: asked once with names and numbers, silence is no absence, corrected in plain words, taken back."""

from pathlib import Path

from tasks_db.terms import SeatRole
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.sitting_world import EXTRA as SEATED
from tests.sitting_world import MONEY, SAID, SCHOOLS, STARTS, approved, called, joint_meeting
from tests.small_world import at_local

AUDITOR = 231
EXTRA = (*SEATED, LocalPerson(AUDITOR, "审联络", "县审计局联络员", "列席单位"))


async def _begun(office: Office) -> None:
    """A sitting to which one unit comes, one sends somebody, two never answered; its hour has come."""
    await joint_meeting(office)
    await approved(office)
    await called(office)
    await office.press(SCHOOLS, "参加")
    await office.press(MONEY, "请假")
    await office.say(MONEY, "副局长 李明")
    await at_local(office, "2025-11-10T11:00")
    await office.say(CLERK, "/sittings 1")


async def test_attendance_is_asked_about_before_it_is_written_down(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _begun(office)
        heard = await office.press(CLERK, "登记出席")
        assert "出席1：县教育局 教成员" in heard.text
        assert "委派1：县财政局（副局长 李明代）" in heard.text
        assert "未反馈3：" in heard.text
        assert "没有回执、也没有签到，不算缺席" in heard.text
        assert "缺席1" not in heard.text
        assert "已发通知" in (await office.say(CLERK, "/sittings 1")).text  # nothing is written yet
        heard = await office.press(CLERK, "确认登记")
        assert "已登记2025年第一次临时会议召开" in heard.text
        assert "未反馈3" in (await office.say(CLERK, "/sittings 1")).text


async def test_attendance_is_corrected_in_plain_words_before_and_after(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _begun(office)
        await office.press(CLERK, "登记出席")
        heard = await office.press(CLERK, "先更正出席")
        example = heard.text.partition("可以这样写：")[2].partition("；")[0]
        assert "县水利局" in example  # units of this sitting, so that the example can be sent as it is
        heard = await office.say(CLERK, example)
        assert "没有看懂" not in heard.text
        assert "未反馈" not in heard.text.partition("缺席1")[0]
        await office.press(CLERK, "先更正出席")
        heard = await office.say(CLERK, "县水利局由副局长代，县城管局缺席\n县府办列席")
        assert "委派2：" in heard.text
        assert "县水利局（副局长代）" in heard.text
        assert "缺席1：县城管局" in heard.text
        await office.press(CLERK, "确认登记")
        await office.press(CLERK, "更正出席")
        heard = await office.say(CLERK, "县城管局到了，明天再说")
        assert "没有看懂“明天再说”" in heard.text
        heard = await office.say(CLERK, "县城管局到了")
        assert "缺席" not in heard.text
        await office.press(CLERK, "返回会议")


async def test_registered_attendance_is_taken_back_until_the_minutes_begin(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _begun(office)
        await office.press(CLERK, "登记出席")
        await office.press(CLERK, "确认登记")
        heard = await office.press(CLERK, "撤销登记")
        assert "会议回到“已发通知”" in heard.text
        assert "（已发通知）" in heard.text
        await office.press(CLERK, "登记出席")
        await office.press(CLERK, "确认登记")
        await office.press(CLERK, "记一项")
        await office.say(CLERK, "会议听取了进展情况")
        heard = await office.press(CLERK, "撤销登记")
        assert "纪要已经开始写，不能撤销登记" in heard.text
        await office.press(CLERK, "返回会议")
        words = (await office.press(CLERK, "看纪要")).text
        assert "缺席" not in words  # who never answered is not told to have stayed away
        assert "未反馈" not in words


async def test_a_unit_written_down_by_mistake_is_taken_off_before_and_after_and_a_called_one_asked_about(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _begun(office)
        await office.units("县审计局", "县民政局")
        await office.seat("县审计局", "审联络", AUDITOR, SeatRole.LIAISON)
        await office.press(CLERK, "登记出席")
        for words in ("县民政局记错了，删掉", "县民政局不是参会单位", "县民政局没有列席"):
            await office.press(CLERK, "先更正出席")
            assert "列席1：县民政局" in (await office.say(CLERK, "县民政局列席")).text
            await office.press(CLERK, "先更正出席")
            heard = await office.say(CLERK, words)
            assert "已从名单里去掉：县民政局" in heard.text
            assert "县民政局" not in heard.text.partition("\n")[2]
        await office.press(CLERK, "确认登记")
        await office.press(CLERK, "更正出席")
        await office.say(CLERK, "县民政局到了，县审计局列席")
        await office.press(CLERK, "再更正")
        heard = await office.say(CLERK, "把县民政局从出席名单里去掉")
        assert "县民政局" not in heard.text.partition("\n")[2]
        await office.press(CLERK, "再更正")
        heard = await office.say(CLERK, "县教育局不参会")  # it was called: 缺席 or 请假 is for the office to say
        assert "没有来的写“县教育局缺席”" in heard.text
        heard = await office.say(CLERK, "县教育局缺席")
        assert "缺席1：县教育局" in heard.text
        assert "撤销登记" in heard.labels()
        await office.press(CLERK, "再更正")
        assert "里是谁" in (await office.say(CLERK, "县教育局临时改成由副局长代替局长参加")).text
        heard = await office.say(CLERK, "县教育局临时换成副局长 苏景行参加")
        assert "出席1：县教育局 副局长 苏景行" in heard.text

        # who sat in gets the minutes, and the number of units is that of those who do
        await office.press(CLERK, "记一项")
        await office.say(CLERK, SAID)
        await office.say(CLERK, "/sittings 1")
        await office.press(CLERK, "纪要送审")
        await office.told(CONVENOR)
        await office.press(CONVENOR, "签发纪要")
        await office.told(CLERK)
        await office.press(CLERK, "去印发")
        heard = await office.press(CLERK, "印发纪要")
        units = heard.text.partition("个单位（")[2].partition("）")[0]
        assert "县审计局" in units
        assert f"发给{len(units.split('、'))}个单位" in heard.text
        await office.press(CLERK, "确认印发")
        assert "会议纪要第1期" in await office.told(AUDITOR)
