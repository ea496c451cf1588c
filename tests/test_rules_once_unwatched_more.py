"""More rules of which a break once went unnoticed: what is asked again, shown, kept apart and let go of."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from docx import Document
from sqlalchemy import update
from sqlmodel import select

from bot.delivery import planner
from messages import digest_tables
from tasks_db.register import digest
from tasks_db.register.authority import OPERATOR
from tasks_db.register.digest import facts
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.references import Source
from tasks_db.register.notice import NoticeText
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, NoticeState, ReportStatus
from tasks_db.work.acts import reviewing, settling
from tasks_db.work.post import sending
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment
from tests.intake_samples import MEALS
from tests.office_world import CLERK, CONVENOR, Office
from tests.small_world import (
    MONEY,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
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


async def test_dates_that_are_over_in_the_final_paper_are_asked_about_before_it_is_handed_out(tmp_path: Path) -> None:
    """R8: tasks that the draft had go on, and what the final paper says of their dates is looked over as any."""
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        draft = MEALS.replace("云溪县老年助餐服务提升方案", "云溪县老年助餐服务提升方案（征求意见稿）")
        heard = await office.send_bytes(CLERK, "draft.txt", draft.encode())
        assert "已过期" not in heard.text
        heard = await office.send_bytes(CLERK, "final.txt", MEALS.replace("2026年12月", "2026年1月").encode())
        await office.press(CLERK, "可能是方案1的新版：对比")
        await office.press(CLERK, "用新文件替换方案1")
        heard = await office.press(CLERK, "确认替换")
        assert "项任务已过期，还没有定怎么办" in heard.text


async def test_a_name_that_is_likely_a_misspelling_is_not_registered_with_all_new_ones(tmp_path: Path) -> None:
    """R11: of two unknown names that are alike the less frequent one waits for a closer look."""
    async with open_office(tmp_path, STARTS) as office:
        tasks = [
            a_draft_task("1", "改造供水管网", ["县乡村振兴局"], ["县档案局"]),
            a_draft_task("2", "整治背街小巷", ["县乡村振兴局"]),
            a_draft_task("3", "清运垃圾", ["县乡村振新局"]),
        ]
        plan = await add_plan(office, a_draft("待定方案", *tasks), hand_out=False)
        await office.desk.doing(OPERATOR, settling.register_fresh_units, plan)
        names = await office.read(lambda s: {u.name for u in s.exec(select(models.Unit)).all()})
        assert {"县乡村振兴局", "县档案局"} <= names
        assert "县乡村振新局" not in names


def test_what_was_accepted_in_a_period_is_told_in_it_though_it_was_said_before() -> None:
    """R15: else it would stand in no issue: not in the last one, where it still waited."""
    said = a_report(day=date(2025, 9, 29), text="建成3处", status=ReportStatus.ACCEPTED, decided=date(2025, 10, 9))
    task = a_task(an_assignment(reports=[said]))

    def since(day: date) -> Period:
        return Period("", "本期", day, NOW.date())

    assert [fact.text for fact in facts.facts(task, since(date(2025, 10, 1)), NOW)] == ["建成3处"]
    assert facts.facts(task, since(date(2025, 10, 10)), NOW) == []
