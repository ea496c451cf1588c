"""登记出席: asked once with names and numbers, silence is no absence, corrected in plain words, taken back."""

from pathlib import Path

from tests.office_world import CLERK, Office, open_office
from tests.sitting_world import EXTRA, MONEY, SCHOOLS, STARTS, approved, called, joint_meeting
from tests.small_world import at_local


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
