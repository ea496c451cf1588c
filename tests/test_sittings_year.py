"""A year of a joint meeting on the rehearsal clock: proposed, refused, held, followed up, replaced, evaluated."""

import io
from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session, select

from bot.delivery import upkeep
from tasks_db.intake.draft import MeetingRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import answering, phoning, reviewing
from tests.local_chat import LocalPerson
from tests.meeting_steps import digest_issued, file_sent, minuted
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.paper_checker import faults
from tests.sitting_world import EXTRA, MONEY, MONEY_LIAISON, SAID, SCHOOLS, WATER, called, joint_meeting
from tests.small_world import a_draft, a_draft_task, add_plan, at_local

HEAD = 231
PRINTED = MeetingRules(
    None, None, 1, None, (), "县水利局", "召集人、副召集人、办公室主任、成员单位", "召集人",
    "由所在单位相应职务人员递补，报联席会议办公室备案",
)  # fmt: skip


async def test_a_year_of_a_joint_meeting(tmp_path: Path) -> None:
    extra = (*EXTRA, LocalPerson(HEAD, "主任", "县府办办公室主任", "办公室"))
    async with open_office(tmp_path, "2025-01-06T08:00+08:00", extra=extra) as office:
        await joint_meeting(office)
        await office.seat("县府办", "主任", HEAD, SeatRole.OFFICE_HEAD)
        rules = a_draft("制度方案", a_draft_task("1", "建制度", ["县水利局"]), meeting=PRINTED)
        await add_plan(office, rules, hand_out=False)
        await office.say(CLERK, "/rules")
        await office.press(CLERK, "采用方案2的规则")
        await _spring(office)
        await _summer(office)
        await _autumn(office)
        await _the_year_is_evaluated(office)


async def _spring(office: Office) -> None:
    # a proposal is refused with a reason, the next one is not
    await office.say(SCHOOLS, "提议召开部分成员单位会议，研究校门口停车")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "不同意")
    await office.say(CONVENOR, "先由县教育局商县城管局解决")
    assert "未获同意。召集人：先由县教育局商县城管局解决" in await office.told(SCHOOLS)

    await at_local(office, "2025-03-03T09:30")
    await office.say(HEAD, "提议召开全体会议，研究年度安排")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "同意召开")
    await office.say(CONVENOR, "我委托副召集人方某主持这次会议")
    await called(office, "3月12日上午9:00 县政府三楼会议室")
    assert "受召集人委托，由副召集人方某主持" in await office.told(WATER)
    for unit in (WATER, SCHOOLS):
        await office.press(unit, "参加")
    await office.press(MONEY, "请假")
    await office.say(MONEY, "副局长 李明")

    await at_local(office, "2025-03-12T11:00")
    await minuted(office, SAID.replace("12月26日", "5月30日"), "县城管局通报了背街小巷整治进展")
    words = await office.told(MONEY)
    assert "受召集人委托，副召集人方某主持召开清河县联席会议2025年第一次全体会议" in words
    assert "委派：县财政局（副局长 李明代）" in words
    await office.until(date(2025, 3, 13))
    # what is ticked is a task of the minutes, asked the next working day, and nothing else is
    asked = (await office.last(MONEY_LIAISON))["text"]
    assert "提出资金安排意见" in asked
    assert "背街小巷整治进展" not in asked
    heard = await office.say(CONVENOR, "上次会议定的事办了没有")
    assert "议定1项，推进1项" in heard.text
    # the next digest opens with what became of it
    first = "上次会议（2025年第一次全体会议）议定1项，推进1项。"
    heard = await office.say(CLERK, "/digest")
    assert heard.text.splitlines()[2] == first
    await at_local(office, "2025-03-31T09:30")
    words = await digest_issued(office, 1, 2025, head=HEAD)
    opening = next(line for line in words.splitlines() if line.endswith("现将有关情况通报如下："))
    assert opening.startswith(first)


async def _summer(office: Office) -> None:
    # an extension is refused, the next one granted, then the matter is done
    await at_local(office, "2025-04-07T09:30")
    share = await share_of(office, "县财政局")
    for new, accept in ((date(2025, 12, 1), False), (date(2025, 6, 27), True)):
        said = await _says(office, share, Given(AnswerKind.EXTENSION, text="预算没有下达", new_date=new))
        reason = "" if accept else "延得太久"
        await office.do_as(CLERK, reviewing.decide, said, NoticeText("延期审过了。"), accept=accept, reason=reason)

    heard = await office.say(CLERK, "县财政局成员换成副局长钱明，自5月6日起，因工作变动")
    assert "未办事项2项一并移交" in heard.text
    await office.press(CLERK, "确认换人")
    await office.say(CLERK, "县教育局成员换成副局长孙立")
    heard = await office.press(CLERK, "确认换人")
    assert "县教育局成员由教成员调整为孙立" in heard.text
    assert faults(await file_sent(office, await office.say(CLERK, "/filings"))) == []

    await at_local(office, "2025-06-20T09:30")
    await office.do(phoning.write_down, "县教育局", "1", "已完成", "文员")
    said = await _says(office, share, Given(AnswerKind.CLOSURE, percent=100, text="意见已报县政府"))
    await office.do_as(CLERK, reviewing.decide, said, NoticeText("已同意办结。"), accept=True)
    heard = await office.say(CONVENOR, "上次会议定的事办了没有")
    assert "议定1项，办结1项" in heard.text
    await at_local(office, "2025-06-30T09:30")
    words = await digest_issued(office, 2, 2025, head=HEAD)
    assert "由5月30日延至6月27日，本办公室于4月7日同意" in words
    assert "未予同意，答复意见为“延得太久”" in words
    heard = await office.say(CONVENOR, "全体会议今年开过没有")
    assert "2025年全体会议已召开1次（2025年3月12日），规则要求每年至少1次" in heard.text


async def _says(office: Office, share: int, given: Given) -> int:
    """The liaison of 县财政局 says something of a share; returns the report's id."""
    said = await office.do_as(MONEY_LIAISON, answering.record, share, 0, given)
    return said.said[0][1].report.id


async def share_of(office: Office, unit: str) -> int:
    """The share of a unit in the task that the plenary's minutes made."""

    def found(session: Session) -> int:
        query = select(models.Assignment).join(models.Task)
        place = models.Task.source_place == "2025年第一次全体会议纪要第1项"
        return key(session.exec(query.where(place, models.Assignment.printed == unit)).one().id)

    return await office.read(found)


async def _autumn(office: Office) -> None:
    # all have met: nobody is reminded of it; the next agenda opens with what became of the last resolutions
    await at_local(office, "2025-10-09T09:30")
    await digest_issued(office, 3, 2025, head=HEAD)
    assert await upkeep.guard_plenary(office.desk) == 0
    await office.say(WATER, "提议召开临时会议，研究冬季供水")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "同意召开")
    await called(office, "10月20日下午3点 县政府五楼")
    heard = await office.say(WATER, "/sittings 3")
    heard = await office.press(WATER, "看议程")
    assert "1. 上次会议议定事项落实情况（议定1项，办结1项）" in heard.text
    assert "冬季供水（县水利局" not in heard.text
    assert "冬季供水 [县水利局成员 水成员提议]" in heard.text
    heard = await office.press(CLERK, "会议材料")
    assert faults(await file_sent(office, heard)) == []
    await at_local(office, "2025-10-20T17:00")
    await minuted(office, "由县水利局牵头在11月28日前完成管网保温", "县城管局配合")


async def _the_year_is_evaluated(office: Office) -> None:
    await at_local(office, "2025-12-29T09:30")
    words = await digest_issued(office, 4, 2025, head=HEAD)
    assert "上次会议（2025年第一次临时会议）议定1项，逾期1项。" in words
    book = load_workbook(io.BytesIO(await file_sent(office, await office.say(CLERK, "/ledger"))))
    decided = [[cell.value for cell in row] for row in book["议定事项"].iter_rows(min_row=3)]
    assert [(row[2], row[3], row[6], row[8], row[10]) for row in decided] == [
        ("2025年第1期", "1", "县财政局", "2025-06-27（原2025-05-30）", "已办结"),
        ("2025年第1期", "2", "县城管局", None, "知悉"),
        ("2025年第2期", "1", "县水利局", "2025-11-28", "逾期"),
        ("2025年第2期", "2", "县城管局", None, "知悉"),
    ]
    filed = [[cell.value for cell in row] for row in book["备案"].iter_rows(min_row=3)]
    assert [(row[1], row[2], row[3], row[4], row[7]) for row in filed] == [
        ("县教育局", "成员", "教成员", "孙立 副局长", "递补备案"),
        ("县财政局", "成员", "财成员", "钱明 副局长", "递补备案"),
    ]
    content = await file_sent(office, await office.say(CLERK, "/evaluation"))
    assert faults(content) == []
    words = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert "召开会议2次（全体会议1次、临时会议1次），印发会议纪要2期，议定事项4项，其中列入督办2项" in words
    assert "成员调整备案2人次" in words
    assert "议定2项，办结1项、逾期1项" in words
