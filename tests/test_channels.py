"""Two channels side by side: whoever is reached on both, what each remembers, and what a channel's failures mean."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.channels.base import ChannelError, FileRef, Gone, Joined, Length, Moved, Refused, Unknown, Wait, Where, cut
from bot.delivery.sender import Sender
from bot.office.routing import Routing
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.refusals import NotAllowed
from tasks_db.store import models, people
from tasks_db.terms import NoticeState
from tasks_db.work.post import planning, sending
from tests.office_world import CONVENOR
from tests.second_channel import PAGER, Pager, pager_at, pressed, sent_files, typed, who
from tests.small_world import (
    CLERK,
    MONEY,
    STREETS,
    WATER,
    Office,
    a_draft_task,
    assignment_and_due,
    at_local,
    local,
    notices,
    open_office,
    rows,
    small_meeting,
    states,
)

MORNING = "2025-11-03T09:30+08:00"
TWO_OF_WATER = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
    a_draft_task("2", "疏浚河道", ["县水利局"]),
    a_draft_task("3", "整治背街小巷", ["县城管局"], ["县财政局"]),
)


@asynccontextmanager
async def an_office(folder: Path, pager: Pager, starts: str = MORNING) -> AsyncIterator[Office]:
    async with open_office(folder, starts, others=[pager]) as office:
        await small_meeting(office, *TWO_OF_WATER)
        yield office


async def person_at(office: Office, user: int) -> int:
    def work(session: Session) -> int:
        account = people.account_at(session, Address(office.telegram.name, str(user)))
        assert account is not None
        return account.person_id

    return await office.read(work)


async def also_on_pager(office: Office, user: int, number: str) -> None:
    """Bind somebody who is on Telegram on a pager too, as binding by a code does."""
    person = await person_at(office, user)
    await office.write(lambda s: people.bind_account(s, person, pager_at(number), office.desk.clock()))


async def only_on_pager(office: Office, user: int, number: str) -> int:
    """Take somebody's Telegram account away and give them a pager."""
    person = await person_at(office, user)

    def work(session: Session) -> None:
        session.delete(session.exec(select(models.Account).where(models.Account.person_id == person)).one())
        session.flush()
        people.bind_account(session, person, pager_at(number), office.desk.clock())

    await office.write(work)
    return person


async def reachable(office: Office, person: int) -> list[bool]:
    return await office.read(lambda s: [account.reachable for account in people.accounts_of(s, person)])


async def tick(office: Office) -> int:
    await office.desk.doing(SYSTEM, planning.plan)
    return await office.sender.send_waiting()


# who is told where


async def test_everybody_is_told_once_and_on_the_account_that_they_prefer(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, "7001")
        await only_on_pager(office, STREETS, "7003")
        assert await tick(office) == 3
        assert len(await office.received(WATER)) == 1
        assert pager.texts("7001") == []
        (bundle,) = pager.texts("7003")
        assert "整治背街小巷" in bundle
        assert await office.received(STREETS) == []
        assert await tick(office) == 0


async def test_whoever_shut_out_the_preferred_channel_is_told_on_the_other_at_once(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, "7001")
        office.chat.store.mark_blocked(WATER, blocked=True)
        assert await tick(office) == 3
        (bundle,) = pager.texts("7001")
        assert "改造供水管网" in bundle
        assert await states(office, "水联") == [NoticeState.SENT]
        assert not [text for text in await office.received(CLERK) if "联系不上" in text]
        assert await reachable(office, await person_at(office, WATER)) == [False, True]


async def test_what_is_for_a_channel_that_is_not_served_here_waits_for_one_that_is(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.desk.doing(SYSTEM, planning.plan)
        telegram_alone = Sender(office.desk, {office.telegram.name: office.telegram})
        assert await telegram_alone.send_waiting() == 2
        (waiting,) = await notices(office, "城联")
        assert (waiting.state, waiting.attempts) == (NoticeState.PENDING, 0)
        assert await office.sender.send_waiting() == 1
        assert len(pager.texts("7003")) == 1


async def test_a_second_account_is_bound_with_a_code_and_asks_for_no_link_where_there_is_none(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, CLERK, "7011")
        await office.receive(typed("7011", "/invite 县水利局"))
        invitation = pager.last("7011").text
        assert "由本人发送：/start " in invitation
        assert "点开" not in invitation
        code = invitation.partition("/start ")[2].split()[0]
        await office.receive(typed("7001", f"/start {code}"))
        assert "水联" in pager.texts("7001")[0]
        at = await office.read(lambda s: people.member_by_address(s, pager_at("7001"), local_day()))
        assert at is not None
        assert at.person_id == await person_at(office, WATER)


def local_day() -> date:
    return local("2025-11-03T12:00").date()


# what each channel remembers


async def test_the_list_on_one_channel_is_not_read_on_another_where_the_address_is_the_same(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, str(WATER))
        await tick(office)
        assert "2. 疏浚河道" in (await office.received(WATER))[0]
        await office.receive(typed(str(WATER), "2 进度50%"))
        assert await rows(office) == []
        await office.say(WATER, "2 进度50%")
        assert [report.percent for report in await rows(office)] == [50]


async def test_a_number_means_what_the_own_channel_showed(tmp_path: Path) -> None:
    """Two people whose addresses are the same characters each answer number 2 of their own bundle."""
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, MONEY, str(WATER))
        await tick(office)
        assert "2. 整治背街小巷" in pager.texts(str(WATER))[0]
        await office.receive(typed(str(WATER), "2 进度30%"))
        await office.say(WATER, "2 进度70%")
        ofmoney, _ = await assignment_and_due(office, "县财政局", "3")
        ofwater, _ = await assignment_and_due(office, "县水利局", "2")
        assert {(r.assignment_id, r.percent) for r in await rows(office)} == {(ofmoney, 30), (ofwater, 70)}


async def test_a_reply_is_to_a_message_of_the_same_channel(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, str(WATER))
        await tick(office)
        bundle = str((await office.last(WATER))["id"])
        await office.receive(typed(str(WATER), "无变化", reply_to=bundle))
        assert await rows(office) == []


# how a channel fails

OUTCOMES: Sequence[tuple[ChannelError, NoticeState, int, bool]] = (
    (Refused("left", account_gone=True), NoticeState.FAILED, 1, False),
    (Refused("too long", account_gone=False), NoticeState.FAILED, 1, True),
    (Wait("slower", timedelta(minutes=5)), NoticeState.PENDING, 0, True),
    (Wait("offline"), NoticeState.PENDING, 0, True),
    (Unknown("no answer"), NoticeState.UNKNOWN, 1, True),
)


@pytest.mark.parametrize(("failure", "state", "attempts", "stays"), OUTCOMES, ids=str)
async def test_each_failure_is_recorded_as_what_it_is(
    tmp_path: Path, failure: ChannelError, state: NoticeState, attempts: int, *, stays: bool
) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        person = await only_on_pager(office, STREETS, "7003")
        before = datetime.now(UTC)
        assert await tick(office) == 2
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (state, attempts)
        assert await reachable(office, person) == [stays]
        if not stays:
            await office.sender.send_waiting()  # what the office is told of it was queued by the failure
        told = [text for text in await office.received(CLERK) if "联系不上城联" in text]
        assert len(told) == (0 if stays else 1)
        asks = await office.read(
            lambda s: len(s.exec(select(models.Ask).where(models.Ask.notice_id == notice.id)).all())
        )
        assert bool(asks) is stays  # what reached nobody was not asked
        if isinstance(failure, Wait):
            assert notice.retry_at is not None
            assert notice.retry_at >= before + (failure.after or timedelta(seconds=30))
        else:
            assert notice.retry_at is None


async def test_what_may_have_arrived_is_tried_once_more_and_then_no_more(tmp_path: Path) -> None:
    pager = Pager(fails=[Unknown("no answer")] * 5)
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        for _ in range(4):
            await tick(office)
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (NoticeState.UNKNOWN, 2)
        assert len(pager.fails) == 3


async def test_an_answer_waits_as_long_as_the_channel_asks_and_is_said_once(tmp_path: Path) -> None:
    soon = Wait("slower", timedelta(milliseconds=1))
    pager = Pager(fails=[soon, soon, soon])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        assert len(pager.texts("7003")) == 1


@pytest.mark.parametrize("failure", [Wait("offline"), Unknown("no answer"), Refused("left", account_gone=True)])
async def test_an_answer_that_does_not_go_out_ends_nothing(tmp_path: Path, failure: ChannelError) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        assert pager.texts("7003") == []
        await office.receive(typed("7003", "/mine"))
        assert len(pager.texts("7003")) == 1


async def test_whoever_writes_while_the_database_is_away_is_told_that_nothing_was_recorded(tmp_path: Path) -> None:
    def away() -> datetime:
        raise OperationalError("SELECT 1", {}, OSError("database is locked"))

    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await Routing(replace(office.desk, clock=away), {PAGER: pager}).receive(typed("7003", "1 已完成"))
        assert pager.last("7003").text.startswith("刚才没有处理成功，您的内容没有记录")


async def test_only_the_program_itself_delivers(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        clerk = await office.read(lambda s: people.member_of_person(s, 1, local_day()))
        for somebody in (OPERATOR, clerk, None):
            with pytest.raises(NotAllowed):
                await office.desk.doing(somebody, planning.plan)
            with pytest.raises(NotAllowed):
                await office.desk.doing(somebody, sending.take_up, {PAGER}, datetime.now(UTC))


# what a channel can do


async def test_what_cannot_be_changed_is_said_anew(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, CLERK, "7011")
        await office.receive(pressed("7011", "pl:1"))
        assert "城乡建设方案" in pager.texts("7011")[0]


async def test_a_text_is_cut_to_what_the_channel_takes(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, CLERK, "7011")
        await office.receive(typed("7011", "/help"))
        text = pager.texts("7011")[0]
        assert len(text.encode()) <= 700
        assert text.endswith("…")


@pytest.mark.parametrize(
    ("text", "most", "unit", "left"),
    [
        ("四个汉字", 4, Length.CHARACTERS, "四个汉字"),
        ("五个汉字了", 4, Length.CHARACTERS, "五个汉…"),
        ("四个汉字", 12, Length.BYTES, "四个汉字"),
        ("四个汉字", 11, Length.BYTES, "四个…"),
        ("😀😀", 4, Length.UTF16, "😀😀"),
        ("😀😀", 3, Length.UTF16, "😀…"),
    ],
)
def test_a_cut_never_divides_a_character(text: str, most: int, unit: Length, left: str) -> None:
    assert cut(text, most, unit) == left


# groups


async def test_in_a_group_what_members_say_to_each_other_is_not_for_us(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, MONEY, "7002")
        await tick(office)
        for text in ("1 进度60%", "无变化", "逾期任务", "你好"):
            await office.receive(typed("7002", text, group="90"))
        await office.receive(Joined(id="j", who=who("7002"), where=Where(pager_at("90"), is_group=True)))
        assert pager.texts("90") == []
        assert await rows(office) == []


async def test_in_a_group_the_digest_is_for_office_and_convenors_and_everything_else_is_private(
    tmp_path: Path,
) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, MONEY, "7002")
        await only_on_pager(office, CLERK, "7011")
        await only_on_pager(office, CONVENOR, "7012")
        for number in ("7011", "7012"):
            await office.receive(typed(number, "/digest", group="90"))
            assert "进展通报" in pager.last("90").text
        for number, text in (("7002", "/digest"), ("9", "/digest"), ("7002", "/mine"), ("7011", "/plans")):
            await office.receive(typed(number, text, group="90"))
            assert pager.last("90").text.startswith("催报和反馈请私聊我")
        assert pager.texts("7002") == pager.texts("7011") == pager.texts("7012") == []


async def test_in_a_group_only_the_digests_buttons_work_and_each_presser_is_checked(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, MONEY, "7002")
        await only_on_pager(office, CONVENOR, "7012")
        own, due = await assignment_and_due(office, "县财政局", "1")
        await office.receive(pressed("7012", "digest:all:0:0", group="90"))
        assert "进展通报" in pager.last("90").text
        await office.receive(pressed("7002", "digest:all:0:0", group="90"))
        assert "召集人办理" in pager.last("90").text
        await office.receive(pressed("7012", "page:unreported:-:0", group="90"))
        assert "未按时报送" in pager.last("90").text
        for token in (f"nc:{own}:{due}", f"tk:{own}:{due}", "tv:1", "page:mine:-:0", "page:", ""):
            await office.receive(pressed("7002", token, group="90"))
            assert pager.last("90").text.startswith("催报和反馈请私聊我")
        assert await rows(office) == []


# people who leave, return and move


async def test_whoever_leaves_a_channel_is_not_asked_there_until_they_return(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager, "2025-11-03T08:00+08:00") as office:
        person = await only_on_pager(office, STREETS, "7003")
        await office.receive(Gone(id="g", who=who("7003"), where=Where(pager_at("7003"))))
        assert await reachable(office, person) == [False]
        assert [text for text in await office.received(CLERK) if "联系不上城联" in text]
        await at_local(office, "2025-11-04T12:00")
        assert pager.texts("7003") == []
        await office.receive(Joined(id="j", who=who("7003"), where=Where(pager_at("7003"))))
        await at_local(office, "2025-11-05T12:00")
        assert len(pager.texts("7003")) == 1


async def test_a_conversation_that_moves_is_followed(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await only_on_pager(office, MONEY, "7002")
        here = Where(pager_at("7003"))
        await office.receive(Moved(id="m", who=who("7003"), where=here, to=pager_at("7002")))
        await office.receive(Moved(id="n", who=who("7003"), where=here, to=pager_at("8003")))
        await tick(office)
        assert pager.texts("7003") == []
        assert "整治背街小巷" in pager.texts("8003")[0]
        assert "改造供水管网" in pager.texts("7002")[0]


# sets of files


async def evidence(office: Office) -> list[tuple[str, str]]:
    def work(session: Session) -> list[tuple[str, str]]:
        found = session.exec(
            select(models.Evidence, models.Assignment, models.Task).where(
                models.Evidence.assignment_id == models.Assignment.id, models.Assignment.task_id == models.Task.id
            )
        ).all()
        return sorted((file.file_name, task.title) for file, _, task in found)

    return await office.read(work)


PHOTOS = (FileRef("a", None, 3), FileRef("b", None, 3), FileRef("c", "验收单.pdf", 3))


def with_photos() -> Pager:
    return Pager(files={file.id: file.id.encode() * 3 for file in PHOTOS})


async def test_photos_sent_together_are_evidence_for_one_task(tmp_path: Path) -> None:
    pager = with_photos()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await office.receive(sent_files("7003", *PHOTOS))
        names = ("照片2025-11-03-77-1.jpg", "照片2025-11-03-77-2.jpg", "验收单.pdf")
        assert await evidence(office) == sorted((name, "整治背街小巷") for name in names)
        assert pager.last("7003").text == "已收下佐证" + "".join(f"“{n}”" for n in names) + "，归到：整治背街小巷"


async def test_photos_sent_together_are_asked_about_once_and_go_together(tmp_path: Path) -> None:
    pager = with_photos()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, WATER, "7001")
        await tick(office)
        await office.receive(sent_files("7001", *PHOTOS[:2]))
        assert "哪项任务的佐证" in pager.last("7001").text
        assert await evidence(office) == []
        second, _ = await assignment_and_due(office, "县水利局", "2")
        await office.receive(pressed("7001", f"ev:{second}"))
        assert [title for _, title in await evidence(office)] == ["疏浚河道", "疏浚河道"]


async def test_of_files_sent_together_all_are_kept_or_none(tmp_path: Path) -> None:
    pager = with_photos()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await office.receive(sent_files("7003", PHOTOS[0], FileRef("d", "大.zip", 5_000_000)))
        assert "文件太大（5 MB）" in pager.last("7003").text
        await office.receive(sent_files("7003", PHOTOS[0], FileRef("gone", "走失.pdf", 3)))
        assert "没有取下来" in pager.last("7003").text
        assert await evidence(office) == []


async def test_each_file_that_the_office_sends_is_answered(tmp_path: Path) -> None:
    pager = Pager(files={"a": "这里没有任务。".encode(), "b": b"\0\xff\xfe"})
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, CLERK, "7011")
        await office.receive(
            sent_files("7011", FileRef("a", "甲.txt", 9), FileRef("lost", "乙.txt", 9), FileRef("b", "丙.txt", 3))
        )
        said = "\n".join(pager.texts("7011"))
        assert "正在读“甲.txt”" in said
        assert "没有取下来" in said
        assert "正在读“丙.txt”" in said
