"""The notice of a sitting: read, checked, signed, sent; what went out is not changed afterwards."""

import io
from pathlib import Path

from docx import Document

from tests.meeting_steps import file_sent
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.sitting_world import DEPUTY, EXTRA, MONEY, STARTS, approved, called, joint_meeting, noticed
from tests.small_world import at_local


async def _drafted(office: Office) -> None:
    """A sitting of which everything is set that a notice says."""
    await joint_meeting(office)
    await approved(office)
    await office.say(CLERK, "/sittings 1")
    await office.press(CLERK, "定时间地点")
    await office.say(CLERK, "11月10日上午9:30 县政府三楼会议室")
    await office.press(CLERK, "拟议程")
    await office.press(CLERK, "返回会议")


async def _words(office: Office, label: str) -> str:
    content = await file_sent(office, await office.press(CLERK, label), ".docx")
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


async def test_a_notice_is_read_checked_and_signed_before_it_goes_out(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _drafted(office)
        heard = await office.say(CLERK, "/sittings 1")
        assert "会议通知：待核稿，核稿、签发后才能发" in heard.text
        assert "发会议通知" not in heard.labels()
        heard = await office.press(CLERK, "看通知")
        assert "会议通知（稿，还没有发出）" in heard.text
        assert "召开清河县联席会议2025年第一次临时会议" in heard.text
        assert "2025年第一次临时会议" in await _words(office, "通知 Word")
        await office.press(CLERK, "返回会议")
        heard = await office.press(CLERK, "通知核稿")
        assert "请核对通知稿（将发" in heard.text
        assert "一、议题" in heard.text
        await office.press(CLERK, "核稿无误")
        heard = await office.say(CLERK, "/sittings 1")
        assert "核稿（" in heard.text
        assert "等召集人或办公室主任签发" in heard.text
        assert "签发通知" not in heard.labels()  # the clerk may not sign it
        assert "发会议通知" not in heard.labels()
        assert "待发通知（等召集人或办公室主任签发）" in (await office.say(CLERK, "/desk")).text
        assert "待发通知（等召集人或办公室主任签发）" in (await office.say(DEPUTY, "/desk")).text

        assert "请签发会议通知" in await office.told(CONVENOR)
        await office.press(CONVENOR, "退回修改")
        await office.say(CONVENOR, "时间改到下午")
        assert "通知退回修改：时间改到下午" in await office.told(CLERK)
        heard = await office.press(CLERK, "去修改")
        assert "通知退回意见：时间改到下午" in heard.text
        await office.press(CLERK, "定时间地点")
        await office.say(CLERK, "11月10日下午3点 县政府三楼会议室")
        await noticed(office)
        assert "2025年11月10日 15:00" in await office.told(MONEY)
        heard = await office.say(CLERK, "/sittings 1")
        assert "签发（召集人）" in heard.text


async def test_what_changes_in_a_notice_is_read_and_signed_anew(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _drafted(office)
        await office.press(CLERK, "通知核稿")
        await office.press(CLERK, "核稿无误")
        await office.told(CONVENOR)
        await office.press(CONVENOR, "签发通知")
        await office.say(CLERK, "/sittings 1")
        await office.press(CLERK, "定主持人")
        heard = await office.say(CLERK, "县府办副主任 王青")
        assert "会议通知：待核稿" in heard.text
        assert "发会议通知" not in heard.labels()


async def test_what_went_out_stays_as_it_was_in_word_and_in_the_pack(tmp_path: Path) -> None:
    """A pack told of the notice with the day and the matters of a later agenda."""
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        await called(office)
        await at_local(office, "2025-11-05T10:00")
        await office.say(CLERK, "/sittings 1")
        await office.press(CLERK, "定主持人")
        await office.say(CLERK, "县府办副主任 王青")
        await office.press(CLERK, "看议程")
        await office.press(CLERK, "增一项")
        await office.say(CLERK, "停车场用地，县水利局汇报")
        await office.press(CLERK, "返回会议")
        words = await _words(office, "通知 Word")
        assert "2025年11月3日" in words
        assert "停车场用地" not in words
        assert "王青" not in words
        words = await _words(office, "会议材料")
        assert "2025年11月3日发出通知：经召集人同意，定于2025年11月10日" in words
        assert "通知发出后，改由县府办副主任 王青主持；议题有调整，见下。" in words
        assert "停车场用地" in words


async def test_what_the_office_took_off_the_agenda_stays_off(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await _drafted(office)
        heard = await office.press(CLERK, "看议程")
        assert "1. 重点任务进展情况" in heard.text
        await office.press(CLERK, "删一项")
        heard = await office.say(CLERK, "1")
        assert "重点任务进展情况" not in heard.text
        await office.press(CLERK, "返回会议")
        heard = await office.press(CLERK, "拟议程")
        assert "重点任务进展情况" not in heard.text
        assert "删过或改写过的1项没有再列" in heard.text
        heard = await office.press(CLERK, "删过的放回来")
        assert "1. 重点任务进展情况" in heard.text
