"""提醒函, 催办单, 督办单: who may write what to whom, on which page, and what the unit gets."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from config.clock import local_date
from messages import letter_paper, paper_docx
from tasks_db.register import letters
from tasks_db.register.authority import OPERATOR
from tasks_db.register.letters import Letter
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import Body
from tasks_db.register.refusals import PaperError
from tasks_db.register.values import Task
from tasks_db.terms import BodyKind, CheckpointKind, PaperKind, SeatRole
from tasks_db.work.acts import papers
from tasks_db.work.views import letters as views
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment
from tests.paper_checker import faults
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    a_draft_task,
    assignment_and_due,
    at_local,
    notices,
    open_office,
    small_meeting,
)
from tests.terminal import lianxi
from tests.test_papers import HEAD, file_of

BODY = Body(
    1, "清河县城乡建设工作联席会议", BodyKind.JOINT_MEETING, "县住建局", Rules(seal_unit="清河县住房和城乡建设局")
)
BY = date(2025, 11, 17)


def found(*tasks: Task) -> letters.Reminding:
    register = a_register(a_plan(*tasks, title="城乡建设方案"))
    one = letters.of_units(register, register.asked_days, NOW)
    return one[0] if one else letters.Reminding(1, "县教育局", (), ())


def late(days: int, title: str = "改造供水管网") -> Task:
    return a_task(
        an_assignment("县教育局", reports=[a_report(day=date(2025, 10, 20))]),
        title=title,
        deadline=a_checkpoint(date(2025, 11, 12 - days), original_day=date(2025, 10, 1)),
    )


def rounds(missed: int) -> Task:
    days = [date(2025, 9, 25), date(2025, 10, 24)]
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in days]
    told = [a_report(day=day, checkpoint=point) for day, point in zip(days, points, strict=True)]
    return a_task(
        an_assignment("县教育局", reports=told[: 2 - missed]), title="开展学校食堂检查", standing=True,
        checkpoints=[*points, a_checkpoint(date(2025, 11, 25), CheckpointKind.ROUND)],
    )  # fmt: skip


def letter(kind: PaperKind, *tasks: Task) -> Letter:
    one = found(*tasks)
    task = one.owed[0].task_id if one.owed else None
    return letters.written(kind, one, () if task is None else (task,), NOW, BY)


def written(value: Letter) -> bytes:
    paper = letter_paper.paper(value, BODY, signed_by="召集人栗某")
    head = letter_paper.head(BODY, value, NOW.date(), letter_paper.number(value.kind, 2025, 3))
    return paper_docx.docx(paper, NOW, head=head)


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


COMING = (rounds(0), a_task(an_assignment("县教育局"), title="新建幼儿园", deadline=date(2025, 11, 28)))
EVERY = {
    "reminder": letter(PaperKind.REMINDER, COMING[1]),
    "reminder of several": letter(PaperKind.REMINDER, *COMING),
    "urging": letter(PaperKind.URGING, *(late(n % 9 + 1, f"推进第{n}类重点领域改革") for n in range(12))),
    "late work": letter(PaperKind.SUPERVISION, late(8)),
    "two rounds": letter(PaperKind.SUPERVISION, rounds(2)),
}


@pytest.mark.parametrize("value", EVERY.values(), ids=EVERY)
def test_every_letter_keeps_every_rule_of_the_page(value: Letter) -> None:
    assert faults(written(value)) == []


def test_a_reminder_blames_nobody_and_asks_for_what_comes_due() -> None:
    said = words(written(EVERY["reminder"])).replace("\n", "")
    assert "联席提〔2025〕3号" in said
    assert "县教育局：贵单位牵头的“新建幼儿园”（第" in said
    assert "将于11月28日到期。请于11月28日前反馈进展；需协调的一并提出。" in said
    assert "逾期" not in said


def test_a_supervision_says_what_is_late_since_when_how_often_it_was_asked_and_who_signed() -> None:
    said = words(written(EVERY["late work"]))
    assert "已逾期8天，现予督办。" in said
    assert "原10月1日，现11月4日；逾期8天" in said
    assert "《城乡建设方案》" in said
    assert "请于11月17日前书面反馈：目前进展、未完成的原因、完成时间；需协调或需延期的一并提出。" in said
    assert "召集人栗某" in said
    assert "连续2期没有报送，现予督办。" in words(written(EVERY["two rounds"]))


def test_only_late_work_or_two_rounds_in_a_row_are_supervised() -> None:
    for tasks in ((rounds(1),), (rounds(0),), (COMING[1],)):
        with pytest.raises(PaperError, match=r"督办单只用于逾期的事项，或连续两期没有报送的事项|不用发函"):
            letter(PaperKind.SUPERVISION, *tasks)


def test_what_is_not_due_yet_is_held_against_nobody() -> None:
    with pytest.raises(PaperError, match="没有拖欠的事项"):
        letters.written(PaperKind.URGING, found(COMING[1]), (), NOW, BY)


def test_a_letter_asks_for_no_answer_on_a_day_that_is_over_and_says_so_as_the_chat_does() -> None:
    """A button that carries the day may be pressed a week later."""
    with pytest.raises(PaperError, match="已经过去。请换一个今后的日期，再说一次"):
        letters.written(PaperKind.URGING, found(late(3)), (), NOW, BY, date(2025, 11, 11))
    assert letters.written(PaperKind.URGING, found(late(3)), (), NOW, BY, local_date(NOW)).answer_by == local_date(
        NOW
    )


def test_a_round_that_came_ends_the_row_of_those_that_did_not() -> None:
    points = [
        a_checkpoint(day, CheckpointKind.ROUND) for day in (date(2025, 8, 25), date(2025, 9, 25), date(2025, 10, 24))
    ]
    for came, missed in ((1, [date(2025, 10, 24)]), (0, [date(2025, 9, 25), date(2025, 10, 24)])):
        told = [a_report(day=points[came].day, checkpoint=points[came])]
        (item,) = found(a_task(an_assignment("县教育局", reports=told), standing=True, checkpoints=points)).owed
        assert list(item.missed) == missed
        assert item.supervisable is (len(missed) > 1)


async def test_a_convenor_or_head_ticks_what_is_supervised_and_the_unit_gets_it_once_it_is_issued(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office, a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "整治背街小巷", ["县城管局"])
        )
        await office.seat("清河县府办", "主任", HEAD, SeatRole.OFFICE_HEAD)
        await at_local(office, "2025-11-28T09:30")
        heard = await office.say(CLERK, "/letters 县水利局")
        assert heard.labels() == ["起草提醒函 1"]
        await office.press(CLERK, "起草提醒函")
        await at_local(office, "2025-12-24T09:30")
        heard = await office.say(CLERK, "/letters")
        assert "· 县水利局：拖欠1项、可督办1项" in heard.text
        heard = await office.press(CLERK, "县水利局")
        assert "由召集人或办公室主任点选" in heard.text
        assert heard.labels() == ["起草催办单 1"]
        await office.say(HEAD, "/letters 县水利局")
        assert "没印发的：提醒函稿1（第1-1项）" in (await office.say(HEAD, "/letters 县水利局")).text
        await office.press(HEAD, "督办 1-1")
        heard = await office.press(HEAD, "督办 1-1")
        assert "督办单还有没印发的：督办单稿2（第1-1项）。只留一份" in heard.text
        await office.do_as(CLERK, papers.throw_away, 3)
        await office.say(HEAD, "/papers")
        heard = await office.press(HEAD, "督办单稿2")
        await office.press(HEAD, "抄送")
        heard = await office.say(HEAD, "县城管局、县政府督查室")
        assert "抄送县城管局、县政府督查室" in heard.text
        assert "发往县水利局：“改造供水管网”（第1-1项）已逾期5天，现予督办。" in heard.text
        await office.press(HEAD, "核稿")
        await office.press(HEAD, "签发")
        await office.say(CLERK, "/papers")
        heard = await office.press(CLERK, "督办单稿2")
        heard = await office.press(CLERK, "印发")
        assert "编为联席督〔2025〕1号" in heard.text
        assert "马上发给1个单位（县水利局），1人收到：水联" in heard.text
        heard = await office.press(CLERK, "确认印发")
        assert heard.text.startswith("联席督〔2025〕1号：清河县联席会议办公室关于逾期事项的督办单")
        assert "联席督〔2025〕1号" in await office.told(WATER)
        _, content = await file_of(office, await office.press(WATER, "看原件"))
        assert faults(content) == []
        assert "主任" in words(content)
        pressed = await office.find_button(WATER, "看原件")
        await office.say(MONEY, "/mine")
        heard = await office.forge(MONEY, pressed[1])
        assert "这份公文不是发给贵单位的" in heard.text
        assert "抄送贵单位（主送县水利局，供知悉）" in await office.told(STREETS)
        await file_of(office, await office.press(STREETS, "看原件"))
        written = "已督办（联席督〔2025〕1号，2025年12月24日发"
        assert written in (await office.say(CLERK, "/letters 县水利局")).text
        assert f"函件：县水利局{written}" in (await office.say(CLERK, "/task 1")).text

        # what the unit has done meanwhile is held against it no more
        folder = office.desk.files.parent
        assert "没有拖欠第1-9项。可督办的：1-2。" in lianxi(folder, "letter", "supervise", "县城管局", "1-9").stderr
        again = lianxi(folder, "letter", "urge", "县水利局")
        assert "此前已发12月24日督办单（联席督〔2025〕1号）。" in again.stdout, again.stderr
        assert "没有“1-9”这样" in lianxi(folder, "letter", "urge", "县水利局", "--only", "1-9").stderr
        done = lianxi(folder, "letter", "urge", "县城管局", "--only", "1-2")
        assert "关于未反馈未完成事项的催办单" in done.stdout, done.stderr
        assignment, due = await assignment_and_due(office, "县城管局", "2")
        await office.forge(STREETS, f"cl:{assignment}:{due}:1")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "同意办结")
        with pytest.raises(PaperError, match="县城管局已经反馈或办结第1-2项"):
            await office.do_as(CLERK, papers.check, 5)


async def test_a_letter_that_is_asked_for_in_words_is_drafted_waits_in_the_desk_and_names_its_items(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office, a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "整治背街小巷", ["县城管局"])
        )
        await office.seat("清河县府办", "主任", HEAD, SeatRole.OFFICE_HEAD)
        await at_local(office, "2025-12-24T09:30")
        heard = await office.say(CLERK, "给逾期单位发提醒函")
        assert heard.text.startswith("提醒函只用于30天内到期的；拖欠的请发催办单。")
        assert heard.labels() == ["县水利局", "县城管局"]
        refused = lianxi(office.desk.files.parent, "letter", "remind", "县水利局").stderr
        assert "没有30天内到期的事项；拖欠的1项请发催办单" in refused
        assert "起草催办单 1" in (await office.say(CLERK, "给县水利局写一份催办单")).labels()
        heard = await office.press(CLERK, "起草催办单")
        assert "接下来：办公室核稿，再由召集人或办公室主任签发。" in heard.text
        assert "· 1份公文待办\n　催办单稿1（待核稿，县水利局）" in (await office.say(CLERK, "待办")).text
        await office.press(CLERK, "核稿", within="催办单稿1：")
        assert "催办单稿1（发往县水利局）已经核稿，等您签发。" in await office.told(HEAD)
        await office.press(HEAD, "打开")
        await office.press(HEAD, "签发")
        await office.say(CLERK, "通报稿")
        await office.press(CLERK, "催办单稿1")
        await office.press(CLERK, "印发")
        await office.press(CLERK, "确认印发")
        assert "1-1 改造供水管网，逾期5天" in await office.told(WATER)
        assert "公文待办" not in (await office.say(CLERK, "待办")).text


async def test_a_letter_counts_the_messages_that_went_out_on_the_days_on_which_they_did(tmp_path: Path) -> None:
    """A rung of a Saturday goes out on Monday; what a letter holds against a unit is what it got."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], day=date(2025, 11, 8)))
        await at_local(office, "2025-12-01T10:00")
        (item,) = (await office.desk.asking(OPERATOR, views.reminding, "县水利局")).owed
        got = {local_date(one.sent_at) for one in await notices(office, "水联") if one.working_day and one.sent_at}
        assert set(item.asked) == got
        assert len(got) > 1
        assert all(day.weekday() < 5 for day in item.asked)
