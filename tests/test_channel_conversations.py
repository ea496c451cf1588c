"""What is said on a second channel: within what it can do, in groups, by people who leave, with sets of files."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.channels.base import FileRef, Gone, Joined, Length, Moved, Refused, Where, cut
from tasks_db.store import models
from tests.office_world import CONVENOR
from tests.pager_world import an_office, only_on_pager, reachable, tick
from tests.second_channel import Pager, pager_at, pressed, sent_files, typed, who
from tests.small_world import (
    CLERK,
    MONEY,
    STREETS,
    WATER,
    Office,
    assignment_and_due,
    at_local,
    rows,
)

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
        await at_local(office, "2025-11-04T12:00")
        assert [text for text in await office.received(CLERK) if "联系不上城联" in text]
        assert pager.texts("7003") == []
        await office.receive(Joined(id="j", who=who("7003"), where=Where(pager_at("7003"))))
        await at_local(office, "2025-11-05T12:00")
        assert len(pager.texts("7003")) == 1


async def test_whoever_comes_back_gets_the_receipts_that_were_refused_and_nothing_twice(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        person = await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await office.receive(typed("7003", "1 进度30%"))
        arrived = pager.last("7003").text
        pager.fails.append(Refused("Forbidden: bot was blocked by the user", account_gone=True))
        await office.receive(typed("7003", "1 进度40%"))
        assert await reachable(office, person) == [False]
        assert pager.last("7003").text == arrived
        await office.receive(typed("7003", "/start"))
        said = [text for text in pager.texts("7003") if text.startswith("（补发：上次没有送到）")]
        assert len(said) == 1
        assert "40%" in said[0]
        assert pager.texts("7003").count(arrived) == 1
        before = len(pager.texts("7003"))
        await office.receive(typed("7003", "/help"))
        assert len(pager.texts("7003")) == before + 1


async def test_a_receipt_of_days_ago_is_not_said_again(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        pager.fails.append(Refused("Forbidden: bot was blocked by the user", account_gone=True))
        await office.receive(typed("7003", "1 进度40%"))
        await at_local(office, "2025-11-05T09:00")
        await office.receive(typed("7003", "/start"))
        assert not [text for text in pager.texts("7003") if "补发" in text]


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
    return Pager(files={"a": b"\xff\xd8\xff a", "b": b"\xff\xd8\xff b", "c": b"%PDF-1.7 c"})


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
