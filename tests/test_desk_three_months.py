"""A county's three months on the rehearsal clock: the office does what its messages say, and nothing is missed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.intake.draft import DraftTask, Recurrence
from tasks_db.register.workdays import Calendar
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, NoticeKind, NoticeState, SeatRole
from tests.office_world import CONVENOR
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft_task,
    at_local,
    open_office,
    small_meeting,
)

MEMBER = 104
LAST = date(2026, 1, 30)
A_ROUND = timedelta(days=31)
MONTHLY = (Recurrence("month", "", "25"),)


def every_month(seq: str, title: str, unit: str) -> DraftTask:
    return a_draft_task(seq, title, [unit], day=None)._replace(recurring=True, recurrences=MONTHLY)


async def county(office: Office) -> None:
    """县水利局 answers every bundle, 县财政局 asks for time and help, 县城管局 says nothing."""
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 19)),
        a_draft_task("2", "整治背街小巷", ["县城管局"], day=date(2025, 11, 28)),
        a_draft_task("3", "拨付奖补资金", ["县财政局"], day=date(2026, 1, 16)),
        every_month("4", "报送水质", "县水利局"),
    )
    await small_meeting(office, *tasks)
    await office.seat("县城管局", "城成", MEMBER, SeatRole.MEMBER)


async def units_speak(office: Office, day: date) -> None:
    """What the units say by themselves on some days, and what the diligent one answers to each of its bundles."""
    if day == date(2025, 11, 20):
        await office.say(MONEY, "拨付奖补资金：资金没有到位，需县水利局协调")
    if day == date(2025, 12, 10):
        await office.say(MONEY, "拨付奖补资金：申请延期到2026年1月30日，等上级文件")
    if await bundles_of(office, "水联", day):
        await office.say(WATER, "全部进度60%，按计划推进")


async def the_office_works(office: Office, before: int) -> None:
    """Do what the messages since say, by their own buttons, and nothing else."""
    new = [m for m in await office.seen(CLERK) if m["from"] == "bot" and m["id"] > before]
    for message in new:
        labels = [b["text"] for row in message["keyboard"] for b in row]
        for label in labels:
            if label.startswith("转") and label != "转召集人":
                await office.press(CLERK, label, within="需协调：")
            elif label.startswith(("审核", "待审核", "反馈")):
                await reviewed(office, label)
            elif label.startswith("久没报") and "个可提请召集人督促" in message["text"]:
                listed = await office.press(CLERK, label)
                for one in [b for b in listed.labels() if b.endswith("提请召集人")]:
                    await office.press(CLERK, one)


async def reviewed(office: Office, label: str) -> None:
    """Pass what waits: requests one by one, the plain reports together."""
    queue = await office.press(CLERK, label)
    if "1" in queue.labels():
        card = await office.press(CLERK, "1", within="待审核")
        while granted := next((b for b in card.labels() if b in {"同意延期", "通过"}), None):
            card = await office.press(CLERK, granted)


async def bundles_of(office: Office, person: str, day: date) -> list[models.Notice]:
    def read(session: Session) -> list[models.Notice]:
        query = select(models.Notice).join(models.Person).where(models.Person.name == person)
        query = query.where(models.Notice.working_day == day)
        return list(session.exec(query.where(models.Notice.state == NoticeState.SENT)).all())

    return await office.read(read)


async def test_three_months_pass_without_a_missed_due_an_empty_bundle_or_an_unheard_plea(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await county(office)
        day, calendar = date(2025, 11, 3), office.desk.calendar
        heard: dict[int, dict[int, str]] = {user: {} for user in (CLERK, WATER, MONEY, STREETS, MEMBER, CONVENOR)}
        while day <= LAST:
            await at_local(office, f"{day}T10:00")
            await units_speak(office, day)
            await the_office_works(office, max(heard[CLERK], default=0))
            following = calendar.after(day)
            for user in heard if following.isocalendar().week != day.isocalendar().week else (CLERK,):
                heard[user] |= {m["id"]: m["text"] for m in await office.seen(user) if m["from"] == "bot"}
            day = following
        said = {user: list(told.values()) for user, told in heard.items()}
        await nothing_was_missed(office)
        await nobody_was_told_twice_or_nothing(office, said)
        await silence_climbed(office, calendar, said)
        await every_plea_was_heard(office, said)


async def nothing_was_missed(office: Office) -> None:
    """Whatever was due by now was asked before its day, or its unit spoke by itself in the weeks before it."""

    def read(session: Session) -> list[tuple[int, date, date, list[date]]]:
        asked: dict[int, list[date]] = defaultdict(list)
        for ask in session.exec(select(models.Ask)):
            asked[ask.due_id].append(ask.rung_date)
        spoke: dict[int, list[date]] = defaultdict(list)
        for report in session.exec(select(models.Report)):
            spoke[report.assignment_id].append(local_date(report.at))
        return [
            (key(due.id), due.day, min(asked[key(due.id)], default=date.max), spoke[due.assignment_id])
            for due in session.exec(select(models.Due).where(models.Due.day <= LAST))
        ]

    dues = await office.read(read)
    assert len(dues) >= 6
    for number, day, first_asked, spoke in dues:
        assert first_asked <= day or any(day - A_ROUND < one <= day for one in spoke), (number, day)


async def nobody_was_told_twice_or_nothing(office: Office, said: Mapping[int, list[str]]) -> None:
    def read(session: Session) -> list[tuple[int | None, date]]:
        rows = session.exec(select(models.Notice).where(models.Notice.kind == NoticeKind.BUNDLE)).all()
        return [(n.person_id, local_date(n.sent_at)) for n in rows if n.sent_at is not None]

    sent = await office.read(read)
    assert Counter(sent).most_common(1)[0][1] == 1
    bundles = [text for texts in said.values() for text in texts if "您好。" in text.partition("\n")[0]]
    assert len(bundles) > 40
    assert [text for text in bundles if len(text.splitlines()) < 3] == []


async def silence_climbed(office: Office, calendar: Calendar, said: Mapping[int, list[str]]) -> None:
    """县城管局 owed 整治背街小巷 on 28 November and never spoke: member +3, list +7, convenor +15 working days."""
    day, steps = date(2025, 11, 28), {}
    for passed in range(1, 16):
        day = calendar.after(day)
        steps[passed] = day
    assert [n.working_day for n in await bundles_of(office, "城成", steps[3])] == [steps[3]]
    assert not await bundles_of(office, "城成", steps[2])
    listed = next(text for text in said[CLERK] if "县城管局，应于2025年11月28日报" in text)
    assert listed.startswith(f"{steps[7].year}年{steps[7].month}月{steps[7].day}日")
    offered = next(text for text in said[CLERK] if "个可提请召集人督促" in text)
    assert offered.startswith(f"{steps[15].year}年{steps[15].month}月{steps[15].day}日")
    assert [text for text in said[CONVENOR] if text.startswith("请督促（办公室报）") and "县城管局" in text]


async def every_plea_was_heard(office: Office, said: Mapping[int, list[str]]) -> None:
    def read(session: Session) -> list[tuple[datetime, models.Plea]]:
        pleas = session.exec(select(models.Report).where(models.Report.kind == AnswerKind.BLOCKED)).all()
        handled = {one.report_id: one for one in session.exec(select(models.Plea))}
        return [(report.at, handled[key(report.id)]) for report in pleas if report.needs]

    pleas = await office.read(read)
    assert len(pleas) == 1
    for at, one in pleas:
        assert one.unit_told_at is not None
        assert one.unit_told_at - at < timedelta(days=1)
    heard = [text for text in said[CLERK] if text.startswith("需协调：县财政局")]
    assert len(heard) == 1
    assert any("县财政局请贵单位协调" in text for text in said[WATER])
    granted = [text for text in said[MONEY] if "已同意延期至2026年1月30日" in text]
    assert granted, "the request was left"
