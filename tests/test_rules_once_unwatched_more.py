"""More rules of which a break once went unnoticed: what is asked again, shown, kept apart and let go of."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from docx import Document
from sqlalchemy import update

from bot.delivery import planner
from messages import digest_tables
from tasks_db.register import digest
from tasks_db.register.digest.values import Source
from tasks_db.register.notice import NoticeText
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, NoticeState, ReportStatus
from tasks_db.work.acts import reviewing
from tasks_db.work.post import sending
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_task, an_assignment
from tests.office_world import CLERK, CONVENOR, Office
from tests.small_world import (
    MONEY,
    STARTS,
    WATER,
    a_draft_task,
    at_local,
    notices,
    open_office,
    rows,
    small_meeting,
)

TASK = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])


async def test_when_the_consolidating_units_extension_is_returned_the_other_units_are_asked_again(
    tmp_path: Path,
) -> None:
    """R2, R7: while it waited nobody was asked; its end lets every due of the task be looked at again."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, TASK)
        await at_local(office, "2025-12-05T10:00")
        await office.say(WATER, "申请延期到2026年1月30日，管材没有到货", reply_to=(await office.last(WATER))["id"])
        kept = [row for row in await rows(office) if row.kind is AnswerKind.EXTENSION]
        assert len(kept) == 1
        told = len(await office.received(MONEY))
        await at_local(office, "2025-12-09T10:00")
        await planner.plan(office.desk)  # a rung's day comes, and there is nothing to ask
        await at_local(office, "2025-12-10T18:00")
        assert len(await office.received(MONEY)) == told
        said = NoticeText("没有同意。", ())
        await office.do_as(CLERK, reviewing.decide, key(kept[0].id), said, accept=False, reason="请抓紧")
        await at_local(office, "2025-12-16T18:00")
        assert len(await office.received(MONEY)) > told
        assert "改造供水管网" in (await office.last(MONEY))["text"]


async def test_a_message_that_may_have_arrived_is_shown_to_the_office_once_its_day_is_over(tmp_path: Path) -> None:
    """R4: it is not sent on another day, and neither is it forgotten."""
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office, TASK)
        await planner.plan(office.desk)
        wall = datetime.now(UTC) - timedelta(hours=1)
        await office.do(sending.claim, "dead", {"telegram"}, wall, room=9, room_for_notices=9, busy=())
        await office.write(lambda s: s.execute(update(models.Notice).values(claimed_at=wall)) and None)
        assert await office.sender.send_waiting() == 0
        assert {n.state for n in await notices(office)} == {NoticeState.PENDING}
        await at_local(office, "2025-11-04T10:00")
        old = [n for n in await notices(office) if n.working_day == date(2025, 11, 3)]
        assert [n.state for n in old] == [NoticeState.UNKNOWN] * 2
        assert "不明" in (await office.say(CLERK, "/outbox")).text


def test_silent_units_stand_in_the_order_of_the_table_whoever_owes_more() -> None:
    """R13: what is not reported is no ranking."""
    over = a_checkpoint(date(2025, 10, 31))
    tasks = [
        a_task(an_assignment("县水利局"), deadline=over),
        a_task(an_assignment("县财政局"), deadline=over),
        a_task(an_assignment("县财政局"), deadline=over),
    ]
    found = digest.compile(a_register(a_plan(*tasks)), as_of=NOW)
    assert list(digest_tables.by_silent_unit(found.unreported)) == ["县水利局", "县财政局"]


def test_an_answer_given_early_in_the_morning_stands_in_the_paper_under_its_own_day() -> None:
    """R16: seven in the morning of the 3rd in Shanghai is the 2nd in UTC."""
    early = datetime(2025, 11, 2, 23, tzinfo=UTC)
    said = Source(1, "县教委", "王敏", None, early, AnswerKind.PROGRESS, ReportStatus.ACCEPTED)
    assert digest_tables.source(said) == "县教委，2025年11月3日"


async def test_a_command_lets_go_of_a_question_that_waits_for_words(tmp_path: Path) -> None:
    """R17: what is typed after it is no reason of a return any more."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, TASK)
        await at_local(office, "2025-11-04T10:00")
        await office.say(WATER, "1 进度40%")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "退回")
        await office.say(CLERK, "/plans")
        await office.say(CLERK, "数字和上月对不上")
        assert [row.status for row in await rows(office)] == [ReportStatus.SUBMITTED]


async def test_the_paper_fetched_from_an_old_digest_is_of_its_moment(tmp_path: Path) -> None:
    """R1: a digest is a fold at its moment, whenever it is asked for."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, TASK)
        await at_local(office, "2025-11-10T10:00")
        await office.say(CONVENOR, "/digest")
        await at_local(office, "2025-12-22T10:00")
        words = await _paper(office)
        assert "截至2025年11月10日" in words
        assert "逾期3天" not in words


async def _paper(office: Office) -> str:
    heard = await office.press(CONVENOR, "下载 Word")
    sent = heard.messages[-1]["document"]
    content = (await office.page.get(f"/page/files/{sent['file_id']}")).content
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])
